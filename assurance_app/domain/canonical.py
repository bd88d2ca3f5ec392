"""Canonical JSON (RFC 8785, without floats): one spelling for one content, so that its hash binds it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring

type_names = "null, true or false, a whole number, text, a list or an object"

# Numbers beyond this are not exact in every reader (RFC 8785 section 3.2.2.3, IEEE 754 doubles).
LARGEST_NUMBER = 2**53 - 1

# Letters beyond the basic plane, by which keys sort differently, and digits enough for a number that is too large.
_NOT_BEYOND = bytes(sorted(set(range(256)) - set(range(0xF0, 0xF5))))
_DIGITS_ALIKE = bytes.maketrans(b"123456789", b"0" * 9)
_TOO_MANY_DIGITS = b"0" * 16


def _key_order(key: object) -> bytes:
    if not isinstance(key, str):
        raise TypeError(f"a key is a text, not {type(key).__name__}")
    # RFC 8785 sorts by UTF-16 code units, which differs from Python's order beyond the basic plane.
    return key.encode("utf-16-be")


def _write(value: object, out: list[str]) -> None:
    if value is None:
        out.append("null")
    elif value is True:
        out.append("true")
    elif value is False:
        out.append("false")
    elif isinstance(value, str):
        out.append(_string(value))
    elif isinstance(value, int):
        if abs(value) > LARGEST_NUMBER:
            raise ValueError(f"the number {value} is too large to be exact in every reader")
        out.append(str(int(value)))
    elif isinstance(value, Mapping):
        out.append("{")
        for position, key in enumerate(sorted(value, key=_key_order)):
            if position:
                out.append(",")
            out.append(_string(key))
            out.append(":")
            _write(value[key], out)
        out.append("}")
    elif isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        out.append("[")
        for position, item in enumerate(value):
            if position:
                out.append(",")
            _write(item, out)
        out.append("]")
    else:
        raise TypeError(f"{type(value).__name__} has no canonical form; use {type_names}")


def _string(value: str) -> str:
    # encode_basestring writes \u00XX in the lower case that RFC 8785 asks for, and leaves all else as it is, save DEL.
    return encode_basestring(value)


def canonical_json(value: object) -> bytes:
    """The canonical UTF-8 bytes of a value made of None, bool, int, str, sequences and mappings with text keys.

    Raises TypeError for anything else (a float, a date), ValueError for numbers beyond 2**53 - 1 and
    UnicodeEncodeError for lone surrogates, which clean text does not hold.
    """
    out: list[str] = []
    _write(value, out)
    return "".join(out).encode("utf-8")


def is_canonical(data: bytes, value: object) -> bool:
    """Whether the bytes are the canonical JSON of the value that `json.loads` read from them, floats refused.

    Raises what `canonical_json` raises.
    """
    if data.translate(None, _NOT_BEYOND) or _TOO_MANY_DIGITS in data.translate(_DIGITS_ALIKE):
        return canonical_json(value) == data
    # Of everything else the interpreter's own encoder, which is many times faster, writes the same.
    usual = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)
    return usual.encode("utf-8") == data


def digest(value: object) -> str:
    """The SHA-256 of the canonical JSON of a value, as 64 lower-case hexadecimal characters."""
    return hashlib.sha256(canonical_json(value)).hexdigest()
