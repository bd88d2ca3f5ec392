"""Running the window: the Qt application, its hooks, and its end."""

from __future__ import annotations

import gc
import logging
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from assurance_app import diagnostics, paths, settings
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.tasks import Problem
from assurance_app.words import _

REFUSED = 2

_log = logging.getLogger(__name__)


def make_application() -> QApplication:
    """The Qt application, in the one style that looks the same everywhere."""
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("SPR Assurance")
    application.setApplicationDisplayName("")
    application.setStyle("Fusion")
    return application


def remember(chosen: settings.Settings) -> None:
    """Keep the settings. That they cannot be kept must not keep a person from working."""
    try:
        settings.save(chosen, paths.settings_file())
    except OSError as fault:
        _log.warning("settings cannot be kept: %s", fault)


def run_window(
    chosen: settings.Settings,
    *,
    workspace: Path | None = None,
    sample: bool = False,
    author: str,
    quit_when_ready: bool = False,
) -> int:
    """Show the window until the person closes it; answers with the exit status.

    `quit_when_ready` closes it as soon as it can be used: 0 where everything was shown, 1 where something failed,
    2 where the workspace was refused, with one line that says why.
    """
    application = make_application()
    window = MainWindow(chosen, remember, author)
    diagnostics.install_hooks(window.not_caught.emit)
    failures: list[object] = []
    refusals: list[Problem] = []
    window.not_caught.connect(failures.append)
    window.tasks.failed.connect(failures.append)
    window.not_opened.connect(refusals.append)
    if quit_when_ready:
        window.ready.connect(lambda: QTimer.singleShot(0, window.close))
    # The system ends the session: what is typed is kept before the answer goes back.
    application.commitDataRequest.connect(lambda _manager: window.session.settle())
    window.ready.connect(_collect_garbage_from_now_on)
    window.show()
    window.begin(workspace, sample=sample)
    status = application.exec()
    if refusals and quit_when_ready:
        sys.stderr.write(refusals[0].sentence + "\n")
        return REFUSED
    if failures and quit_when_ready:
        sys.stderr.write(_("The window could not show everything; the log says why.") + "\n")
        return 1
    return status


def _collect_garbage_from_now_on() -> None:
    # What start-up made lives as long as the program; it need not be looked through again and again.
    gc.freeze()
    gc.enable()
