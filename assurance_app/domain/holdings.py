"""What the body keeps across years: capacity by year, collaboration agreements, findings of inspections.

A figure of the force stands beside regional and national ones and is never added to them (SPR 120).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.framework import Unit

COMMENTS_DUE_DAYS = 56
"""A body's comments on an inspection report are due within 56 days of its publication (section 55, Police Act 1996)."""


@dataclass(frozen=True, slots=True)
class RoleCount:
    """How many people of one role are trained and available."""

    role: str
    number: int


@dataclass(frozen=True, slots=True)
class CapacityFigure:
    """A figure of the force's capacity in one year. Public only with clearance; never added to a national figure."""

    id: str
    body_id: str
    year: str
    measure: str
    """The id of a measure in the data of measures, such as psu-declared."""
    number: int | None = None
    as_of: str = ""
    source: str = ""
    note: str = ""
    disclosure: Disclosure = Disclosure.OFFICE
    people: tuple[RoleCount, ...] = ()
    """The people behind units whose composition is fixed, by role."""


@dataclass(frozen=True, slots=True)
class CollaborationAgreement:
    """A section 22A agreement with what the body contributes: officers, staff, whole pounds a year (SPR 84)."""

    id: str
    body_id: str
    title: str
    parties: str = ""
    begins_on: str = ""
    ends_on: str = ""
    officers: int | None = None
    staff: int | None = None
    pounds: int | None = None
    provides: str = ""
    section_ids: tuple[str, ...] = ()
    disclosure: Disclosure = Disclosure.OFFICE
    public_wording: str = ""


@dataclass(frozen=True, slots=True)
class InspectionFinding:
    """A finding of an inspectorate, its grade in the inspectorate's own words, and the body's comments."""

    id: str
    body_id: str
    inspectorate: str
    report: str
    published_on: str = ""
    locator: str = ""
    section_ids: tuple[str, ...] = ()
    finding: str = ""
    grade: str = ""
    recommendation: str = ""
    comments: str = ""
    comments_published_on: str = ""
    link: str = ""
    disclosure: Disclosure = Disclosure.OFFICE
    public_wording: str = ""

    @property
    def comments_due(self) -> str:
        """The day by which the body's comments are due (ISO), "" where the report has no date."""
        try:
            return (dt.date.fromisoformat(self.published_on) + dt.timedelta(COMMENTS_DUE_DAYS)).isoformat()
        except ValueError:
            return ""


def capacity_figure_id(body_id: str, year: str, measure: str) -> str:
    """The one id that the figure of a measure has in a year, so that two people cannot make two."""
    return f"{body_id}/{year}/{measure}"


@dataclass(frozen=True, slots=True)
class Makeup:
    """What people make of a unit whose composition is fixed: full units, the role that decides, who is left over."""

    full: int
    scarcest: str
    over: tuple[RoleCount, ...]


def makeup(unit: Unit, people: Iterable[RoleCount]) -> Makeup:
    """How many full units these people make (SPR 122). People of a role that the unit has not are left over whole."""
    available: dict[str, int] = {}
    for entry in people:
        available[entry.role] = available.get(entry.role, 0) + entry.number
    full = unit.full_units(available)
    parts = [part for part in unit.composition if part.number]
    scarcest = min(parts, key=lambda part: available.get(part.role, 0) // part.number).role if parts else ""
    used = {part.role: part.number * full for part in parts}
    over = tuple(RoleCount(role, number - used.get(role, 0)) for role, number in available.items())
    return Makeup(full, scarcest, tuple(entry for entry in over if entry.number))


class Comments(StrEnum):
    """Where the body's comments on an inspection report stand (section 55, Police Act 1996)."""

    PUBLISHED = "published"
    DUE = "due"
    OVERDUE = "overdue"
    NO_DATE = "no-date"


def comments_standing(finding: InspectionFinding, today: str) -> tuple[Comments, int]:
    """Where the comments stand on a day (ISO), and how many days are left, or how many they are late.

    Comments published after their day stand as published, with the days that they were late.
    """
    due = finding.comments_due
    if finding.comments_published_on:
        return Comments.PUBLISHED, max(_days(due, finding.comments_published_on), 0) if due else 0
    if not due:
        return Comments.NO_DATE, 0
    left = _days(today, due)
    return (Comments.DUE, left) if left >= 0 else (Comments.OVERDUE, -left)


def _days(earlier: str, later: str) -> int:
    try:
        return (dt.date.fromisoformat(later) - dt.date.fromisoformat(earlier)).days
    except ValueError:
        return 0
