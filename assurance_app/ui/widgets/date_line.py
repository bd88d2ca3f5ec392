"""A day that a person types, or picks from a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QIcon, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QToolButton, QWidget

from assurance_app.domain.framework import Column, FieldType
from assurance_app.ui.theme import STEP, tokens
from assurance_app.ui.widgets.basics import button, column
from assurance_app.ui.widgets.typed_fields import OneLine
from assurance_app.words import _


class DateLine(OneLine):
    """A line for one day with a button that opens a calendar under it."""

    def __init__(self, words: str) -> None:
        super().__init__(Column("date", words, FieldType.DATE), words, width=STEP * 24)
        self.pick = button(_("Pick…"), self._open)
        self.pick.setAccessibleName(_("Pick a day: {what}").format(what=words))
        body = self.layout()
        line = body.itemAt(0) if body is not None else None
        if isinstance(line, QHBoxLayout):
            line.insertWidget(1, self.pick)
            line.setSpacing(STEP)
        self.calendar: Calendar | None = None

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can only be read."""
        super().set_read_only(read_only)
        self.pick.setVisible(not read_only)

    def _open(self) -> None:
        if self.calendar is None:
            self.calendar = Calendar(self, self.take)
        self.calendar.open_under(self.editor, str(self._value or ""))

    def take(self, day: dt.date) -> None:
        """The person picked a day."""
        self.editor.setText(day.isoformat())
        self._typed()
        self._finished()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)


class Calendar(QWidget):
    """A calendar in a little window that closes when something else is clicked; `take` is called with the day."""

    def __init__(self, owner: QWidget, take: Callable[[dt.date], object]) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.days = QCalendarWidget()
        self.days.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self.days.setGridVisible(False)
        self.days.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.days.setAccessibleName(_("Calendar"))
        column(self).addWidget(self.days)
        self.days.setMinimumSize(STEP * 40, STEP * 32)
        self._take = take
        self.days.activated.connect(self._picked)
        self.days.clicked.connect(self._picked)

    def open_under(self, editor: QWidget, iso: str) -> None:
        """Open beneath an editor, beginning at a day, or at today."""
        self._show_day(iso)
        self.move(editor.mapToGlobal(QPoint(0, editor.height())))
        self.show()

    def _show_day(self, iso: str) -> None:
        try:
            day = dt.date.fromisoformat(iso)
        except ValueError:
            day = dt.datetime.now().astimezone().date()
        # Saturday and Sunday are days like others: no red that would not be read on dark ground.
        plain = QTextCharFormat()
        plain.setForeground(tokens().colour("text"))
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.days.setWeekdayTextFormat(weekend, plain)
        # The style's own arrows are black on any ground.
        for name, sign, words in (("prev", "‹", _("Month before")), ("next", "›", _("Month after"))):
            step = self.days.findChild(QToolButton, f"qt_calendar_{name}month")
            if isinstance(step, QToolButton):
                step.setIcon(QIcon())
                step.setText(sign)
                step.setAccessibleName(words)
        self.days.setSelectedDate(QDate(day.year, day.month, day.day))
        self.days.setFocus()

    def _picked(self, day: QDate) -> None:
        self.hide()
        self._take(dt.date(day.year(), day.month(), day.day()))
