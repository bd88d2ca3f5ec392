"""The returns that the APCC received: how the screen is laid out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from assurance_app import paths
from assurance_app.application.changes import Changed
from assurance_app.application.places import Place
from assurance_app.domain.tracker import TrackerRow
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.screens.returns.presenter import ReturnsPresenter, state_of
from assurance_app.ui.session import Session
from assurance_app.ui.shell.history_pane import spoken_moment
from assurance_app.ui.shell.outgoing import ask_folder, made_sentence
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import button, card, column, empty, label
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.table import Table, TableRow
from assurance_app.words import _, ngettext

SUFFIX = ".sprreturn"


class ReturnsScreen(Screen):
    """Every expected body with its return or without."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.presenter = ReturnsPresenter(session, self)
        self.setAcceptDrops(not session.read_only)
        body = column(self, margins=STEP * 3, spacing=STEP * 2)
        body.addWidget(label(_("Returns"), "title"))
        self.headline = label("", "reading")
        body.addWidget(self.headline)
        self.add = button(_("&Add returns…"), self.add_returns, "primary")
        self.make = button(_("Make &workbook and summary…"), self.collate)
        self.add.setEnabled(not session.read_only)
        body.addLayout(FlowRow(self.add, self.make))
        body.addWidget(label(_("Files can also be dropped here."), "second"))
        self._refused, inner = card()
        self._refused_title = label("", "group")
        self._refusals = column(spacing=STEP // 2)
        inner.addWidget(self._refused_title)
        inner.addLayout(self._refusals)
        self._refused.hide()
        body.addWidget(self._refused)
        self.table = Table(_("Returns"), (_("Body"), _("State"), _("Received"), _("File")))
        body.addWidget(self.table, 1)

    def arrive(self, place: Place) -> None:
        """Load and show the place."""
        self.aside.emit(None)
        self.presenter.arrive()

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it is shown here."""
        self.presenter.changed(changes)

    def focus_first(self) -> None:
        """Begin at the first thing to do."""
        self.table.setFocus()

    def show_returns(self, rows: Sequence[TrackerRow], headline: str) -> None:
        """Show them."""
        self.headline.setText(headline)
        shown = []
        for one in rows:
            state, got = state_of(one), one.received
            when = spoken_moment(got.received_at) if got is not None else ""
            name = one.body.name_as_used
            texts = (name, state.word, when, got.file_name if got is not None else "")
            sorts = (name.casefold(), state.word, got.received_at if got is not None else "", texts[3])
            shown.append(TableRow(texts, sorts, one.body.id, state))
        self.table.set_rows(shown)
        self.loaded.emit()

    def show_receptions(self, headline: str, refusals: Sequence[str]) -> None:
        """Say what came of the files."""
        self.tells.emit(headline, "warning" if refusals else "done")
        empty(self._refusals)
        for sentence in refusals:
            self._refusals.addWidget(label(sentence))
        count = len(refusals)
        self._refused_title.setText(
            ngettext("{number} file was refused", "{number} files were refused", count).format(number=count)
        )
        self._refused.setVisible(bool(refusals))

    def show_made(self, files: Sequence[Path]) -> None:
        """Say what was made."""
        self.tells.emit(made_sentence(files), "done")

    def add_returns(self) -> None:
        """Ask for files and receive them."""
        names, _filter = QFileDialog.getOpenFileNames(
            self, _("Add returns"), str(paths.documents_folder()), _("Returns (*{suffix})").format(suffix=SUFFIX)
        )
        if names:
            self.presenter.receive([Path(name) for name in names])

    def collate(self) -> None:
        """Ask for a folder and make the workbook and the summary there."""
        folder = ask_folder(self, _("Where the workbook and the summary are put"))
        if folder is not None:
            self.presenter.collate(folder)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Receive what was dropped."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.presenter.receive(files)
