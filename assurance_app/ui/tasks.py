"""One thread does the database work, another sets and draws pages; results and errors come back to the main thread.

Each thread is a *lane*: its calls are worked off one by one in the order in which they were given. A call that must not
touch the workspace may take the lane of the pages, so that no save waits for it.

Long work takes a `Progress`: what does the work calls `progress.report(done, of, words)` before each piece, which the
main thread hears by the signal `progressed`; where the person has cancelled (`progress.cancel()`), that call raises
`Cancelled`. It is caught here and nowhere else: neither `done` nor `failed` is called then, but `cancelled`.
`Session.run(use_case, ..., progress=title)` does all of this for a use case, and the window shows it with a button.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QObject, Qt, QTimer, Signal

from assurance_app.application.progress import Cancelled, Progress
from assurance_app.domain.refusal import Refused
from assurance_app.words import _
from assurance_app.words.sentences import sentence

_log = logging.getLogger(__name__)

T = TypeVar("T")


class Lane(StrEnum):
    """A thread that works off calls."""

    DATABASE = "database"
    PAGES = "pages"


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, for a person: one sentence; details only where it was not expected."""

    sentence: str
    code: str = ""
    details: str = ""
    place: str = ""
    """The section or requirement where it is mended, by its id; "" where none is known."""


def problem_of(error: BaseException) -> Problem:
    """The sentence for an error: a refusal's own, or one general sentence with the traceback as details."""
    if isinstance(error, Refused):
        return Problem(sentence(error.code, error.params), error.code, place=str(error.params.get("place", "")))
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
    cancelled: Callable[[], object]
    result: Any = None
    error: BaseException | None = None


class Tasks(QObject):
    """The queues of the lanes, and what comes back from them."""

    failed = Signal(object)
    """A `Problem` for which the caller had no use of its own."""
    idle = Signal()
    """The last call that was waiting has been delivered."""
    progressed = Signal(object, int, int, str)
    """A `Progress`, how many pieces are done, of how many, and in words what comes now."""
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[Lane, ThreadPoolExecutor] = {}
        self._long: list[Progress] = []
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
        *,
        lane: Lane = Lane.DATABASE,
        cancelled: Callable[[], object] | None = None,
    ) -> None:
        """Do `call` on the lane's thread; then, on this one, `done` with its result, `failed` with the problem, or
        `cancelled`.
        """
        if self._closed:
            raise RuntimeError("the threads are closed")
        self._waiting += 1
        job = _Job(call, done or _nothing, failed or self.failed.emit, cancelled or _nothing)
        self._thread(lane).submit(self._work, job)

    def progress(self) -> Progress:
        """A new piece of long work: its reports come to this thread by `progressed`. Closing cancels it."""

        def heard(done: int, of: int, words: str) -> None:
            self.progressed.emit(made, done, of, words)

        made = Progress(heard)
        self._long.append(made)
        return made

    def forget(self, progress: Progress) -> None:
        """A piece of long work has come to its end."""
        if progress in self._long:
            self._long.remove(progress)

    def wait(self, milliseconds: int = 10_000) -> bool:
        """Let what is waiting be worked off and delivered, taking no input meanwhile; False where time ran out."""
        limit = QDeadlineTimer(milliseconds)
        # What is delivered may ask for more, even between the end of the last call and the end of the loop.
        while self.busy and not limit.hasExpired():
            loop = QEventLoop()
            QTimer.singleShot(limit.remainingTime(), loop, loop.quit)
            self.idle.connect(loop.quit)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            self.idle.disconnect(loop.quit)
        return not self.busy

    def close(self, last: Callable[[], object] | None = None) -> None:
        """Cancel long work, do `last` (closing the workspace) after everything else and end the threads. Waits."""
        if self._closed:
            return
        self._closed = True
        for progress in self._long:
            progress.cancel()
        if last is not None:
            self._thread(Lane.DATABASE).submit(_logged, last)
        for thread in self._lanes.values():
            thread.shutdown(wait=True)

    def _thread(self, lane: Lane) -> ThreadPoolExecutor:
        if lane not in self._lanes:
            self._lanes[lane] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=lane.value)
        return self._lanes[lane]

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
            elif isinstance(job.error, Cancelled):
                job.cancelled()
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


def _nothing(*_result: object) -> None:
    return None
