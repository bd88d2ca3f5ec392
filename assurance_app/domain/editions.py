"""Which edition applied when: an edition may begin, or be replaced, in the middle of a reporting year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from assurance_app.domain.framework import Framework
from assurance_app.domain.prose import spoken_date
from assurance_app.domain.years import first_day, last_day
from assurance_app.words import _

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Applied:
    """That an edition applied in a year, from its first day in that year to its last."""

    framework: Framework
    first: dt.date
    last: dt.date


def applies_from(framework: Framework) -> dt.date:
    """The day from which the edition applies; the day on which it was issued where no other is given."""
    for day in (framework.applies_from, framework.issued):
        try:
            return dt.date.fromisoformat(day)
        except ValueError:
            continue
    return dt.date.min


def applied_in(year: str, editions: Iterable[Framework]) -> tuple[Applied, ...]:
    """The editions that applied in the year, in order. Each applies until the next one does."""
    in_order = sorted({edition.id: edition for edition in editions}.values(), key=applies_from)
    found = []
    for place, edition in enumerate(in_order):
        ends = applies_from(in_order[place + 1]) - _DAY if place + 1 < len(in_order) else last_day(year)
        first, last = max(applies_from(edition), first_day(year)), min(ends, last_day(year))
        if first <= last:
            found.append(Applied(edition, first, last))
    return tuple(found)


def applied_words(year: str, framework: Framework, others: Iterable[Framework] = ()) -> tuple[str, ...]:
    """What a statement against the framework says about when it applied, a sentence each.

    `others` are the other editions that are known; one that is not known is called an earlier edition.
    """
    known = [edition for edition in others if edition.id != framework.id and edition.kind == framework.kind]
    applied = applied_in(year, (*known, framework))
    own = next((one for one in applied if one.framework.id == framework.id), None)
    if own is None:
        return (_never(framework, known, year), *(_beside(one) for one in applied))
    if (own.first, own.last) == (first_day(year), last_day(year)):
        since = applies_from(framework).isoformat()
        return (_("It has applied since {date}, and so throughout the year.").format(date=spoken_date(since)),)
    said = [_beside(one) for one in applied if one.last < own.first]
    if not said and own.first > first_day(year):
        said.append(_("Until {date} an earlier edition applied.").format(date=_spoken(own.first - _DAY)))
    said.append(_its_part(own, year))
    return (*said, *(_beside(one) for one in applied if one.first > own.last))


def _its_part(own: Applied, year: str) -> str:
    if own.last == last_day(year):
        return _("This edition has applied since {date}.").format(date=_spoken(own.first))
    if own.first == first_day(year):
        return _("This edition applied until {date}.").format(date=_spoken(own.last))
    return _("This edition applied from {first} to {last}.").format(first=_spoken(own.first), last=_spoken(own.last))


def is_whole_year(year: str, framework: Framework, others: Iterable[Framework] = ()) -> bool:
    """Whether the framework applied throughout the year, as far as other editions are known."""
    applied = applied_in(year, (*(one for one in others if one.kind == framework.kind), framework))
    return [one.framework.id for one in applied] == [framework.id] and applied[0].first == first_day(year)


def _never(framework: Framework, known: list[Framework], year: str) -> str:
    begins = applies_from(framework)
    if begins > last_day(year):
        return _("It applies only from {date}, after the year had ended.").format(date=_spoken(begins))
    later = min((one for one in known if applies_from(one) >= begins), key=applies_from)
    return _("It had been replaced before the year began: another edition has applied since {date}.").format(
        date=_spoken(applies_from(later))
    )


def _beside(one: Applied) -> str:
    if one.first == one.last:
        return _("On {day} the edition issued on {issued} applied.").format(
            day=_spoken(one.first), issued=spoken_date(one.framework.issued)
        )
    return _("From {first} to {last} the edition issued on {issued} applied.").format(
        first=_spoken(one.first), last=_spoken(one.last), issued=spoken_date(one.framework.issued)
    )


def _spoken(day: dt.date) -> str:
    return spoken_date(day.isoformat())
