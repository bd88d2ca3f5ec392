"""The statement's real pages beside the writing: set from the record in memory and from what is being typed, and drawn
page by page. Only `load_source` reads the workspace; the rest is done from frozen data on any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from assurance_app.application.outputs import Source, source_of, tree_of
from assurance_app.application.places import Place
from assurance_app.domain.content import Block, ContentTree, Fact, Heading, Paragraph
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.entities import STATEMENT_PARTS, Answer, ThreatStatement
from assurance_app.domain.framework import Framework, SectionKind
from assurance_app.domain.projection import for_audience
from assurance_app.domain.prose import blocks_of
from assurance_app.domain.statement import Length
from assurance_app.persistence.workspace import Workspace

if TYPE_CHECKING:
    from assurance_app.documents.pdf import Spot
    from assurance_app.files.pdf import PagePicture

Writing = Answer | ThreatStatement
Key = Block | str
_W = TypeVar("_W", bound=Writing)
ANSWER_PARTS = ("rests_on", "reason", "chief_constables_reason", "bodys_view_of_reason", "gap", "next_step")
_ELSEWHERE = {
    "plan.objectives": Place("plan"),
    "plan.reviews": Place("plan"),
    "plan.resources": Place("plan"),
    "departures": Place("actions"),
    "capacity": Place("capacity"),
    "evidence": Place("evidence"),
    "sign-off": Place("sign-off"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Where something that is written stands: the page from 0, and how far down it, in parts of its height.

    `place` is a section, a requirement or a chapter; `name` the part that was written there, "" before the first.
    """

    page: int
    top: float
    place: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class SetPages:
    """A statement as set: the file, each page's width and height in points, and the marks in reading order."""

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    marks: tuple[Mark, ...]

    def mark_of(self, place: str, name: str) -> Mark | None:
        """Where a part of the writing begins; None where these pages do not say it."""
        found = (mark for mark in self.marks if mark.place == place and mark.name == name)
        return next(found, None)

    def start_of(self, place: str) -> Mark | None:
        """Where a place begins; None where these pages do not have it."""
        return next((mark for mark in self.marks if mark.place == place), None)

    def at(self, page: int, share: float) -> Mark | None:
        """What stands at a height of a page: the last that began above it."""
        before = [mark for mark in self.marks if (mark.page, mark.top) <= (page, share)]
        return before[-1] if before else None


def load_source(workspace: Workspace, cycle_id: str) -> Source:
    """What the pages are set from: the approved year, else the record as it stands."""
    return source_of(workspace, cycle_id)


def with_typed(source: Source, typed: Sequence[Writing]) -> Source:
    """The source with what is being typed in the place of what was read. An approved year stays as it was approved."""
    if source.signed is not None or not typed:
        return source
    record = source.record
    answers = _with(record.answers, [entity for entity in typed if isinstance(entity, Answer)])
    statements = _with(record.threat_statements, [entity for entity in typed if isinstance(entity, ThreatStatement)])
    return replace(source, record=replace(record, answers=answers, threat_statements=statements))


def _with(entities: tuple[_W, ...], typed: Sequence[_W]) -> tuple[_W, ...]:
    new: dict[str, _W] = {entity.id: entity for entity in typed}
    kept: list[_W] = [new.pop(entity.id, entity) for entity in entities]
    return (*kept, *new.values())


def set_pages(source: Source, typed: Sequence[Writing], audience: Audience, length: Length) -> SetPages:
    """Set the statement for an audience, with what is being typed."""
    now = with_typed(source, typed)
    seen = for_audience(now.record, audience)
    answers, statements = seen.answer_by_requirement, seen.statement_by_section
    return laid_out(
        tree_of(now, audience, length), lambda place: _first_blocks(answers.get(place) or statements.get(place))
    )


def laid_out(tree: ContentTree, written: Callable[[str], Mapping[Key, str]]) -> SetPages:
    """Any document as set. `written` gives the first block (`key_of`) of each part that is written at a place, with the
    part's name.
    """
    from assurance_app.documents.pdf import pdf_with_spots
    from assurance_app.files.pdf import page_sizes

    pdf, spots = pdf_with_spots(tree)
    sizes = page_sizes(pdf)
    return SetPages(pdf, sizes, tuple(_marks(tree, spots, sizes, written)))


def draw_page(pdf: bytes, number: int, width: int) -> PagePicture:
    """One page, counted from 0, `width` pixels wide."""
    from assurance_app.files.pdf import page_picture

    return page_picture(pdf, number, width)


def read_page(pdf: bytes, number: int) -> str:
    """What one page, counted from 0, says, for those who listen."""
    from assurance_app.files.pdf import text_of_page

    return text_of_page(pdf, number)


def _marks(
    tree: ContentTree,
    spots: Sequence[Spot],
    sizes: Sequence[tuple[float, float]],
    written: Callable[[str], Mapping[Key, str]],
) -> Iterator[Mark]:
    """One for each place and each part of the writing under it; its words are found again in the blocks."""
    place = ""
    first: dict[Key, str] = {}
    for spot in spots:
        block = tree.blocks[spot.block]
        name = ""
        if isinstance(block, Heading):
            place = block.place or place
            first = dict(written(place))
        else:
            name = first.pop(key_of(block), "")
            if not name:
                continue
        yield Mark(spot.page, spot.top / sizes[spot.page][1], place, name)


def _first_blocks(entity: Writing | None) -> dict[Key, str]:
    names = STATEMENT_PARTS if isinstance(entity, ThreatStatement) else ANSWER_PARTS
    begins: dict[Key, str] = {}
    for name in names if entity is not None else ():
        block = next(blocks_of(getattr(entity, name)), None)
        if block is not None:
            begins.setdefault(key_of(block), name)
    return begins


def key_of(block: Block) -> Key:
    """What a block is found again by: a paragraph is set as one, or beside its label."""
    return block.text if isinstance(block, Paragraph | Fact) else block


def sections_to_write(source: Source) -> tuple[tuple[str, str], ...]:
    """The sections that a statement is written in, the body's own duties first, with their titles."""
    kinds = (SectionKind.OWN_DUTIES, SectionKind.THREAT)
    return tuple((section.id, section.title) for section in source.record.framework.sections if section.kind in kinds)


def where_written(framework: Framework, place: str) -> Place | None:
    """The screen on which what stands at a place of the statement is written; None where nobody writes it."""
    if place in _ELSEWHERE:
        return _ELSEWHERE[place]
    for section in framework.sections:
        if section.id == place:
            return Place("threat" if section.kind is SectionKind.THREAT else "section", section.id)
        if any(requirement.id == place for requirement in section.requirements):
            return Place("question", section.id, requirement_id=place)
    return None


def row_section_of(framework: Framework, place: str) -> str:
    """The section whose boxes a place of the statement is written in; "" where it is written elsewhere."""
    for section in framework.sections:
        if section.kind is SectionKind.THREAT and section.id == place:
            return section.id
        if section.kind is SectionKind.OWN_DUTIES:
            duties = {requirement.id for requirement in framework.shown_in(section.id)}
            if place in {section.id, "own-duties", *duties}:
                return section.id
    return ""
