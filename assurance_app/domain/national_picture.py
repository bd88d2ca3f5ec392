"""The national picture of a year: what commissioners concluded, from the returns that the APCC received.

Bodies stand in the order of the alphabet and are never ranked. Counts are of approved returns: what a draft says is
shown beside its body and counted nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assurance_app.domain.disclosure import Marking
from assurance_app.domain.entities import Answer, Body
from assurance_app.domain.record import Record
from assurance_app.domain.refusal import Refused
from assurance_app.domain.returned import Figure, Found, departures, figures, gaps
from assurance_app.domain.values import Opinion


@dataclass(frozen=True, slots=True)
class Return:
    """A return as the national picture takes it. `record` holds what partners may read."""

    record: Record
    draft: bool
    fingerprint: str
    received_file: str
    before_panel: bool | None = None


class ReturnState(StrEnum):
    """Where a body's return stands."""

    RETURNED = "returned"
    DRAFT = "draft"
    NOT_RECEIVED = "not-received"


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body that is expected to return, or that returned without being expected."""

    body: Body
    is_expected: bool
    received: Return | None

    @property
    def state(self) -> ReturnState:
        """Where the body's return stands."""
        if self.received is None:
            return ReturnState.NOT_RECEIVED
        return ReturnState.DRAFT if self.received.draft else ReturnState.RETURNED


@dataclass(frozen=True, slots=True)
class Threat:
    """A threat of one edition or several, matched by its section's id; titled as most returns title it."""

    id: str
    title: str


class Conclusion(StrEnum):
    """What a body's return says about a threat: an opinion, or why there is none."""

    ASSURED = "assured"
    PARTLY_ASSURED = "partly-assured"
    NOT_ASSURED = "not-assured"
    NONE_YET = "none-yet"
    NOT_IN_EDITION = "not-in-edition"
    NOT_RECEIVED = "not-received"


@dataclass(frozen=True, slots=True)
class ThreatCount:
    """How many approved returns conclude what on a threat. `of` are those whose edition has the threat."""

    threat: Threat
    by_opinion: Mapping[Opinion, int]
    of: int
    not_in_edition: int


@dataclass(frozen=True, slots=True)
class CapacitySum:
    """The sum of a capacity figure over approved returns, with how many bodies it rests on.

    National figures stand alongside and are never added to it, nor it to them.
    """

    of: Found
    """The requirement that asks for it, as the first of the returns words it."""
    label: str
    unit: str
    total: int
    expected_bodies: int
    """Of the bodies expected to return, how many the sum rests on."""
    other_bodies: int
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NationalPicture:
    """A year's returns held against the bodies expected to return, both kinds of body in the order of the alphabet."""

    year: str
    bodies: tuple[BodyRow, ...]
    threats: tuple[Threat, ...]
    marking: str
    """The highest marking among the returns: of the whole, until the APCC decides another."""
    _statements: Mapping[str, Mapping[str, Opinion]] = field(repr=False, default_factory=dict)

    @property
    def expected(self) -> tuple[BodyRow, ...]:
        """The bodies expected to return."""
        return tuple(row for row in self.bodies if row.is_expected)

    @property
    def others(self) -> tuple[BodyRow, ...]:
        """The bodies that returned without being among the expected."""
        return tuple(row for row in self.bodies if not row.is_expected)

    @property
    def approved(self) -> tuple[BodyRow, ...]:
        """The bodies whose approved return is here: what every count is of."""
        return self.in_state(ReturnState.RETURNED)

    @property
    def received(self) -> tuple[tuple[BodyRow, Return], ...]:
        """The bodies whose return is here, drafts included."""
        return tuple((row, row.received) for row in self.bodies if row.received is not None)

    @property
    def has_invented(self) -> bool:
        """Whether a return of an invented body is among them."""
        return any(found.record.body.invented for _row, found in self.received)

    def in_state(self, state: ReturnState) -> tuple[BodyRow, ...]:
        """The bodies whose return stands so."""
        return tuple(row for row in self.bodies if row.state is state)

    def conclusion(self, row: BodyRow, threat: Threat) -> Conclusion:
        """What the body's return says about the threat."""
        if row.received is None:
            return Conclusion.NOT_RECEIVED
        opinion = self._statements[row.body.id].get(threat.id)
        return Conclusion.NOT_IN_EDITION if opinion is None else Conclusion(opinion.value)

    def count(self, threat: Threat) -> ThreatCount:
        """How many approved returns conclude what on the threat."""
        found = Counter(self.conclusion(row, threat) for row in self.approved)
        by_opinion = {opinion: found[Conclusion(opinion.value)] for opinion in Opinion}
        return ThreatCount(threat, by_opinion, sum(by_opinion.values()), found[Conclusion.NOT_IN_EDITION])

    @property
    def departures(self) -> int:
        """How many departures the approved returns name."""
        return sum(len(departures(found.record)) for found in self._approved_returns())

    @property
    def bodies_with_departures(self) -> int:
        """How many approved returns name a departure."""
        return sum(bool(departures(found.record)) for found in self._approved_returns())

    @property
    def gaps(self) -> int:
        """How many gaps the approved returns name."""
        return sum(len(_named_gaps(found.record)) for found in self._approved_returns())

    @property
    def gaps_with_next_step(self) -> int:
        """For how many of the gaps a next step is named."""
        return sum(bool(answer.next_step) for found in self._approved_returns() for answer in _named_gaps(found.record))

    @property
    def bodies_with_gaps(self) -> int:
        """How many approved returns name a gap."""
        return sum(bool(_named_gaps(found.record)) for found in self._approved_returns())

    def capacity_sums(self) -> tuple[CapacitySum, ...]:
        """The sum of each capacity figure that is a number, over approved returns, unit by unit."""
        given: dict[tuple[str, str, str], list[tuple[BodyRow, Figure]]] = {}
        for row in self.approved:
            for figure in figures(row.received.record) if row.received else ():
                if isinstance(figure.value, int):
                    key = (figure.of.requirement.id, figure.field.id, figure.unit)
                    given.setdefault(key, []).append((row, figure))
        return tuple(_sum_of(found) for found in given.values())

    def _approved_returns(self) -> Iterator[Return]:
        return (row.received for row in self.approved if row.received is not None)


