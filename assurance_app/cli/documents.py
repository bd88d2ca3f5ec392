"""The command that checks documents of the office's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from assurance_app.cli.printing import print_json, print_text
from assurance_app.words import _

if TYPE_CHECKING:
    from assurance_app.application.document_check import DocumentReport
    from assurance_app.domain.withheld import Withheld

TO_MEND = 1
MaybePath = Optional[Path]  # noqa: UP045 - typer reads the annotation when it runs


def check_document(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=_("Word or PDF documents."))],
    json: Annotated[bool, typer.Option("--json", help=_("Print machine-readable output."))] = False,
    internal: Annotated[bool, typer.Option("--internal", help=_("They are not to be published."))] = False,
    workspace: Annotated[
        MaybePath,
        typer.Option(
            "--workspace", metavar="WORKSPACE", help=_("Look for words that its record keeps from the public.")
        ),
    ] = None,
    year: Annotated[
        str, typer.Option("--year", help=_("The reporting year, such as 2025-26; default: the latest."))
    ] = "",
) -> None:
    """Say what is to mend in Word and PDF documents; exit status 1 where there is anything. They are only read."""
    from assurance_app.application.document_check import check_file, report_text

    kept = None if workspace is None else _kept(workspace, year)
    reports = [check_file(path, kept, published=not internal) for path in files]
    if json:
        print_json([_plain(report) for report in reports])
    else:
        print_text(report_text(reports).rstrip())
    if any(report.to_mend for report in reports):
        raise typer.Exit(TO_MEND)


def _kept(path: Path, year: str) -> Withheld:
    from assurance_app.application import workspaces
    from assurance_app.application.document_check import kept_from_public

    with workspaces.open_workspace(path, author="", write=False) as opened:
        return kept_from_public(opened, workspaces.the_cycle(opened, year).id)


def _plain(report: DocumentReport) -> dict[str, object]:
    return {
        "file": str(report.path),
        "kind": report.kind,
        "to_mend": report.to_mend,
        "compared": report.compared,
        "findings": [
            {
                "code": row.code,
                "mend": row.mend,
                "title": row.title,
                "where": row.where,
                "found": row.found,
                "why": row.why,
                "steps": list(row.steps),
            }
            for row in report.rows
        ],
    }
