"""The documents of a body: what came inside its return, and the file or the page of a statement entered by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from assurance_app import paths
from assurance_app.application import attaching
from assurance_app.application.body_page import BodyPage
from assurance_app.ui.session import Session
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.attachment_box import open_attachment
from assurance_app.ui.widgets.basics import button, column, empty, label, row
from assurance_app.words import _
from assurance_app.words.labels import label as word

_PAGES = ("http", "https")


@dataclass(frozen=True, slots=True)
class _Document:
    """A document that can be opened: a file under its SHA-256, or the address of a page."""

    title: str
    name: str = ""
    sha256: str = ""
    link: str = ""


class Documents(QWidget):
    """A line for each document, with what can be done with it."""

    copied = Signal(object)
    """Where a copy was saved."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._inside = column(self, spacing=STEP)

    def show_page(self, page: BodyPage) -> None:
        """Show the documents of a body, and say so where those of its return were not kept."""
        empty(self._inside)
        found = tuple(_documents(page))
        lost = any(not one.is_kept for one in page.documents)
        self.setVisible(bool(found) or lost)
        if not found and not lost:
            return
        self._inside.addWidget(label(_("Documents"), "heading"))
        for one in found:
            self._add(one)
        if lost:
            words = _("What came inside the return was not kept when it was received. Add the file again to keep it.")
            self._inside.addWidget(label(words, "second"))

    def _add(self, one: _Document) -> None:
        title = label(one.title)
        if one.link:
            acts = [_act(_("Open the page"), one.link, lambda: _open_page(one.link))]
        else:
            opened = partial(open_attachment, self._session, one.sha256, one.name)
            saved = partial(self._save, one)
            acts = [_act(_("Open"), one.title, opened), _act(_("Save a copy…"), one.title, saved)]
        line = row(title, *acts)
        line.setStretch(0, 1)
        self._inside.addLayout(line)

    def _save(self, one: _Document) -> None:
        start = str(paths.documents_folder() / one.name)
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save a copy"), start)
        if chosen:
            self._session.run(attaching.copy_to, one.sha256, Path(chosen), done=self.copied.emit)


def _documents(page: BodyPage) -> Iterator[_Document]:
    for inside in page.documents:
        if inside.is_kept:
            yield _Document(word("return-document", inside.part), inside.file_name, inside.sha256)
    entered = page.row.entered
    if entered is not None and entered.attachment:
        title = _("Entered by hand: {name}").format(name=entered.attachment_name)
        yield _Document(title, entered.attachment_name, entered.attachment)
    if entered is not None and QUrl(entered.link).scheme().lower() in _PAGES:
        yield _Document(_("Entered by hand: {name}").format(name=entered.link), link=entered.link)


def _act(text: str, of: str, act: Callable[[], object]) -> QPushButton:
    made = button(text, act)
    made.setAccessibleName(_("{act}: {document}").format(act=text, document=of))
    return made


def _open_page(link: str) -> None:
    QDesktopServices.openUrl(QUrl(link))
