"""The national summary for the Policing Minister (SPR 24.2): proposed facts, the officer's words, quotations.

A body is named or quoted only with its standing permission: names and quotations are looked for in every text that is
not the program's own, and what is not permitted is left out before anything is rendered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from assurance_app.domain.canonical import digest
from assurance_app.domain.commissioning import Permission, PermissionKind, SummaryClearance, SummaryText
from assurance_app.domain.content import Block, ContentTree, Heading, Paragraph, Quotation
from assurance_app.domain.crosswalk import Crosswalk
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.entities import Body
from assurance_app.domain.national_capacity import Measured
from assurance_app.domain.national_guard import (
    Guard,
    Objection,
    ObjectionKind,
    Sent,
    guard_of,
    stands_in_return,
    what_was_sent,
)
from assurance_app.domain.national_index import AnswerIndex, answer_index
from assurance_app.domain.national_parts import FactTable, PartId, Quote, SummaryPart, part_title
from assurance_app.domain.national_picture import NationalPicture
from assurance_app.domain.national_proposals import Basis, Facts, proposed
from assurance_app.domain.national_words import apcc_name
from assurance_app.domain.plain import to_plain
from assurance_app.domain.prose import blocks_of, spoken_date
from assurance_app.domain.years import spoken_year
from assurance_app.words import _


def national_summary(
    picture: NationalPicture,
    marking: str | None = None,
    *,
    texts: Iterable[SummaryText] = (),
    permissions: Iterable[Permission] = (),
    last: NationalPicture | None = None,
    crosswalks: Iterable[Crosswalk] = (),
    measures: Iterable[Measured] = (),
    bodies: Iterable[Body] = (),
) -> ContentTree:
    """The summary of the year. Its marking is the picture's where none is given.

    `last` is last year's picture, where there is one; `bodies` are any whose names are known beside the picture's.
    """
    parts = summary_parts(
        picture,
        texts=texts,
        permissions=permissions,
        last=last,
        crosswalks=crosswalks,
        measures=measures,
        bodies=bodies,
    )
    return summary_tree(picture, parts, marking)


def summary_parts(
    picture: NationalPicture,
    *,
    texts: Iterable[SummaryText] = (),
    permissions: Iterable[Permission] = (),
    last: NationalPicture | None = None,
    crosswalks: Iterable[Crosswalk] = (),
    measures: Iterable[Measured] = (),
    bodies: Iterable[Body] = (),
    ready: Ready | None = None,
) -> tuple[SummaryPart, ...]:
    """The parts of the summary, each number with the returns behind it, each objection with its sentence.

    `ready` is what does not change with the texts and the permissions, where it was made before (`ready_of`): a screen
    that shows each change makes it once.
    """
    given = tuple(permissions)
    index = answer_index(picture, crosswalks) if ready is None else ready.index
    basis = Basis(index, last, _of_year(given, picture.year), tuple(measures))
    facts = {} if ready is None else ready.facts
    written = {text.part: text.text for text in texts if text.year == picture.year}
    guard = guard_of(picture, given, written.values(), bodies=bodies, sent=None if ready is None else ready.sent)
    quotes = _quotes(picture, basis.permissions, guard)
    return tuple(
        _part(part, facts.get(part) or proposed(basis, part), written.get(part.value, ""), quotes, guard)
        for part in _parts_of(picture)
    )


@dataclass(frozen=True, slots=True)
class Ready:
    """What the summary is made from beside what the APCC writes and is permitted: made once for a picture."""

    index: AnswerIndex
    sent: Sent
    facts: Mapping[PartId, Facts]
    """What is proposed for each part; left out is the one that tells of permissions."""


def ready_of(
    picture: NationalPicture,
    *,
    last: NationalPicture | None = None,
    crosswalks: Iterable[Crosswalk] = (),
    measures: Iterable[Measured] = (),
    index: AnswerIndex | None = None,
    sent: Sent | None = None,
) -> Ready:
    """Make it, from the index and from what was sent where these are there already."""
    basis = Basis(index or answer_index(picture, crosswalks), last, measures=tuple(measures))
    parts = (part for part in _parts_of(picture) if part is not PartId.GOOD_PRACTICE)
    facts: dict[PartId, Facts] = {part: proposed(basis, part) for part in parts}
    return Ready(basis.index, sent or what_was_sent(picture), facts)


def _parts_of(picture: NationalPicture) -> tuple[PartId, ...]:
    """Capacity has a part where it was switched on for the year."""
    with_capacity = picture.commission is not None and picture.with_capacity
    return tuple(part for part in PartId if part is not PartId.CAPACITY or with_capacity)


def _of_year(permissions: Iterable[Permission], year: str) -> tuple[Permission, ...]:
    return tuple(each for each in permissions if each.year == year)


def _part(part: PartId, facts: Facts, text: str, quotes: tuple[_Placed, ...], guard: Guard) -> SummaryPart:
    proposals, tables = facts
    here = [placed for placed in quotes if placed.part is part]
    return SummaryPart(
        part,
        part_title(part),
        tuple(each for each in proposals if not guard.named(each.sentence)),
        tuple(_without_names(table, guard) for table in tables),
        guard.safe(text) if text else "",
        tuple(placed.quote for placed in here if not placed.objections),
        (*guard.objections(text), *(objection for placed in here for objection in placed.objections)),
    )


def _without_names(table: FactTable, guard: Guard) -> FactTable:
    """The table without rows that name a body: a title comes from an edition, which came with a return."""
    rows = tuple(row for row in table.rows if not any(map(guard.named, (row.title, *row.more))))
    return FactTable(table.caption, table.columns, rows)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A quotation with the part that it stands in, and what stands against it."""

    part: PartId
    quote: Quote
    objections: tuple[Objection, ...]


