"""The index that search reads (FTS5). It is derived: made anew after each migration and load, never dumped.

The unit of work keeps it, not triggers: a rebuilt table drops its triggers silently, and a trigger would index the JSON
that a column holds instead of a person's words. What is erased leaves no trace here either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from assurance_app.domain.searching import SHARED, indexed
from assurance_app.persistence.tables import name_of

TABLES = ("search_entry", "search_words")
"""The tables of the index; SQLite keeps some more of its own beside the second."""

_WEIGHTS = "6.0, 1.0, 0.0"


@dataclass(frozen=True, slots=True)
class Found:
    """An entity that has the words: its kind and id, and what is indexed of it, its title and its other words."""

    kind: str
    id: str
    title: str
    words: str


def make_anew(connection: Connection) -> None:
    """Make the empty tables of the index, whatever was there before."""
    for name in reversed(TABLES):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    connection.exec_driver_sql(
        "CREATE TABLE search_entry (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, "
        "UNIQUE (kind, id))"
    )
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE search_words USING fts5(title, words, scope, "
        "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
    )


def put(connection: Connection, entity: Any) -> None:
    """Index an entity in the place of what was indexed of it before."""
    kind = name_of(type(entity))
    found = indexed(entity)
    if found is None:
        return
    number = _number(connection, kind, entity.id)
    if number is None:
        added = connection.execute(
            text("INSERT INTO search_entry (kind, id) VALUES (:kind, :id)"), {"kind": kind, "id": entity.id}
        )
        number = added.lastrowid
    else:
        connection.execute(text("DELETE FROM search_words WHERE rowid = :number"), {"number": number})
    row = {"number": number, "title": found.title, "words": found.words, "scope": _token(found.scope)}
    connection.execute(
        text("INSERT INTO search_words (rowid, title, words, scope) VALUES (:number, :title, :words, :scope)"), row
    )


def remove(connection: Connection, kind: str, id: str) -> None:  # noqa: A002 - an entity has an `id`
    """Take an entity out of the index."""
    number = _number(connection, kind, id)
    if number is not None:
        connection.execute(text("DELETE FROM search_words WHERE rowid = :number"), {"number": number})
        connection.execute(text("DELETE FROM search_entry WHERE number = :number"), {"number": number})


def forget_removed(connection: Connection) -> None:
    """Leave nothing of what was taken out: FTS5 keeps the words of a deleted row until its segments are merged."""
    connection.exec_driver_sql("INSERT INTO search_words (search_words) VALUES ('optimize')")


def find(connection: Connection, words: Sequence[str], cycle_id: str, limit: int) -> tuple[Found, ...]:
    """What has all of the words, each the beginning of one: that of the cycle and of no cycle first, best first."""
    wanted = " AND ".join(f'"{word}" *' for word in (word.replace('"', " ") for word in words))
    if not wanted:
        return ()
    said = f"{{title words}} : ({wanted})"
    here = f"scope : ({_token(cycle_id)} OR {_token(SHARED)})"
    found = _best(connection, f"({said}) AND ({here})", limit)
    if len(found) < limit:
        found += _best(connection, f"({said}) NOT ({here})", limit - len(found))
    return tuple(found)


def _best(connection: Connection, match: str, limit: int) -> list[Found]:
    # The best are taken before anything else is read: FTS5 sorts by rank itself, and only where nothing is joined.
    rows = connection.execute(
        text(
            "SELECT entry.kind, entry.id, said.title, said.words FROM (SELECT rowid AS number, rank AS place "
            f"FROM search_words WHERE search_words MATCH :match AND rank MATCH 'bm25({_WEIGHTS})' "
            "ORDER BY rank LIMIT :limit) AS best JOIN search_entry AS entry ON entry.number = best.number "
            "JOIN search_words AS said ON said.rowid = best.number ORDER BY best.place"
        ),
        {"match": match, "limit": limit},
    )
    return [Found(row.kind, row.id, row.title, row.words) for row in rows]


def _number(connection: Connection, kind: str, id: str) -> int | None:  # noqa: A002 - an entity has an `id`
    found = connection.execute(
        text("SELECT number FROM search_entry WHERE kind = :kind AND id = :id"), {"kind": kind, "id": id}
    ).scalar()
    return None if found is None else int(found)


def _token(scope: str) -> str:
    """A scope as one word that no person writes."""
    return "scope" + hashlib.sha256(scope.encode("utf-8")).hexdigest()[:20]
