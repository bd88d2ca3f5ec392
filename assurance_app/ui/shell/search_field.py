"""The field in the header that searches everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from assurance_app.ui.session import Session
from assurance_app.ui.shell.search_presenter import SearchPresenter
from assurance_app.ui.tasks import Problem
from assurance_app.ui.theme import STEP
from assurance_app.words import _

if TYPE_CHECKING:
    from assurance_app.application.search import Hit
    from assurance_app.ui.shell.search_results import SearchResults


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
            from assurance_app.ui.shell.search_results import SearchResults

            self.results = SearchResults(self.window())
            self.results.chosen.connect(self._choose)
            self.results.left.connect(self.take_focus)
            self.results.closed.connect(self._close)
        if self.hasFocus() or self.results.has_focus:
            summary = self._session.summary
            national_year = summary.year if summary is not None and self._session.is_national else ""
            self.results.show_beneath(self, hits, self._session.cycle_id, national_year)

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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The person is about to search."""
        super().focusInEvent(event)
        self.presenter.prepare()

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
