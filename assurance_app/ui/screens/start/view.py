"""The start screen: recent workspaces, open, sample, new."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assurance_app import paths
from assurance_app.domain.years import spoken_year
from assurance_app.ui.screens.start.presenter import SUFFIX, file_name, matching, recent_rows, years_offered
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import Page, button, card, column, empty, label, line, row
from assurance_app.ui.widgets.choices import Choices, DropDown
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.task_list import TaskList, TaskRow
from assurance_app.words import _


class StartScreen(QWidget):
    """Where a person begins."""

    open_wanted = Signal(object)
    """A `Path`."""
    open_dialog_wanted = Signal()
    sample_wanted = Signal()
    office_wanted = Signal(object, str, str)
    """Path, body id, year."""
    national_wanted = Signal(object, str)
    """Path, year."""

    def __init__(self) -> None:
        super().__init__()
        self._stack = QStackedWidget()
        column(self).addWidget(self._stack)
        self._stack.addWidget(self._build_front())
        self.new = NewWorkspace()
        self.new.cancelled.connect(lambda: self._stack.setCurrentIndex(0))
        self.new.office_wanted.connect(self.office_wanted)
        self.new.national_wanted.connect(self.national_wanted)
        self._stack.addWidget(self.new)

    def show_recent(self, recent: tuple[str, ...]) -> None:
        """Show the workspaces that were open before."""
        self._stack.setCurrentIndex(0)
        rows = recent_rows(recent)
        empty(self._recent)
        if not rows:
            self._recent.addWidget(
                label(
                    _("Nothing was open yet. Make a workspace for your office, or look round in the sample first."),
                    "second",
                )
            )
            return
        listed = TaskList(_("Recent workspaces"))
        listed.set_rows(
            [
                TaskRow(
                    one.name,
                    one.folder if one.is_there else _("{folder} (not there now)").format(folder=one.folder),
                    key=one.path,
                )
                for one in rows
            ]
        )
        listed.opened.connect(self.open_wanted)
        self._recent.addWidget(listed)

    def show_new(self) -> None:
        """Show the page for making a workspace."""
        self.new.begin()
        self._stack.setCurrentIndex(1)

    def _build_front(self) -> Page:
        page = Page()
        body = page.body
        body.setSpacing(STEP * 2)
        body.addWidget(label(_("SPR Assurance"), "title"))
        body.addWidget(
            label(
                _(
                    "The yearly account that a local policing body gives of its regard to the Strategic Policing "
                    "Requirement: from questions to a statement that can be signed."
                ),
                "reading",
            )
        )
        self.make = button(_("&New workspace…"), self.show_new, "primary")
        self.open = button(_("&Open…"), self.open_dialog_wanted.emit)
        self.sample = button(_("Look round in the &sample"), self.sample_wanted.emit)
        body.addLayout(FlowRow(self.make, self.open, self.sample))
        body.addSpacing(STEP)
        frame, inner = card()
        inner.addWidget(label(_("Recent workspaces"), "heading"))
        self._recent = QVBoxLayout()
        inner.addLayout(self._recent)
        body.addWidget(frame)
        return page


class NewWorkspace(Page):
    """Whose workspace it is, for which year, and where it is kept."""

    cancelled = Signal()
    office_wanted = Signal(object, str, str)
    national_wanted = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        from assurance_app.application.workspaces import known_bodies

        self._known = known_bodies()
        body = self.body
        body.setSpacing(STEP * 2)
        body.addWidget(label(_("New workspace"), "title"))
        self.kind = Choices(
            _("What it is for"),
            (
                ("office", _("An office: one body’s years")),
                ("national", _("The APCC: the returns of one year")),
            ),
            columns=1,
            can_clear=False,
        )
        self.kind.set_value("office")
        self.kind.chosen.connect(lambda _code: self._show_kind())
        body.addWidget(self.kind)
        self._body_part = self._build_bodies()
        body.addWidget(self._body_part)
        body.addLayout(self._build_year())
        body.addLayout(self._build_place())
        self._fault = label("", "fault")
        self._fault.hide()
        body.addWidget(self._fault)
        body.addWidget(line())
        self.make = button(_("Make the workspace"), self._make, "primary")
        body.addLayout(row(button(_("Cancel"), self.cancelled.emit), None, self.make))
        self._place_is_typed = False

    def begin(self) -> None:
        """A fresh page."""
        self.filter.clear()
        self.bodies.clearSelection()
        self._place_is_typed = False
        self._tell("")
        self._suggest_place()
        self.filter.setFocus()

    def chosen_body_id(self) -> str:
        """The id of the body that is chosen, or ""."""
        items = self.bodies.selectedItems()
        return str(items[0].data(Qt.ItemDataRole.UserRole)) if items else ""

    def _build_bodies(self) -> QWidget:
        part = QWidget()
        inner = column(part, spacing=STEP // 2)
        name = label(_("&Body"), "group")
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Type part of a name"))
        self.filter.setAccessibleName(_("Find a body by part of its name"))
        name.setBuddy(self.filter)
        self.bodies = QListWidget()
        self.bodies.setAccessibleName(_("Local policing bodies"))
        self.bodies.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.bodies.setFixedHeight(STEP * 24)
        self._none = label(_("No body has such a name."), "second")
        inner.addWidget(name)
        inner.addWidget(self.filter)
        inner.addWidget(self.bodies)
        inner.addWidget(self._none)
        self.filter.textChanged.connect(lambda _text: self._show_bodies())
        self.bodies.itemSelectionChanged.connect(self._suggest_place)
        self._show_bodies()
        return part

    def _build_year(self) -> QVBoxLayout:
        inner = column(spacing=STEP // 2)
        name = label(_("Reporting &year"), "group")
        today = dt.datetime.now().astimezone().date()
        self.year = DropDown((year, spoken_year(year)) for year in years_offered(today))
        self.year.setAccessibleName(_("Reporting year"))
        name.setBuddy(self.year)
        inner.addWidget(name)
        inner.addWidget(label(_("From 1 April to 31 March."), "second"))
        inner.addLayout(row(self.year, None))
        return inner

    def _build_place(self) -> QVBoxLayout:
        inner = column(spacing=STEP // 2)
        name = label(_("&Place"), "group")
        self.place = QLineEdit()
        self.place.setAccessibleName(_("Where the file is kept"))
        name.setBuddy(self.place)
        inner.addWidget(name)
        inner.addWidget(
            label(_("One file on this machine or a shared drive. Back it up as you do your other files."), "second")
        )
        line_of = QHBoxLayout()
        line_of.setSpacing(STEP)
        line_of.addWidget(self.place, 1)
        line_of.addWidget(button(_("&Choose…"), self._choose_place))
        inner.addLayout(line_of)
        self.place.textEdited.connect(lambda _text: self._typed_place())
        return inner

    def _show_bodies(self) -> None:
        chosen = self.chosen_body_id()
        self.bodies.clear()
        found = matching(self._known, self.filter.text())
        for body in found:
            item = QListWidgetItem(body.name_as_used)
            item.setToolTip(body.legal_name)
            item.setData(Qt.ItemDataRole.UserRole, body.id)
            self.bodies.addItem(item)
            if body.id == chosen or (len(found) == 1 and self.filter.text()):
                item.setSelected(True)
        self._none.setVisible(not found)

    def _show_kind(self) -> None:
        self._body_part.setVisible(self.kind.value() == "office")
        self._suggest_place()

    def _suggest_place(self) -> None:
        if not self._place_is_typed and hasattr(self, "place"):
            wanted = self.chosen_body_id()
            body = next((body for body in self._known if body.id == wanted), None)
            office = self.kind.value() == "office"
            known = body is not None or not office
            self.place.setText(str(paths.documents_folder() / file_name(body)) if known else "")

    def _typed_place(self) -> None:
        self._place_is_typed = True

    def _choose_place(self) -> None:
        start = self.place.text() or str(paths.documents_folder())
        chosen, _filter = QFileDialog.getSaveFileName(
            self, _("Where the workspace is kept"), start, _("Workspaces (*{suffix})").format(suffix=SUFFIX)
        )
        if chosen:
            self.place.setText(chosen if chosen.endswith(SUFFIX) else chosen + SUFFIX)
            self._place_is_typed = True

    def _make(self) -> None:
        office, body_id, place = self.kind.value() == "office", self.chosen_body_id(), self.place.text().strip()
        if office and not body_id:
            self._tell(_("Choose the body whose workspace it is."))
            self.filter.setFocus()
        elif not place:
            self._tell(_("Say where the file is kept."))
            self.place.setFocus()
        else:
            self._tell("")
            path = Path(place if place.endswith(SUFFIX) else place + SUFFIX)
            path.parent.mkdir(parents=True, exist_ok=True)
            if office:
                self.office_wanted.emit(path, body_id, self.year.value())
            else:
                self.national_wanted.emit(path, self.year.value())

    def _tell(self, fault: str) -> None:
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        if fault:
            self.show_widget(self._fault)
