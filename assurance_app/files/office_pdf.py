"""Reading any PDF for a check of it: its pages, tags, pictures, links, and what was left in it."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from assurance_app.domain.refusal import Refused
from assurance_app.files.hidden_parts import pdf_names
from assurance_app.files.office_document import (
    MOST_CHARACTERS,
    MOST_PAGES,
    Contrast,
    LinkFacts,
    OfficeDocument,
    Passage,
    PictureFacts,
    Spot,
    SpotKind,
    TableFacts,
    contrast,
    excerpt,
    too_many_pages,
)
from assurance_app.files.pdf import _is_within as is_within
from assurance_app.files.pdf import _opened as opened
from assurance_app.files.pdf import _utf16 as utf16

_LEAST_LETTERS = 20
"""On a page; one with fewer and a large picture was scanned."""
_LARGE_PICTURE = 0.4
"""Of the area of a page."""
_DEEPEST_TAG = 60
_MOST_TAGS = 60_000
_INVISIBLE_INK = 3
_LEAST_CONTRAST, _LEAST_LARGE, _LARGE = 4.5, 3.0, 18.0
_SAME = 1.05
_TINY = 2.0
"""Points: nobody reads letters of that size, and a copy has them all."""
_EDGE = 1.0
"""By so many points may letters stand out from what lies over them."""
_MOST_LOOKED_AT = 400
"""Pieces of text of a page whose colour is held against their ground."""
_WHITE = (255, 255, 255)
_NOTES = frozenset({1, 3, 9, 10, 11, 12, 13, 14, 15, 17})
"""pdfium's numbers for comments: note, free text, highlight, underline, squiggly, strike, stamp, caret, ink, file."""
_LINK = 2
_SHAPES = frozenset({5, 6, 7, 13, 15, 28})
"""pdfium's numbers for notes that lie over the page: square, circle, polygon, stamp, ink, redaction."""


@dataclass(slots=True)
class _Found:
    passages: list[Passage] = field(default_factory=list)
    headings: list[tuple[int, Spot]] = field(default_factory=list)
    tables: list[TableFacts] = field(default_factory=list)
    pictures: list[PictureFacts] = field(default_factory=list)
    links: list[LinkFacts] = field(default_factory=list)
    comments: list[Spot] = field(default_factory=list)
    hidden: list[Spot] = field(default_factory=list)
    faint: list[Contrast] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    ended_in_table: bool = False


def read_pdf(path: Path, content: bytes) -> OfficeDocument:
    """The document. Refused("checking.encrypted" | "checking.damaged" | "checking.too-large")."""
    try:
        with opened(content) as document:
            if len(document) > MOST_PAGES:
                raise too_many_pages(path)
            return _read(document, content, path)
    except Refused as refusal:
        if refusal.code != "file.unreadable":
            raise
        locked = "password" in str(refusal.params.get("detail", "")).lower()
        code = "checking.encrypted" if locked else "checking.damaged"
        raise Refused(code, path=path, detail="PDF") from refusal


def _read(document: Any, content: bytes, path: Path) -> OfficeDocument:
    from pypdfium2 import raw

    found, letters = _Found(), 0
    tagged = bool(document.is_tagged())
    for number, page in enumerate(document, start=1):
        text_page = page.get_textpage()
        try:
            letters += text_page.count_chars()
            if letters > MOST_CHARACTERS:
                raise too_many_pages(path)
            _read_page(raw, page, text_page, number, found, tagged=tagged)
        finally:
            text_page.close()
            page.close()
    said = document.get_metadata_dict()
    bookmarks = next(iter(document.get_toc(max_depth=32)), None) is not None
    return OfficeDocument(
        kind="pdf",
        properties={
            name: value
            for name, value in (("title", said["Title"]), ("author", said["Author"]), ("subject", said["Subject"]))
            if value.strip()
        },
        language=utf16(raw, partial(raw.FPDFCatalog_GetLanguage, document)),
        passages=tuple(found.passages),
        headings=tuple(found.headings),
        tables=tuple(found.tables),
        pictures=tuple(found.pictures),
        links=tuple(found.links),
        comments=tuple(found.comments),
        hidden=tuple(found.hidden),
        faint=tuple(found.faint),
        attached=tuple(sorted(pdf_names(content))),
        pages=len(document),
        has_contents=bookmarks,
        is_tagged=tagged,
        scanned=tuple(found.scanned),
    )


