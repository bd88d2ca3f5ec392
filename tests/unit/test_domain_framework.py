"""Frameworks: what a section shows, how full units are counted, what binds the content."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.domain.framework import DutyOn, SectionKind, Unit, UnitPart
from assurance_app.domain.refusal import Refused
from tests import factories as make

FRAMEWORK = make.framework()
ROLES = st.sampled_from(["inspector", "sergeant", "constable", "driver"])
PARTS = st.dictionaries(ROLES, st.integers(0, 20), max_size=4)


def _unit(parts: dict[str, int]) -> Unit:
    return Unit("u", "Unit", "U", "1", tuple(UnitPart(role, number) for role, number in parts.items()))


def test_a_section_shows_its_own_requirements_then_its_guests() -> None:
    shown = [requirement.id for requirement in FRAMEWORK.shown_in("own-duties")]
    assert shown == ["own-duties.plan", "own-duties.budget", "own-duties.scope", "terrorism.plan"]
    assert [requirement.id for requirement in FRAMEWORK.shown_in("terrorism")] == ["terrorism.arv", "terrorism.plan"]
    assert FRAMEWORK.home_of("terrorism.plan").id == "terrorism"


def test_every_requirement_is_given_once_whatever_shows_it() -> None:
    ids = [requirement.id for requirement in FRAMEWORK.requirements]
    assert len(ids) == len(set(ids)) == sum(len(section.requirements) for section in FRAMEWORK.sections)


def test_the_threats_are_neither_the_own_duties_nor_the_cross_cutting_capabilities() -> None:
    assert [section.id for section in FRAMEWORK.threats] == ["terrorism", "disorder", "cyber"]
    assert {section.kind for section in FRAMEWORK.threats} == {SectionKind.THREAT}


def test_what_is_not_there_is_refused_or_none() -> None:
    for ask, code in (
        (FRAMEWORK.section, "section.unknown"),
        (FRAMEWORK.requirement, "requirement.unknown"),
        (FRAMEWORK.home_of, "requirement.unknown"),
        (FRAMEWORK.shown_in, "section.unknown"),
    ):
        with pytest.raises(Refused) as caught:
            ask("no-such")
        assert caught.value.code == code
        assert caught.value.params["framework"] == "test-edition"
    assert [FRAMEWORK.pillar("x"), FRAMEWORK.unit("x"), FRAMEWORK.national_figure("x")] == [None, None, None]
    assert FRAMEWORK.requirement("terrorism.arv").field("x") is None


def test_duties_of_the_body_and_shared_ones_take_a_position() -> None:
    takes = {duty: make.requirement("a.b", duty_on=duty).takes_position for duty in DutyOn}
    assert takes == {DutyOn.BODY: True, DutyOn.BOTH: True, DutyOn.CHIEF_CONSTABLE: False}


def test_several_references_are_one_text() -> None:
    assert make.requirement("a.b", refs=("91", "98")).ref == "91, 98"


def test_a_police_support_unit_is_one_three_eighteen_and_three() -> None:
    unit = FRAMEWORK.unit("psu")
    assert unit is not None
    assert unit.strength == 25
    assert unit.full_units({"inspector": 2, "sergeant": 9, "constable": 54, "driver": 9}) == 2
    assert unit.full_units({**make.FULL_PSU, "driver": 2}) == 0
    assert unit.full_units({}) == 0


@given(PARTS, st.integers(0, 50))
def test_the_people_of_n_units_make_n_units_and_one_less_of_any_role_makes_fewer(
    parts: dict[str, int], number: int
) -> None:
    unit = _unit(parts)
    people = {role: count * number for role, count in parts.items()}
    needed = [role for role, count in parts.items() if count]
    assert unit.full_units(people) == (number if needed else 0)
    for role in needed if number else ():
        assert unit.full_units({**people, role: people[role] - 1}) == number - 1
        assert unit.full_units({**people, role: people[role] + 1, "cook": 5}) == number


@given(PARTS, st.dictionaries(ROLES, st.integers(0, 400), max_size=4))
def test_full_units_are_the_most_that_the_people_can_man(parts: dict[str, int], people: dict[str, int]) -> None:
    number = _unit(parts).full_units(people)

    def can_man(units: int) -> bool:
        return all(people.get(role, 0) >= units * count for role, count in parts.items())

    assert can_man(number)
    if any(parts.values()):
        assert not can_man(number + 1)


def test_the_hash_binds_every_word() -> None:
    assert make.framework().hash == FRAMEWORK.hash
    assert replace(FRAMEWORK, licence="Other").hash != FRAMEWORK.hash
    assert replace(FRAMEWORK, sections=FRAMEWORK.sections[::-1]).hash != FRAMEWORK.hash
