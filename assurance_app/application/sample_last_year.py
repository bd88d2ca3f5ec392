"""What some invented bodies had returned for the year before, so that the national sample has years to compare."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from assurance_app.application.sample_bodies import SampleBody, sample_record
from assurance_app.domain.entities import ThreatStatement
from assurance_app.domain.framework import Framework
from assurance_app.domain.record import Record
from assurance_app.domain.values import Opinion
from assurance_app.domain.years import previous_year

T = TypeVar("T")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOVED_ONE_IN = 2
_NEAREST = {
    Opinion.ASSURED: Opinion.PARTLY_ASSURED,
    Opinion.NOT_ASSURED: Opinion.PARTLY_ASSURED,
    Opinion.NONE_YET: Opinion.NOT_ASSURED,
}


def last_years_record(data: Mapping[str, Any], one: SampleBody, framework: Framework) -> Record:
    """What the body recorded a year earlier: the same work, with other conclusions on some threats."""
    now = sample_record({**data, "year": previous_year(data["year"])}, one, framework)
    before = replace(now, threat_statements=tuple(_moved(data, one, each) for each in now.threat_statements))
    return replace(before, **{part: _year_earlier(getattr(before, part)) for part in _DATED})


_DATED = tuple(
    part.name for part in fields(Record) if part.name not in ("framework", "body", "cycle", "office_holders", "links")
)


def _moved(data: Mapping[str, Any], one: SampleBody, statement: ThreatStatement) -> ThreatStatement:
    key = statement.section_id
    if one.turn(_MOVED_ONE_IN, key, "last year"):
        return statement
    sides = (Opinion.ASSURED, Opinion.NOT_ASSURED)
    opinion = _NEAREST.get(statement.opinion) or one.pick(sides, key, "last year's side")
    words = one.pick(data["concluded"][opinion.value], key, "concluded last year")
    return replace(statement, opinion=opinion, concluded=words)


def _year_earlier(value: T) -> T:
    """The same with every day in it a year earlier."""
    found: Any = value
    if isinstance(found, str):
        return _earlier_day(found) if _DAY.fullmatch(found) else found  # type: ignore[return-value]
    if isinstance(found, tuple):
        return tuple(map(_year_earlier, found))  # type: ignore[return-value]
    if is_dataclass(found) and not isinstance(found, type):
        return replace(found, **{part.name: _year_earlier(getattr(found, part.name)) for part in fields(found)})  # type: ignore[return-value]
    return value


def _earlier_day(day: str) -> str:
    found = dt.date.fromisoformat(day)
    # No day of the sample is the 29th of February.
    return found.replace(year=found.year - 1).isoformat()
