"""Sign-off: what happens on it. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from assurance_app.application import checking, signing
from assurance_app.application.changes import LOOKED_AT, Changed
from assurance_app.application.checking import ChecksPage
from assurance_app.application.signing import SigningState
from assurance_app.ui.screens.base import Presenter, Runs
from assurance_app.ui.screens.checks.presenter import state_of
from assurance_app.ui.widgets.task_list import TaskRow
from assurance_app.words import _


class SignOffView(Protocol):
    """What the presenter asks of the page."""

    def show_state(self, state: SigningState) -> None:
        """Show it."""

    def show_checks(self, page: ChecksPage) -> None:
        """Show the checks that are open."""

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


def _state_and_checks(workspace: Any, cycle_id: str) -> tuple[SigningState, ChecksPage]:
    return signing.signing_state(workspace, cycle_id), checking.load_checks(workspace, cycle_id)


class SignOffPresenter(Presenter):
    """Approving and revoking."""

    shows = LOOKED_AT | {"departure_decision", "office_holder"}

    def __init__(self, session: Runs, view: SignOffView) -> None:
        super().__init__(session)
        self._view = view

    def arrive(self) -> None:
        """Show where the year stands."""
        self.load(_state_and_checks, self._session.cycle_id, show=self._show)

    def _show(self, loaded: tuple[SigningState, ChecksPage]) -> None:
        state, checks = loaded
        self._view.show_checks(checks)
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

    def revoke(self) -> None:
        """Take the approval back."""

        def done(_approval: Any) -> None:
            self._view.tell(_("The approval is taken back; the year is in drafting. The history keeps it."))

        self._session.run(signing.revoke, self._session.cycle_id, done=done)
