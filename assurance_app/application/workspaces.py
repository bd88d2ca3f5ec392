"""Making and opening workspaces, and what stands in one."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assurance_app import paths
from assurance_app.domain.commissioning import ExpectedBody
from assurance_app.domain.entities import Body, Cycle, OfficeHolder, Stored
from assurance_app.domain.framework import Framework, Section
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import BodyKind, WorkspaceKind
from assurance_app.domain.years import parse_year
from assurance_app.persistence.header import inspect
from assurance_app.persistence.workspace import Clock, Reading, Workspace, utc_now

DEFAULT_FRAMEWORK = "spr-2023"


@dataclass(frozen=True, slots=True)
class WorkspaceSummary:
    """What stands in a workspace: an office's body and its years (newest first), or the national years."""

    kind: WorkspaceKind
    path: Path
    read_only: bool
    body: Body | None
    cycles: tuple[Cycle, ...]
    year: str
    years: tuple[str, ...] = ()
    """The years of a national workspace, newest first."""


@cache
def known_bodies() -> tuple[Body, ...]:
    """The local policing bodies as known, by police area. An office can edit its own."""
    with (paths.resources() / "bodies.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Body(
                id=row["id"],
                legal_name=row["legal_name"],
                name_as_used=row["name_as_used"],
                kind=BodyKind(row["body_kind"]),
                police_area=row["police_area"],
                force=row["force"],
                mobilisation_region=row["mobilisation_region"],
                rocu=row["rocu"],
                nation=row["nation"],
                kind_since=row["kind_since"],
                note=row["note"],
            )
            for row in csv.DictReader(file)
        )


def known_body(body_id: str) -> Body:
    """The known body of that id; Refused("body.unknown") with near ones where there is none."""
    bodies = {body.id: body for body in known_bodies()}
    if body_id in bodies:
        return bodies[body_id]
    import difflib

    near = difflib.get_close_matches(body_id.lower(), bodies, n=3, cutoff=0.4) or list(bodies)[:3]
    raise Refused("body.unknown", body=body_id, known=", ".join((*near, "…")))


def create_office(
    path: Path,
    body_id: str,
    year: str,
    framework_id: str = DEFAULT_FRAMEWORK,
    *,
    author: str,
    clock: Clock = utc_now,
) -> Workspace:
    """A new office workspace with one cycle, for one of the known bodies."""
    return create_office_for(known_body(body_id), path, year, framework_id, author=author, clock=clock)


def create_office_for(
    body: Body,
    path: Path,
    year: str,
    framework_id: str = DEFAULT_FRAMEWORK,
    *,
    author: str,
    clock: Clock = utc_now,
    holder: OfficeHolder | None = None,
) -> Workspace:
    """A new office workspace for a body that need not be a known one (sample data, a body that was merged)."""
    from assurance_app.catalogue.loader import framework_folder, load_framework

    kept_year = parse_year(year)
    framework = load_framework(framework_folder(framework_id))
    workspace = Workspace.create(path, WorkspaceKind.OFFICE, author=author, clock=clock)
    try:
        with workspace.unit_of_work() as work:
            work.put_framework(framework)
            work.put(body, 0)
            if holder is not None:
                work.put(holder, 0)
            work.put(_first_cycle(body, kept_year, framework), 0)
            work.commit()
    except BaseException:
        workspace.close()
        path.unlink(missing_ok=True)
        raise
    return workspace


def _first_cycle(body: Body, year: str, framework: Framework) -> Cycle:
    return Cycle(f"{body.id}.{year}", body.id, year, framework.id, framework.revision)


def begin_year(workspace: Workspace, year: str) -> Cycle:
    """Begin another year in an office workspace, against the framework of the latest one; Refused("year.exists")."""
    need_kind(workspace, WorkspaceKind.OFFICE)
    wanted = parse_year(year)
    with workspace.unit_of_work() as work:
        cycles = [stored.entity for stored in work.find(Cycle)]
        if any(cycle.year == wanted for cycle in cycles):
            raise Refused("year.exists", year=wanted)
        latest = max(cycles, key=lambda cycle: cycle.year)
        begun = Cycle(
            f"{latest.body_id}.{wanted}", latest.body_id, wanted, latest.framework_id, latest.framework_revision
        )
        work.put(begun, 0)
        work.commit()
    return begun


