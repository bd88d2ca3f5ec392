"""What a use case answers with: its value, and what changed, so that each screen refreshes what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from assurance_app.domain.entities import Entity, kind_of

T = TypeVar("T")

LOOKED_AT = frozenset(
    {
        "action",
        "answer",
        "approval",
        "capacity_figure",
        "check_set_aside",
        "clearance",
        "collaboration_agreement",
        "cycle",
        "evidence",
        "evidence_link",
        "evidence_revision",
        "inspection_finding",
        "objective",
        "plan_review",
        "resource_decision",
        "scrutiny_session",
        "threat_statement",
    }
)
"""The kinds of entity that checks look at, and what is set aside."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that changed: its kind (`answer`, `threat_statement`, ...), its id, and the cycle it belongs to."""

    kind: str
    id: str
    cycle_id: str = ""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """The value of a use case with what it changed."""

    value: T
    changed: tuple[Changed, ...] = ()


def changed(entity: Entity) -> Changed:
    """The change that a write of the entity makes."""
    plain: Any = entity
    return Changed(kind_of(type(entity)), entity.id, getattr(plain, "cycle_id", ""))
