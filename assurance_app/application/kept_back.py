"""What a document must not say: worked out from the whole record, for the check of the finished file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assurance_app.domain.content import ContentTree
from assurance_app.domain.disclosure import Audience, is_published
from assurance_app.domain.projection import for_audience
from assurance_app.domain.record import Record
from assurance_app.domain.withheld import NOTHING, Withheld, masked, pieces_of, withheld
from assurance_app.domain.workbook import Workbook


def kept_back(records: Sequence[Record], audience: Audience, build: Callable[..., ContentTree | Workbook]) -> Withheld:
    """The runs of words that a document made of these records may not hold for its audience.

    `build` makes the document from the records, filtered. It is given them with a sign in the place of every text, so
    that what it says then are the program's own words, which nobody withholds.
    """
    if audience is Audience.OFFICE:
        return NOTHING
    seen = [for_audience(record, audience) for record in records]
    # Whoever may read more than the public reads an account itself, and not its wording for the public beside it:
    # that is no secret for them.
    public = [] if is_published(audience) else [for_audience(record, Audience.PUBLIC) for record in records]
    return withheld(records, [*seen, *public], pieces_of(build(*map(masked, seen))))
