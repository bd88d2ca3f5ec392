"""Screens that show entries in tables and one entry on a page: how they are laid out."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from assurance_app.application.changes import Changed
from assurance_app.application.places import Place
from assurance_app.domain.text import clean_text
from assurance_app.domain.values import TargetKind
from assurance_app.ui.screens.base import NotesOnly, Screen
from assurance_app.ui.screens.entries import EntriesPresenter
from assurance_app.ui.session import Session
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import Page, Reading, button, column, label, row
from assurance_app.ui.widgets.clearance_box import ClearanceBox
from assurance_app.ui.widgets.entry_form import EntryForm
from assurance_app.ui.widgets.entry_line import EntryLine
from assurance_app.ui.widgets.table import Table, TableRow
from assurance_app.words import _

_MOST_ROWS = 12
"""A table on a page grows to so many rows, and scrolls from there."""
_FILTER_FROM = 6
"""From so many rows on there is a line to filter them."""


class TableBlock(QWidget):
    """A heading, a sentence, a line for one more, and a table that filters, sorts, copies and keeps its columns."""

    def __init__(
        self,
        heading: str,
        columns: Sequence[str],
        *,
        nothing: str,
        help_text: str = "",
        adder: QWidget | None = None,
        most: int = _MOST_ROWS,
        widest: int = 0,
        newest_first: bool = False,
    ) -> None:
        super().__init__()
        self._rows: tuple[TableRow, ...] = ()
        self._nothing_yet = nothing
        self._most = most
        body = column(self, spacing=STEP)
        body.addWidget(label(heading, "heading"))
        if help_text:
            body.addWidget(label(help_text, "second"))
        self.adder = adder
        if adder is not None:
            body.addWidget(adder)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Show only what has these words"))
        self.filter.setAccessibleName(_("Filter: {what}").format(what=heading))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(STEP * 40)
        self.filter.textChanged.connect(lambda _text: self._show())
        body.addWidget(self.filter)
        self._nothing = Reading()
        body.addWidget(self._nothing)
        self.table = Table(heading, columns, widest=widest)
        if newest_first:
            self.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        body.addWidget(self.table)

    def show_rows(self, rows: Sequence[TableRow]) -> None:
        """Show these, as far as the filter lets them through."""
        self._rows = tuple(rows)
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "table"):
            self._fit()

    def _show(self) -> None:
        words = self.filter.text().casefold().split()
        found = [row for row in self._rows if all(word in " ".join(row.texts).casefold() for word in words)]
        self.filter.setVisible(len(self._rows) >= _FILTER_FROM or bool(words))
        self.table.setVisible(bool(found))
        self.table.set_rows(found)
        self._nothing.set_text("" if found else _("Nothing has such words.") if self._rows else self._nothing_yet)
        self._fit()

    def _fit(self) -> None:
        rows = min(max(len(self.table.rows), 1), self._most)
        header = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(header + rows * self.table.verticalHeader().defaultSectionSize() + STEP * 2)


class Adder(QWidget):
    """A line to type the title of one more, and its button; `wanted` is called with the clean text."""

    def __init__(self, words: str, button_words: str, wanted: Callable[[str], object]) -> None:
        super().__init__()
        self._wanted = wanted
        self.line = EntryLine(words)
        self.line.setMinimumWidth(STEP * 30)
        self.line.setMaximumWidth(STEP * 60)
        self.add = button(button_words, self._add)
        self.line.entered.connect(self._add)
        inner = row(self.line, self.add, None)
        inner.setStretch(0, 1)
        self.setLayout(inner)

    def _add(self) -> None:
        text = clean_text(self.line.text()).strip()
        if text:
            self.line.clear()
            self._wanted(text)
        else:
            self.line.setFocus()


class EntryPage(Page):
    """One entry: the way back, what it is, its form, its clearance where it needs one."""

    def __init__(
        self,
        back: str,
        title: str,
        form: EntryForm,
        presenter: EntriesPresenter,
        *,
        clearance: TargetKind | None = None,
        remove: str = "",
        head: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.form = form
        self._presenter = presenter
        body = self.body
        body.setSpacing(STEP * 2)
        self.back = button(_("‹ {screen}").format(screen=back), presenter.to_list, "quiet")
        body.addLayout(row(self.back, None))
        self.heading = label(title, "title")
        self.about = label("", "second")
        self.fault = label("", "fault")
        body.addWidget(self.heading)
        body.addWidget(self.about)
        body.addWidget(self.fault)
        if head is not None:
            body.addWidget(head)
        body.addWidget(form)
        self.clearance: ClearanceBox | None = None
        if clearance is not None:
            self.clearance = ClearanceBox()
            self.clearance.given.connect(
                lambda name, role, day: presenter.clear(clearance, clean_text(name), clean_text(role), day)
            )
            self.clearance.taken_back.connect(presenter.take_clearance_back)
            body.addWidget(self.clearance)
        self.remove = button(remove or _("Remove"), presenter.remove)
        self.save = button(_("Save and go back ›"), presenter.to_list, "primary")
        body.addLayout(row(self.remove, None, self.save))
        form.edited.connect(presenter.edited)
        form.left.connect(presenter.leave)
        self.show_about("")
        self.show_fault("")

    def show_about(self, text: str) -> None:
        """A line beneath the title."""
        self.about.setText(text)
        self.about.setVisible(bool(text))

    def show_fault(self, text: str) -> None:
        """What does not fit together, if anything."""
        self.fault.setText(text)
        self.fault.setVisible(bool(text))


class EntryScreen(Screen):
    """A page of tables and a page for each kind of entry, made when it is first opened."""

    presenter: EntriesPresenter
    name = ""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stack = QStackedWidget()
        column(self).addWidget(self._stack)
        self.blocks: dict[str, TableBlock] = {}
        self.items: dict[str, EntryPage] = {}
        self._kept: dict[str, str] = {}
        self._list: Page | None = None
        self._comes_back = False

    # -- what each screen builds -----------------------------------------------------------------------------------

    @abstractmethod
    def build_list(self) -> Page:
        """The page of tables."""

    @abstractmethod
    def build_item(self, kind: str) -> EntryPage:
        """The page of an entry of a kind."""

    @abstractmethod
    def fill_list(self, page: Any) -> None:
        """Show the tables' rows."""

    @abstractmethod
    def fill_item(self, kind: str, item: EntryPage, page: Any, entity: Any) -> None:
        """Show an entry."""

    def entry_changed(self, kind: str, page: Any, entity: Any) -> None:
        """The person changed the entry: nothing follows from it, unless a screen says so."""

    def block(self, name: str, made: TableBlock, opens: Callable[[Any], str]) -> TableBlock:
        """Keep a table; a row opens the entry whose place `opens` makes of its key."""
        made.table.opened.connect(lambda key: self.go(Place(self.name, item_id=opens(key))))
        made.table.put_kept(self._kept.get(f"{self.name}.{name}", ""))
        self.blocks[name] = made
        return made

    # -- the window's side -------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Load and show the place."""
        self.aside.emit(None)
        self._comes_back = self._list is not None and self._stack.currentWidget() is not self._list
        self.presenter.arrive(place)

    def leave(self) -> None:
        """Make a version of what was typed."""
        self.presenter.leave()

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it is shown here."""
        self.presenter.changed(changes, origin)

    def focus_first(self) -> None:
        """Begin at the first thing to do."""
        item = self.items.get(self.presenter.kind)
        if item is not None:
            item.form.focus_first()
            return
        first = next((one for one in self.blocks.values() if one.table.rows), None)
        if first is not None:
            first.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._list is not None:
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Save, and go back to the tables."""
        if self.presenter.kind:
            self.presenter.to_list()

    def kept(self) -> dict[str, str]:
        """The columns, for the settings."""
        found = {f"{self.name}.{name}": block.table.kept() for name, block in self.blocks.items()}
        return {name: text for name, text in found.items() if text}

    def put_kept(self, kept: dict[str, str]) -> None:
        """The columns as they were."""
        self._kept = dict(kept)
        for name, block in self.blocks.items():
            block.table.put_kept(kept.get(f"{self.name}.{name}", ""))

    # -- the presenter's side ----------------------------------------------------------------------------------

    def show_list(self, page: Any) -> None:
        """Show the tables."""
        if self._list is None:
            self._list = self.build_list()
            self._stack.addWidget(self._list)
        for block in self.blocks.values():
            if block.adder is not None:
                block.adder.setVisible(not self._session.read_only)
        self.fill_list(page)
        self._stack.setCurrentWidget(self._list)
        if self._comes_back:
            self._comes_back = False
            self.focus_first()
        self.loaded.emit()

    def show_entry(self, kind: str, page: Any, entity: Any, *, fresh: bool) -> None:
        """Show one entry."""
        if kind not in self.items:
            self.items[kind] = self.build_item(kind)
            self._stack.addWidget(self.items[kind])
        item = self.items[kind]
        item.form.set_read_only(self._session.read_only)
        item.remove.setVisible(not self._session.read_only)
        self.fill_item(kind, item, page, entity)
        self._stack.setCurrentWidget(item)
        self.aside.emit(NotesOnly(type(entity), entity.id))
        if fresh:
            item.verticalScrollBar().setValue(0)
            item.form.focus_first()
        self.loaded.emit()

    def show_clearance(self, item: EntryPage, clearance: Any, entity: Any) -> None:
        """Show who cleared it. What is cleared stays as it was cleared."""
        if item.clearance is not None:
            item.clearance.show_clearance(clearance, entity.disclosure, read_only=self._session.read_only)
            item.form.set_read_only(self._session.read_only or clearance is not None)

    def tell(self, sentence: str) -> None:
        """Say what was done."""
        self.tells.emit(sentence, "done")

    def go(self, place: Place) -> None:
        """Go elsewhere."""
        self.wants.emit(place)
