"""The publisher's own cross-references as links. Their numbers are unreliable, so what a sentence names decides: first
a heading, then its rare words; the number that is given only where nothing else leads anywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assurance_app.domain.official_text import Link, Paragraph, Resolved, heading_key
from assurance_app.files.lines import LONGEST_PARAGRAPH

_GIVEN = re.compile(
    r"\bparagraphs?\s+(?P<first>\d{1,3}(?:\.\d{1,2})?(?:\.[a-z])?)(?:\s*(?:to|and|-|–)\s*(?P<last>\d{1,3}(?:\.\d{1,2})?))?"
    r"(?P<onwards>\s+onwards)?"
)
_NAMED_ONLY = re.compile(r"\b(?:see|refer to)\s+(?P<what>[^().;]{4,90})", re.IGNORECASE)
_NAMES_SOMETHING = re.compile(r"see (?!paragraph)")
_DISTINCT = re.compile(r"\d|/|(?:[A-Z].*){3}")
_NEAR = 6
"""The numbers given are wrong by a few only."""

_RARE = 6
"""A term in no more paragraphs than this tells where it leads."""

_WORDS_BEFORE = 7

_MOST_LINKS = 2_000
_MOST_HEADINGS = 500

_SMALL_WORDS = frozenset("and of the a an in on for to with against".split())
_TERM = re.compile(r"[A-Z0-9][\w/&-]*(?:\s+[A-Z0-9][\w/&-]*)*")


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading in one place: what it stands beneath, and the paragraphs beneath it."""

    section: str
    text: str
    first: str
    last: str
    is_section: bool


@dataclass(frozen=True, slots=True)
class _Reference:
    """A cross-reference before it is resolved."""

    start: int
    end: int
    first: str
    last: str
    onwards: bool
    phrase: str
    sentence: str
    clause: str


def with_links(paragraphs: Sequence[Paragraph], sections: set[str]) -> tuple[Paragraph, ...]:
    """The paragraphs with their cross-references. `sections` are the keys of the titles of sections."""
    resolver = _Resolver(paragraphs, sections)
    linked = []
    found = 0
    for one in paragraphs:
        links: tuple[Link, ...] = ()
        if found < _MOST_LINKS and len(one.text) < LONGEST_PARAGRAPH:
            links = tuple(resolver.links(one))
            found += len(links)
        linked.append(replace(one, links=links) if links else one)
    return tuple(linked)


class _Resolver:
    def __init__(self, paragraphs: Sequence[Paragraph], sections: set[str]) -> None:
        self._numbered = [one for one in paragraphs if one.number]
        self._refs = {one.ref: place for place, one in enumerate(self._numbered)}
        self._headings = list(_headings(self._numbered, sections))[:_MOST_HEADINGS]
        self._names = [(heading, _names(heading)) for heading in self._headings]
        self._spread = Counter(term for one in self._numbered for term in _terms(one.text))

    def links(self, paragraph: Paragraph) -> Iterator[Link]:
        for reference in _found(paragraph.text):
            first, last, by = self._resolved(reference, paragraph)
            given = reference.first + (f"-{reference.last}" if reference.last else "")
            if given or by is Resolved.HEADING:
                yield Link(reference.start, reference.end, given, first, last, by)

    def _resolved(self, reference: _Reference, paragraph: Paragraph) -> tuple[str, str, Resolved]:
        home = heading_key(paragraph.headings[0]) if paragraph.headings else ""
        named = self._named(reference.phrase)
        section = next((one for one in named if one.is_section), None)
        within = section.section if section else home
        parts = [one for one in named if not one.is_section and one.section == within]
        if not parts and not section:
            parts = [one for one in named if not one.is_section]
        if parts:
            return parts[0].first, parts[0].last, Resolved.HEADING
        if section is not None:
            return self._in_section(reference, section)
        return self._by_number(reference, paragraph)

    def _in_section(self, reference: _Reference, section: _Heading) -> tuple[str, str, Resolved]:
        """A section is named: as a whole, or the part of it that the sentence is about."""
        whole = section.first, section.last, Resolved.HEADING
        if not reference.first or reference.onwards:
            return whole
        if "." in reference.first and self._lies_in(reference.first, section):
            return reference.first, reference.last, Resolved.HEADING
        number, last = _number(reference.first), _number(reference.last or reference.first)
        if last - number > _NEAR:
            return whole
        inside = [one for one in self._named(reference.sentence) if one.section == section.section]
        part = next((one for one in inside if not one.is_section), None)
        return (part.first, part.last, Resolved.HEADING) if part else whole

    def _lies_in(self, ref: str, section: _Heading) -> bool:
        return ref in self._refs and self._refs[section.first] <= self._refs[ref] <= self._refs[section.last]

    def _by_number(self, reference: _Reference, source: Paragraph) -> tuple[str, str, Resolved]:
        if not reference.first:
            return "", "", Resolved.NOTHING
        last = reference.last if reference.last in self._refs else reference.first
        if _NAMES_SOMETHING.match(reference.phrase) and (part := self._meant(reference)):
            return part.first, part.last, Resolved.HEADING
        if not reference.last and (better := self._by_words(reference, source)):
            return better, better, Resolved.WORDS
        if reference.first in self._refs:
            return reference.first, last, Resolved.NUMBER
        return "", "", Resolved.NOTHING

    def _meant(self, reference: _Reference) -> _Heading | None:
        """What is named stands over nothing here: a heading near the given number that the sentence names."""
        number = _number(reference.first)
        named = self._named(reference.sentence)
        return next((one for one in named if abs(_number(one.first) - number) <= _NEAR and not one.is_section), None)

    def _by_words(self, reference: _Reference, source: Paragraph) -> str:
        """A paragraph near the given number that shares rare terms with the sentence, where the given one has none."""
        number = _number(reference.first)
        rare = {term for term in _terms(reference.clause) if _DISTINCT.search(term) and 1 < self._spread[term] <= _RARE}
        shared: dict[int, int] = {}
        for one in self._numbered:
            if abs(one.number - number) <= _NEAR and one.number != source.number:
                shared[one.number] = shared.get(one.number, 0) + len(rare & _terms(one.text))
        if not rare or shared.get(number):
            return ""
        best = max(shared, key=lambda one: (shared[one], -abs(one - number)), default=0)
        return str(best) if best and shared[best] else ""

    def _named(self, words: str) -> list[_Heading]:
        """The headings that the words name, the longest name first. A name of one word is also a word: it counts only
        in quotation marks, or where "section" or "heading" follows.
        """
        key = f" {heading_key(words)} "
        certain = {heading_key(one) for one in re.findall(r"[\"“]([^\"”]{3,60})[\"”]", words)}
        certain |= {heading_key(one) for one in re.findall(r"(\w+) (?:section|heading)\b", words)}
        spelled = set(re.findall(r"\b([A-Z]{3,}) section\b", words))
        found = [
            (max(map(len, hits)), heading)
            for heading, (names, acronyms) in self._names
            if (
                hits := [name for name in names if f" {name} " in key and (" " in name or name in certain)]
                + [one for one in acronyms if one in (spelled if heading.is_section else words.split())]
            )
        ]
        return [heading for _length, heading in sorted(found, key=lambda one: -one[0])]


