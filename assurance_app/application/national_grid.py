"""What a national screen shows as a table: lines of fields, each of which says what it holds and what it opens."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from assurance_app.application.places import Place
from assurance_app.domain.national_matrix import EVERYTHING, GroupBy, Measure, Shown
from assurance_app.domain.national_rows import Conclusion, Counted, ReturnState
from assurance_app.domain.national_words import counted_words
from assurance_app.words import _

_SETS: dict[str, Any] = {"states": ReturnState, "opinions": Conclusion, "editions": str, "regions": str}


class View(StrEnum):
    """What the national picture shows."""

    OPINIONS = "opinions"
    PILLARS = "pillars"
    REQUIREMENTS = "requirements"
    SPREAD = "spread"
    EVIDENCE = "evidence"
    YEARS = "years"
    EDITIONS = "editions"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants to see of the national picture."""

    view: View = View.OPINIONS
    section_id: str = ""
    measure: Measure = Measure.STAND
    shown: Shown = EVERYTHING


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the national picture as an address: what it counts, about what, with which code, under which filters.

    Its text leads to the bodies behind it, and outlives a restart.
    """

    kind: str
    about: str = ""
    code: str = ""
    shown: Shown = EVERYTHING

    @property
    def place(self) -> Place:
        """Where the bodies behind it are listed."""
        return Place("national-bodies", item_id=self.text())

    def text(self) -> str:
        """As one text without a bar, which parts a place from another."""
        filters: dict[str, Any] = {
            name: sorted(getattr(self.shown, name)) for name in _SETS if getattr(self.shown, name)
        }
        if self.shown.on_threat:
            filters["on_threat"] = self.shown.on_threat
        plain = [self.kind, self.about, self.code, *([filters] if filters else [])]
        return json.dumps(plain, separators=(",", ":")).replace("|", "\\u007c")


def number_of(text: str) -> Number | None:
    """The inverse; None for what is no number's text."""
    try:
        kind, about, code, *more = json.loads(text)
        filters = more[0] if more else {}
        sets: dict[str, Any] = {name: frozenset(map(make, filters.get(name, ()))) for name, make in _SETS.items()}
        return Number(str(kind), str(about), str(code), Shown(**sets, on_threat=str(filters.get("on_threat", ""))))
    except (ValueError, TypeError, AttributeError, IndexError):
        return None


def without_order(shown: Shown) -> Shown:
    """The filters alone: which bodies are counted does not depend on how they are sorted or grouped."""
    return replace(shown, group_by=GroupBy.NOTHING, sort_by="", descending=False)


@dataclass(frozen=True, slots=True)
class GridCell:
    """One field: its text, the code of the state that it shows ("" for none), what it says whole, what it opens.

    `order` is what it is sorted by; `number` and `of` are given where it is a share.
    """

    text: str
    code: str = ""
    spoken: str = ""
    place: Place | None = None
    order: float = 0
    number: int | None = None
    of: int = 0


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column; `more` is said of it where there is room."""

    id: str
    title: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class GridLine:
    """A line with a field for each column; a heading has none and says what the lines below it have in common."""

    id: str
    title: str
    cells: tuple[GridCell | None, ...] = ()
    place: Place | None = None
    is_heading: bool = False
    more: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A whole table."""

    columns: tuple[GridColumn, ...] = ()
    lines: tuple[GridLine, ...] = ()


def in_order(lines: Iterable[GridLine], at: int, *, descending: bool) -> tuple[GridLine, ...]:
    """The lines by what stands in a column; where two have the same, as they stood."""

    def order(line: GridLine) -> float:
        cell = line.cells[at] if at < len(line.cells) else None
        return cell.order if cell is not None else float("-inf" if descending else "inf")

    return tuple(sorted(lines, key=order, reverse=descending))


def number_cell(found: Counted, what: str, number: Number, code: str = "") -> GridCell:
    """A number as a field that opens the bodies behind it."""
    return GridCell(
        str(found.number),
        code,
        _("{what}, {number}").format(what=what, number=counted_words(found)),
        number.place,
        found.number,
        found.number,
        found.of,
    )


def sorted_grid(grid: Grid, shown: Shown) -> Grid:
    """The table in the order that the person wants."""
    at = next((at for at, column in enumerate(grid.columns) if column.id == shown.sort_by), None)
    if at is None:
        return Grid(grid.columns, tuple(reversed(grid.lines))) if shown.descending else grid
    return Grid(grid.columns, in_order(grid.lines, at, descending=shown.descending))


Made = tuple[Grid, tuple[str, ...], str]
"""A table, what is said above it, and why there is none ("" where there is one)."""
