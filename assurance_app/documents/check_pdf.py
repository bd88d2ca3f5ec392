"""Holding a PDF against its content tree.

A PDF keeps letters on pages: they are compared in order, without spaces, apart from what its tags say is furniture.
"""

from __future__ import annotations

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
    numbered_blocks,
    page_words,
    signature_lines,
    tall_rows,
)
from assurance_app.domain.content import Bullets, ContentTree, Figure, Heading, SignatureBlock, Table, spoken_text
from assurance_app.domain.refusal import Refused
from assurance_app.files.pdf import PageText
from assurance_app.words import _

_RIGHT_TO_LEFT = {"R", "AL", "AN", "RLE", "RLO", "RLI", "LRO", "LRE", "LRI", "FSI"}
# Hyphens, because readers of PDF give the hyphen at the end of a line another code.
_UNCOUNTED: dict[int, str | None] = dict.fromkeys(map(ord, "-\u2010\u2011\u00ad\u0002\ufffe\uffff"))
_UNCOUNTED[0x2044] = "/"  # as which some readers give the stroke of a fraction
_MIRRORED = str.maketrans("([{<«‹", ")]}>»›")


def check_pdf(tree: ContentTree, path: Path, name: Path | None = None) -> None:
    """Hold a PDF against its tree, in which what no font can show is named already; Refused("document.differs")."""
    from assurance_app.files.pdf import pdf_facts, pdf_figures, pdf_pages

    known = name or path
    content = path.read_bytes()
    facts = pdf_facts(content)
    need_same(known, _("the title"), [one_line(tree.title)], [one_line(facts.title)])
    need_same(known, _("the author"), [one_line(tree.author)], [one_line(facts.author)])
    need_same(known, _("the language"), [tree.language], [facts.language])
    need_same(known, _("tagged for assistive technology"), [True], [facts.tagged and b"pdfuaid:part" in content])
    headings = [(block.level, _squeezed(block.text)) for block in tree.blocks if isinstance(block, Heading)]
    need_same(known, _("a bookmark"), headings, [(level, _squeezed(title)) for level, title in facts.bookmarks])
    figures = [block.alternative for block in tree.blocks if isinstance(block, Figure)]
    need_same(known, _("an alternative text"), figures, pdf_figures(content))
    _check_pages(tree, pdf_pages(content), known)


def _check_pages(tree: ContentTree, pages: Sequence[PageText], path: Path) -> None:
    for number, page in enumerate(pages, start=1):
        _check_furniture(tree, page, (number, len(pages)), path)
        need_same(path, _("what lies beyond the edge of a page"), [""], [page.beyond])
    _compare_letters(path, list(_pieces(tree)), [page.content for page in pages])


