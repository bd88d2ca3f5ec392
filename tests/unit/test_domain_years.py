"""Reporting years: 1 April to 31 March."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.domain.refusal import Refused
from assurance_app.domain.years import first_day, last_day, next_year, parse_year, spoken_year, year_of

DAYS = st.dates(dt.date(1900, 4, 1), dt.date(2098, 3, 31))


@pytest.mark.parametrize(
    ("written", "kept"),
    [("2025-26", "2025-26"), ("2025/26", "2025-26"), ("  2025-26\n", "2025-26"), ("1999-00", "1999-00")],
)
def test_a_year_is_kept_in_one_spelling(written: str, kept: str) -> None:
    assert parse_year(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        *("", "2025", "2025-27", "2025-25", "25-26", "2025-2026", "2025–26", "2025-26x", "x2025-26", "２０２５-２６"),
        *("0000-01", "9999-00", "2025 26", "-2025-26", "2025--26"),
    ],
)
def test_what_is_no_year_is_refused(written: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_year(written)
    assert (caught.value.code, caught.value.params) == ("year.malformed", {"year": written})


@given(st.text(st.sampled_from("0123456789-/ ٢２"), max_size=8))
def test_whatever_is_a_year_has_its_days(text: str) -> None:
    try:
        year = parse_year(text)
    except Refused:
        return
    assert last_day(year) - first_day(year) in (dt.timedelta(days=364), dt.timedelta(days=365))
    assert year_of(first_day(year)) == year_of(last_day(year)) == year


@given(DAYS)
def test_every_day_is_in_the_year_that_it_falls_in(day: dt.date) -> None:
    year = year_of(day)
    assert parse_year(year) == year
    assert first_day(year) <= day <= last_day(year)
    assert first_day(next_year(year)) == last_day(year) + dt.timedelta(days=1)
    assert spoken_year(year) == year.replace("-", "/")


def test_the_edge_of_a_year_and_of_a_century() -> None:
    assert year_of(dt.date(2026, 3, 31)) == "2025-26"
    assert year_of(dt.date(2026, 4, 1)) == "2026-27"
    assert next_year("1998-99") == "1999-00"
    assert next_year("1999-00") == "2000-01"
    assert last_day("2023-24") - first_day("2023-24") == dt.timedelta(days=365)
