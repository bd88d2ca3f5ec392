"""Long work under way, as the window shows it: what it is, how far it has come, and that it can be cancelled."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from assurance_app.application.progress import Progress
from assurance_app.ui.tasks import Tasks


@dataclass(slots=True)
class LongWork:
    """One piece of it; `of` is 0 where nobody knows how much there is."""

    title: str
    progress: Progress
    done: int = 0
    of: int = 0
    words: str = ""


class LongWorks(QObject):
    """All of it, oldest first."""

    changed = Signal()
    """Some has begun, has come further, or has come to its end."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self.running: list[LongWork] = []
        self._tasks = tasks
        tasks.progressed.connect(self._take_progress)

    def begin(self, title: str) -> LongWork:
        """A new piece."""
        work = LongWork(title, self._tasks.progress())
        self.running.append(work)
        self.changed.emit()
        return work

    def end(self, work: LongWork | None) -> None:
        """A piece is done, has failed or was cancelled."""
        if work is not None:
            self._tasks.forget(work.progress)
            self.running.remove(work)
            self.changed.emit()

    def tell(self, work: LongWork, done: int, of: int, words: str) -> None:
        """How far a piece has come."""
        work.done, work.of, work.words = done, of, words
        self.changed.emit()

    def _take_progress(self, progress: Progress, done: int, of: int, words: str) -> None:
        for work in self.running:
            if work.progress is progress:
                self.tell(work, done, of, words)
