"""Making a new file, and bringing an older one up to the schema of this program before anything else is done with it.

Alembic is imported here and only when there is something to make or to bring up: it costs a quarter of a second.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from assurance_app import paths
from assurance_app.persistence import audit, backup, disk, errors, header, indexing
from assurance_app.persistence.engine import connect, engine_for
from assurance_app.persistence.rows import Clock


def bring_up(path: Path, clock: Clock) -> None:
    """Bring a workspace up to date, whole or not at all: a backup, then a migrated copy takes its place.

    The caller holds the lock. Refused where the disk does not allow it; a revision that fails raises, and the workspace
    is as it was.
    """
    backup.create(path, clock=clock)
    with errors.told_of_files(path), disk.temporary(path, "migrating") as copy:
        backup.copy(path, copy)
        build(copy)
        backup.refuse_unsound(copy, path)
        if header.has_unfinished_change(path):
            raise RuntimeError(f"{header.journal_of(path)} would be applied to the wrong file")
        disk.flush(copy)
        disk.replace(copy, path)


def build(path: Path) -> None:
    """Bring the file at `path`, which nobody else uses and which need not exist, up to date in one transaction.

    Raises RuntimeError where a revision left a row without its parent.
    """
    # Off before the transaction: with foreign keys on, rebuilding a table deletes the rows that name it.
    connection = connect(path, "rwc", foreign_keys=False)
    engine = engine_for(connection)
    try:
        with engine.connect().execution_options(begin="BEGIN IMMEDIATE") as transaction:
            transaction.begin()
            _upgrade(transaction, f"{header.SCHEMA:04d}")
            orphans = transaction.exec_driver_sql("PRAGMA foreign_key_check").all()
            if orphans:
                raise RuntimeError(f"after the migration {len(orphans)} rows lack their parent, first {orphans[0]}")
            audit.make_guards(transaction)
            indexing.make_anew(transaction)
            transaction.exec_driver_sql(f"PRAGMA application_id={header.APPLICATION_ID}")
            transaction.exec_driver_sql(f"PRAGMA user_version={header.SCHEMA}")
            transaction.commit()
    finally:
        engine.dispose()
        connection.close()


def _upgrade(connection: Connection, revision: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, revision)
