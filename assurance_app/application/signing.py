"""Signing: the office-holder approves a year, bound to its content; the year renders from its snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from assurance_app.application.after_approval import steps_in
from assurance_app.application.changes import Outcome, changed
from assurance_app.application.overview import missing_words, place_of
from assurance_app.application.places import Place
from assurance_app.application.revisions import promote_all
from assurance_app.application.workspaces import framework_of, stored_cycle
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.entities import Approval, Stored
from assurance_app.domain.progress import statement_path
from assurance_app.domain.projection import fingerprint, project, record_from_projection
from assurance_app.domain.record import Record
from assurance_app.domain.refusal import Refused
from assurance_app.domain.text import clean_text
from assurance_app.domain.values import CycleStatus
from assurance_app.domain.year_steps import status_after
from assurance_app.persistence.workspace import Reading, Workspace
from assurance_app.words import _
from assurance_app.words.labels import filled


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something the statement path lacks. It never stops an approval: it is listed beside it."""

    place: Place
    title: str
    missing: str


@dataclass(frozen=True, slots=True)
class ChangedSince:
    """One thing that reads otherwise than when the year was approved."""

    place: Place
    title: str


@dataclass(frozen=True, slots=True)
class SigningState:
    """Where a year stands with its approval."""

    year: str
    status: CycleStatus
    approval: Approval | None
    changed_since: tuple[ChangedSince, ...]
    open_points: tuple[OpenPoint, ...]
    holder_name: str
    holder_role: str
    fingerprint: str


def signing_state(workspace: Workspace, cycle_id: str) -> SigningState:
    """Who approved the year, what changed since, and what is open."""
    with workspace.reading() as reading:
        record = reading.record(cycle_id)
        approval = standing_approval(reading, cycle_id)
        approved = approved_record(workspace, reading, approval.entity) if approval else None
    holder = record.holder_on(f"{int(record.cycle.year[:4]) + 1}-03-31")
    return SigningState(
        year=record.cycle.year,
        status=record.cycle.status,
        approval=approval.entity if approval else None,
        changed_since=_changed_since(approved, record) if approved else (),
        open_points=_open_points(record),
        holder_name=holder.name if holder else "",
        holder_role=holder.role if holder else record.body.name_as_used,
        fingerprint=fingerprint(record),
    )


def standing_approval(reading: Reading, cycle_id: str) -> Stored[Approval] | None:
    """The approval of the cycle that was not revoked, or None."""
    standing = [stored for stored in reading.find(Approval, cycle_id=cycle_id) if not stored.entity.revoked_at]
    return max(standing, key=lambda stored: stored.entity.approved_at, default=None)


def approved_record(
    workspace: Workspace, reading: Reading, approval: Approval, *, without: Iterable[str] = ()
) -> Record:
    """The record as it was approved, from the snapshot; `without` the parts (fields of Record) that nobody will read:
    a library of thousands of items takes its time.
    """
    plain = reading.payload(approval.snapshot)
    if not isinstance(plain, Mapping):
        raise Refused("audit.broken", path=workspace.path, sequence=0, detail=f"no snapshot {approval.snapshot[:12]}")
    cycle = stored_cycle(reading, approval.cycle_id).entity
    kept = plain["record"]["framework"]
    exact = replace(cycle, framework_id=kept["id"], framework_revision=kept["revision"])
    read = {**plain, "record": {**plain["record"], **{part: [] for part in without}}}
    return record_from_projection(read, framework_of(reading, exact))


def _open_points(record: Record) -> tuple[OpenPoint, ...]:
    points = []
    for item in statement_path(record):
        if item.missing:
            if item.requirement_id:
                title = filled(record.framework.requirement(item.requirement_id).title, record.body.kind.value)
            else:
                title = record.framework.section(item.section_id).title
            points.append(OpenPoint(place_of(item), title, missing_words(item)))
    return tuple(points)


