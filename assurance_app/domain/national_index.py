"""What every return says about every requirement, held against the requirements of one edition.

Built once for a picture: the matrices, distributions, gaps and changes read from it. An answer made on another edition
is taken over only where a crosswalk says that the two requirements are equal, in the same words or others, and nothing
else went into either. What cannot be compared is left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assurance_app.domain.crosswalk import Change, Crosswalk, Relation
from assurance_app.domain.entities import Answer
from assurance_app.domain.framework import Framework, Requirement, Section, Strength
from assurance_app.domain.national_picture import NationalPicture
from assurance_app.domain.national_rows import BodyRow, ReturnState
from assurance_app.domain.values import Position, View


class Standing(StrEnum):
    """Where a body stands on a requirement: its position or its view, or why neither is shown."""

    FOLLOWED = "followed"
    IN_PART = "in-part"
    NOT_FOLLOWED = "not-followed"
    NOT_APPLICABLE = "not-applicable"
    SATISFIED = "satisfied"
    PARTLY_SATISFIED = "partly-satisfied"
    NOT_SATISFIED = "not-satisfied"
    NOT_EXAMINED = "not-examined"
    NO_ANSWER = "no-answer"
    NOT_COMPARABLE = "not-comparable"
    NO_FILE = "no-file"
    """A statement that the APCC entered says nothing requirement by requirement."""
    NOT_RECEIVED = "not-received"
    OWES_NONE = "owes-none"


ANSWERED = tuple(Standing(each.value) for each in (*Position, *View))
"""What an answer says; the rest say why there is none."""
MET = frozenset({Standing.FOLLOWED, Standing.SATISFIED})
PARTLY = frozenset({Standing.IN_PART, Standing.PARTLY_SATISFIED})
NOT_MET = frozenset({Standing.NOT_FOLLOWED, Standing.NOT_SATISFIED})


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement of an edition. `id` is the requirement's own in the picture's edition, else with its edition."""

    id: str
    edition_id: str
    section: Section
    requirement: Requirement

    @property
    def is_counted(self) -> bool:
        """Whether an answer to it is expected; a note describes and asks nothing."""
        return self.requirement.strength is not Strength.NOTE


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many answers of a body cannot be compared, because its edition's requirements have no equal."""

    body_id: str
    edition_id: str
    answers: int


@dataclass(frozen=True, slots=True)
class AnswerIndex:
    """The answers of a picture by body and requirement of its edition."""

    picture: NationalPicture
    asked: tuple[Asked, ...]
    """The requirements of the picture's edition, in its order."""
    left_out: tuple[LeftOut, ...]
    _answers: Mapping[str, Mapping[str, Answer]]
    _comparable: Mapping[str, Mapping[str, str]]
    """By edition, its requirements that can be compared, with the id in the picture's edition."""
    _standings: Mapping[str, Mapping[str, Standing]]

    def answer(self, row: BodyRow, asked: Asked) -> Answer | None:
        """What the body's return says about the requirement, None where it says nothing that can be compared."""
        return self._answers.get(row.body.id, {}).get(asked.id)

    def standing(self, row: BodyRow, asked: Asked) -> Standing:
        """Where the body stands on the requirement, or why that is not shown."""
        return self.standings(row)[asked.id]

    def standings(self, row: BodyRow) -> Mapping[str, Standing]:
        """Where the body stands on each requirement, by its id."""
        return self._standings[row.body.id]

    def home(self, edition_id: str, requirement_id: str) -> str:
        """The id under which what is said about a requirement is gathered."""
        return self._comparable.get(edition_id, {}).get(requirement_id) or f"{edition_id}: {requirement_id}"


_WITHOUT_FILE = {
    ReturnState.ENTERED: Standing.NO_FILE,
    ReturnState.NOT_RECEIVED: Standing.NOT_RECEIVED,
    ReturnState.OWES_NONE: Standing.OWES_NONE,
}


_STANDINGS: Mapping[str, Standing] = {each: Standing(each.value) for each in (*Position, *View)}


def standing_of(answer: Answer | None) -> Standing:
    """The position or the view that the answer gives, as a standing."""
    given = (answer.position or answer.view) if answer is not None else None
    return Standing.NO_ANSWER if given is None else _STANDINGS[given]


def answer_index(picture: NationalPicture, crosswalks: Iterable[Crosswalk] = ()) -> AnswerIndex:
    """The index of a picture. The crosswalks may lead to its edition or from it."""
    base = picture.edition
    if base is None:
        return AnswerIndex(picture, (), (), {}, {}, {row.body.id: {} for row in picture.bodies})
    comparable: dict[str, Mapping[str, str]] = {base.id: {each.id: each.id for each in base.requirements}}
    for crosswalk in crosswalks:
        if crosswalk.new_framework == base.id:
            comparable.setdefault(crosswalk.old_framework, comparable_pairs(crosswalk))
        elif crosswalk.old_framework == base.id:
            pairs = {new: old for old, new in comparable_pairs(crosswalk).items()}
            comparable.setdefault(crosswalk.new_framework, pairs)
    answers: dict[str, dict[str, Answer]] = {}
    left_out = []
    for row, found in picture.received:
        known = comparable.get(found.record.framework.id, {})
        said = [each for each in picture.said_by(row.body.id) if each.answer is not None]
        answers[row.body.id] = {
            known[each.requirement.id]: each.answer
            for each in said
            if each.answer is not None and each.requirement.id in known
        }
        without = len(said) - len(answers[row.body.id])
        if without:
            left_out.append(LeftOut(row.body.id, found.record.framework.id, without))
    asked = _asked(base)
    reached = {key: frozenset(pairs.values()) for key, pairs in comparable.items()}
    asks: dict[int, frozenset[str]] = {id(base): reached[base.id]}
    standings = {}
    for row in picture.bodies:
        reaches = reached.get(row.edition_id, frozenset())
        if row.received is not None and row.edition_id == base.id:
            # Another revision of the edition may lack what this one asks.
            own = row.received.record.framework
            reaches = asks.setdefault(id(own), frozenset(each.id for each in own.requirements) & reaches)
        standings[row.body.id] = _standings(row, asked, answers.get(row.body.id, {}), reaches)
    return AnswerIndex(picture, asked, tuple(left_out), answers, comparable, standings)


def _standings(
    row: BodyRow, asked: tuple[Asked, ...], answers: Mapping[str, Answer], reached: frozenset[str]
) -> dict[str, Standing]:
    without = _WITHOUT_FILE.get(row.state)
    if without is not None:
        return {each.id: without for each in asked}
    return {
        each.id: standing_of(answers.get(each.id)) if each.id in reached else Standing.NOT_COMPARABLE for each in asked
    }


def comparable_pairs(crosswalk: Crosswalk) -> dict[str, str]:
    """Old and new ids of the requirements that may be compared: one to one and equal, reworded or not."""
    pairs = {}
    for link in crosswalk.links:
        one_to_one = crosswalk.fate(link.old) in (Change.UNCHANGED, Change.REWORDED)
        if link.relation is Relation.EQUAL and one_to_one:
            pairs[link.old] = link.new
    return pairs


def _asked(edition: Framework) -> tuple[Asked, ...]:
    return tuple(
        Asked(requirement.id, edition.id, section, requirement)
        for section in edition.sections
        for requirement in section.requirements
    )