def _quotes(picture: NationalPicture, permissions: tuple[Permission, ...], guard: Guard) -> tuple[_Placed, ...]:
    order = {threat.id: at for at, threat in enumerate(picture.threats)}
    rows = {row.body.id: row for row in picture.bodies}
    titles = {threat.id: threat.title for threat in picture.threats}
    found = []
    for each in permissions:
        if each.kind is not PermissionKind.QUOTE or not each.stands or not each.text.strip():
            continue
        row = rows.get(each.body_id)
        who = row.body.name_as_used if row is not None and guard.may_name(each.body_id) else _("A commissioner")
        quote = Quote(
            each.body_id,
            each.text,
            _attribution(who, titles.get(each.section_id, "")),
            each.section_id,
            row is not None and stands_in_return(row, each.text),
        )
        placed = _Placed(_place(each, order), quote, _against(quote, guard))
        found.append((order.get(each.section_id, len(order)), each.id, placed))
    return tuple(placed for _at, _key, placed in sorted(found, key=lambda entry: entry[:2]))


def _attribution(who: str, threat: str) -> str:
    return _("{who}, on {threat}").format(who=who, threat=threat) if threat else who


def _place(permission: Permission, threats: Iterable[str]) -> PartId:
    if permission.is_good_practice:
        return PartId.GOOD_PRACTICE
    return PartId.CONCLUSIONS if permission.section_id in threats else PartId.PLANS


def _against(quote: Quote, guard: Guard) -> tuple[Objection, ...]:
    """A body may be named within its own permitted words, another in them only with that one's permission."""
    return tuple(
        Objection(ObjectionKind.NAME, words, quote.text, bodies)
        for words, bodies in guard.names_in(quote.text)
        if quote.body_id not in bodies and not any(map(guard.may_name, bodies))
    )


def summary_tree(picture: NationalPicture, parts: Iterable[SummaryPart], marking: str | None = None) -> ContentTree:
    """The summary as a document: of each part the facts, the officer's words, then what is quoted."""
    return ContentTree(
        title=_("National summary {year}").format(year=spoken_year(picture.year)),
        subtitle=_(
            "The Strategic Policing Requirement: what commissioners conclude, for the Policing Minister and the "
            "Strategic Change and Investment Board"
        ),
        author=apcc_name(),
        audience=Audience.APCC,
        marking=picture.marking if marking is None else marking,
        date="",
        blocks=tuple(block for part in parts for block in _blocks(part)),
    )


