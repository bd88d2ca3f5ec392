"""Departures and gaps gather themselves from the answers; dates are dates; sessions go on from one another."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.domain.dates import DATE_FIELDS, check_dates, is_date
from assurance_app.domain.departures import departures, gaps, is_overdue
from assurance_app.domain.entities import KINDS, Answer, Clearance, ThreatStatement
from assurance_app.domain.framework import DutyOn
from assurance_app.domain.holding_to_account import answered_before, goes_on_from, scrutiny_of
from assurance_app.domain.record import Record
from assurance_app.domain.refusal import Refused
from assurance_app.domain.scrutiny import Action, DepartureDecision, ScrutinySession, SessionOpinion, SessionQuestion
from assurance_app.domain.values import ActionStatus, Opinion, Position, TargetKind, View
from tests import factories as make

TODAY = "2026-11-20"


def record(*answers: Answer, **more: Any) -> Record:
    return replace(Record(make.framework(), make.body(), make.cycle()), answers=answers, **more)


def requirement(duty_on: DutyOn) -> str:
    return next(
        one.id for section in make.framework().sections for one in section.requirements if one.duty_on is duty_on
    )


def answer(requirement_id: str, **content: Any) -> Answer:
    return Answer(f"{make.CYCLE}/{requirement_id}", make.CYCLE, requirement_id, **content)


OWN, FORCES = requirement(DutyOn.BODY), requirement(DutyOn.CHIEF_CONSTABLE)


def test_only_what_is_not_followed_or_not_satisfied_is_a_departure() -> None:
    for position in Position:
        found = departures(record(answer(OWN, position=position)))
        assert bool(found) is (position is Position.NOT_FOLLOWED)
    for view in View:
        found = departures(record(answer(FORCES, view=view)))
        assert bool(found) is (view is View.NOT_SATISFIED)


def test_a_departure_of_the_body_needs_its_good_reason_and_a_capability_two_reasons() -> None:
    own = departures(record(answer(OWN, position=Position.NOT_FOLLOWED)))[0]
    assert own.lacks(TODAY) == ("reason", "decided_by", "decided_on", "until")
    theirs = departures(record(answer(FORCES, view=View.NOT_SATISFIED, reason="Beside the point")))[0]
    assert theirs.lacks(TODAY) == (
        "chief_constables_reason", "bodys_view_of_reason", "decided_by", "decided_on", "until",
    )  # fmt: skip


def test_a_departure_that_is_decided_lacks_nothing_until_its_time_ends() -> None:
    told = answer(OWN, position=Position.NOT_FOLLOWED, reason="The profile came late")
    decision = DepartureDecision(told.id, make.CYCLE, "The commissioner", "2026-03-11", TODAY)
    found = departures(record(told, departure_decisions=(decision,)))[0]
    assert found.lacks(TODAY) == ()
    assert found.lacks("2026-11-21") == ("ended",)


def test_departures_and_gaps_carry_their_actions_and_clearance() -> None:
    told = answer(FORCES, view=View.NOT_SATISFIED, gap="Four posts empty")
    came = Action("a", make.CYCLE, "Fill them", came_from=told.id)
    other = Action("b", make.CYCLE, "Something else")
    cleared = Clearance("c", make.CYCLE, TargetKind.ANSWER, told.id, "N", "R", "2026-04-01")
    whole = record(told, actions=(came, other), clearances=(cleared,))
    assert departures(whole)[0].actions == gaps(whole)[0].actions == (came,)
    assert departures(whole)[0].clearance == gaps(whole)[0].clearance == cleared
    assert gaps(whole)[0].is_in_hand
    dropped = replace(whole, actions=(replace(came, status=ActionStatus.DROPPED),))
    assert not gaps(dropped)[0].is_in_hand
    assert gaps(record(replace(told, gap=" \n"))) == ()


def test_they_stand_in_the_frameworks_order_and_answers_to_nothing_are_left_out() -> None:
    both = (answer(FORCES, view=View.NOT_SATISFIED), answer(OWN, position=Position.NOT_FOLLOWED))
    order = [one.id for section in make.framework().sections for one in section.requirements]
    found = [one.requirement.id for one in departures(record(*both, answer("gone.away", view=View.NOT_SATISFIED)))]
    assert found == sorted((OWN, FORCES), key=order.index)


@pytest.mark.parametrize(
    ("status", "due", "overdue"),
    [
        (ActionStatus.OPEN, "2026-11-19", True),
        (ActionStatus.OPEN, TODAY, False),
        (ActionStatus.OPEN, "", False),
        (ActionStatus.DONE, "2026-11-19", False),
        (ActionStatus.DROPPED, "2026-11-19", False),
    ],
)
def test_only_an_open_action_is_overdue(status: ActionStatus, due: str, overdue: bool) -> None:
    assert is_overdue(Action("a", "c", "t", due=due, status=status), TODAY) is overdue


@given(st.dates())
def test_every_day_of_the_calendar_is_a_date(day: dt.date) -> None:
    assert is_date(day.isoformat())


@pytest.mark.parametrize(
    "text", ["2026-02-30", "20260228", "2026-W01-1", "31 March 2026", "2026-3-1", "٢٠٢٦-٠١-٠١", " "]
)
def test_other_texts_are_none(text: str) -> None:
    assert not is_date(text)
    with pytest.raises(Refused, match=r"date\.malformed"):
        check_dates(Action("a", "c", "t", due=text))
    with pytest.raises(Refused, match=r"date\.malformed"):
        check_dates(ThreatStatement("s", "c", "x", held_on=("2026-01-21", text)))


def test_a_day_may_be_unknown_but_not_among_several() -> None:
    check_dates(Action("a", "c", "t"))
    check_dates(ThreatStatement("s", "c", "x"))
    with pytest.raises(Refused):
        check_dates(ThreatStatement("s", "c", "x", held_on=("",)))


def test_every_field_that_holds_a_day_is_a_field_of_its_entity() -> None:
    for kind, names in DATE_FIELDS.items():
        assert set(names) <= KINDS[kind].__dataclass_fields__.keys()


def session(key: str, held_on: str, *said: SessionOpinion, **more: Any) -> ScrutinySession:
    return ScrutinySession(key, "c", held_on, opinions=said, **more)


def test_the_latest_session_with_an_opinion_is_its_source() -> None:
    first = session("1", "2025-05-14", SessionOpinion("x", Opinion.NOT_ASSURED, "No test"))
    second = session("2", "2025-12-10", SessionOpinion("x", Opinion.ASSURED, "Tests seen"))
    third = session("3", "2026-02-01", SessionOpinion("x", Opinion.NONE_YET), section_ids=("x",))
    found = scrutiny_of((third, second, first), "x")
    assert found.dates == ("2025-05-14", "2025-12-10", "2026-02-01")
    assert found.session == second
    assert found.is_source_of(Opinion.ASSURED)
    assert not found.is_source_of(Opinion.NOT_ASSURED)


def test_a_session_without_a_date_or_on_something_else_says_nothing() -> None:
    planned = session("1", "", SessionOpinion("x", Opinion.ASSURED))
    other = session("2", "2026-01-21", SessionOpinion("y", Opinion.ASSURED))
    found = scrutiny_of((planned, other), "x")
    assert (found.dates, found.session, found.opinion) == ((), None, None)
    assert not found.is_source_of(Opinion.NONE_YET)


def test_a_session_that_goes_on_keeps_the_subject_and_none_of_the_answers() -> None:
    earlier = session(
        "1", "2025-05-14", SessionOpinion("x", Opinion.ASSURED, "Then"), SessionOpinion("gone", Opinion.ASSURED),
        forum="Board", wanted_to_know="Times", questions=(SessionQuestion("How long?", "Twelve minutes"),),
        section_ids=("x", "gone"), requirement_ids=("x.a", "gone.b"), public_wording="Then",
    )  # fmt: skip
    new = goes_on_from(
        earlier, id="2", cycle_id="next", asked=("What is new?\nHow long?",), sections={"x"}, requirements={"x.a"}
    )
    assert (new.cycle_id, new.held_on, new.forum, new.begun_from) == ("next", "", "Board", "1")
    assert new.questions == (SessionQuestion("What is new?\nHow long?"),)
    assert new.opinions == (SessionOpinion("x", Opinion.NONE_YET),)
    assert (new.section_ids, new.requirement_ids, new.public_wording) == (("x",), ("x.a",), "")
    assert answered_before(new.questions[0].asked, earlier) == "Twelve minutes"
    assert answered_before("Something else", earlier) == ""
