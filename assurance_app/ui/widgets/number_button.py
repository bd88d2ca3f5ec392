"""A number with what it counts, large, that opens the list behind it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy

from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import column, label
from assurance_app.words import _


class NumberButton(QPushButton):
    """The number above its words; a click, Return or Space opens the list."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setProperty("role", "number")
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._words = words
        self.figure = label("–", "figure", wrap=False)
        below = label(words, "second")
        self._inner = inner = column(self, margins=STEP * 2, spacing=STEP // 2)
        for part in (self.figure, below):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inner.addWidget(part)
        self.setAccessibleName(words)

    def show_number(self, number: int) -> None:
        """Show a number."""
        self.figure.setText(str(number))
        self.setAccessibleName(_("{what}: {number}").format(what=self._words, number=number))

    def sizeHint(self) -> QSize:
        """As large as what stands in it."""
        return self._inner.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self._inner.minimumSize()
