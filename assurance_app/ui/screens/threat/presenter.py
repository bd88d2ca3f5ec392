"""The statement page of a threat: what happens on it. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from assurance_app.application import recording
from assurance_app.application.changes import Changed
from assurance_app.application.places import Place
from assurance_app.application.recording import ThreatPage
from assurance_app.domain.entities import Stored, ThreatStatement
from assurance_app.domain.holding_to_account import ThreatScrutiny
from assurance_app.domain.values import Opinion, TargetKind
from assurance_app.ui import states
from assurance_app.ui.saving import Saver
from assurance_app.ui.screens.base import Aside, Runs
from assurance_app.ui.screens.editing import Editing
from assurance_app.ui.typed import show_date
from assurance_app.ui.widgets.task_list import TaskRow
from assurance_app.words import _
from assurance_app.words.labels import label

PARTS = ("regard", "influence", "resources", "held_to_account", "concluded", "next_year")


class Saves(Runs, Protocol):
    """A session that also hands out savers."""

    def saver(self, stored: Stored[Any]) -> Saver[Any]:
        """The saver for an entity just read."""


class ThreatView(Protocol):
    """What the presenter asks of the page."""

    def show_page(self, page: ThreatPage) -> None:
        """Show the section and the help for each part."""

    def show_statement(self, statement: ThreatStatement) -> None:
        """Show what is kept."""

    def show_scrutiny(self, sentence: str, *, leads: bool, differs: bool) -> None:
        """Say where the opinion comes from; whether it leads to a session, and whether that session's can be taken."""

    def show_pillars(self, rows: Sequence[TaskRow]) -> None:
        """Show the record beneath."""

    def show_aside(self, aside: Aside) -> None:
        """Show what stands beside it."""

    def go(self, place: Place) -> None:
        """Go elsewhere."""


def pillar_rows(page: ThreatPage) -> tuple[TaskRow, ...]:
    """The pillars as a task list."""
    return tuple(
        TaskRow(
            title=pillar.title,
            note=_("{answered} of {of} answered").format(answered=pillar.count.answered, of=pillar.count.of),
            state=states.of_standing(pillar.standing),
            key=Place("pillar", page.section.id, pillar.pillar_id),
        )
        for pillar in page.pillars
    )


def aside_of(page: ThreatPage) -> Aside:
    """What stands beside a threat's statement."""
    return Aside(
        reference=_("Paras {paragraphs}").format(paragraphs=page.section.paragraphs),
        heading=page.section.title,
        guidance=(
            (
                _("Whose account it is"),
                _(
                    "It speaks for the body and not for the force: what was considered, what it confirmed or changed, "
                    "what was decided about money, how the chief constable was held to account, what was concluded."
                ),
            ),
            (
                _("What it rests on"),
                _("Link the minutes, reports and decisions under Evidence, so that each sentence can be stood behind."),
            ),
        ),
        entity_type=ThreatStatement,
        entity_id=page.statement.entity.id,
        target_kind=TargetKind.THREAT_STATEMENT,
        evidence=page.evidence,
        refs=tuple(page.section.paragraphs.replace("–", "-").split("-")[:1]),
    )


def source_sentence(scrutiny: ThreatScrutiny, opinion: Opinion) -> str:
    """Where the opinion on the threat comes from: a session, or none."""
    session, said = scrutiny.session, scrutiny.opinion
    if session is None or said is None:
        if opinion is Opinion.NONE_YET:
            return _("No scrutiny session of this year came to an opinion on this threat.")
        return _("This opinion comes from no scrutiny session: none of this year came to one on this threat.")
    date, forum = show_date(session.held_on), f" ({session.forum})" if session.forum else ""
    if said.opinion is opinion:
        return _("This opinion comes from the session of {date}{forum}.").format(date=date, forum=forum)
    found = label("opinion", said.opinion)
    if opinion is Opinion.NONE_YET:
        words = _("The session of {date}{forum} came to an opinion: {opinion}.")
    else:
        words = _("This opinion comes from no scrutiny session: that of {date}{forum} came to another, {opinion}.")
    return words.format(date=date, forum=forum, opinion=found)


class ThreatPresenter(Editing):
    """Loads a threat, keeps its statement, leads to its record."""

    shows = frozenset(
        {"answer", "threat_statement", "scrutiny_session", "evidence", "evidence_revision", "evidence_link"}
    )

    def __init__(self, session: Saves, view: ThreatView) -> None:
        super().__init__(session)
        self._saves = session
        self._view = view
        self._place: Place | None = None
        self._page: ThreatPage | None = None

    def arrive(self, place: Place) -> None:
        """Show a threat."""
        self._place = place
        self._page = self._saver = None
        self._reload(self._show)

    def opinion_chosen(self, code: str) -> None:
        """The person said what the body concluded."""
        self.edited("opinion", Opinion(code) if code else Opinion.NONE_YET)
        self.leave()
        self._show_scrutiny()

    def take_opinion(self) -> None:
        """The person takes the opinion of the latest session, and its date."""
        scrutiny = self._page.scrutiny if self._page is not None else None
        if scrutiny is None or scrutiny.opinion is None or scrutiny.session is None or self._saver is None:
            return
        self.edited("opinion", scrutiny.opinion.opinion)
        held_on = {*self._saver.entity.held_on, scrutiny.session.held_on}
        self.edited("held_on", tuple(sorted(held_on)))
        self.leave()
        self._view.show_statement(self._saver.entity)
        self._show_scrutiny()

    def open_session(self) -> None:
        """Go to the session that came to the opinion."""
        if self._page is not None and self._page.scrutiny.session is not None:
            self.leave()
            self._view.go(Place("scrutiny", item_id=self._page.scrutiny.session.id))

    def dates_edited(self, dates: tuple[str, ...]) -> None:
        """The person changed the dates on which the chief constable was held to account."""
        self.edited("held_on", dates)
        self.leave()

    def go_on(self) -> None:
        """Save and go to the overview, which says what to do next."""
        self.leave()
        self._view.go(Place("overview"))

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show what somebody else changed; what is being typed here is left alone."""
        if self._page is None or self._saver is None or not self.concerns(changes):
            return
        kinds = {change.kind for change in changes}
        if "answer" in kinds:
            self._reload(lambda page: self._view.show_pillars(pillar_rows(page)))
        elif kinds & {"evidence", "evidence_revision", "evidence_link"}:
            self._reload(lambda page: self._view.show_aside(aside_of(page)))
        elif origin is not self._saver and any(change.id == self._saver.entity.id for change in changes):
            self._reload(self._show)

    def _reload(self, show: Callable[[ThreatPage], object]) -> None:
        if self._place is not None:
            self.load(recording.load_threat, self._session.cycle_id, self._place.section_id, show=show)

    def _show(self, page: ThreatPage) -> None:
        self._page = page
        self._saver = self._saves.saver(page.statement)
        self._view.show_page(page)
        self._view.show_statement(self._saver.entity)
        self._show_scrutiny()
        self._view.show_pillars(pillar_rows(page))
        self._view.show_aside(aside_of(page))

    def _show_scrutiny(self) -> None:
        if self._page is not None and self._saver is not None:
            scrutiny, opinion = self._page.scrutiny, self._saver.entity.opinion
            leads = scrutiny.session is not None
            differs = leads and not scrutiny.is_source_of(opinion) and not self._session.read_only
            self._view.show_scrutiny(source_sentence(scrutiny, opinion), leads=leads, differs=differs)
