"""Where the return of each body stands: what the APCC follows up, from what came and what was asked for.

An approved return takes precedence over a statement that the APCC entered, and that over a draft; a file that was
refused is shown where nothing better came. Bodies stand in the order of the alphabet and are never ranked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assurance_app.domain.commissioning import Commission, EnteredReturn, ExpectedBody, RefusedFile
from assurance_app.domain.entities import Body, ReceivedReturn


class TrackerState(StrEnum):
    """Where a body's return stands."""

    RECEIVED = "received"
    ENTERED = "entered"
    DRAFT = "draft"
    INVALID = "invalid"
    NOT_RECEIVED = "not-received"
    OWES_NONE = "owes-none"


class TrackerFlag(StrEnum):
    """What is to be known beside where it stands."""

    LATE = "late"
    OVERDUE = "overdue"
    OTHER_EDITION = "other-edition"
    SUPERSEDED = "superseded"
    UNEXPECTED = "unexpected"
    OWED_NONE = "owed-none"
    STANDS_ASIDE = "stands-aside"
    REFUSED_TOO = "refused-too"


@dataclass(frozen=True, slots=True)
class TrackerRow:
    """One body: where its return stands, and all that came of it."""

    body: Body
    line: ExpectedBody | None
    """What the APCC noted of the body for the year; None where it was not expected."""
    state: TrackerState
    flags: tuple[TrackerFlag, ...]
    received: ReceivedReturn | None = None
    entered: EnteredReturn | None = None
    refused: tuple[RefusedFile, ...] = ()
    """The files of this body that were refused and are not settled, the newest first."""
    versions: int = 0
    """How many different files were received, the one that stands included."""
    speaks_for: tuple[str, ...] = ()
    """The names of the bodies that were merged into this one."""

    @property
    def is_expected(self) -> bool:
        """Whether the body owes a return."""
        return self.line is not None and self.line.owes

    @property
    def is_missing(self) -> bool:
        """Whether a return is owed and nothing that can be read is here: whom to chase."""
        return self.is_expected and self.state in (TrackerState.NOT_RECEIVED, TrackerState.INVALID)


@dataclass(frozen=True, slots=True)
class Tracker:
    """A year's bodies, expected or not, in the order of the alphabet; and refused files that name none of them."""

    year: str
    rows: tuple[TrackerRow, ...]
    unplaced: tuple[RefusedFile, ...] = ()

    @property
    def expected(self) -> int:
        """How many bodies owe a return: what shares are of."""
        return sum(row.is_expected for row in self.rows)

    @property
    def counts(self) -> Mapping[TrackerState, int]:
        """How many of the bodies that owe a return stand in each state."""
        found = Counter(row.state for row in self.rows if row.is_expected)
        return {state: found[state] for state in TrackerState if state is not TrackerState.OWES_NONE}

    def with_flag(self, flag: TrackerFlag) -> tuple[TrackerRow, ...]:
        """The bodies that carry the flag."""
        return tuple(row for row in self.rows if flag in row.flags)


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What came for a year, by body where it is one per body."""

    received: Mapping[str, ReceivedReturn]
    entered: Mapping[str, EnteredReturn]
    refused: tuple[RefusedFile, ...]
    versions: Mapping[str, int]


def track(
    commission: Commission, lines: Iterable[ExpectedBody], bodies: Mapping[str, Body], came: Arrivals, today: str
) -> Tracker:
    """The tracker of the commission's year on a day (ISO). `bodies` holds every body that is named by anything."""
    noted = {line.body_id: line for line in lines}
    open_files = sorted(
        (file for file in came.refused if not file.is_settled),
        key=lambda file: (file.refused_at, file.id),
        reverse=True,
    )
    merged: dict[str, list[str]] = {}
    for line in noted.values():
        if line.merged_into:
            merged.setdefault(line.merged_into, []).append(bodies[line.body_id].name_as_used)
    keys = dict.fromkeys((*noted, *came.received, *came.entered))
    rows = [
        _row(
            commission,
            bodies[key],
            noted.get(key),
            came,
            tuple(file for file in open_files if file.says_body == key),
            tuple(sorted(merged.get(key, ()), key=str.casefold)),
            today,
        )
        for key in keys
    ]
    rows.sort(key=lambda row: (row.body.name_as_used.casefold(), row.body.id))
    return Tracker(commission.year, tuple(rows), tuple(file for file in open_files if file.says_body not in keys))


