"""The tables, derived from the entities in this one place, and the few tables that the workspace itself needs.

A field that is text, a whole number, a truth or one of a closed set is a column; tuples and mappings are canonical JSON
in a text column. A field that names another entity ("body_id") is a foreign key. Revisions in `migrations/` repeat the
outcome with literal tables; a test holds the two together.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, Table, Text
from sqlalchemy.schema import SchemaItem

from assurance_app.domain.entities import ENTITIES, KINDS, kind_of
from assurance_app.persistence.first_use import MadeOnFirstUse

_METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

# Names of fields that name an entity by less than its whole kind.
_SHORT = {"revision_id": "evidence_revision"}
_INDEXED = ("cycle_id", "body_id", "target_id", "evidence_id", "revision_id")


def _hints(entity: type[Any]) -> Mapping[str, Any]:
    resolved = typing.get_type_hints(entity)
    return {field.name: resolved[field.name] for field in fields(entity)}


HINTS: Mapping[type[Any], Mapping[str, Any]] = MadeOnFirstUse(ENTITIES, _hints)
"""The annotations of each entity's fields, in the order of the fields."""


def _inner(hint: Any) -> tuple[Any, bool]:
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return next(part for part in typing.get_args(hint) if part is not type(None)), True
    return hint, False


def is_json(hint: Any) -> bool:
    """Whether a field with this annotation is kept as JSON."""
    origin = typing.get_origin(_inner(hint)[0])
    return origin is tuple or (isinstance(origin, type) and issubclass(origin, Mapping))


def parent_of(field: str) -> str | None:
    """The kind of entity that a field names, or None: "body" for "body_id"."""
    kind = _SHORT.get(field, field.removesuffix("_id") if field.endswith("_id") else "")
    return kind if kind in KINDS else None


def _column(name: str, hint: Any) -> Column[Any]:
    inner, optional = _inner(hint)
    if name == "id":
        return Column(name, Text, primary_key=True, nullable=False)
    parent = parent_of(name)
    if parent is not None:
        return Column(name, Text, ForeignKey(f"{parent}.id"), nullable=optional)
    if inner is bool:
        return Column(name, Boolean, nullable=optional)
    if inner is int:
        return Column(name, Integer, nullable=optional)
    if inner is str or is_json(inner) or (isinstance(inner, type) and issubclass(inner, Enum)):
        return Column(name, Text, nullable=optional)
    raise TypeError(f"there is no column for {name}: {hint}")


def _table(entity: type[Any]) -> Table:
    items: list[SchemaItem] = [_column(name, hint) for name, hint in HINTS[entity].items()]
    items += [Column("version", Integer, nullable=False), Column("saved_at", Text, nullable=False)]
    items += [Index(None, name) for name in HINTS[entity] if name in _INDEXED]
    return Table(kind_of(entity), _METADATA, *items)


TABLES: Mapping[type[Any], Table] = MadeOnFirstUse(ENTITIES, _table)
"""One table for each entity, parents before children."""


def name_of(cls: type[Any]) -> str:
    """The name of an entity's kind and table: `kind_of`, for classes of which only a type variable is known."""
    return kind_of(cls)


META = Table(
    "meta",
    _METADATA,
    Column("key", Text, primary_key=True, nullable=False),
    Column("value", Text, nullable=False),
)
FRAMEWORK_KIND = "framework"
"""The kind under which the audit tells that a framework was adopted; its content stands in its own table."""

FRAMEWORK = Table(
    "framework",
    _METADATA,
    Column("id", Text, primary_key=True, nullable=False),
    Column("revision", Integer, primary_key=True, nullable=False),
    Column("hash", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("saved_at", Text, nullable=False),
)
DRAFT = Table(
    "draft",
    _METADATA,
    Column("kind", Text, primary_key=True, nullable=False),
    Column("id", Text, primary_key=True, nullable=False),
    Column("base_version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("saved_at", Text, nullable=False),
)
PAYLOAD = Table(
    "payload",
    _METADATA,
    Column("digest", Text, primary_key=True, nullable=False),
    Column("body", Text, nullable=True),
    Column("erased_at", Text, nullable=True),
)
AUDIT = Table(
    "audit",
    _METADATA,
    Column("sequence", Integer, primary_key=True, nullable=False, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("entity_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("payload_digest", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Index(None, "kind", "entity_id"),
)


def metadata() -> MetaData:
    """Every table, made."""
    tuple(TABLES.values())
    return _METADATA
