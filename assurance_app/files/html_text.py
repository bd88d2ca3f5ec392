"""Reading HTML: the blocks of a page in order, with list numbers as the page would show them. Nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assurance_app.domain.refusal import Refused
from assurance_app.files.lines import CONTENTS_ENTRY, Line, one_line
from assurance_app.files.numbering import lettered, roman

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LEFT_OUT = frozenset(
    "script style nav header footer noscript template form button svg iframe object head title select textarea".split()
)
_BLOCKS = frozenset(
    "p div section article main ul ol li dl dt dd blockquote table tbody thead tr td th figure aside body pre".split()
) | frozenset(_HEADINGS)
_NOTES = re.compile(r"foot-?notes?\b|end-?notes?\b", re.IGNORECASE)
_NOTE_MARK = re.compile(r"\W*(?:footnote\s*)?[\d,\s*†‡]{1,6}\W*$", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_DEEPEST = 200


@dataclass(slots=True)
class _Place:
    """Where the walk is: how deep in lists, whether inside notes, and the marker that the next text takes."""

    depth: int = 0
    is_note: bool = False
    is_item: bool = False
    marker: str = ""


def html_lines(path: Path, text: str) -> list[Line]:
    """The blocks of the page. Refused("official-text.entities" | "official-text.damaged")."""
    from lxml import etree, html

    if _ENTITY.search(text):
        raise Refused("official-text.entities", path=path)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        # Bytes, because lxml refuses a text that declares an encoding of its own.
        root = html.document_fromstring(
            re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace"),
            parser=parser,
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Refused("official-text.damaged", path=path, detail=error) from error
    body = root.find("body")
    return list(_Walk(path).of(body if body is not None else root))


class _Walk:
    def __init__(self, path: Path) -> None:
        self._path = path

    def of(self, root: Any) -> Iterator[Line]:
        yield from self._block(root, _Place(), 0)

    def _block(self, element: Any, place: _Place, deep: int) -> Iterator[Line]:
        if deep > _DEEPEST:
            raise Refused("official-text.damaged", path=self._path, detail="depth")
        if (level := _HEADINGS.get(element.tag)) is not None:
            if text := one_line(_words(element)):
                yield Line(text, heading=level, is_note=place.is_note)
            return
        pieces: list[str] = [element.text or ""]
        number = _whole(element.get("start"), 1) - 1
        for child in element:
            if child.tag == "li":
                number = _whole(child.get("value"), number + 1)
            if not isinstance(child.tag, str) or child.tag in _LEFT_OUT or _is_hidden(child):
                pieces.append(child.tail or "")
            elif child.tag in _BLOCKS or _holds_blocks(child):
                yield from self._flushed(pieces, element, place)
                yield from self._child(child, element, place, deep, _marker(element, number))
                pieces = [child.tail or ""]
            else:
                pieces.append(_inline(child) + (child.tail or ""))
        yield from self._flushed(pieces, element, place)

    def _child(self, child: Any, parent: Any, place: _Place, deep: int, marker: str) -> Iterator[Line]:
        inner = _Place(place.depth, place.is_note or _is_notes(child), place.is_item, place.marker)
        if child.tag in ("ol", "ul"):
            inner.depth += 1
            inner.marker = ""
        elif child.tag == "li":
            inner.is_item, inner.marker = True, marker
        yield from self._block(child, inner, deep + 1)
        # What stands first in an item takes its marker; what comes after it in the item has none.
        if child.tag not in ("ol", "ul"):
            place.marker = "" if child.tag != "li" else place.marker
            place.is_item = place.is_item and parent.tag != "li"

    def _flushed(self, pieces: list[str], element: Any, place: _Place) -> Iterator[Line]:
        text = "".join(pieces)
        if not text.strip():
            return
        if CONTENTS_ENTRY.match(text.strip()):
            yield Line(one_line(text.rpartition("\t")[0]), is_contents=True)
            return
        yield Line(
            one_line(text),
            is_item=place.is_item,
            marker=place.marker,
            indent=place.depth,
            is_note=place.is_note,
            is_bold=any(child.tag in ("b", "strong") and not (element.text or "").strip() for child in element[:1]),
        )
        place.marker, place.is_item = "", place.is_item and element.tag != "li"


def _words(element: Any) -> str:
    pieces = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            pieces.append(_inline(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _inline(element: Any) -> str:
    if element.tag == "br":
        return " "
    words = _words(element)
    is_mark = element.tag == "sup" or "footnote" in (element.get("class") or "") + (element.get("role") or "")
    return "" if is_mark and _NOTE_MARK.match(words) else words


def _holds_blocks(element: Any) -> bool:
    return any(isinstance(inner.tag, str) and inner.tag in _BLOCKS for inner in element.iterdescendants())


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or element.get("aria-hidden") == "true"


def _is_notes(element: Any) -> bool:
    if element.tag in ("aside", "ol", "ul", "div", "section", "li", "p"):
        said = " ".join(element.get(name) or "" for name in ("class", "id", "role"))
        return bool(_NOTES.search(said)) and element.tag != "body"
    return False


def _marker(parent: Any, number: int) -> str:
    style = f"{parent.get('style') or ''} {parent.get('class') or ''}"
    if parent.tag != "ol" or "none" in style:
        return ""
    kind = parent.get("type") or ""
    if kind in ("a", "A") or "alpha" in style:
        return f"{lettered(number)}."
    if kind in ("i", "I") or "roman" in style:
        return f"{roman(number)}."
    return f"{number}."


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else otherwise
