"""Writing to a workspace: a unit of work is all of it or nothing, and every saved version leaves an audit entry."""

# ruff: noqa: A002 -- an entity has an `id`, and that is what callers give

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from assurance_app.domain.entities import E, Entity, EvidenceRevision, Stored
from assurance_app.domain.framework import Framework, framework_to_plain
from assurance_app.domain.plain import to_plain
from assurance_app.domain.refusal import Refused
from assurance_app.persistence import audit, search_index
from assurance_app.persistence.reading import Reading
from assurance_app.persistence.rows import (
    PAYLOAD_VERSION,
    Clock,
    admitted,
    admitted_text,
    digest_of,
    refuse_unclean,
    stamp,
    text_of,
    to_payload,
    to_row,
)
from assurance_app.persistence.tables import (
    AUDIT,
    DRAFT,
    FRAMEWORK,
    FRAMEWORK_KIND,
    HINTS,
    META,
    PAYLOAD,
    TABLES,
    name_of,
    parent_of,
)


class UnitOfWork(Reading):
    """A reading that can also write. What it wrote is taken back at the end unless `commit` was called."""

    def __init__(
        self,
        connection: Connection,
        name: str,
        author: str,
        clock: Clock,
        frameworks: dict[tuple[str, int], Framework] | None = None,
    ) -> None:
        """Not for callers: `Workspace.unit_of_work` makes units of work."""
        super().__init__(connection, name, frameworks)
        self._author = author
        self._clock = clock
        self._last: tuple[int, str] | None = None
        self._is_committed = False

    def _has_drafts(self, kind: str) -> bool:
        # Drafts come and go while it writes.
        return True

    @property
    def _writer(self) -> Connection:
        if self._is_committed:
            raise RuntimeError("this unit of work is committed; what is written now would be lost")
        return self._connection

    def put(self, entity: E, expected: int, *, action: str = "saved") -> Stored[E]:
        """Keep the entity as its next audited version and remove its draft; nothing new where the content is the same.

        `expected` is the version that the writer saw, 0 for none; Refused("change.stale") where the stored one differs.
        """
        entity = admitted(entity)
        stored = self.stored(type(entity), entity.id)
        _expect(stored, expected, type(entity), entity.id)
        self.discard_draft(type(entity), entity.id)
        if stored is not None and _same(stored.entity, entity):
            return stored
        payload_digest = self.put_payload(to_payload(entity))
        version, at = self._append(action, name_of(type(entity)), entity.id, payload_digest)
        self._write_row(entity, version, at, is_new=stored is None)
        return Stored(entity, version, at)

    def _write_row(self, entity: Entity, version: int, at: str, *, is_new: bool) -> None:
        table = TABLES[type(entity)]
        row = {**to_row(entity), "version": version, "saved_at": at}
        statement = insert(table) if is_new else update(table).where(table.c.id == entity.id)
        self._writer.execute(statement.values(**row))
        search_index.put(self._writer, entity)

    def save_draft(self, entity: E, base_version: int) -> Stored[E]:
        """Overwrite the one draft of the entity; no version and no audit entry comes of it.

        `base_version` is the version that the typing began from, 0 for none; promoting looks at it.
        """
        entity = admitted(entity)
        at = stamp(self._clock())
        kind = name_of(type(entity))
        values = {"base_version": base_version, "body": text_of(to_payload(entity)), "by": self._author, "saved_at": at}
        changed = self._writer.execute(
            update(DRAFT).where(DRAFT.c.kind == kind, DRAFT.c.id == entity.id).values(**values)
        )
        if not changed.rowcount:
            self._writer.execute(insert(DRAFT).values(kind=kind, id=entity.id, **values))
        search_index.put(self._writer, entity)
        stored = self.stored(type(entity), entity.id)
        return Stored(entity, 0 if stored is None else stored.version, at, is_draft=True)

    def promote(self, cls: type[E], id: str) -> Stored[E] | None:
        """Make the draft an audited version; None where there is no draft.

        Refused("change.stale") where the entity has changed since the draft was begun: the draft stays.
        """
        draft = self.draft(cls, id)
        return None if draft is None else self.put(draft.entity, draft.base_version)

    def promote_all(self, *, leaving: Collection[type[Any]] = ()) -> tuple[Stored[Any], ...]:
        """Promote every draft that can be: recovery after the program ended without warning.

        A draft of something that has changed since, or that names what is gone, stays a draft; so do drafts of the
        kinds `leaving`, which the caller keeps in a way of their own.
        """
        promoted = []
        for draft in self.drafts():
            if type(draft.entity) in leaving:
                continue
            before = self._last
            try:
                with self._connection.begin_nested():
                    promoted.append(self.put(draft.entity, draft.base_version))
            except (Refused, IntegrityError):
                self._last = before
        return tuple(promoted)

    def discard_draft(self, cls: type[Any], id: str) -> None:
        """Throw the draft away, if there is one; what is stored stays."""
        gone = self._writer.execute(delete(DRAFT).where(DRAFT.c.kind == name_of(cls), DRAFT.c.id == id))
        if gone.rowcount:
            stored = self.stored(cls, id)
            if stored is None:
                search_index.remove(self._writer, name_of(cls), id)
            else:
                search_index.put(self._writer, stored.entity)

    def delete(self, cls: type[Any], id: str, expected: int) -> None:
        """Delete the entity and its draft. Its versions stay in the history; a later `put` goes on from their number.

        Refused("change.stale") where the stored version is not the expected one.
        """
        stored = self.stored(cls, id)
        _expect(stored, expected, cls, id)
        self.discard_draft(cls, id)
        if stored is not None:
            self._writer.execute(delete(TABLES[cls]).where(TABLES[cls].c.id == id))
            search_index.remove(self._writer, name_of(cls), id)
            self._append("deleted", name_of(cls), id, "")

    def put_framework(self, framework: Framework) -> None:
        """Keep a framework, compiled, so that a cycle never depends on what the program ships.

        Keeping it twice changes nothing. Raises ValueError where another content has the same id and revision.
        """
        known = self._connection.scalar(
            select(FRAMEWORK.c.hash).where(FRAMEWORK.c.id == framework.id, FRAMEWORK.c.revision == framework.revision)
        )
        plain = framework_to_plain(framework)
        body = text_of(plain)
        content_hash = digest_of(body)
        if known == content_hash:
            return
        if known is not None:
            raise ValueError(f"{framework.id} has another content under revision {framework.revision} already")
        refuse_unclean(plain)
        _version, at = self._append("adopted", FRAMEWORK_KIND, framework.id, content_hash, version=framework.revision)
        row = {"id": framework.id, "revision": framework.revision, "hash": content_hash, "body": body, "saved_at": at}
        self._writer.execute(insert(FRAMEWORK).values(**row))

    def put_payload(self, plain: object) -> str:
        """Keep a plain content, an object or a list, under its digest, and answer with that.

        Content that was erased comes back by this. Raises ValueError where a text in it is not clean, for the digest
        must stay what the caller knows.
        """
        if not isinstance(plain, Mapping | list | tuple):
            raise TypeError(f"a payload is an object or a list, not {type(plain).__name__}")
        plain = to_plain(plain)
        refuse_unclean(plain)
        body = text_of(plain)
        digest = digest_of(body)
        row = self._connection.execute(select(PAYLOAD.c.body).where(PAYLOAD.c.digest == digest)).first()
        if row is None:
            self._writer.execute(insert(PAYLOAD).values(digest=digest, body=body, erased_at=None))
        elif row.body is None:
            restored = update(PAYLOAD).where(PAYLOAD.c.digest == digest).values(body=body, erased_at=None)
            self._writer.execute(restored)
        return digest

    def erase(self, cls: type[Any], id: str, *, reason: str) -> None:
        """Remove sensitive content: the entity's row, its draft and the content of all its versions are gone.

        Who, when and why stay in the history, and the chain still verifies. A revision of evidence that links pin stays
        as a row without its words. Raises ValueError for a body, a cycle or an item of evidence that others need.
        """
        kind = name_of(cls)
        stored = self.stored(cls, id)
        hollow = _hollow(stored.entity) if stored is not None and self._is_needed(cls, id) else None
        self.discard_draft(cls, id)
        search_index.remove(self._writer, kind, id)
        last = self._newest_version(kind, id)
        if not last:
            search_index.forget_removed(self._writer)
            return
        self._forget_payloads(kind, id)
        told = {"id": id, "reason": admitted_text(reason), "version": last + 1}
        payload: dict[str, Any] = {"v": PAYLOAD_VERSION, "kind": kind, "erased": told}
        if hollow is not None:
            payload["entity"] = to_plain(hollow)
        version, at = self._append("erased", kind, id, self.put_payload(payload))
        if hollow is not None:
            self._write_row(hollow, version, at, is_new=False)
        else:
            self._writer.execute(delete(TABLES[cls]).where(TABLES[cls].c.id == id))
        search_index.forget_removed(self._writer)

    def _forget_payloads(self, kind: str, id: str) -> None:
        # Not those of earlier erasures: they hold why.
        named = select(AUDIT.c.payload_digest).where(
            AUDIT.c.kind == kind, AUDIT.c.entity_id == id, AUDIT.c.action != "erased"
        )
        emptied = update(PAYLOAD).where(PAYLOAD.c.digest.in_(named), PAYLOAD.c.body.is_not(None))
        self._writer.execute(emptied.values(body=None, erased_at=stamp(self._clock())))

    def _is_needed(self, cls: type[Any], id: str) -> bool:
        return any(
            self._connection.scalar(select(table.c.id).where(table.c[name] == id).limit(1)) is not None
            for table in TABLES.values()
            for name in table.c.keys()  # noqa: SIM118 -- a collection of columns yields columns
            if parent_of(name) == name_of(cls)
        )

    def set_meta(self, key: str, value: str) -> None:
        """Keep a small setting of the workspace. Settings are not audited."""
        key, value = admitted_text(key), admitted_text(value)
        if not self._writer.execute(update(META).where(META.c.key == key).values(value=value)).rowcount:
            self._writer.execute(insert(META).values(key=key, value=value))

    def commit(self) -> None:
        """Make everything written durable: when this returns it is on the disk. Nothing can be written after it."""
        self._writer.commit()
        self._is_committed = True

    def _append(
        self, action: str, kind: str, entity_id: str, payload_digest: str, version: int | None = None
    ) -> tuple[int, str]:
        """One more entry of the audit chain; answers with the version and the time that it carries."""
        at = stamp(self._clock())
        number = self._newest_version(kind, entity_id) + 1 if version is None else version
        sequence, previous = self._last or audit.newest(self._connection)
        entry = audit.chained(
            sequence=sequence + 1,
            at=at,
            by=self._author,
            action=action,
            kind=kind,
            entity_id=entity_id,
            version=number,
            payload_digest=payload_digest,
            previous=previous,
        )
        self._writer.execute(insert(AUDIT).values(**dataclasses.asdict(entry)))
        self._last = (entry.sequence, entry.hash)
        return number, at

    def _newest_version(self, kind: str, entity_id: str) -> int:
        newest = select(func.max(AUDIT.c.version)).where(AUDIT.c.kind == kind, AUDIT.c.entity_id == entity_id)
        return self._connection.scalar(newest) or 0


def _same(one: Entity, other: Entity) -> bool:
    # By spelling, because to Python True equals 1.
    return text_of(to_plain(one)) == text_of(to_plain(other))


def _expect(stored: Stored[Any] | None, expected: int, cls: type[Any], id: str) -> None:
    if expected != (0 if stored is None else stored.version):
        raise Refused("change.stale", kind=name_of(cls), id=id)


def _hollow(entity: Entity) -> Entity:
    if not isinstance(entity, EvidenceRevision):
        raise ValueError(f"other parts of the record need this {name_of(type(entity))}; it cannot be erased")
    kept = {"id", "evidence_id", "type"}
    words = [name for name, hint in HINTS[EvidenceRevision].items() if hint is str and name not in kept]
    return dataclasses.replace(entity, **dict.fromkeys(words, ""))  # type: ignore[arg-type] # only fields that are texts
