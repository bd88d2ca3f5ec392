"""A workbook as an Excel file: real tables, text as text, nothing cut."""

from __future__ import annotations

import datetime as dt
import gc
import math
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assurance_app.documents.excel_charts import CHART_ROWS, columns_beneath, insert_charts
from assurance_app.documents.layout import made_at, page_words
from assurance_app.domain.withheld import NOTHING, Withheld
from assurance_app.domain.workbook import Cell, CellKind, Column, Sheet, Tone, Workbook
from assurance_app.files.writing import in_place_of
from assurance_app.words import _

if TYPE_CHECKING:
    from xlsxwriter import Workbook as Book
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CELL_LIMIT = 32_767
"""How many UTF-16 units a cell holds."""
_SURELY_FITS = CELL_LIMIT // 2  # characters, of which each takes two units at most
_FURNITURE_LIMIT = 255  # of a header or footer
_NAME_LIMIT = 31
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_GUARDED_LIMIT = 255
# What reads as an escape of the file format such as _x000D_, or what XlsxWriter would take for markup of its own.
_AWKWARD = re.compile(r"(?<=_x[0-9A-Fa-f]{4})(?=_)|(?<=\A<)(?=r>)")
_READ_ANEW = re.compile(r"\s*[=+\-@#\d.,£$€%(]")
_ACCENT, _GROUND, _SECOND, _LINE = "#1F5FA8", "#F2F5F9", "#57606A", "#D0D7DE"
_GROUNDS = {Tone.GOOD: "#DCF0E7", Tone.PARTLY: "#FCEFCF", Tone.BAD: "#FADFDC", Tone.NONE: "#ECEEF1"}
_FONT = {"font_name": "Arial", "font_size": 10}
_A3, _A4 = 8, 9
_WIDEST_ON_A4 = 190  # characters
_WIDEST_FROZEN = 60
_ON_A_PAGE = 60  # rows
_LINE_HEIGHT = 13.5  # points, of 10 point type
_ROW_HEIGHT = _LINE_HEIGHT + 2
_HIGHEST_ROW = 409.0  # points, Excel's own limit


def write_workbook(book: Workbook, path: Path, kept: Withheld = NOTHING) -> None:
    """Write the workbook to `path`, read it back and hold it against what it should say.

    A file of that name is replaced, but only by one that passed, and that holds no words that were `kept` from its
    audience. Refused("document.differs" | "document.withheld" | "file.unwritable"); then nothing was left behind.
    """
    from assurance_app.documents.check_withheld import check_withheld
    from assurance_app.documents.check_workbook import check_workbook

    with in_place_of(path) as temporary, without_collecting():
        _write(book, temporary)
        check_withheld(kept, temporary, path, book)
        check_workbook(book, temporary, path)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Put off looking for garbage that refers to itself: among so many cells that takes a quarter of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _write(book: Workbook, path: Path) -> None:
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    made = xlsxwriter.Workbook(
        str(path),
        {
            "strings_to_numbers": False,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "remove_timezone": False,
            "in_memory": True,
            "default_format_properties": dict(_FONT),  # XlsxWriter adds to it
        },
    )
    made.set_properties(
        {
            "title": book.title,
            "author": book.author,
            "category": book.marking,
            "created": made_at(book.date),
        }
    )
    formats = _formats(made)
    for number, (sheet, name) in enumerate(zip(book.sheets, sheet_names(book), strict=True), start=1):
        worksheet = made.add_worksheet(name)
        first, last = _write_sheet(worksheet, sheet, book, formats, number)
        if sheet.key:
            made.define_name(f"{sheet.key}_rows", f"={_range(name, first, 0, last, len(sheet.columns) - 1)}")
        insert_charts(made, worksheet, sheet, name, (first, last))
    try:
        made.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error


def sheet_names(book: Workbook) -> tuple[str, ...]:
    """The names on the tabs: as given, as far as Excel permits, and each once."""
    names: list[str] = []
    for sheet in book.sheets:
        plain = _FORBIDDEN_IN_NAMES.sub(" ", sheet.name).strip(" '") or _("Sheet")
        if plain.casefold() == "history":  # which Excel keeps for itself
            plain += "_"
        name, number = plain[:_NAME_LIMIT].rstrip(), 1
        while name.casefold() in {other.casefold() for other in names}:
            number += 1
            ending = f" {number}"
            name = plain[: _NAME_LIMIT - len(ending)].rstrip() + ending
        names.append(name)
    return tuple(names)


def headers(columns: tuple[Column, ...]) -> tuple[str, ...]:
    """The headers as a table permits them: each once and none empty."""
    made: list[str] = []
    for at, column in enumerate(columns, start=1):
        plain = " ".join(column.header.split()) or _("Column {number}").format(number=at)
        header, number = plain, 1
        while header.casefold() in {other.casefold() for other in made}:
            number += 1
            header = f"{plain} {number}"
        made.append(header)
    return tuple(made)


