"""What the APCC asked for and of whom: the commission of each year, and the bodies that are expected to return."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from assurance_app.application.changes import Changed, Outcome, changed
from assurance_app.application.entries import add_entry
from assurance_app.application.library_steps import Replaced, Step, outcome_of
from assurance_app.application.recording import cleaned
from assurance_app.application.restoring import Restorable, take_away
from assurance_app.application.workspaces import known_bodies, need_kind
from assurance_app.domain.commissioning import Commission, ExpectedBody, expected_body_id
from assurance_app.domain.commissioning_rules import check_commissioned
from assurance_app.domain.entities import Body, Stored, kind_of
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import WorkspaceKind
from assurance_app.domain.years import parse_year
from assurance_app.persistence.workspace import Reading, UnitOfWork, Workspace
from assurance_app.words import _

_YEAR = "year"
_EDITIONS = "spr-"
"""How the ids of editions of the requirement begin; other frameworks are forms of inspections."""


@dataclass(frozen=True, slots=True)
class CommissionPage:
    """What was asked for a year, and the years that the workspace holds, the newest first.

    The commission is blank, version 0, where nothing was recorded yet.
    """

    commission: Stored[Commission]
    years: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """A body of a year, with what the APCC noted of it; both can be edited."""

    line: Stored[ExpectedBody]
    body: Stored[Body]


def years_of(reading: Reading) -> tuple[str, ...]:
    """The years of a national workspace, the newest first."""
    noted = {stored.entity.year for stored in reading.find(Commission)}
    return tuple(sorted(noted | {reading.meta(_YEAR) or ""} - {""}, reverse=True))


def year_in(reading: Reading, year: str = "") -> str:
    """The year as it is kept; the one that is worked on where none is given. Refused("year.not-commissioned")."""
    years = years_of(reading)
    wanted = parse_year(year) if year else reading.meta(_YEAR) or ""
    if wanted not in years:
        raise Refused("year.not-commissioned", year=wanted, known=", ".join(years))
    return wanted


def load_commission(workspace: Workspace, year: str = "") -> CommissionPage:
    """What was asked for the year. It is written through `recording.draft` and `recording.save` like any text."""
    need_kind(workspace, WorkspaceKind.NATIONAL)
    with workspace.reading() as reading:
        return CommissionPage(stored_commission(reading, year_in(reading, year)), years_of(reading))


def stored_commission(reading: Reading, year: str) -> Stored[Commission]:
    """The commission of the year; a blank one, version 0, where there is none."""
    return reading.get(Commission, year) or Stored(Commission(year, year), 0, "")


def begin_year(workspace: Workspace, year: str) -> Outcome[str]:
    """Begin another year in the workspace, an earlier one too: with the bodies of the year nearest to it.

    The latest year is the one that is worked on. Refused("year.exists" | "year.malformed").
    """
    need_kind(workspace, WorkspaceKind.NATIONAL)
    wanted = parse_year(year)
    with workspace.unit_of_work() as work:
        if wanted in years_of(work):
            raise Refused("year.exists", year=wanted)
        changes = begin_in(work, wanted)
        if wanted == max(years_of(work)):
            work.set_meta(_YEAR, wanted)
        work.commit()
    return Outcome(wanted, changes)


def begin_in(work: UnitOfWork, year: str) -> tuple[Changed, ...]:
    """Begin a year that is not there yet, with the bodies of the year nearest to it."""
    years = years_of(work)
    near = max((other for other in years if other < year), default=min(years, default=""))
    asked = stored_commission(work, near).entity if near else Commission("", "")
    begun = Commission(year, year, asked_by=asked.asked_by, framework_id=asked.framework_id)
    work.put(begun, 0)
    for found in work.find(ExpectedBody, year=near):
        line = found.entity
        work.put(replace(line, id=expected_body_id(year, line.body_id), year=year, note=""), 0)
    return changed(begun), Changed(kind_of(ExpectedBody), "")


def work_on(workspace: Workspace, year: str) -> Outcome[str]:
    """Work on another of the years that the workspace holds. Refused("year.not-commissioned")."""
    need_kind(workspace, WorkspaceKind.NATIONAL)
    with workspace.unit_of_work() as work:
        wanted = year_in(work, year)
        work.set_meta(_YEAR, wanted)
        work.commit()
    return Outcome(wanted, ())


def note_expected(work: UnitOfWork, year: str, bodies: Sequence[Body]) -> None:
    """Write down the bodies that are expected for a year, and the year's commission, where none of it is there yet."""
    if work.get(Commission, year) is None:
        work.put(Commission(year, year), 0)
    if work.find(ExpectedBody, year=year):
        return
    for body in bodies:
        if work.get(Body, body.id) is None:
            work.put(body, 0)
        work.put(ExpectedBody(expected_body_id(year, body.id), year, body.id), 0)


def expected_lines(reading: Reading, year: str) -> tuple[ExpectedRow, ...]:
    """The bodies of the year by name; those known where the year has none, as in a file that may only be read."""
    bodies = {stored.entity.id: stored for stored in reading.find(Body)}
    lines = reading.find(ExpectedBody, year=year)
    if lines:
        rows = [ExpectedRow(line, bodies[line.entity.body_id]) for line in lines]
    else:
        rows = [
            ExpectedRow(
                Stored(ExpectedBody(expected_body_id(year, body.id), year, body.id), 0, ""),
                bodies.get(body.id, Stored(body, 0, "")),
            )
            for body in known_bodies()
        ]
    return tuple(sorted(rows, key=lambda row: (row.body.entity.name_as_used.casefold(), row.body.entity.id)))


