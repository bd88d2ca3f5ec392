"""The handover: how it is laid out."""

from __future__ import annotations

from collections.abc import Sequence

from assurance_app.application.changes import Changed
from assurance_app.application.noting import Handover
from assurance_app.application.places import Place
from assurance_app.domain.years import spoken_year
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.screens.handover.presenter import HandoverPresenter
from assurance_app.ui.session import Session
from assurance_app.ui.shell.notes_pane import NoteThread
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import Page, Reading, column, label
from assurance_app.ui.widgets.task_list import TaskList, TaskRow
from assurance_app.words import _


class HandoverScreen(Screen):
    """Notes for whoever takes the work over, and every open note of the year."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.presenter = HandoverPresenter(session, self)
        page = Page()
        column(self).addWidget(page)
        body = page.body
        body.setSpacing(STEP * 2)
        self._title = label(_("Handover"), "title")
        body.addWidget(self._title)
        body.addWidget(
            Reading(
                _(
                    "What somebody who takes this year over has to know and cannot see from the record: who is waiting "
                    "for what, what was agreed by word of mouth, why something was left for later."
                )
            )
        )
        self.notes = NoteThread(session, _("No handover note yet. Leave the first one below."))
        body.addWidget(self.notes)
        body.addSpacing(STEP)
        body.addWidget(label(_("Open notes of the year"), "heading"))
        self._nothing = label(
            _("No note is open. Notes are written in the tab “Notes” beside a question, a threat or an item."), "second"
        )
        body.addWidget(self._nothing)
        self.list = TaskList(_("Open notes of the year"))
        self.list.opened.connect(self.wants)
        body.addWidget(self.list)

    def arrive(self, place: Place) -> None:
        """Load and show it."""
        self.aside.emit(None)
        self.notes.show_on("", "")
        self.presenter.arrive()

    def leave(self) -> None:
        """What was typed and not added becomes a note."""
        self.notes.conversation.leave()

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew."""
        self.presenter.changed(changes)

    def focus_first(self) -> None:
        """Begin at the first thing to do."""
        (self.list if self.list.rows else self.notes.writing.area).setFocus()

    def go_on(self) -> None:
        """Go to the first open note."""
        key = next((row.key for row in self.list.rows if row.key is not None), None)
        if key is not None:
            self.wants.emit(key)

    def show_handover(self, handover: Handover, rows: Sequence[TaskRow]) -> None:
        """Show it."""
        self._title.setText(_("Handover of {year}").format(year=spoken_year(handover.year)))
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self.loaded.emit()
