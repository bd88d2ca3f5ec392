"""YAML with places: a value and, for every path into it, the line it stands on, so that a fault can be found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assurance_app.domain.refusal import Refused

LARGEST_FILE = 4_000_000
"""Bytes; a section file has some 100,000."""

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A YAML file as plain values, with the line (from 1) of every place in it."""

    path: Path
    value: Any
    lines: dict[Place, int]

    def line_of(self, place: Place) -> int:
        """The line of the place, or of the nearest one around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def fault(self, place: Place, what: str) -> Refused:
        """A refusal that names file, line and key."""
        key = ".".join(str(step) for step in place) or "the whole file"
        return Refused("framework.fault", file=self.path, line=self.line_of(place), key=key, fault=what)


def read_source(path: Path) -> Source:
    """The file as values with lines; Refused("framework.fault") for what is no YAML or gives a key twice."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refused("framework.fault", file=path, line=1, key="the whole file", fault="the file is too large")
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused("framework.fault", file=path, line=1, key="the whole file", fault=str(error)) from error
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Refused("framework.fault", file=path, line=line, key="the whole file", fault=error.problem) from error
    except yaml.YAMLError as error:
        raise Refused("framework.fault", file=path, line=1, key="the whole file", fault=str(error)) from error
    lines: dict[Place, int] = {}
    value = _value(node, (), lines, path, frozenset())
    return Source(path, value, lines)


def _value(node: yaml.Node | None, place: Place, lines: dict[Place, int], path: Path, above: frozenset[int]) -> Any:
    if node is None:
        return None
    lines[place] = node.start_mark.line + 1
    if id(node) in above:
        raise Refused("framework.fault", file=path, line=lines[place], key="", fault="an alias contains itself")
    within = above | {id(node)}
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, entry in _pairs(node, lines[place], path):
            if key in found:
                raise Refused(
                    "framework.fault", file=path, line=entry.start_mark.line + 1, key=key, fault="given twice"
                )
            found[key] = _value(entry, (*place, key), lines, path, within)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*place, index), lines, path, within) for index, item in enumerate(node.value)]
    return _scalar(node)


def _pairs(node: yaml.MappingNode, line: int, path: Path) -> Iterator[tuple[str, yaml.Node]]:
    for key_node, entry in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise Refused("framework.fault", file=path, line=line, key="", fault="a key must be a plain word")
        yield str(key_node.value), entry


def _scalar(node: yaml.Node) -> Any:
    if node.tag == "tag:yaml.org,2002:int":
        return int(str(node.value).replace("_", ""), 0)
    if node.tag == "tag:yaml.org,2002:bool":
        return str(node.value).lower() in ("true", "yes", "on")
    if node.tag == "tag:yaml.org,2002:null":
        return None
    # Dates and numbers with a point are kept as they were written: "40.4" is a reference, not a number.
    return str(node.value)
