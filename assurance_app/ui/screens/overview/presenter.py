"""The overview: what happens on it. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assurance_app.application import overview
from assurance_app.application.changes import Changed
from assurance_app.application.overview import Overview, SectionProgress
from assurance_app.application.places import Place
from assurance_app.domain.framework import SectionKind
from assurance_app.domain.progress import Standing
from assurance_app.domain.values import Opinion
from assurance_app.ui import states
from assurance_app.ui.screens.base import Presenter, Runs
from assurance_app.words import _, ngettext

_OPINIONS = {
    Standing.MET: Opinion.ASSURED,
    Standing.PARTLY: Opinion.PARTLY_ASSURED,
    Standing.NOT_MET: Opinion.NOT_ASSURED,
}


class OverviewView(Protocol):
    """What the presenter asks of the page."""

    def show_overview(self, overview: Overview) -> None:
        """Show it."""

    def go(self, place: Place) -> None:
        """Go elsewhere."""


def place_of_section(section: SectionProgress) -> Place:
    """Where a section is worked on."""
    return Place("threat" if section.kind is SectionKind.THREAT else "section", section.section_id)


def state_of_section(section: SectionProgress) -> states.State:
    """Of a threat the body's opinion; of other sections whether all is there."""
    if section.kind is SectionKind.THREAT and section.standing in _OPINIONS:
        return states.of_code("opinion", _OPINIONS[section.standing])
    if section.standing is Standing.MET:
        return states.State(states.Symbol.CHECK, "good", _("Complete"))
    return states.of_standing(section.standing)


def note_of_section(section: SectionProgress) -> str:
    """What a section still lacks, and how much of its record is answered."""
    answered = ngettext(
        "{answered} of {number} question answered", "{answered} of {number} questions answered", section.count.of
    ).format(answered=section.count.answered, number=section.count.of)
    if section.kind is SectionKind.THREAT:
        stands = _("statement ready to sign") if not section.missing else _("statement needs you")
        return f"{stands[:1].upper()}{stands[1:]} · {answered}"
    if section.missing:
        needs = ngettext("{number} duty needs you", "{number} duties need you", section.missing)
        return f"{needs.format(number=section.missing)} · {answered}"
    return answered


def days_sentence(days_left: int) -> str:
    """How long the year still runs, or since when it is over."""
    if days_left >= 0:
        return ngettext("{number} day of the year is left", "{number} days of the year are left", days_left).format(
            number=days_left
        )
    return ngettext("The year ended {number} day ago", "The year ended {number} days ago", -days_left).format(
        number=-days_left
    )


class OverviewPresenter(Presenter):
    """Loads it, and leads on."""

    shows = frozenset({"answer", "threat_statement", "evidence_link", "cycle", "approval"})

    def __init__(self, session: Runs, view: OverviewView) -> None:
        super().__init__(session)
        self._view = view
        self._next: Place | None = None

    def arrive(self) -> None:
        """Show the overview."""
        self.load(overview.load_overview, self._session.cycle_id, show=self._show)

    def changed(self, changes: Sequence[Changed]) -> None:
        """Show it anew."""
        if self.concerns(changes):
            self.arrive()

    def go_next(self) -> None:
        """Do what is most useful next."""
        if self._next is not None:
            self._view.go(self._next)

    def _show(self, loaded: Overview) -> None:
        self._next = loaded.next.place
        self._view.show_overview(loaded)
