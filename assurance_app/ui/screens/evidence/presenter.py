"""The evidence library: what happens on it. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from assurance_app.application import library
from assurance_app.application.changes import Changed
from assurance_app.application.library import EvidencePage, EvidenceRow
from assurance_app.application.places import Place
from assurance_app.domain.entities import EvidenceRevision, Stored
from assurance_app.ui.saving import Saver
from assurance_app.ui.screens.base import Presenter, Runs


class Saves(Runs, Protocol):
    """A session that also hands out savers."""

    def saver(self, stored: Stored[Any]) -> Saver[Any]:
        """The saver for an entity just read."""


class EvidenceView(Protocol):
    """What the presenter asks of the page."""

    def show_library(self, rows: Sequence[EvidenceRow]) -> None:
        """Show the library."""

    def show_item(self, page: EvidencePage, revision: EvidenceRevision) -> None:
        """Show one item for editing."""

    def go(self, place: Place) -> None:
        """Go elsewhere."""


def matching(rows: Sequence[EvidenceRow], words: str) -> tuple[EvidenceRow, ...]:
    """The items of which each typed word is part of the title, the source or the type."""
    wanted = words.casefold().split()

    def text(row: EvidenceRow) -> str:
        revision = row.revision.entity
        return f"{revision.title} {revision.source} {revision.locator} {row.type_title}".casefold()

    return tuple(row for row in rows if all(word in text(row) for word in wanted))


class EvidencePresenter(Presenter):
    """The library, and one item of it."""

    shows = frozenset({"evidence", "evidence_revision", "evidence_link"})

    def __init__(self, session: Saves, view: EvidenceView) -> None:
        super().__init__(session)
        self._saves = session
        self._view = view
        self._place = Place("evidence")
        self._page: EvidencePage | None = None
        self._saver: Saver[Any] | None = None

    def arrive(self, place: Place) -> None:
        """Show the library or one item."""
        self._place = place
        self._page = self._saver = None
        self._reload()

    def leave(self) -> None:
        """Keep what was changed; where something rests on the revision, as a new one."""
        if self._saver is not None:
            self._saver.commit()

    def edited(self, name: str, value: object) -> None:
        """The person changed a part of the item."""
        if self._saver is not None and not self._session.read_only:
            self._saver.change(**{name: value})

    def add(self, values: Mapping[str, Any], done: Callable[[], object]) -> None:
        """A new item."""
        content = replace(EvidenceRevision("", "", 1, "", ""), **values)
        self._session.run(library.add_evidence, self._session.cycle_id, content, done=lambda _stored: done())

    def withdraw(self, *, withdrawn: bool) -> None:
        """Withdraw the item from use, or take that back."""
        if self._page is not None:
            self.leave()
            evidence_id = self._page.evidence.entity.id
            self._session.run(lambda workspace: library.withdraw_evidence(workspace, evidence_id, withdrawn=withdrawn))

    def to_library(self) -> None:
        """Back to the library."""
        self.leave()
        self._view.go(Place("evidence"))

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew, but not over what is being typed."""
        if self.concerns(changes) and (self._saver is None or origin is not self._saver):
            self._reload()

    def _reload(self) -> None:
        if self._place.item_id:
            self.load(library.load_evidence, self._place.item_id, show=self._show_item)
        else:
            self.load(library.list_evidence, self._session.cycle_id, show=self._view.show_library)

    def _show_item(self, page: EvidencePage) -> None:
        self._page = page
        self._saver = self._saves.saver(page.revisions[0])
        self._view.show_item(page, self._saver.entity)
