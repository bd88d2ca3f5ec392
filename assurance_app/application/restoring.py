"""What was made or taken away as one step, so that undo takes it back as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assurance_app.application.changes import Outcome, changed
from assurance_app.domain.entities import Entity, EvidenceLink
from assurance_app.persistence.workspace import UnitOfWork, Workspace


@dataclass(frozen=True, slots=True)
class Restorable:
    """Entities, parents first, as they stood, and whether they are there after the step."""

    entities: tuple[Entity, ...]
    are_there: bool


def take_away(workspace: Workspace, entity_type: type[Any], entity_id: str) -> Outcome[Restorable]:
    """Take an entity away with the links that lead to it. Its versions stay in the history."""
    with workspace.unit_of_work() as work:
        work.promote(entity_type, entity_id)
        held = work.stored(entity_type, entity_id)
        if held is None:
            raise LookupError(f"no {entity_type.__name__} {entity_id}")
        links = tuple(stored.entity for stored in work.find(EvidenceLink, target_id=entity_id))
        step = Restorable((held.entity, *links), False)
        _delete(work, step.entities)
        work.commit()
    return Outcome(step, tuple(changed(entity) for entity in step.entities))


def put_back(workspace: Workspace, step: Restorable) -> Outcome[Restorable]:
    """Undo the step; answers with the step that does it again."""
    with workspace.unit_of_work() as work:
        if step.are_there:
            again = Restorable(_delete(work, step.entities), False)
        else:
            for entity in step.entities:
                held = work.stored(type(entity), entity.id)
                work.put(entity, held.version if held else 0)
            again = Restorable(step.entities, True)
        work.commit()
    return Outcome(again, tuple(changed(entity) for entity in step.entities))


def _delete(work: UnitOfWork, entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Delete what is there of these; answers with it as it stood."""
    gone: list[Entity] = []
    for entity in reversed(entities):
        work.promote(type(entity), entity.id)
        held = work.stored(type(entity), entity.id)
        if held is not None:
            work.delete(type(entity), entity.id, held.version)
            gone.append(held.entity)
    return tuple(reversed(gone))