def _found(text: str) -> Iterator[_Reference]:
    taken: list[tuple[int, int]] = []
    for match in _GIVEN.finditer(text):
        start, end = match.span()
        taken.append((start, end))
        sentence = slice(*_sentence(text, start, end))
        given = match["first"], match["last"] or "", bool(match["onwards"])
        clause = re.split(r",\s", text[sentence.start : start])[-1]
        yield _Reference(start, end, *given, _phrase(text, sentence.start, start, end), text[sentence], clause)
    for match in _NAMED_ONLY.finditer(text):
        if not any(start < match.end() + 40 and match.start() < end for start, end in taken):
            sentence = slice(*_sentence(text, *match.span()))
            yield _Reference(match.start(), match.end(), "", "", False, match["what"], text[sentence], "")


def _phrase(text: str, sentence: int, start: int, end: int) -> str:
    """The words in which the reference may name where it leads: its bracket, or from "see"; before a bracket that holds
    a number alone, the words just before it.
    """
    bracket = text.rfind("(", sentence, start)
    if bracket >= 0 and text.find(")", bracket, start) < 0:
        inside = text[bracket + 1 : end]
        if bracket + 1 < start:
            return inside
        return " ".join([*text[sentence:bracket].split()[-_WORDS_BEFORE:], inside])
    lead = text.rfind("see ", sentence, start)
    return text[max(lead, sentence) if lead >= 0 else start : end]


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    before = max((match.end() for match in re.finditer(r"[.;:?!]\s", text[:start])), default=0)
    after = re.search(r"[.;?!](?:\s|$)", text[end:])
    return before, end + after.start() if after else len(text)


def _headings(numbered: Sequence[Paragraph], sections: set[str]) -> Iterator[_Heading]:
    spans: dict[tuple[str, ...], list[str]] = {}
    for one in numbered:
        for depth in range(1, len(one.headings) + 1):
            spans.setdefault(one.headings[:depth], []).append(one.ref)
    for stack, refs in spans.items():
        is_section = len(stack) == 1 and heading_key(stack[0]) in sections
        last = (
            next(ref for ref in reversed(refs) if "." not in ref) if any("." not in ref for ref in refs) else refs[-1]
        )
        yield _Heading(heading_key(stack[0]), stack[-1], refs[0], last, is_section)


def _names(heading: _Heading) -> tuple[set[str], set[str]]:
    """What a heading is called: its words, without a bracket, and the acronyms for it."""
    bare = re.sub(r"\([^)]*\)", " ", heading.text)
    acronyms = set(re.findall(r"\(([A-Z]{3,})s?\)", heading.text))
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", bare) if word.lower() not in _SMALL_WORDS)
    if heading.is_section and len(initials) > 2:
        acronyms.add(initials.upper())
    return {name for name in (heading_key(heading.text), heading_key(bare)) if len(name) > 4}, acronyms


def _terms(text: str) -> set[str]:
    """Names, acronyms and figures, and their parts, in the singular."""
    found = (term for match in _TERM.findall(text) for term in (match, *match.split()))
    return {term.removesuffix("s") for term in found if len(term) > 2}


def _number(ref: str) -> int:
    return int(ref.split(".", 1)[0])
