"""The evidence library: how it is laid out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget

from assurance_app.application import library
from assurance_app.application.changes import Changed
from assurance_app.application.library import EvidencePage, EvidenceRow, UsedBy
from assurance_app.application.places import Place
from assurance_app.domain.entities import Evidence, EvidenceRevision
from assurance_app.domain.years import spoken_year
from assurance_app.ui.screens.base import NotesOnly, Screen
from assurance_app.ui.screens.evidence.library_page import LibraryPage
from assurance_app.ui.screens.evidence.presenter import EvidencePresenter
from assurance_app.ui.session import Session
from assurance_app.ui.states import State, Symbol
from assurance_app.ui.theme import STEP
from assurance_app.ui.typed import show_date
from assurance_app.ui.widgets.basics import Page, Reading, button, column, label, row
from assurance_app.ui.widgets.evidence_form import EvidenceForm
from assurance_app.ui.widgets.task_list import TaskList, TaskRow
from assurance_app.words import _, ngettext

KEPT = "columns.evidence"


class EvidenceScreen(Screen):
    """The library as a table; an item as a page; a new item as a page."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown = ""
        self._dropped: tuple[Path, ...] = ()
        self._is_adding = self._was_kept = False
        self.presenter = EvidencePresenter(session, self)
        self._stack = QStackedWidget()
        column(self).addWidget(self._stack)
        self.add = button(_("&Add evidence…"), self._begin_new, "primary")
        self.library = LibraryPage(self.presenter, library.evidence_types(), self.add)
        self.library.opened.connect(lambda evidence_id: self.wants.emit(Place("evidence", item_id=evidence_id)))
        self.library.dropped.connect(self._begin_with)
        self.table, self.filter = self.library.table, self.library.filter
        self._item = self._build_item()
        self._new = self._build_new()
        for page in (self.library, self._item, self._new):
            self._stack.addWidget(page)

    def arrive(self, place: Place) -> None:
        """Load and show the place."""
        self.aside.emit(NotesOnly(Evidence, place.item_id) if place.item_id else None)
        self.add.setVisible(not self._session.read_only)
        self.library.set_read_only(self._session.read_only)
        self.presenter.arrive(place)

    def leave(self) -> None:
        """Make a version of what was typed; a new item is kept as it stands, unless it still lacks something."""
        self.presenter.leave()
        is_new = self._stack.currentWidget() is self._new and bool(self.new_form.values())
        if is_new and not self.new_form.lacks() and not self._is_adding and not self._session.read_only:
            self._is_adding = True
            self.presenter.add(self.new_form.values(), self._note_kept)

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it is shown here."""
        self.presenter.changed(changes, origin)

    def focus_first(self) -> None:
        """Begin at the first thing to do."""
        if self._stack.currentWidget() is self.library:
            self.filter.setFocus()
        else:
            self.form.title.setFocus()

    def go(self, place: Place) -> None:
        """Go elsewhere."""
        self.wants.emit(place)

    def show_library(self, rows: Sequence[EvidenceRow]) -> None:
        """Show the library."""
        self._let_go_of_kept()
        self.library.show_rows(rows)
        # A new item that is being written down is not left for what changed meanwhile.
        if self._stack.currentWidget() is not self._new:
            self._stack.setCurrentWidget(self.library)
        self.loaded.emit()

    def tell_breaks(self, titles: Sequence[str]) -> None:
        """Say what would rest on nothing if what is selected were withdrawn."""
        self.library.tell_breaks(titles)

    def tell(self, sentence: str, kind: str = "done") -> None:
        """Say what was done."""
        self.tells.emit(sentence, kind)

    def kept(self) -> dict[str, str]:
        """The columns, for the settings."""
        text = self.table.kept()
        return {KEPT: text} if text else {}

    def put_kept(self, kept: dict[str, str]) -> None:
        """The columns as they were."""
        self.table.put_kept(kept.get(KEPT, ""))

    def show_item(self, page: EvidencePage, revision: EvidenceRevision) -> None:
        """Show one item."""
        self._let_go_of_kept()
        self._item_title.setText(revision.title)
        self.form.show_revision(revision)
        self.form.set_read_only(self._session.read_only)
        number = len(page.links)
        rests = ngettext("{number} place rests on it", "{number} places rest on it", number)
        about = [_("Revision {number}").format(number=revision.number), rests.format(number=number)]
        if number:
            about.append(_("a change makes a new revision, and leaves what rests on this one as it is"))
        if page.out_of_date:
            about.append(_("out of date: look at it again, then give it another day"))
        self._about.setText(" · ".join(about))
        self._show_uses(page)
        self._show_earlier(page)
        withdrawn = page.evidence.entity.withdrawn
        self._withdrawn = withdrawn
        self.withdraw.setText(_("Use it again") if withdrawn else _("Withdraw it from use"))
        self.withdraw.setVisible(not self._session.read_only)
        is_other = self._shown != page.evidence.entity.id or self._stack.currentWidget() is not self._item
        self._shown = page.evidence.entity.id
        self._stack.setCurrentWidget(self._item)
        if is_other:
            self._item.verticalScrollBar().setValue(0)
        self.loaded.emit()

    def _show_uses(self, page: EvidencePage) -> None:
        alone = sum(1 for use in page.used_by if use.alone)
        self._uses_title.setText(_("Used by") if page.used_by else _("Unused: nothing rests on it"))
        words = ngettext(
            "If it were withdrawn, {number} of these would rest on nothing.",
            "If it were withdrawn, {number} of these would rest on nothing.",
            alone,
        )
        withdrawn = page.evidence.entity.withdrawn
        none = _("If it were withdrawn, each of these would still rest on something else.")
        told = words.format(number=alone) if alone else none
        self._breaks.setText(told if page.used_by and not withdrawn else "")
        self._breaks.setVisible(bool(self._breaks.text()))
        newest = page.revisions[0].entity.number
        self.uses.set_rows([_use_row(use, newest) for use in page.used_by])
        self.uses.setVisible(bool(page.used_by))

    def _show_earlier(self, page: EvidencePage) -> None:
        lines = []
        for stored in page.revisions[1:]:
            number = sum(1 for link in page.links if link.revision_id == stored.entity.id)
            words = ngettext(
                "Revision {revision}: {title}, of {day}; {number} place rests on it",
                "Revision {revision}: {title}, of {day}; {number} places rest on it",
                number,
            )
            day = show_date(stored.saved_at[:10])
            lines.append(words.format(revision=stored.entity.number, title=stored.entity.title, day=day, number=number))
        self._earlier_title.setVisible(bool(lines))
        self._earlier.set_text("\n".join(lines))

    # -- layout ------------------------------------------------------------------------------------------------

    def _build_item(self) -> Page:
        page = Page()
        body = page.body
        body.setSpacing(STEP * 2)
        body.addLayout(row(button(_("‹ Evidence"), self.presenter.to_library, "quiet"), None))
        self._item_title = label("", "title")
        self._about = label("", "second")
        body.addWidget(self._item_title)
        body.addWidget(self._about)
        self.form = EvidenceForm(library.evidence_types(), self._session)
        self.form.edited.connect(self.presenter.edited)
        body.addWidget(self.form)
        self._withdrawn = False
        self.withdraw = button("", lambda: self.presenter.withdraw(withdrawn=not self._withdrawn))
        self.save = button(_("Save and go to the library ›"), self.presenter.to_library, "primary")
        body.addLayout(row(self.withdraw, None, self.save))
        self._uses_title = label("", "heading")
        self._breaks = label("", "second")
        self.uses = TaskList(_("Used by"))
        self.uses.opened.connect(self.wants)
        self._earlier_title = label(_("Earlier revisions"), "heading")
        self._earlier = Reading()
        for part in (self._uses_title, self._breaks, self.uses, self._earlier_title, self._earlier):
            body.addWidget(part)
        return page

    def _build_new(self) -> Page:
        page = Page()
        body = page.body
        body.setSpacing(STEP * 2)
        body.addWidget(label(_("New evidence"), "title"))
        self.new_form = EvidenceForm(library.evidence_types(), self._session)
        self.new_form.edited.connect(self._note_typed)
        body.addWidget(self.new_form)
        self.make = button(_("Add to the library"), self._add, "primary")
        body.addLayout(row(button(_("Cancel"), self._cancel_new), None, self.make))
        return page

    def _begin_with(self, files: tuple[Path, ...]) -> None:
        if files:
            self._begin_new()
            self._dropped = files[1:]
            self.new_form.attachment.offer(files[0])

    def _begin_new(self) -> None:
        self._is_adding = False
        # What was begun and left for another page is gone on with; Cancel lets it go.
        if not self.new_form.values():
            self._dropped = ()
            self.new_form.clear()
        self._stack.setCurrentWidget(self._new)
        self.new_form.type.setFocus()

    def _note_typed(self) -> None:
        # Where it was refused before, it is tried again as it stands now.
        self._is_adding = False

    def _note_kept(self) -> None:
        # The page may be gone by now, with its year: nothing is drawn here.
        self._is_adding, self._was_kept = False, True

    def _let_go_of_kept(self) -> None:
        if self._was_kept:
            self._added()

    def _cancel_new(self) -> None:
        self._dropped = ()
        self.new_form.clear()
        self._stack.setCurrentWidget(self.library)

    def _added(self) -> None:
        self._is_adding = self._was_kept = False
        # Of several files that were dropped, the next one is asked about.
        if self._dropped:
            self.new_form.clear()
            self._begin_with(self._dropped)
        else:
            self._cancel_new()

    def _add(self) -> None:
        lack = self.new_form.lacks()
        if lack:
            self.new_form.tell_fault(lack)
            self._new.show_widget(self.new_form)
            return
        self._is_adding = True
        self.presenter.add(self.new_form.values(), self._added)


def _use_row(use: UsedBy, newest: int) -> TaskRow:
    parts = [use.kind, spoken_year(use.year)]
    if use.number < newest:
        parts.append(_("rests on revision {number}").format(number=use.number))
    state = State(Symbol.CROSS, "bad", _("Rests on this alone")) if use.alone else None
    return TaskRow(use.title, " · ".join(parts), state, use.place)
