"""The evidence library: items in revisions, and the links that pin one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from uuid import uuid4

from assurance_app import paths
from assurance_app.application.capacity import measure_title
from assurance_app.application.changes import Changed, Outcome, changed
from assurance_app.application.leading import is_entry, place_of_entry
from assurance_app.application.places import Place
from assurance_app.application.recording import cleaned
from assurance_app.application.revisions import keep_revision, pin
from assurance_app.application.workspaces import framework_of, stored_cycle
from assurance_app.domain.entities import KINDS, Body, Evidence, EvidenceLink, EvidenceRevision, Stored
from assurance_app.domain.evidence import is_out_of_date, rests_alone
from assurance_app.domain.framework import Framework, SectionKind
from assurance_app.domain.holdings import CapacityFigure
from assurance_app.domain.spoken import spoken_date
from assurance_app.domain.values import TargetKind
from assurance_app.domain.years import spoken_year
from assurance_app.persistence.workspace import Reading, Workspace
from assurance_app.words import _
from assurance_app.words.labels import filled, label


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
    used_ever: int = 0
    """How many in all years rest on it; 0 is an item that was never used."""
    alone: int = 0
    """How many in the cycle would rest on nothing if it were withdrawn."""
    behind: int = 0
    """How many in the cycle rest on an earlier revision of it."""
    out_of_date: bool = False


@dataclass(frozen=True, slots=True)
class UsedBy:
    """What rests on an item: what it is called, in which year, on which revision, and whether on nothing else."""

    link: EvidenceLink
    title: str
    kind: str
    year: str
    number: int
    alone: bool
    place: Place | None
    """Where it is shown; None where it belongs to another year, or to something that has no page."""


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """An item of evidence with all its revisions (newest first) and what rests on it."""

    evidence: Stored[Evidence]
    revisions: tuple[Stored[EvidenceRevision], ...]
    links: tuple[EvidenceLink, ...]
    used_by: tuple[UsedBy, ...] = ()
    out_of_date: bool = False


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
        links = tuple(stored.entity for stored in reading.find(EvidenceLink))
        here = tuple(link for link in links if link.cycle_id == cycle_id)
        items = reading.find(Evidence)
        gone = frozenset(stored.entity.id for stored in items if stored.entity.withdrawn)
        used, ever = Counter(link.evidence_id for link in here), Counter(link.evidence_id for link in links)
        alone = Counter(only for only in _only_items(here, gone).values())
        ids = {key: stored.entity.id for key, stored in newest.items()}
        behind = Counter(link.evidence_id for link in here if ids.get(link.evidence_id) != link.revision_id)
        today = workspace.now()[:10]
        rows = [
            EvidenceRow(
                evidence_id=stored.entity.id,
                revision=newest[stored.entity.id],
                type_title=type_title(newest[stored.entity.id].entity.type),
                used=used[stored.entity.id],
                withdrawn=stored.entity.withdrawn,
                used_ever=ever[stored.entity.id],
                alone=alone[stored.entity.id],
                behind=behind[stored.entity.id],
                out_of_date=is_out_of_date(newest[stored.entity.id].entity, today),
            )
            for stored in items
            if stored.entity.id in newest
        ]
    return tuple(sorted(rows, key=lambda row: row.revision.entity.title.casefold()))


def _only_items(links: Iterable[EvidenceLink], gone: Collection[str]) -> dict[str, str]:
    """What rests on one item alone, with the item."""
    held: dict[str, set[str]] = {}
    for link in links:
        if link.evidence_id not in gone:
            held.setdefault(link.target_id, set()).add(link.evidence_id)
    return {target: next(iter(items)) for target, items in held.items() if len(items) == 1}


def _newest(reading: Reading) -> dict[str, Stored[EvidenceRevision]]:
    newest: dict[str, Stored[EvidenceRevision]] = {}
    for stored in reading.find(EvidenceRevision):
        held = newest.get(stored.entity.evidence_id)
        if held is None or held.entity.number < stored.entity.number:
            newest[stored.entity.evidence_id] = stored
    return newest


def load_evidence(workspace: Workspace, evidence_id: str, cycle_id: str = "") -> EvidencePage:
    """An item of evidence; LookupError where there is none. What it is used by has its place in the cycle given."""
    with workspace.reading() as reading:
        evidence = reading.get(Evidence, evidence_id)
        if evidence is None:
            raise LookupError(f"no evidence {evidence_id}")
        revisions = sorted(
            reading.find(EvidenceRevision, evidence_id=evidence_id), key=lambda item: item.entity.number, reverse=True
        )
        links = tuple(stored.entity for stored in reading.find(EvidenceLink, evidence_id=evidence_id))
        used_by = _used_by(workspace, reading, evidence_id, links, cycle_id)
        late = bool(revisions) and is_out_of_date(revisions[0].entity, workspace.now()[:10])
        return EvidencePage(evidence, tuple(revisions), links, used_by, late)


def _used_by(
    workspace: Workspace, reading: Reading, evidence_id: str, links: Sequence[EvidenceLink], cycle_id: str
) -> tuple[UsedBy, ...]:
    if not links:
        return ()
    gone = {stored.entity.id for stored in reading.find(Evidence, withdrawn=True)} - {evidence_id}
    alone = frozenset(rests_alone((stored.entity for stored in reading.find(EvidenceLink)), gone, {evidence_id}))
    numbers = {
        stored.entity.id: stored.entity.number for stored in reading.find(EvidenceRevision, evidence_id=evidence_id)
    }
    found = []
    for link in links:
        cycle = stored_cycle(reading, link.cycle_id).entity
        framework = framework_of(reading, cycle)
        title, place = _target(reading, framework, link)
        found.append(
            UsedBy(
                link=link,
                title=title,
                kind=label("target_kind", link.target_kind),
                year=cycle.year,
                number=numbers.get(link.revision_id, 0),
                alone=link.target_id in alone,
                place=place if link.cycle_id == cycle_id else None,
            )
        )
    return tuple(sorted(found, key=lambda use: (use.year, use.kind, use.title.casefold())))


def would_break(workspace: Workspace, cycle_id: str, evidence_ids: Collection[str]) -> tuple[str, ...]:
    """What in the cycle would rest on nothing any more if these items were withdrawn, by title."""
    with workspace.reading() as reading:
        framework = framework_of(reading, stored_cycle(reading, cycle_id).entity)
        gone = {stored.entity.id for stored in reading.find(Evidence, withdrawn=True)}
        links = {stored.entity.target_id: stored.entity for stored in reading.find(EvidenceLink, cycle_id=cycle_id)}
        every = (stored.entity for stored in reading.find(EvidenceLink, cycle_id=cycle_id))
        bare = rests_alone(every, gone, set(evidence_ids))
        return tuple(sorted(_target(reading, framework, links[target])[0] for target in bare))


def _target(reading: Reading, framework: Framework, link: EvidenceLink) -> tuple[str, Place | None]:
    """What something that rests on evidence is called, and its place."""
    body = reading.find(Body)[0].entity.kind.value
    own_id = link.target_id.removeprefix(f"{link.cycle_id}/")
    if link.target_kind is TargetKind.ANSWER:
        home, requirement = framework.home_of(own_id), framework.requirement(own_id)
        pillar = requirement.pillar if home.kind is SectionKind.THREAT else ""
        return filled(requirement.title, body), Place("question", home.id, pillar, own_id)
    if link.target_kind is TargetKind.THREAT_STATEMENT:
        section = framework.section(own_id)
        return section.title, Place("threat", section.id)
    kind: type[Any] = KINDS[link.target_kind.value.replace("-", "_")]
    stored = reading.get(kind, link.target_id)
    if stored is None:
        return link.target_id, None
    entity: Any = stored.entity
    words = [spoken_date(getattr(entity, "held_on", "")), *(getattr(entity, name, "") for name in ("forum", "title"))]
    if isinstance(entity, CapacityFigure):
        words = [measure_title(entity.measure), spoken_year(entity.year)]
    title = " · ".join(word for word in words if word) or label("target_kind", link.target_kind)
    return title, place_of_entry(entity) if is_entry(entity) else None


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
            done.append(changed(pin(work, cycle_id, revision, *link_to)[1]))
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
