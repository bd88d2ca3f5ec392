"""Entities as rows, as payloads and back; and the one gate that every text passes before it is kept."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assurance_app.domain.canonical import canonical_json
from assurance_app.domain.entities import E, Entity
from assurance_app.domain.plain import from_plain, to_plain
from assurance_app.domain.text import clean_text, refuse_higher_marking
from assurance_app.persistence.first_use import MadeOnFirstUse
from assurance_app.persistence.tables import HINTS, TABLES, is_json, name_of

PAYLOAD_VERSION = 1
"""Of the logical JSON in payloads and drafts. A later version reads the earlier ones; it never rewrites them."""

Clock = Callable[[], dt.datetime]
"""Answers with the time now, aware, in UTC."""


def utc_now() -> dt.datetime:
    """The time now."""
    return dt.datetime.now(dt.UTC)


def stamp(moment: dt.datetime) -> str:
    """A moment as it is kept: "2026-11-20T11:02:22.417Z"."""
    return moment.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


_JSON: Mapping[type[Any], tuple[str, ...]] = MadeOnFirstUse(
    TABLES, lambda entity: tuple(name for name, hint in HINTS[entity].items() if is_json(hint))
)
_NAMES: Mapping[type[Any], tuple[str, ...]] = MadeOnFirstUse(TABLES, lambda entity: tuple(HINTS[entity]))


def text_of(plain: object) -> str:
    """The canonical JSON of plain values as text: how every JSON column is written."""
    return canonical_json(plain).decode("utf-8")


def digest_of(text: str) -> str:
    """The digest of a content that is canonical JSON text already."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def to_row(entity: Entity) -> dict[str, Any]:
    """The columns of an entity's row, save version and time."""
    row: dict[str, Any] = to_plain(entity)
    for name in _JSON[type(entity)]:
        row[name] = text_of(row[name])
    return row


def from_row(cls: type[E], row: Sequence[Any]) -> E:
    """The entity of a row that begins with its columns in the order of its fields."""
    plain = dict(zip(_NAMES[cls], row, strict=False))
    for name in _JSON[cls]:
        plain[name] = json.loads(plain[name])
    return from_plain(cls, plain)


def admitted(entity: E) -> E:
    """The entity as it may be kept, with every text clean; Refused("text.marking") where a line is a higher marking.

    Editors, load and exchange clean what enters; this makes certain that nothing else is ever in a file.
    """
    return from_plain(type(entity), _admit(to_plain(entity)))


def refuse_unclean(plain: object) -> None:
    """Raise ValueError where a text in plain values is not clean as it is."""
    if _admit(plain) != plain:
        raise ValueError("a text is not clean")


def admitted_text(text: str) -> str:
    """A text as it may be kept: clean; Refused("text.marking") where a line of it is a higher marking."""
    text = clean_text(text)
    refuse_higher_marking(text)
    return text


def _admit(plain: Any) -> Any:
    if isinstance(plain, str):
        return admitted_text(plain)
    if isinstance(plain, list):
        return [_admit(item) for item in plain]
    if isinstance(plain, Mapping):
        return {admitted_text(key): _admit(item) for key, item in plain.items()}
    return plain


def to_payload(entity: Entity) -> dict[str, Any]:
    """The versioned logical JSON of an entity, as it stands in payloads and drafts."""
    return {"v": PAYLOAD_VERSION, "kind": name_of(type(entity)), "entity": to_plain(entity)}


def from_payload(cls: type[E], plain: Mapping[str, Any]) -> E | None:
    """The entity of a payload; None where the payload tells only that it was deleted or erased.

    Raises ValueError for a payload of a later version or another kind.
    """
    if plain["v"] != PAYLOAD_VERSION or plain["kind"] != name_of(cls):
        raise ValueError(f"a payload of kind {plain['kind']!r}, version {plain['v']!r}, is not a {name_of(cls)}")
    entity = plain.get("entity")
    return None if entity is None else from_plain(cls, entity)
