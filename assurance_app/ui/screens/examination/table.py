"""The table of the examination plan: selecting, keys and clicks, and its columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from assurance_app.domain.values import Risk
from assurance_app.ui.screens.examination.cells import Cells
from assurance_app.ui.screens.examination.lines import (
    EXAMINE,
    FIRST_YEAR,
    LAST,
    RISK,
    SECTION,
    TITLE,
    Cell,
    Line,
    as_table,
    risk_word,
    year_words,
)
from assurance_app.ui.screens.examination.model import PlanModel
from assurance_app.ui.theme import STEP, theme
from assurance_app.ui.widgets.row_table import RowTable, put_on_clipboard

_SPARE = STEP * 2 + 2


class PlanTable(RowTable):
    """The table. Return or a double click opens a line, Space ticks what is selected."""

    toggled = Signal(object, bool)
    """The ids, and whether they are examined from now on."""
    rated = Signal(object, str)
    """The ids, and the risk or NO_RISK."""

    def __init__(self, name: str) -> None:
        self._model = PlanModel()
        super().__init__(name, self._model, self._model.keys, several=True)
        self._model.ticked.connect(lambda key, examine: self.toggled.emit(self._with_others(key), examine))
        self._model.rated.connect(lambda key, risk: self.rated.emit(self._with_others(key), risk))
        self.setItemDelegate(Cells(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setMouseTracking(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._scale = theme().scale
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self._double_clicked)
        theme().changed.connect(self._refit)

    # -- what it shows -----------------------------------------------------------------------------------------

    def show_lines(self, titles: Sequence[str], lines: Sequence[Line], *, read_only: bool) -> None:
        """Show these lines; what was selected and where the person was stays."""
        chosen, here, top = set(self.selected()), self.here(), self.verticalScrollBar().value()
        column = max(self.currentIndex().column(), 0)
        self._model.titles, self._model.read_only = tuple(titles), read_only
        self._model.replace(lines)
        if not self._is_filled and titles:
            self._is_filled = True
            self._fit()
            self._put_kept()
        self._select(chosen, here, column)
        self.verticalScrollBar().setValue(top)
        self.selection_changed.emit()

    @property
    def lines(self) -> tuple[Line, ...]:
        """What it shows, in the order in which it shows it."""
        return tuple(self._model.lines)

    def go_to(self, key: str) -> None:
        """Select one line."""
        self._select({key}, key, TITLE)

    def copy(self) -> None:
        """Copy what is selected, or else everything shown, as a table."""
        chosen = set(self.selected())
        lines = [line for line in self._model.lines if not chosen or line.key in chosen]
        text, html = as_table(self._model.titles, lines)
        put_on_clipboard(text, html)

    # -- keys and clicks ---------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens, Space ticks, Ctrl+C copies."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            if self.here():
                self.opened.emit(self.here())
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.toggle()
        else:
            super().keyPressEvent(event)

    def toggle(self) -> None:
        """Have what is selected examined; where all of it is, no longer."""
        chosen = set(self.selected()) or {self.here()}
        lines = [line for line in self._model.lines if line.key in chosen]
        if lines and not self._model.read_only:
            self.toggled.emit(tuple(line.key for line in lines), not all(line.planned for line in lines))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the tick of one of several selected lines is meant for all of them: they stay selected."""
        index = self.indexAt(event.position().toPoint())
        several = len(self.selectionModel().selectedRows()) > 1 and self.selectionModel().isSelected(index)
        if several and index.column() in (EXAMINE, RISK) and event.button() is Qt.MouseButton.LeftButton:
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            if self._model.read_only:
                return
            if index.column() == RISK:
                self.edit(index)
            else:
                self.toggled.emit(self.selected(), not self._model.lines[index.row()].planned)
            return
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The requirement takes what is left."""
        super().resizeEvent(event)
        if self._is_filled:
            self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_is_filled"):
            self._fit_rows()

    # -- inside ------------------------------------------------------------------------------------------------

    def _with_others(self, key: str) -> tuple[str, ...]:
        chosen = self.selected()
        return chosen if key in chosen else (key,)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == RISK and not self._model.read_only and not QGuiApplication.keyboardModifiers():
            self.edit(index)

    def _double_clicked(self, index: QModelIndex) -> None:
        if index.column() not in (EXAMINE, RISK):
            self.opened.emit(self._model.lines[index.row()].key)

    def _select(self, keys: set[str], here: str, column: int) -> None:
        self.select_rows(keys, here, column)
        if not self.currentIndex().isValid() and self._model.lines:
            first = self._model.index(0, TITLE)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _put_kept(self) -> None:
        super()._put_kept()
        if self._kept:
            self._fit_rows()

    def _refit(self) -> None:
        if self._is_filled and self._scale != theme().scale:
            self._fit()

    def _fit_rows(self) -> None:
        metrics = self.fontMetrics()
        room = self.columnWidth(TITLE) - self._model.before_width(metrics) - STEP * 2
        cut = any(metrics.horizontalAdvance(line.row.title) > room for line in self._model.lines)
        high = metrics.height() + (metrics.lineSpacing() + STEP if cut else STEP * 2)
        self.verticalHeader().setDefaultSectionSize(high)

    def _fit(self) -> None:
        """Columns as wide as what stands in them; the requirement takes what is left."""
        self._is_fitting, self._scale = True, theme().scale
        metrics = self.fontMetrics()
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        heads = QFontMetrics(bold)
        symbol, arrow = theme().symbol_side() + STEP, round(STEP * theme().scale)
        for column, title in enumerate(self._model.titles):
            if column == TITLE:
                continue
            cells = [line.cells[column] for line in self._model.lines]
            texts = [*(_whole(cell, column) for cell in cells), *_words_of(column, cells)]
            inside = max((metrics.horizontalAdvance(text) for text in texts), default=0)
            inside += symbol if column >= FIRST_YEAR else STEP * 2 if column == RISK else 0
            inside = min(inside, metrics.averageCharWidth() * 13) if column == SECTION else inside
            head = max(heads.horizontalAdvance(part) for part in title.split("\n")) + arrow
            self.setColumnWidth(column, max(inside, head) + _SPARE)
        self._fill()

    def _fill(self) -> None:
        others = sum(self.columnWidth(column) for column in range(self._model.columnCount()) if column != TITLE)
        least = self.fontMetrics().averageCharWidth() * 27
        self._is_fitting = True
        self.setColumnWidth(TITLE, max(self.viewport().width() - others, least))
        self._is_fitting = False
        self._fit_rows()


def _words_of(column: int, cells: Sequence[Cell]) -> tuple[str, ...]:
    """What may come to stand in a column, so that it need not grow."""
    if column == RISK:
        return tuple(risk_word(risk) for risk in Risk)
    recorded = any(cell.state is not None for cell in cells)
    return year_words() if column >= FIRST_YEAR and recorded else ()


def _whole(cell: Cell, column: int) -> str:
    if column == EXAMINE:
        return ""
    return f"{cell.text}  {cell.more}" if cell.more and column == LAST else cell.text


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
