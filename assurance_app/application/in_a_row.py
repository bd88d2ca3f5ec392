"""Writing in a row: all that a statement needs, section by section, each item with the least that it needs."""

from __future__ import annotations

from dataclasses import dataclass

from assurance_app.application.overview import missing_words
from assurance_app.application.recording import filled_help
from assurance_app.application.workspaces import framework_of, stored_cycle
from assurance_app.domain.entities import Answer, Body, Stored, ThreatStatement, answer_id, threat_statement_id
from assurance_app.domain.framework import Requirement, Section, SectionKind, StatementHelp
from assurance_app.domain.progress import StatementItem, missing_from_answer, missing_from_statement, statement_path
from assurance_app.domain.record import Record
from assurance_app.persistence.workspace import Workspace
from assurance_app.words.labels import filled


@dataclass(frozen=True, slots=True)
class RowDuty:
    """One duty of the body's own with its answer (a blank one, version 0, where there is none)."""

    requirement: Requirement
    title: str
    question: str
    group: str
    answer: Stored[Answer]


@dataclass(frozen=True, slots=True)
class RowPage:
    """One page of the row: the body's own duties, or the statement on one threat. `previous` and `next` are ids of
    sections, "" at the ends.
    """

    section: Section
    duties: tuple[RowDuty, ...]
    statement: Stored[ThreatStatement] | None
    help: StatementHelp | None
    number: int
    of: int
    previous: str
    next: str


def load_row(workspace: Workspace, cycle_id: str, section_id: str = "") -> RowPage:
    """The page of a section of the statement path; "" is the first on which something is missing, else the first."""
    with workspace.reading() as reading:
        cycle = stored_cycle(reading, cycle_id).entity
        framework = framework_of(reading, cycle)
        body = reading.find(Body)[0].entity
        answers = {stored.entity.requirement_id: stored for stored in reading.find(Answer, cycle_id=cycle_id)}
        statements = {stored.entity.section_id: stored for stored in reading.find(ThreatStatement, cycle_id=cycle_id)}
    record = Record(
        framework,
        body,
        cycle,
        answers=tuple(stored.entity for stored in answers.values()),
        threat_statements=tuple(stored.entity for stored in statements.values()),
    )
    path = statement_path(record)
    order = list(dict.fromkeys(item.section_id for item in path))
    unfinished = (item.section_id for item in path if item.missing)
    shown = section_id if section_id in order else next(unfinished, order[0])
    place = order.index(shown)
    section = framework.section(shown)
    kind = body.kind.value
    is_threat = section.kind is SectionKind.THREAT
    key = threat_statement_id(cycle_id, shown)
    blank = Stored(ThreatStatement(key, cycle_id, shown), 0, "")
    duties = []
    for item in path:
        if item.section_id == shown and item.requirement_id:
            requirement = framework.requirement(item.requirement_id)
            answer = answers.get(requirement.id) or _blank_answer(cycle_id, requirement.id)
            title, question = filled(requirement.title, kind), filled(requirement.question, kind)
            home = framework.home_of(requirement.id)
            group = requirement.group if home.id == shown else home.title
            duties.append(RowDuty(requirement, title, question, group, answer))
    return RowPage(
        section=section,
        duties=tuple(duties),
        statement=(statements.get(shown) or blank) if is_threat else None,
        help=filled_help(section.statement_help, kind) if is_threat else None,
        number=place + 1,
        of=len(order),
        previous=order[place - 1] if place else "",
        next=order[place + 1] if place + 1 < len(order) else "",
    )


def _blank_answer(cycle_id: str, requirement_id: str) -> Stored[Answer]:
    return Stored(Answer(answer_id(cycle_id, requirement_id), cycle_id, requirement_id), 0, "")


def still_missing(entity: Answer | ThreatStatement) -> str:
    """What an answer or a statement still lacks, in words; "" where nothing does."""
    missing = missing_from_answer(entity) if isinstance(entity, Answer) else missing_from_statement(entity)
    return missing_words(StatementItem("", "", missing))
