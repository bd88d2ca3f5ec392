"""The one place that wires things together, and the order of start."""

from __future__ import annotations

import gc
import getpass
import logging
import sys
from pathlib import Path

from assurance_app import diagnostics, paths, settings
from assurance_app.domain.refusal import Refused
from assurance_app.words import speak
from assurance_app.words.sentences import sentence

_log = logging.getLogger(__name__)

REFUSED = 2


def author_name(chosen: settings.Settings) -> str:
    """Who writes: the name in the settings, else the name of the account."""
    if chosen.author:
        return chosen.author
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def prepare() -> settings.Settings:
    """What comes before everything else on the command line and in the window: settings, language, log."""
    chosen = settings.load(paths.settings_file())
    speak(chosen.language, paths.resources() / "translations")
    diagnostics.start_log(paths.log_folder())
    return chosen


def told(refusal: Refused) -> str:
    """The sentence of a refusal, on one line whatever was typed into it; it is also logged with its code."""
    _log.info("refused: %s", refusal)
    line = " ".join(sentence(refusal.code, refusal.params).splitlines())
    # A file can be called anything; what steers a terminal is not passed on to one.
    return "".join(letter for letter in line if letter.isprintable())


def open_window(workspace: Path | None, *, sample: bool = False, quit_when_ready: bool = False) -> int:
    """Open the desktop application, on the workspace where one is given; answers with the exit status.

    A workspace named on the command line that cannot be opened is refused before a window is made: one line, status 2.
    `quit_when_ready` closes the window by itself once it can be used.
    """
    # What is made while starting stays: looking for garbage among it would cost a seventh of the start. The window
    # begins to look once it can be used.
    gc.disable()
    chosen = prepare()
    if workspace is not None:
        from assurance_app.application.workspaces import check_can_open

        try:
            check_can_open(workspace)
        except Refused as refusal:
            sys.stderr.write(told(refusal) + "\n")
            return REFUSED
    left = diagnostics.watch_for_crashes(paths.log_folder())
    if left:
        _log.error("the last run ended hard:\n%s", left)
    from assurance_app.ui.application import run_window

    return run_window(
        chosen,
        workspace=workspace,
        sample=sample,
        author=author_name(chosen),
        quit_when_ready=quit_when_ready,
    )
