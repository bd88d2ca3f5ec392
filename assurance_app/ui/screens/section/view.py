"""A list of questions: how it is laid out."""

from __future__ import annotations

from collections.abc import Sequence

from assurance_app.application.changes import Changed
from assurance_app.application.places import Place
from assurance_app.application.recording import SectionPage
from assurance_app.domain.framework import SectionKind
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.screens.section.presenter import SectionPresenter
from assurance_app.ui.session import Session
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import Page, Reading, button, column, label, row
from assurance_app.ui.widgets.task_list import TaskList, TaskRow
from assurance_app.words import _


class SectionScreen(Screen):
    """A section's or a pillar's questions as a task list."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.presenter = SectionPresenter(session, self)
        self._here: Place | None = None
        self._is_elsewhere = False
        page = Page()
        self._page = page
        column(self).addWidget(page)
        body = page.body
        body.setSpacing(STEP * 2)
        self._up = button("", self.presenter.to_section, "quiet")
        body.addLayout(row(self._up, None))
        self._title = label("", "title")
        body.addWidget(self._title)
        self._about = Reading()
        body.addWidget(self._about)
        self.next = button(_("Go to the next question without an answer ›"), self.presenter.go_on, "primary")
        self.in_a_row = button(_("Write in a row ›"), self.presenter.write_in_a_row)
        self.in_a_row.setToolTip(_("All that a statement needs, one box after the other (Ctrl+R)"))
        body.addLayout(row(self.next, self.in_a_row, None))
        self.list = TaskList(_("Questions"))
        self.list.opened.connect(self.wants)
        body.addWidget(self.list)

    def arrive(self, place: Place) -> None:
        """Load and show the place."""
        self.aside.emit(None)
        # Whoever comes back to a list is where they left it; another list begins at its top.
        self._is_elsewhere = place != self._here
        self._here = place
        self.presenter.arrive(place)

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it is shown here."""
        self.presenter.changed(changes)

    def focus_first(self) -> None:
        """Begin at the first thing to do."""
        self.list.setFocus()

    def go_on(self) -> None:
        """Do the main thing of the screen."""
        self.presenter.go_on()

    def go(self, place: Place) -> None:
        """Go elsewhere."""
        self.wants.emit(place)

    def show_section(self, page: SectionPage, rows: Sequence[TaskRow]) -> None:
        """Show it."""
        self._up.setText(f"‹ {page.section.title}")
        self._up.setVisible(bool(page.pillar_title))
        self._title.setText(page.pillar_title or page.section.title)
        self.in_a_row.setVisible(page.section.kind is SectionKind.OWN_DUTIES)
        self._about.set_text("" if page.pillar_title else page.about)
        self.list.set_rows(rows)
        if self._is_elsewhere:
            self._is_elsewhere = False
            self._page.verticalScrollBar().setValue(0)
        self.loaded.emit()
