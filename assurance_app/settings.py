"""The person's settings: typed, saved atomically, and kept aside rather than lost where they cannot be read."""

from __future__ import annotations

import json
import logging
import os
import tempfile
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)

RECENT_KEPT = 10


@dataclass(frozen=True, slots=True)
class Settings:
    """What is remembered between runs. `theme` is system, light, dark or contrast; `text_percent` 100 to 200."""

    theme: str = "system"
    text_percent: int = 100
    language: str = "en"
    author: str = ""
    recent: tuple[str, ...] = ()
    window: dict[str, str] = field(default_factory=dict)
    """Geometry, splitters and columns, as texts by name."""
    last_places: dict[str, str] = field(default_factory=dict)
    """Where the person was in each workspace, by its path."""

    def with_recent(self, path: Path) -> Settings:
        """The settings with the workspace first among the recent ones."""
        text = str(path)
        return replace(self, recent=(text, *(other for other in self.recent if other != text))[:RECENT_KEPT])


def load(path: Path) -> Settings:
    """The settings in the file; defaults where there is none. An unreadable file is kept aside, not overwritten."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(found, dict):
            raise TypeError("settings are not an object")
        return _typed(found)
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, TypeError, RecursionError) as fault:
        _log.warning("settings cannot be read, defaults are used: %s", fault)
        _keep_aside(path)
        return Settings()


def save(settings: Settings, path: Path) -> None:
    """Write the settings whole or not at all. OSError where the place cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(settings), file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _typed(found: dict[str, Any]) -> Settings:
    known = {setting.name: found[setting.name] for setting in fields(Settings) if setting.name in found}
    defaults = asdict(Settings())
    for name, value in known.items():
        expected = list if name == "recent" else type(defaults[name])
        if type(value) is not expected:
            raise TypeError(f"the setting {name} is not {expected.__name__}")
    if "recent" in known:
        known["recent"] = tuple(str(entry) for entry in known["recent"])
    for name in ("window", "last_places"):
        if name in known:
            known[name] = {str(key): str(value) for key, value in known[name].items()}
    settings = Settings(**known)
    return replace(settings, text_percent=min(max(settings.text_percent, 100), 200))


def _keep_aside(path: Path) -> None:
    try:
        path.replace(path.with_suffix(".unreadable.json"))
    except OSError as fault:
        _log.warning("unreadable settings could not be kept aside: %s", fault)
