"""Dates as documents and screens say them."""

from __future__ import annotations

import datetime as dt

from assurance_app.words import _

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def spoken_date(text: str) -> str:
    """An ISO date as documents write it (“12 June 2025”); a text that is none stays as it is."""
    try:
        # Of a moment (“2026-05-11T09:00:00Z”) the day is spoken; a date with more words after it is no date.
        day = dt.date.fromisoformat(text[:10] if text[10:11] == "T" else text)
    except ValueError:
        return text
    return f"{day.day} {_(_MONTHS[day.month - 1])} {day.year}"
