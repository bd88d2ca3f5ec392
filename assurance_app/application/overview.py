"""The overview: what needs the person, what is ready to sign, where everything stands, and what to do next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assurance_app.application.due import DueItem, due_items
from assurance_app.application.places import Place
from assurance_app.application.recording import PillarProgress, pillar_progress
from assurance_app.domain.framework import SectionKind
from assurance_app.domain.progress import (
    Count,
    Standing,
    StatementItem,
    count,
    standing_of_statement,
    statement_path,
)
from assurance_app.domain.record import Record
from assurance_app.domain.values import CycleStatus
from assurance_app.domain.years import last_day, this_day
from assurance_app.persistence.workspace import Workspace
from assurance_app.words import _
from assurance_app.words.labels import filled, label

if TYPE_CHECKING:
    from assurance_app.application.checking import CheckRow, ChecksPage

_URGENT = "text.restricted"


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
class Progress:
    """Where the year stands. `needs_you` and `ready_to_sign` count items of the statement path and add up to all."""

    year: str
    days_left: int
    needs_you: tuple[StatementItem, ...]
    ready_to_sign: tuple[StatementItem, ...]
    sections: tuple[SectionProgress, ...]
    pillar_titles: tuple[tuple[str, str], ...]
    _titles: Mapping[StatementItem, str]

    def title_of(self, item: StatementItem) -> str:
        """What an item of the statement path is called."""
        return self._titles[item]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the overview shows once the record was looked through, which takes longer than all the rest."""

    progress: Progress
    due: tuple[DueItem, ...]
    """Overdue, or due soon; what was due first at the top."""
    checks: ChecksPage
    next: NextStep


def load_progress(workspace: Workspace, cycle_id: str, today: dt.date | None = None) -> Progress:
    """Where a cycle stands on a day (the machine's own); `days_left` counts from it to the end of the year."""
    with workspace.reading() as reading:
        record = reading.account(cycle_id)
    return _progress(record, today or this_day())


def load_overview(workspace: Workspace, cycle_id: str, today: dt.date | None = None) -> Overview:
    """Where a cycle stands on a day, with what the checks found and what to do next."""
    from assurance_app.application.checking import checks_of

    day = today or this_day()
    with workspace.reading() as reading:
        record = reading.record(cycle_id, library=False)
        checks = checks_of(reading, record, day)
    progress = _progress(record, day)
    due = due_items(record, day)
    return Overview(progress, due, checks, _next_step(record, progress.needs_you, checks.open, due))


def _progress(record: Record, day: dt.date) -> Progress:
    path = statement_path(record)
    return Progress(
        year=record.cycle.year,
        days_left=(last_day(record.cycle.year) - day).days,
        needs_you=tuple(item for item in path if item.missing),
        ready_to_sign=tuple(item for item in path if not item.missing),
        sections=tuple(_sections(record, path)),
        pillar_titles=tuple((pillar.id, pillar.title) for pillar in record.framework.pillars),
        _titles={item: _title_of(record, item) for item in path},
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


def _next_step(
    record: Record, needs: tuple[StatementItem, ...], checks: tuple[CheckRow, ...], due: tuple[DueItem, ...]
) -> NextStep:
    """What must not go out comes first; then what the statement lacks, what the checks found, what is overdue."""
    urgent = [row for row in checks if row.code == _URGENT]
    if urgent:
        return _look_at(urgent[0])
    if needs:
        # What was begun is finished first: half a page is easier to end than a new one to begin.
        begun = [item for item in needs if not item.requirement_id and 0 < len(item.missing) < 6]
        item = begun[0] if begun else needs[0]
        title = _title_of(record, item)
        if item.requirement_id:
            return NextStep(place_of(item), _("Our own duties: {title}").format(title=title))
        sentence = _("Finish the statement on {threat}") if begun else _("Write the statement on {threat}")
        return NextStep(place_of(item), sentence.format(threat=title))
    if checks:
        return _look_at(checks[0])
    late = [item for item in due if item.is_overdue and item.kind != "cycle"]
    if late:
        return NextStep(late[0].place, _("Overdue: {title}").format(title=late[0].title))
    if CycleStatus.APPROVED in (status := list(CycleStatus))[: status.index(record.cycle.status) + 1]:
        return NextStep(Place("statement"), _("The year is approved. Make its statement and its return."))
    return NextStep(Place("sign-off"), _("Everything that a statement needs is there. Read it through and approve it."))


def _look_at(row: CheckRow) -> NextStep:
    return NextStep(row.place, _("{check}: {where}").format(check=row.title, where=row.where))


def _title_of(record: Record, item: StatementItem) -> str:
    if item.requirement_id:
        return filled(record.framework.requirement(item.requirement_id).title, record.body.kind.value)
    return record.framework.section(item.section_id).title


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
