"""One consistent read of a workspace. Drafts are part of every read: they are laid over what is stored."""

# ruff: noqa: A002 -- an entity has an `id`, and that is what callers give

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic

from sqlalchemy import ColumnElement, Connection, Select, bindparam, or_, select

from assurance_app.domain.entities import (
    KINDS,
    Answer,
    Body,
    Clearance,
    Cycle,
    E,
    Evidence,
    EvidenceLink,
    EvidenceRevision,
    OfficeHolder,
    Stored,
    ThreatStatement,
)
from assurance_app.domain.framework import Framework, framework_from_plain
from assurance_app.domain.holdings import CapacityFigure, CollaborationAgreement, InspectionFinding
from assurance_app.domain.plain import to_plain
from assurance_app.domain.planning import Objective, PlanReview, ResourceDecision
from assurance_app.domain.record import Record
from assurance_app.domain.refusal import Refused
from assurance_app.domain.scrutiny import Action, DepartureDecision, ScrutinySession
from assurance_app.persistence import search_index
from assurance_app.persistence.first_use import MadeOnFirstUse
from assurance_app.persistence.rows import from_payload, from_row
from assurance_app.persistence.tables import AUDIT, DRAFT, FRAMEWORK, HINTS, META, PAYLOAD, TABLES, name_of


@dataclass(frozen=True, slots=True)
class Version(Generic[E]):
    """One audited version of an entity: who changed it, when, how. `entity` is None where it was deleted or erased."""

    number: int
    entity: E | None
    by: str
    at: str
    action: str
    reason: str = ""
    """Why the content was erased, where it was."""


