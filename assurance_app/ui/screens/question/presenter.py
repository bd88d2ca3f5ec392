"""The question page: what happens on it. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from assurance_app.application import actions, recording, restoring
from assurance_app.application.changes import Changed
from assurance_app.application.places import Place
from assurance_app.application.recording import QuestionPage
from assurance_app.domain.entities import Answer, Stored
from assurance_app.domain.values import Position, Provided, TargetKind, View
from assurance_app.ui.saving import Saver
from assurance_app.ui.screens.base import Aside, Runs
from assurance_app.ui.screens.editing import Editing
from assurance_app.ui.undoing import Bulk
from assurance_app.words import _
from assurance_app.words.labels import label


class Saves(Runs, Protocol):
    """A session that also hands out savers."""

    def saver(self, stored: Stored[Any]) -> Saver[Any]:
        """The saver for an entity just read."""

    def remember(self, bulk: Bulk) -> None:
        """Keep a step for Undo."""


class QuestionView(Protocol):
    """What the presenter asks of the page."""

    def show_page(self, page: QuestionPage, pillar_id: str) -> None:
        """Show question, breadcrumb, place in the row, and the editors that the requirement needs."""

    def show_answer(self, answer: Answer) -> None:
        """Show what is kept."""

    def show_needs(self, needs: frozenset[str]) -> None:
        """Show exactly these of the texts that are asked for only sometimes."""

    def show_aside(self, aside: Aside) -> None:
        """Show what stands beside it."""

    def show_actions(self, page: QuestionPage) -> None:
        """Show what is done about its gap."""

    def go(self, place: Place) -> None:
        """Go elsewhere."""


def needs_of(answer: Answer) -> frozenset[str]:
    """Which of the occasional texts the answer asks for (SPR 18: good reasons for not following)."""
    needs = set()
    if answer.position in (Position.NOT_FOLLOWED, Position.NOT_APPLICABLE, Position.IN_PART):
        needs.add("reason")
    if answer.view is View.NOT_EXAMINED:
        needs.add("reason")
    if answer.view in (View.NOT_SATISFIED, View.PARTLY_SATISFIED):
        needs |= {"chief_constables_reason", "bodys_view_of_reason"}
    return frozenset(needs)


def aside_of(page: QuestionPage) -> Aside:
    """What stands beside a question."""
    requirement = page.requirement
    about = " · ".join(
        (
            label("strength", requirement.strength),
            label("tier", requirement.tier),
            _("Duty: {whose}").format(whose=label("duty-on", requirement.duty_on)),
        )
    )
    return Aside(
        reference=_("{framework}, para {ref}").format(framework=page.framework_title, ref=requirement.ref),
        heading=requirement.heading,
        guidance=((_("What a strong answer rests on"), page.good_evidence), (_("What kind of duty it is"), about)),
        entity_type=Answer,
        entity_id=page.answer.entity.id,
        target_kind=TargetKind.ANSWER,
        evidence=page.evidence,
        refs=requirement.refs,
    )


class QuestionPresenter(Editing):
    """Loads a question, keeps its answer, leads on."""

    shows = frozenset({"answer", "action", "evidence", "evidence_revision", "evidence_link"})

    def __init__(self, session: Saves, view: QuestionView) -> None:
        super().__init__(session)
        self._saves = session
        self._view = view
        self._place: Place | None = None
        self._page: QuestionPage | None = None

    @property
    def place(self) -> Place | None:
        """Where the person is."""
        return self._place

    def arrive(self, place: Place) -> None:
        """Show a question."""
        self._place = place
        self._page = self._saver = None
        self._reload(self._show)

    def edited(self, name: str, value: object) -> None:
        """The person changed a part of the answer."""
        if self._saver is None or self._session.read_only:
            return
        self._saver.change(**{name: value})
        self._view.show_needs(needs_of(self._saver.entity))

    def stand_chosen(self, code: str) -> None:
        """The person said where the body stands: a position or a view, or took it back."""
        if self._page is None:
            return
        if self._page.requirement.takes_position:
            self.edited("position", Position(code) if code else None)
        else:
            self.edited("view", View(code) if code else None)
        self.leave()

    def provided_chosen(self, code: str) -> None:
        """The person said how the capability is provided."""
        self.edited("provided", Provided(code) if code else None)
        self.leave()

    def field_edited(self, field_id: str, value: object) -> None:
        """The person changed a typed extra answer."""
        if self._saver is not None:
            fields = {name: kept for name, kept in self._saver.entity.fields.items() if name != field_id}
            if value is not None:
                fields[field_id] = value
            self.edited("fields", fields)

    def add_action(self, title: str) -> None:
        """The person says what is to be done about the gap."""
        if self._page is None or self._session.read_only:
            return
        self.leave()
        answer, section_id, cycle_id = self._page.answer.entity, self._page.section.id, self._session.cycle_id

        def work(workspace: Any) -> Any:
            return actions.add_action(workspace, cycle_id, title, came_from=answer.id, section_ids=(section_id,))

        self._session.run(work, done=lambda step: self._saves.remember(Bulk(restoring.put_back, step)))

    def open_action(self, action_id: str) -> None:
        """Go to an action."""
        self.leave()
        self._view.go(Place("actions", item_id=action_id))

    def go_on(self) -> None:
        """Save and go to the next question, or to where the row of questions ends."""
        if self._page is not None:
            self._go_to(self._page.next)

    def go_back(self) -> None:
        """Save and go to the question before, or to where the row begins."""
        if self._page is not None:
            self._go_to(self._page.previous)

    def to_section(self) -> None:
        """Go up to the section."""
        if self._page is not None:
            self._view.go(self._list_place())

    def to_pillar(self) -> None:
        """Go up to the pillar."""
        if self._page is not None:
            requirement = self._page.requirement
            self._view.go(Place("pillar", self._page.section.id, requirement.pillar))

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show what somebody else changed; what is being typed here is left alone."""
        if self._page is None or self._saver is None or not self.concerns(changes):
            return
        kinds = {change.kind for change in changes}
        if "action" in kinds:
            self._reload(self._view.show_actions)
        if kinds & {"evidence", "evidence_revision", "evidence_link"}:
            self._reload(lambda page: self._view.show_aside(aside_of(page)))
        elif origin is not self._saver and any(change.id == self._saver.entity.id for change in changes):
            self._reload(self._show)

    def _reload(self, show: Callable[[QuestionPage], object]) -> None:
        place = self._place
        if place is not None:
            arguments = (self._session.cycle_id, place.requirement_id, place.section_id)
            self.load(recording.load_question, *arguments, show=show)

    def _show(self, page: QuestionPage) -> None:
        self._page = page
        self._saver = self._saves.saver(page.answer)
        self._view.show_page(page, self._place.pillar_id if self._place else "")
        self._view.show_answer(self._saver.entity)
        self._view.show_needs(needs_of(self._saver.entity))
        self._view.show_actions(page)
        self._view.show_aside(aside_of(page))

    def _go_to(self, requirement_id: str) -> None:
        self.leave()
        if requirement_id and self._place is not None:
            self._view.go(Place("question", self._place.section_id, self._place.pillar_id, requirement_id))
        else:
            self._view.go(self._list_place())

    def _list_place(self) -> Place:
        assert self._page is not None
        shown = self._page.shown_in
        return Place("threat" if shown.kind.value == "threat" else "section", shown.id)
