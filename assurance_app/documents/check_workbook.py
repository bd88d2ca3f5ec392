"""Holding an Excel file against its workbook, cell by cell."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

from assurance_app.documents.check_withheld import check_hidden
from assurance_app.documents.differences import difference, need_same
from assurance_app.domain.refusal import Refused
from assurance_app.domain.workbook import Cell, Sheet, Workbook
from assurance_app.words import _

if TYPE_CHECKING:
    from assurance_app.files.sheets import Value


def check_workbook(book: Workbook, path: Path, name: Path | None = None) -> None:
    """Hold an Excel file against its workbook; Refused("document.differs") with the first difference.

    `name` is the file that the person knows, where `path` is a temporary one.
    """
    import openpyxl

    from assurance_app.documents.excel import sheet_names
    from assurance_app.files.sheets import read_sheets

    known = name or path
    try:
        read = read_sheets(path.read_bytes())
    except ValueError as error:
        raise Refused("document.differs", path=known, detail=error) from error
    found = openpyxl.load_workbook(io.BytesIO(read.without_cells))
    need_same(known, _("the name of a sheet"), sheet_names(book), found.sheetnames)
    properties = (found.properties.title or "", found.properties.creator or "")
    need_same(known, _("a property"), (book.title, book.author), properties)
    check_hidden(path, known)
    need_same(known, _("a formula"), [], read.computed)
    for sheet, worksheet in zip(book.sheets, found.worksheets, strict=True):
        _check_sheet(sheet, book.marking, worksheet, read.rows[worksheet.title], known)


def _check_sheet(sheet: Sheet, marking: str, worksheet: Any, cells: list[list[Value]], known: Path) -> None:
    from assurance_app.documents.excel import headers, laid_out_rows

    above = [*([marking] if marking else []), sheet.title, *sheet.intro, ""]
    top = len(above) + 1
    need_same(known, _("the marking"), [bool(marking)], [bool(worksheet.oddHeader.center.text)])
    need_same(known, _("a line above the table"), above, [row[0] if row else "" for row in cells[: top - 1]])
    tables = list(worksheet.tables.values())
    need_same(known, _("the number of tables"), [1], [len(tables)])
    need_same(known, _("the columns"), headers(sheet.columns), [column.name for column in tables[0].tableColumns])
    need_same(known, _("whether there is a filter"), [True], [tables[0].autoFilter is not None])
    need_same(known, _("the rows that repeat in print"), [f"${top}:${top}"], [worksheet.print_title_rows])
    need_same(known, _("the rows that stay in view"), [top + 1], [_row_of(worksheet.freeze_panes or "A1")])
    rows = list(laid_out_rows(sheet))
    need_same(known, _("the last row"), [top + max(len(rows), 1)], [_row_of(tables[0].ref.rpartition(":")[2])])
    for at, row in enumerate(rows, start=top):
        found = cells[at] if at < len(cells) else []
        if found != list(row):
            _check_row(row, found, at, known)
    need_same(known, _("what stands beneath the table"), [], [row for row in cells[top + len(rows) :] if any(row)])


def _row_of(place: str) -> int:
    return int(place.lstrip(ascii_uppercase))


def _check_row(row: tuple[Cell, ...], found: list[Value], at: int, known: Path) -> None:
    from xlsxwriter.utility import xl_rowcol_to_cell

    wide = max(len(row), len(found))
    for across in range(wide):
        cell = row[across] if across < len(row) else None
        value = found[across] if across < len(found) else ""
        if not _is_same(cell, value):
            what = _("the cell {cell}").format(cell=xl_rowcol_to_cell(at, across))
            raise difference(known, what, "" if cell is None else str(cell), str(value))


def _is_same(cell: Cell, value: Value) -> bool:
    if cell is None or isinstance(cell, str):
        return isinstance(value, str) and value == (cell or "")
    if isinstance(cell, dt.date):
        return isinstance(value, dt.date) and _day(value) == _day(cell)
    return isinstance(value, float) and value == cell


def _day(moment: dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment
