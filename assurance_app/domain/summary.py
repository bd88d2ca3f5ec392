"""The APCC summary: what an office returns, for people to read, as a document and as a workbook.

The record given here was filtered for the APCC already (`projection.for_audience`); nothing here decides who may read
what.
"""

from __future__ import annotations

from collections.abc import Iterator

from assurance_app.domain.content import Block, Bullets, ContentTree, Fact, Heading, Paragraph, SignatureBlock, Table
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.entities import STATEMENT_PARTS, Answer
from assurance_app.domain.prose import blocks_of, labelled, spoken_date
from assurance_app.domain.record import Record
from assurance_app.domain.returned import (
    Found,
    departures,
    duties,
    edition,
    figures,
    gaps,
    held_on,
    is_silent,
    opinion,
    part_label,
    provided,
    stand,
)
from assurance_app.domain.statement import capacity
from assurance_app.domain.values import Opinion
from assurance_app.domain.voice import Voice, voice_of
from assurance_app.domain.workbook import Cell, CellKind, Column, Sheet, Workbook
from assurance_app.domain.years import last_day, spoken_year
from assurance_app.words import _
from assurance_app.words.labels import label

Signed = tuple[str, str, str] | None
"""Name, role and ISO date of the approval; None for a draft."""


def apcc_summary(record: Record, *, signed: Signed) -> ContentTree:
    """What the office returns, for people to read, from a record filtered for the APCC (SPR 24.1, 24.2)."""
    voice = voice_of(record.body.kind)
    blocks = [
        *_introduction(record, voice),
        *_threats(record, voice),
        *_own_duties(record, voice),
        *_departures(record, voice),
        *_gaps(record),
        *_capacity(record),
        *_sign_off(record, signed),
    ]
    return ContentTree(
        title=_title(record),
        subtitle=record.body.legal_name,
        author=record.body.name_as_used,
        audience=Audience.APCC,
        marking=record.cycle.marking,
        date=signed[2] if signed else "",
        blocks=tuple(blocks),
        status="" if signed else _("Draft, not approved"),
        with_contents=True,
    )


def _title(record: Record) -> str:
    return _("Summary for the APCC {year}").format(year=spoken_year(record.cycle.year))


def invented_words() -> str:
    """What every document says that holds the words of an invented body."""
    return _("This is sample text about an invented area. No real body holds the opinions that stand here.")


def _introduction(record: Record, voice: Voice) -> Iterator[Block]:
    yield Heading(1, _("What is returned"), "introduction")
    if record.body.invented:
        yield Paragraph(invented_words())
    yield Paragraph(
        voice.say(
            _(
                "This is my return to the Association of Police and Crime Commissioners (APCC) for the year: how I "
                "had regard to the Strategic Policing Requirement, what that changed, and what I concluded when I held "
                "{chief} to account. It says what may be shared with the APCC and the Home Office, and is not for "
                "publication."
            ),
            _(
                "This is our return to the Association of Police and Crime Commissioners (APCC) for the year: how we "
                "had regard to the Strategic Policing Requirement, what that changed, and what we concluded when we "
                "held {chief} to account. It says what may be shared with the APCC and the Home Office, and is not for "
                "publication."
            ),
        )
    )
    yield Fact(_("Year"), spoken_year(record.cycle.year))
    yield Fact(_("Edition"), edition(record))


def _threats(record: Record, voice: Voice) -> Iterator[Block]:
    threats = record.framework.threats
    if not threats:
        return
    statements = record.statement_by_section
    yield Heading(1, _("The national threats"), "threats")
    yield Table(
        caption=voice.say(_("My opinion on each threat"), _("Our opinion on each threat")),
        columns=(_("Threat"), _("Opinion"), _("{chief} held to account on").format(chief=voice.at_start(voice.chief))),
        rows=tuple(
            (section.title, opinion(statements.get(section.id)), held_on(statements.get(section.id)))
            for section in threats
        ),
        widths=(5, 3, 4),
    )
    for section in threats:
        statement = statements.get(section.id)
        if statement is None or is_silent(statement):
            continue
        yield Heading(2, section.title, section.id)
        for name, text in statement.parts:
            yield from labelled(part_label(name, voice), text)
        if statement.held_on:
            yield Fact(_("Held to account on"), held_on(statement))
        if statement.opinion is not Opinion.NONE_YET:
            yield Fact(voice.say(_("My opinion"), _("Our opinion")), opinion(statement))
    silent = tuple(section.title for section in threats if is_silent(statements.get(section.id)))
    if silent:
        yield Heading(2, _("Threats on which this return is silent"), "silent")
        yield Bullets(silent)


