"""The bodies of a year in the national picture: what came from each, where it stands, and how things are counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from assurance_app.domain.commissioning import Commission, EnteredReturn, EnteredThreat, ExpectedBody, Voice
from assurance_app.domain.entities import Body
from assurance_app.domain.record import Record
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import BodyKind, Opinion


@dataclass(frozen=True, slots=True)
class Return:
    """A return as the national picture takes it. `record` holds what partners may read."""

    record: Record
    draft: bool
    fingerprint: str
    received_file: str
    before_panel: bool | None = None
    received_at: str = ""
    """Moment or day (ISO 8601) on which the APCC received it, "" where that is not known."""


class ReturnState(StrEnum):
    """Where a body's return stands."""

    RETURNED = "returned"
    ENTERED = "entered"
    DRAFT = "draft"
    NOT_RECEIVED = "not-received"
    OWES_NONE = "owes-none"


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with what is behind it, so that it can be opened.

    `number` counts what the place says it counts; `bodies` are the ids of the bodies behind it, in the order of the
    alphabet; `of` is how many bodies could have been behind it; `entered` is how many of `bodies` the APCC entered
    itself; `requirement_id` is the requirement that it is about, "" where there is none.
    """

    number: int
    of: int
    bodies: tuple[str, ...] = ()
    entered: int = 0
    requirement_id: str = ""


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body that is expected to return, that owes none, or that returned without being expected.

    An approved return takes precedence over a statement that the APCC entered, and that over a draft.
    """

    body: Body
    is_expected: bool
    received: Return | None
    entered: EnteredReturn | None = None
    line: ExpectedBody | None = None
    """What the APCC noted about the body for the year, None where it noted nothing."""
    is_late: bool = False
    has_other_edition: bool = False
    """Whether it was made on another edition than the commission asks for."""

    @property
    def state(self) -> ReturnState:
        """Where the body's return stands."""
        if self.received is not None and not self.received.draft:
            return ReturnState.RETURNED
        if self.entered is not None:
            return ReturnState.ENTERED
        if self.received is not None:
            return ReturnState.DRAFT
        return ReturnState.OWES_NONE if self.owes_none else ReturnState.NOT_RECEIVED

    @property
    def owes_none(self) -> bool:
        """Whether the APCC noted that the body owes no return."""
        return self.line is not None and not self.line.owes

    @property
    def is_counted(self) -> bool:
        """Whether what it concludes is counted: an approved return, or a statement that the APCC entered."""
        return self.state in (ReturnState.RETURNED, ReturnState.ENTERED)

    @property
    def stands_aside(self) -> bool:
        """Whether a statement was entered that is not counted, because the body's approved return is here."""
        return self.entered is not None and self.state is ReturnState.RETURNED

    @property
    def edition_id(self) -> str:
        """The id of the edition that what is shown of it was made on, "" where nothing is here or it is not known."""
        if self.state is ReturnState.ENTERED and self.entered is not None:
            return self.entered.framework_id
        return self.received.record.framework.id if self.received is not None else ""


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
    OWES_NONE = "owes-none"


def entered_opinion(threat: EnteredThreat | None) -> Opinion:
    """The body's opinion in a statement that the APCC entered; what the force concludes is no opinion of the body."""
    if threat is None or threat.voice is Voice.FORCE:
        return Opinion.NONE_YET
    return threat.conclusion


def counted(rows: Iterable[BodyRow], of: int, *, number: int | None = None, requirement_id: str = "") -> Counted:
    """The bodies of the rows, each once, as a number that can be opened; `number` where more than bodies is counted."""
    each = list({row.body.id: row for row in rows}.values())
    return Counted(
        number=len(each) if number is None else number,
        of=of,
        bodies=tuple(row.body.id for row in each),
        entered=sum(row.state is ReturnState.ENTERED for row in each),
        requirement_id=requirement_id,
    )


def body_rows(
    year: str,
    returns: Iterable[Return],
    expected: Iterable[Body],
    entered: Iterable[EnteredReturn],
    lines: Iterable[ExpectedBody],
    commission: Commission | None,
) -> tuple[BodyRow, ...]:
    """A row for each body, in the order of the alphabet.

    Where the APCC noted lines for the year, the bodies that they name are expected, except those that owe none.
    Refused("return.other-year" | "return.twice") where a return is of another year or a body returned twice.
    """
    received = _by_body(returns, year)
    read = {found.body_id: found for found in entered if found.year == year}
    noted = {line.body_id: line for line in lines if line.year == year}
    known = {body.id: body for body in expected}
    owing = {key for key, line in noted.items() if line.owes} if noted else set(known)
    names = {**{key: found.record.body for key, found in received.items()}, **known}
    rows = [
        BodyRow(names.get(key) or _unnamed(key), key in owing, received.get(key), read.get(key), noted.get(key))
        for key in dict.fromkeys((*(noted or known), *received, *read))
    ]
    if commission is not None:
        rows = [_against(row, commission) for row in rows]
    return tuple(sorted(rows, key=lambda row: (row.body.name_as_used.casefold(), row.body.id)))


def _unnamed(key: str) -> Body:
    """A body of which nothing is known but its id: it is shown by that and not left out."""
    return Body(key, key, key, BodyKind.PCC, "", "")


def _against(row: BodyRow, commission: Commission) -> BodyRow:
    return replace(
        row,
        is_late=bool(commission.due_on) and _came_on(row) > commission.due_on,
        has_other_edition=bool(commission.framework_id) and row.edition_id not in ("", commission.framework_id),
    )


def _came_on(row: BodyRow) -> str:
    """The day (ISO) on which what is shown of the body came: received, or published where the APCC entered it."""
    if row.state is ReturnState.ENTERED and row.entered is not None:
        return row.entered.published_on
    return row.received.received_at[:10] if row.received is not None else ""


def _by_body(returns: Iterable[Return], year: str) -> dict[str, Return]:
    by_body: dict[str, Return] = {}
    for found in returns:
        body, cycle = found.record.body, found.record.cycle
        if cycle.year != year:
            raise Refused("return.other-year", path=found.received_file, found=cycle.year, year=year)
        if body.id in by_body:
            other = by_body[body.id].received_file
            raise Refused("return.twice", path=found.received_file, other=other, body=body.name_as_used)
        by_body[body.id] = found
    return by_body
