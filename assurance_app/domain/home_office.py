"""What a body wants to tell the Home Office: a table of its edition keeps it, beside the duty to pass the statement on.

The summary of all statements goes to the Policing Minister (SPR 24.2), so this goes with each return.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assurance_app.domain.record import Record

FIELD_ID = "for-home-office"
"""The id of the table in any edition; its columns are `threat` and `message`."""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that the Home Office should hear, and which threat it is about ("" for none in particular)."""

    threat: str
    text: str


def messages(record: Record) -> tuple[Message, ...]:
    """What the body wants to tell the Home Office, as far as the record holds it; in the order it was written."""
    answers = record.answer_by_requirement
    return tuple(
        Message(str(row.get("threat") or ""), str(row["message"]))
        for requirement in record.framework.requirements
        if requirement.id in answers and requirement.field(FIELD_ID)
        for row in _rows(answers[requirement.id].fields.get(FIELD_ID))
        if row.get("message")
    )


def _rows(value: object) -> list[Mapping[str, object]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []
