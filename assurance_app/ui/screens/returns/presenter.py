"""The returns that the APCC received: what happens on the screen. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from assurance_app.application import national, receiving, tracker
from assurance_app.application.changes import Changed
from assurance_app.application.receiving import Reception, ReceptionKind
from assurance_app.domain.tracker import Tracker, TrackerRow, TrackerState
from assurance_app.ui.screens.base import Presenter, Runs
from assurance_app.ui.states import State, Symbol
from assurance_app.words import _, ngettext
from assurance_app.words.labels import label


class ReturnsView(Protocol):
    """What the presenter asks of the page."""

    def show_returns(self, rows: Sequence[TrackerRow], headline: str) -> None:
        """Show them."""

    def show_receptions(self, headline: str, refusals: Sequence[str]) -> None:
        """Say what came of the files."""

    def show_made(self, files: Sequence[Path]) -> None:
        """Say what was made, and where."""


_SIGNS: dict[TrackerState, tuple[Symbol, str]] = {
    TrackerState.RECEIVED: (Symbol.CHECK, "good"),
    TrackerState.ENTERED: (Symbol.CHECK, "good"),
    TrackerState.DRAFT: (Symbol.HALF, "partly"),
    TrackerState.INVALID: (Symbol.CROSS, "bad"),
    TrackerState.NOT_RECEIVED: (Symbol.RING, "none"),
    TrackerState.OWES_NONE: (Symbol.DASH, "none"),
}


def state_of(row: TrackerRow) -> State:
    """Where a body's return stands."""
    return State(*_SIGNS[row.state], label("tracker-state", row.state.value))


def headline_of(found: Tracker) -> str:
    """How many of the expected bodies have returned, drafts included."""
    here = (TrackerState.RECEIVED, TrackerState.ENTERED, TrackerState.DRAFT)
    received = sum(found.counts[state] for state in here)
    return _("{received} of {expected} expected returns received").format(received=received, expected=found.expected)


class ReturnsPresenter(Presenter):
    """Receiving and collating."""

    shows = frozenset({"received_return", "expected_body", "entered_return", "refused_file", "commission", "body"})

    def __init__(self, session: Runs, view: ReturnsView) -> None:
        super().__init__(session)
        self._view = view

    def arrive(self) -> None:
        """Show the returns."""
        self.load(tracker.load_tracker, show=lambda found: self._view.show_returns(found.rows, headline_of(found)))

    def changed(self, changes: Sequence[Changed]) -> None:
        """Show them anew."""
        if self.concerns(changes):
            self.arrive()

    def receive(self, files: Sequence[Path]) -> None:
        """Receive these files; one that is refused does not stop the others."""

        def done(receptions: Sequence[Reception]) -> None:
            refusals = tuple(reception.refusal for reception in receptions if reception.refusal)
            kept = (ReceptionKind.RECEIVED, ReceptionKind.LATER, ReceptionKind.KEPT_ASIDE)
            received = sum(reception.kind in kept for reception in receptions)
            told = [
                ngettext("{number} return received.", "{number} returns received.", received).format(number=received)
            ]
            same = sum(reception.kind is ReceptionKind.SAME for reception in receptions)
            if same:
                told.append(
                    ngettext("{number} was here already.", "{number} were here already.", same).format(number=same)
                )
            left = sum(reception.kind is ReceptionKind.LEFT for reception in receptions)
            if left:
                told.append(
                    ngettext("{number} file was not looked at.", "{number} files were not looked at.", left).format(
                        number=left
                    )
                )
            self._view.show_receptions(" ".join(told), refusals)

        self._session.run(receiving.receive_returns, tuple(files), done=done, progress=_("Receiving returns"))

    def collate(self, folder: Path) -> None:
        """Make the national workbook and summary."""
        self._session.run(national.collate_workspace, folder, done=self._view.show_made)
