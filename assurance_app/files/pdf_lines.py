"""Reading a published PDF as lines with hints. What is small is a footnote, what is large or bold a heading; what
stands at the edge of page after page is furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assurance_app.domain.refusal import Refused
from assurance_app.files.lines import (
    BEGINS_MARKED,
    BULLET,
    CONTENTS_ENTRY,
    MOST_CHARACTERS,
    MOST_PAGES,
    ONLY_MARKER,
    Line,
    one_line,
)
from assurance_app.files.pdf import _opened as opened

_LEAST_CHARACTERS = 20
"""On a page, on the average; a scan has fewer."""

_HYPHENS = (0x02, 0xFFFE)
"""How pdfium writes a hyphen at which a word was broken. It gives no end of line there."""

_EDGE_ROWS = 2
"""So many rows at the head and at the foot of a page may be furniture."""

_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?$", re.IGNORECASE)
_BOLD = 600
_BULLETS_ALONE = re.compile(r"[•·▪◦‣●○–-]$")


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of print. `top` and `bottom` are shares of the page's height from its foot."""

    text: str
    page: int
    size: float
    left: float
    top: float
    bottom: float
    height: float
    is_bold: bool
    begins_bold: bool


def pdf_lines(path: Path, content: bytes) -> list[Line]:
    """The lines of the PDF. Refused: official-text.encrypted, too-many-pages, scan, damaged, too-large."""
    try:
        with opened(content) as document:
            if len(document) > MOST_PAGES:
                raise Refused("official-text.too-many-pages", path=path, pages=len(document), limit=MOST_PAGES)
            pages = len(document)
            rows = _rows(path, document)
    except Refused as refusal:
        if refusal.code != "file.unreadable":
            raise
        locked = "password" in str(refusal.params.get("detail", "")).lower()
        raise Refused("official-text.encrypted" if locked else "official-text.damaged", path=path) from refusal
    if sum(len(row.text) for row in rows) < _LEAST_CHARACTERS * pages:
        raise Refused("official-text.scan", path=path)
    return _lines(_without_furniture(rows, pages))


def _rows(path: Path, document: Any) -> list[_Row]:
    rows: list[_Row] = []
    characters = 0
    for number, page in enumerate(document):
        text_page = page.get_textpage()
        try:
            characters += text_page.count_chars()
            if characters > MOST_CHARACTERS:
                raise Refused("official-text.too-large", path=path)
            rows += _rows_of(text_page, page.get_height() or 1.0, number)
        finally:
            text_page.close()
            page.close()
    return rows


def _rows_of(text_page: Any, height: float, page: int) -> list[_Row]:
    import pypdfium2.raw as raw

    rows: list[_Row] = []
    codes = [raw.FPDFText_GetUnicode(text_page.raw, place) for place in range(text_page.count_chars())]
    start = 0
    for place, code in enumerate([*codes, 10]):
        if code not in (10, 13, *_HYPHENS):
            continue
        end = place + 1 if code in _HYPHENS else place
        if end > start and (row := _row(text_page, codes, start, end, height, page)):
            rows.append(row)
        start = place + 1
    return _whole_rows(rows)


