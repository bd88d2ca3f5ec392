"""Checks of a real workspace: they lead somewhere, are set aside with a reason, and return when the text changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assurance_app.application import checking, recording, restoring, signing
from assurance_app.application.checking import CheckRow, ChecksPage
from assurance_app.application.places import SCREENS, Place
from assurance_app.application.workspaces import the_cycle
from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.entities import Answer, Cycle, ThreatStatement
from assurance_app.domain.planning import PlanReview
from assurance_app.domain.refusal import Refused
from assurance_app.domain.scrutiny import Action
from assurance_app.domain.values import CycleStatus, Position
from assurance_app.persistence.workspace import Workspace
from tests import factories as make
from tests.fixtures.samples import sample_workspace

TODAY = dt.date(2026, 5, 1)
BEFORE = "own-duties.plan.regard"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with make.office(tmp_path / "office.assurance") as opened:
        yield opened


def page(workspace: Workspace) -> ChecksPage:
    return checking.load_checks(workspace, the_cycle(workspace).id, TODAY)


def one(workspace: Workspace, code: str) -> CheckRow:
    (row,) = [row for row in page(workspace).rows if row.code == code]
    return row


def write_statement(workspace: Workspace, **parts: str) -> None:
    cycle = the_cycle(workspace).id
    stored = recording.load_threat(workspace, cycle, "terrorism").statement
    recording.save(workspace, replace(stored.entity, **parts), stored.version)  # type: ignore[arg-type]


def test_an_empty_year_has_one_check_open_and_it_leads_somewhere(workspace: Workspace) -> None:
    (row,) = page(workspace).open
    assert row.code == "plan.not-reviewed"
    assert "SPR 2023" in row.sentence
    assert "20 February 2023" in row.sentence
    assert row.place.screen in SCREENS
    cycle = the_cycle(workspace).id
    recording.save(workspace, PlanReview("r1", cycle, "2025-09-17"), 0)
    assert page(workspace).rows == ()


def test_a_check_says_where_and_leads_there(workspace: Workspace) -> None:
    cycle = the_cycle(workspace).id
    recording.save(workspace, Answer(f"{cycle}/{BEFORE}", cycle, BEFORE, position=Position.NOT_FOLLOWED), 0)
    row = one(workspace, "departure.no-reason")
    assert row.place == Place("question", "own-duties", "", BEFORE)
    assert " › " in row.where
    write_statement(workspace, regard="I met them on [date] in the town hall.")
    row = one(workspace, "text.placeholder")
    assert row.place == Place("threat", "terrorism")
    assert row.sentence == "“[date]” still stands in the text (how regard was had)."
    assert "Terrorism" in row.where


def test_a_gap_leads_to_where_it_is_cleared(workspace: Workspace) -> None:
    cycle = the_cycle(workspace).id
    answer = Answer(f"{cycle}/{BEFORE}", cycle, BEFORE, gap="Not at night.", disclosure=Disclosure.PUBLIC)
    recording.save(workspace, answer, 0)
    row = one(workspace, "clearance.missing")
    assert row.place == Place("actions", requirement_id=BEFORE)
    assert "the gap" in row.sentence


def test_drafts_are_checked_as_well(workspace: Workspace) -> None:
    cycle = the_cycle(workspace).id
    statement = ThreatStatement(f"{cycle}/cyber", cycle, "cyber", regard="I met them; the date is TBC for now.")
    recording.draft(workspace, statement, 0)
    assert one(workspace, "text.placeholder").place == Place("threat", "cyber")


def test_set_aside_needs_a_reason(workspace: Workspace) -> None:
    rows = page(workspace).open
    with pytest.raises(Refused, match=r"check\.no-reason"):
        checking.set_aside(workspace, the_cycle(workspace).id, rows, "  ")
    with pytest.raises(Refused, match=r"text\.marking"):
        checking.set_aside(workspace, the_cycle(workspace).id, rows, "SECRET")
    assert page(workspace).open == rows


def test_what_is_set_aside_stays_so_until_the_text_changes(workspace: Workspace) -> None:
    cycle = the_cycle(workspace).id
    write_statement(workspace, regard="I met them on [date] in the town hall.", influence="It confirmed two.")
    row = one(workspace, "text.placeholder")
    outcome = checking.set_aside(workspace, cycle, [row], "The printer puts the date in.")
    assert [change.kind for change in outcome.changed] == ["check_set_aside"]
    held = one(workspace, "text.placeholder")
    assert held.aside is not None
    assert (held.aside.reason, held.aside.by) == ("The printer puts the date in.", "tester")
    assert held not in page(workspace).open
    assert held in page(workspace).aside
    write_statement(workspace, next_year="I will ask again in spring.")
    again = one(workspace, "text.placeholder")
    assert (again.aside, again.returned) == (None, True), "the text that it looks at has changed"
    checking.set_aside(workspace, cycle, [again], "Still so.")
    assert one(workspace, "text.placeholder").aside is not None


def test_setting_aside_is_undone_and_done_again(workspace: Workspace) -> None:
    cycle = the_cycle(workspace).id
    rows = page(workspace).open
    step = checking.set_aside(workspace, cycle, rows, "The review is minuted elsewhere.").value
    assert page(workspace).open == ()
    redo = restoring.put_back(workspace, step).value
    assert page(workspace).open == rows
    restoring.put_back(workspace, redo)
    assert page(workspace).open == ()
    taken = checking.take_up(workspace, page(workspace).aside).value
    assert page(workspace).open == rows
    restoring.put_back(workspace, taken)
    assert page(workspace).aside[0].aside is not None


def test_setting_aside_changes_nothing_that_was_approved(workspace: Workspace) -> None:
    cycle = the_cycle(workspace).id
    write_statement(workspace, regard="I met them on [date].")
    before = signing.approve(workspace, cycle, "A. Holder", "Commissioner").value.fingerprint
    checking.set_aside(workspace, cycle, page(workspace).open, "Seen.")
    state = signing.signing_state(workspace, cycle)
    assert state.changed_since == ()
    assert state.fingerprint == before


def test_an_approval_is_not_stopped_and_the_force_check_is_asked_for_after(workspace: Workspace) -> None:
    cycle_id = the_cycle(workspace).id
    write_statement(workspace, regard="I met them on [date].")
    assert "force-check.missing" not in {row.code for row in page(workspace).rows}
    signing.approve(workspace, cycle_id, "A. Holder", "Commissioner")
    assert one(workspace, "force-check.missing").where == "The year"
    with workspace.unit_of_work() as work:
        for status in (CycleStatus.FORCE_CHECK, CycleStatus.IN_REVIEW):
            held = work.get(Cycle, cycle_id)
            assert held is not None
            work.put(replace(held.entity, status=status), held.version)
        work.commit()
    assert "force-check.missing" not in {row.code for row in page(workspace).rows}


def test_an_overdue_action_leads_to_the_actions_by_the_day(workspace: Workspace) -> None:
    cycle = the_cycle(workspace).id
    recording.save(workspace, Action("a1", cycle, "Buy two vehicles", due="2026-04-30"), 0)
    row = one(workspace, "action.overdue")
    assert row.sentence == "“Buy two vehicles” was due on 30 April 2026 and is still open."
    assert row.place.screen in SCREENS
    on_the_day = checking.load_checks(workspace, cycle, dt.date(2026, 4, 30))
    assert "action.overdue" not in {row.code for row in on_the_day.rows}


def test_the_most_serious_kind_comes_first(workspace: Workspace) -> None:
    cycle = the_cycle(workspace).id
    stored = recording.load_threat(workspace, cycle, "terrorism").statement
    words = "I saw two ARVs, and it was OFFICIAL-SENSITIVE."
    recording.save(workspace, replace(stored.entity, regard=words, disclosure=Disclosure.PUBLIC), 0)
    codes = [row.code for row in page(workspace).rows]
    assert codes == ["text.restricted", "influence.none", "plan.not-reviewed", "text.acronym"]


def test_every_check_of_the_sample_leads_to_a_screen(tmp_path: Path) -> None:
    with sample_workspace(tmp_path / "sample.assurance", author="tester") as sample:
        rows = page(sample).rows
    assert len({row.key for row in rows}) == len(rows) > 3
    for row in rows:
        assert row.place.screen in SCREENS
        assert all((row.where, row.sentence, row.do))
        assert "{" not in row.sentence
