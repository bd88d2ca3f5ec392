"""One open workspace as the window sees it: its year, its savers, what changed, and whether all is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from assurance_app.application import recording, workspaces
from assurance_app.application.changes import Changed, Outcome
from assurance_app.domain.entities import Cycle, EvidenceRevision, Stored
from assurance_app.domain.values import WorkspaceKind
from assurance_app.ui.long_work import LongWorks
from assurance_app.ui.saving import Saver
from assurance_app.ui.tasks import Lane, Problem, Tasks
from assurance_app.ui.undoing import Bulk, Steps, Undoable

T = TypeVar("T")


_LATER = 50
"""Milliseconds after which to look again whether all is saved."""


class SaveState(StrEnum):
    """What the indicator in the header says."""

    NOTHING = "nothing"
    SAVING = "saving"
    SAVED = "saved"
    NOT_SAVED = "not-saved"
    READ_ONLY = "read-only"


class _QtAlarm:
    def __init__(self, parent: QObject, ring: Callable[[], None]) -> None:
        self._timer = QTimer(parent)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(ring)

    def start(self, milliseconds: int) -> None:
        self._timer.start(milliseconds)

    def stop(self) -> None:
        self._timer.stop()


class Session(QObject):
    """The open workspace. Its `workspace` is only ever handed to calls that run on the database thread."""

    opened = Signal()
    """Another workspace, another year, or none."""
    changed = Signal(object, object)
    """A tuple of `Changed`, and the saver whose doing it was, or None."""
    renamed = Signal()
    """The body of the open workspace is named otherwise now, or a national one holds other years."""
    save_state_changed = Signal()
    undone = Signal(object)
    """The `Undoable` or `Bulk` that was taken back."""
    save_failed = Signal(object, object)
    """The saver, and the `Problem`."""

    def __init__(self, tasks: Tasks, author: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self.author = author
        self.workspace: Any = None
        self.summary: workspaces.WorkspaceSummary | None = None
        self.cycle: Cycle | None = None
        self.saved_at: dt.datetime | None = None
        self._savers: dict[tuple[type, str], Saver[Any]] = {}
        self._steps = Steps(self, self._let_go, self.undone.emit)
        self._settling = False
        self.works = LongWorks(tasks, self)
        self.changed.connect(self._follow_description)

    # -- the workspace ---------------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether a workspace is open."""
        return self.workspace is not None

    @property
    def read_only(self) -> bool:
        """Whether the workspace can only be read."""
        return self.summary is not None and self.summary.read_only

    @property
    def is_national(self) -> bool:
        """Whether it holds what the APCC received."""
        return self.summary is not None and self.summary.kind is WorkspaceKind.NATIONAL

    @property
    def cycle_id(self) -> str:
        """The year that is shown; "" where there is none."""
        return self.cycle.id if self.cycle is not None else ""

    def enter(
        self, make: Callable[[], Any], done: Callable[[], object], failed: Callable[[Problem], object] | None = None
    ) -> None:
        """Open or make a workspace on the database thread by `make`; the one before is closed once it is there."""

        def work() -> tuple[Any, workspaces.WorkspaceSummary]:
            workspace = make()
            try:
                if not workspace.read_only:
                    recording.promote_drafts(workspace)
                return workspace, workspaces.describe(workspace)
            except BaseException:
                workspace.close()
                raise

        def entered(result: tuple[Any, workspaces.WorkspaceSummary]) -> None:
            self._close_workspace()
            self.workspace, self.summary = result
            self.cycle = next(iter(self.summary.cycles), None)
            self.opened.emit()
            self.save_state_changed.emit()
            done()

        self.tasks.run(work, entered, failed)

    def choose_cycle(self, cycle_id: str) -> None:
        """Show another year."""
        if self.summary is None or cycle_id == self.cycle_id:
            return
        self.cycle = next(cycle for cycle in self.summary.cycles if cycle.id == cycle_id)
        self.opened.emit()

    def work_on(self, year: str, done: Callable[[], object]) -> None:
        """Work on another year of a national workspace."""

        def chosen(summary: workspaces.WorkspaceSummary) -> None:
            self.summary = summary
            self._steps.forget()
            self.opened.emit()
            done()

        def work(workspace: Any) -> workspaces.WorkspaceSummary:
            from assurance_app.application.commissioning import work_on

            work_on(workspace, year)
            return workspaces.describe(workspace)

        self.run(work, done=chosen)

    def close_workspace(self) -> None:
        """Close what is open, after everything that is waiting."""
        self._close_workspace()
        self.opened.emit()
        self.save_state_changed.emit()

    def _close_workspace(self) -> None:
        if self.workspace is not None:
            self.tasks.run(self.workspace.close)
        self.workspace = self.summary = self.cycle = self.saved_at = None
        self._savers.clear()
        self._steps.forget()

    # -- use cases -------------------------------------------------------------------------------------------------

    def run(
        self,
        use_case: Callable[..., Any],
        *arguments: Any,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Problem], object] | None = None,
        origin: object = None,
        progress: str = "",
        cancelled: Callable[[], object] | None = None,
    ) -> None:
        """Do a use case with the open workspace as its first argument. Of an `Outcome`, `done` gets the value; what
        changed is told to every screen.

        Long work has a title, `progress`: the window shows it with how far it has come and a button to cancel it, and
        the use case is given `report`, by which it tells (`application.progress`). Once cancelled it ends in
        `cancelled`.
        """
        workspace = self.workspace
        work = self.works.begin(progress) if progress else None
        options = {"report": work.progress.report} if work is not None else {}

        def finished(result: Any) -> None:
            self.works.end(work)
            if workspace is not self.workspace:
                return
            if isinstance(result, Outcome):
                self._noted_saved()
                if done is not None:
                    done(result.value)
                if result.changed:
                    self.changed.emit(result.changed, origin)
            elif done is not None:
                done(result)

        def refused(problem: Problem) -> None:
            self.works.end(work)
            (failed or self.tasks.failed.emit)(problem)

        def given_up() -> None:
            self.works.end(work)
            if cancelled is not None:
                cancelled()

        self.tasks.run(lambda: use_case(workspace, *arguments, **options), finished, refused, cancelled=given_up)

    def _follow_description(self, changes: Sequence[Changed], _origin: object) -> None:
        kind = "commission" if self.is_national else "body"
        if not any(change.kind == kind for change in changes):
            return

        def described(summary: workspaces.WorkspaceSummary) -> None:
            if summary != self.summary:
                self.summary = summary
                self.renamed.emit()

        self.run(workspaces.describe, done=described)

    def run_on_pages(
        self,
        call: Callable[..., Any],
        *arguments: Any,
        done: Callable[[Any], object],
        failed: Callable[[Problem], object] | None = None,
    ) -> None:
        """Set or draw pages from frozen data, beside the database thread: no save waits for it."""
        workspace = self.workspace

        def finished(result: Any) -> None:
            if workspace is self.workspace:
                done(result)

        self.tasks.run(lambda: call(*arguments), finished, failed, lane=Lane.PAGES)

    def once_painted(self, call: Callable[[], object]) -> None:
        """Do something as soon as what is shown now was painted, if the workspace is still open then."""
        workspace = self.workspace

        def ring() -> None:
            if self._settling:
                # Whoever waits for what is unsaved, perhaps to close the window, does not wait for more to be read.
                QTimer.singleShot(_LATER, self, ring)
            elif workspace is not None and workspace is self.workspace and not self.tasks.is_closed:
                call()

        QTimer.singleShot(0, self, ring)

    def tell(self, *changes: Changed) -> None:
        """Tell every screen that something changed."""
        self.changed.emit(changes, None)

    # -- saving ----------------------------------------------------------------------------------------------------

    def saver(self, stored: Stored[Any]) -> Saver[Any]:
        """The saver for an entity just read: the one that still holds unsaved words, else a new one."""
        key = (type(stored.entity), stored.entity.id)
        waiting = self._savers.get(key)
        return waiting if waiting is not None else Saver(stored, self)

    def alarm(self, ring: Callable[[], None]) -> _QtAlarm:
        """An alarm on this thread."""
        return _QtAlarm(self, ring)

    def keep_draft(
        self, stored: Stored[Any], done: Callable[[Stored[Any]], None], failed: Callable[[Any], None]
    ) -> None:
        """Write a draft."""
        saver = self._savers.get((type(stored.entity), stored.entity.id))
        self.run(recording.draft, stored.entity, stored.version, done=done, failed=failed, origin=saver)

    def keep_version(
        self, stored: Stored[Any], done: Callable[[Stored[Any]], None], failed: Callable[[Any], None]
    ) -> None:
        """Write a version, and remember what stood before it."""
        saver = self._savers.get((type(stored.entity), stored.entity.id))

        def kept(result: Stored[Any]) -> None:
            if saver is not None:
                if result.entity.id == saver.base.entity.id and result.version > saver.base.version:
                    self._steps.remember(Undoable(saver.base, result.version))
                elif isinstance(result.entity, EvidenceRevision) and result.entity.id != saver.base.entity.id:
                    from assurance_app.application import library_steps

                    self.remember(Bulk(library_steps.put_back, library_steps.NewRevision(result.entity)))
                saver.base = result
            done(result)

        save: Callable[..., Any] = recording.save
        if isinstance(stored.entity, EvidenceRevision):
            from assurance_app.application.library import save_evidence as save
        self.run(save, stored.entity, stored.version, done=kept, failed=failed, origin=saver)

    def saver_changed(self, saver: Saver[Any]) -> None:
        """Keep hold of a saver for as long as it holds anything that is not one version on the disk."""
        for key in [key for key, held in self._savers.items() if held is saver]:
            del self._savers[key]
        if saver.needs_version:
            self._savers[saver.key] = saver
        self.save_state_changed.emit()
        if saver.problem is not None and not saver.unsaved_reported:
            saver.unsaved_reported = True
            self.save_failed.emit(saver, saver.problem)

    @property
    def save_state(self) -> SaveState:
        """What is true about the words on the screen."""
        if not self.is_open:
            return SaveState.NOTHING
        if self.read_only:
            return SaveState.READ_ONLY
        if any(saver.problem is not None for saver in self._savers.values()):
            return SaveState.NOT_SAVED
        if any(saver.unsaved for saver in self._savers.values()):
            return SaveState.SAVING
        return SaveState.SAVED if self.saved_at is not None else SaveState.NOTHING

    @property
    def save_problem(self) -> Problem | None:
        """Why something is not saved."""
        return next((saver.problem for saver in self._savers.values() if saver.problem is not None), None)

    def commit_all(self) -> None:
        """Make versions of everything that was changed."""
        for saver in tuple(self._savers.values()):
            saver.commit()

    def settle(self) -> bool:
        """Make versions of everything and wait for it; whether all is saved."""
        self.commit_all()
        self._settling = True
        try:
            self.tasks.wait()
        finally:
            self._settling = False
        return not any(saver.unsaved for saver in self._savers.values())

    def give_up_unsaved(self) -> None:
        """Let go of words that cannot be saved, because the person said so."""
        for saver in self._savers.values():
            saver.give_up()
        self._savers.clear()
        self.save_state_changed.emit()

    def _noted_saved(self) -> None:
        self.saved_at = dt.datetime.now().astimezone()
        self.save_state_changed.emit()

    # -- undo ------------------------------------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        """Whether a saved change can be taken back."""
        return self._steps.can_undo and not self.read_only

    @property
    def can_redo(self) -> bool:
        """Whether something taken back can be done again."""
        return self._steps.can_redo and not self.read_only

    def remember(self, bulk: Bulk) -> None:
        """Keep a change in bulk, so that it can be taken back as one."""
        self._steps.remember(bulk)

    def undo(self) -> None:
        """Take back the last saved change: what stood before becomes the newest version."""
        if self.can_undo:
            self._steps.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self.can_redo:
            self._steps.redo()

    def _let_go(self, entity: Any) -> None:
        """What waits to be saved of an entity is given up: it is put back as it stood."""
        self._savers.pop((type(entity), entity.id), None)


def open_path(path: Path, author: str, *, write: bool = True) -> Callable[[], Any]:
    """How a workspace is opened, for `Session.enter`."""
    return lambda: workspaces.open_workspace(path, author=author, write=write)
