"""What a link pins is never changed under it: not by recovery, approval, restoring or a late writer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assurance_app.application import library, library_steps, recording, signing
from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.entities import EvidenceRevision
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import TargetKind
from assurance_app.persistence.workspace import Workspace
from tests import factories as make
from tests.integration import test_application_recording as told

ARV = told.ARV


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "office.assurance"


@pytest.fixture
def workspace(path: Path) -> Iterator[Workspace]:
    with make.office(path) as opened:
        yield opened


def pinned(workspace: Workspace) -> EvidenceRevision:
    answer = recording.save(workspace, make.answer(ARV, rests_on="x"), 0).value.entity
    return library.add_evidence(
        workspace, make.CYCLE, make.evidence("new", title="Paper"), link_to=(TargetKind.ANSWER, answer.id),
        evidence_id="paper",
    ).value.entity  # fmt: skip


def titles(workspace: Workspace) -> list[tuple[int, str, int]]:
    page = library.load_evidence(workspace, "paper")
    return [(stored.entity.number, stored.entity.title, stored.version) for stored in page.revisions]


def test_recovery_makes_a_new_revision_of_a_pinned_one(workspace: Workspace) -> None:
    first = pinned(workspace)
    recording.draft(workspace, replace(first, title="Paper, half typed"), 1)
    recording.promote_drafts(workspace)
    assert titles(workspace) == [(2, "Paper, half typed", 1), (1, "Paper", 1)]
    with workspace.reading() as reading:
        assert reading.drafts() == ()


def test_recovery_keeps_a_draft_over_an_item_nothing_rests_on_in_its_place(workspace: Workspace) -> None:
    item = library.add_evidence(workspace, make.CYCLE, make.evidence("new", title="Paper"), evidence_id="paper")
    recording.draft(workspace, replace(item.value.entity, title="Typed"), 1)
    assert recording.promote_drafts(workspace).value == 1
    assert titles(workspace) == [(1, "Typed", 2)]


def test_approval_leaves_what_is_pinned_as_it_was(workspace: Workspace) -> None:
    first = pinned(workspace)
    recording.draft(workspace, replace(first, title="Half typed"), 1)
    signing.approve(workspace, make.CYCLE, "A. Holder", "Commissioner")
    assert titles(workspace) == [(2, "Half typed", 1), (1, "Paper", 1)]


def test_leaving_the_field_after_a_draft_makes_the_revision(workspace: Workspace) -> None:
    changed = replace(pinned(workspace), title="Paper, second")
    recording.draft(workspace, changed, 1)
    assert library.save_evidence(workspace, changed, 1).value.entity.number == 2
    assert titles(workspace) == [(2, "Paper, second", 1), (1, "Paper", 1)]


def test_an_earlier_version_of_what_is_pinned_comes_back_as_a_new_revision(workspace: Workspace) -> None:
    item = library.add_evidence(workspace, make.CYCLE, make.evidence("new", title="One"), evidence_id="paper").value
    item = library.save_evidence(workspace, replace(item.entity, title="Two"), 1).value
    answer = recording.save(workspace, make.answer(ARV, rests_on="x"), 0).value.entity
    library_steps.link(workspace, make.CYCLE, item.entity.id, TargetKind.ANSWER, answer.id)
    recording.restore(workspace, EvidenceRevision, item.entity.id, 1)
    assert titles(workspace) == [(2, "One", 1), (1, "Two", 2)]


def test_a_late_writer_is_told(workspace: Workspace) -> None:
    first = pinned(workspace)
    library.save_evidence(workspace, replace(first, owner="Somebody"), 1)
    with pytest.raises(Refused, match=r"change\.stale"):
        library.save_evidence(workspace, replace(first, title="Late"), 1)


def test_who_may_read_a_pinned_item_is_narrowed_at_once_and_widened_only_for_the_newest(workspace: Workspace) -> None:
    first = pinned(workspace)
    newer = library.save_evidence(workspace, replace(first, title="Second", disclosure=Disclosure.OFFICE), 1).value
    library.save_evidence(workspace, replace(newer.entity, disclosure=Disclosure.PUBLIC), newer.version)
    page = library.load_evidence(workspace, "paper")
    assert [stored.entity.disclosure for stored in page.revisions] == [Disclosure.PUBLIC, Disclosure.OFFICE]


def test_no_draft_of_a_briefing_holds_what_was_said(path: Path) -> None:
    with make.office(path) as workspace:
        item = library.add_evidence(workspace, make.CYCLE, make.evidence("new", type="briefing-received")).value.entity
        recording.draft(workspace, replace(item, shows="the-content", link="the-content"), 1)
    assert b"the-content" not in path.read_bytes()
