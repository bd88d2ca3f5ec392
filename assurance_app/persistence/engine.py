"""Connections: how a workspace is opened as a database, the same way everywhere."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import StaticPool

BUSY_MILLISECONDS = 5_000
"""How long a reader or writer waits for another process's commit."""

_open_files: Counter[tuple[int, int]] = Counter()
_open_files_guard = threading.Lock()


def uri(path: Path, mode: str) -> str:
    """The file as SQLite's URI, for drives, network shares and names with any character. `mode`: ro, rw or rwc."""
    place = path.absolute().as_posix()
    return f"file://{'' if place.startswith('/') else '/'}{quote(place)}?mode={mode}"


def connect(path: Path, mode: str, *, foreign_keys: bool = True) -> sqlite3.Connection:
    """A connection as this program uses it: nothing begins by itself, a commit is on disk, erased is overwritten."""
    connection = sqlite3.connect(
        uri(path, mode), uri=True, check_same_thread=False, isolation_level=None, timeout=BUSY_MILLISECONDS / 1000
    )
    try:
        for pragma in (
            "synchronous=FULL",
            "secure_delete=ON",
            "trusted_schema=OFF",
            "cell_size_check=ON",
            f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
        ):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def engine_for(connection: sqlite3.Connection) -> Engine:
    """SQLAlchemy over one connection. A transaction is BEGIN, or what the execution option `begin` says."""
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


class OpenFile:
    """Notes that this process has a workspace open, for as long as it has.

    POSIX gives up all of a process's locks on a file when any of its handles is closed: while SQLite has the file open,
    nothing else in this process may open and close it, not even to read its header.
    """

    def __init__(self, path: Path) -> None:
        self._key = _key(path)
        with _open_files_guard:
            _open_files[self._key] += 1

    def release(self) -> None:
        """Forget it again."""
        with _open_files_guard:
            _open_files[self._key] -= 1
            if _open_files[self._key] <= 0:
                del _open_files[self._key]


def is_open_here(path: Path) -> bool:
    """Whether this very process has the file open as a workspace."""
    with contextlib.suppress(OSError):
        return _key(path) in _open_files
    return False


def _key(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino
