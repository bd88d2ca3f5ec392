"""Entering a statement that came as Word, PDF or a page: how the screen is laid out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer

from assurance_app.application.changes import Changed
from assurance_app.application.entering import EnteredPage
from assurance_app.application.places import Place
from assurance_app.domain.commissioning import EnteredReturn
from assurance_app.domain.disclosure import Marking
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.screens.entered.presenter import EnteredPresenter, progress_sentence
from assurance_app.ui.screens.entered.threat_box import ThreatBox
from assurance_app.ui.session import Session
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.attachment_box import AttachmentBox
from assurance_app.ui.widgets.basics import Page, button, column, empty, label, row
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.ui.widgets.entry_form import EntryForm, Kind, Part
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.labelled import Labelled
from assurance_app.words import _

_LATER = 60
"""Milliseconds after which the threats below the window are shown: what is seen was painted by then."""


class EnteredScreen(Screen):
    """What the officer entered of one statement: the document, then the threats one beneath the other."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.presenter = EnteredPresenter(session, self)
        self.boxes: dict[str, ThreatBox] = {}
        self._later = QTimer(self, singleShot=True, interval=_LATER)
        self._later.timeout.connect(self._show_boxes)
        self._page = Page(columns=1.4)
        column(self).addWidget(self._page)
        body = self._page.body
        body.setSpacing(STEP * 2)
        self.back = button("", self.presenter.to_body, "quiet")
        body.addLayout(row(self.back, None))
        self.title = label("", "title")
        body.addWidget(self.title)
        self.about = label("", "second")
        body.addWidget(self.about)
        self.aside_note = label(
            _("An approved return of this body is here. It is counted; what stands on this page is not."), "group"
        )
        body.addWidget(self.aside_note)
        self._jumps = FlowRow(columns=4, spacing=STEP // 2)
        body.addWidget(label(_("The document"), "heading"))
        self.form = EntryForm(_parts())
        self.form.edited.connect(self.presenter.edited)
        self.form.left.connect(self.presenter.leave)
        body.addWidget(self.form)
        self.edition = DropDown((), blank=_("Not known"))
        self.marking = DropDown(((one.value, one.value) for one in Marking), blank=_("None"))
        for words, choice in (
            (_("&Edition it speaks of"), self.edition),
            (_("&Marking of the document"), self.marking),
        ):
            body.addLayout(row(Labelled(words, choice), None))
        self.edition.chosen.connect(lambda code: self._choose("framework_id", code))
        self.marking.chosen.connect(lambda code: self._choose("marking", code))
        self.file = AttachmentBox(session)
        self.file.attached.connect(self.presenter.attached)
        body.addWidget(self.file)
        body.addWidget(label(_("What it says on each threat"), "heading"))
        self.progress = label("", "second")
        body.addWidget(self.progress)
        body.addLayout(self._jumps)
        self._threats = column(spacing=STEP * 2)
        body.addLayout(self._threats)
        self.remove = button(_("Remove what was entered"), self.presenter.remove)
        self.save = button(_("Save and go back ›"), self.presenter.to_body, "primary")
        body.addLayout(row(self.remove, None, self.save))

    # -- the window's side -------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Load and show the place."""
        self.aside.emit(None)
        self.presenter.arrive(place)

    def leave(self) -> None:
        """Make a version of what was typed."""
        self.presenter.leave()

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it is shown here."""
        self.presenter.changed(changes, origin)

    def focus_first(self) -> None:
        """Begin with the document."""
        self.form.focus_first()

    def go_on(self) -> None:
        """Save, and go to the next threat; from the last one, back to the body."""
        self.presenter.leave()
        here = self._here()
        if here + 1 < len(self.boxes):
            self._focus(here + 1)
        else:
            self.presenter.to_body()

    def go_back_one(self) -> None:
        """Save, and go to the threat before; from the first one, to the document."""
        self.presenter.leave()
        here = self._here()
        if here > 0:
            self._focus(here - 1)
        else:
            self.form.focus_first()
            self._page.show_widget(self.form)

    def _here(self) -> int:
        """The place of the threat that has the focus, -1 for the document."""
        # Not the program's focus, which there is none of while another program's window is in front.
        focused = self.window().focusWidget()
        return next((at for at, box in enumerate(self.boxes.values()) if box.isAncestorOf(focused)), -1)

    def _focus(self, place: int) -> None:
        self._show_boxes()
        box = list(self.boxes.values())[place]
        bar = self._page.verticalScrollBar()
        box.mentioned.setFocus(Qt.FocusReason.OtherFocusReason)
        bar.setValue(box.mapTo(self._page, box.rect().topLeft()).y() + bar.value() - STEP * 2)

    # -- the presenter's side ----------------------------------------------------------------------------------

    def show_page(
        self, page: EnteredPage, entered: EnteredReturn, editions: Sequence[tuple[str, str]], *, fresh: bool
    ) -> None:
        """Show what was entered."""
        name = page.body.name_as_used
        self.back.setText(_("‹ {screen}").format(screen=name.replace("&", "&&")))
        self.title.setText(_("Statement of {body}").format(body=name))
        self.about.setText(
            _(
                "Entered by the APCC, and shown as such wherever it is counted. Ctrl+Return goes on to the next "
                "threat, Ctrl+Shift+Return to the one before."
            )
        )
        self.aside_note.setVisible(page.stands_aside)
        titles = {threat.id: threat.title for threat in page.threats}
        wanted = {line.section_id: titles.get(line.section_id, line.section_id) for line in entered.threats}
        if list(wanted) != list(self.boxes):
            self._build_boxes(wanted)
        if self.edition.count() != len(editions) + 1:
            for key, title in editions:
                self.edition.addItem(_("{title} ({id})").format(title=title, id=key), key)
        self.form.show_entry(entered)
        self.edition.set_value(entered.framework_id)
        self.marking.set_value(entered.marking)
        if fresh or (self.file.sha256, self.file.name) != (entered.attachment, entered.attachment_name):
            self.file.show_file(entered.attachment, entered.attachment_name, "")
        for line in entered.threats:
            self.boxes[line.section_id].show_line(line)
        self._set_read_only(self._session.read_only)
        self.show_entered(entered)
        if fresh:
            self._page.verticalScrollBar().setValue(0)
        self.loaded.emit()

    def show_entered(self, entered: EnteredReturn) -> None:
        """Show on how many threats something was entered."""
        self.progress.setText(progress_sentence(entered))

    def tell(self, sentence: str) -> None:
        """Say what was done."""
        self.tells.emit(sentence, "done")

    def go(self, place: Place) -> None:
        """Go elsewhere."""
        self.wants.emit(place)

    def _build_boxes(self, titles: dict[str, str]) -> None:
        empty(self._threats)
        empty(self._jumps)
        self.boxes = {}
        for number, (key, title) in enumerate(titles.items()):
            box = ThreatBox(key, title)
            box.edited.connect(lambda name, value, key=key: self.presenter.said(key, name, value))
            box.left.connect(self.presenter.leave)
            self.boxes[key] = box
            self._threats.addWidget(box)
            # What is further down than the window reaches is laid out once what is seen was painted.
            box.setVisible(number == 0)
            jump = button(title.replace("&", "&&"), partial(self._focus, number), "quiet")
            jump.setAccessibleName(_("Go to: {threat}").format(threat=title))
            self._jumps.addWidget(jump)
        self._later.start()

    def _show_boxes(self) -> None:
        for box in self.boxes.values():
            box.show()

    def _set_read_only(self, read_only: bool) -> None:
        self.form.set_read_only(read_only)
        self.file.set_read_only(read_only)
        for box in self.boxes.values():
            box.set_read_only(read_only)
        for one in (self.edition, self.marking):
            one.setEnabled(not read_only)
        self.remove.setVisible(not read_only)

    def _choose(self, name: str, code: str) -> None:
        self.presenter.edited(name, code)
        self.presenter.leave()


def _parts() -> tuple[Part, ...]:
    return (
        Part("title", _("Title")),
        Part("link", _("Link"), help=_("The address of the page or file, where it was published.")),
        Part("published_on", _("Published on"), Kind.DATE),
        Part("read_on", _("Read on"), Kind.DATE),
        Part("read_by", _("Read by")),
        Part("note", _("Note"), Kind.TEXT, lines=2),
    )
