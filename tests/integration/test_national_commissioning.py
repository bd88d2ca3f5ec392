"""What the APCC asked for and of whom: the commission, the years, the bodies; whom to chase."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assurance_app.application import commissioning, recording
from assurance_app.application.dumping import dump_text, load_from
from assurance_app.application.library_steps import put_back as put_step_back
from assurance_app.application.receiving import receive_returns
from assurance_app.application.restoring import put_back
from assurance_app.application.tracker import chase_list, load_tracker
from assurance_app.application.workspaces import create_national, describe, known_bodies, open_workspace
from assurance_app.domain.commissioning import Commission, ExpectedBody
from assurance_app.domain.refusal import Refused
from assurance_app.domain.tracker import TrackerFlag, TrackerState
from assurance_app.persistence import audit
from assurance_app.persistence.workspace import Workspace
from tests.fixtures.national import BODIES, DUE, national, return_file
from tests.fixtures.persistence import Ticking
from tests.fixtures.returns import YEAR, invented_body

RELEASED = Path(__file__).resolve().parents[1] / "fixtures" / "workspaces"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with national(tmp_path) as workspace:
        yield workspace


def names(workspace: Workspace, year: str = "") -> list[str]:
    return [row.body.entity.name_as_used for row in commissioning.list_expected(workspace, year)]


def line(workspace: Workspace, body_id: str) -> ExpectedBody:
    return next(row.line.entity for row in commissioning.list_expected(workspace) if row.body.entity.id == body_id)


def ask(workspace: Workspace, **more: object) -> None:
    held = commissioning.load_commission(workspace).commission
    recording.save(workspace, replace(held.entity, **more), held.version)  # type: ignore[arg-type] # fields by name


# The commission


def test_a_new_workspace_expects_the_43_and_says_so_in_its_file(tmp_path: Path) -> None:
    with create_national(tmp_path / "n.assurance", YEAR, author="A. Officer", clock=Ticking()) as workspace:
        rows = commissioning.list_expected(workspace)
        assert len(rows) == 43
        assert {row.body.entity.id for row in rows} == {body.id for body in known_bodies()}
        assert all(row.line.version == row.body.version == 1 for row in rows)
        assert commissioning.load_commission(workspace).years == (YEAR,)
        assert describe(workspace).body is None
        with workspace.reading() as reading:
            audit.verify(reading)


def test_what_was_asked_is_typed_kept_and_restored(workspace: Workspace) -> None:
    page = commissioning.load_commission(workspace)
    typed = replace(page.commission.entity, asked="A statement for each threat.", asked_on="2026-04-01")
    drafted = recording.draft(workspace, typed, page.commission.version).value
    assert commissioning.load_commission(workspace).commission.is_draft
    whole = replace(typed, due_on=DUE, framework_id="spr-2023", marking="OFFICIAL-SENSITIVE", with_capacity=True)
    saved = recording.save(workspace, whole, drafted.version).value
    assert commissioning.load_commission(workspace).commission == saved
    recording.restore(workspace, Commission, YEAR, 1)
    assert commissioning.load_commission(workspace).commission.entity.due_on == ""


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"asked_on": "2026-07-01", "due_on": DUE}, "commission.due-before-asked"),
        ({"marking": "PINK"}, "marking.unknown"),
        ({"due_on": "soon"}, "date.malformed"),
        ({"asked": "SECRET"}, "text.marking"),
    ],
)
def test_what_cannot_be_meant_is_refused(workspace: Workspace, fields: dict[str, str], code: str) -> None:
    before = dump_text(workspace)
    with pytest.raises(Refused) as caught:
        ask(workspace, **fields)
    assert caught.value.code == code
    assert dump_text(workspace) == before


def test_another_year_begins_with_the_bodies_of_the_one_before(workspace: Workspace) -> None:
    ask(workspace, framework_id="spr-2023", asked="This year's request.")
    held = next(row.line for row in commissioning.list_expected(workspace) if row.body.entity.id == "westmarch")
    recording.save(workspace, replace(held.entity, contact="office@westmarch", note="Rang in May."), held.version)
    assert commissioning.begin_year(workspace, "2026/27").value == "2026-27"
    page = commissioning.load_commission(workspace)
    assert (page.commission.entity.year, page.years) == ("2026-27", ("2026-27", YEAR))
    assert (page.commission.entity.framework_id, page.commission.entity.asked) == ("spr-2023", "")
    begun = line(workspace, "westmarch")
    assert (begun.contact, begun.note) == ("office@westmarch", "")
    commissioning.begin_year(workspace, "2024-25")
    assert describe(workspace).year == "2026-27"
    assert names(workspace, "2024-25") == names(workspace)
    with pytest.raises(Refused, match=r"year\.exists"):
        commissioning.begin_year(workspace, YEAR)
    with pytest.raises(Refused, match=r"year\.not-commissioned"):
        commissioning.load_commission(workspace, "2020-21")


def test_returns_are_filed_under_their_own_year(workspace: Workspace, tmp_path: Path) -> None:
    commissioning.begin_year(workspace, "2024-25")
    last = return_file(tmp_path / "sent", year="2024-25", name="last")
    this = return_file(tmp_path / "sent")
    assert [one.year for one in receive_returns(workspace, [last, this]).value] == ["2024-25", YEAR]
    for year in ("2024-25", YEAR):
        assert load_tracker(workspace, year).counts[TrackerState.RECEIVED] == 1


# The bodies


def test_a_body_is_added_taken_off_and_put_back(workspace: Workspace) -> None:
    new = invented_body("farmarch")
    step = commissioning.add_expected(workspace, YEAR, new, "office@farmarch").value
    assert "Farmarch PCC" in names(workspace)
    with pytest.raises(Refused, match=r"expected\.there"):
        commissioning.add_expected(workspace, YEAR, new)
    again = put_back(workspace, step).value
    assert "Farmarch PCC" not in names(workspace)
    put_back(workspace, again)
    assert line(workspace, "farmarch").contact == "office@farmarch"
    gone = commissioning.remove_expected(workspace, YEAR, "farmarch").value
    assert "Farmarch PCC" not in names(workspace)
    put_back(workspace, gone)
    assert "Farmarch PCC" in names(workspace)
    with pytest.raises(Refused, match=r"body\.no-name"):
        commissioning.add_expected(workspace, YEAR, replace(new, id="x", name_as_used=" "))


def test_the_last_body_stays(workspace: Workspace) -> None:
    for body in BODIES[1:]:
        commissioning.remove_expected(workspace, YEAR, body.id)
    with pytest.raises(Refused, match=r"expected\.last"):
        commissioning.remove_expected(workspace, YEAR, BODIES[0].id)
    assert names(workspace) == [BODIES[0].name_as_used]


def test_a_name_is_edited_and_shown_everywhere(workspace: Workspace) -> None:
    held = next(row.body for row in commissioning.list_expected(workspace) if row.body.entity.id == "westmarch")
    recording.save(workspace, replace(held.entity, name_as_used="Mayor of Westmarch"), held.version)
    assert "Mayor of Westmarch" in names(workspace)
    assert "Mayor of Westmarch" in [row.body.name_as_used for row in load_tracker(workspace).rows]


def test_a_body_owes_none_because_and_owes_again(workspace: Workspace) -> None:
    with pytest.raises(Refused, match=r"expected\.no-reason"):
        commissioning.owes_none(workspace, YEAR, "westmarch", " ")
    step = commissioning.owes_none(workspace, YEAR, "westmarch", "Its duties passed to the mayor.").value
    assert load_tracker(workspace).expected == 3
    put_step_back(workspace, step)
    assert load_tracker(workspace).expected == 4
    commissioning.owes_none(workspace, YEAR, "westmarch", "Its duties passed to the mayor.")
    commissioning.owes_again(workspace, YEAR, "westmarch")
    assert line(workspace, "westmarch") == ExpectedBody(f"{YEAR}/westmarch", YEAR, "westmarch")


def test_bodies_merge_into_a_new_one_and_what_had_merged_before_goes_along(workspace: Workspace) -> None:
    commissioning.merge_bodies(workspace, YEAR, ["westmarch"], BODIES[1])
    whole = invented_body("marches", "The Marches")
    step = commissioning.merge_bodies(workspace, YEAR, ["eastmarch", "northmarch", "marches"], whole).value
    tracker = load_tracker(workspace)
    assert tracker.expected == 2
    merged = next(row for row in tracker.rows if row.body.id == "marches")
    assert merged.speaks_for == ("Eastmarch PCC", "Northmarch PCC", "Westmarch PCC")
    assert line(workspace, "eastmarch").reason == "Merged into The Marches PCC."
    assert next(row for row in tracker.rows if row.body.id == "westmarch").state is TrackerState.OWES_NONE
    put_step_back(workspace, step)
    assert load_tracker(workspace).expected == 3
    assert line(workspace, "westmarch").merged_into == "eastmarch"
    with pytest.raises(Refused, match=r"expected\.none-chosen"):
        commissioning.merge_bodies(workspace, YEAR, ["westmarch"], BODIES[0])


def test_what_comes_from_a_merged_body_is_kept_and_flagged(workspace: Workspace, tmp_path: Path) -> None:
    commissioning.merge_bodies(workspace, YEAR, ["westmarch"], BODIES[1])
    receive_returns(workspace, [return_file(tmp_path / "sent")])
    row = next(row for row in load_tracker(workspace).rows if row.body.id == "westmarch")
    assert (row.state, row.flags) == (TrackerState.RECEIVED, (TrackerFlag.OWED_NONE,))
    assert load_tracker(workspace).counts[TrackerState.RECEIVED] == 0


# A workspace from before


def test_a_workspace_from_before_gets_the_bodies_when_it_is_opened_to_be_written(tmp_path: Path) -> None:
    path = tmp_path / "national-1.assurance"
    path.write_bytes(lzma.decompress((RELEASED / f"{path.name}.xz").read_bytes()))
    with open_workspace(path, author="A. Reader", write=False) as workspace:
        assert len(commissioning.list_expected(workspace)) == 43
        assert load_tracker(workspace).expected == 43
    with open_workspace(path, author="A. Officer") as workspace:
        rows = commissioning.list_expected(workspace)
        assert len(rows) == 43
        assert all(row.line.version == 1 for row in rows)
        (received,) = load_tracker(workspace).with_flag(TrackerFlag.UNEXPECTED)
        assert (received.body.id, received.state) == ("fenmarch", TrackerState.DRAFT)
        entries = dump_text(workspace)
    with open_workspace(path, author="A. Officer") as workspace:
        assert dump_text(workspace) == entries


def test_a_national_workspace_that_cannot_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_given: object) -> None:
        raise OSError("no more")

    monkeypatch.setattr(commissioning, "note_expected", fails)
    with pytest.raises(OSError, match="no more"):
        national(tmp_path)
    assert not list(tmp_path.glob("*.assurance"))


# Whom to chase


def test_the_chase_list_says_to_whom_what_was_asked_and_by_when(workspace: Workspace, tmp_path: Path) -> None:
    words = "For each threat:\n• how regard was had"
    ask(workspace, asked=words, asked_on="2026-04-01", due_on=DUE, asked_by="A. Lead, APCC")
    held = next(row.line for row in commissioning.list_expected(workspace) if row.body.entity.id == "westmarch")
    recording.save(workspace, replace(held.entity, contact="office@westmarch.example"), held.version)
    commissioning.owes_none(workspace, YEAR, "southmarch", "Agreed.")
    spoilt = tmp_path / "northmarch.sprreturn"
    spoilt.write_bytes(return_file(tmp_path / "sent", "northmarch").read_bytes()[:-300])
    receive_returns(workspace, [return_file(tmp_path / "sent", "eastmarch", draft=True), spoilt])
    chase = chase_list(workspace, today="2026-07-01")
    assert [letter.body_id for letter in chase.letters] == ["northmarch", "westmarch"]
    north, west = chase.letters
    assert "northmarch.sprreturn" in north.text
    assert west.text.startswith("We have not yet received the return of Westmarch PCC for 2025/26.")
    for part in ("1 April 2026", "30 June 2026", "• how regard was had", "A. Lead, APCC"):
        assert part in west.text
        assert part in chase.text
    assert (chase.contacts, chase.without_contact) == (("office@westmarch.example",), ("Northmarch PCC",))
    assert "• Northmarch PCC\n• Westmarch PCC" in chase.text
    assert "2025/26" in chase.subject
    drafts = chase_list(workspace, today="2026-07-01", drafts=True)
    assert [letter.body_id for letter in drafts.letters] == ["eastmarch", "northmarch", "westmarch"]
    assert "draft" in drafts.letters[0].text


def test_nobody_is_chased_where_everything_came(workspace: Workspace, tmp_path: Path) -> None:
    receive_returns(workspace, [return_file(tmp_path / "sent", body.id) for body in BODIES])
    chase = chase_list(workspace)
    assert (chase.letters, chase.contacts, chase.text) == ((), (), "")


def test_without_a_commission_the_letters_say_only_what_is_known(workspace: Workspace) -> None:
    letter = chase_list(workspace).letters[0]
    assert "asked for" not in letter.text
    assert letter.contact == ""


def test_all_of_it_dumps_and_loads(workspace: Workspace, tmp_path: Path) -> None:
    ask(workspace, due_on=DUE)
    commissioning.merge_bodies(workspace, YEAR, ["westmarch"], replace(BODIES[1], id="marches"))
    commissioning.begin_year(workspace, "2026-27")
    whole = dump_text(workspace)
    (tmp_path / "dump.json").write_bytes(whole)
    load_from(tmp_path / "again.assurance", tmp_path / "dump.json")
    with open_workspace(tmp_path / "again.assurance", author="A. Officer") as again:
        assert dump_text(again) == whole
        assert describe(again).year == "2026-27"
