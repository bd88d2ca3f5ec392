"""A plain table to read, to open from and to copy; sorted in Python by keys, fast enough for thousands of rows.

Its columns are as the person left them: `kept` and `put_kept` carry widths, order and sorting to and from the settings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QAction, QFont, QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from assurance_app.ui.states import State, icon
from assurance_app.ui.theme import STEP, theme
from assurance_app.ui.widgets.row_table import RowTable, put_on_clipboard
from assurance_app.words import _

Index = QModelIndex | QPersistentModelIndex
_READABLE = 20
"""Letters of a cell that are left where a column gives way: a date is never cut."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its texts, what each is sorted by, what it opens, and a state whose symbol stands in one column."""

    texts: tuple[str, ...]
    sorts: tuple[Any, ...]
    key: Any
    state: State | None = None
    state_in: int = 0


class _Model(QAbstractTableModel):
    def __init__(self, columns: Sequence[str]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: list[TableRow] = []
        self._by: tuple[int, bool] = (0, False)

    def keys(self) -> list[Any]:
        return [row.key for row in self.rows]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            # What stands in a cell may come from outside; Qt would take a text with tags in it for a page.
            text = row.texts[index.column()]
            return f"<qt>{escape(text, quote=False)}</qt>" if "<" in text else text
        if role == Qt.ItemDataRole.DecorationRole and row.state is not None and index.column() == row.state_in:
            return icon(row.state.symbol, row.state.token, theme().symbol_side())
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._by = (column, order == Qt.SortOrder.DescendingOrder)
        self.replace(self.rows)

    def replace(self, rows: Sequence[TableRow]) -> None:
        column, reverse = self._by
        self.beginResetModel()
        self.rows = sorted(rows, key=lambda row: row.sorts[column], reverse=reverse)
        self.endResetModel()


class Table(RowTable):
    """The table. Return or a double click opens a row; Ctrl+C copies what is selected, or else everything shown."""

    def __init__(self, name: str, columns: Sequence[str], *, widest: int = 0, several: bool = False) -> None:
        self._model = _Model(columns)
        super().__init__(name, self._model, self._model.keys, several=several)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._widest = widest
        self.verticalHeader().setDefaultSectionSize(STEP * 4)
        self.horizontalHeader().setSectionResizeMode(widest, QHeaderView.ResizeMode.Stretch)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.activated.connect(self._open)
        copying = QAction(_("Copy as a table"), self)
        copying.triggered.connect(lambda _checked=False: self.copy())
        self.addAction(copying)

    def set_rows(self, rows: Sequence[TableRow]) -> None:
        """Show these rows; what was selected, and where the person was, stays."""
        chosen, here = set(self.selected()), self.here()
        self._is_fitting = True
        self._model.replace(rows)
        self.select_rows(chosen, here)
        if not self._is_arranged:
            self._fit()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + STEP * 2)
        self.setIconSize(QSize(theme().symbol_side(), theme().symbol_side()))
        if not self._is_filled:
            self._is_filled = True
            self._put_kept()
        self._is_fitting = False
        self.selection_changed.emit()

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """What it shows, in the order in which it shows it."""
        return tuple(self._model.rows)

    def select(self, keys: Iterable[Any]) -> None:
        """Select these rows and no others; the focus goes to the first."""
        wanted = set(keys)
        first = next((row.key for row in self._model.rows if row.key in wanted), None)
        self.select_rows(wanted, first)

    def copy(self) -> None:
        """Copy what is selected, or else everything shown, as a table: text with tabs, and HTML."""
        chosen = set(self.selected())
        rows = [row for row in self._model.rows if not chosen or row.key in chosen]
        text, html = as_table(self._model.columns, [_spoken(row) for row in rows])
        put_on_clipboard(text, html)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens, Ctrl+C copies."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns into the room there is now: a table on a page not shown yet has none."""
        # A column that takes the room that is left changes with it: that is nothing that a person arranged.
        before, self._is_fitting = self._is_fitting, True
        super().resizeEvent(event)
        self._is_fitting = before
        if self._is_filled and not self._is_arranged and event.size().width() != event.oldSize().width():
            self._is_fitting = True
            self._fit()
            self._is_fitting = False

    def _open(self, index: QModelIndex) -> None:
        key = self._model.rows[index.row()].key
        if key is not None:
            self.opened.emit(key)

    @property
    def _bold(self) -> QFontMetrics:
        return QFontMetrics(theme().font(10, weight=QFont.Weight.DemiBold))

    def _fit(self) -> None:
        metrics, room = self.fontMetrics(), self.viewport().width()
        least = metrics.averageCharWidth() * 32
        wanted: dict[int, int] = {}
        needed: dict[int, int] = {}
        for column, title in enumerate(self._model.columns):
            if column != self._widest:
                shown = (row.texts[column] for row in self._model.rows[:200])
                longest = max((metrics.horizontalAdvance(text) for text in shown), default=0)
                has_symbol = any(row.state_in == column and row.state for row in self._model.rows[:200])
                symbol = theme().symbol_side() + STEP // 2 if has_symbol else 0
                full = longest + symbol + STEP * 2
                titled = self._bold.horizontalAdvance(title) + STEP * 4
                # The word beside a symbol says what the symbol means, and is one of few: it is never cut.
                readable = full if symbol else metrics.averageCharWidth() * _READABLE
                needed[column] = max(titled, min(full, readable))
                wanted[column] = max(needed[column], min(full, max(STEP * 12, room // 3)))
        widths = shared(wanted, needed, room - least)
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        # What takes the room that is left is never squeezed away by many columns: then the table scrolls.
        modes = QHeaderView.ResizeMode
        has_room = room - sum(widths.values()) >= least
        self.horizontalHeader().setSectionResizeMode(self._widest, modes.Stretch if has_room else modes.Interactive)
        if not has_room:
            self.setColumnWidth(self._widest, least)


def shared(wanted: Mapping[int, int], needed: Mapping[int, int], room: int) -> dict[int, int]:
    """How wide each column is where all of them have so much room: the widest give way first, to no less than needed.

    Their sum is more than the room only where all that is needed is more.
    """
    widths = dict(wanted)
    over = sum(widths.values()) - room
    while over > 0 and any(widths[column] > needed[column] for column in widths):
        most = max(widths[column] for column in widths if widths[column] > needed[column])
        giving = [column for column in widths if widths[column] == most and most > needed[column]]
        others = [width for width in widths.values() if width < most]
        floor = max((*(needed[column] for column in giving), *others, most - -(-over // len(giving))))
        for column in giving:
            widths[column] = max(floor, needed[column])
        over = sum(widths.values()) - room
    return widths


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """What a text is sorted by where numbers stand in it: page 9 comes before page 12."""
    parts = re.findall(r"\d+|\D+", text.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def as_table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, str]:
    """Rows for the clipboard: as text with tabs, and as an HTML table whose cells a spreadsheet takes as text."""
    bare = [[" ".join(part.split()) for part in row] for row in (titles, *rows)]
    head, *body = bare
    as_text = "td style='mso-number-format:\"\\@\"'"
    html = _html_row(head, "th", "th") + "".join(_html_row(row, as_text, "td") for row in body)
    return "\n".join("\t".join(row) for row in bare), f"<table>{html}</table>"


def _html_row(parts: Iterable[str], begin: str, end: str) -> str:
    return "<tr>" + "".join(f"<{begin}>{escape(part)}</{end}>" for part in parts) + "</tr>"


def _spoken(row: TableRow) -> tuple[str, ...]:
    if row.state is None or row.state.word in row.texts:
        return row.texts
    told = f"{row.texts[row.state_in]} ({row.state.word})"
    return (*row.texts[: row.state_in], told, *row.texts[row.state_in + 1 :])
