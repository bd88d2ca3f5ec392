"""What was withheld from an audience, as runs of words that can be looked for in a finished document.

Filtering (`projection.for_audience`) decides what a document is made from. This looks from the other side, at the whole
record: which words does nothing permit that the audience may read? Words are compared without case, accents and marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import Enum
from itertools import chain
from typing import Any, TypeVar

from assurance_app.domain.content import ContentTree, spoken_text
from assurance_app.domain.dates import is_date
from assurance_app.domain.entities import Answer, Clearance, EvidenceRevision, ThreatStatement, kind_of
from assurance_app.domain.framework import Framework
from assurance_app.domain.prose import spoken_date
from assurance_app.domain.record import Record
from assurance_app.domain.scrutiny import DepartureDecision, ScrutinySession
from assurance_app.domain.workbook import Workbook
from assurance_app.domain.years import spoken_year
from assurance_app.words import _
from assurance_app.words.labels import filled, label

T = TypeVar("T")

RUN = 5
"""So many words in a row are a run; a shorter text is one as a whole."""

_FEWEST_LETTERS = 5
"""Of a text shorter than a run: what has fewer (“yes”, “12”) stands everywhere and says nothing."""

_WORD = re.compile(r"\w+")
_NO_TEXT = frozenset({"id", "year", "type", "measure", "came_from", "begun_from", "attachment", "marking", "nation"})
"""Fields that hold what the program made and nobody wrote."""

_MASK = "\u2592"
_PARTS = re.compile(rf"[.!?;:\n{_MASK}]+")
"""What stands between sentences and lines of a text, each of which may be taken by itself."""
_COVERED = ("answers", "threat_statements", "evidence", "clearances")
_ENTRIES = (
    "sessions", "actions", "departure_decisions", "objectives", "plan_reviews", "resource_decisions",
    "capacity_figures", "agreements", "findings",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the record a run of words stands: the threat, the requirement or the kind of entry, in words that never
    repeat what is withheld; and what leads there: the id of the section or requirement of this year, the kind and id of
    any other entry (`action:a1`), "" where there is none.
    """

    words: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Withheld:
    """The runs of words that an audience may not read, each with where it stands in the record."""

    runs: Mapping[str, Origin] = field(default_factory=dict)
    lengths: tuple[int, ...] = field(init=False, default=())
    """How many words the runs have, the longest first."""

    def __post_init__(self) -> None:
        """Count once how long the runs are: most texts are looked through for each of these lengths."""
        object.__setattr__(self, "lengths", tuple(sorted({run.count(" ") + 1 for run in self.runs}, reverse=True)))

    def found_in(self, text: str, *, only_long: bool = False) -> Origin | None:
        """Where a withheld run in the text comes from, None where there is none.

        `only_long` looks for whole runs alone: what a file needs for itself (names of styles) may be one word.
        """
        return next(self.all_in(text, only_long=only_long), None)

    def all_in(self, text: str, *, only_long: bool = False) -> Iterator[Origin]:
        """Where each withheld run in the text comes from, the longest runs first; `only_long` as in `found_in`."""
        words = words_of(text) if self.runs else []
        for length in self.lengths:
            if only_long and length < RUN:
                break
            for at in range(len(words) - length + 1):
                origin = self.runs.get(" ".join(words[at : at + length]))
                if origin is not None:
                    yield origin

    def without(self, texts: Iterable[str]) -> Withheld:
        """What is left where these texts are permitted as well."""
        return self._less(chain.from_iterable(map(_all_runs, texts)))

    def without_seams(self, pieces: Iterable[str]) -> Withheld:
        """What is left where these pieces may stand one after the other: words that meet by chance prove nothing."""
        stream = [(number, word) for number, piece in enumerate(pieces) for word in words_of(piece)]
        met = (
            " ".join(word for _number, word in stream[at : at + length])
            for length in range(2, RUN + 1)
            for at in range(len(stream) - length + 1)
            if stream[at][0] != stream[at + length - 1][0]
        )
        return self._less(met)

    def _less(self, permitted: Iterable[str]) -> Withheld:
        left = dict(self.runs)
        for run in permitted:
            left.pop(run, None)
        return Withheld(left)


NOTHING = Withheld()
"""Where nothing is withheld: a document for the office."""


