"""A row that goes on in the next line where it does not fit, so that large type is never cut."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from assurance_app.ui.theme import STEP


class FlowRow(QLayout):
    """Widgets one after the other, each at the size it would like.

    With `columns`, all are as wide as the widest, and no more than so many stand in a line. The middles of those in one
    line are level, or their feet: fields under names of one and of two lines.
    """

    def __init__(self, *widgets: QWidget, spacing: int = STEP, columns: int = 0, level_feet: bool = False) -> None:
        super().__init__()
        self._columns = columns
        self._level_feet = level_feet
        self._items: list[QLayoutItem] = []
        # A page asks for the height at a width many times while it settles; nothing in the row has changed meanwhile.
        self._heights: dict[int, int] = {}
        self._sizes: tuple[QSize, QSize] | None = None
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt calls it so
        """Qt's own way in."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt calls it so
        """The one at a place, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt calls it so
        """Take one out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt calls it so
        """None."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """It is higher where it is narrower."""
        return True

    def invalidate(self) -> None:
        """Something in it wants another size."""
        self._heights = {}
        self._sizes = None
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        """How high it is at a width."""
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return height

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt calls it so
        """Put everything in its place."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        return self._measured()[0]

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt calls it so
        """As wide as the widest alone."""
        return self._measured()[1]

    def _measured(self) -> tuple[QSize, QSize]:
        if self._sizes is None:
            items = [item for item in self._items if not item.isEmpty()]
            liked = [item.sizeHint() for item in items]
            least = [item.minimumSize() for item in items]
            width = sum(size.width() for size in liked) + self.spacing() * max(len(liked) - 1, 0)
            self._sizes = (QSize(width, _highest(liked)), QSize(_widest(least), _highest(least)))
        return self._sizes

    def _place(self, rect: QRect, *, move: bool) -> int:
        lines: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        used = 0
        least = _widest([item.sizeHint() for item in self._items]) if self._columns else 0
        for item in self._items:
            if item.isEmpty():
                continue
            wanted = item.sizeHint().expandedTo(QSize(least, 0))
            size = wanted.boundedTo(QSize(max(rect.width(), 1), 16_777_215))
            full = bool(self._columns) and len(lines[-1]) == self._columns
            if lines[-1] and (full or used + size.width() > rect.width()):
                lines.append([])
                used = 0
            lines[-1].append((item, size))
            used += size.width() + self.spacing()
        top = rect.top()
        for line in lines:
            height = _highest([size for _item, size in line])
            left = rect.left()
            for item, size in line:
                if move:
                    above = height - size.height() if self._level_feet else (height - size.height()) // 2
                    item.setGeometry(QRect(QPoint(left, top + above), size))
                left += size.width() + self.spacing()
            top += height + (self.spacing() if line is not lines[-1] else 0)
        return top - rect.top()


def _widest(sizes: list[QSize]) -> int:
    return max((size.width() for size in sizes), default=0)


def _highest(sizes: list[QSize]) -> int:
    return max((size.height() for size in sizes), default=0)
