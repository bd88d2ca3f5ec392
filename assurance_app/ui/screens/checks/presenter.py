"""The checks: what happens on the screen. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from assurance_app.application import checking, restoring
from assurance_app.application.changes import LOOKED_AT, Changed
from assurance_app.application.checking import CheckRow, ChecksPage
from assurance_app.application.places import Place
from assurance_app.application.restoring import Restorable
from assurance_app.domain.spoken import spoken_date
from assurance_app.ui.screens.base import Presenter, Runs
from assurance_app.ui.states import State, Symbol
from assurance_app.ui.undoing import Bulk
from assurance_app.ui.widgets.table import TableRow
from assurance_app.words import _, ngettext

Key = tuple[str, str]


class Show(StrEnum):
    """Which of the checks are shown."""

    OPEN = "open"
    ASIDE = "aside"
    ALL = "all"


class Remembers(Runs, Protocol):
    """A session that can take back what was done in bulk."""

    def remember(self, bulk: Bulk) -> None:
        """Keep a step for Undo."""


class ChecksView(Protocol):
    """What the presenter asks of the page."""

    def show_checks(self, page: ChecksPage, rows: Sequence[CheckRow], number: str) -> None:
        """Show the checks that the filter leaves."""

    def ask_reason(self, sentence: str) -> None:
        """Ask why checks are set aside."""

    def close_panel(self) -> None:
        """Nothing is asked any more."""

    def tell(self, sentence: str, kind: str = "done") -> None:
        """Say what was done."""

    def go(self, place: Place) -> None:
        """Go elsewhere."""


def state_of(row: CheckRow) -> State:
    """Whether it is open, back again, or set aside."""
    if row.aside is not None:
        return State(Symbol.DASH, "none", _("Set aside"))
    if row.returned:
        return State(Symbol.HALF, "partly", _("Back again"))
    return State(Symbol.RING, "partly", _("Open"))


def table_rows(rows: Sequence[CheckRow]) -> tuple[TableRow, ...]:
    """The checks as lines of the table: in the order given where it is sorted by the check."""
    made = []
    for number, row in enumerate(rows):
        state = state_of(row)
        texts = (row.title, row.where, row.sentence, state.word)
        sorts = (number, row.where.casefold(), row.sentence.casefold(), (state.word, number))
        made.append(TableRow(texts, sorts, row.key, state, state_in=3))
    return tuple(made)


def number_sentence(page: ChecksPage) -> str:
    """How many are open, and how many set aside."""
    count, aside = len(page.open), len(page.aside)
    words = ngettext("{number} check is open", "{number} checks are open", count).format(number=count)
    told = words if count else _("No check is open")
    if aside:
        told += " · " + ngettext("{number} set aside", "{number} set aside", aside).format(number=aside)
    return told


def aside_sentence(row: CheckRow) -> str:
    """Who set it aside, when and why; that it came back, where it did."""
    if row.aside is not None:
        return _("Set aside by {name} on {date}: {reason}").format(
            name=row.aside.by, date=spoken_date(row.aside.at), reason=row.aside.reason
        )
    if row.returned:
        return _("It was set aside before. What it looks at has changed since, so it is open again.")
    return ""


class ChecksPresenter(Presenter):
    """The checks of the year, what was set aside, and back."""

    shows = LOOKED_AT

    def __init__(self, session: Remembers, view: ChecksView) -> None:
        super().__init__(session)
        self._remembers = session
        self._view = view
        self._page: ChecksPage | None = None
        self._asked: tuple[CheckRow, ...] = ()
        self.show = Show.OPEN
        self.code = ""

    def arrive(self) -> None:
        """Show the checks as they stand."""
        self.load(checking.load_checks, self._session.cycle_id, show=self._show_page)

    def changed(self, changes: Sequence[Changed]) -> None:
        """Show them anew."""
        if self.concerns(changes):
            self.arrive()

    def sift(self, *, show: str | None = None, code: str | None = None) -> None:
        """Show others of them."""
        self.show = Show(show) if show is not None else self.show
        self.code = code if code is not None else self.code
        if self._page is not None:
            self._show_page(self._page)

    def row(self, key: Key | None) -> CheckRow | None:
        """The check of that key."""
        rows = self._page.rows if self._page is not None else ()
        return next((row for row in rows if row.key == key), None)

    def open(self, key: Key | None) -> None:
        """Go where the check leads."""
        row = self.row(key)
        if row is not None:
            self._view.go(row.place)

    def ask_reason(self, keys: Sequence[Key]) -> None:
        """Ask why these are set aside."""
        self._asked = tuple(row for key in keys if (row := self.row(key)) is not None and row.aside is None)
        number = len(self._asked)
        if not number:
            self._view.tell(_("Choose an open check first."), "info")
            return
        words = ngettext("Why is this check set aside?", "Why are these {number} checks set aside?", number)
        self._view.ask_reason(words.format(number=number))

    def set_aside(self, reason: str) -> None:
        """Set aside what was asked about."""
        number = len(self._asked)

        def done(step: Restorable) -> None:
            self._remember(step)
            self._view.close_panel()
            words = ngettext(
                "{number} check is set aside. It comes back if what it looks at changes.",
                "{number} checks are set aside. They come back if what they look at changes.",
                number,
            )
            self._view.tell(words.format(number=number))

        self._session.run(checking.set_aside, self._session.cycle_id, self._asked, reason, done=done)

    def take_up(self, keys: Sequence[Key]) -> None:
        """Open these again."""
        rows = tuple(row for key in keys if (row := self.row(key)) is not None and row.aside is not None)
        if not rows:
            self._view.tell(_("Choose a check that was set aside first."), "info")
            return

        def done(step: Restorable) -> None:
            self._remember(step)
            words = ngettext("{number} check is open again.", "{number} checks are open again.", len(rows))
            self._view.tell(words.format(number=len(rows)))

        self._session.run(checking.take_up, rows, done=done)

    def _remember(self, step: Restorable) -> None:
        self._remembers.remember(Bulk(restoring.put_back, step))

    def _show_page(self, page: ChecksPage) -> None:
        self._page = page
        shown = {Show.OPEN: page.open, Show.ASIDE: page.aside, Show.ALL: page.rows}[self.show]
        if self.code and self.code not in {row.code for row in page.rows}:
            self.code = ""
        rows = tuple(row for row in shown if not self.code or row.code == self.code)
        self._view.show_checks(page, rows, number_sentence(page))
