"""What the database and the disk report, in two kinds: what the person must be told, and what is our own fault.

The first becomes a refusal with a sentence; the second is left to raise. This is the only place that decides.
"""

from __future__ import annotations

import contextlib
import errno
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from assurance_app.domain.refusal import Refused
from assurance_app.words import _

# Primary result codes of SQLite; extended codes hold them in their low byte.
_PERM, _BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL = 3, 5, 6, 8, 10, 11, 13
_CANTOPEN, _PROTOCOL, _NOTADB = 14, 15, 26
_READONLY_DBMOVED = 1032
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC, errno.EFBIG)
_NO_WRITING = (errno.EROFS, errno.EACCES, errno.EPERM)
_IN_USE = (32, 33)  # Windows: a file that somebody has open cannot be replaced


def of_database(error: sqlite3.Error, path: Path) -> Refused | None:
    """The refusal that a database error means to a person, or None where the fault is ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    primary = code & 0xFF
    where = str(path)
    if code == _READONLY_DBMOVED:
        return Refused("workspace.unreachable", path=where, detail=_("it was moved or removed"))
    if primary == _FULL:
        return Refused("workspace.disk-full", path=where)
    if primary == _READONLY:
        return Refused("workspace.read-only", path=where)
    if primary in (_BUSY, _LOCKED, _PROTOCOL):
        return Refused("workspace.locked", path=where, holder=_("Another program"))
    if primary in (_CORRUPT, _NOTADB):
        return Refused("workspace.damaged", path=where, detail=_("its pages do not hold together"))
    if primary == _IOERR:
        return Refused("workspace.unreachable", path=where, detail=_("the drive reports an error"))
    if primary in (_CANTOPEN, _PERM):
        return Refused("workspace.unreachable", path=where, detail=_("it cannot be opened"))
    return None


def of_system(error: OSError, path: Path) -> Refused:
    """The refusal that a failing file operation on a workspace, or on what lies beside it, means to a person."""
    if error.errno in _NO_SPACE:
        return Refused("workspace.disk-full", path=str(path))
    if getattr(error, "winerror", None) in _IN_USE:
        return Refused("workspace.locked", path=str(path), holder=_("Another program"))
    if error.errno in _NO_WRITING:
        return Refused("workspace.read-only", path=str(path))
    return Refused("workspace.unreachable", path=str(path), detail=error.strerror or type(error).__name__)


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the database errors that a person can do something about into refusals; let all else through."""
    try:
        yield
    except DBAPIError as error:
        refusal = of_database(error.orig, path) if isinstance(error.orig, sqlite3.Error) else None
        if refusal is None:
            raise
        raise refusal from error
    except sqlite3.Error as error:
        refusal = of_database(error, path)
        if refusal is None:
            raise
        raise refusal from error


@contextlib.contextmanager
def told_of_files(path: Path) -> Iterator[None]:
    """As `told`, and failing file operations too: for work that is all about the workspace's own files."""
    with told(path):
        try:
            yield
        except OSError as error:
            raise of_system(error, path) from error
