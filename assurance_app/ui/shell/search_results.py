"""The list of what a search found, over the page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from assurance_app.domain.years import spoken_year
from assurance_app.ui.theme import STEP, theme, tokens
from assurance_app.ui.widgets.basics import column, label
from assurance_app.words import _, ngettext

if TYPE_CHECKING:
    from assurance_app.application.search import Hit

_HIT = Qt.ItemDataRole.UserRole
_ELSEWHERE = Qt.ItemDataRole.UserRole + 1
"""Whether it stands in another year than the one that is shown."""
_WIDEST = 640


class SearchResults(QFrame):
    """A list over the page."""

    chosen = Signal(object)
    left = Signal()
    """Up from the first line: back into the field."""
    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("role", "card")
        self.count = label("", "second", wrap=False)
        self.list = QListView()
        self.list.setAccessibleName(_("What was found"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self._model = QStandardItemModel(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Lines(self.list))
        self.list.clicked.connect(lambda _index: self.open_current())
        self.list.installEventFilter(self)
        inner = column(self, margins=STEP, spacing=STEP // 2)
        inner.addWidget(self.count)
        inner.addWidget(self.list, 1)
        self.hide()

    @property
    def has_focus(self) -> bool:
        """Whether the person is in the list."""
        return self.list.hasFocus()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """What it shows."""
        return tuple(self._model.item(place).data(_HIT) for place in range(self._model.rowCount()))

    def show_beneath(self, field: QWidget, hits: tuple[Hit, ...], cycle_id: str, national_year: str = "") -> None:
        """Show the hits under the field; those of another year than the one that is shown say so in bold."""
        self._model.clear()
        for hit in hits:
            item = QStandardItem(hit.title)
            item.setData(hit, _HIT)
            in_other_cycle = bool(hit.cycle_id) and hit.cycle_id != cycle_id
            in_other_year = bool(national_year and hit.year) and hit.year != national_year
            item.setData(in_other_cycle or in_other_year, _ELSEWHERE)
            item.setData(spoken(hit), Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
        if hits:
            self.count.setText(_counted(len(hits)))
            self.list.setCurrentIndex(self._model.index(0, 0))
        else:
            self.count.setText(_("Nothing has all of these words."))
        self.count.setAccessibleName(self.count.text())
        self.list.setVisible(bool(hits))
        self._place_beneath(field)
        self.show()
        self.raise_()

    def enter(self) -> None:
        """Put the focus into the list."""
        if self._model.rowCount():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_current(self) -> None:
        """Open the line that is current."""
        index = self.list.currentIndex()
        if index.isValid():
            self.chosen.emit(index.data(_HIT))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the list: Return opens, Escape closes, Up from the first line goes back to the field."""
        if watched is self.list and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.open_current()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
            if event.key() == Qt.Key.Key_Up and self.list.currentIndex().row() <= 0:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def _place_beneath(self, field: QWidget) -> None:
        window = self.window()
        width = min(round(_WIDEST * theme().scale), window.width() - STEP * 2)
        corner = field.mapTo(window, QPoint(0, field.height() + STEP // 2))
        left = max(STEP, min(corner.x() + field.width() - width, window.width() - width - STEP))
        self.setGeometry(QRect(left, corner.y(), width, self._height(width, window.height() - corner.y() - STEP * 2)))

    def _height(self, width: int, most: int) -> int:
        self.list.setFixedWidth(width - STEP * 2)
        lines = sum(self.list.sizeHintForRow(place) for place in range(self._model.rowCount()))
        return max(min(self.count.sizeHint().height() + STEP * 3 + lines, most), STEP * 6)


def _counted(number: int) -> str:
    from assurance_app.application.search import LIMIT

    if number >= LIMIT:
        return _("The best {number} are shown; write more to find fewer.").format(number=number)
    return ngettext("{number} found", "{number} found", number).format(number=number)


class _Lines(QStyledItemDelegate):
    """Draws a hit: its title, what it is and of which year, and where the words stand."""

    def _document(self, index: QModelIndex | QPersistentModelIndex) -> QTextDocument:
        view = self.parent()
        assert isinstance(view, QListView)
        document = QTextDocument()
        document.setDefaultFont(theme().font(10))
        document.setDocumentMargin(STEP)
        # Made when it is drawn: the look can be another by then.
        document.setHtml(_html(index.data(_HIT), elsewhere=index.data(_ELSEWHERE)))
        document.setTextWidth(view.viewport().width() or view.width())
        return document

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its lines."""
        document = self._document(index)
        return QSize(round(document.textWidth()), round(document.size().height()))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the line; the current one has a ground and a bar."""
        look, area = tokens(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, look.colour("accent_soft"))
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), look.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, look.colour("raised"))
        painter.translate(area.topLeft())
        self._document(index).drawContents(painter)
        painter.restore()


def spoken(hit: Hit) -> str:
    """A hit for a screen reader."""
    said = "".join(piece.text for piece in hit.snippet)
    return ", ".join(part for part in (hit.title, _about(hit), said) if part)


def _about(hit: Hit) -> str:
    return f"{hit.kind} · {spoken_year(hit.year)}" if hit.year else hit.kind


def _html(hit: Hit, *, elsewhere: bool) -> str:
    look = tokens()
    pieces = "".join(f"<b><u>{escape(one.text)}</u></b>" if one.found else escape(one.text) for one in hit.snippet)
    about = escape(_about(hit))
    if elsewhere:
        about = f"<b>{about}</b>"
    return (
        f'<div style="color:{look.text}"><span style="color:{look.accent}"><b>{escape(hit.title)}</b></span> '
        f'<span style="color:{look.second}">{about}</span><br>{pieces}</div>'
    )
