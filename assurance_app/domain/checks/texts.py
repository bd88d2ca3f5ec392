"""Checks on the words themselves: what was left to be filled in, what the public may not read or cannot know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from assurance_app.domain.checks.finding import Earlier, Finding, Lexicon, seen
from assurance_app.domain.checks.written import Written, written
from assurance_app.domain.record import Record

_CAPITALS = re.compile(r"(?<![\w@/.’'-])[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?![\w@/])")
_SPELLED = re.compile(
    r"\((?:(?:the|an?|or|hereafter|here|known as) )*[“‘\"']?([A-Z][A-Za-z]+)[”’\"']?(?=[);])"
    r"|\b([A-Z][A-Za-z]+) \((?=[A-Za-z])"
)
"""Letters with the words beside them, the one or the other in brackets."""
_ROMAN = re.compile(r"[IVXLC]+")
_EDITION = re.compile(
    r"\b(?P<before>(?:19|20)\d\d)\s+(?:edition of the\s+)?(?:SPR|Strategic Policing Requirement)\b"
    r"|\b(?:SPR|Strategic Policing Requirement)\s+(?:\((?:[A-Z][a-z]+\s+)?|of\s+(?:[A-Z][a-z]+\s+)?"
    r"|(?:published|issued) in\s+(?:[A-Z][a-z]+\s+)?)?(?P<after>(?:19|20)\d\d)(?![-/–]\d)\b"
)


def placeholder_left(record: Record, earlier: Earlier, lexicon: Lexicon) -> Iterator[Finding]:
    """Something was left to be filled in."""
    return _each("text.placeholder", written(record), _all_of, _matches(lexicon.placeholders))


def restricted_words(record: Record, earlier: Earlier, lexicon: Lexicon) -> Iterator[Finding]:
    """Words that belong in no published text stand in one."""
    return _each("text.restricted", written(record), _public_of, _matches(lexicon.restricted))


def undefined_acronym(record: Record, earlier: Earlier, lexicon: Lexicon) -> Iterator[Finding]:
    """A published text uses letters that none of the published texts says the words of."""
    accounts = [account for account in written(record) if account.public]
    spelled = {
        _singular(found)
        for account in accounts
        for _name, text in account.public
        for pair in _SPELLED.findall(text)
        for found in pair
        if found
    }

    def unknown(text: str) -> list[str]:
        return [found for found in acronyms(text) if found not in spelled and found not in lexicon.known_acronyms]

    return _each("text.acronym", accounts, _public_of, unknown)


def other_edition(record: Record, earlier: Earlier, lexicon: Lexicon) -> Iterator[Finding]:
    """A text names another edition of the requirement and never the one that the year is recorded against."""
    own = record.framework.issued[:4]

    def others(text: str) -> list[str]:
        named = [found["before"] or found["after"] for found in _EDITION.finditer(text)]
        return [] if own in named else named

    return _each("edition.text", written(record), _all_of, others)


def acronyms(text: str) -> list[str]:
    """The words of a text that are mostly capitals, without the s of a plural; headings and numerals apart."""
    found = []
    for line in text.splitlines():
        if line.isupper() and len(line.split()) > 1:
            continue
        for match in _CAPITALS.finditer(line):
            word = _singular(match[0])
            capitals = sum(1 for letter in word if letter.isupper())
            if len(word) > 1 and capitals * 2 > len(word) and not _ROMAN.fullmatch(word):
                found.append(word)
    return found


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and word[:-1].isupper() else word


def _matches(pattern: re.Pattern[str]) -> Callable[[str], list[str]]:
    return lambda text: [" ".join(match[0].split()) for match in pattern.finditer(text)]


def _all_of(account: Written) -> tuple[tuple[str, str], ...]:
    return account.everything


def _public_of(account: Written) -> tuple[tuple[str, str], ...]:
    return account.public


def _each(
    code: str,
    accounts: Iterable[Written],
    choose: Callable[[Written], tuple[tuple[str, str], ...]],
    look: Callable[[str], list[str]],
) -> Iterator[Finding]:
    """One finding for each account in whose texts `look` finds something: which words, in which parts."""
    for account in accounts:
        texts = choose(account)
        words: dict[str, None] = {}
        parts: dict[str, None] = {}
        for name, text in texts:
            if found := look(text):
                parts[name] = None
                words.update(dict.fromkeys(found))
        if words:
            yield Finding(
                code,
                account.kind,
                account.target_id,
                seen(texts),
                account.section_id,
                account.requirement_id,
                {"words": tuple(words), "parts": tuple(parts)},
            )
