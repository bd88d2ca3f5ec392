"""The national summary: the parts on the left, the real pages on the right, live. How the screen is laid out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabWidget, QWidget

from assurance_app.application.changes import Changed
from assurance_app.application.exporting import Exported
from assurance_app.application.places import Place
from assurance_app.application.preview import Mark, SetPages
from assurance_app.application.summary_page import Passage, SaidOf, SummaryPage
from assurance_app.domain.national_parts import SummaryPart
from assurance_app.ui.live_pages import Wanted
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.screens.national_summary.clearing import ClearingTab
from assurance_app.ui.screens.national_summary.extracts import ExtractsTab
from assurance_app.ui.screens.national_summary.presenter import SummaryPresenter
from assurance_app.ui.screens.national_summary.quoting import QuotingTab
from assurance_app.ui.screens.national_summary.writing import WritingTab
from assurance_app.ui.session import Session
from assurance_app.ui.shell.outgoing import ask_folder, replaced_words
from assurance_app.ui.tasks import Problem
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import column, label
from assurance_app.ui.widgets.export_button import export_button
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.pages_pane import PagesPane
from assurance_app.ui.widgets.writing_and_pages import WritingAndPages
from assurance_app.words import _


class NationalSummaryScreen(Screen):
    """Facts, the officer's words, quotations, extracts and clearance, with the pages that come of them."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._is_loaded = self._is_searched = False
        self._page: SummaryPage | None = None
        self._status = ""
        self.writing, self.quoting = WritingTab(), QuotingTab()
        self.extracts, self.clearing = ExtractsTab(), ClearingTab()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("What there is to do for the summary"))
        self.tabs.tabBar().setAccessibleName(_("What there is to do for the summary"))
        self.tabs.setDocumentMode(True)
        for tab, title in (
            (self.writing, _("&Writing")),
            (self.quoting, _("&Quotations")),
            (self.extracts, _("E&xtracts")),
            (self.clearing, _("C&learance")),
        ):
            self.tabs.addTab(tab, title)
        self.pane = PagesPane(_("Pages of the summary"))
        self.both = WritingAndPages("summary", self.tabs, self.pane)
        self.turn = self.both.turn
        self.presenter = SummaryPresenter(session, self)
        body = column(self, spacing=0)
        body.addWidget(self._build_bar())
        body.addWidget(self.both, 1)
        self._connect()

    # -- what the window asks ----------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Load and show the place: the part whose id it has."""
        self._is_loaded = False
        self.aside.emit(None)
        if place.section_id:
            self.tabs.setCurrentWidget(self.writing)
        self.presenter.arrive(place.section_id)

    def leave(self) -> None:
        """Make a version of what was typed."""
        self.presenter.leave()

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it was not typed here."""
        self.presenter.changed(changes, origin)

    def kept(self) -> dict[str, str]:
        """The splitter, the zoom, and whether the pages are shown."""
        return self.both.kept()

    def put_kept(self, kept: dict[str, str]) -> None:
        """Look as it did the last time."""
        self.both.put_kept(kept)

    def focus_first(self) -> None:
        """Begin at the first thing to write."""
        if self.tabs.isHidden():
            self.pane.pages.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.tabs.currentWidget() is self.writing:
            self.writing.words.area.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """To the next part."""
        self.presenter.step(1)

    def go_back_one(self) -> None:
        """To the part before."""
        self.presenter.step(-1)

    def collate(self) -> None:
        """Make the workbook and the summary, as the menu offers it everywhere."""
        self._export(("xlsx", "docx", "pdf"))

    # -- what the presenter asks -------------------------------------------------------------------------------

    def show_summary(self, page: SummaryPage, parts: Sequence[tuple[str, str]]) -> None:
        """Show what is recorded, and offer the parts."""
        self._page = page
        read_only = self._session.read_only
        self.writing.set_read_only(read_only)
        self.writing.show_parts(parts, page.year)
        self.quoting.show_year(page.year, page.permissions, read_only=read_only)
        self.extracts.show_extracts(page.extracts, read_only=read_only)
        self.clearing.show_page(page, read_only=read_only)
        self._is_searched = False
        self._search_where_shown()

    def show_text(self, part: str, text: str) -> None:
        """Show the officer's words in a part."""
        self.writing.show_text(part, text)

    def show_part(self, part: SummaryPart | None) -> None:
        """Show what is proposed for the part that is written."""
        self.writing.show_part(part)
        # The pages follow, as they follow typing.
        self._say_loaded()

    def show_status(self, words: str, marking: str) -> None:
        """Say what the document says of itself."""
        self.status.setText(_("{status}. Marked {marking}").format(status=words, marking=marking))

    def show_passages(self, found: Sequence[Passage]) -> None:
        """Show what bodies said."""
        self.quoting.show_passages(found)

    def show_said(self, said: Sequence[SaidOf]) -> None:
        """Show the bodies that the summary names or quotes."""
        self.extracts.show_said(said)

    def show_pages(self, pages: SetPages) -> None:
        """Show the pages."""
        self.pane.show_pages(pages)
        self._say_loaded()

    def wanted(self) -> Wanted | None:
        """What to draw next."""
        return self.pane.wanted()

    def show_page(self, wanted: Wanted, made: Any) -> None:
        """Show a page that was drawn, or tell what it says."""
        self.pane.show_page(wanted, made)

    def follow(self, mark: Mark | None, *, scroll: bool) -> None:
        """Show the place at which the person writes."""
        self.pane.follow(mark, scroll=scroll)

    def tell(self, words: str) -> None:
        """Confirm something."""
        self.tells.emit(words, "done")

    def show_problem(self, problem: Problem) -> None:
        """Say what went wrong."""
        self.refused.emit(problem)
        self._say_loaded()

    def show_exported(self, exported: Exported) -> None:
        """Say what was made, and what its reader has to know."""
        self.made.emit(exported.files, replaced_words(exported.replaced))

    def show_cancelled(self) -> None:
        """Say that nothing was made."""
        self.tells.emit(_("Cancelled. No file was left behind."), "done")

    def export_to(self, kinds: tuple[str, ...], folder: Path) -> None:
        """Write it into a folder, with what is typed now."""
        self.presenter.export(kinds, folder)

    def _say_loaded(self) -> None:
        if not self._is_loaded:
            self._is_loaded = True
            self.loaded.emit()

    def _export(self, kinds: tuple[str, ...]) -> None:
        folder = ask_folder(self, _("Where the national documents are put"))
        if folder is not None:
            self.export_to(kinds, folder)

    # -- layout ------------------------------------------------------------------------------------------------

    def _build_bar(self) -> QWidget:
        self.export, self.exports = export_button(
            (
                ("docx", _("Summary in &Word…"), ("docx",)),
                ("pdf", _("Summary as &PDF…"), ("pdf",)),
                ("xlsx", _("Work&book…"), ("xlsx",)),
                ("all", _("&All of them…"), ("xlsx", "docx", "pdf")),
            ),
            self._export,
        )
        self.status = label("", "second", wrap=False)
        bar = QFrame()
        bar.setProperty("role", "bar")
        inner = QHBoxLayout(bar)
        inner.setContentsMargins(STEP * 2, STEP, STEP * 2, STEP)
        inner.addLayout(FlowRow(self.export, self.both.turn_button, self.status, spacing=STEP))
        return bar

    def _connect(self) -> None:
        presenter, writing, quoting = self.presenter, self.writing, self.quoting
        writing.part_chosen.connect(presenter.part_chosen)
        writing.stepped.connect(presenter.step)
        writing.edited.connect(presenter.edited)
        writing.left.connect(presenter.leave)
        writing.wants.connect(self.wants)
        writing.wants_to_name.connect(presenter.ask_to_name)
        quoting.searched.connect(presenter.search)
        quoting.asked.connect(presenter.ask_to_quote)
        quoting.asked_to_name.connect(presenter.ask_to_name)
        quoting.granted.connect(presenter.grant)
        quoting.withdrawn.connect(presenter.withdraw)
        quoting.removed.connect(presenter.remove_permission)
        quoting.tells.connect(self.tell)
        self.extracts.sent.connect(presenter.send_extract)
        self.extracts.answered.connect(presenter.answer_extract)
        self.extracts.taken_away.connect(presenter.remove_extract)
        self.extracts.tells.connect(self.tell)
        self.clearing.marked.connect(presenter.marking_chosen)
        self.clearing.cleared.connect(presenter.clear)
        self.clearing.taken_back.connect(presenter.withdraw_clearance)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.pane.needs.connect(presenter.draw)
        self.pane.pages.clicked.connect(self._page_clicked)

    def _tab_changed(self, _at: int) -> None:
        self.presenter.leave()
        if self.tabs.currentWidget() is self.clearing:
            # What changed since it was cleared is looked up in what is saved by now.
            self.presenter.arrive("")
        self._search_where_shown()

    def _search_where_shown(self) -> None:
        """What bodies said is much: it is looked for once somebody looks."""
        if self.tabs.currentWidget() is self.quoting and not self._is_searched:
            self._is_searched = True
            self.quoting.search()

    def _page_clicked(self, page: int, share: float) -> None:
        self.tabs.setCurrentWidget(self.writing)
        self.presenter.page_clicked(page, share)
