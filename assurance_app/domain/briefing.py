"""Types of evidence of which only that it was received is kept: when, and from whom, never what it said."""

from __future__ import annotations

TYPES_WITHOUT_CONTENT = frozenset({"briefing-received"})
"""A briefing may stand above what can be recorded here, and so nothing of it may be."""

CONTENT_PARTS = ("locator", "shows", "public_wording", "link", "attachment", "attachment_name")
"""The parts of a revision of evidence in which content could stand; each is a text."""


def keeps_content(type_id: str) -> bool:
    """Whether an item of this type may say, show or hold anything besides that it was received."""
    return type_id not in TYPES_WITHOUT_CONTENT
