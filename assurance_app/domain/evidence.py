"""The evidence library: what is out of date, what rests on an item alone, and how a choice for many is taken over."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.entities import EvidenceLink, EvidenceRevision

_WIDEST_FIRST = (Disclosure.PUBLIC, Disclosure.PARTNERS, Disclosure.FORCE, Disclosure.OFFICE)


def is_out_of_date(revision: EvidenceRevision, today: str) -> bool:
    """Whether it was to be looked at again before today (ISO 8601); on the day itself there is still time."""
    return bool(revision.review_by) and revision.review_by < today


def narrower(one: Disclosure, other: Disclosure) -> Disclosure:
    """Of two disclosures, that which fewer may read."""
    return max(one, other, key=_WIDEST_FIRST.index)


def rests_alone(links: Iterable[EvidenceLink], withdrawn: Collection[str], going: Collection[str]) -> tuple[str, ...]:
    """The ids of what would rest on nothing any more if the items `going` were withdrawn, in order.

    What rests on nothing already, because all its evidence is withdrawn, is no loss of this.
    """
    held: dict[str, set[str]] = {}
    for link in links:
        if link.evidence_id not in withdrawn:
            held.setdefault(link.target_id, set()).add(link.evidence_id)
    return tuple(sorted(target for target, items in held.items() if items <= set(going)))


def same_words(one: EvidenceRevision, other: EvidenceRevision) -> bool:
    """Whether they differ at most in who keeps the item, when it is looked at again and who may read it."""
    return housekept(one, other) == other


def housekept(revision: EvidenceRevision, like: EvidenceRevision) -> EvidenceRevision:
    """The revision with the keeper, the day for looking again and the disclosure of another."""
    return replace(revision, owner=like.owner, review_by=like.review_by, disclosure=like.disclosure)


def followed_by_earlier(earlier: EvidenceRevision, newest: EvidenceRevision) -> EvidenceRevision:
    """An earlier revision after the newest was changed: keeper and day are the item's, and so are its earlier ones.

    A narrower disclosure holds for all of the item at once; a wider one never opens words that it was not given for.
    """
    return replace(housekept(earlier, newest), disclosure=narrower(earlier.disclosure, newest.disclosure))
