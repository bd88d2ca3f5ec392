"""The evidence library: items in revisions, and the links that pin one."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from uuid import uuid4

from assurance_app import paths
from assurance_app.application.changes import Changed, Outcome, changed
from assurance_app.application.recording import cleaned
from assurance_app.application.revisions import keep_revision
from assurance_app.application.workspaces import stored_cycle
from assurance_app.domain.entities import (
    Body,
    Evidence,
    EvidenceLink,
    EvidenceRevision,
    Stored,
)
from assurance_app.domain.values import TargetKind
from assurance_app.persistence.workspace import Reading, UnitOfWork, Workspace
from assurance_app.words import _


@dataclass(frozen=True, slots=True)
class EvidenceType:
    """A type of evidence, as data."""

    id: str
    title: str
    help: str
    keeps_content: bool = True
    """False for a briefing received: who gave it and when is kept, never what it said."""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """An item in the library: its newest revision, and how many answers and statements of the cycle rest on it."""

    evidence_id: str
    revision: Stored[EvidenceRevision]
    type_title: str
    used: int
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """An item of evidence with all its revisions (newest first) and what rests on it."""

    evidence: Stored[Evidence]
    revisions: tuple[Stored[EvidenceRevision], ...]
    links: tuple[EvidenceLink, ...]


@cache
def _type_data() -> tuple[dict[str, object], ...]:
    found = json.loads((paths.resources() / "evidence_types.json").read_text(encoding="utf-8"))
    return tuple(found["types"])


def evidence_types() -> tuple[EvidenceType, ...]:
    """The types of evidence, in the order in which they are offered."""
    return tuple(
        EvidenceType(str(row["id"]), _(str(row["title"])), _(str(row["help"])), bool(row.get("keeps_content", True)))
        for row in _type_data()
    )


def type_title(type_id: str) -> str:
    """The title of a type of evidence; the id itself where the type is unknown here."""
    return next((kind.title for kind in evidence_types() if kind.id == type_id), type_id)


def list_evidence(workspace: Workspace, cycle_id: str) -> tuple[EvidenceRow, ...]:
    """The library, by title."""
    with workspace.reading() as reading:
        newest = _newest(reading)
        used: dict[str, int] = {}
        for stored in reading.find(EvidenceLink, cycle_id=cycle_id):
            used[stored.entity.evidence_id] = used.get(stored.entity.evidence_id, 0) + 1
        rows = [
            EvidenceRow(
                evidence_id=stored.entity.id,
                revision=newest[stored.entity.id],
                type_title=type_title(newest[stored.entity.id].entity.type),
                used=used.get(stored.entity.id, 0),
                withdrawn=stored.entity.withdrawn,
            )
            for stored in reading.find(Evidence)
            if stored.entity.id in newest
        ]
    return tuple(sorted(rows, key=lambda row: row.revision.entity.title.casefold()))


def _newest(reading: Reading) -> dict[str, Stored[EvidenceRevision]]:
    newest: dict[str, Stored[EvidenceRevision]] = {}
    for stored in reading.find(EvidenceRevision):
        held = newest.get(stored.entity.evidence_id)
        if held is None or held.entity.number < stored.entity.number:
            newest[stored.entity.evidence_id] = stored
    return newest


def load_evidence(workspace: Workspace, evidence_id: str) -> EvidencePage:
    """An item of evidence; LookupError where there is none."""
    with workspace.reading() as reading:
        evidence = reading.get(Evidence, evidence_id)
        if evidence is None:
            raise LookupError(f"no evidence {evidence_id}")
        revisions = sorted(
            reading.find(EvidenceRevision, evidence_id=evidence_id), key=lambda item: item.entity.number, reverse=True
        )
        links = tuple(stored.entity for stored in reading.find(EvidenceLink, evidence_id=evidence_id))
        return EvidencePage(evidence, tuple(revisions), links)


def add_evidence(
    workspace: Workspace,
    cycle_id: str,
    content: EvidenceRevision,
    *,
    link_to: tuple[TargetKind, str] | None = None,
    evidence_id: str = "",
) -> Outcome[Stored[EvidenceRevision]]:
    """A new item with its first revision; `content` gives all but ids and number. `link_to` links it at once."""
    key = evidence_id or uuid4().hex
    revision = cleaned(replace(content, id=f"{key}@1", evidence_id=key, number=1))
    with workspace.unit_of_work() as work:
        body = work.find(Body)[0].entity
        work.put(Evidence(key, body.id, 1), 0)
        stored = work.put(revision, 0)
        done = [Changed("evidence", key), changed(revision)]
        if link_to is not None:
            done.append(_link(work, cycle_id, revision, *link_to))
        work.commit()
    return Outcome(stored, tuple(done))


def save_evidence(workspace: Workspace, revision: EvidenceRevision, expected: int) -> Outcome[Stored[EvidenceRevision]]:
    """Keep a changed item. The words that something rests on are left as they are, and a new revision is made.

    Who keeps it, when it is looked at again and who may read it are the item's own: they change in their place.
    """
    kept = cleaned(revision)
    with workspace.unit_of_work() as work:
        stored = keep_revision(work, kept, expected)
        work.commit()
    return Outcome(stored, (changed(stored.entity), Changed("evidence", kept.evidence_id)))


def withdraw_evidence(workspace: Workspace, evidence_id: str, *, withdrawn: bool = True) -> Outcome[Stored[Evidence]]:
    """Withdraw an item from use, or take that back. What rests on it keeps its link."""
    with workspace.unit_of_work() as work:
        evidence = work.get(Evidence, evidence_id)
        if evidence is None:
            raise LookupError(f"no evidence {evidence_id}")
        stored = work.put(replace(evidence.entity, withdrawn=withdrawn), evidence.version)
        work.commit()
    return Outcome(stored, (changed(stored.entity),))


def link_evidence(
    workspace: Workspace, cycle_id: str, revision_id: str, target_kind: TargetKind, target_id: str
) -> Outcome[None]:
    """Let an answer or a threat statement rest on a revision; linking a newer revision moves the pin."""
    with workspace.unit_of_work() as work:
        revision = work.get(EvidenceRevision, revision_id)
        if revision is None:
            raise LookupError(f"no revision {revision_id}")
        done = _link(work, cycle_id, revision.entity, target_kind, target_id)
        work.commit()
    return Outcome(None, (done,))


def _link(
    work: UnitOfWork, cycle_id: str, revision: EvidenceRevision, target_kind: TargetKind, target_id: str
) -> Changed:
    stored_cycle(work, cycle_id)
    key = f"{target_id}|{revision.evidence_id}"
    link = EvidenceLink(key, cycle_id, revision.id, revision.evidence_id, target_kind, target_id)
    held = work.get(EvidenceLink, key)
    work.put(link, held.version if held else 0)
    return changed(link)


def unlink_evidence(workspace: Workspace, link_id: str) -> Outcome[EvidenceLink]:
    """Take a link away; the item stays in the library. Answers with the link, so that it can be made again (undo)."""
    with workspace.unit_of_work() as work:
        held = work.get(EvidenceLink, link_id)
        if held is None:
            raise LookupError(f"no link {link_id}")
        work.delete(EvidenceLink, link_id, held.version)
        work.commit()
    return Outcome(held.entity, (changed(held.entity),))
