"""The annual assurance statement as a content tree: what the body says, in its own voice (SPR 24.1).

The record given here was filtered for its audience already (`projection.for_audience`); nothing here decides who may
read what. Whatever stands in the tree stands in the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from assurance_app.domain.capacity_chapter import capacity
from assurance_app.domain.content import (
    Block,
    ContentTree,
    Heading,
    Paragraph,
    SignatureBlock,
    Table,
)
from assurance_app.domain.departures_said import departures_of, leading_words
from assurance_app.domain.disclosure import Audience, is_published
from assurance_app.domain.duties_chapter import own_duties
from assurance_app.domain.entities import answer_id
from assurance_app.domain.entries import MeasureTitle, figures_table, other_entries
from assurance_app.domain.framework import Framework
from assurance_app.domain.introduction import introduction
from assurance_app.domain.prose import filled_columns, spoken_date, spoken_paragraph
from assurance_app.domain.record import Record
from assurance_app.domain.short_statement import short_blocks
from assurance_app.domain.since_last_year import since_last_year
from assurance_app.domain.threats_chapter import cross_cutting, threats
from assurance_app.domain.voice import Voice, voice_of
from assurance_app.domain.years import spoken_year
from assurance_app.words import _
from assurance_app.words.labels import filled

_LONG_HEADINGS = 12


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
    before: Record | None = None,
    before_is_draft: bool = False,
    editions: Iterable[Framework] = (),
    measure_title: MeasureTitle = str,
) -> ContentTree:
    """The annual assurance statement, from a record filtered for the audience.

    `signed` is name, role and ISO date of the approval, or None for a draft. `before` is the year before, as
    `since_last_year.last_year_for` makes it for the audience; `before_is_draft` where that year was not approved.
    `editions` are the other editions that are known. `measure_title` has the words for a measure of capacity.
    """
    is_full = length is Length.FULL
    voice = voice_of(record.body.kind)
    known = tuple(editions)
    if length is Length.SHORT:
        said: tuple[Block, ...] = short_blocks(record, voice, before=before, editions=known)
    else:
        changed = () if before is None else since_last_year(record, before, voice, before_is_draft=before_is_draft)
        said = (
            *introduction(record, voice, known, is_full=is_full),
            *own_duties(record, voice, is_full),
            *threats(record, voice, audience, is_full),
            *(cross_cutting(record, voice) if is_full else ()),
            *_departures(record, voice),
            *changed,
            *capacity(record),
            *_figures(record, audience, is_full, measure_title),
            *(_rest(record, measure_title) if is_full else ()),
        )
    return ContentTree(
        title=_title(is_full).format(year=spoken_year(record.cycle.year)),
        subtitle=record.body.legal_name,
        author=record.body.name_as_used,
        audience=audience,
        marking="" if is_published(audience) else record.cycle.marking,
        date=signed[2] if signed else "",
        blocks=(*said, *_sign_off(record, signed)),
        status="" if signed else _("Draft, not approved"),
        with_contents=is_full or _is_long(said),
    )


def _is_long(said: Iterable[Block]) -> bool:
    """Whether there is so much to look through that contents help."""
    return sum(isinstance(block, Heading) for block in said) >= _LONG_HEADINGS


def _rest(record: Record, measure_title: MeasureTitle) -> Iterator[Block]:
    yield from other_entries(record, measure_title)
    yield from _library(record)


def _title(is_full: bool) -> str:
    return _("Record of assurance {year}") if is_full else _("Annual assurance statement {year}")


def _departures(record: Record, voice: Voice) -> Iterator[Block]:
    departures = departures_of(record)
    if not departures:
        return
    yield Heading(1, _("Departures"), "departures")
    expected = voice.say(
        _("I am expected to follow the requirement unless there are good reasons not to, and so is {chief}."),
        _("We are expected to follow the requirement unless there are good reasons not to, and so is {chief}."),
    )
    yield Paragraph(f"{expected} {leading_words(departures, voice)}")
    rows = []
    for answer in departures:
        requirement = record.framework.requirement(answer.requirement_id)
        rows.append(
            (
                _("{title}\n({paragraph})").format(
                    title=filled(requirement.title, record.body.kind.value),
                    paragraph=spoken_paragraph(requirement.ref),
                ),
                answer.reason or answer.chief_constables_reason,
                answer.bodys_view_of_reason,
                answer.next_step,
            )
        )
    yield filled_columns(
        Table(
            caption=_("Departures and their reasons"),
            columns=(
                *(_("Duty or capability"), _("Reason")),
                voice.say(_("My view of the reason"), _("Our view of the reason")),
                _("Next step"),
            ),
            rows=tuple(rows),
            widths=(4, 6, 6, 4),
        )
    )


def _figures(record: Record, audience: Audience, is_full: bool, measure_title: MeasureTitle) -> Iterator[Block]:
    """The figures kept year by year. The full record has them among the entries; a published statement those that were
    cleared for it, which the audience's record holds alone.
    """
    if record.capacity_figures and is_published(audience) and not is_full:
        yield Heading(1, _("Capacity figures"), "figures")
        yield figures_table(record, measure_title)


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
    )


def _sign_off(record: Record, signed: tuple[str, str, str] | None) -> Iterator[Block]:
    yield Heading(1, _("Sign-off"), "sign-off")
    if signed:
        name, role, when = signed
        yield SignatureBlock(name, role, spoken_date(when))
        return
    holder = record.holder_on(f"{int(record.cycle.year[:4]) + 1}-03-31")
    yield SignatureBlock(holder.name if holder else "", holder.role if holder else record.body.name_as_used, "")
