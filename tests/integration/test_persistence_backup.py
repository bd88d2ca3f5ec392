"""Backups and attachments beside a workspace."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assurance_app.domain.entities import Answer
from assurance_app.domain.refusal import Refused
from assurance_app.persistence import attachments, audit, backup, header
from assurance_app.persistence.workspace import Workspace
from tests.fixtures.persistence import Ticking, answer, bytes_around, fill, new_workspace


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "westmarch.assurance"
    with new_workspace(path) as workspace:
        fill(workspace)
    return path


@pytest.fixture
def opened(path: Path) -> Iterator[Workspace]:
    with Workspace.open(path, author="A. Officer") as workspace:
        yield workspace


def put(path: Path, number: int) -> None:
    with Workspace.open(path, author="A. Officer") as workspace, workspace.unit_of_work() as work:
        work.put(answer(number), 0)
        work.commit()


def answers(path: Path) -> set[str]:
    with Workspace.open(path, author="A. Officer", write=False) as workspace, workspace.reading() as reading:
        audit.verify(reading)
        return {stored.entity.id for stored in reading.find(Answer)}


def test_a_backup_is_a_whole_workspace_of_its_own(path: Path) -> None:
    made = backup.create(path, clock=Ticking())
    assert made == path.parent / "westmarch.backups" / "westmarch-20261120-110223.assurance"
    assert answers(made) == answers(path)
    assert [item.name for item in made.parent.iterdir()] == [made.name]


def test_a_backup_of_a_workspace_in_use_is_one_state_of_it(opened: Workspace, path: Path) -> None:
    begun, stop = threading.Event(), threading.Event()
    failures: list[BaseException] = []

    def write() -> None:
        number = 100
        try:
            while not stop.is_set():
                with opened.unit_of_work() as work:
                    for _ in range(2):
                        number += 1
                        work.put(answer(number, rests_on="words " * 2000), 0)
                    work.commit()
                begun.set()
        except BaseException as error:  # noqa: BLE001 -- told to the test
            failures.append(error)

    before = answers(path)
    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert begun.wait(30)
        made = [backup.create(path, clock=Ticking()) for _ in range(5)]
    finally:
        stop.set()
        writer.join()
    assert failures == []
    added = [len(answers(file) - before) for file in made]
    assert all(number % 2 == 0 for number in added)
    assert min(added) > 0


def test_backups_of_one_second_do_not_overwrite_each_other(path: Path) -> None:
    moment = dt.datetime(2026, 11, 20, 11, 2, 22, tzinfo=dt.UTC)
    names = [backup.create(path, clock=lambda: moment).name for _ in range(3)]
    stem = "westmarch-20261120-110222"
    assert names == [f"{stem}.assurance", f"{stem}-2.assurance", f"{stem}-3.assurance"]
    assert [found.path.name for found in backup.listed(path)] == list(reversed(names))


def test_the_last_ten_are_kept(path: Path) -> None:
    clock = Ticking()
    made = [backup.create(path, clock=clock) for _ in range(12)]
    assert [found.path for found in backup.listed(path)] == list(reversed(made[2:]))
    backup.prune(path, keep=3)
    assert [found.path for found in backup.listed(path)] == list(reversed(made[9:]))


def test_what_is_not_a_backup_of_this_workspace_is_left_alone(path: Path) -> None:
    clock = Ticking()
    backup.create(path, clock=clock)
    folder = backup.folder_of(path)
    others = ["notes.txt", "eastmarch-20261120-110222.assurance", "westmarch-2026.assurance", "westmarch.assurance"]
    for name in others:
        (folder / name).write_text("mine")
    for _ in range(12):
        backup.create(path, clock=clock)
    assert all((folder / name).read_text() == "mine" for name in others)
    assert len(backup.listed(path)) == 10


def test_the_daily_backup_is_made_once_a_day(path: Path) -> None:
    clock = Ticking()
    first = backup.daily(path, clock=clock)
    assert first is not None
    assert backup.daily(path, clock=clock) is None
    clock.now += dt.timedelta(days=1)
    second = backup.daily(path, clock=clock)
    assert [found.path for found in backup.listed(path)] == [second, first]


def test_a_workspace_without_backups_has_none(path: Path) -> None:
    assert backup.listed(path) == ()


def test_restoring_puts_the_backup_in_place_and_keeps_what_stood_there(path: Path) -> None:
    clock = Ticking()
    before = answers(path)
    made = backup.create(path, clock=clock)
    put(path, 9)
    kept = backup.restore(path, made, author="A. Officer", clock=clock)
    assert answers(path) == before
    assert kept is not None
    assert answers(kept) == before | {answer(9).id}
    assert sorted(item.name for item in path.parent.iterdir()) == [path.name, "westmarch.backups"]


def test_a_workspace_that_somebody_has_is_not_replaced(opened: Workspace, path: Path) -> None:
    made = backup.create(path, clock=Ticking())
    before = path.read_bytes()
    with pytest.raises(Refused, match=r"workspace\.locked"):
        backup.restore(path, made, author="B. Officer", clock=Ticking())
    assert path.read_bytes() == before
    assert opened.read_only is False


def test_a_workspace_that_is_gone_is_restored(path: Path) -> None:
    made = backup.create(path, clock=Ticking())
    before = answers(path)
    path.unlink()
    assert backup.restore(path, made, author="A. Officer", clock=Ticking()) is None
    assert answers(path) == before


@pytest.mark.parametrize("damage", ["cut", "scrambled", "overwritten", "with a journal"])
def test_a_damaged_workspace_is_restored_and_its_bytes_are_kept(path: Path, damage: str) -> None:
    clock = Ticking()
    before = answers(path)
    made = backup.create(path, clock=clock)
    content = path.read_bytes()
    if damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "overwritten":
        path.write_bytes(b"a letter")
    else:
        path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    if damage == "with a journal":
        header.journal_of(path).write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\xff" * 1000)
    damaged = path.read_bytes()
    kept = backup.restore(path, made, author="A. Officer", clock=clock)
    assert answers(path) == before
    assert kept is not None
    assert kept.suffix == ".damaged"
    assert kept.read_bytes() == damaged
    assert not header.journal_of(path).exists()
    assert len(backup.listed(path)) == 1


@pytest.mark.parametrize("damage", ["text", "cut", "scrambled"])
def test_what_is_no_sound_backup_replaces_nothing(path: Path, damage: str) -> None:
    made = backup.create(path, clock=Ticking())
    content = made.read_bytes()
    spoilt = {"text": b"a letter", "cut": content[:8192], "scrambled": content[:4096] + b"\xff" * (len(content) - 4096)}
    made.write_bytes(spoilt[damage])
    before = path.read_bytes()
    with pytest.raises(Refused) as caught:
        backup.restore(path, made, author="A. Officer", clock=Ticking())
    assert caught.value.code in ("workspace.not-one", "workspace.damaged")
    assert str(caught.value.params["path"]) == str(made)
    assert path.read_bytes() == before
    assert sorted(item.name for item in path.parent.iterdir()) == [path.name, "westmarch.backups"]


def test_a_damaged_workspace_gives_no_backup(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))
    with pytest.raises(Refused, match=r"workspace\.damaged"):
        backup.create(path, clock=Ticking())
    assert list(backup.folder_of(path).iterdir()) == []


def test_a_backup_for_which_there_is_no_space_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(backup, "copy", full)
    with pytest.raises(Refused, match=r"workspace\.disk-full"):
        backup.create(path, clock=Ticking())
    assert list(backup.folder_of(path).iterdir()) == []


# Attachments


def test_an_attachment_is_kept_by_its_content(path: Path, tmp_path: Path) -> None:
    source = tmp_path / "minutes.pdf"
    source.write_bytes(b"minutes" * 500_000)
    sha256 = attachments.keep(path, source)
    assert sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    kept = attachments.path_of(path, sha256)
    assert kept == tmp_path / "westmarch.attachments" / sha256[:2] / sha256
    assert kept.read_bytes() == source.read_bytes()
    assert attachments.keep(path, source) == sha256
    assert [item.name for item in kept.parent.iterdir()] == [sha256]
    assert attachments.missing(path, [sha256, "0" * 64]) == ("0" * 64,)
    assert [item.name for item in attachments.folder_of(path).iterdir()] == [sha256[:2]]


def test_a_rotten_attachment_is_made_good_when_it_is_given_again(path: Path, tmp_path: Path) -> None:
    source = tmp_path / "minutes.pdf"
    source.write_bytes(b"minutes")
    kept = attachments.path_of(path, attachments.keep(path, source))
    kept.write_bytes(b"rotten!")
    attachments.keep(path, source)
    assert kept.read_bytes() == b"minutes"


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 65])
def test_only_a_digest_names_an_attachment(path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="is not a SHA-256"):
        attachments.path_of(path, name)


def test_what_is_not_a_file_cannot_be_attached(path: Path, tmp_path: Path) -> None:
    before = bytes_around(path)
    for source in (tmp_path / "gone.pdf", tmp_path):
        with pytest.raises(Refused, match=r"file\.missing"):
            attachments.keep(path, source)
    assert bytes_around(path) == before


def test_an_attachment_for_which_there_is_no_space_leaves_nothing(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "minutes.pdf"
    source.write_bytes(b"minutes")

    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("assurance_app.persistence.disk.flush", full)
    with pytest.raises(Refused, match=r"workspace\.disk-full"):
        attachments.keep(path, source)
    assert [item for item in attachments.folder_of(path).rglob("*") if item.is_file()] == []
