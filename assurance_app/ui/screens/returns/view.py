"""The returns that the APCC received: how the screen is laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from assurance_app import paths
from assurance_app.application.changes import Changed
from assurance_app.application.places import Place
from assurance_app.application.tracker import ChaseList, ReturnsPage
from assurance_app.domain.commissioning import Commission, RefusedFile
from assurance_app.domain.national_words import region_words
from assurance_app.domain.tracker import TrackerFlag, TrackerRow, TrackerState
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.screens.entry_view import TableBlock
from assurance_app.ui.screens.returns.chase import ChasePage
from assurance_app.ui.screens.returns.presenter import (
    CHASE,
    ReturnsPresenter,
    Told,
    came_on,
    edition_of,
    flags_of,
    headline_of,
    numbers_of,
    panel_words,
    refused_in,
    sifted,
    state_of,
    with_file,
)
from assurance_app.ui.session import Session
from assurance_app.ui.shell.history_pane import spoken_moment
from assurance_app.ui.shell.outgoing import ask_folder, made_sentence
from assurance_app.ui.theme import STEP
from assurance_app.ui.typed import show_date
from assurance_app.ui.widgets.attachment_box import files_of
from assurance_app.ui.widgets.basics import Page, Reading, button, card, column, label, row, show_if
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.number_button import NumberButton
from assurance_app.ui.widgets.table import TableRow
from assurance_app.words import _, ngettext
from assurance_app.words.labels import label as word

SUFFIX = ".sprreturn"
_MOST_LINES = 12
"""What came of files is told in so many lines; the rest stands in the tables."""
_NUMBERS = (
    TrackerState.RECEIVED,
    TrackerState.DRAFT,
    TrackerState.ENTERED,
    TrackerState.NOT_RECEIVED,
    TrackerState.INVALID,
    TrackerFlag.LATE,
)


class ReturnsScreen(Screen):
    """Every expected body with its return or without, what was refused, and whom to chase."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.presenter = ReturnsPresenter(session, self)
        self.setAcceptDrops(not session.read_only)
        self._page: ReturnsPage | None = None
        self._to_list = False
        self._refused: dict[str, RefusedFile] = {}
        self._stack = QStackedWidget()
        column(self).addWidget(self._stack)
        self._tracker = Page(wide=True)
        self._tracker.body.setSpacing(STEP * 2)
        self._stack.addWidget(self._tracker)
        self._build_head()
        self._build_refused()
        self._build_table()
        self.chase = ChasePage()
        self._stack.addWidget(self.chase)
        self.chase.back_wanted.connect(lambda: self.wants.emit(Place("returns")))
        self.chase.drafts_wanted.connect(self.presenter.chase_drafts)
        self.chase.chosen.connect(self.presenter.write_to)
        self.chase.body_wanted.connect(self._open_body)

    def _build_head(self) -> None:
        body = self._tracker.body
        body.addWidget(label(_("Returns"), "title"))
        self.headline = label("", "reading")
        body.addWidget(self.headline)
        self.asked = label("", "second", wrap=False)
        self.commission = button(_("Commission and bodies"), lambda: self.wants.emit(Place("commission")), "quiet")
        body.addLayout(FlowRow(self.asked, self.commission))
        self.numbers = {code: NumberButton(_words(code)) for code in _NUMBERS}
        for code, shown in self.numbers.items():
            shown.clicked.connect(lambda _checked=False, code=code: self._sift(code))
        body.addLayout(FlowRow(*self.numbers.values(), spacing=STEP * 2))
        self.add = button(_("&Add files…"), self.add_returns, "primary")
        self.add_folder = button(_("Add a &folder…"), self.add_returns_of_folder)
        self.to_chase = button(_("C&hase list"), lambda: self.wants.emit(Place("returns", item_id=CHASE)))
        self.make = button(_("Make &workbook and summary…"), self.collate)
        for made in (self.add, self.add_folder):
            made.setEnabled(not self._session.read_only)
        body.addLayout(FlowRow(self.add, self.add_folder, self.to_chase, self.make))
        self.hint = label(_("Files and folders can also be dropped anywhere on this page."), "second")
        body.addWidget(self.hint)
        self.hint.setVisible(not self._session.read_only)
        self.told, inner = card()
        self._told_title = label("", "group")
        self.told_lines = Reading()
        self.told_seen = button(_("Close"), self.told.hide, "quiet")
        self.told_seen.setAccessibleName(_("Close what came of the files"))
        head = row(self._told_title, self.told_seen)
        head.setStretch(0, 1)
        inner.addLayout(head)
        inner.addWidget(self.told_lines)
        self.told.hide()
        body.addWidget(self.told)

    def _build_refused(self) -> None:
        self.refused_box = QWidget()
        inner = column(self.refused_box)
        self.refused_files = TableBlock(
            _("Files that were refused"),
            (_("File"), _("Says it is of"), _("Refused"), _("Why")),
            nothing="",
            help_text=_("Nothing of these files is kept but their names and the reasons."),
            most=5,
            widest=3,
        )
        inner.addWidget(self.refused_files)
        self.reason = Reading()
        inner.addWidget(self.reason)
        self.settle = button(_("&Settled"), self._settle)
        self.settle.setAccessibleDescription(_("The file that is chosen needs no more attention."))
        inner.addLayout(row(self.settle, None))
        self.refused_files.table.selection_changed.connect(self._show_reason)
        self.refused_files.filter.setAcceptDrops(False)
        self._tracker.body.addWidget(self.refused_box)

    def _build_table(self) -> None:
        filters = QWidget()
        self.only = DropDown(
            ((code.value, _words(code)) for code in (*TrackerState, *TrackerFlag)), blank=_("All bodies")
        )
        self.only.setAccessibleName(_("Show only"))
        self.only.chosen.connect(self._sift)
        self.region = DropDown((), blank=_("All regions"))
        self.region.setAccessibleName(_("Show only the region"))
        self.region.chosen.connect(lambda _code: self._show_rows())
        self.all = button(_("Show all"), lambda: self._sift(""), "quiet")
        filters.setLayout(FlowRow(self.only, self.region, self.all))
        self.block = TableBlock(
            _("Bodies"),
            (
                _("Body"),
                _("Region"),
                _("State"),
                _("To be known"),
                _("Came on"),
                _("Edition"),
                _("Panel"),
                _("Note"),
            ),
            nothing=_("No body is like that."),
            adder=filters,
            most=20,
        )
        self.table = self.block.table
        self.table.opened.connect(self._open_body)
        self.block.filter.setAcceptDrops(False)
        self._tracker.body.addWidget(self.block)

    # -- the window's side -------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Load and show the place."""
        self.aside.emit(None)
        self.presenter.arrive(place)

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it is shown here."""
        self.presenter.changed(changes)

    def focus_first(self) -> None:
        """Begin at the first thing to do."""
        if self._stack.currentWidget() is self.chase:
            self.chase.focus_first()
        else:
            (self.table if self.table.rows else self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def kept(self) -> dict[str, str]:
        """The columns, for the settings."""
        found = {
            "returns.tracker": self.table.kept(),
            "returns.refused": self.refused_files.table.kept(),
            "returns.chase": self.chase.table.kept(),
        }
        return {name: text for name, text in found.items() if text}

    def put_kept(self, kept: dict[str, str]) -> None:
        """The columns as they were."""
        self.table.put_kept(kept.get("returns.tracker", ""))
        self.refused_files.table.put_kept(kept.get("returns.refused", ""))
        self.chase.table.put_kept(kept.get("returns.chase", ""))

    # -- the presenter's side ----------------------------------------------------------------------------------

    def show_returns(self, page: ReturnsPage, only: str) -> None:
        """Show the tracker."""
        self._page = page
        self.headline.setText(headline_of(page.tracker))
        self.asked.setText(asked_sentence(page.commission))
        numbers = numbers_of(page.tracker)
        for code, shown in self.numbers.items():
            shown.show_number(numbers[code])
        self.only.set_value(only)
        regions = sorted({one.body.mobilisation_region for one in page.tracker.rows} - {""})
        if self.region.count() != len(regions) + 1:
            chosen = self.region.value()
            self.region.clear()
            self.region.addItem(_("All regions"), "")
            for region in regions:
                self.region.addItem(region_words(region), region)
            self.region.set_value(chosen if chosen in regions else "")
        self._show_rows()
        self._show_refused()
        self._stack.setCurrentWidget(self._tracker)
        if self._to_list:
            self._to_list = False
            bar = self._tracker.verticalScrollBar()
            bar.setValue(self.block.mapTo(self._tracker, self.block.rect().topLeft()).y() + bar.value())
            (self.table if self.table.rows else self.only).setFocus(Qt.FocusReason.OtherFocusReason)
        self.loaded.emit()

    def _show_rows(self) -> None:
        if self._page is None:
            return
        only, region = self.only.value(), self.region.value()
        found = [
            one for one in sifted(self._page.tracker, only) if not region or one.body.mobilisation_region == region
        ]
        self.all.setVisible(bool(only or region))
        self.block.show_rows([_row(one, self._page.before_panel.get(one.body.id)) for one in found])

    def _show_refused(self) -> None:
        files = refused_in(self._page.tracker) if self._page is not None else ()
        self._refused = {file.id: file for file, _body in files}
        self.refused_files.show_rows([_refused_row(file, name) for file, name in files])
        self.refused_box.setVisible(bool(files))
        self._show_reason()

    def _show_reason(self) -> None:
        chosen = self.refused_files.table.selected()
        file = self._refused.get(chosen[0]) if chosen else None
        self.reason.set_text(with_file(file.file_name, file.reason) if file is not None else "")
        self.settle.setEnabled(file is not None and not self._session.read_only)

    def _settle(self) -> None:
        for key in self.refused_files.table.selected():
            self.presenter.settle(key)

    def show_receptions(self, told: Told) -> None:
        """Say what came of the files."""
        self.tells.emit(told.headline, "warning" if told.refused else "done")
        self._told_title.setText(told.headline)
        lines = list(told.lines[:_MOST_LINES])
        more = len(told.lines) - len(lines)
        if more:
            lines.append(ngettext("And {number} more.", "And {number} more.", more).format(number=more))
        self.told_lines.set_text("\n".join(lines))
        show_if(self.told, bool(told.lines))

    def show_made(self, files: Sequence[Path]) -> None:
        """Say what was made."""
        self.tells.emit(made_sentence(files), "done")

    def show_missing(self, found: ChaseList, states: Mapping[str, TrackerRow]) -> None:
        """Show whom there is to chase."""
        self._stack.setCurrentWidget(self.chase)
        self.chase.show_missing(found, states)
        self.loaded.emit()

    def show_letter(self, found: ChaseList) -> None:
        """Show what to write."""
        self.chase.show_letter(found)

    def tell(self, sentence: str) -> None:
        """Say what was done."""
        self.tells.emit(sentence, "done")

    # -- acts --------------------------------------------------------------------------------------------------

    def _sift(self, code: str) -> None:
        if not code:
            self.region.set_value("")
        self._to_list = True
        self.wants.emit(Place("returns", item_id=str(code)))

    def _open_body(self, body_id: str) -> None:
        self.wants.emit(Place("body", item_id=body_id))

    def add_returns(self) -> None:
        """Ask for files and receive them."""
        names, _filter = QFileDialog.getOpenFileNames(
            self, _("Add returns"), str(paths.documents_folder()), _("Returns (*{suffix})").format(suffix=SUFFIX)
        )
        if names:
            self.presenter.receive([Path(name) for name in names])

    def add_returns_of_folder(self) -> None:
        """Ask for a folder and receive the returns in it."""
        folder = ask_folder(self, _("The folder with the returns"))
        if folder is not None:
            self.presenter.receive([folder])

    def collate(self) -> None:
        """Ask for a folder and make the workbook and the summary there."""
        folder = ask_folder(self, _("Where the workbook and the summary are put"))
        if folder is not None:
            self.presenter.collate(folder)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders are welcome."""
        if files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Receive what was dropped."""
        files = files_of(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.presenter.receive(files)


def _words(code: TrackerState | TrackerFlag) -> str:
    return word("tracker-state" if isinstance(code, TrackerState) else "tracker-flag", code.value)


def asked_sentence(commission: Commission) -> str:
    """When the returns were asked for, and by when."""
    if commission.asked_on and commission.due_on:
        return _("Asked for on {asked}, by {due}.").format(
            asked=show_date(commission.asked_on), due=show_date(commission.due_on)
        )
    if commission.due_on:
        return _("Asked for by {due}.").format(due=show_date(commission.due_on))
    return _("No day is set yet by which returns are due.")


def _row(one: TrackerRow, before_panel: bool | None) -> TableRow:
    state, day = state_of(one), came_on(one)
    name = one.body.name_as_used
    note = " ".join((one.line.note or one.line.reason).split()) if one.line is not None else ""
    texts = (
        name,
        region_words(one.body.mobilisation_region),
        state.word,
        flags_of(one),
        _short_date(day),
        edition_of(one, brief=True),
        panel_words(before_panel, brief=True),
        note,
    )
    place = list(TrackerState).index(one.state)
    sorts = (name.casefold(), texts[1], (place, name.casefold()), texts[3], day, texts[5], texts[6], note.casefold())
    return TableRow(texts, sorts, one.body.id, state, 2)


def _short_date(day: str) -> str:
    """A day (ISO) in figures, for a table of many columns: 31/03/2026."""
    year, _dash, rest = day.partition("-")
    month, _dash, number = rest.partition("-")
    return f"{number}/{month}/{year}" if number else day


def _refused_row(file: RefusedFile, body: str) -> TableRow:
    texts = (file.file_name, body or _("Not known"), spoken_moment(file.refused_at), file.reason)
    return TableRow(texts, (file.file_name.casefold(), body, file.refused_at, file.reason), file.id)
