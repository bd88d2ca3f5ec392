"""The national sample: the same in each run, any subset collated, and numbers that agree with a sum of their own."""

from __future__ import annotations

import csv
import hashlib
import json
import random
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from assurance_app import paths
from assurance_app.application import demo_national
from assurance_app.application.demo_national import MOST_BODIES, run_national_demo
from assurance_app.application.dumping import dump_text
from assurance_app.application.national import collate
from assurance_app.application.national_year import NationalYear, load_year
from assurance_app.application.outputs import Source, return_of
from assurance_app.application.permissions import list_extracts, list_permissions
from assurance_app.application.sample_bodies import sample_bodies, sample_edition, sample_record
from assurance_app.application.samples import sample_data
from assurance_app.application.tracker import load_tracker
from assurance_app.application.workspaces import open_workspace
from assurance_app.catalogue.crosswalk import check_crosswalk
from assurance_app.catalogue.loader import framework_folder, load_framework
from assurance_app.domain.commissioning import ExtractAnswer, PermissionKind
from assurance_app.domain.refusal import Refused
from assurance_app.domain.tracker import Tracker, TrackerFlag, TrackerState
from assurance_app.domain.values import CycleStatus
from assurance_app.files.docx_text import docx_text
from assurance_app.files.pdf import pdf_text
from tests.fixtures.returns import parts_of

# All in one process, so that the sample is made once.
pytestmark = pytest.mark.xdist_group("national sample")

YEAR, LAST_YEAR = "2025-26", "2024-25"
BODIES = 12
"""Enough for each thing that is told of some bodies."""
OPINIONS = {"assured": "Assured", "partly-assured": "Partly assured", "not-assured": "Not assured"}


