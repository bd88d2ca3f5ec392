"""Search in a national workspace: bodies, contacts and notes, what was entered and quoted, refused files, the summary.

What stands in the returns themselves is not in the index: it is kept as it came, under its digest.
"""

from __future__ import annotations

from typing import Any

from assurance_app.application.leading import place_in_national
from assurance_app.application.search import LIMIT, Hit
from assurance_app.application.workspaces import need_kind
from assurance_app.domain.commissioning import SummaryText
from assurance_app.domain.entities import KINDS, Body
from assurance_app.domain.national import PartId
from assurance_app.domain.national_parts import part_title
from assurance_app.domain.searching import SHARED, excerpt, folded, pattern_of, terms
from assurance_app.domain.values import WorkspaceKind
from assurance_app.domain.years import spoken_year
from assurance_app.persistence.search_index import Found
from assurance_app.persistence.workspace import Reading, Workspace
from assurance_app.words.labels import label


def search_national(workspace: Workspace, words: str, limit: int = LIMIT) -> tuple[Hit, ...]:
    """What has all of the words, each the beginning of one, best first; () where they are too few to look for."""
    need_kind(workspace, WorkspaceKind.NATIONAL)
    wanted = terms(words)
    if not wanted:
        return ()
    with workspace.reading() as reading:
        found = (_hit(reading, one, wanted) for one in reading.search(wanted, SHARED, limit))
        return tuple(hit for hit in found if hit is not None)


def _hit(reading: Reading, one: Found, wanted: tuple[str, ...]) -> Hit | None:
    stored: Any = reading.get(KINDS[one.kind], one.id)
    if stored is None:
        return None
    entity = stored.entity
    said = one.words if pattern_of(wanted).search(folded(one.words)) or not one.title else one.title
    year = getattr(entity, "year", "")
    kind = label("national-entry", one.kind)
    return Hit(place_in_national(entity), kind, _title(reading, entity), excerpt(said, wanted), year)


def _title(reading: Reading, entity: Any) -> str:
    """Whose it is where it is a body's, else which part or year it belongs to."""
    if isinstance(entity, SummaryText):
        known = {part.value: part_title(part) for part in PartId}
        return known.get(entity.part, entity.part)
    body_id = entity.id if isinstance(entity, Body) else getattr(entity, "body_id", getattr(entity, "says_body", ""))
    body = reading.get(Body, body_id) if body_id else None
    if body is not None:
        return body.entity.name_as_used
    return getattr(entity, "file_name", "") or spoken_year(getattr(entity, "year", ""))
