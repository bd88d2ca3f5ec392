"""Search in a national workspace: what the APCC wrote, and what the returns say.

What the APCC wrote is in the index. The returns are not: each is kept as it came, under its digest, and its words are
looked through.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import Any

from assurance_app.application.commissioning import year_in
from assurance_app.application.leading import place_in_national, place_in_return
from assurance_app.application.national_year import kept_return
from assurance_app.application.search import LIMIT, Hit, kind_title
from assurance_app.application.workspaces import need_kind
from assurance_app.domain.commissioning import EnteredReturn, SummaryText
from assurance_app.domain.entities import KINDS, Body, ReceivedReturn
from assurance_app.domain.national import PartId
from assurance_app.domain.national_parts import part_title
from assurance_app.domain.refusal import Refused
from assurance_app.domain.return_search import Saying, Sayings, has_any, matching, sayings_of
from assurance_app.domain.searching import SHARED, excerpt, folded, pattern_of, terms
from assurance_app.domain.values import WorkspaceKind
from assurance_app.domain.years import spoken_year
from assurance_app.persistence.search_index import Found
from assurance_app.persistence.workspace import Reading, Workspace
from assurance_app.words.labels import label

_log = logging.getLogger(__name__)
_KEPT = 500
_sayings: OrderedDict[str, Sayings | None] = OrderedDict()
"""What returns say, by the digest of their content, which never changes; None for one that cannot be read any more."""


def search_national(workspace: Workspace, words: str, limit: int = LIMIT) -> tuple[Hit, ...]:
    """What has all of the words, each the beginning of one; () where they are too few to look for.

    What the APCC wrote comes first, then what the returns of the year that is worked on say, then those of other years,
    each best first. Where what was written and what was said are both many, each has half of the places.
    """
    need_kind(workspace, WorkspaceKind.NATIONAL)
    wanted = terms(words)
    if not wanted:
        return ()
    with workspace.reading() as reading:
        found = (_hit(reading, one, wanted) for one in reading.search(wanted, SHARED, limit))
        here = year_in(reading)
        written = sorted((hit for hit in found if hit is not None), key=lambda hit: hit.year not in ("", here))
        # Another year can be gone to only where the workspace can be written, which keeps the year that is worked on.
        sayings = _said(reading, here, wanted, limit, others=not workspace.read_only)
        said = [_said_hit(saying, wanted) for saying in sayings]
    room = max(limit // 2, limit - len(said))
    return (*written[:room], *said[: limit - len(written[:room])])


def read_ahead(workspace: Workspace) -> None:
    """Read what the returns say before the first letter is typed."""
    with workspace.reading() as reading:
        every = [stored.entity for stored in reading.find(ReceivedReturn)]
        for _said_by_one in _sayings_in(reading, every):
            pass


def _said(reading: Reading, here: str, wanted: tuple[str, ...], limit: int, *, others: bool) -> tuple[Saying, ...]:
    """What the returns of a year say, drafts too, and after it what those of other years say."""
    every = [stored.entity for stored in reading.find(ReceivedReturn)]
    this_years = [received for received in every if received.year == here]
    found = matching(_sayings_in(reading, this_years), wanted, limit)
    if others and len(found) < limit:
        other_years = [received for received in every if received.year != here]
        found += matching(_sayings_in(reading, other_years), wanted, limit - len(found))
    return found


def _sayings_in(reading: Reading, returns: Iterable[ReceivedReturn]) -> Iterator[Sayings]:
    for received in returns:
        if received.content not in _sayings:
            _sayings[received.content] = _read(reading, received)
            if len(_sayings) > _KEPT:
                _sayings.popitem(last=False)
        found = _sayings[received.content]
        if found is not None:
            yield found


def _read(reading: Reading, received: ReceivedReturn) -> Sayings | None:
    try:
        return sayings_of(kept_return(reading, received).record)
    except Refused as refusal:
        # Its content was removed since: the page of its body says so, and there is nothing left to be found.
        _log.info("a return is not searched: %s", refusal)
        return None


def _said_hit(saying: Saying, wanted: tuple[str, ...]) -> Hit:
    title = f"{saying.body_name} › {saying.title}"
    place = place_in_return(saying.body_id, saying.section_id, saying.requirement_id, saying.item_id)
    kind = kind_title(saying.kind) if saying.item_id else label("said-in-return", saying.kind)
    said = saying.text if has_any(saying.text, wanted) else f"{saying.title}: {saying.text}"
    return Hit(place, kind, title, excerpt(said, wanted), saying.year)


def _hit(reading: Reading, one: Found, wanted: tuple[str, ...]) -> Hit | None:
    stored: Any = reading.get(KINDS[one.kind], one.id)
    if stored is None:
        return None
    entity = stored.entity
    said = one.words if pattern_of(wanted).search(folded(one.words)) or not one.title else one.title
    year = getattr(entity, "year", "")
    kind = label("national-entry", one.kind)
    place = place_in_national(entity, _threat_of(entity, wanted))
    return Hit(place, kind, _title(reading, entity), excerpt(said, wanted), year)


def _threat_of(entity: Any, wanted: tuple[str, ...]) -> str:
    """The threat on which the words were entered, "" where they stand elsewhere."""
    lines = entity.threats if isinstance(entity, EnteredReturn) else ()
    return next((line.section_id for line in lines if has_any(f"{line.influence}\n{line.passage}", wanted)), "")


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