def laid_out_rows(sheet: Sheet) -> Iterator[tuple[Cell, ...]]:
    """The rows as they stand in the file: a row with a text longer than a cell holds goes on in the rows beneath it.

    The cell says that it goes on, and a row that continues repeats the first cell, so that sorting and filtering keep
    them together and a person sees what they belong to.
    """
    for row in sheet.rows:
        for cell in row:
            if isinstance(cell, str) and len(cell) > _SURELY_FITS:
                break
        else:
            yield row
            continue
        parts = [cell_parts(cell) if isinstance(cell, str) else (cell,) for cell in row]
        for at in range(max((len(part) for part in parts), default=1)):
            yield tuple(
                part[at] if at < len(part) else (part[0] if column == 0 else None) for column, part in enumerate(parts)
            )


def cell_parts(text: str) -> tuple[str, ...]:
    """The text in pieces that fit into a cell; each says where it goes on and where it came from."""
    if units(text) <= CELL_LIMIT:
        return (text,)
    goes_on, went_on = _(" [continued in the row below]"), _("[continued from the row above] ")
    room = CELL_LIMIT - units(goes_on) - units(went_on)
    pieces = list(_cut(text, room))
    last = len(pieces) - 1
    return tuple((went_on if at else "") + piece + (goes_on if at < last else "") for at, piece in enumerate(pieces))


def units(text: str) -> int:
    """How many UTF-16 units the text takes, which is how Excel counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _cut(text: str, room: int) -> Iterator[str]:
    start = 0
    while start < len(text):
        end, used = start, 0
        while end < len(text) and used + (2 if ord(text[end]) > 0xFFFF else 1) <= room:
            used += 2 if ord(text[end]) > 0xFFFF else 1
            end += 1
        if end < len(text):
            space = text.rfind(" ", start + (end - start) // 2, end)
            end = space + 1 if space > 0 else end
        yield text[start:end]
        start = end


def _range(name: str, top: int, left: int, bottom: int, right: int) -> str:
    from xlsxwriter.utility import xl_range_abs

    quoted = name.replace("'", "''")
    return f"'{quoted}'!{xl_range_abs(top, left, bottom, right)}"


def _formats(made: Book) -> dict[str, Format]:
    cell: dict[str, Any] = {**_FONT, "valign": "top", "text_wrap": True, "bottom": 1, "bottom_color": _LINE}
    header = {**cell, "bold": True, "bg_color": _GROUND, "bottom": 2, "bottom_color": _ACCENT, "valign": "bottom"}
    looks: dict[str, dict[str, Any]] = {
        "title": {**_FONT, "font_size": 16, "bold": True, "font_color": _ACCENT},
        "marking": {**_FONT, "bold": True},
        "intro": {**_FONT, "font_color": _SECOND},
        "font": _FONT,
        "header": header,
        "number header": {**header, "align": "right"},
        CellKind.TEXT: cell,
        "guarded": {**cell, "num_format": "@"},
        CellKind.NUMBER: {**cell, "num_format": "#,##0.##;-#,##0.##", "align": "right"},
        "whole": {**cell, "num_format": "#,##0", "align": "right"},
        CellKind.DATE: {**cell, "num_format": "d mmm yyyy", "align": "left"},
        "line": {"bottom": 1, "bottom_color": _LINE},
        **{f"ground-{tone}": {"bg_color": colour} for tone, colour in _GROUNDS.items()},
    }
    return {name: made.add_format(look) for name, look in looks.items()}


def _write_sheet(
    made: Worksheet, sheet: Sheet, book: Workbook, formats: dict[str, Format], number: int
) -> tuple[int, int]:
    """Write one sheet; answers with the first and the last row of its table's cells."""
    made.set_default_row(_ROW_HEIGHT)
    top = _write_introduction(made, sheet, book, formats)
    names = headers(sheet.columns)
    last = top + max(_write_rows(made, sheet, formats, top + 1), 1)  # a table has at least one row beneath its header
    numbers = [column.kind is CellKind.NUMBER for column in sheet.columns]
    made.add_table(
        top,
        0,
        last,
        len(names) - 1,
        {
            "name": f"Table_{sheet.key or number}",
            "style": None,
            "columns": [
                {"header": name, "header_format": formats["number header" if is_number else "header"]}
                for name, is_number in zip(names, numbers, strict=True)
            ],
        },
    )
    lines = max(_lines(name, column.width) for name, column in zip(names, sheet.columns, strict=True))
    made.set_row(top, lines * _LINE_HEIGHT + 2)
    _write_grounds(made, sheet.columns, formats, top + 1, last)
    made.freeze_panes(top + 1, 1 if len(names) > 1 and sheet.columns[0].width <= _WIDEST_FROZEN else 0)
    _set_up_print(made, sheet, book, top, last)
    return top + 1, last


