"""Typed extra answers as texts that people type, and back: numbers, pounds, dates. No widgets."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from assurance_app.domain.framework import Column, Field, FieldType, Unit
from assurance_app.domain.years import this_day
from assurance_app.words import _, ngettext

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


class Misread(ValueError):
    """What was typed does not fit; the message says what does, for a person."""


def show_date(iso: str) -> str:
    """A kept date as people write it ("31 March 2026"); what is not a date is shown as it was kept."""
    try:
        day = dt.date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {_(_MONTHS[day.month - 1])} {day.year}"


def read_date(text: str, today: dt.date | None = None) -> str:
    """An ISO date from what people type: 31/3/2026, 31.3.26, 31 March 2026, 31-Mar-26, Tuesday 31st March, 2026,
    March 31 2026, 2026-03-31, today, yesterday, tomorrow; "" from nothing.

    A day without its year is never guessed at. `today` is the machine's own where it is not given.
    """
    bare = re.sub(r"[\s,]+", " ", text).strip(" .").casefold()
    if not bare:
        return ""
    near = {_("yesterday").casefold(): -1, _("today").casefold(): 0, _("tomorrow").casefold(): 1}
    if bare in near:
        return ((today or this_day()) + dt.timedelta(near[bare])).isoformat()
    year, month, day = _parts_of(bare)
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        raise Misread(_("There is no such day. Write a date such as 31 March 2026.")) from None


_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_NAME = r"([^\W\d]{3,})\.?"
_YEAR = r"(\d{4}|\d{2})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.? )?"


def _parts_of(bare: str) -> tuple[int, int, int]:
    """Year, month (0: none has such a name) and day of a date in small letters; `Misread` where it is none."""
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", bare):
        return int(found[1]), int(found[2]), int(found[3])
    if found := re.fullmatch(rf"{_WEEKDAY}(\d{{1,2}})[/. -](\d{{1,2}})[/. -]{_YEAR}", bare):
        return _year(found[3]), int(found[2]), int(found[1])
    if found := re.fullmatch(rf"{_WEEKDAY}{_DAY}[ -]?(?:of )?{_NAME}[ -]?{_YEAR}", bare):
        return _year(found[3]), _month(found[2]), int(found[1])
    if found := re.fullmatch(rf"{_WEEKDAY}{_NAME} {_DAY} (\d{{4}})", bare):
        return int(found[3]), _month(found[1]), int(found[2])
    if re.fullmatch(rf"{_WEEKDAY}(?:{_DAY} (?:of )?{_NAME}|{_NAME} {_DAY}|\d{{1,2}}[/.-]\d{{1,2}})", bare):
        raise Misread(_("Write the year too, such as 31 March 2026."))
    raise Misread(_("Write a date such as 31 March 2026 or 31/03/2026."))


def _year(text: str) -> int:
    """A year of two figures is one of this century; offices keep nothing older by the day."""
    return int(text) if len(text) == 4 else 2000 + int(text)


def _month(name: str) -> int:
    for number, month in enumerate(_MONTHS, start=1):
        if name in (month.lower(), month[:3].lower(), _(month).casefold()) or (name == "sept" and number == 9):
            return number
    return 0


def show_number(value: object) -> str:
    """A kept whole number with thousands apart."""
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value or "")


def read_number(text: str, least: int | None = None, most: int | None = None) -> int | None:
    """A whole number from what was typed (commas, spaces and a pound sign aside), within limits; None from nothing."""
    bare = re.sub(r"[,\s\u00a0£]", "", text).removesuffix(".00")
    if not bare:
        return None
    if not re.fullmatch(r"[-−]?\d{1,15}", bare):
        raise Misread(_("Write a whole number, in figures."))
    value = int(bare.replace("−", "-"))
    if least is not None and value < least:
        raise Misread(_("It cannot be less than {least}.").format(least=show_number(least)))
    if most is not None and value > most:
        raise Misread(_("It cannot be more than {most}.").format(most=show_number(most)))
    return value


def show(kind: Field | Column, value: object) -> str:
    """A kept value as the text of its editor."""
    if value is None or value == "":
        return ""
    if kind.type in (FieldType.NUMBER, FieldType.MONEY):
        return show_number(value)
    if kind.type is FieldType.DATE:
        return show_date(str(value))
    if kind.type is FieldType.YES_NO:
        return "yes" if value is True else "no"
    return str(value)


def read(kind: Field | Column, text: str) -> object:
    """What is kept for the text of an editor; None for nothing. `Misread` says what does not fit."""
    if kind.type in (FieldType.NUMBER, FieldType.MONEY):
        return read_number(text, kind.min, kind.max)
    if kind.type is FieldType.DATE:
        return read_date(text) or None
    if kind.type is FieldType.YES_NO:
        return {"yes": True, "no": False}.get(text)
    return text or None


def limits(kind: Field | Column) -> str:
    """The limits of a number for people, or ""."""
    if kind.min is not None and kind.max is not None:
        return _("from {least} to {most}").format(least=show_number(kind.min), most=show_number(kind.max))
    return ""


def full_units(unit: Unit, rows: Iterable[Mapping[str, object]]) -> tuple[int, str]:
    """How many full units the people in a table make, and a sentence that says so and which role decides."""
    available: dict[str, int] = {}
    for row in rows:
        role, number = row.get("role"), row.get("number")
        if isinstance(role, str) and isinstance(number, int):
            available[role] = available.get(role, 0) + number
    full = unit.full_units(available)
    made_of = ", ".join(f"{part.role} {part.number}" for part in unit.composition)
    if not available:
        return 0, _("A full {unit} is {made_of}.").format(unit=unit.abbreviation, made_of=made_of)
    scarcest = min(
        (part for part in unit.composition if part.number), key=lambda part: available.get(part.role, 0) // part.number
    )
    sentence = ngettext(
        "These people make {number} full {unit} (each is {made_of}). The scarcest role is: {role}.",
        "These people make {number} full {unit}s (each is {made_of}). The scarcest role is: {role}.",
        full,
    ).format(number=full, unit=unit.abbreviation, made_of=made_of, role=scarcest.role)
    return full, sentence
