"""A refused document leads to the entry whose words it would have given away, in the year in which that stands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assurance_app.application import outputs
from assurance_app.application.leading import place_of_entry
from assurance_app.application.mending import where_to_mend
from assurance_app.application.places import Place
from assurance_app.application.workspaces import the_cycle
from assurance_app.domain.entities import kind_of
from assurance_app.domain.withheld import withheld
from assurance_app.persistence.workspace import Workspace
from tests.fixtures.samples import sample_workspace

KINDS = (
    "sessions",
    "actions",
    "objectives",
    "plan_reviews",
    "resource_decisions",
    "agreements",
    "findings",
    "evidence",
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with sample_workspace(tmp_path_factory.mktemp("mending") / "sample.assurance", author="A. Officer") as opened:
        yield opened


@pytest.mark.parametrize("name", KINDS)
def test_every_entry_that_is_withheld_can_be_gone_to(workspace: Workspace, name: str) -> None:
    cycle_id = the_cycle(workspace).id
    record = outputs.source_of(workspace, cycle_id, draft=True).record
    entries = getattr(record, name)
    assert entries
    for entry in entries:
        hit = where_to_mend(workspace, cycle_id, f"{kind_of(type(entry))}:{entry.id}")
        assert hit is not None
        assert hit.place == place_of_entry(entry)
        assert hit.cycle_id == getattr(entry, "cycle_id", "")


def test_whatever_is_withheld_in_either_year_leads_somewhere(workspace: Workspace) -> None:
    cycle_id = the_cycle(workspace).id
    source = outputs.source_of(workspace, cycle_id, draft=True)
    assert len(source.records) == 2
    for origin in {origin for origin in withheld(source.records, []).runs.values() if origin.place}:
        assert where_to_mend(workspace, cycle_id, origin.place) is not None, origin


def test_an_answer_of_the_year_before_is_gone_to_in_its_year(workspace: Workspace) -> None:
    cycle_id = the_cycle(workspace).id
    before = outputs.source_of(workspace, cycle_id).around.before
    assert before is not None
    answer = before.answers[0]
    hit = where_to_mend(workspace, cycle_id, f"answer:{answer.id}")
    assert hit is not None
    assert (hit.place.requirement_id, hit.cycle_id, hit.year) == (
        answer.requirement_id,
        before.cycle.id,
        before.cycle.year,
    )


def test_a_part_of_the_statement_is_gone_to_by_its_id_and_what_is_gone_leads_nowhere(workspace: Workspace) -> None:
    cycle_id = the_cycle(workspace).id
    hit = where_to_mend(workspace, cycle_id, "own-duties.plan.regard")
    assert hit is not None
    assert hit.place == Place("question", "own-duties", requirement_id="own-duties.plan.regard")
    assert where_to_mend(workspace, cycle_id, "introduction") is None
    assert where_to_mend(workspace, cycle_id, "action:no-longer-there") is None
