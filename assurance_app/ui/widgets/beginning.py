"""Where a page that was filled anew begins: at its top, or at a widget in it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid

from assurance_app.ui.theme import STEP

_SETTLED = 200
"""Milliseconds without a change after which everything on a page has its height."""


class Beginning(QObject):
    """Keeps a page at a widget while what stands above it finds its height, or until the person scrolls."""

    def __init__(self, page: QScrollArea) -> None:
        super().__init__(page)
        self._page = page
        self._at: QWidget | None = None
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED)
        self._settled.timeout.connect(self._let_go)
        bar = page.verticalScrollBar()
        bar.rangeChanged.connect(self._follow)
        bar.actionTriggered.connect(self._let_go)

    def begin_at(self, widget: QWidget | None) -> None:
        """Show the page from the widget, from its top for None."""
        self._page.verticalScrollBar().setValue(0)
        self._at = widget
        # A page of the same height as before tells nobody that it changed.
        QTimer.singleShot(0, self, self._follow)

    def _follow(self) -> None:
        if self._at is not None and isValid(self._at):
            bar = self._page.verticalScrollBar()
            bar.setValue(bar.value() + self._at.mapTo(self._page.viewport(), QPoint()).y() - STEP)
            self._settled.start()

    def _let_go(self) -> None:
        self._at = None