def _row(text_page: Any, codes: list[int], start: int, end: int, height: float, page: int) -> _Row | None:
    import pypdfium2.raw as raw

    shown = [place for place in range(start, end) if codes[place] > 32 and codes[place] not in (0xA0, 0xFFFE)]
    if not shown:
        return None
    sizes = {place: raw.FPDFText_GetFontSize(text_page.raw, place) for place in _sampled(shown, codes)}
    usual = Counter(round(size, 1) for size in sizes.values()).most_common(1)[0][0]
    marks = {place for place in _digits(shown, codes) if sizes[place] < usual * 0.8} | _raised(text_page, codes, shown)
    text = "".join(chr(codes[place]) for place in range(start, end) if place not in marks)
    text = text.replace("\x02", "\u00ad").replace("\ufffe", "\u00ad")
    boxes = [text_page.get_charbox(place) for place in (shown[0], shown[-1])]
    bold = [
        raw.FPDFText_GetFontWeight(text_page.raw, place) >= _BOLD
        for place in (shown[0], shown[len(shown) // 2], shown[-1])
    ]
    after_marker = _after_marker(text_page, codes, shown)
    return _Row(
        text=text.strip(),
        page=page,
        size=usual,
        left=boxes[0][0],
        top=max(box[3] for box in boxes) / height,
        bottom=min(box[1] for box in boxes) / height,
        height=height,
        is_bold=all(bold),
        begins_bold=after_marker,
    )


def _sampled(shown: list[int], codes: list[int]) -> list[int]:
    """Every digit, for it may be a footnote's mark, and enough of the rest to know the usual size."""
    step = max(1, len(shown) // 8)
    return sorted({*shown[::step], *_digits(shown, codes)})


def _digits(shown: list[int], codes: list[int]) -> list[int]:
    return [place for place in shown if chr(codes[place]).isdigit()]


def _raised(text_page: Any, codes: list[int], shown: list[int]) -> set[int]:
    """Digits that stand above the line, whatever size their font claims."""
    digits = _digits(shown, codes)
    letters = [place for place in shown if chr(codes[place]).isalpha()][:40:4]
    if not digits:
        return set()
    feet = sorted(text_page.get_charbox(place)[1] for place in letters or digits)
    tops = max(text_page.get_charbox(place)[3] for place in letters or digits)
    line = feet[len(feet) // 2] if letters else feet[0]
    return {place for place in digits if text_page.get_charbox(place)[1] > line + (tops - line) * 0.25}


def _after_marker(text_page: Any, codes: list[int], shown: list[int]) -> bool:
    import pypdfium2.raw as raw

    text = "".join(chr(codes[place]) for place in range(shown[0], shown[-1] + 1))
    marked = BEGINS_MARKED.match(text)
    first = shown[0] + (marked.end() if marked else 0)
    return bool(raw.FPDFText_GetFontWeight(text_page.raw, min(first, shown[-1])) >= _BOLD)


def _whole_rows(rows: list[_Row]) -> list[_Row]:
    """A marker that the PDF sets apart goes with the text beside it."""
    whole: list[_Row] = []
    for row in rows:
        last = whole[-1] if whole else None
        is_marker = last is not None and (ONLY_MARKER.match(last.text) or _BULLETS_ALONE.match(last.text))
        if last is not None and is_marker and abs(last.bottom - row.bottom) * row.height < row.size:
            whole[-1] = replace(row, text=f"{last.text} {row.text}", left=last.left)
        else:
            whole.append(row)
    return whole


def _without_furniture(rows: list[_Row], pages: int) -> list[_Row]:
    """Without page numbers, and without heads and feet: what stands outermost on page after page."""
    outermost: set[int] = set()
    at_edge: list[_Row] = []
    by_page: dict[int, list[_Row]] = {}
    for row in rows:
        by_page.setdefault(row.page, []).append(row)
    for page in by_page.values():
        down = sorted(page, key=lambda row: -row.top)
        outermost |= {id(down[0]), id(down[-1])}
        at_edge += {id(row): row for row in (*down[:_EDGE_ROWS], *down[-_EDGE_ROWS:])}.values()
    on_pages = Counter(_without_digits(row) for row in at_edge)
    edge = {id(row) for row in at_edge if on_pages[_without_digits(row)] >= max(3, pages // 4)}
    return [row for row in rows if id(row) not in edge and not (id(row) in outermost and _PAGE_NUMBER.match(row.text))]


def _without_digits(row: _Row) -> str:
    return re.sub(r"\d+", "#", row.text)


def _lines(rows: list[_Row]) -> list[Line]:
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[row.size] += len(row.text)
    body = sizes.most_common(1)[0][0]
    lefts = sorted({round(row.left) for row in rows})
    larger = sorted({row.size for row in rows if row.size > body * 1.05}, reverse=True)
    lines: list[Line] = []
    last: _Row | None = None
    for row in rows:
        if contents := CONTENTS_ENTRY.match(row.text):
            lines.append(Line(one_line(contents["title"]), is_contents=True))
            last = None
            continue
        line = _hinted(row, body, larger, lefts)
        if last is not None and lines and _goes_on(lines[-1], last, line, row):
            lines[-1] = replace(lines[-1], text=_together(lines[-1].text, line.text))
        else:
            lines.append(replace(line, after_break=last is None or last.page != row.page))
        last = row
    return [replace(line, text=one_line(line.text)) for line in lines]


def _hinted(row: _Row, body: float, larger: list[float], lefts: list[int]) -> Line:
    is_note = row.size < body * 0.92
    heading = 0
    if not is_note and row.size in larger:
        heading = min(6, 1 + larger.index(row.size))
    elif not is_note and row.is_bold and len(row.text) < 120:
        heading = 6
    bullet = BULLET.match(row.text) if not heading else None
    text = row.text[bullet.end() :] if bullet else row.text
    indent = lefts.index(round(row.left))
    return Line(
        text, heading=heading, is_item=bullet is not None, indent=indent, is_note=is_note, is_bold=row.begins_bold
    )


def _goes_on(above: Line, last: _Row, line: Line, row: _Row) -> bool:
    """Whether a row of print goes on with what stands above it."""
    if above.is_note != line.is_note or bool(above.heading) != bool(line.heading) or line.is_item:
        return False
    if line.is_note:
        return last.page == row.page and not re.match(r"\d{1,3}\s", row.text)
    if BEGINS_MARKED.match(line.text) or last.page != row.page:
        return False
    gap = (last.bottom - row.top) * row.height
    return gap < row.size * 0.9 and (not line.heading or above.heading == line.heading)


def _together(above: str, below: str) -> str:
    if above.endswith("\u00ad"):
        return above[:-1] + below
    return above + below if re.search(r"\w-$", above) else f"{above} {below}"
