"""The command `official-text`: import the published document, show a paragraph of it."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Annotated, Optional

import typer

from assurance_app import paths, settings
from assurance_app.bootstrap import author_name
from assurance_app.cli.printing import print_json, print_text
from assurance_app.persistence.workspace import Workspace
from assurance_app.words import _
from assurance_app.words.labels import label

official_text_app = typer.Typer(
    help=_("The publisher’s own text: import the published document, show a paragraph."), no_args_is_help=True
)

AsJson = Annotated[bool, typer.Option("--json", help=_("Print machine-readable output."))]
InWorkspace = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads the annotation when it runs
    typer.Option("--workspace", metavar="W", help=_("The workspace to keep it in; default: your own folder.")),
]


def _opened(path: Path | None, *, write: bool) -> AbstractContextManager[Workspace | None]:
    from assurance_app.application.workspaces import open_workspace

    if path is None:
        return nullcontext()
    return open_workspace(path, author=author_name(settings.load(paths.settings_file())), write=write)


@official_text_app.command("import")
def official_text_import(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("PDF, web page, Word, text or Markdown."))],
    framework: Annotated[str, typer.Option("--framework", metavar="ID", help=_("The edition."))],
    workspace: InWorkspace = None,
    json: AsJson = False,
) -> None:
    """Import the published text as numbered paragraphs, and report what was found, missing and uncertain."""
    from assurance_app.application import official_text

    with _opened(workspace, write=True) as opened:
        text, found = official_text.import_official(file, framework, opened)
    if json:
        print_json(official_text.report_plain(text, found))
        return
    for line in official_text.report_lines(found):
        print_text(line)


@official_text_app.command("show")
def official_text_show(
    framework: Annotated[str, typer.Argument(metavar="ID")],
    ref: Annotated[str, typer.Argument(metavar="REF", help=_("The paragraph, such as 40.4.b."))],
    workspace: InWorkspace = None,
    json: AsJson = False,
) -> None:
    """Show a paragraph of the imported text."""
    from assurance_app.application import official_text
    from assurance_app.domain.plain import to_plain

    with _opened(workspace, write=False) as opened:
        shown = official_text.show(framework, ref, opened)
    found = shown.paragraph
    if json:
        print_json({"ref": found.ref, "heading": found.heading, **to_plain(found)})
        return
    print_text(" › ".join(found.headings))
    print_text(f"{found.ref}  {found.text}")
    for link in found.links:
        leads_to = link.target if link.last in ("", link.target) else f"{link.target} – {link.last}"
        if link.target:
            print_text(_("“{words}” leads to {ref}.").format(words=found.text[link.start : link.end], ref=leads_to))
    if found.doubt:
        print_text(label("doubt", found.doubt.value))
