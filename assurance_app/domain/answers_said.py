"""How an answer to a requirement becomes blocks: where the body stands, its account, its figures, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assurance_app.domain.content import Block, Fact, Table
from assurance_app.domain.entities import Answer
from assurance_app.domain.framework import Field, FieldType, Framework, Requirement
from assurance_app.domain.prose import blocks_of, filled_columns, labelled, spoken_cell, spoken_date, spoken_value
from assurance_app.domain.record import Record
from assurance_app.domain.voice import Voice
from assurance_app.words import _
from assurance_app.words.labels import label


def stand(answer: Answer, voice: Voice) -> Iterator[Block]:
    """Where the body stands: its position or view, and how the capability is provided."""
    if answer.position is not None:
        yield Fact(_("Position"), label("position", answer.position.value))
    if answer.view is not None:
        yield Fact(voice.say(_("My view"), _("Our view")), label("view", answer.view.value))
    if answer.provided is not None:
        yield Fact(_("Provided"), label("provided", answer.provided.value))


def account(answer: Answer, voice: Voice) -> Iterator[Block]:
    """All that was written in the answer."""
    yield from blocks_of(answer.rests_on)
    yield from labelled(_("Reason"), answer.reason)
    whose = _("{chief}’s reason").format(chief=voice.at_start(voice.chief))
    yield from labelled(whose, answer.chief_constables_reason)
    yield from labelled(
        voice.say(_("My view of that reason"), _("Our view of that reason")), answer.bodys_view_of_reason
    )
    yield from labelled(_("Gap"), answer.gap)
    yield from labelled(_("Next step"), answer.next_step)


def passages(requirement: Requirement, answer: Answer, framework: Framework) -> Iterator[Block]:
    """Where in the plan, or in another paper of the body, it can be read: the written fields of the answer."""
    for field in requirement.fields:
        words = spoken_value(field, answer.fields.get(field.id), framework)
        if field.type is FieldType.TEXT and words and not field.capacity:
            yield Fact(field.label, words)


def whole_answer(record: Record, requirement: Requirement, answer: Answer, voice: Voice) -> Iterator[Block]:
    """All that an answer says, and what it rests on."""
    yield from stand(answer, voice)
    yield from account(answer, voice)
    yield from labelled(_("Wording for the public"), answer.public_wording)
    yield from decided(record, answer)
    yield from _extra(record.framework, requirement, answer)
    evidence = record.evidence_for(answer.id)
    if evidence:
        yield Fact(_("Evidence"), "; ".join(item.title for item in evidence))


def decided(record: Record, answer: Answer) -> Iterator[Block]:
    """Who decided on the departure, and until when."""
    for decision in record.departure_decisions:
        if decision.id == answer.id:
            pieces = (decision.decided_by, spoken_date(decision.decided_on))
            if by := ", ".join(piece for piece in pieces if piece):
                yield Fact(_("Departure decided by"), by)
            if decision.until:
                yield Fact(_("Departure until"), spoken_date(decision.until))


def _extra(framework: Framework, requirement: Requirement, answer: Answer) -> Iterator[Block]:
    for field in requirement.fields:
        if field.capacity:
            continue  # capacity figures stand together, alongside the national ones
        value = answer.fields.get(field.id)
        if field.type is FieldType.TABLE:
            yield from table_of(field, rows_of(value))
        elif words := spoken_value(field, value, framework):
            yield Fact(field.label, words)


def rows_of(value: object) -> list[Mapping[str, object]]:
    """The rows of the value of a table among the extra answers; none where it holds none."""
    rows = value if isinstance(value, list | tuple) else ()
    return [row for row in rows if isinstance(row, Mapping) and row]


def table_of(field: Field, rows: list[Mapping[str, object]], caption: str = "") -> Iterator[Block]:
    """A table among the extra answers, under its own label or another caption; nothing where no cell is filled."""
    said = tuple(tuple(spoken_cell(column, row.get(column.id)) for column in field.columns) for row in rows)
    if any(cell for row in said for cell in row):
        yield filled_columns(Table(caption or field.label, tuple(column.label for column in field.columns), said))
