"""Writing in a row: what happens on it. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from assurance_app.application import in_a_row
from assurance_app.application.changes import Changed
from assurance_app.application.in_a_row import RowPage
from assurance_app.application.places import Place
from assurance_app.domain.entities import Answer, Stored, ThreatStatement
from assurance_app.domain.values import Opinion, Position, View
from assurance_app.ui.saving import Saver
from assurance_app.ui.screens.base import Presenter, Runs

STATEMENT = ""
"""The key of a threat's statement among the savers; duties have their requirement's id."""


class Saves(Runs, Protocol):
    """A session that also hands out savers."""

    def saver(self, stored: Stored[Any]) -> Saver[Any]:
        """The saver for an entity just read."""


class RowView(Protocol):
    """What the presenter asks of the page."""

    def show_row(self, page: RowPage) -> None:
        """Show the boxes of the page."""

    def show_answer(self, key: str, answer: Answer, missing: str) -> None:
        """Show what is kept of a duty, and what it lacks."""

    def show_statement(self, statement: ThreatStatement, missing: str) -> None:
        """Show what is kept of a threat, and what it lacks."""

    def go(self, place: Place) -> None:
        """Go elsewhere."""


def boxes_of(answer: Answer) -> tuple[str, ...]:
    """The texts that an answer needs, by where the body stands."""
    if answer.position is Position.NOT_APPLICABLE or answer.view is View.NOT_EXAMINED:
        return ("rests_on", "reason") if answer.rests_on else ("reason",)
    if answer.position is Position.NOT_FOLLOWED:
        return ("rests_on", "reason")
    if answer.view is View.NOT_SATISFIED:
        return ("rests_on", "chief_constables_reason", "bodys_view_of_reason")
    return ("rests_on",)


class RowPresenter(Presenter):
    """Loads a page of the row, keeps every box of it, leads to the next page."""

    shows = frozenset({"answer", "threat_statement"})

    def __init__(self, session: Saves, view: RowView) -> None:
        super().__init__(session)
        self._saves = session
        self._view = view
        self._section_id = ""
        self._page: RowPage | None = None
        self._savers: dict[str, Saver[Any]] = {}

    def arrive(self, place: Place) -> None:
        """Show a page of the row."""
        self._section_id = place.section_id
        self._page = None
        self._savers = {}
        self._reload()

    def leave(self) -> None:
        """Make a version of each thing that was changed."""
        for saver in self._savers.values():
            saver.commit()

    def writes(self, origin: object) -> bool:
        """Whether a change is the doing of one of these boxes."""
        return any(origin is saver for saver in self._savers.values())

    def written_ids(self) -> frozenset[str]:
        """What is written in these boxes, by its id."""
        return frozenset(saver.entity.id for saver in self._savers.values())

    def edited(self, key: str, name: str, value: object) -> None:
        """The person changed a text."""
        saver = self._savers.get(key)
        if saver is not None and not self._session.read_only:
            saver.change(**{name: value})
            self._tell(key)

    def stand_chosen(self, key: str, code: str) -> None:
        """The person said where the body stands on a duty, or what it concluded on the threat."""
        saver = self._savers.get(key)
        if saver is None or self._session.read_only:
            return
        words = self._moved(saver.entity, code)
        saver.change(**words)
        self._tell(key)

    def dates_edited(self, dates: tuple[str, ...]) -> None:
        """The person gave the dates on which the chief constable was held to account."""
        self.edited(STATEMENT, "held_on", dates)

    def add_dates(self, dates: tuple[str, ...]) -> None:
        """The person began the text with dates: they join those that are there."""
        saver = self._savers.get(STATEMENT)
        if saver is not None:
            self.dates_edited(tuple(sorted({*saver.entity.held_on, *dates})))

    def go_on(self) -> None:
        """To the next page; after the last to the overview, which says what is left."""
        if self._page is not None:
            following = self._page.next
            self._view.go(Place("in-a-row", following) if following else Place("overview"))

    def go_back(self) -> None:
        """To the page before; before the first to the overview."""
        if self._page is not None:
            before = self._page.previous
            self._view.go(Place("in-a-row", before) if before else Place("overview"))

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show what changed elsewhere or was undone; what is being typed here is left alone."""
        if self._page is None or not self.concerns(changes) or self.writes(origin):
            return
        ids = self.written_ids()
        if any(change.id in ids for change in changes):
            self._reload()

    @staticmethod
    def _moved(entity: Answer | ThreatStatement, code: str) -> dict[str, object]:
        if isinstance(entity, ThreatStatement):
            return {"opinion": Opinion(code) if code else Opinion.NONE_YET}
        if code in {str(position) for position in Position}:
            return {"position": Position(code)}
        if code in {str(view) for view in View}:
            return {"view": View(code)}
        return {"position": None, "view": None}

    def _reload(self) -> None:
        self.load(in_a_row.load_row, self._session.cycle_id, self._section_id, show=self._show)

    def _show(self, page: RowPage) -> None:
        self._page = page
        self._section_id = page.section.id
        self._view.show_row(page)
        self._savers = {duty.requirement.id: self._saves.saver(duty.answer) for duty in page.duties}
        if page.statement is not None:
            self._savers[STATEMENT] = self._saves.saver(page.statement)
        for key in self._savers:
            self._tell(key)

    def _tell(self, key: str) -> None:
        entity = self._savers[key].entity
        missing = in_a_row.still_missing(entity)
        if isinstance(entity, ThreatStatement):
            self._view.show_statement(entity, missing)
        else:
            self._view.show_answer(key, entity, missing)
