"""The bodies behind a number of the national picture: what happens on the screen. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assurance_app.application.changes import Changed
from assurance_app.application.national_behind import Behind, load_behind
from assurance_app.application.national_grid import number_of
from assurance_app.application.places import Place
from assurance_app.ui.screens.base import Presenter, Runs
from assurance_app.words import _


def came_from(number: str) -> tuple[str, Place]:
    """The screen on which a number stands: its name and its place."""
    found = number_of(number)
    kind = found.kind if found is not None else ""
    if kind in ("gap", "departure"):
        return _("‹ Gaps and departures"), Place("national-gaps", item_id=f"{kind}s")
    if kind == "capacity":
        return _("‹ Capacity"), Place("national-capacity")
    return _("‹ National picture"), Place("national-picture")


class BodiesView(Protocol):
    """What the presenter asks of the page."""

    def show_behind(self, found: Behind) -> None:
        """Show the bodies."""


class BodiesPresenter(Presenter):
    """One number."""

    shows = frozenset({"received_return", "expected_body", "entered_return", "commission", "body"})

    def __init__(self, session: Runs, view: BodiesView) -> None:
        super().__init__(session)
        self._view = view
        self._number = ""

    def arrive(self, number: str) -> None:
        """Show the bodies behind it."""
        self._number = number
        self.load(load_behind, number, show=self._view.show_behind)

    def changed(self, changes: Sequence[Changed]) -> None:
        """Show them anew."""
        if self.concerns(changes):
            self.arrive(self._number)
