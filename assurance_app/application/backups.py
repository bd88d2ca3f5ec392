"""Backups of a workspace, each verified when it is made."""

from __future__ import annotations

from pathlib import Path

from assurance_app.persistence import backup
from assurance_app.persistence.workspace import Workspace


def create(path: Path) -> Path:
    """Make a verified backup of the workspace; answers with its file."""
    return backup.create(path)


def listed(path: Path) -> tuple[Path, ...]:
    """The backups of the workspace, newest first."""
    return tuple(found.path for found in backup.listed(path))


def restore(path: Path, chosen: Path, *, author: str) -> Path | None:
    """Put a backup in the place of a workspace that nobody has open; answers with where what stood there is now."""
    return backup.restore(path, chosen, author=author)


def daily(workspace: Workspace) -> Path | None:
    """Make the backup of the day where there is none yet; answers with its file, or None."""
    return backup.daily(workspace.path)
