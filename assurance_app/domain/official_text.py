"""The official text: the publisher's words, cut into the numbered paragraphs that requirements cite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Doubt(StrEnum):
    """Why a paragraph's number, letter or words may not be what the publisher printed."""

    NONE = ""
    NUMBER_LOST = "number-lost"
    NUMBER_INSIDE = "number-inside"
    LETTER_LOST = "letter-lost"
    LETTER_LAST = "letter-last"
    LETTER_INSIDE = "letter-inside"
    LETTER_JUMPS = "letter-jumps"
    BEGINNING_LOST = "beginning-lost"
    JOINED = "joined"


class Resolved(StrEnum):
    """What led from a cross-reference to its target: the heading it names, its words, or only the number it gives."""

    HEADING = "heading"
    WORDS = "words"
    NUMBER = "number"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Link:
    """A cross-reference: characters `start` to `end` of the paragraph's text, the number as `given` there ("" where
    only a heading is named) and the paragraphs it leads to, `target` to `last` ("" where none was found).
    """

    start: int
    end: int
    given: str
    target: str
    last: str
    by: Resolved


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: 40.4.b has the number 40 and the path ("4", "b"). Text before a section's first number is 0.

    `headings` are those that it stands under, from the outermost inwards.
    """

    number: int
    path: tuple[str, ...]
    headings: tuple[str, ...]
    text: str
    doubt: Doubt = Doubt.NONE
    links: tuple[Link, ...] = ()

    @property
    def ref(self) -> str:
        """The number as requirements cite it, such as "40.4.b"; "" for text without one."""
        return ".".join((str(self.number), *self.path)) if self.number else ""

    @property
    def heading(self) -> str:
        """The nearest heading, or ""."""
        return self.headings[-1] if self.headings else ""


@dataclass(frozen=True, slots=True)
class OfficialText:
    """An edition's text as it was imported from one file; `sha256` is the file's digest."""

    framework_id: str
    source_name: str
    sha256: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What an import found: whole numbers found and expected (0 where unknown), those missing, and the paragraphs in
    doubt.
    """

    found: int
    expected: int
    missing: tuple[int, ...]
    beyond: tuple[int, ...]
    uncertain: tuple[Paragraph, ...]


def report(text: OfficialText, expected: int) -> Report:
    """What was found of `expected` whole numbers, counted from 1."""
    numbers = {one.number for one in text.paragraphs if one.number}
    wanted = set(range(1, expected + 1))
    return Report(
        found=len(numbers & wanted) if expected else len(numbers),
        expected=expected,
        missing=tuple(sorted(wanted - numbers)),
        beyond=tuple(sorted(numbers - wanted)) if expected else (),
        uncertain=tuple(one for one in text.paragraphs if one.doubt is not Doubt.NONE),
    )


def references(text: OfficialText) -> frozenset[str]:
    """Every number and letter that the text has, such as "40", "40.4" and "40.4.b"."""
    return frozenset(one.ref for one in text.paragraphs if one.number)


def paragraph(text: OfficialText, ref: str) -> Paragraph | None:
    """The paragraph of that reference, or None."""
    return next((one for one in text.paragraphs if one.number and one.ref == ref), None)


def whole(text: OfficialText, ref: str) -> tuple[Paragraph, ...]:
    """Everything of the whole number that the reference belongs to, in order: what a pane shows around a letter."""
    number = ref.split(".", 1)[0]
    return tuple(one for one in text.paragraphs if str(one.number) == number and one.number)


def around(text: OfficialText, ref: str, n: int) -> tuple[Paragraph, ...]:
    """The paragraph with up to `n` paragraphs before and after it, in order; () where there is no such paragraph."""
    for place, one in enumerate(text.paragraphs):
        if one.number and one.ref == ref:
            return text.paragraphs[max(0, place - n) : place + n + 1]
    return ()


def search(text: OfficialText, words: str) -> tuple[Paragraph, ...]:
    """The paragraphs in which every one of the words begins a word, in order; a reference finds its own first."""
    wanted = words.casefold().split()
    if not wanted:
        return ()
    patterns = [re.compile(rf"(?<!\w){re.escape(word)}") for word in wanted]
    found = [one for one in text.paragraphs if all(pattern.search(one.text.casefold()) for pattern in patterns)]
    named = paragraph(text, words.strip())
    return ((named, *(one for one in found if one is not named))) if named else tuple(found)


_ASKS = re.compile(
    r"\b(?:should|must|(?:is|are) (?:also )?(?:expected|required) to)\b"
    r"|\b(?:[Ff]orces?|[Cc]hief [Cc]onstables?|PCCs?|ROCUs?|RO?CCUs?|FCCUs?|APCC) will\b"
)


def expectations(text: OfficialText) -> Iterator[Paragraph]:
    """The paragraphs that lay an expectation: in their own words, or as an item of a list whose lead-in does."""
    leads: dict[str, bool] = {}
    for one in text.paragraphs:
        if not one.number:
            continue
        inherits = bool(one.path) and leads.get(one.ref.rpartition(".")[0], False)
        # A lead-in speaks for its items with its last sentence only: "Chief Constables should ensure that:".
        lead = re.split(r"(?<=[.?!])\s+", one.text)[-1]
        leads[one.ref] = one.text.rstrip().endswith(":") and (inherits or bool(_ASKS.search(lead)))
        if inherits or _ASKS.search(one.text):
            yield one


def heading_key(heading: str) -> str:
    """A heading without what differs from one printing to another: case, numbers, punctuation."""
    return " ".join(re.findall(r"[^\W\d_]+", heading.casefold()))
