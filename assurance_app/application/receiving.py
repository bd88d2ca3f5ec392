"""Receiving returns: each file is checked whole before anything of it is kept, and one refused stops no other.

Which of several returns of a body stands is told by `domain.tracker.stands_before`; all of them stay in the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from assurance_app.application.changes import Changed, Outcome, changed
from assurance_app.application.commissioning import begin_in, year_in, years_of
from assurance_app.application.library_steps import Replaced, Step, outcome_of
from assurance_app.application.progress import Cancelled, Report, unheard
from assurance_app.application.restoring import Restorable, take_away
from assurance_app.application.return_documents import keep_documents
from assurance_app.application.workspaces import need_kind
from assurance_app.domain.commissioning import RefusedFile
from assurance_app.domain.entities import Body, ReceivedReturn, Stored
from assurance_app.domain.refusal import Refused
from assurance_app.domain.text import clean_text, refuse_higher_marking
from assurance_app.domain.tracker import stands_before
from assurance_app.domain.values import WorkspaceKind
from assurance_app.domain.years import previous_year, spoken_year
from assurance_app.files.finding import files_below, identity, is_file, is_folder
from assurance_app.persistence.workspace import Reading, UnitOfWork, Workspace
from assurance_app.words import _
from assurance_app.words.sentences import sentence

if TYPE_CHECKING:
    from assurance_app.domain.national import Return
    from assurance_app.domain.return_difference import Difference
    from assurance_app.exchange.returns import ReceivedContent

SUFFIX = ".sprreturn"
_LONGEST_REASON = 1_000
_LONGEST_NAME = 200


class ReceptionKind(StrEnum):
    """What came of one file."""

    RECEIVED = "received"
    LATER = "later"
    KEPT_ASIDE = "kept-aside"
    SAME = "same"
    REFUSED = "refused"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Reception:
    """One file, and what came of it. `refusal` is one sentence, "" where it was not refused."""

    path: Path
    kind: ReceptionKind
    body_id: str = ""
    year: str = ""
    refusal: str = ""
    differences: tuple[Difference, ...] = ()
    """What the return that stands says otherwise than the other of the two, where there were two."""
    is_last_years: bool = False
    """Whether it is of the year before the one that is worked on, which is compared with it."""

    @property
    def name(self) -> str:
        """The name of the file, as it may be shown and kept."""
        return _name_of(self.path)


@dataclass(frozen=True, slots=True)
class ReturnVersion:
    """One of the returns that a body sent for a year; `number` is the version under which it can be opened."""

    number: int
    received: ReceivedReturn
    by: str
    stands: bool


def received_return_id(body_id: str, year: str) -> str:
    """The one id that a body's return has for a year, whichever of its versions stands."""
    return f"{body_id}.{year}"