def _read_page(raw: Any, page: Any, text_page: Any, number: int, found: _Found, *, tagged: bool) -> None:
    text = text_page.get_text_range().replace("\r\n", "\n").replace("\ufffe\n", "").replace("\ufffe", "")
    if text.strip():
        found.passages.append(Passage(text, Spot(SpotKind.PAGE, number)))
    has_large_picture = _large_picture(raw, page)
    if len("".join(text.split())) < _LEAST_LETTERS and has_large_picture:
        found.scanned.append(number)
    if tagged:
        _tags(raw, page, number, found)
    _annotations(raw, page, text_page, number, found)
    _look(raw, page, text_page, number, found, is_scan=has_large_picture)


def _large_picture(raw: Any, page: Any) -> bool:
    width, height = page.get_size()
    for at in range(min(raw.FPDFPage_CountObjects(page), _MOST_TAGS)):
        thing = raw.FPDFPage_GetObject(page, at)
        if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = _bounds(raw, thing)
            if (right - left) * (top - bottom) > _LARGE_PICTURE * width * height:
                return True
    return False


def _bounds(raw: Any, thing: Any) -> tuple[float, float, float, float]:
    sides = tuple(ctypes.c_float() for _side in range(4))
    raw.FPDFPageObj_GetBounds(thing, *sides)
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


# -- tags ------------------------------------------------------------------------------------------------------------


def _tags(raw: Any, page: Any, number: int, found: _Found) -> None:
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    try:
        kinds: list[str] = []
        left = [_MOST_TAGS]
        for at in range(raw.FPDF_StructTree_CountChildren(tree)):
            _tag(raw, raw.FPDF_StructTree_GetChildAtIndex(tree, at), number, found, kinds, left, 0)
        blocks = [kind for kind in kinds if kind not in ("Document", "Sect", "Part", "Div", "Art", "")]
        found.ended_in_table = (
            bool(blocks) and blocks[-1] in ("TD", "TH", "TR", "Table", "TBody", "P", "Span") and ("Table" in blocks)
        )
    finally:
        raw.FPDF_StructTree_Close(tree)


def _tag(raw: Any, element: Any, number: int, found: _Found, kinds: list[str], left: list[int], depth: int) -> None:
    if not element or depth > _DEEPEST_TAG or left[0] <= 0:
        return
    left[0] -= 1
    kind = utf16(raw, partial(raw.FPDF_StructElement_GetType, element))
    if len(kind) == 2 and kind[0] == "H" and kind[1].isdigit():
        found.headings.append((int(kind[1]), Spot(SpotKind.PAGE, number)))
    elif kind == "Figure":
        alternative = utf16(raw, partial(raw.FPDF_StructElement_GetAltText, element)) or utf16(
            raw, partial(raw.FPDF_StructElement_GetActualText, element)
        )
        spot = Spot(SpotKind.PAGE, number, excerpt(alternative))
        found.pictures.append(PictureFacts(spot, alternative.strip()))
    elif kind == "Table":
        inner = _kinds_below(raw, element, [_MOST_TAGS], depth)
        # One that goes on from the page before has its header there.
        goes_on = found.ended_in_table and "Table" not in kinds
        if "TR" in inner and not goes_on:
            found.tables.append(TableFacts(Spot(SpotKind.PAGE, number), "TH" in inner))
    kinds.append(kind)
    child_at = raw.FPDF_StructElement_GetChildAtIndex
    for at in range(max(raw.FPDF_StructElement_CountChildren(element), 0)):
        # Most children of a paragraph are its letters, and no elements.
        if child := child_at(element, at):
            _tag(raw, child, number, found, kinds, left, depth + 1)