def content_of_summary(tree: ContentTree) -> ContentTree:
    """What a clearance is about: the summary, whatever the day on which it is made, and whoever cleared it."""
    return replace(tree, date="", status="")


def digest_of_summary(tree: ContentTree) -> str:
    """What a clearance is bound to."""
    return digest(to_plain(content_of_summary(tree)))


def clearance_words(cleared: SummaryClearance | None) -> str:
    """What a document says about who cleared it; None where nobody did, or not as it is now."""
    if cleared is None or not cleared.cleared_on:
        return _("Draft, not cleared")
    return _("Cleared by {name}, {role}, on {date}").format(
        name=cleared.name, role=cleared.role, date=spoken_date(cleared.cleared_on)
    )


def _blocks(part: SummaryPart) -> Iterator[Block]:
    if not (part.proposals or part.tables or part.text or part.quotes):
        return
    yield Heading(1, part.title, part.id.value)
    if part.id is PartId.METHOD:
        # Each of its proposals is several sentences about one thing.
        yield from (Paragraph(each.sentence) for each in part.open_proposals)
    elif part.open_proposals:
        yield Paragraph(" ".join(each.sentence for each in part.open_proposals))
    for table in part.tables:
        if table.rows:
            yield table.table()
    yield from blocks_of(part.text)
    for quote in part.quotes:
        yield Quotation(quote.text)
        yield Paragraph(_("— {who}").format(who=quote.attribution))


@dataclass(frozen=True, slots=True)
class SummaryExtract:
    """What the summary says of one body, to be sent to it for checking."""

    body_id: str
    named: tuple[tuple[str, str], ...]
    """The part's title and the officer's paragraph that names it."""
    quoted: tuple[tuple[str, str], ...]
    """The part's title and the words of its that are quoted, with how it is called there."""
    counted: tuple[tuple[str, str], ...]
    """The part's title, and each sentence or row of a table with a number that it is behind."""

    @property
    def is_empty(self) -> bool:
        """Whether the body is neither named nor quoted: then only numbers rest on it."""
        return not (self.named or self.quoted)


def extract_of(
    picture: NationalPicture,
    parts: Iterable[SummaryPart],
    body_id: str,
    permissions: Iterable[Permission] = (),
    guard: Guard | None = None,
) -> SummaryExtract:
    """What the parts of the summary say of a body: where they name it, quote it, and count it.

    `guard` is the picture's, where it was made before: whoever asks for many bodies makes it once.
    """
    guard = guard or guard_of(picture, permissions)
    named, quoted, counted = [], [], []
    for part in parts:
        named += [
            (part.title, paragraph)
            for paragraph in part.text.split("\n")
            if any(body_id in bodies for _words, bodies in guard.names_in(paragraph))
        ]
        quoted += [(part.title, f"{each.text}\n{each.attribution}") for each in part.quotes if each.body_id == body_id]
        counted += [(part.title, sentence) for sentence in _counting(part, body_id)]
    return SummaryExtract(body_id, tuple(named), tuple(quoted), tuple(counted))


def _counting(part: SummaryPart, body_id: str) -> Iterator[str]:
    for proposal in part.proposals:
        if any(body_id in number.bodies for number in proposal.counted):
            yield proposal.sentence
    for table in part.tables:
        for row in table.rows:
            for column, number in zip(table.columns[1:], row.counted, strict=False):
                if body_id in number.bodies:
                    yield _("{table}: {row}, {column}").format(table=table.caption, row=row.title, column=column)


def extract_text(extract: SummaryExtract) -> str:
    """The extract as plain text, for an e-mail: the same for the same summary, so that a change shows."""
    groups = (
        (_("You are named:"), extract.named),
        (_("You are quoted:"), extract.quoted),
        (_("Your return is behind these numbers:"), extract.counted),
    )
    return "\n\n".join(
        "\n".join((heading, *(f"- {part}: {words}" for part, words in entries)))
        for heading, entries in groups
        if entries
    )
