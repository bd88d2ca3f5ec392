"""The APCC summary: what an office returns, for people to read, as a document and as a workbook.

The record given here was filtered for the APCC already (`projection.for_audience`); nothing here decides who may read
what.
"""

from __future__ import annotations

from collections.abc import Iterator

from assurance_app.domain.answers_said import rows_of
from assurance_app.domain.content import ContentTree
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.entities import STATEMENT_PARTS, Answer
from assurance_app.domain.entries import MeasureTitle, findings_chapter, sessions_chapter
from assurance_app.domain.framework import FieldType
from assurance_app.domain.prose import spoken_cell, spoken_date
from assurance_app.domain.record import Record
from assurance_app.domain.returned import (
    Figure,
    Found,
    departures,
    duties,
    edition,
    figures,
    gaps,
    opinion,
    part_label,
    provided,
    stand,
)
from assurance_app.domain.summary_chapters import (
    Signed,
    capacity_chapter,
    chiefs_reason,
    departures_chapter,
    gaps_chapter,
    held_on,
    home_office_chapter,
    introduction,
    invented_words,
    own_duties_chapter,
    plan_chapter,
    sign_off,
    threats_chapter,
)
from assurance_app.domain.summary_sheets import entry_sheets
from assurance_app.domain.voice import Voice, voice_of
from assurance_app.domain.workbook import Cell, CellKind, Column, Sheet, Workbook, day_cell
from assurance_app.domain.years import spoken_year
from assurance_app.words import _
from assurance_app.words.labels import label


def apcc_summary(record: Record, *, signed: Signed, measure_title: MeasureTitle = str) -> ContentTree:
    """What the office returns, for people to read, from a record filtered for the APCC (SPR 24.1, 24.2).

    `measure_title` has the words for a measure of capacity.
    """
    voice = voice_of(record.body.kind)
    blocks = (
        *introduction(record, voice),
        *threats_chapter(record, voice),
        *own_duties_chapter(record, voice),
        *plan_chapter(record),
        *sessions_chapter(record),
        *departures_chapter(record, voice),
        *gaps_chapter(record),
        *capacity_chapter(record, measure_title),
        *findings_chapter(record),
        *home_office_chapter(record, voice),
        *sign_off(record, signed),
    )
    return ContentTree(
        title=_title(record),
        subtitle=record.body.legal_name,
        author=record.body.name_as_used,
        audience=Audience.APCC,
        marking=record.cycle.marking,
        date=signed[2] if signed else "",
        blocks=blocks,
        status="" if signed else _("Draft, not approved"),
        with_contents=True,
    )


def _title(record: Record) -> str:
    return _("Summary for the APCC {year}").format(year=spoken_year(record.cycle.year))


def apcc_summary_workbook(record: Record, signed: Signed, measure_title: MeasureTitle = str) -> Workbook:
    """The same as a workbook, one sheet for each table, so that it can be sorted and filtered."""
    voice = voice_of(record.body.kind)
    return Workbook(
        title=_("{title}: {body}").format(title=_title(record), body=record.body.name_as_used),
        author=record.body.name_as_used,
        marking=record.cycle.marking,
        sheets=(
            _cover_sheet(record, signed),
            _threats_sheet(record, voice),
            _duties_sheet(record),
            _departures_sheet(record, voice),
            _gaps_sheet(record),
            _capacity_sheet(record),
            *entry_sheets(record, measure_title),
        ),
        date=signed[2] if signed else "",
    )


def _cover_sheet(record: Record, signed: Signed) -> Sheet:
    body, year = record.body, record.cycle.year
    name, role, when = signed or ("", "", "")
    rows: list[tuple[Cell, ...]] = [
        (_("Body"), body.legal_name),
        (_("Kind of body"), label("body-kind", body.kind.value)),
        (_("Police area"), body.police_area),
        (_("Force"), body.force),
        (_("Year"), spoken_year(year)),
        (_("Edition"), edition(record)),
        (_("State"), _("Approved") if signed else _("Draft, not approved")),
        (_("Approved by"), name),
        (_("Role"), role),
        (_("Approved on"), spoken_date(when)),
        (_("Marking"), record.cycle.marking),
    ]
    return Sheet(
        name=_("Cover"),
        title=_title(record),
        columns=(Column(_("What"), 24), Column(_("Content"), 90)),
        rows=tuple(rows),
        intro=(invented_words(),) if body.invented else (),
    )


def _threats_sheet(record: Record, voice: Voice) -> Sheet:
    statements = record.statement_by_section
    rows: list[tuple[Cell, ...]] = []
    for section in record.framework.threats:
        statement = statements.get(section.id)
        parts = dict(statement.parts) if statement else {}
        texts = (parts.get(name, "") for name in STATEMENT_PARTS)
        rows.append((section.title, opinion(statement), held_on(record, section.id), *texts))
    return Sheet(
        name=_("Threats"),
        title=_("The national threats"),
        columns=(
            Column(_("Threat"), 28),
            Column(_("Opinion"), 16),
            Column(_("Held to account on"), 22),
            *(Column(part_label(name, voice), 50) for name in STATEMENT_PARTS),
        ),
        rows=tuple(rows),
    )


