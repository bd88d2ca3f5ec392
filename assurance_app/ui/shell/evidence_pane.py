"""What an answer or a statement rests on, beside it: linked items, linking others, adding a new one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QWidget

from assurance_app.application import library, library_steps
from assurance_app.application.changes import Outcome
from assurance_app.application.library import EvidenceRow
from assurance_app.application.library_steps import NewItem, Step
from assurance_app.application.recording import LinkedEvidence
from assurance_app.domain.entities import EvidenceRevision, Stored
from assurance_app.ui.screens.base import Aside
from assurance_app.ui.session import Session
from assurance_app.ui.theme import STEP
from assurance_app.ui.typed import show_date
from assurance_app.ui.undoing import Bulk
from assurance_app.ui.widgets.attachment_box import files_of, open_attachment
from assurance_app.ui.widgets.basics import Page, Reading, button, card, column, empty, label, row
from assurance_app.ui.widgets.evidence_form import EvidenceForm
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.task_list import TaskList, TaskRow
from assurance_app.words import _


class EvidencePane(Page):
    """The linked items; below them one of: nothing, the form for a new item, the library to link from."""

    def __init__(self, session: Session) -> None:
        super().__init__(wide=True, tight=True)
        self.setAcceptDrops(True)
        self._session = session
        self._aside: Aside | None = None
        self._is_drawn = True
        self._library: tuple[EvidenceRow, ...] = ()
        self._items = column(spacing=STEP)
        self.body.addLayout(self._items)
        self.add = button(_("Add new evidence…"), self._show_form)
        self.link = button(_("Link from the library…"), self._show_library)
        self._doors = QWidget()
        doors = column(self._doors)
        doors.addWidget(self.add)
        doors.addWidget(self.link)
        self.body.addWidget(self._doors)
        self._adding = self._build_form(session)
        self._linking = self._build_library()
        self.body.addWidget(self._adding)
        self.body.addWidget(self._linking)

    def show_aside(self, aside: Aside) -> None:
        """Show the evidence of what the person is working on."""
        same = self._aside is not None and self._aside.entity_id == aside.entity_id
        self._aside = aside
        self._is_drawn = False
        if self.isVisible():
            self._draw()
        self._doors.setVisible(not self._session.read_only)
        if not same:
            self._close_both()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed behind another tab is drawn when the person looks."""
        super().showEvent(event)
        if not self._is_drawn:
            self._draw()

    def _draw(self) -> None:
        self._is_drawn = True
        empty(self._items)
        evidence = self._aside.evidence if self._aside is not None else ()
        nothing = _("No evidence is linked yet. Link what this rests on, so that it can be found again.")
        cards: list[QWidget] = [self._card(linked) for linked in evidence] or [label(nothing, "second")]
        for part in cards:
            self._items.addWidget(part)
            # What comes into a pane that is being shown would be seen one step later than the pane.
            part.show()

    def _build_form(self, session: Session) -> QWidget:
        part = QWidget()
        inner = column(part, spacing=STEP * 2)
        inner.addWidget(label(_("New evidence"), "heading"))
        self.form = EvidenceForm(library.evidence_types(), session, short=True)
        inner.addWidget(self.form)
        self.save = button(_("Add and link"), self._add, "primary")
        inner.addLayout(FlowRow(self.save, button(_("Cancel"), self._cancel_form)))
        part.hide()
        return part

    def _build_library(self) -> QWidget:
        part = QWidget()
        inner = column(part)
        inner.addWidget(label(_("Link from the library"), "heading"))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Type part of a title or source"))
        self.filter.setAccessibleName(_("Find evidence by part of its title or source"))
        self.filter.textChanged.connect(lambda _text: self._filter_library())
        self.found = TaskList(_("Evidence in the library"))
        self.found.opened.connect(self._link)
        self._nothing = label("", "second")
        inner.addWidget(self.filter)
        inner.addWidget(self._nothing)
        inner.addWidget(self.found)
        inner.addLayout(row(button(_("Cancel"), self._close_both), None))
        part.hide()
        return part

    def _card(self, linked: LinkedEvidence) -> QFrame:
        revision = linked.revision
        frame, inner = card(margins=STEP)
        inner.addWidget(label(revision.title, "group"))
        about = (library.type_title(revision.type), show_date(revision.date), revision.source, revision.locator)
        inner.addWidget(label(" · ".join(part for part in about if part), "second"))
        inner.addWidget(Reading(revision.shows))
        if linked.withdrawn:
            inner.addWidget(label(_("Withdrawn from use: link something else, or take it up again."), "fault"))
        if revision.attachment:
            inner.addLayout(row(self._opener(revision), None))
        if self._session.read_only:
            return frame
        if linked.newest > revision.number:
            inner.addWidget(label(_("There is a newer revision. What stands here stays until you use it."), "second"))
            newer = button(_("Use the newer revision"), lambda: self._use_newest(linked), "quiet")
            inner.addLayout(row(newer, None))
        unlink = button(_("Unlink"), lambda: self._unlink(linked), "quiet")
        unlink.setAccessibleName(_("Unlink {title}").format(title=revision.title))
        inner.addLayout(row(unlink, None))
        return frame

    def _opener(self, revision: EvidenceRevision) -> QPushButton:
        made = button(
            _("Open the file"), lambda: open_attachment(self._session, revision.attachment, revision.attachment_name)
        )
        made.setAccessibleName(_("Open {name}").format(name=revision.attachment_name))
        return made

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if files_of(event.mimeData()) and not self._session.read_only and self._aside is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A file dropped beside the page begins a new item that holds it."""
        event.acceptProposedAction()
        if not self._adding.isVisible():
            self._show_form()
        self.form.attachment.offer(files_of(event.mimeData())[0])

    def _show_form(self) -> None:
        self._close_both()
        # What was begun beside another page is gone on with; Cancel lets it go.
        if not self.form.values():
            self.form.clear()
        self._adding.show()
        self._doors.hide()
        self.form.type.setFocus()
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self.save))
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self.form.type, 0, STEP * 10))

    def _show_library(self) -> None:
        self._close_both()
        self._linking.show()
        self._doors.hide()
        self.filter.clear()
        self.filter.setFocus()
        self._session.run(library.list_evidence, self._session.cycle_id, done=self._take_library)

    def _close_both(self) -> None:
        self._adding.hide()
        self._linking.hide()
        self._doors.setVisible(not self._session.read_only)

    def _take_library(self, rows: tuple[EvidenceRow, ...]) -> None:
        self._library = rows
        self._filter_library()

    def _filter_library(self) -> None:
        linked = {item.revision.evidence_id for item in self._aside.evidence} if self._aside else set()
        words = self.filter.text().casefold().split()
        rows = []
        for item in self._library:
            revision = item.revision.entity
            text = f"{revision.title} {revision.source} {item.type_title}".casefold()
            if item.evidence_id not in linked and not item.withdrawn and all(word in text for word in words):
                rows.append(
                    TaskRow(revision.title, f"{item.type_title} · {revision.source}".strip(" ·"), key=revision.id)
                )
        self.found.set_rows(rows)
        self.found.setVisible(bool(rows))
        self._nothing.setText(
            _("The library has nothing else to link.") if not words else _("Nothing in the library has such words.")
        )
        self._nothing.setVisible(not rows)

    def _add(self) -> None:
        lack = self.form.lacks()
        if lack:
            self.form.tell_fault(lack)
            return
        if self._aside is None:
            return
        self._session.commit_all()
        content = replace(EvidenceRevision("", "", 1, "", ""), **self.form.values())
        target = (self._aside.target_kind, self._aside.entity_id)
        cycle_id = self._session.cycle_id

        def work(workspace: Any) -> Outcome[Any]:
            return library.add_evidence(workspace, cycle_id, content, link_to=target)

        self._session.run(work, done=self._added)

    def _added(self, stored: Stored[EvidenceRevision]) -> None:
        self._session.remember(Bulk(library_steps.put_back, NewItem(stored.entity)))
        self._cancel_form()

    def _cancel_form(self) -> None:
        self.form.clear()
        self._close_both()

    def _link(self, revision_id: str) -> None:
        if self._aside is not None:
            target = (self._aside.target_kind, self._aside.entity_id)
            self._session.run(library_steps.link, self._session.cycle_id, revision_id, *target, done=self._linked)

    def _linked(self, step: Step) -> None:
        self._session.remember(Bulk(library_steps.put_back, step))
        self._close_both()

    def _unlink(self, linked: LinkedEvidence) -> None:
        self._session.run(library_steps.unlink, linked.link_id, done=self._remember)

    def _remember(self, step: Step) -> None:
        self._session.remember(Bulk(library_steps.put_back, step))

    def _use_newest(self, linked: LinkedEvidence) -> None:
        if self._aside is None:
            return
        target, cycle_id = (self._aside.target_kind, self._aside.entity_id), self._session.cycle_id

        def work(workspace: Any) -> Outcome[Step]:
            newest = library.load_evidence(workspace, linked.revision.evidence_id).revisions[0].entity
            return library_steps.link(workspace, cycle_id, newest.id, *target)

        self._session.run(work, done=self._remember)
