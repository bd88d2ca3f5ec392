"""What changed from one year's national picture to the next, and two editions side by side through a crosswalk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assurance_app.domain.crosswalk import Change, Crosswalk, Relation
from assurance_app.domain.framework import Framework, Requirement
from assurance_app.domain.national_index import Standing, comparable_pairs, standing_of
from assurance_app.domain.national_picture import NationalPicture
from assurance_app.domain.national_rows import BodyRow, Conclusion, Counted, Threat, counted


class Movement(StrEnum):
    """How a body's conclusion on a threat differs from last year's."""

    UP = "up"
    SAME = "same"
    DOWN = "down"
    NEW = "new"
    """It concludes now and did not last year."""
    LAPSED = "lapsed"
    """It concluded last year and does not now."""
    NOT_COMPARABLE = "not-comparable"
    """Nothing of it is counted in one of the years, or an edition lacks the threat."""


_ORDER = {Conclusion.NOT_ASSURED: 0, Conclusion.PARTLY_ASSURED: 1, Conclusion.ASSURED: 2}


@dataclass(frozen=True, slots=True)
class BodysChange:
    """What one body concluded last year and this, threat by threat in the order of the picture's threats."""

    row: BodyRow
    before: tuple[Conclusion, ...]
    now: tuple[Conclusion, ...]
    movements: tuple[Movement, ...]


@dataclass(frozen=True, slots=True)
class ThreatChange:
    """How many bodies moved how on a threat. `of` are those that can be compared; the rest are left out and counted."""

    threat: Threat
    by_movement: Mapping[Movement, Counted]
    of: int
    left_out: Counted


@dataclass(frozen=True, slots=True)
class YearOnYear:
    """Two years side by side: each body counted this year, and each threat."""

    year: str
    last_year: str
    bodies: tuple[BodysChange, ...]
    threats: tuple[ThreatChange, ...]
    only_last_year: tuple[str, ...]
    """The ids of bodies that were counted last year and are not this year."""


def year_on_year(picture: NationalPicture, last: NationalPicture) -> YearOnYear:
    """How conclusions moved since last year. A body that others were merged into is compared with itself alone."""
    before = {row.body.id: row for row in last.counted}
    bodies = tuple(_bodys_change(picture, row, last, before.get(row.body.id)) for row in picture.counted)
    threats = tuple(_threat_change(threat, at, bodies) for at, threat in enumerate(picture.threats))
    now = {row.body.id for row in picture.counted}
    return YearOnYear(picture.year, last.year, bodies, threats, tuple(key for key in before if key not in now))


def _bodys_change(picture: NationalPicture, row: BodyRow, last: NationalPicture, before: BodyRow | None) -> BodysChange:
    now = tuple(picture.conclusion(row, threat) for threat in picture.threats)
    if before is None:
        then = tuple(Conclusion.NOT_RECEIVED for _threat in picture.threats)
    else:
        then = tuple(last.conclusion(before, threat) for threat in picture.threats)
    return BodysChange(row, then, now, tuple(map(movement, then, now)))


def movement(before: Conclusion, now: Conclusion) -> Movement:
    """How one conclusion differs from the other."""
    comparable = (*_ORDER, Conclusion.NONE_YET)
    if before not in comparable or now not in comparable:
        return Movement.NOT_COMPARABLE
    if before is now:
        return Movement.SAME
    if before is Conclusion.NONE_YET:
        return Movement.NEW
    if now is Conclusion.NONE_YET:
        return Movement.LAPSED
    return Movement.UP if _ORDER[now] > _ORDER[before] else Movement.DOWN


def _threat_change(threat: Threat, at: int, bodies: tuple[BodysChange, ...]) -> ThreatChange:
    rows: dict[Movement, list[BodyRow]] = {}
    for body in bodies:
        rows.setdefault(body.movements[at], []).append(body.row)
    left_out = rows.pop(Movement.NOT_COMPARABLE, [])
    of = sum(map(len, rows.values()))
    kept = (each for each in Movement if each is not Movement.NOT_COMPARABLE)
    by_movement: dict[Movement, Counted] = {each: counted(rows.get(each, ()), of) for each in kept}
    return ThreatChange(threat, by_movement, of, counted(left_out, of + len(left_out)))


@dataclass(frozen=True, slots=True)
class Pair:
    """A requirement in two editions that may be compared, and how the returns made on each stand on it."""

    old: Requirement
    new: Requirement
    change: Change
    """UNCHANGED or REWORDED."""
    before: Mapping[Standing, Counted]
    now: Mapping[Standing, Counted]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two editions side by side. What cannot be compared is left out, and counted by what became of it.

    `left_out` counts requirements of the old edition, and of the new one those under NEW.
    """

    old_id: str
    new_id: str
    pairs: tuple[Pair, ...]
    left_out: Mapping[Change, int]
    unlike: int
    """Pairs one to one whose reach differs (narrower, broader, overlapping): they are left out too."""
    returns: tuple[int, int]
    """How many approved returns were made on each."""


def side_by_side(
    before: NationalPicture, now: NationalPicture, old: Framework, new: Framework, crosswalk: Crosswalk
) -> SideBySide:
    """The returns made on the old edition beside those made on the new one: of two years, or of one (twice the same).

    The crosswalk leads from `old` to `new`.
    """
    requirements = {each.id: each for each in old.requirements}, {each.id: each for each in new.requirements}
    then, since = _standings(before, old.id), _standings(now, new.id)
    comparable = comparable_pairs(crosswalk)
    pairs = tuple(
        Pair(
            requirements[0][first],
            requirements[1][second],
            crosswalk.fate(first),
            _by_standing(then, first),
            _by_standing(since, second),
        )
        for first, second in comparable.items()
        if first in requirements[0] and second in requirements[1]
    )
    one_to_one = (Change.UNCHANGED, Change.REWORDED)
    fates = Counter(crosswalk.fate(each) for each in requirements[0] if _knows_old(crosswalk, each))
    fates[Change.NEW] = len(crosswalk.added)
    return SideBySide(
        old.id,
        new.id,
        pairs,
        {change: number for change, number in fates.items() if change not in one_to_one and number},
        sum(link.relation is not Relation.EQUAL and crosswalk.fate(link.old) in one_to_one for link in crosswalk.links),
        (len(then), len(since)),
    )


def _knows_old(crosswalk: Crosswalk, requirement_id: str) -> bool:
    try:
        crosswalk.destinations(requirement_id)
    except KeyError:
        return False
    return True


def _standings(picture: NationalPicture, edition_id: str) -> list[tuple[BodyRow, Mapping[str, Standing]]]:
    return [
        (row, {found.requirement.id: standing_of(found.answer) for found in picture.said_by(row.body.id)})
        for row in picture.approved
        if row.edition_id == edition_id
    ]


def _by_standing(
    found: list[tuple[BodyRow, Mapping[str, Standing]]], requirement_id: str
) -> Mapping[Standing, Counted]:
    rows: dict[Standing, list[BodyRow]] = {}
    for row, standings in found:
        rows.setdefault(standings.get(requirement_id, Standing.NO_ANSWER), []).append(row)
    return {key: counted(behind, len(found), requirement_id=requirement_id) for key, behind in rows.items()}
