"""The record of changes: nobody can change it by the usual ways, and what was changed by others is found."""

from __future__ import annotations

import dataclasses
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from assurance_app.domain.entities import Answer
from assurance_app.domain.refusal import Refused
from assurance_app.persistence import audit
from assurance_app.persistence.workspace import Workspace
from assurance_app.words.sentences import sentence
from tests.fixtures.persistence import answer, fill, framework, new_workspace


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "westmarch.assurance"
    with new_workspace(path) as workspace:
        fill(workspace)
    return path


@pytest.fixture
def path(tmp_path: Path, filled: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / filled.name))


@pytest.fixture
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None)
    yield connection
    connection.close()


def verify(path: Path) -> None:
    with Workspace.open(path, author="A. Officer", write=False) as workspace, workspace.reading() as reading:
        audit.verify(reading)


def unguard(connection: sqlite3.Connection) -> None:
    for name in audit.GUARDS:
        connection.execute(f"DROP TRIGGER {name}")


OTHER_COLUMNS = "at, by, action, kind, entity_id, version, payload_digest, previous, hash"


def test_a_sound_record_verifies(path: Path) -> None:
    verify(path)


def test_the_guards_are_in_every_new_file(raw: sqlite3.Connection) -> None:
    found = dict(raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    assert found == {name: f"CREATE TRIGGER {name} {body}" for name, body in audit.GUARDS.items()}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET at = 'yesterday' WHERE sequence = 3",
        "DELETE FROM audit WHERE sequence = (SELECT max(sequence) FROM audit)",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE sequence = 3",
        "REPLACE INTO audit SELECT * FROM audit WHERE sequence = (SELECT max(sequence) FROM audit)",
        f"INSERT INTO audit SELECT sequence + 1000, {OTHER_COLUMNS} FROM audit WHERE sequence = 3",
        f"INSERT INTO audit SELECT 0, {OTHER_COLUMNS} FROM audit WHERE sequence = 3",
        "UPDATE OR REPLACE audit SET sequence = 2 WHERE sequence = 3",
        "DELETE FROM payload",
        "UPDATE payload SET body = '{}' WHERE body IS NOT NULL",
        "UPDATE payload SET body = NULL WHERE body IS NOT NULL",
        "UPDATE payload SET erased_at = 'now' WHERE body IS NOT NULL",
        "UPDATE payload SET erased_at = 'later' WHERE body IS NULL",
        "UPDATE payload SET digest = 'x'",
        "INSERT OR REPLACE INTO payload SELECT digest, '{}', NULL FROM payload",
    ],
)
def test_the_record_cannot_be_changed_by_the_usual_ways(path: Path, raw: sqlite3.Connection, statement: str) -> None:
    before = raw.execute("SELECT * FROM audit").fetchall(), raw.execute("SELECT * FROM payload").fetchall()
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(statement)
    assert (raw.execute("SELECT * FROM audit").fetchall(), raw.execute("SELECT * FROM payload").fetchall()) == before
    verify(path)


