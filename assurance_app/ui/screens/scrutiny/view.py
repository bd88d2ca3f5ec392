"""Scrutiny sessions: how the screen is laid out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QStackedWidget, QWidget

from assurance_app.application.actions import today
from assurance_app.application.changes import Changed
from assurance_app.application.places import Place
from assurance_app.application.scrutiny import SessionPage, SessionRow, SessionsPage
from assurance_app.domain.scrutiny import ScrutinySession
from assurance_app.domain.text import clean_text
from assurance_app.domain.years import spoken_year
from assurance_app.ui.screens.base import Aside, Screen
from assurance_app.ui.screens.scrutiny.presenter import ScrutinyPresenter, matching
from assurance_app.ui.session import Session
from assurance_app.ui.theme import STEP
from assurance_app.ui.typed import show_date
from assurance_app.ui.widgets.action_list import ActionList
from assurance_app.ui.widgets.basics import Page, Reading, button, column, label, line, row
from assurance_app.ui.widgets.date_line import DateLine
from assurance_app.ui.widgets.disclosure_box import DisclosureBox
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.labelled import Labelled
from assurance_app.ui.widgets.session_parts import OpinionRows, QuestionRows, RequirementPicker, SectionTicks
from assurance_app.ui.widgets.table import Table, TableRow
from assurance_app.ui.widgets.text_area import Writing
from assurance_app.words import _

COLUMNS = "scrutiny-columns"


class ScrutinyScreen(Screen):
    """The sessions as a table; a session as a page."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._rows: tuple[SessionRow, ...] = ()
        self.presenter = ScrutinyPresenter(session, self)
        self._stack = QStackedWidget()
        column(self).addWidget(self._stack)
        self._list = self._build_list()
        self._page = self._build_page()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._page)
        self._shown = ""

    # -- what the window asks ----------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Load and show the place."""
        self.presenter.arrive(place)

    def leave(self) -> None:
        """Make a version of what was typed."""
        self.presenter.leave()

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it is shown here."""
        self.presenter.changed(changes, origin)

    def focus_first(self) -> None:
        """Begin at the first thing to do."""
        if self._stack.currentWidget() is self._page:
            self.held_on.editor.setFocus()
        elif self._rows:
            self.filter.setFocus()
        else:
            self.add.setFocus()

    def go_on(self) -> None:
        """Do the main thing of the screen."""
        if self._stack.currentWidget() is self._page:
            self.presenter.to_list()

    def kept(self) -> dict[str, str]:
        """The columns of the list."""
        return {COLUMNS: self.table.kept()}

    def put_kept(self, kept: dict[str, str]) -> None:
        """The columns as they were."""
        self.table.put_kept(kept.get(COLUMNS, ""))

    # -- what the presenter asks -------------------------------------------------------------------------------

    def show_sessions(self, page: SessionsPage) -> None:
        """Show the list."""
        self._rows = page.rows
        may_write = not self._session.read_only
        self.add.setVisible(may_write)
        self.begin_from.setVisible(may_write and bool(page.earlier))
        self._menu.clear()
        for one in page.earlier:
            when = show_date(one.held_on) or _("no date")
            words = f"{spoken_year(one.year)} · {when} · {one.forum or _('no forum named')}"
            self._menu.addAction(words.replace("&", "&&")).triggered.connect(self._beginning_from(one.session_id))
        self._show_matching()
        self._stack.setCurrentWidget(self._list)
        self.loaded.emit()

    def show_page(self, page: SessionPage, session: ScrutinySession) -> None:
        """Show one session."""
        self._title.setText(_title(session))
        before = page.before
        if before is not None:
            when = show_date(before.held_on) or _("last year")
            self._begun_from.setText(
                _("Goes on from the session of {date}: it asks for what is new.").format(date=when)
            )
        self._begun_from.setVisible(before is not None)
        self.held_on.set_value(session.held_on)
        if clean_text(self.forum.text()) != session.forum:
            self.forum.setText(session.forum)
        self.wanted_to_know.set_text(session.wanted_to_know)
        self.sections.show_sections(page.sections, session.section_ids)
        self.requirements.show_requirements(page.requirements, session.requirement_ids)
        self.questions.show_questions(session.questions, page.answered_before if before is not None else ())
        self.opinions.show_opinions(page.threats, session.opinions)
        self.disclosure.show_values(session.disclosure, session.public_wording)
        self._set_read_only(self._session.read_only)
        self._stack.setCurrentWidget(self._page)
        if session.id != self._shown:
            self._shown = session.id
            self._page.verticalScrollBar().setValue(0)
        self.loaded.emit()

    def show_actions(self, page: SessionPage) -> None:
        """Show the actions that came of it."""
        self.actions_list.show_actions(page.actions, today())

    def show_aside(self, aside: Aside | None) -> None:
        """Tell the pane on the right."""
        self.aside.emit(aside)

    def tell(self, sentence: str, kind: str) -> None:
        """Tell the message bar."""
        self.tells.emit(sentence, kind)

    def go(self, place: Place) -> None:
        """Go elsewhere."""
        self.wants.emit(place)

    # -- layout ------------------------------------------------------------------------------------------------

    def _build_list(self) -> QWidget:
        page = QWidget()
        body = column(page, margins=STEP * 3, spacing=STEP * 2)
        body.addWidget(label(_("Scrutiny"), "title"))
        self.add = button(_("&Add a session"), self.presenter.begin, "primary")
        self.begin_from = button(_("Begin from &last year’s"), lambda: None)
        self._menu = QMenu(self.begin_from)
        self.begin_from.setMenu(self._menu)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Type part of a date, forum, threat or question"))
        self.filter.setAccessibleName(_("Find a session by part of its date, forum, threat or words"))
        self.filter.setMinimumWidth(STEP * 40)
        self.filter.textChanged.connect(lambda _text: self._show_matching())
        body.addLayout(FlowRow(self.filter, self.add, self.begin_from))
        self._nothing = Reading()
        body.addWidget(self._nothing)
        columns = (_("Held on"), _("Forum"), _("Threats"), _("Questions"), _("Opinions"), _("Evidence"), _("Actions"))
        self.table = Table(_("Scrutiny sessions"), columns, widest=2)
        self.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self.table.opened.connect(lambda key: self.wants.emit(Place("scrutiny", item_id=key)))
        body.addWidget(self.table, 1)
        body.addStretch(0)
        self._list_body = body
        return page

    def _build_page(self) -> Page:
        page = Page()
        body = page.body
        body.setSpacing(STEP * 2)
        body.addLayout(row(button(_("‹ Scrutiny"), self.presenter.to_list, "quiet"), None))
        self._title = label("", "title")
        self._begun_from = label("", "second")
        self.held_on = DateLine(_("Held on"))
        self.held_on.edited.connect(lambda value: self.presenter.edited("held_on", value or ""))
        self.held_on.left.connect(self.presenter.leave)
        self.forum = QLineEdit()
        self.forum.textEdited.connect(lambda text: self.presenter.edited("forum", clean_text(text)))
        self.forum.editingFinished.connect(self.presenter.leave)
        self.wanted_to_know = Writing(_("What the body wanted to know"), lines=3)
        self.wanted_to_know.edited.connect(lambda text: self.presenter.edited("wanted_to_know", text))
        self.sections = SectionTicks(_("On the agenda"))
        self.sections.edited.connect(lambda value: self.presenter.chosen("section_ids", value))
        self.requirements = RequirementPicker()
        self.requirements.edited.connect(lambda value: self.presenter.chosen("requirement_ids", value))
        self.requirements.opened.connect(self.presenter.open_requirement)
        self.questions = QuestionRows()
        self.questions.edited.connect(lambda value: self.presenter.edited("questions", value))
        self.opinions = OpinionRows()
        self.opinions.edited.connect(lambda value: self.presenter.edited("opinions", value))
        self.disclosure = DisclosureBox()
        self.disclosure.edited.connect(self.presenter.edited)
        for part in (self.wanted_to_know, self.questions, self.opinions, self.disclosure):
            part.left.connect(self.presenter.leave)
        self.actions_list = ActionList(
            _("Actions that came of it"), _("Each is kept under Actions with its owner and the day it is due.")
        )
        self.actions_list.wanted.connect(self.presenter.add_action)
        self.actions_list.opened.connect(self.presenter.open_action)
        self.remove = button(_("Take this session away"), self.presenter.remove)
        self.save = button(_("Save and go to the list ›"), self.presenter.to_list, "primary")
        for widget in (
            self._title,
            self._begun_from,
            Labelled(_("Held on"), self.held_on),
            Labelled(_("Forum"), self.forum, _("Where the chief constable was held to account: a board, a visit.")),
            self.wanted_to_know,
            self.sections,
            self.requirements,
            line(),
            self.questions,
            line(),
            self.opinions,
            line(),
            self.disclosure,
            line(),
            self.actions_list,
        ):
            body.addWidget(widget)
        body.addLayout(row(self.remove, None, self.save))
        return page

    def _set_read_only(self, read_only: bool) -> None:
        for part in (
            self.held_on,
            self.wanted_to_know,
            self.sections,
            self.requirements,
            self.opinions,
            self.disclosure,
            self.actions_list,
        ):
            part.set_read_only(read_only)
        if self.questions.add.isVisibleTo(self.questions) is read_only:
            self.questions.set_read_only(read_only)
        self.forum.setReadOnly(read_only)
        self.remove.setVisible(not read_only)

    def _beginning_from(self, session_id: str) -> Callable[[], None]:
        return lambda: self.presenter.begin_from(session_id)

    def _show_matching(self) -> None:
        found = matching(self._rows, self.filter.text())
        self.table.set_rows([_table_row(one) for one in found])
        self.table.setVisible(bool(found))
        self.filter.setVisible(bool(self._rows))
        self._nothing.set_text(
            ""
            if found
            else _("No session has such words.")
            if self._rows
            else _(
                "No session is written down for this year. A session is a dated meeting at which the chief constable "
                "was held to account: what you wanted to know, what you asked and were told, and what you concluded "
                "on each threat. Its dates and opinions are offered on the pages of the threats."
            )
        )
        self._list_body.setStretch(self._list_body.count() - 1, 0 if found else 1)


def _title(session: ScrutinySession) -> str:
    return _("Session of {date}").format(date=show_date(session.held_on)) if session.held_on else _("New session")


def _table_row(row_of: SessionRow) -> TableRow:
    session = row_of.session
    asked, threats = len(session.questions), ", ".join(row_of.threats)
    numbers = (asked, row_of.opinions, row_of.evidence, row_of.actions)
    texts = (show_date(session.held_on) or _("No date yet"), session.forum, threats, *map(str, numbers))
    sorts = (session.held_on or "9999", session.forum.casefold(), threats, *numbers)
    return TableRow(texts, sorts, session.id)
