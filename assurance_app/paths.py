"""Where things live: the only module that knows."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_APP_NAME = "SPR Assurance"

HOME_VARIABLE = "ASSURANCE_APP_HOME"
"""Points settings, logs and the sample workspace at a folder of its own: for tests and for use from a memory stick."""


def _data(name: str) -> Path:
    # In an installed wheel the data folders lie inside the package; in a checkout at the top of the repository.
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def forms() -> Path:
    """The frameworks as data: one folder for each."""
    return _data("forms")


def migrations() -> Path:
    """Alembic's folder."""
    return _data("migrations")


def word_masters() -> Path:
    """The Word masters."""
    return _data("templates") / "docx"


def typst_templates() -> Path:
    """The typst templates for PDF and preview."""
    return _data("templates") / "typst"


def html_templates() -> Path:
    """The templates for web pages."""
    return _data("templates") / "html"


def resources() -> Path:
    """Bodies, evidence types, themes, icons, sample data, translations."""
    return _data("resources")


def sample_editions() -> Path:
    """Editions that were invented for the sample, and the crosswalks between them and those that are real."""
    return resources() / "sample" / "editions"


def _home() -> Path | None:
    chosen = os.environ.get(HOME_VARIABLE)
    return Path(chosen) if chosen else None


def _user_folder(kind: str) -> Path:
    home = _home()
    if home is not None:
        return home / kind
    import platformdirs

    if kind == "config":
        return platformdirs.user_config_path(_APP_NAME, appauthor=False)
    if kind == "log":
        return platformdirs.user_log_path(_APP_NAME, appauthor=False)
    return platformdirs.user_data_path(_APP_NAME, appauthor=False)


def settings_file() -> Path:
    """The person's settings."""
    return _user_folder("config") / "settings.json"


def log_folder() -> Path:
    """Where the log is written."""
    return _user_folder("log")


def sample_workspace() -> Path:
    """Where the sample workspace is made when a person asks for it."""
    return _user_folder("data") / "sample.assurance"


def official_texts() -> Path:
    """Where the official texts are kept that were imported for no workspace in particular."""
    return _user_folder("data") / "official-texts"


def documents_folder() -> Path:
    """Where a person's documents are, offered when a place for a new workspace is chosen."""
    if (home := _home()) is not None:
        return home / "documents"
    import platformdirs

    return platformdirs.user_documents_path()
