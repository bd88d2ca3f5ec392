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

_IN_MARKS = re.compile(
    r"[“\"«]([^“”\"«»]+)[”\"»]"
    # A single mark within a word is an apostrophe.
    r"|‘(.+?)’(?!\w)|(?<!\w)'(.+?)'(?!\w)"
)
_BRACKETED = re.compile(r"\([^()]*\)")
_HONORIFICS = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron councillor cllr rt right hon honourable the "
    "revd reverend obe mbe cbe kbe dbe qpm kpm cb kc qc jp dl mp phd".split()
)
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
        for marked in _IN_MARKS.finditer(sentence):
            run = run or self._first_run(marked[marked.lastindex or 0], QUOTED_IN_MARKS)
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
    for holder in record.office_holders:
        yield holder.name
        yield _bare_name(holder.name)


def _bare_name(name: str) -> str:
    """A person's name without what stands in brackets, titles and honours; "" where that leaves a single word."""
    words = [word for word in words_of(_BRACKETED.sub(" ", name)) if word not in _HONORIFICS]
    return " ".join(words) if len(words) > 1 else ""


def _add(names: dict[str, tuple[str, ...]], name: str, body_id: str) -> None:
    key = " ".join(words_of(name))
    if key and body_id not in names.get(key, ()):
        names[key] = (*names.get(key, ()), body_id)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Texts as words, in which a run of words is found again without going through all of them."""

    texts: tuple[tuple[str, ...], ...]
    _numbers: Mapping[int, Sequence[int]]
    """By the hash of each short run, the texts that may have it, in their order."""

    def first_with(self, run: tuple[str, ...]) -> int | None:
        """The number of the first text in which a run of at least `QUOTED_IN_MARKS` words stands."""
        for number in self._numbers.get(hash(run[:QUOTED_IN_MARKS]), ()):
            if run in _runs(self.texts[number], len(run)):
                return number
        return None


def phrases_of(texts: Iterable[Sequence[str]]) -> Phrases:
    """The texts, made ready for being looked in again and again."""
    kept = tuple(map(tuple, texts))
    numbers: dict[int, list[int]] = {}
    for number, words in enumerate(kept):
        for key in set(map(hash, _runs(words, QUOTED_IN_MARKS))):
            numbers.setdefault(key, []).append(number)
    return Phrases(kept, numbers)


@dataclass(frozen=True, slots=True)
class Sent:
    """What bodies sent, as words: made once for a picture, because there is much of it."""

    phrases: Phrases
    """Each text of more than a few words, once however many sent it."""
    body_ids: tuple[str, ...]
    """The id of the first body that sent each of them."""
    edition: Phrases
    """The texts of the edition, which everybody may quote."""

    def bodies_of(self, runs: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
        """Those of the runs that stand in something sent and not in the edition, each with a body that sent it."""
        found = {}
        for run in runs:
            number = self.phrases.first_with(run)
            if number is not None and self.edition.first_with(run) is None:
                found[run] = self.body_ids[number]
        return found


def what_was_sent(picture: NationalPicture) -> Sent:
    """Every text that a body sent, or that the APCC quoted from its statement; and those of the edition."""
    first: dict[str, str] = {}
    for row in picture.bodies:
        for text in _texts_sent(row):
            if text.count(" ") + text.count("\n") >= QUOTED_IN_MARKS - 1:
                first.setdefault(text, row.body.id)
    edition = () if picture.edition is None else framework_texts(picture.edition, BodyKind.PCC.value)
    return Sent(
        phrases_of(map(words_of, first)),
        tuple(first.values()),
        phrases_of(map(words_of, dict.fromkeys(edition))),
    )


def sent_alike(one: NationalPicture, other: NationalPicture) -> bool:
    """Whether bodies sent the same for both pictures, which were made from the same records in memory."""
    return one.edition is other.edition and [_came_of(row) for row in one.bodies] == [
        _came_of(row) for row in other.bodies
    ]


def _came_of(row: BodyRow) -> tuple[object, ...]:
    record = row.received.record if row.received is not None else None
    return row.body.id, id(record), row.entered


def _runs(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(length)), strict=False)


def _texts_sent(row: BodyRow) -> list[str]:
    texts: list[str] = []
    if row.received is not None:
        record = row.received.record
        for part in fields(record):
            if part.name not in ("framework", "body", "cycle", "office_holders"):
                for entity in getattr(record, part.name):
                    _add_texts(entity, texts)
    if row.entered is not None:
        texts += (threat.passage for threat in row.entered.threats)
    return texts


def _add_texts(value: Any, texts: list[str]) -> None:
    if isinstance(value, str):
        texts.append(value)
    elif isinstance(value, Mapping):
        for each in value.values():
            _add_texts(each, texts)
    elif isinstance(value, tuple | list):
        for each in value:
            _add_texts(each, texts)
    elif value is not None:
        kind: Any = type(value)
        for name in _field_names(kind):
            _add_texts(getattr(value, name), texts)


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
    permitted = [words_of(text) for text in covered]
    found: dict[tuple[str, ...], str] = {}
    for length in (QUOTED_WORDS, QUOTED_IN_MARKS):
        runs = {run for words in written for run in _runs(words, length)}
        runs.difference_update(run for words in permitted for run in _runs(words, length))
        found.update(source.bodies_of(runs))
    return found


def stands_in_return(row: BodyRow, text: str) -> bool:
    """Whether the words still stand in what the body sent: a later return may not have them any more."""
    wanted = f" {' '.join(words_of(text))} "
    return any(wanted in f" {' '.join(words_of(sent))} " for sent in _texts_sent(row))
