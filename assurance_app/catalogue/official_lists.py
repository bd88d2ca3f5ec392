"""The lists of the official text: letters and Roman numerals, those inferred that were lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assurance_app.catalogue.official_lines import Kind, Piece
from assurance_app.domain.official_text import Doubt
from assurance_app.files.numbering import roman

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_OPENING_WORDS = 8


@dataclass(slots=True)
class Entry:
    """One settled entry of a list, with its own list beneath it."""

    label: str
    text: str
    doubt: Doubt = Doubt.NONE
    indent: int = 0
    children: list[Entry] = field(default_factory=list)

    def add_bullet(self, text: str) -> None:
        """Words of a bullet that has no letter of its own."""
        self.text += f"\n• {text}"


def settled(run: Sequence[Piece], *, letter_alone: bool) -> tuple[list[Entry], list[str]]:
    """The entries of a list, and the bullets of one that never had letters. `letter_alone`: the lists beside this one
    have letters, so a single bullet has lost its own.
    """
    run = [*_inner_labels(run)]
    if not any(piece.kind is Kind.LETTER for piece in run):
        if len(run) == 1 and letter_alone:
            return [Entry("a", run[0].text, Doubt.LETTER_LAST)], []
        return [], [piece.text for piece in run]
    entries: list[Entry] = []
    bullets: list[str] = []
    waiting: list[Piece] = []
    for piece in run:
        if piece.kind is not Kind.LETTER:
            waiting.append(piece)
            continue
        label = piece.label[0]
        is_roman = _is_roman(label, entries, waiting)
        bullets += _place_waiting(entries, waiting, None if is_roman else label, piece.indent)
        waiting = []
        if is_roman:
            entries[-1].children.append(Entry(label, piece.text, piece.doubt, piece.indent))
        else:
            jumps = label != _after(entries)
            entries.append(Entry(label, piece.text, Doubt.LETTER_JUMPS if jumps else piece.doubt, piece.indent))
    _place_rest(entries, waiting)
    return entries, bullets


def _inner_labels(run: Sequence[Piece]) -> Sequence[Piece]:
    """Letters that slid inside the first line of their text: "downloading from a digital a. device"."""
    found: list[Piece] = []
    for place, piece in enumerate(run):
        letter = _LETTERS[place] if place < len(_LETTERS) else ""
        inside = re.search(rf"\s{letter}\.\s", piece.text, re.IGNORECASE) if letter else None
        steady = len(found) == place and all(one.label == (_LETTERS[at],) for at, one in enumerate(found))
        if piece.kind is Kind.ITEM and inside and steady:
            text = f"{piece.text[: inside.start()]} {piece.text[inside.end() :]}"
            piece = Piece(Kind.LETTER, text, (letter,), indent=piece.indent, doubt=Doubt.LETTER_INSIDE)
        found.append(piece)
    return found


def _after(entries: Sequence[Entry]) -> str:
    """The letter that comes next."""
    if not entries:
        return "a"
    place = _LETTERS.find(entries[-1].label) + 1
    return _LETTERS[place] if place < len(_LETTERS) else ""


def _is_roman(label: str, entries: Sequence[Entry], waiting: Sequence[Piece]) -> bool:
    if not re.fullmatch(r"[ivx]+", label) or not (entries or waiting):
        return False
    if waiting and waiting[-1].text.rstrip().endswith(":"):
        return label == "i"
    if not entries:
        return False
    letter_fits = _LETTERS.find(label) - _LETTERS.find(entries[-1].label) - 1 == len(waiting)
    if len(label) > 1 or letter_fits:
        return len(label) > 1
    return label == roman(len(entries[-1].children) + 1) and (
        bool(entries[-1].children) or entries[-1].text.rstrip().endswith(":")
    )


def _place_waiting(entries: list[Entry], waiting: Sequence[Piece], label: str | None, indent: int) -> list[str]:
    """Unlettered entries before one with a letter (None for a Roman numeral): as many as letters are missing take
    those, others are bullets of the entry above. Answers with those that have no entry above them.
    """
    if label is None:
        opens = bool(waiting) and waiting[-1].text.rstrip().endswith(":")
        takers = list(waiting) if opens else []
    else:
        last = _LETTERS.find(entries[-1].label) if entries else -1
        needed = max(0, _LETTERS.find(label) - last - 1)
        level = [piece for piece in waiting if piece.indent == indent]
        takers = list(waiting) if len(waiting) <= needed else level if len(level) == needed else []
        takers = takers or list(waiting)[len(waiting) - needed :]
    homeless = []
    for piece in waiting:
        if any(piece is taker for taker in takers):
            entries.append(Entry(_after(entries), piece.text, Doubt.LETTER_LOST, piece.indent))
        elif entries:
            entries[-1].add_bullet(piece.text)
        else:
            homeless.append(piece.text)
    return homeless


def _place_rest(entries: list[Entry], waiting: Sequence[Piece]) -> None:
    """Unlettered entries after the last letter: its own list where it leads in to one, otherwise the next letters."""
    if not waiting:
        return
    last = entries[-1]
    inner = 0
    if last.text.rstrip().endswith(":"):
        alike = [
            place
            for place, piece in enumerate(waiting)
            if (last.children and piece.indent <= last.indent) or _resemble(last.text, piece.text)
        ]
        inner = alike[0] if alike else len(waiting)
    for number, piece in enumerate(waiting[:inner], start=len(last.children) + 1):
        last.children.append(Entry(roman(number), piece.text, Doubt.LETTER_LAST))
    for piece in waiting[inner:]:
        entries.append(Entry(_after(entries), piece.text, Doubt.LETTER_LAST, piece.indent))


def _resemble(one: str, other: str) -> bool:
    """Whether two entries open alike, such as "... commanders who"."""

    def opening(text: str) -> set[tuple[str, str]]:
        words = re.findall(r"[a-z]+", re.sub(r"\([^)]*\)", "", text).lower())[:_OPENING_WORDS]
        return set(pairwise(words))

    return bool(opening(one) & opening(other))
