"""Reading a written document back: does it say what its content tree says, in order, and nothing besides?

The readers of `files` know nothing of the writers. Word keeps paragraphs, so they are compared one by one, letter by
letter. A PDF keeps letters on pages, so its letters are compared in order, without spaces, page furniture taken off.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from os.path import commonprefix
from pathlib import Path

from assurance_app.documents.layout import contents_heading, fact_label, footer_words, page_words, signature_lines
from assurance_app.domain.content import (
    Block,
    Bullets,
    ContentTree,
    Fact,
    Heading,
    Paragraph,
    Quotation,
    SignatureBlock,
    Table,
)
from assurance_app.domain.refusal import Refused
from assurance_app.words import _

_CONTENTS_LEVELS = 2
_SHOWN_LENGTH = 60
_PROPERTY_LIMIT = 255
_HEADING_STYLE = re.compile(r"Heading(\d)")
_LEFT_OVER = re.compile(r"\{[{%#]|[}%#]\}")
_RIGHT_TO_LEFT = {"R", "AL", "AN", "RLE", "RLO", "RLI", "LRO", "LRE", "LRI", "FSI"}
# Hyphens, because readers of PDF give the hyphen at the end of a line another code.
_UNCOUNTED = dict.fromkeys(map(ord, "-\u2010\u2011\u00ad\u0002\ufffe\uffff"))
_MIRRORED = str.maketrans("([{<«‹）」", ")]}>»›（「")


def check_word(tree: ContentTree, path: Path, name: Path | None = None) -> None:
    """Hold a Word file against its tree; Refused("document.differs") with the first difference.

    `name` is the file that the person knows, where `path` is a temporary one.
    """
    from assurance_app.files.docx_text import docx_text

    found = docx_text(path)
    known = name or path
    paragraphs = [paragraph for paragraph in found.paragraphs if paragraph.text]
    _same(known, _("a paragraph"), [text for text in _word_paragraphs(tree) if text], [p.text for p in paragraphs])
    levels = [int(level[1]) for paragraph in paragraphs if (level := _HEADING_STYLE.fullmatch(paragraph.style))]
    _same(known, _("the level of a heading"), [b.level for b in tree.blocks if isinstance(b, Heading)], levels)
    tables = [block for block in tree.blocks if isinstance(block, Table)]
    _same(
        known, _("the rows of a table"), [len(table.rows) + 1 for table in tables], [len(t.rows) for t in found.tables]
    )
    _same(known, _("a header row that repeats"), [1] * len(tables), [table.repeated_rows for table in found.tables])
    marked = [tree.marking]
    _same(known, _("the marking in the header"), marked, [header.strip() for header in found.headers])
    _same(
        known, _("the marking in the footer"), marked, [footer.partition("\n")[2].strip() for footer in found.footers]
    )
    _same(known, _("the page number"), [True], [_numbered(tree, footer) for footer in found.footers])
    _same(known, _("the language"), [tree.language], [found.language])
    _same(known, _("hidden text"), [], list(found.hidden))
    wanted = {"title": tree.title, "subject": tree.subtitle, "author": tree.author, "language": tree.language}
    for key, value in wanted.items():
        _same(known, _("the property “{name}”").format(name=key), [_property(value)], [found.properties.get(key)])
    furniture = "\n".join((*found.headers, *found.footers, *found.properties.values()))
    if _LEFT_OVER.search(furniture) and not _LEFT_OVER.search("\n".join((*wanted.values(), tree.marking, tree.status))):
        raise Refused("document.differs", path=known, detail=_("something of the template was left over"))


def check_pdf(tree: ContentTree, path: Path, name: Path | None = None) -> None:
    """Hold a PDF against its tree, in which what no font can show is named already; Refused("document.differs")."""
    from assurance_app.files.pdf import pdf_facts, pdf_text

    known = name or path
    content = path.read_bytes()
    facts = pdf_facts(content)
    _same(known, _("the title"), [_one_line(tree.title)], [_one_line(facts.title)])
    _same(known, _("the author"), [_one_line(tree.author)], [_one_line(facts.author)])
    _same(known, _("the language"), [tree.language], [facts.language])
    _same(known, _("tagged for assistive technology"), [True], [facts.tagged and b"pdfuaid:part" in content])
    headings = [(block.level, _squeezed(block.text)) for block in tree.blocks if isinstance(block, Heading)]
    _same(known, _("a bookmark"), headings, [(level, _squeezed(title)) for level, title in facts.bookmarks])
    pages = [_without_furniture(tree, text, at, known) for at, text in enumerate(pdf_text(content), start=1)]
    _compare_letters(known, list(_pdf_pieces(tree)), pages)


def check_headings(tree: ContentTree, path: Path) -> None:
    """No heading skips a level, the first is of level 1: else Refused("document.differs")."""
    before = 0
    for block in tree.blocks:
        if isinstance(block, Heading):
            if not 1 <= block.level <= before + 1:
                detail = _("the heading “{text}” skips a level").format(text=_shortened(block.text))
                raise Refused("document.differs", path=path, detail=detail)
            before = block.level


def _word_paragraphs(tree: ContentTree) -> Iterator[str]:
    yield from (tree.title, tree.subtitle, tree.status)
    contents = _contents(tree)
    if contents:
        yield contents_heading()
        yield from contents
    for block in tree.blocks:
        yield from _block_paragraphs(block)
        if isinstance(block, SignatureBlock):
            yield from (line + "\t\t" for line in signature_lines(block))


def _contents(tree: ContentTree) -> list[str]:
    headings = [block for block in tree.blocks if isinstance(block, Heading)] if tree.with_contents else []
    return [_one_line(block.text) for block in headings if block.level <= _CONTENTS_LEVELS]


def _block_paragraphs(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text) | Paragraph(text=text) | Quotation(text=text):
            yield text
        case Bullets(items=items):
            yield from items
        case Fact(label=label, text=text):
            yield f"{fact_label(label)} {text}"
        case Table(caption=caption, columns=columns, rows=rows):
            yield caption
            yield from columns
            for row in rows:
                yield from row
        case SignatureBlock(name=name, role=role, signed_on=signed_on):
            yield from (name, role, signed_on)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text that a PDF must say next. `header` is what a page that begins with this piece says again before it."""

    text: str
    header: str = ""
    is_contents: bool = False


