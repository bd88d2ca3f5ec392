"""How far a year is: what needs the person, what is ready to sign, and where each requirement stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assurance_app.domain.entities import Answer, ThreatStatement
from assurance_app.domain.framework import Requirement, Section, SectionKind, Strength
from assurance_app.domain.record import Record
from assurance_app.domain.values import Opinion, Position, View


class Standing(StrEnum):
    """Where a requirement or a threat stands, for a symbol with its word."""

    TO_DO = "to-do"
    STARTED = "started"
    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not-met"
    NOT_EXAMINED = "not-examined"


_BY_POSITION = {
    Position.FOLLOWED: Standing.MET,
    Position.IN_PART: Standing.PARTLY,
    Position.NOT_FOLLOWED: Standing.NOT_MET,
    Position.NOT_APPLICABLE: Standing.NOT_EXAMINED,
}
_BY_VIEW = {
    View.SATISFIED: Standing.MET,
    View.PARTLY_SATISFIED: Standing.PARTLY,
    View.NOT_SATISFIED: Standing.NOT_MET,
    View.NOT_EXAMINED: Standing.NOT_EXAMINED,
}
_BY_OPINION = {
    Opinion.ASSURED: Standing.MET,
    Opinion.PARTLY_ASSURED: Standing.PARTLY,
    Opinion.NOT_ASSURED: Standing.NOT_MET,
}


def standing_of_answer(answer: Answer | None) -> Standing:
    """Where the answer to a requirement stands."""
    if answer is None:
        return Standing.TO_DO
    if answer.position is not None:
        return _BY_POSITION[answer.position]
    if answer.view is not None:
        return _BY_VIEW[answer.view]
    has_words = bool(answer.rests_on or answer.gap or answer.next_step or answer.fields or answer.public_wording)
    return Standing.STARTED if has_words else Standing.TO_DO


def standing_of_statement(statement: ThreatStatement | None) -> Standing:
    """Where a threat stands by the body's opinion; started where there are words without one."""
    if statement is None:
        return Standing.TO_DO
    if statement.opinion in _BY_OPINION:
        return _BY_OPINION[statement.opinion]
    return Standing.STARTED if statement.parts else Standing.TO_DO


def missing_from_answer(answer: Answer | None) -> tuple[str, ...]:
    """What an answer on the statement path still lacks, as codes: `stand`, `account`, `reason` (SPR 18)."""
    if answer is None or not answer.is_answered:
        return ("stand",)
    missing = []
    if answer.position is Position.NOT_APPLICABLE or answer.view is View.NOT_EXAMINED:
        return () if answer.reason or answer.rests_on else ("reason",)
    if not answer.rests_on:
        missing.append("account")
    if answer.position is Position.NOT_FOLLOWED and not answer.reason:
        missing.append("reason")
    if answer.view is View.NOT_SATISFIED and not (answer.chief_constables_reason and answer.bodys_view_of_reason):
        missing.append("reason")
    return tuple(missing)


def missing_from_statement(statement: ThreatStatement | None) -> tuple[str, ...]:
    """What a threat statement still lacks, as codes: part names of the statement, `held_on`, `opinion`."""
    needed = ("regard", "influence", "held_to_account", "concluded")
    if statement is None:
        return (*needed, "held_on", "opinion")
    missing = [name for name in needed if not getattr(statement, name)]
    if not statement.held_on:
        missing.append("held_on")
    if statement.opinion is Opinion.NONE_YET:
        missing.append("opinion")
    return tuple(missing)


@dataclass(frozen=True, slots=True)
class StatementItem:
    """One item of the statement path: a duty of the body's own or a threat, and what it lacks."""

    section_id: str
    requirement_id: str
    missing: tuple[str, ...]


def statement_path(record: Record) -> tuple[StatementItem, ...]:
    """What a lawful, good statement needs: each duty of the body's own, then each threat, in order."""
    answers = record.answer_by_requirement
    statements = record.statement_by_section
    items = [
        StatementItem(section.id, requirement.id, missing_from_answer(answers.get(requirement.id)))
        for section in record.framework.sections
        if section.kind is SectionKind.OWN_DUTIES
        for requirement in record.framework.shown_in(section.id)
        if requirement.strength is not Strength.NOTE
    ]
    items += [
        StatementItem(section.id, "", missing_from_statement(statements.get(section.id)))
        for section in record.framework.threats
    ]
    return tuple(items)


@dataclass(frozen=True, slots=True)
class Count:
    """How many requirements there are, how many are answered and how many have words without an answer."""

    of: int
    answered: int
    started: int


def count(requirements: tuple[Requirement, ...], answers: dict[str, Answer]) -> Count:
    """Counts over the requirements."""
    standings = [standing_of_answer(answers.get(requirement.id)) for requirement in requirements]
    started = standings.count(Standing.STARTED)
    return Count(len(standings), len(standings) - started - standings.count(Standing.TO_DO), started)


def worst(standings: tuple[Standing, ...]) -> Standing:
    """The standing that a cell for several requirements shows: the one that most wants attention."""
    order = (
        Standing.NOT_MET,
        Standing.PARTLY,
        Standing.STARTED,
        Standing.MET,
        Standing.NOT_EXAMINED,
        Standing.TO_DO,
    )
    return next((standing for standing in order if standing in standings), Standing.TO_DO)


def in_pillar(section: Section, pillar_id: str) -> tuple[Requirement, ...]:
    """The section's own requirements under the pillar."""
    return tuple(requirement for requirement in section.requirements if requirement.pillar == pillar_id)
