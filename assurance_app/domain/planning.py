"""The plan and the money: objectives that threats influenced, reviews of the plan, decisions on resources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.values import ResourceKind, ReviewOutcome


@dataclass(frozen=True, slots=True)
class Influence:
    """How one threat influenced an objective."""

    section_id: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective of the police and crime plan (the Policing Plan in the City) that a threat influenced."""

    id: str
    cycle_id: str
    title: str
    text: str = ""
    page: str = ""
    influences: tuple[Influence, ...] = ()
    disclosure: Disclosure = Disclosure.OFFICE
    public_wording: str = ""


@dataclass(frozen=True, slots=True)
class PlanReview:
    """“Reviewed against the SPR on (date): no change because, or varied thus” (SPR 17)."""

    id: str
    cycle_id: str
    reviewed_on: str
    outcome: ReviewOutcome = ReviewOutcome.NO_CHANGE
    because: str = ""
    page: str = ""
    link: str = ""
    disclosure: Disclosure = Disclosure.OFFICE
    public_wording: str = ""


@dataclass(frozen=True, slots=True)
class ResourceDecision:
    """A budget, precept or section 22A decision that followed from having regard (SPR 23.3). Whole pounds."""

    id: str
    cycle_id: str
    kind: ResourceKind
    decided_on: str = ""
    reference: str = ""
    what: str = ""
    pounds: int | None = None
    section_ids: tuple[str, ...] = ()
    disclosure: Disclosure = Disclosure.OFFICE
    public_wording: str = ""


def latest_review(reviews: Iterable[PlanReview], since: str) -> PlanReview | None:
    """The latest review of the plan made on or after a day (ISO): the day from which the edition applies."""
    made = [review for review in reviews if review.reviewed_on and review.reviewed_on >= since]
    return max(made, key=lambda review: review.reviewed_on, default=None)


def without_influence(threats: Iterable[str], objectives: Iterable[Objective]) -> tuple[str, ...]:
    """The threats (ids of sections) that influenced no objective, in order."""
    said = {influence.section_id for objective in objectives for influence in objective.influences}
    return tuple(threat for threat in threats if threat not in said)
