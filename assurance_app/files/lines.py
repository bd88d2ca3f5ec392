"""What the readers of published text have in common: lines with hints."""

from __future__ import annotations

import re
from dataclasses import dataclass

LARGEST_FILE = 30 * 1024 * 1024
"""Bytes."""

MOST_PAGES = 600
MOST_LINES = 60_000
MOST_CHARACTERS = 5_000_000

LONGEST_PARAGRAPH = 20_000
"""Characters. No published paragraph comes near; what is longer is not added to, so that hostile files cost no time."""

_ONLY_MARKER = r"(?:\d{1,3}(?:\.\d{1,2}){0,2}\.?|[A-Za-z][.)]|[ivx]{2,5}[.)])"
ONLY_MARKER = re.compile(rf"{_ONLY_MARKER}$")
"""A line that is a number or a letter and nothing else."""

BEGINS_MARKED = re.compile(
    r"(?:\d{1,3}\.\s*(?=[A-Z“\"‘'(])|\d{1,3}\.\s+(?=[a-z])|\d{1,3}\s+(?=[A-Z“\"‘'])"
    r"|\d{1,3}(?:\.\d{1,2}){1,2}\.?\s+|[A-Za-z][.)]\s+|[ivx]{2,5}[.)]\s+)"
)
"""A line that begins with a paragraph's number or letter."""

BULLET = re.compile(r"(\s*)[-*•·▪◦‣●○–]\s+")

CONTENTS_ENTRY = re.compile(r"(?P<title>.{0,200}?\S)(?:\s*\.{3,}\s*|\s*…+\s*|\t\s*)(?P<page>\d{1,4})$")
"""A line of a table of contents: a title, a tab or leaders, a page."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, list item, heading or note, on one line.

    `heading` is its level from 1, 0 for none; `marker` what the format itself numbers it with ("12.", "b."), of
    a note its number; `indent` grows with the depth of a list. `after_break` says that a page may have ended before it.
    """

    text: str
    heading: int = 0
    is_item: bool = False
    marker: str = ""
    indent: int = 0
    is_note: bool = False
    after_break: bool = False
    is_bold: bool = False
    is_contents: bool = False


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.replace("\u00ad", "").split())
