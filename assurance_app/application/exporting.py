"""Writing the statement out for a person: the files, and what they have to be told about them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assurance_app.application.outputs import make_statement, statement_tree
from assurance_app.application.progress import Report, unheard
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.statement import Length
from assurance_app.persistence.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Exported:
    """The files, and the names of the characters that no typeface can show and for which their names stand."""

    files: tuple[Path, ...]
    replaced: tuple[str, ...]


def export_statement(
    workspace: Workspace,
    cycle_id: str,
    audience: Audience,
    formats: tuple[str, ...],
    out: Path,
    length: Length = Length.STANDARD,
    *,
    report: Report = unheard,
) -> Exported:
    """`outputs.make_statement`, with what was replaced in the PDF."""
    files = make_statement(workspace, cycle_id, audience, formats, out, length, report=report)
    return Exported(files, _replaced(workspace, cycle_id, audience, length) if "pdf" in formats else ())


def _replaced(workspace: Workspace, cycle_id: str, audience: Audience, length: Length) -> tuple[str, ...]:
    from assurance_app.documents.showable import replaced_characters

    return replaced_characters(statement_tree(workspace, cycle_id, audience, length))