def _duties_sheet(record: Record) -> Sheet:
    return Sheet(
        name=_("Own duties"),
        title=_("The body’s own duties"),
        columns=(
            Column(_("Duty"), 40),
            Column(_("Paragraph"), 12),
            Column(_("Position"), 24),
            Column(_("What it rests on"), 70),
            Column(_("Reason"), 50),
        ),
        rows=tuple(
            (
                duty.title,
                duty.requirement.ref,
                stand(duty.answer),
                duty.answer.rests_on if duty.answer else "",
                duty.answer.reason if duty.answer else "",
            )
            for duty in duties(record)
        ),
    )


def _departures_sheet(record: Record, voice: Voice) -> Sheet:
    return Sheet(
        name=_("Departures"),
        title=_("Duties not followed, and capabilities not satisfied about"),
        columns=(
            *_requirement_columns(),
            Column(_("Provided"), 16),
            Column(_("What it rests on"), 50),
            Column(_("Reason"), 50),
            Column(chiefs_reason(voice), 50),
            Column(_("View of that reason"), 50),
            Column(_("Decided by"), 28),
            Column(_("Decided on"), 16, CellKind.DATE),
            Column(_("Until"), 16, CellKind.DATE),
        ),
        rows=tuple(
            (
                *requirement_cells(found, answer),
                provided(answer),
                answer.rests_on,
                answer.reason,
                answer.chief_constables_reason,
                answer.bodys_view_of_reason,
                *_decided(record, answer),
            )
            for found, answer in departures(record)
        ),
    )


def _decided(record: Record, answer: Answer) -> tuple[Cell, ...]:
    """Who decided on the departure, when, and until when; empty where that is not recorded."""
    for decision in record.departure_decisions:
        if decision.id == answer.id:
            return (decision.decided_by, day_cell(decision.decided_on), day_cell(decision.until))
    return (None, None, None)


def _gaps_sheet(record: Record) -> Sheet:
    return Sheet(
        name=_("Gaps and next steps"),
        title=_("Gaps and next steps"),
        columns=(*_requirement_columns(), Column(_("Gap"), 60), Column(_("Next step"), 60)),
        rows=tuple((*requirement_cells(found, answer), answer.gap, answer.next_step) for found, answer in gaps(record)),
    )


def _requirement_columns() -> tuple[Column, ...]:
    return (
        Column(_("Section"), 28),
        Column(_("Duty or capability"), 40),
        Column(_("Paragraph"), 12),
        Column(_("Position or view"), 24),
    )


def requirement_cells(found: Found, answer: Answer) -> tuple[Cell, ...]:
    """Where a requirement stands in its edition and what the body says of it: section, title, paragraph, stand."""
    return (found.section.title, found.title, found.requirement.ref, stand(answer))


def _recorded(figure: Figure) -> Iterator[tuple[Cell, Cell, Cell]]:
    """What a figure is, its number and unit; of one that was asked for as a table each number by itself."""
    if figure.field.type is not FieldType.TABLE or figure.of.answer is None:
        yield figure.field.label, figure.value, figure.unit
        return
    for row in rows_of(figure.of.answer.fields.get(figure.field.id)):
        cells = [(column, row.get(column.id)) for column in figure.field.columns]
        numbers = [(column, value) for column, value in cells if type(value) is int]
        words = (spoken_cell(column, value) for column, value in cells if type(value) is not int)
        named = ", ".join(word for word in words if word)
        if not numbers:
            yield figure.field.label, named, ""
        for column, value in numbers:
            what = _("{figure}: {row}, {column}") if named else _("{figure}: {column}")
            yield what.format(figure=figure.field.label, row=named, column=column.label), value, column.unit


def _capacity_sheet(record: Record) -> Sheet:
    return Sheet(
        name=_("Capacity"),
        title=_("Capacity recorded for the year"),
        columns=(
            Column(_("Section"), 28),
            Column(_("Duty or capability"), 40),
            Column(_("Paragraph"), 12),
            Column(_("Figure"), 50),
            Column(_("Recorded"), 40, CellKind.NUMBER),
            Column(_("Unit"), 20),
            Column(_("National figures alongside"), 60),
        ),
        rows=tuple(
            (
                figure.of.section.title,
                figure.of.title,
                figure.of.requirement.ref,
                *recorded,
                "\n".join(figure.beside),
            )
            for figure in figures(record)
            for recorded in _recorded(figure)
        ),
        intro=(_("National figures stand alongside as published and may have changed since; nothing is added."),),
    )
