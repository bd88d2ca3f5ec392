"""The commands over frameworks: list, show, check, crosswalk. Each is a few lines over a use case."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assurance_app.cli.printing import print_json, print_text
from assurance_app.words import _, ngettext
from assurance_app.words.labels import label

if TYPE_CHECKING:
    from assurance_app.catalogue.findings import Finding

FAULTS_FOUND = 1

framework_app = typer.Typer(
    help=_("The frameworks: list them, show one, check a folder, relate two editions."), no_args_is_help=True
)

AsJson = Annotated[bool, typer.Option("--json", help=_("Print machine-readable output."))]


@framework_app.command("list")
def framework_list(json: AsJson = False) -> None:
    """List the frameworks that come with the program."""
    from assurance_app.application import frameworks

    rows = frameworks.list_frameworks()
    if json:
        print_json([row.as_plain() for row in rows])
        return
    for row in rows:
        print_text(
            _("{id}  revision {revision}  {title}, {number} requirements").format(
                id=row.id, revision=row.revision, title=row.title, number=row.requirements
            )
        )


@framework_app.command("show")
def framework_show(framework: Annotated[str, typer.Argument(metavar="ID")], json: AsJson = False) -> None:
    """Show a framework's requirements with their questions."""
    from assurance_app.application import frameworks

    rows = frameworks.show_framework(framework)
    if json:
        print_json(rows)
        return
    for row in rows:
        print_text("{ref:>10}  {id}\n            {question}".format(**row))


@framework_app.command("check")
def framework_check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("The folder of the framework."))],
    official: Annotated[
        str,
        typer.Option(
            "--official", metavar="FILE", help=_("The publisher’s text, or “imported” for the text that was imported.")
        ),
    ] = "",
    against: Annotated[
        str, typer.Option("--against", metavar="ID", help=_("The revision before: an edition’s id, or its folder."))
    ] = "",
    json: AsJson = False,
) -> None:
    """Check a folder that holds a framework; each finding names file, line and key. Exit status 1 where a fault is."""
    from assurance_app.application import frameworks

    report = frameworks.check_framework(folder, official=official, against=against)
    if json:
        print_json(report.as_plain())
    else:
        _print_findings(report.findings)
        print_text(
            _("{id}: {number} requirements, {faults}, {warnings}.").format(
                id=report.row.id,
                number=report.row.requirements,
                faults=_faults(report.faults),
                warnings=ngettext("{number} warning", "{number} warnings", report.warnings).format(
                    number=report.warnings
                ),
            )
        )
    if report.faults:
        raise typer.Exit(FAULTS_FOUND)


@framework_app.command("crosswalk")
def framework_crosswalk(
    old: Annotated[str, typer.Argument(metavar="FROM", help=_("The earlier edition: its id, or its folder."))],
    new: Annotated[str, typer.Argument(metavar="TO", help=_("The later edition: its id, or its folder."))],
    draft: Annotated[
        bool, typer.Option("--draft", help=_("Print a first draft, made by matching text, to be reviewed."))
    ] = False,
    json: AsJson = False,
) -> None:
    """Check the crosswalk between two editions and say what became of each requirement. Exit status 1 for a fault."""
    from assurance_app.application import frameworks

    if draft:
        sys.stdout.buffer.write(frameworks.draft_crosswalk(old, new).encode("utf-8"))
        sys.stdout.flush()
        return
    report = frameworks.check_crosswalk(old, new)
    if json:
        print_json(report.as_plain())
    else:
        _print_findings(report.findings)
        for row in report.rows:
            to = ", ".join(new_id for new_id, _relation in row.to)
            words = label("change", row.change.value)
            print_text(f"{words:<11} {row.id} -> {to}" if to else f"{words:<11} {row.id}")
    if report.faults:
        raise typer.Exit(FAULTS_FOUND)


def _faults(number: int) -> str:
    return (
        ngettext("{number} fault", "{number} faults", number).format(number=number) if number else _("no fault found")
    )


def _print_findings(findings: Iterable[Finding]) -> None:
    for finding in findings:
        place = f"{finding.file}:{finding.line}: {label('severity', finding.severity.value)}: "
        print_text(place + (f"{finding.key}: " if finding.key else "") + finding.sentence)
