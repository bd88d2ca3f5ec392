"""Pages one below the other, as they will be printed: zoomed, scrolled, read out; drawn when they are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from assurance_app.ui.theme import STEP, tokens
from assurance_app.words import _

FIT_WIDTH, FIT_PAGE = "width", "page"
PERCENTS = (50, 75, 100, 125, 150, 200)
ZOOMS = (FIT_WIDTH, FIT_PAGE, *map(str, PERCENTS))
_DOTS = 96 / 72
"""Pixels of the screen, before its density, to a point at 100 %."""
_GAP = STEP * 2
_BESIDE = 1
"""How many pages before and after those that can be seen are drawn too, so that scrolling finds them there."""


class Picture(Protocol):
    """A page as rows of pixels, three bytes each."""

    @property
    def width(self) -> int:
        """In pixels."""

    @property
    def height(self) -> int:
        """In pixels."""

    @property
    def rgb(self) -> bytes:
        """From the top."""


def pixmap_of(picture: Picture) -> QPixmap:
    """The picture for the screen."""
    stride = picture.width * 3
    return QPixmap.fromImage(QImage(picture.rgb, picture.width, picture.height, stride, QImage.Format.Format_RGB888))


class Sheet(QLabel):
    """One page. What was drawn last stays until there is better; the mark shows where the writing is."""

    clicked = Signal(float)
    """How far down, in parts of the height."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "sheet")
        self.setScaledContents(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.drawn = (0, 0)
        """Of which setting the picture is, and for how many pixels across it was asked for."""
        self.mark: float | None = None
        """How far down the writing is; None where it is on another page."""

    def set_mark(self, top: float | None) -> None:
        """Show in the margin that the writing is here, so far down; None takes the mark away."""
        if top != self.mark:
            self.mark = top
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click leads to the writing of what was clicked."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit(event.position().y() / max(self.height(), 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page, and the mark as a bar in its margin."""
        super().paintEvent(event)
        if self.mark is not None:
            painter = QPainter(self)
            bar = QRect(STEP, round(self.mark * self.height()), STEP // 2, max(STEP * 2, self.height() // 40))
            painter.fillRect(bar, tokens().colour("accent"))
            painter.end()


class PagesView(QScrollArea):
    """The pages. Whoever owns it draws what `wanted` asks for and gives it back by `put_picture`."""

    needs = Signal()
    """Something can be seen that is not drawn, or not sharp."""
    clicked = Signal(int, float)
    """The page from 0, and how far down it, in parts of its height."""
    page_changed = Signal(int)
    """Another page, from 0, is the one that is looked at."""
    zoom_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "pages")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Always there, so that pages which fit the width cannot make it come and go for ever.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._inner = QWidget()
        self._inner.setProperty("role", "desk")
        self.setWidget(self._inner)
        self.sheets: list[Sheet] = []
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._texts: dict[int, str] = {}
        self._setting = 0
        self._zoom = FIT_WIDTH
        self._page = -1
        self._placing = False
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # -- what is shown ---------------------------------------------------------------------------------------------

    @property
    def zoom(self) -> str:
        """How large: FIT_WIDTH, FIT_PAGE, or a percentage as text."""
        return self._zoom

    @property
    def page(self) -> int:
        """The page that is looked at, from 0; -1 where there is none."""
        return self._page

    def has_drawn(self, number: int) -> bool:
        """Whether a page is drawn as it is now, and sharp."""
        return not self._lacks(number)

    def set_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Show other pages, each so wide and high in points; where one looks stays the same."""
        self._setting += 1
        self._sizes = tuple(sizes)
        self._texts = {}
        while len(self.sheets) > len(sizes):
            sheet = self.sheets.pop()
            sheet.hide()
            sheet.deleteLater()
        while len(self.sheets) < len(sizes):
            sheet = Sheet(self._inner)
            number = len(self.sheets)
            sheet.clicked.connect(lambda share, number=number: self.clicked.emit(number, share))
            self.sheets.append(sheet)
            sheet.show()
        for number, sheet in enumerate(self.sheets, start=1):
            sheet.setAccessibleName(_("Page {number} of {of}").format(number=number, of=len(sizes)))
        self._place_sheets()
        self._scrolled()

    def wanted(self) -> tuple[int, int] | None:
        """The page to draw next, from 0, and how wide in pixels: the one written at first, then what can be seen.

        Those beside come last.
        """
        seen = self._visible()
        if not seen:
            return None
        around = range(max(0, seen[0] - _BESIDE), min(len(self.sheets), seen[-1] + _BESIDE + 1))
        for number in (*sorted(seen, key=lambda number: self.sheets[number].mark is None), *around):
            if self._lacks(number):
                return number, self._pixels(number)
        return None

    def unread(self) -> tuple[int, int] | None:
        """The page, from 0, that can be seen and of which it is not known what it says; and how wide it is."""
        return next(((number, self._pixels(number)) for number in self._visible() if number not in self._texts), None)

    def put_text(self, number: int, text: str) -> None:
        """Tell what a page says to those who listen."""
        if number < len(self.sheets):
            self.sheets[number].setAccessibleDescription(text)
            self._texts[number] = text
            if number == self._page:
                self._describe()

    def put_picture(self, number: int, width: int, picture: Picture) -> None:
        """Show a page that was drawn for so many pixels."""
        if number < len(self.sheets):
            sheet = self.sheets[number]
            sheet.setPixmap(pixmap_of(picture))
            sheet.drawn = (self._setting, width)

    def set_mark(self, page: int, top: float) -> None:
        """Mark a place in the margin of its page; a page of -1 marks none."""
        for number, sheet in enumerate(self.sheets):
            sheet.set_mark(top if number == page else None)

    # -- where one looks -------------------------------------------------------------------------------------------

    def show_place(self, page: int, top: float) -> None:
        """Scroll until a place can be seen, a third from the top; nothing moves where it can be seen already."""
        if 0 <= page < len(self.sheets):
            sheet = self.sheets[page]
            at = sheet.y() + round(top * sheet.height())
            bar, high = self.verticalScrollBar(), self.viewport().height()
            if not bar.value() <= at - STEP <= bar.value() + high - high // 5:
                bar.setValue(at - high // 3)

    def go_to(self, page: int) -> None:
        """Scroll to the top of a page."""
        if 0 <= page < len(self.sheets):
            self.verticalScrollBar().setValue(self.sheets[page].y() - _GAP)

    def set_zoom(self, zoom: str) -> None:
        """Show them larger or smaller, looking at the same place."""
        if zoom not in ZOOMS or zoom == self._zoom:
            return
        self._zoom = zoom
        self._place_sheets()
        self.zoom_changed.emit(zoom)
        self.needs.emit()

    def step_zoom(self, by: int) -> None:
        """To the next larger or smaller percentage."""
        now = self._scale(0) / _DOTS * 100 if self._sizes else 100
        larger = [percent for percent in PERCENTS if percent > now + 0.5]
        smaller = [percent for percent in PERCENTS if percent < now - 0.5]
        if by > 0 and larger:
            self.set_zoom(str(larger[0]))
        elif by < 0 and smaller:
            self.set_zoom(str(smaller[-1]))

    # -- what Qt asks ----------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """While the pages have the focus, the keys for larger and smaller are theirs and not the type's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _zoom_step(event) is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page up and down, home and end, Ctrl with plus, minus and nought; Return goes to the writing."""
        step = _zoom_step(event)
        if step is not None:
            self.step_zoom(step) if step else self.set_zoom(FIT_WIDTH)
        elif event.key() == Qt.Key.Key_PageDown:
            self.go_to(min(self._page + 1, len(self.sheets) - 1))
        elif event.key() == Qt.Key.Key_PageUp:
            self.go_to(max(self._page - 1, 0))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.sheets:
            sheet = self.sheets[self._page]
            looked_at = self.verticalScrollBar().value() + self.viewport().height() // 3
            self.clicked.emit(self._page, (looked_at - sheet.y()) / max(sheet.height(), 1))
        elif event.key() == Qt.Key.Key_Home:
            self.verticalScrollBar().setValue(0)
        elif event.key() == Qt.Key.Key_End:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._place_sheets()
        self._scrolled()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _scale(self, number: int) -> float:
        """Pixels of the screen, before its density, to a point."""
        wide, high = self._sizes[number]
        room = self.viewport().width() - _GAP * 2
        if self._zoom == FIT_WIDTH:
            return max(room, STEP * 8) / wide
        if self._zoom == FIT_PAGE:
            return max(min(room / wide, (self.viewport().height() - _GAP * 2) / high), STEP * 8 / wide)
        return int(self._zoom) / 100 * _DOTS

    def _place_sheets(self) -> None:
        if self._placing or not self._sizes:
            return
        self._placing = True
        bar = self.verticalScrollBar()
        before = bar.value() / max(self._inner.height(), 1)
        sizes = [
            QSize(round(wide * self._scale(number)), round(high * self._scale(number)))
            for number, (wide, high) in enumerate(self._sizes)
        ]
        across = max(max(size.width() for size in sizes) + _GAP * 2, self.viewport().width())
        down = _GAP
        for sheet, size in zip(self.sheets, sizes, strict=True):
            sheet.setGeometry(QRect(QPoint((across - size.width()) // 2, down), size))
            down += size.height() + _GAP
        was = self._inner.height()
        self._inner.resize(across, down)
        if was != down:
            bar.setValue(round(before * down))
        self._placing = False

    def _visible(self) -> list[int]:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        return [
            number for number, sheet in enumerate(self.sheets) if sheet.y() < bottom and sheet.geometry().bottom() > top
        ]

    def _pixels(self, number: int) -> int:
        return max(round(self.sheets[number].width() * self.devicePixelRatioF()), 1)

    def _lacks(self, number: int) -> bool:
        return self.sheets[number].drawn != (self._setting, self._pixels(number))

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        begun = [number for number, sheet in enumerate(self.sheets) if sheet.y() <= middle]
        page = begun[-1] if begun else 0
        if page != self._page and self.sheets:
            self._page = page
            self.page_changed.emit(page)
        self._describe()
        self.needs.emit()

    def _describe(self) -> None:
        where = _("Page {number} of {of}").format(number=self._page + 1, of=len(self.sheets))
        self.setAccessibleDescription(f"{where}. {self._texts.get(self._page, '')}" if self.sheets else "")


def _zoom_step(event: QKeyEvent) -> int | None:
    """1 for larger, -1 for smaller, 0 for the width; None for any other key."""
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return None
    keys = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
    return keys.get(Qt.Key(event.key()))
