"""Every entity, a framework and a record as plain JSON values and back; what does not fit is an error."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from enum import Enum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.domain.canonical import LARGEST_NUMBER, canonical_json
from assurance_app.domain.entities import ENTITIES, KINDS, Answer, Cycle, Entity, EvidenceLink, kind_of
from assurance_app.domain.framework import Framework, framework_from_plain, framework_to_plain
from assurance_app.domain.plain import from_plain, to_plain
from assurance_app.domain.record import Record
from tests import factories as make

TEXT = st.text(max_size=8)
NUMBER = st.integers(-LARGEST_NUMBER, LARGEST_NUMBER)
SCALAR = st.one_of(st.none(), st.booleans(), NUMBER, TEXT)
ROW = st.dictionaries(TEXT, SCALAR, max_size=3)
FIELD_VALUES = st.dictionaries(TEXT, st.one_of(SCALAR, st.lists(ROW, max_size=3).map(tuple)), max_size=3)


def values_of(annotation: Any) -> st.SearchStrategy[Any]:
    """Values that fit an annotation of an entity's field."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (types.UnionType, typing.Union):
        return st.none() | values_of(next(argument for argument in arguments if argument is not type(None)))
    if origin is tuple:
        return st.lists(values_of(arguments[0]), max_size=3).map(tuple)
    if origin is not None and issubclass(origin, Mapping):
        return FIELD_VALUES
    if dataclasses.is_dataclass(annotation) and isinstance(annotation, type):
        return instances(annotation)
    if issubclass(annotation, Enum):
        return st.sampled_from(annotation)
    return {str: TEXT, int: NUMBER, bool: st.booleans()}[annotation]


def instances(cls: type[Any]) -> st.SearchStrategy[Any]:
    """Instances of a dataclass with every field filled."""
    hints = typing.get_type_hints(cls)
    return st.builds(cls, **{field.name: values_of(hints[field.name]) for field in dataclasses.fields(cls)})


@pytest.mark.parametrize("cls", ENTITIES, ids=lambda cls: kind_of(cls))
@given(data=st.data())
def test_every_entity_comes_back_the_same_through_json(cls: type[Entity], data: st.DataObject) -> None:
    entity = data.draw(instances(cls))
    plain = json.loads(canonical_json(to_plain(entity)))
    assert from_plain(cls, plain) == entity
    assert set(plain) == {field.name for field in dataclasses.fields(cls)}


@pytest.mark.parametrize("cls", ENTITIES, ids=lambda cls: kind_of(cls))
def test_a_value_of_another_type_is_an_error(cls: type[Entity]) -> None:
    """Of every field: no text becomes a list of letters, no 1 a yes, no number a text."""
    hints = typing.get_type_hints(cls)
    plain = to_plain(from_plain(cls, {field.name: _least(hints[field.name]) for field in _required(cls)}))
    candidates: list[Any] = [7.5, b"x", object(), {"a": 1.5}, "no such code", 5, True, ["x", 1], {1: "x"}, None]
    for name, hint in hints.items():
        wrong = [value for value in candidates if not _fits(hint, value)]
        assert len(wrong) > 5
        for value in wrong:
            with pytest.raises((TypeError, ValueError)):
                from_plain(cls, {**plain, name: value})
            # The same again: what was learnt of the shape of values before must not let it through.
            from_plain(cls, plain)
            with pytest.raises((TypeError, ValueError)):
                from_plain(cls, {**plain, name: value})


def _fits(annotation: Any, value: Any) -> bool:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (types.UnionType, typing.Union):
        return value is None or any(_fits(argument, value) for argument in arguments if argument is not type(None))
    if origin is None and issubclass(annotation, Enum):
        return value in list(annotation)
    return origin is None and type(value) is annotation


@pytest.mark.parametrize("cls", ENTITIES, ids=lambda cls: kind_of(cls))
def test_what_an_older_program_did_not_write_takes_its_default(cls: type[Entity]) -> None:
    required = _required(cls)
    hints = typing.get_type_hints(cls)
    plain = {field.name: _least(hints[field.name]) for field in required}
    assert to_plain(from_plain(cls, plain)).items() >= plain.items()
    for field in required:
        with pytest.raises(KeyError, match=field.name):
            from_plain(cls, {key: value for key, value in plain.items() if key != field.name})


def _required(cls: type[Entity]) -> list[dataclasses.Field[Any]]:
    return [
        field
        for field in dataclasses.fields(cls)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    ]


def _least(annotation: Any) -> Any:
    if issubclass(annotation, Enum):
        return next(iter(annotation)).value
    return annotation()


@pytest.mark.parametrize("plain", [None, [], "text", 1])
def test_an_entity_is_an_object(plain: Any) -> None:
    with pytest.raises(TypeError):
        from_plain(Cycle, plain)


@pytest.mark.parametrize("value", [7.0, b"x", {1, 2}, object(), Answer, {"a": 1.5}, [float("nan")]])
def test_what_has_no_plain_form_is_an_error(value: object) -> None:
    with pytest.raises(TypeError):
        to_plain(value)


def test_tables_within_fields_come_back_as_tuples() -> None:
    table = ({"on": "2026-01-02", "hours": 4}, {"on": "", "hours": None})
    answer = make.answer("terrorism.arv", fields={"visits": table, "tested": False})
    again = from_plain(Answer, json.loads(canonical_json(to_plain(answer))))
    assert again == answer
    assert isinstance(again.fields["visits"], tuple)


def test_a_framework_and_a_record_come_back_the_same() -> None:
    framework = make.framework()
    assert framework_from_plain(json.loads(canonical_json(framework_to_plain(framework)))) == framework
    answer = make.answer("terrorism.arv", rests_on="x", fields={"cost": 5})
    item = make.evidence("a")
    record = make.record(answers=(answer,), evidence=(item,), links=(make.link(item, answer),))
    assert from_plain(Record, json.loads(canonical_json(to_plain(record)))) == record


def test_a_framework_of_another_shape_is_an_error() -> None:
    plain = json.loads(canonical_json(framework_to_plain(make.framework())))
    for name, wrong in (
        ("sections", {}),
        ("sections", "ab"),
        ("revision", "1"),
        ("pillars", [{"id": "x"}]),
        ("title", 1),
    ):
        with pytest.raises((TypeError, ValueError, KeyError)):
            from_plain(Framework, {**plain, name: wrong})


def test_kinds_are_named_once_each() -> None:
    assert list(KINDS.values()) == list(ENTITIES)
    assert kind_of(EvidenceLink) == "evidence_link"
