"""Everything that a national workspace holds about one body for a year."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assurance_app.application.changes import Outcome
from assurance_app.application.commissioning import stored_commission, year_in
from assurance_app.application.library_steps import Replaced, Step, outcome_of
from assurance_app.application.permissions import ExtractRow, PermissionRow, list_extracts, list_permissions
from assurance_app.application.receiving import ReturnVersion, list_versions, open_version, received_return_id
from assurance_app.application.recording import cleaned
from assurance_app.application.return_documents import ReturnDocument, documents_of
from assurance_app.application.tracker import before_panel, tracker_of
from assurance_app.application.workspaces import need_kind
from assurance_app.domain.commissioning import Commission, ExpectedBody, expected_body_id
from assurance_app.domain.entities import ReceivedReturn, Stored
from assurance_app.domain.record import Record
from assurance_app.domain.refusal import Refused
from assurance_app.domain.tracker import TrackerRow
from assurance_app.domain.values import WorkspaceKind
from assurance_app.persistence.workspace import Workspace


@dataclass(frozen=True, slots=True)
class BodyPage:
    """One body in a year. `line` is what the APCC noted of it, None where it was not expected."""

    row: TrackerRow
    line: Stored[ExpectedBody] | None
    commission: Commission
    versions: tuple[ReturnVersion, ...]
    record: Record | None
    """What its return says, where one is here that can be opened."""
    is_unreadable: bool
    """Whether a return is here whose content was removed since."""
    before_panel: bool | None
    permissions: tuple[PermissionRow, ...]
    extracts: tuple[ExtractRow, ...]
    documents: tuple[ReturnDocument, ...] = ()
    """What came inside the return that stands."""


def load_body(workspace: Workspace, body_id: str, year: str = "", today: str = "") -> BodyPage | None:
    """Everything about a body; None where the workspace has nothing on it for the year."""
    need_kind(workspace, WorkspaceKind.NATIONAL)
    with workspace.reading() as reading:
        wanted = year_in(reading, year)
        tracker = tracker_of(reading, wanted, today or workspace.now()[:10])
        row = next((row for row in tracker.rows if row.body.id == body_id), None)
        if row is None:
            return None
        line = reading.get(ExpectedBody, expected_body_id(wanted, body_id))
        commission = stored_commission(reading, wanted).entity
        panel = before_panel(reading, row.received) if row.received is not None else None
        documents = documents_of(workspace, reading, row.received) if row.received is not None else ()
    versions = list_versions(workspace, body_id, wanted)
    record, is_unreadable = _record(workspace, body_id, wanted, versions)
    extracts = tuple(found for found in list_extracts(workspace, wanted) if found.body.id == body_id)
    permissions = list_permissions(workspace, wanted, body_id)
    return BodyPage(row, line, commission, versions, record, is_unreadable, panel, permissions, extracts, documents)


def _record(
    workspace: Workspace, body_id: str, year: str, versions: tuple[ReturnVersion, ...]
) -> tuple[Record | None, bool]:
    stands = next((version for version in versions if version.stands), None)
    if stands is None:
        return None, False
    try:
        return open_version(workspace, body_id, year, stands.number).record, False
    except Refused:
        return None, True


def came_on(workspace: Workspace, body_id: str, year: str, day: str) -> Outcome[Step]:
    """Say on which day a return reached the APCC, where that was not the day on which it was received here; "" for that
    day.
    """
    with workspace.unit_of_work() as work:
        held = work.get(ReceivedReturn, received_return_id(body_id, year))
        if held is None:
            raise LookupError(f"no return of {body_id} for {year}")
        after = work.put(cleaned(replace(held.entity, came_on=day)), held.version).entity
        work.commit()
    return outcome_of((Replaced(held.entity, after),))
