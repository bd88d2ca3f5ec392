"""Returns into a national workspace: files and folders, versions, what is refused, what a crash leaves."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assurance_app.application import receiving, recording
from assurance_app.application.commissioning import begin_year, work_on
from assurance_app.application.dumping import dump_text, load_from
from assurance_app.application.library_steps import put_back as put_step_back
from assurance_app.application.national_cache import load_national
from assurance_app.application.progress import Cancelled
from assurance_app.application.receiving import Reception, ReceptionKind, receive_returns
from assurance_app.application.restoring import put_back
from assurance_app.application.tracker import load_tracker
from assurance_app.application.workspaces import describe, open_workspace
from assurance_app.domain.commissioning import Commission, RefusedFile
from assurance_app.domain.entities import Body, ReceivedReturn
from assurance_app.domain.national_change import Movement
from assurance_app.domain.refusal import Refused
from assurance_app.domain.return_difference import What
from assurance_app.domain.tracker import TrackerFlag, TrackerState
from assurance_app.domain.values import Opinion
from assurance_app.files import finding
from assurance_app.persistence import audit
from assurance_app.persistence.tables import TABLES
from assurance_app.persistence.unit_of_work import UnitOfWork
from assurance_app.persistence.workspace import Workspace
from tests.fixtures.national import DUE, national, older_edition, return_file
from tests.fixtures.returns import YEAR

CHECKOUT = Path(__file__).resolve().parents[2]
Sent = dict[str, Path]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """Returns that bodies sent, each made once for all tests."""
    folder = tmp_path_factory.mktemp("sent")
    return {
        "west": return_file(folder),
        "west-later": return_file(folder, made_at="2026-05-20T09:00:00Z", opinion=Opinion.NOT_ASSURED, name="later"),
        "west-draft": return_file(folder, made_at="2026-05-30T09:00:00Z", draft=True, name="draft"),
        "east": return_file(folder, "eastmarch"),
        "north-older-edition": return_file(folder, "northmarch", edition=older_edition()),
        "stranger": return_file(folder, "farmarch"),
        "last-year": return_file(folder, year="2024-25", opinion=Opinion.PARTLY_ASSURED, name="last-year"),
        "long-ago": return_file(folder, year="2023-24", name="long-ago"),
    }


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with national(tmp_path) as workspace:
        yield workspace


def kinds(receptions: tuple[Reception, ...]) -> list[str]:
    return [reception.kind.value for reception in receptions]


def rows_of(workspace: Workspace) -> dict[str, int]:
    with workspace.reading() as reading:
        return {cls.__name__: len(reading.all_stored(cls)) for cls in TABLES}


def verified(workspace: Workspace) -> int:
    with workspace.reading() as reading:
        audit.verify(reading)
        return len(reading.audit())


def state(workspace: Workspace, key: str) -> tuple[TrackerState, tuple[TrackerFlag, ...]]:
    row = next(row for row in load_tracker(workspace).rows if row.body.id == key)
    return row.state, row.flags


def ask(workspace: Workspace, **more: Any) -> None:
    with workspace.reading() as reading:
        held = reading.get(Commission, YEAR)
    given = {"due_on": DUE, "framework_id": "spr-2023", **more}
    recording.save(workspace, Commission(YEAR, YEAR, **given), held.version if held else 0)


# What comes


def test_a_folder_is_walked_and_each_file_taken_once(workspace: Workspace, sent: Sent, tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    (folder / "a" / "b").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    shutil.copy(sent["west"], folder / "a" / "b" / "west.SPRRETURN")
    shutil.copy(sent["east"], folder / "east.sprreturn")
    shutil.copy(sent["stranger"], folder / ".hidden" / "no.sprreturn")
    shutil.copy(sent["stranger"], folder / "~$no.sprreturn")
    (folder / "letter.docx").write_bytes(b"Dear APCC")
    (folder / "link.sprreturn").symlink_to(sent["stranger"])
    (folder / "round").symlink_to(folder)
    seen: list[tuple[int, int, str]] = []
    done = receive_returns(workspace, [folder, folder / "east.sprreturn"], lambda *told: seen.append(told))
    assert kinds(done.value) == ["received", "received"]
    assert seen == [(0, 2, "east.sprreturn"), (1, 2, "west.SPRRETURN")]
    assert {(change.kind, change.id) for change in done.changed} == {
        ("received_return", f"eastmarch.{YEAR}"),
        ("received_return", f"westmarch.{YEAR}"),
    }
    assert verified(workspace) > 1


def test_a_folder_without_returns_or_with_too_much_in_it_is_refused(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(Refused, match=r"receive\.no-returns"):
        receive_returns(workspace, [tmp_path / "empty"])
    monkeypatch.setattr(finding, "MOST", 3)
    for number in range(5):
        (tmp_path / "empty" / f"{number}.sprreturn").write_bytes(b"x")
    with pytest.raises(Refused, match=r"receive\.too-many"):
        receive_returns(workspace, [tmp_path / "empty"])
    assert rows_of(workspace)["RefusedFile"] == 0


def test_folders_are_looked_into_only_so_deep(workspace: Workspace, sent: Sent, tmp_path: Path) -> None:
    deep = tmp_path / "mail"
    for _step in range(finding.DEEPEST + 1):
        deep = deep / "d"
    deep.mkdir(parents=True)
    shutil.copy(sent["west"], deep / "w.sprreturn")
    with pytest.raises(Refused, match=r"receive\.no-returns"):
        receive_returns(workspace, [tmp_path / "mail"])
    shutil.copy(sent["west"], deep.parent / "w.sprreturn")
    assert kinds(receive_returns(workspace, [tmp_path / "mail"]).value) == ["received"]


def test_what_was_not_asked_for_is_kept_and_flagged(workspace: Workspace, sent: Sent) -> None:
    ask(workspace, due_on="2026-05-31")
    receive_returns(workspace, [sent["north-older-edition"], sent["stranger"]])
    assert state(workspace, "northmarch") == (TrackerState.RECEIVED, (TrackerFlag.LATE, TrackerFlag.OTHER_EDITION))
    assert state(workspace, "farmarch") == (TrackerState.RECEIVED, (TrackerFlag.LATE, TrackerFlag.UNEXPECTED))
    tracker = load_tracker(workspace)
    assert (tracker.expected, tracker.counts[TrackerState.RECEIVED]) == (4, 1)


def test_the_officer_says_when_it_came(workspace: Workspace, sent: Sent) -> None:
    ask(workspace, due_on="2026-05-31")
    receive_returns(workspace, [sent["west"]])
    with workspace.reading() as reading:
        held = reading.find(ReceivedReturn)[0]
    came: Any = held.entity

    recording.save(workspace, replace(came, came_on="2026-05-29"), held.version)
    assert state(workspace, "westmarch") == (TrackerState.RECEIVED, ())
    with pytest.raises(Refused, match=r"date\.malformed"):
        recording.save(workspace, replace(came, came_on="in May"), held.version + 1)


# Versions


def test_the_same_file_again_changes_nothing(workspace: Workspace, sent: Sent, tmp_path: Path) -> None:
    receive_returns(workspace, [sent["west"]])
    before = verified(workspace)
    renamed = Path(shutil.copy(sent["west"], tmp_path / "renamed.sprreturn"))
    again = receive_returns(workspace, [renamed])
    assert (kinds(again.value), again.changed) == (["same"], ())
    assert verified(workspace) == before


def test_a_later_version_takes_the_place_and_the_difference_is_told(workspace: Workspace, sent: Sent) -> None:
    receive_returns(workspace, [sent["west"]])
    (reception,) = receive_returns(workspace, [sent["west-later"]]).value
    assert reception.kind is ReceptionKind.LATER
    (opinion,) = [one for one in reception.differences if one.what is What.OPINION]
    assert (opinion.key, opinion.parts[0].before, opinion.parts[0].after) == ("terrorism", "Assured", "Not assured")
    versions = receiving.list_versions(workspace, "westmarch", YEAR)
    assert [(one.received.file_name, one.stands) for one in versions] == [
        ("later.sprreturn", True),
        ("westmarch.sprreturn", False),
    ]
    earlier = receiving.open_version(workspace, "westmarch", YEAR, versions[1].number)
    assert earlier.record.statement_by_section["terrorism"].opinion is Opinion.ASSURED
    told = receiving.compare_versions(workspace, "westmarch", YEAR, versions[1].number, versions[0].number)
    assert told == reception.differences
    assert TrackerFlag.SUPERSEDED in state(workspace, "westmarch")[1]
    # What is history already is here already.
    assert kinds(receive_returns(workspace, [sent["west"]]).value) == ["same"]


@pytest.mark.parametrize("second", ["west", "west-draft"])
def test_an_older_one_or_a_draft_is_kept_and_does_not_take_the_place(
    workspace: Workspace, sent: Sent, second: str
) -> None:
    receive_returns(workspace, [sent["west-later"]])
    (reception,) = receive_returns(workspace, [sent[second]]).value
    assert reception.kind is ReceptionKind.KEPT_ASIDE
    versions = receiving.list_versions(workspace, "westmarch", YEAR)
    assert [one.stands for one in versions] == [False, True]
    assert state(workspace, "westmarch")[0] is TrackerState.RECEIVED
    with workspace.reading() as reading:
        assert reading.find(ReceivedReturn)[0].entity.file_name == "later.sprreturn"
        assert [version.action for version in reading.history(ReceivedReturn, f"westmarch.{YEAR}")] == [
            "received", "received", "kept",
        ]  # fmt: skip
    assert verified(workspace)


def test_an_approved_one_takes_the_place_of_a_draft_made_later(workspace: Workspace, sent: Sent) -> None:
    receive_returns(workspace, [sent["west-draft"]])
    assert state(workspace, "westmarch")[0] is TrackerState.DRAFT
    assert kinds(receive_returns(workspace, [sent["west"]]).value) == ["later"]
    assert state(workspace, "westmarch")[0] is TrackerState.RECEIVED


def test_the_officer_lets_another_version_stand_and_takes_it_back(workspace: Workspace, sent: Sent) -> None:
    receive_returns(workspace, [sent["west"], sent["west-later"]])
    older = receiving.list_versions(workspace, "westmarch", YEAR)[1]
    step = receiving.let_stand(workspace, "westmarch", YEAR, older.number).value
    assert [one.stands for one in receiving.list_versions(workspace, "westmarch", YEAR)] == [False, True]
    put_step_back(workspace, step)
    assert [one.stands for one in receiving.list_versions(workspace, "westmarch", YEAR)] == [True, False]
    with pytest.raises(Refused, match=r"receive\.gone"):
        receiving.let_stand(workspace, "westmarch", YEAR, 99)


def test_a_return_received_by_mistake_is_withdrawn_and_can_come_again(workspace: Workspace, sent: Sent) -> None:
    receive_returns(workspace, [sent["west"]])
    step = receiving.withdraw_return(workspace, "westmarch", YEAR).value
    assert state(workspace, "westmarch")[0] is TrackerState.NOT_RECEIVED
    assert receiving.list_versions(workspace, "westmarch", YEAR) == ()
    again = put_back(workspace, step).value
    assert state(workspace, "westmarch")[0] is TrackerState.RECEIVED
    put_back(workspace, again)
    assert kinds(receive_returns(workspace, [sent["west"]]).value) == ["received"]
    assert verified(workspace)


def test_a_return_kept_before_its_row_said_when_it_was_made_is_ordered_by_its_content(
    tmp_path: Path, sent: Sent
) -> None:
    with national(tmp_path) as workspace:
        receive_returns(workspace, [sent["west-later"]])
        with workspace.unit_of_work() as work:
            held: Any = work.stored(ReceivedReturn, f"westmarch.{YEAR}")

            bare = replace(held.entity, made_at="", framework_id="", framework_revision=0)
            work.put(bare, held.version)
            work.commit()
        assert kinds(receive_returns(workspace, [sent["west"]]).value) == ["kept-aside"]
        ask(workspace, framework_id="spr-2015")
        assert TrackerFlag.OTHER_EDITION in state(workspace, "westmarch")[1]


# What is refused


def cut(path: Path, folder: Path, name: str = "cut.sprreturn") -> Path:
    spoilt = folder / name
    spoilt.write_bytes(path.read_bytes()[:-200])
    return spoilt


def test_a_refused_file_is_in_the_tracker_with_its_reason_and_the_rest_goes_on(
    workspace: Workspace, sent: Sent, tmp_path: Path
) -> None:
    before = rows_of(workspace)
    spoilt = cut(sent["west"], tmp_path)
    letter = tmp_path / "letter.sprreturn"
    letter.write_bytes(b"Dear APCC")
    done = receive_returns(workspace, [spoilt, letter, sent["long-ago"], tmp_path / "none.sprreturn", sent["east"]])
    assert kinds(done.value) == ["refused"] * 4 + ["received"]
    assert "is for 2023/24, and this workspace holds 2025/26" in done.value[2].refusal
    assert "Begin that year under Commission" in done.value[2].refusal
    assert "none.sprreturn" in done.value[3].refusal
    after = rows_of(workspace)
    changed = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    assert changed == {"RefusedFile": 3, "ReceivedReturn": 1}
    tracker = load_tracker(workspace)
    west = next(row for row in tracker.rows if row.body.id == "westmarch")
    assert west.state is TrackerState.INVALID
    assert {file.file_name for file in west.refused} == {"cut.sprreturn", "long-ago.sprreturn"}
    assert all(str(tmp_path) not in file.reason for file in (*west.refused, *tracker.unplaced))
    assert [file.file_name for file in tracker.unplaced] == ["letter.sprreturn"]
    assert dump_text(workspace).count(b"Dear APCC") == 0
    verified(workspace)


def test_the_same_refused_file_again_is_said_and_noted_once(workspace: Workspace, tmp_path: Path) -> None:
    letter = tmp_path / "letter.sprreturn"
    letter.write_bytes(b"Dear APCC")
    receive_returns(workspace, [letter])
    (again,) = receive_returns(workspace, [letter]).value
    assert "letter.sprreturn" in again.refusal
    assert rows_of(workspace)["RefusedFile"] == 1


def test_a_good_one_settles_what_was_refused_before_and_so_does_the_officer(
    workspace: Workspace, sent: Sent, tmp_path: Path
) -> None:
    spoilt, other = cut(sent["west"], tmp_path), cut(sent["east"], tmp_path, "other.sprreturn")
    receive_returns(workspace, [spoilt, other, sent["west"]])
    assert state(workspace, "westmarch") == (TrackerState.RECEIVED, ())
    assert state(workspace, "eastmarch")[0] is TrackerState.INVALID
    with workspace.reading() as reading:
        (open_file,) = reading.find(RefusedFile, is_settled=False)
    step = receiving.settle_refused(workspace, open_file.entity.id).value
    assert state(workspace, "eastmarch")[0] is TrackerState.NOT_RECEIVED
    put_step_back(workspace, step)
    assert state(workspace, "eastmarch")[0] is TrackerState.INVALID


@pytest.mark.parametrize("name", ["TOP SECRET", "line\nSECRET\nline", "bad\udcff.sprreturn", "=cmd|'x'!A1.sprreturn"])
def test_a_name_that_may_not_be_kept_is_not(workspace: Workspace, sent: Sent, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "names"
    folder.mkdir()
    good, bad = folder / name, folder / f"{name}x"
    shutil.copy(sent["west"], good)
    bad.write_bytes(b"no return")
    assert kinds(receive_returns(workspace, [good, bad]).value) == ["received", "refused"]
    verified(workspace)
    assert b"SECRET\\n" not in dump_text(workspace)


def test_a_name_shows_nothing_that_turns_it_round_or_steers_a_screen(workspace: Workspace, tmp_path: Path) -> None:
    odd = tmp_path / "a\u202eb\x1b[31m\nc.sprreturn"
    odd.write_bytes(b"no return")
    (reception,) = receive_returns(workspace, [odd]).value
    assert reception.name == "ab[31m c.sprreturn"
    assert reception.refusal.startswith("ab[31m c.sprreturn is not a return")
    with workspace.reading() as reading:
        assert reading.find(RefusedFile)[0].entity.file_name == reception.name


def test_what_only_claims_a_body_that_is_not_known_is_not_believed(
    workspace: Workspace, sent: Sent, tmp_path: Path
) -> None:
    receive_returns(workspace, [cut(sent["stranger"], tmp_path)])
    with workspace.reading() as reading:
        assert reading.find(RefusedFile)[0].entity.says_body == ""
        assert reading.get(Body, "farmarch") is None


def test_a_folder_given_as_a_file_and_a_file_that_cannot_be_read(workspace: Workspace, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.sprreturn"
    os.mkfifo(pipe)
    (reception,) = receive_returns(workspace, [pipe]).value
    assert reception.kind is ReceptionKind.REFUSED
    assert rows_of(workspace)["RefusedFile"] == 1


def test_what_cannot_be_looked_at_stops_no_other(
    workspace: Workspace, sent: Sent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    circle, locked = tmp_path / "circle.sprreturn", tmp_path / "locked.sprreturn"
    circle.symlink_to(circle)
    stat = Path.stat

    def denied(self: Path, **named: Any) -> os.stat_result:
        if self == locked:
            raise PermissionError(13, "Permission denied")
        return stat(self, **named)

    monkeypatch.setattr(Path, "stat", denied)
    done = receive_returns(workspace, [circle, locked, tmp_path / "nul\0", sent["west"]])
    assert kinds(done.value) == ["refused", "refused", "refused", "received"]


def test_nothing_is_received_where_nothing_can_be_written(tmp_path: Path, sent: Sent) -> None:
    national(tmp_path).close()
    with (
        open_workspace(tmp_path / "national.assurance", author="reader", write=False) as workspace,
        pytest.raises(Refused, match=r"workspace\.read-only"),
    ):
        receive_returns(workspace, [sent["west"]])


# Cancelled, crashed


def test_who_cancels_keeps_what_was_received(workspace: Workspace, sent: Sent) -> None:
    def report(done: int, _of: int, _words: str) -> None:
        if done == 2:
            raise Cancelled

    done = receive_returns(workspace, [sent["west"], sent["east"], sent["stranger"]], report)
    assert kinds(done.value) == ["received", "received", "left"]
    assert len(done.changed) == 2
    assert rows_of(workspace)["ReceivedReturn"] == 2


@pytest.mark.parametrize("at", [1, 2, 3, 4, 5])
def test_a_crash_within_a_file_leaves_nothing_of_it(
    tmp_path: Path, sent: Sent, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """Whatever write the program dies at, the file is in the workspace whole or not at all."""
    with national(tmp_path) as workspace:
        receive_returns(workspace, [sent["west"]])
        before = dump_text(workspace)
        calls = 0
        put, put_payload = UnitOfWork.put, UnitOfWork.put_payload

        def dying(real: Any) -> Any:
            def call(self: Any, *given: Any, **named: Any) -> Any:
                nonlocal calls
                calls += 1
                if calls == at:
                    raise KeyboardInterrupt
                return real(self, *given, **named)

            return call

        with monkeypatch.context() as patch:
            patch.setattr(UnitOfWork, "put", dying(put))
            patch.setattr(UnitOfWork, "put_payload", dying(put_payload))
            with pytest.raises(KeyboardInterrupt):
                receive_returns(workspace, [sent["stranger"]])
        assert dump_text(workspace) == before
        assert kinds(receive_returns(workspace, [sent["stranger"]]).value) == ["received"]


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from assurance_app.application.receiving import receive_returns
    from assurance_app.application.workspaces import describe, open_workspace
    from assurance_app.persistence.unit_of_work import UnitOfWork

    commit, calls = UnitOfWork.commit, 0

    def dying(self):
        global calls
        calls += 1
        if calls == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        commit(self)

    UnitOfWork.commit = dying
    with open_workspace(Path(sys.argv[1]), author="A. Officer") as workspace:
        receive_returns(workspace, [Path(name) for name in sys.argv[2:]])
"""


