"""Clearing an entry for the public: a name, a role and a day, given on the same page."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.entities import Clearance
from assurance_app.ui.states import Mark, Symbol
from assurance_app.ui.theme import STEP
from assurance_app.ui.typed import show_date
from assurance_app.ui.widgets.basics import button, card, column, label, row
from assurance_app.ui.widgets.date_line import DateLine
from assurance_app.ui.widgets.entry_line import EntryLine
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.labelled import Labelled
from assurance_app.words import _


class ClearanceBox(QWidget):
    """Says whether it is cleared, and lets a person clear it or take that back."""

    given = Signal(str, str, str)
    """Name, role, and day (ISO)."""
    taken_back = Signal()

    def __init__(self) -> None:
        super().__init__()
        frame, inner = card()
        column(self).addWidget(frame)
        inner.addWidget(label(_("Clearance for the public"), "group"))
        self._mark = Mark()
        self.state = label("")
        line = row(self._mark, self.state)
        line.setStretch(1, 1)
        inner.addLayout(line)
        self._day = ""
        self.name = EntryLine(_("Who cleared it"))
        self.role = EntryLine(_("In which role"))
        for one in (self.name, self.role):
            one.setPlaceholderText("")
            one.setMinimumWidth(STEP * 26)
            one.entered.connect(self._give)
        self.day = DateLine(_("Cleared on"))
        self.day.edited.connect(self._set_day)
        self.give = button(_("Clear for the public"), self._give)
        self._entry = QWidget()
        body = column(self._entry, spacing=STEP)
        named = Labelled(_("Who cleared it"), self.name), Labelled(_("In which role"), self.role)
        body.addLayout(FlowRow(*named, Labelled(_("Cleared on"), self.day), spacing=STEP * 2))
        body.addLayout(row(self.give, None))
        inner.addWidget(self._entry)
        self.take_back = button(_("Take the clearance back"), self.taken_back.emit)
        inner.addLayout(row(self.take_back, None))

    def show_clearance(self, clearance: Clearance | None, disclosure: Disclosure, *, read_only: bool) -> None:
        """Show who cleared it, or that nobody did."""
        if clearance is not None:
            words = _("Cleared by {name}, {role}, on {date}. To change it, take the clearance back first.").format(
                name=clearance.name, role=clearance.role, date=show_date(clearance.cleared_on)
            )
            if disclosure is not Disclosure.PUBLIC:
                words += " " + _("It is still not published, for it is not for everybody to read.")
            self._mark.show_symbol(Symbol.CHECK, "good")
        else:
            words = _("Not cleared: it is in no published document, whoever may read it.")
            self._mark.show_symbol(Symbol.DASH, "none")
        self.state.setText(words)
        self._entry.setVisible(clearance is None and not read_only)
        self.take_back.setVisible(clearance is not None and not read_only)
        if clearance is None and not self._day:
            self._set_day(dt.datetime.now().astimezone().date().isoformat())
            self.day.set_value(self._day)

    def _set_day(self, day: object) -> None:
        self._day = str(day or "")

    def _give(self) -> None:
        self.given.emit(self.name.text(), self.role.text(), self._day)
