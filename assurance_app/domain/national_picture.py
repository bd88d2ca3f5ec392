"""The national picture of a year: what commissioners concluded, from the returns that the APCC received or entered.

Bodies stand in the order of the alphabet and are never ranked. Counts are of approved returns, and of statements that
the APCC entered itself where a conclusion is counted; each count says how many of it were entered. What a draft says
is shown beside its body and counted nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assurance_app.domain.commissioning import Commission, EnteredReturn, ExpectedBody
from assurance_app.domain.disclosure import Marking
from assurance_app.domain.entities import Body
from assurance_app.domain.framework import Framework
from assurance_app.domain.national_rows import (
    BodyRow,
    Conclusion,
    Counted,
    Return,
    ReturnState,
    Threat,
    body_rows,
    counted,
    entered_opinion,
)
from assurance_app.domain.record import Record
from assurance_app.domain.returned import Found, said
from assurance_app.domain.values import Opinion


@dataclass(frozen=True, slots=True)
class ThreatCount:
    """How many bodies conclude what on a threat. `of` are those counted whose edition has the threat."""

    threat: Threat
    by_opinion: Mapping[Opinion, Counted]
    of: int
    not_in_edition: Counted


@dataclass(frozen=True, slots=True)
class NationalPicture:
    """A year's returns held against the bodies expected to return, all in the order of the alphabet."""

    year: str
    bodies: tuple[BodyRow, ...]
    threats: tuple[Threat, ...]
    marking: str
    """Of the whole: as the APCC decided, else the highest among the returns."""
    edition: Framework | None
    """What requirements are shown by: the edition that was asked for, else the one that most returns were made on."""
    commission: Commission | None = None
    _conclusions: Mapping[str, Mapping[str, Conclusion]] = field(repr=False, default_factory=dict)
    _said: Mapping[str, tuple[Found, ...]] = field(repr=False, default_factory=dict)

    @property
    def with_capacity(self) -> bool:
        """Whether capacity is summed and shown: off in a commissioned year until it is switched on."""
        return self.commission is None or self.commission.with_capacity

    @property
    def expected(self) -> tuple[BodyRow, ...]:
        """The bodies expected to return."""
        return tuple(row for row in self.bodies if row.is_expected)

    @property
    def others(self) -> tuple[BodyRow, ...]:
        """The bodies that something came from without their being among the expected."""
        waiting = (ReturnState.OWES_NONE, ReturnState.NOT_RECEIVED)
        return tuple(row for row in self.bodies if not row.is_expected and row.state not in waiting)

    @property
    def approved(self) -> tuple[BodyRow, ...]:
        """The bodies whose approved return is here: what counts of requirements, gaps and capacity are of."""
        return self.in_state(ReturnState.RETURNED)

    @property
    def counted(self) -> tuple[BodyRow, ...]:
        """The bodies whose conclusions are counted: those approved, and those that the APCC entered."""
        return tuple(row for row in self.bodies if row.is_counted)

    @property
    def received(self) -> tuple[tuple[BodyRow, Return], ...]:
        """The bodies whose return file is what is shown of them, drafts included."""
        shown = (ReturnState.RETURNED, ReturnState.DRAFT)
        return tuple((row, row.received) for row in self.bodies if row.received is not None and row.state in shown)

    @property
    def entered(self) -> tuple[tuple[BodyRow, EnteredReturn], ...]:
        """The bodies whose statement the APCC entered, those aside that an approved return is here of."""
        return tuple(
            (row, row.entered) for row in self.bodies if row.entered is not None and row.state is ReturnState.ENTERED
        )

    @property
    def has_invented(self) -> bool:
        """Whether something of an invented body is among them."""
        return any(row.body.invented for row in self.bodies if row.received is not None or row.entered is not None)

    def row(self, body_id: str) -> BodyRow:
        """The row of a body; LookupError where the picture has none."""
        for row in self.bodies:
            if row.body.id == body_id:
                return row
        raise LookupError(f"no body {body_id}")

    def in_state(self, state: ReturnState) -> tuple[BodyRow, ...]:
        """The bodies whose return stands so."""
        return tuple(row for row in self.bodies if row.state is state)

    def standing(self, state: ReturnState) -> Counted:
        """How many of the expected bodies stand so."""
        return counted((row for row in self.in_state(state) if row.is_expected), len(self.expected))

    def conclusion(self, row: BodyRow, threat: Threat) -> Conclusion:
        """What is shown of the body's conclusion on the threat."""
        if row.state is ReturnState.OWES_NONE:
            return Conclusion.OWES_NONE
        if row.state is ReturnState.NOT_RECEIVED:
            return Conclusion.NOT_RECEIVED
        return self._conclusions[row.body.id].get(threat.id, Conclusion.NOT_IN_EDITION)

    def count(self, threat: Threat) -> ThreatCount:
        """How many bodies conclude what on the threat."""
        rows: dict[Conclusion, list[BodyRow]] = {}
        for row in self.counted:
            rows.setdefault(self.conclusion(row, threat), []).append(row)
        left_out = rows.pop(Conclusion.NOT_IN_EDITION, [])
        of = sum(map(len, rows.values()))
        return ThreatCount(
            threat,
            {opinion: counted(rows.get(Conclusion(opinion.value), ()), of) for opinion in Opinion},
            of,
            counted(left_out, of + len(left_out)),
        )

    def said_by(self, body_id: str) -> tuple[Found, ...]:
        """What the body's return file says about requirements, in the order of its edition; nothing where none is."""
        return self._said.get(body_id, ())


