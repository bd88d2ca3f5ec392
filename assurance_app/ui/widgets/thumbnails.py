"""Small pictures of the pages with their numbers, to find one's way by."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem

from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.pages import Picture, pixmap_of
from assurance_app.words import _

_WIDE = STEP * 9


class Thumbnails(QListWidget):
    """The pages in small. Whoever owns it draws what `wanted` asks for and gives it back by `put_picture`."""

    chosen = Signal(int)
    """A page, from 0, that the person goes to."""
    needs = Signal()
    """Some can be seen that are not drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "thumbnails")
        self.setAccessibleName(_("Pages in small"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._setting = 0
        self._drawn: dict[int, int] = {}
        self._showing = False
        self.currentRowChanged.connect(self._moved)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.needs.emit())

    def set_pages(self, sizes: tuple[tuple[float, float], ...]) -> None:
        """Show other pages; the small pictures that are there stay until there are new ones."""
        self._setting += 1
        self._showing = True
        tallest = max((high / wide for wide, high in sizes), default=1.0)
        side = QSize(_WIDE, round(_WIDE * tallest))
        self.setIconSize(side)
        cell = QSize(_WIDE + STEP * 3, side.height() + self.fontMetrics().height() + STEP * 2)
        self.setGridSize(cell)
        self.setFixedWidth(cell.width() + self.verticalScrollBar().sizeHint().width() + self.frameWidth() * 2 + 4)
        while self.count() > len(sizes):
            self._drawn.pop(self.count() - 1, None)
            self.takeItem(self.count() - 1)
        while self.count() < len(sizes):
            blank = QPixmap(side)
            blank.fill(Qt.GlobalColor.white)
            self.addItem(QListWidgetItem(QIcon(blank), str(self.count() + 1)))
        for number in range(self.count()):
            words = _("Page {number} of {of}").format(number=number + 1, of=self.count())
            self.item(number).setData(Qt.ItemDataRole.AccessibleTextRole, words)
        self._showing = False
        self.needs.emit()

    def show_page(self, page: int) -> None:
        """Mark the page that is looked at."""
        self._showing = True
        self.setCurrentRow(page)
        self._showing = False

    def wanted(self) -> tuple[int, int] | None:
        """The page to draw next, from 0, and how wide in pixels."""
        if not self.isVisible():
            return None
        shown = self.viewport().rect()
        for number in range(self.count()):
            if self._drawn.get(number) != self._setting and shown.intersects(self.visualItemRect(self.item(number))):
                return number, round(_WIDE * self.devicePixelRatioF())
        return None

    def put_picture(self, number: int, picture: Picture) -> None:
        """Show a page that was drawn small."""
        if number < self.count():
            pixmap = pixmap_of(picture)
            pixmap.setDevicePixelRatio(self.devicePixelRatioF())
            icon = QIcon(pixmap)
            icon.addPixmap(pixmap, QIcon.Mode.Selected)  # a page is not tinted where it is the one looked at
            self.item(number).setIcon(icon)
            self._drawn[number] = self._setting

    def _moved(self, page: int) -> None:
        if not self._showing and page >= 0:
            self.chosen.emit(page)
