"""Entries that an office adds and takes away: what all of them have in common, and clearing them for the public."""

from __future__ import annotations

from assurance_app.application.changes import Outcome, changed
from assurance_app.application.recording import cleaned
from assurance_app.application.restoring import Restorable
from assurance_app.domain.entities import E, Entity, Stored
from assurance_app.persistence.workspace import Workspace


def add_entry(workspace: Workspace, entity: Entity) -> Outcome[Restorable]:
    """Keep a new entry; answers with the step that undo takes back."""
    kept = cleaned(entity)
    with workspace.unit_of_work() as work:
        work.put(kept, 0)
        work.commit()
    return Outcome(Restorable((kept,), True), (changed(kept),))


def load_entry(workspace: Workspace, entity_type: type[E], entity_id: str) -> Stored[E] | None:
    """An entry as it is kept; None where it has been taken away."""
    with workspace.reading() as reading:
        return reading.get(entity_type, entity_id)
