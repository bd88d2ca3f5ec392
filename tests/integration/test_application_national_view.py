"""What the national screens show: every number opens as many bodies as it says, and follows what it rests on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assurance_app import paths
from assurance_app.application import commissioning, entering, recording
from assurance_app.application.national_behind import load_behind
from assurance_app.application.national_cache import load_national
from assurance_app.application.national_findings import (
    DEPARTURES,
    GAPS,
    capacity_picture,
    load_findings,
    load_national_capacity,
    switch_capacity,
)
from assurance_app.application.national_grid import GridLine, Number, View, Wanted, number_of
from assurance_app.application.national_view import PicturePage, load_picture
from assurance_app.application.receiving import receive_returns
from assurance_app.domain.commissioning import SummaryText, Voice
from assurance_app.domain.national import Conclusion, ReturnState
from assurance_app.domain.national_matrix import GroupBy, Measure, Shown
from assurance_app.domain.values import Opinion
from assurance_app.persistence.workspace import Workspace
from tests.fixtures.national import national as new_national
from tests.fixtures.national import older_edition, return_file
from tests.fixtures.persistence import Ticking
from tests.fixtures.returns import YEAR, spr

LAST = "2024-25"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two approved returns and a draft of this year, one of a body not expected, and one of last year."""
    folder = tmp_path_factory.mktemp("sent")
    return_file(folder, "westmarch", opinion=Opinion.NOT_ASSURED)
    return_file(folder, "westmarch", year=LAST, name="last-west")
    return_file(folder, "eastmarch")
    return_file(folder, "northmarch", draft=True)
    return_file(folder, "farmarch")
    return folder


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory, sent: Path) -> Path:
    """The folder of the workspace that received them, in which one body more was entered by hand."""
    folder = tmp_path_factory.mktemp("received")
    with new_national(folder, "2026-07-05T09:00:00+00:00") as workspace:
        commissioning.begin_year(workspace, LAST)
        receive_returns(workspace, [sent])
        entering.begin_entered(workspace, YEAR, "southmarch")
        page = entering.load_entered(workspace, YEAR, "southmarch")
        assert page is not None
        lines = tuple(
            replace(line, conclusion=Opinion.ASSURED, voice=Voice.BODY) if line.section_id == "terrorism" else line
            for line in page.entered.entity.threats
        )
        recording.save(workspace, replace(page.entered.entity, threats=lines), page.entered.version)
    return folder


@pytest.fixture
def workspace(tmp_path: Path, received: Path) -> Iterator[Workspace]:
    path = Path(shutil.copytree(received, tmp_path / "received")) / "national.assurance"
    with Workspace.open(path, author="A. Officer", clock=Ticking("2026-07-06T09:00:00+00:00")) as workspace:
        yield workspace


def numbers(page: PicturePage) -> list[tuple[str, int, int]]:
    """Every number of the page that opens bodies, with how many it says and of how many."""
    return [
        (cell.place.item_id, cell.number, cell.of)
        for line in page.grid.lines
        for cell in line.cells
        if cell is not None and cell.place is not None and cell.number is not None
    ]


def body_lines(page: PicturePage) -> list[GridLine]:
    return [line for line in page.grid.lines if line.place is not None and not line.is_heading]


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("measure", Measure)
def test_every_number_opens_as_many_bodies_as_it_says(workspace: Workspace, view: View, measure: Measure) -> None:
    page = load_picture(workspace, Wanted(view, "terrorism", measure))
    if view is View.EDITIONS:
        assert page.nothing
        return
    found = numbers(page)
    assert found
    for text, number, _of in found:
        behind = load_behind(workspace, text)
        assert behind.found
        assert len(behind.lines) == number
        assert all(line.place.item_id == line.body_id for line in behind.lines)


def test_the_headline_counts_the_expected_and_names_the_others(workspace: Workspace) -> None:
    page = load_picture(workspace, Wanted())
    counted = {one.words: one.number for one in page.headline}
    assert counted == {
        "Returned": 2,
        "Entered by the APCC": 1,
        "Draft, not approved": 1,
        "Not received": 0,
        "Not among the expected": 1,
    }
    for one in page.headline:
        assert len(load_behind(workspace, one.place.text()).lines) == one.number


def test_who_is_behind_an_opinion_says_how_it_came_and_in_whose_voice(workspace: Workspace) -> None:
    behind = load_behind(workspace, Number("opinion", "terrorism", "assured").text())
    by_body = {line.body_id: line for line in behind.lines}
    assert behind.number == "3 of 4, 1 of them entered by the APCC"
    assert by_body["southmarch"].state is ReturnState.ENTERED
    assert by_body["southmarch"].says == "Assured; in the voice: The body’s own"
    assert by_body["eastmarch"].says == "Assured"


def test_bodies_stand_by_the_alphabet_and_filters_groups_and_sorting_are_followed(workspace: Workspace) -> None:
    page = load_picture(workspace, Wanted())
    names = [line.title for line in body_lines(page)]
    assert names == sorted(names, key=str.casefold)
    assert not any(name[0].isdigit() for name in names)
    sorted_by = load_picture(workspace, Wanted(shown=Shown(sort_by="terrorism", descending=True)))
    codes = [line.cells[1].code for line in body_lines(sorted_by) if line.cells[1] is not None]
    assert codes.index(Conclusion.NOT_ASSURED) < codes.index(Conclusion.ASSURED)
    shown = Shown(opinions=frozenset({Conclusion.NOT_ASSURED}), on_threat="terrorism", group_by=GroupBy.REGION)
    sifted = load_picture(workspace, Wanted(shown=shown))
    assert [line.id for line in body_lines(sifted)] == ["westmarch"]
    assert sum(line.is_heading for line in sifted.grid.lines) == 2
    for text, number, of in numbers(sifted):
        assert of == 1
        assert len(load_behind(workspace, text).lines) == number
    entered = load_picture(workspace, Wanted(shown=Shown(states=frozenset({ReturnState.ENTERED}))))
    assert [line.id for line in body_lines(entered)] == ["southmarch"]


