"""What the APCC wrote is found by its words, and leads to where it is worked on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assurance_app.application import commissioning, entering, national_search, recording
from assurance_app.application.national_search import search_national
from assurance_app.application.places import Place
from assurance_app.application.receiving import receive_returns
from assurance_app.application.search import search
from assurance_app.application.workspaces import the_cycle
from assurance_app.domain.commissioning import SummaryText
from assurance_app.domain.refusal import Refused
from assurance_app.exchange.returns import write_return
from assurance_app.persistence.workspace import Workspace
from tests.fixtures.national import national, return_file
from tests.fixtures.returns import YEAR, invented_body, office_record, package
from tests.fixtures.samples import sample_workspace


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
        ("Contact and notes", "Westmarch PCC", Place("body", item_id="westmarch")),
        ("Commission", "2025/26", Place("commission")),
        ("Entered by the APCC", "Eastmarch PCC", Place("body", "vawg", item_id="eastmarch")),
        ("Summary", "Gaps that many share", Place("summary", "gaps")),
        ("Refused file", "zebras.sprreturn", Place("returns")),
    }


def test_a_body_is_found_by_its_name_and_codes_are_no_words(workspace: Workspace) -> None:
    (hit,) = search_national(workspace, "northm")
    assert (hit.kind, hit.place.item_id) == ("Body", "northmarch")
    assert search_national(workspace, "unclear") == search_national(workspace, "spr-2023") == ()
    assert search_national(workspace, "z") == ()


@pytest.fixture
def returned(workspace: Workspace, tmp_path: Path) -> Workspace:
    """The same with two returns, one of them a draft."""
    receive_returns(workspace, [return_file(tmp_path / "a"), return_file(tmp_path / "b", "northmarch", draft=True)])
    return workspace


@pytest.mark.parametrize(
    ("words", "kind", "title", "place"),
    [
        ("times averages", "Threat statement", "Terrorism", Place("body", "terrorism", item_id="westmarch")),
        (
            "nobody trained",
            "Departure",
            "Project SERVATOR (40.3.c)",
            Place("body", "terrorism", requirement_id="terrorism.protect.servator", item_id="westmarch"),
        ),
        (
            "bold risk amp quoted bullet",
            "Answer",
            "Regard when the plan is issued or varied (17, 23.2)",
            Place("body", "own-duties", requirement_id="own-duties.plan.regard", item_id="westmarch"),
        ),
        ("paper of june", "Evidence", "Paper of June", Place("body", item_id="westmarch#evidence_revision:shown@1")),
    ],
)
def test_what_a_return_says_is_found_with_its_place(
    returned: Workspace, words: str, kind: str, title: str, place: Place
) -> None:
    hits = [hit for hit in search_national(returned, words) if hit.kind == kind and hit.place.item_id[:1] == "w"]
    assert (hits[0].title, hits[0].place, hits[0].year) == (f"Westmarch PCC › {title}", place, YEAR)
    marked = [piece.text.lower() for piece in hits[0].snippet if piece.found]
    assert marked
    assert all(any(piece.startswith(word) for word in words.split()) for piece in marked)


def test_the_name_of_a_body_narrows_and_what_was_withheld_is_not_there(returned: Workspace) -> None:
    every = [hit.place.item_id for hit in search_national(returned, "nobody trained")]
    assert every == ["northmarch", "westmarch"], "what the draft says is found as well"
    assert [hit.place.item_id for hit in search_national(returned, "westm nobody")] == ["westmarch"]
    assert search_national(returned, "quillfeather") == ()


def test_a_later_return_is_what_is_found(returned: Workspace, tmp_path: Path) -> None:
    assert not [hit for hit in search_national(returned, "westmarch zebras stampeded") if hit.year]
    record = office_record(invented_body("westmarch"))
    again = replace(record, threat_statements=(replace(record.threat_statements[0], concluded="Zebras stampeded."),))
    path = tmp_path / "again.sprreturn"
    write_return(path, replace(package(again), made_at="2026-06-11T09:00:00Z"))
    receive_returns(returned, [path])
    (hit,) = search_national(returned, "westmarch zebras stampeded")
    assert hit.title == "Westmarch PCC › Terrorism"


def test_what_was_said_in_other_years_comes_after_this_year(returned: Workspace, tmp_path: Path) -> None:
    receive_returns(returned, [return_file(tmp_path / "before", year="2024-25")])
    hits = [hit for hit in search_national(returned, "westmarch nobody trained") if hit.kind == "Departure"]
    assert [hit.year for hit in hits] == [YEAR, "2024-25"]
    commissioning.work_on(returned, "2024-25")
    hits = [hit for hit in search_national(returned, "westmarch nobody trained") if hit.kind == "Departure"]
    assert [hit.year for hit in hits] == ["2024-25", YEAR]


def test_what_was_read_ahead_is_not_read_again(returned: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    national_search._sayings.clear()
    national_search.read_ahead(returned)
    read: list[object] = []
    monkeypatch.setattr(national_search, "sayings_of", read.append)
    assert search_national(returned, "nobody trained")
    assert read == []


def test_both_what_was_written_and_what_was_said_have_places(returned: Workspace) -> None:
    held = [row.line for row in commissioning.list_expected(returned)]
    for line in held:
        stored = recording.history(returned, type(line.entity), line.entity.id)
        number = max((version.number for version in stored), default=0)
        recording.save(returned, replace(line.entity, note="They asked about the units."), number)
    hits = search_national(returned, "the units", limit=4)
    assert [hit.kind for hit in hits].count("Contact and notes") == 2
    assert [hit.kind for hit in hits].count("Threat statement") == 2


def test_an_office_is_searched_as_before_and_its_own_name_is_no_hit(tmp_path: Path) -> None:
    with sample_workspace(tmp_path / "office.assurance", author="A. Officer") as workspace:
        assert all(hit.place.screen != "returns" for hit in search(workspace, the_cycle(workspace).id, "fenmarch"))
        with pytest.raises(Refused, match=r"workspace\.wrong-kind"):
            search_national(workspace, "fenmarch")
