"""The field in the header that searches everything, and the list of what was found beneath it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from assurance_app.domain.years import spoken_year
from assurance_app.ui.session import Session
from assurance_app.ui.shell.search_presenter import SearchPresenter
from assurance_app.ui.tasks import Problem
from assurance_app.ui.theme import STEP, theme, tokens
from assurance_app.ui.widgets.basics import column, label
from assurance_app.words import _, ngettext

if TYPE_CHECKING:
    from assurance_app.application.search import Hit

_HIT = Qt.ItemDataRole.UserRole
_HTML = Qt.ItemDataRole.UserRole + 1
_WIDEST = 640


class SearchField(QLineEdit):
    """Typing shows the list; Down goes into it, Return opens, Escape closes it."""

    chosen = Signal(object)
    """The `Hit` to open."""
    problem = Signal(object)
    """The `Problem` for which nothing could be searched."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setPlaceholderText(_("Search everything (Ctrl+K)"))
        self.setAccessibleName(_("Search everything"))
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(STEP * 20)
        self.setMaximumWidth(STEP * 45)
        self.results: SearchResults | None = None
        self.presenter = SearchPresenter(session, self)
        self.textEdited.connect(self.presenter.typed)
        self.textChanged.connect(lambda text: None if text else self.presenter.typed(""))
        session.opened.connect(self._workspace_changed)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    def show_hits(self, hits: tuple[Hit, ...]) -> None:
        """Show what was found, beneath the field and over the page."""
        if self.results is None:
            self.results = SearchResults(self.window())
            self.results.chosen.connect(self._choose)
            self.results.left.connect(self.take_focus)
            self.results.closed.connect(self._close)
        if self.hasFocus() or self.results.has_focus:
            self.results.show_beneath(self, hits, self._session.cycle_id)

    def hide_hits(self) -> None:
        """There is nothing to look for."""
        if self.results is not None:
            self.results.hide()

    def tell_problem(self, problem: Problem) -> None:
        """The search failed."""
        self.problem.emit(problem)

    def take_focus(self) -> None:
        """Come here from anywhere, with what was typed before selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        if self.text():
            self.presenter.typed(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes into the list, Return opens the first hit, Escape closes the list and then empties the field."""
        shown = self.results is not None and self.results.isVisible()
        key = event.key()
        if shown and self.results is not None and key == Qt.Key.Key_Down:
            self.results.enter()
        elif shown and self.results is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.results.open_current()
        elif key == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _choose(self, hit: Hit) -> None:
        self.hide_hits()
        self.chosen.emit(hit)

    def _close(self) -> None:
        if self.results is not None and self.results.isVisible():
            self.results.hide()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.clear()

    def _workspace_changed(self) -> None:
        self.clear()
        self.presenter.forget()

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self.results is not None and new is not None and new is not self and not self.results.isAncestorOf(new):
            self.results.hide()


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

    def show_beneath(self, field: QWidget, hits: tuple[Hit, ...], cycle_id: str) -> None:
        """Show the hits under the field."""
        self._model.clear()
        for hit in hits:
            item = QStandardItem(hit.title)
            item.setData(hit, _HIT)
            item.setData(_html(hit, cycle_id), _HTML)
            item.setData(spoken(hit), Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
        if hits:
            self.count.setText(ngettext("{number} found", "{number} found", len(hits)).format(number=len(hits)))
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


class _Lines(QStyledItemDelegate):
    """Draws a hit: its title, what it is and of which year, and where the words stand."""

    def _document(self, index: QModelIndex | QPersistentModelIndex) -> QTextDocument:
        view = self.parent()
        assert isinstance(view, QListView)
        document = QTextDocument()
        document.setDefaultFont(theme().font(10))
        document.setDocumentMargin(STEP)
        document.setHtml(index.data(_HTML))
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


def _html(hit: Hit, cycle_id: str) -> str:
    look = tokens()
    pieces = "".join(f"<b><u>{escape(one.text)}</u></b>" if one.found else escape(one.text) for one in hit.snippet)
    about = escape(_about(hit))
    if hit.cycle_id and hit.cycle_id != cycle_id:
        about = f"<b>{about}</b>"
    return (
        f'<div style="color:{look.text}"><span style="color:{look.accent}"><b>{escape(hit.title)}</b></span> '
        f'<span style="color:{look.second}">{about}</span><br>{pieces}</div>'
    )
