"""Canonical JSON against RFC 8785, and the digest that is made of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.domain.canonical import LARGEST_NUMBER, canonical_json, digest, is_canonical
from assurance_app.domain.disclosure import Audience

SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-LARGEST_NUMBER, LARGEST_NUMBER), st.text(st.characters(codec="utf-8"))
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=4), inner, max_size=4),
    ),
    max_leaves=20,
)


def test_the_example_of_section_3_2_3_on_the_order_of_keys() -> None:
    """RFC 8785 section 3.2.3: keys by UTF-16 code units, so that an emoji stands before a ligature of Hebrew."""
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    found = json.loads(canonical_json(dict.fromkeys(keys, 0)), object_pairs_hook=list)
    assert [key for key, _ in found] == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert sorted(keys) != [key for key, _ in found], "Python's own order would do, and the test proves nothing"


def test_the_escapes_of_section_3_2_2_2() -> None:
    """RFC 8785 section 3.2.2.2: two-letter escapes where JSON has them, lower-case \\u00xx for other controls only."""
    text = '\u20ac$\x0f\nA\'B"\\\\"/'
    assert canonical_json(text) == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'.encode()
    every = "".join(map(chr, range(0x20)))
    wanted = (
        r'"\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014'
        r'\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f"'
    )
    assert canonical_json(every).decode() == wanted
    assert canonical_json("\x7f\x80\u2028\u2029</é😀").decode() == '"\x7f\x80\u2028\u2029</é😀"'


def test_literals_and_no_space_anywhere() -> None:
    value = {"b": [None, True, False, 0, -1, ""], "a": {}, "": []}
    assert canonical_json(value) == b'{"":[],"a":{},"b":[null,true,false,0,-1,""]}'


def test_a_tuple_is_a_list_and_an_enum_its_value() -> None:
    assert canonical_json((Audience.APCC, [1, (2,)])) == b'["apcc",[1,[2]]]'


def test_numbers_are_whole_and_exact_in_every_reader() -> None:
    assert canonical_json([LARGEST_NUMBER, -LARGEST_NUMBER]) == b"[9007199254740991,-9007199254740991]"
    for number in (LARGEST_NUMBER + 1, -LARGEST_NUMBER - 1, 10**400):
        with pytest.raises(ValueError, match="too large"):
            canonical_json({"n": number})


@pytest.mark.parametrize(
    "value",
    [
        7.0,
        0.1,
        float("nan"),
        float("inf"),
        b"x",
        bytearray(b"x"),
        {1, 2},
        dt.date(2026, 3, 31),
        object(),
        1j,
        {"a": 1.5},
    ],
)
def test_what_has_no_canonical_form_is_an_error(value: object) -> None:
    with pytest.raises(TypeError):
        canonical_json(value)


@pytest.mark.parametrize("key", [1, None, True, ("a",)])
def test_a_key_is_a_text(key: object) -> None:
    with pytest.raises(TypeError):
        canonical_json({key: 1})


@pytest.mark.parametrize("value", ["\ud800", ["a\udfff"], {"\ud83d": 1}, {"a": {"b": "\udc00x"}}])
def test_a_lone_surrogate_has_no_bytes(value: object) -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical_json(value)


@given(VALUES)
def test_it_is_json_that_reads_back_as_the_same(value: Any) -> None:
    assert json.loads(canonical_json(value)) == value


@given(VALUES)
def test_it_is_what_the_plain_encoder_writes_save_for_the_order_of_keys(value: Any) -> None:
    def ordered(part: Any) -> Any:
        if isinstance(part, dict):
            keys = sorted(part, key=lambda key: [int.from_bytes(b) for b in _units(key)])
            return {key: ordered(part[key]) for key in keys}
        return [ordered(item) for item in part] if isinstance(part, list) else part

    assert canonical_json(value).decode() == json.dumps(ordered(value), ensure_ascii=False, separators=(",", ":"))


def _units(key: str) -> list[bytes]:
    encoded = key.encode("utf-16-be")
    return [encoded[at : at + 2] for at in range(0, len(encoded), 2)]


@given(st.dictionaries(st.text(max_size=3), SCALARS, max_size=6), st.randoms(use_true_random=False))
def test_one_content_has_one_spelling(value: dict[str, Any], random: Any) -> None:
    items = list(value.items())
    random.shuffle(items)
    assert digest(dict(items)) == digest(value)


def test_a_digest_is_the_sha_256_of_the_canonical_bytes() -> None:
    assert digest({}) == hashlib.sha256(b"{}").hexdigest()
    assert digest({"é": 1}) == hashlib.sha256('{"é":1}'.encode()).hexdigest()
    assert digest([1, 2]) != digest([2, 1])


@given(VALUES)
def test_what_was_read_is_told_to_be_canonical_without_being_written_again(value: Any) -> None:
    data = canonical_json(value)
    assert is_canonical(data, json.loads(data))


@pytest.mark.parametrize(
    "text",
    ['{"b":1,"a":2}', '{"a": 1}', '{"a":1,"a":1}', '"\\u0041"', '"\\u007f"', "1 ", '{"\\ue000":1,"😀":2}', '"a\\/b"'],
)
def test_another_spelling_is_not_canonical(text: str) -> None:
    assert not is_canonical(text.encode(), json.loads(text))


def test_numbers_too_large_and_lone_surrogates_are_refused_as_ever() -> None:
    with pytest.raises(ValueError, match="too large"):
        is_canonical(b"9007199254740993", 9007199254740993)
    with pytest.raises(UnicodeEncodeError):
        is_canonical(b'"\\ud800"', "\ud800")
