"""Dates as the record keeps them: ISO 8601 days ("2026-03-31"), "" where a day is not known."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from assurance_app.domain.entities import Entity, kind_of
from assurance_app.domain.refusal import Refused

DATE_FIELDS: dict[str, tuple[str, ...]] = {
    "body": ("kind_since",),
    "office_holder": ("held_from", "held_to"),
    "threat_statement": ("held_on",),
    "evidence_revision": ("date", "review_by"),
    "clearance": ("cleared_on",),
    "scrutiny_session": ("held_on",),
    "action": ("due",),
    "departure_decision": ("decided_on", "until"),
    "plan_review": ("reviewed_on",),
    "resource_decision": ("decided_on",),
    "capacity_figure": ("as_of",),
    "collaboration_agreement": ("begins_on", "ends_on"),
    "inspection_finding": ("published_on", "comments_published_on"),
    "received_return": ("came_on",),
    "commission": ("asked_on", "due_on"),
    "entered_return": ("published_on", "read_on"),
    "permission": ("asked_on", "granted_on", "withdrawn_on"),
    "extract": ("sent_on", "answered_on"),
    "summary_clearance": ("cleared_on",),
}
"""The fields of each kind of entity that hold a day, or several."""

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def is_date(text: str) -> bool:
    """Whether the text is a day of the calendar, written as the record keeps it."""
    if not _ISO.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def check_dates(entity: Entity) -> None:
    """Refused("date.malformed") where a field that holds a day holds another text. A field may be empty."""
    for name in DATE_FIELDS.get(kind_of(type(entity)), ()):
        kept: Any = getattr(entity, name)
        # One day that is not known is left out; an empty one among several says nothing.
        for text in (kept,) if isinstance(kept, str) and kept else kept:
            if not is_date(text):
                raise Refused("date.malformed", date=text)
