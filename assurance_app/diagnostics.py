"""The log, and the hooks that let nothing fail in silence. No Qt."""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

_log = logging.getLogger("assurance_app")

LOG_NAME = "assurance.log"
CRASH_NAME = "crash.log"


def start_log(folder: Path, *, to_console: bool = False) -> Path | None:
    """Write the log below `folder` (ten files of 1 MB at most); answers with its path, or None where that fails.

    A log that cannot be written must not keep a person from working: it is said on the console instead.
    """
    _log.setLevel(logging.INFO)
    formatter = logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s")
    if to_console:
        console = logging.StreamHandler()
        console.setFormatter(formatter)
        _log.addHandler(console)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / LOG_NAME
        handler = logging.handlers.RotatingFileHandler(path, maxBytes=1_000_000, backupCount=9, encoding="utf-8")
    except OSError as fault:
        _log.warning("the log cannot be written: %s", fault)
        return None
    handler.setFormatter(formatter)
    _log.addHandler(handler)
    return path


def watch_for_crashes(folder: Path) -> str:
    """Let a hard crash leave its stacks below `folder`; answers with what the last run left there, "" where nothing."""
    path = folder / CRASH_NAME
    try:
        left = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
        file = path.open("w", encoding="utf-8")
    except OSError as fault:
        _log.warning("crashes cannot be watched for: %s", fault)
        return ""
    faulthandler.enable(file)
    return left


def install_hooks(tell: Callable[[BaseException], None]) -> None:
    """Log whatever nobody caught, on any thread, with its traceback, and pass it to the thread-safe `tell`."""

    def main_hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.critical("not caught", exc_info=(kind, error, trace))
        tell(error)

    def thread_hook(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None and not issubclass(arguments.exc_type, SystemExit):
            main_hook(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    sys.excepthook = main_hook
    threading.excepthook = thread_hook
