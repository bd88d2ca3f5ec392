"""The most common gaps and departures: how the screen is laid out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTabBar, QWidget

from assurance_app.application.changes import Changed
from assurance_app.application.national_behind import Behind
from assurance_app.application.national_findings import DEPARTURES, GAPS, FindingsPage
from assurance_app.application.places import Place
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.screens.national_gaps.presenter import FindingsPresenter
from assurance_app.ui.screens.national_parts import bodies_table, body_rows, show_grid
from assurance_app.ui.session import Session
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import Reading, column, label
from assurance_app.ui.widgets.heat_table import HeatTable
from assurance_app.words import _

_KINDS = (GAPS, DEPARTURES)


class FindingsScreen(Screen):
    """The requirements that most bodies name, and below them what each body says of the chosen one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.presenter = FindingsPresenter(session, self)
        body = column(self, margins=STEP * 3, spacing=STEP + STEP // 2)
        body.addWidget(label(_("Gaps and departures"), "title"))
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(_("Gaps or departures"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for words in (_("Gaps"), _("Departures")):
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(lambda at: self.wants.emit(Place("national-gaps", item_id=_KINDS[at])))
        body.addWidget(self.tabs)
        self._headline = label("", "reading")
        self._nothing = Reading()
        body.addWidget(self._headline)
        body.addWidget(self._nothing)
        self.table = HeatTable(_("Gaps and departures"), _("Duty or capability"))
        self.table.opened.connect(self.wants)
        self.table.sorting.connect(self.presenter.sort)
        self.table.line_changed.connect(self.presenter.choose)
        self._reasons_title = label("", "group")
        self.reasons = bodies_table(_("What each body says"))
        self.reasons.opened.connect(self.wants)
        below = QWidget()
        lower = column(below)
        lower.addWidget(self._reasons_title)
        lower.addWidget(self.reasons, 1)
        self.parts = QSplitter(Qt.Orientation.Vertical)
        self.parts.addWidget(self.table)
        self.parts.addWidget(below)
        self.parts.setChildrenCollapsible(False)
        self.parts.setStretchFactor(0, 3)
        self.parts.setStretchFactor(1, 2)
        body.addWidget(self.parts, 1)
        self._body = body
        body.addStretch(0)

    def arrive(self, place: Place) -> None:
        """Load and show the place."""
        self.aside.emit(None)
        self.presenter.arrive(place.item_id)

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it is shown here."""
        self.presenter.changed(changes)

    def focus_first(self) -> None:
        """Begin in the table."""
        (self.table if self.table.isVisible() else self.tabs).setFocus()

    def show_findings(self, page: FindingsPage, by: tuple[str, bool]) -> None:
        """Show them."""
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(_KINDS.index(page.kind))
        self.tabs.blockSignals(False)
        self._headline.setText(" ".join(page.headline))
        self._headline.setVisible(not page.nothing)
        self._nothing.set_text(page.nothing)
        self.parts.setVisible(not page.nothing)
        self._body.setStretch(self._body.count() - 1, 1 if page.nothing else 0)
        show_grid(self.table, page.grid, by)
        if self.table.here():
            self.presenter.choose(self.table.here())
        self.loaded.emit()

    def show_reasons(self, found: Behind) -> None:
        """Show who is behind the line that has the focus, and what each says."""
        self._reasons_title.setText(_("{title}: {number}").format(title=found.title, number=found.number))
        self.reasons.set_rows(body_rows(found.lines))