def _named_gaps(record: Record) -> tuple[Answer, ...]:
    return tuple(answer for _found, answer in gaps(record) if answer.gap)


def _sum_of(found: list[tuple[BodyRow, Figure]]) -> CapacitySum:
    first = found[0][1]
    return CapacitySum(
        of=first.of,
        label=first.field.label,
        unit=first.unit,
        total=sum(figure.value for _row, figure in found if isinstance(figure.value, int)),
        expected_bodies=sum(row.is_expected for row, _figure in found),
        other_bodies=sum(not row.is_expected for row, _figure in found),
        beside=tuple(dict.fromkeys(words for _row, figure in found for words in figure.beside)),
    )


def national_picture(returns: Iterable[Return], year: str, expected: Iterable[Body]) -> NationalPicture:
    """The picture of the year from the returns, held against the bodies expected to return.

    Refused("return.other-year" | "return.twice") where a return is of another year or a body returned twice.
    """
    by_body: dict[str, Return] = {}
    for found in returns:
        body, cycle = found.record.body, found.record.cycle
        if cycle.year != year:
            raise Refused("return.other-year", path=found.received_file, found=cycle.year, year=year)
        if body.id in by_body:
            other = by_body[body.id].received_file
            raise Refused("return.twice", path=found.received_file, other=other, body=body.name_as_used)
        by_body[body.id] = found
    known = {body.id: body for body in expected}
    rows = [BodyRow(body, True, by_body.get(body.id)) for body in known.values()]
    rows += [BodyRow(found.record.body, False, found) for key, found in by_body.items() if key not in known]
    markings = {found.record.cycle.marking for found in by_body.values()}
    sensitive = Marking.OFFICIAL_SENSITIVE.value
    return NationalPicture(
        year=year,
        bodies=tuple(sorted(rows, key=lambda row: (row.body.name_as_used.casefold(), row.body.id))),
        threats=_threats(by_body.values()),
        marking=sensitive if sensitive in markings else Marking.OFFICIAL.value,
        _statements={key: _opinions(found.record) for key, found in by_body.items()},
    )


def _opinions(record: Record) -> dict[str, Opinion]:
    """The opinion on each threat of the record's edition."""
    given = {statement.section_id: statement.opinion for statement in record.threat_statements}
    return {section.id: given.get(section.id, Opinion.NONE_YET) for section in record.framework.threats}


def _threats(returns: Iterable[Return]) -> tuple[Threat, ...]:
    """The threats of every edition that was returned on: those of the most used edition first, titled as it does."""
    editions = Counter(
        tuple((section.id, section.title) for section in found.record.framework.threats) for found in returns
    )
    titles: dict[str, str] = {}
    for threats, _number in sorted(editions.items(), key=lambda edition: (-edition[1], edition[0])):
        for key, title in threats:
            titles.setdefault(key, title)
    return tuple(Threat(key, title) for key, title in titles.items())
