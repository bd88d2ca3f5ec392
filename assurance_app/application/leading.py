"""Where an entry of the record is worked on."""

from __future__ import annotations

from typing import Any

from assurance_app.application.places import SCREENS, Place
from assurance_app.domain.entities import kind_of

_WHERE = {
    "evidence_revision": ("evidence", "{evidence_id}"),
    "scrutiny_session": ("scrutiny", "{id}"),
    "action": ("actions", "{id}"),
    "objective": ("plan", "objective:{id}"),
    "plan_review": ("plan", "review:{id}"),
    "resource_decision": ("plan", "decision:{id}"),
    "capacity_figure": ("capacity", "figure:{measure}@{year}"),
    "collaboration_agreement": ("capacity", "agreement:{id}"),
    "inspection_finding": ("inspections", "finding:{id}"),
}


def is_entry(entry: Any) -> bool:
    """Whether it is an entry of the year or of the library, which has a place in an office's workspace."""
    return kind_of(type(entry)) in _WHERE


def place_of_entry(entry: Any) -> Place:
    """The place of an entry of the year or of the library; the overview for a kind that has no screen of its own."""
    screen, item = _WHERE[kind_of(type(entry))]
    if screen not in SCREENS:
        return Place("overview")
    parts = {name: getattr(entry, name) for name in ("id", "evidence_id", "measure", "year") if hasattr(entry, name)}
    return Place(screen, item_id=item.format(**parts))


def place_in_national(entity: Any, section_id: str = "") -> Place:
    """Where an entry of a national workspace is worked on: a body, the commission, a part of the summary.

    `section_id` is the threat of an entered statement that is meant.
    """
    kind = kind_of(type(entity))
    if kind == "summary_text":
        return Place("summary", section_id=entity.part)
    if kind == "commission":
        return Place("commission")
    body_id = entity.id if kind == "body" else getattr(entity, "body_id", getattr(entity, "says_body", ""))
    return Place("body", section_id, item_id=body_id) if body_id else Place("returns")


_ENTRY = "#"


def place_in_return(body_id: str, section_id: str = "", requirement_id: str = "", entry_id: str = "") -> Place:
    """Where what a return says is read: on the page of its body, at a threat, a requirement or another entry."""
    item = f"{body_id}{_ENTRY}{entry_id}" if entry_id else body_id
    return Place("body", section_id, requirement_id=requirement_id, item_id=item)


def in_return(place: Place) -> tuple[str, str]:
    """The body of a place made by `place_in_return`, and the entry, "" where it is at none."""
    body_id, _mark, entry_id = place.item_id.partition(_ENTRY)
    return body_id, entry_id
