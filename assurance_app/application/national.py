"""The APCC's work: receiving returns into a national workspace, and collating them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assurance_app.application.changes import Outcome, changed
from assurance_app.application.outputs import make_folder
from assurance_app.application.workspaces import describe, known_bodies, need_kind
from assurance_app.domain.entities import Body, ReceivedReturn
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import WorkspaceKind
from assurance_app.domain.years import parse_year
from assurance_app.persistence.workspace import Workspace
from assurance_app.words.sentences import sentence

if TYPE_CHECKING:
    from assurance_app.domain.national import Return
    from assurance_app.exchange.returns import ReceivedContent


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A return in the national workspace, or one that is expected and not here."""

    body_id: str
    body_name: str
    received: ReceivedReturn | None
    expected: bool


@dataclass(frozen=True, slots=True)
class Reception:
    """What came of one file: received, or refused with one sentence."""

    path: Path
    body_id: str
    refusal: str


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


def receive_returns(
    workspace: Workspace, paths: Iterable[Path], progress: Callable[[Path], None] = lambda path: None
) -> Outcome[tuple[Reception, ...]]:
    """Keep returns in the national workspace, each checked whole first; one that is refused does not stop the others.

    A later return of the same body takes the place of the earlier one, which stays in the history.
    """
    need_kind(workspace, WorkspaceKind.NATIONAL)
    from assurance_app.exchange.returns import read_return

    year = describe(workspace).year
    done, changes = [], []
    for path in paths:
        progress(path)
        try:
            content = read_return(path)
            if content.year != year:
                raise Refused("return.other-year", path=path, found=content.year, year=year)
        except Refused as refusal:
            done.append(Reception(path, "", sentence(refusal.code, refusal.params)))
            continue
        with workspace.unit_of_work() as work:
            key = f"{content.body_id}.{content.year}"
            held = work.get(ReceivedReturn, key)
            if work.payload(content.framework_hash) is None:
                work.put_payload(content.framework_as_plain())  # once for all returns that were made on it
            entity = ReceivedReturn(
                id=key,
                body_id=content.body_id,
                year=content.year,
                file_name=path.name,
                sha256=content.sha256,
                received_at=workspace.now(),
                draft=content.draft,
                fingerprint=content.fingerprint,
                content=work.put_payload(content.as_plain()),
            )
            if work.get(Body, content.body_id) is None:
                work.put(content.record.body, 0)
            work.put(entity, held.version if held else 0, action="received")
            work.commit()
        done.append(Reception(path, content.body_id, ""))
        changes.append(changed(entity))
    return Outcome(tuple(done), tuple(changes))


def list_returns(workspace: Workspace) -> tuple[ReturnRow, ...]:
    """Every expected body with its return or without, then returns of bodies that were not expected."""
    need_kind(workspace, WorkspaceKind.NATIONAL)
    with workspace.reading() as reading:
        received = {stored.entity.body_id: stored.entity for stored in reading.find(ReceivedReturn)}
        bodies = {stored.entity.id: stored.entity for stored in reading.find(Body)}
    expected = expected_bodies()
    rows = [ReturnRow(body.id, body.name_as_used, received.get(body.id), True) for body in expected]
    known = {body.id for body in expected}
    rows += [
        ReturnRow(body_id, bodies[body_id].name_as_used, entity, False)
        for body_id, entity in sorted(received.items())
        if body_id not in known
    ]
    return tuple(rows)


def collate_workspace(workspace: Workspace, out: Path) -> tuple[Path, ...]:
    """The national workbook and the summary from what the workspace received."""
    from assurance_app.exchange.returns import return_from_plain

    need_kind(workspace, WorkspaceKind.NATIONAL)
    with workspace.reading() as reading:
        received = [stored.entity for stored in reading.find(ReceivedReturn)]
        returns = [return_from_plain(entity, reading.payload) for entity in received]
    return _write(returns, describe(workspace).year, out)
