"""Collating returns into the national workbook and summary: from files, or from what a workspace received."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assurance_app.application.outputs import make_folder
from assurance_app.application.progress import Report, unheard
from assurance_app.application.workspaces import known_bodies
from assurance_app.domain.entities import Body
from assurance_app.domain.refusal import Refused
from assurance_app.domain.years import parse_year
from assurance_app.persistence.workspace import Workspace
from assurance_app.words import _

if TYPE_CHECKING:
    from assurance_app.application.national_year import NationalYear
    from assurance_app.domain.tracker import Tracker
    from assurance_app.exchange.returns import ReceivedContent

WORKBOOK = "xlsx"
"""The kind of file that is not a document."""


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


def collate(paths: Iterable[Path], year: str, out: Path, formats: Sequence[str] = ("docx",)) -> tuple[Path, ...]:
    """The national workbook and, in these formats, the summary from return files; answers with the files.

    All or nothing.
    """
    from assurance_app.application.national_year import NationalYear
    from assurance_app.documents.excel import without_collecting
    from assurance_app.domain.national import national_picture

    with without_collecting():
        returns = [content.as_return() for content in read_returns(paths, year)]
        found = NationalYear(national_picture(returns, parse_year(year), expected_bodies()))
        return make_national(found, (WORKBOOK, *formats), out)


def expected_bodies() -> tuple[Body, ...]:
    """The bodies that owe a return: the 43 as known."""
    return known_bodies()


def collate_workspace(workspace: Workspace, out: Path, year: str = "") -> tuple[Path, ...]:
    """The national workbook and the summary of a year of the workspace: what it received and what was entered there."""
    from assurance_app.application.national_year import load_year
    from assurance_app.application.tracker import load_tracker

    return make_national(load_year(workspace, year), (WORKBOOK, "docx"), out, tracker=load_tracker(workspace, year))


def make_national(
    found: NationalYear,
    kinds: Sequence[str],
    out: Path,
    *,
    tracker: Tracker | None = None,
    report: Report = unheard,
) -> tuple[Path, ...]:
    """The workbook (`WORKBOOK`) and the summary in formats, in this order; all are made before any has its place.

    `tracker` is that of the same year, where a workspace has one.
    """
    from assurance_app.documents.excel import write_workbook
    from assurance_app.documents.formats import write_document

    year = found.picture.year
    with _all_or_nothing(out) as (making, keep):
        made = []
        for number, kind in enumerate(kinds):
            report(number, len(kinds), _making(kind))
            if kind == WORKBOOK:
                made.append(making / f"national-{year}.xlsx")
                write_workbook(found.workbook(tracker), made[-1])
            else:
                made.append(write_document(found.summary(), kind, making, _stem(year)))
        report(len(kinds), len(kinds), "")
        return keep(made)


def _making(kind: str) -> str:
    words = {WORKBOOK: _("Making the workbook"), "docx": _("Making and checking the Word file")}
    return words.get(kind, _("Making and checking the PDF"))


def _stem(year: str) -> str:
    return f"national-{year}-summary"


@contextmanager
def _all_or_nothing(out: Path) -> Iterator[tuple[Path, Callable[[Iterable[Path]], tuple[Path, ...]]]]:
    """A folder in which files are made, and what gives them their place once all of them are."""
    from tempfile import TemporaryDirectory

    make_folder(out)
    with TemporaryDirectory(dir=out, prefix=".making-") as place:
        yield Path(place), lambda made: tuple(file.replace(out / file.name) for file in tuple(made))
