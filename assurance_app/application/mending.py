"""Where a document that was refused is mended: the entry whose words it would have given away."""

from __future__ import annotations

from typing import Any

from assurance_app.application.leading import is_entry, place_of_entry
from assurance_app.application.places import Place
from assurance_app.application.preview import where_written
from assurance_app.application.search import Hit
from assurance_app.application.workspaces import framework_of, stored_cycle
from assurance_app.domain.entities import KINDS, Answer, Cycle, ThreatStatement
from assurance_app.persistence.workspace import Reading, Workspace


def where_to_mend(workspace: Workspace, cycle_id: str, place: str) -> Hit | None:
    """What a refusal leads to, in its year: a part of the statement by its id, another entry by its kind and id.

    None for what nobody writes, and for what is no longer in the record.
    """
    kind, _mark, entry_id = place.partition(":")
    with workspace.reading() as reading:
        if kind not in KINDS:
            return _hit(reading, cycle_id, place)
        stored: Any = reading.get(KINDS[kind], entry_id)
        if stored is None:
            return None
        entity = stored.entity
        if isinstance(entity, Answer | ThreatStatement):
            target = entity.requirement_id if isinstance(entity, Answer) else entity.section_id
            return _hit(reading, entity.cycle_id, target)
        cycle = reading.get(Cycle, getattr(entity, "cycle_id", ""))
        years = (cycle.entity.year, cycle.entity.id) if cycle is not None else ("", "")
        return Hit(place_of_entry(entity), "", "", (), *years) if is_entry(entity) else None


def _hit(reading: Reading, cycle_id: str, target: str) -> Hit | None:
    cycle = stored_cycle(reading, cycle_id).entity
    where: Place | None = where_written(framework_of(reading, cycle), target)
    return None if where is None else Hit(where, "", "", (), cycle.year, cycle.id)
