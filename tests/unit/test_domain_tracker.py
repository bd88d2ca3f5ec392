"""Where a body's return stands, from what came and what was asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assurance_app.domain.commissioning import (
    Commission,
    EnteredReturn,
    ExpectedBody,
    Permission,
    PermissionKind,
    RefusedFile,
    SummaryText,
    expected_body_id,
)
from assurance_app.domain.commissioning_rules import check_commissioned
from assurance_app.domain.entities import Body, ReceivedReturn
from assurance_app.domain.refusal import Refused
from assurance_app.domain.tracker import Arrivals, Tracker, TrackerFlag, TrackerState, stands_before, track
from assurance_app.domain.values import BodyKind

YEAR = "2025-26"
COMMISSION = Commission(YEAR, YEAR, due_on="2026-06-30", framework_id="spr-2023")
BODIES = {key: Body(key, f"PCC for {key}", key.title(), BodyKind.PCC, key, key) for key in ("ash", "birch", "cedar")}


def line(key: str, **more: Any) -> ExpectedBody:
    return ExpectedBody(expected_body_id(YEAR, key), YEAR, key, **more)


def received(key: str = "ash", **more: Any) -> ReceivedReturn:
    given = {"draft": False, "received_at": "2026-06-30T22:00:00.000Z", "framework_id": "spr-2023", **more}
    return ReceivedReturn(
        id=f"{key}.{YEAR}", body_id=key, year=YEAR, file_name="x", sha256="0", fingerprint="f", content="c", **given
    )


def entered(key: str = "ash", **more: Any) -> EnteredReturn:
    return EnteredReturn(expected_body_id(YEAR, key), YEAR, key, **more)


def refused(key: str = "ash", **more: Any) -> RefusedFile:
    given = {"file_name": "x.sprreturn", "refused_at": "2026-06-01", "reason": "It was cut.", "says_body": key, **more}
    return RefusedFile(id=given.pop("id", f"refused-{key}"), year=YEAR, **given)


def tracked(*came: Any, today: str = "2026-06-30", lines: Any = None, commission: Commission = COMMISSION) -> Tracker:
    arrivals = Arrivals(
        {one.body_id: one for one in came if isinstance(one, ReceivedReturn)},
        {one.body_id: one for one in came if isinstance(one, EnteredReturn)},
        tuple(one for one in came if isinstance(one, RefusedFile)),
        {one.body_id: 1 for one in came if isinstance(one, ReceivedReturn)},
    )
    expected = (line("ash"), line("birch")) if lines is None else lines
    return track(commission, expected, BODIES, arrivals, today)


@pytest.mark.parametrize(
    ("came", "state", "flags"),
    [
        ((), TrackerState.NOT_RECEIVED, ()),
        ((received(),), TrackerState.RECEIVED, ()),
        ((received(draft=True),), TrackerState.DRAFT, ()),
        ((entered(),), TrackerState.ENTERED, ()),
        ((refused(),), TrackerState.INVALID, ()),
        ((refused(is_settled=True),), TrackerState.NOT_RECEIVED, ()),
        ((received(), refused()), TrackerState.RECEIVED, (TrackerFlag.REFUSED_TOO,)),
        ((received(), entered()), TrackerState.RECEIVED, (TrackerFlag.STANDS_ASIDE,)),
        ((received(draft=True), entered()), TrackerState.ENTERED, ()),
        ((received(received_at="2026-07-01T00:00:00.000Z"),), TrackerState.RECEIVED, (TrackerFlag.LATE,)),
        ((received(received_at="2026-07-01T00:00:00.000Z", came_on="2026-06-30"),), TrackerState.RECEIVED, ()),
        ((entered(published_on="2026-07-02"),), TrackerState.ENTERED, (TrackerFlag.LATE,)),
        ((received(framework_id="spr-2015"),), TrackerState.RECEIVED, (TrackerFlag.OTHER_EDITION,)),
        ((received(framework_id=""),), TrackerState.RECEIVED, ()),
    ],
)
def test_each_state_and_what_is_to_be_known_beside_it(came: Any, state: TrackerState, flags: Any) -> None:
    row = tracked(*came).rows[0]
    assert (row.body.id, row.state, row.flags) == ("ash", state, flags)


def test_what_is_not_there_after_the_day_is_overdue_and_is_chased() -> None:
    found = tracked(received("ash", draft=True), refused("birch"), today="2026-07-01")
    assert [row.flags for row in found.rows] == [(TrackerFlag.OVERDUE,), (TrackerFlag.OVERDUE,)]
    assert [row.is_missing for row in found.rows] == [False, True]
    undated = tracked(today="2026-07-01", commission=replace(COMMISSION, due_on=""))
    assert [row.flags for row in undated.rows] == [(), ()]


def test_a_body_that_owes_none_is_counted_nowhere_and_named_by_whom_it_went_to() -> None:
    lines = (line("ash"), line("birch", owes=False, reason="Merged.", merged_into="ash"))
    found = tracked(lines=lines)
    ash, birch = found.rows
    assert (ash.speaks_for, birch.state) == (("Birch",), TrackerState.OWES_NONE)
    assert (found.expected, found.counts[TrackerState.NOT_RECEIVED]) == (1, 1)
    came = tracked(received("birch"), lines=lines)
    assert came.with_flag(TrackerFlag.OWED_NONE)[0].body.id == "birch"
    assert came.counts[TrackerState.RECEIVED] == 0


def test_who_was_not_expected_is_shown_and_not_counted() -> None:
    found = tracked(received("cedar"), refused("nobody"), refused(""))
    assert [row.body.id for row in found.rows] == ["ash", "birch", "cedar"]
    assert found.rows[2].flags == (TrackerFlag.UNEXPECTED,)
    assert (found.expected, sum(found.counts.values())) == (2, 2)
    assert len(found.unplaced) == 2


def test_the_newest_refused_file_comes_first() -> None:
    older, newer = refused(id="a", refused_at="2026-05-01"), refused(id="b", refused_at="2026-06-01")
    assert tracked(older, newer).rows[0].refused == (newer, older)


@pytest.mark.parametrize(
    ("one", "other", "stands"),
    [
        ({"made_at": "2026-06-02T09:00:00Z"}, {"made_at": "2026-06-01T09:00:00Z"}, True),
        ({"made_at": "2026-06-01T09:00:00Z"}, {"made_at": "2026-06-02T09:00:00Z"}, False),
        ({"made_at": "2026-06-01T09:00:00.500Z"}, {"made_at": "2026-06-01T09:00:00Z"}, True),
        ({"made_at": "2026-06-01T09:00:00Z"}, {"made_at": "2026-06-01T09:00:00.500Z"}, False),
        ({"made_at": "2026-06-01T09:00:00Z"}, {"made_at": "2026-06-01T09:00:00Z"}, True),
        ({"made_at": "2026-06-01T09:00:00Z"}, {"made_at": ""}, True),
        ({"made_at": "2026-05-01T09:00:00Z"}, {"made_at": "2026-06-01T09:00:00Z", "draft": True}, True),
        ({"made_at": "2026-07-01T09:00:00Z", "draft": True}, {"made_at": "2026-06-01T09:00:00Z"}, False),
    ],
)
def test_which_of_two_returns_stands(one: dict[str, Any], other: dict[str, Any], stands: bool) -> None:
    assert stands_before(received(**one), received(**other)) is stands


@pytest.mark.parametrize(
    ("entity", "code"),
    [
        (replace(COMMISSION, asked_on="2026-07-01"), "commission.due-before-asked"),
        (replace(COMMISSION, marking="PINK"), "marking.unknown"),
        (line("ash", merged_into="ash"), "expected.into-itself"),
        (replace(BODIES["ash"], name_as_used=" "), "body.no-name"),
        (entered(marking="PINK"), "marking.unknown"),
        (Permission("p", YEAR, "ash", PermissionKind.QUOTE, text=" "), "permission.no-words"),
    ],
)
def test_what_does_not_fit_is_refused(entity: Any, code: str) -> None:
    with pytest.raises(Refused) as caught:
        check_commissioned(entity)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "entity", [replace(line("ash"), id="x"), SummaryText("x", YEAR, "gaps"), replace(COMMISSION, id="x")]
)
def test_an_id_that_is_not_its_own_is_our_fault(entity: Any) -> None:
    with pytest.raises(ValueError, match="is not"):
        check_commissioned(entity)


def test_what_fits_is_let_through() -> None:
    for entity in (
        COMMISSION,
        line("ash"),
        BODIES["ash"],
        entered(),
        received(),
        SummaryText(f"{YEAR}/gaps", YEAR, "gaps"),
    ):
        check_commissioned(entity)
