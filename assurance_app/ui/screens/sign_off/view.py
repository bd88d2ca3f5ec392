"""Sign-off: how it is laid out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from assurance_app.application.after_approval import YearAfter
from assurance_app.application.changes import Changed
from assurance_app.application.checking import ChecksPage
from assurance_app.application.places import Place
from assurance_app.application.signing import SigningState
from assurance_app.domain.text import clean_text
from assurance_app.domain.years import spoken_year
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.screens.sign_off.presenter import SignOffPresenter, changed_rows, check_rows, open_rows
from assurance_app.ui.screens.sign_off.since import SinceApproval
from assurance_app.ui.session import Session
from assurance_app.ui.shell.history_pane import spoken_moment
from assurance_app.ui.states import Mark, Symbol
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import Page, button, card, column, label, row
from assurance_app.ui.widgets.task_list import TaskList
from assurance_app.words import _, ngettext
from assurance_app.words.labels import label as word


class SignOffScreen(Screen):
    """Where the year stands, what is open, and the approval."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.presenter = SignOffPresenter(session, self)
        page = Page()
        self._page = page
        column(self).addWidget(page)
        body = page.body
        body.setSpacing(STEP * 2)
        self._title = label(_("Sign-off"), "title")
        body.addWidget(self._title)
        frame, inner = card()
        self._mark = Mark()
        self._state = label("", "group", wrap=False)
        self._who = label("", "second")
        self._print = label("", "second")
        inner.addLayout(row(self._mark, self._state, None))
        inner.addWidget(self._who)
        inner.addWidget(self._print)
        self.revoke = button(_("Take the approval back"), self.presenter.revoke)
        inner.addLayout(row(self.revoke, None))
        body.addWidget(frame)
        self._changed_title = label(_("Changed since approval"), "heading")
        self.changed_list = TaskList(_("Changed since approval"))
        self.changed_list.opened.connect(self.wants)
        body.addWidget(self._changed_title)
        body.addWidget(self.changed_list)
        self._form = self._build_form()
        body.addWidget(self._form)
        self.since = SinceApproval()
        self.since.stepped.connect(self.presenter.step)
        body.addWidget(self.since)
        self.since.hide()
        self._open_title = label("", "heading")
        self._open_note = label(
            _("What is open never stops an approval. The office-holder decides with it in view."), "second"
        )
        self.open_list = TaskList(_("What is open"))
        self.open_list.opened.connect(self.wants)
        body.addWidget(self._open_title)
        body.addWidget(self._open_note)
        body.addWidget(self.open_list)
        self._checks_title = label("", "heading")
        self.checks_list = TaskList(_("Open checks"))
        self.checks_list.opened.connect(self.wants)
        self._all_checks = button(_("To the checks ›"), lambda: self.wants.emit(Place("checks")), "quiet")
        body.addWidget(self._checks_title)
        body.addWidget(self.checks_list)
        body.addLayout(row(self._all_checks, None))

    def arrive(self, place: Place) -> None:
        """Load and show the place."""
        self.aside.emit(None)
        self.presenter.arrive()

    def leave(self) -> None:
        """Keep the step that is being typed."""
        if self.since.isVisible():
            self.since.leave()

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it is shown here."""
        self.presenter.changed(changes)

    def focus_first(self) -> None:
        """Begin at the first thing to do."""
        (self.name if self._form.isVisible() else self.revoke).setFocus()

    def show_state(self, state: SigningState) -> None:
        """Show it."""
        approval = state.approval
        self._title.setText(_("Sign-off of {year}").format(year=spoken_year(state.year)))
        self._mark.show_symbol(*((Symbol.CHECK, "good") if approval is not None else (Symbol.RING, "none")))
        if approval is None:
            self._state.setText(word("status", state.status))
            self._who.setText(_("Not approved yet. Only the office-holder can approve; officers record advice."))
        else:
            again = bool(state.changed_since)
            self._state.setText(_("Approved, and changed since") if again else word("status", state.status))
            if again:
                self._mark.show_symbol(Symbol.HALF, "partly")
            self._who.setText(
                _("Approved by {name}, {role}, on {when}.").format(
                    name=approval.name, role=approval.role, when=spoken_moment(approval.approved_at)
                )
            )
            self._print.setText(_("Fingerprint {digest}").format(digest=approval.fingerprint[:16]))
        self._print.setVisible(approval is not None)
        self.revoke.setVisible(approval is not None and not self._session.read_only)
        changes = changed_rows(state)
        self._changed_title.setVisible(bool(changes))
        self.changed_list.setVisible(bool(changes))
        self.changed_list.set_rows(changes)
        self._show_form(state, again=bool(changes))
        self._show_open(state)
        self.loaded.emit()

    def show_checks(self, page: ChecksPage) -> None:
        """Show the checks that are open. Like everything that is open, they never stop an approval."""
        count = len(page.open)
        words = ngettext("{number} check is open", "{number} checks are open", count).format(number=count)
        self._checks_title.setText(words if count else _("No check is open"))
        self.checks_list.setVisible(bool(count))
        self.checks_list.set_rows(check_rows(page))

    def show_after(self, after: YearAfter | None) -> None:
        """Show what has happened since the approval."""
        self.since.setVisible(after is not None)
        if after is not None:
            self.since.show_steps(after, read_only=self._session.read_only)

    def show_fault(self, sentence: str) -> None:
        """Say what is needed."""
        self._fault.setText(sentence)
        self._fault.show()
        (self.name if not self.name.text().strip() else self.role).setFocus()

    def tell(self, sentence: str) -> None:
        """Confirm something."""
        self.tells.emit(sentence, "done")

    def _show_form(self, state: SigningState, *, again: bool) -> None:
        self._form.setVisible((state.approval is None or again) and not self._session.read_only)
        self._fault.hide()
        if not self.name.text():
            self.name.setText(state.holder_name)
        if not self.role.text():
            self.role.setText(state.holder_role)
        self.approve.setText(_("Approve again as it stands") if again else _("Approve as it stands"))

    def _show_open(self, state: SigningState) -> None:
        count = len(state.open_points)
        self._open_title.setText(
            ngettext("{number} thing is open", "{number} things are open", count).format(number=count)
            if count
            else _("Nothing is open")
        )
        self._open_note.setVisible(bool(count))
        self.open_list.setVisible(bool(count))
        self.open_list.set_rows(open_rows(state))

    def _build_form(self) -> QWidget:
        frame, inner = card()
        inner.setSpacing(STEP * 2)
        inner.addWidget(label(_("Approve"), "heading"))
        self.name, self.role = QLineEdit(), QLineEdit()
        for words, editor in ((_("&Name of the office-holder"), self.name), (_("&Role"), self.role)):
            pair = column(spacing=STEP // 2)
            title = label(words, "group")
            title.setBuddy(editor)
            editor.setAccessibleName(words.replace("&", ""))
            editor.setMaximumWidth(STEP * 50)
            pair.addWidget(title)
            pair.addWidget(editor)
            inner.addLayout(pair)
        self._fault = label("", "fault")
        self._fault.hide()
        inner.addWidget(self._fault)
        self.approve = button(_("Approve as it stands"), self._approve, "primary")
        inner.addLayout(row(self.approve, None))
        return frame

    def _approve(self) -> None:
        self.presenter.approve(clean_text(self.name.text()), clean_text(self.role.text()))
