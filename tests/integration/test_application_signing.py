"""Approving a year, taking it back, and what is told of changes since."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assurance_app.application import library, library_steps, office_holders, recording, signing
from assurance_app.application.outputs import source_of, statement_tree
from assurance_app.domain.content import Heading, SignatureBlock, spoken_text
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.entities import Approval, Body, Clearance, Cycle, OfficeHolder
from assurance_app.domain.refusal import Refused
from assurance_app.domain.statement import Length
from assurance_app.domain.values import CycleStatus, Opinion, TargetKind, View
from assurance_app.persistence.workspace import Workspace
from tests import factories as make

ARV = "terrorism.prepare.armed-response"
NAME, ROLE = "Rowan Ashdown", "Police and Crime Commissioner"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An office with an answer, a threat statement, and an item of evidence under both."""
    with make.office(tmp_path / "office.assurance") as made:
        answer = recording.save(made, make.answer(ARV, view=View.SATISFIED, rests_on="as approved"), 0).value.entity
        statement = recording.save(made, make.statement("cyber", regard="regard as approved"), 0).value.entity
        item = library.add_evidence(made, make.CYCLE, make.evidence("new"), evidence_id="paper").value.entity
        library_steps.link(made, make.CYCLE, item.id, TargetKind.ANSWER, answer.id)
        library_steps.link(made, make.CYCLE, item.id, TargetKind.THREAT_STATEMENT, statement.id)
        yield made


def _refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda refusal: refusal.code == code)


def _state(workspace: Workspace) -> signing.SigningState:
    return signing.signing_state(workspace, make.CYCLE)


def _approve(workspace: Workspace) -> Approval:
    return signing.approve(workspace, make.CYCLE, NAME, ROLE).value


def test_a_year_in_drafting_has_no_approval_and_tells_what_is_open(workspace: Workspace) -> None:
    state = _state(workspace)
    assert (state.approval, state.status, state.changed_since) == (None, CycleStatus.DRAFTING, ())
    assert (state.holder_name, state.holder_role) == (NAME, ROLE)
    places = {(point.place.screen, point.place.section_id) for point in state.open_points}
    assert ("threat", "terrorism") in places
    cyber = next(point for point in state.open_points if point.place.section_id == "cyber")
    assert "an opinion" in cyber.missing
    assert "how regard was had" not in cyber.missing


def test_an_approval_is_bound_to_what_was_approved(workspace: Workspace) -> None:
    before = _state(workspace).fingerprint
    outcome = signing.approve(workspace, make.CYCLE, f"  {NAME} ", ROLE)
    state = _state(workspace)
    assert state.approval == outcome.value
    assert (outcome.value.name, outcome.value.role) == (NAME, ROLE)
    assert (state.status, state.changed_since) == (CycleStatus.APPROVED, ())
    assert outcome.value.fingerprint == before == state.fingerprint
    assert {change.kind for change in outcome.changed} == {"approval", "cycle"}


@pytest.mark.parametrize(("name", "role"), [("", ROLE), (NAME, ""), (" \n", ROLE), ("\x00", ROLE)])
def test_an_approval_needs_a_name_and_a_role(workspace: Workspace, name: str, role: str) -> None:
    with _refused("approval.no-name"):
        signing.approve(workspace, make.CYCLE, name, role)
    assert _state(workspace).approval is None


def test_an_empty_year_cannot_be_approved(tmp_path: Path) -> None:
    with make.office(tmp_path / "empty.assurance") as workspace:
        with _refused("approval.nothing"):
            _approve(workspace)
        assert _state(workspace).status is CycleStatus.DRAFTING


@pytest.mark.parametrize("entity", [make.answer(ARV, rests_on="x"), make.statement("cyber", regard="x")])
def test_one_word_is_enough_to_approve(tmp_path: Path, entity: Any) -> None:
    with make.office(tmp_path / "office.assurance") as made:
        recording.save(made, entity, 0)
        assert _approve(made).fingerprint


def test_who_held_the_office_at_the_years_end_is_the_one_to_sign(workspace: Workspace) -> None:
    with workspace.unit_of_work() as work:
        stored = work.find(OfficeHolder)[0]
        work.put(replace(stored.entity, held_to="2026-05-07"), stored.version)
        later = OfficeHolder("westmarch/holder/2", "westmarch", "Later", ROLE, held_from="2026-05-08")
        work.put(later, 0)
        work.commit()
    assert _state(workspace).holder_name == NAME


def test_what_is_being_typed_is_part_of_what_is_approved(workspace: Workspace) -> None:
    recording.draft(workspace, make.answer(ARV, view=View.SATISFIED, rests_on="typed last"), 1)
    _approve(workspace)
    assert source_of(workspace, make.CYCLE).record.answer_by_requirement[ARV].rests_on == "typed last"
    assert _state(workspace).changed_since == ()
    assert not recording.load_question(workspace, make.CYCLE, ARV).answer.is_draft


def _change_answer(workspace: Workspace) -> None:
    recording.save(workspace, make.answer(ARV, view=View.SATISFIED, rests_on="later"), 1)


def _draft_answer(workspace: Workspace) -> None:
    recording.draft(workspace, make.answer(ARV, view=View.SATISFIED, rests_on="later"), 1)


def _change_statement(workspace: Workspace) -> None:
    recording.save(workspace, make.statement("cyber", regard="regard as approved", opinion=Opinion.ASSURED), 1)


