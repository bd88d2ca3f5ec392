"""What an audience may see of the year's other entries: sessions, actions, the plan, capacity, agreements, findings.

One rule for all: an entry that the audience may not read is left out, or its wording for the public stands in its
place, alone; published documents take the wording wherever there is one. Capacity figures, agreements and actions are
published only with clearance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, fields, replace
from typing import Any, TypeVar

from assurance_app.domain.disclosure import Audience, Disclosure, is_published, may_read
from assurance_app.domain.record import Record

T = TypeVar("T")

# Which text of an entry its wording for the public stands for.
_SAID_IN = {
    "sessions": "wanted_to_know",
    "actions": "title",
    "objectives": "title",
    "plan_reviews": "because",
    "resource_decisions": "what",
    "agreements": "title",
    "findings": "finding",
    "capacity_figures": "",
}
_NEEDS_CLEARANCE = ("actions", "agreements", "capacity_figures")
_KEPT_ALWAYS = ("id", "cycle_id", "body_id", "kind", "inspectorate", "report", "reviewed_on", "held_on")
"""What has no default, or only says when: it stands beside a wording for the public."""


def other_entries_for(record: Record, audience: Audience, answers: Iterable[str]) -> dict[str, Any]:
    """The entries beside answers, statements and evidence that the audience may see, by field of Record.

    `answers` are the ids of the answers of which it may see where the body stands: the decisions on their departures
    go with them.
    """
    seen: dict[str, Any] = {
        name: tuple(
            shown for entry in getattr(record, name) if (shown := _shown(record, name, entry, audience)) is not None
        )
        for name in _SAID_IN
    }
    allowed = {answer for answer in answers if not is_published(audience) or record.is_cleared(answer)}
    seen["departure_decisions"] = tuple(decision for decision in record.departure_decisions if decision.id in allowed)
    return seen


def _shown(record: Record, name: str, entry: Any, audience: Audience) -> Any:
    if is_published(audience) and name in _NEEDS_CLEARANCE and not record.is_cleared(entry.id):
        return None
    wording = getattr(entry, "public_wording", "")
    readable = may_read(audience, entry.disclosure)
    if readable and not (is_published(audience) and wording):
        return replace(entry, public_wording="") if wording else entry
    return _only_wording(entry, _SAID_IN[name], wording) if wording else None


def _only_wording(entry: T, said_in: str, wording: str) -> T:
    """The entry with its wording for the public and nothing else that was written."""
    plain: Any = entry
    blank = {
        field.name: field.default if field.default is not MISSING else ""
        for field in fields(plain)
        if field.name not in _KEPT_ALWAYS and (field.default is not MISSING or field.type == "str")
    }
    made: T = replace(plain, **{**blank, said_in: wording, "disclosure": Disclosure.PUBLIC})
    return made
