"""Native charts of a workbook: drawn by Excel or LibreOffice from the cells of the table above them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from assurance_app.domain.workbook import Sheet, Tone

if TYPE_CHECKING:
    from xlsxwriter import Workbook as Book
    from xlsxwriter.worksheet import Worksheet

CHART_ROWS = 26
"""How many rows of a sheet a chart takes, the room before it included."""
_WIDTH, _HEIGHT = 900, 480  # pixels
_CHARACTER, _PADDING, _USUAL_COLUMN = 7, 5, 64  # pixels of a column
_FONT = {"name": "Arial", "size": 10}
_INK = "#1B1F24"
# Each with a pattern of its own, so that it is told apart without colour too.
_FILLS: dict[Tone, dict[str, Any]] = {
    Tone.GOOD: {"fill": {"color": "#BFE3D3"}},
    Tone.PARTLY: {"pattern": {"pattern": "light_upward_diagonal", "fg_color": "#C9A227", "bg_color": "#FCEFCF"}},
    Tone.BAD: {"pattern": {"pattern": "small_grid", "fg_color": "#E39A94", "bg_color": "#FADFDC"}},
    Tone.NONE: {"fill": {"color": "#ECEEF1"}},
}


def columns_beneath(sheet: Sheet) -> int:
    """How many columns the sheet takes to print, its charts included, which may be wider than its table."""
    columns = len(sheet.columns)
    beyond = _WIDTH - sum(column.width * _CHARACTER + _PADDING for column in sheet.columns)
    return columns + math.ceil(beyond / _USUAL_COLUMN) if sheet.charts and beyond > 0 else columns


def insert_charts(made: Book, worksheet: Worksheet, sheet: Sheet, name: str, rows: tuple[int, int]) -> None:
    """Put the sheet's charts beneath its table; `rows` are the first and the last of the table's cells."""
    if not sheet.rows:
        return
    first, last = rows
    for number, wanted in enumerate(sheet.charts):
        chart = made.add_chart({"type": "bar", "subtype": "stacked"})
        for at, column in enumerate(wanted.series):
            tone = wanted.tones[at] if at < len(wanted.tones) else Tone.GOOD
            chart.add_series(
                {
                    "name": [name, first - 1, column],
                    "categories": [name, first, wanted.categories, last, wanted.categories],
                    "values": [name, first, column, last, column],
                    "border": {"color": _INK, "width": 0.75},
                    "gap": 40,
                    # A nought has no bar, and needs no number.
                    "data_labels": {"value": True, "num_format": "0;;", "font": {**_FONT, "color": _INK}},
                    **_FILLS[tone],
                }
            )
        chart.set_title({"name": wanted.title, "name_font": {**_FONT, "size": 12, "color": _INK}})
        # The first row of the table stands uppermost.
        chart.set_y_axis({"reverse": True, "num_font": _FONT})
        chart.set_x_axis({"num_font": _FONT, "major_gridlines": {"visible": True, "line": {"color": "#D0D7DE"}}})
        if len(wanted.series) > 1:
            chart.set_legend({"position": "bottom", "font": _FONT})
        else:
            chart.set_legend({"none": True})
        chart.set_size({"width": _WIDTH, "height": _HEIGHT})
        place = last + 2 + number * CHART_ROWS
        worksheet.insert_chart(place, 0, chart, {"description": wanted.description, "object_position": 3})