def national_picture(
    returns: Iterable[Return],
    year: str,
    expected: Iterable[Body],
    *,
    entered: Iterable[EnteredReturn] = (),
    lines: Iterable[ExpectedBody] = (),
    commission: Commission | None = None,
    editions: Iterable[Framework] = (),
) -> NationalPicture:
    """The picture of the year from what came, held against the bodies expected to return.

    `expected` are the bodies as known; where `lines` has any of the year, those decide who is expected. `editions` are
    known beside those that the returns bring along. Refused("return.other-year" | "return.twice") where a return is of
    another year or a body returned twice.
    """
    bodies = body_rows(year, returns, expected, entered, lines, commission)
    records = [row.received.record for row in bodies if row.received is not None]
    known = _known(editions, [record.framework for record in records])
    read = [row.entered for row in bodies if row.entered is not None]
    return NationalPicture(
        year=year,
        bodies=bodies,
        threats=_threats(records, known.values(), read),
        marking=_marking(commission, records, read),
        edition=_base(commission, records, known),
        commission=commission,
        _conclusions={row.body.id: _conclusions(row, known) for row in bodies},
        _said={record.body.id: said(record) for record in records},
    )


def _known(editions: Iterable[Framework], used: list[Framework]) -> dict[str, Framework]:
    """Every edition by its id: in the revision that most returns were made on, the later one of two used alike.

    Of the same revision the content that most returns brought along: what a single one says of it decides for nobody.
    """
    revisions = Counter((each.id, each.revision) for each in used)
    objects = Counter(map(id, used))
    found: dict[str, tuple[tuple[int, int, int], Framework]] = {}
    for each in (*editions, *used):
        rank = (revisions[each.id, each.revision], each.revision, objects[id(each)])
        if each.id not in found or rank > found[each.id][0]:
            found[each.id] = (rank, each)
    return {key: each for key, (_rank, each) in found.items()}


def _marking(commission: Commission | None, records: list[Record], read: list[EnteredReturn]) -> str:
    if commission is not None and commission.marking:
        return commission.marking
    sensitive = Marking.OFFICIAL_SENSITIVE.value
    markings = {record.cycle.marking for record in records} | {found.marking for found in read}
    return sensitive if sensitive in markings else Marking.OFFICIAL.value


def _base(commission: Commission | None, records: list[Record], known: Mapping[str, Framework]) -> Framework | None:
    if commission is not None and commission.framework_id in known:
        return known[commission.framework_id]
    used = Counter(record.framework.id for record in records)
    most = min(used, key=lambda key: (-used[key], key), default=next(iter(known), ""))
    return known.get(most)


def _conclusions(row: BodyRow, known: Mapping[str, Framework]) -> dict[str, Conclusion]:
    """The conclusion on each threat that the body's edition has; a threat that it lacks is left out."""
    if row.state is ReturnState.ENTERED and row.entered is not None:
        given = {threat.section_id: threat for threat in row.entered.threats}
        edition = known.get(row.entered.framework_id)
        # Of a statement whose edition is not known nobody can say that it lacks a threat.
        asked = [edition] if edition is not None else list(known.values())
        sections = [*(section.id for each in asked for section in each.threats), *given]
        return {section: Conclusion(entered_opinion(given.get(section)).value) for section in sections}
    if row.received is None:
        return {}
    record = row.received.record
    opinions = {statement.section_id: statement.opinion for statement in record.threat_statements}
    return {
        section.id: Conclusion(opinions.get(section.id, Opinion.NONE_YET).value) for section in record.framework.threats
    }


def _threats(
    records: Iterable[Record], known: Iterable[Framework], read: Iterable[EnteredReturn]
) -> tuple[Threat, ...]:
    """The threats of every edition: those of the most used one first, titled as it does."""
    used = Counter(_titles(record.framework) for record in records)
    for edition in known:
        used.setdefault(_titles(edition), 0)
    titles: dict[str, str] = {}
    for threats, _number in sorted(used.items(), key=lambda edition: (-edition[1], edition[0])):
        for key, title in threats:
            titles.setdefault(key, title)
    for found in read:
        for threat in found.threats:
            titles.setdefault(threat.section_id, threat.section_id)
    return tuple(Threat(key, title) for key, title in titles.items())


def _titles(edition: Framework) -> tuple[tuple[str, str], ...]:
    return tuple((section.id, section.title) for section in edition.threats)
