"""The commands, for administrators, automation and the APCC. Each is a few lines over a use case."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from assurance_app import __version__
from assurance_app.bootstrap import author_name, prepare, told
from assurance_app.cli.checks import print_checks
from assurance_app.cli.documents import check_document
from assurance_app.cli.frameworks import framework_app
from assurance_app.cli.official_text import official_text_app
from assurance_app.cli.printing import print_json, print_paths, print_text
from assurance_app.domain.refusal import Refused
from assurance_app.persistence.workspace import Workspace
from assurance_app.words import _

_log = logging.getLogger(__name__)

INCOMPLETE = 1
REFUSED = 2
BROKEN = 3

app = typer.Typer(
    name="assurance-app",
    help=_("Show, each year, how regard was had to the Strategic Policing Requirement."),
    epilog=_("Without a command the desktop application is opened: assurance-app [WORKSPACE]."),
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
backup_app = typer.Typer(help=_("Backups of a workspace."), no_args_is_help=True)
app.add_typer(framework_app, name="framework")
app.add_typer(official_text_app, name="official-text")
app.add_typer(backup_app, name="backup")
app.command("check-document")(check_document)

WorkspacePath = Annotated[Path, typer.Argument(metavar="WORKSPACE", help=_("The workspace, a .assurance file."))]
OutFolder = Annotated[Path, typer.Option("--out", metavar="DIR", help=_("The folder to write into."))]
Year = Annotated[str, typer.Option("--year", help=_("The reporting year, such as 2025-26; default: the latest."))]
AsJson = Annotated[bool, typer.Option("--json", help=_("Print machine-readable output."))]
MaybePath = Optional[Path]  # noqa: UP045 - typer reads the annotation when it runs


def run_command(arguments: list[str]) -> int:
    """Run one command; answers with the exit status. A refusal is one line on stderr and status 2."""
    prepare()
    try:
        status = app(arguments, standalone_mode=False)
    except Refused as refusal:
        sys.stderr.write(told(refusal) + "\n")
        return REFUSED
    except typer.Exit as ended:
        return ended.exit_code
    except Exception as error:  # noqa: BLE001 - the last place where anything can become one sentence
        return _failed(error)
    return status if isinstance(status, int) else 0


def _failed(error: Exception) -> int:
    if isinstance(error, typer.Abort):
        return REFUSED
    if isinstance(error, _usage_error()):
        message = error.format_message()
        if type(error).__name__ == "NoArgsIsHelpError":
            print_text(message)
        else:
            sys.stderr.write(" ".join(message.split()) + "\n")
        return REFUSED
    _log.critical("a command failed", exc_info=error)
    sys.stderr.write(
        _("This did not work, through a fault of the program. Nothing half-written was kept; see the log.") + "\n"
    )
    return BROKEN


def _usage_error() -> type[Any]:
    # Newer versions of typer carry click within them; older ones need it beside them.
    return next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")


@contextmanager
def _opened(path: Path, *, write: bool = False) -> Iterator[Workspace]:
    from assurance_app.application.workspaces import open_workspace

    with open_workspace(path, author=_author(), write=write) as workspace:
        yield workspace


def _author() -> str:
    from assurance_app import paths, settings

    return author_name(settings.load(paths.settings_file()))


@app.callback(invoke_without_command=True)
def options(
    version: Annotated[bool, typer.Option("--version", help=_("Print the version."), is_eager=True)] = False,
) -> None:
    """What stands before a command."""
    if version:
        print_text(__version__)
        raise typer.Exit


@app.command()
def init(
    workspace: WorkspacePath,
    year: Annotated[str, typer.Option("--year", help=_("The reporting year, such as 2025-26."))],
    body: Annotated[str, typer.Option("--body", metavar="ID", help=_("The local policing body, such as dorset."))] = "",
    framework: Annotated[str, typer.Option("--framework", help=_("The edition."))] = "spr-2023",
    national: Annotated[bool, typer.Option("--national", help=_("A workspace for what the APCC receives."))] = False,
) -> None:
    """Make a new workspace: an office's, or a national one."""
    from assurance_app.application import workspaces

    if national == bool(body):
        raise typer.BadParameter(_("Give either --body or --national."))
    if national:
        made = workspaces.create_national(workspace, year, author=_author())
    else:
        made = workspaces.create_office(workspace, body, year, framework, author=_author())
    made.close()
    print_paths((workspace,))


@app.command()
def dump(
    workspace: WorkspacePath,
    out: Annotated[MaybePath, typer.Option("--out", metavar="FILE", help=_("Where to write; default: here."))] = None,
    attachments: Annotated[
        MaybePath, typer.Option("--attachments", metavar="DIR", help=_("A folder for the attachments."))
    ] = None,
) -> None:
    """Print everything in a workspace as JSON, the record of changes included."""
    from assurance_app.application import dumping

    with _opened(workspace) as opened:
        missing = () if attachments is None else dumping.give_attachments(opened, attachments)
        if out is None:
            sys.stdout.buffer.write(dumping.dump_text(opened))
        else:
            dumping.dump_to(opened, out)
            print_paths((out,))
    if missing:
        words = _("Attachments are missing beside the workspace, or damaged: {names}.")
        sys.stderr.write(words.format(names=", ".join(missing)) + "\n")
        raise typer.Exit(INCOMPLETE)


@app.command()
def load(
    workspace: WorkspacePath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The dump."))],
    attachments: Annotated[
        MaybePath, typer.Option("--attachments", metavar="DIR", help=_("The folder of the attachments."))
    ] = None,
) -> None:
    """Make a new workspace from a dump."""
    from assurance_app.application import dumping

    dumping.load_from(workspace, file, attachments=attachments)
    print_paths((workspace,))


