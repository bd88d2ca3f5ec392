"""The most common gaps and departures: what happens on the screen. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assurance_app.application.changes import Changed
from assurance_app.application.national_behind import Behind, load_behind
from assurance_app.application.national_findings import DEPARTURES, GAPS, FindingsPage, load_findings
from assurance_app.application.national_grid import Number
from assurance_app.ui.screens.base import Presenter, Runs


class FindingsView(Protocol):
    """What the presenter asks of the page."""

    def show_findings(self, page: FindingsPage, by: tuple[str, bool]) -> None:
        """Show them."""

    def show_reasons(self, found: Behind) -> None:
        """Show who is behind the line that has the focus, and what each says."""


class FindingsPresenter(Presenter):
    """Gaps or departures, and the reasons for one of them."""

    shows = frozenset({"received_return", "expected_body", "entered_return", "commission", "body"})

    def __init__(self, session: Runs, view: FindingsView) -> None:
        super().__init__(session)
        self._view = view
        self.kind = GAPS
        self._by = ("", False)
        self._line = ""

    def arrive(self, kind: str) -> None:
        """Show gaps or departures; those shown before where the place does not say."""
        wanted = kind if kind in (GAPS, DEPARTURES) else self.kind
        if wanted != self.kind:
            self._by = ("", False)
        self.kind = wanted
        self._load()

    def changed(self, changes: Sequence[Changed]) -> None:
        """Show them anew."""
        if self.concerns(changes):
            self._load()

    def sort(self, column_id: str, descending: bool) -> None:
        """Sort by a column; "" puts the most common first again."""
        self._by = (column_id, descending)
        self._load()

    def choose(self, line: str) -> None:
        """Show the reasons behind a line."""
        self._line = line
        number = Number("gap" if self.kind == GAPS else "departure", line)

        def show(found: Behind) -> None:
            if self._line == line:
                self._view.show_reasons(found)

        self._session.run(load_behind, number.text(), done=show)

    def _load(self) -> None:
        by = self._by
        self.load(load_findings, self.kind, *by, show=lambda page: self._view.show_findings(page, by))