TAMPERED = {
    "an entry altered": ("UPDATE audit SET by = 'Somebody' WHERE sequence = 5", 5),
    "an entry removed": ("DELETE FROM audit WHERE sequence = 5", 5),
    "the first entry removed": ("DELETE FROM audit WHERE sequence = 1", 1),
    "an entry's hash altered": ("UPDATE audit SET hash = hash || '0' WHERE sequence = 5", 5),
    "entries exchanged": (("UPDATE audit SET sequence = CASE sequence WHEN 5 THEN -6 WHEN 6 THEN -5 END "
                          "WHERE sequence IN (5, 6); UPDATE audit SET sequence = -sequence WHERE sequence < 0"), 5),
    "a content altered": ("UPDATE payload SET body = replace(body, 'First words', 'Other words')", 5),
    "a content removed": ("DELETE FROM payload WHERE body LIKE '%First words%'", 5),
    "a content emptied": ("UPDATE payload SET body = NULL WHERE body LIKE '%First words%'", 5),
    "a snapshot altered": ("UPDATE payload SET body = replace(body, 'snapshot', 'snapshoT')", 0),
    "a row altered": ("UPDATE answer SET rests_on = 'Other words.'", 6),
    "a row's version altered": ("UPDATE answer SET version = 1", 6),
    "a row's time altered": ("UPDATE answer SET saved_at = '2020-01-01T00:00:00Z'", 6),
    "a row removed": ("DELETE FROM answer", 6),
    "a row put back": (("INSERT INTO answer SELECT replace(id, 'r1', 'r2'), cycle_id, requirement_id, position, view, "
                       "provided, rests_on, reason, chief_constables_reason, bodys_view_of_reason, gap, next_step, "
                       "disclosure, public_wording, fields, version, saved_at FROM answer"), 8),
    "a row that nothing tells of": (("INSERT INTO body SELECT 'x' || id, legal_name, name_as_used, kind, police_area, "
                                    "force, mobilisation_region, rocu, nation, kind_since, note, invented, version, "
                                    "saved_at FROM body"), 0),
    "a framework altered": ("UPDATE framework SET body = replace(body, 'An exercise', 'No exercise')", 1),
    "a framework altered with its hash": ("UPDATE framework SET body = '{}', hash = 'x'", 1),
    "a framework removed": ("DELETE FROM framework", 1),
    "a framework that nothing tells of": ("INSERT INTO framework SELECT id, 7, hash, body, saved_at FROM framework", 0),
}  # fmt: skip


@pytest.mark.parametrize("how", TAMPERED)
def test_what_was_altered_behind_the_program_is_found_and_named(path: Path, raw: sqlite3.Connection, how: str) -> None:
    statements, sequence = TAMPERED[how]
    unguard(raw)
    raw.executescript(statements)
    with pytest.raises(Refused) as caught:
        verify(path)
    assert (caught.value.code, caught.value.params["sequence"]) == ("audit.broken", sequence)
    assert str(path) in sentence(caught.value.code, caught.value.params)


def test_a_whole_new_end_of_the_chain_does_not_hide_an_altered_row(path: Path, raw: sqlite3.Connection) -> None:
    """Whoever recomputes every hash must still make each row agree with its newest content."""
    unguard(raw)
    with Workspace.open(path, author="A. Officer", write=False) as workspace, workspace.reading() as reading:
        entries = reading.audit()
    previous = ""
    for entry in entries:
        columns = dataclasses.asdict(entry) | {"by": "Somebody else", "previous": previous}
        columns.pop("hash")
        changed = audit.chained(**columns)
        raw.execute(
            "UPDATE audit SET by = ?, previous = ?, hash = ? WHERE sequence = ?",
            (changed.by, changed.previous, changed.hash, changed.sequence),
        )
        previous = changed.hash
    verify(path)
    raw.execute("UPDATE answer SET rests_on = 'Other words.'")
    with pytest.raises(Refused, match=r"audit\.broken"):
        verify(path)


def test_erased_content_may_be_put_back_and_verifies(path: Path) -> None:
    with Workspace.open(path, author="A. Officer") as workspace, workspace.unit_of_work() as work:
        # The same words as version 1, which was erased: one digest, one payload.
        assert work.put(answer(3, rests_on="Sensitive words."), 0).version == 3
        work.commit()
    verify(path)
    with Workspace.open(path, author="A. Officer", write=False) as workspace, workspace.reading() as reading:
        stored = reading.get(Answer, answer(3).id)
        assert stored is not None
        assert stored.entity.rests_on == "Sensitive words."


def test_the_chain_goes_on_over_restarts(path: Path) -> None:
    for number in range(3):
        with Workspace.open(path, author=f"Officer {number}") as workspace, workspace.unit_of_work() as work:
            work.put(answer(20 + number), 0)
            work.put_framework(framework(revision=2 + number))
            work.commit()
    verify(path)


def test_who_wrote_is_kept_as_one_clean_line(path: Path) -> None:
    with Workspace.open(path, author=" A.\x00 \n Officer﻿ ") as workspace, workspace.unit_of_work() as work:
        work.put(answer(20), 0)
        work.commit()
        assert work.audit()[-1].by == "A. Officer"