def list_expected(workspace: Workspace, year: str = "") -> tuple[ExpectedRow, ...]:
    """The bodies of the year. Names, contacts and notes are written through `recording.save`."""
    need_kind(workspace, WorkspaceKind.NATIONAL)
    with workspace.reading() as reading:
        return expected_lines(reading, year_in(reading, year))


@cache
def editions() -> tuple[tuple[str, str], ...]:
    """The editions that returns can be asked for on, by id, with their titles."""
    from assurance_app.application.frameworks import shipped_edition
    from assurance_app.catalogue.loader import available

    found = (shipped_edition(key) for key in available() if key.startswith(_EDITIONS))
    return tuple((one.id, one.title) for one in found if one is not None)


def body_called(workspace: Workspace, name: str) -> Body | None:
    """The body of that name, in the workspace or else among those known; None where there is none."""
    with workspace.reading() as reading:
        here = [stored.entity for stored in reading.find(Body)]
    wanted = name.strip().casefold()
    return next((body for body in (*here, *known_bodies()) if body.name_as_used.casefold() == wanted), None)


def add_expected(workspace: Workspace, year: str, body: Body, contact: str = "") -> Outcome[Restorable]:
    """Expect a return of one more body, a new one or one that the workspace knows.

    Refused("expected.there" | "body.no-name"). Undo takes the line away; the body stays known.
    """
    kept = cleaned(body)
    check_commissioned(kept)
    with workspace.unit_of_work() as work:
        wanted = year_in(work, year)
        if work.get(ExpectedBody, expected_body_id(wanted, kept.id)) is not None:
            raise Refused("expected.there", body=kept.name_as_used, year=wanted)
        if work.get(Body, kept.id) is None:
            work.put(kept, 0)
            work.commit()
    return add_entry(workspace, ExpectedBody(expected_body_id(wanted, kept.id), wanted, kept.id, contact=contact))


def remove_expected(workspace: Workspace, year: str, body_id: str) -> Outcome[Restorable]:
    """Take a body off the year's list. What was received of it stays. Refused("expected.last") for the only one."""
    with workspace.reading() as reading:
        wanted = year_in(reading, year)
        lines = reading.find(ExpectedBody, year=wanted)
        body = reading.get(Body, body_id)
        if [line.entity.body_id for line in lines] == [body_id] and body is not None:
            raise Refused("expected.last", body=body.entity.name_as_used, year=wanted)
    return take_away(workspace, ExpectedBody, expected_body_id(wanted, body_id))


def owes_none(workspace: Workspace, year: str, body_id: str, reason: str) -> Outcome[Step]:
    """Say that a body owes no return for the year, because. Refused("expected.no-reason")."""
    if not reason.strip():
        raise Refused("expected.no-reason")
    with workspace.unit_of_work() as work:
        line = _line(work, year_in(work, year), body_id)
        step = (_put(work, line, replace(line.entity, owes=False, reason=reason)),)
        work.commit()
    return outcome_of(step)


def owes_again(workspace: Workspace, year: str, body_id: str) -> Outcome[Step]:
    """Say that a body does owe a return for the year."""
    with workspace.unit_of_work() as work:
        line = _line(work, year_in(work, year), body_id)
        step = (_put(work, line, replace(line.entity, owes=True, reason="", merged_into="")),)
        work.commit()
    return outcome_of(step)


def merge_bodies(workspace: Workspace, year: str, body_ids: Iterable[str], into: Body) -> Outcome[Step]:
    """Say that bodies were merged into one, a new one or one of them: it owes the return for all of them.

    Bodies that had been merged into one of these go along. Refused("expected.none-chosen" | "body.no-name").
    """
    into = cleaned(into)
    check_commissioned(into)
    going = [body_id for body_id in dict.fromkeys(body_ids) if body_id != into.id]
    if not going:
        raise Refused("expected.none-chosen")
    reason = _("Merged into {name}.").format(name=into.name_as_used)
    with workspace.unit_of_work() as work:
        wanted = year_in(work, year)
        if work.get(Body, into.id) is None:
            work.put(into, 0)
        step = [_owed_by(work, wanted, into.id)]
        for found in work.find(ExpectedBody, year=wanted):
            line = found.entity
            if line.body_id in going or line.merged_into in going:
                step.append(_put(work, found, replace(line, owes=False, reason=reason, merged_into=into.id)))
        work.commit()
    return outcome_of(tuple(step), len(going))


def _owed_by(work: UnitOfWork, year: str, body_id: str) -> Replaced:
    held = work.get(ExpectedBody, expected_body_id(year, body_id))
    if held is not None:
        return _put(work, held, replace(held.entity, owes=True, reason="", merged_into=""))
    made = work.put(ExpectedBody(expected_body_id(year, body_id), year, body_id), 0)
    return Replaced(None, made.entity)


def _line(reading: Reading, year: str, body_id: str) -> Stored[ExpectedBody]:
    held = reading.get(ExpectedBody, expected_body_id(year, body_id))
    if held is None:
        raise LookupError(f"{body_id} is not among the bodies of {year}")
    return held


def _put(work: UnitOfWork, held: Stored[ExpectedBody], line: ExpectedBody) -> Replaced:
    check_commissioned(line)
    return Replaced(held.entity, work.put(cleaned(line), held.version).entity)
