"""The most common gaps and departures of a year with their reasons, and capacity beside what stands nationally."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assurance_app.application.changes import Outcome
from assurance_app.application.commissioning import stored_commission, year_in
from assurance_app.application.national_cache import National, load_national
from assurance_app.application.national_grid import (
    Grid,
    GridCell,
    GridColumn,
    GridLine,
    Number,
    in_order,
    number_cell,
)
from assurance_app.application.national_year import measured
from assurance_app.application.recording import save
from assurance_app.domain.commissioning import Commission
from assurance_app.domain.content import Bar, BarChart, BarGroup, Figure
from assurance_app.domain.entities import Stored
from assurance_app.domain.framework import Tier
from assurance_app.domain.national import CapacitySum, Counted
from assurance_app.domain.national_capacity import BodysFigure
from assurance_app.domain.national_words import bodies_words
from assurance_app.domain.prose import spoken_list
from assurance_app.domain.returned import Found
from assurance_app.persistence.workspace import Workspace
from assurance_app.words import _

GAPS, DEPARTURES = "gaps", "departures"


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """The most common gaps, or departures: the most common first unless a person sorts by a column."""

    year: str
    kind: str
    grid: Grid
    headline: tuple[str, ...]
    nothing: str


def load_findings(
    workspace: Workspace, kind: str, sort_by: str = "", descending: bool = True, year: str = ""
) -> FindingsPage:
    """The most common gaps (`GAPS`) or departures (`DEPARTURES`). Refused as `load_national` is."""
    national = load_national(workspace, year)
    picture = national.picture
    is_gaps = kind == GAPS
    more = ("next-step", _("With a next step")) if is_gaps else ("reason", _("With a reason"))
    columns = (GridColumn("bodies", _("Bodies")), GridColumn(*more), GridColumn("section", _("Section")))
    name = "gap" if is_gaps else "departure"
    found = (
        [(each.id, each.found, each.counted, each.with_next_step) for each in national.gaps]
        if is_gaps
        else [(each.id, each.found, each.counted, each.with_reason) for each in national.departures]
    )
    lines = tuple(_finding(name, more, *each) for each in found)
    at = next((at for at, column in enumerate(columns) if column.id == sort_by), None)
    if at is not None:
        lines = in_order(lines, at, descending=descending)
    total = national.all_gaps if is_gaps else national.all_departures
    words = _("{number} gaps in all, named by {bodies} of {all} approved returns") if is_gaps else None
    words = words or _("{number} departures in all, named by {bodies} of {all} approved returns")
    headline = (words.format(number=total.number, bodies=len(total.bodies), all=total.of),)
    nothing = _("No approved return names a gap.") if is_gaps else _("No approved return names a departure.")
    return FindingsPage(picture.year, kind, Grid(columns, lines), headline, "" if lines else nothing)


def _finding(kind: str, more: tuple[str, str], key: str, found: Found, bodies: Counted, with_more: Counted) -> GridLine:
    title = _("{paragraph}  {title}").format(paragraph=found.requirement.ref, title=found.title)
    own = Number(kind, key)
    what = _("{what}: {code}")
    section = GridCell(found.section.title, spoken=found.section.title)
    cells = (
        number_cell(bodies, what.format(what=title, code=_("Bodies")), own),
        number_cell(with_more, what.format(what=title, code=more[1]), Number(kind, key, more[0])),
        section,
    )
    return GridLine(key, title, cells, own.place)


@dataclass(frozen=True, slots=True)
class NationalCapacityPage:
    """Capacity of a year: off until the commission switches it on. `chart` is None where there is nothing to draw."""

    year: str
    commission: Stored[Commission]
    is_on: bool
    grid: Grid
    listed: Grid
    """What a region can deploy, as each of its bodies gives it: never summed."""
    chart: Figure | None
    nothing: str


def load_national_capacity(workspace: Workspace, year: str = "") -> NationalCapacityPage:
    """The sums of capacity beside the national figures. Refused as `load_national` is."""
    national = load_national(workspace, year)
    with workspace.reading() as reading:
        commission = stored_commission(reading, year_in(reading, year))
    columns = (
        GridColumn("sum", _("Sum")),
        GridColumn("unit", _("Unit")),
        GridColumn("from", _("Rests on")),
        GridColumn("beside", _("National figures alongside")),
    )
    lines = tuple(_sum_line(national, found) for found in national.sums)
    listed = _listed(national)
    nothing = "" if lines or listed.lines else _("No approved return gives a figure of capacity that is a number.")
    picture = national.picture
    return NationalCapacityPage(
        picture.year, commission, picture.with_capacity, Grid(columns, lines), listed, _chart(national), nothing
    )


def switch_capacity(workspace: Workspace, on: bool, year: str = "") -> Outcome[Stored[Commission]]:
    """Have the year's commission sum and show capacity, or no longer."""
    with workspace.reading() as reading:
        held = stored_commission(reading, year_in(reading, year))
    return save(workspace, replace(held.entity, with_capacity=on), held.version)


