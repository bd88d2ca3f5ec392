"""Reading an Excel file back: every cell at once, and the rest of it as a small file without cells.

Readers that build an object for each cell take longer over a large workbook than it takes to write it.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from assurance_app.files.archive import ArchiveFault, Limits, open_archive

Value = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
"""What a cell holds as it is shown; "" where it is empty, and every number a float."""

_MB = 1024 * 1024
_LIMITS = Limits(file=96 * _MB, part=128 * _MB, total=512 * _MB, count=4096, ratio=2000)
_CELLS = re.compile(rb"(<sheetData>)(.*)(</sheetData>)", re.DOTALL)
_COMPUTED = re.compile(rb"<f[ />]|<c [^>]*\bt=\"e\"")
_STRINGS = "xl/sharedStrings.xml"
_NO_STRINGS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'


@dataclass(frozen=True, slots=True)
class Sheets:
    """A workbook read back. `rows` holds the cells of each sheet from its first on, as wide as the sheet is used."""

    rows: Mapping[str, list[list[Value]]]
    without_cells: bytes
    """The same workbook with its sheets empty: what is to be known of tables, print and panes."""
    computed: tuple[str, ...]
    """The parts in which a formula or an error stands."""


def read_sheets(content: bytes) -> Sheets:
    """The workbook in these bytes; ValueError where they are none."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        parts = open_archive(content, _LIMITS)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (ArchiveFault, CalamineError) as fault:
        raise ValueError(str(fault)) from fault
    cells = {
        name: found
        for name, part in parts.items()
        if name.startswith("xl/worksheets/") and (found := _CELLS.search(part))
    }
    emptied = {name: found.re.sub(rb"\1\3", parts[name], count=1) for name, found in cells.items()}
    computed = tuple(name for name, found in cells.items() if _COMPUTED.search(found[2]))
    return Sheets(rows, _zipped({**parts, **emptied}), computed)


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, _NO_STRINGS if name == _STRINGS else content)
    return packed.getvalue()
