"""What the APCC may record besides the returns: what does not fit is refused before it is kept."""

from __future__ import annotations

import re

from assurance_app.domain.commissioning import (
    Commission,
    EnteredReturn,
    ExpectedBody,
    Permission,
    PermissionKind,
    SummaryText,
    expected_body_id,
    summary_text_id,
)
from assurance_app.domain.disclosure import Marking
from assurance_app.domain.entities import Body, Entity
from assurance_app.domain.refusal import Refused
from assurance_app.domain.years import parse_year

_PART = re.compile(r"[a-z0-9][a-z0-9.-]{0,79}")
_MARKINGS = frozenset({"", *(marking.value for marking in Marking)})


def check_commissioned(entity: Entity) -> None:
    """Refuse what does not fit: a date before another, a body without a name, a quote of nothing.

    Of entities that the APCC does not record it says nothing. ValueError for an id that is not the one that the entity
    has, which is a fault of ours.
    """
    match entity:
        case Commission():
            _same(entity.id, parse_year(entity.year))
            _check_marking(entity.marking)
            if entity.asked_on and entity.due_on and entity.due_on < entity.asked_on:
                raise Refused("commission.due-before-asked")
        case ExpectedBody():
            _same(entity.id, expected_body_id(entity.year, entity.body_id))
            if entity.merged_into == entity.body_id:
                raise Refused("expected.into-itself")
        case Body():
            if not entity.name_as_used.strip() or not entity.legal_name.strip():
                raise Refused("body.no-name")
        case EnteredReturn():
            _same(entity.id, expected_body_id(entity.year, entity.body_id))
            _check_marking(entity.marking)
        case Permission():
            if entity.kind is PermissionKind.QUOTE and not entity.text.strip():
                raise Refused("permission.no-words")
        case SummaryText():
            _same(entity.id, summary_text_id(entity.year, entity.part))
            if not _PART.fullmatch(entity.part):
                raise ValueError(f"{entity.part!r} is no part of the summary")
        case _:
            pass


def _same(one: str, other: str) -> None:
    if one != other:
        raise ValueError(f"{one!r} is not {other!r}")


def _check_marking(marking: str) -> None:
    if marking not in _MARKINGS:
        raise Refused("marking.unknown", marking=marking, known=", ".join(sorted(_MARKINGS - {""})))
