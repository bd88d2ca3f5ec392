"""The return: what an office sends to the APCC for one year, as one file that is checked whole before it is kept."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assurance_app.domain.canonical import canonical_json
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.entities import ReceivedReturn
from assurance_app.domain.framework import framework_from_plain, framework_to_plain
from assurance_app.domain.national import Return
from assurance_app.domain.projection import fingerprint, manifest, project
from assurance_app.domain.record import Record
from assurance_app.domain.refusal import Refused
from assurance_app.exchange.return_checks import (
    LARGEST_FILE,
    OFFICE_PARTS,
    SCHEMA_VERSION,
    Fault,
    checked_return,
    known_framework,
    record_against,
)
from assurance_app.files.archive import ArchiveFault, read_bounded
from assurance_app.files.writing import in_place_of
from assurance_app.words import _

_KEPT_VERSION = 1
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_ZIP_MODE = 0o644 << 16
_UNIX = 3


@dataclass(frozen=True, slots=True)
class ReturnPackage:
    """What a return is made of. `record` is the whole record: the return takes from it what partners may read."""

    record: Record
    draft: bool
    made_at: str
    """Moment (ISO 8601, UTC)."""
    summary_docx: bytes
    summary_xlsx: bytes
    statement_docx: bytes | None = None
    before_panel: bool | None = None
    """Whether it was made before the panel met; None where there is no panel or it is not known."""


@dataclass(frozen=True, slots=True)
class ReceivedContent:
    """A return that was read and passed every check. `record` is what partners may read of the year."""

    record: Record
    draft: bool
    fingerprint: str
    sha256: str
    """Of the file as it came."""
    file_name: str
    made_at: str
    before_panel: bool | None
    manifest: Mapping[str, Any]
    content: Mapping[str, Any]
    documents: Mapping[str, bytes] = field(default_factory=dict)
    """The Word and Excel files inside, by the names of their parts, where they were asked for."""

    @property
    def body_id(self) -> str:
        """The id of the body that returned."""
        return self.record.body.id

    @property
    def body_name(self) -> str:
        """The name of the body that returned, as used."""
        return self.record.body.name_as_used

    @property
    def year(self) -> str:
        """The reporting year."""
        return self.record.cycle.year

    @property
    def framework_hash(self) -> str:
        """The hash of the framework that it was made on."""
        return str(self.content["record"]["framework"]["hash"])

    def as_return(self) -> Return:
        """The return as the national picture takes it."""
        return Return(self.record, self.draft, self.fingerprint, self.file_name, self.before_panel)

    def as_plain(self) -> dict[str, object]:
        """What a national workspace keeps of it, as plain values; `return_from_plain` is the inverse.

        The framework is kept apart, once for all returns that were made on it: `framework_as_plain`.
        """
        return {"v": _KEPT_VERSION, "manifest": self.manifest, "content": self.content}

    def framework_as_plain(self) -> dict[str, object]:
        """The framework that it was made on, as plain values; their digest is `framework_hash`."""
        return framework_to_plain(self.record.framework)


def write_return(path: Path, package: ReturnPackage) -> None:
    """Write the return to `path`, read it back as its receiver will, and hold it against what it should say.

    The same package makes the same bytes. Refused("file.unwritable" | "document.differs" | "return.unreadable"); then
    nothing was left behind, and a file that stood there stands there still.
    """
    parts = _parts_of(package)
    with in_place_of(path) as temporary:
        temporary.write_bytes(_zipped(parts))
        try:
            received = read_return(temporary)
        except Refused as refusal:
            raise Refused(refusal.code, **{**refusal.params, "path": path}) from refusal
        wanted = (fingerprint(package.record), package.draft, parts["content.json"])
        if (received.fingerprint, received.draft, canonical_json(received.content)) != wanted:
            raise Refused("document.differs", path=path, detail=_("the content is not what was recorded"))


def _parts_of(package: ReturnPackage) -> dict[str, bytes]:
    record = package.record
    parts = {
        "content.json": canonical_json(project(record, Audience.APCC)),
        "framework.json": canonical_json(framework_to_plain(record.framework)),
        "summary.docx": package.summary_docx,
        "summary.xlsx": package.summary_xlsx,
    }
    if package.statement_docx is not None:
        parts["statement.docx"] = package.statement_docx
    head = {
        "format": "sprreturn",
        "schema_version": SCHEMA_VERSION,
        "body_id": record.body.id,
        "body_name": record.body.name_as_used,
        "year": record.cycle.year,
        "draft": package.draft,
        "framework": {"id": record.framework.id, "revision": record.framework.revision, "hash": record.framework.hash},
        "fingerprint": fingerprint(record),
        "digests": manifest(record)["digests"],
        "made_at": package.made_at,
        "before_panel": package.before_panel,
        "parts": {name: hashlib.sha256(content).hexdigest() for name, content in parts.items()},
    }
    return {"manifest.json": canonical_json(head), **parts}


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, _ZIP_TIME)
            # What differs between systems is fixed; Word and Excel files are packed already.
            member.create_system = _UNIX
            member.external_attr = _ZIP_MODE
            member.compress_type = zipfile.ZIP_DEFLATED if name.endswith(".json") else zipfile.ZIP_STORED
            archive.writestr(member, content)
    return packed.getvalue()


def read_return(path: Path, *, with_documents: bool = False) -> ReceivedContent:
    """The return in the file, everything about it checked before anything is answered.

    Refused("file.missing" | "file.unreadable") where there is no file to read; Refused("return.newer") where a newer
    version made it; Refused("return.altered") where its hashes do not hold together; Refused("return.unreadable") for
    anything else that a return is not. The file keeps its bytes.
    """
    data = _bytes_of(path)
    try:
        found = checked_return(data)
    except Fault as fault:
        raise Refused(fault.code, path=path, detail=fault.detail) from fault
    head = found.manifest
    return ReceivedContent(
        record=found.record,
        draft=head["draft"],
        fingerprint=head["fingerprint"],
        sha256=hashlib.sha256(data).hexdigest(),
        file_name=path.name,
        made_at=head["made_at"],
        before_panel=head["before_panel"],
        manifest=head,
        content=found.content,
        documents=found.documents if with_documents else {},
    )


def documents_in(plain: object) -> Mapping[str, str]:
    """The SHA-256 of each Word and Excel file of a return, by the name of its part, as its kept content says."""
    if not isinstance(plain, Mapping):
        return {}
    parts: Mapping[str, str] = plain["manifest"]["parts"]
    return {name: parts[name] for name in OFFICE_PARTS if name in parts}


def _bytes_of(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise Refused("file.unreadable", path=path, detail=_("it is not a file"))
        return read_bounded(path, LARGEST_FILE)
    except ArchiveFault as fault:
        raise Refused("return.unreadable", path=path, detail=str(fault)) from fault
    except FileNotFoundError as error:
        raise Refused("file.missing", path=path) from error
    except (OSError, ValueError) as error:
        raise Refused("file.unreadable", path=path, detail=getattr(error, "strerror", "") or str(error)) from error


def return_from_plain(received: ReceivedReturn, payload: Callable[[str], object]) -> Return:
    """The return that a national workspace kept. `payload` answers with the content kept under a digest, or None.

    Refused("return.unreadable") where the content was erased. It was checked when it came in, and the workspace holds
    it under its digest: here it is only read.
    """

    def kept(key: str) -> Mapping[str, Any]:
        plain = payload(key)
        if not isinstance(plain, Mapping):
            raise Refused("return.unreadable", path=received.file_name, detail=_("its content is not kept any more"))
        return plain

    plain = kept(received.content)
    if plain["v"] != _KEPT_VERSION:
        raise Refused("return.newer", path=received.file_name)
    head: Mapping[str, Any] = plain["manifest"]
    key = head["framework"]["hash"]
    framework = known_framework(key, lambda: framework_from_plain(kept(key)))
    record = record_against(plain["content"], framework)
    return Return(record, received.draft, received.fingerprint, received.file_name, head["before_panel"])


def return_schema() -> dict[str, object]:
    """The JSON Schema of the parts of a return that are JSON."""
    from assurance_app.exchange.shape import schema

    return schema()
