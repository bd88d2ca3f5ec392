"""The lines of the examination plan as a model for a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics

from assurance_app.ui.screens.examination.lines import EXAMINE, LAST, NO_RISK, RISK, TITLE, Line, in_order, one_line
from assurance_app.ui.states import icon
from assurance_app.ui.theme import STEP, theme, tokens
from assurance_app.words import _

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class PlanModel(QAbstractTableModel):
    """Lines as a table. What a person ticks or chooses is told, and comes back with the lines that are loaded anew."""

    ticked = Signal(str, bool)
    rated = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.titles: tuple[str, ...] = ()
        self.lines: list[Line] = []
        self.read_only = False
        self._before: set[str] = set()
        self._measured = (0, 0)
        self.by: tuple[int, bool] = (-1, False)

    def keys(self) -> list[str]:
        """The id of each line in the order shown."""
        return [line.key for line in self.lines]

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
            return f"{one_line(self.titles[index.column()])}: {spoken}"
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

    def before_width(self, metrics: QFontMetrics) -> int:
        """How much room the paragraphs take before the titles, in pixels."""
        if metrics.height() != self._measured[0]:
            widest = max((metrics.horizontalAdvance(text) for text in self._before), default=0)
            self._measured = metrics.height(), widest + STEP + STEP // 2
        return self._measured[1]

    def replace(self, lines: Iterable[Line]) -> None:
        """Show these lines, in the order that was chosen."""
        column, reverse = self.by
        lines = tuple(lines)
        self._before |= {line.cells[TITLE].before for line in lines}
        self._measured = (0, 0)
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
