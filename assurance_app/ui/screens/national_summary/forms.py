"""What the tabs of the national summary are built of: a titled group, and who did something on which day."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assurance_app.ui.screens.national_summary.presenter import today
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import button, column, label, row
from assurance_app.ui.widgets.date_line import DateLine
from assurance_app.ui.widgets.entry_line import EntryLine
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.labelled import Labelled


class Section(QWidget):
    """A heading, and what stands under it in `inner`."""

    def __init__(self, title: str) -> None:
        super().__init__()
        body = column(self, spacing=STEP)
        body.setContentsMargins(0, STEP, 0, STEP)
        self.title = label(title, "heading")
        body.addWidget(self.title)
        self.inner = column(spacing=STEP)
        body.addLayout(self.inner)


class WhoWhen(QWidget):
    """Names to type, a day, and the button that records them. The day begins as today."""

    given = Signal()

    def __init__(self, names: tuple[str, ...], day: str, act: str) -> None:
        super().__init__()
        body = column(self, spacing=STEP)
        self.lines = tuple(EntryLine(name) for name in names)
        labelled = []
        for name, line in zip(names, self.lines, strict=True):
            line.setPlaceholderText("")
            line.setMinimumWidth(STEP * 22)
            line.entered.connect(self.given)
            labelled.append(Labelled(name, line))
        self.day = DateLine(day)
        self._day = today()
        self.day.set_value(self._day)
        self.day.edited.connect(self._set_day)
        body.addLayout(FlowRow(*labelled, Labelled(day, self.day), spacing=STEP * 2))
        self.record = button(act, self.given.emit)
        body.addLayout(row(self.record, None))

    def values(self) -> tuple[str, ...]:
        """What was typed, the day last (ISO, "" where it cannot be read)."""
        return (*(line.text().strip() for line in self.lines), self._day)

    def clear(self) -> None:
        """Begin anew: nothing typed, today."""
        for line in self.lines:
            line.clear()
        self._day = today()
        self.day.set_value(self._day)

    def _set_day(self, day: object) -> None:
        self._day = str(day or "")