def create_national(
    path: Path, year: str, bodies: Sequence[Body] = (), *, author: str, clock: Clock = utc_now
) -> Workspace:
    """A new national workspace, for what the APCC receives for a year; of the bodies as known where none are given."""
    from assurance_app.application.commissioning import note_expected

    kept_year = parse_year(year)
    workspace = Workspace.create(path, WorkspaceKind.NATIONAL, author=author, clock=clock)
    try:
        with workspace.unit_of_work() as work:
            work.set_meta("year", kept_year)
            note_expected(work, kept_year, bodies or known_bodies())
            work.commit()
    except BaseException:
        workspace.close()
        path.unlink(missing_ok=True)
        raise
    return workspace


def open_workspace(path: Path, *, author: str, write: bool = True) -> Workspace:
    """Open a workspace; a refusal says why it cannot be, and leaves the file as it is.

    A national one from before the expected bodies were kept in it gets those that are known.
    """
    workspace = Workspace.open(path, author=author, write=write)
    if workspace.kind is WorkspaceKind.NATIONAL and write:
        try:
            _note_expected(workspace)
        except BaseException:
            workspace.close()
            raise
    return workspace


def _note_expected(workspace: Workspace) -> None:
    from assurance_app.application.commissioning import note_expected

    with workspace.reading() as reading:
        year = reading.meta("year")
        is_noted = bool(reading.find(ExpectedBody, year=year))
    if year and not is_noted:
        with workspace.unit_of_work() as work:
            note_expected(work, year, known_bodies())
            work.commit()


def check_can_open(path: Path) -> None:
    """Refuse a file that is no workspace, or a newer one, by its header alone; nothing is opened or changed."""
    inspect(path)


def describe(workspace: Workspace) -> WorkspaceSummary:
    """What stands in the workspace."""
    with workspace.reading() as reading:
        bodies = reading.find(Body) if workspace.kind is WorkspaceKind.OFFICE else ()
        cycles = sorted((stored.entity for stored in reading.find(Cycle)), key=lambda cycle: cycle.year, reverse=True)
        return WorkspaceSummary(
            kind=workspace.kind,
            path=workspace.path,
            read_only=workspace.read_only,
            body=bodies[0].entity if bodies else None,
            cycles=tuple(cycles),
            year=reading.meta("year") or "",
            years=_years(reading) if workspace.kind is WorkspaceKind.NATIONAL else (),
        )


def _years(reading: Reading) -> tuple[str, ...]:
    from assurance_app.application.commissioning import years_of

    return years_of(reading)


def the_cycle(workspace: Workspace, year: str = "") -> Cycle:
    """The cycle of the year, or the latest; Refused("year.unknown") or ("workspace.wrong-kind")."""
    need_kind(workspace, WorkspaceKind.OFFICE)
    cycles = describe(workspace).cycles
    if not year and cycles:
        return cycles[0]
    wanted = parse_year(year) if year else ""
    for cycle in cycles:
        if cycle.year == wanted:
            return cycle
    known = ", ".join(cycle.year for cycle in cycles)
    raise Refused("year.unknown", year=wanted, path=workspace.path, known=known)


def need_kind(workspace: Workspace, kind: WorkspaceKind) -> None:
    """Raise Refused("workspace.wrong-kind") where the workspace is of the other kind."""
    if workspace.kind is not kind:
        raise Refused("workspace.wrong-kind", path=workspace.path, found=workspace.kind.value, needed=kind.value)


def framework_of(reading: Reading, cycle: Cycle) -> Framework:
    """The framework that the cycle is recorded against."""
    return reading.framework(cycle.framework_id, cycle.framework_revision)


def stored_cycle(reading: Reading, cycle_id: str) -> Stored[Cycle]:
    """The cycle of that id; LookupError where there is none, which is a fault of ours."""
    found = reading.get(Cycle, cycle_id)
    if found is None:
        raise LookupError(f"no cycle {cycle_id}")
    return found


def navigation(workspace: Workspace, cycle_id: str) -> tuple[Section, ...]:
    """The sections of the cycle's framework, in the publisher's order: what the navigation lists."""
    with workspace.reading() as reading:
        return framework_of(reading, stored_cycle(reading, cycle_id).entity).sections
