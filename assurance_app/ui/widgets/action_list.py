"""The actions that came of something, and a line for one more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assurance_app.domain.departures import is_overdue
from assurance_app.domain.scrutiny import Action
from assurance_app.domain.text import clean_text
from assurance_app.domain.values import ActionStatus
from assurance_app.ui.states import State, Symbol
from assurance_app.ui.typed import show_date
from assurance_app.ui.widgets.basics import button, column, label, row
from assurance_app.ui.widgets.entry_line import EntryLine
from assurance_app.ui.widgets.task_list import TaskList, TaskRow
from assurance_app.words import _
from assurance_app.words.labels import label as word


def state_of(action: Action, today: str) -> State:
    """The symbol, colour and word for where an action stands."""
    if is_overdue(action, today):
        return State(Symbol.CROSS, "bad", _("Overdue"))
    symbol, token = {
        ActionStatus.OPEN: (Symbol.RING, "accent"),
        ActionStatus.DONE: (Symbol.CHECK, "good"),
        ActionStatus.DROPPED: (Symbol.DASH, "none"),
    }[action.status]
    return State(symbol, token, word("action-status", action.status))


class ActionList(QWidget):
    """What is done about it. `wanted` carries the title of a new action; `opened` the id of one."""

    wanted = Signal(str)
    opened = Signal(object)

    def __init__(self, title: str, help_text: str) -> None:
        super().__init__()
        self._suggested = ""
        body = column(self)
        body.addWidget(label(title, "heading"))
        body.addWidget(label(help_text, "second"))
        self.list = TaskList(title)
        self.list.opened.connect(self.opened)
        body.addWidget(self.list)
        self.line = EntryLine(_("What is to be done"))
        self.add = button(_("Add action"), self._add)
        self.suggest = button(_("Take the words of the next step"), self._take_suggested, "quiet")
        self._entry = QWidget()
        inner = column(self._entry)
        inner.addLayout(row(self.line, self.add))
        inner.addLayout(row(self.suggest, None))
        body.addWidget(self._entry)
        self.line.entered.connect(self._add)
        self.suggest.hide()

    def show_actions(self, actions: Sequence[Action], today: str) -> None:
        """Show these."""
        self.list.set_rows([TaskRow(one.title, _about(one), state_of(one, today), one.id) for one in actions])
        self.list.setVisible(bool(actions))

    def show_suggestion(self, text: str) -> None:
        """Offer words for a new action, or none."""
        self._suggested = " ".join(text.split())
        self.suggest.setVisible(bool(self._suggested))

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can only be read."""
        self._entry.setVisible(not read_only)

    def _take_suggested(self) -> None:
        self.line.setText(self._suggested)
        self.line.setFocus()

    def _add(self) -> None:
        title = clean_text(self.line.text()).strip()
        if title:
            self.line.clear()
            self.wanted.emit(title)
        self.line.setFocus()


def _about(action: Action) -> str:
    due = _("due {date}").format(date=show_date(action.due)) if action.due else _("no date yet")
    return " · ".join((action.owner or _("nobody owns it yet"), due))