@dataclass(frozen=True)
class Made:
    """What the sample made, and the workspace as it reads."""

    folder: Path
    files: tuple[Path, ...]
    year: NationalYear
    tracker: Tracker

    @property
    def returns(self) -> list[Path]:
        """The returns that stand."""
        return sorted(self.folder.glob("*.sprreturn"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    files = run_national_demo(folder, BODIES)
    with open_workspace(folder / f"national-{YEAR}.assurance", author="tester", write=False) as workspace:
        return Made(folder, files, load_year(workspace), load_tracker(workspace, today="2026-07-24"))


def content(path: Path) -> Mapping[str, Any]:
    """What partners may read, as plain JSON straight from the file."""
    found: Mapping[str, Any] = json.loads(parts_of(path)["content.json"])["record"]
    return found


def test_it_names_each_file_that_it_made(made: Made) -> None:
    beside = {".lock", ".holder"}
    there = {path for path in made.folder.rglob("*") if path.is_file() and path.suffix not in beside}
    assert there == set(made.files)
    assert len(made.files) == len(there)


def test_the_same_returns_and_the_same_workspace_each_time(made: Made, tmp_path: Path) -> None:
    again = tmp_path / "again"
    run_national_demo(again, BODIES)
    for path in sorted(made.folder.rglob("*.sprreturn")):
        assert path.read_bytes() == (again / path.relative_to(made.folder)).read_bytes(), path.name
    name = f"national-{YEAR}"
    dumped = []
    for place in (made.folder, again):
        with open_workspace(place / f"{name}.assurance", author="tester", write=False) as workspace:
            dumped.append(dump_text(workspace))
    assert dumped[0] == dumped[1]
    assert sheets(made.folder / f"{name}.xlsx") == sheets(again / f"{name}.xlsx")
    assert said(made.folder / f"{name}-summary.docx") == said(again / f"{name}-summary.docx")
    assert pdf_text(made.folder / f"{name}-summary.pdf") == pdf_text(again / f"{name}-summary.pdf")


def sheets(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every sheet of a workbook as its cells."""
    book = openpyxl.load_workbook(path, read_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def said(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx_text(path).paragraphs]


def test_every_body_is_invented_says_so_and_bears_no_real_name() -> None:
    with (paths.resources() / "bodies.csv").open(encoding="utf-8", newline="") as file:
        real = {row[key].casefold() for row in csv.DictReader(file) for key in ("id", "police_area", "name_as_used")}
    bodies = sample_bodies(sample_data("national"), MOST_BODIES)
    assert len({one.body.id for one in bodies}) == MOST_BODIES
    for one in bodies:
        assert one.body.invented
        assert "(invented)" in one.body.name_as_used
        assert "(invented)" in one.holder.name
        names = {one.body.id, one.body.police_area.casefold(), one.body.name_as_used.casefold()}
        assert not names & real
        assert not any(area in one.body.police_area.casefold() for area in real)
    regions = Counter(one.body.mobilisation_region for one in bodies[:43])
    assert len(regions) == 9
    assert min(regions.values()) >= 4


def test_the_tracker_tells_of_each_that_is_out_of_the_ordinary(made: Made) -> None:
    tracker = made.tracker
    assert tracker.expected == len(tracker.rows) == BODIES
    assert tracker.counts[TrackerState.RECEIVED] == BODIES - 3
    assert tracker.counts[TrackerState.ENTERED] == 3
    assert {flag: len(tracker.with_flag(flag)) for flag in TrackerFlag if tracker.with_flag(flag)} == {
        TrackerFlag.LATE: 2,
        TrackerFlag.OTHER_EDITION: 1,
        TrackerFlag.SUPERSEDED: 1,
    }
    entered = [row.entered for row in tracker.rows if row.entered is not None]
    assert sorted(bool(one.attachment) for one in entered) == [False, True, True]
    assert all(bool(one.attachment) != bool(one.link) for one in entered)
    assert len(made.year.crosswalks) == 1


def test_workbook_picture_and_summary_agree_with_a_sum_of_its_own(made: Made) -> None:
    records = [content(path) for path in made.returns]
    opinions: dict[str, Counter[str]] = {}
    for record in records:
        for statement in record["threat_statements"]:
            opinions.setdefault(statement["section_id"], Counter())[statement["opinion"]] += 1
    for row in made.tracker.rows:
        for threat in row.entered.threats if row.entered is not None else ():
            counts = opinions.setdefault(threat.section_id, Counter())
            # What is concluded in the voice of the force is no opinion of the body.
            counts[threat.conclusion.value if threat.voice.value != "force" else "none-yet"] += 1
    gaps = sum(bool(answer["gap"]) for record in records for answer in record["answers"])
    departures = [
        answer
        for record in records
        for answer in record["answers"]
        if answer["position"] == "not-followed" or answer["view"] == "not-satisfied"
    ]
    # The picture, which the screens show.
    picture = made.year.picture
    assert {
        threat.id: {opinion.value: each.number for opinion, each in picture.count(threat).by_opinion.items()}
        for threat in picture.threats
    } == {key: {each: counts[each] for each in (*OPINIONS, "none-yet")} for key, counts in opinions.items()}
    # The workbook.
    book = sheets(made.folder / f"national-{YEAR}.xlsx")
    titles = {threat.title: threat.id for threat in picture.threats}
    counted = {row[0]: row[1:5] for row in book["Opinion counts"] if row[0] in titles}
    assert {titles[str(title)]: row for title, row in counted.items()} == {
        key: (*(counts[each] for each in OPINIONS), counts["none-yet"]) for key, counts in opinions.items()
    }
    assert len(rows_of(book, "Departures")) == len(departures)
    # The summary.
    words = " ".join(said(made.folder / f"national-{YEAR}-summary.docx"))
    assert f"{gaps} gaps in all" in words
    assert f"{len(departures)} departures in all" in words
    assert f"Of {BODIES} bodies expected to return for the year, {len(records)} returned" in words


def test_how_conclusions_moved_agrees_with_a_sum_of_its_own(made: Made) -> None:
    def opinions(paths: list[Path]) -> dict[str, dict[str, str]]:
        found = (content(path) for path in paths)
        return {
            one["body"]["id"]: {said["section_id"]: said["opinion"] for said in one["threat_statements"]}
            for one in found
        }

    now, before = opinions(made.returns), opinions(sorted((made.folder / LAST_YEAR).glob("*.sprreturn")))
    for row in made.tracker.rows:
        for threat in row.entered.threats if row.entered is not None else ():
            said = threat.conclusion.value if threat.voice.value != "force" else "none-yet"
            now.setdefault(row.body.id, {})[threat.section_id] = said
    order = ["not-assured", "partly-assured", "assured"]
    titles = {threat.title: threat.id for threat in made.year.picture.threats}
    table = {titles[row[0]]: row for row in sheets(made.folder / f"national-{YEAR}.xlsx")["Since last year"][4:]}
    moved = Counter[str]()
    for threat_id, line in table.items():
        kinds: Counter[str] = Counter()
        for body_id, said_before in before.items():
            then, today = said_before[threat_id], now[body_id].get(threat_id, "")
            if today == then:
                kinds["same"] += 1
            elif today in order and then in order:
                step = order.index(today) - order.index(then)
                kinds["up" if step > 0 else "down"] += 1
            elif today in order:
                kinds["new"] += 1
            elif today and then in order:
                kinds["lapsed"] += 1
        assert line[1:6] == tuple(kinds[kind] for kind in ("up", "same", "down", "new", "lapsed")), threat_id
        moved += kinds
    assert set(moved) >= {"up", "down", "same"}


def test_extracts_were_sent_and_answered_and_one_is_waited_for(made: Made) -> None:
    with open_workspace(made.folder / f"national-{YEAR}.assurance", author="tester", write=False) as workspace:
        rows = list_extracts(workspace)
        permissions = [row.permission.entity for row in list_permissions(workspace, YEAR)]
    assert {row.extract.entity.answer for row in rows} == {ExtractAnswer.AGREED, ExtractAnswer.WAITING}
    quoted = {one.body_id for one in permissions if one.kind is PermissionKind.QUOTE and one.stands}
    assert {row.body.id for row in rows} == quoted
    assert all(row.text for row in rows)


def rows_of(book: Mapping[str, list[tuple[Any, ...]]], name: str) -> list[tuple[Any, ...]]:
    """The rows beneath the header of a sheet's table."""
    rows = book[name]
    header = next(at for at, row in enumerate(rows) if row[0] == "Body")
    return [row for row in rows[header + 1 :] if row[0]]


@pytest.mark.parametrize("seed", range(4))
def test_any_subset_can_be_collated(made: Made, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    chosen = chance.sample(made.returns, (1, 2, 5, len(made.returns))[seed])
    workbook, summary = collate(chosen, YEAR, tmp_path)
    book = sheets(workbook)
    departures = sum(
        answer["position"] == "not-followed" or answer["view"] == "not-satisfied"
        for path in chosen
        for answer in content(path)["answers"]
    )
    assert len(rows_of(book, "Departures")) == departures
    assert f"{len(chosen)} of {len(chosen)} " in " ".join(said(summary))


def test_the_one_of_another_edition_and_a_draft_can_be_collated(made: Made, tmp_path: Path) -> None:
    (other,) = (path for path in made.returns if content(path)["framework"]["id"] == "invented-2019")
    one = sample_bodies(sample_data("national"), 1)[0]
    record = sample_record(sample_data("national"), one, load_framework(framework_folder("spr-2023")))
    draft = return_of(Source(record, None, CycleStatus.DRAFTING), "2026-05-04T16:30:00Z", tmp_path / "draft")[0]
    for number, chosen in enumerate(([other], [draft], [draft, other])):
        _workbook, summary = collate(chosen, YEAR, tmp_path / str(number))
        words = " ".join(said(summary))
        approved = len(chosen) - chosen.count(draft)
        assert f"not expected; {approved} of these" in words


def test_what_was_replaced_is_kept_and_says_less(made: Made) -> None:
    (earlier,) = (made.folder / "superseded").glob("*.sprreturn")
    later = made.folder / earlier.name
    before, after = (Counter(row["opinion"] for row in content(path)["threat_statements"]) for path in (earlier, later))
    assert before["none-yet"] == after["none-yet"] + 2
    row = next(row for row in made.tracker.rows if row.received and row.received.file_name == later.name)
    assert row.received is not None
    assert row.versions == 2
    assert row.received.sha256 == hashlib.sha256(later.read_bytes()).hexdigest()


def test_each_return_has_a_real_summary_inside(made: Made) -> None:
    for path in made.returns[:2]:
        with zipfile.ZipFile(path) as archive:
            assert archive.read("summary.docx") == path.with_name(f"{path.stem}-summary.docx").read_bytes()
            assert archive.read("summary.xlsx") == path.with_name(f"{path.stem}-summary.xlsx").read_bytes()


def test_the_invented_edition_and_its_crosswalk_are_whole() -> None:
    old, new = sample_edition("invented-2019"), load_framework(framework_folder("spr-2023"))
    found = check_crosswalk(paths.sample_editions() / "crosswalks" / f"{old.id}--{new.id}.yaml", old, new)
    assert found == ()


def test_one_body_will_do_and_the_second_time_nothing_is_written_over(tmp_path: Path) -> None:
    made = run_national_demo(tmp_path, 1)
    with open_workspace(tmp_path / f"national-{YEAR}.assurance", author="tester", write=False) as workspace:
        assert load_tracker(workspace).counts[TrackerState.RECEIVED] == 1
    before = {path: path.read_bytes() for path in made}
    with pytest.raises(Refused, match=r"file\.exists"):
        run_national_demo(tmp_path, 1)
    assert {path: path.read_bytes() for path in made} == before


@pytest.mark.parametrize("count", [0, -1, MOST_BODIES + 1])
def test_a_number_that_there_are_no_bodies_for_is_refused(tmp_path: Path, count: int) -> None:
    with pytest.raises(Refused, match=r"demo\.bodies"):
        run_national_demo(tmp_path / "out", count)
    assert list(tmp_path.iterdir()) == []


def test_in_processes_or_one_after_another_the_same_is_made(made: Made, tmp_path: Path) -> None:
    job = demo_national._Job(0, tmp_path)
    (path, *_beside) = next(iter(demo_national._at_once([job])))
    assert path.read_bytes() == (made.folder / path.name).read_bytes()
