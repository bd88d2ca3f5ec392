"""The returns that the APCC received: what happens on the screen. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from assurance_app.application import national
from assurance_app.application.changes import Changed
from assurance_app.application.national import Reception, ReturnRow
from assurance_app.ui.screens.base import Presenter, Runs
from assurance_app.ui.states import State, Symbol
from assurance_app.words import _, ngettext


class ReturnsView(Protocol):
    """What the presenter asks of the page."""

    def show_returns(self, rows: Sequence[ReturnRow], headline: str) -> None:
        """Show them."""

    def show_receptions(self, headline: str, refusals: Sequence[str]) -> None:
        """Say what came of the files."""

    def show_made(self, files: Sequence[Path]) -> None:
        """Say what was made, and where."""


def state_of(row: ReturnRow) -> State:
    """Where a body's return stands."""
    if row.received is None:
        return State(Symbol.RING, "none", _("Not received"))
    if row.received.draft:
        return State(Symbol.HALF, "partly", _("Draft received"))
    return State(Symbol.CHECK, "good", _("Received"))


def headline_of(rows: Sequence[ReturnRow]) -> str:
    """How many of the expected bodies have returned."""
    expected = [row for row in rows if row.expected]
    received = sum(1 for row in expected if row.received is not None)
    return _("{received} of {expected} expected returns received").format(received=received, expected=len(expected))


class ReturnsPresenter(Presenter):
    """Receiving and collating."""

    shows = frozenset({"received_return"})

    def __init__(self, session: Runs, view: ReturnsView) -> None:
        super().__init__(session)
        self._view = view

    def arrive(self) -> None:
        """Show the returns."""
        self.load(national.list_returns, show=lambda rows: self._view.show_returns(rows, headline_of(rows)))

    def changed(self, changes: Sequence[Changed]) -> None:
        """Show them anew."""
        if self.concerns(changes):
            self.arrive()

    def receive(self, files: Sequence[Path]) -> None:
        """Receive these files; one that is refused does not stop the others."""

        def done(receptions: Sequence[Reception]) -> None:
            refusals = tuple(reception.refusal for reception in receptions if reception.refusal)
            received = len(receptions) - len(refusals)
            headline = ngettext("{number} return received.", "{number} returns received.", received)
            self._view.show_receptions(headline.format(number=received), refusals)

        self._session.run(national.receive_returns, tuple(files), done=done)

    def collate(self, folder: Path) -> None:
        """Make the national workbook and summary."""
        self._session.run(national.collate_workspace, folder, done=self._view.show_made)
