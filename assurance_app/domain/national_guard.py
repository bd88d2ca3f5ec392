"""Who may be named and what may be quoted in the national summary: nobody and nothing without a standing permission.

Names are those of the bodies, their forces, areas and office-holders. A quotation is a run of words that stands in what
a body sent. Words are compared without case, accents and marks, as in `withheld`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assurance_app.domain.commissioning import Permission, PermissionKind
from assurance_app.domain.entities import Body
from assurance_app.domain.national_picture import NationalPicture
from assurance_app.domain.national_rows import BodyRow
from assurance_app.domain.withheld import framework_texts, texts_of, words_of
from assurance_app.words import _

QUOTED_WORDS = 8
"""So many words in a row of what a body sent are a quotation; fewer are how everybody writes."""
QUOTED_IN_MARKS = 4
"""Between quotation marks fewer are one already."""

_IN_MARKS = re.compile(r"[“\"«]([^“”\"«»]+)[”\"»]")
_SENTENCE = re.compile(r"(?<=[.!?…])[ \t]+|\n+")


class ObjectionKind(StrEnum):
    """What is wrong with a text."""

    NAME = "name"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Objection:
    """That a text names or quotes a body without its permission.

    `sentence` is the officer's, `words` what is wrong in it, `bodies` are the ids of those who may be meant.
    """

    kind: ObjectionKind
    words: str
    sentence: str
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guard:
    """What stands between the summary and a name or a quotation without permission. Made once for a picture."""

    _names: Mapping[str, tuple[str, ...]]
    _longest: int
    _may_name: frozenset[str]
    _runs: Mapping[str, str]
    """Runs of words that a body sent and no permission covers, with the body."""
    _short_runs: Mapping[str, str]

    def may_name(self, body_id: str) -> bool:
        """Whether a permission to name the body stands."""
        return body_id in self._may_name

    def named(self, text: str) -> tuple[Objection, ...]:
        """The names in the text that no permission stands for."""
        return tuple(
            Objection(ObjectionKind.NAME, words, text, bodies)
            for words, bodies in self.names_in(text)
            if not self._may_name.intersection(bodies)
        )

    def objections(self, text: str) -> tuple[Objection, ...]:
        """The names and the quotations in the text that no permission stands for, sentence by sentence."""
        return tuple(objection for sentence in _sentences(text) for objection in self._in_sentence(sentence))

    def safe(self, text: str) -> str:
        """The text without each sentence that names or quotes a body without permission; a note stands in its place."""
        paragraphs = [self._safe_paragraph(paragraph) for paragraph in text.split("\n")]
        kept = "\n".join(paragraphs)
        # What only shows across the borders of sentences or lines is not worth guessing at.
        return _left_out() if self._in_sentence(kept) else kept

    def _safe_paragraph(self, paragraph: str) -> str:
        kept: list[str] = []
        for sentence in _sentences(paragraph):
            said = _left_out() if self._in_sentence(sentence) else sentence
            if not (kept and said == kept[-1] == _left_out()):
                kept.append(said)
        made = " ".join(kept)
        return _left_out() if self._in_sentence(made) else made

    def _in_sentence(self, sentence: str) -> tuple[Objection, ...]:
        found = list(self.named(sentence))
        run = _first_run(sentence, QUOTED_WORDS, self._runs)
        for marked in _IN_MARKS.findall(sentence):
            run = run or _first_run(marked, QUOTED_IN_MARKS, self._short_runs)
        if run is not None:
            found.append(Objection(ObjectionKind.QUOTE, run[0], sentence, (run[1],)))
        return tuple(found)

    def names_in(self, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each name in the text, the longest where several begin alike, with the ids of the bodies that bear it."""
        words = words_of(text)
        at = 0
        while at < len(words):
            for length in range(min(self._longest, len(words) - at), 0, -1):
                name = " ".join(words[at : at + length])
                if name in self._names:
                    yield name, self._names[name]
                    at += length
                    break
            else:
                at += 1


def _left_out() -> str:
    return _("[A sentence is left out here: no permission to name or quote stands for it.]")


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]


def _first_run(text: str, length: int, runs: Mapping[str, str]) -> tuple[str, str] | None:
    words = words_of(text)
    for at in range(len(words) - length + 1):
        run = " ".join(words[at : at + length])
        if run in runs:
            return run, runs[run]
    return None


def guard_of(picture: NationalPicture, permissions: Iterable[Permission], bodies: Iterable[Body] = ()) -> Guard:
    """The guard of a year's summary. `bodies` are any that are known beside those of the picture."""
    standing = [each for each in permissions if each.stands and each.year == picture.year]
    names: dict[str, tuple[str, ...]] = {}
    known = {**{body.id: body for body in bodies}, **{row.body.id: row.body for row in picture.bodies}}
    for body in known.values():
        for name in _names_of(body):
            _add(names, name, body.id)
    for row in picture.bodies:
        for name in _holders(row):
            _add(names, name, row.body.id)
    covered = [each.text for each in standing if each.kind is PermissionKind.QUOTE]
    if picture.edition is not None:
        covered += framework_texts(picture.edition, "pcc")
    return Guard(
        names,
        max((name.count(" ") + 1 for name in names), default=0),
        frozenset(each.body_id for each in standing if each.kind is PermissionKind.NAME),
        _runs_of(picture, QUOTED_WORDS, covered),
        _runs_of(picture, QUOTED_IN_MARKS, covered),
    )


def _names_of(body: Body) -> tuple[str, ...]:
    return (body.name_as_used, body.legal_name, body.force, body.police_area)


def _holders(row: BodyRow) -> Iterator[str]:
    if row.received is None:
        return
    record = row.received.record
    yield from _names_of(record.body)
    yield from (holder.name for holder in record.office_holders)


def _add(names: dict[str, tuple[str, ...]], name: str, body_id: str) -> None:
    key = " ".join(words_of(name))
    if key and body_id not in names.get(key, ()):
        names[key] = (*names.get(key, ()), body_id)


def texts_sent(row: BodyRow) -> Iterator[str]:
    """Every text that a body sent, or that the APCC quoted from its statement."""
    if row.received is not None:
        yield from texts_of(row.received.record)
    if row.entered is not None:
        yield from (threat.passage for threat in row.entered.threats)


def _runs_of(picture: NationalPicture, length: int, covered: Iterable[str]) -> dict[str, str]:
    runs: dict[str, str] = {}
    for row in picture.bodies:
        for text in texts_sent(row):
            words = words_of(text)
            for at in range(len(words) - length + 1):
                runs.setdefault(" ".join(words[at : at + length]), row.body.id)
    for text in covered:
        words = words_of(text)
        for at in range(len(words) - length + 1):
            runs.pop(" ".join(words[at : at + length]), None)
    return runs


def stands_in_return(row: BodyRow, words: str) -> bool:
    """Whether the words still stand in what the body sent: a later return may not have them any more."""
    wanted = f" {' '.join(words_of(words))} "
    return any(wanted in f" {' '.join(words_of(text))} " for text in texts_sent(row))
