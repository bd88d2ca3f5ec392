"""The plan of a year in a real workspace: choosing, setting aside, proposing, and taking back as one step."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assurance_app.application import examining, recording
from assurance_app.application.workspaces import begin_year, create_office, describe, open_workspace
from assurance_app.domain.entities import Answer, ExaminationChoice, answer_id
from assurance_app.domain.examination import Decision
from assurance_app.domain.projection import fingerprint
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import Risk, View
from assurance_app.persistence.workspace import Workspace
from tests.fixtures.samples import sample_workspace

OWN = "own-duties.plan.regard"


@pytest.fixture(scope="module")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("office") / "o.assurance"
    create_office(path, "leicestershire", "2025-26", author="A. Officer").close()
    return path


@pytest.fixture
def office(tmp_path: Path, empty_office: Path) -> Iterator[Workspace]:
    with open_workspace(Path(shutil.copy(empty_office, tmp_path / "o.assurance")), author="A. Officer") as workspace:
        yield workspace


def cycle_of(workspace: Workspace) -> str:
    return describe(workspace).cycles[0].id


def page_of(workspace: Workspace, cycle_id: str = "") -> examining.ExaminationPage:
    return examining.load_examination(workspace, cycle_id or cycle_of(workspace))


def row_of(workspace: Workspace, requirement_id: str, cycle_id: str = "") -> examining.ExaminationRow:
    rows = page_of(workspace, cycle_id).rows
    return next(row for row in rows if row.requirement_id == requirement_id)


def some(workspace: Workspace, number: int) -> list[str]:
    return [row.requirement_id for row in page_of(workspace).rows[:number]]


def answer(workspace: Workspace, requirement_id: str, view: View, reason: str = "", cycle_id: str = "") -> None:
    stored = recording.load_question(workspace, cycle_id or cycle_of(workspace), requirement_id).answer
    recording.save(workspace, replace(stored.entity, view=view, reason=reason), stored.version)


def print_of(workspace: Workspace) -> str:
    cycle_id = cycle_of(workspace)
    with workspace.reading() as reading:
        return fingerprint(reading.record(cycle_id))


def test_a_new_year_is_all_undecided(office: Workspace) -> None:
    page = page_of(office)
    assert (page.chosen, page.aside, page.undecided) == (0, 0, len(page.rows))
    assert page.years == ("2025-26", "2024-25", "2023-24")
    assert page.kept == {"2025-26"}
    assert OWN not in {row.requirement_id for row in page.rows}
    assert page.reasons == ()


def test_choosing_in_bulk_and_rating_are_kept(office: Workspace) -> None:
    ids = some(office, 5)
    outcome = examining.choose(office, cycle_of(office), ids, examine=True)
    assert outcome.value.requirement_ids == tuple(ids)
    assert {change.kind for change in outcome.changed} == {"examination_choice"}
    assert page_of(office).chosen == 5
    again = examining.choose(office, cycle_of(office), [*ids, *ids], examine=True)
    assert again.value == examining.Step()
    examining.rate(office, cycle_of(office), ids[:2], Risk.HIGH)
    assert [row_of(office, key).risk for key in ids[:3]] == [Risk.HIGH, Risk.HIGH, None]
    examining.rate(office, cycle_of(office), ids[:1], None)
    assert row_of(office, ids[0]).risk is None
    assert page_of(office).chosen == 5


def test_taking_out_what_was_never_chosen_writes_nothing(office: Workspace) -> None:
    outcome = examining.choose(office, cycle_of(office), some(office, 3), examine=False)
    assert outcome.value == examining.Step()
    assert outcome.changed == ()


def test_setting_aside_records_the_reason_and_leaves_views_alone(office: Workspace) -> None:
    ids = some(office, 4)
    answer(office, ids[0], View.SATISFIED)
    examining.choose(office, cycle_of(office), ids[1:2], examine=True)
    outcome = examining.set_aside(office, cycle_of(office), ids, "  Next year.\x00 ")
    assert outcome.value.requirement_ids == tuple(ids[1:])
    rows = [row_of(office, key) for key in ids]
    assert [row.decision for row in rows] == [Decision.EXAMINE, *[Decision.NOT_EXAMINED] * 3]
    assert rows[1].years[0].reason == "Next year."
    assert not rows[1].examine
    assert page_of(office).reasons == ("Next year.",)
    examining.choose(office, cycle_of(office), ids[1:2], examine=True)
    opened = row_of(office, ids[1])
    assert (opened.decision, opened.years[0].view, opened.years[0].reason) == (Decision.EXAMINE, None, "")


@pytest.mark.parametrize(
    ("because", "code"),
    [("", "examination.no-reason"), (" \n\t", "examination.no-reason"), ("TOP SECRET", "text.marking")],
)
def test_a_reason_that_cannot_be_kept_changes_nothing(office: Workspace, because: str, code: str) -> None:
    before = page_of(office)
    with pytest.raises(Refused) as refusal:
        examining.set_aside(office, cycle_of(office), some(office, 3), because)
    assert refusal.value.code == code
    assert page_of(office) == before


def test_a_duty_of_every_year_is_refused_and_nothing_of_the_bulk_is_done(office: Workspace) -> None:
    with pytest.raises(Refused) as refusal:
        examining.choose(office, cycle_of(office), [*some(office, 2), OWN], examine=True)
    assert refusal.value.code == "examination.every-year"
    assert page_of(office).chosen == 0


def test_a_step_is_taken_back_as_one_and_done_again(office: Workspace) -> None:
    ids = some(office, 60)
    answer(office, ids[0], View.PARTLY_SATISFIED)
    examining.choose(office, cycle_of(office), ids[:20], examine=True)
    before, sealed = page_of(office), print_of(office)
    step = examining.set_aside(office, cycle_of(office), ids, "Next year.").value
    after = page_of(office)
    assert print_of(office) != sealed
    again = examining.undo(office, step).value
    assert page_of(office) == before
    assert print_of(office) == sealed, "an approval given before stands as it stood"
    assert set(again.requirement_ids) == set(ids[1:])
    back = examining.undo(office, again).value
    assert page_of(office) == after
    examining.undo(office, back)
    assert page_of(office) == before


def test_taking_back_leaves_what_was_changed_since(office: Workspace) -> None:
    ids = some(office, 3)
    step = examining.set_aside(office, cycle_of(office), ids, "Next year.").value
    answer(office, ids[1], View.NOT_SATISFIED)
    outcome = examining.undo(office, step)
    assert set(outcome.value.requirement_ids) == {ids[0], ids[2]}
    assert [row_of(office, key).years[0].view for key in ids] == [None, View.NOT_SATISFIED, None]


def test_taking_back_keeps_the_history(office: Workspace) -> None:
    key = some(office, 1)[0]
    step = examining.set_aside(office, cycle_of(office), [key], "Next year.").value
    examining.undo(office, step)
    versions = recording.history(office, Answer, answer_id(cycle_of(office), key))
    assert [version.action for version in versions] == ["saved", "deleted"]


def test_proposing_changes_nothing_and_counts_why(office: Workspace) -> None:
    rows = page_of(office).rows
    examining.rate(office, cycle_of(office), [row.requirement_id for row in rows[:10]], Risk.HIGH)
    examining.set_aside(office, cycle_of(office), [rows[0].requirement_id], "Next year.")
    before = page_of(office)
    proposal = examining.propose(office, cycle_of(office))
    assert page_of(office) == before
    assert (proposal.high, proposal.due, proposal.aside) == (9, 0, 1)
    assert proposal.first_time == -(-(len(rows) - 10) // 3)
    assert len(proposal.requirement_ids) == proposal.high + proposal.first_time
    examining.choose(office, cycle_of(office), proposal.requirement_ids, examine=True)
    assert examining.propose(office, cycle_of(office)).requirement_ids == frozenset()


def test_three_years_stand_side_by_side(office: Workspace) -> None:
    first, key = cycle_of(office), some(office, 1)[0]
    answer(office, key, View.PARTLY_SATISFIED)
    second = begin_year(office, "2026-27").id
    answer(office, key, View.NOT_EXAMINED, "Examined last year.", second)
    third = begin_year(office, "2027-28").id
    answer(office, key, View.SATISFIED, cycle_id=third)
    row = row_of(office, key, third)
    assert [entry.view for entry in row.years] == [View.SATISFIED, View.NOT_EXAMINED, View.PARTLY_SATISFIED]
    assert (row.last, row.due) == ("2025-26", False)
    assert page_of(office, third).kept == set(page_of(office, third).years)
    fourth = begin_year(office, "2028-29").id
    assert row_of(office, key, fourth).last == "2027-28"
    assert row_of(office, key, first).years[0].view is View.PARTLY_SATISFIED
    assert page_of(office, third).reasons == ("Examined last year.",)


def test_whoever_follows_the_proposals_has_examined_all_in_three_years(office: Workspace) -> None:
    cycle_id = cycle_of(office)
    examining.rate(office, cycle_id, some(office, 12), Risk.HIGH)
    number = len(page_of(office).rows)
    for year in ("2026-27", "2027-28", "2028-29"):
        proposal = examining.propose(office, cycle_id)
        assert len(proposal.requirement_ids) <= number // 3 + 12 + 1
        with office.unit_of_work() as work:
            for key in proposal.requirement_ids:
                work.put(Answer(answer_id(cycle_id, key), cycle_id, key, view=View.SATISFIED), 0)
            work.commit()
        cycle_id = begin_year(office, year).id
    assert all(row.last for row in page_of(office, cycle_id).rows)


def test_the_sample_counts_its_views_as_examined(tmp_path: Path) -> None:
    with sample_workspace(tmp_path / "s.assurance", author="A. Officer") as workspace:
        page = page_of(workspace)
        seen = sum(1 for row in page.rows if row.years[0].was_examined)
        assert page.chosen == seen > 0
        assert page.chosen + page.aside + page.undecided == len(page.rows)
        with workspace.reading() as reading:
            assert reading.find(ExaminationChoice) == ()
