"""The statement as it goes out: how the screen is laid out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy

from assurance_app.application.changes import Changed
from assurance_app.application.outputs import STATEMENT_AUDIENCES
from assurance_app.application.places import Place
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.screens.statement.presenter import Picture, StatementPresenter
from assurance_app.ui.session import Session
from assurance_app.ui.shell.outgoing import ask_folder, made_sentence
from assurance_app.ui.tasks import Problem
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import Page, button, column, empty, label
from assurance_app.ui.widgets.choices import Choices
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.words import _, ngettext
from assurance_app.words.labels import label as word

PAGE_WIDTH = 720
"""Of a page on the screen, in pixels that do not depend on the screen's density."""


class StatementScreen(Screen):
    """The real pages, for the audience that is chosen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.presenter = StatementPresenter(session, self)
        page = Page(wide=True)
        column(self).addWidget(page)
        body = page.body
        body.setSpacing(STEP * 2)
        body.addWidget(label(_("Statement"), "title"))
        self.audience = Choices(
            _("Who it is for"),
            [(audience.value, word("audience", audience)) for audience in STATEMENT_AUDIENCES],
            columns=3,
            can_clear=False,
            help_text=_("Only what this audience may read is on the pages below; they are what the files will say."),
        )
        self.audience.set_value(self.presenter.audience)
        self.audience.chosen.connect(self.presenter.audience_chosen)
        body.addWidget(self.audience)
        self.word = button(_("Export as &Word…"), lambda: self._export(("docx",)), "primary")
        self.pdf = button(_("Export as &PDF…"), lambda: self._export(("pdf",)))
        self.both = button(_("Export &both…"), lambda: self._export(("docx", "pdf")))
        self.web = button(_("Export as &HTML…"), lambda: self._export(("html",)))
        body.addLayout(FlowRow(self.word, self.pdf, self.both, self.web))
        self.state = label("", "second")
        body.addWidget(self.state)
        self._pages = column(spacing=STEP * 2)
        body.addLayout(self._pages)

    def arrive(self, place: Place) -> None:
        """Load and show the place."""
        self.aside.emit(None)
        self.presenter.arrive()

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it is shown here."""
        self.presenter.changed(changes)

    def focus_first(self) -> None:
        """Begin at the first thing to do."""
        self.audience.focus_first()

    def page_width(self) -> int:
        """How wide the pages are drawn."""
        return round(PAGE_WIDTH * self.devicePixelRatioF())

    def show_busy(self) -> None:
        """Say that the pages are being set."""
        self.state.setText(_("Setting the pages…"))

    def show_pages(self, pages: Sequence[Picture]) -> None:
        """Show the pages."""
        empty(self._pages)
        for number, page in enumerate(pages, start=1):
            self._pages.addWidget(self._picture(page, number, len(pages)), 0, Qt.AlignmentFlag.AlignLeft)
        self.state.setText(ngettext("{number} page", "{number} pages", len(pages)).format(number=len(pages)))
        self.loaded.emit()

    def show_problem(self, problem: Problem) -> None:
        """Say why there is nothing."""
        self.state.setText(problem.sentence)
        self.tells.emit(problem.sentence, "error")
        self.loaded.emit()

    def show_made(self, files: Sequence[Path]) -> None:
        """Say what was made."""
        self.tells.emit(made_sentence(files), "done")

    def export_to(self, formats: tuple[str, ...], folder: Path) -> None:
        """Write it into a folder."""
        self.tells.emit(_("Making the statement…"), "done")
        self.presenter.export(formats, folder)

    def _export(self, formats: tuple[str, ...]) -> None:
        folder = ask_folder(self, _("Where the statement is put"))
        if folder is not None:
            self.export_to(formats, folder)

    def _picture(self, page: Picture, number: int, of: int) -> QLabel:
        image = QImage(page.rgb, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888)
        pixmap = QPixmap.fromImage(image)
        ratio = page.width / PAGE_WIDTH
        pixmap.setDevicePixelRatio(ratio)
        shown = QLabel()
        shown.setProperty("role", "sheet")
        shown.setPixmap(pixmap)
        shown.setFixedSize(QSize(PAGE_WIDTH + 2, round(page.height / ratio) + 2))
        shown.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        shown.setAccessibleName(_("Page {number} of {of}").format(number=number, of=of))
        return shown