def _set_up_print(made: Worksheet, sheet: Sheet, book: Workbook, top: int, last: int) -> None:
    made.repeat_rows(top)
    end = last + len(sheet.charts) * CHART_ROWS
    made.print_area(0, 0, end, columns_beneath(sheet) - 1)
    # On A4 a wide sheet would be too small to read.
    made.set_paper(_A3 if sum(column.width for column in sheet.columns) > _WIDEST_ON_A4 else _A4)
    made.set_landscape()
    # A short table and its chart stay on one page, that no page cuts the chart in two.
    made.fit_to_pages(1, 1 if sheet.charts and end < _ON_A_PAGE else 0)
    made.set_margins(left=0.6, right=0.6, top=0.9, bottom=0.9)
    before, between, after = (words.replace("&", "&&") for words in page_words())
    made.set_header(_furniture("&C&B", book.marking) if book.marking else "")
    made.set_footer(_furniture("&L", book.author, f"&R{before}&P{between}&N{after}"))


def _write_grounds(
    made: Worksheet, columns: tuple[Column, ...], formats: dict[str, Format], first: int, last: int
) -> None:
    """The rules that give a ground to cells by their words, so that it follows where a person changes the words."""
    for at, column in enumerate(columns):
        made.set_column(at, at, column.width)
        for words, tone in column.tones.items():
            quoted = '"' + words.replace('"', '""') + '"'
            rule = {"type": "cell", "criteria": "==", "value": quoted, "format": formats[f"ground-{tone}"]}
            made.conditional_format(first, at, last, at, rule)
    made.conditional_format(first, 0, last, len(columns) - 1, {"type": "blanks", "format": formats["line"]})


def _write_rows(made: Worksheet, sheet: Sheet, formats: dict[str, Format], first: int) -> int:
    """Write the cells of the table; answers with how many rows they take."""
    writers = [_cell_writer(made, at, column, formats) for at, column in enumerate(sheet.columns)]
    rows = 0
    for down, row in enumerate(laid_out_rows(sheet), start=first):
        lines = 1
        for cell, write in zip(row, writers, strict=True):
            # An empty cell is not there: most sheets have many.
            if cell is not None and cell != "":
                lines = max(lines, write(down, cell))
        if lines > 1:
            made.set_row(down, min(lines * _LINE_HEIGHT + 2, _HIGHEST_ROW))
        rows += 1
    return rows


def _cell_writer(made: Worksheet, column: int, kind: Column, formats: dict[str, Format]) -> Callable[[int, Cell], int]:
    """What writes a cell of one column into a row, and answers with how many lines it takes.

    Most texts come again and again; how one is to be written is found out once.
    """
    known: dict[str, tuple[str, int, bool]] = {}

    def write(row: int, cell: Cell) -> int:
        if isinstance(cell, str):
            found = known.get(cell)
            if found is None:
                found = known[cell] = (_look(cell), _lines(cell, kind.width), _AWKWARD.search(cell) is None)
            look, lines, plain = found
            if plain:
                made.write_string(row, column, cell, formats[look])
            else:
                _write_text(made, row, column, cell, look, formats)
            return lines
        if isinstance(cell, dt.date):
            made.write_datetime(row, column, cell, formats[CellKind.DATE])
        elif cell is not None:
            made.write_number(row, column, cell, formats["whole" if isinstance(cell, int) else CellKind.NUMBER])
        return 1

    return write


def _look(text: str) -> str:
    # Where a person edits such a cell, Excel would read it anew; only the text format keeps it from that. Long text
    # goes without, because older programs show long cells of that format as hash marks.
    return "guarded" if len(text) <= _GUARDED_LIMIT and _READ_ANEW.match(text) else CellKind.TEXT


def _lines(cell: Cell, width: float) -> int:
    if not isinstance(cell, str):
        return 1
    # Words break earlier than characters would; a tenth of the width is lost to that on average.
    room = max(1.0, width * 0.9)
    return sum(max(1, math.ceil(len(line) / room)) for line in cell.split("\n"))


def _furniture(lead: str, words: str, rest: str = "") -> str:
    escaped = " ".join(words.split()).replace("&", "&&")
    room = _FURNITURE_LIMIT - len(lead) - len(rest)
    if len(escaped) > room:
        escaped = re.sub("&*$", "", escaped[: room - 1]) + "…"
    return lead + escaped + rest


def _write_introduction(made: Worksheet, sheet: Sheet, book: Workbook, formats: dict[str, Format]) -> int:
    lines = [(book.marking, "marking")] if book.marking else []
    lines.append((sheet.title, "title"))
    lines += [(line, "intro") for line in sheet.intro]
    for at, (words, look) in enumerate(lines):
        made.set_row(at, 24 if look == "title" else _LINE_HEIGHT + 2)
        _write_text(made, at, 0, words, look, formats)
    return len(lines) + 1


def _write_text(made: Worksheet, row: int, column: int, text: str, look: str, formats: dict[str, Format]) -> None:
    """Write text as text. Awkward text is cut into runs, because no escape or markup goes across runs."""
    runs = _AWKWARD.split(text)
    if len(runs) == 1:
        made.write_string(row, column, text, formats[look])
    else:
        made.write_rich_string(row, column, *(part for run in runs for part in (formats["font"], run)), formats[look])
