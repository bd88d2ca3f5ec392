"""The table of the examination plan: a model over frozen lines, cells that are painted, and the keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtCore import QAbstractTableModel as TableModel
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from assurance_app.domain.values import Risk
from assurance_app.ui.screens.examination.lines import (
    EXAMINE,
    FIRST_YEAR,
    LAST,
    NO_RISK,
    RISK,
    SECTION,
    TITLE,
    Line,
    as_table,
    in_order,
    risk_word,
)
from assurance_app.ui.states import icon
from assurance_app.ui.theme import STEP, theme, tokens
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.words import _

Index = QModelIndex | QPersistentModelIndex
_SPARE = STEP * 3
_Role = Qt.ItemDataRole


class PlanModel(TableModel):
    """Lines as a table. What a person ticks or chooses is told, and comes back with the lines that are loaded anew."""

    ticked = Signal(str, bool)
    rated = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.titles: tuple[str, ...] = ()
        self.lines: list[Line] = []
        self.read_only = False
        self.by: tuple[int, bool] = (TITLE, False)
        self.is_sorted = False

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many lines."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many columns."""
        return 0 if parent.isValid() else len(self.titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """The headings."""
        if orientation is Qt.Orientation.Horizontal:
            if role == _Role.DisplayRole:
                return self.titles[section]
            if role == _Role.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            if role == _Role.ToolTipRole and section == LAST:
                return _("The latest year before this one in which it was examined")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be done with a cell."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if not self.read_only and index.column() == EXAMINE:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if not self.read_only and index.column() == RISK:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """What a cell shows."""
        line = self.lines[index.row()]
        cell = line.cells[index.column()]
        if role == _Role.CheckStateRole:
            if index.column() != EXAMINE:
                return None
            return Qt.CheckState.Checked if line.planned else Qt.CheckState.Unchecked
        if role == _Role.DisplayRole:
            return None if index.column() == EXAMINE else cell.text
        if role == _Role.EditRole:
            return line.row.risk.value if line.row.risk else NO_RISK
        if role == _Role.DecorationRole and cell.state is not None:
            return icon(cell.state.symbol, cell.state.token, theme().symbol_side())
        if role == _Role.ForegroundRole and cell.quiet:
            return tokens().colour("second")
        if role == _Role.ToolTipRole:
            return _tip(line, index.column())
        if role == _Role.AccessibleTextRole:
            spoken = f"{cell.text}, {cell.more}" if cell.more else cell.text
            return f"{self.titles[index.column()]}: {spoken}"
        return None

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        """A person ticked a line or chose its risk."""
        line = self.lines[index.row()]
        if role == _Role.CheckStateRole:
            self.ticked.emit(line.key, Qt.CheckState(value) is Qt.CheckState.Checked)
        elif role == _Role.EditRole and index.column() == RISK:
            self.rated.emit(line.key, value)
        return False

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; by none, the publisher's order."""
        self.by = (column, order == Qt.SortOrder.DescendingOrder)
        if self.titles:
            self.replace(self.lines)

    def replace(self, lines: Iterable[Line]) -> None:
        """Show these lines, in the order that was chosen."""
        column, reverse = self.by
        self.beginResetModel()
        if 0 <= column < len(self.titles):
            self.lines = in_order(lines, column, reverse=reverse)
        else:
            self.lines = sorted(lines, key=lambda line: line.place)
        self.endResetModel()


def _tip(line: Line, column: int) -> str:
    cell = line.cells[column]
    if column == EXAMINE:
        return _("Space changes it")
    return f"{cell.text}\n{cell.more}" if cell.more else cell.text


class _Cells(QStyledItemDelegate):
    """Cells with what is second beside what is first, and a ring around the one that has the focus."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """The ring is ours; the symbol keeps its distance."""
        super().initStyleOption(option, index)
        style: Any = option
        style.state &= ~QStyle.StateFlag.State_HasFocus
        side = theme().symbol_side()
        style.decorationSize = QSize(side, side)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        style: Any = option
        focused = bool(style.state & QStyle.StateFlag.State_HasFocus)
        model: Any = index.model()
        cell = model.lines[index.row()].cells[index.column()]
        more = cell.more if index.column() in (TITLE, LAST) else ""
        if more or index.column() == RISK:
            self._paint_with(painter, option, index, more)
        else:
            super().paint(painter, option, index)
        if focused:
            painter.save()
            painter.setPen(QPen(tokens().colour("accent"), 2))
            painter.drawRect(style.rect.adjusted(1, 1, -1, -1))
            painter.restore()

    def _paint_with(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, more: str) -> None:
        shown: Any = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        text, shown.text = shown.text, ""
        look = shown.widget.style() if shown.widget is not None else QApplication.style()
        look.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        inner: QRect = shown.rect.adjusted(STEP // 2, 0, -STEP, 0)
        metrics = QFontMetrics(shown.font)
        painter.save()
        painter.setFont(shown.font)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        taken = 0
        painter.setPen(tokens().colour("second"))
        if index.column() == RISK:
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self._paint_arrow(painter, inner)
                taken = STEP * 2
        else:
            taken = metrics.horizontalAdvance(more) + STEP * 2
            painter.drawText(inner, right, more)
        quiet = index.data(_Role.ForegroundRole) is not None
        painter.setPen(tokens().colour("second" if quiet else "text"))
        room = inner.adjusted(0, 0, -taken, 0)
        painter.drawText(
            room,
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width()),
        )
        painter.restore()

    def _paint_arrow(self, painter: QPainter, inner: QRect) -> None:
        side = STEP // 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens().colour("second"), 1.5))
        right, middle = inner.right(), inner.center().y()
        painter.drawLine(right - 2 * side, middle - side // 2, right - side, middle + side // 2)
        painter.drawLine(right - side, middle + side // 2, right, middle - side // 2)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A list that drops down, for the risk."""
        risks = [(risk.value, risk_word(risk)) for risk in Risk]
        editor = DropDown([*risks, (NO_RISK, risk_word(None))])
        editor.setParent(parent)
        editor.setAccessibleName(_("Risk"))
        editor.chosen.connect(lambda _code: self._chosen(editor))
        QTimer.singleShot(0, editor, editor.showPopup)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the risk that stands."""
        assert isinstance(editor, DropDown)
        editor.set_value(index.data(_Role.EditRole))

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        """What was chosen; leaving the list without choosing changes nothing."""
        assert isinstance(editor, DropDown)
        if editor.value() != index.data(_Role.EditRole):
            model.setData(index, editor.value())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """It may be wider than its column."""
        style: Any = option
        place: QRect = style.rect
        editor.setGeometry(place.x(), place.y(), max(place.width(), editor.sizeHint().width()), place.height())

    def _chosen(self, editor: DropDown) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)


class PlanTable(QTableView):
    """The table. Return or a double click opens a line, Space ticks what is selected."""

    opened = Signal(str)
    toggled = Signal(object, bool)
    """The ids, and whether they are examined from now on."""
    rated = Signal(object, str)
    """The ids, and the risk or NO_RISK."""
    selection_changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._model = PlanModel()
        self._model.ticked.connect(lambda key, examine: self.toggled.emit(self._with_others(key), examine))
        self._model.rated.connect(lambda key, risk: self.rated.emit(self._with_others(key), risk))
        self.setModel(self._model)
        self.setItemDelegate(_Cells(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setAccessibleName(_("Columns: {what}").format(what=name))
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._fitted = False
        self._kept = ""
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
        if not self._fitted and titles:
            self._fitted = True
            self._fit()
            self._put_kept()
        self._select(chosen, here, column)
        self.verticalScrollBar().setValue(top)
        self.selection_changed.emit()

    @property
    def lines(self) -> tuple[Line, ...]:
        """What it shows, in the order in which it shows it."""
        return tuple(self._model.lines)

    def selected(self) -> tuple[str, ...]:
        """The ids of the lines that are selected, in the order shown."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self._model.lines[place].key for place in rows)

    def here(self) -> str:
        """The id of the line that has the focus, or ""."""
        index = self.currentIndex()
        return self._model.lines[index.row()].key if index.isValid() else ""

    def go_to(self, key: str) -> None:
        """Select one line."""
        self._select({key}, key, TITLE)

    def edit_risk(self) -> None:
        """Let the person choose the risk of what is selected."""
        if self.currentIndex().isValid():
            index = self._model.index(self.currentIndex().row(), RISK)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.edit(index)

    def copy(self) -> None:
        """Copy what is selected, or else everything shown, as a table."""
        chosen = set(self.selected())
        lines = [line for line in self._model.lines if not chosen or line.key in chosen]
        text, html = as_table(self._model.titles, lines)
        data = QMimeData()
        data.setText(text)
        data.setHtml(html)
        QGuiApplication.clipboard().setMimeData(data)

    def kept(self) -> str:
        """Widths, order and sorting of the columns, for the settings."""
        if not self._fitted:
            return self._kept
        return bytes(self.horizontalHeader().saveState().toBase64().data()).decode("ascii")

    def put_kept(self, text: str) -> None:
        """Put the columns as they were kept."""
        self._kept = text
        if self._fitted:
            self._put_kept()

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
        if self._fitted:
            self._fill()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell how many there are."""
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_fitted"):
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
        selection = QItemSelection()
        last = self._model.columnCount() - 1
        current = QModelIndex()
        for place, line in enumerate(self._model.lines):
            if line.key in keys:
                selection.select(self._model.index(place, 0), self._model.index(place, last))
            if line.key == here:
                current = self._model.index(place, column)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)
        if not current.isValid() and self._model.lines:
            current = self._model.index(0, TITLE)
        if current.isValid():
            self.selectionModel().setCurrentIndex(current, flags.NoUpdate)

    def _put_kept(self) -> None:
        if self._kept:
            from PySide6.QtCore import QByteArray

            state = QByteArray.fromBase64(QByteArray(self._kept.encode("ascii", "ignore")))
            self.horizontalHeader().restoreState(state)

    def _refit(self) -> None:
        if self._fitted:
            self._fit()

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + STEP * 2)

    def _fit(self) -> None:
        """Columns as wide as what stands in them; the requirement takes what is left."""
        self._fit_rows()
        metrics = self.fontMetrics()
        symbol = theme().symbol_side() + STEP
        for column, title in enumerate(self._model.titles):
            if column == TITLE:
                continue
            cells = [line.cells[column] for line in self._model.lines]
            texts = [title + "  ", *(_whole(cell, column) for cell in cells)]
            width = max(metrics.horizontalAdvance(text) for text in texts) + _SPARE
            width += symbol if column >= FIRST_YEAR or column == RISK else 0
            width = min(width, metrics.averageCharWidth() * 30) if column == SECTION else width
            self.setColumnWidth(column, width)
        self._fill()

    def _fill(self) -> None:
        others = sum(self.columnWidth(column) for column in range(self._model.columnCount()) if column != TITLE)
        least = self.fontMetrics().averageCharWidth() * 32
        self.setColumnWidth(TITLE, max(self.viewport().width() - others, least))


def _whole(cell: Any, column: int) -> str:
    if column == EXAMINE:
        return ""
    return f"{cell.text}  {cell.more}" if cell.more and column == LAST else cell.text


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
