"""Places in the program that a number, a check or a search leads to."""

from __future__ import annotations

from dataclasses import dataclass

SCREENS = (
    "overview",
    "section",
    "threat",
    "pillar",
    "question",
    "examination",
    "plan",
    "scrutiny",
    "evidence",
    "capacity",
    "inspections",
    "checks",
    "actions",
    "statement",
    "sign-off",
    "handover",
    "office",
    "in-a-row",
    "returns",
    "commission",
    "body",
    "entered",
    "summary",
    "national-picture",
    "national-capacity",
    "national-gaps",
    "national-bodies",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A screen and what it shows. A question keeps the section and pillar that it was reached through."""

    screen: str
    section_id: str = ""
    pillar_id: str = ""
    requirement_id: str = ""
    item_id: str = ""
