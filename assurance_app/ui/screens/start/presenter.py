"""The start screen: opening and making workspaces. No widgets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assurance_app.domain.entities import Body
from assurance_app.domain.years import next_year, year_of

SUFFIX = ".assurance"


@dataclass(frozen=True, slots=True)
class RecentRow:
    """A workspace that was open before."""

    path: Path
    name: str
    folder: str
    is_there: bool


def recent_rows(recent: Sequence[str]) -> tuple[RecentRow, ...]:
    """The workspaces that were open before, newest first."""
    paths = (Path(text) for text in recent)
    return tuple(RecentRow(path, path.stem, str(path.parent), path.exists()) for path in paths)


def matching(bodies: Sequence[Body], words: str) -> tuple[Body, ...]:
    """The bodies of which each typed word is part of a name."""
    wanted = words.casefold().split()
    return tuple(
        body
        for body in bodies
        if all(
            word in f"{body.name_as_used} {body.legal_name} {body.police_area} {body.force}".casefold()
            for word in wanted
        )
    )


def years_offered(today: dt.date) -> tuple[str, ...]:
    """The years for which work is likely to begin: last year's, this year's, next year's, the likeliest first.

    An assurance statement is written when the year is over or about to be.
    """
    this = year_of(today)
    before = year_of(dt.date(int(this[:4]), 3, 1))
    likely = before if today.month in (4, 5, 6, 7, 8, 9, 10) else this
    return (likely, *(year for year in (this, before, next_year(this)) if year != likely))


def file_name(body: Body | None) -> str:
    """What a new workspace is called unless the person says otherwise."""
    return f"{body.id if body is not None else 'national'}{SUFFIX}"
