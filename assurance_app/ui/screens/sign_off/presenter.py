"""Sign-off: what happens on it. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from assurance_app.application import after_approval, checking, signing
from assurance_app.application.after_approval import StepsBefore, YearAfter
from assurance_app.application.changes import LOOKED_AT, Changed
from assurance_app.application.checking import ChecksPage
from assurance_app.application.signing import SigningState
from assurance_app.domain.year_steps import YearStep
from assurance_app.ui.screens.base import Presenter
from assurance_app.ui.screens.checks.presenter import state_of
from assurance_app.ui.screens.entries import Keeps
from assurance_app.ui.undoing import Bulk
from assurance_app.ui.widgets.task_list import TaskRow
from assurance_app.words import _


class SignOffView(Protocol):
    """What the presenter asks of the page."""

    def show_state(self, state: SigningState) -> None:
        """Show it."""

    def show_checks(self, page: ChecksPage) -> None:
        """Show the checks that are open."""

    def show_after(self, after: YearAfter | None) -> None:
        """Show what has happened since the approval; None for a year that is not approved."""

    def show_fault(self, sentence: str) -> None:
        """Say what is needed."""

    def tell(self, sentence: str) -> None:
        """Confirm something."""


def open_rows(state: SigningState) -> tuple[TaskRow, ...]:
    """What is open, as a task list that leads to each place."""
    return tuple(
        TaskRow(point.title, _("Lacks: {what}").format(what=point.missing), key=point.place)
        for point in state.open_points
    )


def check_rows(page: ChecksPage) -> tuple[TaskRow, ...]:
    """The open checks, as a task list that leads to each place."""
    return tuple(TaskRow(f"{row.title}: {row.where}", row.sentence, state_of(row), row.place) for row in page.open)


def changed_rows(state: SigningState) -> tuple[TaskRow, ...]:
    """What changed since the approval."""
    return tuple(TaskRow(change.title or _("The evidence"), key=change.place) for change in state.changed_since)


def _loaded(workspace: Any, cycle_id: str) -> tuple[SigningState, ChecksPage, YearAfter]:
    state, checks = signing.signing_state(workspace, cycle_id), checking.load_checks(workspace, cycle_id)
    return state, checks, after_approval.load_after(workspace, cycle_id)


class SignOffPresenter(Presenter):
    """Approving, revoking, and what happens after."""

    shows = LOOKED_AT | {"departure_decision", "office_holder"}

    def __init__(self, session: Keeps, view: SignOffView) -> None:
        super().__init__(session)
        self._keeps = session
        self._view = view

    def arrive(self) -> None:
        """Show where the year stands."""
        self.load(_loaded, self._session.cycle_id, show=self._show)

    def _show(self, loaded: tuple[SigningState, ChecksPage, YearAfter]) -> None:
        state, checks, after = loaded
        self._view.show_checks(checks)
        self._view.show_after(after if state.approval is not None else None)
        self._view.show_state(state)

    def changed(self, changes: Sequence[Changed]) -> None:
        """Show it anew."""
        if self.concerns(changes):
            self.arrive()

    def approve(self, name: str, role: str) -> None:
        """Approve the year as it stands."""
        if not name.strip() or not role.strip():
            self._view.show_fault(_("Write the name and the role of the office-holder who approves."))
            return

        def done(_approval: Any) -> None:
            self._view.tell(_("The year is approved as it stands. Documents are made from it from now on."))

        self._session.run(signing.approve, self._session.cycle_id, name, role, done=done)

    def step(self, step: YearStep) -> None:
        """Write down a step of the year after its approval; undo takes that back."""

        def done(before: StepsBefore) -> None:
            self._keeps.remember(Bulk(after_approval.put_steps_back, before))

        self._session.run(after_approval.record_step, self._session.cycle_id, step, done=done)

    def revoke(self) -> None:
        """Take the approval back."""

        def done(_approval: Any) -> None:
            self._view.tell(_("The approval is taken back; the year is in drafting. The history keeps it."))

        self._session.run(signing.revoke, self._session.cycle_id, done=done)