def words_of(text: str) -> list[str]:
    """The words as they are compared: without case, accents, marks and what cannot be seen."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in apart if unicodedata.category(letter) not in ("Mn", "Cf"))
    return _WORD.findall(text.casefold().replace("_", " "))


def withheld(records: Iterable[Record], seen: Iterable[Record], program: Iterable[str] = ()) -> Withheld:
    """What of the records stands in none of `seen`, the same records filtered, nor in the program's own words.

    Several records (this year's, last year's) count together: what one of them permits is permitted.
    """
    runs: dict[str, Origin] = {}
    for number, record in enumerate(records):
        places = _Places(record, is_before=number > 0)
        for entity in _entities(record):
            origin: Origin | None = None
            for text in _texts(entity):
                for run in _runs(text):
                    if run not in runs:
                        origin = origin or places.of(entity)
                        runs[run] = origin
    permitted = [*chain.from_iterable(map(texts_of, seen)), *program]
    return _without_chance(Withheld(runs).without(permitted), permitted)


def _without_chance(kept: Withheld, permitted: Iterable[str]) -> Withheld:
    """What is left once runs are taken out that may come about where one permitted text ends and another begins, as in
    “Partly assured.” before a reason.
    """
    ends: set[str] = set()
    beginnings: set[str] = set()
    for text in permitted:
        for part in _PARTS.split(text):
            words = words_of(part)
            for length in range(1, min(len(words), RUN - 1) + 1):
                beginnings.add(" ".join(words[:length]))
                ends.add(" ".join(words[-length:]))

    def by_chance(run: str) -> bool:
        words = run.split(" ")
        return len(words) == RUN and any(
            " ".join(words[:at]) in ends and " ".join(words[at:]) in beginnings for at in range(1, RUN)
        )

    return Withheld({run: origin for run, origin in kept.runs.items() if not by_chance(run)})


def masked(record: Record) -> Record:
    """The record with a sign in the place of each text that somebody wrote: what is made of it says what the program
    says by itself.
    """
    covered = {name: tuple(_masked(entity) for entity in getattr(record, name)) for name in (*_COVERED, *_ENTRIES)}
    made: Record = replace(record, **covered)  # type: ignore[arg-type]
    return made


def pieces_of(made: ContentTree | Workbook) -> tuple[str, ...]:
    """Every piece of text of a document or workbook, in order."""
    if isinstance(made, ContentTree):
        return (made.author, made.marking, spoken_date(made.date), *spoken_text(made))
    pieces = [made.title, made.author, made.marking]
    for sheet in made.sheets:
        pieces += [sheet.name, sheet.title, *sheet.intro, *(column.header for column in sheet.columns)]
        pieces += ["" if cell is None else str(cell) for row in sheet.rows for cell in row]
    return tuple(pieces)


def framework_texts(framework: Framework, kind: str) -> Iterator[str]:
    """The framework's own words, as they are shown to a body of the kind."""
    for text in _texts(framework):
        yield text
        if "{" in text:
            yield filled(text, kind)


def texts_of(record: Record) -> Iterator[str]:
    """Every text that stands in the record, the framework apart."""
    yield from _texts(record.body)
    for entity in (*record.office_holders, *_entities(record)):
        yield from _texts(entity)


def _entities(record: Record) -> Iterator[Any]:
    for name in (*_COVERED, *_ENTRIES):
        yield from getattr(record, name)


def _is_text(name: str, value: object) -> bool:
    if not isinstance(value, str) or isinstance(value, Enum) or not value or is_date(value):
        return False
    return name not in _NO_TEXT and not name.endswith(("_id", "_ids"))


def _texts(value: Any, name: str = "") -> Iterator[str]:
    if _is_text(name, value):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part, name)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _texts(part, name)
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from _texts(getattr(value, part.name), part.name)


def _masked(value: T, name: str = "") -> T:
    made: Any = value
    if _is_text(name, value):
        made = _MASK
    elif isinstance(value, tuple):
        made = tuple(_masked(part, name) for part in value)
    elif is_dataclass(value) and not isinstance(value, type):
        plain: Any = value
        made = replace(plain, **{part.name: _masked(getattr(value, part.name), part.name) for part in fields(value)})
    return made  # type: ignore[no-any-return]


def _runs(text: str) -> Iterator[str]:
    """The runs that a withheld text is looked for by."""
    words = words_of(text)
    if len(words) >= RUN:
        for at in range(len(words) - RUN + 1):
            run = words[at : at + RUN]
            if not all(word.isdigit() for word in run):
                yield " ".join(run)
    elif sum(map(len, words)) >= _FEWEST_LETTERS and not all(word.isdigit() for word in words):
        yield " ".join(words)


def _all_runs(text: str) -> Iterator[str]:
    """Every run of up to the whole length that stands in a permitted text."""
    words = words_of(text)
    for length in range(1, RUN + 1):
        for at in range(len(words) - length + 1):
            yield " ".join(words[at : at + length])


class _Places:
    """Words for where an entity of the record is written; a year before is named."""

    def __init__(self, record: Record, *, is_before: bool) -> None:
        self._record = record
        self._is_before = is_before
        self._titles = {section.id: section.title for section in record.framework.sections}
        self._kind = record.body.kind.value
        self._beside = {link.revision_id: link.target_id for link in record.links}
        self._requirements = {requirement.id: requirement for requirement in record.framework.requirements}

    def of(self, entity: Any) -> Origin:
        """Where the entity is written."""
        words, place = self._of(entity)
        if self._is_before:
            words = _("{year}, {words}").format(year=spoken_year(self._record.cycle.year), words=words)
        return Origin(words, place)

    def _of(self, entity: Any) -> tuple[str, str]:
        if isinstance(entity, Clearance):
            return self._target(_last(entity.target_id))
        if isinstance(entity, DepartureDecision):
            return self._target(_last(entity.id))
        place = f"{kind_of(type(entity))}:{entity.id}"
        if isinstance(entity, Answer | ThreatStatement):
            target = entity.requirement_id if isinstance(entity, Answer) else entity.section_id
            words, here = self._target(target)
            return words, place if self._is_before else here
        what = label("entry-kind", kind_of(type(entity)))
        if isinstance(entity, EvidenceRevision) and (beside := self._beside.get(entity.id)):
            return _("{what}: {words}").format(what=what, words=self._target(_last(beside))[0]), place
        if isinstance(entity, ScrutinySession) and entity.held_on:
            return _("{what}: {words}").format(what=what, words=spoken_date(entity.held_on)), place
        return what, place

    def _target(self, target: str) -> tuple[str, str]:
        if target in self._titles:
            return self._titles[target], target
        requirement = self._requirements.get(target)
        if requirement is None:
            return _("the record of the year"), ""
        title = filled(requirement.title, self._kind)
        return _("{paragraph} {title}").format(paragraph=requirement.ref, title=title), target


def _last(entity_id: str) -> str:
    """The requirement or section in the id of an answer or statement."""
    return entity_id.rpartition("/")[2]
