"""The steps that can be taken back and done again, in the order in which they were done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from assurance_app.application import recording
from assurance_app.application.changes import Outcome
from assurance_app.domain.entities import Stored


@dataclass(frozen=True, slots=True)
class Undoable:
    """One saved change that can be taken back: what stood before, and the version that stands now."""

    before: Stored[Any]
    version: int


@dataclass(frozen=True, slots=True)
class Bulk:
    """One change in bulk that can be taken back: `put_back(workspace, step)` answers with the step that redoes it."""

    put_back: Callable[[Any, Any], Outcome[Any]]
    step: Any


Step = Undoable | Bulk


class Does(Protocol):
    """What is needed of the session: that it does a use case and tells every screen."""

    def run(self, use_case: Callable[..., Any], *arguments: Any, done: Callable[[Any], object] | None = None) -> None:
        """Do it with the open workspace."""


class Steps:
    """`begins` is told an entity that is about to be put back, `undone` the step once it was."""

    def __init__(self, session: Does, begins: Callable[[Any], object], undone: Callable[[Step], object]) -> None:
        self._session = session
        self._begins = begins
        self._told = undone
        self._undo: list[Step] = []
        self._redo: list[Step] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._redo)

    def remember(self, step: Step) -> None:
        """A step was done: what was taken back before it is not done again any more."""
        self._undo.append(step)
        self._redo.clear()

    def forget(self) -> None:
        """Forget every step: they are of another workspace or year."""
        self._undo.clear()
        self._redo.clear()

    def undo(self) -> None:
        """Take back the last step: what stood before becomes the newest version."""
        self._put_back(self._undo.pop(), self._redo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._put_back(self._redo.pop(), self._undo)

    def _put_back(self, step: Step, opposite: list[Step]) -> None:
        if isinstance(step, Bulk):
            self._put_bulk_back(step, opposite)
            return
        self._begins(step.before.entity)

        def done(result: tuple[Stored[Any] | None, Stored[Any]]) -> None:
            before, now = result
            if before is not None:
                opposite.append(Undoable(before, now.version))
            self._told(step)

        self._session.run(_restored, step.before, done=done)

    def _put_bulk_back(self, bulk: Bulk, opposite: list[Step]) -> None:
        def done(again: Any) -> None:
            opposite.append(Bulk(bulk.put_back, again))
            self._told(bulk)

        self._session.run(bulk.put_back, bulk.step, done=done)


def _restored(workspace: Any, before: Stored[Any]) -> Outcome[tuple[Stored[Any] | None, Stored[Any]]]:
    """What stood before as the newest version; answers with what it replaces, if that is there, and with it."""
    entity = before.entity
    versions = recording.history(workspace, type(entity), entity.id)
    newest = max((version.number for version in versions), default=0)
    present = next((version for version in versions if version.number == newest), None)
    if before.version:
        outcome = recording.restore(workspace, type(entity), entity.id, before.version)
    else:
        outcome = recording.save(workspace, entity, newest)
    replaced = None
    if present is not None and present.entity is not None:
        replaced = Stored(present.entity, newest, "")
    return Outcome((replaced, outcome.value), outcome.changed)
