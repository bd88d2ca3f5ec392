"""What people type into figures and dates, and what is kept of it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.domain.framework import Column, FieldType, Unit, UnitPart
from assurance_app.ui import typed

PSU = Unit("psu", "Police support unit", "PSU", "122.a", (
    UnitPart("inspector", 1), UnitPart("sergeant", 3), UnitPart("constable", 18), UnitPart("driver", 3),
))  # fmt: skip


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2999, 12, 31)))
def test_a_date_comes_back_as_it_was_shown(day: dt.date) -> None:
    assert typed.read_date(typed.show_date(day.isoformat())) == day.isoformat()


@pytest.mark.parametrize(
    "text",
    [
        "31/3/2026", "31.03.2026", "31-3-2026", "31 March 2026", "31st Mar 2026", "2026-03-31", "  31 mar. 2026 ",
        "31/3/26", "31.3.26", "31 03 26", "31-Mar-26", "31Mar26", "31 March, 2026", "Tuesday 31 March 2026",
        "Tues, 31st of March 2026", "tue 31/3/2026", "March 31, 2026", "2026/3/31", "31 MARCH 2026.",
    ],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(text: str) -> None:
    assert typed.read_date(text) == "2026-03-31"


@pytest.mark.parametrize(
    ("text", "day"), [("today", "2026-03-01"), ("Yesterday", "2026-02-28"), (" tomorrow.", "2026-03-02")]
)
def test_days_near_today_have_their_word(text: str, day: str) -> None:
    assert typed.read_date(text, dt.date(2026, 3, 1)) == day


@pytest.mark.parametrize("text", ["31 Mar", "31st March", "March 31", "31/3", "Tuesday 31 March", "31.3."])
def test_a_year_is_asked_for_and_never_guessed(text: str) -> None:
    with pytest.raises(typed.Misread, match="year"):
        typed.read_date(text)


@pytest.mark.parametrize("text", ["31/02/2026", "last week", "3/2026", "0/0/2026", "31 Foo 2026", "1/2/3", "31/3/126"])
def test_what_is_no_date_is_said(text: str) -> None:
    with pytest.raises(typed.Misread):
        typed.read_date(text)


def test_what_is_kept_but_no_date_is_shown_as_it_is() -> None:
    assert typed.show_date("spring 2014") == "spring 2014"


@given(st.integers(min_value=-(10**14), max_value=10**14))
def test_a_number_comes_back_as_it_was_shown(number: int) -> None:
    assert typed.read_number(typed.show_number(number)) == number


@pytest.mark.parametrize("text", ["ten", "1.5", "12a", "--3"])
def test_what_is_no_whole_number_is_said(text: str) -> None:
    with pytest.raises(typed.Misread):
        typed.read_number(text)


def test_limits_are_said_with_the_limit() -> None:
    with pytest.raises(typed.Misread, match="400"):
        typed.read_number("401", 0, 400)
    with pytest.raises(typed.Misread, match="0"):
        typed.read_number("-1", 0, 400)
    assert typed.read_number("£1,200") == typed.read_number("£1,200.00") == 1200
    assert typed.read_number("  ") is None


def test_yes_and_no_are_kept_as_such() -> None:
    column = Column("c", "C", FieldType.YES_NO)
    for value, text in ((True, "yes"), (False, "no"), (None, "")):
        assert typed.show(column, value) == text
        assert typed.read(column, text) == value


@given(st.dictionaries(st.sampled_from([part.role for part in PSU.composition]), st.integers(0, 500)))
def test_full_units_are_never_more_than_any_role_allows(available: dict[str, int]) -> None:
    rows = [{"role": role, "number": number} for role, number in available.items()]
    full, sentence = typed.full_units(PSU, rows)
    assert all(available.get(part.role, 0) >= full * part.number for part in PSU.composition)
    assert "PSU" in sentence


def test_the_scarcest_role_is_named() -> None:
    people = {"inspector": 5, "sergeant": 15, "constable": 40, "driver": 15}
    full, sentence = typed.full_units(PSU, [{"role": role, "number": number} for role, number in people.items()])
    assert full == 2
    assert "constable" in sentence.rsplit(".", 2)[-2]
