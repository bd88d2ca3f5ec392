"""The tables as the revisions make them; bringing an older workspace up to date, proved with a made-up revision."""

from __future__ import annotations

import shutil
import sqlite3
import textwrap
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect
from sqlalchemy.schema import CreateIndex, CreateTable

from assurance_app import paths
from assurance_app.domain.entities import Answer, OfficeHolder
from assurance_app.domain.refusal import Refused
from assurance_app.persistence import audit, backup, header, search_index
from assurance_app.persistence.tables import metadata
from assurance_app.persistence.workspace import Workspace
from tests.fixtures.persistence import CYCLE, Ticking, answer, bytes_around, fill, new_workspace

REVISION = """
    import sqlalchemy as sa
    from alembic import op

    revision = "0003"
    down_revision = "0002"


    def upgrade() -> None:
        with op.batch_alter_table("audit") as batch:
            batch.add_column(sa.Column("machine", sa.Text, nullable=False, server_default=""))
        with op.batch_alter_table("body", recreate="always") as batch:
            batch.add_column(sa.Column("telephone", sa.Text, nullable=False, server_default=""))
        with op.batch_alter_table("payload", recreate="always") as batch:
            batch.alter_column("body", existing_type=sa.Text(), nullable=True)
        with op.batch_alter_table("audit", recreate="always") as batch:
            batch.alter_column("machine", existing_type=sa.Text(), nullable=False)
"""
FAILING = REVISION + '        raise RuntimeError("the revision fails at its very end")\n'
ORPHANING = REVISION + '        op.execute("DELETE FROM cycle")\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "westmarch.assurance"
    with new_workspace(path) as workspace:
        fill(workspace)
    return path


