"""Statements that came as Word, PDF or a page: what the officer entered of them, with the file or the link."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from assurance_app.application.attaching import Kept, keep_file
from assurance_app.application.changes import Outcome, changed
from assurance_app.application.commissioning import stored_commission, year_in
from assurance_app.application.entries import add_entry
from assurance_app.application.frameworks import shipped_edition
from assurance_app.application.receiving import received_return_id
from assurance_app.application.recording import cleaned
from assurance_app.application.restoring import Restorable, take_away
from assurance_app.application.workspaces import DEFAULT_FRAMEWORK, need_kind
from assurance_app.domain.commissioning import EnteredReturn, EnteredThreat, expected_body_id
from assurance_app.domain.entities import Body, ReceivedReturn, Stored
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import WorkspaceKind
from assurance_app.persistence.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ThreatName:
    """A threat of an edition, by name."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class EnteredPage:
    """What the officer entered for a body, with a line for each threat of the edition, those never entered blank.

    Its words are written through `recording.draft` and `recording.save`.
    """

    entered: Stored[EnteredReturn]
    body: Body
    threats: tuple[ThreatName, ...]
    stands_aside: bool
    """Whether an approved return of the body is here, which is counted in its place."""


def begin_entered(workspace: Workspace, year: str, body_id: str) -> Outcome[Restorable]:
    """Begin to enter a statement of a body, on the edition that was asked for. Refused("entered.there")."""
    need_kind(workspace, WorkspaceKind.NATIONAL)
    with workspace.reading() as reading:
        wanted = year_in(reading, year)
        body = reading.get(Body, body_id)
        if body is None:
            raise LookupError(f"no body {body_id}")
        key = expected_body_id(wanted, body_id)
        if reading.get(EnteredReturn, key) is not None:
            raise Refused("entered.there", body=body.entity.name_as_used, year=wanted)
        asked_on = stored_commission(reading, wanted).entity.framework_id
    return add_entry(workspace, EnteredReturn(key, wanted, body_id, framework_id=asked_on or DEFAULT_FRAMEWORK))


def load_entered(workspace: Workspace, year: str, body_id: str) -> EnteredPage | None:
    """What was entered for a body; None where nothing was."""
    with workspace.reading() as reading:
        wanted = year_in(reading, year)
        stored = reading.get(EnteredReturn, expected_body_id(wanted, body_id))
        body = reading.get(Body, body_id)
        if stored is None or body is None:
            return None
        received = reading.get(ReceivedReturn, received_return_id(body_id, wanted))
    threats = threats_of(stored.entity.framework_id)
    shown = replace(stored.entity, threats=_for_each(threats, stored.entity.threats))
    page = Stored(shown, stored.version, stored.saved_at, stored.is_draft)
    return EnteredPage(page, body.entity, threats, received is not None and not received.entity.draft)


@cache
def threats_of(framework_id: str) -> tuple[ThreatName, ...]:
    """The threats of an edition that ships; those of the newest where it is not known."""
    framework = shipped_edition(framework_id) or shipped_edition(DEFAULT_FRAMEWORK)
    return tuple(ThreatName(section.id, section.title) for section in framework.threats) if framework else ()


def _for_each(threats: tuple[ThreatName, ...], entered: tuple[EnteredThreat, ...]) -> tuple[EnteredThreat, ...]:
    """A line for each threat in the edition's order, then what was entered on threats that the edition lacks."""
    known = {line.section_id: line for line in entered}
    lines = [known.pop(threat.id, EnteredThreat(threat.id)) for threat in threats]
    return (*lines, *known.values())


def attach(workspace: Workspace, entered: EnteredReturn, expected: int, path: Path) -> Outcome[Stored[EnteredReturn]]:
    """Keep the document itself: its file first and then the row that names it, so that a crash leaves no row without.

    `entered` is what stands on the page, `expected` its version. Refused as `attaching.keep_file`, and
    Refused("change.stale").
    """
    kept: Kept = keep_file(workspace, path, "")
    return _put(workspace, replace(entered, attachment=kept.sha256, attachment_name=kept.name), expected)


def _put(workspace: Workspace, entered: EnteredReturn, expected: int) -> Outcome[Stored[EnteredReturn]]:
    kept = cleaned(entered)
    with workspace.unit_of_work() as work:
        stored = work.put(kept, expected)
        work.commit()
    return Outcome(stored, (changed(kept),))


def remove_entered(workspace: Workspace, year: str, body_id: str) -> Outcome[Restorable]:
    """Take away what was entered for a body; its versions stay in the history."""
    return take_away(workspace, EnteredReturn, expected_body_id(year, body_id))
