"""The overview: what happens on it. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from assurance_app.application import overview
from assurance_app.application.changes import LOOKED_AT, Changed
from assurance_app.application.due import HORIZON_DAYS, DueItem
from assurance_app.application.overview import Overview, Progress, SectionProgress, missing_words, place_of
from assurance_app.application.places import Place
from assurance_app.domain.framework import SectionKind
from assurance_app.domain.progress import Standing
from assurance_app.domain.spoken import spoken_date
from assurance_app.domain.values import Opinion
from assurance_app.ui import states
from assurance_app.ui.screens.base import Presenter, Runs
from assurance_app.ui.states import State, Symbol
from assurance_app.ui.widgets.task_list import TaskRow
from assurance_app.words import _, ngettext

_OPINIONS = {
    Standing.MET: Opinion.ASSURED,
    Standing.PARTLY: Opinion.PARTLY_ASSURED,
    Standing.NOT_MET: Opinion.NOT_ASSURED,
}


@dataclass(frozen=True, slots=True)
class Listed:
    """The list behind a number: its title, its lines, and what to say where there are none."""

    title: str
    rows: tuple[TaskRow, ...]
    nothing: str


class OverviewView(Protocol):
    """What the presenter asks of the page."""

    def show_progress(self, progress: Progress) -> None:
        """Show where the year stands, before the record was looked through."""

    def show_overview(self, overview: Overview) -> None:
        """Show it all."""

    def show_list(self, shown: Listed) -> None:
        """Show the list behind a number."""

    def show_notes(self, still_open: int) -> None:
        """Show how many notes are open."""

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


def due_row(item: DueItem) -> TaskRow:
    """Something due as a line: what kind of thing, and by when."""
    kinds = {
        "action": _("Action"),
        "evidence": _("Evidence to review"),
        "comments": _("Comments on an inspection (section 55)"),
        "cycle": _("The year"),
    }
    day = spoken_date(item.on)
    if item.is_overdue:
        when = ngettext("{number} day late, was due {date}", "{number} days late, was due {date}", -item.days)
        state = State(Symbol.CROSS, "bad", _("Overdue"))
    elif item.days == 0:
        when = _("due today, {date}")
        state = State(Symbol.HALF, "partly", _("Due"))
    else:
        when = ngettext("{number} day left, due {date}", "{number} days left, due {date}", item.days)
        state = State(Symbol.RING, "accent", _("Due"))
    words = when.format(number=abs(item.days), date=day)
    return TaskRow(item.title, f"{kinds[item.kind]} · {words}", state, item.place)


def _needs(overview: Overview) -> Listed:
    loaded = overview.progress
    rows = tuple(
        TaskRow(loaded.title_of(item), _("Lacks: {what}").format(what=missing_words(item)), key=place_of(item))
        for item in loaded.needs_you
    )
    return Listed(_("Needs you"), rows, _("Nothing: each duty and each threat has what a statement needs."))


def _ready(overview: Overview) -> Listed:
    loaded, ready = overview.progress, State(Symbol.CHECK, "good", _("Ready"))
    rows = tuple(TaskRow(loaded.title_of(item), "", ready, place_of(item)) for item in loaded.ready_to_sign)
    words = _("Nothing yet. A duty or a threat is ready once it has what a statement needs.")
    return Listed(_("Ready to sign"), rows, words)


def _due(loaded: Overview) -> Listed:
    words = _(
        "Nothing is due within {days} days: no action, no evidence to review, no comments on an inspection, "
        "and not the end of the year."
    )
    return Listed(_("What is due"), tuple(map(due_row, loaded.due)), words.format(days=HORIZON_DAYS))


LISTS: dict[str, Callable[[Overview], Listed]] = {"needs-you": _needs, "ready": _ready, "due": _due}
"""The lists behind the numbers, by the item of their place."""
DUE_SHOWN = 5
"""How many of what is due stand on the overview itself."""


class Paints(Runs, Protocol):
    """A session that can also do something later."""

    def once_painted(self, call: Callable[[], object]) -> None:
        """Do something on this thread as soon as what is shown now was painted."""


class OverviewPresenter(Presenter):
    """Loads it, and leads on."""

    shows = LOOKED_AT | {"departure_decision", "note"}

    def __init__(self, session: Paints, view: OverviewView) -> None:
        super().__init__(session)
        self._later = session.once_painted
        self._view = view
        self._next: Place | None = None
        self._list = ""
        self._has_shown = False

    def arrive(self, which: str = "") -> None:
        """Show the overview, or the list behind one of its numbers."""
        self._list = which if which in LISTS else ""
        self._load()

    def _load(self) -> None:
        cycle_id = self._session.cycle_id
        if self._list:
            self.load(overview.load_overview, cycle_id, show=self._show_list)
        elif self._has_shown:
            self.load(overview.load_overview, cycle_id, show=self._show)
        else:
            # The page can be used before the whole record was looked through.
            self.load(overview.load_progress, cycle_id, show=self._show_progress)

    def changed(self, changes: Sequence[Changed]) -> None:
        """Show it anew."""
        if self.concerns(changes):
            self._load()

    def go_next(self) -> None:
        """Do what is most useful next."""
        if self._next is not None:
            self._view.go(self._next)

    def _show_list(self, loaded: Overview) -> None:
        self._view.show_list(LISTS[self._list](loaded))

    def _show_progress(self, loaded: Progress) -> None:
        self._has_shown = True
        self._view.show_progress(loaded)
        visit = self._visit

        def go_on() -> None:
            if visit == self._visit:
                self._load()

        self._later(go_on)

    def _show(self, loaded: Overview) -> None:
        from assurance_app.application import noting

        self._next = loaded.next.place
        self._view.show_overview(loaded)
        self._session.run(noting.open_count, self._session.cycle_id, done=self._view.show_notes)
