"""A list of dates that a person adds to and takes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from assurance_app.domain.text import clean_text
from assurance_app.ui import typed
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import button, column, empty, label, row
from assurance_app.ui.widgets.date_line import Calendar
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.words import _


class _Line(QLineEdit):
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
            return
        super().keyPressEvent(event)


class Dates(QWidget):
    """Dates in order, each once."""

    edited = Signal(object)
    """The ISO dates as a tuple."""

    def __init__(self, title: str, help_text: str = "") -> None:
        super().__init__()
        self._dates: tuple[str, ...] = ()
        self._offer_words = "{date}"
        self._read_only = False
        self._title = title
        heading = label(title, "group")
        self.editor = _Line()
        self.editor.setPlaceholderText(_("day month year"))
        self.editor.setMaximumWidth(STEP * 22)
        self.editor.setAccessibleName(title)
        self.editor.setAccessibleDescription(help_text)
        heading.setBuddy(self.editor)
        self.pick = button(_("Pick…"), self._open)
        self.pick.setAccessibleName(_("Pick a day: {what}").format(what=title))
        self.calendar: Calendar | None = None
        self.add = button(_("Add date"), self._add)
        self._fault = label("", "fault")
        self._fault.hide()
        self._list = column(spacing=0)
        body = column(self, spacing=STEP // 2)
        body.addWidget(heading)
        if help_text:
            body.addWidget(label(help_text, "second"))
        body.addLayout(self._list)
        self._offered: tuple[str, ...] = ()
        self._offers = FlowRow()
        body.addLayout(self._offers)
        self._entry = QWidget()
        self._entry.setLayout(row(self.editor, self.add, self.pick, None))
        body.addWidget(self._entry)
        body.addWidget(self._fault)
        self.editor.entered.connect(self._add)
        self.editor.editingFinished.connect(self.take_typed)
        self.editor.textEdited.connect(self._begin_typing)
        self._was_taken = False

    def set_dates(self, dates: tuple[str, ...]) -> None:
        """Show these dates."""
        self._dates = dates
        self._show()

    def offer(self, dates: tuple[str, ...], words: str) -> None:
        """Offer days to add at a click; `words` names one, with the place {date}."""
        self._offered, self._offer_words = dates, words
        self._show()

    def take_typed(self) -> None:
        """Take the date that was typed and not added yet: the field, or the page, is being left."""
        if self.editor.text().strip() and not self._read_only:
            self._add()
            self._was_taken = not self.editor.text()

    def set_read_only(self, read_only: bool) -> None:
        """Whether they can only be read."""
        self._read_only = read_only
        self._entry.setVisible(not read_only)
        self._show()

    def _show(self) -> None:
        empty(self._list)
        for date in self._dates:
            words = typed.show_date(date)
            remove = None
            if not self._read_only:
                remove = button(_("Remove"), self._remover(date), "quiet")
                remove.setAccessibleName(_("Remove {date}").format(date=words))
            line = QWidget()
            line.setLayout(row(label(words, wrap=False), *((remove,) if remove else ()), None))
            self._list.addWidget(line)
        empty(self._offers)
        if not self._read_only:
            for date in self._offered:
                if date not in self._dates:
                    words = self._offer_words.format(date=typed.show_date(date))
                    self._offers.addWidget(button(words, self._adder(date), "quiet"))

    def _begin_typing(self) -> None:
        self._was_taken = False

    def _add(self) -> None:
        if self._was_taken and not self.editor.text():
            # The button was pressed for what leaving the field has just added.
            self._was_taken = False
            return
        try:
            date = typed.read_date(clean_text(self.editor.text()))
        except typed.Misread as fault:
            self._tell(str(fault))
            return
        if not date:
            self._tell(_("Write a date such as 31 March 2026."))
            return
        self._tell("")
        self.editor.clear()
        if date not in self._dates:
            self._change(tuple(sorted((*self._dates, date))))

    def _open(self) -> None:
        if self.calendar is None:
            self.calendar = Calendar(self, self._picked)
        self.calendar.open_under(self.editor, self._dates[-1] if self._dates else "")

    def _picked(self, day: dt.date) -> None:
        self.editor.setText(day.isoformat())
        self._add()
        self.editor.setFocus()

    def _adder(self, date: str) -> Callable[[], None]:
        def add() -> None:
            self._change(tuple(sorted((*self._dates, date))))
            self.editor.setFocus()

        return add

    def _remover(self, date: str) -> Callable[[], None]:
        def remove() -> None:
            self._change(tuple(other for other in self._dates if other != date))
            self.editor.setFocus()

        return remove

    def _change(self, dates: tuple[str, ...]) -> None:
        self._dates = dates
        self._show()
        self.edited.emit(dates)

    def _tell(self, fault: str) -> None:
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        self.editor.setAccessibleDescription(fault)
