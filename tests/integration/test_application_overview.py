"""What the overview says besides its two numbers: what is due, what is checked, and what is most useful next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assurance_app.application import checking, library, library_steps, recording, signing
from assurance_app.application.due import HORIZON_DAYS, DueItem
from assurance_app.application.leading import place_of_entry
from assurance_app.application.overview import Overview, load_overview
from assurance_app.application.places import SCREENS, Place
from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.entities import EvidenceRevision
from assurance_app.domain.holdings import InspectionFinding
from assurance_app.domain.planning import PlanReview
from assurance_app.domain.scrutiny import Action
from assurance_app.domain.values import ActionStatus, TargetKind
from assurance_app.persistence.workspace import Workspace
from tests import factories as make

TODAY = dt.date(2025, 9, 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with make.office(tmp_path / "office.assurance") as opened:
        recording.save(opened, PlanReview("r1", make.CYCLE, "2025-04-17"), 0)
        yield opened


def overview(workspace: Workspace, today: dt.date = TODAY) -> Overview:
    return load_overview(workspace, make.CYCLE, today)


def due(workspace: Workspace, kind: str, today: dt.date = TODAY) -> list[DueItem]:
    return [item for item in overview(workspace, today).due if item.kind == kind]


def test_nothing_is_due_in_an_empty_year_until_it_nears_its_end(workspace: Workspace) -> None:
    assert overview(workspace).due == ()
    end = dt.date(2026, 3, 31)
    assert due(workspace, "cycle", end - dt.timedelta(HORIZON_DAYS + 1)) == []
    (item,) = due(workspace, "cycle", end - dt.timedelta(HORIZON_DAYS))
    assert (item.days, item.is_overdue, item.place) == (HORIZON_DAYS, False, Place("sign-off"))
    (item,) = due(workspace, "cycle", end + dt.timedelta(3))
    assert (item.days, item.is_overdue) == (-3, True)
    recording.save(workspace, make.statement("cyber", regard="I read it."), 0)
    signing.approve(workspace, make.CYCLE, "A. Holder", "Commissioner")
    assert due(workspace, "cycle", end + dt.timedelta(3)) == []


def test_actions_are_due_until_they_are_done(workspace: Workspace) -> None:
    action = Action("a1", make.CYCLE, "Buy two vehicles", due="2025-08-31")
    recording.save(workspace, action, 0)
    later = Action("a2", make.CYCLE, "Train the drivers", due="2026-02-01")
    recording.save(workspace, later, 0)
    recording.save(workspace, Action("a3", make.CYCLE, "Some day"), 0)
    (item,) = due(workspace, "action")
    assert (item.title, item.days) == ("Buy two vehicles", -1)
    assert item.place == place_of_entry(action)
    assert [item.title for item in due(workspace, "action", dt.date(2026, 1, 1))] == [action.title, later.title]
    recording.save(workspace, replace(action, status=ActionStatus.DONE), 1)
    assert due(workspace, "action") == []


def test_evidence_that_something_rests_on_is_due_by_its_newest_revision(workspace: Workspace) -> None:
    answer = make.answer("own-duties.plan.regard")
    recording.save(workspace, answer, 0)
    revision = EvidenceRevision("", "", 1, "other", "A paper", review_by="2025-09-10")
    added = library.add_evidence(workspace, make.CYCLE, revision).value.entity
    assert due(workspace, "evidence") == [], "nothing rests on it"
    library_steps.link(workspace, make.CYCLE, added.id, TargetKind.ANSWER, answer.id)
    (item,) = due(workspace, "evidence")
    assert (item.days, item.place) == (9, Place("evidence", item_id=added.evidence_id))
    library.save_evidence(workspace, replace(added, review_by="2027-09-10"), 1)
    assert due(workspace, "evidence") == []


def test_comments_on_an_inspection_are_due_until_they_are_published(workspace: Workspace) -> None:
    finding = InspectionFinding("i1", "westmarch", "HMICFRS", "A report", published_on="2025-08-01")
    recording.save(workspace, finding, 0)
    (item,) = due(workspace, "comments")
    assert (item.on, item.days, item.title) == ("2025-09-26", 25, "HMICFRS – A report")
    assert item.place.screen in SCREENS
    recording.save(workspace, replace(finding, comments_published_on="2025-09-20"), 1)
    assert due(workspace, "comments") == []


def test_what_was_due_first_stands_first(workspace: Workspace) -> None:
    for number, day in enumerate(("2025-09-20", "2025-08-20", "2025-09-01")):
        recording.save(workspace, Action(f"a{number}", make.CYCLE, f"Action {number}", due=day), 0)
    assert [item.on for item in overview(workspace).due] == ["2025-08-20", "2025-09-01", "2025-09-20"]


def test_what_must_not_go_out_comes_before_everything(workspace: Workspace) -> None:
    assert overview(workspace).next.place.screen == "question"
    words = make.statement("cyber", regard="This is OFFICIAL-SENSITIVE.", disclosure=Disclosure.PUBLIC)
    recording.save(workspace, words, 0)
    found = overview(workspace)
    assert found.next.place == Place("threat", "cyber")
    assert found.next.sentence.startswith("Restricted words in public text")
    checking.set_aside(workspace, make.CYCLE, found.checks.open, "It names the class.")
    assert not overview(workspace).next.sentence.startswith("Restricted words")


def test_the_overview_counts_what_the_checks_list(workspace: Workspace) -> None:
    recording.save(workspace, make.statement("cyber", regard="I met them on [date]."), 0)
    page = checking.load_checks(workspace, make.CYCLE, TODAY)
    assert overview(workspace).checks == page
    assert len(page.open) > 1


def test_every_item_has_its_title(workspace: Workspace) -> None:
    found = overview(workspace)
    titles = [found.progress.title_of(item) for item in found.progress.needs_you]
    assert all(titles)
    assert "Terrorism" in titles
    assert not any("{" in title for title in titles)
