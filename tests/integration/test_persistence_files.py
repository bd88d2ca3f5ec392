"""The file itself: what is refused and keeps its bytes; who may write; what crashes and full disks do."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assurance_app.domain.entities import Answer
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import WorkspaceKind
from assurance_app.persistence import audit, backup, header
from assurance_app.persistence.workspace import Workspace
from assurance_app.words.sentences import sentence
from tests.fixtures.persistence import answer, bytes_around, fill, new_workspace

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed workspace with something of everything in it."""
    path = tmp_path / "westmarch.assurance"
    with new_workspace(path) as workspace:
        fill(workspace)
    return path


def python(*arguments: str, code: str) -> subprocess.Popen[str]:
    """Another process of this program, with `path` and `Workspace` ready."""
    start = """
        import sys, time
        from pathlib import Path
        from assurance_app.domain.refusal import Refused
        from assurance_app.persistence.workspace import Workspace
        from tests.fixtures.persistence import answer
        path = Path(sys.argv[1])
    """
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(start) + textwrap.dedent(code), *arguments],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> str:
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return output


def set_bytes(path: Path, offset: int, content: bytes) -> None:
    with path.open("rb+") as file:
        file.seek(offset)
        file.write(content)


def set_all(path: Path, content: bytes) -> None:
    path.write_bytes(content)


# What is refused


def _nothing(path: Path) -> None:
    path.unlink()


def _dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("gone"))


