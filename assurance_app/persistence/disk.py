"""Files beside a workspace: temporary names, and one file taking the place of another in one step."""

from __future__ import annotations

import contextlib
import glob
import os
import secrets
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def temporary(target: Path, purpose: str) -> Iterator[Path]:
    """A name beside `target` for a file in the making; whatever still has the name at the end is removed."""
    path = target.with_name(f".{target.name}.{secrets.token_hex(4)}.{purpose}")
    try:
        yield path
    finally:
        for leftover in (path, path.with_name(path.name + "-journal")):
            with contextlib.suppress(OSError):
                leftover.unlink(missing_ok=True)


def sweep(target: Path) -> None:
    """Remove what a crash left in the making beside `target`; the caller makes certain that it was a crash."""
    with contextlib.suppress(OSError):
        for leftover in target.parent.glob(f".{glob.escape(target.name)}.????????.*"):
            leftover.unlink(missing_ok=True)


def real(path: Path) -> Path:
    """Where a file itself lies, whatever links lead to it: attachments, backups and the lock lie beside that."""
    try:
        return path.resolve() if path.is_symlink() else path.absolute()
    except (OSError, RuntimeError):  # a link that leads to itself
        return path.absolute()


def flush(path: Path) -> None:
    """Wait until a file's content is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def replace(source: Path, target: Path) -> None:
    """Give the file the name of the target, in one step that survives a power cut."""
    os.replace(source, target)  # noqa: PTH105 -- Path.replace says nothing about the folder
    flush_folder(target.parent)


def flush_folder(folder: Path) -> None:
    """Wait until a folder's names are on the disk, where the system knows how."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