def _pdf_pieces(tree: ContentTree) -> Iterator[_Piece]:
    yield from map(_Piece, (tree.title, tree.subtitle, tree.status))
    contents = _contents(tree)
    if contents:
        yield _Piece(contents_heading())
        yield from (_Piece(entry, is_contents=True) for entry in contents)
    for block in tree.blocks:
        if isinstance(block, Table):
            header = "".join(map(_squeezed, block.columns))
            yield from map(_Piece, (block.caption, *block.columns))
            yield from (_Piece(cell, header=header) for row in block.rows for cell in row)
        elif isinstance(block, Bullets):
            yield from (_Piece("•" + item) for item in block.items)
        else:
            yield from map(_Piece, _block_paragraphs(block))
            if isinstance(block, SignatureBlock):
                yield from map(_Piece, signature_lines(block))


def _compare_letters(path: Path, pieces: Sequence[_Piece], pages: Sequence[str]) -> None:
    letters = _Letters(pages)
    beginnings = [_squeezed(piece.text) for piece in pieces[1:]] + [""]
    for piece, following in zip(pieces, beginnings, strict=True):
        wanted = _squeezed(piece.text)
        found = letters.take(len(wanted), piece.header)
        if wanted != found and not (_is_right_to_left(piece.text) and _counted(wanted) == _counted(found)):
            raise _difference(path, _("a passage"), piece.text, found)
        if piece.is_contents:
            letters.skip_page_number(following)
    if letters.rest():
        raise _difference(path, _("a passage"), "", letters.rest())


class _Letters:
    """The letters of all pages in order; where a page begins inside a table, its repeated header is passed over."""

    def __init__(self, pages: Sequence[str]) -> None:
        self._pages = list(pages)
        self._page = 0
        self._at = 0

    def take(self, count: int, header: str) -> str:
        taken = []
        while count and self._page < len(self._pages):
            page = self._pages[self._page]
            if header and self._at == 0 and self._page and page.startswith(header):
                self._at = len(header)
            part = page[self._at : self._at + count]
            taken.append(part)
            count -= len(part)
            self._at += len(part)
            self._turn()
        return "".join(taken)

    def skip_page_number(self, following: str) -> None:
        """Pass over leaders and the page number: as few digits as leave what follows, which may begin with digits too."""
        page = self._pages[self._page]
        number = re.compile(r"\.*\d").match(page, self._at)
        end = number.end() if number else self._at
        while page[end : end + 1].isdigit() and not page.startswith(following, end):
            end += 1
        self._at = end
        self._turn()

    def rest(self) -> str:
        return "".join((self._pages[self._page][self._at :], *self._pages[self._page + 1 :])) if self._pages else ""

    def _turn(self) -> None:
        while self._at >= len(self._pages[self._page]) and self._page + 1 < len(self._pages):
            self._page, self._at = self._page + 1, 0


def _without_furniture(tree: ContentTree, text: str, number: int, path: Path) -> str:
    squeezed, marking, footer = _squeezed(text), _squeezed(tree.marking), _squeezed(footer_words(tree))
    before, between, _after = map(_squeezed, page_words())
    ending = re.search(
        re.escape(before)
        + str(number)
        + re.escape(between)
        + r"\d+"
        + re.escape(_squeezed(page_words()[2]) + marking)
        + "$",
        squeezed,
    )
    body_end = ending.start() - len(footer) if ending else 0
    told = squeezed[body_end : ending.start()] if ending else ""
    right = told == footer or (_is_right_to_left(tree.author) and _counted(told) == _counted(footer))
    if not ending or not right or not squeezed.startswith(marking):
        raise _difference(path, _("the head and foot of a page"), tree.marking or footer_words(tree), squeezed[-60:])
    return squeezed[len(marking) : body_end]


def _squeezed(text: str) -> str:
    """The text's letters without spaces, invisible characters and hyphens, ligatures and accents taken apart."""
    apart = unicodedata.normalize("NFKD", text).translate(_UNCOUNTED)
    return "".join(
        character for character in apart if not character.isspace() and unicodedata.category(character) != "Cf"
    )


def _is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text)


def _counted(text: str) -> Counter[str]:
    """How often each letter stands in the text: all that can be compared where a reader puts letters in page order."""
    return Counter(text.translate(_MIRRORED))


def _numbered(tree: ContentTree, footer: str) -> bool:
    line = footer.partition("\n")[0]
    words = [footer_words(tree) + "\t", *page_words()]
    return (
        re.fullmatch(r"\d+".join((re.escape(words[0] + words[1]), re.escape(words[2]), re.escape(words[3]))), line)
        is not None
    )


def _property(text: str) -> str:
    line = _one_line(text)
    return line if len(line) <= _PROPERTY_LIMIT else line[: _PROPERTY_LIMIT - 1] + "…"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _same(path: Path, what: str, wanted: Sequence[object], found: Sequence[object]) -> None:
    for one, other in zip_longest(wanted, found, fillvalue=""):
        if one != other:
            raise _difference(path, what, str(one), str(other))


def _difference(path: Path, what: str, wanted: str, found: str) -> Refused:
    # A long passage is shown from a little before the place where it differs.
    start = max(len(commonprefix((wanted, found))) - _SHOWN_LENGTH // 2, 0)
    wanted, found = wanted[start:], found[start:]
    detail = _("{what} reads “{found}” and not “{wanted}”").format(
        what=what, found=_shortened(found), wanted=_shortened(wanted)
    )
    return Refused("document.differs", path=path, detail=detail)


def _shortened(text: str) -> str:
    line = _one_line(text)
    return line if len(line) <= _SHOWN_LENGTH else line[: _SHOWN_LENGTH - 1] + "…"
