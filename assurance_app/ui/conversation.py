"""The notes on one item: what happens with them. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from assurance_app.application import noting
from assurance_app.application.changes import Changed
from assurance_app.domain.entities import Stored
from assurance_app.domain.notes import Note
from assurance_app.ui.saving import Saver
from assurance_app.ui.screens.base import Presenter, Runs


class Saves(Runs, Protocol):
    """A session that also hands out savers, and knows who is writing."""

    author: str

    def saver(self, stored: Stored[Any]) -> Saver[Any]:
        """The saver for an entity just read."""


class ThreadView(Protocol):
    """What the conversation asks of the page."""

    def show_thread(self, notes: Sequence[Stored[Note]]) -> None:
        """Show the notes, oldest first."""

    def show_writing(self, text: str) -> None:
        """Show these words in the box for a new note."""


class Conversation(Presenter):
    """Loads a thread; keeps what is typed as a draft, and adds it when the person says so or goes elsewhere."""

    shows = frozenset({"note"})

    def __init__(self, session: Saves, view: ThreadView) -> None:
        super().__init__(session)
        self._saves = session
        self._view = view
        self._target: tuple[str, str, str] | None = None
        self._saver: Saver[Any] | None = None

    def arrive(self, target_kind: str, target_id: str) -> None:
        """Show the thread on an item; what was typed on another one and not added becomes a note there."""
        target = (self._session.cycle_id, target_kind, target_id)
        if target != self._target:
            self.leave()
            self._target = target
            self._view.show_thread(())
        self._reload()

    def leave(self) -> None:
        """The person goes elsewhere: nothing typed is lost."""
        self.add()
        self._saver = None
        self._target = None

    def typed(self, text: str) -> None:
        """The person typed in the box for a new note."""
        if self._target is None or self._session.read_only:
            return
        if self._saver is None:
            blank = noting.new_note(*self._target, self._saves.author)
            self._saver = self._saves.saver(Stored(blank, 0, ""))
        self._saver.change(text=text)

    def add(self) -> None:
        """Add what was typed as a note; what has no words is none."""
        saver = self._saver
        if saver is None or not saver.entity.text.strip():
            return
        self._saver = None
        self._view.show_writing("")
        saver.change(at=noting.dated(saver.entity).at)
        saver.commit()

    def failed(self, saver: object) -> None:
        """A note could not be kept: its words come back into the box, unless other words stand there by now."""
        if isinstance(saver, Saver) and self._saver is None and isinstance(saver.entity, Note):
            note = saver.entity
            if not saver.stored.version and self._target == (note.cycle_id, note.target_kind, note.target_id):
                self._saver = saver
                self._view.show_writing(note.text)

    def resolve(self, stored: Stored[Note], *, resolved: bool) -> None:
        """Say that a note is dealt with, or open it again."""
        self._change(stored, is_resolved=resolved)

    def remove(self, stored: Stored[Note]) -> None:
        """Take a note away; undoing brings it back."""
        self._change(stored, text="")

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show what changed, unless it is what is being typed here."""
        if self._target is not None and self.concerns(changes) and (origin is None or origin is not self._saver):
            self._reload()

    def _change(self, stored: Stored[Note], **fields: object) -> None:
        if not self._session.read_only:
            saver = self._saves.saver(stored)
            saver.change(**fields)
            saver.commit()

    def _reload(self) -> None:
        if self._target is not None:
            self.load(noting.load_thread, *self._target, show=self._view.show_thread)