@app.command()
def schema(what: Annotated[str, typer.Argument(metavar="workspace|return|framework")]) -> None:
    """Print a JSON Schema."""
    from assurance_app.application import dumping

    print_json(dumping.schema(what))


@app.command()
def statement(
    workspace: WorkspacePath,
    out: OutFolder,
    audience: Annotated[str, typer.Option("--audience", metavar="public|panel|office")] = "public",
    formats: Annotated[str, typer.Option("--format", metavar="docx|pdf|html|all")] = "all",
    length: Annotated[str, typer.Option("--length", metavar="short|standard|full")] = "standard",
    year: Year = "",
) -> None:
    """Write the annual assurance statement for an audience."""
    from assurance_app.application import exporting, outputs, workspaces

    for_whom, chosen = outputs.parse_audience(audience), outputs.parse_formats(formats)
    how_long = outputs.parse_length(length, for_whom)
    with _opened(workspace) as opened:
        cycle_id = workspaces.the_cycle(opened, year).id
        made = exporting.export_statement(opened, cycle_id, for_whom, chosen, out, how_long)
    print_paths(made.files)
    if made.replaced:
        words = _("No typeface of the PDF can show some characters; their names stand in their place: {names}")
        sys.stderr.write(words.format(names=" ".join(made.replaced)) + "\n")


@app.command()
def evidence(
    workspace: WorkspacePath,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.xlsx", help=_("The Excel file to write."))],
    year: Year = "",
) -> None:
    """Write the schedule of a year's evidence, for the office."""
    from assurance_app.application import outputs, workspaces

    with _opened(workspace) as opened:
        made = outputs.make_evidence_schedule(opened, workspaces.the_cycle(opened, year).id, out)
    print_paths(made)


@app.command()
def check(workspace: WorkspacePath, year: Year = "", json: AsJson = False) -> None:
    """List the checks that are open in a year; exit status 1 where there are any."""
    from assurance_app.application import checking, workspaces

    with _opened(workspace) as opened:
        page = checking.load_checks(opened, workspaces.the_cycle(opened, year).id)
    print_checks(page, as_json=json)
    if page.open:
        raise typer.Exit(INCOMPLETE)


@app.command()
def approve(
    workspace: WorkspacePath,
    name: Annotated[str, typer.Option("--name", help=_("The office-holder’s name."))],
    role: Annotated[str, typer.Option("--role", help=_("The office-holder’s role."))],
    year: Year = "",
) -> None:
    """Record the office-holder's approval of a year."""
    from assurance_app.application import signing, workspaces

    with _opened(workspace, write=True) as opened:
        outcome = signing.approve(opened, workspaces.the_cycle(opened, year).id, name, role)
    print_text(outcome.value.fingerprint)


@app.command(name="return")
def return_(
    workspace: WorkspacePath,
    out: OutFolder,
    draft: Annotated[bool, typer.Option("--draft", help=_("A draft of the year as it stands."))] = False,
    year: Year = "",
) -> None:
    """Write the return for the APCC, with its summary in Word and Excel beside it."""
    from assurance_app.application import outputs, workspaces

    with _opened(workspace) as opened:
        made = outputs.make_return(opened, workspaces.the_cycle(opened, year).id, out, draft=draft)
    print_paths(made)


@app.command()
def collate(
    returns: Annotated[list[Path], typer.Argument(metavar="RETURN...", help=_("The .sprreturn files."))],
    year: Annotated[str, typer.Option("--year", help=_("The reporting year, such as 2025-26."))],
    out: OutFolder,
) -> None:
    """Collate returns into the national workbook and a summary."""
    from assurance_app.application import national

    print_paths(national.collate(returns, year, out))


@app.command()
def verify(file: Annotated[Path, typer.Argument(metavar="FILE")], json: AsJson = False) -> None:
    """Verify a workspace's record of changes, or a return's fingerprint."""
    from assurance_app.application import dumping

    found = dumping.verify(file, author=_author())
    if json:
        print_json({"what": found.what, "fingerprint": found.fingerprint, "entries": found.entries, "holds": True})
    elif found.what == "workspace":
        print_text(_("The record of changes holds together: {number} entries.").format(number=found.entries))
    else:
        print_text(_("The return is whole and unaltered. Fingerprint: {mark}").format(mark=found.fingerprint))


@app.command()
def demo(
    out: OutFolder,
    bodies: Annotated[
        int | None,
        typer.Option("--bodies", metavar="N", help=_("The national picture of so many invented bodies instead.")),
    ] = None,
    json: AsJson = False,
) -> None:
    """Do the whole job on sample data, without a screen; print each file that was made."""
    if bodies is None:
        from assurance_app.application.demo import run_demo

        made = run_demo(out)
    else:
        from assurance_app.application.demo_national import run_national_demo

        made = run_national_demo(out, bodies)
    if json:
        print_json([str(path) for path in made])
    else:
        print_paths(made)


@backup_app.command("create")
def backup_create(workspace: WorkspacePath) -> None:
    """Make a verified backup."""
    from assurance_app.application import backups

    print_paths((backups.create(workspace),))


@backup_app.command("list")
def backup_list(workspace: WorkspacePath) -> None:
    """List the backups, newest first."""
    from assurance_app.application import backups

    print_paths(backups.listed(workspace))


@backup_app.command("restore")
def backup_restore(workspace: WorkspacePath, backup: Annotated[Path, typer.Argument(metavar="BACKUP")]) -> None:
    """Put a backup in the place of the workspace; what stands there now is kept as a backup first."""
    from assurance_app.application import backups

    backups.restore(workspace, backup, author=_author())
    print_paths((workspace,))
