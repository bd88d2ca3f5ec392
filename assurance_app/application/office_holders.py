"""The body and those who hold, or held, its office: both change in the middle of a year, and documents name them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from assurance_app.application.changes import Outcome
from assurance_app.application.entries import add_entry
from assurance_app.application.restoring import Restorable
from assurance_app.application.workspaces import stored_cycle
from assurance_app.domain.entities import Body, OfficeHolder, Stored
from assurance_app.domain.refusal import Refused
from assurance_app.domain.text import clean_text
from assurance_app.domain.years import last_day
from assurance_app.persistence.workspace import Workspace
from assurance_app.words import _


@dataclass(frozen=True, slots=True)
class OfficePage:
    """The body, its office-holders (the latest first), and whom the year's documents name: an id, or ""."""

    body: Stored[Body]
    holders: tuple[OfficeHolder, ...]
    named_id: str


def load_office(workspace: Workspace, cycle_id: str) -> OfficePage:
    """The body and everyone who is known to have held its office."""
    with workspace.reading() as reading:
        cycle = stored_cycle(reading, cycle_id).entity
        body = reading.get(Body, cycle.body_id)
        if body is None:
            raise LookupError(f"no body {cycle.body_id}")
        named = reading.record(cycle_id).holder_on(last_day(cycle.year).isoformat())
        holders = [stored.entity for stored in reading.find(OfficeHolder, body_id=cycle.body_id)]
    holders.sort(key=lambda holder: holder.held_from, reverse=True)
    return OfficePage(body, tuple(holders), named.id if named else "")


def add_holder(workspace: Workspace, cycle_id: str, name: str) -> Outcome[Restorable]:
    """A new office-holder, in the role of the one before. Refused("holder.no-name") without a name."""
    name = clean_text(name).strip()
    if not name:
        raise Refused("holder.no-name")
    page = load_office(workspace, cycle_id)
    role = page.holders[0].role if page.holders else page.body.entity.legal_name
    return add_entry(workspace, OfficeHolder(uuid4().hex, page.body.entity.id, name, role))


def office_fault(entity: Body | OfficeHolder) -> str:
    """What is missing or does not fit together, as a sentence; "" where nothing."""
    return _body_fault(entity) if isinstance(entity, Body) else _holder_fault(entity)


def _body_fault(body: Body) -> str:
    if not body.name_as_used.strip() or not body.legal_name.strip():
        return _("Documents need the name as used and the legal name.")
    return ""


def _holder_fault(holder: OfficeHolder) -> str:
    if not holder.name.strip() or not holder.role.strip():
        return _("Documents need the name and the role.")
    if holder.held_from and holder.held_to and holder.held_to < holder.held_from:
        return _("The office ends before it begins.")
    return ""
