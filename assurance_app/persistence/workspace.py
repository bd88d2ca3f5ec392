"""A workspace: one open file. Everything else in the program reaches the record through it."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from assurance_app.domain.framework import Framework
from assurance_app.domain.refusal import Refused
from assurance_app.domain.text import clean_text
from assurance_app.domain.values import WorkspaceKind
from assurance_app.persistence import disk, errors, header
from assurance_app.persistence.engine import OpenFile, connect, engine_for
from assurance_app.persistence.lock import WorkspaceLock
from assurance_app.persistence.reading import Draft, Reading, Version
from assurance_app.persistence.rows import Clock, stamp, utc_now
from assurance_app.persistence.unit_of_work import UnitOfWork
from assurance_app.words import _

__all__ = ["Clock", "Draft", "Reading", "UnitOfWork", "Version", "Workspace", "utc_now"]


class Workspace:
    """One open file. Any thread may use it, one at a time: `reading` and `unit_of_work` wait for each other."""

    def __init__(self, path: Path, author: str, clock: Clock) -> None:
        """Not for callers: `create` and `open` make workspaces."""
        self.path = path
        self.author = " ".join(clean_text(author).split())
        self.read_only = False
        self.kind = WorkspaceKind.OFFICE
        self._clock = clock
        self._turn = threading.Lock()
        self._user = 0
        self._closing = contextlib.ExitStack()
        self._frameworks: dict[tuple[str, int], Framework] = {}

    @classmethod
    def create(cls, path: Path, kind: WorkspaceKind, *, author: str, clock: Clock = utc_now) -> Self:
        """Make a new, empty workspace and open it for writing.

        Refused("workspace.exists") where anything has the name already, "file.unwritable" or "workspace.disk-full"
        where none can be made there.
        """
        from assurance_app.persistence import making

        with making.new(path, author, clock) as new:
            making.begin(new.file, kind, clock)
        return cls._opened(new.path, author, clock, new.lock, header.SCHEMA)

    @classmethod
    def open(cls, path: Path, *, author: str, write: bool = True, clock: Clock = utc_now) -> Self:
        """Open a workspace, bringing an older one up to date; without `write` it can be read while another has it.

        Refused: workspace.missing, .not-one, .newer, .read-only, .locked, .damaged, .unreachable, .disk-full. A file
        that is refused keeps its bytes, and nothing is left beside it.
        """
        schema = header.inspect(path.absolute())
        path = disk.real(path)
        if not write:
            return cls._opened(path, author, clock, None, schema)
        with errors.told_of_files(path):
            is_read_only = header.is_read_only(path)
        if is_read_only:
            raise Refused("workspace.read-only", path=str(path))
        with WorkspaceLock.taken(path, author, stamp(clock())) as lock:
            disk.sweep(path)
            return cls._opened(path, author, clock, lock, header.inspect(path))

    @classmethod
    def _opened(cls, path: Path, author: str, clock: Clock, lock: WorkspaceLock | None, schema: int) -> Self:
        self = cls(path, author, clock)
        self.read_only = lock is None
        if lock is not None:
            self._closing.callback(lock.release)
        try:
            current = schema == header.SCHEMA
            self._connect(path if current else self._brought_up())
            self.kind = self._read_kind()
        except BaseException:
            self._closing.close()
            raise
        return self

    def _brought_up(self) -> Path:
        from assurance_app.persistence import backup, migration

        if not self.read_only:
            migration.bring_up(self.path, self._clock)
            return self.path
        # Whoever only reads changes nothing: the copy that is brought up lies among the system's temporary files.
        folder = self._closing.enter_context(tempfile.TemporaryDirectory())
        copy = Path(folder) / self.path.name
        with errors.told_of_files(self.path):
            backup.copy(self.path, copy)
            migration.build(copy)
        return copy

    def _connect(self, file: Path) -> None:
        with errors.told_of_files(self.path):
            self._closing.callback(OpenFile(file).release)
        mode = "rw"
        if self.read_only:
            # A change that somebody's crash left unfinished can be taken back only by a connection that may write.
            recovers = header.has_unfinished_change(file) and not header.is_read_only(file)
            mode = "rw" if recovers else "ro"
        with errors.told(self.path):
            connection = connect(file, mode)
        self._closing.callback(connection.close)
        if self.read_only:
            connection.execute("PRAGMA query_only=ON")
        self._engine = engine_for(connection)
        self._closing.callback(self._engine.dispose)

    def _read_kind(self) -> WorkspaceKind:
        try:
            with self.reading() as reading:
                return WorkspaceKind(reading.meta("kind") or "")
        except ValueError:
            detail = _("it does not say what it holds")
        except Refused:
            raise
        except Exception as error:
            if not isinstance(getattr(error, "orig", None), sqlite3.Error):
                raise
            detail = _("its tables are not those of a workspace")
        raise Refused("workspace.damaged", path=str(self.path), detail=detail)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def now(self) -> str:
        """The time by the workspace's clock, as it is kept: UTC, ISO 8601."""
        return stamp(self._clock())

    def close(self) -> None:
        """Close the file and give the lock back, after what goes on on another thread; twice is once."""
        with self._my_turn():
            self._closing.close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Reading]:
        """One consistent read. Refused where the file has become unreachable, damaged or locked for too long."""
        with self._connection("BEGIN") as connection:
            yield Reading(connection, str(self.path), self._frameworks)

    @contextlib.contextmanager
    def unit_of_work(self) -> Iterator[UnitOfWork]:
        """One unit of writing: all of it, or, unless `commit` was called, nothing.

        Refused("workspace.read-only") where the workspace was opened for reading; "workspace.disk-full" and the like
        where the disk does not allow it: then nothing of the unit was kept.
        """
        if self.read_only:
            raise Refused("workspace.read-only", path=str(self.path))
        with self._connection("BEGIN IMMEDIATE") as connection:
            # A framework that a unit puts and then does not keep must not be remembered: it gets a list of its own.
            yield UnitOfWork(connection, str(self.path), self.author, self._clock, dict(self._frameworks))

    @contextlib.contextmanager
    def _connection(self, begin: str) -> Iterator[Connection]:
        with (
            self._my_turn(),
            errors.told(self.path),
            self._engine.connect().execution_options(begin=begin) as connection,
        ):
            connection.begin()
            yield connection

    @contextlib.contextmanager
    def _my_turn(self) -> Iterator[None]:
        if self._user == threading.get_ident():
            raise RuntimeError("a reading or unit of work is open on this thread already")
        with self._turn:
            self._user = threading.get_ident()
            try:
                yield
            finally:
                self._user = 0
