"""Holding a PDF against its content tree.

A PDF keeps letters on pages: they are compared in order, without spaces, once the furniture of each page is taken off.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assurance_app.documents.differences import difference, need_same, one_line
from assurance_app.documents.layout import (
    block_paragraphs,
    contents_entries,
    contents_heading,
    footer_words,
    page_words,
    signature_lines,
)
from assurance_app.domain.content import Bullets, ContentTree, Heading, SignatureBlock, Table
from assurance_app.words import _

_RIGHT_TO_LEFT = {"R", "AL", "AN", "RLE", "RLO", "RLI", "LRO", "LRE", "LRI", "FSI"}
# Hyphens, because readers of PDF give the hyphen at the end of a line another code.
_UNCOUNTED = dict.fromkeys(map(ord, "-\u2010\u2011\u00ad\u0002\ufffe\uffff"))
_MIRRORED = str.maketrans("([{<«‹", ")]}>»›")


def check_pdf(tree: ContentTree, path: Path, name: Path | None = None) -> None:
    """Hold a PDF against its tree, in which what no font can show is named already; Refused("document.differs")."""
    from assurance_app.files.pdf import pdf_facts, pdf_text

    known = name or path
    content = path.read_bytes()
    facts = pdf_facts(content)
    need_same(known, _("the title"), [one_line(tree.title)], [one_line(facts.title)])
    need_same(known, _("the author"), [one_line(tree.author)], [one_line(facts.author)])
    need_same(known, _("the language"), [tree.language], [facts.language])
    need_same(known, _("tagged for assistive technology"), [True], [facts.tagged and b"pdfuaid:part" in content])
    headings = [(block.level, _squeezed(block.text)) for block in tree.blocks if isinstance(block, Heading)]
    need_same(known, _("a bookmark"), headings, [(level, _squeezed(title)) for level, title in facts.bookmarks])
    pages = [_without_furniture(tree, text, at, known) for at, text in enumerate(pdf_text(content), start=1)]
    _compare_letters(known, list(_pdf_pieces(tree)), pages)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text that a PDF must say next. `header` is what a page that begins with this piece says again before it."""

    text: str
    header: str = ""
    is_contents: bool = False


def _pdf_pieces(tree: ContentTree) -> Iterator[_Piece]:
    yield from map(_Piece, (tree.title, tree.subtitle, tree.status))
    entries = contents_entries(tree)
    if entries:
        yield _Piece(contents_heading())
        yield from (_Piece(entry, is_contents=True) for _level, entry in entries)
    for block in tree.blocks:
        if isinstance(block, Table):
            header = "".join(map(_squeezed, block.columns))
            yield from map(_Piece, (block.caption, *block.columns))
            yield from (_Piece(cell, header=header) for row in block.rows for cell in row)
        elif isinstance(block, Bullets):
            yield from (_Piece("•" + item) for item in block.items)
        else:
            yield from map(_Piece, block_paragraphs(block))
            if isinstance(block, SignatureBlock):
                yield from map(_Piece, signature_lines(block))


def _compare_letters(path: Path, pieces: Sequence[_Piece], pages: Sequence[str]) -> None:
    letters = _Letters(pages)
    beginnings = [_squeezed(piece.text) for piece in pieces[1:]] + [""]
    for piece, following in zip(pieces, beginnings, strict=True):
        wanted = _squeezed(piece.text)
        found = letters.take(len(wanted), piece.header)
        if wanted != found and not (_is_right_to_left(piece.text) and _counted(wanted) == _counted(found)):
            raise difference(path, _("a passage"), piece.text, found)
        if piece.is_contents:
            letters.skip_page_number(following)
    if letters.rest():
        raise difference(path, _("a passage"), "", letters.rest())


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
        """Pass over leaders and the page number: no more digits than leave what follows, which may begin with some."""
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
    before, between, after = (re.escape(_squeezed(words)) for words in page_words())
    ending = re.search(f"{before}{number}{between}\\d+{after}{re.escape(marking)}$", squeezed)
    body_end = ending.start() - len(footer) if ending else 0
    told = squeezed[body_end : ending.start()] if ending else ""
    right = told == footer or (_is_right_to_left(tree.author) and _counted(told) == _counted(footer))
    if not right or not squeezed.startswith(marking):
        raise difference(path, _("the head and foot of a page"), tree.marking or footer_words(tree), squeezed[-60:])
    return squeezed[len(marking) : body_end]


def _squeezed(text: str) -> str:
    """The text's letters without spaces, invisible characters and hyphens, ligatures and accents taken apart."""
    apart = "".join(unicodedata.normalize("NFKD", text).translate(_UNCOUNTED).split())
    if apart.isascii():
        return apart
    return "".join(character for character in apart if unicodedata.category(character) != "Cf")


def _is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text)


def _counted(text: str) -> Counter[str]:
    """How often each letter stands in the text: all that can be compared where a reader puts letters in page order."""
    return Counter(text.translate(_MIRRORED))
