"""Search everything: what the office recorded, the official text and the questions, ranked, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from assurance_app.application import official_text
from assurance_app.application.capacity import measure_title
from assurance_app.application.leading import is_entry, place_of_entry
from assurance_app.application.places import Place
from assurance_app.application.workspaces import framework_of, stored_cycle
from assurance_app.domain.entities import (
    KINDS,
    Answer,
    Body,
    Cycle,
    Evidence,
    EvidenceRevision,
    ThreatStatement,
    kind_of,
)
from assurance_app.domain.framework import Framework, Requirement, SectionKind
from assurance_app.domain.holdings import CapacityFigure
from assurance_app.domain.notes import Note
from assurance_app.domain.official_text import search as search_text
from assurance_app.domain.refusal import Refused
from assurance_app.domain.searching import Piece, excerpt, folded, pattern_of, terms
from assurance_app.domain.spoken import spoken_date
from assurance_app.persistence.search_index import Found
from assurance_app.persistence.workspace import Reading, Workspace
from assurance_app.words import _
from assurance_app.words.labels import filled

LIMIT = 20
"""How many hits are shown."""
OFFICIAL_TEXT = "official_text"
QUESTION = "question"
_ALONGSIDE = 4
"""How many hits the questions and the official text have at most, beneath what the office itself wrote."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that has the words: where it is, its kind in words, its title, an excerpt.

    `year` and `cycle_id` are "" for what belongs to no single year.
    """

    place: Place
    kind: str
    title: str
    snippet: tuple[Piece, ...]
    year: str = ""
    cycle_id: str = ""


def search(workspace: Workspace, cycle_id: str, words: str, limit: int = LIMIT) -> tuple[Hit, ...]:
    """What has all of the words, each the beginning of one; () where they are too few to look for.

    What the office wrote comes first, this year's before that of other years, best first; then questions, then the
    official text.
    """
    wanted = terms(words)
    if not wanted:
        return ()
    with workspace.reading() as reading:
        places = _Places(reading, cycle_id)
        hits = list(islice(_recorded(places, reading.search(wanted, cycle_id, limit * 2), wanted), limit))
        hits += _questions(places, wanted)
    hits += _official(workspace, places, " ".join(wanted))
    return tuple(hits[: limit + 2 * _ALONGSIDE])


class _Places:
    """Where things are, by what they are."""

    def __init__(self, reading: Reading, cycle_id: str) -> None:
        self.reading = reading
        self.cycle = stored_cycle(reading, cycle_id).entity
        self.framework = framework_of(reading, self.cycle)
        self.body_kind = reading.find(Body)[0].entity.kind.value

        self._cycles = {self.cycle.id: self.cycle}

    def cycle_of(self, cycle_id: str) -> Cycle | None:
        """A year's cycle, read once."""
        if cycle_id not in self._cycles:
            stored = self.reading.get(Cycle, cycle_id)
            if stored is None:
                return None
            self._cycles[cycle_id] = stored.entity
        return self._cycles[cycle_id]

    def of(self, entity: Any) -> tuple[Place, str] | None:
        """The place of an entity and its title; None where it has none."""
        if isinstance(entity, EvidenceRevision):
            item = self.reading.get(Evidence, entity.evidence_id)
            if item is None or item.entity.revision != entity.number:
                return None
            return place_of_entry(entity), entity.title
        if isinstance(entity, Answer | ThreatStatement):
            return self._of_record(entity)
        if isinstance(entity, Note):
            return self._of_note(entity)
        return (place_of_entry(entity), _title_of(entity)) if is_entry(entity) else None

    def _of_record(self, entity: Answer | ThreatStatement) -> tuple[Place, str] | None:
        cycle = self.cycle_of(entity.cycle_id)
        if cycle is None:
            return None
        framework = framework_of(self.reading, cycle)
        try:
            if isinstance(entity, ThreatStatement):
                section = framework.section(entity.section_id)
                return Place("threat", section.id), section.title
            requirement = framework.requirement(entity.requirement_id)
        except LookupError:
            return None
        return question_place(framework, requirement), filled(requirement.title, self.body_kind)

    def _of_note(self, note: Note) -> tuple[Place, str] | None:
        if not note.target_id:
            return Place("handover"), _("Handover note")
        cls = KINDS.get(note.target_kind.replace("-", "_"))
        if cls is Evidence:
            return Place("evidence", item_id=note.target_id), _("Note on an item of evidence")
        target = self.reading.get(cls, note.target_id) if cls is not None else None
        entity: Any = target.entity if target is not None else _unwritten(note)
        return self.of(entity) if entity is not None else None


def question_place(framework: Framework, requirement: Requirement) -> Place:
    """The place of a question, reached through its own section and, in a threat, its pillar."""
    section = framework.home_of(requirement.id)
    pillar = requirement.pillar if section.kind is SectionKind.THREAT else ""
    return Place("question", section.id, pillar, requirement.id)


