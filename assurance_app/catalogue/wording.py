"""Rules for the words of a framework. Each answers with codes and parameters; where a text stands is not its business.

How hard a text reads is told by LIX: the average number of words in a sentence plus the share, in hundredths, of words
longer than six letters. Newspapers lie between 45 and 55. LIX is made for running text: a question is one sentence of
some thirty words, so the limit allows for that. Words that begin with a capital inside a sentence are names, which an
author cannot choose, and do not count as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MOST_WORDS = 45
"""In a question."""

HARDEST = 75
"""The highest LIX of a question, and of what good evidence looks like."""

COPIED_WORDS = 12
"""So many of the publisher's words in a row are a copy."""

PLACEHOLDERS = ("body", "chief", "plan")
"""What is filled in when a text is shown: who holds the office, the chief officer, and the name of the plan."""

_VERBS = "|".join(
    "is are was were am has have had does do did can could will would shall should may might must "
    "isn’t aren’t hasn’t haven’t doesn’t don’t didn’t".split()
)
_BEFORE = r"(?:and\s+)?(?:(?:in|on|by|to|for|with|from|at|of|under|through|against|since|until|about|over)\s+)?"
# “When did …” and “When and how did …” ask; “When the force …” leads in to a question that comes after a comma.
_ASKS = re.compile(
    rf"{_BEFORE}(?:(?:what|which|who|whom|whose|why|how)\b|(?:when|where)\s+(?:and|{_VERBS})\b)", re.IGNORECASE
)
_YES_NO = re.compile(rf"(?:{_VERBS})\s+\S+", re.IGNORECASE)
_LEADS_IN = re.compile(
    r"(?:in|on|for|if|where|when|since|after|before|as|with|while|once|during|across|outside|within)\b", re.IGNORECASE
)
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")
_OFFICES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("body", re.compile(r"\b[Tt]he (?:local )?(?:PCC|PFCC|MOPAC|[Cc]ommissioner|[Mm]ayor)\b(?!s| of Police)")),
    ("body", re.compile(r"\b[Tt]he [Pp]olice(?:, [Ff]ire)? and [Cc]rime [Cc]ommissioner\b")),
    ("chief", re.compile(r"\b[Tt]he (?:[Cc]hief [Cc]onstable|[Cc]ommissioner of [Pp]olice)\b")),
    ("plan", re.compile(r"\b[Tt]he (?:[Pp]olice and [Cc]rime|[Pp]olicing) [Pp]lan\b")),
)
_ACRONYM = re.compile(r"\b(?!(?:[IVX]+)\b)[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_TOKEN = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.?!;:])\s+")


@dataclass(frozen=True, slots=True)
class Slip:
    """A rule that a text does not keep."""

    code: str
    params: Mapping[str, object]


def question_slips(text: str) -> Iterator[Slip]:
    """Where a question is not one question that someone could answer and another check."""
    marks = text.count("?")
    if not text.rstrip().endswith("?"):
        yield Slip("question-no-mark", {})
    if marks > 1:
        yield Slip("question-two", {"number": marks})
    yield from _opening_slips(text.strip())
    number = len(text.split())
    if number > MOST_WORDS:
        yield Slip("question-long", {"number": number, "limit": MOST_WORDS})


def _opening_slips(text: str) -> Iterator[Slip]:
    parts = re.split(r",\s+", text) if _LEADS_IN.match(text) else [text]
    for part in parts:
        if _ASKS.match(part):
            return
        if yes_no := _YES_NO.match(part):
            yield Slip("question-yes-no", {"start": yes_no.group()})
            return
    yield Slip("question-statement", {})


def placeholder_slips(text: str) -> Iterator[Slip]:
    """Placeholders that nothing fills in, and offices named where a placeholder belongs."""
    known = ", ".join("{" + name + "}" for name in PLACEHOLDERS)
    for match in _BRACES.finditer(text):
        if match.group() not in {"{" + name + "}" for name in PLACEHOLDERS}:
            yield Slip("placeholder-unknown", {"found": match.group(), "known": known})
    for placeholder, pattern in _OFFICES:
        if named := pattern.search(text):
            yield Slip("office-named", {"found": named.group(), "placeholder": placeholder})


def reading_slips(text: str) -> Iterator[Slip]:
    """A text that reads hard."""
    if (level := lix(text)) > HARDEST:
        yield Slip("hard-to-read", {"found": level, "limit": HARDEST})


def evidence_slips(text: str) -> Iterator[Slip]:
    """A text that only keeps the place of what good evidence looks like."""
    if len(_WORD.findall(text)) < 3:
        yield Slip("evidence-missing", {})


def lix(text: str) -> int:
    """How hard the text reads: words to a sentence plus long words in a hundred. 0 for a text without words."""
    text = _BRACES.sub("it", text)
    sentences = [words for part in _SENTENCE_END.split(text) if (words := _WORD.findall(part))]
    number = sum(len(words) for words in sentences)
    if not number:
        return 0
    long = sum(
        len(word) > 6 and (index == 0 or not word[0].isupper())
        for words in sentences
        for index, word in enumerate(words)
    )
    return round(number / len(sentences) + 100 * long / number)


def acronyms(text: str) -> Iterator[str]:
    """The acronyms of a text, without the s of a plural."""
    for match in _ACRONYM.finditer(text):
        word = match.group()
        capitals = sum(letter.isupper() for letter in word)
        # "PoCC" and "NPoCC" are acronyms; "McDonald" and "CyberUK" written as names are not.
        if capitals >= 2 and capitals * 2 > len(word.removesuffix("s")):
            yield word.removesuffix("s")


def spelled_out(text: str) -> Iterator[str]:
    """The acronyms that the text gives in brackets after their full name, such as “Local Resilience Forum (LRF)”."""
    for inside in re.findall(r"\w[\w’'-]*\s+\(([^()]+)\)", text):
        yield from acronyms(inside)


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of as many words in a row as would be a copy, in small letters."""
    words = [word.lower() for word in _TOKEN.findall(text)]
    yield from zip(*(words[start:] for start in range(COPIED_WORDS)), strict=False)
