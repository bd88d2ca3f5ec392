"""The overview: what needs the person, what is ready to sign, where everything stands, and what to do next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assurance_app.application.places import Place
from assurance_app.application.recording import PillarProgress, pillar_progress
from assurance_app.application.workspaces import framework_of, stored_cycle
from assurance_app.domain.entities import Answer, Body, ThreatStatement
from assurance_app.domain.framework import Framework, SectionKind
from assurance_app.domain.progress import (
    Count,
    Standing,
    StatementItem,
    count,
    standing_of_statement,
    statement_path,
)
from assurance_app.domain.record import Record
from assurance_app.domain.years import last_day
from assurance_app.persistence.workspace import Workspace
from assurance_app.words import _
from assurance_app.words.labels import filled, label


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """A section in the task list: what of the statement path it lacks, and how much of its record is answered."""

    section_id: str
    title: str
    kind: SectionKind
    standing: Standing
    """Of a threat: the body's opinion. Of the own duties: met where nothing is missing; else where all is answered."""
    missing: int
    of: int
    count: Count
    pillars: tuple[PillarProgress, ...]


@dataclass(frozen=True, slots=True)
class NextStep:
    """The most useful thing to do next: where, in one sentence."""

    place: Place
    sentence: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What the overview shows. `needs_you` and `ready_to_sign` count items of the statement path and add up to all."""

    year: str
    days_left: int
    needs_you: tuple[StatementItem, ...]
    ready_to_sign: tuple[StatementItem, ...]
    sections: tuple[SectionProgress, ...]
    pillar_titles: tuple[tuple[str, str], ...]
    next: NextStep


def load_overview(workspace: Workspace, cycle_id: str, today: dt.date | None = None) -> Overview:
    """The overview of a cycle; `days_left` counts from `today` (the machine's own day) to the end of the year."""
    with workspace.reading() as reading:
        cycle = stored_cycle(reading, cycle_id).entity
        framework = framework_of(workspace, reading, cycle)
        body = reading.find(Body)[0].entity
        record = Record(
            framework,
            body,
            cycle,
            answers=tuple(stored.entity for stored in reading.find(Answer, cycle_id=cycle_id)),
            threat_statements=tuple(stored.entity for stored in reading.find(ThreatStatement, cycle_id=cycle_id)),
        )
    path = statement_path(record)
    needs = tuple(item for item in path if item.missing)
    return Overview(
        year=cycle.year,
        days_left=(last_day(cycle.year) - (today or dt.datetime.now(dt.UTC).astimezone().date())).days,
        needs_you=needs,
        ready_to_sign=tuple(item for item in path if not item.missing),
        sections=tuple(_sections(record, path)),
        pillar_titles=tuple((pillar.id, pillar.title) for pillar in framework.pillars),
        next=_next_step(record, framework, needs),
    )


def _sections(record: Record, path: tuple[StatementItem, ...]) -> list[SectionProgress]:
    answers = dict(record.answer_by_requirement)
    statements = record.statement_by_section
    rows = []
    for section in record.framework.sections:
        items = [item for item in path if item.section_id == section.id]
        missing = sum(1 for item in items if item.missing)
        shown = record.framework.shown_in(section.id)
        counted = count(shown, answers)
        if section.kind is SectionKind.THREAT:
            standing = standing_of_statement(statements.get(section.id))
        elif (not missing) if items else counted.answered == counted.of:
            standing = Standing.MET
        else:
            standing = Standing.STARTED if counted.answered or counted.started else Standing.TO_DO
        rows.append(
            SectionProgress(
                section_id=section.id,
                title=section.title,
                kind=section.kind,
                standing=standing,
                missing=missing,
                of=len(items),
                count=counted,
                pillars=pillar_progress(record.framework, section, answers),
            )
        )
    return rows


def place_of(item: StatementItem) -> Place:
    """Where an item of the statement path is written."""
    if item.requirement_id:
        return Place("question", section_id=item.section_id, requirement_id=item.requirement_id)
    return Place("threat", section_id=item.section_id)


def _next_step(record: Record, framework: Framework, needs: tuple[StatementItem, ...]) -> NextStep:
    if not needs:
        return NextStep(
            Place("sign-off"), _("Everything that a statement needs is there. Read it through and approve it.")
        )
    # What was begun is finished first: half a page is easier to end than a new one to begin.
    begun = [item for item in needs if not item.requirement_id and 0 < len(item.missing) < 6]
    item = begun[0] if begun else needs[0]
    section = framework.section(item.section_id)
    if item.requirement_id:
        title = filled(framework.requirement(item.requirement_id).title, record.body.kind.value)
        return NextStep(place_of(item), _("Our own duties: {title}").format(title=title))
    sentence = _("Finish the statement on {threat}") if begun else _("Write the statement on {threat}")
    return NextStep(place_of(item), sentence.format(threat=section.title))


def missing_words(item: StatementItem) -> str:
    """What an item lacks, in words for a person."""
    names = {
        "stand": _("where the body stands"),
        "account": _("what it rests on"),
        "reason": _("the reason"),
        "held_on": _("the dates on which the chief constable was held to account"),
        "opinion": _("an opinion"),
    }
    return ", ".join(names.get(code) or label("statement-part", code).lower() for code in item.missing)
