"""What the screens of the national picture show: headline numbers, matrices, spread, evidence, years and editions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assurance_app.application.national_behind import (
    pillar_state_words,
    place_of_body,
    standing_words_of,
)
from assurance_app.application.national_cache import National, load_national
from assurance_app.application.national_grid import (
    Grid,
    GridCell,
    GridColumn,
    GridLine,
    Made,
    Number,
    View,
    Wanted,
    number_cell,
    without_order,
)
from assurance_app.application.national_numbers import (
    asked_in,
    editions_grid,
    evidence_grid,
    spread_grid,
    years_grid,
)
from assurance_app.domain.national import (
    Conclusion,
    Counted,
    NationalPicture,
    ReturnState,
    conclusion_words,
    opinion_matrix,
    pillar_matrix,
    requirement_matrix,
    state_words,
)
from assurance_app.domain.national_matrix import GroupBy, Matrix, MatrixCell, Measure
from assurance_app.domain.national_words import left_out_words, pillar_words, provided_words, region_words
from assurance_app.domain.values import Opinion
from assurance_app.persistence.workspace import Workspace
from assurance_app.words import _
from assurance_app.words.labels import filled


@dataclass(frozen=True, slots=True)
class Headline:
    """A number at the top with the bodies behind it."""

    words: str
    number: int
    place: Number


@dataclass(frozen=True, slots=True)
class Offered:
    """What the filters offer, each as code and words."""

    sections: tuple[tuple[str, str], ...] = ()
    regions: tuple[tuple[str, str], ...] = ()
    states: tuple[tuple[str, str], ...] = ()
    editions: tuple[tuple[str, str], ...] = ()
    opinions: tuple[tuple[str, str], ...] = ()
    threats: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PicturePage:
    """One view of the national picture. `nothing` says why there is none, "" where there is one."""

    year: str
    wanted: Wanted
    expected: int
    headline: tuple[Headline, ...]
    offered: Offered
    grid: Grid
    notes: tuple[str, ...]
    nothing: str


def load_picture(workspace: Workspace, wanted: Wanted, year: str = "") -> PicturePage:
    """The national picture as a person wants to see it. Refused as `load_national` is."""
    national = load_national(workspace, year)
    picture = national.picture
    offered = _offered(picture)
    if wanted.section_id not in dict(offered.sections):
        wanted = Wanted(wanted.view, _first_section(picture), wanted.measure, wanted.shown)
    grid, notes, nothing = _VIEWS[wanted.view](national, wanted)
    if not picture.received and not picture.entered:
        grid = Grid()
        nothing = _(
            "Nothing has come yet. Add the returns that bodies sent, or enter a statement, and what they "
            "conclude stands here side by side."
        )
    return PicturePage(picture.year, wanted, len(picture.expected), _headline(picture), offered, grid, notes, nothing)


def _headline(picture: NationalPicture) -> tuple[Headline, ...]:
    always = (ReturnState.RETURNED, ReturnState.ENTERED, ReturnState.DRAFT, ReturnState.NOT_RECEIVED)
    found = [
        Headline(state_words(state), picture.standing(state).number, Number("state", code=state.value))
        for state in always
    ]
    if picture.others:
        found.append(Headline(_("Not among the expected"), len(picture.others), Number("others")))
    return tuple(found)


def _offered(picture: NationalPicture) -> Offered:
    regions = sorted({row.body.mobilisation_region for row in picture.bodies} - {""}, key=region_words)
    editions = sorted({row.edition_id for row in picture.bodies} - {""})
    states = [state for state in ReturnState if picture.in_state(state)]
    sections = picture.edition.sections if picture.edition is not None else ()
    return Offered(
        sections=tuple((each.id, each.title) for each in sections if each.requirements),
        regions=tuple((region, region_words(region)) for region in regions),
        states=tuple((state.value, state_words(state)) for state in states),
        editions=tuple((edition, edition) for edition in editions),
        opinions=tuple((each.value, conclusion_words(each)) for each in Conclusion),
        threats=tuple((each.id, each.title) for each in picture.threats),
    )


def _first_section(picture: NationalPicture) -> str:
    threats = picture.edition.threats if picture.edition is not None else ()
    return next((each.id for each in threats if each.requirements), "")


# -- matrices ------------------------------------------------------------------------------------------------------


def _opinions(national: National, wanted: Wanted) -> Made:
    matrix = opinion_matrix(national.picture, wanted.shown)
    always = tuple(each.value for each in Opinion)

    def words(code: str) -> str:
        return conclusion_words(Conclusion(code))

    grid = _matrix_grid(matrix, wanted, "opinion", words, lambda cell: words(cell.code), always)
    notes = (
        _(
            "A commissioner’s own conclusion after holding the chief constable to account, not an inspection grade. "
            "Counted are approved returns and statements that the APCC entered. Drafts are shown and not counted."
        ),
    )
    return grid, notes, ""


def _pillars(national: National, wanted: Wanted) -> Made:
    matrix = pillar_matrix(national.index, _("Own duties"), wanted.shown)

    def short(cell: MatrixCell) -> str:
        if cell.tally is None:
            return pillar_words(cell)
        return _("{number} of {all}").format(number=cell.tally.met, all=cell.tally.of)

    grid = _matrix_grid(matrix, wanted, "pillar", pillar_state_words, short, (), pillar_words)
    notes = (
        _(
            "How many requirements under each pillar are followed or satisfied, of all that ask something. "
            "Counted are approved returns."
        ),
        *left_out_words(national.index),
    )
    return grid, notes, ""


def _requirements(national: National, wanted: Wanted) -> Made:
    asked = asked_in(national, wanted.section_id)
    matrix = requirement_matrix(national.index, asked, wanted.measure, wanted.shown)
    is_stand = wanted.measure is Measure.STAND
    words = standing_words_of if is_stand else provided_words
    grid = _matrix_grid(matrix, wanted, "stand" if is_stand else "provided", words, lambda cell: words(cell.code))
    return grid, (_("Counted are approved returns."), *left_out_words(national.index)), ""


def _matrix_grid(
    matrix: Matrix,
    wanted: Wanted,
    kind: str,
    words: Callable[[str], str],
    short: Callable[[MatrixCell], str],
    always: tuple[str, ...] = (),
    whole: Callable[[MatrixCell], str] | None = None,
) -> Grid:
    """The counts on top, each a number that opens what is behind it; then the bodies, by groups where wanted."""
    told = whole or short
    titles = [
        column.title if not column.ref else f"{column.ref}  {filled(column.title, 'pcc')}" for column in matrix.columns
    ]
    columns = tuple(GridColumn(column.id, title) for column, title in zip(matrix.columns, titles, strict=True))
    lines: list[GridLine] = []
    if matrix.rows:
        lines.append(GridLine("", _("How many bodies"), is_heading=True))
        lines += _count_lines(matrix, wanted, kind, words, always, titles)
    order = {code: at for at, code in enumerate(matrix.codes)}
    for group in matrix.groups:
        if group.rows:
            lines.append(GridLine("", _group_words(wanted.shown.group_by, group.id, len(group.rows)), is_heading=True))
        for row in group.rows:
            body = row.row.body
            place = place_of_body(body.id)
            cells = tuple(
                GridCell(
                    short(cell),
                    cell.code,
                    _("{body}, {column}: {says}").format(body=body.name_as_used, column=title, says=told(cell)),
                    place,
                    order[cell.code],
                )
                for title, cell in zip(titles, row.cells, strict=True)
            )
            state = row.row.state
            marked = "" if state is ReturnState.RETURNED else state_words(state)
            lines.append(GridLine(body.id, body.name_as_used, cells, place, more=marked))
    return Grid(columns, tuple(lines))


def _count_lines(
    matrix: Matrix, wanted: Wanted, kind: str, words: Callable[[str], str], always: tuple[str, ...], titles: list[str]
) -> list[GridLine]:
    shown = without_order(wanted.shown)
    counted = {code for counts in matrix.counts for code in counts} | set(always)
    lines = []
    for code in matrix.codes:
        if code not in counted:
            continue
        cells = []
        for column, title, counts in zip(matrix.columns, titles, matrix.counts, strict=True):
            found = counts.get(code) or Counted(0, next((each.of for each in counts.values()), 0))
            number = Number(kind, column.id, code, shown)
            cells.append(number_cell(found, _("{what}: {code}").format(what=title, code=words(code)), number, code))
        lines.append(GridLine(code, words(code), tuple(cells)))
    return lines


def _group_words(group_by: GroupBy, key: str, number: int) -> str:
    if group_by is GroupBy.NOTHING:
        name = _("Bodies")
    elif not key:
        name = _("No region") if group_by is GroupBy.REGION else _("No organised crime unit")
    else:
        name = region_words(key) if group_by is GroupBy.REGION else key
    return _("{name} ({number})").format(name=name, number=number)


_VIEWS: Mapping[View, Callable[[National, Wanted], Made]] = {
    View.OPINIONS: _opinions,
    View.PILLARS: _pillars,
    View.REQUIREMENTS: _requirements,
    View.SPREAD: spread_grid,
    View.EVIDENCE: evidence_grid,
    View.YEARS: years_grid,
    View.EDITIONS: editions_grid,
}
