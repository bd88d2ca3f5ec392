"""A heat map with many lines: under headings, sorted by its columns, searched by typing, copied as a table."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QSizePolicy

from assurance_app.ui.theme import STEP, theme
from assurance_app.ui.widgets.heat_map import HeatField, HeatMap, Index
from assurance_app.ui.widgets.table import as_table
from assurance_app.words import _

_LINES_OF_NAME = 4


class HeatTable(HeatMap):
    """The map as a table. Arrow keys move, Return opens, letters find a line, Ctrl+C copies, a head sorts.

    The first column is named by `corner`; what a person wants to sort by is told, and comes back as other lines.
    """

    sorting = Signal(str, bool)
    """The id of a column, "" for the names of the lines, and whether from the end."""
    line_changed = Signal(str)
    """The id of the line that has the focus."""
    names_are_strong = False
    _is_fitting = False

    def __init__(self, name: str, corner: str) -> None:
        super().__init__(name)
        self._corner = corner
        self._ids: tuple[str, ...] = ()
        self._columns: tuple[str, ...] = ()
        self._by = ("", False)
        self._typed, self._typed_at = "", 0.0
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(False)
        header.sectionClicked.connect(self._sort_by)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for words, act in (
            (_("Copy as a table"), self.copy),
            (_("Sort by this column"), self.sort_here),
            (_("Sort by name"), self.sort_by_name),
        ):
            action = QAction(words, self)
            action.triggered.connect(lambda _checked=False, act=act: act())
            self.addAction(action)

    # -- what it shows -----------------------------------------------------------------------------------------

    def show_lines(
        self,
        lines: Sequence[tuple[str, str, bool]],
        columns: Sequence[tuple[str, str]],
        fields: dict[tuple[int, int], HeatField],
        by: tuple[str, bool],
    ) -> None:
        """Show lines (id, name, whether a heading) and columns (id, name), sorted as `by` says. The focus stays."""
        here, column = self.here(), self._column_here()
        self._ids = tuple(key for key, _name, _heading in lines)
        self._columns = tuple(key for key, _name in columns)
        self._by = by
        self._model.headings = frozenset(at for at, line in enumerate(lines) if line[2])
        names = [name for _key, name in columns]
        if by[0] and by[0] in self._columns:
            at = self._columns.index(by[0])
            names[at] = f"{names[at]} {'▼' if by[1] else '▲'}"
        self.show_map([name for _key, name, _heading in lines], names, fields)
        at = self._columns.index(column) if column in self._columns else 0
        if here and here in self._ids:
            self.setCurrentIndex(self._model.index(self._ids.index(here), at))
        elif fields:
            self.setCurrentIndex(self._model.index(*min(fields)))
            self.scrollToTop()

    def here(self) -> str:
        """The id of the line that has the focus, or ""."""
        index = self.currentIndex()
        return self._ids[index.row()] if index.isValid() and index.row() < len(self._ids) else ""

    def go_to_line(self, key: str) -> None:
        """Put the focus on a line."""
        if key in self._ids:
            self.setCurrentIndex(self._model.index(self._ids.index(key), max(self.currentIndex().column(), 0)))

    def find_line(self, words: str) -> bool:
        """Go to the first line of which each typed word begins a word of its name; whether there is one."""
        wanted = words.casefold().split()
        for at, name in enumerate(self._model.rows):
            if at in self._model.headings or not wanted or not self._ids[at]:
                continue
            parts = name.casefold().split()
            if all(any(part.startswith(word) for part in parts) for word in wanted) and self._is_open(at):
                self.setCurrentIndex(self._model.index(at, self._first(at)))
                self.scrollTo(self.currentIndex(), HeatMap.ScrollHint.PositionAtCenter)
                return True
        return False

    def copy(self) -> None:
        """Copy all that is shown as a table: text with tabs, and HTML."""
        titles = (self._corner, *self._model.columns)
        rows = []
        for at, name in enumerate(self._model.rows):
            cells = [self.field(at, column) for column in range(len(self._columns))]
            rows.append((name, *(cell.count if cell is not None else "" for cell in cells)))
        text, html = as_table(titles, rows)
        data = QMimeData()
        data.setText(text)
        data.setHtml(html)
        QGuiApplication.clipboard().setMimeData(data)

    def sort_here(self) -> None:
        """Sort by the column that has the focus; once more turns it round."""
        if self.currentIndex().isValid():
            self._sort_by(self.currentIndex().column())

    def sort_by_name(self) -> None:
        """Sort by the names again."""
        self.sorting.emit("", False)

    def fit_height(self, most: int) -> None:
        """As high as its lines, on a page that scrolls; no more than so many of them."""
        bar = self.horizontalScrollBar().sizeHint().height()
        lines = min(len(self._ids), most)
        self.setFixedHeight(self.horizontalHeader().height() + self._row_height() * max(lines, 1) + bar + STEP)

    # -- keys and sizes ----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies, S with Ctrl and Shift sorts by the column; the rest as in every map."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_S and event.modifiers() == _SORT_WITH:
            self.sort_here()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt calls it so
        """Typing finds a line by its name: letters typed in a row count together."""
        now = time.monotonic()
        before = self._typed if now - self._typed_at < _TOGETHER else ""
        self._typed_at, self._typed = now, before + search
        if not self.find_line(self._typed):
            self._typed = search
            self.find_line(search)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt calls it so
        """Tell the line."""
        super().currentChanged(current, previous)
        if current.row() != previous.row() and self.here():
            self.line_changed.emit(self.here())

    def sizeHint(self) -> QSize:
        """It takes what room there is."""
        return QSize(STEP * 60, STEP * 40)

    def minimumSizeHint(self) -> QSize:
        """Its head and a few lines."""
        return QSize(STEP * 40, self.horizontalHeader().height() + self._row_height() * 4)

    def _sort_by(self, at: int) -> None:
        key = self._columns[at]
        self.sorting.emit(key, not self._by[1] if self._by[0] == key else False)

    def _column_here(self) -> str:
        at = self.currentIndex().column()
        return self._columns[at] if 0 <= at < len(self._columns) else ""

    def _is_open(self, row: int) -> bool:
        return any(self.field(row, column) is not None for column in range(len(self._columns)))

    def _first(self, row: int) -> int:
        wanted = max(self.currentIndex().column(), 0)
        if self.field(row, wanted) is not None:
            return wanted
        return next(column for column in range(len(self._columns)) if self.field(row, column) is not None)

    def _fit(self) -> None:
        """Widths and the height of the head follow from the width of the whole alone: were they to follow from what
        the scroll bars leave, those could come and go for ever.
        """
        if self._is_fitting:
            return
        self._is_fitting = True
        try:
            super()._fit()
        finally:
            self._is_fitting = False

    def _fit_widths(self, full: int) -> None:
        """Long names give way to the fields: the whole name is in the tip and in what is read aloud."""
        self.verticalHeader().setFixedWidth(min(full, max(STEP * 24, round(self.width() * _NAMES))))
        metrics = QFontMetrics(theme().font(10))
        symbol = theme().symbol_side() + STEP * 3
        columns = range(len(self._model.columns))
        least = [STEP * 9] * len(self._model.columns)
        for (_row, column), field in self._model.fields.items():
            extra = symbol if field.state is not None else STEP * 3
            least[column] = max(least[column], min(metrics.horizontalAdvance(field.count) + extra, _WIDEST))
        for column, name in enumerate(self._model.columns):
            longest = max((metrics.horizontalAdvance(word) for word in name.split()), default=0)
            least[column] = max(least[column], min(round(longest * 1.15) + STEP * 2, _WIDEST))
        bar = self.verticalScrollBar().sizeHint().width()
        over = self.width() - self.verticalHeader().width() - bar - STEP - sum(least)
        share = max(over, 0) // max(len(least), 1)
        for column in columns:
            self.setColumnWidth(column, least[column] + share)

    def _header_height(self, metrics: QFontMetrics) -> int:
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        heights = [metrics.height() * 2]
        for column, name in enumerate(self._model.columns):
            room = self.columnWidth(column) - STEP * 2
            heights.append(metrics.boundingRect(0, 0, room, 0, flags, name).height())
        return min(max(heights), metrics.height() * _LINES_OF_NAME) + STEP * 2


_SORT_WITH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_TOGETHER = 1.0
"""Seconds within which letters are typed in a row."""
_WIDEST = STEP * 40
_NAMES = 0.32
"""How much of the width names take at most."""
_BOLD = QFont.Weight.DemiBold
