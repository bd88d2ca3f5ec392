"""YAML with places: a value and, for every path into it, the line it stands on, so that a fault can be found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assurance_app.domain.refusal import Refused
from assurance_app.domain.text import clean_text
from assurance_app.words import _

LARGEST_FILE = 4_000_000
"""Bytes; a section file has some 100,000."""
MOST_NODES = 100_000
"""Values and keys; a section file has some 5,000."""
DEEPEST = 20
_WHOLE_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})")

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
        key = ".".join(str(step) for step in place) or _("the whole file")
        return Refused("framework.fault", file=self.path, line=self.line_of(place), key=key, fault=what)


def read_source(path: Path) -> Source:
    """The file as values with lines; Refused("framework.fault") for what is no YAML, gives a key twice, or would become
    more than its size says: by aliases a hundred bytes of YAML can be a billion values.
    """
    text = _text(path)
    try:
        _bounded(text, path)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise _whole_file(path, mark.line + 1 if mark else 1, error.problem or _("this is not YAML")) from error
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1
        fault = _("a character is not allowed here: U+{code}").format(code=f"{int(error.character):04X}")
        raise _whole_file(path, line, fault) from error
    except yaml.YAMLError as error:
        raise _whole_file(path, 1, " ".join(str(error).split())) from error
    lines: dict[Place, int] = {}
    source = Source(path, None, lines)
    return Source(path, _value(node, (), source), lines)


def _whole_file(path: Path, line: int, fault: str) -> Refused:
    return Refused("framework.fault", file=path, line=line, key=_("the whole file"), fault=fault)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _whole_file(path, 1, _("the file is too large"))
        content = path.read_bytes()
    except OSError as error:
        raise _whole_file(path, 1, error.strerror or str(error)) from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _whole_file(path, line, _("the file is not in UTF-8")) from error


def _bounded(text: str, path: Path) -> None:
    """Refuse aliases and what nests or counts without end, before anything is built: libyaml builds on the C stack."""
    depth = nodes = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise _whole_file(path, line, _("an alias is not allowed here; write the text again"))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        nodes += isinstance(event, yaml.NodeEvent)
        if depth > DEEPEST or nodes > MOST_NODES:
            raise _whole_file(path, line, _("there is too much here for a framework"))


def _value(node: yaml.Node | None, place: Place, source: Source) -> Any:
    if node is None:
        return None
    # What stands below its key is found by the line of the key.
    source.lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key_node, entry in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise source.fault(place, _("a key must be a plain word"))
            key = str(key_node.value)
            source.lines[(*place, key)] = key_node.start_mark.line + 1
            if key in found:
                raise source.fault((*place, key), _("the key is given twice"))
            found[key] = _value(entry, (*place, key), source)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*place, index), source) for index, item in enumerate(node.value)]
    return _scalar(node, place, source)


def _scalar(node: yaml.Node, place: Place, source: Source) -> Any:
    text = str(node.value)
    if node.tag == "tag:yaml.org,2002:int":
        # YAML also reads 0777 (octal), 1:30 (base 60) and 0x1F as numbers; nobody who writes an edition means that.
        if not _WHOLE_NUMBER.fullmatch(text):
            raise source.fault(
                place, _("“{text}” reads as a number of another kind; put it in quotes").format(text=text[:40])
            )
        return int(text)
    if node.tag == "tag:yaml.org,2002:bool":
        return text.lower() in ("true", "yes", "on")
    if node.tag == "tag:yaml.org,2002:null":
        return None
    if clean_text(text) != text:
        raise source.fault(place, _("the text holds characters that may not be kept"))
    # Dates and numbers with a point are kept as they were written: "40.4" is a reference, not a number.
    return text