def test_a_program_that_is_killed_keeps_whole_returns_and_no_part_of_another(tmp_path: Path, sent: Sent) -> None:
    national(tmp_path).close()
    path = tmp_path / "national.assurance"
    files = [str(sent[key]) for key in ("west", "east", "stranger", "north-older-edition")]
    killed = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(KILLED), str(path), *files], cwd=CHECKOUT, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    with open_workspace(path, author="A. Officer") as workspace:
        verified(workspace)
        assert rows_of(workspace)["ReceivedReturn"] == 2
        with workspace.reading() as reading:
            assert reading.get(Body, "farmarch") is None
        again = receive_returns(workspace, [Path(name) for name in files])
        assert kinds(again.value) == ["same", "same", "received", "received"]
        verified(workspace)


def test_a_disk_that_fills_up_stops_the_batch_and_keeps_what_was_received(
    workspace: Workspace, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit, calls = UnitOfWork.commit, 0

    def full(self: UnitOfWork) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise Refused("workspace.disk-full", path="national.assurance")
        commit(self)

    monkeypatch.setattr(UnitOfWork, "commit", full)
    done = receive_returns(workspace, [sent["west"], sent["east"], sent["stranger"]])
    assert kinds(done.value) == ["received", "refused", "left"]
    monkeypatch.undo()
    assert rows_of(workspace)["ReceivedReturn"] == 1
    assert rows_of(workspace)["RefusedFile"] == 0


# The whole file


def test_everything_received_dumps_and_loads(workspace: Workspace, sent: Sent, tmp_path: Path) -> None:
    receive_returns(
        workspace, [sent["west-later"], sent["west"], cut(sent["east"], tmp_path), sent["north-older-edition"]]
    )
    whole = dump_text(workspace)
    (tmp_path / "dump.json").write_bytes(whole)
    load_from(tmp_path / "again.assurance", tmp_path / "dump.json")
    with open_workspace(tmp_path / "again.assurance", author="A. Officer") as again:
        assert dump_text(again) == whole
        assert len(receiving.list_versions(again, "westmarch", YEAR)) == 2
        verified(again)


def test_a_return_of_the_year_before_is_kept_to_be_compared_with(workspace: Workspace, sent: Sent) -> None:
    done = receive_returns(workspace, [sent["last-year"], sent["west"], sent["east"]]).value
    assert kinds(done) == ["received"] * 3
    assert [one.is_last_years for one in done] == [True, False, False]
    assert {one.body.id for one in load_tracker(workspace).rows if one.received is not None} == {
        "westmarch",
        "eastmarch",
    }
    assert describe(workspace).year == YEAR, "it is this year that is worked on"
    assert describe(workspace).years == (YEAR, "2024-25")
    assert [row.body.id for row in load_tracker(workspace, "2024-25").rows if row.received] == ["westmarch"]
    changes = load_national(workspace).changes
    assert changes is not None
    (west,) = [body for body in changes.bodies if body.row.body.id == "westmarch"]
    terrorism = [threat.id for threat in load_national(workspace).picture.threats].index("terrorism")
    assert west.movements[terrorism] is Movement.UP
    again = receive_returns(workspace, [sent["last-year"]]).value
    assert kinds(again) == ["same"]
    verified(workspace)


def test_the_year_that_is_worked_on_can_be_changed_and_decides_what_is_last_year(
    workspace: Workspace, sent: Sent
) -> None:
    receive_returns(workspace, [sent["last-year"]])
    work_on(workspace, "2024/25")
    assert describe(workspace).year == "2024-25"
    assert [row.body.id for row in load_tracker(workspace).rows if row.received] == ["westmarch"]
    done = receive_returns(workspace, [sent["long-ago"], sent["west"]]).value
    assert [(one.kind.value, one.is_last_years) for one in done] == [("received", True), ("received", False)]
    assert describe(workspace).years == (YEAR, "2024-25", "2023-24")
    with pytest.raises(Refused, match=r"year\.not-commissioned"):
        work_on(workspace, "2019-20")


def test_a_file_refused_for_its_year_is_settled_once_it_is_received(workspace: Workspace, sent: Sent) -> None:
    assert kinds(receive_returns(workspace, [sent["long-ago"]]).value) == ["refused"]
    begin_year(workspace, "2023-24")
    assert kinds(receive_returns(workspace, [sent["long-ago"]]).value) == ["received"]
    tracker = load_tracker(workspace)
    assert not any(row.refused for row in tracker.rows)
    assert tracker.unplaced == ()
