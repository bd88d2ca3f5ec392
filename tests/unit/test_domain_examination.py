"""Which requirements a plan examines: high risk always, everything in its turn, no more than a share of the rest."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.domain.examination import (
    ROTATION_YEARS,
    Decision,
    Examined,
    can_be_planned,
    decision,
    is_due,
    last_examined,
    proposed,
    share,
)
from assurance_app.domain.framework import DutyOn, Section, Strength
from assurance_app.domain.values import Risk, View
from tests.factories import requirement, section

RISKS = st.sampled_from([None, *Risk])


def year(number: int) -> str:
    return f"{2025 + number}-{(26 + number) % 100:02d}"


@st.composite
def frameworks(draw: st.DrawFn) -> tuple[Section, ...]:
    sizes = draw(st.lists(st.integers(0, 12), min_size=1, max_size=6))
    return tuple(
        section(f"s{place}", *(requirement(f"s{place}.r{number}") for number in range(size)))
        for place, size in enumerate(sizes)
    )


def ids(sections: tuple[Section, ...]) -> list[str]:
    return [one.id for part in sections for one in part.requirements]


@st.composite
def offices(draw: st.DrawFn) -> tuple[tuple[Section, ...], dict[str, Risk]]:
    sections = draw(frameworks())
    rated = {key: draw(RISKS) for key in ids(sections)}
    return sections, {key: risk for key, risk in rated.items() if risk is not None}


@given(offices())
def test_whoever_follows_the_proposals_has_examined_everything_after_the_rotation(
    office: tuple[tuple[Section, ...], dict[str, Risk]],
) -> None:
    sections, risks = office
    last: dict[str, str] = {}
    for number in range(ROTATION_YEARS):
        last |= dict.fromkeys(proposed(sections, risks, last, year(number)), year(number))
    assert set(last) == set(ids(sections))


@given(offices(), st.integers(1, 9))
def test_nothing_is_ever_left_longer_than_the_rotation(
    office: tuple[tuple[Section, ...], dict[str, Risk]], years: int
) -> None:
    sections, risks = office
    last: dict[str, str] = {}
    for number in range(ROTATION_YEARS + years):
        last |= dict.fromkeys(proposed(sections, risks, last, year(number)), year(number))
    now = year(ROTATION_YEARS + years - 1)
    assert all(not is_due(last[key], now) for key in ids(sections))


@given(offices(), st.data())
def test_high_risk_is_always_in_and_the_rest_keeps_to_its_share(
    office: tuple[tuple[Section, ...], dict[str, Risk]], data: st.DataObject
) -> None:
    sections, risks = office
    seen = data.draw(st.dictionaries(st.sampled_from(ids(sections) or ["none"]), st.sampled_from([year(-1), year(-2)])))
    plan = proposed(sections, risks, seen, year(0))
    high = {key for key, risk in risks.items() if risk is Risk.HIGH}
    assert high <= plan
    assert len(plan - high) <= share(ids(sections), risks)
    assert all(key not in seen for key in plan - high)


@given(offices(), st.data())
def test_what_the_office_decided_itself_stays(
    office: tuple[tuple[Section, ...], dict[str, Risk]], data: st.DataObject
) -> None:
    sections, risks = office
    known = ids(sections)
    already = set(data.draw(st.lists(st.sampled_from(known), unique=True)) if known else [])
    rest = [key for key in known if key not in already]
    aside = set(data.draw(st.lists(st.sampled_from(rest), unique=True)) if rest else [])
    plan = proposed(sections, risks, {}, year(0), already=already, aside=aside)
    assert already <= plan
    assert not aside & plan
    begun = {key for key in already if risks.get(key) is not Risk.HIGH}
    others = {key for key in plan if risks.get(key) is not Risk.HIGH}
    assert len(others) <= max(len(begun), share(known, risks))


def test_high_risk_never_starves_the_rest() -> None:
    sections = (section("s", *(requirement(f"s.r{number}") for number in range(9))),)
    risks = {f"s.r{number}": Risk.HIGH for number in range(3)}
    plan = proposed(sections, risks, {}, year(0))
    assert len(plan) == 3 + 2


def test_each_section_has_its_part_and_medium_risk_goes_first() -> None:
    sections = tuple(
        section(name, *(requirement(f"{name}.r{number}") for number in range(6))) for name in ("a", "b", "c")
    )
    plan = proposed(sections, {}, {}, year(0))
    assert [sum(1 for key in plan if key.startswith(name)) for name in "abc"] == [2, 2, 2]
    rated: Mapping[str, Risk] = {f"c.r{number}": Risk.MEDIUM for number in range(6)}
    assert proposed(sections, rated, {}, year(0)) == frozenset(rated)


def test_what_was_examined_long_enough_ago_comes_round() -> None:
    sections = (section("s", requirement("s.old"), requirement("s.new")),)
    assert proposed(sections, {}, {"s.old": year(-3), "s.new": year(-2)}, year(0)) == {"s.old"}


@pytest.mark.parametrize(
    ("duty_on", "strength", "expected"),
    [
        (DutyOn.CHIEF_CONSTABLE, Strength.SHOULD, True),
        (DutyOn.CHIEF_CONSTABLE, Strength.NOTE, False),
        (DutyOn.BODY, Strength.MUST, False),
        (DutyOn.BOTH, Strength.SHOULD, False),
    ],
)
def test_only_the_chief_constables_duties_are_planned(duty_on: DutyOn, strength: Strength, expected: bool) -> None:
    one = requirement("s.r", duty_on=duty_on, strength=strength)
    assert can_be_planned(one) is expected
    assert (proposed((section("s", one),), {"s.r": Risk.HIGH}, {}, year(0)) == {"s.r"}) is expected


def test_what_is_recorded_goes_before_what_was_chosen() -> None:
    assert decision(True, Examined(year(0), None)) is Decision.EXAMINE
    assert decision(False, Examined(year(0), None)) is Decision.UNDECIDED
    assert decision(False, Examined(year(0), View.SATISFIED)) is Decision.EXAMINE
    assert decision(True, Examined(year(0), View.NOT_EXAMINED, "Later")) is Decision.NOT_EXAMINED


def test_the_last_year_is_one_in_which_it_was_really_examined() -> None:
    years = [Examined(year(-3), View.SATISFIED), Examined(year(-1), View.NOT_EXAMINED), Examined(year(-2), None)]
    assert last_examined(years) == year(-3)
    assert last_examined([]) == ""
    assert is_due("", year(0))
    assert is_due(year(-3), year(0))
    assert not is_due(year(-2), year(0))
