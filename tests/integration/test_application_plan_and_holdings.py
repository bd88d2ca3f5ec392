"""The plan, capacity and inspections in a real workspace: adding, undoing, clearing, and what stands beside what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assurance_app.application import capacity, clearing, entries, inspections, plan, recording, restoring
from assurance_app.application.workspaces import begin_year, describe
from assurance_app.domain.disclosure import Audience, Disclosure
from assurance_app.domain.entities import Answer, Clearance, Stored, answer_id
from assurance_app.domain.holdings import CapacityFigure, CollaborationAgreement, Comments, RoleCount
from assurance_app.domain.planning import Influence, Objective, PlanReview, ResourceDecision
from assurance_app.domain.projection import for_audience
from assurance_app.domain.record import Record
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import Position, ResourceKind, ReviewOutcome, TargetKind
from assurance_app.persistence.workspace import Workspace
from tests import factories
from tests.fixtures.samples import sample_workspace

CLEARED = {"name": "E. Tarrant", "role": "Chief executive", "on": "2026-04-22"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with sample_workspace(tmp_path / "s.assurance", author="A. Officer") as workspace:
        yield workspace


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Workspace]:
    from assurance_app.application.workspaces import create_office_for

    with create_office_for(factories.body(), tmp_path / "e.assurance", "2025-26", author="A. Officer") as workspace:
        yield workspace


def cycle_of(workspace: Workspace) -> str:
    return describe(workspace).cycles[0].id


def public(workspace: Workspace, cycle_id: str = "") -> Record:
    cycle_id = cycle_id or cycle_of(workspace)
    with workspace.reading() as reading:
        return for_audience(reading.record(cycle_id), Audience.PUBLIC)


def test_an_empty_plan_says_what_is_missing(empty: Workspace) -> None:
    page = plan.load_plan(empty, cycle_of(empty))
    assert page.reviewed is None
    assert (page.objectives, page.reviews, page.decisions) == ((), (), ())
    assert len(page.uninfluenced) == 7
    assert [duty.ref for duty in page.duties] == ["23.3.a", "23.3.b", "23.3.c"]
    assert all(not duty.words and not duty.page for duty in page.duties)


def test_the_duties_of_the_plan_show_the_answers_and_keep_none_of_their_own(empty: Workspace) -> None:
    cycle_id = cycle_of(empty)
    key = "own-duties.plan.state-duty"
    given = Answer(
        answer_id(cycle_id, key), cycle_id, key, Position.FOLLOWED, rests_on="It says so.", fields={"duty-passage": "6"}
    )
    requirement = recording.load_question(empty, cycle_id, key).requirement
    given = replace(given, fields={requirement.fields[0].id: "Page 6"})
    recording.save(empty, given, 0)
    duty = plan.load_plan(empty, cycle_id).duties[0]
    assert (duty.page, duty.words, duty.section_id) == ("Page 6", "It says so.", "own-duties")
    recording.save(empty, replace(given, rests_on="Page 6 says so."), 1)
    assert plan.load_plan(empty, cycle_id).duties[0].words == "Page 6 says so."


def test_entries_of_the_plan_are_added_changed_and_taken_away_with_undo(empty: Workspace) -> None:
    cycle_id = cycle_of(empty)
    added = plan.add_objective(empty, cycle_id, "  Safe at night \x00")
    objective = added.value.entities[0]
    assert isinstance(objective, Objective)
    assert objective.title == "Safe at night"
    assert [change.kind for change in added.changed] == ["objective"]
    changed = replace(objective, influences=(Influence("vawg", "Added."),))
    recording.save(empty, changed, 1)
    assert "VAWG" not in plan.load_plan(empty, cycle_id).uninfluenced
    gone = restoring.take_away(empty, Objective, objective.id)
    assert plan.load_plan(empty, cycle_id).objectives == ()
    again = restoring.put_back(empty, gone.value)
    assert plan.load_plan(empty, cycle_id).objectives == (changed,)
    restoring.put_back(empty, again.value)
    assert plan.load_plan(empty, cycle_id).objectives == ()


def test_reviews_and_decisions_stand_newest_first(empty: Workspace) -> None:
    cycle_id = cycle_of(empty)
    for day in ("2025-04-01", "2025-11-26", "2025-09-17"):
        plan.add_review(empty, cycle_id, day)
    page = plan.load_plan(empty, cycle_id)
    assert [review.reviewed_on for review in page.reviews] == ["2025-11-26", "2025-09-17", "2025-04-01"]
    assert page.reviewed == page.reviews[0]
    plan.add_decision(empty, cycle_id, ResourceKind.PRECEPT, "Six posts")
    (decision,) = plan.load_plan(empty, cycle_id).decisions
    assert isinstance(decision, ResourceDecision)
    assert decision.kind is ResourceKind.PRECEPT
    assert decision.pounds is None


def test_nothing_is_added_without_a_name_or_a_day(empty: Workspace) -> None:
    cycle_id = cycle_of(empty)
    additions: tuple[Callable[[], object], ...] = (
        lambda: plan.add_objective(empty, cycle_id, "  "),
        lambda: plan.add_decision(empty, cycle_id, ResourceKind.BUDGET, ""),
        lambda: capacity.add_agreement(empty, "\n"),
        lambda: inspections.add_finding(empty, " "),
    )
    for add in additions:
        with pytest.raises(Refused, match=r"entry\.no-title"):
            add()
    with pytest.raises(Refused, match=r"entry\.no-date"):
        plan.add_review(empty, cycle_id, "")
    with pytest.raises(Refused, match=r"date\.malformed"):
        plan.add_review(empty, cycle_id, "in spring")
    page = plan.load_plan(empty, cycle_id)
    assert (page.objectives, page.reviews, page.decisions) == ((), (), ())


def test_every_measure_fits_the_framework(empty: Workspace) -> None:
    cycle_id = cycle_of(empty)
    page = capacity.load_capacity(empty, cycle_id)
    with empty.reading() as reading:
        framework = reading.record(cycle_id).framework
    assert len({row.measure.id for row in page.rows}) == len(page.rows)
    for row in page.rows:
        measure = row.measure
        assert framework.unit(measure.unit) is not None or measure.unit == "officers", measure.id
        assert not measure.composition or framework.unit(measure.composition) is not None
        for requirement, field_id in (measure.answer, measure.people):
            if requirement:
                field = framework.requirement(requirement).field(field_id)
                assert field is not None, (measure.id, field_id)
                assert field.capacity or field.composition
                assert not field.unit or field.unit == measure.unit
        assert row.figures == (None, None, None, None)
    assert page.years == ("2025-26", "2024-25", "2023-24", "2022-23")


def test_figures_stand_by_year_and_the_answer_beside_them(office: Workspace) -> None:
    rows = {row.measure.id: row for row in capacity.load_capacity(office, cycle_of(office)).rows}
    declared = rows["psu-declared"]
    assert [figure.number if figure else None for figure in declared.figures] == [10, 9, 9, None]
    assert declared.answered.number == 10
    assert not declared.differs
    assert rows["mutual-aid-received"].figures[2] is not None
    assert rows["mutual-aid-received"].figures[2].number == 0
    assert rows["bdu-needed"].figures[0] is None
    assert rows["bdu-needed"].answered.number == 6
    page = capacity.load_figure(office, cycle_of(office), "psu-declared")
    assert [figure.id for figure in page.national] == ["psu-england-and-wales", "psu-london"]
    assert page.regional is not None
    assert page.regional.number == 41
    assert page.unit is not None
    assert page.answered.people == page.figure.entity.people != ()
    before = capacity.load_figure(office, cycle_of(office), "psu-declared", "2024-25")
    assert before.figure.entity.number == 9
    assert before.answered == capacity.Answered()
    assert before.clearance is None


def test_a_figure_taken_back_is_no_figure_rather_than_nought(empty: Workspace) -> None:
    cycle_id = cycle_of(empty)
    blank = capacity.load_figure(empty, cycle_id, "psu-needed").figure
    kept = recording.save(empty, replace(blank.entity, number=0), 0).value
    rows = {row.measure.id: row for row in capacity.load_capacity(empty, cycle_id).rows}
    assert rows["psu-needed"].figures[0] == kept.entity
    recording.save(empty, blank.entity, kept.version)
    rows = {row.measure.id: row for row in capacity.load_capacity(empty, cycle_id).rows}
    assert rows["psu-needed"].figures[0] is None


def test_a_figure_is_public_only_with_clearance_and_only_in_its_year(empty: Workspace) -> None:
    cycle_id = cycle_of(empty)
    blank = capacity.load_figure(empty, cycle_id, "psu-declared").figure
    figure = replace(blank.entity, number=9, people=(RoleCount("driver", 3),), disclosure=Disclosure.PUBLIC)
    recording.save(empty, figure, 0)
    assert not public(empty).capacity_figures
    target = TargetKind.CAPACITY_FIGURE
    for missing in ("name", "role", "on"):
        with pytest.raises(Refused, match=r"clearance\.incomplete"):
            clearing.clear(empty, cycle_id, target, figure.id, **{**CLEARED, missing: " " if missing != "on" else ""})
    step = clearing.clear(empty, cycle_id, target, figure.id, **CLEARED)
    assert public(empty).capacity_figures == (figure,)
    assert capacity.load_figure(empty, cycle_id, "psu-declared").clearance == step.value.entities[0]
    back = clearing.take_clearance_back(empty, cycle_id, figure.id)
    assert not public(empty).capacity_figures
    restoring.put_back(empty, back.value)
    assert public(empty).capacity_figures == (figure,)


def test_each_year_clears_an_agreement_for_itself(empty: Workspace) -> None:
    first = cycle_of(empty)
    agreement = capacity.add_agreement(empty, "Regional unit").value.entities[0]
    assert isinstance(agreement, CollaborationAgreement)
    recording.save(empty, replace(agreement, officers=38, disclosure=Disclosure.PUBLIC), 1)
    clearing.clear(empty, first, TargetKind.COLLABORATION_AGREEMENT, agreement.id, **CLEARED)
    second = begin_year(empty, "2026-27").id
    assert len(public(empty, first).agreements) == 1
    assert not public(empty, second).agreements
    clearing.clear(empty, second, TargetKind.COLLABORATION_AGREEMENT, agreement.id, **CLEARED)
    clearing.take_clearance_back(empty, second, agreement.id)
    page = capacity.load_agreement(empty, first, agreement.id)
    assert page is not None
    assert isinstance(page.clearance, Clearance)
    assert capacity.load_agreement(empty, first, "none") is None


def test_findings_say_where_the_comments_stand(office: Workspace) -> None:
    page = inspections.load_inspections(office, cycle_of(office))
    assert [row.comments for row in page.rows] == [Comments.OVERDUE, Comments.PUBLISHED, Comments.PUBLISHED]
    assert page.rows[0].section_titles == ("Public disorder",)
    assert page.rows[0].days > 0
    added = inspections.add_finding(office, "Another report")
    rows = inspections.load_inspections(office, cycle_of(office)).rows
    assert rows[-1].finding == added.value.entities[0]
    assert rows[-1].comments is Comments.NO_DATE


def test_what_the_sample_keeps_is_there(office: Workspace) -> None:
    page = plan.load_plan(office, cycle_of(office))
    assert (len(page.objectives), len(page.reviews), len(page.decisions)) == (6, 3, 5)
    assert page.uninfluenced == ("Civil emergencies",)
    assert page.reviewed is not None
    assert page.reviewed.outcome is ReviewOutcome.NO_CHANGE
    assert all(duty.page and duty.words for duty in page.duties)
    stored = entries.load_entry(office, PlanReview, page.reviews[0].id)
    assert isinstance(stored, Stored)
    assert stored.entity == page.reviews[0]
    with office.reading() as reading:
        figures = [one.entity for one in reading.find(CapacityFigure)]
    assert {figure.measure for figure in figures} <= {measure.id for measure in capacity.measures()}
