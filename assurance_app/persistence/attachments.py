"""Files of the evidence, those that came inside returns, and statements that the APCC entered: beside the workspace, by
the SHA-256 of their content, written before the row that names them. They are not in the database or its backups.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from assurance_app.domain.entities import ENTITIES, ReceivedReturn
from assurance_app.domain.refusal import Refused
from assurance_app.persistence import disk, errors
from assurance_app.persistence.reading import Reading
from assurance_app.persistence.tables import AUDIT, PAYLOAD, name_of

_SHA256 = re.compile(r"[0-9a-f]{64}")
_CHUNK = 1 << 20
_NAMING: tuple[type[Any], ...] = tuple(entity for entity in ENTITIES if "attachment" in entity.__dataclass_fields__)
"""The kinds of entity that name an attachment."""


def folder_of(path: Path) -> Path:
    """Where the attachments of a workspace lie: "county.attachments" beside "county.assurance"."""
    return path.with_name(f"{path.stem}.attachments")


def path_of(path: Path, sha256: str) -> Path:
    """Where the workspace at `path` keeps an attachment; ValueError where that is not 64 hexadecimal characters."""
    return _in(folder_of(path), sha256)


def _in(folder: Path, sha256: str) -> Path:
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"{sha256!r} is not a SHA-256")
    return folder / sha256[:2] / sha256


def keep(path: Path, source: Path) -> str:
    """Take a copy of the file `source` into the keeping of the workspace at `path`; answers with its SHA-256.

    Refused: file.missing where there is no such file; workspace.disk-full, .read-only or .unreachable where it cannot
    be kept.
    """
    if not source.is_file():
        raise Refused("file.missing", path=str(source))
    folder = folder_of(path)
    with errors.told_of_files(path):
        folder.mkdir(exist_ok=True)
        with disk.temporary(folder / "attachment", "part") as part:
            sha256 = _copy(source, part)
            _settle(part, _in(folder, sha256), sha256)
    return sha256


def keep_content(path: Path, content: bytes) -> str:
    """Take a file that is at hand as bytes into the keeping of the workspace at `path`; answers with its SHA-256.

    Refused as `keep`.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    folder = folder_of(path)
    with errors.told_of_files(path):
        folder.mkdir(exist_ok=True)
        with disk.temporary(folder / "attachment", "part") as part:
            part.write_bytes(content)
            disk.flush(part)
            _settle(part, _in(folder, sha256), sha256)
    return sha256


def _copy(source: Path, target: Path) -> str:
    seen = hashlib.sha256()
    with source.open("rb") as read, target.open("xb") as write:
        while chunk := read.read(_CHUNK):
            seen.update(chunk)
            write.write(chunk)
    disk.flush(target)
    return seen.hexdigest()


def _settle(part: Path, target: Path, sha256: str) -> None:
    if target.is_file() and sha256_of(target) == sha256:
        return
    target.parent.mkdir(exist_ok=True)
    disk.replace(part, target)


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file's content, as 64 lower-case hexadecimal characters."""
    with file.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()


def named(reading: Reading) -> frozenset[str]:
    """The SHA-256 of every attachment that any version of anything, or a draft of one, names."""
    kinds = [name_of(entity) for entity in _NAMING]
    bodies = reading.connection.scalars(
        select(PAYLOAD.c.body)
        .where(PAYLOAD.c.body.is_not(None))
        .where(PAYLOAD.c.digest.in_(select(AUDIT.c.payload_digest).where(AUDIT.c.kind.in_(kinds))))
    )
    entities = [(json.loads(body).get("entity") or {}) for body in bodies]
    found = {entity.get("attachment", "") for entity in entities} | set(current(reading)) | set(_in_returns(reading))
    return frozenset(sha256 for sha256 in found if _SHA256.fullmatch(sha256))


def _in_returns(reading: Reading) -> Iterator[str]:
    """The Word and Excel files that came inside returns, as the content of each names them."""
    bodies = reading.connection.scalars(
        select(PAYLOAD.c.body)
        .where(PAYLOAD.c.body.is_not(None))
        .where(PAYLOAD.c.digest.in_(select(AUDIT.c.payload_digest).where(AUDIT.c.kind == name_of(ReceivedReturn))))
    )
    contents = {(json.loads(body).get("entity") or {}).get("content", "") for body in bodies}
    for content in sorted(contents):
        plain = reading.payload(content)
        manifest = plain.get("manifest", {}) if isinstance(plain, dict) else {}
        for name, sha256 in manifest.get("parts", {}).items():
            if not name.endswith(".json"):
                yield sha256


def current(reading: Reading) -> frozenset[str]:
    """The SHA-256 of every attachment that something names now, drafts included."""
    found = {stored.entity.attachment for entity in _NAMING for stored in reading.find(entity)}
    return frozenset(sha256 for sha256 in found if _SHA256.fullmatch(sha256))


def missing(path: Path, sha256s: Iterable[str]) -> tuple[str, ...]:
    """Which of these attachments are not beside the workspace, in order."""
    return tuple(sorted(sha256 for sha256 in sha256s if not path_of(path, sha256).is_file()))


def give(path: Path, sha256s: Iterable[str], folder: Path) -> tuple[str, ...]:
    """Copy attachments of the workspace at `path` into a folder, laid out there as beside a workspace.

    Answers with those that are missing or damaged, and so were not copied. Refused: file.unwritable.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _carry(sha256s, folder_of(path), folder)
    except OSError as error:
        raise Refused("file.unwritable", path=str(folder), detail=error.strerror or str(error)) from error


def take(path: Path, sha256s: Iterable[str], folder: Path) -> tuple[str, ...]:
    """The inverse of `give`: copy attachments from such a folder beside the workspace at `path`.

    Answers with those that are missing or damaged, and so were not copied. Refused as `keep`.
    """
    with errors.told_of_files(path):
        return _carry(sha256s, folder, folder_of(path))


def _carry(sha256s: Iterable[str], source: Path, target: Path) -> tuple[str, ...]:
    return tuple(sha256 for sha256 in sorted(sha256s) if not _carried(_in(source, sha256), target, sha256))


def _carried(source: Path, folder: Path, sha256: str) -> bool:
    if not source.is_file():
        return False
    folder.mkdir(exist_ok=True)
    with disk.temporary(folder / "attachment", "part") as part:
        is_whole = _copy(source, part) == sha256
        if is_whole:
            _settle(part, _in(folder, sha256), sha256)
    return is_whole