def _unwritten(note: Note) -> Answer | ThreatStatement | None:
    """What a note is on where nothing was written there yet: its id says which."""
    name = note.target_id.rpartition("/")[2]
    if note.target_kind.replace("-", "_") == "threat_statement":
        return ThreatStatement(note.target_id, note.cycle_id, name)
    return Answer(note.target_id, note.cycle_id, name) if note.target_kind == "answer" else None


def _recorded(places: _Places, found: tuple[Found, ...], wanted: tuple[str, ...]) -> Iterator[Hit]:
    pattern = pattern_of(wanted)
    for one in found:
        stored: Any = places.reading.get(KINDS[one.kind], one.id)
        where = places.of(stored.entity) if stored is not None else None
        if where is None:
            continue
        cycle_id = getattr(stored.entity, "cycle_id", "")
        cycle = places.cycle_of(cycle_id) if cycle_id else None
        year = cycle.year if cycle is not None else getattr(stored.entity, "year", "")
        # The measure of a figure is indexed by its id; its words are those of the data of measures.
        title = where[1] if isinstance(stored.entity, CapacityFigure) else one.title
        said = one.words if pattern.search(folded(one.words)) or not title else title
        yield Hit(where[0], kind_title(one.kind), where[1], excerpt(said, wanted), year, cycle_id)


def _questions(places: _Places, wanted: tuple[str, ...]) -> list[Hit]:
    """The questions whose title or own words have all of the words, those with them in the title first."""
    patterns = [pattern_of([word]) for word in wanted]
    found: list[tuple[bool, Requirement, str]] = []
    for requirement in places.framework.requirements:
        question = filled(requirement.question, places.body_kind)
        both = f"{requirement.title} {question} {requirement.ref}".lower()
        if all(pattern.search(both) for pattern in patterns):
            in_title = all(pattern.search(requirement.title.lower()) for pattern in patterns)
            found.append((not in_title, requirement, question))
    hits = []
    for _order, requirement, question in sorted(found, key=lambda one: one[0])[:_ALONGSIDE]:
        place, title = question_place(places.framework, requirement), filled(requirement.title, places.body_kind)
        snippet = excerpt(question, wanted)
        hits.append(Hit(place, kind_title(QUESTION), title, snippet, places.cycle.year, places.cycle.id))
    return hits


def _official(workspace: Workspace, places: _Places, words: str) -> list[Hit]:
    """The paragraphs of the official text that have the words, each at the question that cites it."""
    try:
        text = official_text.official_text(places.framework.id, workspace)
    except Refused:
        return []
    if text is None:
        return []
    hits: list[Hit] = []
    for one in search_text(text, words):
        place = _cites(places.framework, one.ref)
        if place is None:
            continue
        title = _("Paragraph {ref}, {heading}").format(ref=one.ref, heading=" › ".join(one.headings))
        snippet = excerpt(one.text, words.split())
        hits.append(Hit(place, kind_title(OFFICIAL_TEXT), title, snippet))
        if len(hits) == _ALONGSIDE:
            break
    return hits


def _cites(framework: Framework, ref: str) -> Place | None:
    """The question that cites the paragraph, or one above it, below it or of the same number; else its section."""
    if not ref:
        return None
    number = ref.split(".", 1)[0]

    def nearness(cited: str) -> int:
        if cited == ref:
            return 0
        if ref.startswith(f"{cited}."):
            return 1
        if cited.startswith(f"{ref}."):
            return 2
        return 3 if cited.split(".", 1)[0] == number else 4

    best, nearest = 4, None
    for requirement in framework.requirements:
        near = min(map(nearness, requirement.refs), default=4)
        if near < best:
            best, nearest = near, requirement
    if nearest is not None:
        return question_place(framework, nearest)
    for section in framework.sections:
        first, _dash, last = section.paragraphs.partition("-")
        if section.kind is SectionKind.THREAT and first.isdigit() and int(first) <= int(number) <= int(last or first):
            return Place("threat", section.id)
    return None


def kind_title(kind: str) -> str:
    """A kind of hit in words."""
    return {
        "answer": _("Answer"),
        "threat_statement": _("Threat statement"),
        "evidence_revision": _("Evidence"),
        "scrutiny_session": _("Scrutiny session"),
        "action": _("Action"),
        "objective": _("Objective"),
        "plan_review": _("Plan review"),
        "resource_decision": _("Decision on resources"),
        "capacity_figure": _("Capacity figure"),
        "collaboration_agreement": _("Collaboration agreement"),
        "inspection_finding": _("Inspection finding"),
        "note": _("Note"),
        QUESTION: _("Question"),
        OFFICIAL_TEXT: _("Official text"),
    }[kind]


def _title_of(entity: Any) -> str:
    if isinstance(entity, CapacityFigure):
        return measure_title(entity.measure)
    day = spoken_date(getattr(entity, "held_on", "") or getattr(entity, "reviewed_on", ""))
    text = next(
        (text for name in ("title", "report", "forum", "reference", "what") if (text := getattr(entity, name, ""))), ""
    )
    return " · ".join(part for part in (text, day) if part) or kind_title(kind_of(type(entity)))
