"""What stands around a year and is told in its statement: the year before it, and the editions that are known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assurance_app.application.signing import approved_record
from assurance_app.domain.entities import Approval, Cycle
from assurance_app.domain.framework import Framework
from assurance_app.domain.record import Record
from assurance_app.domain.years import previous_year
from assurance_app.persistence.reading import AuditEntry
from assurance_app.persistence.tables import FRAMEWORK_KIND
from assurance_app.persistence.workspace import Reading, Workspace

_NOT_COMPARED = ("evidence", "links", "sessions", "actions", "findings", "agreements", "capacity_figures")


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a year. `before` is the whole record of the year before, None where there is none."""

    before: Record | None = None
    before_is_draft: bool = False
    editions: tuple[Framework, ...] = ()


def around(workspace: Workspace, reading: Reading, cycle: Cycle, approval: Approval | None) -> Around:
    """What stands around the year now; around an approved year, what stood around it when it was approved.

    So an approved statement says the same for ever: an approval of the year before that came later, or an edition that
    was adopted later, is none of its matter. A year before that was not approved is told in a draft alone.
    """
    at = approval.approved_at if approval is not None else ""
    before = next(
        (found.entity for found in reading.find(Cycle, body_id=cycle.body_id, year=previous_year(cycle.year))), None
    )
    editions = tuple(_editions(reading, cycle.framework_id, at))
    if before is None:
        return Around(editions=editions)
    approved = _approved_then(reading, before.id, at)
    if approved is not None:
        # The content of an approval can be erased; the year then has nothing to be compared with.
        kept = reading.payload(approved.snapshot) is not None
        record = approved_record(workspace, reading, approved, without=_NOT_COMPARED) if kept else None
        return Around(record, editions=editions)
    if approval is not None:
        return Around(editions=editions)
    return Around(reading.record(before.id, library=False), before_is_draft=True, editions=editions)


def _approved_then(reading: Reading, cycle_id: str, at: str) -> Approval | None:
    """The approval that stood at the moment, the newest that stands now where none is given."""
    standing = [
        found.entity
        for found in reading.find(Approval, cycle_id=cycle_id)
        if (not found.entity.revoked_at or (at and found.entity.revoked_at > at))
        and (not at or found.entity.approved_at <= at)
    ]
    return max(standing, key=lambda approval: approval.approved_at, default=None)


def _editions(reading: Reading, own: str, at: str) -> Iterator[Framework]:
    """The newest revision of each other edition in the workspace, of those adopted by the moment."""
    known = [edition for edition in reading.frameworks() if edition[0] != own]
    if known and at:
        late = {(entry.entity_id, entry.version) for entry in reading.audit() if _is_late(entry, at)}
        known = [edition for edition in known if edition not in late]
    # They come in order, so that of each the newest revision is left.
    yield from (reading.framework(key, revision) for key, revision in dict(known).items())


def _is_late(entry: AuditEntry, at: str) -> bool:
    return entry.kind == FRAMEWORK_KIND and entry.at > at
