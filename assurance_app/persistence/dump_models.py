"""The shape of a dump, for pydantic: derived from the entities, strict, and closed to keys that it does not know.

Imported only by what reads a dump or tells its schema, because pydantic takes its time.
"""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, JsonValue, create_model

from assurance_app.domain.entities import ENTITIES, KINDS, kind_of
from assurance_app.domain.values import WorkspaceKind
from assurance_app.persistence.tables import HINTS, is_json

Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Moment = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$")]
Named = Annotated[str, Field(min_length=1)]
Count = Annotated[int, Field(ge=0)]
Number = Annotated[int, Field(ge=1)]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class AuditModel(_Closed):
    """One entry of the record of changes."""

    sequence: Number
    at: Moment
    by: str
    action: Named
    kind: Named
    entity_id: Named
    version: Number
    payload_digest: Annotated[str, Field(pattern="^([0-9a-f]{64})?$")]
    previous: Annotated[str, Field(pattern="^([0-9a-f]{64})?$")]
    hash: Digest


class PayloadModel(_Closed):
    """A content under its digest; `body` is null where it was erased."""

    digest: Digest
    body: dict[str, JsonValue] | list[JsonValue] | None
    erased_at: Moment | None


class FrameworkModel(_Closed):
    """A framework as it was stored. Its own shape is told by the schema of frameworks."""

    saved_at: Moment
    framework: dict[str, JsonValue]


class DraftModel(_Closed):
    """What was typed and not yet promoted."""

    kind: Literal[tuple(KINDS)]  # type: ignore[valid-type] # the kinds there are
    id: Named
    base_version: Count
    by: str
    saved_at: Moment
    payload: dict[str, JsonValue]


def _shape(hint: Any) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _shape(next(part for part in arguments if part is not type(None))) | None
    if is_json(hint):
        return list[_shape(arguments[0])] if origin is tuple else dict[str, JsonValue]  # type: ignore[misc]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Literal[tuple(member.value for member in hint)]
    if isinstance(hint, type) and is_dataclass(hint):
        return _nested(hint)
    return hint


@cache
def _nested(cls: type[Any]) -> type[BaseModel]:
    hints = typing.get_type_hints(cls)
    parts: Any = {field.name: (_shape(hints[field.name]), ...) for field in fields(cls)}
    nested: Any = create_model(cls.__name__, __base__=_Closed, __doc__=cls.__doc__, **parts)
    return cast("type[BaseModel]", nested)


def _model_of(entity: type[Any]) -> type[BaseModel]:
    parts = {name: (Named if name == "id" else _shape(hint), ...) for name, hint in HINTS[entity].items()}
    content: Any = create_model(entity.__name__, __base__=_Closed, __doc__=entity.__doc__, **parts)  # type: ignore[call-overload]
    around: Any = {"version": (Number, ...), "saved_at": (Moment, ...), "entity": (content, ...)}
    return create_model(f"Stored{entity.__name__}", __base__=_Closed, **around)


_entities = {kind_of(entity): (list[_model_of(entity)], ...) for entity in ENTITIES}  # type: ignore[misc]
EntitiesModel: Any = create_model("Entities", __base__=_Closed, **_entities)  # type: ignore[call-overload]


class DumpModel(_Closed):
    """Everything in a workspace, the record of changes included."""

    format: Literal["assurance-workspace"]
    v: Annotated[int, Field(ge=2, le=2)]
    kind: Literal[tuple(kind.value for kind in WorkspaceKind)]  # type: ignore[valid-type]
    meta: dict[str, str]
    frameworks: list[FrameworkModel]
    entities: EntitiesModel
    drafts: list[DraftModel]
    audit: list[AuditModel]
    payloads: list[PayloadModel]