@pytest.fixture
def next_schema(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that adds revision 0003 to a copy of the revisions, and lets the program know of it."""

    def add(source: str) -> None:
        scripts = tmp_path_factory.mktemp("scripts") / "migrations"
        shutil.copytree(paths.migrations(), scripts)
        (scripts / "versions" / "0003_made_up.py").write_text(textwrap.dedent(source), encoding="utf-8")
        monkeypatch.setattr(paths, "migrations", lambda: scripts)
        monkeypatch.setattr(header, "SCHEMA", 3)

    return add


def tables_of(path: Path) -> dict[str, str]:
    connection = sqlite3.connect(path)
    try:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()
        return {name: " ".join(sql.split()) for name, sql in rows}
    finally:
        connection.close()


def test_the_revisions_make_the_tables_that_the_program_reads(path: Path) -> None:
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        # The index of the search is derived and made anew after each migration; no revision knows it.
        for name in reversed(search_index.TABLES):
            connection.exec_driver_sql(f"DROP TABLE {name}")
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata()) == []
        assert set(inspect(connection).get_table_names()) == {*metadata().tables, "alembic_version"}
    engine.dispose()


def test_the_revisions_make_them_to_the_letter(path: Path) -> None:
    """What the comparison of Alembic does not look at: names of keys, references, order of columns."""
    engine = create_engine("sqlite://")
    expected = {}
    for table in metadata().sorted_tables:
        expected[table.name] = " ".join(str(CreateTable(table).compile(engine)).split())
        for index in table.indexes:
            expected[str(index.name)] = " ".join(str(CreateIndex(index).compile(engine)).split())
    engine.dispose()
    found = {name: sql for name, sql in tables_of(path).items() if name in expected}
    assert found == expected


def test_the_newest_revision_is_the_schema_number() -> None:
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    assert ScriptDirectory.from_config(config).get_heads() == [f"{header.SCHEMA:04d}"]


def test_revisions_never_speak_of_live_tables() -> None:
    for file in (paths.migrations() / "versions").glob("*.py"):
        assert "assurance_app" not in file.read_text(encoding="utf-8")


def test_the_header_says_whose_file_it_is(path: Path) -> None:
    head = path.read_bytes()[:100]
    assert head[68:72] == b"SPRA"
    assert header.number(head, 60) == header.SCHEMA == 2
    assert head[18:20] == b"\x01\x01"
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()


def test_the_connection_keeps_its_promises(path: Path) -> None:
    with Workspace.open(path, author="A. Officer") as workspace, workspace.reading() as reading:
        pragmas = {
            name: reading.connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("synchronous", "foreign_keys", "secure_delete", "trusted_schema")
        }
    assert pragmas == {"synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "trusted_schema": 0}


def test_an_older_workspace_is_brought_up_with_everything_in_it(path: Path, next_schema: Any) -> None:
    original = path.read_bytes()
    next_schema(REVISION)
    with Workspace.open(path, author="A. Officer", clock=Ticking()) as workspace:
        with workspace.reading() as reading:
            # A rebuilt table must not have taken along the rows that name it.
            assert [stored.entity.id for stored in reading.find(OfficeHolder)] == ["holder"]
            assert len(reading.find(Answer)) == 2
            columns = reading.connection.exec_driver_sql("PRAGMA table_info(audit)").all()
            assert "machine" in [column[1] for column in columns]
            assert reading.connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
            assert reading.search(["plans"], CYCLE.id, 5), "the index is made anew after a migration"
        with workspace.unit_of_work() as work:
            work.put(answer(9), 0)
            work.commit()
    assert header.number(path.read_bytes(), 60) == 3
    found = {name: sql for name, sql in tables_of(path).items() if name in audit.GUARDS}
    assert found == {name: f"CREATE TRIGGER {name} {body}" for name, body in audit.GUARDS.items()}
    kept = backup.listed(path)
    assert len(kept) == 1
    assert header.number(kept[0].path.read_bytes(), 60) == 2
    assert tables_of(kept[0].path).keys() >= metadata().tables.keys()
    assert sorted(item.name for item in path.parent.iterdir()) == [path.name, "westmarch.backups"]
    assert original != path.read_bytes()


@pytest.mark.parametrize("source", [FAILING, ORPHANING])
def test_a_revision_that_fails_leaves_the_workspace_as_it_was(path: Path, next_schema: Any, source: str) -> None:
    before = bytes_around(path)
    next_schema(source)
    with pytest.raises(RuntimeError):
        Workspace.open(path, author="A. Officer", clock=Ticking())
    after = bytes_around(path)
    assert {name: content for name, content in after.items() if not name.startswith("westmarch.backups")} == before
    assert len(backup.listed(path)) == 1


def test_a_full_disk_stops_the_migration_before_it_touches_anything(
    path: Path, next_schema: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_around(path)
    next_schema(REVISION)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("assurance_app.persistence.disk.os.replace", full)
    with pytest.raises(Refused, match=r"workspace\.disk-full"):
        Workspace.open(path, author="A. Officer", clock=Ticking())
    assert {name: content for name, content in bytes_around(path).items() if content != "a folder"} == before


def test_who_only_reads_an_older_workspace_changes_nothing(path: Path, next_schema: Any) -> None:
    path.chmod(0o444)
    before = bytes_around(path)
    next_schema(REVISION)
    with Workspace.open(path, author="A. Officer", write=False) as workspace, workspace.reading() as reading:
        assert len(reading.find(Answer)) == 2
        assert workspace.path == path
        audit.verify(reading)
    assert bytes_around(path) == before


def test_an_unfinished_change_is_taken_back_before_the_copy_is_made(path: Path, next_schema: Any) -> None:
    """The journal of the old file must not be applied to the new one."""
    crashing = sqlite3.connect(path, isolation_level=None)
    crashing.execute("PRAGMA cache_size=1")
    crashing.execute("BEGIN")
    crashing.execute("UPDATE answer SET rests_on = ?", ("unfinished " * 3000,))
    crashing.execute("UPDATE body SET note = ?", ("unfinished " * 3000,))
    file, journal = path.read_bytes(), header.journal_of(path).read_bytes()
    crashing.close()
    path.write_bytes(file)
    header.journal_of(path).write_bytes(journal)
    assert header.has_unfinished_change(path)
    next_schema(REVISION)
    with Workspace.open(path, author="A. Officer", clock=Ticking()) as workspace, workspace.reading() as reading:
        assert "unfinished" not in str(reading.all_stored(Answer))
        audit.verify(reading)
    assert not header.has_unfinished_change(path)


def test_an_older_file_is_newer_to_an_older_program(
    path: Path, next_schema: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_schema(REVISION)
    Workspace.open(path, author="A. Officer", clock=Ticking()).close()
    before = path.read_bytes()
    monkeypatch.undo()
    with pytest.raises(Refused, match=r"workspace\.newer"):
        Workspace.open(path, author="A. Officer")
    assert path.read_bytes() == before
