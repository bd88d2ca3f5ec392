"""What has happened to a year since its approval: a line for each step with its day."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from assurance_app.application.after_approval import YearAfter
from assurance_app.domain.text import clean_text
from assurance_app.domain.values import CycleStatus
from assurance_app.domain.year_steps import YearStep
from assurance_app.ui.states import Mark, Symbol
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import card, column, empty, label, row
from assurance_app.ui.widgets.date_line import DateLine
from assurance_app.ui.widgets.labelled import Labelled
from assurance_app.words import _
from assurance_app.words.labels import label as word


class SinceApproval(QWidget):
    """The steps in the advised order. Each is kept when the person leaves its field."""

    stepped = Signal(object)
    """A `YearStep` as the person has it now."""

    def __init__(self) -> None:
        super().__init__()
        outer = column(self)
        outer.addWidget(label(_("What has happened since"), "heading"))
        self.note = label("", "second")
        outer.addWidget(self.note)
        frame, self._inner = card()
        self._inner.setSpacing(STEP * 2)
        outer.addWidget(frame)
        self.lines: dict[CycleStatus, _Line] = {}

    def show_steps(self, after: YearAfter, *, read_only: bool) -> None:
        """Show the steps of a year."""
        if tuple(self.lines) != tuple(step.status for step in after.steps):
            empty(self._inner)
            self.lines = {step.status: self._line(step.status) for step in after.steps}
        for step in after.steps:
            self.lines[step.status].show_step(step, missing=step.status in after.missing, read_only=read_only)
        words = _("Write down the day of each step once it has happened. The order is advised and not forced.")
        self.note.setText(words if len(self.lines) > 1 else _("Write down the day on which the report was published."))

    def leave(self) -> None:
        """Keep what stands in the field that the person is in."""
        for line in self.lines.values():
            line.finish()

    def _line(self, status: CycleStatus) -> _Line:
        made = _Line(status, self._inner)
        made.stepped.connect(self.stepped)
        return made


class _Line(QWidget):
    """One step: whether it happened, its day, and of the report where it stands."""

    stepped = Signal(object)

    def __init__(self, status: CycleStatus, into: QVBoxLayout) -> None:
        super().__init__()
        self._kept = self._now = YearStep(status)
        into.addWidget(self)
        inner = column(self, spacing=STEP)
        name = word("status", status.value)
        self._mark = Mark()
        self.hint = label("", "second")
        head = row(self._mark, label(name, "group", wrap=False), self.hint)
        head.setStretch(2, 1)
        inner.addLayout(head)
        self.day = DateLine(name)
        self.day.editor.setAccessibleName(_("{step}: day").format(step=name))
        self.day.edited.connect(self._take_day)
        self.day.left.connect(self.finish)
        inner.addWidget(self.day)
        self.link, self.page = QLineEdit(), QLineEdit()
        if status is CycleStatus.REPORT_PUBLISHED:
            self.link.setPlaceholderText("https://")
            inner.addWidget(Labelled(_("Where the annual report stands"), self.link, _("The address of the page.")))
            inner.addWidget(Labelled(_("Page of the statement in it"), self.page))
            self.page.setMaximumWidth(STEP * 16)
            for editor in (self.link, self.page):
                editor.textEdited.connect(lambda _text: self._take_place())
                editor.editingFinished.connect(self.finish)

    def show_step(self, step: YearStep, *, missing: bool, read_only: bool) -> None:
        """Show the step as it is kept."""
        self._kept = self._now = step
        self._mark.show_symbol(*((Symbol.CHECK, "good") if step.on else (Symbol.RING, "none")))
        self.hint.setText(_("A later step has a day already.") if missing else "")
        self.day.set_value(step.on or None)
        self.day.set_read_only(read_only)
        for editor, text in ((self.link, step.link), (self.page, step.page)):
            if editor.text() != text:
                editor.setText(text)
            editor.setReadOnly(read_only)

    def finish(self) -> None:
        """Keep what was typed, where it is another than what is kept."""
        if self._now != self._kept:
            self._kept = self._now
            self.stepped.emit(self._now)

    def _take_day(self, day: object) -> None:
        self._now = replace(self._now, on=str(day or ""))

    def _take_place(self) -> None:
        link, page = (clean_text(editor.text()).strip() for editor in (self.link, self.page))
        self._now = replace(self._now, link=link, page=page)
