"""The chapter on capacity: what was recorded, beside the national figures, which are never added to it (SPR 120)."""

from __future__ import annotations

from collections.abc import Iterator

from assurance_app.domain.answers_said import rows_of, table_of
from assurance_app.domain.charts import capacity_beside
from assurance_app.domain.content import Block, Heading, Paragraph, Table
from assurance_app.domain.framework import FieldType
from assurance_app.domain.prose import filled_columns, spoken_paragraph, spoken_value
from assurance_app.domain.record import Record
from assurance_app.domain.returned import Figure, figures
from assurance_app.words import _


def capacity(record: Record) -> Iterator[Block]:
    """Capacity figures that the audience may see: the single ones in one table, beside the national ones; then a table
    for each that was asked for as a table.
    """
    found = figures(record)
    if not found:
        return
    yield Heading(1, _("Capacity"), "capacity")
    if any(figure.beside for figure in found):
        yield Paragraph(
            _("National figures stand alongside as published and may have changed since; nothing is added to them.")
        )
    yield from capacity_beside(record)
    single = [figure for figure in found if figure.field.type is not FieldType.TABLE]
    if single:
        yield _single(record, single)
    for figure in found:
        if figure.field.type is FieldType.TABLE:
            yield from table_of(figure.field, rows_of(_value(figure)), caption=_caption(figure))


def _single(record: Record, found: list[Figure]) -> Table:
    return filled_columns(
        Table(
            caption=_("Capacity recorded for the year"),
            columns=(_("Capability"), _("Figure"), _("Recorded"), _("National figures")),
            rows=tuple(
                (
                    figure.of.title,
                    figure.field.label,
                    spoken_value(figure.field, _value(figure), record.framework),
                    "\n".join(figure.beside),
                )
                for figure in found
            ),
            widths=(5, 5, 4, 6),
        )
    )


def _caption(figure: Figure) -> str:
    return _("{figure} ({paragraph})").format(
        figure=figure.field.label, paragraph=spoken_paragraph(figure.of.requirement.ref)
    )


def _value(figure: Figure) -> object:
    return figure.of.answer.fields.get(figure.field.id) if figure.of.answer is not None else None
