"""What of an entity can be searched: its title and its words; and how a person's words are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from assurance_app.domain.entities import Answer, EvidenceRevision, ThreatStatement
from assurance_app.domain.holdings import CapacityFigure, CollaborationAgreement, InspectionFinding
from assurance_app.domain.notes import Note
from assurance_app.domain.planning import Objective, PlanReview, ResourceDecision
from assurance_app.domain.scrutiny import Action, ScrutinySession

_TITLES: Mapping[type[Any], tuple[str, ...]] = {
    Answer: (),
    ThreatStatement: (),
    EvidenceRevision: ("title", "attachment_name"),
    ScrutinySession: ("forum", "held_on"),
    Action: ("title",),
    Objective: ("title",),
    PlanReview: (),
    ResourceDecision: ("reference",),
    CapacityFigure: (),
    CollaborationAgreement: ("title",),
    InspectionFinding: ("report",),
    Note: (),
}
"""What can be searched, with the fields that weigh more than the others."""

_NOT_WORDS = frozenset(
    {
        "id", "cycle_id", "body_id", "evidence_id", "requirement_id", "section_id", "section_ids", "requirement_ids",
        "begun_from", "came_from", "target_id", "target_kind", "attachment", "disclosure", "position", "view",
        "provided", "opinion", "status", "outcome", "kind", "type", "measure", "year", "at",
    }
)  # fmt: skip
"""Names of fields that hold ids and codes, not a person's words."""

SHARED = "shared"
"""The scope of what belongs to the body and to no single year."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the index holds of one entity: a title, its other words, and the scope (a cycle's id, or `SHARED`)."""

    title: str
    words: str
    scope: str


def indexed(entity: Any) -> Indexed | None:
    """What can be searched of an entity; None where it is of a kind without words of its own."""
    title_fields = _TITLES.get(type(entity))
    if title_fields is None:
        return None
    title = " ".join(text for name in title_fields if (text := getattr(entity, name)))
    words = "\n".join(
        text
        for field in fields(entity)
        if field.name not in _NOT_WORDS and field.name not in title_fields
        for text in _texts(getattr(entity, field.name))
    )
    return Indexed(title, words, getattr(entity, "cycle_id", SHARED))


def terms(words: str) -> tuple[str, ...]:
    """The words to look for: each is the beginning of a word. A single letter alone finds too much and is left out."""
    found = [word for word in words.split() if re.search(r"\w", word)]
    return tuple(dict.fromkeys(word for word in found if len(word) > 1 or word.isdigit()))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if field.name not in _NOT_WORDS:
                yield from _texts(getattr(value, field.name))
