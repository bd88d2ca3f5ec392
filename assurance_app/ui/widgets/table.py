"""A plain table to read and open from; sorted in Python by keys, which is fast enough for thousands of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from assurance_app.ui.states import State, icon
from assurance_app.ui.theme import STEP
from assurance_app.words import _

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its texts, what each is sorted by, what it opens, and a state for its first column."""

    texts: tuple[str, ...]
    sorts: tuple[Any, ...]
    key: Any
    state: State | None = None


class _Model(QAbstractTableModel):
    def __init__(self, columns: Sequence[str]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: list[TableRow] = []
        self._by: tuple[int, bool] = (0, False)

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
        if role == Qt.ItemDataRole.DisplayRole or role == Qt.ItemDataRole.ToolTipRole:
            return row.texts[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0 and row.state is not None:
            return icon(row.state.symbol, row.state.token)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._by = (column, order == Qt.SortOrder.DescendingOrder)
        self.replace(self.rows)

    def replace(self, rows: Sequence[TableRow]) -> None:
        column, reverse = self._by
        self.beginResetModel()
        self.rows = sorted(rows, key=lambda row: row.sorts[column], reverse=reverse)
        self.endResetModel()


class Table(QTableView):
    """The table. Return or a double click opens a row."""

    opened = Signal(object)

    def __init__(self, name: str, columns: Sequence[str], *, widest: int = 0) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._model = _Model(columns)
        self.setModel(self._model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setAccessibleName(_("Columns: {what}").format(what=name))
        self.verticalHeader().setDefaultSectionSize(STEP * 4)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setSectionResizeMode(widest, QHeaderView.ResizeMode.Stretch)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.activated.connect(self._open)

    def set_rows(self, rows: Sequence[TableRow]) -> None:
        """Show these rows."""
        current = self._model.rows[self.currentIndex().row()].key if self.currentIndex().isValid() else None
        self._model.replace(rows)
        for place, row in enumerate(self._model.rows):
            if current is not None and row.key == current:
                self.selectRow(place)
        metrics = self.fontMetrics()
        for column, title in enumerate(self._model.columns):
            shown = (row.texts[column] for row in self._model.rows[:200])
            widest = max((metrics.horizontalAdvance(text) for text in (title + "   ", *shown)), default=0)
            self.setColumnWidth(column, min(widest + STEP * 4, max(STEP * 12, self.viewport().width() // 5)))
        self.verticalHeader().setDefaultSectionSize(metrics.height() + STEP * 2)

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """What it shows, in the order in which it shows it."""
        return tuple(self._model.rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        key = self._model.rows[index.row()].key
        if key is not None:
            self.opened.emit(key)
