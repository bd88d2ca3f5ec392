"""The national picture: what happens on the screen. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from assurance_app.application.changes import Changed
from assurance_app.application.national_grid import GridLine, View, Wanted
from assurance_app.application.national_view import PicturePage, load_picture
from assurance_app.domain.national import Conclusion, ReturnState
from assurance_app.domain.national_matrix import EVERYTHING, GroupBy, Measure
from assurance_app.ui.screens.base import Presenter, Runs

FILTERED = (View.OPINIONS, View.PILLARS, View.REQUIREMENTS)
"""The views whose lines are bodies, which can be sifted and grouped."""
OF_SECTION = (View.REQUIREMENTS, View.SPREAD)
"""The views of the requirements of one section."""


class PictureView(Protocol):
    """What the presenter asks of the page."""

    def show_picture(self, page: PicturePage) -> None:
        """Show it."""


class PicturePresenter(Presenter):
    """What a person wants to see, and what the picture has of it."""

    shows = frozenset({"received_return", "expected_body", "entered_return", "commission", "body"})

    def __init__(self, session: Runs, view: PictureView) -> None:
        super().__init__(session)
        self._view = view
        self.wanted = Wanted()
        self.page: PicturePage | None = None

    def arrive(self, view: str, section_id: str) -> None:
        """Show a view; what was sifted and sorted stays."""
        known = view in set(View)
        wanted = View(view) if known else self.wanted.view
        is_other = wanted is not self.wanted.view or (section_id and section_id != self.wanted.section_id)
        shown = replace(self.wanted.shown, sort_by="", descending=False) if is_other else self.wanted.shown
        self.wanted = replace(self.wanted, view=wanted, section_id=section_id or self.wanted.section_id, shown=shown)
        self._load()

    def changed(self, changes: Sequence[Changed]) -> None:
        """Show it anew."""
        if self.concerns(changes):
            self._load()

    def sort(self, column_id: str, descending: bool) -> None:
        """Sort by a column; "" is the order of the alphabet."""
        self._want(sort_by=column_id, descending=descending)

    def group(self, code: str) -> None:
        """Group by region or organised crime unit."""
        self._want(group_by=GroupBy(code) if code else GroupBy.NOTHING)

    def sift(self, region: str, state: str, edition: str, opinion: str, threat: str) -> None:
        """Show only such bodies; "" leaves everything in."""
        self._want(
            regions=frozenset({region} - {""}),
            states=frozenset({ReturnState(state)} if state else ()),
            editions=frozenset({edition} - {""}),
            opinions=frozenset({Conclusion(opinion)} if opinion else ()),
            on_threat=threat if opinion else "",
        )

    def show_all(self) -> None:
        """Leave everything in, in the order of the alphabet."""
        self.wanted = replace(self.wanted, shown=EVERYTHING)
        self._load()

    def choose_measure(self, code: str) -> None:
        """Show positions and views, or how capabilities are provided."""
        self.wanted = replace(self.wanted, measure=Measure(code))
        self._want(sort_by="", descending=False)

    def line(self, key: str) -> GridLine | None:
        """The line of that id, None where there is none."""
        lines = self.page.grid.lines if self.page is not None else ()
        return next((line for line in lines if line.id == key and not line.is_heading), None)

    def _want(self, **changes: object) -> None:
        self.wanted = replace(self.wanted, shown=replace(self.wanted.shown, **changes))  # type: ignore[arg-type]
        self._load()

    def _load(self) -> None:
        def show(page: PicturePage) -> None:
            self.page, self.wanted = page, page.wanted
            self._view.show_picture(page)

        self.load(load_picture, self.wanted, show=show)