def capacity_picture(figure: Figure, width: int, dark: bool) -> bytes:
    """The chart as PNG, `width` pixels wide."""
    from assurance_app.documents.charts import picture_png

    return picture_png(figure, width, dark=dark)


def _sum_line(national: National, found: CapacitySum) -> GridLine:
    number = Number("capacity", "/".join(found.of.key), found.unit)
    rests = bodies_words(national.picture, found.expected_bodies, found.other_bodies)
    title = f"{found.of.ref}  {found.label}" if found.of.ref else found.label
    told = _("{what}: {total} {unit}, from {bodies}").format(
        what=title, total=f"{found.total:,}", unit=found.unit, bodies=rests
    )
    beside = "; ".join(found.beside)
    cells = (
        GridCell(f"{found.total:,}", "", told, number.place, found.total),
        GridCell(found.unit, spoken=found.unit),
        GridCell(rests, "", told, number.place, found.expected_bodies),
        GridCell(beside, spoken=beside) if beside else None,
    )
    return GridLine(number.about, title, cells, number.place)


def _listed(national: National) -> Grid:
    """The figures that are never summed: those of a region, and those of returns that are not counted."""
    regional = {each.id for each in measured() if each.tier is not Tier.LOCAL}
    keys = {(each.requirement_id, each.field_id) for each in measured() if each.id in regional}
    keys |= {("", each) for each in regional}
    figures = [each for each in national.figures if each.key in keys]
    columns = (GridColumn("value", _("Recorded")), GridColumn("figure", _("Figure")))
    return Grid(columns, tuple(_figure_line(each) for each in figures))


def _figure_line(figure: BodysFigure) -> GridLine:
    from assurance_app.application.national_behind import place_of_body

    body = figure.row.body
    place = place_of_body(body.id)
    value = f"{figure.value:,}" if isinstance(figure.value, int) else figure.value
    shown = f"{value} {figure.unit}".strip()
    told = _("{body}, {what}: {value}").format(body=body.name_as_used, what=figure.label, value=shown)
    cells = (GridCell(shown, "", told, place), GridCell(figure.label, spoken=figure.label))
    return GridLine(body.id, body.name_as_used, cells, place)


def _chart(national: National) -> Figure | None:
    """Bars of the sums that national figures stand beside, on one scale for each of them."""
    edition = national.picture.edition
    if edition is None:
        return None
    groups: dict[tuple[str, ...], list[Bar]] = {}
    titles: dict[tuple[str, ...], str] = {}
    requirements = {each.id: each for each in edition.requirements}
    for found in national.sums:
        requirement_id, field_id = found.of.key
        field = requirements[requirement_id].field(field_id) if requirement_id in requirements else None
        if field is not None and field.alongside:
            label = _("{what} (from {number} of {all} bodies)").format(
                what=found.label, number=found.rests_on.number, all=found.rests_on.of
            )
            groups.setdefault(field.alongside, []).append(Bar(label, found.total))
            titles.setdefault(field.alongside, found.unit)
    if not groups:
        return None
    own = [bar for bars in groups.values() for bar in bars]
    made = []
    for alongside, bars in groups.items():
        beside = [figure for name in alongside if (figure := edition.national_figure(name)) is not None]
        national_bars = [Bar(figure.title, figure.value, stands_beside=True) for figure in beside]
        made.append(BarGroup(titles[alongside], (*bars, *national_bars)))
    return Figure(
        caption=_("Capacity that bodies recorded, beside national figures, which are not added to it"),
        alternative=_(
            "Bars on one scale for each unit: {figures}, each beside the national figures. The table gives all of them."
        ).format(figures=spoken_list(tuple(f"{bar.label} {bar.value:,}" for bar in own))),
        chart=BarChart(tuple(made), _("Recorded by bodies"), _("National figures")),
    )
