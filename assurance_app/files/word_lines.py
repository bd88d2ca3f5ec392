"""Reading a published Word document as lines with hints, with the numbers that Word itself would show."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assurance_app.domain.refusal import Refused
from assurance_app.files.docx_text import _Parts as Parts
from assurance_app.files.docx_text import _text as paragraph_text
from assurance_app.files.lines import BULLET, CONTENTS_ENTRY, Line, one_line
from assurance_app.files.numbering import lettered, roman

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LARGEST_PART = 24 * 1024 * 1024
_READ = ("word/document.xml", "word/styles.xml", "word/numbering.xml")
_LETTERED = {"lowerLetter": lettered, "upperLetter": lettered, "lowerRoman": roman, "upperRoman": roman}


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: where it starts, its format, and its text such as "%1.%2"."""

    start: int
    format: str
    text: str


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    number: tuple[str, int] | None
    outline: int


def word_lines(path: Path, content: bytes) -> list[Line]:
    """The lines of the document's body. Refused("official-text.damaged" | "too-large" | "not-text")."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sizes = {member.filename: member.file_size for member in archive.infolist()}
            if "word/document.xml" not in sizes:
                raise Refused("official-text.not-text", path=path)
            if any(sizes.get(part, 0) > _LARGEST_PART for part in _READ):
                raise Refused("official-text.too-large", path=path)
            parts = Parts(archive, str(path))
            body = parts.parsed("word/document.xml").find(f"{_WORD}body")
            if body is None:
                raise Refused("official-text.damaged", path=path, detail="Word")
            return list(_Reader(parts).lines(body))
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Refused("official-text.damaged", path=path, detail="Word") from error
    except Refused as refusal:
        if refusal.code != "file.unreadable":
            raise
        large = refusal.params.get("detail") == "too large"
        raise Refused("official-text.too-large" if large else "official-text.damaged", path=path) from refusal


class _Reader:
    def __init__(self, parts: Parts) -> None:
        self._styles = dict(_styles(parts))
        self._levels = _levels(parts)
        self._counts: dict[str, dict[int, int]] = {}

    def lines(self, body: Any) -> Iterator[Line]:
        for element in body.iter(f"{_WORD}p"):
            text = paragraph_text(element)
            if not text.strip():
                continue
            if "TOC" in self._named(element) or CONTENTS_ENTRY.match(text.strip()):
                title = CONTENTS_ENTRY.match(text.strip())
                yield Line(one_line(title["title"] if title else text), is_contents=True)
                continue
            yield self._line(element, text)

    def _line(self, element: Any, text: str) -> Line:
        number = self._number(element)
        marker = self._marker(*number) if number else ""
        heading = self._heading(element)
        bullet = BULLET.match(text)
        runs = [run for run in element.iter(f"{_WORD}r") if "".join(run.itertext()).strip()]
        bold = [run.find(f"{_WORD}rPr/{_WORD}b") is not None for run in runs]
        if not heading and bold and all(bold) and len(text) < 120 and not number:
            heading = 6
        return Line(
            one_line(text[bullet.end() :] if bullet else text),
            heading=heading,
            is_item=bullet is not None or number is not None,
            marker=marker,
            indent=number[1] if number else 0,
            is_bold=bool(bold) and bold[0],
        )

    def _named(self, element: Any) -> str:
        style = self._styles.get(_value(element, "pPr/pStyle"))
        return style.name.upper() if style else ""

    def _chain(self, element: Any) -> Iterator[_Style]:
        name = _value(element, "pPr/pStyle")
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = self._styles[name].based_on

    def _heading(self, element: Any) -> int:
        if outline := _value(element, "pPr/outlineLvl"):
            return int(outline) + 1 if int(outline) < 6 else 0
        for style in self._chain(element):
            if named := re.match(r"heading (\d)", style.name, re.IGNORECASE):
                return min(6, int(named[1]))
            if style.name.lower() == "title":
                return 1
            if style.outline:
                return style.outline
        return 0

    def _number(self, element: Any) -> tuple[str, int] | None:
        if name := _value(element, "pPr/numPr/numId"):
            return (name, int(_value(element, "pPr/numPr/ilvl") or 0)) if name != "0" else None
        for style in self._chain(element):
            if style.number is not None:
                return style.number if style.number[0] != "0" else None
        return None

    def _marker(self, name: str, level: int) -> str:
        shared, levels = self._levels.get(name, (name, {}))
        if level not in levels:
            return ""
        counts = self._counts.setdefault(shared, {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if levels[level].format in ("bullet", "none"):
            return ""

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            kind = levels.get(at)
            number = counts.get(at, kind.start if kind else 1)
            return _LETTERED[kind.format](number) if kind and kind.format in _LETTERED else str(number)

        return re.sub(r"%(\d)", shown, levels[level].text)


def _styles(parts: Parts) -> Iterator[tuple[str, _Style]]:
    if "word/styles.xml" not in parts.names:
        return
    for style in parts.parsed("word/styles.xml").iter(f"{_WORD}style"):
        number = _value(style, "pPr/numPr/numId")
        outline = _value(style, "pPr/outlineLvl")
        yield (
            style.get(f"{_WORD}styleId") or "",
            _Style(
                name=_value(style, "name"),
                based_on=_value(style, "basedOn"),
                number=(number, int(_value(style, "pPr/numPr/ilvl") or 0)) if number else None,
                outline=int(outline) + 1 if outline and int(outline) < 6 else 0,
            ),
        )


def _levels(parts: Parts) -> dict[str, tuple[str, dict[int, _Level]]]:
    """For each list: the abstract list whose count it shares, and its levels."""
    if "word/numbering.xml" not in parts.names:
        return {}
    root = parts.parsed("word/numbering.xml")
    abstract = {
        one.get(f"{_WORD}abstractNumId"): {
            int(level.get(f"{_WORD}ilvl")): _Level(
                int(_value(level, "start") or 1), _value(level, "numFmt"), _value(level, "lvlText")
            )
            for level in one.iter(f"{_WORD}lvl")
        }
        for one in root.iter(f"{_WORD}abstractNum")
    }
    found = {}
    for one in root.iter(f"{_WORD}num"):
        name, shared = one.get(f"{_WORD}numId"), _value(one, "abstractNumId")
        restarts = one.find(f"{_WORD}lvlOverride/{_WORD}startOverride") is not None
        found[name] = (f"num {name}" if restarts else f"abstract {shared}", abstract.get(shared, {}))
    return found


def _value(element: Any, steps: str) -> str:
    found = element.find("/".join(f"{_WORD}{step}" for step in steps.split("/")))
    return (found.get(f"{_WORD}val") or "") if found is not None else ""
