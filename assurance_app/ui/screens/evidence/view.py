"""The evidence library: how it is laid out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from assurance_app.application import library
from assurance_app.application.changes import Changed
from assurance_app.application.library import EvidencePage, EvidenceRow
from assurance_app.application.places import Place
from assurance_app.domain.entities import EvidenceRevision
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.screens.evidence.presenter import EvidencePresenter, matching
from assurance_app.ui.session import Session
from assurance_app.ui.states import State, Symbol
from assurance_app.ui.theme import STEP
from assurance_app.ui.typed import show_date
from assurance_app.ui.widgets.basics import Page, Reading, button, column, label, row
from assurance_app.ui.widgets.evidence_form import EvidenceForm
from assurance_app.ui.widgets.table import Table, TableRow
from assurance_app.words import _, ngettext


class EvidenceScreen(Screen):
    """The library as a table; an item as a page; a new item as a page."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._rows: tuple[EvidenceRow, ...] = ()
        self.presenter = EvidencePresenter(session, self)
        self._stack = QStackedWidget()
        column(self).addWidget(self._stack)
        self._library = self._build_library()
        self._item = self._build_item()
        self._new = self._build_new()
        for page in (self._library, self._item, self._new):
            self._stack.addWidget(page)

    def arrive(self, place: Place) -> None:
        """Load and show the place."""
        self.aside.emit(None)
        self.add.setVisible(not self._session.read_only)
        self.presenter.arrive(place)

    def leave(self) -> None:
        """Make a version of what was typed."""
        self.presenter.leave()

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it is shown here."""
        self.presenter.changed(changes, origin)

    def focus_first(self) -> None:
        """Begin at the first thing to do."""
        if self._stack.currentWidget() is self._library:
            self.filter.setFocus()
        else:
            self.form.title.setFocus()

    def go(self, place: Place) -> None:
        """Go elsewhere."""
        self.wants.emit(place)

    def show_library(self, rows: Sequence[EvidenceRow]) -> None:
        """Show the library."""
        self._rows = tuple(rows)
        self._show_matching()
        self._stack.setCurrentWidget(self._library)
        self.loaded.emit()

    def show_item(self, page: EvidencePage, revision: EvidenceRevision) -> None:
        """Show one item."""
        self._item_title.setText(revision.title)
        self.form.show_revision(revision)
        self.form.set_read_only(self._session.read_only)
        number = len(page.links)
        rests = ngettext(
            "{number} answer or statement rests on it", "{number} answers or statements rest on it", number
        )
        about = [_("Revision {number}").format(number=revision.number), rests.format(number=number)]
        if number:
            about.append(_("a change makes a new revision, and leaves what rests on this one as it is"))
        self._about.setText(" · ".join(about))
        withdrawn = page.evidence.entity.withdrawn
        self._withdrawn = withdrawn
        self.withdraw.setText(_("Use it again") if withdrawn else _("Withdraw it from use"))
        self.withdraw.setVisible(not self._session.read_only)
        self._stack.setCurrentWidget(self._item)
        self._item.verticalScrollBar().setValue(0)
        self.loaded.emit()

    # -- layout ------------------------------------------------------------------------------------------------

    def _build_library(self) -> QWidget:
        page = QWidget()
        body = column(page, margins=STEP * 3, spacing=STEP * 2)
        body.addWidget(label(_("Evidence"), "title"))
        self.add = button(_("&Add evidence…"), self._begin_new, "primary")
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Type part of a title, source or type"))
        self.filter.setAccessibleName(_("Find evidence by part of its title, source or type"))
        self.filter.setFixedWidth(STEP * 40)
        self.filter.textChanged.connect(lambda _text: self._show_matching())
        body.addLayout(row(self.filter, self.add, None))
        self._nothing = Reading()
        body.addWidget(self._nothing)
        self.table = Table(_("Evidence library"), (_("Title"), _("Type"), _("Date"), _("Source"), _("Used in")))
        self.table.opened.connect(lambda evidence_id: self.wants.emit(Place("evidence", item_id=evidence_id)))
        body.addWidget(self.table, 1)
        self._library_body = body
        body.addStretch(0)
        return page

    def _build_item(self) -> Page:
        page = Page()
        body = page.body
        body.setSpacing(STEP * 2)
        body.addLayout(row(button(_("‹ Evidence"), self.presenter.to_library, "quiet"), None))
        self._item_title = label("", "title")
        self._about = label("", "second")
        body.addWidget(self._item_title)
        body.addWidget(self._about)
        self.form = EvidenceForm(library.evidence_types())
        self.form.edited.connect(self.presenter.edited)
        body.addWidget(self.form)
        self._withdrawn = False
        self.withdraw = button("", lambda: self.presenter.withdraw(withdrawn=not self._withdrawn))
        self.save = button(_("Save and go to the library ›"), self.presenter.to_library, "primary")
        body.addLayout(row(self.withdraw, None, self.save))
        return page

    def _build_new(self) -> Page:
        page = Page()
        body = page.body
        body.setSpacing(STEP * 2)
        body.addWidget(label(_("New evidence"), "title"))
        self.new_form = EvidenceForm(library.evidence_types())
        body.addWidget(self.new_form)
        self.make = button(_("Add to the library"), self._add, "primary")
        body.addLayout(row(button(_("Cancel"), self._cancel_new), None, self.make))
        return page

    def _begin_new(self) -> None:
        self.new_form.clear()
        self._stack.setCurrentWidget(self._new)
        self.new_form.type.setFocus()

    def _cancel_new(self) -> None:
        self._stack.setCurrentWidget(self._library)

    def _add(self) -> None:
        lack = self.new_form.lacks()
        if lack:
            self.new_form.tell_fault(lack)
            self._new.show_widget(self.new_form)
            return
        self.presenter.add(self.new_form.values(), self._cancel_new)

    def _show_matching(self) -> None:
        found = matching(self._rows, self.filter.text())
        rows = []
        for item in found:
            revision = item.revision.entity
            used = ngettext("{number} place", "{number} places", item.used).format(number=item.used)
            texts = (revision.title, item.type_title, show_date(revision.date), revision.source, used)
            sorts = (revision.title.casefold(), item.type_title, revision.date, revision.source.casefold(), item.used)
            state = State(Symbol.DASH, "none", _("Withdrawn")) if item.withdrawn else None
            rows.append(TableRow(texts, sorts, item.evidence_id, state))
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.filter.setVisible(bool(self._rows))
        self._nothing.set_text(
            ""
            if rows
            else _("Nothing in the library has such words.")
            if self._rows
            else _(
                "The library is empty. Keep here what answers and statements rest on: the plan, minutes of scrutiny "
                "sessions, inspection reports, agreements. Each item is written down once and linked wherever it bears."
            )
        )
        self._library_body.setStretch(self._library_body.count() - 1, 0 if rows else 1)
