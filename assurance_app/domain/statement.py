"""The annual assurance statement as a content tree: what the body says, in its own voice (SPR 24.1).

The record given here was filtered for its audience already (`projection.for_audience`); nothing here decides who may
read what. Whatever stands in the tree stands in the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from assurance_app.domain.content import (
    Block,
    Bullets,
    ColumnKind,
    ContentTree,
    Fact,
    Heading,
    Paragraph,
    SignatureBlock,
    Table,
)
from assurance_app.domain.disclosure import Audience, is_published
from assurance_app.domain.entities import STATEMENT_PARTS, Answer, ThreatStatement, answer_id
from assurance_app.domain.entries import other_entries
from assurance_app.domain.framework import Framework, Requirement, Section, SectionKind
from assurance_app.domain.prose import blocks_of, labelled, spoken_date, spoken_list, spoken_value
from assurance_app.domain.record import Record
from assurance_app.domain.short_statement import short_blocks
from assurance_app.domain.values import Opinion, Position
from assurance_app.domain.voice import Voice, voice_of
from assurance_app.domain.years import spoken_year
from assurance_app.words import _
from assurance_app.words.labels import filled, label


class Length(StrEnum):
    """How much a statement says: a page, the statement path, or the whole record with every answer in its place."""

    SHORT = "short"
    STANDARD = "standard"
    FULL = "full"


def annual_statement(
    record: Record,
    audience: Audience,
    *,
    signed: tuple[str, str, str] | None,
    length: Length = Length.STANDARD,
) -> ContentTree:
    """The annual assurance statement, from a record filtered for the audience.

    `signed` is name, role and ISO date of the approval, or None for a draft.
    """
    is_full = length is Length.FULL
    voice = voice_of(record.body.kind)
    said = short_blocks(record, voice) if length is Length.SHORT else _said(record, voice, audience, is_full)
    return ContentTree(
        title=_title(is_full).format(year=spoken_year(record.cycle.year)),
        subtitle=record.body.legal_name,
        author=record.body.name_as_used,
        audience=audience,
        marking="" if is_published(audience) else record.cycle.marking,
        date=signed[2] if signed else "",
        blocks=(*said, *_sign_off(record, signed)),
        status="" if signed else _("Draft, not approved"),
        with_contents=is_full,
    )


def _said(record: Record, voice: Voice, audience: Audience, is_full: bool) -> Iterator[Block]:
    yield from _introduction(record, voice)
    yield from _own_duties(record, voice, is_full)
    yield from _threats(record, voice, audience, is_full)
    if is_full:
        yield from _cross_cutting(record, voice)
    yield from _departures(record, voice)
    yield from capacity(record)
    if is_full:
        yield from other_entries(record)
        yield from _library(record)


def _title(is_full: bool) -> str:
    return _("Record of assurance {year}") if is_full else _("Annual assurance statement {year}")


def _introduction(record: Record, voice: Voice) -> Iterator[Block]:
    framework = record.framework
    yield Heading(1, _("What this statement is"), "introduction")
    if record.body.invented:
        yield Paragraph(
            _("This is sample text about an invented area. No real body holds the opinions that stand here.")
        )
    yield Paragraph(
        _(
            "The Home Secretary issues the {title} under section 37A of the Police Act 1996. It names {number} threats "
            "that no force can meet on its own, and what policing must be able to do about each of them."
        ).format(title=framework.title, number=_number_word(len(framework.threats)))
    )
    yield Paragraph(
        voice.say(
            _(
                "I must have regard to it when I issue or vary the {plan}, and I hold {chief} to account for having, "
                "or having access to, the capabilities that it asks for. Each year I state how I did so and how it "
                "influenced the direction and the objectives that I set. This is that statement for the year."
            ),
            _(
                "We must have regard to it when we issue or vary the {plan}, and we hold {chief} to account for "
                "having, or having access to, the capabilities that it asks for. Each year we state how we did so and "
                "how it influenced the direction and the objectives that we set. This is that statement for the year."
            ),
        )
    )
    yield Fact(
        _("Year"),
        _("1 April {first} to 31 March {last}").format(
            first=record.cycle.year[:4], last=int(record.cycle.year[:4]) + 1
        ),
    )
    yield Fact(
        _("Edition"),
        _("{title}, issued {date}").format(title=framework.title, date=spoken_date(framework.issued)),
    )


def _number_word(number: int) -> str:
    words = (_("no"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine"))
    return words[number] if number < len(words) else str(number)


def _own_duties(record: Record, voice: Voice, is_full: bool) -> Iterator[Block]:
    """The duties of the body. Those that stand inside a threat are part of the statement on that threat, and of the
    full record here.
    """
    answers = record.answer_by_requirement
    chapter: list[Block] = []
    for section in record.framework.sections:
        if section.kind is not SectionKind.OWN_DUTIES:
            continue
        for requirement in record.framework.shown_in(section.id) if is_full else section.requirements:
            answer = answers.get(requirement.id)
            say = _whole if is_full else _in_short
            blocks = tuple(say(record, requirement, answer, voice)) if answer else ()
            if blocks:
                chapter += [Heading(2, filled(requirement.title, record.body.kind.value), requirement.id), *blocks]
    if chapter:
        yield Heading(1, voice.say(_("How I met my own duties"), _("How we met our own duties")), "own-duties")
        yield from chapter


def _in_short(record: Record, requirement: Requirement, answer: Answer, voice: Voice) -> Iterator[Block]:
    """What a statement of standard length says: that a duty was followed goes without saying where it says how."""
    if answer.position is not Position.FOLLOWED or not answer.rests_on:
        yield from _stand(answer)
    yield from _account(answer, voice)


def _stand(answer: Answer) -> Iterator[Block]:
    if answer.position is not None:
        yield Fact(_("Position"), label("position", answer.position.value))
    if answer.view is not None:
        yield Fact(_("View"), label("view", answer.view.value))
    if answer.provided is not None:
        yield Fact(_("Provided"), label("provided", answer.provided.value))


def _account(answer: Answer, voice: Voice) -> Iterator[Block]:
    yield from blocks_of(answer.rests_on)
    yield from labelled(_("Reason"), answer.reason)
    whose = _("{chief}’s reason").format(chief=voice.at_start(voice.chief))
    yield from labelled(whose, answer.chief_constables_reason)
    yield from labelled(_("View of that reason"), answer.bodys_view_of_reason)
    yield from labelled(_("Gap"), answer.gap)
    yield from labelled(_("Next step"), answer.next_step)


def _extra(framework: Framework, requirement: Requirement, answer: Answer) -> Iterator[Block]:
    for field in requirement.fields:
        if field.capacity:
            continue  # capacity figures stand together, alongside the national ones
        words = spoken_value(field, answer.fields.get(field.id), framework)
        if words:
            yield Fact(field.label, words)


def _threats(record: Record, voice: Voice, audience: Audience, is_full: bool) -> Iterator[Block]:
    yield Heading(1, _("The national threats"), "threats")
    statements = record.statement_by_section
    opinions = [
        (section, statements[section.id])
        for section in record.framework.threats
        if section.id in statements and statements[section.id].opinion is not Opinion.NONE_YET
    ]
    if opinions and not is_published(audience):
        yield Table(
            caption=voice.say(_("My opinion on each threat"), _("Our opinion on each threat")),
            columns=(
                _("Threat"),
                _("Opinion"),
                _("{chief} held to account on").format(chief=voice.at_start(voice.chief)),
            ),
            rows=tuple(
                (section.title, label("opinion", statement.opinion.value), _dates(statement.held_on))
                for section, statement in opinions
            ),
            widths=(5, 3, 4),
        )
    silent = []
    for section in record.framework.threats:
        statement = statements.get(section.id)
        beneath = tuple(_answered(record, section, voice, 3)) if is_full else ()
        speaks = statement is not None and (statement.parts or statement.opinion is not Opinion.NONE_YET)
        if not speaks:
            silent.append(section.title)
        if speaks or beneath:
            yield Heading(2, section.title, section.id)
        if statement is not None and speaks:
            yield from _threat(record, statement, voice)
        yield from beneath
    if silent:
        yield Heading(2, _("Threats on which this statement is silent"), "silent")
        yield Bullets(tuple(silent))


def _dates(days: tuple[str, ...]) -> str:
    return spoken_list(tuple(spoken_date(day) for day in sorted(days)))


def _threat(record: Record, statement: ThreatStatement, voice: Voice) -> Iterator[Block]:
    parts = dict(statement.parts)
    if parts.keys() == {"regard"}:
        yield from blocks_of(statement.regard)
    else:
        for name in STATEMENT_PARTS:
            yield from labelled(_part_label(name, voice), parts.get(name, ""))
            if name == "held_to_account" and statement.held_on:
                yield Fact(_("Held to account on"), _dates(statement.held_on))
    if statement.opinion is not Opinion.NONE_YET:
        yield Fact(
            voice.say(_("My opinion"), _("Our opinion")),
            label("opinion", statement.opinion.value),
        )
    evidence = record.evidence_for(statement.id)
    if evidence:
        yield Fact(_("Evidence"), "; ".join(item.title for item in evidence))


def _part_label(name: str, voice: Voice) -> str:
    return {
        "regard": voice.say(_("How I had regard"), _("How we had regard")),
        "influence": _("What it confirmed or changed in the objectives"),
        "resources": _("Resources"),
        "held_to_account": voice.say(_("How I held {chief} to account"), _("How we held {chief} to account")),
        "concluded": voice.say(_("What I concluded"), _("What we concluded")),
        "next_year": _("Next year"),
    }[name]


def _cross_cutting(record: Record, voice: Voice) -> Iterator[Block]:
    """The cross-cutting capabilities are no threat, and have a chapter of their own in the full record."""
    for section in record.framework.sections:
        beneath = tuple(_answered(record, section, voice, 2)) if section.kind is SectionKind.CROSS_CUTTING else ()
        if beneath:
            yield Heading(1, section.title, section.id)
            yield from beneath


def _answered(record: Record, section: Section, voice: Voice, level: int) -> Iterator[Block]:
    """What the record says beneath a section; what the chapter of own duties shows is not said twice."""
    answers = record.answer_by_requirement
    kinds = {other.id: other.kind for other in record.framework.sections}
    for requirement in section.requirements:
        answer = answers.get(requirement.id)
        is_said = any(kinds.get(other) is SectionKind.OWN_DUTIES for other in requirement.also_in)
        blocks = () if answer is None or is_said else tuple(_whole(record, requirement, answer, voice))
        if blocks:
            yield Heading(level, filled(requirement.title, record.body.kind.value), requirement.id)
            yield from blocks


def _whole(record: Record, requirement: Requirement, answer: Answer, voice: Voice) -> Iterator[Block]:
    """All that an answer says, and what it rests on."""
    yield from _stand(answer)
    yield from _account(answer, voice)
    yield from _extra(record.framework, requirement, answer)
    evidence = record.evidence_for(answer.id)
    if evidence:
        yield Fact(_("Evidence"), "; ".join(item.title for item in evidence))


def _departures(record: Record, voice: Voice) -> Iterator[Block]:
    departures = [answer for answer in record.answers if answer.is_departure]
    if not departures:
        return
    yield Heading(1, _("Departures"), "departures")
    yield Paragraph(
        voice.say(
            _(
                "I am expected to follow the requirement unless there are good reasons not to. This year I departed "
                "from it here, or was not satisfied:"
            ),
            _(
                "We are expected to follow the requirement unless there are good reasons not to. This year we departed "
                "from it here, or were not satisfied:"
            ),
        )
    )
    rows = []
    for answer in departures:
        requirement = record.framework.requirement(answer.requirement_id)
        rows.append(
            (
                filled(requirement.title, record.body.kind.value),
                requirement.ref,
                answer.reason or answer.chief_constables_reason,
            )
        )
    yield Table(
        caption=_("Departures and their reasons"),
        columns=(_("Duty or capability"), _("Paragraph"), _("Reason")),
        rows=tuple(rows),
        widths=(4, 2, 6),
    )


def capacity(record: Record) -> Iterator[Block]:
    """Capacity figures that the audience may see, alongside the national ones, which are never added to them."""
    rows = []
    for requirement in record.framework.requirements:
        answer = record.answer_by_requirement.get(requirement.id)
        for field in requirement.fields if answer else ():
            words = spoken_value(field, answer.fields.get(field.id), record.framework) if answer else ""
            if field.capacity and words:
                figures = [record.framework.national_figure(figure) for figure in field.alongside]
                beside = "; ".join(
                    f"{figure.title}: {figure.value:,} ({spoken_date(figure.as_of)})" for figure in figures if figure
                )
                rows.append((field.label, words, beside))
    if not rows:
        return
    yield Heading(1, _("Capacity"), "capacity")
    yield Paragraph(
        _("National figures stand alongside as published and may have changed since; nothing is added to them.")
    )
    yield Table(
        caption=_("Capacity recorded for the year"),
        columns=(_("Figure"), _("Recorded"), _("National figures")),
        rows=tuple(rows),
        kinds=(ColumnKind.TEXT, ColumnKind.TEXT, ColumnKind.TEXT),
    )


def _library(record: Record) -> Iterator[Block]:
    """The evidence that the year is linked to, and the paragraphs that it bears on."""
    if not record.links:
        return
    paragraphs = {
        answer_id(record.cycle.id, requirement.id): requirement.ref for requirement in record.framework.requirements
    }
    rows = []
    for item in record.evidence:
        bears_on = [
            paragraphs[link.target_id]
            for link in record.links
            if link.revision_id == item.id and link.target_id in paragraphs
        ]
        source = ", ".join(piece for piece in (item.source, item.locator, spoken_date(item.date)) if piece)
        shown = f"{item.title}\n{item.shows}" if item.shows else item.title
        rows.append((shown, source, ", ".join(dict.fromkeys(bears_on))))
    yield Heading(1, _("Evidence"), "evidence")
    yield Table(
        caption=_("Evidence linked to this year’s record"),
        columns=(_("Evidence, and what it shows"), _("Source"), _("Paragraphs")),
        rows=tuple(rows),
        widths=(7, 4, 2),
    )


def _sign_off(record: Record, signed: tuple[str, str, str] | None) -> Iterator[Block]:
    yield Heading(1, _("Sign-off"), "sign-off")
    if signed:
        name, role, when = signed
        yield SignatureBlock(name, role, spoken_date(when))
        return
    holder = record.holder_on(f"{int(record.cycle.year[:4]) + 1}-03-31")
    yield SignatureBlock(holder.name if holder else "", holder.role if holder else record.body.name_as_used, "")
