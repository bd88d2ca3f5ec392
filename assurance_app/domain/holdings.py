"""What the body keeps across years: capacity by year, collaboration agreements, findings of inspections."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assurance_app.domain.disclosure import Disclosure

COMMENTS_DUE_DAYS = 56
"""A body's comments on an inspection report are due within 56 days of its publication (section 55, Police Act 1996)."""


@dataclass(frozen=True, slots=True)
class CapacityFigure:
    """A figure of the force's capacity in one year. Public only with clearance; never added to a national figure."""

    id: str
    body_id: str
    year: str
    measure: str
    """The id of a measure in the data of measures, such as psu-declared."""
    number: int
    as_of: str = ""
    source: str = ""
    note: str = ""
    disclosure: Disclosure = Disclosure.OFFICE


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
