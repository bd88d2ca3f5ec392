"""Who may be named and what may be quoted in the national summary: nobody and nothing without a standing permission.

Names are those of the bodies, their forces, areas and office-holders. A quotation is a run of words that stands in what
a body sent. Words are compared without case, accents and marks, as in `withheld`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from assurance_app.domain.commissioning import Permission, PermissionKind
from assurance_app.domain.entities import Body
from assurance_app.domain.national_picture import NationalPicture
from assurance_app.domain.national_rows import BodyRow
from assurance_app.domain.values import BodyKind
from assurance_app.domain.withheld import framework_texts, words_of
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
    _quoted: Mapping[tuple[str, ...], str]
    """The runs of words in the officer's texts that a body sent and no permission covers, with the body."""

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
        run = self._first_run(sentence, QUOTED_WORDS)
        for marked in _IN_MARKS.findall(sentence):
            run = run or self._first_run(marked, QUOTED_IN_MARKS)
        if run is not None:
            found.append(Objection(ObjectionKind.QUOTE, run[0], sentence, (run[1],)))
        return tuple(found)

    def _first_run(self, text: str, length: int) -> tuple[str, str] | None:
        for run in _runs(words_of(text), length):
            if run in self._quoted:
                return " ".join(run), self._quoted[run]
        return None

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


def guard_of(
    picture: NationalPicture,
    permissions: Iterable[Permission],
    texts: Iterable[str] = (),
    *,
    bodies: Iterable[Body] = (),
    sent: Sent | None = None,
) -> Guard:
    """The guard of a year's summary, for the texts that are to be looked at for quotations.

    `bodies` are any that are known beside those of the picture; `sent` is what they sent, where it was made before.
    """
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
    return Guard(
        names,
        max((name.count(" ") + 1 for name in names), default=0),
        frozenset(each.body_id for each in standing if each.kind is PermissionKind.NAME),
        _quotations(picture, texts, covered, sent),
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


@dataclass(frozen=True, slots=True)
class Sent:
    """What bodies sent, as words: made once for a picture, because there is much of it."""

    words: tuple[tuple[str, tuple[str, ...]], ...]
    """The id of the body and the words of each text of more than a few."""
    edition: tuple[tuple[str, ...], ...] = ()
    """The words of each text of the edition, which everybody may quote."""

    def runs_in(self, runs: frozenset[tuple[str, ...]], length: int) -> dict[tuple[str, ...], str]:
        """Those of the runs of that length that stand in something sent, each with a body that sent it."""
        found: dict[tuple[str, ...], str] = {}
        if runs:
            for body_id, words in self.words:
                for run in runs.intersection(_runs(words, length)):
                    found.setdefault(run, body_id)
        return found


def what_was_sent(picture: NationalPicture) -> Sent:
    """Every text that a body sent, or that the APCC quoted from its statement; and those of the edition."""
    edition = () if picture.edition is None else framework_texts(picture.edition, BodyKind.PCC.value)
    return Sent(
        tuple(
            (row.body.id, tuple(words_of(text)))
            for row in picture.bodies
            for text in _texts_sent(row)
            if text.count(" ") + text.count("\n") >= QUOTED_IN_MARKS - 1
        ),
        tuple(tuple(words_of(text)) for text in edition),
    )


def _runs(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(length)), strict=False)


def _texts_sent(row: BodyRow) -> Iterator[str]:
    if row.received is not None:
        record = row.received.record
        for part in fields(record):
            if part.name not in ("framework", "body", "cycle", "office_holders"):
                for entity in getattr(record, part.name):
                    yield from _texts_in(entity)
    if row.entered is not None:
        yield from (threat.passage for threat in row.entered.threats)


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts_in(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _texts_in(each)
    else:
        kind: Any = type(value)
        for name in _field_names(kind):
            yield from _texts_in(getattr(value, name))


@cache
def _field_names(kind: Any) -> tuple[str, ...]:
    return tuple(part.name for part in fields(kind)) if is_dataclass(kind) else ()


def _quotations(
    picture: NationalPicture, texts: Iterable[str], covered: Iterable[str], sent: Sent | None
) -> dict[tuple[str, ...], str]:
    """The runs of words in the texts that a body sent and that nothing covers, of both lengths, with the body."""
    written = [words_of(text) for text in texts]
    if not any(written):
        return {}
    source = sent or what_was_sent(picture)
    permitted = [*(words_of(text) for text in covered), *source.edition]
    found: dict[tuple[str, ...], str] = {}
    for length in (QUOTED_WORDS, QUOTED_IN_MARKS):
        runs = {run for words in written for run in _runs(words, length)}
        runs.difference_update(run for words in permitted for run in _runs(words, length))
        found.update(source.runs_in(frozenset(runs), length))
    return found


def stands_in_return(row: BodyRow, text: str) -> bool:
    """Whether the words still stand in what the body sent: a later return may not have them any more."""
    wanted = f" {' '.join(words_of(text))} "
    return any(wanted in f" {' '.join(words_of(sent))} " for sent in _texts_sent(row))
