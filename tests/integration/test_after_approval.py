"""What has happened since a year was approved: kept with its day, and told by the return that is made after it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assurance_app.application import outputs, signing
from assurance_app.application.after_approval import load_after, put_steps_back, record_step
from assurance_app.application.dumping import dump_text, load_from, verify
from assurance_app.application.workspaces import open_workspace, the_cycle
from assurance_app.domain.entities import Body
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import BodyKind, CycleStatus
from assurance_app.domain.year_steps import YearStep
from assurance_app.persistence.workspace import Workspace
from tests.fixtures.returns import parts_of
from tests.fixtures.samples import sample_workspace

SENT = YearStep(CycleStatus.SENT_TO_PANEL, "2026-05-20")
MET = YearStep(CycleStatus.PANEL_MET, "2026-06-10")
REPORT = YearStep(CycleStatus.REPORT_PUBLISHED, "2026-09-01", "https://example.org/report", "14")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with sample_workspace(tmp_path / "office.assurance", author="A. Officer") as workspace:
        signing.approve(workspace, the_cycle(workspace).id, "Harriet Lowmoor (invented)", "Commissioner")
        yield workspace


def status(workspace: Workspace) -> CycleStatus:
    return the_cycle(workspace).status


def test_each_step_brings_the_year_on_and_the_furthest_counts(workspace: Workspace) -> None:
    cycle_id = the_cycle(workspace).id
    assert status(workspace) is CycleStatus.APPROVED
    for step in (MET, SENT, REPORT):
        record_step(workspace, cycle_id, step)
    assert status(workspace) is CycleStatus.REPORT_PUBLISHED
    after = load_after(workspace, cycle_id)
    assert [step for step in after.steps if step.on] == [SENT, MET, REPORT]
    assert after.missing == (CycleStatus.PANEL_REPORTED, CycleStatus.RESPONSE_PUBLISHED)
    record_step(workspace, cycle_id, replace(REPORT, on=""))
    assert status(workspace) is CycleStatus.PANEL_MET
    assert signing.signing_state(workspace, cycle_id).changed_since == (), "what was approved is what it was"


def test_a_step_is_taken_back_and_done_again(workspace: Workspace) -> None:
    cycle_id = the_cycle(workspace).id
    record_step(workspace, cycle_id, SENT)
    before = record_step(workspace, cycle_id, MET).value
    again = put_steps_back(workspace, before).value
    assert status(workspace) is CycleStatus.SENT_TO_PANEL
    put_steps_back(workspace, again)
    assert status(workspace) is CycleStatus.PANEL_MET


def test_the_return_says_by_itself_that_the_panel_has_met(workspace: Workspace, tmp_path: Path) -> None:
    cycle_id = the_cycle(workspace).id

    def said(folder: str) -> object:
        made = outputs.make_return(workspace, cycle_id, tmp_path / folder)
        return json.loads(parts_of(made[0])["manifest.json"])["before_panel"]

    record_step(workspace, cycle_id, SENT)
    assert said("before") is True
    record_step(workspace, cycle_id, MET)
    assert said("after") is False


def test_nothing_happens_after_an_approval_that_is_not_there(workspace: Workspace) -> None:
    cycle_id = the_cycle(workspace).id
    record_step(workspace, cycle_id, MET)
    signing.revoke(workspace, cycle_id)
    with pytest.raises(Refused, match=r"approval\.missing"):
        record_step(workspace, cycle_id, SENT)
    assert status(workspace) is CycleStatus.DRAFTING
    signing.approve(workspace, cycle_id, "Harriet Lowmoor (invented)", "Commissioner")
    assert status(workspace) is CycleStatus.PANEL_MET, "the panel has met all the same"


def test_without_a_panel_only_the_report_is_a_step(workspace: Workspace) -> None:
    cycle = the_cycle(workspace)
    with workspace.unit_of_work() as work:
        held = work.get(Body, cycle.body_id)
        assert held is not None
        work.put(replace(held.entity, kind=BodyKind.COMMON_COUNCIL), held.version)
        work.commit()
    assert [step.status for step in load_after(workspace, cycle.id).steps] == [CycleStatus.REPORT_PUBLISHED]
    record_step(workspace, cycle.id, REPORT)
    assert status(workspace) is CycleStatus.REPORT_PUBLISHED


def test_the_steps_go_with_a_dump_and_the_record_of_changes_holds(workspace: Workspace, tmp_path: Path) -> None:
    cycle_id = the_cycle(workspace).id
    record_step(workspace, cycle_id, REPORT)
    (tmp_path / "dump.json").write_bytes(dump_text(workspace))
    load_from(tmp_path / "again.assurance", tmp_path / "dump.json")
    with open_workspace(tmp_path / "again.assurance", author="A. Officer") as again:
        assert load_after(again, cycle_id) == load_after(workspace, cycle_id)
        assert status(again) is CycleStatus.REPORT_PUBLISHED
    verify(workspace.path, author="A. Officer")
