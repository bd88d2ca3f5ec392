"""The examination plan: what is examined this year, by risk and by rotation, one by one or in bulk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assurance_app.application.changes import Changed, Outcome, changed
from assurance_app.application.workspaces import framework_of, stored_cycle
from assurance_app.domain.entities import Answer, Body, Cycle, ExaminationChoice, answer_id
from assurance_app.domain.examination import (
    ROTATION_YEARS,
    Examined,
    blank_choice,
    can_be_planned,
    choice_id,
    examined_in,
    last_examined,
    proposed,
)
from assurance_app.domain.framework import Framework
from assurance_app.domain.refusal import Refused
from assurance_app.domain.text import clean_text, refuse_higher_marking
from assurance_app.domain.values import Risk, View
from assurance_app.persistence.workspace import Reading, UnitOfWork, Workspace
from assurance_app.words.labels import filled

YEARS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class ExaminationRow:
    """A requirement in the plan: its risk, whether it is examined this year, and how it stood in the years shown."""

    requirement_id: str
    title: str
    ref: str
    section_id: str
    section_title: str
    pillar_title: str
    risk: Risk | None
    examine: bool
    last: str
    """The latest earlier year in which it was examined, "" where none."""
    years: tuple[Examined, ...]
    """Newest first; the first is this year."""


@dataclass(frozen=True, slots=True)
class ExaminationPage:
    """The plan of a year over every requirement that can be examined."""

    year: str
    years: tuple[str, ...]
    rows: tuple[ExaminationRow, ...]
    rotation: int

    @property
    def chosen(self) -> int:
        """How many are examined this year."""
        return sum(1 for row in self.rows if row.examine)

    @property
    def undecided(self) -> int:
        """How many are neither chosen nor have a view, so that nothing says yet why they are not examined."""
        return sum(1 for row in self.rows if not row.examine and row.years[0].view is None)


def load_examination(workspace: Workspace, cycle_id: str) -> ExaminationPage:
    """The plan of the cycle, with the two years before it beside it."""
    with workspace.reading() as reading:
        cycle = stored_cycle(reading, cycle_id).entity
        framework = framework_of(workspace, reading, cycle)
        kind = reading.find(Body)[0].entity.kind.value
        choices = _choices(reading, cycle_id)
        cycles = _cycles_until(reading, cycle)
        answers = {entry.year: _answers(reading, entry.id) for entry in cycles}
    years = tuple(str(year) for year in _years_before(cycle.year, YEARS_SHOWN))
    rows = []
    for section in framework.sections:
        for requirement in filter(can_be_planned, section.requirements):
            history = [examined_in(year, answers.get(year, {}).get(requirement.id)) for year in answers]
            choice = choices.get(requirement.id, blank_choice(cycle_id, requirement.id))
            pillar = framework.pillar(requirement.pillar)
            rows.append(
                ExaminationRow(
                    requirement_id=requirement.id,
                    title=filled(requirement.title, kind),
                    ref=requirement.ref,
                    section_id=section.id,
                    section_title=section.title,
                    pillar_title=pillar.title if pillar else "",
                    risk=choice.risk,
                    examine=choice.examine,
                    last=last_examined(entry for entry in history if entry.year < cycle.year),
                    years=tuple(examined_in(year, answers.get(year, {}).get(requirement.id)) for year in years),
                )
            )
    return ExaminationPage(cycle.year, years, tuple(rows), ROTATION_YEARS)


def _years_before(year: str, number: int) -> list[str]:
    first = int(year[:4])
    return [f"{first - back}-{(first - back + 1) % 100:02d}" for back in range(number)]


def _cycles_until(reading: Reading, cycle: Cycle) -> list[Cycle]:
    found = [stored.entity for stored in reading.find(Cycle, body_id=cycle.body_id)]
    return [entry for entry in found if entry.year <= cycle.year]


def _answers(reading: Reading, cycle_id: str) -> dict[str, Answer]:
    return {stored.entity.requirement_id: stored.entity for stored in reading.find(Answer, cycle_id=cycle_id)}


def _choices(reading: Reading, cycle_id: str) -> dict[str, ExaminationChoice]:
    return {
        stored.entity.requirement_id: stored.entity for stored in reading.find(ExaminationChoice, cycle_id=cycle_id)
    }


def propose(workspace: Workspace, cycle_id: str) -> frozenset[str]:
    """The requirements that risk and rotation would have examined this year. Nothing is changed."""
    page = load_examination(workspace, cycle_id)
    with workspace.reading() as reading:
        framework = framework_of(workspace, reading, stored_cycle(reading, cycle_id).entity)
    risks = {row.requirement_id: row.risk for row in page.rows if row.risk is not None}
    last = {row.requirement_id: row.last for row in page.rows}
    return proposed(framework.requirements, risks, last, page.year)


def choose(
    workspace: Workspace,
    cycle_id: str,
    requirement_ids: Iterable[str],
    *,
    examine: bool | None = None,
    risk: Risk | None = None,
) -> Outcome[int]:
    """Choose in bulk whether requirements are examined this year, or at which risk they stand; what is None stays.

    What was set aside before (“not examined this year, because”) and is now to be examined is open again.
    """
    done: list[Changed] = []
    with workspace.unit_of_work() as work:
        framework = framework_of(workspace, work, stored_cycle(work, cycle_id).entity)
        for requirement_id in dict.fromkeys(requirement_ids):
            _check_plannable(framework, requirement_id)
            held = work.get(ExaminationChoice, choice_id(cycle_id, requirement_id))
            choice = held.entity if held else blank_choice(cycle_id, requirement_id)
            chosen = replace(
                choice,
                examine=choice.examine if examine is None else examine,
                risk=choice.risk if risk is None else risk,
            )
            if chosen != choice:
                work.put(chosen, held.version if held else 0)
                done.append(changed(chosen))
            if examine:
                done += _open_again(work, cycle_id, requirement_id)
        work.commit()
    return Outcome(len(done), tuple(done))


def _check_plannable(framework: Framework, requirement_id: str) -> None:
    requirement = framework.requirement(requirement_id)
    if not can_be_planned(requirement):
        raise Refused("examination.every-year", requirement=requirement.title)


def _open_again(work: UnitOfWork, cycle_id: str, requirement_id: str) -> list[Changed]:
    held = work.get(Answer, answer_id(cycle_id, requirement_id))
    if held is None or held.entity.view is not View.NOT_EXAMINED:
        return []
    opened = replace(held.entity, view=None, reason="")
    work.put(opened, held.version)
    return [changed(opened)]


def set_aside(
    workspace: Workspace, cycle_id: str, requirement_ids: Iterable[str], because: str
) -> Outcome[tuple[str, ...]]:
    """Record “not examined this year, because” for requirements in bulk; answers with those that were set aside.

    Requirements on which the body has come to a view this year are left alone. Refused("examination.no-reason")
    without a reason.
    """
    reason = clean_text(because).strip()
    refuse_higher_marking(reason)
    if not reason:
        raise Refused("examination.no-reason")
    done: list[Changed] = []
    aside: list[str] = []
    with workspace.unit_of_work() as work:
        framework = framework_of(workspace, work, stored_cycle(work, cycle_id).entity)
        answers = {stored.entity.requirement_id: stored for stored in work.find(Answer, cycle_id=cycle_id)}
        choices = _choices(work, cycle_id)
        for requirement_id in dict.fromkeys(requirement_ids):
            _check_plannable(framework, requirement_id)
            held = answers.get(requirement_id)
            if held is not None and held.entity.view not in (None, View.NOT_EXAMINED):
                continue
            blank = Answer(answer_id(cycle_id, requirement_id), cycle_id, requirement_id)
            answer = replace(held.entity if held else blank, view=View.NOT_EXAMINED, reason=reason)
            work.put(answer, held.version if held else 0)
            done.append(changed(answer))
            aside.append(requirement_id)
            choice = choices.get(requirement_id)
            if choice is not None and choice.examine:
                kept = work.get(ExaminationChoice, choice.id)
                work.put(replace(choice, examine=False), kept.version if kept else 0)
                done.append(changed(choice))
        work.commit()
    return Outcome(tuple(aside), tuple(done))