def _circle(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _below_a_file(path: Path) -> Path:
    return path / "inside.assurance"


def _foreign(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE answer (id)")
    connection.close()


def _tables_gone(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE meta")
    connection.close()


def _kind_unknown(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE meta SET value = 'regional' WHERE key = 'kind'")
    connection.commit()
    connection.close()


def _write_ahead(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


HOSTILE: dict[str, tuple[Callable[[Path], Path | None], str]] = {
    "nothing": (_nothing, "workspace.missing"),
    "dangling link": (_dangling, "workspace.missing"),
    "name below a file": (_below_a_file, "workspace.missing"),
    "name that no file can have": (lambda path: path.with_name("a\0b"), "workspace.missing"),
    "link to itself": (_circle, "workspace.unreachable"),
    "folder": (_folder, "workspace.not-one"),
    "empty file": (lambda path: set_all(path, b""), "workspace.not-one"),
    "text": (lambda path: set_all(path, b"A letter to the commissioner.\n" * 9), "workspace.not-one"),
    "foreign database": (_foreign, "workspace.not-one"),
    "another program's number": (lambda path: set_bytes(path, 68, b"GPKG"), "workspace.not-one"),
    "only a header": (lambda path: os.truncate(path, 100), "workspace.damaged"),
    "part of a header": (lambda path: os.truncate(path, 99), "workspace.not-one"),
    "cut off": (lambda path: os.truncate(path, path.stat().st_size // 2), "workspace.damaged"),
    "newer": (lambda path: set_bytes(path, 60, (header.SCHEMA + 1).to_bytes(4, "big")), "workspace.newer"),
    "no schema": (lambda path: set_bytes(path, 60, bytes(4)), "workspace.damaged"),
    "write-ahead log": (_write_ahead, "workspace.damaged"),
    "scrambled": (lambda path: set_bytes(path, 100, b"\xff" * 5000), "workspace.damaged"),
    "tables gone": (_tables_gone, "workspace.damaged"),
    "kind unknown": (_kind_unknown, "workspace.damaged"),
}


@pytest.mark.parametrize("write", [True, False], ids=["to write", "to read"])
@pytest.mark.parametrize("make", HOSTILE)
def test_what_is_not_a_sound_workspace_is_refused_and_keeps_its_bytes(path: Path, make: str, write: bool) -> None:
    spoil, code = HOSTILE[make]
    path = spoil(path) or path
    before = bytes_around(path if "\0" not in str(path) else path.with_name("x"))
    with pytest.raises(Refused) as caught:
        Workspace.open(path, author="A. Officer", write=write)
    assert caught.value.code == code
    assert path.name in sentence(caught.value.code, caught.value.params)
    assert bytes_around(path if "\0" not in str(path) else path.with_name("x")) == before


def test_a_file_that_may_not_be_written_can_only_be_read(path: Path) -> None:
    path.chmod(0o444)
    before = bytes_around(path)
    with pytest.raises(Refused, match=r"workspace\.read-only"):
        Workspace.open(path, author="A. Officer")
    with Workspace.open(path, author="A. Officer", write=False) as workspace:
        assert workspace.read_only
        with workspace.reading() as reading:
            assert reading.get(Answer, answer().id) is not None
        with pytest.raises(Refused, match=r"workspace\.read-only"), workspace.unit_of_work():
            raise AssertionError
        assert bytes_around(path) == before
    assert bytes_around(path) == before


def test_reading_leaves_no_trace(path: Path) -> None:
    before = bytes_around(path)
    with Workspace.open(path, author="A. Officer", write=False) as workspace, workspace.reading() as reading:
        audit.verify(reading)
        assert bytes_around(path) == before


# Making


@pytest.mark.parametrize("there", ["a file", "a folder", "a dangling link", "a workspace"])
def test_nothing_is_made_over_what_is_there(path: Path, there: str) -> None:
    if there != "a workspace":
        path.unlink()
    if there == "a file":
        path.write_text("mine")
    elif there == "a folder":
        path.mkdir()
    elif there == "a dangling link":
        path.symlink_to("gone")
    before = bytes_around(path)
    with pytest.raises(Refused, match=r"workspace\.exists"):
        Workspace.create(path, WorkspaceKind.OFFICE, author="A. Officer")
    assert bytes_around(path) == before


def test_a_workspace_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        Workspace.create(tmp_path / "no" / "such" / "x.assurance", WorkspaceKind.OFFICE, author="A. Officer")
    assert caught.value.code == "file.unwritable"
    assert list(tmp_path.iterdir()) == []


def test_a_making_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("assurance_app.persistence.disk.os.replace", full)
    with pytest.raises(Refused, match=r"workspace\.disk-full"):
        Workspace.create(tmp_path / "x.assurance", WorkspaceKind.OFFICE, author="A. Officer")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["Über uns & 100 %?#.assurance", "no suffix", "x'y;--.assurance", "\U0001f600.assurance"]
)
def test_a_workspace_may_have_any_name(tmp_path: Path, name: str) -> None:
    with new_workspace(tmp_path / name) as workspace:
        assert workspace.path.name == name
    backup.create(tmp_path / name)
    with Workspace.open(tmp_path / name, author="A. Officer", write=False) as workspace, workspace.reading() as reading:
        audit.verify(reading)
    assert (tmp_path / name).is_file()


# Who may write


def test_the_second_is_told_who_has_it_and_may_read(path: Path) -> None:
    with Workspace.open(path, author="A. Officer") as first:
        with pytest.raises(Refused) as caught:
            Workspace.open(path, author="B. Officer")
        assert caught.value.code == "workspace.locked"
        assert "A. Officer" in sentence(caught.value.code, caught.value.params)
        with Workspace.open(path, author="B. Officer", write=False) as second:
            with first.unit_of_work() as work:
                work.put(answer(9, rests_on="fresh"), 0)
                work.commit()
            with second.reading() as reading:
                assert reading.get(Answer, answer(9).id) is not None
    assert [item.name for item in path.parent.iterdir()] == [path.name]
    Workspace.open(path, author="B. Officer").close()


def test_two_processes_share_one_lock(path: Path) -> None:
    holder = python(
        str(path),
        code="""
            with Workspace.open(path, author="Officer of another process") as workspace:
                print("open", flush=True)
                time.sleep(60)
        """,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        before = bytes_around(path)
        with pytest.raises(Refused) as caught:
            Workspace.open(path, author="A. Officer")
        assert "Officer of another process on " in str(caught.value.params["holder"])
        assert bytes_around(path) == before
        with Workspace.open(path, author="A. Officer", write=False) as workspace, workspace.reading() as reading:
            audit.verify(reading)
    finally:
        holder.kill()
        holder.communicate()
    # The dead holder's lock and its name still lie there; neither stops anybody.
    assert path.with_name(path.name + ".holder").exists()
    with Workspace.open(path, author="A. Officer"):
        told = json.loads(path.with_name(path.name + ".holder").read_text(encoding="utf-8"))
        assert told["user"] == "A. Officer"
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_a_holder_who_cannot_be_named_still_has_it(path: Path) -> None:
    with Workspace.open(path, author="A. Officer"):
        path.with_name(path.name + ".holder").write_bytes(b"\xff not JSON")
        with pytest.raises(Refused) as caught:
            Workspace.open(path, author="B. Officer")
        assert caught.value.params["holder"] == "Somebody else"


def test_a_link_and_the_file_are_one_workspace(path: Path, tmp_path: Path) -> None:
    desktop = tmp_path / "desktop"
    desktop.mkdir()
    link = desktop / "link.assurance"
    link.symlink_to(path)
    with Workspace.open(path, author="A. Officer"), pytest.raises(Refused, match=r"workspace\.locked"):
        Workspace.open(link, author="B. Officer")
    with Workspace.open(link, author="B. Officer") as workspace:
        assert workspace.path == path
    assert backup.create(link).parent == tmp_path / "westmarch.backups"


def test_what_a_crash_left_in_the_making_is_swept_away(path: Path) -> None:
    leftover = path.with_name(f".{path.name}.0a1b2c3d.migrating")
    leftover.write_bytes(b"half")
    Workspace.open(path, author="A. Officer", write=False).close()
    assert leftover.exists()
    Workspace.open(path, author="A. Officer").close()
    assert not leftover.exists()


def test_alembic_is_not_loaded_for_a_current_workspace(path: Path) -> None:
    code = """
        with Workspace.open(path, author="A. Officer") as workspace, workspace.reading() as reading:
            reading.find(type(answer()))
        print(sorted({name.partition(".")[0] for name in sys.modules} & {"alembic", "pydantic", "mako", "yaml"}))
    """
    # In a bare process: the fixtures of these tests import more than the program does.
    bare = textwrap.dedent(code).replace("type(answer())", "Answer")
    bare = "import sys; from pathlib import Path; path = Path(sys.argv[1])\n" + (
        "from assurance_app.domain.entities import Answer\n"
        "from assurance_app.persistence.workspace import Workspace\n" + bare
    )
    done = subprocess.run(
        [sys.executable, "-c", bare, str(path)], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


# What goes wrong while it is open


@pytest.fixture
def opened(path: Path) -> Iterator[Workspace]:
    with Workspace.open(path, author="A. Officer") as workspace:
        yield workspace


def limit_pages(workspace: Workspace, number: int) -> None:
    with workspace.reading() as reading:
        reading.connection.exec_driver_sql(f"PRAGMA max_page_count={number}")


def test_a_full_disk_loses_nothing_that_was_saved(opened: Workspace) -> None:
    with opened.reading() as reading:
        pages = reading.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        before = reading.find(Answer)
    limit_pages(opened, pages + 2)
    with pytest.raises(Refused) as caught, opened.unit_of_work() as work:
        work.put(answer(9, rests_on="far too much " * 10_000), 0)
    assert caught.value.code == "workspace.disk-full"
    with opened.reading() as reading:
        assert reading.find(Answer) == before
        audit.verify(reading)
    limit_pages(opened, 1_000_000)
    with opened.unit_of_work() as work:
        work.put(answer(9, rests_on="again, now that there is space"), 0)
        work.commit()
    with opened.reading() as reading:
        audit.verify(reading)


def test_a_file_that_was_taken_away_is_told_and_not_written_to(opened: Workspace, path: Path) -> None:
    away = path.with_name("elsewhere")
    path.rename(away)
    with pytest.raises(Refused) as caught, opened.unit_of_work() as work:
        work.put(answer(9), 0)
    assert caught.value.code == "workspace.unreachable"
    away.rename(path)
    with opened.unit_of_work() as work:
        work.put(answer(9), 0)
        work.commit()
    with opened.reading() as reading:
        assert reading.get(Answer, answer(9).id) is not None


def test_another_program_that_holds_on_is_told_of(opened: Workspace, path: Path) -> None:
    with opened.reading() as reading:
        reading.connection.exec_driver_sql("PRAGMA busy_timeout=50")
    other = sqlite3.connect(path, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refused) as caught, opened.unit_of_work():
            raise AssertionError
        assert caught.value.code == "workspace.locked"
        assert caught.value.params["holder"] == "Another program"
    finally:
        other.close()
    with opened.unit_of_work() as work:
        work.put(answer(9), 0)
        work.commit()


def test_damage_that_shows_later_is_told(path: Path) -> None:
    with Workspace.open(path, author="A. Officer") as workspace, workspace.reading() as reading:
        root = reading.connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name = 'threat_statement'"
        ).scalar_one()
    set_bytes(path, (root - 1) * 4096, b"\xff" * 4096)
    with Workspace.open(path, author="A. Officer") as workspace:
        with pytest.raises(Refused) as caught, workspace.reading() as reading:
            reading.record("westmarch/2025-26")
        assert caught.value.code == "workspace.damaged"


@pytest.mark.parametrize("pause", [0.02, 0.07, 0.13, 0.2, 0.31])
def test_a_process_killed_while_it_writes_leaves_a_whole_workspace(path: Path, pause: float) -> None:
    writer = python(
        str(path),
        code="""
            with Workspace.open(path, author="A. Officer") as workspace:
                number = 0
                while True:
                    number += 1
                    with workspace.unit_of_work() as work:
                        for place in range(20, 30):
                            version = number - 1
                            work.put(answer(place, rests_on=f"{number}" + " and many words" * 400), version)
                        work.commit()
                    print(number, flush=True)
        """,
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "1\n"
    time.sleep(pause)
    writer.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    output, _ = writer.communicate(timeout=60)
    told = max([1, *(int(line) for line in output.splitlines() if line)])
    with Workspace.open(path, author="A. Officer") as workspace, workspace.reading() as reading:
        audit.verify(reading)
        versions = {reading.history(Answer, answer(place).id)[-1].number for place in range(20, 30)}
        # All of a unit or nothing, and never less than was told to be saved.
        assert len(versions) == 1
        assert versions.pop() in (told, told + 1)
        assert reading.connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    assert not header.has_unfinished_change(path)
    with Workspace.open(path, author="A. Officer") as workspace, workspace.unit_of_work() as work:
        work.put(answer(9), 0)
        work.commit()
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_a_reader_takes_back_what_a_crash_left_unfinished(path: Path) -> None:
    with Workspace.open(path, author="A. Officer", write=False) as workspace, workspace.reading() as reading:
        before = reading.find(Answer)
    crashed = python(
        str(path),
        code="""
            import os
            workspace = Workspace.open(path, author="A. Officer")
            with workspace.reading() as reading:
                reading.connection.exec_driver_sql("PRAGMA cache_size=5")
            with workspace.unit_of_work() as work:
                for place in range(200):
                    work.put(answer(100 + place, rests_on="unfinished " * 400), 0)
                os._exit(0)
        """,
    )
    finish(crashed)
    assert header.journal_of(path).exists()
    with Workspace.open(path, author="A. Officer", write=False) as workspace, workspace.reading() as reading:
        assert reading.find(Answer) == before
        audit.verify(reading)


def test_an_unfinished_change_on_a_read_only_medium_is_told(path: Path) -> None:
    test_a_reader_takes_back_what_a_crash_left_unfinished(path)
    finish(
        python(
            str(path),
            code="""
                import os
                workspace = Workspace.open(path, author="A. Officer")
                with workspace.reading() as reading:
                    reading.connection.exec_driver_sql("PRAGMA cache_size=5")
                with workspace.unit_of_work() as work:
                    for place in range(200):
                        work.put(answer(100 + place, rests_on="unfinished " * 400), 0)
                    os._exit(0)
            """,
        )
    )
    path.chmod(0o444)
    before = bytes_around(path)
    with pytest.raises(Refused) as caught:
        Workspace.open(path, author="A. Officer", write=False)
    assert caught.value.code == "workspace.read-only"
    assert bytes_around(path) == before


def test_opening_a_workspace_twice_in_one_process_keeps_the_first_ones_locks(opened: Workspace, path: Path) -> None:
    """POSIX drops all locks of a process on a file with any handle that it closes: a reader must cost none."""
    with opened.unit_of_work() as work:
        work.put(answer(9), 0)
        Workspace.open(path, author="A. Officer", write=False).close()
        with pytest.raises(Refused, match=r"workspace\.locked"):
            Workspace.open(path, author="B. Officer")
        intruder = python(
            str(path),
            code="""
                import sqlite3
                connection = sqlite3.connect(path, timeout=0, isolation_level=None)
                try:
                    connection.execute("BEGIN IMMEDIATE")
                    print("took it")
                except sqlite3.OperationalError as error:
                    print(error)
            """,
        )
        assert finish(intruder) == "database is locked\n"
        work.commit()