def test_pillars_are_sorted_by_any_column_the_own_duties_too(workspace: Workspace) -> None:
    page = load_picture(workspace, Wanted(View.PILLARS))
    for at, column in enumerate(page.grid.columns):
        for descending in (False, True):
            shown = Shown(sort_by=column.id, descending=descending)
            found = load_picture(workspace, Wanted(View.PILLARS, shown=shown))
            orders = [cell.order for line in body_lines(found) if (cell := line.cells[at]) is not None]
            assert column.id
            assert orders == sorted(orders, reverse=descending)


def test_a_number_survives_as_a_text_and_what_is_none_opens_nothing(workspace: Workspace) -> None:
    shown = Shown(states=frozenset({ReturnState.DRAFT}), regions=frozenset({"a|b"}), on_threat="terrorism")
    number = Number("opinion", "a|b", "assured", shown)
    assert "|" not in number.text()
    assert number_of(number.text()) == number
    for text in (
        "",
        "[]",
        "{}",
        "[1",
        '["opinion"]',
        '["opinion","x","y",{"states":["z"]}]',
        '["x","",""]',
        "[[],1,2,3]",
    ):
        assert not load_behind(workspace, text).found
    for kind in (
        "state",
        "opinion",
        "pillar",
        "stand",
        "provided",
        "moved",
        "gap",
        "departure",
        "evidence",
        "capacity",
    ):
        assert not load_behind(workspace, Number(kind, "nowhere", "nothing").text()).found


def test_it_is_read_once_until_something_that_it_rests_on_changes(workspace: Workspace, tmp_path: Path) -> None:
    first = load_national(workspace)
    assert load_national(workspace) is first
    recording.save(workspace, SummaryText(f"{YEAR}/gaps", YEAR, "gaps", "Many gaps are shared."), 0)
    assert load_national(workspace) is first
    line = commissioning.list_expected(workspace)[0].line
    recording.draft(workspace, replace(line.entity, note="Rang them."), line.version)
    second = load_national(workspace)
    assert second is not first
    receive_returns(workspace, [return_file(tmp_path / "more", "northmarch", made_at="2026-05-12T09:00:00Z")])
    assert load_national(workspace).picture.row("northmarch").state is ReturnState.RETURNED
    assert load_national(workspace, LAST).picture.year == LAST


@pytest.mark.parametrize("kind", [GAPS, DEPARTURES])
def test_the_most_common_gaps_and_departures_open_with_what_each_body_says(workspace: Workspace, kind: str) -> None:
    page = load_findings(workspace, kind)
    assert page.grid.lines
    for line in page.grid.lines:
        for cell in line.cells[:2]:
            assert cell is not None
            assert cell.place is not None
            behind = load_behind(workspace, cell.place.item_id)
            assert len(behind.lines) == cell.number
            assert all(one.says for one in behind.lines)
    ordered = load_findings(workspace, kind, "bodies", descending=False)
    counts = [line.cells[0].order for line in ordered.grid.lines if line.cells[0] is not None]
    assert counts == sorted(counts)


def test_capacity_is_off_until_it_is_switched_on_and_says_what_it_rests_on(workspace: Workspace) -> None:
    off = load_national_capacity(workspace)
    assert not off.is_on
    assert not off.grid.lines
    assert off.chart is None
    switch_capacity(workspace, True)
    page = load_national_capacity(workspace)
    assert page.is_on
    assert page.grid.lines
    for line in page.grid.lines:
        total, _unit, rests, _beside = line.cells
        assert total is not None
        assert rests is not None
        assert "of 4 bodies" in rests.text
        assert total.place is not None
        behind = load_behind(workspace, total.place.item_id)
        values = [int(one.says.split()[0]) for one in behind.lines]
        assert sum(values) == total.order
    assert page.chart is not None
    assert capacity_picture(page.chart, 400, False).startswith(b"\x89PNG")
    switch_capacity(workspace, False)
    assert load_national_capacity(workspace).chart is None


def test_editions_stand_side_by_side_and_what_is_left_out_is_counted(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive_returns(workspace, [return_file(tmp_path / "more", "northmarch", edition=older_edition())])
    folder = tmp_path / "forms" / "crosswalks"
    folder.mkdir(parents=True)
    first, *others = spr().requirements
    lines = [
        "from: spr-2015",
        "to: spr-2023",
        "relations:",
        f"  - {{from: {first.id}, to: {first.id}, relation: broader}}",
    ]
    lines += [f"  - {{from: {each.id}, to: {each.id}, relation: equal}}" for each in others]
    (folder / "spr-2015--spr-2023.yaml").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(paths, "forms", lambda: tmp_path / "forms")
    page = load_picture(workspace, Wanted(View.EDITIONS))
    assert not page.nothing
    assert len(page.grid.lines) == len(others)
    assert "1 requirement cannot be compared" in page.notes[1]
    for text, number, _of in numbers(page):
        assert len(load_behind(workspace, text).lines) == number


def test_an_empty_year_says_what_belongs_there(tmp_path: Path) -> None:
    with new_national(tmp_path) as empty:
        for view in View:
            page = load_picture(empty, Wanted(view))
            assert page.nothing
            assert not page.grid.lines
        assert load_findings(empty, GAPS).nothing
        assert not load_national_capacity(empty).grid.lines
