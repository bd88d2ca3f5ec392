"""The whole numbers of the official text: which lines carry one, and where those stand that lost theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assurance_app.catalogue.official_lines import Kind, Piece
from assurance_app.domain.official_text import Doubt

_MOST_CANDIDATES = 3_000
_LOOK_BACK = 300
_SKIP_COST = 0.04
_UNCERTAIN = 0.6


def numbered(pieces: list[Piece], is_outermost: Sequence[bool]) -> list[Piece]:
    """The pieces with every whole number settled: `is_outermost` says of each piece whether it is a heading above
    all others. What looks like a number and is out of order becomes plain text again.
    """
    chain = set(_chain(pieces))
    outermost = {id(piece) for piece, outer in zip(pieces, is_outermost, strict=True) if outer}
    for place, piece in enumerate(pieces):
        if piece.kind is Kind.NUMBER and place not in chain:
            piece.kind, piece.text, piece.label = Kind.PLAIN, piece.raw, ()
    settled: list[Piece] = []
    for group in _groups(pieces):
        settled += group
    settled = _split_inside(settled)
    anchors = [place for place, piece in enumerate(settled) if piece.kind is Kind.NUMBER]
    for start, end in pairwise(anchors):
        _fill(settled, start, end, outermost)
    return settled


def _chain(pieces: Sequence[Piece]) -> list[int]:
    """The places of the numbers that make the best rising chain: long, with few numbers skipped."""
    found = [place for place, piece in enumerate(pieces) if piece.kind is Kind.NUMBER][:_MOST_CANDIDATES]
    best: list[tuple[float, int]] = []
    for at, place in enumerate(found):
        number = int(pieces[place].label[0])
        worth = 1.0 if pieces[place].is_certain else _UNCERTAIN
        score, before = worth - _SKIP_COST * (number - 1), -1
        for earlier in range(max(0, at - _LOOK_BACK), at):
            skipped = number - int(pieces[found[earlier]].label[0]) - 1
            if skipped >= 0 and (reached := best[earlier][0] + worth - _SKIP_COST * skipped) >= score:
                score, before = reached, earlier
        best.append((score, before))
    chain: list[int] = []
    at = max(range(len(best)), key=lambda one: best[one][0], default=-1)
    while at >= 0:
        chain.append(found[at])
        at = best[at][1]
    return chain[::-1]


def _groups(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """What stands before the first number, then each number with all that follows it."""
    groups: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.kind is Kind.NUMBER:
            groups.append([])
        groups[-1].append(piece)
    return groups


def _split_inside(pieces: list[Piece]) -> list[Piece]:
    """Numbers that run on inside the text of another: the one that is missing next, after the end of a sentence."""
    numbers = [int(piece.label[0]) for piece in pieces if piece.kind is Kind.NUMBER]
    present = set(numbers)
    last = max(numbers, default=0)
    split: list[Piece] = []
    current = 0
    for piece in pieces:
        if piece.kind is Kind.NUMBER:
            current = int(piece.label[0])
        split.append(piece)
        while current and current < last and current + 1 not in present:
            found = re.search(rf"(?<=[.;:”\")])\s+{current + 1}\.?\s+(?=[A-Z“\"])", split[-1].text)
            if found is None or split[-1].kind is Kind.HEADING:
                break
            rest = split[-1].text[found.end() :]
            split[-1].text = split[-1].text[: found.start()]
            current += 1
            present.add(current)
            split.append(Piece(Kind.NUMBER, rest, (str(current),), doubt=Doubt.NUMBER_INSIDE))
    return split


def _fill(pieces: list[Piece], start: int, end: int, outermost: set[int]) -> None:
    """Give the numbers that are missing between two anchors to the pieces that most look like them, in order."""
    first, beyond = int(pieces[start].label[0]) + 1, int(pieces[end].label[0])
    missing = beyond - first
    if missing <= 0:
        return
    rated = [(rating, place) for place in range(start + 1, end) if (rating := _rating(pieces, place, outermost))]
    chosen = sorted(place for _rating_of, place in sorted(rated, key=lambda one: (-one[0], one[1]))[:missing])
    for number, place in enumerate(chosen, start=first):
        piece = pieces[place]
        is_cut = piece.text[:1].islower()
        piece.kind, piece.label = Kind.NUMBER, (str(number),)
        piece.doubt = Doubt.BEGINNING_LOST if is_cut else Doubt.NUMBER_LOST


def _rating(pieces: Sequence[Piece], place: int, outermost: set[int]) -> int:
    """How much an unnumbered piece looks like a paragraph of its own; 0 for not at all."""
    piece, above = pieces[place], pieces[place - 1]
    if piece.kind not in (Kind.PLAIN, Kind.ITEM) or len(piece.text) < 30:
        return 0
    if above.kind is Kind.HEADING:
        return 1 if id(above) in outermost else 4
    if not piece.text[:1].isupper():
        return 0
    is_sentence = piece.text.rstrip().endswith((".", ":"))
    after_list = above.kind in (Kind.LETTER, Kind.SUB, Kind.ITEM) and above.text.rstrip().endswith(".")
    return 3 if is_sentence and after_list else 2 if is_sentence and not piece.is_bold else 0
