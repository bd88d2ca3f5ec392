"""What a record says, by threat, duty, departure, gap and figure: what a return is read for, one return or many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assurance_app.domain.entities import Answer, ThreatStatement
from assurance_app.domain.framework import Field, FieldType, Framework, Requirement, Section, SectionKind, Strength
from assurance_app.domain.prose import spoken_date, spoken_list, spoken_value, unit_words
from assurance_app.domain.record import Record
from assurance_app.domain.values import Opinion
from assurance_app.domain.voice import Voice
from assurance_app.words import _
from assurance_app.words.labels import filled, label


@dataclass(frozen=True, slots=True)
class Found:
    """What a record says about one requirement; `answer` is None where it is silent."""

    section: Section
    requirement: Requirement
    answer: Answer | None
    kind: str
    """The kind of body that says it."""

    @property
    def title(self) -> str:
        """The requirement's title, in words that fit the kind of body."""
        return filled(self.requirement.title, self.kind)


@dataclass(frozen=True, slots=True)
class Figure:
    """A capacity figure that was recorded, with the national figures that stand alongside and are never added to it."""

    of: Found
    """The requirement that asks for it."""
    field: Field
    value: int | str
    """The number where it is one, else its words."""
    unit: str
    beside: tuple[str, ...]


def duties(record: Record) -> tuple[Found, ...]:
    """Every duty on which the body takes a position, those of its own section first, then those inside threats."""
    sections = sorted(record.framework.sections, key=lambda section: section.kind is not SectionKind.OWN_DUTIES)
    return tuple(
        found
        for found in _found(record, sections)
        if found.requirement.takes_position
        and (found.requirement.strength is not Strength.NOTE or found.answer is not None)
    )


def said(record: Record) -> tuple[Found, ...]:
    """What the record says about requirements, silent ones left out, in the order of its framework."""
    answers = record.answer_by_requirement
    kind = record.body.kind.value
    return tuple(
        Found(section, requirement, answers[requirement.id], kind)
        for section in record.framework.sections
        for requirement in section.requirements
        if requirement.id in answers
    )


def departures(record: Record) -> tuple[tuple[Found, Answer], ...]:
    """Duties of the body not followed and capabilities it is not satisfied about, with the answer that says so."""
    return tuple(
        (found, found.answer) for found in said(record) if found.answer is not None and found.answer.is_departure
    )


def gaps(record: Record) -> tuple[tuple[Found, Answer], ...]:
    """What has a gap or a next step, with the answer that names it."""
    return tuple(
        (found, found.answer)
        for found in said(record)
        if found.answer is not None and (found.answer.gap or found.answer.next_step)
    )


def figures(record: Record) -> tuple[Figure, ...]:
    """The capacity figures recorded, in the framework's order."""
    return tuple(
        figure
        for found in said(record)
        if found.answer is not None and found.answer.fields
        for field in found.requirement.fields
        if field.capacity and (figure := _figure(record, found, field, found.answer.fields.get(field.id)))
    )


def _found(record: Record, sections: tuple[Section, ...] | list[Section]) -> Iterator[Found]:
    answers = record.answer_by_requirement
    kind = record.body.kind.value
    for section in sections:
        for requirement in section.requirements:
            yield Found(section, requirement, answers.get(requirement.id), kind)


def _figure(record: Record, found: Found, field: Field, value: object) -> Figure | None:
    words = spoken_value(field, value, record.framework)
    if not words:
        return None
    is_number = field.type in (FieldType.NUMBER, FieldType.MONEY) and isinstance(value, int)
    unit = _("pounds") if field.type is FieldType.MONEY else unit_words(record.framework, field.unit)
    beside = national_words(record.framework, field)
    # bool is an int to Python, but no number to a reader.
    kept = value if is_number and isinstance(value, int) and not isinstance(value, bool) else words
    return Figure(found, field, kept, unit if kept is value else "", beside)


def national_words(framework: Framework, field: Field) -> tuple[str, ...]:
    """The national figures that stand alongside a field, each with its date; they are never added to what it holds."""
    return tuple(
        _("{title}: {value} ({date})").format(
            title=figure.title, value=f"{figure.value:,}", date=spoken_date(figure.as_of)
        )
        for name in field.alongside
        if (figure := framework.national_figure(name))
    )


def stand(answer: Answer | None) -> str:
    """The words for where the body stands: its position or its view, “Not recorded” where there is neither."""
    if answer is not None and answer.position is not None:
        return label("position", answer.position.value)
    if answer is not None and answer.view is not None:
        return label("view", answer.view.value)
    return _("Not recorded")


def provided(answer: Answer) -> str:
    """The words for how a capability is provided, "" where that is not recorded."""
    return label("provided", answer.provided.value) if answer.provided is not None else ""


def is_silent(statement: ThreatStatement | None) -> bool:
    """Whether nothing is said about a threat: neither words nor an opinion."""
    return statement is None or not (statement.parts or statement.opinion is not Opinion.NONE_YET)


def opinion(statement: ThreatStatement | None) -> str:
    """The words for the opinion on a threat, “None yet” where there is none."""
    return label("opinion", (statement.opinion if statement is not None else Opinion.NONE_YET).value)


def held_on(statement: ThreatStatement | None) -> str:
    """The days on which the chief constable was held to account, as documents write them."""
    days = sorted(statement.held_on) if statement is not None else []
    return spoken_list(tuple(spoken_date(day) for day in days))


def part_label(name: str, voice: Voice) -> str:
    """The words over a part of a threat statement, said of the body and not by it."""
    if name == "held_to_account":
        return _("How {chief} was held to account").format(chief=voice.chief)
    return label("statement-part", name)


def edition(record: Record) -> str:
    """The edition that a record was made against, as documents name it."""
    return edition_words(record.framework)


def edition_words(framework: Framework) -> str:
    """An edition by its title, its day and its revision."""
    return _("{title}, issued {date} ({id}, revision {revision})").format(
        title=framework.title, date=spoken_date(framework.issued), id=framework.id, revision=framework.revision
    )
