"""The plan: what happens on it. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assurance_app.application import entries, plan
from assurance_app.application.places import Place
from assurance_app.application.plan import PlanPage, SectionName
from assurance_app.domain.entities import Stored
from assurance_app.domain.planning import Objective, PlanReview, ResourceDecision
from assurance_app.domain.values import ResourceKind
from assurance_app.ui.screens.entries import EntriesPresenter
from assurance_app.ui.typed import show_date
from assurance_app.words import _
from assurance_app.words.labels import label

KINDS: dict[str, type[Any]] = {"objective": Objective, "review": PlanReview, "decision": ResourceDecision}


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """One entry of the plan with the sections that it can bear on."""

    stored: Stored[Any]
    sections: tuple[SectionName, ...]


def reviewed_sentence(page: PlanPage) -> str:
    """Whether the plan was reviewed since the edition applies (SPR 17)."""
    if page.reviewed is None:
        return _("The {plan} has not been reviewed against {edition} yet, which applies from {date}.").format(
            plan=page.plan_name, edition=page.framework_title, date=show_date(page.applies_from)
        )
    return _("The {plan} was last reviewed against {edition} on {date}: {outcome}.").format(
        plan=page.plan_name,
        edition=page.framework_title,
        date=show_date(page.reviewed.reviewed_on),
        outcome=label("review-outcome", page.reviewed.outcome).lower(),
    )


def uninfluenced_sentence(page: PlanPage) -> str:
    """The threats for which no influence is recorded; "" where there is none."""
    if not page.uninfluenced:
        return ""
    return _("No objective says yet that it was influenced by: {threats}.").format(threats=", ".join(page.uninfluenced))


class PlanPresenter(EntriesPresenter):
    """Objectives, reviews and decisions on resources."""

    screen = "plan"
    shows = frozenset({"objective", "plan_review", "resource_decision", "answer"})

    def list_use_case(self) -> Callable[..., Any]:
        """The whole plan."""
        return plan.load_plan

    def load_one(self, kind: str, key: str, show: Callable[[Any], object]) -> None:
        """One entry with the sections."""
        cycle_id = self._session.cycle_id

        def work(workspace: Any) -> PlanEntry | None:
            stored: Stored[Any] | None = entries.load_entry(workspace, KINDS[kind], key)
            return PlanEntry(stored, plan.load_sections(workspace, cycle_id)) if stored is not None else None

        self.load(work, show=show)

    def stored_of(self, page: Any) -> Stored[Any]:
        """The entry."""
        found: Stored[Any] = page.stored
        return found

    def add_objective(self, title: str) -> None:
        """A new objective."""
        self.add(plan.add_objective, self._session.cycle_id, title, kind="objective")

    def add_review(self, day: str) -> None:
        """A new review."""
        self.add(plan.add_review, self._session.cycle_id, day, kind="review")

    def add_decision(self, kind: str, what: str) -> None:
        """A new decision on resources."""
        self.add(plan.add_decision, self._session.cycle_id, ResourceKind(kind), what, kind="decision")

    def open_duty(self, section_id: str, requirement_id: str) -> None:
        """Go to the question of a duty."""
        self._view.go(Place("question", section_id, "", requirement_id))
