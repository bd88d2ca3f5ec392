"""The shape of a return, for pydantic: strict, and closed to keys that it does not know.

The content's shape is derived from the entities, so that there is one definition of each. Imported only by what reads
a return or tells its schema, because pydantic takes its time.
"""

from __future__ import annotations

import types
import typing
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, FailFast, Field, create_model
from pydantic.json_schema import models_json_schema

from assurance_app.domain.framework import Framework
from assurance_app.domain.record import Record
from assurance_app.words import _

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Named = Annotated[str, Field(min_length=1, max_length=300)]
Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$")]
"""An id that can be part of a file's name on every system."""
Year = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}$")]
PartName = Literal["content.json", "framework.json", "summary.docx", "summary.xlsx", "statement.docx"]
Moment = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,15}(Z|[+-][0-9]{2}:[0-9]{2})$")]

First = Annotated[int, Field(ge=1, le=1, json_schema_extra={"const": 1})]
"""The version of a format; to Python, though to no other reader, the literal 1 is true as well."""

_Scalar = None | bool | int | str
_FieldValue = _Scalar | list[dict[str, _Scalar]]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class FrameworkName(_Closed):
    """Which revision of which framework the return was made against; `hash` is the digest of `framework.json`."""

    id: Key
    revision: Annotated[int, Field(ge=1)]
    hash: Digest


class Digests(_Closed):
    """The digest of what each audience may read. The APCC holds the content of `apcc` only."""

    public: Digest
    apcc: Digest
    force: Digest
    office: Digest


class Manifest(_Closed):
    """`manifest.json`: what the return is, and the hashes that hold its parts together."""

    format: Literal["sprreturn"]
    schema_version: First
    body_id: Key
    body_name: Named
    year: Year
    draft: bool
    framework: FrameworkName
    fingerprint: Digest
    digests: Digests
    made_at: Moment
    before_panel: bool | None
    parts: dict[PartName, Digest]


@cache
def content_model() -> type[BaseModel]:
    """`content.json`: the projection of the record that partners may read (canonical JSON)."""
    record = _made(
        "Record", "What is recorded of the year.", {**_definitions(Record), "framework": (FrameworkName, ...)}
    )
    parts = {"v": (First, ...), "audience": (Literal["apcc"], ...), "record": (record, ...)}
    return _made("Content", "What partners may read of the year.", parts)


@cache
def framework_model() -> type[BaseModel]:
    """`framework.json`: the framework that the return was made against, compiled (canonical JSON)."""
    return _model_of(Framework)


@cache
def _model_of(cls: type) -> type[BaseModel]:
    return _made(cls.__name__, cls.__doc__ or "", _definitions(cls))


def _made(name: str, doc: str, parts: dict[str, Any]) -> type[BaseModel]:
    model: type[BaseModel] = create_model(name, __base__=_Closed, __doc__=doc.strip(), **parts)
    return model


def _definitions(cls: type) -> dict[str, Any]:
    hints = typing.get_type_hints(cls)
    return {
        field.name: (
            _shape_of(hints[field.name]),
            # The default itself does not matter: what is absent is filled in by the domain.
            ... if field.default is MISSING and field.default_factory is MISSING else Field(default=None),
        )
        for field in fields(cls)
    }


def _shape_of(annotation: Any) -> Any:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (types.UnionType, typing.Union):
        return typing.Union[tuple(_shape_of(argument) for argument in arguments)]  # noqa: UP007 - made at run time
    if origin is tuple:
        # Of a list of a hundred thousand wrong things one fault is enough, in memory and in words.
        return Annotated[list[_shape_of(arguments[0])], FailFast()]  # type: ignore[misc] # made at run time
    if origin is not None and issubclass(origin, typing.Mapping):
        return dict[str, _FieldValue]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return Literal[tuple(member.value for member in annotation)]
    if isinstance(annotation, type) and is_dataclass(annotation):
        return _model_of(annotation)
    return annotation


def fault_words(kind: str) -> str:
    """What is wrong with a value, from the kind of fault that pydantic gives, for a sentence that begins with it."""
    return {
        "missing": _("is missing"),
        "extra_forbidden": _("is nothing that a return has"),
        "string_type": _("is not text"),
        "int_type": _("is not a whole number"),
        "bool_type": _("is neither true nor false"),
        "list_type": _("is not a list"),
    }.get(kind, _("is not what it may be"))


def schema() -> dict[str, object]:
    """The JSON Schema of the manifest, the content and the framework of a return."""
    models: dict[str, type[BaseModel]] = {
        "manifest": Manifest,
        "content": content_model(),
        "framework": framework_model(),
    }
    named, definitions = models_json_schema([(model, "validation") for model in models.values()])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "sprreturn",
        "$comment": (
            "A return is a zip of manifest.json, content.json and framework.json, each canonical JSON (RFC 8785), "
            "and of the documents that the manifest names among its parts."
        ),
        **definitions,
        "type": "object",
        "properties": {f"{part}.json": named[model, "validation"] for part, model in models.items()},
        "required": [f"{part}.json" for part in models],
        "additionalProperties": False,
    }
