"""The chase list: whom to write to, and the e-mail to copy."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from urllib.parse import quote

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from assurance_app.application.tracker import ChaseList
from assurance_app.domain.tracker import TrackerRow
from assurance_app.ui.screens.returns.presenter import state_of
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import Page, Reading, button, column, label, row
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.labelled import Labelled
from assurance_app.ui.widgets.table import Table, TableRow
from assurance_app.ui.widgets.text_area import Writing
from assurance_app.words import _

_ADDRESS = re.compile(r"[^\s<>;,()\"]+@[^\s<>;,()\"]+\.[^\s<>;,()\"]+")
_MOST_ROWS = 10


class ChasePage(Page):
    """Bodies that have not returned; a text to those that are chosen."""

    back_wanted = Signal()
    drafts_wanted = Signal(bool)
    chosen = Signal(object)
    """The ids of the bodies to write to."""
    body_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(wide=True)
        body = self.body
        body.setSpacing(STEP * 2)
        self.back = button(_("‹ {screen}").format(screen=_("Returns")), self.back_wanted.emit, "quiet")
        body.addLayout(row(self.back, None))
        body.addWidget(label(_("Chase list"), "title"))
        self.about = label("", "reading")
        body.addWidget(self.about)
        self.drafts = QCheckBox(_("Also those that sent a &draft"))
        self.drafts.clicked.connect(self.drafts_wanted)
        body.addLayout(row(self.drafts, None))
        self.table = Table(_("Bodies to write to"), (_("Body"), _("State"), _("Contact")), several=True)
        self.table.opened.connect(self.body_wanted)
        self.table.selection_changed.connect(self._choose)
        self.all = button(_("Choose &all"), self._choose_all)
        self._mail = QWidget()
        body.addWidget(self.table)
        body.addLayout(row(self.all, None))
        body.addWidget(self._mail)
        self._build_mail()
        self._letters: dict[str, tuple[str, str]] = {}
        self._is_filling = False

    def _build_mail(self) -> None:
        inner = column(self._mail, spacing=STEP * 2)
        self.heading = label("", "heading")
        inner.addWidget(self.heading)
        self.missing = Reading()
        inner.addWidget(self.missing)
        self.to = QLineEdit()
        self.subject = QLineEdit()
        inner.addWidget(Labelled(_("T&o"), self.to, _("Contacts are noted on the page of each body.")))
        inner.addWidget(Labelled(_("S&ubject"), self.subject))
        self.text = Writing(
            _("Text"), help_text=_("It can be changed before it is copied; changes are not kept."), lines=10
        )
        inner.addWidget(self.text)
        self.copy_to = button(_("Copy the addresses"), lambda: self._copy(self.to.text()))
        self.copy_subject = button(_("Copy the subject"), lambda: self._copy(self.subject.text()))
        self.copy_text = button(_("&Copy the text"), lambda: self._copy(self.text.text()), "primary")
        self.open_mail = button(_("Open in the &e-mail program"), self._open_mail)
        inner.addLayout(FlowRow(self.copy_text, self.copy_to, self.copy_subject, self.open_mail))
        self.copied = label("", "second")
        inner.addWidget(self.copied)

    def show_missing(self, found: ChaseList, rows: Mapping[str, TrackerRow]) -> None:
        """Show whom there is to chase; all of them are chosen at first."""
        before = {row.key for row in self.table.rows}
        chosen = set(self.table.selected())
        self._letters = {letter.body_id: (letter.subject, letter.text) for letter in found.letters}
        shown = []
        for letter in found.letters:
            state = state_of(rows[letter.body_id])
            texts = (letter.body_name, state.word, letter.contact or _("No contact yet"))
            sorts = (letter.body_name.casefold(), state.word, letter.contact.casefold())
            shown.append(TableRow(texts, sorts, letter.body_id, state, 1))
        self._is_filling = True
        self.table.set_rows(shown)
        keys = [row.key for row in shown]
        # Who is new on the list is chosen, who was left out stays so.
        self.table.select(keys if not before else [key for key in keys if key in chosen or key not in before])
        self._is_filling = False
        height = self.table.verticalHeader().defaultSectionSize() * min(max(len(shown), 1), _MOST_ROWS)
        self.table.setFixedHeight(height + self.table.horizontalHeader().sizeHint().height() + STEP * 2)
        for widget in (self.table, self.all, self._mail):
            widget.setVisible(bool(shown))
        self.about.setText(
            _(
                "Choose one body for a text that fits it, or several (Ctrl or Shift with a click or an arrow key) for "
                "one text to all of them. Return opens a body."
            )
            if shown
            else _("Every body that owes a return has sent one. There is nobody to chase.")
        )
        self._choose()

    def show_letter(self, found: ChaseList) -> None:
        """Show what to write: the body's own text where it is one."""
        self._mail.setEnabled(bool(found.letters))
        self.copied.setText("")
        if len(found.letters) == 1:
            (letter,) = found.letters
            self.heading.setText(_("E-mail to {body}").format(body=letter.body_name))
            subject, text = letter.subject, letter.text
        else:
            self.heading.setText(_("One e-mail to {number} bodies").format(number=len(found.letters)))
            subject, text = found.subject, found.text
        self.to.setText("; ".join(found.contacts))
        self.to.setCursorPosition(0)
        self.subject.setText(subject)
        self.text.set_text(text)
        names = ", ".join(found.without_contact)
        self.missing.set_text(_("No contact is noted for: {names}.").format(names=names) if names else "")

    def focus_first(self) -> None:
        """Begin at the list."""
        (self.table if self.table.rows else self.back).setFocus()

    def _choose(self) -> None:
        if not self._is_filling:
            self.chosen.emit(self._keys())

    def _keys(self) -> Collection[str]:
        return self.table.selected()

    def _choose_all(self) -> None:
        self.table.selectAll()

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.setText(_("Copied."))

    def _open_mail(self) -> None:
        QDesktopServices.openUrl(QUrl(mail_link(self.to.text(), self.subject.text(), self.text.text())))


def mail_link(to: str, subject: str, text: str) -> str:
    """A link that opens an e-mail: of the contacts, the addresses."""
    addresses = ",".join(quote(address, safe="@") for address in _ADDRESS.findall(to))
    lines = text.replace("\n", "\r\n")
    return f"mailto:{addresses}?subject={quote(subject)}&body={quote(lines)}"
