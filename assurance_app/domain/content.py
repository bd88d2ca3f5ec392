"""The content tree: what a document says, before it becomes Word, PDF, HTML or a preview. All say the same words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assurance_app.domain.disclosure import Audience
from assurance_app.domain.marks import Mark


class ColumnKind(StrEnum):
    """How a column is set: text to the left, numbers to the right."""

    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a chapter of the document (its title stands above all levels). No level is skipped."""

    level: int
    text: str
    place: str = ""
    """Which part of the record it stands for (a section or requirement id): a preview follows the writing by it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. Line breaks within it are kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """The body's own words as recorded, set apart from words of the document."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A short statement with its label, such as “Opinion: assured”."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption, one header row that repeats on each page, and cells of plain text. No merged cells."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kinds: tuple[ColumnKind, ...] = ()
    widths: tuple[int, ...] = ()
    """Relative widths of the columns; equal where empty."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One field of a grid: symbol and word of its state, and a number such as “3 of 9”; each of them may be missing."""

    mark: Mark | None = None
    word: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a grid: what it is about, and a cell for each column."""

    title: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class StateGrid:
    """Rows by columns of states. `corner` says what the rows are."""

    corner: str
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A number as the length of a bar. One that `stands_beside` comes from elsewhere: it is drawn otherwise."""

    label: str
    value: int
    stands_beside: bool = False


@dataclass(frozen=True, slots=True)
class BarGroup:
    """Bars of one unit, on one scale. They stand beside one another and are never added up."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars in groups. `own` and `beside` say what the two kinds of bar are."""

    groups: tuple[BarGroup, ...]
    own: str
    beside: str


Chart = StateGrid | BarChart


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption, for people who would rather look than read.

    A table follows it that has every word and number of the picture. `alternative` says in a sentence or two what the
    picture shows, for whoever cannot see it.
    """

    caption: str
    alternative: str
    chart: Chart


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Room to sign: who signs, in which role, and the date of the approval, "" where it is not approved yet."""

    name: str
    role: str
    signed_on: str


Block = Heading | Paragraph | Quotation | Bullets | Fact | Table | Figure | SignatureBlock


@dataclass(frozen=True, slots=True)
class ContentTree:
    """A whole document for one audience. `marking` is "" for a published document."""

    title: str
    subtitle: str
    author: str
    audience: Audience
    marking: str
    date: str
    blocks: tuple[Block, ...]
    status: str = ""
    """Such as “Draft, not approved”; "" for an approved document."""
    language: str = "en-GB"
    with_contents: bool = False


def spoken_text(tree: ContentTree) -> Iterator[str]:
    """Every piece of text that a document made from the tree must say, in reading order; page furniture apart.

    Of a picture that is its alternative text and its caption: what stands in it, the table after it says.
    """
    yield tree.title
    yield tree.subtitle
    if tree.status:
        yield tree.status
    for block in tree.blocks:
        yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text) | Paragraph(text=text) | Quotation(text=text):
            yield text
        case Bullets(items=items):
            yield from items
        case Fact(label=label, text=text):
            yield label
            yield text
        case Table(caption=caption, columns=columns, rows=rows):
            yield caption
            yield from columns
            for row in rows:
                yield from row
        case Figure(caption=caption, alternative=alternative):
            yield alternative
            yield caption
        case SignatureBlock(name=name, role=role, signed_on=signed_on):
            yield from (piece for piece in (name, role, signed_on) if piece)


def words_in_picture(chart: Chart) -> Iterator[str]:
    """Every word and number that stands in the picture of a chart."""
    if isinstance(chart, StateGrid):
        yield from (chart.corner, *chart.columns)
        for row in chart.rows:
            yield row.title
            for cell in row.cells:
                yield from (piece for piece in (cell.word, cell.number) if piece)
    else:
        yield from (chart.own, chart.beside)
        for group in chart.groups:
            yield group.title
            for bar in group.bars:
                yield from (bar.label, f"{bar.value:,}")
