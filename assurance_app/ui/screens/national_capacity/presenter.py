"""Capacity in the national picture: what happens on the screen. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assurance_app.application.changes import Changed
from assurance_app.application.national_findings import (
    NationalCapacityPage,
    load_national_capacity,
    switch_capacity,
)
from assurance_app.ui.screens.base import Presenter, Runs


class CapacityView(Protocol):
    """What the presenter asks of the page."""

    def show_capacity(self, page: NationalCapacityPage) -> None:
        """Show it."""


class NationalCapacityPresenter(Presenter):
    """Sums that say what they rest on, where the commission has switched them on."""

    shows = frozenset({"received_return", "expected_body", "entered_return", "commission", "body"})

    def __init__(self, session: Runs, view: CapacityView) -> None:
        super().__init__(session)
        self._view = view

    def arrive(self) -> None:
        """Show it."""
        self.load(load_national_capacity, show=self._view.show_capacity)

    def changed(self, changes: Sequence[Changed]) -> None:
        """Show it anew."""
        if self.concerns(changes):
            self.arrive()

    def switch(self, on: bool) -> None:
        """Switch capacity on or off in the year’s commission."""
        self._session.run(switch_capacity, on)