def _change_evidence(workspace: Workspace) -> None:
    page = library.load_evidence(workspace, "paper")
    newer = library.save_evidence(workspace, replace(page.revisions[0].entity, title="Corrected"), 1).value.entity
    library_steps.link(workspace, make.CYCLE, newer.id, TargetKind.ANSWER, f"{make.CYCLE}/{ARV}")


def _unlink(workspace: Workspace) -> None:
    library_steps.unlink(workspace, library.load_evidence(workspace, "paper").links[0].id)


def _change_holder(workspace: Workspace) -> None:
    holder = office_holders.add_holder(workspace, make.CYCLE, "Another").value.entities[0]
    assert isinstance(holder, OfficeHolder)
    recording.save(workspace, replace(holder, role=ROLE), 1)


def _change_body(workspace: Workspace) -> None:
    with workspace.reading() as reading:
        body = reading.find(Body)[0]
    recording.save(workspace, replace(body.entity, name_as_used="Another name"), body.version)


def _clear(workspace: Workspace) -> None:
    with workspace.unit_of_work() as work:
        target = f"{make.CYCLE}/{ARV}"
        work.put(Clearance("c", make.CYCLE, TargetKind.ANSWER, target, "A. Clerk", "Chief executive", "2026-05-12"), 0)
        work.commit()


def _change_marking(workspace: Workspace) -> None:
    with workspace.unit_of_work() as work:
        cycle = work.get(Cycle, make.CYCLE)
        assert cycle is not None
        work.put(replace(cycle.entity, marking="OFFICIAL-SENSITIVE"), cycle.version)
        work.commit()


CHANGES: list[tuple[Callable[[Workspace], None], str, str]] = [
    (_change_answer, "question", "terrorism"),
    (_draft_answer, "question", "terrorism"),
    (_change_statement, "threat", "cyber"),
    (_change_evidence, "evidence", ""),
    (_unlink, "evidence", ""),
    (_change_holder, "office", ""),
    (_change_body, "office", ""),
    (_clear, "sign-off", ""),
    (_change_marking, "sign-off", ""),
]


@pytest.mark.parametrize(("change", "screen", "section"), CHANGES, ids=[change[0].__name__ for change in CHANGES])
def test_every_change_after_approval_is_told_and_changes_the_fingerprint(
    workspace: Workspace, change: Callable[[Workspace], None], screen: str, section: str
) -> None:
    approved = _approve(workspace)
    change(workspace)
    state = _state(workspace)
    assert state.fingerprint != approved.fingerprint
    assert [(entry.place.screen, entry.place.section_id) for entry in state.changed_since] == [(screen, section)]
    assert state.approval == approved, "the approval stands, beside what changed since"


def test_what_was_approved_is_what_documents_say_until_it_is_approved_again(workspace: Workspace) -> None:
    _approve(workspace)
    _change_answer(workspace)

    def said(**more: Any) -> str:
        return "\n".join(spoken_text(statement_tree(workspace, make.CYCLE, Audience.OFFICE, Length.FULL, **more)))

    assert "as approved" in said()
    assert "later" not in said()
    assert "later" in said(draft=True)
    again = _approve(workspace)
    assert "later" in said()
    assert _state(workspace).changed_since == ()
    with workspace.reading() as reading:
        approvals = [stored.entity for stored in reading.find(Approval)]
    assert [bool(approval.revoked_at) for approval in approvals] == [True, False]
    assert approvals[1] == again


def test_an_undone_change_is_no_change(workspace: Workspace) -> None:
    _approve(workspace)
    _change_answer(workspace)
    recording.restore(workspace, type(make.answer(ARV)), f"{make.CYCLE}/{ARV}", 1)
    assert _state(workspace).changed_since == ()


def test_an_approval_that_is_taken_back_unlocks_the_year_and_stays_in_the_history(workspace: Workspace) -> None:
    approved = _approve(workspace)
    revoked = signing.revoke(workspace, make.CYCLE).value
    state = _state(workspace)
    assert (state.approval, state.status, state.changed_since) == (None, CycleStatus.DRAFTING, ())
    assert revoked == replace(approved, revoked_at=revoked.revoked_at)
    assert revoked.revoked_at > approved.approved_at
    assert source_of(workspace, make.CYCLE).signed is None
    with workspace.reading() as reading:
        assert [version.action for version in reading.history(Approval, approved.id)] == ["approved", "revoked"]
        assert signing.approved_record(workspace, reading, approved).answers
    with _refused("approval.missing"):
        signing.revoke(workspace, make.CYCLE)
    assert _approve(workspace).id != approved.id


def test_a_signed_statement_names_who_signed_and_when(workspace: Workspace) -> None:
    _approve(workspace)
    tree = statement_tree(workspace, make.CYCLE, Audience.PUBLIC)
    assert tree.blocks[-1] == SignatureBlock(NAME, ROLE, "12 May 2026")
    assert (tree.status, tree.date) == ("", "2026-05-12")
    assert [block.text for block in tree.blocks if isinstance(block, Heading)][-1] == "Sign-off"


def test_the_snapshot_reads_as_the_record_that_was_approved(workspace: Workspace) -> None:
    with workspace.reading() as reading:
        before = reading.record(make.CYCLE)
    approval = _approve(workspace)
    with workspace.reading() as reading:
        kept = signing.approved_record(workspace, reading, approval)
    assert kept == before


def test_a_snapshot_that_was_erased_is_said_to_be_missing(workspace: Workspace) -> None:
    approval = replace(_approve(workspace), snapshot="0" * 64)
    with workspace.reading() as reading, _refused("audit.broken"):
        signing.approved_record(workspace, reading, approval)
