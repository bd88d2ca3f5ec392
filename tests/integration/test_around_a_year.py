"""The year before in a statement: as it was approved, and for ever the same in an approved one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assurance_app.application import outputs, recording, signing
from assurance_app.application.workspaces import begin_year
from assurance_app.domain.content import Heading, spoken_text
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.entities import ThreatStatement
from assurance_app.domain.values import Opinion
from assurance_app.persistence.workspace import Workspace
from tests import factories as make

LAST = "westmarch.2024-25"
WHO = ("Rowan Ashdown", "Commissioner")
FROM, TO = "partly assured", "assured"


def _opinion(workspace: Workspace, cycle_id: str, opinion: Opinion) -> None:
    wanted = make.statement("terrorism", cycle_id, concluded="words", opinion=opinion)
    with workspace.reading() as reading:
        kept = reading.get(ThreatStatement, wanted.id)
    recording.save(workspace, wanted, kept.version if kept else 0)


def _said(workspace: Workspace, cycle_id: str = make.CYCLE) -> str:
    return "\n".join(spoken_text(outputs.statement_tree(workspace, cycle_id, Audience.PUBLIC)))


def _changed(first: str, second: str) -> str:
    return f"On Terrorism my opinion has changed from {first} to {second}."


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An office with two years in which the opinion on one threat moved; neither is approved."""
    with make.office(tmp_path / "office.assurance") as made:
        begin_year(made, "2024-25")
        _opinion(made, LAST, Opinion.PARTLY_ASSURED)
        _opinion(made, make.CYCLE, Opinion.ASSURED)
        yield made


def test_an_approved_year_is_compared_as_it_was_approved(workspace: Workspace) -> None:
    signing.approve(workspace, LAST, *WHO)
    _opinion(workspace, LAST, Opinion.NOT_ASSURED)
    said = _said(workspace)
    assert _changed(FROM, TO) in said
    assert "not approved: this comparison" not in said
    signing.approve(workspace, LAST, *WHO)
    assert _changed("not assured", TO) in _said(workspace)


def test_a_year_before_that_is_not_approved_is_told_in_the_draft_alone(workspace: Workspace) -> None:
    said = _said(workspace)
    assert _changed(FROM, TO) in said
    assert "not approved: this comparison" in said
    signing.approve(workspace, make.CYCLE, *WHO)
    assert _changed(FROM, TO) not in _said(workspace)


def test_an_approved_statement_stays_whatever_becomes_of_the_year_before(workspace: Workspace) -> None:
    signing.approve(workspace, LAST, *WHO)
    signing.approve(workspace, make.CYCLE, *WHO)
    first = _said(workspace)
    assert _changed(FROM, TO) in first
    signing.revoke(workspace, LAST)
    assert _said(workspace) == first
    _opinion(workspace, LAST, Opinion.NOT_ASSURED)
    signing.approve(workspace, LAST, *WHO)
    assert _said(workspace) == first
    signing.revoke(workspace, make.CYCLE)
    assert _changed("not assured", TO) in _said(workspace)


def test_an_edition_that_is_adopted_later_is_told_in_the_draft_and_not_in_what_was_approved(
    workspace: Workspace,
) -> None:
    signing.approve(workspace, make.CYCLE, *WHO)
    first = _said(workspace)
    with workspace.unit_of_work() as work:
        work.put_framework(replace(make.framework(), id="later", issued="2025-06-12", applies_from="2025-07-01"))
        work.commit()
    assert _said(workspace) == first
    signing.revoke(workspace, make.CYCLE)
    assert "From 1 July 2025 to 31 March 2026 the edition issued on 12 June 2025 applied." in _said(workspace)
    signing.approve(workspace, make.CYCLE, *WHO)
    assert "12 June 2025" in _said(workspace)


def test_the_first_year_has_nothing_to_be_compared_with(workspace: Workspace) -> None:
    tree = outputs.statement_tree(workspace, LAST, Audience.OFFICE)
    assert "since-last-year" not in [block.place for block in tree.blocks if isinstance(block, Heading)]


def test_the_files_say_it_too_and_pass_their_check(workspace: Workspace, tmp_path: Path) -> None:
    signing.approve(workspace, LAST, *WHO)
    for audience in outputs.STATEMENT_AUDIENCES:
        made = outputs.make_statement(workspace, make.CYCLE, audience, ("html",), tmp_path / audience.value)
        assert _changed(FROM, TO) in made[0].read_text(encoding="utf-8")