def _kinds_below(raw: Any, element: Any, left: list[int], depth: int) -> set[str]:
    found: set[str] = set()
    if depth > _DEEPEST_TAG:
        return found
    for at in range(max(raw.FPDF_StructElement_CountChildren(element), 0)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, at)
        left[0] -= 1
        if not child or left[0] <= 0:
            continue
        found.add(utf16(raw, partial(raw.FPDF_StructElement_GetType, child)))
        found |= _kinds_below(raw, child, left, depth + 1)
    return found


# -- what lies on the page ---------------------------------------------------------------------------------------------


def _annotations(raw: Any, page: Any, text_page: Any, number: int, found: _Found) -> None:
    for at in range(min(max(raw.FPDFPage_GetAnnotCount(page), 0), _MOST_TAGS)):
        note = raw.FPDFPage_GetAnnot(page, at)
        kind = raw.FPDFAnnot_GetSubtype(note)
        if kind in _NOTES:
            words = utf16(raw, partial(raw.FPDFAnnot_GetStringValue, note, b"Contents"))
            found.comments.append(Spot(SpotKind.PAGE, number, excerpt(words)))
        elif kind == _LINK and (target := _target(raw, page, note)):
            area = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(note, area)
            words = text_page.get_text_bounded(area.left, area.bottom, area.right, area.top).strip()
            found.links.append(LinkFacts(Spot(SpotKind.PAGE, number, excerpt(words)), words, target))
        raw.FPDFPage_CloseAnnot(note)


