"""What of an entity can be searched: its title and its words; and how a person's words are read."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from assurance_app.domain.commissioning import (
    Commission,
    EnteredReturn,
    ExpectedBody,
    Extract,
    Permission,
    RefusedFile,
    SummaryText,
)
from assurance_app.domain.dates import is_date
from assurance_app.domain.entities import Answer, Body, EvidenceRevision, ThreatStatement
from assurance_app.domain.holdings import CapacityFigure, CollaborationAgreement, InspectionFinding
from assurance_app.domain.notes import Note
from assurance_app.domain.planning import Objective, PlanReview, ResourceDecision
from assurance_app.domain.scrutiny import Action, ScrutinySession
from assurance_app.domain.spoken import spoken_date

_TITLES: Mapping[type[Any], tuple[str, ...]] = {
    Answer: (),
    ThreatStatement: (),
    EvidenceRevision: ("title", "attachment_name"),
    ScrutinySession: ("forum", "held_on"),
    Action: ("title",),
    Objective: ("title",),
    PlanReview: (),
    ResourceDecision: ("reference",),
    CapacityFigure: ("measure",),
    CollaborationAgreement: ("title",),
    InspectionFinding: ("report",),
    Note: (),
    Body: ("name_as_used", "legal_name"),
    Commission: (),
    ExpectedBody: (),
    EnteredReturn: ("title", "attachment_name"),
    RefusedFile: ("file_name",),
    Permission: (),
    Extract: (),
    SummaryText: (),
}
"""What can be searched, with the fields that weigh more than the others."""

_NOT_WORDS = frozenset(
    {
        "id", "cycle_id", "body_id", "evidence_id", "requirement_id", "section_id", "section_ids", "requirement_ids",
        "begun_from", "came_from", "target_id", "target_kind", "attachment", "disclosure", "position", "view",
        "provided", "opinion", "status", "outcome", "kind", "type", "year", "at", "framework_id", "marking",
        "merged_into", "conclusion", "voice", "sha256", "refused_at", "says_body", "digest", "answer", "part",
        "mobilisation_region", "rocu", "nation",
    }
)  # fmt: skip
"""Names of fields that hold ids and codes, not a person's words."""

SHARED = "shared"
"""The scope of what belongs to the body and to no single year."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the index holds of one entity: a title, its other words, and the scope (a cycle's id, or `SHARED`)."""

    title: str
    words: str
    scope: str


def indexed(entity: Any) -> Indexed | None:
    """What can be searched of an entity; None where it is of a kind without words of its own.

    A day is searched as people write it: "25 February 2026".
    """
    title_fields = _TITLES.get(type(entity))
    if title_fields is None:
        return None
    title = " ".join(_said(text) for name in title_fields if (text := getattr(entity, name)))
    words = "\n".join(
        _said(text)
        for field in fields(entity)
        if field.name not in _NOT_WORDS and field.name not in title_fields
        for text in _texts(getattr(entity, field.name))
    )
    return Indexed(title, words, getattr(entity, "cycle_id", SHARED))


def terms(words: str) -> tuple[str, ...]:
    """The words to look for: each is the beginning of a word. A single letter alone finds too much and is left out."""
    found = [part for word in words.split() if re.search(r"\w", word) for part in _day_of(word).split()]
    return tuple(dict.fromkeys(word for word in found if len(word) > 1 or word.isdigit()))


def _day_of(word: str) -> str:
    """A day in figures (25/2/2026, 2026-02-25) as it is searched; any other word as it is."""
    if found := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", word):
        day, month, year = (int(part) for part in found.groups())
        try:
            return spoken_date(dt.date(year, month, day).isoformat())
        except ValueError:
            return word
    return _said(word)


def _said(text: str) -> str:
    return spoken_date(text) if is_date(text) else text


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of an excerpt, and whether they were looked for."""

    text: str
    found: bool = False


AROUND = 60
"""Characters of a text shown before the first word found; twice as many after it."""


def pattern_of(wanted: Sequence[str]) -> re.Pattern[str]:
    """Finds in a folded text every word that begins with one of those wanted."""
    words = sorted((re.sub(r"[\W_]+", r"[\\W_]+", folded(word).strip()) for word in wanted), key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(words)})[^\W_]*")


def folded(text: str) -> str:
    """A text of the same length without case and accents, as the index compares words."""
    if text.isascii():
        return text.lower()
    return "".join(letter.lower() if letter.isascii() else _plain_letter(letter) for letter in text)


def excerpt(text: str, wanted: Sequence[str]) -> tuple[Piece, ...]:
    """A text around the first word found, in one line, with every word that was found marked."""
    text = " ".join(text.split())
    pattern = pattern_of(wanted)
    first = pattern.search(folded(text))
    begin = max(0, first.start() - AROUND) if first else 0
    if begin:
        begin = text.find(" ", begin, first.start() if first else begin) + 1 or begin
    end = min(len(text), begin + 3 * AROUND)
    cut = text[begin:end] if end == len(text) else text[begin:end].rpartition(" ")[0] or text[begin:end]
    pieces = [Piece("…")] if begin else []
    at = 0
    for hit in pattern.finditer(folded(cut)):
        pieces += [Piece(cut[at : hit.start()]), Piece(cut[hit.start() : hit.end()], True)]
        at = hit.end()
    pieces += [Piece(cut[at:]), Piece(" …" if begin + len(cut) < len(text) else "")]
    return tuple(piece for piece in pieces if piece.text)


def _plain_letter(letter: str) -> str:
    low = unicodedata.normalize("NFD", letter)[0].lower()
    return low if len(low) == 1 else letter


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if field.name not in _NOT_WORDS:
                yield from _texts(getattr(value, field.name))
