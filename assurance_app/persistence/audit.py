"""The record of changes: append-only, each entry chained to the one before it, over digests of content.

Content lies apart, so that it can be erased while who, when and why stay, and the chain still holds.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from assurance_app.domain.canonical import digest
from assurance_app.domain.entities import KINDS
from assurance_app.domain.plain import to_plain
from assurance_app.domain.refusal import Refused
from assurance_app.persistence.reading import AuditEntry, Reading
from assurance_app.persistence.rows import digest_of, from_payload, from_row, text_of
from assurance_app.persistence.tables import AUDIT, FRAMEWORK, FRAMEWORK_KIND, PAYLOAD, TABLES
from assurance_app.words import _

GUARDS: Mapping[str, str] = {
    "audit_never_changed": "BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END",
    "audit_never_deleted": "BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit entries are never deleted'); END",
    # INSERT OR REPLACE goes around the two above; an entry is only ever added after the last one.
    "audit_only_appended": (
        "BEFORE INSERT ON audit WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM audit) "
        "BEGIN SELECT RAISE(ABORT, 'audit entries are only added at the end'); END"
    ),
    "payload_never_deleted": "BEFORE DELETE ON payload BEGIN SELECT RAISE(ABORT, 'payloads are only erased'); END",
    "payload_never_replaced": (
        "BEFORE INSERT ON payload WHEN EXISTS (SELECT 1 FROM payload WHERE digest = NEW.digest) "
        "BEGIN SELECT RAISE(ABORT, 'payloads are never replaced'); END"
    ),
    # Erased, with the time, or the same content put back: nothing else may happen to a payload.
    "payload_only_erased": (
        "BEFORE UPDATE ON payload WHEN NEW.digest IS NOT OLD.digest "
        "OR (NEW.body IS NULL) = (NEW.erased_at IS NULL) OR (NEW.body IS NULL) = (OLD.body IS NULL) "
        "BEGIN SELECT RAISE(ABORT, 'payloads are only erased'); END"
    ),
}
"""The triggers that keep the record append-only, by name. None names another table: that would break its rebuilding."""


def make_guards(connection: Connection) -> None:
    """Make the triggers anew; called after each migration, because rebuilding a table drops its triggers silently."""
    for name, body in GUARDS.items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {body}")


def newest(connection: Connection) -> tuple[int, str]:
    """Sequence and hash of the newest entry; (0, "") before the first."""
    row = connection.execute(select(AUDIT.c.sequence, AUDIT.c.hash).order_by(AUDIT.c.sequence.desc()).limit(1)).first()
    return (0, "") if row is None else (row.sequence, row.hash)


def chained(**columns: Any) -> AuditEntry:
    """The entry of these columns with its hash, which binds them and the hash of the entry before it."""
    return AuditEntry(**columns, hash=digest(columns))


def verify(reading: Reading, path: str = "") -> None:
    """Hold the whole record together: the chain, every content against its digest, every current row against its newest
    version. Refused("audit.broken") tells the first entry that fails; 0 where something stands that no entry tells of.

    `path` is what the refusal calls the workspace, where that is not its own path.
    """
    _Check(reading, path or reading.name).run()


def verify_chain(entries: Iterable[AuditEntry], path: str) -> None:
    """Hold each entry against its hash and the one before it; Refused("audit.broken") tells the first that fails."""
    previous = ""
    for number, entry in enumerate(entries, start=1):
        columns = dataclasses.asdict(entry)
        stated = columns.pop("hash")
        if entry.sequence != number:
            raise _broken(path, number, _("the entry is missing"))
        if entry.previous != previous or digest(columns) != stated:
            raise _broken(path, number, _("it is not what was written"))
        previous = stated


def _broken(path: str, sequence: int, detail: str) -> Refused:
    return Refused("audit.broken", path=path, sequence=sequence, detail=detail)


class _Check:
    def __init__(self, reading: Reading, path: str) -> None:
        self._connection = reading.connection
        self._path = path
        self._entries = reading.audit()
        self._newest = {(entry.kind, entry.entity_id): entry for entry in self._entries}

    def run(self) -> None:
        verify_chain(self._entries, self._path)
        self._payloads()
        self._frameworks()
        for kind, cls in KINDS.items():
            self._rows(kind, cls)

    def _broken(self, sequence: int, detail: str) -> Refused:
        return _broken(self._path, sequence, detail)

    def _payloads(self) -> None:
        named = {entry.payload_digest: entry.sequence for entry in reversed(self._entries)}
        present = set()
        for row in self._connection.execute(select(PAYLOAD)):
            present.add(row.digest)
            sequence = named.get(row.digest, 0)
            if (row.body is None) == (row.erased_at is None):
                raise self._broken(sequence, _("its content is neither there nor erased"))
            if row.body is not None and digest_of(row.body) != row.digest:
                raise self._broken(sequence, _("its content was altered"))
        for entry in self._entries:
            if entry.kind != FRAMEWORK_KIND and entry.payload_digest and entry.payload_digest not in present:
                raise self._broken(entry.sequence, _("its content is missing"))

    def _frameworks(self) -> None:
        adopted = {(entry.entity_id, entry.version): entry for entry in self._entries if entry.kind == FRAMEWORK_KIND}
        for row in self._connection.execute(select(FRAMEWORK)):
            entry = adopted.pop((row.id, row.revision), None)
            if entry is None:
                raise self._broken(0, _("nothing tells of the framework {name}").format(name=row.id))
            if not row.hash == entry.payload_digest == digest_of(row.body):
                raise self._broken(entry.sequence, _("the framework was altered"))
        for entry in adopted.values():
            raise self._broken(entry.sequence, _("the framework is missing"))

    def _rows(self, kind: str, cls: type[Any]) -> None:
        newest = {name: entry for (of_kind, name), entry in self._newest.items() if of_kind == kind}
        bodies = self._newest_bodies(kind)
        table = TABLES[cls]
        for row in self._connection.execute(select(table)):
            entry = newest.pop(row.id, None)
            if entry is None:
                raise self._broken(0, _("nothing tells of {kind} {id}").format(kind=kind, id=row.id))
            body = bodies.get(row.id)
            told = None if body is None else from_payload(cls, json.loads(body))
            if told is None or row.version != entry.version or row.saved_at != entry.at:
                raise self._broken(entry.sequence, _("{kind} {id} is not as it tells").format(kind=kind, id=row.id))
            if text_of(to_plain(told)) != text_of(to_plain(from_row(cls, row))):
                raise self._broken(entry.sequence, _("{kind} {id} was altered").format(kind=kind, id=row.id))
        for name, entry in newest.items():
            body = bodies.get(name)
            is_gone = entry.action == "deleted" or (body is not None and json.loads(body).get("entity") is None)
            if not is_gone:
                raise self._broken(entry.sequence, _("{kind} {id} is missing").format(kind=kind, id=name))

    def _newest_bodies(self, kind: str) -> Mapping[str, str | None]:
        bodies = self._connection.execute(
            select(AUDIT.c.entity_id, PAYLOAD.c.body)
            .select_from(AUDIT.outerjoin(PAYLOAD, PAYLOAD.c.digest == AUDIT.c.payload_digest))
            .where(AUDIT.c.kind == kind)
            .order_by(AUDIT.c.sequence)
        )
        return {row.entity_id: row.body for row in bodies}
