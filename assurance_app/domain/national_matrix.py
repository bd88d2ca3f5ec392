"""The national picture as matrices: body by threat, by pillar, by requirement. Filtered, sorted, grouped.

Bodies stand in the order of the alphabet unless a person sorts by a column; nothing here ranks them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assurance_app.domain.national_index import MET, NOT_MET, PARTLY, AnswerIndex, Asked, Standing
from assurance_app.domain.national_picture import NationalPicture
from assurance_app.domain.national_rows import BodyRow, Conclusion, Counted, ReturnState, counted
from assurance_app.domain.values import Provided


class GroupBy(StrEnum):
    """What the rows of a matrix are grouped by."""

    NOTHING = "nothing"
    REGION = "region"
    CRIME_UNIT = "crime-unit"


class Measure(StrEnum):
    """What a matrix of requirements shows: the position or view, or how a capability is provided."""

    STAND = "stand"
    PROVIDED = "provided"


class PillarStanding(StrEnum):
    """What a body's answers under one pillar come to, or why that is not shown."""

    ALL_MET = "all-met"
    SOME_PARTLY = "some-partly"
    SOME_NOT_MET = "some-not-met"
    NOTHING = "nothing"
    NOT_COMPARABLE = "not-comparable"
    NO_FILE = "no-file"
    NOT_RECEIVED = "not-received"
    OWES_NONE = "owes-none"


NOT_PROVIDED = "not-said"
"""The code of a cell where nobody said how a capability is provided."""
OWN_DUTIES = "own-duties"
"""The id of the column of the body's own duties, which stand under no pillar."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Which rows are shown, and in what order. An empty set leaves everything in."""

    states: frozenset[ReturnState] = frozenset()
    editions: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    opinions: frozenset[Conclusion] = frozenset()
    on_threat: str = ""
    """The threat on which the opinions are looked for; "" for any."""
    group_by: GroupBy = GroupBy.NOTHING
    sort_by: str = ""
    """The id of the column to sort by, "" for the order of the alphabet."""
    descending: bool = False


EVERYTHING = Shown()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many requirements under one pillar are met, partly met, not met, or neither, of those that are asked."""

    met: int
    partly: int
    not_met: int
    other: int
    of: int


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What one body says in one column: a code, and what it was summed up from where it was."""

    code: str
    tally: Tally | None = None


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A threat, a pillar or a requirement."""

    id: str
    title: str
    ref: str = ""
    section_id: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A body with its cells, one for each column."""

    row: BodyRow
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together: `id` is the region's or the crime unit's, "" where nothing is grouped."""

    id: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A whole matrix. `counts` holds for each column how many of the counted bodies shown have which code."""

    columns: tuple[MatrixColumn, ...]
    groups: tuple[Group, ...]
    counts: tuple[Mapping[str, Counted], ...]
    codes: tuple[str, ...]
    """Every code that a cell may have, in the order in which they sort and are explained."""

    @property
    def rows(self) -> tuple[MatrixRow, ...]:
        """All rows, in the order of the groups."""
        return tuple(row for group in self.groups for row in group.rows)


def opinion_matrix(picture: NationalPicture, shown: Shown = EVERYTHING) -> Matrix:
    """Body by threat: the opinion, or why there is none."""
    columns = tuple(MatrixColumn(threat.id, threat.title, section_id=threat.id) for threat in picture.threats)

    def cells(row: BodyRow) -> tuple[MatrixCell, ...]:
        return tuple(MatrixCell(picture.conclusion(row, threat).value) for threat in picture.threats)

    return _matrix(picture, columns, cells, shown, tuple(each.value for each in Conclusion), _concludes)


def requirement_matrix(
    index: AnswerIndex, asked: Iterable[Asked], measure: Measure = Measure.STAND, shown: Shown = EVERYTHING
) -> Matrix:
    """Body by requirement: the position or view, or how the capability is provided."""
    wanted = tuple(asked)
    columns = tuple(_column(each) for each in wanted)
    if measure is Measure.STAND:

        def cells(row: BodyRow) -> tuple[MatrixCell, ...]:
            standings = index.standings(row)
            return tuple(MatrixCell(standings[each.id].value) for each in wanted)

        codes = tuple(each.value for each in Standing)
    else:

        def cells(row: BodyRow) -> tuple[MatrixCell, ...]:
            return tuple(MatrixCell(provided_code(index, row, each)) for each in wanted)

        codes = (*(each.value for each in Provided), NOT_PROVIDED, *(each.value for each in _WITHOUT))
    return _matrix(index.picture, columns, cells, shown, codes, _is_approved)


def provided_code(index: AnswerIndex, row: BodyRow, asked: Asked) -> str:
    """How the body says that the capability is provided, or why that is not shown."""
    standing = index.standing(row, asked)
    if standing in _WITHOUT:
        return standing.value
    answer = index.answer(row, asked)
    return NOT_PROVIDED if answer is None or answer.provided is None else answer.provided.value


