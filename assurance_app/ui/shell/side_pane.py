"""The pane on the right: the official text and guidance beside a question, its evidence, its earlier versions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSplitter, QTabWidget, QWidget

from assurance_app.ui.screens.base import Aside, NotesOnly
from assurance_app.ui.session import Session
from assurance_app.ui.shell.evidence_pane import EvidencePane
from assurance_app.ui.shell.history_pane import HistoryPane
from assurance_app.ui.shell.notes_pane import NotesPane, tab_title
from assurance_app.ui.shell.official_pane import OfficialPane
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import Page, Reading, column, label
from assurance_app.words import _


class GuidancePane(Page):
    """What is asked, in the publisher's numbers, and what a strong answer rests on."""

    def __init__(self) -> None:
        super().__init__(wide=True, tight=True)
        self._reference = label("", "group")
        self._heading = label("", "second")
        self._parts: list[tuple[QLabel, Reading]] = []
        self.body.addWidget(self._reference)
        self.body.addWidget(self._heading)

    def show_aside(self, aside: Aside) -> None:
        """Show what is said beside a page."""
        self._reference.setText(aside.reference)
        self._heading.setText(_("Under the heading “{heading}”").format(heading=aside.heading))
        self._heading.setVisible(bool(aside.heading))
        while len(self._parts) < len(aside.guidance):
            self._parts.append(self._part())
        for place, (name, reading) in enumerate(self._parts):
            title, text = aside.guidance[place] if place < len(aside.guidance) else ("", "")
            name.setText(title)
            name.setVisible(bool(title))
            reading.set_text(text)

    def _part(self) -> tuple[QLabel, Reading]:
        name, reading = label("", "group"), Reading()
        self.body.addSpacing(STEP)
        self.body.addWidget(name)
        self.body.addWidget(reading)
        return name, reading


class SidePane(QFrame):
    """Three tabs about what the person is working on."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setMinimumWidth(STEP * 30)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("Beside this page"))
        self.tabs.tabBar().setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.guidance = GuidancePane()
        self.official = OfficialPane(session)
        self.beside = QSplitter(Qt.Orientation.Vertical)
        self.beside.setChildrenCollapsible(False)
        self.beside.addWidget(self.official)
        self.beside.addWidget(self.guidance)
        self.beside.setStretchFactor(0, 1)
        self.beside.setSizes([STEP * 64, STEP * 22])
        self.evidence = EvidencePane(session)
        self.history = HistoryPane(session)
        self.tabs.addTab(self.beside, _("Official text"))
        self.tabs.addTab(self.evidence, _("Evidence"))
        self.tabs.addTab(self.history, _("History"))
        self.notes = NotesPane(session)
        self.notes.counted.connect(self._show_count)
        self.tabs.addTab(self.notes, _("Notes"))
        column(self).addWidget(self.tabs)
        self._aside: Aside | None = None
        self._only_notes = False
        self._chosen = 0
        self.tabs.currentChanged.connect(lambda _index: self._load_visible())

    def show_aside(self, aside: Aside | NotesOnly | None) -> None:
        """Show what stands beside the page, or nothing."""
        self._aside = aside if isinstance(aside, Aside) else None
        self.setVisible(aside is not None)
        self.notes.show_aside(aside)
        if aside is not None:
            self._offer(only_notes=isinstance(aside, NotesOnly))
        if not isinstance(aside, Aside):
            return
        self.guidance.show_aside(aside)
        self.evidence.show_aside(aside)
        count = len(aside.evidence)
        self._show_title(self.evidence, _("Evidence {number}").format(number=count) if count else _("Evidence"))
        self._load_visible()

    def _offer(self, *, only_notes: bool) -> None:
        """Offer all tabs, or the notes alone; the tab that was chosen before comes back with the others."""
        if only_notes is not self._only_notes:
            self._only_notes = only_notes
            chosen = self.tabs.currentIndex()
            for index in range(self.tabs.count()):
                self.tabs.setTabVisible(index, not only_notes or self.tabs.widget(index) is self.notes)
            self.tabs.setCurrentIndex(self.tabs.indexOf(self.notes) if only_notes else self._chosen)
            self._chosen = chosen

    def _show_count(self, of: int, still_open: int) -> None:
        self._show_title(self.notes, tab_title(of, still_open))

    def _show_title(self, pane: QWidget, title: str) -> None:
        # A title that is put there anew lays out all tabs, even where it says the same.
        index = self.tabs.indexOf(pane)
        if self.tabs.tabText(index) != title:
            self.tabs.setTabText(index, title)

    def _load_visible(self) -> None:
        if self._aside is not None and self.tabs.currentWidget() is self.history:
            self.history.show_history_of(self._aside)
        elif self._aside is not None and self.tabs.currentWidget() is self.beside:
            self.official.show_aside(self._aside)

    def show_official(self) -> None:
        """Bring the official text to the front."""
        self.tabs.setCurrentWidget(self.beside)
