"""A crosswalk between two editions: where each requirement of the old one went, where each of the new one came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Relation(StrEnum):
    """What the old requirement is to the new one: equal to it, narrower or broader than it, overlapping with it."""

    EQUAL = "equal"
    NARROWER = "narrower"
    BROADER = "broader"
    OVERLAPS = "overlaps"
    NONE = "none"


class Change(StrEnum):
    """What became of a requirement from one edition to the next."""

    UNCHANGED = "unchanged"
    REWORDED = "reworded"
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Link:
    """One related pair. `same_words` says that title and question are word for word the same in both editions."""

    old: str
    new: str
    relation: Relation
    same_words: bool = False


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The relations between two editions, complete in both directions.

    `withdrawn` are the ids of the old edition without a counterpart, `added` those of the new one.
    """

    old_framework: str
    new_framework: str
    links: tuple[Link, ...]
    withdrawn: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    _by_old: dict[str, tuple[Link, ...]] = field(init=False, repr=False, compare=False)
    _by_new: dict[str, tuple[Link, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_old: dict[str, tuple[Link, ...]] = dict.fromkeys(self.withdrawn, ())
        by_new: dict[str, tuple[Link, ...]] = dict.fromkeys(self.added, ())
        for link in self.links:
            by_old[link.old] = (*by_old.get(link.old, ()), link)
            by_new[link.new] = (*by_new.get(link.new, ()), link)
        object.__setattr__(self, "_by_old", by_old)
        object.__setattr__(self, "_by_new", by_new)

    def destinations(self, old_id: str) -> tuple[Link, ...]:
        """The links from a requirement of the old edition; KeyError for an id that the crosswalk does not have."""
        return self._by_old[old_id]

    def origins(self, new_id: str) -> tuple[Link, ...]:
        """The links to a requirement of the new edition; KeyError for an id that the crosswalk does not have."""
        return self._by_new[new_id]

    def fate(self, old_id: str) -> Change:
        """What became of a requirement of the old edition: never NEW.

        SPLIT where it went to several, MERGED where its one destination has other origins as well, UNCHANGED where the
        two are equal and word for word the same, REWORDED where they are a pair and differ in words or in reach.
        """
        links = self.destinations(old_id)
        return self._change(links, len(self.origins(links[0].new)) > 1) if links else Change.WITHDRAWN

    def novelty(self, new_id: str) -> Change:
        """What a requirement of the new edition is, seen from the old one: never WITHDRAWN.

        MERGED where it has several origins, SPLIT where its one origin went to others as well.
        """
        links = self.origins(new_id)
        if not links:
            return Change.NEW
        if len(links) > 1:
            return Change.MERGED
        return Change.SPLIT if len(self.destinations(links[0].old)) > 1 else self._pair(links[0])

    def _change(self, links: tuple[Link, ...], shared: bool) -> Change:
        if len(links) > 1:
            return Change.SPLIT
        return Change.MERGED if shared else self._pair(links[0])

    @staticmethod
    def _pair(link: Link) -> Change:
        return Change.UNCHANGED if link.relation is Relation.EQUAL and link.same_words else Change.REWORDED