@dataclass(frozen=True, slots=True)
class Draft(Generic[E]):
    """What somebody was typing and nobody has promoted yet. `base_version` is the version that it was begun from."""

    entity: E
    base_version: int
    by: str
    saved_at: str


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the record of changes, chained to the one before it by `previous`."""

    sequence: int
    at: str
    by: str
    action: str
    kind: str
    entity_id: str
    version: int
    payload_digest: str
    previous: str
    hash: str


_BY_ID: Mapping[type[Any], Select[Any]] = MadeOnFirstUse(
    TABLES, lambda cls: select(TABLES[cls]).where(TABLES[cls].c.id == bindparam("id"))
)


_ONE_DRAFT = select(DRAFT).where(DRAFT.c.kind == bindparam("kind"), DRAFT.c.id == bindparam("id"))
_KINDS_WITH_DRAFT = select(DRAFT.c.kind).distinct()
_DRAFTS_OF_KIND = select(DRAFT).where(DRAFT.c.kind == bindparam("kind")).order_by(DRAFT.c.id)
_FRAMEWORK_BODY = select(FRAMEWORK.c.body).where(
    FRAMEWORK.c.id == bindparam("id"), FRAMEWORK.c.revision == bindparam("revision")
)
_BODY_OF = select(PAYLOAD.c.body).where(PAYLOAD.c.digest == bindparam("digest"))
_HISTORY = (
    select(AUDIT.c.version, AUDIT.c.by, AUDIT.c.at, AUDIT.c.action, PAYLOAD.c.body)
    .select_from(AUDIT.outerjoin(PAYLOAD, PAYLOAD.c.digest == AUDIT.c.payload_digest))
    .where(AUDIT.c.kind == bindparam("kind"), AUDIT.c.entity_id == bindparam("id"))
    .order_by(AUDIT.c.sequence)
)


@cache
def _finding(kind: str, names: tuple[str, ...], absent: tuple[str, ...]) -> Select[Any]:
    """What finds the entities whose fields equal what is bound to their names; those `absent` are null."""
    table = TABLES[KINDS[kind]]
    conditions = [table.c[name] == bindparam(name) for name in names]
    conditions += [table.c[name].is_(None) for name in absent]
    return select(table).where(*conditions).order_by(table.c.id)


class Reading:
    """What can be asked of a workspace. Everything asked within one `with workspace.reading()` sees one state."""

    def __init__(
        self, connection: Connection, name: str, frameworks: dict[tuple[str, int], Framework] | None = None
    ) -> None:
        """Not for callers: `Workspace.reading` makes readings. `name` is what refusals call what is read; `frameworks`
        holds those that were read before, by id and revision.
        """
        self._connection = connection
        self.name = name
        self._frameworks = {} if frameworks is None else frameworks
        self._kinds_with_draft: frozenset[str] | None = None

    def get(self, cls: type[E], id: str) -> Stored[E] | None:
        """The entity of that id, with its draft, if it has one, laid over it; None where there is neither.

        `version` is the stored version, 0 where only a draft exists.
        """
        stored = self.stored(cls, id)
        row = self._draft_row(cls, id)
        return stored if row is None else _laid_over(cls, row, stored)

    def _has_drafts(self, kind: str) -> bool:
        """Whether anything of a kind is being typed: of most kinds nothing is, and one question answers for all."""
        if self._kinds_with_draft is None:
            self._kinds_with_draft = frozenset(self._connection.scalars(_KINDS_WITH_DRAFT))
        return kind in self._kinds_with_draft

    def _draft_row(self, cls: type[Any], id: str) -> Any:
        kind = name_of(cls)
        if not self._has_drafts(kind):
            return None
        return self._connection.execute(_ONE_DRAFT, {"kind": kind, "id": id}).first()

    def stored(self, cls: type[E], id: str) -> Stored[E] | None:
        """The entity of that id as it was last saved, drafts left aside."""
        row = self._connection.execute(_BY_ID[cls], {"id": id}).first()
        return None if row is None else Stored(from_row(cls, row), row.version, row.saved_at)

    def all_stored(self, cls: type[E]) -> tuple[Stored[E], ...]:
        """Every entity of a kind as it was last saved, ordered by id, drafts left aside."""
        return tuple(self._rows(cls, _finding(name_of(cls), (), ())).values())

    def find(self, cls: type[E], **equals: object) -> tuple[Stored[E], ...]:
        """Every entity whose fields equal those given, ordered by id; drafts are laid over before the comparison.

        Raises TypeError for a field that the entity does not have.
        """
        wanted = {name: to_plain(value) for name, value in equals.items()}
        unknown = wanted.keys() - HINTS[cls].keys()
        if unknown:
            raise TypeError(f"{cls.__name__} has no field {', '.join(sorted(unknown))}")
        given = {name: value for name, value in wanted.items() if value is not None}
        absent = tuple(name for name in wanted if name not in given)
        return self._overlaid(cls, _finding(name_of(cls), tuple(given), absent), _equal_to(wanted), given)

    def find_among(self, cls: type[E], field: str, values: Set[str]) -> tuple[Stored[E], ...]:
        """Every entity whose field is one of the values, as `find` finds them, in one question."""
        if not values:
            return ()
        chosen = _those(cls, TABLES[cls].c[field].in_(sorted(values)))
        return self._overlaid(cls, chosen, lambda entity: getattr(entity, field) in values)

    def _overlaid(
        self,
        cls: type[E],
        query: Select[Any],
        matches: Callable[[Any], bool],
        values: Mapping[str, object] | None = None,
    ) -> tuple[Stored[E], ...]:
        found = self._rows(cls, query, values)
        if not self._has_drafts(name_of(cls)):
            return tuple(found.values())
        drafts = self._connection.execute(_DRAFTS_OF_KIND, {"kind": name_of(cls)}).all()
        elsewhere = [row.id for row in drafts if row.id not in found]
        others = self._rows(cls, _those(cls, TABLES[cls].c.id.in_(elsewhere))) if elsewhere else {}
        for row in drafts:
            laid = _laid_over(cls, row, found.pop(row.id, None) or others.get(row.id))
            if matches(laid.entity):
                found[row.id] = laid
        return tuple(found[name] for name in sorted(found))

    def _rows(
        self, cls: type[E], query: Select[Any], values: Mapping[str, object] | None = None
    ) -> dict[str, Stored[E]]:
        rows = self._connection.execute(query, values)
        return {row.id: Stored(from_row(cls, row), row.version, row.saved_at) for row in rows}

    def draft(self, cls: type[E], id: str) -> Draft[E] | None:
        """The draft of the entity of that id, with the version it was begun from; None where there is none."""
        row = self._draft_row(cls, id)
        return None if row is None else _draft_of(cls, row)

    def drafts(self) -> tuple[Draft[Any], ...]:
        """Every draft that waits to be promoted, parents before children, then by id."""
        order = {kind: place for place, kind in enumerate(KINDS)}
        rows = sorted(self._connection.execute(select(DRAFT)), key=lambda row: (order[row.kind], row.id))
        return tuple(_draft_of(KINDS[row.kind], row) for row in rows)

    def history(self, cls: type[E], id: str) -> tuple[Version[E], ...]:
        """The audited versions of an entity, oldest first, those after which it was gone included."""
        versions = []
        for row in self._connection.execute(_HISTORY, {"kind": name_of(cls), "id": id}):
            payload = None if row.body is None else json.loads(row.body)
            entity = None if payload is None else from_payload(cls, payload)
            reason = "" if payload is None else payload.get("erased", {}).get("reason", "")
            versions.append(Version(row.version, entity, row.by, row.at, row.action, reason))
        return tuple(versions)

    def framework(self, id: str, revision: int) -> Framework:
        """The framework as it was stored in this workspace; Refused("framework.unknown") where it is not in it.

        A revision never changes, so it is read once for as long as the workspace is open.
        """
        known = self._frameworks.get((id, revision))
        if known is None:
            known = self._frameworks[id, revision] = self.stored_framework(id, revision)
        return known

    def stored_framework(self, id: str, revision: int) -> Framework:
        """The framework read from the file, whether or not it was before; refused as `framework` is."""
        body = self._connection.scalar(_FRAMEWORK_BODY, {"id": id, "revision": revision})
        if body is None:
            known = ", ".join(f"{name} ({number})" for name, number in self.frameworks())
            raise Refused("framework.unknown", framework=f"{id} ({revision})", known=known)
        return framework_from_plain(json.loads(body))

    def frameworks(self) -> tuple[tuple[str, int], ...]:
        """The id and revision of each framework in this workspace, in order."""
        rows = self._connection.execute(
            select(FRAMEWORK.c.id, FRAMEWORK.c.revision).order_by(FRAMEWORK.c.id, FRAMEWORK.c.revision)
        )
        return tuple((row.id, row.revision) for row in rows)

    def payload(self, digest: str) -> object | None:
        """The plain content kept under a digest; None where there is none or it was erased."""
        body = self._connection.scalar(_BODY_OF, {"digest": digest})
        return None if body is None else json.loads(body)

    def meta(self, key: str) -> str | None:
        """A small setting of the workspace, or None."""
        return self._connection.scalar(select(META.c.value).where(META.c.key == key))

    def metas(self) -> Mapping[str, str]:
        """Every small setting of the workspace, by key."""
        return {row.key: row.value for row in self._connection.execute(select(META).order_by(META.c.key))}

    def state_of(self, *classes: type[Any]) -> tuple[object, ...]:
        """What tells one state of these kinds from another: the newest change of any of them, and their drafts."""
        kinds = [name_of(cls) for cls in classes]
        newest = select(AUDIT.c.hash).where(AUDIT.c.kind.in_(kinds)).order_by(AUDIT.c.sequence.desc()).limit(1)
        typed = select(DRAFT.c.kind, DRAFT.c.id, DRAFT.c.body).where(DRAFT.c.kind.in_(kinds))
        rows = self._connection.execute(typed.order_by(DRAFT.c.kind, DRAFT.c.id))
        return self._connection.scalar(newest), *(tuple(row) for row in rows)

    def audit(self) -> tuple[AuditEntry, ...]:
        """The whole record of changes, oldest first."""
        return tuple(AuditEntry(*row) for row in self._connection.execute(select(AUDIT).order_by(AUDIT.c.sequence)))

    def search(self, words: Sequence[str], cycle_id: str, limit: int) -> tuple[search_index.Found, ...]:
        """What has all of the words, each the beginning of one; drafts count. The cycle's own first, best first."""
        return search_index.find(self._connection, words, cycle_id, limit)

    @property
    def connection(self) -> Connection:
        """For the modules of this package: the connection on which this read, or this unit of work, goes on."""
        return self._connection

    def account(self, cycle_id: str) -> Record:
        """What the body says in one cycle and nothing besides: the record with its answers and threat statements only.

        Raises LookupError where there is no such cycle.
        """
        cycle, body = self._cycle_and_body(cycle_id)
        return Record(
            framework=self.framework(cycle.framework_id, cycle.framework_revision),
            body=body,
            cycle=cycle,
            answers=self._entities(Answer, cycle_id=cycle_id),
            threat_statements=self._entities(ThreatStatement, cycle_id=cycle_id),
        )

    def _cycle_and_body(self, cycle_id: str) -> tuple[Cycle, Body]:
        cycle = self.get(Cycle, cycle_id)
        body = None if cycle is None else self.get(Body, cycle.entity.body_id)
        if cycle is None or body is None:
            raise LookupError(f"there is no cycle {cycle_id!r}")
        return cycle.entity, body.entity

    def record(self, cycle_id: str, *, library: bool = True) -> Record:
        """Everything recorded for one cycle, drafts included, in a fixed number of queries.

        Of the evidence: the revisions that the cycle's links pin, and the newest revision of each item of the body's
        library that is not withdrawn; without the `library`, every revision of the items that the links pin. Raises
        LookupError where there is no such cycle.
        """
        cycle, body = self._cycle_and_body(cycle_id)
        links = self._entities(EvidenceLink, cycle_id=cycle_id)
        return Record(
            framework=self.framework(cycle.framework_id, cycle.framework_revision),
            body=body,
            cycle=cycle,
            office_holders=self._entities(OfficeHolder, body_id=body.id),
            answers=self._entities(Answer, cycle_id=cycle_id),
            threat_statements=self._entities(ThreatStatement, cycle_id=cycle_id),
            evidence=self._evidence(body.id, {link.revision_id for link in links})
            if library
            else self._revisions_of({link.evidence_id for link in links}),
            links=links,
            clearances=self._entities(Clearance, cycle_id=cycle_id),
            sessions=self._entities(ScrutinySession, cycle_id=cycle_id),
            actions=self._entities(Action, cycle_id=cycle_id),
            departure_decisions=self._entities(DepartureDecision, cycle_id=cycle_id),
            objectives=self._entities(Objective, cycle_id=cycle_id),
            plan_reviews=self._entities(PlanReview, cycle_id=cycle_id),
            resource_decisions=self._entities(ResourceDecision, cycle_id=cycle_id),
            capacity_figures=self._entities(CapacityFigure, body_id=body.id, year=cycle.year),
            agreements=self._entities(CollaborationAgreement, body_id=body.id),
            findings=self._entities(InspectionFinding, body_id=body.id),
        )

    def _entities(self, cls: type[E], **equals: object) -> tuple[E, ...]:
        return tuple(stored.entity for stored in self.find(cls, **equals))

    def _evidence(self, body_id: str, pinned: Set[str]) -> tuple[EvidenceRevision, ...]:
        library = self._entities(Evidence, body_id=body_id)
        newest = {(item.id, item.revision) for item in library if not item.withdrawn}
        item, revision = TABLES[Evidence], TABLES[EvidenceRevision]
        of_body = revision.c.evidence_id.in_(select(item.c.id).where(item.c.body_id == body_id))

        def belongs(entity: EvidenceRevision) -> bool:
            return entity.id in pinned or (entity.evidence_id, entity.number) in newest

        among = _those(EvidenceRevision, or_(of_body, revision.c.id.in_(sorted(pinned))))
        found = self._overlaid(EvidenceRevision, among, belongs)
        return tuple(stored.entity for stored in found if belongs(stored.entity))

    def _revisions_of(self, items: Set[str]) -> tuple[EvidenceRevision, ...]:
        return tuple(stored.entity for stored in self.find_among(EvidenceRevision, "evidence_id", items))


def _those(cls: type[Any], condition: ColumnElement[bool]) -> Select[Any]:
    table = TABLES[cls]
    return select(table).where(condition).order_by(table.c.id)


def _equal_to(wanted: Mapping[str, object]) -> Callable[[Any], bool]:
    return lambda entity: all(to_plain(getattr(entity, name)) == value for name, value in wanted.items())


def _draft_of(cls: type[E], row: Any) -> Draft[E]:
    entity = from_payload(cls, json.loads(row.body))
    if entity is None:
        raise ValueError(f"the draft of {row.kind} {row.id} is empty")
    return Draft(entity, row.base_version, row.by, row.saved_at)


def _laid_over(cls: type[E], row: Any, stored: Stored[E] | None) -> Stored[E]:
    return Stored(_draft_of(cls, row).entity, 0 if stored is None else stored.version, row.saved_at, is_draft=True)