def _target(raw: Any, page: Any, note: Any) -> str:
    """Where a link leads outside of the document, "" where it leads elsewhere in it."""
    link = raw.FPDFAnnot_GetLink(note)
    action = raw.FPDFLink_GetAction(link) if link else None
    if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
        return ""
    length = raw.FPDFAction_GetURIPath(page.pdf, action, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    raw.FPDFAction_GetURIPath(page.pdf, action, buffer, len(buffer))
    return buffer.value.decode("utf-8", "replace")


def _look(raw: Any, page: Any, text_page: Any, number: int, found: _Found, *, is_scan: bool) -> None:
    """Text that nobody can see, and text that is hard to see. Over a scan, text without ink is what was recognised."""
    hidden: list[str] = []
    faint: tuple[float, str] | None = None
    ground: _Ground | None = None
    looked = 0
    # Under a scan lies the text that a machine recognised, as it lies over it elsewhere.
    covers = [] if is_scan else _covers(raw, page)
    for at, thing in _texts(raw, page):
        if raw.FPDFTextObj_GetTextRenderMode(thing) == _INVISIBLE_INK:
            hidden += [] if is_scan else [utf16(raw, partial(raw.FPDFTextObj_GetText, thing, text_page))]
            continue
        if looked <= _MOST_LOOKED_AT and _is_beneath(_bounds(raw, thing), at, covers):
            ground, looked = ground or _Ground(page), looked + 1
            if ground.is_even(_bounds(raw, thing)):
                hidden.append(utf16(raw, partial(raw.FPDFTextObj_GetText, thing, text_page)))
                continue
        ink, is_tiny = _ink(raw, thing), _size(raw, thing) <= _TINY
        if ink is None or (
            contrast(ink, _WHITE) >= _LEAST_CONTRAST and is_within(raw, thing, page.get_size()) and not is_tiny
        ):
            continue
        text = utf16(raw, partial(raw.FPDFTextObj_GetText, thing, text_page))
        looked += 1
        if not text.strip() or looked > _MOST_LOOKED_AT:
            continue
        if is_tiny or not is_within(raw, thing, page.get_size()):
            hidden.append(text)
            continue
        ground = ground or _Ground(page)
        ratio = contrast(ink, ground.under(_bounds(raw, thing)))
        if ratio < _SAME:
            hidden.append(text)
        elif ratio < (_LEAST_LARGE if _size(raw, thing) >= _LARGE else _LEAST_CONTRAST) and faint is None:
            faint = (ratio, text)
    if any(words.strip() for words in hidden):
        found.hidden.append(Spot(SpotKind.PAGE, number, excerpt(" ".join(hidden))))
    if faint is not None:
        found.faint.append(Contrast(Spot(SpotKind.PAGE, number, excerpt(faint[1])), faint[0]))


def _texts(raw: Any, page: Any) -> Iterator[tuple[int, Any]]:
    """The pieces of text of a page, each with its place in the order of drawing."""
    for at in range(min(raw.FPDFPage_CountObjects(page), _MOST_TAGS)):
        thing = raw.FPDFPage_GetObject(page, at)
        if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_TEXT:
            yield at, thing


_Area = tuple[float, float, float, float]


def _covers(raw: Any, page: Any) -> list[tuple[int, _Area]]:
    """What may lie over text, such as a black box: its place in the order of drawing, and its area."""
    count = min(raw.FPDFPage_CountObjects(page), _MOST_TAGS)
    found = []
    for at in range(count):
        thing = raw.FPDFPage_GetObject(page, at)
        if raw.FPDFPageObj_GetType(thing) in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            found.append((at, _bounds(raw, thing)))
    for at in range(min(max(raw.FPDFPage_GetAnnotCount(page), 0), _MOST_TAGS)):
        note = raw.FPDFPage_GetAnnot(page, at)
        if raw.FPDFAnnot_GetSubtype(note) in _SHAPES:
            area = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(note, area)
            found.append((count, (area.left, area.bottom, area.right, area.top)))
        raw.FPDFPage_CloseAnnot(note)
    return found


def _is_beneath(area: _Area, at: int, covers: list[tuple[int, _Area]]) -> bool:
    left, bottom, right, top = area
    return any(
        later > at
        and over[0] <= left + _EDGE
        and over[1] <= bottom + _EDGE
        and over[2] >= right - _EDGE
        and over[3] >= top - _EDGE
        for later, over in covers
    )


def _ink(raw: Any, thing: Any) -> tuple[int, int, int] | None:
    parts = [ctypes.c_uint() for _part in range(4)]
    if not raw.FPDFPageObj_GetFillColor(thing, *parts):
        return None
    red, green, blue, _alpha = (part.value for part in parts)
    return red, green, blue


def _size(raw: Any, thing: Any) -> float:
    size, matrix = ctypes.c_float(), raw.FS_MATRIX()
    raw.FPDFTextObj_GetFontSize(thing, size)
    raw.FPDFPageObj_GetMatrix(thing, matrix)
    return float(size.value * abs(matrix.d))


class _Ground:
    """A page as it is drawn, to see what lies beneath a text."""

    def __init__(self, page: Any) -> None:
        width, self._height = page.get_size()
        largest = max(width, self._height, 1.0)
        self._scale = min(1.0, 2000.0 / largest)
        bitmap = page.render(scale=self._scale, rev_byteorder=True, prefer_bgrx=False, may_draw_forms=False)
        self._width, self._rows, self._stride = bitmap.width, bitmap.height, bitmap.stride
        self._channels = bitmap.n_channels
        self._pixels = bytes(bitmap.buffer)
        bitmap.close()

    def under(self, area: tuple[float, float, float, float]) -> tuple[int, int, int]:
        """The colour that most of the area has: letters cover less of it than their ground."""
        seen = Counter(self._colours(area, 2))
        return seen.most_common(1)[0][0] if seen else _WHITE

    def is_even(self, area: tuple[float, float, float, float]) -> bool:
        """Whether the area has one colour throughout, so that no letter shows in it."""
        return len(set(self._colours(area, 0))) == 1

    def _colours(self, area: tuple[float, float, float, float], around: int) -> Iterator[tuple[int, int, int]]:
        left, bottom, right, top = area
        columns = range(
            max(int(left * self._scale) - around, 0), min(int(right * self._scale) + around + 1, self._width)
        )
        first = max(int((self._height - top) * self._scale) - around, 0)
        for row in range(first, min(int((self._height - bottom) * self._scale) + around + 1, self._rows)):
            for column in columns:
                at = row * self._stride + column * self._channels
                yield self._pixels[at], self._pixels[at + 1], self._pixels[at + 2]
