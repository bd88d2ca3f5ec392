"""What a check asks of the publisher's text, whatever it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublishedParagraph:
    """A paragraph with its number, the headings that it stands under from the outermost inwards, and its words."""

    ref: str
    headings: tuple[str, ...]
    text: str
    expects: bool


@dataclass(frozen=True, slots=True)
class Published:
    """The publisher's text, cut into numbered paragraphs."""

    paragraphs: tuple[PublishedParagraph, ...]

    @property
    def references(self) -> frozenset[str]:
        """Every number and letter that the text has."""
        return frozenset(paragraph.ref for paragraph in self.paragraphs)

    @property
    def expectations(self) -> Iterator[PublishedParagraph]:
        """The paragraphs that lay an expectation on someone."""
        return (paragraph for paragraph in self.paragraphs if paragraph.expects)


def number_of(ref: str) -> int:
    """The number that a reference begins with: 40 for "40.4.b"."""
    return int(ref.split(".", 1)[0])


def around(ref: str) -> Iterator[str]:
    """The references that hold this one, from the nearest: "40.4" and "40" for "40.4.b"."""
    steps = ref.split(".")
    for length in range(len(steps) - 1, 0, -1):
        yield ".".join(steps[:length])


def heading_key(heading: str) -> str:
    """A heading without what differs from one printing to another: case, stars, numbers, punctuation."""
    return " ".join(re.findall(r"[^\W\d_]+", heading.casefold()))
