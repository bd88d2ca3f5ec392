"""Inspections: what happens on them. No widgets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from assurance_app.application import entries, inspections, plan
from assurance_app.application.inspections import FindingRow
from assurance_app.application.plan import SectionName
from assurance_app.domain.entities import Stored
from assurance_app.domain.holdings import Comments, InspectionFinding
from assurance_app.ui.screens.entries import EntriesPresenter
from assurance_app.ui.states import State, Symbol
from assurance_app.ui.typed import show_date
from assurance_app.words import _, ngettext

_LOOKS = {
    Comments.PUBLISHED: (Symbol.CHECK, "good"),
    Comments.DUE: (Symbol.RING, "accent"),
    Comments.OVERDUE: (Symbol.CROSS, "bad"),
    Comments.NO_DATE: (Symbol.DASH, "none"),
}


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One finding with the sections that it can bear on."""

    stored: Stored[Any]
    sections: tuple[SectionName, ...]


def comments_state(finding: InspectionFinding, comments: Comments, days: int) -> State:
    """Where the body's comments stand: symbol and words, short enough for a table."""
    if comments is Comments.PUBLISHED:
        words = _("Published {date}").format(date=show_date(finding.comments_published_on))
        if days:
            words = ngettext("{words}, {days} day late", "{words}, {days} days late", days).format(
                words=words, days=days
            )
    elif comments is Comments.DUE:
        words = ngettext("{days} day left", "{days} days left", days).format(days=days)
    elif comments is Comments.OVERDUE:
        words = ngettext("Overdue by {days} day", "Overdue by {days} days", days).format(days=days)
    else:
        words = _("No date of the report")
    return State(*_LOOKS[comments], words)


def due_words(finding: InspectionFinding, state: State) -> str:
    """The same for the finding's own page, with the day."""
    if not finding.comments_due:
        return _("Our comments: {state}").format(state=state.word)
    return _("Our comments: {state} (due {date})").format(state=state.word, date=show_date(finding.comments_due))


def due_sentence(rows: Sequence[FindingRow]) -> str:
    """How many comments are overdue or due."""
    late = sum(1 for row in rows if row.comments is Comments.OVERDUE)
    due = sum(1 for row in rows if row.comments is Comments.DUE)
    parts = []
    if late:
        parts.append(
            ngettext(
                "Comments on {number} finding are overdue.", "Comments on {number} findings are overdue.", late
            ).format(number=late)
        )
    if due:
        parts.append(
            ngettext(
                "Comments on {number} finding are still to be published.",
                "Comments on {number} findings are still to be published.",
                due,
            ).format(number=due)
        )
    return " ".join(parts)


def today() -> str:
    """The day (ISO) on this machine."""
    return dt.datetime.now().astimezone().date().isoformat()


class InspectionsPresenter(EntriesPresenter):
    """Findings, by threat."""

    screen = "inspections"
    shows = frozenset({"inspection_finding"})

    def list_use_case(self) -> Callable[..., Any]:
        """Every finding."""
        return inspections.load_inspections

    def load_one(self, kind: str, key: str, show: Callable[[Any], object]) -> None:
        """One finding with the sections."""
        cycle_id = self._session.cycle_id

        def work(workspace: Any) -> FindingPage | None:
            stored = entries.load_entry(workspace, InspectionFinding, key)
            return FindingPage(stored, plan.load_sections(workspace, cycle_id)) if stored is not None else None

        self.load(work, show=show)

    def stored_of(self, page: Any) -> Stored[Any]:
        """The finding."""
        found: Stored[Any] = page.stored
        return found

    def add_finding(self, report: str) -> None:
        """A new finding of a report."""
        self.add(inspections.add_finding, report, kind="finding")
