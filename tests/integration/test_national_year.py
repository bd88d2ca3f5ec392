"""A year gathered from a national workspace: what is counted, what the summary says of a body, what is cleared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from assurance_app import paths
from assurance_app.application import commissioning, entering, national, permissions, recording, summarising
from assurance_app.application.national_year import load_year
from assurance_app.application.receiving import receive_returns
from assurance_app.application.summary_page import load_summary
from assurance_app.domain.commissioning import SummaryText, Voice
from assurance_app.domain.entities import ReceivedReturn
from assurance_app.domain.national import ReturnState
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import Opinion
from assurance_app.files.pdf import pdf_text
from assurance_app.persistence.workspace import Workspace
from tests.fixtures.national import DUE, return_file
from tests.fixtures.national import national as new_national
from tests.fixtures.returns import YEAR, spr

LAST = "2024-25"
PASSAGE = "The commissioner was satisfied that help would come."


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What came: two approved returns of this year and one of last, a draft, and one of a body not expected."""
    folder = tmp_path_factory.mktemp("sent")
    return_file(folder, "westmarch", opinion=Opinion.NOT_ASSURED)
    return_file(folder, "westmarch", year=LAST, name="last-west")
    return_file(folder, "eastmarch")
    return_file(folder, "northmarch", draft=True)
    return_file(folder, "farmarch")
    return folder


@pytest.fixture
def workspace(tmp_path: Path, sent: Path) -> Iterator[Workspace]:
    with new_national(tmp_path, "2026-07-05T09:00:00+00:00") as workspace:
        commissioning.begin_year(workspace, LAST)
        held = commissioning.load_commission(workspace).commission
        recording.save(workspace, replace(held.entity, due_on=DUE, framework_id="spr-2023"), held.version)
        receive_returns(workspace, [sent])
        enter(workspace)
        yield workspace


def enter(workspace: Workspace) -> None:
    entering.begin_entered(workspace, YEAR, "southmarch")
    page = entering.load_entered(workspace, YEAR, "southmarch")
    assert page is not None
    at = next(at for at, line in enumerate(page.entered.entity.threats) if line.section_id == "terrorism")
    lines = list(page.entered.entity.threats)
    lines[at] = replace(lines[at], conclusion=Opinion.ASSURED, voice=Voice.BODY, passage=PASSAGE)
    given = replace(page.entered.entity, threats=tuple(lines), published_on="2026-06-01")
    recording.save(workspace, given, page.entered.version)


def test_received_and_entered_are_counted_together_and_apart(workspace: Workspace) -> None:
    found = load_year(workspace)
    states = {row.body.id: row.state for row in found.picture.bodies}
    assert states == {
        "westmarch": ReturnState.RETURNED,
        "eastmarch": ReturnState.RETURNED,
        "northmarch": ReturnState.DRAFT,
        "southmarch": ReturnState.ENTERED,
        "farmarch": ReturnState.RETURNED,
    }
    terrorism = next(threat for threat in found.picture.threats if threat.id == "terrorism")
    assured = found.picture.count(terrorism).by_opinion[Opinion.ASSURED]
    assert (set(assured.bodies), assured.entered) == ({"eastmarch", "southmarch", "farmarch"}, 1)
    assert [row.body.id for row in found.picture.bodies if row.is_late] == [
        "eastmarch", "farmarch", "northmarch", "westmarch",
    ]  # fmt: skip
    assert found.last is not None
    assert [row.body.id for row in found.last.counted] == ["westmarch"]


def test_the_officer_says_when_it_came_and_it_is_late_nowhere(workspace: Workspace) -> None:
    with workspace.reading() as reading:
        held = reading.get(ReceivedReturn, f"westmarch.{YEAR}")
    assert held is not None
    recording.save(workspace, replace(held.entity, came_on="2026-06-30"), held.version)
    assert not load_year(workspace).picture.row("westmarch").is_late


def test_a_name_that_was_edited_is_the_name_in_the_picture(workspace: Workspace) -> None:
    held = next(row.body for row in commissioning.list_expected(workspace) if row.body.entity.id == "westmarch")
    recording.save(workspace, replace(held.entity, name_as_used="Mayor of Westmarch"), held.version)
    assert load_year(workspace).picture.row("westmarch").body.name_as_used == "Mayor of Westmarch"


