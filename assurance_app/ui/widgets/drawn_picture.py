"""A picture that documents show too, with its caption; hidden where there is nothing to draw."""

from __future__ import annotations

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from assurance_app.application.pictures import Drawn
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import column, label

WIDTH = 680
"""In pixels that do not depend on the screen's density."""


class DrawnPicture(QWidget):
    """The caption above the picture. What it shows stands in words for those who cannot see it."""

    def __init__(self) -> None:
        super().__init__()
        self._caption = label("", "second")
        self.picture = QLabel()
        inner = column(self, spacing=STEP)
        inner.addWidget(self._caption)
        inner.addWidget(self.picture)
        self.hide()

    @property
    def pixels(self) -> int:
        """How wide the picture has to be drawn to be sharp on this screen."""
        return round(WIDTH * self.devicePixelRatioF())

    def show_drawn(self, drawn: Drawn | None) -> None:
        """Show it; None hides it."""
        self.setVisible(drawn is not None)
        if drawn is not None:
            self._caption.setText(drawn.caption)
            pixmap = QPixmap()
            pixmap.loadFromData(drawn.png)
            pixmap.setDevicePixelRatio(pixmap.width() / WIDTH)
            self.picture.setPixmap(pixmap)
            self.picture.setAccessibleName(drawn.caption)
            self.picture.setAccessibleDescription(drawn.alternative)
