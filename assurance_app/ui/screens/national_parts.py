"""What the national screens have in common: states of fields, tables as heat tables, and lists of bodies."""

from __future__ import annotations

from collections.abc import Sequence

from assurance_app.application.national_behind import BehindLine
from assurance_app.application.national_grid import Grid, GridCell
from assurance_app.domain.national import ReturnState
from assurance_app.ui.states import State, Symbol
from assurance_app.ui.widgets.heat_map import HeatField
from assurance_app.ui.widgets.heat_table import HeatTable
from assurance_app.ui.widgets.table import Table, TableRow
from assurance_app.words import _

_GOOD = (Symbol.CHECK, "good")
_PARTLY = (Symbol.HALF, "partly")
_BAD = (Symbol.CROSS, "bad")
_DASH = (Symbol.DASH, "none")
_RING = (Symbol.RING, "none")
_LOOKS: dict[str, tuple[Symbol, str]] = {
    **dict.fromkeys(("assured", "followed", "satisfied", "all-met", "in-force"), _GOOD),
    **dict.fromkeys(("partly-assured", "in-part", "partly-satisfied", "some-partly"), _PARTLY),
    **dict.fromkeys(("not-assured", "not-followed", "not-satisfied", "some-not-met", "no-access"), _BAD),
    **dict.fromkeys(("collaboration", "regionally", "nationally"), (Symbol.CHEVRON, "none")),
    **dict.fromkeys(("not-examined", "not-applicable", "not-in-edition", "not-comparable", "owes-none"), _DASH),
}
_RETURNS = {
    ReturnState.RETURNED: _GOOD,
    ReturnState.ENTERED: _GOOD,
    ReturnState.DRAFT: _PARTLY,
    ReturnState.NOT_RECEIVED: _RING,
    ReturnState.OWES_NONE: _DASH,
}


def look_of(code: str, word: str) -> State:
    """The state of a code of the national picture: its symbol, its colour, its word."""
    symbol, token = _LOOKS.get(code, _RING)
    return State(symbol, token, word)


def field_of(cell: GridCell) -> HeatField:
    """A field as the heat table draws it."""
    return HeatField(look_of(cell.code, cell.text) if cell.code else None, cell.text, cell.spoken, cell.place)


def show_grid(table: HeatTable, grid: Grid, by: tuple[str, bool]) -> None:
    """Show a table."""
    fields = {
        (row, column): field_of(cell)
        for row, line in enumerate(grid.lines)
        for column, cell in enumerate(line.cells)
        if cell is not None
    }
    lines = [
        (line.id, f"{line.title}  ·  {line.more}" if line.more else line.title, line.is_heading) for line in grid.lines
    ]
    table.show_lines(lines, [(column.id, column.title) for column in grid.columns], fields, by)


def bodies_table(name: str) -> Table:
    """A table of the bodies behind a number."""
    return Table(name, (_("Body"), _("State"), _("What it says there"), _("How it came")), widest=2)


def body_rows(lines: Sequence[BehindLine]) -> list[TableRow]:
    """The bodies as rows: each opens its return."""
    rows = []
    for line in lines:
        symbol, token = _RETURNS[line.state]
        says = " · ".join(part for part in line.says.split("\n") if part)
        texts = (line.name, line.state_words, says, line.came)
        sorts = tuple(text.casefold() for text in texts)
        rows.append(TableRow(texts, sorts, line.place, State(symbol, token, line.state_words), 1))
    return rows
