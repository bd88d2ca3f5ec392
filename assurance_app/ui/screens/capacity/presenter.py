"""Capacity: what happens on it. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from assurance_app.application import capacity, pictures
from assurance_app.application.capacity import FigurePage, MeasureRow
from assurance_app.application.pictures import Drawn
from assurance_app.application.places import Place
from assurance_app.domain.entities import Stored
from assurance_app.domain.framework import Unit
from assurance_app.domain.holdings import CapacityFigure, makeup
from assurance_app.domain.values import TargetKind
from assurance_app.ui.screens.entries import EntriesPresenter
from assurance_app.ui.typed import show_date, show_number
from assurance_app.words import _, ngettext
from assurance_app.words.units import counted, counted_units

TARGETS = {"figure": TargetKind.CAPACITY_FIGURE, "agreement": TargetKind.COLLABORATION_AGREEMENT}


def figure_words(row: MeasureRow, place: int) -> str:
    """A year's figure in the table; this year's as answered, where only the answer has one."""
    held = row.figures[place]
    if held is not None and held.number is not None:
        return show_number(held.number)
    if place == 0 and row.answered.number is not None:
        return _("{number} (answered)").format(number=show_number(row.answered.number))
    return "–"


def people_words(row: MeasureRow, unit: Unit | None) -> str:
    """How many full units the people of this year make; "" where none are recorded."""
    held = row.figures[0]
    people = (held.people if held is not None else ()) or row.answered.people
    if unit is None or not people:
        return ""
    return full_words(unit, makeup(unit, people).full)


def full_words(unit: Unit, full: int) -> str:
    """So many full units."""
    return ngettext("{number} full {unit}", "{number} full {unit}s", full).format(number=full, unit=unit.abbreviation)


def fault_of(page: FigurePage, figure: CapacityFigure) -> str:
    """What does not fit together: more units than the people make; "" where nothing."""
    if page.unit is None or figure.number is None or not figure.people:
        return ""
    full = makeup(page.unit, figure.people).full
    if figure.number <= full:
        return ""
    return _("The figure is {number}, and the people below make {full}. Check which is right.").format(
        number=show_number(figure.number), full=full_words(page.unit, full)
    )


def answered_words(page: FigurePage, figure: CapacityFigure) -> str:
    """What the answer of this year says of the same figure; "" where it says nothing."""
    number = page.answered.number
    if number is None:
        return ""
    on = _(" (as of {date})").format(date=show_date(page.answered.as_of)) if page.answered.as_of else ""
    if figure.number is None:
        return _("The answer to the question says {number}{on}.").format(number=show_number(number), on=on)
    if figure.number == number:
        return _("The answer to the question says the same{on}.").format(on=on)
    return _("The answer to the question says {number}{on}: they differ.").format(number=show_number(number), on=on)


def _with_unit(page: FigurePage, number: int) -> str:
    return (counted_units if page.counts_units else counted)(number, page.unit_word)


def beside_words(page: FigurePage) -> tuple[str, ...]:
    """The figures of the region and of the nation, each dated and with its source."""
    found = []
    if page.regional is not None and page.regional.number is not None:
        found.append(
            _("In the region, beside it: {figure} (as of {date}; {source}).").format(
                figure=_with_unit(page, page.regional.number),
                date=show_date(page.regional.as_of) or _("no date"),
                source=page.regional.source or _("no source"),
            )
        )
    found += [
        _("Nationally, beside it: {title}: {number} (as of {date}; {edition}, para {ref}).").format(
            title=figure.title,
            number=show_number(figure.value),
            date=show_date(figure.as_of),
            edition=page.edition,
            ref=figure.ref,
        )
        for figure in page.national
    ]
    return tuple(found)


class CapacityPresenter(EntriesPresenter):
    """Figures by year, and collaboration agreements."""

    screen = "capacity"
    shows = frozenset({"capacity_figure", "collaboration_agreement", "clearance", "answer"})

    def list_use_case(self) -> Callable[..., Any]:
        """Everything."""
        return capacity.load_capacity

    def load_one(self, kind: str, key: str, show: Callable[[Any], object]) -> None:
        """A figure ("psu-declared@2024-25") or an agreement."""
        if kind == "figure":
            measure, _at, year = key.partition("@")
            self.load(capacity.load_figure, self._session.cycle_id, measure, year, show=show)
        else:
            self.load(capacity.load_agreement, self._session.cycle_id, key, show=show)

    def stored_of(self, page: Any) -> Stored[Any]:
        """The figure, or the agreement."""
        found: Stored[Any] = page.figure if isinstance(page, FigurePage) else page.agreement
        return found

    def draw(self, width: int, *, dark: bool, show: Callable[[Drawn | None], object]) -> None:
        """Draw what was answered beside national figures, and show it if the person is still there."""
        visit = self._visit

        def done(drawn: Drawn | None) -> None:
            if visit == self._visit:
                show(drawn)

        draw = partial(pictures.capacity_picture, dark=dark)
        self._session.run(draw, self._session.cycle_id, width, done=done)

    def add_agreement(self, title: str) -> None:
        """A new agreement."""
        self.add(capacity.add_agreement, title, kind="agreement")

    def choose_year(self, year: str) -> None:
        """The same measure in another year."""
        if isinstance(self._page, FigurePage):
            self._view.go(Place("capacity", item_id=f"figure:{self._page.measure.id}@{year}"))

    def take_over(self) -> None:
        """Take the figure, its day and the people from the answer."""
        page = self._page
        if not isinstance(page, FigurePage) or self._saver is None or page.answered.number is None:
            return
        changes: dict[str, Any] = {"number": page.answered.number}
        if page.answered.as_of:
            changes["as_of"] = page.answered.as_of
        if page.answered.people and page.unit is not None:
            changes["people"] = page.answered.people
        self._saver.change(**changes)
        self._saver.commit()
        self._view.show_entry(self.kind, page, self._saver.entity, fresh=False)

    def open_question(self) -> None:
        """Go to the question that asks for the same figure."""
        if isinstance(self._page, FigurePage) and self._page.answered.requirement_id:
            self._view.go(Place("question", requirement_id=self._page.answered.requirement_id))
