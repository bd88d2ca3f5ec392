"""The statement: writing on the left, the real pages on the right, live. How the screen is laid out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from assurance_app.application.changes import Changed
from assurance_app.application.exporting import Exported
from assurance_app.application.outputs import STATEMENT_AUDIENCES
from assurance_app.application.places import Place
from assurance_app.application.preview import Mark, SetPages
from assurance_app.domain.entities import STATEMENT_PARTS
from assurance_app.domain.statement import Length
from assurance_app.ui.live_pages import Wanted
from assurance_app.ui.printing import PrintJob, ask_printer
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.screens.in_a_row.view import RowScreen
from assurance_app.ui.screens.statement.presenter import StatementPresenter
from assurance_app.ui.session import Session
from assurance_app.ui.shell.outgoing import ask_folder, replaced_words
from assurance_app.ui.tasks import Problem
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import button, column, label, row
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.ui.widgets.export_button import export_button
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.pages_pane import PagesPane
from assurance_app.ui.widgets.writing_and_pages import WritingAndPages
from assurance_app.words import _, ngettext
from assurance_app.words.labels import label as word


class StatementScreen(Screen):
    """What is written is set at once; the place that is written at is shown; a click in a page leads to its writing."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._is_loaded = False
        self._hint_place: Place | None = None
        self.row = RowScreen(session, parts=STATEMENT_PARTS, beside_pages=True)
        self.pane = PagesPane(_("Pages of the statement"))
        self.presenter = StatementPresenter(session, self)
        self._writing = self._build_writing()
        self.both = WritingAndPages("statement", self._writing, self.pane)
        self.splitter, self.turn, self.turn_button = self.both.splitter, self.both.turn, self.both.turn_button
        body = column(self, spacing=0)
        body.addWidget(self._build_bar())
        body.addWidget(self._build_hint())
        body.addWidget(self.both, 1)
        self._connect()

    # -- what the window asks ----------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Load and show the place."""
        self._is_loaded = False
        self.aside.emit(None)
        self.presenter.arrive()
        self.row.show_section(place.section_id or self.row.section_id, take_focus=False)

    def leave(self) -> None:
        """Make a version of what was typed."""
        self.row.leave()

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it was not typed here."""
        if not self.row.presenter.writes(origin):
            self.row.changed(changes, origin)
            self.presenter.changed(changes, self.row.presenter.written_ids())

    def kept(self) -> dict[str, str]:
        """The splitter, the zoom, and whether the pages are shown."""
        return self.both.kept()

    def put_kept(self, kept: dict[str, str]) -> None:
        """Look as it did the last time."""
        self.both.put_kept(kept)

    def focus_first(self) -> None:
        """Begin at the first thing to write."""
        if self._writing.isHidden():
            self.pane.pages.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.row.focus_first()

    def go_on(self) -> None:
        """To the next box."""
        self.row.go_on()

    def go_back_one(self) -> None:
        """To the box before."""
        self.row.go_back_one()

    # -- what the presenter asks -------------------------------------------------------------------------------

    def show_sections(self, sections: Sequence[tuple[str, str]], signed: str) -> None:
        """Offer the sections to write in."""
        self.part.clear()
        for section_id, title in sections:
            self.part.addItem(title, section_id)
        self._show_part()
        self.approved.setText(_("Approved by {whom}").format(whom=signed) if signed else _("Draft, not approved"))

    def show_length(self, length: Length, *, with_full: bool) -> None:
        """Show how much the statement says."""
        self.length.clear()
        for code in Length:
            if with_full or code is not Length.FULL:
                self.length.addItem(_length_words(code), code.value)
        self.length.set_value(length)

    def show_pages(self, pages: SetPages) -> None:
        """Show the pages."""
        self.pane.show_pages(pages)
        if not self._is_loaded:
            self._is_loaded = True
            self.loaded.emit()

    def wanted(self) -> Wanted | None:
        """What to draw next."""
        return self.pane.wanted()

    def show_page(self, wanted: Wanted, made: Any) -> None:
        """Show a page that was drawn, or tell what it says."""
        self.pane.show_page(wanted, made)

    def follow(self, mark: Mark | None, *, scroll: bool) -> None:
        """Show the place at which the person writes."""
        self.pane.follow(mark, scroll=scroll)

    def show_hint(self, words: str, place: Place | None) -> None:
        """Say why the writing is not on the pages."""
        self._hint_place = place
        self.hint_words.setText(words)
        self.hint_go.setVisible(place is not None)
        self.hint.setVisible(bool(words))

    def write_at(self, section_id: str, place: str, name: str) -> None:
        """Put the focus where a part is written."""
        if self._writing.isHidden():
            self.turn()
        self.row.show_section(section_id, at=(place, name))

    def show_problem(self, problem: Problem) -> None:
        """Say what went wrong."""
        self.refused.emit(problem)
        if not self._is_loaded:
            self._is_loaded = True
            self.loaded.emit()

    def show_exported(self, exported: Exported) -> None:
        """Say what was made, and what its reader has to know."""
        self.made.emit(exported.files, replaced_words(exported.replaced))

    def show_cancelled(self) -> None:
        """Say that nothing was made."""
        self.tells.emit(_("Cancelled. No file was left behind."), "done")

    # -- what goes out -----------------------------------------------------------------------------------------

    def export_to(self, formats: tuple[str, ...], folder: Path) -> None:
        """Write it into a folder, with what is typed now."""
        self.row.leave()
        self.presenter.export(formats, folder)

    def print(self) -> None:
        """Ask for a printer, and print the pages as the writing is now."""
        self.presenter.when_set(self._ask_and_print)

    def print_on(self, printer: QPrinter, pages: SetPages) -> None:
        """Print pages on a printer."""

        def done(number: int) -> None:
            words = ngettext("{number} page went to the printer.", "{number} pages went to the printer.", number)
            self.tells.emit(words.format(number=number), "done")

        def cancelled() -> None:
            self.tells.emit(_("Printing was cancelled."), "done")

        self._job = PrintJob(self._session, printer, pages, done=done, failed=self.refused.emit, cancelled=cancelled)
        self._job.start()

    def _ask_and_print(self, pages: SetPages) -> None:
        printer = ask_printer(self, _("Statement"), len(pages.sizes))
        if printer is not None:
            self.print_on(printer, pages)

    def _export(self, formats: tuple[str, ...]) -> None:
        folder = ask_folder(self, _("Where the statement is put"))
        if folder is not None:
            self.export_to(formats, folder)

    # -- layout ------------------------------------------------------------------------------------------------

    def _build_bar(self) -> QWidget:
        self.audience = DropDown([(audience.value, word("audience", audience)) for audience in STATEMENT_AUDIENCES])
        self.length = DropDown([])
        self.export, self.exports = export_button(
            (
                ("docx", _("&Word…"), ("docx",)),
                ("pdf", _("&PDF…"), ("pdf",)),
                ("html", _("Web pa&ge…"), ("html",)),
                ("all", _("&All of them…"), ("docx", "pdf", "html")),
            ),
            self._export,
        )
        self.print_button = button(_("P&rint…"), self.print)
        self.print_button.setToolTip(_("Print the pages (Ctrl+P)"))
        self.approved = label("", "second", wrap=False)
        bar = QFrame()
        bar.setProperty("role", "bar")
        inner = QHBoxLayout(bar)
        inner.setContentsMargins(STEP * 2, STEP, STEP * 2, STEP)
        flow = FlowRow(
            _named(_("&For"), self.audience, _("Who the statement is for")),
            _named(_("&Length"), self.length, _("How much the statement says")),
            self.export,
            self.print_button,
            self.turn_button,
            self.approved,
            spacing=STEP,
        )
        inner.addLayout(flow)
        return bar

    def _build_hint(self) -> QWidget:
        self.hint = QFrame()
        self.hint.setProperty("role", "message")
        inner = QHBoxLayout(self.hint)
        inner.setContentsMargins(STEP * 2, STEP // 2, STEP, STEP // 2)
        self.hint_words = label("")
        self.hint_go = button(_("Go there"), self._go_to_hint, "quiet")
        inner.addWidget(self.hint_words, 1)
        inner.addWidget(self.hint_go)
        self.hint.hide()
        return self.hint

    def _build_writing(self) -> QWidget:
        writing = QWidget()
        self.part = DropDown([])
        named = _named(_("Par&t"), self.part, _("Part of the statement to write"))
        body = column(writing, spacing=0)
        head = row(named, None)
        head.setContentsMargins(STEP * 2, STEP, STEP * 2, 0)
        body.addLayout(head)
        body.addWidget(self.row, 1)
        return writing

    def _connect(self) -> None:
        self.audience.chosen.connect(self.presenter.audience_chosen)
        self.length.chosen.connect(self.presenter.length_chosen)
        self.part.chosen.connect(lambda section_id: self.row.show_section(section_id, take_focus=False))
        self.row.touched.connect(self.presenter.touched)
        self.row.loaded.connect(self._show_part)
        self.row.wants.connect(self._go)
        self.pane.needs.connect(self.presenter.draw)
        self.pane.pages.clicked.connect(self.presenter.page_clicked)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._writing.isAncestorOf(new):
            at = self.row.written_in(new)
            if at is not None:
                self.presenter.dwell(at)

    def _show_part(self) -> None:
        if self.row.section_id and self.part.findData(self.row.section_id) >= 0:
            self.part.set_value(self.row.section_id)

    def _go(self, place: Place) -> None:
        if place.screen == "in-a-row":
            self.row.show_section(place.section_id)
        else:
            self.wants.emit(place)

    def _go_to_hint(self) -> None:
        if self._hint_place is not None:
            self.wants.emit(self._hint_place)


def _named(words: str, editor: QWidget, name: str) -> QWidget:
    """A list with its name before it."""
    made = QWidget()
    said = label(words, wrap=False)
    said.setBuddy(editor)
    editor.setAccessibleName(name)
    made.setLayout(row(said, editor))
    return made


def _length_words(length: Length) -> str:
    return {
        Length.SHORT: _("Short, about 300 words"),
        Length.STANDARD: _("Standard"),
        Length.FULL: _("Full record"),
    }[length]