def found_in(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files among these and the returns in the folders among these, each once.

    Refused("receive.no-returns") where there is none; refused as `files_below`.
    """
    given = tuple(paths)
    found: dict[Path, Path] = {}
    for path in given:
        for file in files_below(path, SUFFIX) if is_folder(path) else (path,):
            found.setdefault(identity(file), file)
    if not found:
        raise Refused("receive.no-returns", path=", ".join(map(str, given)))
    return tuple(found.values())


def receive_returns(
    workspace: Workspace, paths: Iterable[Path], report: Report = unheard
) -> Outcome[tuple[Reception, ...]]:
    """Keep returns in the national workspace, from files and from folders of them.

    A file that is refused leaves its name and the reason, and nothing else. A return of the year before is kept to be
    compared with. Where the person cancels, or the workspace
    cannot be written any more, what was received stays, and the rest is left.
    """
    need_kind(workspace, WorkspaceKind.NATIONAL)
    if workspace.read_only:
        raise Refused("workspace.read-only", path=str(workspace.path))
    files = found_in(paths)
    done: list[Reception] = []
    changes: list[Changed] = []
    for number, path in enumerate(files):
        try:
            report(number, len(files), path.name)
            reception, own = _received(workspace, path)
        except Cancelled:
            break
        except Refused as refusal:
            done.append(Reception(path, ReceptionKind.REFUSED, refusal=sentence(refusal.code, refusal.params)))
            break
        done.append(reception)
        changes += own
    done += [Reception(path, ReceptionKind.LEFT) for path in files[len(done) :]]
    return Outcome(tuple(done), tuple(changes))


def _received(workspace: Workspace, path: Path) -> tuple[Reception, tuple[Changed, ...]]:
    """What came of one file. Refused where the workspace, and not the file, is the reason."""
    from assurance_app.exchange.returns import read_return

    try:
        content = read_return(path, with_documents=True)
        return _kept(workspace, path, content)
    except Refused as refusal:
        if refusal.code.startswith("workspace."):
            raise
        reason = sentence(refusal.code, {**refusal.params, "path": _name_of(path)})
        if refusal.code == "file.missing":
            return Reception(path, ReceptionKind.REFUSED, refusal=reason), ()
        noted = _noted(workspace, path, reason)
        return Reception(path, ReceptionKind.REFUSED, noted.says_body, noted.year, reason), (changed(noted),)


def _kept(workspace: Workspace, path: Path, content: ReceivedContent) -> tuple[Reception, tuple[Changed, ...]]:
    with workspace.unit_of_work() as work:
        years, here = years_of(work), year_in(work)
        is_last_years = content.year == previous_year(here)
        if content.year not in years and not is_last_years:
            known = ", ".join(map(spoken_year, years))
            raise Refused("return.year-not-here", path=path, found=spoken_year(content.year), year=known)
        held = work.stored(ReceivedReturn, received_return_id(content.body_id, content.year))
        keep_documents(workspace, content.documents)
        if held is not None and any(one.received.sha256 == content.sha256 for one in _versions(work, held)):
            return Reception(path, ReceptionKind.SAME, content.body_id, content.year), ()
        # A year that only returns to compare with came for begins by the first of them.
        settled = begin_in(work, content.year) if content.year not in years else ()
        if work.payload(content.framework_hash) is None:
            work.put_payload(content.framework_as_plain())  # once for all returns that were made on it
        entity = _entity(work, workspace.now(), path, content)
        if work.get(Body, content.body_id) is None:
            settled += (changed(work.put(content.record.body, 0).entity),)
        kind = _put(work, entity, held)
        settled += tuple(_settled(work, entity))
        work.commit()
    differences = () if held is None else _difference(workspace, kind, entity, held.entity)
    reception = Reception(
        path, kind, content.body_id, content.year, differences=differences, is_last_years=is_last_years
    )
    return reception, (changed(entity), *settled)


def _entity(work: UnitOfWork, now: str, path: Path, content: ReceivedContent) -> ReceivedReturn:
    return ReceivedReturn(
        id=received_return_id(content.body_id, content.year),
        body_id=content.body_id,
        year=content.year,
        file_name=_name_of(path),
        sha256=content.sha256,
        received_at=now,
        draft=content.draft,
        fingerprint=content.fingerprint,
        content=work.put_payload(content.as_plain()),
        made_at=content.made_at,
        framework_id=content.record.framework.id,
        framework_revision=content.record.framework.revision,
    )


def _put(work: UnitOfWork, entity: ReceivedReturn, held: Stored[ReceivedReturn] | None) -> ReceptionKind:
    if held is None:
        work.put(entity, 0, action="received")
        return ReceptionKind.RECEIVED
    stored = work.put(entity, held.version, action="received")
    if stands_before(entity, with_moment(work, held.entity)):
        return ReceptionKind.LATER
    work.put(held.entity, stored.version, action="kept")
    return ReceptionKind.KEPT_ASIDE


def with_moment(reading: Reading, received: ReceivedReturn) -> ReceivedReturn:
    """The return with when it was made and on which edition, from its content where its row does not say it yet."""
    if received.made_at:
        return received
    plain = reading.payload(received.content)
    if not isinstance(plain, dict):
        return received
    head = plain["manifest"]
    made_on = head["framework"]
    return replace(
        received, made_at=head["made_at"], framework_id=made_on["id"], framework_revision=made_on["revision"]
    )


def _settled(work: UnitOfWork, entity: ReceivedReturn) -> Iterator[Changed]:
    """A return that can be read settles the files of the same body that could not, and itself where it was refused."""
    of_body = work.find(RefusedFile, year=entity.year, says_body=entity.body_id, is_settled=False)
    the_same = work.find(RefusedFile, sha256=entity.sha256, is_settled=False)
    for found in {one.entity.id: one for one in (*of_body, *the_same)}.values():
        yield changed(work.put(replace(found.entity, is_settled=True), found.version).entity)


def _difference(
    workspace: Workspace, kind: ReceptionKind, entity: ReceivedReturn, held: ReceivedReturn
) -> tuple[Difference, ...]:
    other, stands = (held, entity) if kind is ReceptionKind.LATER else (entity, held)
    with workspace.reading() as reading:
        return _between(reading, other, stands)


def _between(reading: Reading, one: ReceivedReturn, other: ReceivedReturn) -> tuple[Difference, ...]:
    from assurance_app.domain.return_difference import return_difference

    try:
        return return_difference(_opened(reading, one).record, _opened(reading, other).record)
    except Refused:
        # The content of one was removed since; the return that came now is not refused for that.
        return ()


def _opened(reading: Reading, received: ReceivedReturn) -> Return:
    from assurance_app.exchange.returns import return_from_plain

    return return_from_plain(received, reading.payload)


def _noted(workspace: Workspace, path: Path, reason: str) -> RefusedFile:
    """Note a refused file, once however often it comes; what it says of itself is kept only where it is known here."""
    from assurance_app.exchange.claim import claimed

    claim, sha256 = claimed(path) if is_file(path) else None, _sha256(path)
    with workspace.unit_of_work() as work:
        here = year_in(work)
        year = claim.year if claim is not None and claim.year in years_of(work) else here
        is_known = claim is not None and work.get(Body, claim.body_id) is not None
        noted = RefusedFile(
            id=f"{year}/refused/{sha256[:32] or uuid4().hex}",
            year=year,
            file_name=_name_of(path),
            refused_at=workspace.now(),
            reason=" ".join(reason.split())[:_LONGEST_REASON],
            sha256=sha256,
            says_body=claim.body_id if claim is not None and is_known else "",
        )
        held = work.get(RefusedFile, noted.id)
        if held is not None and not held.entity.is_settled:
            return held.entity
        work.put(noted, held.version if held else 0, action="refused")
        work.commit()
    return noted


def _name_of(path: Path) -> str:
    """The name of a file as it may be kept: without what cannot be seen, which could make it read like another."""
    bare = "".join(letter for letter in clean_text(path.name) if letter.isprintable() or letter.isspace())
    name = " ".join(bare.split())[:_LONGEST_NAME]
    try:
        refuse_higher_marking(name)
    except Refused:
        name = ""
    return name or _("(a file without a name)")


def _sha256(path: Path) -> str:
    """The SHA-256 of the file, "" where it is none, cannot be read or is larger than any return."""
    from assurance_app.exchange.return_checks import LARGEST_FILE
    from assurance_app.persistence.attachments import sha256_of

    try:
        return sha256_of(path) if is_file(path) and path.stat().st_size <= LARGEST_FILE else ""
    except OSError:
        return ""


def settle_refused(workspace: Workspace, refused_id: str) -> Outcome[Step]:
    """Say that a refused file needs no more attention."""
    with workspace.unit_of_work() as work:
        held = work.get(RefusedFile, refused_id)
        if held is None:
            raise LookupError(f"no refused file {refused_id}")
        after = work.put(replace(held.entity, is_settled=True), held.version).entity
        work.commit()
    return outcome_of((Replaced(held.entity, after),))


def withdraw_return(workspace: Workspace, body_id: str, year: str) -> Outcome[Restorable]:
    """Take a body's return away, received by mistake; its versions stay in the history of changes."""
    return take_away(workspace, ReceivedReturn, received_return_id(body_id, year))


def list_versions(workspace: Workspace, body_id: str, year: str) -> tuple[ReturnVersion, ...]:
    """The returns that a body sent for a year, the one received last first; () where none is here."""
    with workspace.reading() as reading:
        held = reading.stored(ReceivedReturn, received_return_id(body_id, year))
        return () if held is None else tuple(reversed(_versions(reading, held)))


def versions_received(reading: Reading, year: str) -> dict[str, int]:
    """How many different files of each body were received for a year, by its id; only of bodies of which one stands."""
    return {
        stored.entity.body_id: 1 if stored.version == 1 else len(_versions(reading, stored))
        for stored in reading.all_stored(ReceivedReturn)
        if stored.entity.year == year
    }


def _versions(reading: Reading, held: Stored[ReceivedReturn]) -> tuple[ReturnVersion, ...]:
    """Every different file that was received, in the order in which they were."""
    found: dict[str, ReturnVersion] = {}
    for version in reading.history(ReceivedReturn, held.entity.id):
        entity = version.entity
        if entity is not None and entity.sha256 not in found:
            stands = entity.sha256 == held.entity.sha256
            shown = held.entity if stands else entity
            found[entity.sha256] = ReturnVersion(version.number, with_moment(reading, shown), version.by, stands)
    return tuple(found.values())


def open_version(workspace: Workspace, body_id: str, year: str, number: int) -> Return:
    """One of the returns that a body sent. Refused("return.unreadable") where its content was removed since."""
    with workspace.reading() as reading:
        return _opened(reading, _version(reading, body_id, year, number))


def compare_versions(workspace: Workspace, body_id: str, year: str, one: int, other: int) -> tuple[Difference, ...]:
    """What one of a body's returns says otherwise than the one before it."""
    with workspace.reading() as reading:
        earlier, later = (_version(reading, body_id, year, number) for number in (one, other))
        return _between(reading, earlier, later)


def let_stand(workspace: Workspace, body_id: str, year: str, number: int) -> Outcome[Step]:
    """Let another of a body's returns stand: a decision of the officer, which the history tells."""
    with workspace.unit_of_work() as work:
        chosen = _version(work, body_id, year, number)
        held = work.stored(ReceivedReturn, chosen.id)
        if held is None:
            raise _gone(work, body_id, year)
        after = work.put(chosen, held.version, action="restored").entity
        work.commit()
    return outcome_of((Replaced(held.entity, after),))


def _version(reading: Reading, body_id: str, year: str, number: int) -> ReceivedReturn:
    for version in reading.history(ReceivedReturn, received_return_id(body_id, year)):
        if version.number == number and version.entity is not None:
            return version.entity
    raise _gone(reading, body_id, year)


def _gone(reading: Reading, body_id: str, year: str) -> Refused:
    body = reading.get(Body, body_id)
    return Refused("receive.gone", body=body.entity.name_as_used if body else body_id, year=year)
