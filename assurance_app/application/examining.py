"""The examination plan: what is examined this year, by risk and by rotation, one by one or in bulk.

Whatever is done in bulk is one step, and `undo` takes it back as one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from assurance_app.application.changes import Outcome, changed
from assurance_app.application.workspaces import framework_of, stored_cycle
from assurance_app.domain.entities import Answer, Body, Cycle, Entity, ExaminationChoice, answer_id
from assurance_app.domain.examination import (
    ROTATION_YEARS,
    Decision,
    Examined,
    blank_choice,
    can_be_planned,
    decision,
    examined_in,
    is_due,
    last_examined,
    proposed,
)
from assurance_app.domain.framework import Framework, SectionKind
from assurance_app.domain.refusal import Refused
from assurance_app.domain.text import clean_text, refuse_higher_marking
from assurance_app.domain.values import Risk, View
from assurance_app.persistence.workspace import Reading, UnitOfWork, Workspace
from assurance_app.words.labels import filled

YEARS_SHOWN = 3
REASONS_OFFERED = 12


@dataclass(frozen=True, slots=True)
class ExaminationRow:
    """A requirement in the plan: its risk, whether it is examined this year, and how it stood in the years shown."""

    requirement_id: str
    title: str
    ref: str
    section_id: str
    section_title: str
    in_threat: bool
    pillar_id: str
    pillar_title: str
    risk: Risk | None
    examine: bool
    """What the office chose; `decision` is what stands."""
    last: str
    """The latest earlier year in which it was examined, "" where none."""
    due: bool
    """Whether rotation makes it due this year."""
    years: tuple[Examined, ...]
    """Newest first; the first is this year."""

    @property
    def decision(self) -> Decision:
        """What stands for this year."""
        return decision(self.examine, self.years[0])


@dataclass(frozen=True, slots=True)
class ExaminationPage:
    """The plan of a year over every requirement that can be examined."""

    year: str
    years: tuple[str, ...]
    """Those shown, newest first."""
    kept: frozenset[str]
    """Of the years shown, those that stand in the workspace."""
    rows: tuple[ExaminationRow, ...]
    rotation: int
    reasons: tuple[str, ...]
    """Why requirements were not examined, in this year and before: what was written most often first."""

    @property
    def chosen(self) -> int:
        """How many are examined this year."""
        return self._number(Decision.EXAMINE)

    @property
    def aside(self) -> int:
        """How many are not examined this year, with the reason recorded."""
        return self._number(Decision.NOT_EXAMINED)

    @property
    def undecided(self) -> int:
        """How many are neither chosen nor have a view, so that nothing says yet why they are not examined."""
        return self._number(Decision.UNDECIDED)

    def _number(self, wanted: Decision) -> int:
        return sum(1 for row in self.rows if row.decision is wanted)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What risk and rotation would have examined this year besides what is chosen already."""

    requirement_ids: frozenset[str]
    high: int
    """Of them, how many are of high risk."""
    due: int
    """Of the others, how many were last examined long enough ago."""
    first_time: int
    """Of the others, how many were never examined."""
    aside: int
    """How many were set aside, with a reason, and are left so."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """An entity as it stood before a step and as it stands after it; None where there was, or is, none."""

    before: Entity | None
    after: Entity | None


@dataclass(frozen=True, slots=True)
class Step:
    """One change in bulk, as it can be taken back."""

    replaced: tuple[Replaced, ...] = ()
    requirement_ids: tuple[str, ...] = ()
    """The requirements that it changed, in the order in which they were given."""


def load_examination(workspace: Workspace, cycle_id: str) -> ExaminationPage:
    """The plan of the cycle, with the two years before it beside it."""
    with workspace.reading() as reading:
        cycle = stored_cycle(reading, cycle_id).entity
        framework = framework_of(reading, cycle)
        kind = reading.find(Body)[0].entity.kind.value
        choices = _choices(reading, cycle_id)
        answers = {entry.year: _answers(reading, entry.id) for entry in _cycles_until(reading, cycle)}
    years = _years_before(cycle.year, YEARS_SHOWN)
    rows = []
    for section in framework.sections:
        for requirement in filter(can_be_planned, section.requirements):
            history = {year: examined_in(year, given.get(requirement.id)) for year, given in answers.items()}
            choice = choices.get(requirement.id, blank_choice(cycle_id, requirement.id))
            pillar = framework.pillar(requirement.pillar)
            last = last_examined(entry for year, entry in history.items() if year < cycle.year)
            rows.append(
                ExaminationRow(
                    requirement_id=requirement.id,
                    title=filled(requirement.title, kind),
                    ref=requirement.ref,
                    section_id=section.id,
                    section_title=section.short_title,
                    in_threat=section.kind is SectionKind.THREAT,
                    pillar_id=requirement.pillar,
                    pillar_title=pillar.title if pillar else "",
                    risk=choice.risk,
                    examine=choice.examine,
                    last=last,
                    due=is_due(last, cycle.year),
                    years=tuple(history.get(year, Examined(year, None)) for year in years),
                )
            )
    kept = frozenset(year for year in years if year in answers)
    return ExaminationPage(cycle.year, years, kept, tuple(rows), ROTATION_YEARS, _reasons(answers))


def _years_before(year: str, number: int) -> tuple[str, ...]:
    first = int(year[:4])
    return tuple(f"{first - back}-{(first - back + 1) % 100:02d}" for back in range(number))


def _cycles_until(reading: Reading, cycle: Cycle) -> list[Cycle]:
    found = [stored.entity for stored in reading.find(Cycle, body_id=cycle.body_id)]
    return [entry for entry in found if entry.year <= cycle.year]


def _answers(reading: Reading, cycle_id: str) -> dict[str, Answer]:
    return {stored.entity.requirement_id: stored.entity for stored in reading.find(Answer, cycle_id=cycle_id)}


def _choices(reading: Reading, cycle_id: str) -> dict[str, ExaminationChoice]:
    return {
        stored.entity.requirement_id: stored.entity for stored in reading.find(ExaminationChoice, cycle_id=cycle_id)
    }


def _reasons(answers: dict[str, dict[str, Answer]]) -> tuple[str, ...]:
    written = Counter(
        answer.reason
        for year in sorted(answers, reverse=True)
        for answer in answers[year].values()
        if answer.view is View.NOT_EXAMINED and answer.reason.strip()
    )
    return tuple(reason for reason, _number in written.most_common(REASONS_OFFERED))


def propose(workspace: Workspace, cycle_id: str) -> Proposal:
    """What risk and rotation would have examined this year besides what is chosen. Nothing is changed."""
    page = load_examination(workspace, cycle_id)
    with workspace.reading() as reading:
        framework = framework_of(reading, stored_cycle(reading, cycle_id).entity)
    already = {row.requirement_id for row in page.rows if row.decision is Decision.EXAMINE}
    aside = {row.requirement_id for row in page.rows if row.decision is Decision.NOT_EXAMINED}
    risks = {row.requirement_id: row.risk for row in page.rows if row.risk is not None}
    last = {row.requirement_id: row.last for row in page.rows}
    wanted = proposed(framework.sections, risks, last, page.year, page.rotation, already=already, aside=aside)
    new = [row for row in page.rows if row.requirement_id in wanted - already]
    high = sum(1 for row in new if row.risk is Risk.HIGH)
    due = sum(1 for row in new if row.risk is not Risk.HIGH and row.last)
    return Proposal(
        requirement_ids=frozenset(row.requirement_id for row in new),
        high=high,
        due=due,
        first_time=len(new) - high - due,
        aside=len(aside),
    )


def choose(workspace: Workspace, cycle_id: str, requirement_ids: Iterable[str], *, examine: bool) -> Outcome[Step]:
    """Choose in bulk whether requirements are examined this year.

    What was set aside before (“not examined this year, because”) and is now to be examined is open again. A view that
    stands this year is left alone: the requirement was examined, whatever is chosen.
    """
    with workspace.unit_of_work() as work:
        step = _Stepping(work, cycle_id)
        for requirement_id in step.plannable(requirement_ids):
            step.put(replace(step.choice(requirement_id), examine=examine), requirement_id)
            answer = step.answers.get(requirement_id)
            if examine and answer is not None and answer.view is View.NOT_EXAMINED:
                step.put(replace(answer, view=None, reason=""), requirement_id)
        work.commit()
    return step.outcome()


def rate(workspace: Workspace, cycle_id: str, requirement_ids: Iterable[str], risk: Risk | None) -> Outcome[Step]:
    """Say in bulk at which risk requirements stand this year; None takes it back."""
    with workspace.unit_of_work() as work:
        step = _Stepping(work, cycle_id)
        for requirement_id in step.plannable(requirement_ids):
            step.put(replace(step.choice(requirement_id), risk=risk), requirement_id)
        work.commit()
    return step.outcome()


def set_aside(workspace: Workspace, cycle_id: str, requirement_ids: Iterable[str], because: str) -> Outcome[Step]:
    """Record “not examined this year, because” for requirements in bulk.

    Requirements on which the body has come to a view this year are left alone. Refused("examination.no-reason")
    without a reason.
    """
    reason = clean_text(because).strip()
    refuse_higher_marking(reason)
    if not reason:
        raise Refused("examination.no-reason")
    with workspace.unit_of_work() as work:
        step = _Stepping(work, cycle_id)
        for requirement_id in step.plannable(requirement_ids):
            blank = Answer(answer_id(cycle_id, requirement_id), cycle_id, requirement_id)
            answer = step.answers.get(requirement_id, blank)
            if answer.view not in (None, View.NOT_EXAMINED):
                continue
            step.put(replace(answer, view=View.NOT_EXAMINED, reason=reason), requirement_id)
            if step.choice(requirement_id).examine:
                step.put(replace(step.choice(requirement_id), examine=False), requirement_id)
        work.commit()
    return step.outcome()


def undo(workspace: Workspace, step: Step) -> Outcome[Step]:
    """Put back what stood before a step; answers with the step that does it again.

    What has been changed since the step was done is left as it is, and is no part of the answer.
    """
    back: list[Replaced] = []
    with workspace.unit_of_work() as work:
        for was in reversed(step.replaced):
            entity: Any = was.after or was.before
            kind: type[Any] = type(entity)
            held = work.get(kind, entity.id)
            if (held.entity if held else None) != was.after:
                continue
            if was.before is not None:
                work.put(was.before, held.version if held else 0)
            elif held is not None:
                work.delete(kind, entity.id, held.version)
            back.append(Replaced(was.after, was.before))
        work.commit()
    ids = {entity.requirement_id for was in back for entity in (was.before, was.after) if isinstance(entity, _PLANNED)}
    kept = tuple(requirement_id for requirement_id in step.requirement_ids if requirement_id in ids)
    changes = tuple(changed(entity) for was in back if (entity := was.after or was.before) is not None)
    return Outcome(Step(tuple(back), kept), changes)


_PLANNED = (Answer, ExaminationChoice)


@dataclass(slots=True)
class _Stepping:
    """A step while it is being done."""

    work: UnitOfWork
    cycle_id: str
    framework: Framework = field(init=False)
    answers: dict[str, Answer] = field(init=False)
    _choices: dict[str, ExaminationChoice] = field(init=False)
    _versions: dict[tuple[type, str], int] = field(init=False)
    _replaced: list[Replaced] = field(init=False, default_factory=list)
    _ids: dict[str, None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.framework = framework_of(self.work, stored_cycle(self.work, self.cycle_id).entity)
        answers = self.work.find(Answer, cycle_id=self.cycle_id)
        choices = self.work.find(ExaminationChoice, cycle_id=self.cycle_id)
        self.answers = {stored.entity.requirement_id: stored.entity for stored in answers}
        self._choices = {stored.entity.requirement_id: stored.entity for stored in choices}
        self._versions = {(Answer, stored.entity.id): stored.version for stored in answers}
        self._versions |= {(ExaminationChoice, stored.entity.id): stored.version for stored in choices}

    def plannable(self, requirement_ids: Iterable[str]) -> list[str]:
        """The ids once each; Refused("examination.every-year") where one is a duty that is answered every year."""
        wanted = list(dict.fromkeys(requirement_ids))
        for requirement_id in wanted:
            requirement = self.framework.requirement(requirement_id)
            if not can_be_planned(requirement):
                raise Refused("examination.every-year", requirement=requirement.title)
        return wanted

    def choice(self, requirement_id: str) -> ExaminationChoice:
        """What was chosen for it."""
        return self._choices.get(requirement_id) or blank_choice(self.cycle_id, requirement_id)

    def put(self, entity: Answer | ExaminationChoice, requirement_id: str) -> None:
        """Keep it, unless it says what stood before."""
        key = (type(entity), entity.id)
        before: Answer | ExaminationChoice | None
        if isinstance(entity, Answer):
            before = self.answers.get(requirement_id)
        else:
            before = self._choices.get(requirement_id)
            if before is None and entity == blank_choice(self.cycle_id, requirement_id):
                return
        if entity == before:
            return
        self.work.put(entity, self._versions.get(key, 0))
        self._replaced.append(Replaced(before, entity))
        self._ids[requirement_id] = None

    def outcome(self) -> Outcome[Step]:
        """What was done."""
        changes = tuple(changed(was.after) for was in self._replaced if was.after is not None)
        return Outcome(Step(tuple(self._replaced), tuple(self._ids)), changes)
