"""Searching what returns say: by which words a statement, an answer or anything else in a return is found.

Returns are kept as they came, under their digests, so that they are in no index: their words are looked through here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain
from typing import Any

from assurance_app.domain.entities import Answer, kind_of
from assurance_app.domain.record import Record
from assurance_app.domain.returned import said
from assurance_app.domain.searching import indexed, pattern_of
from assurance_app.words.labels import filled

STATEMENT, DEPARTURE, GAP, ANSWER = "statement", "departure", "gap", "answer"
_WEIGHT = {STATEMENT: 0, DEPARTURE: 1, GAP: 1}
"""What a commissioner concludes, departs from or lacks stands before what is only recorded."""
_OTHER_WEIGHT = 2
_MARKS = re.compile("[\u0300-\u036f]+")
_AROUND = 16
"""So many characters more may stand between the parts of a word than were typed."""
_JOINTS = re.compile(r"[\W_]")


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing that a return says. `item_id` is that of an entry which is neither a statement nor an answer."""

    kind: str
    body_id: str
    body_name: str
    year: str
    title: str
    text: str
    section_id: str = ""
    requirement_id: str = ""
    item_id: str = ""
    plain: str = ""
    """Its title and text as they are compared."""
    plain_title: str = ""


@dataclass(frozen=True, slots=True)
class Sayings:
    """What one return says, with the name of its body and all of its words together, as they are compared."""

    each: tuple[Saying, ...]
    plain_name: str
    plain: str


def sayings_of(record: Record) -> Sayings:
    """Everything in a return that has words of its own."""
    each = tuple(chain(_statements(record), _answers(record), _entries(record)))
    name = plain_text(record.body.name_as_used)
    return Sayings(each, name, "\n".join((name, *(one.plain for one in each))))


def plain_text(text: str) -> str:
    """A text as words are compared: without case and accents. It may be of another length."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFD", text)).lower()


def matching(returns: Iterable[Sayings], wanted: Sequence[str], limit: int) -> tuple[Saying, ...]:
    """What has all of the words, each the beginning of one, best first: words in the title and side by side first.

    The name of the body counts as said, so that a word of it narrows the search.
    """
    if not wanted:
        return ()
    tests = [_test(word) for word in wanted]
    whole = _all_of(tests)
    together = plain_text(" ".join(wanted)) if len(wanted) > 1 else ""
    found = (
        ((*_rank(saying, whole, together), place), saying)
        for place, one in enumerate(returns)
        if whole(one.plain)
        for saying in _in(one, tests)
    )
    return tuple(saying for _rank_of, saying in nsmallest(limit, found, key=lambda pair: pair[0]))


def has_any(text: str, wanted: Sequence[str]) -> bool:
    """Whether a text has one of the words."""
    plain = plain_text(text)
    return any(_test(word)(plain) for word in wanted)


Test = Callable[[str], bool]


def _in(one: Sayings, tests: Sequence[Test]) -> Iterator[Saying]:
    # Where the name has every word ("commissioner" stands in most), they are looked for in what is said.
    left = [test for test in tests if not test(one.plain_name)] or tests
    test = _all_of(left)
    return (saying for saying in one.each if test(saying.plain))


def _all_of(tests: Sequence[Test]) -> Test:
    """Whether a text passes all of these; one alone is asked as it is, for it is asked of every thing said."""
    return tests[0] if len(tests) == 1 else lambda text: all(test(text) for test in tests)


def _rank(saying: Saying, whole: Test, together: str) -> tuple[int, int, int]:
    in_title = whole(saying.plain_title)
    side_by_side = together in saying.plain
    return (not in_title, not side_by_side, _WEIGHT.get(saying.kind, _OTHER_WEIGHT))


def _test(word: str) -> Test:
    """Whether a text, as it is compared, has a word that begins so."""
    wanted = plain_text(word)
    if _JOINTS.search(wanted):
        return _test_of_parts(wanted)

    def has(text: str) -> bool:
        at = text.find(wanted)
        while at > 0 and text[at - 1].isalnum():
            at = text.find(wanted, at + 1)
        return at >= 0

    return has


def _test_of_parts(wanted: str) -> Test:
    """Whether a text has a word of several parts, such as a number with points: looked for around its longest part."""
    pattern, longest = pattern_of([wanted]), max(_JOINTS.split(wanted), key=len)
    reach = len(wanted) + _AROUND

    def has(text: str) -> bool:
        at = text.find(longest)
        while at >= 0:
            if pattern.search(text, max(0, at - reach), at + reach):
                return True
            at = text.find(longest, at + 1)
        return False

    return has


def _statements(record: Record) -> Iterator[Saying]:
    titles = {section.id: section.title for section in record.framework.sections}
    for statement in record.threat_statements:
        text = "\n".join(part for _name, part in statement.parts)
        if text:
            title = titles.get(statement.section_id, statement.section_id)
            yield _saying(record, STATEMENT, title, text, section_id=statement.section_id)


def _answers(record: Record) -> Iterator[Saying]:
    for found in said(record):
        answer = found.answer
        if answer is not None and (text := "\n".join(answer_texts(answer))):
            kind = DEPARTURE if answer.is_departure else GAP if answer.gap or answer.next_step else ANSWER
            title = f"{found.title} ({found.requirement.ref})" if found.requirement.ref else found.title
            place = {"section_id": found.section.id, "requirement_id": found.requirement.id}
            yield _saying(record, kind, title, text, **place)


def answer_texts(answer: Answer) -> tuple[str, ...]:
    """What an answer says in words, its typed answers too."""
    entry = indexed(answer)
    return tuple(entry.words.split("\n")) if entry is not None and entry.words else ()


def entries_of(record: Record) -> Iterator[tuple[Any, str, str]]:
    """What a return holds besides statements, answers and figures, with the title and the words of each."""
    for rows in (
        record.evidence,
        record.sessions,
        record.objectives,
        record.plan_reviews,
        record.resource_decisions,
        record.actions,
        record.agreements,
        record.findings,
    ):
        for entity in rows:
            found = indexed(entity)
            if found is not None and (found.title or found.words):
                yield entity, found.title, found.words


def _entries(record: Record) -> Iterator[Saying]:
    for entity, title, words in entries_of(record):
        kind = kind_of(type(entity))
        yield _saying(record, kind, title, words, item_id=f"{kind}:{entity.id}")


def _saying(record: Record, kind: str, title: str, text: str, **place: str) -> Saying:
    title = filled(title, record.body.kind.value)
    plain_title = plain_text(title)
    return Saying(
        kind,
        record.body.id,
        record.body.name_as_used,
        record.cycle.year,
        title,
        text,
        plain=f"{plain_title}\n{plain_text(text)}",
        plain_title=plain_title,
        **place,
    )
