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


def place_in_national(entity: Any) -> Place:
    """Where an entry of a national workspace is worked on: a body's line, the commission, a part of the summary."""
    kind = kind_of(type(entity))
    if kind == "summary_text":
        return Place("summary", section_id=entity.part)
    if kind == "commission":
        return Place("returns", item_id="commission")
    return Place("returns", item_id=entity.id if kind == "body" else getattr(entity, "body_id", ""))