def reads_as(tree: ContentTree, content: bytes) -> bool:
    """Whether a reader of the PDF finds the words of the tree in it, in order."""
    from assurance_app.files.pdf import pdf_pages

    try:
        _check_pages(tree, pdf_pages(content), Path())
    except Refused:
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text that a PDF must say next. An entry of the contents is followed by the number of a page; a row that breaks
    across pages is said page by page, so that only its letters can be compared.
    """

    text: str
    is_entry: bool = False
    breaks: bool = False


def _pieces(tree: ContentTree) -> Iterator[_Piece]:
    yield from map(_Piece, (tree.title, tree.subtitle, tree.status))
    entries = contents_entries(tree)
    if entries:
        yield _Piece(contents_heading())
        yield from (_Piece(entry, is_entry=True) for _level, entry in entries)
    for block in numbered_blocks(tree):
        if isinstance(block, Bullets):
            yield from (_Piece("•" + item) for item in block.items)
        elif isinstance(block, Table):
            yield from map(_Piece, (block.caption, *block.columns))
            for row, breaks in zip(block.rows, tall_rows(block), strict=True):
                yield from [_Piece("".join(row), breaks=True)] if breaks else map(_Piece, row)
        else:
            yield from map(_Piece, block_paragraphs(block))
            if isinstance(block, SignatureBlock):
                yield from map(_Piece, signature_lines(block))


def _compare_letters(path: Path, pieces: Sequence[_Piece], pages: Sequence[str]) -> None:
    letters = _Letters(pages)
    beginnings = [_squeezed(piece.text) for piece in pieces[1:]] + [""]
    for piece, following in zip(pieces, beginnings, strict=True):
        wanted = _squeezed(piece.text)
        found, in_page_order = letters.take(len(wanted))
        counts = piece.breaks or in_page_order or _is_right_to_left(piece.text)  # the order then says nothing
        if wanted != found and not (counts and _counted(wanted) == _counted(found)):
            raise difference(path, _("a passage"), wanted, found)
        if piece.is_entry:
            letters.skip_page_number(following)
    if letters.rest():
        raise difference(path, _("a passage"), "", letters.rest())


class _Letters:
    """The letters of all pages, to be taken in order."""

    def __init__(self, pages: Sequence[str]) -> None:
        self._pages = [_squeezed(page) for page in pages]
        self._in_page_order = [_is_right_to_left(page) for page in pages]
        self._page = 0
        self._at = 0

    def take(self, count: int) -> tuple[str, bool]:
        """The next letters, and whether they are of a page on which some letters stand in the order of the page."""
        taken, in_page_order = "", False
        while len(taken) < count:
            self._turn()
            part = self._pages[self._page][self._at : self._at + count - len(taken)]
            if not part:
                break
            taken += part
            in_page_order |= self._in_page_order[self._page]
            self._at += len(part)
        return taken, in_page_order

    def skip_page_number(self, following: str) -> None:
        """Pass over the number of a page: no more digits than leave what follows, which may begin with some."""
        self._turn()
        page, end = self._pages[self._page], self._at + 1
        while page[end : end + 1].isdigit() and not page.startswith(following, end):
            end += 1
        self._at = end

    def rest(self) -> str:
        """What has not been taken."""
        return "".join((self._pages[self._page][self._at :], *self._pages[self._page + 1 :]))

    def _turn(self) -> None:
        while self._at >= len(self._pages[self._page]) and self._page + 1 < len(self._pages):
            self._page, self._at = self._page + 1, 0


def _check_furniture(tree: ContentTree, page: PageText, place: tuple[int, int], path: Path) -> None:
    """The page's head and foot, and between them nothing but leaders and repeated header rows.

    `place` is the number of the page and of all pages.
    """
    found, head = _squeezed(page.artifacts), _squeezed(tree.marking)
    before, between, after = page_words()
    number, count = place
    foot = _squeezed(f"{footer_words(tree)}{before}{number}{between}{count}{after}{tree.marking}")
    what = _("the head or foot of a page")
    if any(map(_is_right_to_left, (page.artifacts, page.content, tree.author, *spoken_text(tree)))):
        missing = _counted(head + foot) - _counted(found)
        need_same(path, what, [], sorted(missing))
        return
    if not (found.startswith(head) and found.endswith(foot)) or _beside(tree, found[len(head) : -len(foot)]):
        raise difference(path, what, head + foot, found)


def _beside(tree: ContentTree, found: str) -> str:
    """What is left of a page's furniture between head and foot, once leaders and header rows are taken off it."""
    rest = found.replace(".", "")
    headers = {_squeezed("".join(block.columns)).replace(".", "") for block in tree.blocks if isinstance(block, Table)}
    for header in sorted(headers - {""}, key=len, reverse=True):
        rest = rest.replace(header, "")
    return rest


def _squeezed(text: str) -> str:
    """The text's letters without spaces, invisible characters and hyphens, ligatures and accents taken apart."""
    apart = "".join(unicodedata.normalize("NFKD", text).translate(_UNCOUNTED).split())
    if apart.isascii():
        return apart
    return "".join(character for character in apart if unicodedata.category(character) != "Cf")


def _is_right_to_left(text: str) -> bool:
    if text.isascii():
        return False
    return any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in set(text))


def _counted(text: str) -> Counter[str]:
    """How often each letter stands in the text: all that can be compared where a reader puts letters in page order."""
    return Counter(text.translate(_MIRRORED))
