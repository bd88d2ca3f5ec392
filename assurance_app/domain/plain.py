"""Frozen dataclasses as plain JSON values and back: one way for storage, snapshots, returns and dumps."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

T = typing.TypeVar("T")


def to_plain(value: Any) -> Any:
    """None, bool, int, str as they are; enums as their value; tuples as lists; mappings as objects; dataclasses as
    objects with a key for every field. TypeError for anything else.
    """
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {field: to_plain(getattr(value, field)) for field in _field_names(type(value))}
    raise TypeError(f"{type(value).__name__} has no plain form")


def from_plain(cls: type[T], plain: Mapping[str, object]) -> T:
    """An instance of the frozen dataclass `cls` from plain values; a key that is absent takes the field's default.

    Raises ValueError or TypeError where a value does not fit, KeyError where a field without default is absent.
    """
    made: T = _reader(typing.cast("Any", cls))(plain)
    return made


@cache
def _field_names(cls: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cls))


@cache
def _reader(annotation: Any) -> Callable[[Any], Any]:
    origin = typing.get_origin(annotation)
    arguments = typing.get_args(annotation)
    if annotation is Any or annotation is object:
        return _frozen
    if origin in (types.UnionType, typing.Union):
        inner = _reader(next(argument for argument in arguments if argument is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        return _tuple_reader(arguments[0])
    if origin is not None and issubclass(origin, Mapping):
        item = _reader(arguments[1])
        return lambda value: {_text(key): item(entry) for key, entry in _mapping(value).items()}
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return _enum_reader(annotation)
    if isinstance(annotation, type) and is_dataclass(annotation):
        return _dataclass_reader(annotation)
    return _checked(annotation)


def _frozen(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, list | tuple):
        return tuple(map(_frozen, value))
    return {_text(key): _frozen(item) for key, item in _mapping(value).items()}


def _listed(value: Any) -> list[Any] | tuple[Any, ...]:
    # A text is a sequence too, and would become a tuple of its letters.
    if not isinstance(value, list | tuple):
        raise TypeError(f"expected a list, got {type(value).__name__}")
    return value


def _mapping(value: Any) -> Mapping[Any, Any]:
    if not isinstance(value, Mapping):
        raise TypeError(f"expected an object, got {type(value).__name__}")
    return value


def _text(key: Any) -> str:
    if type(key) is not str:
        raise TypeError(f"a key is a text, not {type(key).__name__}")
    return key


def _checked(expected: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not expected:
            raise TypeError(f"expected {expected.__name__}, got {type(value).__name__}")
        return value

    return read


def _tuple_reader(annotation: Any) -> Callable[[Any], Any]:
    item = _reader(annotation)

    def read(value: Any) -> tuple[Any, ...]:
        # Most lists of a framework are empty.
        return tuple(map(item, _listed(value))) if value else _nothing(value)

    return read


def _nothing(value: Any) -> tuple[()]:
    _listed(value)
    return ()


def _enum_reader(annotation: type[Enum]) -> Callable[[Any], Any]:
    members: dict[Any, Enum] = {member.value: member for member in annotation}

    def read(value: Any) -> Enum:
        # A value that is no member gets the enumeration's own words for that.
        found = members.get(value) if type(value) is str else None
        return annotation(value) if found is None else found

    return read


def _dataclass_reader(cls: type) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(cls)
    readers = [(field.name, _reader(hints[field.name]), _builtin(hints[field.name])) for field in fields(cls)]
    required = {field.name for field in fields(cls) if field.default is MISSING and field.default_factory is MISSING}

    def read(plain: Any) -> Any:
        if not isinstance(plain, Mapping):
            raise TypeError(f"expected an object for {cls.__name__}, got {type(plain).__name__}")
        if not required <= plain.keys():
            raise KeyError(f"{cls.__name__} lacks {', '.join(sorted(required - plain.keys()))}")
        values = {}
        for name, read_one, builtin in readers:
            if name in plain:
                value = plain[name]
                values[name] = value if type(value) is builtin else read_one(value)
        return cls(**values)

    return read


def _builtin(annotation: Any) -> type | None:
    """The type whose values are kept as they are, so that reading one costs no call."""
    return annotation if annotation in (str, int, bool) else None
