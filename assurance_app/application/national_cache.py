"""The year of a national workspace as its screens share it: read once for each state of what was received or asked."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from assurance_app.application.commissioning import year_in
from assurance_app.application.national_year import load_year, measured
from assurance_app.application.workspaces import need_kind
from assurance_app.domain.commissioning import Commission, EnteredReturn, ExpectedBody
from assurance_app.domain.crosswalk import Crosswalk
from assurance_app.domain.entities import Body, ReceivedReturn
from assurance_app.domain.national import (
    AnswerIndex,
    BodyRow,
    CapacitySum,
    Counted,
    NationalPicture,
    Ready,
    Sent,
    answer_index,
    bodys_figures,
    capacity_sums,
    common_departures,
    common_gaps,
    distributions,
    ready_of,
    sent_alike,
    side_by_side,
    what_was_sent,
    year_on_year,
)
from assurance_app.domain.national_capacity import BodysFigure
from assurance_app.domain.national_change import SideBySide, YearOnYear
from assurance_app.domain.national_distribution import Distribution
from assurance_app.domain.national_gaps import CommonDeparture, CommonGap, in_all
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import WorkspaceKind
from assurance_app.persistence.workspace import Workspace

_log = logging.getLogger(__name__)

RESTS_ON = (ReceivedReturn, EnteredReturn, Commission, ExpectedBody, Body)
"""The kinds of entity that the picture is made of."""


@dataclass(frozen=True)
class National:
    """A year's picture with what is made of it, each part when it is first asked for."""

    picture: NationalPicture
    last: NationalPicture | None
    crosswalks: tuple[Crosswalk, ...]
    sent_before: Sent | None = field(default=None, repr=False)
    """What was sent, where it was gone through for an earlier state in which it was the same."""

    @cached_property
    def sent(self) -> Sent:
        """What bodies sent, as words."""
        return self.sent_before or what_was_sent(self.picture)

    @cached_property
    def ready(self) -> Ready:
        """What the summary is made from beside what the APCC writes."""
        return ready_of(
            self.picture,
            last=self.last,
            crosswalks=self.crosswalks,
            measures=measured(),
            index=self.index,
            sent=self.sent,
        )

    @cached_property
    def index(self) -> AnswerIndex:
        """The answers by body and requirement."""
        return answer_index(self.picture, self.crosswalks)

    @cached_property
    def distributions(self) -> dict[str, Distribution]:
        """How answers spread, by requirement."""
        return {each.asked.id: each for each in distributions(self.index)}

    @cached_property
    def gaps(self) -> tuple[CommonGap, ...]:
        """The most common gaps."""
        return common_gaps(self.index)

    @cached_property
    def departures(self) -> tuple[CommonDeparture, ...]:
        """The most common departures."""
        return common_departures(self.index)

    @cached_property
    def all_gaps(self) -> Counted:
        """How many gaps there are in all."""
        return in_all(self.picture, (each for gap in self.gaps for each in gap.named))

    @cached_property
    def all_departures(self) -> Counted:
        """How many departures there are in all."""
        return in_all(self.picture, (each for departure in self.departures for each in departure.named))

    @cached_property
    def figures(self) -> tuple[BodysFigure, ...]:
        """Every figure of capacity that a return gives; none where capacity is switched off."""
        return bodys_figures(self.picture, measured())

    @cached_property
    def changes(self) -> YearOnYear | None:
        """How conclusions moved since last year, None where nothing is here of last year."""
        return year_on_year(self.picture, self.last) if self.last is not None else None

    @cached_property
    def sums(self) -> tuple[CapacitySum, ...]:
        """The sums of capacity; none where it is switched off."""
        return capacity_sums(self.picture, measured())

    @cached_property
    def sides(self) -> tuple[SideBySide, ...]:
        """The editions of the returns two by two, where a crosswalk relates them."""
        pictures = [each for each in (self.picture, self.last) if each is not None]
        editions = {
            found.record.framework.id: found.record.framework for each in pictures for _row, found in each.received
        }
        made = []
        for crosswalk in self.crosswalks:
            old, new = editions.get(crosswalk.old_framework), editions.get(crosswalk.new_framework)
            if old is not None and new is not None:
                here = any(row.edition_id == old.id for row in self.picture.approved)
                before = self.picture if here or self.last is None else self.last
                made.append(side_by_side(before, self.picture, old, new, crosswalk))
        return tuple(made)

    def bodies(self, ids: Iterable[str]) -> tuple[BodyRow, ...]:
        """The rows of these bodies in the order of the alphabet: this year’s, or last year’s of those gone since."""
        wanted = set(ids)
        rows = [row for row in self.picture.bodies if row.body.id in wanted]
        missing = wanted - {row.body.id for row in rows}
        if missing and self.last is not None:
            rows += [row for row in self.last.bodies if row.body.id in missing]
        return tuple(rows)


def read_ahead(workspace: Workspace) -> None:
    """Read the year that is worked on before anybody asks, so that the first screen shows it at once."""
    try:
        _ready = load_national(workspace).ready
    except Refused as refusal:
        # Nobody asked yet: the screen that does says why it cannot be read.
        _log.info("the national picture was not read ahead: %s", refusal)


_kept: dict[Path, tuple[tuple[object, ...], National]] = {}
"""The last state of the one workspace that was asked for last."""


def load_national(workspace: Workspace, year: str = "") -> National:
    """The year that is worked on, or another: as it was read before, unless what it rests on has changed since.

    Refused("workspace.wrong-kind" | "year.not-commissioned" | "return.unreadable").
    """
    need_kind(workspace, WorkspaceKind.NATIONAL)
    with workspace.reading() as reading:
        state = (year_in(reading, year), *reading.state_of(*RESTS_ON))
    known = _kept.get(workspace.path)
    if known is not None and known[0] == state:
        return known[1]
    found = load_year(workspace, year)
    made = National(found.picture, found.last, found.crosswalks, _sent_before(known, found.picture))
    _kept.clear()
    _kept[workspace.path] = (state, made)
    return made


def _sent_before(known: tuple[tuple[object, ...], National] | None, picture: NationalPicture) -> Sent | None:
    """What was sent, where it was gone through before and nothing came or went since."""
    if known is None:
        return None
    before = known[1]
    # Only what is there already: making it for a state that is gone helps nobody.
    sent: Sent | None = vars(before).get("sent")
    return sent if sent is not None and sent_alike(before.picture, picture) else None
