"""The parts of the national summary: what the app proposes for each, with the returns behind every number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assurance_app.domain.content import ColumnKind, Table
from assurance_app.domain.national_guard import Objection
from assurance_app.domain.national_rows import Counted
from assurance_app.domain.national_words import counted_lines
from assurance_app.words import _


class PartId(StrEnum):
    """The parts, in the order in which they are read."""

    WHO_RETURNED = "who-returned"
    CONCLUSIONS = "conclusions"
    PLANS = "plans"
    GAPS = "gaps"
    DEPARTURES = "departures"
    GOOD_PRACTICE = "good-practice"
    CHANGES = "changes"
    CAPACITY = "capacity"
    HOME_OFFICE = "home-office"
    METHOD = "method"


def part_title(part: PartId) -> str:
    """The heading of a part."""
    return {
        PartId.WHO_RETURNED: _("Who returned"),
        PartId.CONCLUSIONS: _("What commissioners conclude"),
        PartId.PLANS: _("How the requirement shaped plans"),
        PartId.GAPS: _("Gaps that many share"),
        PartId.DEPARTURES: _("Departures"),
        PartId.GOOD_PRACTICE: _("Good practice"),
        PartId.CHANGES: _("What changed since last year"),
        PartId.CAPACITY: _("Capacity that bodies recorded"),
        PartId.HOME_OFFICE: _("What is asked of the Home Office"),
        PartId.METHOD: _("Method and limits"),
    }[part]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sentence that the app proposes, with every number in it, so that each opens the returns behind it."""

    sentence: str
    counted: tuple[Counted, ...] = ()


@dataclass(frozen=True, slots=True)
class FactRow:
    """A row of a proposed table: what it is about, and its numbers."""

    title: str
    counted: tuple[Counted, ...]
    more: tuple[str, ...] = ()
    """Words after the numbers."""


@dataclass(frozen=True, slots=True)
class FactTable:
    """A proposed table, each number with the returns behind it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[FactRow, ...]

    def table(self) -> Table:
        """The table as a document shows it: every share as “x of n”."""
        numbers = max((len(row.counted) for row in self.rows), default=0)
        words = len(self.columns) - 1 - numbers
        return Table(
            caption=self.caption,
            columns=self.columns,
            rows=tuple((row.title, *map(counted_lines, row.counted), *row.more) for row in self.rows),
            kinds=(ColumnKind.TEXT, *(ColumnKind.NUMBER,) * numbers, *(ColumnKind.TEXT,) * words),
            widths=(7 if words else 5, *(3,) * numbers, *map(self._width, range(words))),
        )

    def _width(self, place: int) -> int:
        """How much of the page the words in one column want, beside numbers of 3."""
        longest = max((len(line) for row in self.rows for line in row.more[place].split("\n")), default=0)
        return min(14, max(3, longest // 4 + 1))


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a body that it permitted to be quoted. `attribution` names it only where it permitted that as well.

    `is_found` is False where the words stand no more in what it sent.
    """

    body_id: str
    text: str
    attribution: str
    section_id: str = ""
    is_found: bool = True


@dataclass(frozen=True, slots=True)
class SummaryPart:
    """A part of the summary: proposals and tables, then the officer's own words, then what is quoted."""

    id: PartId
    title: str
    proposals: tuple[Proposal, ...] = ()
    tables: tuple[FactTable, ...] = ()
    text: str = ""
    """The officer's words as they may stand: without what names or quotes a body without its permission."""
    quotes: tuple[Quote, ...] = ()
    objections: tuple[Objection, ...] = ()

    @property
    def open_proposals(self) -> tuple[Proposal, ...]:
        """The proposals that the officer did not take into the text: nothing is said twice."""
        return tuple(each for each in self.proposals if each.sentence not in self.text)
