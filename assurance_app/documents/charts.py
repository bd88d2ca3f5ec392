"""The pictures of documents, each drawn once from its numbers by typst: as lines for pages, as pixels for the rest."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from typing import Any, Literal

from assurance_app.documents.showable import breakable, certain, named, overriding, uncertain
from assurance_app.documents.typesetting import FONTS, compiled, with_names
from assurance_app.domain.content import BarChart, BarGroup, Chart, Figure, GridCell, StateGrid
from assurance_app.domain.marks import Mark
from assurance_app.paths import resources

WIDTH = 453.0
"""How wide a picture is drawn, in points: the width of the text on a page of A4."""
_TALLEST = 620.0
_TEMPLATE = "chart.typ"
_POINTS_AN_INCH = 72
_KEPT = 64
# Which colours of the window a picture takes.
_TOKENS = {
    "surface": "surface",
    "text": "text",
    "edge": "edge",
    "line": "line",
    "accent": "accent",
    **{mark.value: token for mark, token in zip(Mark, ("good", "partly", "bad", "none", "none"), strict=True)},
}
_VIEW = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
# How many letters a line holds at least: beside a grid or a bar, above a column, in a field.
_TITLE_LETTERS, _COLUMN_LETTERS, _LABEL_LETTERS = 20, 12, 30


def picture_svg(figure: Figure, *, dark: bool = False) -> str:
    """The picture as lines, its letters too: it says no words of its own, which stand in the table after it."""
    return _drawn(figure.chart, dark, "svg", None).decode("utf-8")


def picture_for_both(figure: Figure) -> str:
    """The picture as lines, in colours that follow a page into the dark."""
    light, dark = _colours(False), _colours(True)
    rules = {
        f'[{part}="{light[name].lower()}"]{{{part}:{dark[name].lower()}}}'
        for name in light
        for part in ("fill", "stroke")
    }
    style = f"<style>@media (prefers-color-scheme: dark){{{''.join(sorted(rules))}}}</style>"
    return picture_svg(figure).replace("<defs", style + "<defs", 1)


def picture_png(figure: Figure, width: int, *, dark: bool = False) -> bytes:
    """The picture as PNG, `width` pixels wide, in the colours of the light or the dark theme."""
    return _drawn(figure.chart, dark, "png", width * _POINTS_AN_INCH / WIDTH)


def picture_size(figure: Figure) -> tuple[float, float]:
    """How wide and how high the picture stands on a page of A4, in points; one too tall for a page is made smaller."""
    found = _VIEW.search(picture_svg(figure))
    assert found is not None  # typst writes the size of every picture
    width, height = (float(side) for side in found.groups())
    share = min(1.0, _TALLEST / height)
    return width * share, height * share


@lru_cache(maxsize=_KEPT)
def _drawn(chart: Chart, dark: bool, fmt: Literal["svg", "png"], ppi: float | None) -> bytes:
    said = _showable(chart)
    return compiled(_TEMPLATE, _data(said, dark), fmt, ppi=ppi)


def _showable(chart: Chart) -> Chart:
    """The chart with the name in the place of what no typeface has; pages and pictures lack the same."""
    if certain(chart):
        return chart
    made, lacking = with_names(
        lambda texts: compiled(_TEMPLATE, _data(named(chart, texts), dark=False)), overriding(chart)
    )
    return named(chart, lacking if made is not None else uncertain(chart))


def _data(chart: Chart, dark: bool) -> dict[str, Any]:
    return {
        "title": "picture",  # a PDF/UA must have one; only what typst says of its letters is used
        "width": WIDTH,
        "language": "en",
        "fonts": [*FONTS],
        "colours": _colours(dark),
        "chart": _grid(chart) if isinstance(chart, StateGrid) else _bars(chart),
    }


@cache
def _colours(dark: bool) -> dict[str, str]:
    """The colours of the window, so that a state looks alike wherever it is seen."""
    theme = resources() / "themes" / ("dark.json" if dark else "light.json")
    tokens = json.loads(theme.read_text(encoding="utf-8"))
    soft = {f"{mark.value}-soft": tokens[f"{_TOKENS[mark.value]}_soft"] for mark in Mark}
    return {name: tokens[token] for name, token in _TOKENS.items()} | soft


def _grid(chart: StateGrid) -> dict[str, Any]:
    return {
        "kind": "grid",
        "corner": breakable(chart.corner, _TITLE_LETTERS),
        "columns": [breakable(column, _COLUMN_LETTERS) for column in chart.columns],
        "rows": [
            {"title": breakable(row.title, _TITLE_LETTERS), "cells": [_cell(cell) for cell in row.cells]}
            for row in chart.rows
        ],
    }


def _cell(cell: GridCell) -> dict[str, str | None]:
    return {
        "mark": cell.mark.value if cell.mark else None,
        "word": breakable(cell.word, _COLUMN_LETTERS),
        "number": breakable(cell.number, _COLUMN_LETTERS),
    }


def _bars(chart: BarChart) -> dict[str, Any]:
    return {
        "kind": "bars",
        "own": breakable(chart.own),
        "beside": breakable(chart.beside),
        "groups": [_group(group) for group in chart.groups],
    }


def _group(group: BarGroup) -> dict[str, Any]:
    longest = max((bar.value for bar in group.bars), default=0) or 1
    bars = [
        {
            "label": breakable(bar.label, _LABEL_LETTERS),
            "share": bar.value / longest,
            "shown": f"{bar.value:,}",
            "stands-beside": bar.stands_beside,
        }
        for bar in group.bars
    ]
    return {"title": breakable(group.title), "bars": bars}
