"""Departures, gaps and actions: how the screen is laid out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QStackedWidget, QTabWidget, QWidget

from assurance_app.application.actions import (
    ActionPage,
    ActionRow,
    ActionsPage,
    AnswerPage,
    DepartureRow,
    GapRow,
    today,
)
from assurance_app.application.changes import Changed
from assurance_app.application.places import Place
from assurance_app.application.scrutiny import Named
from assurance_app.domain.entities import Answer, answer_id
from assurance_app.domain.scrutiny import Action, DepartureDecision
from assurance_app.domain.text import clean_text
from assurance_app.ui.screens.actions.presenter import ActionsPresenter, lacking, lacking_words
from assurance_app.ui.screens.base import NotesOnly, Screen
from assurance_app.ui.session import Session
from assurance_app.ui.states import Mark, State, Symbol, of_code
from assurance_app.ui.theme import STEP
from assurance_app.ui.typed import show_date
from assurance_app.ui.widgets.action_list import ActionList, state_of
from assurance_app.ui.widgets.basics import Page, Reading, button, column, label, line, row
from assurance_app.ui.widgets.choices import Choices
from assurance_app.ui.widgets.clearance_box import ClearanceBox
from assurance_app.ui.widgets.date_line import DateLine
from assurance_app.ui.widgets.disclosure_box import DisclosureBox
from assurance_app.ui.widgets.entry_line import EntryLine
from assurance_app.ui.widgets.labelled import Labelled
from assurance_app.ui.widgets.session_parts import SectionTicks
from assurance_app.ui.widgets.table import Table, TableRow
from assurance_app.ui.widgets.text_area import Writing
from assurance_app.words import _
from assurance_app.words.labels import choices

TABLES = ("departures", "gaps", "actions")


class ActionsScreen(Screen):
    """Three lists; a departure or gap as a page; an action as a page."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._rows: dict[str, tuple[TableRow, ...]] = dict.fromkeys(TABLES, ())
        self.presenter = ActionsPresenter(session, self)
        self._stack = QStackedWidget()
        column(self).addWidget(self._stack)
        self._lists = self._build_lists()
        self._answer = self._build_answer()
        self._action = self._build_action()
        for page in (self._lists, self._answer, self._action):
            self._stack.addWidget(page)
        self._shown = ""

    # -- what the window asks ----------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Load and show the place."""
        self.aside.emit(self._notes_of(place))
        self.presenter.arrive(place)

    def _notes_of(self, place: Place) -> NotesOnly | None:
        """What has notes beside it: an action; of a departure or a gap the answer that it stands in."""
        if place.item_id:
            return NotesOnly(Action, place.item_id)
        if place.requirement_id:
            return NotesOnly(Answer, answer_id(self._session.cycle_id, place.requirement_id))
        return None

    def leave(self) -> None:
        """Make a version of what was typed."""
        self.presenter.leave()

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it is shown here."""
        self.presenter.changed(changes, origin)

    def focus_first(self) -> None:
        """Begin at the first thing to do."""
        shown = self._stack.currentWidget()
        if shown is self._answer:
            (self.decided_by if self._decision.isVisible() else self.change).setFocus()
        elif shown is self._action:
            self.title.setFocus()
        else:
            (self.filter if any(self._rows.values()) else self.tabs.tabBar()).setFocus()

    def go_on(self) -> None:
        """Do the main thing of the screen."""
        if self._stack.currentWidget() is not self._lists:
            self.presenter.to_lists()

    def kept(self) -> dict[str, str]:
        """The columns of the lists."""
        return {f"{name}-columns": table.kept() for name, table in self.tables.items()}

    def put_kept(self, kept: dict[str, str]) -> None:
        """The columns as they were."""
        for name, table in self.tables.items():
            table.put_kept(kept.get(f"{name}-columns", ""))

    # -- what the presenter asks -------------------------------------------------------------------------------

    def show_lists(self, page: ActionsPage) -> None:
        """Show departures, gaps and actions."""
        self._rows = {
            "departures": tuple(_departure_row(one) for one in page.departures),
            "gaps": tuple(_gap_row(one) for one in page.gaps),
            "actions": tuple(_action_row(one) for one in page.actions),
        }
        self._new.setVisible(not self._session.read_only)
        self._show_matching()
        self._shown = ""
        self._stack.setCurrentWidget(self._lists)
        self.loaded.emit()

    def show_answer(self, page: AnswerPage, decision: DepartureDecision) -> None:
        """Show one departure or gap."""
        answer, read_only = page.answer, self._session.read_only
        self._answer_title.setText(page.title)
        self._question.set_text(page.question)
        kind, code = ("position", answer.position) if answer.position is not None else ("view", answer.view)
        stand = of_code(kind, code or "")
        self._mark.show_symbol(stand.symbol, stand.token)
        self._stand.setText(_("{stand} · para {ref}").format(ref=page.ref, stand=stand.word))
        self._lacks.setText(lacking(page.lacks))
        self._lacks.setVisible(bool(page.lacks))
        is_own = answer.position is not None
        texts = (
            (_("The good reason") if is_own else "", answer.reason),
            (_("The chief constable’s reason"), answer.chief_constables_reason),
            (_("The body’s view of that reason"), answer.bodys_view_of_reason),
            (_("Gap"), answer.gap),
            (_("Next step"), answer.next_step),
        )
        said = [f"{name}: {text}" for name, text in texts if name and text]
        self._said.set_text("\n".join(said) or _("Nothing is written about it yet."))
        self._decision.setVisible(page.is_departure)
        for editor, text in ((self.decided_by, decision.decided_by),):
            if clean_text(editor.text()) != text:
                editor.setText(text)
            editor.setReadOnly(read_only)
        self.decided_on.set_value(decision.decided_on)
        self.until.set_value(decision.until)
        for day in (self.decided_on, self.until):
            day.set_read_only(read_only)
        self.answer_clearance.show_clearance(page.clearance, answer.disclosure, read_only=read_only)
        self.answer_actions.show_actions(page.actions, today())
        self.answer_actions.show_suggestion("" if page.actions else answer.next_step)
        self.answer_actions.set_read_only(read_only)
        self._turn_to(self._answer, answer.id)

    def show_action(self, page: ActionPage, action: Action) -> None:
        """Show one action."""
        read_only = self._session.read_only
        self._action_title.setText(action.title)
        self._overdue.setVisible(page.overdue)
        self._source.setText(
            _("Came from: {source}").format(source=page.source) if page.source else _("It was written down by itself.")
        )
        self._to_source.setVisible(page.source_place is not None)
        for editor, text in ((self.title, action.title), (self.owner, action.owner)):
            if clean_text(editor.text()) != text:
                editor.setText(text)
            editor.setReadOnly(read_only)
        self.due.set_value(action.due)
        self.due.set_read_only(read_only)
        self.status.set_value(action.status)
        self.resourced.set_value({True: "yes", False: "no", None: ""}[action.is_resourced])
        self.why_not.set_text(action.why_not_resourced)
        sections = tuple(Named(key, title) for key, title in page.sections)
        self.sections.show_sections(sections, action.section_ids)
        self.disclosure.show_values(action.disclosure, action.public_wording)
        for part in (self.status, self.resourced, self.why_not, self.sections, self.disclosure):
            part.set_read_only(read_only)
        self.action_clearance.show_clearance(page.clearance, action.disclosure, read_only=read_only)
        self.remove.setVisible(not read_only)
        self._turn_to(self._action, action.id)

    def show_needs(self, action: Action) -> None:
        """Ask why it is not resourced exactly where it is not."""
        self.why_not.setVisible(action.is_resourced is False)

    def tell(self, sentence: str, kind: str) -> None:
        """Tell the message bar."""
        self.tells.emit(sentence, kind)

    def go(self, place: Place) -> None:
        """Go elsewhere."""
        self.wants.emit(place)

    # -- layout ------------------------------------------------------------------------------------------------

    def _build_lists(self) -> QWidget:
        page = QWidget()
        body = column(page, margins=STEP * 3, spacing=STEP * 2)
        body.addWidget(label(_("Actions"), "title"))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Type part of what is shown"))
        self.filter.setAccessibleName(_("Find a departure, gap or action by part of its words"))
        self.filter.setMaximumWidth(STEP * 50)
        self.filter.textChanged.connect(lambda _text: self._show_matching())
        body.addWidget(self.filter)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName(_("Departures, gaps and actions"))
        self.tables = {
            "departures": Table(
                _("Departures"),
                (_("Requirement"), _("Where"), _("Stands"), _("Until"), _("Still to be said"), _("Cleared")),
            ),
            "gaps": Table(_("Gaps"), (_("Gap"), _("Requirement"), _("Where"), _("Actions"), _("Cleared"))),
            "actions": Table(
                _("Actions"),
                (_("Action"), _("Owner"), _("Due"), _("Status"), _("Resourced"), _("Came from")),
            ),
        }
        self._nothing: dict[str, Reading] = {}
        for name, table in self.tables.items():
            part = QWidget()
            inner = column(part, spacing=STEP)
            inner.setContentsMargins(0, STEP * 2, 0, 0)
            if name == "actions":
                self._new = QWidget()
                self.new_title = EntryLine(_("What is to be done"))
                self.new_title.entered.connect(self._add)
                self.add = button(_("&Add action"), self._add, "primary")
                self._new.setLayout(row(self.new_title, self.add))
                inner.addWidget(self._new)
                table.opened.connect(self.presenter.open)
                table.sortByColumn(2, table.horizontalHeader().sortIndicatorOrder())
            else:
                table.opened.connect(self.presenter.open_answer)
            self._nothing[name] = Reading()
            inner.addWidget(self._nothing[name])
            inner.addWidget(table, 1)
            inner.addStretch(0)
            self.tabs.addTab(part, "")
        body.addWidget(self.tabs, 1)
        return page

    def _build_answer(self) -> Page:
        page = Page()
        body = page.body
        body.setSpacing(STEP * 2)
        body.addLayout(row(button(_("‹ Actions"), self.presenter.to_lists, "quiet"), None))
        self._answer_title = label("", "title")
        self._mark, self._stand = Mark(), label("", "second", wrap=False)
        standing = QWidget()
        standing.setLayout(row(self._mark, self._stand, None))
        self._question = Reading()
        self._lacks = label("", "fault")
        self._said = Reading()
        self.change = button(_("Change it on its question"), self.presenter.to_source)
        self._decision = QWidget()
        inner = column(self._decision, spacing=STEP * 2)
        inner.addWidget(label(_("The decision"), "heading"))
        self.decided_by = QLineEdit()
        self.decided_by.textEdited.connect(lambda text: self.presenter.edited("decided_by", clean_text(text)))
        self.decided_by.editingFinished.connect(self.presenter.leave)
        self.decided_on, self.until = DateLine(_("Decided on")), DateLine(_("Until"))
        for name, day in (("decided_on", self.decided_on), ("until", self.until)):
            day.edited.connect(lambda value, name=name: self.presenter.edited(name, value or ""))
            day.left.connect(self.presenter.leave)
        inner.addWidget(Labelled(_("Who decided"), self.decided_by, _("A name or an office.")))
        inner.addWidget(Labelled(_("Decided on"), self.decided_on))
        inner.addWidget(Labelled(_("Until"), self.until, _("The day on which it is looked at again.")))
        self.answer_clearance = ClearanceBox()
        self.answer_clearance.given.connect(self.presenter.clear)
        self.answer_clearance.taken_back.connect(self.presenter.take_clearance_back)
        self.answer_actions = ActionList(_("Actions"), _("What is done about it, by whom and by when."))
        self.answer_actions.wanted.connect(self.presenter.add)
        self.answer_actions.opened.connect(self.presenter.open)
        for told in (self._answer_title, standing, self._question, self._lacks, self._said):
            body.addWidget(told)
        body.addLayout(row(self.change, None))
        for part in (line(), self._decision, self.answer_clearance, line(), self.answer_actions):
            body.addWidget(part)
        body.addLayout(row(None, button(_("Save and go to the lists ›"), self.presenter.to_lists, "primary")))
        return page

    def _build_action(self) -> Page:
        page = Page()
        body = page.body
        body.setSpacing(STEP * 2)
        body.addLayout(row(button(_("‹ Actions"), self.presenter.to_lists, "quiet"), None))
        self._action_title = label("", "title")
        self._overdue = label(_("Overdue: the day has passed and it is still open."), "fault")
        self._source = label("", "second")
        self._to_source = button(_("Go there"), self.presenter.to_source, "quiet")
        self.title, self.owner = QLineEdit(), QLineEdit()
        for name, one in (("title", self.title), ("owner", self.owner)):
            one.textEdited.connect(lambda text, name=name: self.presenter.edited(name, clean_text(text)))
            one.editingFinished.connect(self.presenter.leave)
        self.due = DateLine(_("Due"))
        self.due.edited.connect(lambda value: self.presenter.edited("due", value or ""))
        self.due.left.connect(self.presenter.leave)
        self.status = Choices(_("Status"), choices("action-status"), columns=3, can_clear=False)
        self.status.chosen.connect(self.presenter.status_chosen)
        self.resourced = Choices(_("Are there means for it?"), (("yes", _("Yes")), ("no", _("No"))))
        self.resourced.chosen.connect(self.presenter.resourced_chosen)
        self.why_not = Writing(_("Why there are none"), lines=2)
        self.why_not.edited.connect(lambda text: self.presenter.edited("why_not_resourced", text))
        self.sections = SectionTicks(_("What it is about"))
        self.sections.edited.connect(lambda value: self.presenter.chosen("section_ids", value))
        self.disclosure = DisclosureBox()
        self.disclosure.edited.connect(self.presenter.edited)
        for written in (self.why_not, self.disclosure):
            written.left.connect(self.presenter.leave)
        self.action_clearance = ClearanceBox()
        self.action_clearance.given.connect(self.presenter.clear)
        self.action_clearance.taken_back.connect(self.presenter.take_clearance_back)
        for told in (self._action_title, self._overdue, self._source):
            body.addWidget(told)
        body.addLayout(row(self._to_source, None))
        for editor in (
            Labelled(_("What is to be done"), self.title),
            Labelled(_("Owner"), self.owner),
            Labelled(_("Due"), self.due),
            self.status,
            self.resourced,
            self.why_not,
            self.sections,
            line(),
            self.disclosure,
            self.action_clearance,
        ):
            body.addWidget(editor)
        self.remove = button(_("Take this action away"), self.presenter.remove)
        on = button(_("Save and go to the lists ›"), self.presenter.to_lists, "primary")
        body.addLayout(row(self.remove, None, on))
        return page

    def _turn_to(self, page: Page, key: str) -> None:
        self._stack.setCurrentWidget(page)
        if key != self._shown:
            self._shown = key
            page.verticalScrollBar().setValue(0)
        self.loaded.emit()

    def _add(self) -> None:
        title = clean_text(self.new_title.text()).strip()
        if title:
            self.new_title.clear()
            self.presenter.add(title)
        else:
            self.new_title.setFocus()

    def _show_matching(self) -> None:
        titles = {"departures": _("Departures"), "gaps": _("Gaps"), "actions": _("Actions")}
        words = self.filter.text().casefold().split()
        self.filter.setVisible(any(self._rows.values()))
        for place, (name, table) in enumerate(self.tables.items()):
            found = [one for one in self._rows[name] if all(word in " ".join(one.texts).casefold() for word in words)]
            table.set_rows(found)
            table.setVisible(bool(found))
            self.tabs.setTabText(place, f"{titles[name]} {len(self._rows[name])}")
            self._nothing[name].set_text(
                "" if found else _("Nothing here has such words.") if words else _when_empty()[name]
            )


def _when_empty() -> dict[str, str]:
    return {
        "departures": _(
            "Nothing is departed from. A duty of the body that was not followed, or a capability that it is not "
            "satisfied about, comes here by itself from its answer."
        ),
        "gaps": _("No answer names a gap. What is written under “Gap” on a question comes here by itself."),
        "actions": _(
            "Nothing is to be done yet. Write an action here, on the question whose gap it closes, or in a session."
        ),
    }


def _cleared(is_cleared: bool) -> str:
    return _("Yes") if is_cleared else _("No")


def _departure_row(one: DepartureRow) -> TableRow:
    departure = one.departure
    answer, decision = departure.answer, departure.decision
    kind, code = ("position", answer.position) if answer.position is not None else ("view", answer.view)
    stand = of_code(kind, code or "")
    cleared = _cleared(departure.clearance is not None)
    lacks = lacking_words(one.lacks) or _("Nothing")
    texts = (one.title, one.section_title, stand.word, show_date(decision.until), lacks, cleared)
    sorts = (one.title, one.section_title, stand.word, decision.until, lacks, cleared)
    return TableRow(texts, sorts, departure.requirement.id, stand, 2)


def _gap_row(one: GapRow) -> TableRow:
    gap = one.gap
    number, cleared = len(gap.actions), _cleared(gap.clearance is not None)
    state = State(Symbol.CHECK, "good", _("In hand")) if gap.is_in_hand else State(Symbol.RING, "none", _("Nobody yet"))
    words = " ".join(gap.answer.gap.split())
    texts = (words, one.title, one.section_title, f"{state.word} ({number})" if number else state.word, cleared)
    return TableRow(texts, (words, one.title, one.section_title, number, cleared), gap.requirement.id, state, 3)


def _action_row(one: ActionRow) -> TableRow:
    action, state = one.action, state_of(one.action, today())
    resourced = {True: _("Yes"), False: _("No"), None: _("Not said")}[action.is_resourced]
    texts = (action.title, action.owner, show_date(action.due), state.word, resourced, one.source)
    sorts = (action.title.casefold(), action.owner, action.due or "9999", state.word, resourced, one.source)
    return TableRow(texts, sorts, action.id, state, 3)
