"""Changes that are taken back as one: to the library in bulk, withdrawn, linked, unlinked, a new revision; to any other
entities by what each step replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from assurance_app.application.changes import Outcome, changed
from assurance_app.application.recording import cleaned
from assurance_app.application.revisions import keep_revision, pin
from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.entities import Entity, Evidence, EvidenceLink, EvidenceRevision
from assurance_app.domain.values import TargetKind
from assurance_app.persistence.workspace import UnitOfWork, Workspace


@dataclass(frozen=True, slots=True)
class Replaced:
    """An entity before and after a step; None where there was, or is, none."""

    before: Entity | None
    after: Entity | None


@dataclass(frozen=True, slots=True)
class Step:
    """What one change replaced, in the order in which it did, and how many items it was about."""

    replaced: tuple[Replaced, ...]
    items: int = 1


@dataclass(frozen=True, slots=True)
class NewItem:
    """A step of which only the first revision is known of the item that it put into the library."""

    made: EvidenceRevision


@dataclass(frozen=True, slots=True)
class NewRevision:
    """A step of which only the revision is known that it made."""

    made: EvidenceRevision


def change_many(
    workspace: Workspace,
    evidence_ids: Iterable[str],
    *,
    owner: str | None = None,
    disclosure: Disclosure | None = None,
    review_by: str | None = None,
) -> Outcome[Step]:
    """Change who keeps items, who may read them or when they are looked at again; None leaves a part as it is.

    No new revision comes of it. What is pinned is never opened to more readers than it was written for.
    """
    wanted = {"owner": owner, "disclosure": disclosure, "review_by": review_by}
    given = {name: value for name, value in wanted.items() if value is not None}

    def one(work: UnitOfWork, evidence_id: str) -> None:
        found = work.find(EvidenceRevision, evidence_id=evidence_id)
        newest = max(found, key=lambda stored: stored.entity.number, default=None)
        if newest is None:
            raise LookupError(f"no evidence {evidence_id}")
        kept: Any = replace(newest.entity, **given)  # type: ignore[arg-type] # each is of its field's type
        keep_revision(work, cleaned(kept), newest.version)

    return _each(workspace, evidence_ids, one)


def withdraw_many(workspace: Workspace, evidence_ids: Iterable[str], *, withdrawn: bool) -> Outcome[Step]:
    """Withdraw items from use, or take that back. What rests on them keeps its links."""

    def one(work: UnitOfWork, evidence_id: str) -> None:
        held = work.get(Evidence, evidence_id)
        if held is None:
            raise LookupError(f"no evidence {evidence_id}")
        work.put(replace(held.entity, withdrawn=withdrawn), held.version)

    return _each(workspace, evidence_ids, one)


def link(
    workspace: Workspace, cycle_id: str, revision_id: str, target_kind: TargetKind, target_id: str
) -> Outcome[Step]:
    """Let something rest on a revision; where it rests on another of the same item, the pin is moved."""
    with workspace.unit_of_work() as work:
        revision = work.get(EvidenceRevision, revision_id)
        if revision is None:
            raise LookupError(f"no revision {revision_id}")
        held, made = pin(work, cycle_id, revision.entity, target_kind, target_id)
        work.commit()
    return outcome_of((Replaced(held, made),))


def unlink(workspace: Workspace, link_id: str) -> Outcome[Step]:
    """Take a link away; the item stays in the library."""
    with workspace.unit_of_work() as work:
        held = work.get(EvidenceLink, link_id)
        if held is None:
            raise LookupError(f"no link {link_id}")
        work.delete(EvidenceLink, link_id, held.version)
        work.commit()
    return outcome_of((Replaced(held.entity, None),))


def put_back(workspace: Workspace, step: Step | NewRevision | NewItem) -> Outcome[Step]:
    """Undo a step; answers with the step that does it again. What was changed since is left as it is."""
    back: list[Replaced] = []
    with workspace.unit_of_work() as work:
        known = step if isinstance(step, Step) else _of_new(work, step)
        back.extend(Replaced(was.after, was.before) for was in reversed(known.replaced) if _put_one_back(work, was))
        work.commit()
    return outcome_of(tuple(back), known.items)


def _put_one_back(work: UnitOfWork, was: Replaced) -> bool:
    entity: Any = was.after or was.before
    kind: type[Any] = type(entity)
    held = work.get(kind, entity.id)
    if (held.entity if held else None) != was.after:
        return False
    if was.before is not None:
        work.put(was.before, held.version if held else 0)
    elif held is not None:
        if kind is EvidenceRevision and work.find(EvidenceLink, revision_id=entity.id):
            return False
        work.delete(kind, entity.id, held.version)
    return True


def _of_new(work: UnitOfWork, step: NewRevision | NewItem) -> Step:
    evidence = work.get(Evidence, step.made.evidence_id)
    if isinstance(step, NewItem):
        held = work.get(EvidenceRevision, step.made.id)
        if evidence is None or held is None or held.entity != step.made or evidence.entity.revision != 1:
            return Step((), 0)
        links = (stored.entity for stored in work.find(EvidenceLink, evidence_id=step.made.evidence_id))
        made: tuple[Entity, ...] = (evidence.entity, held.entity, *links)
        return Step(tuple(Replaced(None, entity) for entity in made))
    is_newest = evidence is not None and evidence.entity.revision == step.made.number
    if evidence is None or not is_newest or work.find(EvidenceLink, revision_id=step.made.id):
        return Step((), 0)
    before = replace(evidence.entity, revision=step.made.number - 1)
    return Step((Replaced(before, evidence.entity), Replaced(None, step.made)))


def _each(workspace: Workspace, evidence_ids: Iterable[str], one: Callable[[UnitOfWork, str], None]) -> Outcome[Step]:
    replaced: list[Replaced] = []
    items = 0
    with workspace.unit_of_work() as work:
        for evidence_id in dict.fromkeys(evidence_ids):
            before = _parts(work, evidence_id)
            one(work, evidence_id)
            after = _parts(work, evidence_id)
            new = [Replaced(before.get(key), part) for key, part in after.items() if before.get(key) != part]
            replaced.extend(new)
            items += bool(new)
        work.commit()
    return outcome_of(tuple(replaced), items)


def _parts(work: UnitOfWork, evidence_id: str) -> dict[str, Entity]:
    held = work.get(Evidence, evidence_id)
    found: dict[str, Entity] = {f"item {evidence_id}": held.entity} if held else {}
    found |= {stored.entity.id: stored.entity for stored in work.find(EvidenceRevision, evidence_id=evidence_id)}
    return found


def outcome_of(replaced: tuple[Replaced, ...], items: int = 1) -> Outcome[Step]:
    """What a use case answers with that replaced these."""
    changes = tuple(changed(entity) for was in replaced if (entity := was.after or was.before) is not None)
    return Outcome(Step(replaced, items), changes)
