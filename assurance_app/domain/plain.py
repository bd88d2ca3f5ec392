"""Frozen dataclasses as plain JSON values and back: one way for storage, snapshots, returns and dumps."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from operator import itemgetter
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


_Steps = list[tuple[int, Callable[[Any], Any]]]


def _tuple_reader(annotation: Any) -> Callable[[Any], Any]:
    item = _reader(annotation)

    def read(value: Any) -> tuple[Any, ...]:
        return tuple(map(item, _listed(value)))

    def read_kept(value: Any) -> tuple[Any, ...]:
        # What is kept as it is needs no call for each.
        if type(value) is list and set(map(type, value)) == kept:
            return tuple(value)
        return read(value)

    kept = {annotation}
    return read_kept if _builtin(annotation) else read


def _enum_reader(annotation: type[Enum]) -> Callable[[Any], Any]:
    members: dict[Any, Enum] = {member.value: member for member in annotation}

    def read(value: Any) -> Enum:
        # A value that is no member gets the enumeration's own words for that.
        found = members.get(value) if type(value) is str else None
        return annotation(value) if found is None else found

    return read


def _dataclass_reader(cls: type) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(cls)
    names = _field_names(cls)
    readers = [(name, _reader(hints[name]), _builtin(hints[name])) for name in names]
    required = {field.name for field in fields(cls) if field.default is MISSING and field.default_factory is MISSING}
    every = _getter(names)
    # Which fields need reading, lists and others, by the types of the plain values: of the rest their type shows that
    # they may be kept.
    plans: dict[tuple[type, ...], tuple[_Steps, _Steps]] = {}

    def read(plain: Any) -> Any:
        try:
            found = every(plain)
        except (KeyError, TypeError):
            return read_by_name(plain)
        types = tuple(map(type, found))
        plan = plans.get(types)
        if plan is None:
            made = read_by_name(plain)
            if len(plans) < _PLANS:
                steps = [(place, reader[1]) for place, reader in enumerate(readers)]
                steps = [step for step in steps if not _is_kept(hints[names[step[0]]], types[step[0]])]
                lists = [step for step in steps if typing.get_origin(hints[names[step[0]]]) is tuple]
                plans[types] = lists, [step for step in steps if step not in lists]
            return made
        lists, others = plan
        values = list(found)
        for place, read_one in lists:
            # Most lists of a framework are empty.
            values[place] = read_one(values[place]) if values[place] else ()
        for place, read_one in others:
            values[place] = read_one(values[place])
        return cls(*values)

    def read_by_name(plain: Any) -> Any:
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


_PLANS = 64
"""How many plans a class keeps: what is written by a program has few shapes, what is not may have any number."""


def _getter(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) < 2:
        return lambda plain: tuple(plain[name] for name in names)
    return itemgetter(*names)


def _builtin(annotation: Any) -> type | None:
    """The type whose values are kept as they are, so that reading one costs no call."""
    return annotation if annotation in (str, int, bool) else None


def _is_kept(annotation: Any, found: type) -> bool:
    """Whether a plain value of the type found is kept as it is where it is for a field with the annotation."""
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        return found is type(None) or any(_is_kept(part, found) for part in typing.get_args(annotation))
    return _builtin(annotation) is found
