"""Entering a statement that came as Word, PDF or a page: what happens on the screen. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, Protocol

from assurance_app.application import commissioning, entering, restoring
from assurance_app.application.changes import Changed
from assurance_app.application.entering import EnteredPage
from assurance_app.application.places import Place
from assurance_app.domain.commissioning import EnteredReturn, EnteredThreat, Voice
from assurance_app.domain.values import Opinion
from assurance_app.ui.screens.editing import Editing
from assurance_app.ui.screens.entries import Keeps
from assurance_app.ui.undoing import Bulk
from assurance_app.words import _, ngettext

_KINDS: dict[str, type[StrEnum]] = {"conclusion": Opinion, "voice": Voice}
"""What is kept of the code of a choice."""


class EnteredView(Protocol):
    """What the presenter asks of the page."""

    def show_page(
        self, page: EnteredPage, entered: EnteredReturn, editions: Sequence[tuple[str, str]], *, fresh: bool
    ) -> None:
        """Show what was entered."""

    def show_entered(self, entered: EnteredReturn) -> None:
        """The person changed something: show what follows from it."""

    def tell(self, sentence: str) -> None:
        """Say what was done."""

    def go(self, place: Place) -> None:
        """Go elsewhere."""


def says_something(line: EnteredThreat) -> bool:
    """Whether anything was entered on a threat."""
    return line != EnteredThreat(line.section_id)


def progress_sentence(entered: EnteredReturn) -> str:
    """On how many threats something was entered."""
    number = sum(says_something(line) for line in entered.threats)
    return ngettext(
        "{number} of {all} threats entered", "{number} of {all} threats entered", len(entered.threats)
    ).format(number=number, all=len(entered.threats))


class EnteredPresenter(Editing):
    """One statement, entered by the APCC."""

    shows = frozenset({"entered_return", "received_return", "body"})

    def __init__(self, session: Keeps, view: EnteredView) -> None:
        super().__init__(session)
        self._keeps = session
        self._view = view
        self._body_id = ""
        self._fresh = True

    def arrive(self, place: Place) -> None:
        """Show what was entered for a body."""
        self._body_id = place.item_id
        self._saver = None
        self._fresh = True
        self._reload()

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew, but not over what is being typed."""
        if self.concerns(changes) and (self._saver is None or origin is not self._saver):
            self._reload()

    def edited(self, name: str, value: object) -> None:
        """The person changed something that is said of the whole."""
        self._change(**{name: value})

    def attached(self, sha256: str, name: str) -> None:
        """The document itself is kept, or no longer."""
        self._change(attachment=sha256, attachment_name=name)
        self.leave()

    def said(self, section_id: str, name: str, value: object) -> None:
        """The person changed something that is said on a threat."""
        if self._saver is None:
            return
        kept: Any = _KINDS[name](str(value)) if name in _KINDS else value
        threats = tuple(
            replace(line, **{name: kept}) if line.section_id == section_id else line
            for line in self._saver.entity.threats
        )
        self._change(threats=threats)

    def remove(self) -> None:
        """Take away what was entered; undo brings it back."""

        def done(step: Any) -> None:
            self._keeps.remember(Bulk(restoring.put_back, step))
            self._view.tell(_("Removed. Undo (Ctrl+Z) brings it back."))
            self.to_body()

        if self._saver is None:
            return
        self.leave()
        entered, self._saver = self._saver.entity, None
        self._session.run(entering.remove_entered, entered.year, entered.body_id, done=done)

    def to_body(self) -> None:
        """Back to the body."""
        self.leave()
        self._view.go(Place("body", item_id=self._body_id))

    def _change(self, **fields: object) -> None:
        if self._saver is not None and not self._session.read_only:
            self._saver.change(**fields)
            self._view.show_entered(self._saver.entity)

    def _reload(self) -> None:
        def work(workspace: Any) -> tuple[EnteredPage | None, tuple[tuple[str, str], ...]]:
            return entering.load_entered(workspace, "", self._body_id), commissioning.editions()

        self.load(work, show=lambda found: self._show(*found))

    def _show(self, page: EnteredPage | None, editions: tuple[tuple[str, str], ...]) -> None:
        if page is None:
            # It was taken away, here by Undo or elsewhere.
            self._saver = None
            self._view.go(Place("body", item_id=self._body_id))
            return
        self._saver = self._keeps.saver(page.entered)
        fresh, self._fresh = self._fresh, False
        self._view.show_page(page, self._saver.entity, editions, fresh=fresh)
