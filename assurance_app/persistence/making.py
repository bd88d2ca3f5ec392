"""Making a new workspace file: in the making under another name, and only when it is whole under its own."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import WorkspaceKind
from assurance_app.persistence import disk, errors, migration
from assurance_app.persistence.engine import connect
from assurance_app.persistence.lock import WorkspaceLock
from assurance_app.persistence.rows import Clock, stamp
from assurance_app.words import _

KIND = "kind"
CREATED_AT = "created_at"


@dataclass(frozen=True, slots=True)
class NewFile:
    """A workspace in the making: its tables are made in `file`, which becomes `path`; the lock of `path` is held."""

    path: Path
    file: Path
    lock: WorkspaceLock


@contextlib.contextmanager
def new(path: Path, author: str, clock: Clock) -> Iterator[NewFile]:
    """A file with all tables and nothing in them, which takes the name `path` where the block ends well.

    The lock stays held then; where the block fails, nothing is left. Refused: workspace.exists, file.unwritable,
    workspace.disk-full.
    """
    path = path.absolute()
    _refuse_existing(path)
    if not path.parent.is_dir():
        raise Refused("file.unwritable", path=str(path), detail=_("there is no such folder"))
    with _unwritable(path), WorkspaceLock.taken(path, author, stamp(clock())) as lock:
        _refuse_existing(path)
        with errors.told_of_files(path), disk.temporary(path, "new") as file:
            migration.build(file)
            yield NewFile(path, file, lock)
            disk.flush(file)
            disk.replace(file, path)


def begin(file: Path, kind: WorkspaceKind, clock: Clock) -> None:
    """Write into a new file what every workspace has from its first moment."""
    connection = connect(file, "rw")
    try:
        values = [(KIND, kind.value), (CREATED_AT, stamp(clock()))]
        connection.executemany("INSERT INTO meta (key, value) VALUES (?, ?)", values)
    finally:
        connection.close()


@contextlib.contextmanager
def _unwritable(path: Path) -> Iterator[None]:
    # There is no workspace yet that could be read-only or out of reach: it is the place that is.
    try:
        yield
    except Refused as refusal:
        if refusal.code == "workspace.read-only":
            detail: object = _("the folder is read-only")
        elif refusal.code == "workspace.unreachable":
            detail = refusal.params["detail"]
        else:
            raise
        raise Refused("file.unwritable", path=str(path), detail=detail) from refusal


def _refuse_existing(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise Refused("workspace.exists", path=str(path))
