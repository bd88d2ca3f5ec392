"""Keeping revisions of evidence: what a link pins is never changed under it, whichever way a change comes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assurance_app.application.workspaces import stored_cycle
from assurance_app.domain.entities import Evidence, EvidenceLink, EvidenceRevision, Stored
from assurance_app.domain.evidence import followed_by_earlier, same_words
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import TargetKind
from assurance_app.persistence.workspace import UnitOfWork

EVIDENCE = frozenset({EvidenceRevision})


def keep_revision(work: UnitOfWork, kept: EvidenceRevision, expected: int) -> Stored[EvidenceRevision]:
    """Keep a changed revision, clean already. Where something rests on it and its words differ, a new one is made.

    Refused("change.stale") where the stored version is not the expected one. LookupError where there is no such item.
    """
    held = work.stored(EvidenceRevision, kept.id)
    if expected != (held.version if held else 0):
        raise Refused("change.stale", kind="evidence_revision", id=kept.id)
    pinned = bool(work.find(EvidenceLink, revision_id=kept.id))
    if held is None or not pinned or same_words(held.entity, kept):
        stored = work.put(kept, expected)
    else:
        evidence = work.stored(Evidence, kept.evidence_id)
        if evidence is None:
            raise LookupError(f"no evidence {kept.evidence_id}")
        number = evidence.entity.revision + 1
        work.discard_draft(EvidenceRevision, kept.id)
        work.put(replace(evidence.entity, revision=number), evidence.version)
        stored = work.put(replace(kept, id=f"{kept.evidence_id}@{number}", number=number), 0)
    _let_earlier_follow(work, stored.entity)
    return stored


def _let_earlier_follow(work: UnitOfWork, newest: EvidenceRevision) -> None:
    for found in work.find(EvidenceRevision, evidence_id=newest.evidence_id):
        held = work.stored(EvidenceRevision, found.entity.id)
        if held is not None and held.entity.number < newest.number:
            work.put(followed_by_earlier(held.entity, newest), held.version)


def promote_all(work: UnitOfWork) -> tuple[Stored[Any], ...]:
    """Promote every draft that can be; the draft of a revision that something rests on becomes a new revision.

    A draft of something that has changed since stays a draft.
    """
    promoted: list[Stored[Any]] = list(work.promote_all(leaving=EVIDENCE))
    for draft in work.drafts():
        if not isinstance(draft.entity, EvidenceRevision):
            continue
        if work.stored(Evidence, draft.entity.evidence_id) is None:
            continue
        try:
            promoted.append(keep_revision(work, draft.entity, draft.base_version))
        except Refused:
            continue
    return tuple(promoted)


def pin(
    work: UnitOfWork, cycle_id: str, revision: EvidenceRevision, target_kind: TargetKind, target_id: str
) -> tuple[EvidenceLink | None, EvidenceLink]:
    """Let something rest on a revision: the link before, if the item was linked already, and the link now."""
    stored_cycle(work, cycle_id)
    key = f"{target_id}|{revision.evidence_id}"
    held = work.get(EvidenceLink, key)
    made = EvidenceLink(key, cycle_id, revision.id, revision.evidence_id, target_kind, target_id)
    work.put(made, held.version if held else 0)
    return (held.entity if held else None), made
