"""The bodies behind a number of the national picture: how the screen is laid out."""

from __future__ import annotations

from collections.abc import Sequence

from assurance_app.application.changes import Changed
from assurance_app.application.national_behind import Behind
from assurance_app.application.places import Place
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.screens.national_bodies.presenter import BodiesPresenter, came_from
from assurance_app.ui.screens.national_parts import bodies_table, body_rows
from assurance_app.ui.session import Session
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import Reading, button, column, label, row
from assurance_app.words import _


class BodiesScreen(Screen):
    """What is counted, how many, and each body with what it says; a line opens its return."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.presenter = BodiesPresenter(session, self)
        body = column(self, margins=STEP * 3, spacing=STEP * 2)
        self._from = Place("national-picture")
        self._back = button("", lambda: self.wants.emit(self._from), "quiet")
        body.addLayout(row(self._back, None))
        self._title = label("", "title")
        self._number = label("", "reading")
        self._nothing = Reading()
        self.table = bodies_table(_("The bodies behind the number"))
        self.table.opened.connect(self.wants)
        for widget in (self._title, self._number, self._nothing):
            body.addWidget(widget)
        body.addWidget(self.table, 1)
        self._body = body
        body.addStretch(0)

    def arrive(self, place: Place) -> None:
        """Load and show the place."""
        self.aside.emit(None)
        words, self._from = came_from(place.item_id)
        self._back.setText(words)
        self.presenter.arrive(place.item_id)

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it is shown here."""
        self.presenter.changed(changes)

    def focus_first(self) -> None:
        """Begin at the first body."""
        (self.table if self.table.rows else self._back).setFocus()

    def show_behind(self, found: Behind) -> None:
        """Show the bodies."""
        self._title.setText(found.title)
        self._number.setText(found.number)
        self._number.setVisible(bool(found.number))
        nothing = _("No return is behind this number.") if found.found else _("The year no longer has this number.")
        self._nothing.set_text("" if found.lines else nothing)
        self.table.set_rows(body_rows(found.lines))
        self.table.setVisible(bool(found.lines))
        self._body.setStretch(self._body.count() - 1, 0 if found.lines else 1)
        self.loaded.emit()
