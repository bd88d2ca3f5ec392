"""Writing in a row: how it is laid out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from assurance_app.application.changes import Changed
from assurance_app.application.in_a_row import RowPage
from assurance_app.application.places import Place
from assurance_app.domain.entities import Answer, ThreatStatement
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.screens.in_a_row.boxes import DutyBox, Lead, LedWriting, StandRow
from assurance_app.ui.screens.in_a_row.leads import dates_lead, stand_lead
from assurance_app.ui.screens.in_a_row.presenter import STATEMENT, RowPresenter
from assurance_app.ui.session import Session
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import Page, Reading, button, column, empty, label, row, show_if
from assurance_app.ui.widgets.dates import Dates
from assurance_app.ui.widgets.text_area import TextArea
from assurance_app.words import _
from assurance_app.words.labels import label as word

NEEDED = ("regard", "influence", "held_to_account", "concluded")
"""The parts without which a threat statement is not complete; the others stand on the threat's own page."""


class RowScreen(Screen):
    """The boxes of one section, one below the other; Ctrl+Return goes to the next box and on to the next section.

    Beside the pages of the statement it has a box for every one of the `parts`, and takes the focus only when told to.
    """

    touched = Signal(object)
    """An answer or a threat statement as it stands now: as it was read, or as the person changed it."""

    def __init__(self, session: Session, *, parts: Sequence[str] = NEEDED, beside_pages: bool = False) -> None:
        super().__init__()
        self._session = session
        self._parts_shown = parts
        self._beside_pages = beside_pages
        self.presenter = RowPresenter(session, self)
        self._shown = ""
        self._begin_at_last = False
        self._takes_focus = not beside_pages
        self._begin_at: tuple[str, str] | None = None
        self.duties: dict[str, DutyBox] = {}
        self.parts: dict[str, LedWriting] = {}
        self._page = Page(tight=beside_pages)
        column(self).addWidget(self._page)
        body = self._page.body
        body.setSpacing(STEP * 2)
        self._number = label("", "second")
        self._title = label("", "title")
        self._how = Reading()
        body.addWidget(self._number)
        show_if(self._number, not beside_pages)
        body.addWidget(self._title)
        body.addWidget(self._how)
        self._duties_part, self._threat_part = QWidget(), QWidget()
        self._duties_boxes = column(self._duties_part, spacing=STEP * 2)
        self._threat_boxes = column(self._threat_part, spacing=STEP * 2)
        body.addWidget(self._duties_part)
        body.addWidget(self._threat_part)
        self._back = button(_("‹ Back"), self.presenter.go_back)
        self._on = button("", self.presenter.go_on, "primary")
        body.addLayout(row(self._back, None, self._on))

    # -- what the window asks ----------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Load and show the place."""
        self._shown = ""
        self.aside.emit(None)
        self.presenter.arrive(place)

    def leave(self) -> None:
        """Make a version of what was typed."""
        if self.parts:
            self.dates.take_typed()
        self.presenter.leave()

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it is shown here."""
        self.presenter.changed(changes, origin)

    def focus_first(self) -> None:
        """Begin at the first box without words, else at the first; coming back to a page, at the last."""
        if self._begin_at is not None:
            at, self._begin_at = self._begin_at, None
            self._focus_writing(*at)
            return
        boxes = self._areas()
        if boxes:
            first = next((area for area in boxes if not area.text()), boxes[0])
            self._focus(boxes[-1] if self._begin_at_last else first)
        self._begin_at_last = False

    def go_on(self) -> None:
        """To the next box; after the last of the section to the next section."""
        self._step(1)

    def go_back_one(self) -> None:
        """To the box before."""
        self._step(-1)

    # -- beside the pages of the statement ---------------------------------------------------------------------

    @property
    def section_id(self) -> str:
        """The section whose boxes are shown; "" before there is one."""
        return self._shown

    def show_section(self, section_id: str, *, take_focus: bool = True, at: tuple[str, str] | None = None) -> None:
        """Show the boxes of a section; begin at a box, which is given as `written_in` gives it."""
        self._takes_focus, self._begin_at = take_focus, at
        if self._shown and section_id == self._shown:
            if take_focus:
                self.focus_first()
        else:
            self.presenter.leave()
            self.arrive(Place("in-a-row", section_id))

    def written_in(self, widget: QWidget | None) -> tuple[str, str] | None:
        """What is written in a box: the id of the threat or the requirement, and the name of the part."""
        for name, writing in self.parts.items():
            if widget is writing.area and not self._threat_part.isHidden():
                return self._shown, name
        for key, box in self.duties.items():
            for name, writing in box.writings.items():
                if widget is writing.area:
                    return key, name
        return None

    def _focus_writing(self, place: str, name: str) -> None:
        """Put the focus into a box, or into the first of its place where it has none of that name."""
        writings = self.duties[place].writings if place in self.duties else self.parts
        writing = writings.get(name)
        if writing is None or writing.isHidden():
            writing = next(iter(writings.values()), None)
        if writing is not None:
            self._focus(writing.area)

    # -- what the presenter asks -------------------------------------------------------------------------------

    def show_row(self, page: RowPage) -> None:
        """Show the boxes of the section; the ones that stand there already stay, with their focus."""
        if self._shown == page.section.id:
            return
        self._shown = page.section.id
        number = _("In a row · page {number} of {of}").format(number=page.number, of=page.of)
        self._number.setText(number)
        self._title.setText(page.section.title)
        self._how.set_text(_how(is_threat=page.statement is not None))
        show_if(self._how, not self._session.read_only and not self._beside_pages)
        if page.statement is not None:
            self._show_threat(page)
        else:
            self._show_duties(page)
        self._duties_part.setVisible(page.statement is None)
        self._threat_part.setVisible(page.statement is not None)
        self._on.setText(_("Save and continue ›") if page.next else _("Save and finish ›"))
        self._page.verticalScrollBar().setValue(0)
        if self._takes_focus:
            # The boxes take their places first, so that the one with the focus can be scrolled to.
            QTimer.singleShot(0, self, self.focus_first)
        self.loaded.emit()

    def show_answer(self, key: str, answer: Answer, missing: str) -> None:
        """Show what is kept of a duty."""
        if key in self.duties:
            self.duties[key].show_answer(answer, missing)
        self.touched.emit(answer)

    def show_statement(self, statement: ThreatStatement, missing: str) -> None:
        """Show what is kept of a threat."""
        for name, writing in self.parts.items():
            writing.set_text(getattr(statement, name))
        self.dates.set_dates(statement.held_on)
        self.opinion.show_stand(statement.opinion, missing)
        self.touched.emit(statement)

    def go(self, place: Place) -> None:
        """Go elsewhere."""
        self.wants.emit(place)

    # -- layout ------------------------------------------------------------------------------------------------

    def _show_duties(self, page: RowPage) -> None:
        """The boxes of the duties are made once: a year has one list of them."""
        if list(self.duties) == [duty.requirement.id for duty in page.duties]:
            return
        empty(self._duties_boxes)
        self.duties = {}
        group = ""
        for duty in page.duties:
            if duty.group and duty.group != group:
                self._duties_boxes.addWidget(label(duty.group, "heading"))
            group = duty.group
            box = DutyBox(duty)
            key = duty.requirement.id
            box.edited.connect(lambda name, text, key=key: self.presenter.edited(key, name, text))
            box.stand_chosen.connect(lambda code, key=key: self.presenter.stand_chosen(key, code))
            box.left.connect(self.presenter.leave)
            box.stand.chosen.connect(lambda _code: self.presenter.leave())
            box.set_read_only(self._session.read_only)
            self.duties[key] = box
            self._duties_boxes.addWidget(box)

    def _show_threat(self, page: RowPage) -> None:
        """The boxes of a threat are the same for each: what stood in them before, and could be undone, is gone."""
        if not self.parts:
            self._build_threat()
        for name, writing in self.parts.items():
            writing.set_help(getattr(page.help, name) if page.help is not None else "")
            writing.area.document().clearUndoRedoStacks()
        self.dates.editor.clear()

    def _build_threat(self) -> None:
        read_only = self._session.read_only
        boxes = self._threat_boxes
        self.dates = Dates(_("Held to account on"))
        self.dates.edited.connect(self._dates_given)
        self.dates.set_read_only(read_only)
        self.opinion = StandRow("opinion", _("Opinion after scrutiny"))
        self.opinion.list.setEnabled(not read_only)
        self.opinion.chosen.connect(lambda code: self.presenter.stand_chosen(STATEMENT, code))
        self.opinion.chosen.connect(lambda _code: self.presenter.leave())
        leads: dict[str, Lead] = {"held_to_account": dates_lead, "concluded": partial(stand_lead, kind="opinion")}
        for name in self._parts_shown:
            writing = LedWriting(word("statement-part", name), leads.get(name), lines=3)
            writing.set_read_only(read_only)
            writing.written.connect(lambda text, name=name: self.presenter.edited(STATEMENT, name, text))
            writing.left.connect(self.presenter.leave)
            self.parts[name] = writing
            boxes.addWidget(writing)
            if name == "held_to_account":
                writing.led.connect(self.presenter.add_dates)
                boxes.addWidget(self.dates)
        self.parts["concluded"].led.connect(lambda code: self.presenter.stand_chosen(STATEMENT, code))
        boxes.addWidget(label(_("Opinion after scrutiny"), "group"))
        boxes.addWidget(self.opinion)
        more = button(_("The whole page of this threat ›"), lambda: self.go(Place("threat", self._shown)), "quiet")
        boxes.addLayout(row(more, None))

    def _dates_given(self, dates: tuple[str, ...]) -> None:
        self.presenter.dates_edited(dates)
        self.presenter.leave()

    # -- from box to box ---------------------------------------------------------------------------------------

    def _areas(self) -> list[TextArea]:
        if not self._duties_part.isHidden():
            boxes = [writing for box in self.duties.values() for writing in box.writings.values()]
            return [writing.area for writing in boxes if not writing.isHidden()]
        return [writing.area for writing in self.parts.values()]

    def _step(self, by: int) -> None:
        boxes = self._areas()
        at = _place_of(QApplication.focusWidget(), boxes)
        if at is None:
            self.focus_first()
        elif 0 <= at + by < len(boxes):
            self._focus(boxes[at + by])
        elif by > 0:
            self.presenter.go_on()
        else:
            self._begin_at_last = True
            self.presenter.go_back()

    def _focus(self, area: TextArea) -> None:
        area.setFocus()
        self._page.show_widget(next((box for box in self.duties.values() if box.isAncestorOf(area)), area))


def _place_of(focused: QWidget | None, boxes: Sequence[TextArea]) -> int | None:
    """Which box has the focus; what stands before it in its card (the list to choose from) counts as the box."""
    while focused is not None:
        for place, area in enumerate(boxes):
            if focused is area or (isinstance(focused, DutyBox) and focused.isAncestorOf(area)):
                return place
        focused = focused.parentWidget()
    return None


def _how(*, is_threat: bool) -> str:
    """How this page is used, in two sentences."""
    if is_threat:
        return _(
            "Ctrl+Return goes to the next box. Begin with dates or with the opinion and a colon, such as "
            "“14 May 2025, 3 November 2025: …” or “Partly assured: …”, and they are put where they belong."
        )
    return _(
        "Ctrl+Return goes to the next box. Begin with where the body stands and a colon, such as “Followed: …”, "
        "“In part: …” or “Not followed: …”, and it is chosen for you."
    )
