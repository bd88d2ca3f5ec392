"""Clearance: a name, a role and a date, before capacity, gaps, departures and agreements are published."""

from __future__ import annotations

from assurance_app.application.changes import Outcome, changed
from assurance_app.application.recording import cleaned
from assurance_app.application.restoring import Restorable
from assurance_app.application.workspaces import stored_cycle
from assurance_app.domain.entities import Clearance
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import TargetKind
from assurance_app.persistence.workspace import Workspace


def clear(
    workspace: Workspace, cycle_id: str, kind: TargetKind, target_id: str, *, name: str, role: str, on: str
) -> Outcome[Restorable]:
    """Clear an entry for the public in this year's documents: who did, in which role, on which day (ISO).

    Each year clears for itself, for an agreement lasts several. Refused("clearance.incomplete") where a part lacks.
    """
    key = f"{cycle_id}|{target_id}|clearance"
    clearance = cleaned(Clearance(key, cycle_id, kind, target_id, name.strip(), role.strip(), on))
    if not (clearance.name and clearance.role and clearance.cleared_on):
        raise Refused("clearance.incomplete")
    with workspace.unit_of_work() as work:
        stored_cycle(work, cycle_id)
        held = work.stored(Clearance, key)
        work.put(clearance, held.version if held else 0)
        work.commit()
    return Outcome(Restorable((clearance,), True), (changed(clearance),))


def take_clearance_back(workspace: Workspace, cycle_id: str, target_id: str) -> Outcome[Restorable]:
    """Let the entry not be published any more in this year's documents."""
    with workspace.unit_of_work() as work:
        found = work.find(Clearance, cycle_id=cycle_id, target_id=target_id)
        for stored in found:
            work.delete(Clearance, stored.entity.id, stored.version)
        work.commit()
    gone = tuple(stored.entity for stored in found)
    return Outcome(Restorable(gone, False), tuple(changed(clearance) for clearance in gone))
