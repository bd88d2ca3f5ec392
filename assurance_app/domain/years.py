"""Reporting years: 1 April to 31 March, written 2025-26."""

from __future__ import annotations

import datetime as dt
import re

from assurance_app.domain.refusal import Refused

_YEAR = re.compile(r"((?:19|20)[0-9]{2})[-/]([0-9]{2})")


def parse_year(text: str) -> str:
    """The year as it is kept, "2025-26", from what a person wrote ("2025/26" too); else Refused("year.malformed")."""
    found = _YEAR.fullmatch(text.strip())
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        raise Refused("year.malformed", year=text)
    return f"{found[1]}-{found[2]}"


def this_day() -> dt.date:
    """The day by the machine's clock, where it stands."""
    return dt.datetime.now(dt.UTC).astimezone().date()


def year_of(day: dt.date) -> str:
    """The reporting year that the day falls in."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"


def next_year(year: str) -> str:
    """The reporting year after this one."""
    first = int(year[:4]) + 1
    return f"{first}-{(first + 1) % 100:02d}"


def previous_year(year: str) -> str:
    """The reporting year before this one."""
    first = int(year[:4]) - 1
    return f"{first}-{(first + 1) % 100:02d}"


def first_day(year: str) -> dt.date:
    """1 April of the year."""
    return dt.date(int(year[:4]), 4, 1)


def last_day(year: str) -> dt.date:
    """31 March at the year's end."""
    return dt.date(int(year[:4]) + 1, 3, 31)


def spoken_year(year: str) -> str:
    """The year as documents write it: 2025/26."""
    return year.replace("-", "/")
