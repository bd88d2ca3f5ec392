"""A document of the office's own, Word or PDF, as a check of it looks at it: what it says, and how it is made.

Such a file comes from outside: its size, what is packed in it and what its XML may do are bounded. It is only read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from assurance_app.domain.refusal import Refused
from assurance_app.files.archive import ArchiveFault, read_bounded
from assurance_app.words import _, ngettext

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes."""
MOST_PAGES = 600
MOST_CHARACTERS = 5_000_000

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_PARTS = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))
_LONGEST_EXCERPT = 60


class SpotKind(StrEnum):
    """What a place in a document is counted by."""

    DOCUMENT = "document"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    PICTURE = "picture"
    PAGE = "page"
    FURNITURE = "furniture"
    COMMENT = "comment"
    NOTE = "note"
    UNSEEN = "unseen"
    """A part of the file that no page shows."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a document: the number of a paragraph, table, picture or page, a few words, the heading above."""

    kind: SpotKind = SpotKind.DOCUMENT
    number: int = 0
    words: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph in Word, the text of a page in a PDF. `level` is that of a heading, 0 for none.

    `all_bold` says that every letter was made bold by hand, as people do who want a heading.
    """

    text: str
    spot: Spot
    level: int = 0
    all_bold: bool = False
    is_furniture: bool = False


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table: whether a first row is its header, and whether cells are merged or hold tables."""

    spot: Spot
    has_header: bool
    is_merged: bool = False
    size: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """A picture with its alternative text; a decorative one needs none."""

    spot: Spot
    alternative: str
    decorative: bool = False


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """A link: the words that it stands on, and where it leads."""

    spot: Spot
    words: str
    target: str


@dataclass(frozen=True, slots=True)
class Contrast:
    """Text whose colour is hard to tell from its ground: the ratio is below what its size needs."""

    spot: Spot
    ratio: float


@dataclass(frozen=True, slots=True)
class OfficeDocument:
    """What a check looks at. `properties` are by name; `passages` in reading order, heads and feet of pages last."""

    kind: str
    """docx or pdf."""
    properties: Mapping[str, str] = field(default_factory=dict)
    custom_properties: tuple[str, ...] = ()
    language: str = ""
    passages: tuple[Passage, ...] = ()
    headings: tuple[tuple[int, Spot], ...] = ()
    """Level and place of each heading, empty ones too."""
    tables: tuple[TableFacts, ...] = ()
    pictures: tuple[PictureFacts, ...] = ()
    links: tuple[LinkFacts, ...] = ()
    comments: tuple[Spot, ...] = ()
    changes: tuple[Spot, ...] = ()
    hidden: tuple[Spot, ...] = ()
    faint: tuple[Contrast, ...] = ()
    attached: tuple[str, ...] = ()
    """Files, layers and programs within it, by name."""
    pages: int = 0
    has_page_numbers: bool = True
    has_contents: bool = False
    is_tagged: bool = True
    scanned: tuple[int, ...] = ()
    """The pages that are a picture without text."""


def read_office(path: Path) -> OfficeDocument:
    """The document in the file; what it is, its content says.

    Refused("file.missing" | "file.unreadable"), or "checking.": encrypted, old-word, unknown, too-large, damaged.
    """
    content = _bytes_of(path)
    if b"%PDF-" in content[:1024]:
        from assurance_app.files.office_pdf import read_pdf

        return read_pdf(path, content)
    if content.startswith(b"PK\x03\x04"):
        from assurance_app.files.office_word import read_word

        return read_word(path, content)
    if content.startswith(_OLD_OFFICE):
        locked = any(part in content for part in _LOCKED_PARTS)
        raise Refused("checking.encrypted" if locked else "checking.old-word", path=path)
    raise Refused("checking.unknown", path=path)


def too_many_pages(path: Path) -> Refused:
    """The refusal of a document that has more pages, or more letters on them, than a check looks at."""
    limit = ngettext("{number} page", "{number} pages", MOST_PAGES).format(number=MOST_PAGES)
    return Refused("checking.too-large", path=path, limit=limit)


def excerpt(text: str) -> str:
    """A few words of a text, by which it is found."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST_EXCERPT:
        return line
    return line[:_LONGEST_EXCERPT].rsplit(" ", 1)[0] + "…"


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The ratio of two colours' brightness, from 1 to 21, as WCAG 2 reckons it."""
    lighter, darker = sorted((_brightness(one), _brightness(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _brightness(colour: tuple[int, int, int]) -> float:
    parts = [part / 255 for part in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _bytes_of(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise Refused("checking.unknown", path=path)
        return read_bounded(path, LARGEST_FILE)
    except ArchiveFault as fault:
        raise Refused(
            "checking.too-large", path=path, limit=_("{number} MB").format(number=LARGEST_FILE // (1024 * 1024))
        ) from fault
    except FileNotFoundError as error:
        raise Refused("file.missing", path=path) from error
    except (OSError, ValueError) as error:
        raise Refused("file.unreadable", path=path, detail=getattr(error, "strerror", "") or str(error)) from error
