"""What every table has in common: rows known by their keys, and columns that stay as the person left them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from assurance_app.words import _


class RowTable(QTableView):
    """A table over a model; `keys` says the key of each row in the order shown, None for a row that opens nothing."""

    opened = Signal(object)
    """The key of the row that the person opened."""
    selection_changed = Signal()

    def __init__(
        self, name: str, model: QAbstractTableModel, keys: Callable[[], Sequence[Any]], *, several: bool
    ) -> None:
        super().__init__()
        self._keys = keys
        self.setAccessibleName(name)
        self.setModel(model)
        modes = QAbstractItemView.SelectionMode
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(modes.ExtendedSelection if several else modes.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setAccessibleName(_("Columns: {what}").format(what=name))
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._is_fitting = self._is_arranged = self._is_filled = False
        self._kept = ""
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(self._arranged)
        header.sortIndicatorChanged.connect(self._arranged)

    def selected(self) -> tuple[Any, ...]:
        """The keys of the rows that are selected, in the order shown."""
        keys = self._keys()
        return tuple(keys[place] for place in sorted(index.row() for index in self.selectionModel().selectedRows()))

    def here(self) -> Any:
        """The key of the row that has the focus, or None."""
        index = self.currentIndex()
        return self._keys()[index.row()] if index.isValid() else None

    def kept(self) -> str:
        """Widths, order and sorting of the columns, for the settings; "" where the person changed nothing."""
        if not self._is_arranged:
            return self._kept
        return bytes(self.horizontalHeader().saveState().toBase64().data()).decode("ascii")

    def put_kept(self, text: str) -> None:
        """Put the columns as they were kept."""
        self._kept = text
        if self._is_filled:
            self._put_kept()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802 - Qt's
        """Tell that it did."""
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    def select_rows(self, wanted: Collection[Any], here: Any, column: int = 0) -> None:
        """Select the rows with these keys and no others; the focus goes to a row, in a column."""
        selection, current = QItemSelection(), QModelIndex()
        model = self.model()
        last = model.columnCount() - 1
        for place, key in enumerate(self._keys()):
            if key is not None and key in wanted:
                selection.select(model.index(place, 0), model.index(place, last))
            if here is not None and key == here:
                current = model.index(place, column)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)
        if current.isValid():
            self.selectionModel().setCurrentIndex(current, flags.NoUpdate)

    def _arranged(self, *_of: object) -> None:
        """Only what a person did to the columns is kept, not how they fit what stands in them."""
        self._is_arranged = self._is_arranged or (self._is_filled and not self._is_fitting and self.isVisible())

    def _resized(self, column: int, *_more: object) -> None:
        # What takes the room that is left changes by itself, as where a scroll bar appears; nobody can drag it.
        if self.horizontalHeader().sectionResizeMode(column) is not QHeaderView.ResizeMode.Stretch:
            self._arranged()

    def _put_kept(self) -> None:
        if self._kept:
            state = QByteArray.fromBase64(QByteArray(self._kept.encode("ascii", "ignore")))
            before, self._is_fitting = self._is_fitting, True
            # The columns of another version of the program do not fit: then nothing is put.
            if self.horizontalHeader().restoreState(state):
                self._is_arranged = True
            self._is_fitting = before


def put_on_clipboard(text: str, html: str) -> None:
    """Put a table on the clipboard, for those who take text and for those who take HTML."""
    data = QMimeData()
    data.setText(text)
    data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)
