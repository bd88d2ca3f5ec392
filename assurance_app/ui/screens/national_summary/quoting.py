"""Picking words of bodies to quote, and who permitted to be named and quoted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox

from assurance_app.application.national_year import NationalYear
from assurance_app.application.permissions import PermissionRow
from assurance_app.application.summary_page import MOST, Passage
from assurance_app.domain.commissioning import Permission, PermissionKind
from assurance_app.domain.prose import spoken_date
from assurance_app.ui.screens.national_summary.forms import Section, WhoWhen
from assurance_app.ui.states import State, Symbol
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import Page, button, label, row
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.ui.widgets.entry_line import EntryLine
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.labelled import Labelled
from assurance_app.ui.widgets.task_list import TaskList, TaskRow
from assurance_app.ui.widgets.text_area import Writing
from assurance_app.words import _, ngettext

_LETTERS = 24
_FEW = 8
"""So many permissions are shown whatever became of them."""


class QuotingTab(Page):
    """Search in what bodies said, ask, and record what was answered."""

    searched = Signal(str, str)
    """The words, and the threat, "" for all."""
    asked = Signal(object, str, bool)
    """The passage, the words of it, and whether it is good practice."""
    asked_to_name = Signal(str)
    granted = Signal(str, str, str, str)
    withdrawn = Signal(str)
    removed = Signal(str)
    tells = Signal(str)

    def __init__(self) -> None:
        super().__init__(tight=True)
        self._read_only = False
        self._passage: Passage | None = None
        self._permission: PermissionRow | None = None
        self._rows: tuple[PermissionRow, ...] = ()
        self._titles: dict[str, str] = {}
        self._build_permissions()
        self._build_search()

    # -- what is shown -----------------------------------------------------------------------------------------

    def show_year(self, year: NationalYear, rows: Sequence[PermissionRow], *, read_only: bool) -> None:
        """Show the permissions, and offer the threats and bodies."""
        self._read_only = read_only
        self._titles = {threat.id: threat.title for threat in year.picture.threats}
        chosen, body = self.threat.value(), self.body_to_name.value()
        self.threat.clear()
        self.threat.addItem(_("All threats"), "")
        for threat in year.picture.threats:
            self.threat.addItem(threat.title, threat.id)
        self.threat.set_value(chosen if chosen in self._titles else "")
        named = {each.permission.entity.body_id for each in rows if each.permission.entity.kind is PermissionKind.NAME}
        self.body_to_name.clear()
        self.body_to_name.addItem(_("Choose a body…"), "")
        for each in year.picture.bodies:
            if each.body.id not in named:
                self.body_to_name.addItem(each.body.name_as_used, each.body.id)
        self.body_to_name.set_value(body if self.body_to_name.findData(body) >= 0 else "")
        self._rows = tuple(rows)
        self._show_list()
        for widget in (self._name_row, self.ask, self.grant):
            widget.setEnabled(not read_only)
        self._open(self._open_id())

    def _show_list(self) -> None:
        """All where they are few; of many those that wait for an answer, and the one that is open."""
        many = len(self._rows) > _FEW
        self.all.setVisible(many)
        opened = self._open_id()
        shown = [
            each
            for each in self._rows
            if not many or self.all.isChecked() or _waits(each.permission.entity) or each.permission.entity.id == opened
        ]
        self.list.set_rows([self._row(each) for each in shown])
        self.list.setVisible(bool(shown))
        self.none.setVisible(not shown)
        if self._rows:
            words = _("All {number} that were asked for are answered.").format(number=len(self._rows))
        else:
            words = _("Nobody was asked yet. Find words worth quoting below, or ask a body whether it may be named.")
        self.none.setText(words)

    def show_passages(self, found: Sequence[Passage]) -> None:
        """Show what bodies said."""
        self.found.set_rows([TaskRow(f"{each.body}, {each.threat}", each.text, key=each) for each in found])
        self.found.setVisible(bool(found))
        number = ngettext("{number} passage", "{number} passages", len(found)).format(number=len(found))
        if len(found) >= MOST:
            number = _("The first {number} passages. More words find fewer.").format(number=MOST)
        is_asked = bool(self.words.text().strip())
        nothing = _("Nobody whose return is counted said this.") if is_asked else _("No return is counted yet.")
        self._count.setText(number if found else nothing)

    def search(self) -> None:
        """Look for what is typed."""
        self.searched.emit(self.words.text(), self.threat.value())

    # -- layout ------------------------------------------------------------------------------------------------

    def _build_permissions(self) -> None:
        section = Section(_("Who may be named and quoted"))
        self.body.addWidget(section)
        self.none = label("", "second")
        section.inner.addWidget(self.none)
        self.all = QCheckBox(_("Show &all, also those granted and withdrawn"))
        self.all.toggled.connect(lambda _on: self._show_list())
        section.inner.addWidget(self.all)
        self.list = TaskList(_("Permissions"))
        self.list.opened.connect(self._open)
        section.inner.addWidget(self.list)
        self._one = Section("")
        self.grant = WhoWhen((_("Who gave it"), _("In which role")), _("Given on"), _("Record permission"))
        self.grant.given.connect(self._grant)
        self._one.inner.addWidget(self.grant)
        self.withdraw = button(_("Refused or withdrawn today"), lambda: self._with_id(self.withdrawn))
        self.remove = button(_("Take away"), lambda: self._with_id(self.removed))
        self.copy = button(_("Copy the request"), self._copy)
        self._one.inner.addLayout(FlowRow(self.copy, self.withdraw, self.remove))
        section.inner.addWidget(self._one)
        self._one.hide()
        self.body_to_name = _narrow(DropDown([]))
        self.ask_name = button(_("Ask to &name it"), self._ask_to_name)
        self._name_row = Labelled(_("A body that may be named"), self.body_to_name)
        section.inner.addLayout(FlowRow(self._name_row, self.ask_name, level_feet=True))

    def _build_search(self) -> None:
        section = Section(_("What bodies said"))
        self.body.addWidget(section)
        self.words = EntryLine(_("Words to look for"))
        self.words.setMinimumWidth(STEP * 26)
        self.words.textChanged.connect(lambda _text: self.search())
        self.threat = _narrow(DropDown([]))
        self.threat.chosen.connect(lambda _code: self.search())
        section.inner.addLayout(
            FlowRow(Labelled(_("&Words"), self.words), Labelled(_("T&hreat"), self.threat), spacing=STEP * 2)
        )
        self._chosen = Section("")
        self.quote = Writing(
            _("Words to quote"),
            help_text=_("Cut them down to what is worth quoting; they stay the body’s own."),
            lines=3,
        )
        self.good = QCheckBox(_("It is &good practice that others can follow"))
        self.ask = button(_("&Ask to quote"), self._ask, "primary")
        self._chosen.inner.addWidget(self.quote)
        self._chosen.inner.addWidget(self.good)
        self._chosen.inner.addLayout(row(self.ask, button(_("Cancel"), self._chosen.hide), None))
        section.inner.addWidget(self._chosen)
        self._chosen.hide()
        self._count = label("", "second")
        section.inner.addWidget(self._count)
        self.found = TaskList(_("What bodies said"))
        self.found.opened.connect(self._choose)
        section.inner.addWidget(self.found)

    # -- what happens ------------------------------------------------------------------------------------------

    def _row(self, each: PermissionRow) -> TaskRow:
        asked = each.permission.entity
        return TaskRow(f"{each.body.name_as_used}: {self._what(asked)}", _when(asked), _state(asked), asked.id)

    def _what(self, asked: Permission) -> str:
        if asked.kind is PermissionKind.NAME:
            return _("to be named")
        threat = self._titles.get(asked.section_id, "")
        words = _("“{words}”").format(words=asked.text)
        return _("{words}, on {threat}").format(words=words, threat=threat) if threat else words

    def _open(self, permission_id: object) -> None:
        found = next((each for each in self._rows if each.permission.entity.id == permission_id), None)
        if found is None or found.permission.entity.id != self._open_id():
            self.grant.clear()
        self._permission = found
        self._one.setVisible(found is not None)
        if found is not None:
            asked = found.permission.entity
            self._one.title.setText(f"{found.body.name_as_used}: {self._what(asked)}")
            self.grant.setVisible(not asked.stands)
            self.withdraw.setVisible(not asked.withdrawn_on)
            for widget in (self.withdraw, self.remove):
                widget.setEnabled(not self._read_only)

    def _open_id(self) -> str:
        return self._permission.permission.entity.id if self._permission is not None else ""

    def _choose(self, passage: Passage) -> None:
        self._passage = passage
        self._chosen.title.setText(_("{body}, on {threat}").format(body=passage.body, threat=passage.threat))
        self.quote.set_text(passage.text)
        self.good.setChecked(False)
        self._chosen.show()
        self.quote.area.setFocus()
        self.show_widget(self._chosen)

    def _ask(self) -> None:
        if self._passage is not None:
            self.asked.emit(self._passage, self.quote.text(), self.good.isChecked())
            self._chosen.hide()

    def _ask_to_name(self) -> None:
        if self.body_to_name.value():
            self.asked_to_name.emit(self.body_to_name.value())

    def _grant(self) -> None:
        if self._permission is not None:
            self.granted.emit(self._permission.permission.entity.id, *self.grant.values())

    def _with_id(self, signal: object) -> None:
        if self._permission is not None:
            signal.emit(self._permission.permission.entity.id)  # type: ignore[attr-defined] # a bound signal

    def _copy(self) -> None:
        if self._permission is not None:
            QGuiApplication.clipboard().setText(request_text(self._permission.permission.entity))
            self.tells.emit(_("The request is copied: paste it into an e-mail."))


def request_text(asked: Permission) -> str:
    """What a body is asked in an e-mail."""
    if asked.kind is PermissionKind.NAME:
        return _(
            "May the national summary for the Policing Minister name you? Please answer with the name and the role of"
            " the person who permits it, and the date."
        )
    return _(
        "May the national summary for the Policing Minister quote these words of yours?\n\n“{words}”\n\nThey are"
        " quoted without your name unless you permit that as well. Please answer with the name and the role of the"
        " person who permits it, and the date."
    ).format(words=asked.text)


def _waits(asked: Permission) -> bool:
    return not asked.stands and not asked.withdrawn_on


def _state(asked: Permission) -> State:
    if asked.withdrawn_on:
        return State(Symbol.CROSS, "bad", _("Withdrawn"))
    if asked.stands:
        return State(Symbol.CHECK, "good", _("Granted"))
    return State(Symbol.RING, "none", _("Asked"))


def _when(asked: Permission) -> str:
    if asked.withdrawn_on:
        return _("Withdrawn or refused on {date}").format(date=spoken_date(asked.withdrawn_on))
    if asked.stands:
        return _("Given by {name}, {role}, on {date}").format(
            name=asked.granted_by, role=asked.granted_role, date=spoken_date(asked.granted_on)
        )
    return _("Asked on {date}").format(date=spoken_date(asked.asked_on))


def _narrow(drop: DropDown) -> DropDown:
    """Names of bodies are long: the list shows them whole once it drops down, and does not widen the page."""
    drop.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    drop.setMinimumContentsLength(_LETTERS)
    return drop
