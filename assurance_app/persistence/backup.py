"""Backups of a workspace beside it: verified when made, made once a day and before a migration, ten kept."""

from __future__ import annotations

import contextlib
import glob
import re
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from assurance_app.domain.refusal import Refused
from assurance_app.persistence import disk, errors, header
from assurance_app.persistence.engine import uri
from assurance_app.persistence.lock import WorkspaceLock
from assurance_app.persistence.rows import Clock, stamp, utc_now
from assurance_app.words import _

KEPT = 10
"""How many backups of a workspace are kept."""

_SUFFIX = ".assurance"
_STAMP = re.compile(r"-(\d{8}-\d{6})(?:-(\d+))?$")
_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: where it lies, when it was made ("20261120-110222", UTC), its place in that second, its bytes."""

    path: Path
    made_at: str
    place: int
    size: int


def folder_of(path: Path) -> Path:
    """Where the backups of a workspace lie: "county.backups" beside "county.assurance"."""
    return path.with_name(f"{path.stem}.backups")


def create(path: Path, *, clock: Clock = utc_now) -> Path:
    """Make a verified backup of a workspace, which may be in use, and keep the last ten; answers with the new one.

    Refused: as `Workspace.open` for what is not a workspace; workspace.damaged where its content does not hold
    together; .disk-full, .read-only or .unreachable where no backup can be written.
    """
    path = disk.real(path)
    header.inspect(path)
    folder = folder_of(path)
    with errors.told_of_files(path):
        folder.mkdir(exist_ok=True)
        with disk.temporary(folder / path.name, "part") as part:
            copy(path, part)
            refuse_unsound(part, path)
            disk.flush(part)
            target = _free_name(path, clock)
            disk.replace(part, target)
    prune(path)
    return target


def copy(source: Path, target: Path) -> None:
    """Copy a database in one step by SQLite's own means: never the bytes of a file in use, never page by page."""
    # Opened for writing where needed to take an unfinished change back first.
    mode = "rw" if header.has_unfinished_change(source) else "ro"
    with (
        contextlib.closing(sqlite3.connect(uri(source, mode), uri=True)) as origin,
        contextlib.closing(sqlite3.connect(uri(target, "rwc"), uri=True)) as made,
    ):
        origin.backup(made)


def refuse_unsound(file: Path, path: Path) -> None:
    """Refused("workspace.damaged") about `path` where the content of the copy `file` of it does not hold together."""
    with errors.told(path), contextlib.closing(sqlite3.connect(uri(file, "ro"), uri=True)) as connection:
        faults = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
    if faults != ["ok"]:
        raise Refused("workspace.damaged", path=str(path), detail=_("its pages do not hold together"))


def _free_name(path: Path, clock: Clock) -> Path:
    moment = f"{clock():%Y%m%d-%H%M%S}"
    names = [f"{path.stem}-{moment}{_SUFFIX}", *(f"{path.stem}-{moment}-{number}{_SUFFIX}" for number in range(2, 100))]
    return next(target for name in names if not (target := folder_of(path) / name).exists())


def listed(path: Path) -> tuple[Backup, ...]:
    """The backups of a workspace, newest first."""
    path = disk.real(path)
    found = []
    with errors.told_of_files(path), contextlib.suppress(FileNotFoundError):
        for file in folder_of(path).iterdir():
            match = _STAMP.search(file.stem)
            if match and file.suffix == _SUFFIX and file.stem == path.stem + match[0]:
                found.append(Backup(file, match[1], int(match[2] or 1), file.stat().st_size))
    return tuple(sorted(found, key=lambda backup: (backup.made_at, backup.place), reverse=True))


def prune(path: Path, keep: int = KEPT) -> None:
    """Delete all but the newest backups, and what a crash left half made more than a day ago."""
    path = disk.real(path)
    with errors.told_of_files(path):
        for backup in listed(path)[keep:]:
            backup.path.unlink(missing_ok=True)
        for part in folder_of(path).glob(f".{glob.escape(path.name)}.????????.part*"):
            if part.stat().st_mtime < time.time() - _A_DAY:
                part.unlink(missing_ok=True)


def daily(path: Path, *, clock: Clock = utc_now) -> Path | None:
    """Make today's backup, unless there is one; answers with it, or None where nothing was to be done."""
    newest = next(iter(listed(path)), None)
    if newest is not None and newest.made_at.startswith(f"{clock():%Y%m%d}"):
        return None
    return create(path, clock=clock)


def restore(path: Path, backup: Path, *, author: str, clock: Clock = utc_now) -> Path | None:
    """Put a backup in the place of a workspace that nobody has open; the present file is kept first.

    Answers with where the present file is now: a backup, or, where it is damaged, its bytes as they were under a name
    that says so; None where there was none. Refused: workspace.locked, and as `Workspace.open` for the backup.
    """
    path = disk.real(path)
    header.inspect(backup)
    with WorkspaceLock.taken(path, author, stamp(clock())) as lock:
        with errors.told_of_files(path), disk.temporary(path, "restoring") as new:
            with errors.told(backup):
                copy(backup, new)
            refuse_unsound(new, backup)
            disk.flush(new)
            kept = _keep_present(path, clock)
            disk.replace(new, path)
        lock.release()
    return kept


def _keep_present(path: Path, clock: Clock) -> Path | None:
    if not path.exists() and not path.is_symlink():
        return None
    try:
        return create(path, clock=clock)
    except Refused as refusal:
        if refusal.code not in ("workspace.damaged", "workspace.not-one", "workspace.newer"):
            raise
    folder = folder_of(path)
    folder.mkdir(exist_ok=True)
    kept = folder / f"{path.stem}-{clock():%Y%m%d-%H%M%S}.damaged"
    journal = header.journal_of(path)
    # Together, for one tells what is wrong with the other; and a journal left behind would be applied to the backup.
    if journal.exists():
        disk.replace(journal, header.journal_of(kept))
    disk.replace(path, kept)
    return kept
