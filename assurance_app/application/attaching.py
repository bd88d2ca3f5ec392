"""Attachments of evidence: taking a file into keeping, opening it, saving a copy."""

from __future__ import annotations

import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from assurance_app.domain.attachments import LIMIT_BYTES, runs, safe_name
from assurance_app.domain.briefing import keeps_content
from assurance_app.domain.refusal import Refused
from assurance_app.persistence.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is kept beside the workspace, and the name that it came with."""

    sha256: str
    name: str
    runs: bool


def look_at(path: Path) -> bool:
    """Whether the file may run something when it is opened. Nothing is kept yet.

    Refused: file.missing, file.unreadable, attachment.too-large.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Refused("file.missing", path=str(path))
        with path.open("rb"):
            pass
    except FileNotFoundError as error:
        raise Refused("file.missing", path=str(path)) from error
    except OSError as error:
        raise Refused("file.unreadable", path=str(path), detail=error.strerror or str(error)) from error
    if found.st_size > LIMIT_BYTES:
        limit = f"{LIMIT_BYTES // 1024 // 1024} MB"
        raise Refused("attachment.too-large", name=path.name, limit=limit)
    return runs(path.name)


def keep_file(workspace: Workspace, path: Path, type_id: str) -> Kept:
    """Take a copy of a file into keeping, once whatever its name; the revision that names it is saved after it.

    Refused as `look_at`; workspace.read-only; attachment.no-content for a type of which no content is kept.
    """
    from assurance_app.persistence import attachments

    if workspace.read_only:
        raise Refused("workspace.read-only", path=str(workspace.path))
    if not keeps_content(type_id):
        raise Refused("attachment.no-content", name=path.name)
    may_run = look_at(path)
    return Kept(attachments.keep(workspace.path, path), safe_name(path.name), may_run)


def keep_bytes(workspace: Workspace, content: bytes, name: str, type_id: str) -> Kept:
    """Take what was pasted into keeping, under a name. Refused as `keep_file`."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / safe_name(name)
        file.write_bytes(content)
        return keep_file(workspace, file, type_id)


def copy_to(workspace: Workspace, sha256: str, target: Path) -> Path:
    """Save a copy of an attachment as `target`, which must not exist.

    Refused: attachment.missing where it is not beside the workspace, or is not what was kept; file.exists,
    file.unwritable.
    """
    from assurance_app.persistence import attachments, disk

    source = attachments.path_of(workspace.path, sha256)
    if not source.is_file():
        raise Refused("attachment.missing", folder=str(source.parent.parent))
    if target.exists():
        raise Refused("file.exists", path=str(target))
    try:
        with disk.temporary(target, "part") as part:
            shutil.copyfile(source, part)
            if attachments.sha256_of(part) != sha256:
                raise Refused("attachment.missing", folder=str(source.parent.parent))
            disk.replace(part, target)
    except OSError as error:
        raise Refused("file.unwritable", path=str(target), detail=error.strerror or str(error)) from error
    return target


def copy_for_opening(workspace: Workspace, sha256: str, name: str, folder: Path) -> Path:
    """A copy in `folder` for another program to open, which can only be read: what is kept stays what it was.

    Refused("attachment.runs") for a kind of file that may run something; otherwise as `copy_to`.
    """
    if runs(name):
        raise Refused("attachment.runs", name=name)
    try:
        made = Path(tempfile.mkdtemp(dir=folder))
    except OSError as error:
        raise Refused("file.unwritable", path=str(folder), detail=error.strerror or str(error)) from error
    copy = copy_to(workspace, sha256, made / safe_name(name))
    copy.chmod(stat.S_IREAD)
    return copy
