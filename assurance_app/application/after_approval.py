"""What has happened to a year since its approval: each step with its day, from which the year's status follows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assurance_app.application.changes import Outcome, changed
from assurance_app.application.workspaces import need_kind, stored_cycle
from assurance_app.domain.entities import Body
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import CycleStatus, WorkspaceKind
from assurance_app.domain.year_steps import (
    YearStep,
    cleaned_step,
    missing_before,
    status_after,
    steps_from_text,
    steps_to_text,
)
from assurance_app.persistence.workspace import Reading, UnitOfWork, Workspace

_KEPT = "steps after approval of {cycle_id}"


@dataclass(frozen=True, slots=True)
class YearAfter:
    """The steps of a year in the advised order; `missing` are those that it has before the furthest that happened."""

    cycle_id: str
    steps: tuple[YearStep, ...]
    missing: tuple[CycleStatus, ...]


@dataclass(frozen=True, slots=True)
class StepsBefore:
    """What stood before a step was written down, to be put back."""

    cycle_id: str
    steps: tuple[YearStep, ...]


def load_after(workspace: Workspace, cycle_id: str) -> YearAfter:
    """What has happened to the year since its approval."""
    need_kind(workspace, WorkspaceKind.OFFICE)
    with workspace.reading() as reading:
        steps = steps_in(reading, cycle_id)
    return YearAfter(cycle_id, steps, missing_before(steps))


def steps_in(reading: Reading, cycle_id: str) -> tuple[YearStep, ...]:
    """The steps of a year, those that did not happen blank."""
    cycle = stored_cycle(reading, cycle_id).entity
    body = reading.get(Body, cycle.body_id)
    if body is None:
        raise LookupError(f"no body {cycle.body_id}")
    return steps_from_text(reading.meta(_KEPT.format(cycle_id=cycle_id)) or "", body.entity.kind)


def record_step(workspace: Workspace, cycle_id: str, step: YearStep) -> Outcome[StepsBefore]:
    """Write down a step of an approved year; one without a day has not happened.

    Refused("approval.missing") for a year that is not approved, Refused("date.malformed").
    """
    kept = cleaned_step(step)
    with workspace.unit_of_work() as work:
        cycle = stored_cycle(work, cycle_id).entity
        before = steps_in(work, cycle_id)
        if list(CycleStatus).index(cycle.status) < list(CycleStatus).index(CycleStatus.APPROVED):
            raise Refused("approval.missing", year=cycle.year)
        outcome = _put(work, cycle_id, tuple(kept if one.status is kept.status else one for one in before))
        work.commit()
    return Outcome(StepsBefore(cycle_id, before), outcome.changed)


def put_steps_back(workspace: Workspace, step: StepsBefore) -> Outcome[StepsBefore]:
    """Let the steps be what they were; answers with what that replaced."""
    with workspace.unit_of_work() as work:
        before = steps_in(work, step.cycle_id)
        outcome = _put(work, step.cycle_id, step.steps)
        work.commit()
    return Outcome(StepsBefore(step.cycle_id, before), outcome.changed)


def _put(work: UnitOfWork, cycle_id: str, steps: tuple[YearStep, ...]) -> Outcome[None]:
    work.set_meta(_KEPT.format(cycle_id=cycle_id), steps_to_text(steps))
    cycle = stored_cycle(work, cycle_id)
    after, order = status_after(steps), list(CycleStatus)
    # A year whose approval was taken back stays where it is: the steps wait for the next approval.
    if after is not cycle.entity.status and order.index(cycle.entity.status) >= order.index(CycleStatus.APPROVED):
        work.put(replace(cycle.entity, status=after), cycle.version)
    return Outcome(None, (changed(cycle.entity),))
