"""A first draft of a crosswalk by matching text, with each score as a comment, for a person to review line by line."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from assurance_app.domain.crosswalk import Relation
from assurance_app.domain.framework import Framework, Requirement

ALIKE = 58
"""From this score on, of 100, two requirements may be about the same thing."""

EQUAL = 88
"""From this score on, of 100, a pair is drafted as equal."""

_COMMON = 0.3
"""Words that stand in more than this share of the requirements (“how is … satisfied that the force …”) tell nothing."""

_HEAD = """\
# A draft, made by comparing titles and questions. Read every line against both editions before it is used: a score (of
# 100, after each line) tells how alike the words are, not whether they ask the same.
# relation: what `from` is to `to` - equal, narrower, broader, overlaps; none for what was withdrawn or is new.
"""


@dataclass(frozen=True, slots=True)
class _Match:
    old: str
    new: str
    score: int


def draft_crosswalk(old: Framework, new: Framework) -> str:
    """The YAML of a crosswalk in which every id of both editions appears, with scores and titles as comments."""
    matches = _matches(old, new)
    from_old = Counter(match.old for match in matches)
    from_new = Counter(match.new for match in matches)
    titles = {requirement.id: requirement.title for framework in (new, old) for requirement in framework.requirements}
    new_titles = {requirement.id: requirement.title for requirement in new.requirements}
    lines = [_HEAD + f"from: {old.id}\nto: {new.id}\nrelations:"]
    for requirement in old.requirements:
        own = [match for match in matches if match.old == requirement.id]
        if not own:
            lines.append(f"  - {{from: {requirement.id}, relation: none}}  # {_comment(requirement.title)}")
        for match in own:
            relation = _relation(match, from_old[match.old], from_new[match.new])
            about = f"{match.score}: {_comment(titles[match.old])} -> {_comment(new_titles[match.new])}"
            lines.append(f"  - {{from: {match.old}, relation: {relation.value}, to: {match.new}}}  # {about}")
    lines += [
        f"  - {{relation: none, to: {requirement.id}}}  # {_comment(requirement.title)}"
        for requirement in new.requirements
        if requirement.id not in from_new
    ]
    return "\n".join(lines) + "\n"


def _comment(title: str) -> str:
    return " ".join(title.split())


def _relation(match: _Match, destinations: int, origins: int) -> Relation:
    if destinations > 1 and origins > 1:
        return Relation.OVERLAPS
    if destinations > 1:
        return Relation.BROADER
    if origins > 1:
        return Relation.NARROWER
    return Relation.EQUAL if match.score >= EQUAL else Relation.OVERLAPS


def _matches(old: Framework, new: Framework) -> list[_Match]:
    """Pairs of which each is the likeliest counterpart of at least one of the two, in the order of both editions."""
    before, after = _telling_words(old, new), _telling_words(new, old)
    scores = {
        (old_id, new_id): score
        for old_id, old_words in before.items()
        for new_id, new_words in after.items()
        if (score := _score(old_id, old_words, new_id, new_words)) >= ALIKE
    }
    # What stayed word for word as it was has taken nothing in and given nothing away.
    same = _unchanged(old, new)
    same_old, same_new = {pair[0] for pair in same}, {pair[1] for pair in same}
    scores = {
        pair: score
        for pair, score in scores.items()
        if pair[0] == pair[1] or not (pair[0] in same_old or pair[1] in same_new)
    } | dict.fromkeys(same, 100)
    best_new: dict[str, int] = {}
    best_old: dict[str, int] = {}
    for (old_id, new_id), score in scores.items():
        best_new[old_id] = max(score, best_new.get(old_id, 0))
        best_old[new_id] = max(score, best_old.get(new_id, 0))
    kept = {
        pair: score
        for pair, score in scores.items()
        if pair[0] == pair[1] or score in (best_new[pair[0]], best_old[pair[1]])
    }
    # A requirement that kept its id, or nearly all its words, has its counterpart; a mere likeness adds none.
    sure = {pair for pair, score in kept.items() if score >= EQUAL or pair[0] == pair[1]}
    sure_old, sure_new = {pair[0] for pair in sure}, {pair[1] for pair in sure}
    return [
        _Match(*pair, score)
        for pair, score in kept.items()
        if pair in sure or not (pair[0] in sure_old and pair[1] in sure_new)
    ]


def _unchanged(old: Framework, new: Framework) -> set[tuple[str, str]]:
    """Pairs with the same title and question; of several with the same words, none can be told from the others."""
    places: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    for side, framework in enumerate((old, new)):
        for requirement in framework.requirements:
            places.setdefault((requirement.title, requirement.question), ([], []))[side].append(requirement.id)
    return {(before[0], after[0]) for before, after in places.values() if len(before) == len(after) == 1}


def _telling_words(framework: Framework, other: Framework) -> dict[str, list[str]]:
    everyone = [_words(requirement) for edition in (framework, other) for requirement in edition.requirements]
    number = Counter(word for words in everyone for word in set(words))
    most = max(4, _COMMON * len(everyone))
    return {
        requirement.id: [word for word in _words(requirement) if number[word] <= most]
        for requirement in framework.requirements
    }


def _words(requirement: Requirement) -> list[str]:
    text = re.sub(r"\{\w+\}", " ", f"{requirement.title} {requirement.question}".casefold())
    return re.findall(r"[^\W_]{3,}", text)


def _score(old_id: str, old_words: list[str], new_id: str, new_words: list[str]) -> int:
    from rapidfuzz import fuzz

    before, after = " ".join(old_words), " ".join(new_words)
    # What is alike word for word, and what is contained in the other (a split or a merger); the latter is
    # never enough for equal.
    score = max(fuzz.token_sort_ratio(before, after), 0.85 * fuzz.token_set_ratio(before, after))
    # An id is never reused: whatever became of the words, the two are related.
    return max(round(score), ALIKE if old_id == new_id else 0)
