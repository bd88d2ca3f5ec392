"""Scrutiny sessions: what happens on the screen. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from assurance_app.application import actions, restoring, scrutiny
from assurance_app.application.changes import Changed
from assurance_app.application.places import Place
from assurance_app.application.restoring import Restorable
from assurance_app.application.scrutiny import SessionPage, SessionRow, SessionsPage
from assurance_app.domain.entities import Stored
from assurance_app.domain.scrutiny import ScrutinySession
from assurance_app.domain.values import TargetKind
from assurance_app.ui.saving import Saver
from assurance_app.ui.screens.base import Aside, Runs
from assurance_app.ui.screens.editing import Editing
from assurance_app.ui.typed import show_date
from assurance_app.ui.undoing import Bulk
from assurance_app.words import _


class Saves(Runs, Protocol):
    """A session that also hands out savers, and can take back what was made or taken away."""

    def saver(self, stored: Stored[Any]) -> Saver[Any]:
        """The saver for an entity just read."""

    def remember(self, bulk: Bulk) -> None:
        """Keep a step for Undo."""


class ScrutinyView(Protocol):
    """What the presenter asks of the page."""

    def show_sessions(self, page: SessionsPage) -> None:
        """Show the list."""

    def show_page(self, page: SessionPage, session: ScrutinySession) -> None:
        """Show one session."""

    def show_actions(self, page: SessionPage) -> None:
        """Show the actions that came of it."""

    def show_aside(self, aside: Aside | None) -> None:
        """Show what stands beside it."""

    def tell(self, sentence: str, kind: str) -> None:
        """Say what was done."""

    def go(self, place: Place) -> None:
        """Go elsewhere."""


def matching(rows: Sequence[SessionRow], words: str) -> tuple[SessionRow, ...]:
    """The sessions of which each typed word is part of the date, forum, threats or words."""
    wanted = words.casefold().split()

    def text(row: SessionRow) -> str:
        session = row.session
        asked = " ".join(f"{question.asked} {question.answered}" for question in session.questions)
        parts = (show_date(session.held_on), session.forum, *row.threats, session.wanted_to_know, asked)
        return " ".join(parts).casefold()

    return tuple(row for row in rows if all(word in text(row) for word in wanted))


def aside_of(page: SessionPage) -> Aside:
    """What stands beside a session."""
    session = page.session.entity
    return Aside(
        reference=_("Para {paragraph}").format(paragraph="23.2"),
        heading=_("Holding the chief constable to account"),
        guidance=(
            (
                _("What a session records"),
                _(
                    "What the body wanted to know, what it asked and was told, and what it concluded on each threat. "
                    "Whoever takes over the work should be able to see why."
                ),
            ),
            (
                _("What it rests on"),
                _("Link the papers, minutes and briefings under Evidence. Of a briefing only that it was received."),
            ),
        ),
        entity_type=ScrutinySession,
        entity_id=session.id,
        target_kind=TargetKind.SCRUTINY_SESSION,
        evidence=page.evidence,
        refs=("23.2",),
    )


class ScrutinyPresenter(Editing):
    """The sessions of the year, and one of them."""

    shows = frozenset({"scrutiny_session", "evidence", "evidence_revision", "evidence_link", "action"})

    def __init__(self, session: Saves, view: ScrutinyView) -> None:
        super().__init__(session)
        self._saves = session
        self._view = view
        self._place = Place("scrutiny")
        self._page: SessionPage | None = None

    def arrive(self, place: Place) -> None:
        """Show the list or one session."""
        self._place = place
        self._page = self._saver = None
        self._reload()

    def chosen(self, name: str, value: object) -> None:
        """The person changed a part that is whole at once: a tick, a date, a list."""
        self.edited(name, value)
        self.leave()

    def begin(self) -> None:
        """A new session with nothing in it."""
        if not self._session.read_only:
            self._session.run(scrutiny.begin, self._session.cycle_id, done=self._begun)

    def begin_from(self, session_id: str) -> None:
        """A session that goes on from one of an earlier year."""
        if not self._session.read_only:
            self._session.run(scrutiny.begin_from, session_id, self._session.cycle_id, done=self._begun)

    def remove(self) -> None:
        """Take the session away; Undo brings it back."""
        if self._saver is None or self._session.read_only:
            return
        self.leave()
        key, self._saver, self._page = self._saver.entity.id, None, None

        def done(step: Restorable) -> None:
            self._saves.remember(Bulk(restoring.put_back, step))
            self._view.tell(_("The session is taken away. Undo (Ctrl+Z) brings it back."), "done")

        self._session.run(restoring.take_away, ScrutinySession, key, done=done)
        self._view.go(Place("scrutiny"))

    def add_action(self, title: str) -> None:
        """An action that came of the session."""
        if self._saver is None or self._session.read_only:
            return
        self.leave()
        session = self._saver.entity
        sections = tuple(dict.fromkeys((*session.section_ids, *(said.section_id for said in session.opinions))))
        cycle_id = self._session.cycle_id

        def work(workspace: Any) -> Any:
            return actions.add_action(workspace, cycle_id, title, came_from=session.id, section_ids=sections)

        self._session.run(work, done=lambda step: self._saves.remember(Bulk(restoring.put_back, step)))

    def to_list(self) -> None:
        """Back to the list."""
        self.leave()
        self._view.go(Place("scrutiny"))

    def open_requirement(self, requirement_id: str) -> None:
        """Go to a question."""
        self.leave()
        section_id = requirement_id.split(".", 1)[0]
        self._view.go(Place("question", section_id, "", requirement_id))

    def open_action(self, action_id: str) -> None:
        """Go to an action."""
        self.leave()
        self._view.go(Place("actions", item_id=action_id))

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew, but not over what is being typed."""
        if not self.concerns(changes):
            return
        if self._saver is None:
            self._reload()
            return
        kinds = {change.kind for change in changes}
        if kinds & {"evidence", "evidence_revision", "evidence_link", "action"}:
            self.load(scrutiny.load_session, self._place.item_id, show=self._show_around)
        if origin is not self._saver and any(change.id == self._saver.entity.id for change in changes):
            self._reload()

    def _begun(self, session: ScrutinySession) -> None:
        self._saves.remember(Bulk(restoring.put_back, Restorable((session,), True)))
        self._view.go(Place("scrutiny", item_id=session.id))

    def _reload(self) -> None:
        if self._place.item_id:
            self.load(scrutiny.load_session, self._place.item_id, show=self._show)
        else:
            self.load(scrutiny.list_sessions, self._session.cycle_id, show=self._show_list)

    def _show_list(self, page: SessionsPage) -> None:
        self._view.show_aside(None)
        self._view.show_sessions(page)

    def _show(self, page: SessionPage | None) -> None:
        if page is None:
            self._page = self._saver = None
            self._view.go(Place("scrutiny"))
            return
        self._page = page
        self._saver = self._saves.saver(page.session)
        self._view.show_page(page, self._saver.entity)
        self._view.show_actions(page)
        self._view.show_aside(aside_of(page))

    def _show_around(self, page: SessionPage | None) -> None:
        """What stands around the words: the evidence and the actions."""
        if page is not None:
            self._view.show_actions(page)
            self._view.show_aside(aside_of(page))