def test_what_is_sent_to_a_body_follows_the_summary_and_shows_that_it_changed(workspace: Workspace) -> None:
    permissions.ask_to_quote(workspace, YEAR, "southmarch", PASSAGE, "2026-07-06", section_id="terrorism")
    (row,) = permissions.list_permissions(workspace)
    assert PASSAGE not in load_year(workspace).extracts(["southmarch"])["southmarch"]
    permissions.grant(workspace, row.permission.entity.id, "A. South", "Commissioner", "2026-07-07")
    text = load_year(workspace).extracts(["southmarch"])["southmarch"]
    assert PASSAGE in text
    permissions.send_extract(workspace, YEAR, "southmarch", text, "office@southmarch.example", "2026-07-08")
    now = load_year(workspace).extracts(["southmarch"])
    assert not permissions.list_extracts(workspace, now=now)[0].is_changed
    permissions.withdraw(workspace, row.permission.entity.id, "2026-07-09")
    now = load_year(workspace).extracts(["southmarch"])
    assert permissions.list_extracts(workspace, now=now)[0].is_changed


def test_a_clearance_stands_until_the_summary_says_something_else(workspace: Workspace) -> None:
    now = summarising.digest_of_summary(load_year(workspace).summary())
    summarising.clear_summary(workspace, YEAR, "A. Lead", "Portfolio lead", "2026-07-10", now)
    assert not load_summary(workspace, YEAR).is_changed
    recording.save(workspace, SummaryText(f"{YEAR}/gaps", YEAR, "gaps", "Many gaps are shared."), 0)
    assert load_summary(workspace, YEAR).is_changed


def test_the_summary_is_made_in_word_and_pdf_with_the_officers_words(workspace: Workspace, tmp_path: Path) -> None:
    recording.save(workspace, SummaryText(f"{YEAR}/gaps", YEAR, "gaps", "Many gaps are shared this year."), 0)
    made = national.make_national(load_year(workspace), ("docx", "pdf"), tmp_path / "out")
    assert [path.name for path in made] == [f"national-{YEAR}-summary.docx", f"national-{YEAR}-summary.pdf"]
    said = " ".join(" ".join(pdf_text(made[1])).split())
    assert "Many gaps are shared this year." in said
    assert "Westmarch" not in said
    with pytest.raises(Refused, match=r"format\.unknown"):
        national.make_national(load_year(workspace), ("docx", "odt"), tmp_path / "other")
    assert not list((tmp_path / "other").iterdir())


def test_the_workbook_of_the_workspace_holds_what_was_entered(workspace: Workspace, tmp_path: Path) -> None:
    made = national.collate_workspace(workspace, tmp_path / "out")
    assert [path.suffix for path in made] == [".xlsx", ".docx"]
    book = openpyxl.load_workbook(made[0], read_only=True)
    said = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert PASSAGE in said
    assert any("Entered by the APCC" in cell for cell in said)
    (last,) = national.collate_workspace(workspace, tmp_path / "last", LAST)[:1]
    assert last.name == f"national-{LAST}.xlsx"


def test_editions_are_compared_by_the_crosswalk_that_lies_beside_them(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = replace(spr(), id="spr-2015")
    receive_returns(workspace, [return_file(tmp_path / "more", "northmarch", edition=older)])
    assert load_year(workspace).crosswalks == ()
    folder = tmp_path / "forms" / "crosswalks"
    folder.mkdir(parents=True)
    lines = ["from: spr-2015", "to: spr-2023", "relations:"]
    for requirement in spr().requirements:
        lines.append(f"  - {{from: {requirement.id}, to: {requirement.id}, relation: equal}}")
    (folder / "spr-2015--spr-2023.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.setattr(paths, "forms", lambda: tmp_path / "forms")
    (crosswalk,) = load_year(workspace).crosswalks
    assert (crosswalk.old_framework, crosswalk.new_framework) == ("spr-2015", "spr-2023")
    (folder / "spr-2015--spr-2023.yaml").write_text("from: spr-2015\nto: spr-2023\nrelations: []\n", encoding="utf-8")
    assert load_year(workspace).crosswalks == ()
