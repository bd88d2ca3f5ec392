"""The most common gaps and departures, by requirement, with the bodies behind them and the reasons they give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assurance_app.domain.entities import Answer
from assurance_app.domain.national_index import AnswerIndex
from assurance_app.domain.national_picture import NationalPicture
from assurance_app.domain.national_rows import BodyRow, Counted, counted
from assurance_app.domain.returned import Found


@dataclass(frozen=True, slots=True)
class Named:
    """A gap or a departure that one body names."""

    row: BodyRow
    found: Found
    answer: Answer


@dataclass(frozen=True, slots=True)
class CommonGap:
    """A requirement at which bodies name a gap, and for how many of them a next step is named."""

    id: str
    found: Found
    """The requirement, as the first of them has it."""
    counted: Counted
    with_next_step: Counted
    named: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class CommonDeparture:
    """A duty that bodies do not follow, or a capability that they are not satisfied about, and how many say why."""

    id: str
    found: Found
    counted: Counted
    with_reason: Counted
    named: tuple[Named, ...]


def named_gaps(picture: NationalPicture, rows: Iterable[BodyRow] | None = None) -> tuple[Named, ...]:
    """Every gap that an approved return names (or the returns of the rows), body by body."""
    return tuple(_named(picture, rows, lambda answer: bool(answer.gap)))


def named_departures(picture: NationalPicture, rows: Iterable[BodyRow] | None = None) -> tuple[Named, ...]:
    """Every departure that an approved return names (or the returns of the rows), body by body."""
    return tuple(_named(picture, rows, lambda answer: answer.is_departure))


def _named(
    picture: NationalPicture, rows: Iterable[BodyRow] | None, wanted: Callable[[Answer], bool]
) -> Iterator[Named]:
    for row in picture.approved if rows is None else rows:
        for found in picture.said_by(row.body.id):
            if found.answer is not None and wanted(found.answer):
                yield Named(row, found, found.answer)


def in_all(picture: NationalPicture, named: Iterable[Named]) -> Counted:
    """How many there are in all, of how many approved returns, with the bodies behind them."""
    each = list(named)
    return counted((entry.row for entry in each), len(picture.approved), number=len(each))


def common_gaps(index: AnswerIndex) -> tuple[CommonGap, ...]:
    """The gaps by requirement: those that most bodies name first, then in the order of the edition.

    What is said about a requirement of another edition that has no equal stands by itself.
    """
    of = len(index.picture.approved)
    return tuple(
        CommonGap(
            key,
            named[0].found,
            counted((each.row for each in named), of, requirement_id=key),
            counted((each.row for each in named if each.answer.next_step), of, requirement_id=key),
            named,
        )
        for key, named in _by_requirement(index, named_gaps(index.picture))
    )


def common_departures(index: AnswerIndex) -> tuple[CommonDeparture, ...]:
    """The departures by requirement, in the same order."""
    of = len(index.picture.approved)
    return tuple(
        CommonDeparture(
            key,
            named[0].found,
            counted((each.row for each in named), of, requirement_id=key),
            counted((each.row for each in named if has_reason(each.answer)), of, requirement_id=key),
            named,
        )
        for key, named in _by_requirement(index, named_departures(index.picture))
    )


def has_reason(answer: Answer) -> bool:
    """Whether the body says why: its own reason, or the chief constable's."""
    return bool(answer.reason or answer.chief_constables_reason)


def _by_requirement(index: AnswerIndex, named: Iterable[Named]) -> list[tuple[str, tuple[Named, ...]]]:
    groups: dict[str, list[Named]] = {}
    for each in named:
        edition = each.row.edition_id
        groups.setdefault(index.home(edition, each.found.requirement.id), []).append(each)
    order = {asked.id: at for at, asked in enumerate(index.asked)}
    ranked = sorted(groups.items(), key=lambda group: (-len(group[1]), order.get(group[0], len(order)), group[0]))
    return [(key, tuple(found)) for key, found in ranked]
