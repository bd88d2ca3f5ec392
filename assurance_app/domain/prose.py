"""How recorded text and values become blocks of a document: paragraphs, lists, dates, figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeGuard, TypeVar

from assurance_app.domain.content import Block, Bullets, Fact, Paragraph, Table
from assurance_app.domain.framework import Column, Field, FieldType, Framework
from assurance_app.domain.spoken import spoken_date as spoken_date
from assurance_app.words import _, ngettext
from assurance_app.words.units import counted, counted_units

T = TypeVar("T")

_BULLET = re.compile(r"^\s*(?:[•‣◦–*]|-)\s+")


def blocks_of(text: str) -> Iterator[Block]:
    """The paragraphs and lists of a typed text: a blank line parts paragraphs, a bullet begins an item."""
    for chunk in re.split(r"\n[ \t]*\n+", text.strip("\n")):
        lines = [line for line in chunk.split("\n") if line.strip()]
        start = 0
        while start < len(lines):
            listed = bool(_BULLET.match(lines[start]))
            end = start
            while end < len(lines) and bool(_BULLET.match(lines[end])) == listed:
                end += 1
            if listed:
                items = tuple(_BULLET.sub("", line, count=1) for line in lines[start:end])
                if written := tuple(item for item in items if item.strip()):
                    yield Bullets(written)
            else:
                yield Paragraph("\n".join(lines[start:end]))
            start = end


def labelled(label: str, text: str) -> Iterator[Block]:
    """A text under its label: the first paragraph beside it, the rest below."""
    rest = blocks_of(text)
    first = next(rest, None)
    if first is None:
        return
    if isinstance(first, Paragraph):
        yield Fact(label, first.text)
    else:
        yield Fact(label, "")
        yield first
    yield from rest


def filled_columns(table: Table) -> Table:
    """The table without the columns in which no row says anything; the first one stays."""
    keep = [at for at in range(len(table.columns)) if at == 0 or any(row[at] for row in table.rows)]

    def kept(cells: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(cells[at] for at in keep) if cells else ()

    rows = tuple(kept(row) for row in table.rows)
    return replace(table, columns=kept(table.columns), rows=rows, kinds=kept(table.kinds), widths=kept(table.widths))


def spoken_page(page: str) -> str:
    """Where in the plan something stands: “page 9”; what is no number stays as it was written."""
    return _("page {page}").format(page=page) if page[:1].isdigit() else page


def spoken_paragraph(ref: str) -> str:
    """Where in the official text something stands: “paragraph 40.4.b”, “paragraphs 117.a, 122.d”."""
    return ngettext("paragraph {ref}", "paragraphs {ref}", 2 if "," in ref else 1).format(ref=ref)


def spoken_pounds(amount: int | None) -> str:
    """Whole pounds as documents write them, "" where there is no amount."""
    return "" if amount is None else f"£{amount:,}"


def spoken_list(items: tuple[str, ...]) -> str:
    """Items in a sentence: “a, b and c”."""
    if len(items) < 2:
        return "".join(items)
    return _("{items} and {last}").format(items=", ".join(items[:-1]), last=items[-1])


def spoken_value(field: Field, value: object, framework: Framework) -> str:
    """A typed extra answer as documents write it, with its unit: “16 police support units”."""
    if value is None or value == "":
        return ""
    if field.type is FieldType.TABLE and isinstance(value, list | tuple):
        return "; ".join(_spoken_row(field, row) for row in value if isinstance(row, Mapping) and row)
    unit = framework.unit(field.unit)
    if unit is not None and field.type is FieldType.NUMBER and _is_whole(value):
        return counted_units(value, unit.abbreviation)
    return _spoken_scalar(field.type, value, unit_words(framework, field.unit))


def unit_words(framework: Framework, unit: str) -> str:
    """The words for a unit: the abbreviation of a national one, else the plain word itself."""
    known = framework.unit(unit)
    return known.abbreviation if known else unit


def spoken_cell(column: Column, value: object) -> str:
    """A cell of a table of extra answers as documents write it, with its unit; "" where it is empty."""
    return "" if value in (None, "") else _spoken_scalar(column.type, value, column.unit)


def number_word(number: int) -> str:
    """A number as a sentence says it: in words up to nine."""
    words = (_("no"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine"))
    return words[number] if number < len(words) else f"{number:,}"


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _spoken_row(field: Field, row: Mapping[str, object]) -> str:
    pieces = [
        f"{column.label}: {words}" for column in field.columns if (words := spoken_cell(column, row.get(column.id)))
    ]
    return ", ".join(pieces)


def _spoken_scalar(kind: FieldType, value: object, unit: str) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if kind is FieldType.MONEY and isinstance(value, int):
        return f"£{value:,}"
    if kind is FieldType.NUMBER and isinstance(value, int):
        return counted(value, unit)
    if kind is FieldType.DATE:
        return spoken_date(str(value))
    return str(value)
