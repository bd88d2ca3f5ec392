"""How text in a Word document looks, styles and their ancestors counted in: headings, bold, colours, hidden."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from assurance_app.files.office_document import contrast

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off", "none")
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_WHITE = (255, 255, 255)
_LEAST, _LEAST_LARGE = 4.5, 3.0
_HALF_POINTS, _LARGE, _LARGE_BOLD = 22, 36, 28
_LONGEST_HEADING = 120
_NO_FURTHER = 20
_INVISIBLE = 1.05
_TINY = 4
"""Half points: nobody reads letters of two points, and a copy has them all."""


def on(mark: Any) -> bool:
    """Whether a property of Word's is set: it is there, and does not say that it is off."""
    return mark is not None and mark.get(f"{W}val") not in _OFF


class Looks:
    """The styles of a document; None where it has none."""

    def __init__(self, styles: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._chains: dict[str, list[Any]] = {}
        self._given: dict[tuple[str, str, str], Any] = {}
        self._default_paragraph = ""
        self.language = ""
        """Of the whole document, "" where it is not said."""
        if styles is None:
            return
        for style in styles.iter(f"{W}style"):
            self._styles[style.get(f"{W}styleId", "")] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                self._default_paragraph = style.get(f"{W}styleId", "")
        default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        normal = self._styles.get(self._default_paragraph)
        chosen = default if default is not None else normal.find(f"{W}rPr/{W}lang") if normal is not None else None
        self.language = (chosen.get(f"{W}val") or "") if chosen is not None else ""

    def level(self, paragraph: Any) -> int:
        """The level of a heading, 0 for what is none. A title is none: it stands above all levels."""
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        if own is not None:
            return _level(own)
        for style in self._chain(_named(paragraph, "pPr/pStyle")):
            named = _HEADING.fullmatch(_value(style.find(f"{W}name")))
            if named:
                return int(named[1])
            outline = style.find(f"{W}pPr/{W}outlineLvl")
            if outline is not None:
                return _level(outline)
        return 0

    def is_contents(self, paragraph: Any) -> bool:
        """Whether the paragraph is an entry of a table of contents."""
        return any(
            _value(style.find(f"{W}name")).lower().startswith("toc ")
            for style in self._chain(_named(paragraph, "pPr/pStyle"))
        )

    def is_all_bold(self, paragraph: Any) -> bool:
        """Whether a short paragraph was made bold by hand throughout, so that it looks like a heading and is none."""
        if paragraph.find(f"{W}pPr/{W}numPr") is not None or self._is_named_style(paragraph):
            return False
        runs = [run for run in paragraph.iter(f"{W}r") if _words(run).strip()]
        text = "".join(map(_words, runs)).strip()
        if not runs or len(text) > _LONGEST_HEADING or text.endswith((".", ",", ";")):
            return False
        return all(on(run.find(f"{W}rPr/{W}b")) or self._is_strong(run) for run in runs)

    def is_hidden(self, run: Any, paragraph: Any) -> bool:
        """Whether the text is hidden, has the colour of its ground, or is too small to be seen."""
        mark = self._mark(run, paragraph, "vanish")
        if on(mark) or self._half_points(run, paragraph) <= _TINY:
            return True
        colours = self._colours(run, paragraph)
        return colours is not None and contrast(*colours) < _INVISIBLE

    def faintness(self, run: Any, paragraph: Any) -> float | None:
        """The contrast of text that has too little for its size; None where it has enough or nobody chose a colour."""
        colours = self._colours(run, paragraph)
        if colours is None:
            return None
        ratio = contrast(*colours)
        half_points = self._half_points(run, paragraph)
        is_large = half_points >= (_LARGE_BOLD if on(self._mark(run, paragraph, "b")) else _LARGE)
        return ratio if ratio < (_LEAST_LARGE if is_large else _LEAST) else None

    def _half_points(self, run: Any, paragraph: Any) -> int:
        size = self._mark(run, paragraph, "sz")
        return int(_value(size)) if size is not None and _value(size).isdigit() else _HALF_POINTS

    def _is_named_style(self, paragraph: Any) -> bool:
        """A title, subtitle or caption is bold for a reason."""
        names = [_value(style.find(f"{W}name")).lower() for style in self._chain(_named(paragraph, "pPr/pStyle"))]
        return any(name in ("title", "subtitle", "caption") or name.startswith("toc ") for name in names)

    def _is_strong(self, run: Any) -> bool:
        return _named(run, "rPr/rStyle").lower() == "strong"

    def _chain(self, name: str) -> list[Any]:
        """A style and its ancestors; whoever made the file may have made them turn in a circle."""
        name = name or self._default_paragraph
        if name not in self._chains:
            found: list[Any] = []
            at = name
            while at in self._styles and len(found) < _NO_FURTHER:
                found.append(self._styles[at])
                at = _value(found[-1].find(f"{W}basedOn"))
            self._chains[name] = found
        return self._chains[name]

    def _mark(self, run: Any, paragraph: Any, tag: str) -> Any:
        """A property of the run: its own, its style's, its paragraph's style's."""
        own = run.find(f"{W}rPr/{W}{tag}")
        if own is not None:
            return own
        key = (_named(run, "rPr/rStyle"), _named(paragraph, "pPr/pStyle"), tag)
        if key not in self._given:
            styles = [*(self._chain(key[0]) if key[0] else ()), *self._chain(key[1])]
            marks = (style.find(f"{W}rPr/{W}{tag}") for style in styles)
            self._given[key] = next((mark for mark in marks if mark is not None), None)
        return self._given[key]

    def _colours(self, run: Any, paragraph: Any) -> tuple[tuple[int, int, int], tuple[int, int, int]] | None:
        """The colour of the text and of its ground, where somebody chose either."""
        ink = self._mark(run, paragraph, "color")
        colour = _rgb(_value(ink)) if ink is not None else None
        ground = self._ground(run, paragraph)
        if colour is None:
            # Word chooses black or white itself where nobody did.
            return None
        return colour, ground or _WHITE

    def _ground(self, run: Any, paragraph: Any) -> tuple[int, int, int] | None:
        cell = next(paragraph.iterancestors(f"{W}tc"), None)
        places = [run.find(f"{W}rPr/{W}shd"), paragraph.find(f"{W}pPr/{W}shd")]
        places += [style.find(f"{W}pPr/{W}shd") for style in self._chain(_named(paragraph, "pPr/pStyle"))]
        if cell is not None:
            places.append(cell.find(f"{W}tcPr/{W}shd"))
            places += self._table_grounds(cell)
        for place in places:
            colour = _rgb(place.get(f"{W}fill", "")) if place is not None else None
            if colour is not None:
                return colour
        return None

    def _table_grounds(self, cell: Any) -> list[Any]:
        """What the style of the table gives: to the first row where the cell stands in it, else to the whole."""
        table = next(cell.iterancestors(f"{W}tbl"))
        row = cell.getparent()
        is_first = next(table.iterchildren(f"{W}tr"), None) is row
        name = _named(table, "tblPr/tblStyle")
        found = []
        for style in self._chain(name) if name else ():
            firsts = (part for part in style.iter(f"{W}tblStylePr") if part.get(f"{W}type") == "firstRow")
            found += [part.find(f"{W}tcPr/{W}shd") for part in firsts if is_first]
            found.append(style.find(f"{W}tcPr/{W}shd"))
        return found


def _words(run: Any) -> str:
    return "".join(piece.text or "" for piece in run.iter(f"{W}t"))


def _value(element: Any) -> str:
    return (element.get(f"{W}val") or "") if element is not None else ""


def _named(element: Any, steps: str) -> str:
    return _value(element.find(_path(steps)))


@cache
def _path(steps: str) -> str:
    return "/".join(f"{W}{step}" for step in steps.split("/"))


def _level(outline: Any) -> int:
    number = _value(outline)
    return int(number) + 1 if number.isdigit() and int(number) < 6 else 0


def _rgb(text: str) -> tuple[int, int, int] | None:
    if not _COLOUR.fullmatch(text):
        return None
    return int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16)
