"""Collating returns into the national workbook and summary: from files, or from what a workspace received."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from assurance_app.application.commissioning import year_in
from assurance_app.application.outputs import make_folder
from assurance_app.application.workspaces import known_bodies, need_kind
from assurance_app.domain.entities import Body, ReceivedReturn
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import WorkspaceKind
from assurance_app.domain.years import parse_year
from assurance_app.persistence.workspace import Workspace

if TYPE_CHECKING:
    from assurance_app.domain.national import Return
    from assurance_app.exchange.returns import ReceivedContent


def read_returns(paths: Iterable[Path], year: str) -> tuple[ReceivedContent, ...]:
    """The returns in the files, each checked whole. Refused for the first that cannot be read, is for another year, or
    is of a body that another file speaks for.
    """
    from assurance_app.exchange.returns import read_return

    wanted = parse_year(year)
    seen: dict[str, Path] = {}
    found = []
    for path in paths:
        received = read_return(path)
        if received.year != wanted:
            raise Refused("return.other-year", path=path, found=received.year, year=wanted)
        if received.body_id in seen:
            raise Refused("return.twice", path=path, other=seen[received.body_id], body=received.body_name)
        seen[received.body_id] = path
        found.append(received)
    return tuple(found)


def collate(paths: Iterable[Path], year: str, out: Path) -> tuple[Path, ...]:
    """The national workbook and the summary from return files; answers with the two files. All or nothing."""
    received = read_returns(paths, year)
    return _write([content.as_return() for content in received], parse_year(year), out)


def _write(returns: list[Return], year: str, out: Path) -> tuple[Path, ...]:
    from tempfile import TemporaryDirectory

    from assurance_app.documents.excel import write_workbook
    from assurance_app.documents.formats import write_document
    from assurance_app.domain.national import national_picture, national_summary, national_workbook

    picture = national_picture(returns, year, expected_bodies())
    make_folder(out)
    with TemporaryDirectory(dir=out, prefix=".making-") as place:
        making = Path(place)
        workbook = making / f"national-{year}.xlsx"
        write_workbook(national_workbook(picture), workbook)
        summary = write_document(national_summary(picture), "docx", making, f"national-{year}-summary")
        return tuple(made.replace(out / made.name) for made in (workbook, summary))


def expected_bodies() -> tuple[Body, ...]:
    """The bodies that owe a return: the 43 as known."""
    return known_bodies()


def collate_workspace(workspace: Workspace, out: Path, year: str = "") -> tuple[Path, ...]:
    """The national workbook and the summary from what the workspace received."""
    from assurance_app.exchange.returns import return_from_plain

    need_kind(workspace, WorkspaceKind.NATIONAL)
    with workspace.reading() as reading:
        wanted = year_in(reading, year)
        received = [stored.entity for stored in reading.find(ReceivedReturn, year=wanted)]
        returns = [return_from_plain(entity, reading.payload) for entity in received]
    return _write(returns, wanted, out)