_WITHOUT = (Standing.NOT_COMPARABLE, Standing.NO_FILE, Standing.NOT_RECEIVED, Standing.OWES_NONE)


def pillar_matrix(index: AnswerIndex, own_duties: str, shown: Shown = EVERYTHING) -> Matrix:
    """Body by pillar: what the answers under it come to. `own_duties` is the title of those under no pillar."""
    edition = index.picture.edition
    titles = {OWN_DUTIES: own_duties, **({pillar.id: pillar.title for pillar in edition.pillars} if edition else {})}
    under: dict[str, list[Asked]] = {key: [] for key in titles}
    for each in index.asked:
        if each.is_counted:
            under.setdefault(each.requirement.pillar or OWN_DUTIES, []).append(each)
    columns = tuple(MatrixColumn(key, titles.get(key, key)) for key, asked in under.items() if asked)

    def cells(row: BodyRow) -> tuple[MatrixCell, ...]:
        return tuple(_pillar_cell(index, row, under[column.id]) for column in columns)

    return _matrix(index.picture, columns, cells, shown, tuple(each.value for each in PillarStanding), _is_approved)


def _pillar_cell(index: AnswerIndex, row: BodyRow, asked: list[Asked]) -> MatrixCell:
    standings = index.standings(row)
    found = [standings[each.id] for each in asked]
    without = found[0] if found[0] in _WITHOUT and len(set(found)) == 1 else None
    if without is not None:
        return MatrixCell(PillarStanding(without.value).value)
    met, partly, not_met = (sum(each in kind for each in found) for kind in (MET, PARTLY, NOT_MET))
    # What another edition does not ask cannot have been met, and is not among what could have been.
    of = len(found) - found.count(Standing.NOT_COMPARABLE)
    tally = Tally(met, partly, not_met, of - met - partly - not_met, of)
    if not_met:
        standing = PillarStanding.SOME_NOT_MET
    elif partly:
        standing = PillarStanding.SOME_PARTLY
    else:
        standing = PillarStanding.ALL_MET if met else PillarStanding.NOTHING
    return MatrixCell(standing.value, tally)


def _column(asked: Asked) -> MatrixColumn:
    requirement = asked.requirement
    return MatrixColumn(asked.id, requirement.title, requirement.ref, asked.section.id)


def _concludes(row: BodyRow) -> bool:
    return row.is_counted


def _is_approved(row: BodyRow) -> bool:
    return row.state is ReturnState.RETURNED


def _matrix(
    picture: NationalPicture,
    columns: tuple[MatrixColumn, ...],
    cells: Callable[[BodyRow], tuple[MatrixCell, ...]],
    shown: Shown,
    codes: tuple[str, ...],
    is_counted: Callable[[BodyRow], bool],
) -> Matrix:
    rows = [MatrixRow(row, cells(row)) for row in picture.bodies if is_shown(picture, row, shown)]
    at = next((at for at, column in enumerate(columns) if column.id == shown.sort_by), None)
    if at is not None and shown.sort_by:
        order = {code: place for place, code in enumerate(codes)}
        # Where two say the same, the alphabet decides, whichever way the column is sorted.
        rows.sort(key=lambda row: order[row.cells[at].code], reverse=shown.descending)
    elif shown.descending:
        rows.reverse()
    return Matrix(columns, _grouped(rows, shown.group_by), _counts(rows, len(columns), is_counted), codes)


def is_shown(picture: NationalPicture, row: BodyRow, shown: Shown) -> bool:
    """Whether a body passes the filters."""
    if shown.states and row.state not in shown.states:
        return False
    if shown.editions and row.edition_id not in shown.editions:
        return False
    if shown.regions and row.body.mobilisation_region not in shown.regions:
        return False
    if not shown.opinions:
        return True
    threats = [each for each in picture.threats if shown.on_threat in ("", each.id)]
    return any(picture.conclusion(row, threat) in shown.opinions for threat in threats)


def _grouped(rows: list[MatrixRow], group_by: GroupBy) -> tuple[Group, ...]:
    if group_by is GroupBy.NOTHING:
        return (Group("", tuple(rows)),)
    groups: dict[str, list[MatrixRow]] = {}
    for row in rows:
        body = row.row.body
        groups.setdefault(body.mobilisation_region if group_by is GroupBy.REGION else body.rocu, []).append(row)
    return tuple(Group(key, tuple(groups[key])) for key in sorted(groups, key=lambda key: (not key, key)))


def _counts(
    rows: list[MatrixRow], columns: int, is_counted: Callable[[BodyRow], bool]
) -> tuple[Mapping[str, Counted], ...]:
    behind = sorted((row for row in rows if is_counted(row.row)), key=lambda row: row.row.body.name_as_used.casefold())
    made = []
    for at in range(columns):
        by_code: dict[str, list[BodyRow]] = {}
        for row in behind:
            by_code.setdefault(row.cells[at].code, []).append(row.row)
        made.append({code: counted(found, len(behind)) for code, found in by_code.items()})
    return tuple(made)
