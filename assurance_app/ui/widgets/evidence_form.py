"""Writing down an item of evidence: what it is, where it is from, what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from assurance_app.application.library import EvidenceType
from assurance_app.domain.briefing import keeps_content
from assurance_app.domain.entities import EvidenceRevision
from assurance_app.domain.text import clean_text
from assurance_app.ui.session import Session
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.attachment_box import AttachmentBox
from assurance_app.ui.widgets.basics import column, label, restyle, show_if
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.ui.widgets.date_line import DateLine
from assurance_app.ui.widgets.disclosure_box import DisclosureBox
from assurance_app.ui.widgets.text_area import Writing
from assurance_app.ui.widgets.typed_fields import OneLine
from assurance_app.words import _


class EvidenceForm(QWidget):
    """The form; `short` leaves out what can be added later."""

    edited = Signal(str, object)
    """A part of the revision by name, and its value."""

    def __init__(self, types: Sequence[EvidenceType], session: Session, *, short: bool = False) -> None:
        super().__init__()
        self._types = {kind.id: kind for kind in types}
        self._values: dict[str, Any] = {}
        body = column(self, spacing=STEP * 2)
        self.type = DropDown([(kind.id, kind.title) for kind in types], blank=_("Choose…"))
        self.type.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.type.setMinimumContentsLength(16)
        self._type_help = label("", "second")
        kind = self._labelled(_("Type of evidence"), self.type)
        kind.addWidget(self._type_help)
        self._fault = label("", "fault")
        self.title = QLineEdit()
        self.source = QLineEdit()
        self.locator = QLineEdit()
        self.date = DateLine(_("Date"))
        self.owner = QLineEdit()
        self.review_by = DateLine(_("Look at it again by"))
        self.link = QLineEdit()
        self.shows = Writing(_("What it shows"), lines=3)
        self.disclosure = DisclosureBox()
        self.attachment = AttachmentBox(session)
        body.addLayout(kind)
        body.addLayout(self._labelled(_("Title"), self.title))
        who = _("Who made it, or the document that it is from; of a briefing, who gave it.")
        body.addLayout(self._labelled(_("Source"), self.source, who))
        where = self._held(_("Where in the source"), self.locator, _("A heading, page or paragraph."))
        body.addWidget(where)
        body.addLayout(self._labelled(_("Date"), self.date))
        body.addWidget(self.shows)
        body.addWidget(self.attachment)
        self._content: list[QWidget] = [where, self.shows, self.attachment]
        if not short:
            body.addLayout(self._labelled(_("Who keeps it"), self.owner))
            place = self._held(_("Link or place"), self.link)
            body.addWidget(place)
            body.addLayout(self._labelled(_("Look at it again by"), self.review_by))
            body.addWidget(self.disclosure)
            self._content += [place, self.disclosure.wording]
        body.addWidget(self._fault)
        self._fault.hide()
        self._connect()

    def _connect(self) -> None:
        for name in ("title", "source", "locator", "owner", "link"):
            editor: QLineEdit = getattr(self, name)
            editor.textEdited.connect(lambda text, name=name: self._changed(name, clean_text(text)))
        for name in ("date", "review_by"):
            getattr(self, name).edited.connect(lambda value, name=name: self._changed(name, value or ""))
        self.type.chosen.connect(self._type_chosen)
        self.shows.edited.connect(lambda text: self._changed("shows", text))
        self.disclosure.edited.connect(self._changed)
        self.attachment.attached.connect(self._attached)

    def show_revision(self, revision: EvidenceRevision) -> None:
        """Show what is kept."""
        self._values = {}
        self.attachment.show_file(revision.attachment, revision.attachment_name, revision.type)
        self.type.set_value(revision.type)
        self._show_type_help()
        for name in ("title", "source", "locator", "owner", "link"):
            editor: QLineEdit = getattr(self, name)
            if editor.text() != getattr(revision, name):
                editor.setText(getattr(revision, name))
        self.date.set_value(revision.date)
        self.review_by.set_value(revision.review_by)
        self.shows.set_text(revision.shows)
        self.disclosure.show_values(revision.disclosure, revision.public_wording)
        self.tell_fault("")

    def clear(self) -> None:
        """An empty form."""
        for day in (self.date, self.review_by):
            day.begin_anew()
        self.show_revision(EvidenceRevision("", "", 1, "", ""))

    def values(self) -> dict[str, Any]:
        """What the person changed since it was shown."""
        return dict(self._values)

    def lacks(self) -> str:
        """What is still needed, as a sentence; "" where nothing is."""
        if not self.type.value():
            return _("Choose what type of evidence it is.")
        if not self.title.text().strip():
            return _("Give it a title.")
        return ""

    def tell_fault(self, text: str) -> None:
        """Say what is needed."""
        self._fault.setText(text)
        self._fault.setVisible(bool(text))
        for editor, faulty in ((self.title, bool(text) and not self.title.text().strip()),):
            editor.setProperty("fault", faulty)
            restyle(editor)

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can only be read."""
        self.type.setEnabled(not read_only)
        for name in ("title", "source", "locator", "owner", "link"):
            getattr(self, name).setReadOnly(read_only)
        self.date.set_read_only(read_only)
        self.review_by.set_read_only(read_only)
        self.shows.set_read_only(read_only)
        self.disclosure.set_read_only(read_only)
        self.attachment.set_read_only(read_only)

    def _type_chosen(self, code: str) -> None:
        self._show_type_help()
        self.attachment.set_type(code)
        self._changed("type", code)
        if keeps_content(code):
            # While it was of a type without content these were let go; what stands on the page is kept again.
            self._tell_content()

    def _tell_content(self) -> None:
        texts = {
            "locator": clean_text(self.locator.text()),
            "link": clean_text(self.link.text()),
            "shows": self.shows.text(),
            "public_wording": self.disclosure.wording.text(),
            "attachment": self.attachment.sha256,
            "attachment_name": self.attachment.name,
        }
        for name, text in texts.items():
            if text or name in self._values:
                self._changed(name, text)

    def _attached(self, sha256: str, name: str) -> None:
        self._changed("attachment", sha256)
        self._changed("attachment_name", name)
        if sha256 and not self.title.text().strip():
            self.title.setText(name.rpartition(".")[0] or name)
            self._changed("title", self.title.text())

    def _show_type_help(self) -> None:
        kind = self._types.get(self.type.value())
        self._type_help.setText(kind.help if kind is not None else "")
        self._type_help.setVisible(kind is not None)
        # A briefing is recorded as received; what it said is never kept.
        for part in self._content:
            show_if(part, keeps_content(self.type.value()))

    def _changed(self, name: str, value: object) -> None:
        self._values[name] = value
        self.tell_fault("")
        self.edited.emit(name, value)

    def _held(self, words: str, editor: QWidget, help_text: str = "") -> QWidget:
        """As `_labelled`, in a widget of its own, so that it can be hidden."""
        holder = QWidget()
        column(holder).addLayout(self._labelled(words, editor, help_text))
        return holder

    def _labelled(self, words: str, editor: QWidget, help_text: str = "") -> QVBoxLayout:
        inner = column(spacing=STEP // 2)
        name = label(words, "group")
        target = editor.editor if isinstance(editor, OneLine) else editor
        name.setBuddy(target)
        target.setAccessibleName(words)
        target.setAccessibleDescription(help_text)
        inner.addWidget(name)
        if help_text:
            inner.addWidget(label(help_text, "second"))
        inner.addWidget(editor)
        return inner
