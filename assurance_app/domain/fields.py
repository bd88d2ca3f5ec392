"""Typed extra answers: what a value must be to be kept against a field of a requirement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from assurance_app.domain.canonical import LARGEST_NUMBER
from assurance_app.domain.framework import Column, Field, FieldType, Requirement
from assurance_app.domain.refusal import Refused
from assurance_app.words import _

MOST_ROWS = 500


def check_fields(requirement: Requirement, values: Mapping[str, object]) -> None:
    """Raise Refused("answer.field") for the first value that does not fit its field. None and "" are no answer."""
    for field_id, value in values.items():
        field = requirement.field(field_id)
        if field is None:
            raise Refused("answer.field", field=field_id, fault=_("the requirement has no such field"))
        if value is None or value == "":
            continue
        if field.type is FieldType.TABLE:
            _check_table(field, value)
        elif fault := fault_of(field, value):
            raise Refused("answer.field", field=field.label, fault=fault)


def _check_table(field: Field, value: object) -> None:
    if not isinstance(value, list | tuple) or len(value) > MOST_ROWS:
        raise Refused("answer.field", field=field.label, fault=_("a table of at most 500 rows is needed"))
    columns = {column.id: column for column in field.columns}
    for row in value:
        if not isinstance(row, Mapping) or row.keys() - columns.keys():
            raise Refused("answer.field", field=field.label, fault=_("a row has columns that the table has not"))
        for name, cell in row.items():
            if cell not in (None, "") and (fault := fault_of(columns[name], cell)):
                raise Refused("answer.field", field=f"{field.label}: {columns[name].label}", fault=fault)


def fault_of(field: Field | Column, value: object) -> str:
    """What is wrong with a single value, in words for a person; "" where nothing is."""
    match field.type:
        case FieldType.NUMBER | FieldType.MONEY:
            return _number_fault(field, value)
        case FieldType.YES_NO:
            return "" if isinstance(value, bool) else _("yes or no is needed")
        case FieldType.DATE:
            return _date_fault(value)
        case FieldType.CHOICE:
            return "" if value in field.choices else _("it is not one of the choices")
        case _:
            return "" if isinstance(value, str) else _("text is needed")


def _number_fault(field: Field | Column, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int):
        return _("a whole number is needed")
    if field.min is not None and value < field.min:
        return _("it is less than {least}").format(least=field.min)
    if field.max is not None and value > field.max:
        return _("it is more than {most}").format(most=field.max)
    if abs(value) > LARGEST_NUMBER:
        return _("it is too large a number")
    return ""


def _date_fault(value: object) -> str:
    try:
        # Python reads other spellings too (20260331, 2026-W14-2); one is kept.
        if isinstance(value, str) and dt.date.fromisoformat(value).isoformat() == value:
            return ""
    except ValueError:
        pass
    return _("a date such as 2026-03-31 is needed")
