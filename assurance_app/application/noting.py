"""Notes: what people of the office say to one another on an item, and to whoever takes the work over.

Notes are for the office alone: no record, statement, return or fingerprint holds them. A note without words is no
note: it stands for one that was removed, or whose adding was undone.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from assurance_app.application.places import SCREENS, Place
from assurance_app.application.workspaces import framework_of, stored_cycle
from assurance_app.domain.entities import KINDS, Body, Evidence, EvidenceRevision, Stored
from assurance_app.domain.framework import Framework
from assurance_app.domain.holdings import CapacityFigure
from assurance_app.domain.notes import Note
from assurance_app.domain.planning import PlanReview
from assurance_app.domain.scrutiny import ScrutinySession
from assurance_app.persistence.workspace import Reading, Workspace
from assurance_app.words import _
from assurance_app.words.labels import filled

_PLACES = {
    "evidence": ("evidence", ""),
    "scrutiny_session": ("scrutiny", ""),
    "action": ("actions", ""),
    "objective": ("plan", "objective:"),
    "plan_review": ("plan", "review:"),
    "resource_decision": ("plan", "decision:"),
    "collaboration_agreement": ("capacity", "agreement:"),
    "inspection_finding": ("inspections", "finding:"),
    "body": ("office", "body:"),
    "office_holder": ("office", "holder:"),
}
"""On which screen an item has its page, and what stands before its id in the place."""


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note with what it is about in words, and where that is; no place where the item is gone."""

    stored: Stored[Note]
    about: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Handover:
    """What whoever takes the work over reads first: the notes left for them, and every open note of the year."""

    year: str
    notes: tuple[Stored[Note], ...]
    open_notes: tuple[PlacedNote, ...]


def new_note(cycle_id: str, target_kind: str, target_id: str, by: str) -> Note:
    """A note without words yet, by a person, now. `target_kind` is the kind of an entity; "" for a handover note."""
    return Note(f"{cycle_id}/note/{uuid.uuid4().hex}", cycle_id, target_kind, target_id, "", by=by, at=_now())


def dated(note: Note) -> Note:
    """The note as said now."""
    return replace(note, at=_now())


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")


def load_thread(workspace: Workspace, cycle_id: str, target_kind: str, target_id: str) -> tuple[Stored[Note], ...]:
    """The notes on an item, oldest first; on what outlives a year (evidence) those of all years. What is being typed
    and was not added yet is left out.
    """
    wanted = {"target_kind": target_kind, "target_id": target_id}
    if not target_id:
        wanted["cycle_id"] = cycle_id
    with workspace.reading() as reading:
        return _said(reading.find(Note, **wanted))


def load_handover(workspace: Workspace, cycle_id: str) -> Handover:
    """The handover notes of a year, and its open notes on items, newest first."""
    with workspace.reading() as reading:
        cycle = stored_cycle(reading, cycle_id).entity
        said = _said(reading.find(Note, cycle_id=cycle_id))
        placed: list[PlacedNote] = []
        if any(stored.entity.target_id for stored in said):
            framework = framework_of(reading, cycle)
            body_kind = reading.find(Body)[0].entity.kind.value
            for stored in reversed(said):
                note = stored.entity
                if note.target_id and not note.is_resolved:
                    about, place = _about(reading, framework, body_kind, note)
                    placed.append(PlacedNote(stored, about, place))
    notes = tuple(stored for stored in said if not stored.entity.target_id)
    return Handover(cycle.year, notes, tuple(placed))


def open_count(workspace: Workspace, cycle_id: str) -> int:
    """How many notes of the year are open, handover notes among them."""
    with workspace.reading() as reading:
        return sum(1 for stored in _said(reading.find(Note, cycle_id=cycle_id)) if not stored.entity.is_resolved)


def _said(notes: tuple[Stored[Note], ...]) -> tuple[Stored[Note], ...]:
    found = [stored for stored in notes if stored.entity.text and not (stored.is_draft and not stored.version)]
    return tuple(sorted(found, key=lambda stored: (stored.entity.at, stored.entity.id)))


def _about(reading: Reading, framework: Framework, body_kind: str, note: Note) -> tuple[str, Place | None]:
    """What the note is on, in words, and where that is."""
    kind, key = note.target_kind, note.target_id
    if kind == "answer":
        requirement_id = key.rpartition("/")[2]
        section = framework.home_of(requirement_id)
        requirement = framework.requirement(requirement_id)
        place = Place("question", section.id, requirement.pillar, requirement_id)
        return f"{section.short_title} › {filled(requirement.title, body_kind)}", place
    if kind == "threat_statement":
        section = framework.section(key.rpartition("/")[2])
        return section.title, Place("threat", section.id)
    stored = reading.get(KINDS[kind], key) if kind in KINDS else None
    if stored is None:
        return _("An item that was removed"), None
    entity = stored.entity
    title = _TITLES.get(kind, _title)(reading, entity)
    if isinstance(entity, CapacityFigure):
        return title, Place("capacity", item_id=f"figure:{entity.measure}@{entity.year}")
    screen, before = _PLACES.get(kind, ("", ""))
    return title, Place(screen, item_id=f"{before}{key}") if screen in SCREENS else None


def _title(reading: Reading, entity: Any) -> str:
    names = ("title", "report", "what", "measure", "name", "name_as_used")
    return next((str(found) for name in names if (found := getattr(entity, name, ""))), _("An item of the record"))


def _title_of_evidence(reading: Reading, entity: Evidence) -> str:
    revisions = [stored.entity for stored in reading.find(EvidenceRevision, evidence_id=entity.id)]
    return max(revisions, key=lambda revision: revision.number).title if revisions else _("Evidence")


def _title_of_session(reading: Reading, entity: ScrutinySession) -> str:
    return _("Scrutiny session of {date}").format(date=entity.held_on or "–")


def _title_of_review(reading: Reading, entity: PlanReview) -> str:
    return _("Review of the plan on {date}").format(date=entity.reviewed_on or "–")


_TITLES: dict[str, Callable[[Reading, Any], str]] = {
    "evidence": _title_of_evidence,
    "scrutiny_session": _title_of_session,
    "plan_review": _title_of_review,
}
