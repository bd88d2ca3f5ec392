"""What needs the person, what is ready to sign, and where each requirement and threat stands."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.domain.entities import STATEMENT_PARTS
from assurance_app.domain.progress import (
    Count,
    Standing,
    count,
    in_pillar,
    missing_from_answer,
    missing_from_statement,
    standing_of_answer,
    standing_of_statement,
    statement_path,
    worst,
)
from assurance_app.domain.values import Opinion, Position, Provided, View
from tests import factories as make

KEY = "terrorism.arv"
WHOLE_STATEMENT: dict[str, Any] = {
    "regard": "a",
    "influence": "b",
    "held_to_account": "c",
    "concluded": "d",
    "held_on": ("2026-01-02",),
    "opinion": Opinion.ASSURED,
}


@pytest.mark.parametrize(
    ("given_fields", "standing"),
    [
        ({}, Standing.TO_DO),
        ({"provided": Provided.IN_FORCE}, Standing.TO_DO),
        ({"rests_on": "x"}, Standing.STARTED),
        ({"gap": "x"}, Standing.STARTED),
        ({"next_step": "x"}, Standing.STARTED),
        ({"public_wording": "x"}, Standing.STARTED),
        ({"fields": {"cost": 1}}, Standing.STARTED),
        ({"view": View.SATISFIED}, Standing.MET),
        ({"view": View.PARTLY_SATISFIED}, Standing.PARTLY),
        ({"view": View.NOT_SATISFIED}, Standing.NOT_MET),
        ({"view": View.NOT_EXAMINED}, Standing.NOT_EXAMINED),
        ({"position": Position.FOLLOWED}, Standing.MET),
        ({"position": Position.IN_PART}, Standing.PARTLY),
        ({"position": Position.NOT_FOLLOWED}, Standing.NOT_MET),
        ({"position": Position.NOT_APPLICABLE}, Standing.NOT_EXAMINED),
    ],
)
def test_where_an_answer_stands(given_fields: dict[str, Any], standing: Standing) -> None:
    assert standing_of_answer(make.answer(KEY, **given_fields)) is standing


def test_every_view_position_and_opinion_stands_somewhere() -> None:
    for view in View:
        standing_of_answer(make.answer(KEY, view=view))
    for position in Position:
        standing_of_answer(make.answer(KEY, position=position))
    assert [standing_of_statement(make.statement("cyber", opinion=opinion)) for opinion in Opinion] == [
        Standing.MET,
        Standing.PARTLY,
        Standing.NOT_MET,
        Standing.TO_DO,
    ]
    assert standing_of_answer(None) is standing_of_statement(None) is Standing.TO_DO
    assert standing_of_statement(make.statement("cyber", resources="x")) is Standing.STARTED


@pytest.mark.parametrize(
    ("given_fields", "missing"),
    [
        ({}, ("stand",)),
        ({"rests_on": "x"}, ("stand",)),
        ({"position": Position.FOLLOWED}, ("account",)),
        ({"position": Position.FOLLOWED, "rests_on": "x"}, ()),
        ({"position": Position.IN_PART, "rests_on": "x"}, ()),
        ({"position": Position.NOT_FOLLOWED, "rests_on": "x"}, ("reason",)),
        ({"position": Position.NOT_FOLLOWED}, ("account", "reason")),
        ({"position": Position.NOT_FOLLOWED, "rests_on": "x", "reason": "y"}, ()),
        ({"position": Position.NOT_APPLICABLE}, ("reason",)),
        ({"position": Position.NOT_APPLICABLE, "reason": "y"}, ()),
        ({"view": View.SATISFIED}, ("account",)),
        ({"view": View.NOT_EXAMINED}, ("reason",)),
        ({"view": View.NOT_EXAMINED, "reason": "y"}, ()),
        ({"view": View.NOT_SATISFIED, "rests_on": "x"}, ("reason",)),
        ({"view": View.NOT_SATISFIED, "rests_on": "x", "chief_constables_reason": "y"}, ("reason",)),
        ({"view": View.NOT_SATISFIED, "rests_on": "x", "bodys_view_of_reason": "y"}, ("reason",)),
        (
            {"view": View.NOT_SATISFIED, "rests_on": "x", "chief_constables_reason": "y", "bodys_view_of_reason": "z"},
            (),
        ),
    ],
)
def test_what_an_answer_lacks(given_fields: dict[str, Any], missing: tuple[str, ...]) -> None:
    assert missing_from_answer(make.answer(KEY, **given_fields)) == missing


def test_what_a_threat_statement_lacks() -> None:
    everything = ("regard", "influence", "held_to_account", "concluded", "held_on", "opinion")
    assert missing_from_statement(None) == missing_from_statement(make.statement("cyber")) == everything
    assert missing_from_statement(make.statement("cyber", **WHOLE_STATEMENT)) == ()
    empty: dict[str, Any] = dict.fromkeys(WHOLE_STATEMENT, "") | {"held_on": (), "opinion": Opinion.NONE_YET}
    for name in WHOLE_STATEMENT:
        assert missing_from_statement(make.statement("cyber", **WHOLE_STATEMENT | {name: empty[name]})) == (name,)


def test_resources_and_next_year_are_not_asked_of_a_lawful_statement() -> None:
    assert {*WHOLE_STATEMENT} - {"held_on", "opinion"} == {*STATEMENT_PARTS} - {"resources", "next_year"}


def test_the_statement_path_is_each_duty_of_the_body_then_each_threat_and_no_note() -> None:
    path = statement_path(make.record())
    assert [item.requirement_id or item.section_id for item in path] == [
        "own-duties.plan",
        "own-duties.budget",
        "terrorism.plan",
        "terrorism",
        "disorder",
        "cyber",
    ]
    assert all(item.missing for item in path)


def test_the_statement_path_ends_when_each_of_it_is_written() -> None:
    answers = tuple(
        make.answer(key, position=Position.FOLLOWED, rests_on="x")
        for key in ("own-duties.plan", "own-duties.budget", "terrorism.plan")
    )
    statements = tuple(make.statement(key, **WHOLE_STATEMENT) for key in ("terrorism", "disorder", "cyber"))
    whole = make.record(answers=answers, threat_statements=statements)
    assert not any(item.missing for item in statement_path(whole))
    for left_out in answers:
        rest = tuple(answer for answer in answers if answer is not left_out)
        lacking = [
            item for item in statement_path(make.record(answers=rest, threat_statements=statements)) if item.missing
        ]
        assert [item.requirement_id for item in lacking] == [left_out.requirement_id]


@given(st.dictionaries(st.sampled_from([r.id for r in make.framework().requirements]), st.sampled_from("tsav")))
def test_counts_add_up(states: dict[str, str]) -> None:
    requirements = tuple(make.framework().requirements)
    made: dict[str, dict[str, Any]] = {
        "t": {},
        "s": {"rests_on": "x"},
        "a": {"view": View.NOT_EXAMINED},
        "v": {"view": View.SATISFIED, "rests_on": "x"},
    }
    answers = {key: make.answer(key, **made[state]) for key, state in states.items()}
    values = list(states.values())
    assert count(requirements, answers) == Count(
        len(requirements), values.count("a") + values.count("v"), values.count("s")
    )


@given(st.lists(st.sampled_from(Standing)).map(tuple))
def test_a_cell_shows_what_most_wants_attention(standings: tuple[Standing, ...]) -> None:
    shown = worst(standings)
    assert shown in standings or (not standings and shown is Standing.TO_DO)
    for graver, lesser in (
        (Standing.NOT_MET, Standing.PARTLY),
        (Standing.PARTLY, Standing.STARTED),
        (Standing.STARTED, Standing.MET),
        (Standing.MET, Standing.TO_DO),
    ):
        assert not (shown is lesser and graver in standings)


def test_a_pillar_holds_the_sections_own_requirements_under_it() -> None:
    section = make.framework().section("disorder")
    assert [requirement.id for requirement in in_pillar(section, "capacity")] == ["disorder.psu"]
    assert in_pillar(section, "capabilities") == ()
