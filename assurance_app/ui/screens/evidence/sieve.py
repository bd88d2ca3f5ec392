"""Which items of the library are shown, and as what. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assurance_app.application.library import EvidenceRow
from assurance_app.ui.states import State, Symbol
from assurance_app.ui.typed import show_date
from assurance_app.ui.widgets.table import TableRow
from assurance_app.words import _, ngettext
from assurance_app.words.labels import label

USED_IN, STANDS = 4, 8
"""Columns of the library, by place."""


class Show(StrEnum):
    """How an item stands."""

    USED = "used"
    UNUSED = "unused"
    LATE = "late"
    BEHIND = "behind"
    ALONE = "alone"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Sieve:
    """What the person wants to see."""

    words: str = ""
    type: str = ""
    show: str = ""


def shows() -> tuple[tuple[str, str], ...]:
    """The ways to stand, in words."""
    return (
        (Show.USED, _("Used this year")),
        (Show.UNUSED, _("Unused")),
        (Show.LATE, _("Out of date")),
        (Show.BEHIND, _("Newer revision to offer")),
        (Show.ALONE, _("Something rests on it alone")),
        (Show.WITHDRAWN, _("Withdrawn")),
    )


def columns() -> tuple[str, ...]:
    """The columns of the library."""
    return (
        _("Title"), _("Type"), _("Date"), _("Source"), _("Used in"), _("Who keeps it"), _("Look again by"),
        _("Who may read"), _("Stands"),
    )  # fmt: skip


def matching(rows: Sequence[EvidenceRow], words: str) -> tuple[EvidenceRow, ...]:
    """The items of which each typed word is part of the title, the source, the keeper, the file's name or the type."""
    wanted = words.casefold().split()

    def text(row: EvidenceRow) -> str:
        one = row.revision.entity
        parts = (one.title, one.source, one.locator, one.owner, one.attachment_name, row.type_title)
        return " ".join(parts).casefold()

    return tuple(row for row in rows if not wanted or all(word in text(row) for word in wanted))


def sifted(rows: Sequence[EvidenceRow], sieve: Sieve) -> tuple[EvidenceRow, ...]:
    """The items that the person wants to see."""
    ways: dict[str, Callable[[EvidenceRow], bool]] = {
        "": lambda _row: True,
        Show.USED: lambda row: bool(row.used),
        Show.UNUSED: lambda row: not row.used_ever,
        Show.LATE: lambda row: row.out_of_date and not row.withdrawn,
        Show.BEHIND: lambda row: bool(row.behind),
        Show.ALONE: lambda row: bool(row.alone),
        Show.WITHDRAWN: lambda row: row.withdrawn,
    }
    stands, kind = ways[sieve.show], sieve.type
    found = (row for row in rows if stands(row) and (not kind or row.revision.entity.type == kind))
    return matching(tuple(found), sieve.words)


def standing(row: EvidenceRow) -> State:
    """How the item stands, with the symbol of what most wants attention."""
    if row.withdrawn:
        return State(Symbol.DASH, "none", _("Withdrawn"))
    if row.out_of_date:
        return State(Symbol.CROSS, "bad", _("Out of date"))
    if row.behind:
        return State(Symbol.HALF, "partly", _("Newer revision to offer"))
    if row.used:
        return State(Symbol.CHECK, "good", _("Used"))
    return State(Symbol.RING, "none", _("Not used this year") if row.used_ever else _("Unused"))


def line_of(row: EvidenceRow) -> TableRow:
    """The item as a row of the table."""
    one = row.revision.entity
    used = ngettext("{number} place", "{number} places", row.used).format(number=row.used)
    readers = label("disclosure", one.disclosure)
    state = standing(row)
    texts = (
        one.title, row.type_title, show_date(one.date), one.source, used, one.owner, show_date(one.review_by), readers,
        state.word,
    )  # fmt: skip
    sorts = (
        one.title.casefold(), row.type_title, one.date, one.source.casefold(), row.used, one.owner.casefold(),
        one.review_by or "9999", readers, state.word,
    )  # fmt: skip
    return TableRow(texts, sorts, row.evidence_id, state, STANDS)
