"""What a national summary says otherwise than when it was cleared, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any


@dataclass(frozen=True, slots=True)
class PartDifference:
    """A part with the lines that it had, and those that it has instead."""

    part: str
    """The id of the part, "" for what stands before the first."""
    title: str
    before: tuple[str, ...]
    now: tuple[str, ...]


def parts_changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[PartDifference, ...]:
    """The parts that differ between two summaries as plain values (`domain.plain`), in the order of the newer one."""
    old, new = _parts(before), _parts(now)
    order = list(new) + [part for part in old if part not in new]
    nothing: tuple[str, list[str]] = ("", [])
    found = (_differences(part, old.get(part, nothing), new.get(part, nothing)) for part in order)
    return tuple(each for each in found if each.before or each.now)


def _differences(part: str, old: tuple[str, list[str]], new: tuple[str, list[str]]) -> PartDifference:
    gone: list[str] = []
    come: list[str] = []
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old[1], new[1], autojunk=False).get_opcodes():
        if kind != "equal":
            gone += old[1][start:end]
            come += new[1][new_start:new_end]
    return PartDifference(part, new[0] or old[0], tuple(gone), tuple(come))


def _parts(tree: Mapping[str, Any]) -> dict[str, tuple[str, list[str]]]:
    """The title and the lines of each part, by its id."""
    found: dict[str, tuple[str, list[str]]] = {"": (str(tree["title"]), [f"{tree['subtitle']} {tree['marking']}"])}
    place = ""
    for block in tree["blocks"]:
        if block.get("level") == 1:
            place = block["place"]
            found[place] = (block["text"], [])
        else:
            found[place][1].extend(_lines(block))
    return found


def _lines(block: Mapping[str, Any]) -> Iterator[str]:
    if "rows" in block:
        yield from (" · ".join(map(str, row)) for row in ([block["caption"]], *block["rows"]))
    elif "items" in block:
        yield from block["items"]
    elif "text" in block:
        yield str(block["text"])
