"""What is due in a year: actions, evidence to review, comments on inspections, the end of the year itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from assurance_app.application.leading import place_of_entry
from assurance_app.application.places import Place
from assurance_app.domain.holdings import Comments, comments_standing
from assurance_app.domain.record import Record
from assurance_app.domain.values import ActionStatus, CycleStatus
from assurance_app.domain.years import last_day, spoken_year
from assurance_app.words import _

HORIZON_DAYS = 60
"""What is due later than this is not told of yet."""


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something with a day: what, when (ISO), how many days are left (less than 0: overdue), and where it is done."""

    kind: str
    title: str
    on: str
    days: int
    place: Place

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed."""
        return self.days < 0


def due_items(record: Record, today: dt.date) -> tuple[DueItem, ...]:
    """What is overdue or due within `HORIZON_DAYS` of a day, what was due first at the top."""
    found = (*_actions(record, today), *_evidence(record, today), *_comments(record, today), *_year(record, today))
    near = [item for item in found if item.days <= HORIZON_DAYS]
    return tuple(sorted(near, key=lambda item: (item.on, item.title.casefold())))


def _actions(record: Record, today: dt.date) -> Iterator[DueItem]:
    for action in record.actions:
        if action.status is ActionStatus.OPEN and (day := _day(action.due)) is not None:
            yield DueItem("action", action.title, action.due, (day - today).days, place_of_entry(action))


def _evidence(record: Record, today: dt.date) -> Iterator[DueItem]:
    """Items that something of the year rests on, by their newest revision."""
    newest = {
        revision.evidence_id: revision for revision in sorted(record.evidence, key=lambda revision: revision.number)
    }
    used = {link.evidence_id for link in record.links}
    for evidence_id, revision in newest.items():
        if evidence_id in used and (day := _day(revision.review_by)) is not None:
            yield DueItem("evidence", revision.title, revision.review_by, (day - today).days, place_of_entry(revision))


def _comments(record: Record, today: dt.date) -> Iterator[DueItem]:
    for finding in record.findings:
        standing, _days = comments_standing(finding, today.isoformat())
        day = _day(finding.comments_due)
        if standing in (Comments.DUE, Comments.OVERDUE) and day is not None:
            title = " – ".join(part for part in (finding.inspectorate, finding.report) if part)
            yield DueItem("comments", title, finding.comments_due, (day - today).days, place_of_entry(finding))


def _year(record: Record, today: dt.date) -> Iterator[DueItem]:
    order = list(CycleStatus)
    if order.index(record.cycle.status) < order.index(CycleStatus.APPROVED):
        day = last_day(record.cycle.year)
        title = _("{year} is not approved yet").format(year=spoken_year(record.cycle.year))
        yield DueItem("cycle", title, day.isoformat(), (day - today).days, Place("sign-off"))


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
