"""Making, opening and describing workspaces, on real files."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest

from assurance_app.application import frameworks, workspaces
from assurance_app.application.checking import set_aside
from assurance_app.application.overview import load_overview, missing_words
from assurance_app.application.recording import load_section, load_threat, save
from assurance_app.domain.entities import Answer
from assurance_app.domain.progress import Standing
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import BodyKind, Opinion, Position, View, WorkspaceKind
from assurance_app.persistence.workspace import Workspace
from tests import factories as make


def _refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda refusal: refusal.code == code)


def test_a_new_office_holds_its_body_and_one_year_and_opens_again(tmp_path: Path) -> None:
    path = tmp_path / "dorset.assurance"
    with workspaces.create_office(path, "dorset", "2025/26", author="tester") as workspace:
        made = workspaces.describe(workspace)
    with workspaces.open_workspace(path, author="tester") as workspace:
        again = workspaces.describe(workspace)
    assert made == again
    assert (again.kind, again.read_only, again.year) == (WorkspaceKind.OFFICE, False, "")
    assert again.body == workspaces.known_body("dorset")
    assert [(cycle.year, cycle.framework_id) for cycle in again.cycles] == [("2025-26", "spr-2023")]


def test_a_new_national_workspace_holds_its_year(tmp_path: Path) -> None:
    path = tmp_path / "national.assurance"
    workspaces.create_national(path, "2025-26", author="tester").close()
    with workspaces.open_workspace(path, author="tester", write=False) as workspace:
        found = workspaces.describe(workspace)
        assert (found.kind, found.read_only, found.year) == (WorkspaceKind.NATIONAL, True, "2025-26")
        assert (found.body, found.cycles) == (None, ())
        with _refused("workspace.wrong-kind"):
            workspaces.the_cycle(workspace)


@pytest.mark.parametrize(
    ("body", "year", "framework", "code"),
    [
        ("atlantis", "2025-26", "spr-2023", "body.unknown"),
        ("", "2025-26", "spr-2023", "body.unknown"),
        ("dorset", "2025", "spr-2023", "year.malformed"),
        ("dorset", "2025-27", "spr-2023", "year.malformed"),
        ("dorset", "2025-26", "spr-1999", "framework.unknown"),
        ("dorset", "2025-26", "../resources", "framework.unknown"),
    ],
)
def test_a_workspace_that_cannot_be_made_leaves_nothing(
    tmp_path: Path, body: str, year: str, framework: str, code: str
) -> None:
    with _refused(code):
        workspaces.create_office(tmp_path / "x.assurance", body, year, framework, author="tester")
    assert list(tmp_path.iterdir()) == []


def test_what_has_the_name_already_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "x.assurance"
    path.write_bytes(b"something else")
    with _refused("workspace.exists"):
        workspaces.create_office(path, "dorset", "2025-26", author="tester")
    with _refused("workspace.exists"):
        workspaces.create_national(path, "2025-26", author="tester")
    assert path.read_bytes() == b"something else"
    assert list(tmp_path.iterdir()) == [path]


def test_an_unknown_body_is_refused_with_those_that_are_near() -> None:
    with pytest.raises(Refused) as caught:
        workspaces.known_body("dorsett")
    assert "dorset" in str(caught.value.params["known"])


def test_the_known_bodies_are_forty_three_and_each_kind_is_among_them() -> None:
    bodies = workspaces.known_bodies()
    assert len(bodies) == len({body.id for body in bodies}) == len({body.force for body in bodies}) == 43
    assert {body.kind for body in bodies} == set(BodyKind)
    assert not any(body.invented for body in bodies)
    by_id = {body.id: body for body in bodies}
    assert [body.id for body in bodies if body.kind is BodyKind.COMMON_COUNCIL] == ["city-of-london"]
    assert by_id["leicestershire"].mobilisation_region == "east-midlands"
    assert len({body.mobilisation_region for body in bodies}) == 9


def test_the_latest_year_is_the_one_that_is_meant_unless_another_is_named(tmp_path: Path) -> None:
    with make.office(tmp_path / "x.assurance") as workspace:
        assert workspaces.the_cycle(workspace).year == "2025-26"
        assert workspaces.the_cycle(workspace, "2025/26").id == make.CYCLE
        with _refused("year.unknown"):
            workspaces.the_cycle(workspace, "2019-20")
        with _refused("year.malformed"):
            workspaces.the_cycle(workspace, "last year")


def test_a_file_that_is_no_workspace_or_a_newer_one_is_refused_untouched(tmp_path: Path) -> None:
    make.office(tmp_path / "good.assurance").close()
    newer = tmp_path / "newer.assurance"
    shutil.copy(tmp_path / "good.assurance", newer)
    with newer.open("r+b") as file:
        file.seek(60)
        file.write((99).to_bytes(4, "big"))
    other = tmp_path / "other.assurance"
    other.write_bytes(b"SQLite format 3\x00" + b"\0" * 500)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for path, code in (
        (newer, "workspace.newer"),
        (other, "workspace.not-one"),
        (tmp_path, "workspace.not-one"),
        (tmp_path / "none.assurance", "workspace.missing"),
    ):
        for write in (True, False):
            with _refused(code):
                workspaces.open_workspace(path, author="tester", write=write)
        with _refused(code):
            workspaces.check_can_open(path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_workspace_that_another_has_open_can_be_read_and_its_holder_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.assurance"
    with make.office(path):
        with pytest.raises(Refused) as caught:
            workspaces.open_workspace(path, author="second")
        assert caught.value.code == "workspace.locked"
        assert "tester" in str(caught.value.params["holder"])
        with workspaces.open_workspace(path, author="second", write=False) as reader:
            assert workspaces.describe(reader).read_only


def test_the_navigation_is_in_the_publishers_order(tmp_path: Path) -> None:
    with make.office(tmp_path / "x.assurance") as workspace:
        assert [section.id for section in workspaces.navigation(workspace, make.CYCLE)] == [
            "own-duties",
            "vawg",
            "terrorism",
            "soc",
            "cyber",
            "csa",
            "public-disorder",
            "civil-emergencies",
            "cross-cutting",
        ]


def test_another_year_is_begun_on_the_same_edition_and_is_the_latest(tmp_path: Path) -> None:
    with make.office(tmp_path / "x.assurance") as workspace:
        begun = workspaces.begin_year(workspace, "2026/27")
        assert (begun.id, begun.year, begun.framework_id) == ("westmarch.2026-27", "2026-27", "spr-2023")
        earlier = workspaces.begin_year(workspace, "2024-25")
        assert [cycle.year for cycle in workspaces.describe(workspace).cycles] == ["2026-27", "2025-26", "2024-25"]
        assert workspaces.the_cycle(workspace) == begun
        assert workspaces.the_cycle(workspace, "2024-25") == earlier
        for year, code in (("2025-26", "year.exists"), ("2026", "year.malformed")):
            with _refused(code):
                workspaces.begin_year(workspace, year)


# The overview.

WHOLE: dict[str, Any] = {
    "regard": "a",
    "influence": "b",
    "held_to_account": "c",
    "concluded": "d",
    "held_on": ("2026-01-02",),
    "opinion": Opinion.ASSURED,
}


def _followed(workspace: Workspace, requirement_id: str, **more: Any) -> Answer:
    """The answer that is content, in the kind that the requirement takes."""
    with workspace.reading() as reading:
        framework = reading.framework(*reading.frameworks()[-1])
    takes_position = framework.requirement(requirement_id).takes_position
    if takes_position:
        return make.answer(requirement_id, position=Position.FOLLOWED, **more)
    return make.answer(requirement_id, view=View.SATISFIED, **more)


def test_an_empty_year_needs_everything_and_begins_at_the_beginning(tmp_path: Path) -> None:
    with make.office(tmp_path / "x.assurance") as workspace:
        overview = load_overview(workspace, make.CYCLE, dt.date(2026, 3, 1))
        assert overview.progress.ready_to_sign == ()
        assert len(overview.progress.needs_you) == sum(section.of for section in overview.progress.sections)
        assert (overview.progress.year, overview.progress.days_left) == ("2025-26", 30)
        assert overview.next.place.screen == "question"
        assert overview.next.place.requirement_id == overview.progress.needs_you[0].requirement_id
        assert {section.standing for section in overview.progress.sections} == {Standing.TO_DO}
        assert len(overview.progress.pillar_titles) == 6


def test_the_two_headline_numbers_add_up_and_move_with_what_is_written(tmp_path: Path) -> None:
    with make.office(tmp_path / "x.assurance") as workspace:
        before = load_overview(workspace, make.CYCLE)
        save(workspace, make.statement("cyber", **WHOLE), 0)
        save(workspace, make.statement("csa", regard="begun"), 0)
        after = load_overview(workspace, make.CYCLE)
        assert len(after.progress.needs_you) == len(before.progress.needs_you) - 1
        assert [item.section_id for item in after.progress.ready_to_sign] == ["cyber"]
        standings = {section.section_id: section.standing for section in after.progress.sections}
        assert (standings["cyber"], standings["csa"]) == (Standing.MET, Standing.STARTED)
        assert (after.next.place.screen, after.next.place.section_id) == ("threat", "csa"), "what was begun is finished"
        assert after.next.sentence.startswith("Finish")
        save(workspace, make.statement("csa", **{**WHOLE, "opinion": Opinion.NONE_YET}), 1)
        nearly = load_overview(workspace, make.CYCLE)
        assert nearly.next.place.section_id == "csa"
        csa = next(item for item in nearly.progress.needs_you if item.section_id == "csa")
        assert missing_words(csa) == "an opinion"
        progress = {section.section_id: (section.missing, section.of) for section in nearly.progress.sections}
        assert (progress["cyber"], progress["csa"], progress["soc"]) == ((0, 1), (1, 1), (1, 1))


def test_the_own_duties_are_met_where_nothing_of_them_is_missing(tmp_path: Path) -> None:
    with make.office(tmp_path / "x.assurance") as workspace:
        needed = [item for item in load_overview(workspace, make.CYCLE).progress.needs_you if item.requirement_id]
        for item in needed:
            save(workspace, _followed(workspace, item.requirement_id), 0)
        assert load_overview(workspace, make.CYCLE).progress.sections[0].standing is Standing.STARTED
        for item in needed:
            save(workspace, _followed(workspace, item.requirement_id, rests_on="x"), 1)
        overview = load_overview(workspace, make.CYCLE)
        assert (overview.progress.sections[0].standing, overview.progress.sections[0].missing) == (Standing.MET, 0)
        assert overview.next.place.screen == "threat"


def test_a_year_with_all_that_a_statement_needs_is_ready_to_sign(tmp_path: Path) -> None:
    with make.office(tmp_path / "x.assurance") as workspace:
        for item in load_overview(workspace, make.CYCLE).progress.needs_you:
            if item.requirement_id:
                save(workspace, _followed(workspace, item.requirement_id, rests_on="x"), 0)
            else:
                save(workspace, make.statement(item.section_id, **WHOLE), 0)
        overview = load_overview(workspace, make.CYCLE)
        assert overview.progress.needs_you == ()
        assert overview.next.place == overview.checks.open[0].place, "the checks come before the signature"
        set_aside(workspace, make.CYCLE, overview.checks.open, "Seen.")
        assert load_overview(workspace, make.CYCLE).next.place.screen == "sign-off"


def test_a_section_lists_its_guests_and_a_pillar_only_its_own(tmp_path: Path) -> None:
    with make.office(tmp_path / "x.assurance", BodyKind.COMMON_COUNCIL) as workspace:
        duties = load_section(workspace, make.CYCLE, "own-duties")
        assert len(duties.rows) > len(duties.section.requirements)
        assert not any("{" in row.title + row.question for row in duties.rows)
        save(workspace, make.answer("terrorism.prepare.armed-response", view=View.PARTLY_SATISFIED), 0)
        rows = load_section(workspace, make.CYCLE, "terrorism", "capabilities").rows
        assert {row.pillar_id for row in rows} == {"capabilities"}
        assert {row.requirement_id: row.standing for row in rows}["terrorism.prepare.armed-response"] is Standing.PARTLY
        page = load_threat(workspace, make.CYCLE, "terrorism")
        progress = {pillar.pillar_id: pillar for pillar in page.pillars}
        assert progress["capabilities"].count.answered == 1
        assert progress["capabilities"].standing is Standing.PARTLY
        for wrong in ("own-duties", "cross-cutting", "no-such"):
            with _refused("section.unknown"):
                load_threat(workspace, make.CYCLE, wrong)


# The frameworks.


def test_frameworks_are_listed_and_shown_as_a_commissioners_office_reads_them() -> None:
    listed = {row.id: row for row in frameworks.list_frameworks()}
    shown = frameworks.show_framework("spr-2023")
    assert listed["spr-2023"].requirements == len(shown)
    assert len(listed["spr-2023"].hash) == 64
    first = shown[0]
    assert {"id", "ref", "pillar", "threat", "duty_on", "question"} <= first.keys()
    assert not any("{" in str(row["question"]) for row in shown)
    assert any("the commissioner" in str(row["question"]) for row in shown)
    with _refused("framework.unknown"):
        frameworks.show_framework("spr-1999")
