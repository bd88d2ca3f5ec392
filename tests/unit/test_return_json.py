"""How deep the JSON of a return may be nested: exactly so deep, whatever the brackets, and those in texts apart."""

from __future__ import annotations

import json
from itertools import cycle, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.exchange.return_checks import Fault, plain_json

DEEPEST = 24


def nested(kinds: str, depth: int) -> bytes:
    """JSON of that depth, of lists and objects in the order of `kinds`."""
    value: object = 'x [[{ \\ " ]'
    for kind in islice(cycle(kinds), depth):
        value = [value, []] if kind == "[" else {"a": value, "b": 1}
    return json.dumps(value).encode()


@pytest.mark.parametrize("kinds", ["[", "{", "[{", "{[[", "{{["])
def test_the_deepest_is_read_and_one_deeper_is_refused(kinds: str) -> None:
    # A list has an empty one beside what it holds, as deep as that where it holds a text.
    deepest = DEEPEST - 1 if kinds.startswith("[") else DEEPEST
    data = nested(kinds, deepest)
    assert plain_json("content.json", data) == json.loads(data)
    with pytest.raises(Fault, match="nested too deeply"):
        plain_json("content.json", nested(kinds, deepest + 1))


@pytest.mark.parametrize("data", [b"[" * 30, b'{"a":' * 30, b"[]" * 3 + b"[" * 30 + b"]" * 30, b'["' + b"]" * 9])
def test_what_does_not_end_is_refused(data: bytes) -> None:
    with pytest.raises(Fault):
        plain_json("content.json", data)


@given(st.text(alphabet='[]{}"\\,:a1', max_size=60))
def test_whatever_is_read_is_json_of_no_more_depth(text: str) -> None:
    try:
        value = plain_json("content.json", text.encode())
    except Fault:
        return
    assert value == json.loads(text)
    assert _depth(value) <= DEEPEST


def _depth(value: object) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(_depth, inner), default=0)
