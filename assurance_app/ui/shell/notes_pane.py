"""Notes beside what the person is working on: a thread, and a box for the next one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from assurance_app.application.changes import Changed
from assurance_app.domain.entities import Stored, kind_of
from assurance_app.domain.notes import Note
from assurance_app.ui.conversation import Conversation
from assurance_app.ui.screens.base import Aside, NotesOnly
from assurance_app.ui.session import Session
from assurance_app.ui.shell.history_pane import spoken_moment
from assurance_app.ui.states import Mark, Symbol
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import Page, Reading, button, card, column, empty, label, row
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.text_area import Writing
from assurance_app.words import _


class NoteThread(QWidget):
    """The notes on one item, open ones first to last with resolved ones among them, and the box for a new one."""

    counted = Signal(int, int)
    """How many notes there are, and how many of them are open."""

    def __init__(self, session: Session, nothing: str) -> None:
        super().__init__()
        self._session = session
        self._nothing = nothing
        self._shown: tuple[tuple[Stored[Note], ...], bool] | None = None
        self.conversation = Conversation(session, self)
        body = column(self, spacing=STEP * 2)
        self._notes = column(spacing=STEP)
        body.addLayout(self._notes)
        self.writing = Writing(_("&New note"), help_text=_("For the office alone: no document ever holds it."), lines=3)
        self.writing.edited.connect(self.conversation.typed)
        self.writing.area.installEventFilter(self)
        self.add = button(_("Add note"), self.conversation.add)
        self.add.setToolTip(_("Ctrl+Return in the box adds it too"))
        self._entry = QWidget()
        entry = column(self._entry)
        entry.addWidget(self.writing)
        entry.addLayout(row(self.add, None))
        body.addWidget(self._entry)
        session.changed.connect(self._changed)
        session.save_failed.connect(self._failed)

    def show_on(self, target_kind: str, target_id: str) -> None:
        """Show the thread on an item."""
        self._entry.setVisible(not self._session.read_only)
        self.conversation.arrive(target_kind, target_id)

    def show_thread(self, notes: Sequence[Stored[Note]]) -> None:
        """Show the notes, oldest first."""
        shown = (tuple(notes), self._session.read_only)
        if shown != self._shown:
            self._shown = shown
            empty(self._notes)
            if not notes:
                self._notes.addWidget(label(self._nothing, "second"))
            for stored in notes:
                self._notes.addWidget(self._card(stored))
        self.counted.emit(len(notes), sum(1 for stored in notes if not stored.entity.is_resolved))

    def show_writing(self, text: str) -> None:
        """Show these words in the box for a new note."""
        self.writing.set_text(text)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """In the box Ctrl+Return adds the note; elsewhere it goes on to the next question."""
        if event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and isinstance(event, QKeyEvent):
            is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_return and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                if event.type() == QEvent.Type.KeyPress:
                    self.conversation.add()
                event.accept()
                return True
        return False

    def _changed(self, changes: Sequence[Changed], origin: object) -> None:
        self.conversation.changed(changes, origin)

    def _failed(self, saver: object, problem: object) -> None:
        self.conversation.failed(saver)

    def _card(self, stored: Stored[Note]) -> QFrame:
        note = stored.entity
        frame, inner = card(margins=STEP)
        mark = Mark()
        mark.show_symbol(*((Symbol.CHECK, "good") if note.is_resolved else (Symbol.RING, "accent")))
        state = label(_("Resolved") if note.is_resolved else _("Open"), "group", wrap=False)
        inner.addLayout(row(mark, state, None))
        said = _("{when}, {who}").format(when=spoken_moment(note.at), who=note.by)
        inner.addWidget(label(said, "second"))
        inner.addWidget(Reading(note.text))
        if not self._session.read_only:
            resolved = not note.is_resolved
            words = _("Resolve") if resolved else _("Open again")
            resolve = button(words, lambda: self.conversation.resolve(stored, resolved=resolved), "quiet")
            resolve.setAccessibleName(_("{act}: note of {said}").format(act=words, said=said))
            remove = button(_("Remove"), lambda: self.conversation.remove(stored), "quiet")
            remove.setAccessibleName(_("{act}: note of {said}").format(act=_("Remove"), said=said))
            inner.addLayout(FlowRow(resolve, remove))
        return frame


class NotesPane(Page):
    """The tab beside a page: the thread on what the page is about."""

    counted = Signal(int, int)
    """How many notes there are, and how many of them are open."""

    def __init__(self, session: Session) -> None:
        super().__init__(wide=True, tight=True)
        self.talk = NoteThread(
            session, _("No notes yet. Ask a colleague something about this, or say what is still to be looked at.")
        )
        self.talk.counted.connect(self.counted)
        self.body.addWidget(self.talk)

    def show_aside(self, aside: Aside | NotesOnly | None) -> None:
        """Show the notes on what the person is working on; None: they work on nothing that has any."""
        if aside is None:
            self.talk.conversation.leave()
        else:
            self.talk.show_on(kind_of(aside.entity_type), aside.entity_id)


def tab_title(of: int, still_open: int) -> str:
    """The tab's title, with how many notes are open; where all are resolved, with how many there are."""
    if still_open:
        return _("Notes {number}").format(number=still_open)
    return _("Notes ({number})").format(number=of) if of else _("Notes")