def _changed_since(approved: Record, now: Record) -> tuple[ChangedSince, ...]:
    found = []
    kind = now.body.kind.value
    before = approved.answer_by_requirement
    after = now.answer_by_requirement
    for requirement in now.framework.requirements:
        if before.get(requirement.id) != after.get(requirement.id):
            section = now.framework.home_of(requirement.id)
            place = Place("question", section_id=section.id, requirement_id=requirement.id)
            found.append(ChangedSince(place, filled(requirement.title, kind)))
    statements_before, statements_after = approved.statement_by_section, now.statement_by_section
    found += [
        ChangedSince(Place("threat", section_id=section.id), section.title)
        for section in now.framework.threats
        if statements_before.get(section.id) != statements_after.get(section.id)
    ]
    if (approved.evidence, approved.links) != (now.evidence, now.links):
        found.append(ChangedSince(Place("evidence"), ""))
    if (approved.body, approved.office_holders) != (now.body, now.office_holders):
        found.append(ChangedSince(Place("office"), _("The body or its office-holders")))
    if _circumstances(approved) != _circumstances(now):
        found.append(ChangedSince(Place("sign-off"), _("What was cleared, or another circumstance")))
    return tuple(found)


def _circumstances(record: Record) -> tuple[object, ...]:
    """What binds an approval beside what has a place of its own: the fingerprint changes with each of it."""
    told = ("framework", "cycle", "body", "office_holders", "answers", "threat_statements", "evidence", "links")
    rest = (getattr(record, part.name) for part in fields(Record) if part.name not in told)
    cycle = replace(record.cycle, status=CycleStatus.DRAFTING)
    return (record.framework.id, record.framework.revision, cycle, *rest)


def approve(workspace: Workspace, cycle_id: str, name: str, role: str) -> Outcome[Approval]:
    """Approve the year as it stands. Drafts are promoted first; what is open does not stop the body's decision."""
    name, role = clean_text(name).strip(), clean_text(role).strip()
    if not name or not role:
        raise Refused("approval.no-name")
    with workspace.unit_of_work() as work:
        promoted = promote_all(work)
        record = work.record(cycle_id)
        if not record.answers and not record.threat_statements:
            raise Refused("approval.nothing", year=record.cycle.year)
        standing = standing_approval(work, cycle_id)
        if standing is not None:
            work.put(replace(standing.entity, revoked_at=workspace.now()), standing.version, action="superseded")
        number = len(work.find(Approval, cycle_id=cycle_id)) + 1
        approval = Approval(
            id=f"{cycle_id}/approval/{number}",
            cycle_id=cycle_id,
            name=name,
            role=role,
            approved_at=workspace.now(),
            fingerprint=fingerprint(record),
            snapshot=work.put_payload(project(record, Audience.OFFICE)),
        )
        work.put(approval, 0, action="approved")
        cycle = stored_cycle(work, cycle_id)
        # What happened since an earlier approval, such as the meeting of the panel, happened all the same.
        work.put(replace(cycle.entity, status=status_after(steps_in(work, cycle_id))), cycle.version)
        work.commit()
    return Outcome(
        approval, (*(changed(stored.entity) for stored in promoted), changed(approval), changed(cycle.entity))
    )


def revoke(workspace: Workspace, cycle_id: str) -> Outcome[Approval]:
    """Take the approval back: the year is in drafting again. The approval and its snapshot stay in the history."""
    with workspace.unit_of_work() as work:
        standing = standing_approval(work, cycle_id)
        cycle = stored_cycle(work, cycle_id)
        if standing is None:
            raise Refused("approval.missing", year=cycle.entity.year)
        revoked = replace(standing.entity, revoked_at=workspace.now())
        work.put(revoked, standing.version, action="revoked")
        work.put(replace(cycle.entity, status=CycleStatus.DRAFTING), cycle.version)
        work.commit()
    return Outcome(revoked, (changed(revoked), changed(cycle.entity)))
