"""What a workbook says, before it becomes an Excel file: sheets, each with one table of text, numbers and dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assurance_app.domain.dates import is_date
from assurance_app.domain.prose import spoken_date

Cell = str | int | float | date | None
"""What a cell holds; None is an empty cell. Text is never read as a number, a formula or an error."""


class CellKind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


class Tone(StrEnum):
    """What the ground of a cell suggests beside its words, which say it by themselves."""

    GOOD = "good"
    PARTLY = "partly"
    BAD = "bad"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet's table. `width` is in characters; a cell whose text is longer wraps.

    `tones` gives a ground to cells that hold exactly that text.
    """

    header: str
    width: int = 20
    kind: CellKind = CellKind.TEXT
    tones: Mapping[str, Tone] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart of a sheet’s table: a bar for each row, stacked from columns of numbers, the numbers in it."""

    title: str
    description: str
    """What it shows, for whoever does not see it."""
    categories: int
    """The place of the column with the words beside the bars."""
    series: tuple[int, ...]
    """The places of the columns that make up a bar."""
    tones: tuple[Tone, ...] = ()
    """What the colour of each series suggests; its words stand in the legend."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name on the tab, its title and introduction above the table, the table.

    Every row has a cell for every column. In a column of numbers or dates a text may stand for what is missing.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    intro: tuple[str, ...] = ()
    key: str = ""
    """By which formulas know its table and its rows: letters and underscores. The same in every language."""
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A whole workbook. `marking` is "" for a published one."""

    title: str
    author: str
    marking: str
    sheets: tuple[Sheet, ...]
    date: str = ""
    """Of the day that it is of (ISO), whenever it is made again; "" where it is of the moment it is made."""


_FIRST_YEAR = 1900
"""Before it a spreadsheet knows no dates."""


def day_cell(text: str) -> Cell:
    """A recorded day (ISO) as a date that sorts; empty where it is not known, words where a sheet has no such date."""
    if not text:
        return None
    day = date.fromisoformat(text) if is_date(text) else None
    return day if day and day.year >= _FIRST_YEAR else spoken_date(text)
