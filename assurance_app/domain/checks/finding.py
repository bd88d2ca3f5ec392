"""What a check finds, what it may know besides the record, and the words that it looks for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assurance_app.domain.canonical import digest
from assurance_app.domain.plain import to_plain
from assurance_app.domain.planning import PlanReview


@dataclass(frozen=True, slots=True)
class Finding:
    """That a check is open at one place. `seen` is the digest of what it looked at: it changes when that changes."""

    code: str
    kind: str
    """The kind of what it was found on, as in `KINDS`: "answer", "threat_statement", ..."""
    target_id: str
    seen: str
    section_id: str = ""
    requirement_id: str = ""
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        """A check is open at most once at a place."""
        return (self.code, self.target_id)


def seen(*looked_at: Any) -> str:
    """The digest of what a check looked at."""
    return digest([to_plain(thing) for thing in looked_at])


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the record of one year does not hold: the day, the reviews of all years, and where the year has been."""

    today: str
    """ISO date."""
    plan_reviews: tuple[PlanReview, ...] = ()
    """Those of every year of the body."""
    was_force_checked: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words that checks look for, as data."""

    placeholders: re.Pattern[str]
    restricted: re.Pattern[str]
    force: re.Pattern[str]
    body: Mapping[str, re.Pattern[str]]
    """How a body speaks of itself, by kind of body."""
    of_the_force: re.Pattern[str]
    """What is the force's although the body's word stands before it: “our officers”."""
    nothing: frozenset[str]
    """What is written where nothing is said, in lower case without its full stop."""
    known_acronyms: frozenset[str]
    lasting_evidence: frozenset[str]
    """Types of evidence that hold for years, so that an earlier date is no fault."""

    def says_nothing(self, text: str) -> bool:
        """Whether a text is empty or only says that there is nothing to say."""
        return " ".join(text.casefold().split()).strip(" .-–—") in self.nothing


def lexicon_from_plain(plain: Mapping[str, Any]) -> Lexicon:
    """The words from data; a pattern is a list of alternatives."""
    return Lexicon(
        placeholders=_any_of(plain["placeholders"]),
        restricted=_any_of(plain["restricted"]),
        force=_any_of(plain["force"]),
        body={kind: _any_of(words) for kind, words in plain["body"].items()},
        of_the_force=_any_of(plain["of_the_force"]),
        nothing=frozenset(plain["nothing"]),
        known_acronyms=frozenset(plain["known_acronyms"]),
        lasting_evidence=frozenset(plain["lasting_evidence"]),
    )


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    # Where a word begins is looked for once for all patterns that ask for it: that halves the time and more.
    at_word = [pattern.removeprefix(r"\b") for pattern in patterns if pattern.startswith(r"\b")]
    others = [pattern for pattern in patterns if not pattern.startswith(r"\b")]
    grouped = [rf"\b(?:{_alternatives(at_word)})"] if at_word else []
    return re.compile(_alternatives([*grouped, *others]))


def _alternatives(patterns: list[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)
