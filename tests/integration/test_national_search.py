"""What the APCC wrote is found by its words, and leads to where it is worked on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assurance_app.application import commissioning, entering, recording
from assurance_app.application.national_search import search_national
from assurance_app.application.places import Place
from assurance_app.application.receiving import receive_returns
from assurance_app.application.samples import create_sample
from assurance_app.application.search import search
from assurance_app.application.workspaces import the_cycle
from assurance_app.domain.commissioning import SummaryText
from assurance_app.domain.refusal import Refused
from assurance_app.persistence.workspace import Workspace
from tests.fixtures.national import national
from tests.fixtures.returns import YEAR


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with national(tmp_path) as workspace:
        held = next(row.line for row in commissioning.list_expected(workspace) if row.body.entity.id == "westmarch")
        recording.save(
            workspace, replace(held.entity, contact="clerk@westmarch", note="Rang about zebras."), held.version
        )
        held_one = commissioning.load_commission(workspace).commission
        recording.save(workspace, replace(held_one.entity, asked="A statement on zebras."), held_one.version)
        entering.begin_entered(workspace, YEAR, "eastmarch")
        page = entering.load_entered(workspace, YEAR, "eastmarch")
        assert page is not None
        first, *rest = page.entered.entity.threats
        threats = (replace(first, passage="We moved the zebras."), *rest)
        recording.draft(workspace, replace(page.entered.entity, threats=threats), page.entered.version)
        recording.save(workspace, SummaryText(f"{YEAR}/gaps", YEAR, "gaps", "Zebras are lacking."), 0)
        letter = tmp_path / "zebras.sprreturn"
        letter.write_bytes(b"no return")
        receive_returns(workspace, [letter])
        yield workspace


def test_each_kind_is_found_with_its_place(workspace: Workspace) -> None:
    found = {(hit.kind, hit.title, hit.place) for hit in search_national(workspace, "zebra")}
    assert found == {
        ("Contact and notes", "Westmarch PCC", Place("returns", item_id="westmarch")),
        ("Commission", "2025/26", Place("returns", item_id="commission")),
        ("Entered by the APCC", "Eastmarch PCC", Place("returns", item_id="eastmarch")),
        ("Summary", "Gaps that many share", Place("summary", "gaps")),
        ("Refused file", "zebras.sprreturn", Place("returns")),
    }


def test_a_body_is_found_by_its_name_and_codes_are_no_words(workspace: Workspace) -> None:
    (hit,) = search_national(workspace, "northm")
    assert (hit.kind, hit.place.item_id) == ("Body", "northmarch")
    assert search_national(workspace, "unclear") == search_national(workspace, "spr-2023") == ()
    assert search_national(workspace, "z") == ()


def test_an_office_is_searched_as_before_and_its_own_name_is_no_hit(tmp_path: Path) -> None:
    with create_sample(tmp_path / "office.assurance", author="A. Officer") as workspace:
        assert all(hit.place.screen != "returns" for hit in search(workspace, the_cycle(workspace).id, "fenmarch"))
        with pytest.raises(Refused, match=r"workspace\.wrong-kind"):
            search_national(workspace, "fenmarch")