def _own_duties(record: Record, voice: Voice) -> Iterator[Block]:
    found = duties(record)
    if not found:
        return
    yield Heading(1, voice.say(_("My own duties"), _("Our own duties")), "own-duties")
    yield Table(
        caption=_("Position on each duty"),
        columns=(_("Duty"), _("Paragraph"), _("Position")),
        rows=tuple((duty.title, duty.requirement.ref, stand(duty.answer)) for duty in found),
        widths=(6, 2, 4),
    )
    for duty in found:
        # A departure is explained in its own chapter, and not twice.
        if duty.answer is None or duty.answer.is_departure or not (duty.answer.rests_on or duty.answer.reason):
            continue
        yield Heading(2, duty.title, duty.requirement.id)
        yield from blocks_of(duty.answer.rests_on)
        yield from labelled(_("Reason"), duty.answer.reason)


def _departures(record: Record, voice: Voice) -> Iterator[Block]:
    found = departures(record)
    yield Heading(1, _("Departures"), "departures")
    if not found:
        yield Paragraph(_("No departure is recorded for the year."))
    for departure, answer in found:
        yield Heading(2, departure.title, departure.requirement.id)
        yield Fact(_("Paragraph"), _place(departure))
        yield Fact(_("Position") if answer.position else _("View"), stand(answer))
        if answer.provided is not None:
            yield Fact(_("Provided"), provided(answer))
        yield from blocks_of(answer.rests_on)
        yield from labelled(_("Reason"), answer.reason)
        yield from labelled(_chiefs_reason(voice), answer.chief_constables_reason)
        yield from labelled(_("View of that reason"), answer.bodys_view_of_reason)


def _place(found: Found) -> str:
    return _("{paragraph}, {section}").format(paragraph=found.requirement.ref, section=found.section.title)


def _chiefs_reason(voice: Voice) -> str:
    return _("{chief}’s reason").format(chief=voice.at_start(voice.chief))


def _gaps(record: Record) -> Iterator[Block]:
    found = gaps(record)
    yield Heading(1, _("Gaps and next steps"), "gaps")
    if not found:
        yield Paragraph(_("No gap and no next step is recorded for the year."))
        return
    yield Table(
        caption=_("Gaps recorded and what is to be done next"),
        columns=(_("Duty or capability"), _("Paragraph"), _("Gap"), _("Next step")),
        rows=tuple((gap.title, gap.requirement.ref, answer.gap, answer.next_step) for gap, answer in found),
        widths=(4, 2, 5, 5),
    )


def _capacity(record: Record) -> Iterator[Block]:
    blocks = tuple(capacity(record))
    if blocks:
        yield from blocks
        return
    yield Heading(1, _("Capacity"), "capacity")
    yield Paragraph(_("No capacity figure is shared for the year."))


def _sign_off(record: Record, signed: Signed) -> Iterator[Block]:
    yield Heading(1, _("Sign-off"), "sign-off")
    if signed:
        yield SignatureBlock(signed[0], signed[1], spoken_date(signed[2]))
        return
    holder = record.holder_on(last_day(record.cycle.year).isoformat())
    yield SignatureBlock(holder.name if holder else "", holder.role if holder else record.body.name_as_used, "")


def apcc_summary_workbook(record: Record, signed: Signed) -> Workbook:
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
        ),
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
        rows.append((section.title, opinion(statement), held_on(statement), *texts))
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
            Column(_chiefs_reason(voice), 50),
            Column(_("View of that reason"), 50),
        ),
        rows=tuple(
            (
                *requirement_cells(found, answer),
                provided(answer),
                answer.rests_on,
                answer.reason,
                answer.chief_constables_reason,
                answer.bodys_view_of_reason,
            )
            for found, answer in departures(record)
        ),
    )


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
                figure.field.label,
                figure.value,
                figure.unit,
                "\n".join(figure.beside),
            )
            for figure in figures(record)
        ),
        intro=(_("National figures stand alongside as published and may have changed since; nothing is added."),),
    )
