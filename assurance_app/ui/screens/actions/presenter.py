"""Departures, gaps and actions: what happens on the screen. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from assurance_app.application import actions, clearing, restoring
from assurance_app.application.actions import ActionPage, ActionsPage, AnswerPage
from assurance_app.application.changes import Changed
from assurance_app.application.places import Place
from assurance_app.application.restoring import Restorable
from assurance_app.domain.departures import (
    BODYS_VIEW,
    CHIEF_CONSTABLES_REASON,
    DECIDED_BY,
    DECIDED_ON,
    ENDED,
    REASON,
    UNTIL,
)
from assurance_app.domain.entities import Stored, answer_id
from assurance_app.domain.scrutiny import Action, DepartureDecision
from assurance_app.domain.values import ActionStatus, TargetKind
from assurance_app.ui.saving import Saver
from assurance_app.ui.screens.base import Runs
from assurance_app.ui.screens.editing import Editing
from assurance_app.ui.undoing import Bulk
from assurance_app.words import _

HERE = Place("actions")


class Saves(Runs, Protocol):
    """A session that also hands out savers, and can take back what was made or taken away."""

    def saver(self, stored: Stored[Any]) -> Saver[Any]:
        """The saver for an entity just read."""

    def remember(self, bulk: Bulk) -> None:
        """Keep a step for Undo."""


class ActionsView(Protocol):
    """What the presenter asks of the page."""

    def show_lists(self, page: ActionsPage) -> None:
        """Show departures, gaps and actions."""

    def show_answer(self, page: AnswerPage, decision: DepartureDecision) -> None:
        """Show one departure or gap."""

    def show_action(self, page: ActionPage, action: Action) -> None:
        """Show one action."""

    def show_needs(self, action: Action) -> None:
        """Ask why it is not resourced exactly where it is not."""

    def tell(self, sentence: str, kind: str) -> None:
        """Say what was done."""

    def go(self, place: Place) -> None:
        """Go elsewhere."""


def lacking_words(codes: Sequence[str]) -> str:
    """What a departure still lacks, in a few words."""
    words = {
        REASON: _("the good reason"),
        CHIEF_CONSTABLES_REASON: _("the chief constable’s reason"),
        BODYS_VIEW: _("the body’s view of it"),
        DECIDED_BY: _("who decided"),
        DECIDED_ON: _("when it was decided"),
        UNTIL: _("until when"),
        ENDED: _("what now, for its time has ended"),
    }
    return ", ".join(words[code] for code in codes)


def lacking(codes: Sequence[str]) -> str:
    """What a departure still lacks, as a sentence; "" where nothing."""
    return _("Still to be said: {what}.").format(what=lacking_words(codes)) if codes else ""


class ActionsPresenter(Editing):
    """The lists, one departure or gap, and one action."""

    shows = frozenset({"answer", "action", "departure_decision", "clearance", "scrutiny_session"})

    def __init__(self, session: Saves, view: ActionsView) -> None:
        super().__init__(session)
        self._saves = session
        self._view = view
        self._place = HERE
        self._answer: AnswerPage | None = None
        self._action: ActionPage | None = None

    def arrive(self, place: Place) -> None:
        """Show the lists, a departure or gap, or an action."""
        self._place = place
        self._answer = self._action = self._saver = None
        self._reload()

    def edited(self, name: str, value: object) -> None:
        """The person changed a part of the action or of the decision."""
        super().edited(name, value)
        if self._saver is not None and isinstance(self._saver.entity, Action):
            self._view.show_needs(self._saver.entity)

    def chosen(self, name: str, value: object) -> None:
        """The person changed a part that is whole at once."""
        self.edited(name, value)
        self.leave()

    def status_chosen(self, code: str) -> None:
        """The person said where the action stands."""
        self.chosen("status", ActionStatus(code))

    def resourced_chosen(self, code: str) -> None:
        """The person said whether there are means for it."""
        self.chosen("is_resourced", {"yes": True, "no": False}.get(code))

    def add(self, title: str) -> None:
        """A new action; from a departure or gap, where one is shown."""
        if self._session.read_only:
            return
        self.leave()
        source = ""
        sections: tuple[str, ...] = ()
        if self._answer is not None:
            source, sections = self._answer.answer.id, (self._answer.place.section_id,)
        cycle_id = self._session.cycle_id

        def work(workspace: Any) -> Any:
            return actions.add_action(workspace, cycle_id, title, came_from=source, section_ids=sections)

        def done(step: Restorable) -> None:
            self._remember(step)
            if not source:
                self._view.go(Place("actions", item_id=step.entities[0].id))

        self._session.run(work, done=done)

    def remove(self) -> None:
        """Take the action away; Undo brings it back."""
        if self._action is None or self._session.read_only:
            return
        self.leave()
        key, self._saver, self._action = self._action.action.entity.id, None, None

        def done(step: Restorable) -> None:
            self._remember(step)
            self._view.tell(_("The action is taken away. Undo (Ctrl+Z) brings it back."), "done")

        self._session.run(restoring.take_away, Action, key, done=done)
        self._view.go(HERE)

    def clear(self, name: str, role: str, on: str) -> None:
        """Somebody cleared what is shown for the public."""
        target = self._target()
        if target is None or self._session.read_only:
            return
        self.leave()
        cycle_id = self._session.cycle_id

        def work(workspace: Any) -> Any:
            return clearing.clear(workspace, cycle_id, *target, name=name, role=role, on=on)

        self._session.run(work, done=self._remember)

    def take_clearance_back(self) -> None:
        """Nothing of it is published any more."""
        target = self._target()
        if target is not None and not self._session.read_only:
            self._session.run(clearing.take_clearance_back, self._session.cycle_id, target[1], done=self._remember)

    def open(self, key: str) -> None:
        """Go to an action."""
        self.leave()
        self._view.go(Place("actions", item_id=key))

    def open_answer(self, requirement_id: str) -> None:
        """Go to a departure or a gap."""
        self._view.go(Place("actions", requirement_id=requirement_id))

    def to_source(self) -> None:
        """Go to the question, session or threat that it is from."""
        self.leave()
        if self._answer is not None:
            self._view.go(self._answer.place)
        elif self._action is not None and self._action.source_place is not None:
            self._view.go(self._action.source_place)

    def to_lists(self) -> None:
        """Back to the lists."""
        self.leave()
        self._view.go(HERE)

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew, but not over what is being typed."""
        if self.concerns(changes) and (self._saver is None or origin is not self._saver):
            self._reload()

    def _target(self) -> tuple[TargetKind, str] | None:
        if self._answer is not None:
            return TargetKind.ANSWER, self._answer.answer.id
        return (TargetKind.ACTION, self._action.action.entity.id) if self._action is not None else None

    def _remember(self, step: Restorable) -> None:
        self._saves.remember(Bulk(restoring.put_back, step))

    def _reload(self) -> None:
        cycle_id, place = self._session.cycle_id, self._place
        if place.item_id:
            self.load(actions.load_action, place.item_id, show=self._show_action)
        elif place.requirement_id:
            key = answer_id(cycle_id, place.requirement_id)
            self.load(actions.load_answer, cycle_id, key, show=self._show_answer)
        else:
            self.load(actions.load_actions, cycle_id, show=self._view.show_lists)

    def _show_answer(self, page: AnswerPage | None) -> None:
        self._answer = page
        if page is None:
            self._gone()
            return
        self._saver = self._saves.saver(page.decision)
        self._view.show_answer(page, self._saver.entity)

    def _show_action(self, page: ActionPage | None) -> None:
        self._action = page
        if page is None:
            self._gone()
            return
        self._saver = self._saves.saver(page.action)
        self._view.show_action(page, self._saver.entity)
        self._view.show_needs(self._saver.entity)

    def _gone(self) -> None:
        self._saver = None
        self._view.go(HERE)
