"""Reading PDF: the text of each page, what the file says of itself, and pictures of its pages. Nothing is written."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from assurance_app.domain.refusal import Refused

_busy = threading.RLock()  # pdfium must not be entered by two threads at once
_LONGEST_NAME = 64
_HAIR = 2.0  # points by which a letter may overhang
_MOST_PIXELS = 64_000_000


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as rows of pixels from the top, three bytes each: red, green, blue."""

    width: int
    height: int
    rgb: bytes


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page says as content, and what it says besides: heads and feet, repeated header rows, leaders.

    Spaces at the ends of lines are not kept, and where letters run from right to left their order is that of the page.
    `beyond` is what of both lies beyond the edge of the page, where nobody can see it.
    """

    content: str
    artifacts: str
    beyond: str


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What a PDF says of itself. `bookmarks` are (level from 1, title), in order."""

    title: str
    author: str
    subject: str
    language: str
    tagged: bool
    bookmarks: tuple[tuple[int, str], ...]


def pdf_text(source: Path | bytes) -> list[str]:
    """The text of each page in the order of its content. Refused("file.missing" | "file.unreadable")."""
    with _opened(source) as document:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_range().replace("\r\n", "\n"))
            text_page.close()
            page.close()
        return texts


def pdf_pages(source: Path | bytes) -> list[PageText]:
    """What each page of a tagged PDF says, what is its content apart from what is not, in the order of the file.

    Refused("file.missing" | "file.unreadable").
    """
    with _opened(source) as document:
        return [_page_text(page) for page in document]


def pdf_facts(source: Path | bytes) -> PdfFacts:
    """What the PDF says of itself. Refused("file.missing" | "file.unreadable")."""
    from pypdfium2 import raw

    with _opened(source) as document:
        said = document.get_metadata_dict()
        bookmarks = tuple((mark.level + 1, mark.get_title()) for mark in document.get_toc(max_depth=32))
        return PdfFacts(
            title=said["Title"],
            author=said["Author"],
            subject=said["Subject"],
            language=_utf16(raw, partial(raw.FPDFCatalog_GetLanguage, document)),
            tagged=bool(document.is_tagged()),
            bookmarks=bookmarks,
        )


def pdf_figures(source: Path | bytes) -> list[str]:
    """The alternative text of each figure of a tagged PDF, in order. Refused("file.missing" | "file.unreadable")."""
    with _opened(source) as document:
        return [text for page in document for text in _figures(page)]


def page_pictures(source: Path | bytes, width: int) -> tuple[PagePicture, ...]:
    """Every page drawn `width` pixels wide. Refused("file.missing" | "file.unreadable")."""
    with _opened(source) as document:
        return tuple(_picture(page, width, source) for page in document)


def page_sizes(source: Path | bytes) -> tuple[tuple[float, float], ...]:
    """How wide and high each page is, in points. Refused("file.missing" | "file.unreadable")."""
    with _opened(source) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


def page_picture(source: Path | bytes, number: int, width: int) -> PagePicture:
    """One page, counted from 0, drawn `width` pixels wide. Refused("file.missing" | "file.unreadable")."""
    with _opened(source) as document:
        return _picture(document[number], width, source)


def text_of_page(source: Path | bytes, number: int) -> str:
    """What one page, counted from 0, says as content. Refused("file.missing" | "file.unreadable")."""
    with _opened(source) as document:
        return _page_text(document[number]).content


def _page_text(page: Any) -> PageText:
    from pypdfium2 import raw

    text_page = page.get_textpage()
    said: dict[bool, list[str]] = {True: [], False: []}
    beyond = []
    for at in range(raw.FPDFPage_CountObjects(page)):
        thing = raw.FPDFPage_GetObject(page, at)
        if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_TEXT:
            text = _utf16(raw, partial(raw.FPDFTextObj_GetText, thing, text_page))
            said[_is_artifact(raw, thing)].append(text)
            if not _is_within(raw, thing, page.get_size()):
                beyond.append(text)
    text_page.close()
    page.close()
    return PageText("".join(said[False]), "".join(said[True]), "".join(beyond))


def _figures(page: Any) -> list[str]:
    from pypdfium2 import raw

    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return []
    found: list[str] = []
    try:
        roots = [raw.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(raw.FPDF_StructTree_CountChildren(tree))]
        waiting = [root for root in reversed(roots) if root]
        while waiting:
            element = waiting.pop()
            if _utf16(raw, partial(raw.FPDF_StructElement_GetType, element)) == "Figure":
                found.append(_utf16(raw, partial(raw.FPDF_StructElement_GetAltText, element)))
            number = raw.FPDF_StructElement_CountChildren(element)
            kids = [raw.FPDF_StructElement_GetChildAtIndex(element, at) for at in range(number)]
            waiting += [kid for kid in reversed(kids) if kid]
    finally:
        raw.FPDF_StructTree_Close(tree)
        page.close()
    return found


def _is_within(raw: Any, thing: Any, size: tuple[float, float]) -> bool:
    left, bottom, right, top = (ctypes.c_float() for _side in range(4))
    raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
    horizontally = left.value >= -_HAIR and right.value <= size[0] + _HAIR
    return horizontally and bottom.value >= -_HAIR and top.value <= size[1] + _HAIR


def _is_artifact(raw: Any, thing: Any) -> bool:
    length = ctypes.c_ulong()
    buffer = ctypes.create_string_buffer(2 * _LONGEST_NAME)
    for at in range(raw.FPDFPageObj_CountMarks(thing)):
        mark = raw.FPDFPageObj_GetMark(thing, at)
        raw.FPDFPageObjMark_GetName(mark, _units(raw, buffer), len(buffer), length)
        if buffer.raw[: length.value].decode("utf-16-le").rstrip("\0") == "Artifact":
            return True
    return False


def _utf16(raw: Any, read: Callable[[Any, int], int]) -> str:
    """The text that one of pdfium's functions gives: asked for its length in bytes first, then for itself."""
    buffer = ctypes.create_string_buffer(max(read(None, 0), 2))
    read(_units(raw, buffer), len(buffer))
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def _units(raw: Any, buffer: Any) -> Any:
    return ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))


def _picture(page: Any, width: int, source: Path | bytes) -> PagePicture:
    wide, high = page.get_size()
    if wide <= 0 or width * (width * high / wide) > _MOST_PIXELS:
        raise Refused("file.unreadable", path=_name(source), detail="page size")
    bitmap = page.render(scale=width / wide, rev_byteorder=True, prefer_bgrx=False, may_draw_forms=False)
    try:
        drawn = bytes(bitmap.buffer)
        row = bitmap.width * bitmap.n_channels
        if bitmap.stride != row:  # rows are padded to whole words
            drawn = b"".join(drawn[at : at + row] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride))
        return PagePicture(bitmap.width, bitmap.height, drawn)
    finally:
        bitmap.close()
        page.close()


@contextmanager
def _opened(source: Path | bytes) -> Iterator[Any]:
    import pypdfium2

    with _busy:
        if isinstance(source, Path) and not source.is_file():
            raise Refused("file.missing", path=source)
        try:
            document = pypdfium2.PdfDocument(source if isinstance(source, bytes) else str(source))
        except pypdfium2.PdfiumError as error:
            raise Refused("file.unreadable", path=_name(source), detail=error) from error
        try:
            yield document
        except pypdfium2.PdfiumError as error:
            raise Refused("file.unreadable", path=_name(source), detail=error) from error
        finally:
            document.close()


def _name(source: Path | bytes) -> str:
    return str(source) if isinstance(source, Path) else "PDF"
