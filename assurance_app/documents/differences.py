"""How a difference between a document and what it should say is found and told."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from assurance_app.domain.refusal import Refused
from assurance_app.words import _

_SHOWN_LENGTH = 60


def need_same(path: Path, what: str, wanted: Sequence[object], found: Sequence[object]) -> None:
    """Refused("document.differs") with the first thing that is wanted and not found, or found and not wanted."""
    for one, other in zip_longest(wanted, found, fillvalue=""):
        if one != other:
            raise difference(path, what, str(one), str(other))


def difference(path: Path, what: str, wanted: str, found: str) -> Refused:
    """The refusal that says what differs; a long passage is shown from a little before the place.

    It keeps what was `wanted`, by which the part of the document is found that says it.
    """
    alike = next((at for at, pair in enumerate(zip(wanted, found, strict=False)) if pair[0] != pair[1]), 0)
    start = max(alike - _SHOWN_LENGTH // 2, 0)
    detail = _("{what} reads “{found}” and not “{wanted}”").format(
        what=what, found=shortened(found[start:]), wanted=shortened(wanted[start:])
    )
    return Refused("document.differs", path=path, detail=detail, wanted=wanted)


def one_line(text: str) -> str:
    """The text with every run of spaces and line breaks as one space."""
    return " ".join(text.split())


def shortened(text: str, length: int = _SHOWN_LENGTH) -> str:
    """The text as one line of at most `length` characters."""
    line = one_line(text)
    return line if len(line) <= length else line[: length - 1] + "…"