def _row(
    commission: Commission,
    body: Body,
    line: ExpectedBody | None,
    came: Arrivals,
    refused: tuple[RefusedFile, ...],
    speaks_for: tuple[str, ...],
    today: str,
) -> TrackerRow:
    received, entered = came.received.get(body.id), came.entered.get(body.id)
    state = _state(line, received, entered, refused)
    versions = came.versions.get(body.id, 0)
    flags = {
        TrackerFlag.LATE: bool(commission.due_on) and _arrived_on(state, received, entered) > commission.due_on,
        TrackerFlag.OVERDUE: _is_overdue(commission, line, state, today),
        TrackerFlag.OTHER_EDITION: _edition(state, received, entered) not in ("", commission.framework_id)
        and bool(commission.framework_id),
        TrackerFlag.SUPERSEDED: versions > 1,
        TrackerFlag.UNEXPECTED: line is None,
        TrackerFlag.OWED_NONE: line is not None and not line.owes and state is not TrackerState.OWES_NONE,
        TrackerFlag.STANDS_ASIDE: entered is not None and state is TrackerState.RECEIVED,
        TrackerFlag.REFUSED_TOO: bool(refused) and state is not TrackerState.INVALID,
    }
    raised = tuple(flag for flag, is_raised in flags.items() if is_raised)
    return TrackerRow(body, line, state, raised, received, entered, refused, versions, speaks_for)


def _state(
    line: ExpectedBody | None,
    received: ReceivedReturn | None,
    entered: EnteredReturn | None,
    refused: tuple[RefusedFile, ...],
) -> TrackerState:
    if received is not None and not received.draft:
        return TrackerState.RECEIVED
    if entered is not None:
        return TrackerState.ENTERED
    if received is not None:
        return TrackerState.DRAFT
    if line is not None and not line.owes:
        return TrackerState.OWES_NONE
    return TrackerState.INVALID if refused else TrackerState.NOT_RECEIVED


def _is_overdue(commission: Commission, line: ExpectedBody | None, state: TrackerState, today: str) -> bool:
    waits = state in (TrackerState.NOT_RECEIVED, TrackerState.INVALID, TrackerState.DRAFT)
    return waits and line is not None and line.owes and bool(commission.due_on) and today > commission.due_on


def _arrived_on(state: TrackerState, received: ReceivedReturn | None, entered: EnteredReturn | None) -> str:
    if state is TrackerState.ENTERED:
        return entered.published_on if entered is not None else ""
    return received.arrived_on if received is not None else ""


def _edition(state: TrackerState, received: ReceivedReturn | None, entered: EnteredReturn | None) -> str:
    if state is TrackerState.ENTERED:
        return entered.framework_id if entered is not None else ""
    return received.framework_id if received is not None else ""


def stands_before(one: ReceivedReturn, other: ReceivedReturn) -> bool:
    """Whether the first of two returns of one body takes the place of the second.

    What was approved goes before a draft, whenever each was made; of two alike the one that the office made later, and
    of two made at the same moment, or where that is not known, the first.
    """
    if one.draft != other.draft:
        return other.draft
    return not (one.made_at and other.made_at) or _moment(one.made_at) >= _moment(other.made_at)


def _moment(text: str) -> tuple[str, str]:
    """A moment in an order that does not mind whether it has milliseconds."""
    whole, _dot, rest = text.removesuffix("Z").partition(".")
    return whole, rest.ljust(9, "0")
