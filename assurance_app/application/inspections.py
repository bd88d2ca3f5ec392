"""Findings of inspections, and the body's comments on them: due within 56 days of the report."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from assurance_app.application.changes import Outcome
from assurance_app.application.entries import add_entry
from assurance_app.application.plan import SectionName, named, section_names
from assurance_app.application.restoring import Restorable
from assurance_app.application.workspaces import framework_of, stored_cycle
from assurance_app.domain.entities import Body
from assurance_app.domain.holdings import Comments, InspectionFinding, comments_standing
from assurance_app.persistence.workspace import Workspace

USUAL_INSPECTORATE = "HMICFRS"


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding in the list: whom it bears on, and where the comments stand; `days` are left, or late."""

    finding: InspectionFinding
    section_titles: tuple[str, ...]
    comments: Comments
    days: int


@dataclass(frozen=True, slots=True)
class InspectionsPage:
    """Every finding that the office keeps, the latest report first."""

    rows: tuple[FindingRow, ...]
    sections: tuple[SectionName, ...]


def load_inspections(workspace: Workspace, cycle_id: str) -> InspectionsPage:
    """The findings, of this year and of those before."""
    with workspace.reading() as reading:
        cycle = stored_cycle(reading, cycle_id).entity
        sections = section_names(framework_of(reading, cycle))
        titles = {section.id: section.title for section in sections}
        today = workspace.now()[:10]
        rows = [
            FindingRow(
                stored.entity,
                tuple(titles.get(key, key) for key in stored.entity.section_ids),
                *comments_standing(stored.entity, today),
            )
            for stored in reading.find(InspectionFinding, body_id=cycle.body_id)
        ]
    rows.sort(key=lambda row: row.finding.report.casefold())
    rows.sort(key=lambda row: row.finding.published_on, reverse=True)
    return InspectionsPage(tuple(rows), sections)


def add_finding(workspace: Workspace, report: str) -> Outcome[Restorable]:
    """A new finding of a report. Refused("entry.no-title") without the report's title."""
    report = named(report)
    with workspace.reading() as reading:
        body = reading.find(Body)[0].entity
    return add_entry(workspace, InspectionFinding(uuid4().hex, body.id, USUAL_INSPECTORATE, report))
