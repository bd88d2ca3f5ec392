"""Threats by pillars as a painted map; each field shows symbol and count, and opens what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from assurance_app.ui.states import State, draw
from assurance_app.ui.theme import STEP, theme, tokens
from assurance_app.words import _

Index = QModelIndex | QPersistentModelIndex
_BOLD = QFont.Weight.DemiBold
_NAMES = 0.26
"""How much of the width the names of lines keep where there is little room."""


@dataclass(frozen=True, slots=True)
class HeatField:
    """One field: where it stands (None: plain text), a short count, the whole for a screen reader, what it opens."""

    state: State | None
    count: str
    spoken: str
    key: Any


class _Model(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[str, ...] = ()
        self.columns: tuple[str, ...] = ()
        self.fields: dict[tuple[int, int], HeatField] = {}
        self.headings: frozenset[int] = frozenset()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        names = self.columns if orientation is Qt.Orientation.Horizontal else self.rows
        if section >= len(names):
            # While a model is reset, one head may ask while the other still counts what stood there before.
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return names[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Vertical:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        field = self.fields.get((index.row(), index.column()))
        if field is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return field.count
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return field.spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if (index.row(), index.column()) not in self.fields:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: HeatMap) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A tile on the state's soft ground with the symbol and the count."""
        field = self._view.field(index.row(), index.column())
        look = tokens()
        tile = QRectF(option.rect).adjusted(2, 2, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if field is None:
            if index.row() not in self._view.headings:
                painter.setPen(look.colour("line"))
                painter.drawLine(QRectF(tile.center().x() - 4, tile.center().y(), 8, 0).topLeft(), tile.center())
            painter.restore()
            return
        painter.setPen(Qt.PenStyle.NoPen)
        if field.state is not None or field.key is not None:
            painter.setBrush(look.colour(f"{field.state.token}_soft" if field.state is not None else "raised"))
            painter.drawRoundedRect(tile, 4, 4)
        state = option.state
        current = bool(state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        if current or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.drawRoundedRect(tile.adjusted(1, 1, -1, -1), 4, 4)
        font = theme().font(10)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        side = theme().symbol_side() if field.state is not None else 0
        room = round(tile.width() - side - STEP)
        shown = metrics.elidedText(field.count, Qt.TextElideMode.ElideRight, room)
        words = metrics.horizontalAdvance(shown)
        left = max(tile.center().x() - (side + STEP / 2 + words) / 2, tile.left() + STEP / 4)
        if field.state is not None:
            place_of = QRectF(left, tile.center().y() - side / 2, side, side)
            draw(painter, place_of, field.state.symbol, field.state.token)
        painter.setPen(look.colour("text"))
        place = QRect(round(left + side + STEP / 2), round(tile.top()), words + STEP, round(tile.height()))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()


class _Names(QHeaderView):
    """The names of the lines: long ones are shortened, headings stand out."""

    def __init__(self, view: HeatMap) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._view = view

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802 - Qt calls it so
        """One name."""
        is_strong = section in self._view.headings or self._view.names_are_strong
        font = theme().font(10, weight=_BOLD if is_strong else QFont.Weight.Normal)
        name = str(self.model().headerData(section, Qt.Orientation.Vertical))
        place = rect.adjusted(STEP, 0, -STEP, 0)
        shown = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, place.width())
        painter.save()
        painter.setFont(font)
        painter.setPen(tokens().colour("second" if is_strong else "text"))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()


class HeatMap(QTableView):
    """The map. Arrow keys go from field to field, Return opens. Where there is little room, names of lines are
    shortened first; then the map is moved sideways, and no field is cut.
    """

    opened = Signal(object)
    names_are_strong = True

    def __init__(self, name: str) -> None:
        super().__init__()
        self._has_room = True
        self._widths: list[int] = []
        self.setProperty("role", "heat")
        self.setAccessibleName(name)
        self._model = _Model()
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setVerticalHeader(_Names(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignCenter | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap.value)
        )
        self.horizontalHeader().setAccessibleName(_("Columns: {what}").format(what=name))
        self.verticalHeader().setAccessibleName(_("Rows: {what}").format(what=name))
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.verticalHeader().setSectionsClickable(False)
        self.clicked.connect(self._open)

    @property
    def headings(self) -> frozenset[int]:
        """The lines that only say what the lines below them have in common."""
        return self._model.headings

    def field(self, row: int, column: int) -> HeatField | None:
        """What stands at a place."""
        return self._model.fields.get((row, column))

    def show_map(self, rows: Sequence[str], columns: Sequence[str], fields: dict[tuple[int, int], HeatField]) -> None:
        """Show a map."""
        current = self.currentIndex()
        self._model.beginResetModel()
        self._model.rows, self._model.columns, self._model.fields = tuple(rows), tuple(columns), dict(fields)
        self._model.endResetModel()
        self._fit()
        if current.isValid() and (current.row(), current.column()) in fields:
            self.setCurrentIndex(self._model.index(current.row(), current.column()))
        elif fields:
            self.setCurrentIndex(self._model.index(*min(fields)))

    def sizeHint(self) -> QSize:
        """As high as all its rows."""
        height = self.horizontalHeader().height() + self._row_height() * len(self._model.rows) + 6
        bar = 0 if self._has_room else self.horizontalScrollBar().sizeHint().height()
        return QSize(super().sizeHint().width(), height + bar)

    def minimumSizeHint(self) -> QSize:
        """Never cut below its rows."""
        return QSize(STEP * 40, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower columns need higher names."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "_model"):
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and space open."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _row_height(self) -> int:
        return QFontMetrics(theme().font(10)).height() + STEP * 2

    def _fit(self) -> None:
        metrics = QFontMetrics(theme().font(10, weight=_BOLD))
        self.verticalHeader().setDefaultSectionSize(self._row_height())
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        widest = max((metrics.horizontalAdvance(name) for name in self._model.rows), default=0)
        self._fit_widths(widest + STEP * 3)
        self.horizontalHeader().setFixedHeight(self._header_height(metrics))
        self.updateGeometry()

    def _fit_widths(self, full: int) -> None:
        """Share the width between the names of the lines, which are so wide in full, and the columns."""
        least = self._least_widths()
        room = self.width() - STEP
        names = min(full, max(room - sum(least), STEP * 12, round(room * _NAMES)))
        self._has_room = names + sum(least) <= room
        self.verticalHeader().setFixedWidth(names)
        even = (room - names) // max(len(least), 1)
        over = max(room - names - sum(least), 0) // max(len(least), 1)
        fits = all(width <= even for width in least)
        self._widths = [even if fits else width + over for width in least]
        for column, width in enumerate(self._widths):
            self.setColumnWidth(column, width)

    def _least_widths(self) -> list[int]:
        """What each column needs, so that no word of its name and no field is cut."""
        metrics, strong = QFontMetrics(theme().font(10)), QFontMetrics(theme().font(10, weight=_BOLD))
        symbol = theme().symbol_side() + STEP * 3
        least = [
            max((strong.horizontalAdvance(word) for word in name.split()), default=0) + STEP * 2 + STEP // 2
            for name in self._model.columns
        ]
        for (_row, column), field in self._model.fields.items():
            least[column] = max(least[column], metrics.horizontalAdvance(field.count) + symbol)
        return least

    def _header_height(self, metrics: QFontMetrics) -> int:
        """As high as the longest name of a column needs in the width that a column has."""
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        heights = [metrics.height() * 2]
        for width, name in zip(self._widths, self._model.columns, strict=True):
            room = QRect(0, 0, width - STEP * 2, 0)
            heights.append(metrics.boundingRect(room, flags, name).height())
        return max(heights) + STEP * 2

    def _open(self, index: Index) -> None:
        field = self.field(index.row(), index.column())
        if field is not None and field.key is not None:
            self.opened.emit(field.key)
