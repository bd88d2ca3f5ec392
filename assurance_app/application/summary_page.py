"""The national summary as it is written: everything on its screen, its pages set from what is being typed, what bodies
said, and the files.

Only `load_summary` and `export_summary` read the workspace; the rest is done from frozen data on any thread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assurance_app.application.commissioning import stored_commission
from assurance_app.application.exporting import Exported
from assurance_app.application.national_cache import load_national
from assurance_app.application.national_year import NationalYear, load_year, with_what_was_written
from assurance_app.application.permissions import ExtractRow, PermissionRow, list_extracts, list_permissions
from assurance_app.application.preview import Key, SetPages, key_of, laid_out
from assurance_app.application.progress import Report, unheard
from assurance_app.application.summarising import changed_since
from assurance_app.domain.commissioning import Commission, PermissionKind, SummaryText
from assurance_app.domain.content import ContentTree, Quotation
from assurance_app.domain.entities import Stored
from assurance_app.domain.national import BodyRow, ReturnState, SummaryPart, extract_of, extract_text
from assurance_app.domain.national_difference import PartDifference
from assurance_app.domain.national_guard import guard_of
from assurance_app.domain.national_summary import digest_of_summary
from assurance_app.domain.prose import blocks_of
from assurance_app.domain.searching import folded, pattern_of, terms
from assurance_app.persistence.workspace import Workspace

TEXT, QUOTES = "text", "quotes"
"""The names of what is written in a part: the officer's words, and what is quoted."""
MOST = 200
"""So many passages are shown at once; who looks for one says more words."""


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """A year's summary with all that is recorded about it."""

    year: NationalYear
    parts: tuple[SummaryPart, ...]
    tree: ContentTree
    texts: Mapping[str, Stored[SummaryText]]
    """By the part; parts in which nothing was written are left out."""
    permissions: tuple[PermissionRow, ...]
    extracts: tuple[ExtractRow, ...]
    commission: Stored[Commission]
    changed: tuple[PartDifference, ...]
    """What it says otherwise than when it was cleared, where that was kept."""
    is_changed: bool
    """Whether it says something else than when it was cleared."""


@dataclass(frozen=True, slots=True)
class SetSummary:
    """The summary as set: its pages, its parts, and the year it was set from, ready to be set again quickly."""

    year: NationalYear
    parts: tuple[SummaryPart, ...]
    tree: ContentTree
    pages: SetPages


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a body about a threat, one paragraph of what it sent."""

    body_id: str
    body: str
    section_id: str
    threat: str
    text: str


@dataclass(frozen=True, slots=True)
class SaidOf:
    """What the summary says of one body that it names or quotes, as the text for an e-mail."""

    body_id: str
    body: str
    is_named: bool
    is_quoted: bool
    text: str


def load_summary(workspace: Workspace, year: str = "") -> SummaryPage:
    """Everything about the summary of a year. Refused as `load_year` is."""
    known = load_national(workspace, year)
    wanted = known.picture.year
    with workspace.reading() as reading:
        year_now = NationalYear(known.picture, known.last, crosswalks=known.crosswalks, ready=known.ready)
        found = with_what_was_written(reading, year_now)
        texts = {stored.entity.part: stored for stored in reading.find(SummaryText, year=wanted)}
        commission = stored_commission(reading, wanted)
    parts = found.parts()
    tree = found.summary(parts)
    changed: tuple[PartDifference, ...] = ()
    is_changed = False
    if found.clearance is not None and found.clearance.cleared_on:
        changed = changed_since(workspace, found.clearance, tree)
        is_changed = found.clearance.digest != digest_of_summary(tree)
    extracts = list_extracts(workspace, wanted)
    permissions = list_permissions(workspace, wanted)
    return SummaryPage(found, parts, tree, texts, permissions, extracts, commission, changed, is_changed)


def set_summary(year: NationalYear, typed: Sequence[SummaryText]) -> SetSummary:
    """Set the summary, with what is being typed."""
    ready = year.made_ready()
    now = ready.with_texts(typed)
    parts = now.parts()
    tree = now.summary(parts)
    by_id = {part.id.value: part for part in parts}
    pages = laid_out(tree, lambda place: dict(_written(by_id[place])) if place in by_id else {})
    return SetSummary(ready, parts, tree, pages)


def _written(part: SummaryPart) -> Iterator[tuple[Key, str]]:
    quoted = part.quotes[0] if part.quotes else None
    if quoted is not None:
        yield key_of(Quotation(quoted.text)), QUOTES
    first = next(blocks_of(part.text), None)
    if first is not None:
        yield key_of(first), TEXT


def passages(year: NationalYear, words: str = "", section_id: str = "") -> tuple[Passage, ...]:
    """What bodies whose returns are counted said about threats, or about one: the paragraphs that have all the words.

    In the order of the threats, then of the bodies; at most `MOST`.
    """
    wanted = terms(words)
    found = []
    for threat in year.picture.threats:
        if section_id in ("", threat.id):
            for row in year.picture.counted:
                for text in _paragraphs(row, threat.id):
                    if _has(text, wanted):
                        found.append(Passage(row.body.id, row.body.name_as_used, threat.id, threat.title, text))
                        if len(found) == MOST:
                            return tuple(found)
    return tuple(found)


def _has(text: str, wanted: tuple[str, ...]) -> bool:
    plain = folded(text)
    return all(pattern_of((one,)).search(plain) for one in wanted)


def _paragraphs(row: BodyRow, section_id: str) -> Iterator[str]:
    if row.state is ReturnState.ENTERED and row.entered is not None:
        texts = [threat.passage for threat in row.entered.threats if threat.section_id == section_id]
    elif row.received is not None:
        statement = row.received.record.statement_by_section.get(section_id)
        texts = [text for _name, text in statement.parts] if statement is not None else []
    else:
        texts = []
    for text in texts:
        yield from (line.strip() for line in text.split("\n") if line.strip())


def said_of_bodies(made: SetSummary) -> tuple[SaidOf, ...]:
    """What the summary says of each body that it names or quotes, by the name of the body."""
    guard = guard_of(made.year.picture, made.year.permissions, bodies=made.year.bodies)
    found = []
    for row in made.year.picture.bodies:
        extract = extract_of(made.year.picture, made.parts, row.body.id, guard=guard)
        if not extract.is_empty:
            said = SaidOf(
                row.body.id,
                row.body.name_as_used,
                bool(extract.named),
                bool(extract.quoted),
                extract_text(extract),
            )
            found.append(said)
    return tuple(found)


def may_name(year: NationalYear, body_id: str) -> bool:
    """Whether a permission to name the body stands."""
    return any(each.body_id == body_id and each.kind is PermissionKind.NAME for each in year.permissions)


def export_summary(
    workspace: Workspace, kinds: Sequence[str], out: Path, year: str = "", *, report: Report = unheard
) -> Exported:
    """The summary ("docx", "pdf") and the workbook ("xlsx") of a year, and what the PDF says by name.

    All or nothing; once cancelled through `report`, nothing.
    """
    from assurance_app.application.national import make_national
    from assurance_app.application.tracker import load_tracker
    from assurance_app.documents.showable import replaced_characters

    found = load_year(workspace, year)
    files = make_national(found, kinds, out, tracker=load_tracker(workspace, year), report=report)
    return Exported(files, replaced_characters(found.summary()) if "pdf" in kinds else ())
