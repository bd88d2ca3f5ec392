"""A task list as public servants know it: what there is to do, and beside it where it stands, as symbol and word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from assurance_app.ui.states import State, draw
from assurance_app.ui.theme import STEP, theme, tokens

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One line: a heading (without a key), or something that opens. `note` stands small beneath the title."""

    title: str
    note: str = ""
    state: State | None = None
    key: Any = None
    progress: str = ""

    @property
    def is_heading(self) -> bool:
        """Whether it only names what follows."""
        return self.key is None

    @property
    def spoken(self) -> str:
        """The whole line for a screen reader."""
        parts = (self.title, self.note, self.progress, self.state.word if self.state else "")
        return ", ".join(part for part in parts if part)


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[TaskRow, ...] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        if role == Qt.ItemDataRole.UserRole:
            return row.key
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.rows[index.row()].is_heading:
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def replace(self, rows: Sequence[TaskRow]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: TaskList) -> None:
        super().__init__(view)
        self._view = view
        # A list is measured many times while its page settles, and each time line by line.
        self._sizes: dict[tuple[int, int], QSize] = {}

    def forget_sizes(self) -> None:
        """The lines or their type are others."""
        self._sizes = {}

    def _row(self, index: Index) -> TaskRow:
        return self._view.rows[index.row()]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its wrapped title and note."""
        width = max(self._view.viewport().width(), STEP * 30)
        key = (index.row(), width)
        size = self._sizes.get(key)
        if size is None:
            size = self._sizes[key] = self._measured(self._row(index), width)
        return size

    def _measured(self, row: TaskRow, width: int) -> QSize:
        if row.is_heading:
            metrics = QFontMetrics(theme().font(10, weight=theme().font(10).weight().DemiBold))
            return QSize(width, metrics.height() + STEP * 3)
        metrics = QFontMetrics(theme().font(10))
        height = self._text_height(metrics, row.title, width)
        if row.note:
            height += self._text_height(metrics, row.note, width)
        return QSize(width, height + STEP * 2)

    def _text_height(self, metrics: QFontMetrics, text: str, width: int) -> int:
        room = QRect(0, 0, width - self._state_width() - STEP * 4, 10_000)
        return metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height()

    def _state_width(self) -> int:
        return self._view.state_width

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the line; the current one has a ring when the list has the focus."""
        row, look, area = self._row(index), tokens(), option.rect
        painter.save()
        if row.is_heading:
            painter.setFont(theme().font(10, weight=theme().font(10).weight().DemiBold))
            painter.setPen(look.colour("second"))
            place = area.adjusted(STEP, STEP * 2, -STEP, -STEP // 2)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, row.title)
        else:
            self._paint_task(painter, option, row, area)
        painter.setPen(look.colour("line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.restore()

    def _paint_task(self, painter: QPainter, option: QStyleOptionViewItem, row: TaskRow, area: QRect) -> None:
        look = tokens()
        state = option.state
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, look.colour("raised"))
        if state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            painter.fillRect(area, look.colour("accent_soft"))
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), look.colour("accent"))
        metrics = QFontMetrics(theme().font(10))
        width = max(self._view.viewport().width(), STEP * 30)
        text = area.adjusted(STEP, STEP, -self._state_width() - STEP * 3, -STEP)
        painter.setFont(theme().font(10))
        painter.setPen(look.colour("accent"))
        title_height = self._text_height(metrics, row.title, width)
        title = QRect(text.left(), text.top(), text.width(), title_height)
        painter.drawText(title, Qt.TextFlag.TextWordWrap, row.title)
        if row.note:
            painter.setPen(look.colour("second"))
            painter.drawText(text.adjusted(0, title_height, 0, 0), Qt.TextFlag.TextWordWrap, row.note)
        if row.state is not None:
            side = theme().symbol_side()
            left = area.right() - self._state_width() - STEP
            middle = area.center().y()
            draw(painter, QRectF(left, middle - side / 2, side, side), row.state.symbol, row.state.token)
            painter.setPen(look.colour(row.state.token))
            words = QRect(left + side + STEP, area.top(), self._state_width() - side, area.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, self._words(row))

    def _words(self, row: TaskRow) -> str:
        word = row.state.word if row.state is not None else ""
        return f"{word}  {row.progress}".strip() if row.progress else word


class TaskList(QListView):
    """The list. Return or a click opens a line; headings are stepped over. It is as high as its lines."""

    opened = Signal(object)
    """Carries the key of the line."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("role", "tasks")
        self.setAccessibleName(name)
        self.state_width = 0
        self._model = _Model()
        self.setModel(self._model)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open)

    @property
    def rows(self) -> tuple[TaskRow, ...]:
        """What it shows."""
        return self._model.rows

    def set_rows(self, rows: Sequence[TaskRow]) -> None:
        """Show these lines; the current one stays current where it is still there."""
        if tuple(rows) == self.rows:
            return
        current = self.currentIndex().data(Qt.ItemDataRole.UserRole) if self.currentIndex().isValid() else None
        self._measure(rows)
        self._model.replace(rows)
        keys = [row.key for row in rows]
        first = next((place for place, row in enumerate(rows) if not row.is_heading), -1)
        place = keys.index(current) if current is not None and current in keys else first
        if place >= 0:
            self.setCurrentIndex(self._model.index(place))
        self.updateGeometry()

    def _measure(self, rows: Sequence[TaskRow]) -> None:
        metrics = QFontMetrics(theme().font(10))
        words = (
            f"{row.state.word}  {row.progress}" if row.progress else row.state.word
            for row in rows
            if row.state is not None
        )
        widest = max((metrics.horizontalAdvance(word) for word in words), default=0)
        self.state_width = widest + theme().symbol_side() + STEP * 2 if widest else 0
        self._delegate.forget_sizes()

    def sizeHint(self) -> QSize:
        """As high as all its lines."""
        height = sum(self.sizeHintForIndex(self._model.index(place)).height() for place in range(len(self.rows)))
        return QSize(super().sizeHint().width(), height + 6)

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return QSize(STEP * 30, self.sizeHint().height())

    def resizeEvent(self, event: Any) -> None:
        """Titles wrap anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "_model"):
            self._measure(self.rows)
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and space open."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def open_row(self, matches: Callable[[TaskRow], bool]) -> None:
        """Open the first line that matches."""
        self.opened.emit(next(row.key for row in self.rows if not row.is_heading and matches(row)))

    def _open(self, index: Index) -> None:
        key = self.rows[index.row()].key
        if key is not None:
            self.opened.emit(key)
