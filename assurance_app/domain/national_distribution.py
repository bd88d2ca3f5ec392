"""How answers spread over each requirement, and what evidence the returns rely on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assurance_app.domain.national_index import AnswerIndex, Asked, Standing
from assurance_app.domain.national_matrix import NOT_PROVIDED, provided_code
from assurance_app.domain.national_picture import NationalPicture
from assurance_app.domain.national_rows import BodyRow, Counted, counted
from assurance_app.domain.values import Position, Provided, View


@dataclass(frozen=True, slots=True)
class Distribution:
    """How the approved returns that can be compared stand on one requirement.

    `by_standing` has every position, or every view, that could be taken, and who gave no answer; `of` is their sum.
    `left_out` are the approved returns of other editions, in which the requirement has no equal.
    """

    asked: Asked
    by_standing: Mapping[Standing, Counted]
    by_provided: Mapping[str, Counted]
    of: int
    left_out: Counted


def distributions(index: AnswerIndex) -> tuple[Distribution, ...]:
    """The distribution of every requirement that expects an answer, in the order of the edition."""
    approved = index.picture.approved
    return tuple(_distribution(index, each, approved) for each in index.asked if each.is_counted)


def distribution(index: AnswerIndex, asked: Asked) -> Distribution:
    """The distribution of one requirement."""
    return _distribution(index, asked, index.picture.approved)


def _distribution(index: AnswerIndex, asked: Asked, approved: tuple[BodyRow, ...]) -> Distribution:
    by_standing: dict[Standing, list[BodyRow]] = {standing: [] for standing in could_be(asked)}
    by_provided: dict[str, list[BodyRow]] = {}
    left_out = []
    for row in approved:
        standing = index.standing(row, asked)
        if standing is Standing.NOT_COMPARABLE:
            left_out.append(row)
            continue
        by_standing.setdefault(standing, []).append(row)
        if not asked.requirement.takes_position:
            by_provided.setdefault(provided_code(index, row, asked), []).append(row)
    of = len(approved) - len(left_out)
    codes = () if asked.requirement.takes_position else (*(each.value for each in Provided), NOT_PROVIDED)
    return Distribution(
        asked,
        {key: counted(rows, of, requirement_id=asked.id) for key, rows in by_standing.items()},
        {code: counted(by_provided.get(code, ()), of, requirement_id=asked.id) for code in codes},
        of,
        counted(left_out, len(approved), requirement_id=asked.id),
    )


def could_be(asked: Asked) -> tuple[Standing, ...]:
    """Where a body can stand on the requirement: the positions or the views, and no answer."""
    values = Position if asked.requirement.takes_position else View
    return (*(Standing(each.value) for each in values), Standing.NO_ANSWER)


@dataclass(frozen=True, slots=True)
class EvidenceRelied:
    """One type of evidence that approved returns rely on: how many items that partners may read, of which bodies."""

    type: str
    items: Counted
    """Counts items; `bodies` are those that rely on one."""
    links: int
    """How many answers and statements rest on them."""


def evidence_relied_on(picture: NationalPicture) -> tuple[EvidenceRelied, ...]:
    """The types of evidence in approved returns, those that most items are of first."""
    rows: dict[str, list[BodyRow]] = {}
    links: dict[str, int] = {}
    for row in picture.approved:
        if row.received is None:
            continue
        record = row.received.record
        types = {revision.id: revision.type for revision in record.evidence}
        # An item stays one where answers rest on two revisions of it; its type is that of the later one.
        later = sorted(record.evidence, key=lambda revision: revision.number)
        for kind in {revision.evidence_id: revision.type for revision in later}.values():
            rows.setdefault(kind, []).append(row)
        for link in record.links:
            if link.revision_id in types:
                links[types[link.revision_id]] = links.get(types[link.revision_id], 0) + 1
    of = len(picture.approved)
    found = [
        EvidenceRelied(kind, counted(behind, of, number=len(behind)), links.get(kind, 0))
        for kind, behind in rows.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.items.number, each.type)))
