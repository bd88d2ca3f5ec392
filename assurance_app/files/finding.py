"""Finding files of a kind in a folder that a person chose: bounded, and never through a link out of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from assurance_app.domain.refusal import Refused

DEEPEST = 12
"""Folders within folders that are looked into."""
MOST = 5_000
"""Folders looked into, and files found, in one go."""


def files_below(folder: Path, suffix: str) -> tuple[Path, ...]:
    """The files with this ending (".sprreturn") in a folder and those below it, in the order of their names.

    What is hidden, what another program left half written, and links are passed over. Refused("receive.too-many") where
    there is more than a person can have meant, Refused("file.unreadable") where a folder cannot be looked into.
    """
    found: list[Path] = []
    for number, (place, names) in enumerate(_walked(folder)):
        found += [
            place / name for name in names if name.lower().endswith(suffix) and not name.startswith((".", "~$", ".~"))
        ]
        if number >= MOST or len(found) > MOST:
            raise Refused("receive.too-many", path=folder, limit=MOST)
    return tuple(found)


def is_folder(path: Path) -> bool:
    """Whether it is a folder that can be seen; what cannot be looked at is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_file(path: Path) -> bool:
    """Whether it is a file that can be seen, and no pipe or device, which may never come to an end."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def identity(path: Path) -> Path:
    """What two ways of naming one file have in common; where a link leads round in a circle, the name itself."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path.absolute()


def _walked(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    def cannot(error: OSError) -> None:
        raise Refused("file.unreadable", path=error.filename or folder, detail=error.strerror or str(error)) from error

    depth = len(folder.parts)
    for place, folders, names in os.walk(folder, onerror=cannot):
        here = Path(place)
        is_deep = len(here.parts) - depth >= DEEPEST
        folders[:] = [] if is_deep else sorted(name for name in folders if not name.startswith("."))
        yield here, sorted(name for name in names if not (here / name).is_symlink())
