"""The parts of the page for writing in a row: a box with what it may begin with, and an item with its boxes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QWidget

from assurance_app.application.in_a_row import RowDuty
from assurance_app.domain.entities import Answer
from assurance_app.ui.screens.in_a_row.leads import stand_lead
from assurance_app.ui.screens.in_a_row.presenter import boxes_of
from assurance_app.ui.states import Mark, Symbol
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import card, label, row
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.ui.widgets.text_area import Writing
from assurance_app.words import _
from assurance_app.words.labels import choices

Lead = Callable[[str], tuple[Any, int]]
"""What a text begins with, and how many characters say so; 0 where it begins with nothing of the kind."""


class LedWriting(Writing):
    """A text whose first words may stand for something else: they leave the text, and `led` tells what they say."""

    written = Signal(str)
    """The person changed the text; carries it without its lead."""
    led = Signal(object)

    def __init__(self, title: str, lead: Lead | None = None, *, lines: int = 2) -> None:
        super().__init__(title, lines=lines)
        self._lead = lead
        self.edited.connect(self._take_lead)

    def _take_lead(self, text: str) -> None:
        said, length = self._lead(text) if self._lead is not None else (None, 0)
        if not length:
            self.written.emit(text)
            return
        cursor = QTextCursor(self.area.document())
        cursor.setPosition(length, QTextCursor.MoveMode.KeepAnchor)
        # Taking them out is a change of the text like any other, and is told as one before what they say is.
        cursor.removeSelectedText()
        self.led.emit(said)


class StandRow(QWidget):
    """Where an item stands: a list to choose from, and whether anything is missing."""

    chosen = Signal(str)

    def __init__(self, kind: str, name: str) -> None:
        super().__init__()
        none = [code for code, _words in choices(kind) if code == "none-yet"]
        offered = [(code, words) for code, words in choices(kind) if code not in none]
        self.list = DropDown(offered, blank=_("Choose…"))
        self.list.setAccessibleName(name)
        self.list.setMinimumWidth(STEP * 14)  # beside the pages of the statement there is less room
        self.list.chosen.connect(self.chosen)
        self._mark = Mark()
        self._state = label("", "second")
        self._state.setMinimumWidth(STEP * 10)
        line = row(self.list, self._mark)
        line.addWidget(self._state, 1)
        self.setLayout(line)

    def show_stand(self, code: str, missing: str) -> None:
        """Show what is chosen and what is missing."""
        self.list.set_value("" if code == "none-yet" else code)
        self._mark.show_symbol(*((Symbol.RING, "accent") if missing else (Symbol.CHECK, "good")))
        self._state.setText(_("Missing: {what}").format(what=missing) if missing else _("Complete"))


class DutyBox(QFrame):
    """One duty: its question, where the body stands, and the texts that this needs."""

    edited = Signal(str, str)
    """The name of the text, and the text."""
    left = Signal()
    stand_chosen = Signal(str)

    def __init__(self, duty: RowDuty) -> None:
        super().__init__()
        self._is_position = duty.requirement.takes_position
        self._kind = "position" if self._is_position else "view"
        frame, inner = card()
        self.setProperty("role", "plain")
        self.setLayout(row(frame))
        inner.addWidget(label(duty.title, "group"))
        inner.addWidget(label(duty.question, "second"))
        what = _("Position: {title}") if self._is_position else _("View: {title}")
        self.stand = StandRow(self._kind, what.format(title=duty.title))
        self.stand.chosen.connect(self.stand_chosen)
        inner.addWidget(self.stand)
        self.writings: dict[str, LedWriting] = {}
        rests_on = _("What the position rests on") if self._is_position else _("What the view rests on")
        texts = [("rests_on", rests_on), ("reason", _("The reason"))]
        if not self._is_position:
            texts.append(("chief_constables_reason", _("The chief constable’s reason")))
            texts.append(("bodys_view_of_reason", _("The body’s view of that reason")))
        for name, title in texts:
            writing = LedWriting(title, partial(stand_lead, kind=self._kind) if name == "rests_on" else None)
            writing.area.setAccessibleName(f"{title}: {duty.title}")
            writing.written.connect(lambda text, name=name: self.edited.emit(name, text))
            writing.led.connect(self.stand_chosen.emit)
            writing.left.connect(self.left)
            self.writings[name] = writing
            inner.addWidget(writing)

    def show_answer(self, answer: Answer, missing: str) -> None:
        """Show what is kept; a text that is not asked for any more hands the focus on."""
        self.stand.show_stand(answer.position or answer.view or "", missing)
        shown = boxes_of(answer)
        focused = next((name for name, writing in self.writings.items() if writing.area.hasFocus()), "")
        for name, writing in self.writings.items():
            writing.set_text(getattr(answer, name))
            writing.setVisible(name in shown)
        if focused and focused not in shown:
            self.writings[shown[0]].area.setFocus()

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can only be read."""
        self.stand.list.setEnabled(not read_only)
        for writing in self.writings.values():
            writing.set_read_only(read_only)
