"""Reading PDF: the text of each page, what the file says of itself, and pictures of its pages. Nothing is written."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assurance_app.domain.refusal import Refused

_busy = threading.RLock()  # pdfium must not be entered by two threads at once
_LONGEST_LANGUAGE = 64
_MOST_PIXELS = 64_000_000


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as rows of pixels from the top, three bytes each: red, green, blue."""

    width: int
    height: int
    rgb: bytes


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


def pdf_facts(source: Path | bytes) -> PdfFacts:
    """What the PDF says of itself. Refused("file.missing" | "file.unreadable")."""
    import pypdfium2

    with _opened(source) as document:
        said = document.get_metadata_dict()
        bookmarks = tuple((mark.level + 1, mark.get_title()) for mark in document.get_toc(max_depth=32))
        return PdfFacts(
            title=said["Title"],
            author=said["Author"],
            subject=said["Subject"],
            language=_language(pypdfium2.raw, document),
            tagged=bool(document.is_tagged()),
            bookmarks=bookmarks,
        )


def page_pictures(source: Path | bytes, width: int) -> tuple[PagePicture, ...]:
    """Every page drawn `width` pixels wide. Refused("file.missing" | "file.unreadable")."""
    with _opened(source) as document:
        return tuple(_picture(page, width, source) for page in document)


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


def _language(raw: Any, document: Any) -> str:
    import ctypes

    buffer = ctypes.create_string_buffer(2 * _LONGEST_LANGUAGE)
    units = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
    written = raw.FPDFCatalog_GetLanguage(document, units, len(buffer))
    return buffer.raw[: min(written, len(buffer))].decode("utf-16-le").rstrip("\0")


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
