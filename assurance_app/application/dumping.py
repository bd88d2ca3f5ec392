"""Everything in a workspace as JSON and back, and what verifies a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assurance_app.domain.refusal import Refused
from assurance_app.files.writing import write_atomically
from assurance_app.persistence.workspace import Workspace
from assurance_app.words import _

LARGEST_DUMP = 1_000_000_000
"""Bytes. A workspace of ten years dumps to some 60 MB."""


def dump_text(workspace: Workspace) -> bytes:
    """Everything in the workspace as canonical JSON with a newline at the end; the same workspace, the same bytes."""
    from assurance_app.persistence.dump import dump, file_of

    with workspace.reading() as reading:
        return file_of(dump(reading))


def dump_to(workspace: Workspace, out: Path) -> None:
    """Write the dump whole or not at all."""
    write_atomically(out, dump_text(workspace))


def give_attachments(workspace: Workspace, folder: Path) -> tuple[str, ...]:
    """Copy every attachment that the workspace names into a folder, each under its SHA-256.

    Answers with those that are missing beside the workspace or damaged, and so were not copied.
    """
    from assurance_app.persistence import attachments

    with workspace.reading() as reading:
        return attachments.give(workspace.path, attachments.named(reading), folder)


def load_from(path: Path, source: Path, *, attachments: Path | None = None) -> None:
    """Make a new workspace from a dump. Refused, and nothing made, where it is none or the workspace exists."""
    from assurance_app.persistence.dump import load, read

    if path.exists():
        raise Refused("workspace.exists", path=path)
    if source.is_file() and source.stat().st_size > LARGEST_DUMP:
        raise Refused("load.not-a-dump", path=source, detail=_("it is too large"))
    load(path, read(source), attachments=attachments, source_name=str(source))


@dataclass(frozen=True, slots=True)
class Verified:
    """What was verified: a workspace's chain of changes, or a return's fingerprint."""

    what: str
    fingerprint: str
    entries: int


def verify(path: Path, *, author: str) -> Verified:
    """Verify a workspace (its chain of changes) or a return (its parts and fingerprint), or be Refused."""
    if not path.is_file():
        raise Refused("file.missing", path=path)
    with path.open("rb") as file:
        start = file.read(4)
    if start == b"PK\x03\x04":
        from assurance_app.exchange.returns import read_return

        received = read_return(path)
        return Verified("return", received.fingerprint, 0)
    from assurance_app.persistence.audit import verify as verify_audit

    with Workspace.open(path, author=author, write=False) as workspace, workspace.reading() as reading:
        verify_audit(reading, str(path))
        entries = len(reading.audit())
    return Verified("workspace", "", entries)


def schema(what: str) -> dict[str, object]:
    """The JSON Schema of a workspace's dump, a return or a framework; Refused("format.unknown") for anything else."""
    if what == "workspace":
        from assurance_app.persistence.dump import workspace_schema

        return workspace_schema()
    if what == "return":
        from assurance_app.exchange.returns import return_schema

        return return_schema()
    if what == "framework":
        from assurance_app.catalogue.schema import framework_schema

        return framework_schema()
    raise Refused("format.unknown", format=what, known="workspace, return, framework")
