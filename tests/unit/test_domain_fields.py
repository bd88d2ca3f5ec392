"""Typed extra answers: what is kept against each type of field, and what is refused with which words."""

from __future__ import annotations

from typing import Any

import pytest

from assurance_app.domain.canonical import LARGEST_NUMBER, canonical_json
from assurance_app.domain.fields import MOST_ROWS, check_fields
from assurance_app.domain.plain import to_plain
from assurance_app.domain.refusal import Refused
from tests import factories as make

REQUIREMENT = make.framework().requirement("terrorism.arv")
GOOD: list[tuple[str, Any]] = [
    ("exercises", 0),
    ("exercises", 99),
    ("cost", 1_250_000),
    ("cost", LARGEST_NUMBER),
    ("tested-on", "2026-02-28"),
    ("tested-on", "2024-02-29"),
    ("note", "any = text"),
    ("tested", True),
    ("tested", False),
    ("level", "Basic"),
    ("visits", []),
    ("visits", ()),
    ("visits", [{}]),
    ("visits", [{"on": "2026-01-02", "hours": 0, "kind": "Announced"}, {"hours": None, "on": ""}]),
    ("visits", [{"hours": 1}] * MOST_ROWS),
]
BAD: list[tuple[str, Any, str]] = [
    ("exercises", -1, "Exercises held"),
    ("exercises", 100, "Exercises held"),
    ("exercises", True, "Exercises held"),
    ("exercises", 1.0, "Exercises held"),
    ("exercises", "3", "Exercises held"),
    ("exercises", [3], "Exercises held"),
    ("cost", -5, "Cost"),
    ("cost", LARGEST_NUMBER + 1, "Cost"),
    ("tested-on", "2026-02-30", "Last tested"),
    ("tested-on", "28/02/2026", "Last tested"),
    ("tested-on", "20260228", "Last tested"),
    ("tested-on", "2026-W09-6", "Last tested"),
    ("tested-on", "2026-02-28T09:00", "Last tested"),
    ("tested-on", 20260228, "Last tested"),
    ("note", 5, "Note"),
    ("note", ["x"], "Note"),
    ("tested", 1, "Tested"),
    ("tested", "yes", "Tested"),
    ("level", "basic", "Level"),
    ("level", ["Basic"], "Level"),
    ("visits", "text", "Visits"),
    ("visits", {"on": "2026-01-02"}, "Visits"),
    ("visits", ["row"], "Visits"),
    ("visits", [{"where": "x"}], "Visits"),
    ("visits", [{"hours": 1}] * (MOST_ROWS + 1), "Visits"),
    ("visits", [{"hours": 1}, {"hours": -1}], "Visits: Hours"),
    ("visits", [{"kind": "Other"}], "Visits: Kind"),
    ("visits", [{"on": "soon"}], "Visits: Date"),
    ("no-such", 1, "no-such"),
    ("no-such", "", "no-such"),
]


@pytest.mark.parametrize(("field", "value"), GOOD, ids=lambda part: str(part)[:30])
def test_what_fits_is_kept_and_can_be_written(field: str, value: Any) -> None:
    check_fields(REQUIREMENT, {field: value})
    canonical_json(to_plain(value))


@pytest.mark.parametrize("field", [field.id for field in REQUIREMENT.fields])
@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_is_no_answer_for_any_type(field: str, nothing: object) -> None:
    check_fields(REQUIREMENT, {field: nothing})


@pytest.mark.parametrize(("field", "value", "named"), BAD, ids=lambda part: str(part)[:30])
def test_what_does_not_fit_is_refused_by_the_name_of_the_field(field: str, value: Any, named: str) -> None:
    with pytest.raises(Refused) as caught:
        check_fields(REQUIREMENT, {"note": "fits", field: value})
    assert caught.value.code == "answer.field"
    assert caught.value.params["field"] == named
    assert caught.value.params["fault"]


def test_the_limits_are_named() -> None:
    for value, words in ((-1, "less than 0"), (100, "more than 99")):
        with pytest.raises(Refused) as caught:
            check_fields(REQUIREMENT, {"exercises": value})
        assert words in str(caught.value.params["fault"])
