"""The content tree: what a document says, before it becomes Word, PDF, HTML or a preview. All say the same words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assurance_app.domain.disclosure import Audience


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
class SignatureBlock:
    """Room to sign: who signs, in which role, and the date of the approval, "" where it is not approved yet."""

    name: str
    role: str
    signed_on: str


Block = Heading | Paragraph | Quotation | Bullets | Fact | Table | SignatureBlock


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
    """Every piece of text that a document made from the tree must say, in reading order; page furniture apart."""
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
        case SignatureBlock(name=name, role=role, signed_on=signed_on):
            yield from (piece for piece in (name, role, signed_on) if piece)
