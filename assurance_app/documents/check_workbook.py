"""Holding an Excel file against its workbook, cell by cell."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from assurance_app.documents.check_withheld import check_hidden
from assurance_app.documents.differences import difference, need_same
from assurance_app.domain.workbook import Cell, Sheet, Workbook
from assurance_app.words import _

_TEXT, _NUMBER, _DATE = "s", "n", "d"


def check_workbook(book: Workbook, path: Path, name: Path | None = None) -> None:
    """Hold an Excel file against its workbook; Refused("document.differs") with the first difference.

    `name` is the file that the person knows, where `path` is a temporary one.
    """
    import openpyxl

    from assurance_app.documents.excel import sheet_names

    known = name or path
    with path.open("rb") as opened:
        found = openpyxl.load_workbook(opened)
    need_same(known, _("the name of a sheet"), sheet_names(book), found.sheetnames)
    properties = (found.properties.title or "", found.properties.creator or "")
    need_same(known, _("a property"), (book.title, book.author), properties)
    check_hidden(path, known)
    for sheet, worksheet in zip(book.sheets, found.worksheets, strict=True):
        _check_sheet(sheet, book.marking, worksheet, known)


def _check_sheet(sheet: Sheet, marking: str, worksheet: Any, known: Path) -> None:
    from assurance_app.documents.excel import headers, laid_out_rows

    above = [*([marking] if marking else []), sheet.title, *sheet.intro, ""]
    top = len(above) + 1
    need_same(known, _("the marking"), [bool(marking)], [bool(worksheet.oddHeader.center.text)])
    need_same(known, _("a line above the table"), above, [worksheet.cell(at, 1).value or "" for at in range(1, top)])
    tables = list(worksheet.tables.values())
    need_same(known, _("the number of tables"), [1], [len(tables)])
    need_same(known, _("the columns"), headers(sheet.columns), [column.name for column in tables[0].tableColumns])
    need_same(known, _("whether there is a filter"), [True], [tables[0].autoFilter is not None])
    need_same(known, _("the rows that repeat in print"), [f"${top}:${top}"], [worksheet.print_title_rows])
    need_same(known, _("the rows that stay in view"), [top + 1], [_row_of(worksheet.freeze_panes or "A1")])
    rows = list(laid_out_rows(sheet))
    need_same(known, _("the last row"), [top + max(len(rows), 1)], [_row_of(tables[0].ref.rpartition(":")[2])])
    for at, row in enumerate(rows, start=top + 1):
        for across, cell in enumerate(row, start=1):
            _check_cell(cell, worksheet.cell(at, across), known)


def _row_of(place: str) -> int:
    return int(place.lstrip(ascii_uppercase))


def _check_cell(cell: Cell, found: Any, known: Path) -> None:
    value = found.value
    if isinstance(cell, str):
        # The reader takes these letters out wherever they stand, being part of an escape elsewhere.
        right = (value or "") == cell.replace("x005F_", "") and (found.data_type == _TEXT or not cell)
    elif isinstance(cell, dt.date):
        right = found.data_type == _DATE and value.date() == (cell.date() if isinstance(cell, dt.datetime) else cell)
    else:
        right = found.data_type == _NUMBER and value == cell
    if not right:
        what = _("the cell {cell}").format(cell=found.coordinate)
        raise difference(known, what, "" if cell is None else str(cell), "" if value is None else str(value))
