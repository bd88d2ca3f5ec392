"""What units people make, where comments on an inspection stand, and what influenced the plan."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.domain.framework import Unit, UnitPart
from assurance_app.domain.holdings import (
    Comments,
    InspectionFinding,
    RoleCount,
    capacity_figure_id,
    comments_standing,
    makeup,
)
from assurance_app.domain.planning import Influence, Objective, PlanReview, latest_review, without_influence
from assurance_app.domain.years import next_year, previous_year

PSU = Unit(
    "psu",
    "Police support unit",
    "PSU",
    "122.a",
    (UnitPart("inspector", 1), UnitPart("sergeant", 3), UnitPart("constable", 18), UnitPart("driver", 3)),
)


def people(inspectors: int, sergeants: int, constables: int, drivers: int) -> tuple[RoleCount, ...]:
    numbers = zip(
        ("inspector", "sergeant", "constable", "driver"), (inspectors, sergeants, constables, drivers), strict=True
    )
    return tuple(RoleCount(role, number) for role, number in numbers)


@pytest.mark.parametrize(
    ("roles", "full", "scarcest"),
    [
        (people(1, 3, 18, 3), 1, "inspector"),
        (people(12, 33, 187, 30), 10, "constable"),
        (people(12, 33, 179, 30), 9, "constable"),
        (people(12, 33, 187, 29), 9, "driver"),
        (people(5, 3, 180, 30), 1, "sergeant"),
        ((), 0, "inspector"),
        ((RoleCount("medic", 40),), 0, "inspector"),
    ],
)
def test_the_scarcest_role_decides(roles: tuple[RoleCount, ...], full: int, scarcest: str) -> None:
    made = makeup(PSU, roles)
    assert (made.full, made.scarcest) == (full, scarcest)


def test_who_is_left_over_is_told_by_role() -> None:
    assert makeup(PSU, (*people(12, 33, 187, 30), RoleCount("medic", 4))).over == (
        RoleCount("inspector", 2),
        RoleCount("sergeant", 3),
        RoleCount("constable", 7),
        RoleCount("medic", 4),
    )


@given(st.lists(st.builds(RoleCount, st.sampled_from([p.role for p in PSU.composition]), st.integers(0, 500))))
def test_full_units_use_no_more_people_than_there_are(roles: list[RoleCount]) -> None:
    made = makeup(PSU, roles)
    assert sum(one.number for one in roles) == made.full * PSU.strength + sum(one.number for one in made.over)
    assert all(one.number > 0 for one in made.over)


def finding(published: str = "", comments: str = "") -> InspectionFinding:
    return InspectionFinding("f", "b", "HMICFRS", "Report", published_on=published, comments_published_on=comments)


@pytest.mark.parametrize(
    ("published", "comments", "today", "standing"),
    [
        ("2026-01-29", "", "2026-01-29", (Comments.DUE, 56)),
        ("2026-01-29", "", "2026-03-26", (Comments.DUE, 0)),
        ("2026-01-29", "", "2026-03-27", (Comments.OVERDUE, 1)),
        ("2026-01-29", "2026-03-26", "2026-11-20", (Comments.PUBLISHED, 0)),
        ("2026-01-29", "2026-03-30", "2026-11-20", (Comments.PUBLISHED, 4)),
        ("", "2026-03-30", "2026-11-20", (Comments.PUBLISHED, 0)),
        ("", "", "2026-11-20", (Comments.NO_DATE, 0)),
        ("soon", "", "2026-11-20", (Comments.NO_DATE, 0)),
    ],
)
def test_comments_are_due_within_56_days(
    published: str, comments: str, today: str, standing: tuple[Comments, int]
) -> None:
    assert comments_standing(finding(published, comments), today) == standing


def test_a_figure_has_one_id_in_a_year() -> None:
    assert capacity_figure_id("fenmarch", "2025-26", "psu-declared") == "fenmarch/2025-26/psu-declared"


@pytest.mark.parametrize("year", ["1999-00", "2025-26", "2000-01"])
def test_the_year_before_comes_before_the_year_after(year: str) -> None:
    assert next_year(previous_year(year)) == year


def test_a_review_counts_only_since_the_edition_applies() -> None:
    reviews = (
        PlanReview("a", "c", "2022-12-01"),
        PlanReview("b", "c", "2025-09-17"),
        PlanReview("c", "c", "2024-01-02"),
    )
    assert latest_review(reviews, "2023-02-20") == reviews[1]
    assert latest_review(reviews[:1], "2023-02-20") is None
    assert latest_review((PlanReview("d", "c", ""),), "") is None


def test_threats_without_an_objective_are_named_in_order() -> None:
    objectives = (Objective("o", "c", "One", influences=(Influence("cyber"), Influence("vawg", "Changed."))),)
    assert without_influence(("vawg", "terrorism", "cyber", "soc"), objectives) == ("terrorism", "soc")
    assert without_influence((), objectives) == ()
