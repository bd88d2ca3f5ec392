"""Departures and gaps: they gather themselves from the answers; what each still lacks is told by code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assurance_app.domain.entities import Answer, Clearance
from assurance_app.domain.framework import Requirement
from assurance_app.domain.record import Record
from assurance_app.domain.scrutiny import Action, DepartureDecision
from assurance_app.domain.values import ActionStatus

REASON = "reason"
CHIEF_CONSTABLES_REASON = "chief_constables_reason"
BODYS_VIEW = "bodys_view_of_reason"
DECIDED_BY = "decided_by"
DECIDED_ON = "decided_on"
UNTIL = "until"
ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Departure:
    """A duty of the body not followed, or a capability it is not satisfied about, with what was decided about it."""

    requirement: Requirement
    answer: Answer
    decision: DepartureDecision
    clearance: Clearance | None
    actions: tuple[Action, ...]

    def lacks(self, today: str) -> tuple[str, ...]:
        """What is still to be said, in the order in which it is asked for: the names of fields, or `ended`.

        The body's own departure needs its good reason (SPR 18); a capability needs the chief constable's reason and
        the body's view of it. A departure that was allowed until a day before `today` (ISO) has ended.
        """
        asked = (REASON,) if self.answer.position is not None else (CHIEF_CONSTABLES_REASON, BODYS_VIEW)
        missing = [name for name in asked if not getattr(self.answer, name).strip()]
        missing += [name for name in (DECIDED_BY, DECIDED_ON, UNTIL) if not getattr(self.decision, name).strip()]
        if self.decision.until and self.decision.until < today:
            missing.append(ENDED)
        return tuple(missing)


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap that an answer names, with the actions that came of it."""

    requirement: Requirement
    answer: Answer
    clearance: Clearance | None
    actions: tuple[Action, ...]

    @property
    def is_in_hand(self) -> bool:
        """Whether an action that is not dropped came of it."""
        return any(action.status is not ActionStatus.DROPPED for action in self.actions)


def departures(record: Record) -> tuple[Departure, ...]:
    """The departures of the year, in the framework's order."""
    decided = {decision.id: decision for decision in record.departure_decisions}
    return tuple(
        Departure(
            requirement,
            answer,
            decided.get(answer.id) or DepartureDecision(answer.id, answer.cycle_id),
            clearance_of(record.clearances, answer.id),
            came_of(record.actions, answer.id),
        )
        for requirement, answer in _answered(record)
        if answer.is_departure
    )


def gaps(record: Record) -> tuple[Gap, ...]:
    """The gaps that the year's answers name, in the framework's order."""
    return tuple(
        Gap(requirement, answer, clearance_of(record.clearances, answer.id), came_of(record.actions, answer.id))
        for requirement, answer in _answered(record)
        if answer.gap.strip()
    )


def came_of(actions: Iterable[Action], source_id: str) -> tuple[Action, ...]:
    """The actions that came from an answer, a statement or a session."""
    return tuple(action for action in actions if action.came_from == source_id)


def clearance_of(clearances: Iterable[Clearance], target_id: str) -> Clearance | None:
    """Who cleared it for the public; the latest where there are several."""
    found = [clearance for clearance in clearances if clearance.target_id == target_id]
    return max(found, key=lambda clearance: (clearance.cleared_on, clearance.id), default=None)


def is_overdue(action: Action, today: str) -> bool:
    """Whether it is still open after the day it was due (ISO)."""
    return action.status is ActionStatus.OPEN and bool(action.due) and action.due < today


def _answered(record: Record) -> Iterable[tuple[Requirement, Answer]]:
    answers = record.answer_by_requirement
    for section in record.framework.sections:
        for requirement in section.requirements:
            if requirement.id in answers:
                yield requirement, answers[requirement.id]
