"""One thread does the database work; results and errors come back to the main thread."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal

from assurance_app.domain.refusal import Refused
from assurance_app.words import _
from assurance_app.words.sentences import sentence

_log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, for a person: one sentence; details only where it was not expected."""

    sentence: str
    code: str = ""
    details: str = ""


def problem_of(error: BaseException) -> Problem:
    """The sentence for an error: a refusal's own, or one general sentence with the traceback as details."""
    if isinstance(error, Refused):
        return Problem(sentence(error.code, error.params), error.code)
    details = "".join(traceback.format_exception(error))
    return Problem(
        _("Something went wrong in the program itself. What was saved before is safe; the details are in the log."),
        details=details,
    )


@dataclass(slots=True)
class _Job:
    call: Callable[[], Any]
    done: Callable[[Any], object]
    failed: Callable[[Problem], object]
    result: Any = None
    error: BaseException | None = None


class Tasks(QObject):
    """The database thread's queue. Calls are worked off one by one in the order in which they were given."""

    failed = Signal(object)
    """A `Problem` for which the caller had no use of its own."""
    idle = Signal()
    """The last call that was waiting has been delivered."""
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        self._waiting = 0
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether a call is waiting or at work."""
        return self._waiting > 0

    @property
    def is_closed(self) -> bool:
        """Whether the thread has ended, or is about to."""
        return self._closed

    def run(
        self,
        call: Callable[[], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[Problem], object] | None = None,
    ) -> None:
        """Do `call` on the database thread; then `done` with its result, or `failed` with the problem, on this one."""
        if self._closed:
            raise RuntimeError("the database thread is closed")
        self._waiting += 1
        self._executor.submit(self._work, _Job(call, done or _nothing, failed or self.failed.emit))

    def wait(self, milliseconds: int = 10_000) -> bool:
        """Let what is waiting be worked off and delivered, taking no input meanwhile; False where time ran out."""
        if self.busy:
            loop = QEventLoop()
            limit = QTimer()
            limit.setSingleShot(True)
            limit.timeout.connect(loop.quit)
            self.idle.connect(loop.quit)
            limit.start(milliseconds)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            self.idle.disconnect(loop.quit)
            limit.stop()
        return not self.busy

    def close(self, last: Callable[[], object] | None = None) -> None:
        """Do `last` (closing the workspace) after everything else and end the thread. Waits for it."""
        if self._closed:
            return
        self._closed = True
        if last is not None:
            self._executor.submit(_logged, last)
        self._executor.shutdown(wait=True)

    def _work(self, job: _Job) -> None:
        try:
            job.result = job.call()
        except BaseException as error:  # noqa: BLE001 - every error goes to the main thread, none is lost
            job.error = error
        self._finished.emit(job)

    def _deliver(self, job: _Job) -> None:
        self._waiting -= 1
        try:
            if job.error is None:
                job.done(job.result)
            else:
                if not isinstance(job.error, Refused):
                    _log.error("a use case failed", exc_info=job.error)
                job.failed(problem_of(job.error))
        finally:
            if not self.busy:
                self.idle.emit()


def _logged(call: Callable[[], object]) -> None:
    try:
        call()
    except Exception:  # noqa: BLE001 - the window is gone; the log is the only place left
        _log.exception("closing failed")


def _nothing(_result: object) -> None:
    return None
