"""Capacity: units, teams and mutual aid by year; the region and the nation beside them; collaboration agreements."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from uuid import uuid4

from assurance_app import paths
from assurance_app.application.changes import Outcome
from assurance_app.application.entries import add_entry
from assurance_app.application.plan import SectionName, named, section_names
from assurance_app.application.restoring import Restorable
from assurance_app.application.workspaces import framework_of, stored_cycle
from assurance_app.domain.entities import Answer, Body, Clearance, Cycle, Stored, answer_id
from assurance_app.domain.framework import Framework, NationalFigure, Unit
from assurance_app.domain.holdings import (
    CapacityFigure,
    CollaborationAgreement,
    RoleCount,
    capacity_figure_id,
)
from assurance_app.domain.years import previous_year
from assurance_app.persistence.workspace import Reading, Workspace
from assurance_app.words import _

YEARS = 4
"""This year and three before it stand side by side."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that is counted each year, as data. `unit` is the id of a unit of the framework, or a plain word."""

    id: str
    title: str
    unit: str
    group: str
    tier: str
    composition: str = ""
    answer: tuple[str, str] = ("", "")
    """The requirement and the field in which the same figure may have been answered."""
    people: tuple[str, str] = ("", "")
    """The requirement and the field with the people behind the units."""

    @property
    def is_regional(self) -> bool:
        """Whether it is a figure of the region, which stands beside the force's and is never added to it."""
        return self.tier == "regional"


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer of the year says of the same figure: its number, its day, the people, and where it stands."""

    requirement_id: str = ""
    number: int | None = None
    as_of: str = ""
    people: tuple[RoleCount, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure with its figures by year, newest first; None where a year has none."""

    measure: Measure
    unit_word: str
    figures: tuple[CapacityFigure | None, ...]
    answered: Answered
    cleared: bool

    @property
    def differs(self) -> bool:
        """Whether this year's figure and the answer's are both there and are not the same."""
        held = self.figures[0]
        return (
            held is not None
            and None not in (held.number, self.answered.number)
            and (held.number != self.answered.number)
        )


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """A collaboration agreement in the list."""

    agreement: CollaborationAgreement
    cleared: bool


@dataclass(frozen=True, slots=True)
class CapacityPage:
    """What the screen of capacity shows. `years` are newest first, the cycle's own at the head."""

    years: tuple[str, ...]
    rows: tuple[MeasureRow, ...]
    national: tuple[NationalFigure, ...]
    units: tuple[Unit, ...]
    edition: str
    agreements: tuple[AgreementRow, ...]
    sections: tuple[SectionName, ...]


@dataclass(frozen=True, slots=True)
class FigurePage:
    """One figure of one year, for editing."""

    measure: Measure
    unit_word: str
    counts_units: bool
    """Whether units of the framework are counted, by their abbreviation, and not officers or days."""
    year: str
    years: tuple[str, ...]
    figure: Stored[CapacityFigure]
    unit: Unit | None
    """The unit whose composition is fixed, where the people behind the figure are asked for."""
    answered: Answered
    national: tuple[NationalFigure, ...]
    regional: CapacityFigure | None
    clearance: Clearance | None
    edition: str


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """One collaboration agreement, for editing."""

    agreement: Stored[CollaborationAgreement]
    clearance: Clearance | None
    sections: tuple[SectionName, ...] = field(default=())


@cache
def measures() -> tuple[Measure, ...]:
    """What is counted, in the order in which it is shown."""
    found = json.loads((paths.resources() / "capacity_measures.json").read_text(encoding="utf-8"))
    return tuple(_measure(row) for row in found["measures"])


def _measure(row: Mapping[str, Any]) -> Measure:
    pairs = {name: (str(row[name][0]), str(row[name][1])) for name in ("answer", "people") if name in row}
    plain = {name: str(row[name]) for name in ("id", "title", "unit", "group", "tier", "composition") if name in row}
    return replace(Measure("", "", "", "", ""), **{**plain, "title": _(plain["title"])}, **pairs)  # type: ignore[arg-type]


def measure_title(measure_id: str) -> str:
    """The words for a measure; the id itself where the data of measures does not have it (any more)."""
    return next((measure.title for measure in measures() if measure.id == measure_id), measure_id)


def measure_of(measure_id: str) -> Measure:
    """The measure of that id; LookupError where there is none."""
    for measure in measures():
        if measure.id == measure_id:
            return measure
    raise LookupError(f"no measure {measure_id}")


def load_capacity(workspace: Workspace, cycle_id: str) -> CapacityPage:
    """The figures of this year and the years before it, with what stands beside them."""
    with workspace.reading() as reading:
        cycle = stored_cycle(reading, cycle_id).entity
        framework = framework_of(reading, cycle)
        years = _years(cycle)
        held = {
            (stored.entity.measure, stored.entity.year): stored.entity
            for stored in reading.find(CapacityFigure, body_id=cycle.body_id)
            if not is_blank(stored.entity)
        }
        cleared = {stored.entity.target_id for stored in reading.find(Clearance, cycle_id=cycle_id)}
        agreements = [stored.entity for stored in reading.find(CollaborationAgreement, body_id=cycle.body_id)]
        return CapacityPage(
            years=years,
            rows=tuple(
                MeasureRow(
                    measure,
                    unit_word(framework, measure.unit),
                    tuple(held.get((measure.id, year)) for year in years),
                    _answered(reading, cycle, measure),
                    capacity_figure_id(cycle.body_id, cycle.year, measure.id) in cleared,
                )
                for measure in measures()
            ),
            national=framework.national_figures,
            units=framework.units,
            edition=framework.short_title,
            agreements=tuple(
                AgreementRow(agreement, agreement.id in cleared)
                for agreement in sorted(agreements, key=lambda entry: entry.title.casefold())
            ),
            sections=section_names(framework),
        )


def load_figure(workspace: Workspace, cycle_id: str, measure_id: str, year: str = "") -> FigurePage:
    """The figure of a measure in a year (the cycle's own where none is given), blank and of version 0 if not kept."""
    measure = measure_of(measure_id)
    with workspace.reading() as reading:
        cycle = stored_cycle(reading, cycle_id).entity
        framework = framework_of(reading, cycle)
        year = year or cycle.year
        key = capacity_figure_id(cycle.body_id, year, measure_id)
        blank: Stored[CapacityFigure] = Stored(CapacityFigure(key, cycle.body_id, year, measure_id), 0, "")
        return FigurePage(
            measure=measure,
            unit_word=unit_word(framework, measure.unit),
            counts_units=framework.unit(measure.unit) is not None,
            year=year,
            years=_years(cycle),
            figure=reading.get(CapacityFigure, key) or blank,
            unit=framework.unit(measure.composition),
            answered=_answered(reading, cycle, measure) if year == cycle.year else Answered(),
            national=tuple(figure for figure in framework.national_figures if figure.unit == measure.unit),
            regional=_regional(reading, cycle, measure, year),
            clearance=clearance_of(reading, cycle_id, key) if year == cycle.year else None,
            edition=framework.short_title,
        )


def is_blank(figure: CapacityFigure) -> bool:
    """Whether nothing was recorded, or all of it was taken back: it counts as no figure, not as nought."""
    return figure.number is None and not (figure.source or figure.note or figure.people or figure.as_of)


def load_agreement(workspace: Workspace, cycle_id: str, agreement_id: str) -> AgreementPage | None:
    """An agreement; None where it has been taken away."""
    with workspace.reading() as reading:
        stored = reading.get(CollaborationAgreement, agreement_id)
        if stored is None:
            return None
        framework = framework_of(reading, stored_cycle(reading, cycle_id).entity)
        return AgreementPage(stored, clearance_of(reading, cycle_id, agreement_id), section_names(framework))


def clearance_of(reading: Reading, cycle_id: str, target_id: str) -> Clearance | None:
    """Who cleared it for the public in this year's documents; None where nobody did."""
    found = [stored.entity for stored in reading.find(Clearance, cycle_id=cycle_id, target_id=target_id)]
    return max(found, key=lambda clearance: clearance.cleared_on, default=None)


def add_agreement(workspace: Workspace, title: str) -> Outcome[Restorable]:
    """A new collaboration agreement. Refused("entry.no-title") without a title."""
    title = named(title)
    with workspace.reading() as reading:
        body = reading.find(Body)[0].entity
    return add_entry(workspace, CollaborationAgreement(uuid4().hex, body.id, title))


def unit_word(framework: Framework, unit_id: str) -> str:
    """What is counted, for people: the abbreviation of a unit of the framework, else the word itself."""
    unit = framework.unit(unit_id)
    return unit.abbreviation if unit is not None else _(unit_id)


def _years(cycle: Cycle) -> tuple[str, ...]:
    found = [cycle.year]
    while len(found) < YEARS:
        found.append(previous_year(found[-1]))
    return tuple(found)


def _answered(reading: Reading, cycle: Cycle, measure: Measure) -> Answered:
    fields = _fields(reading, cycle, measure.answer[0])
    number = fields.get(measure.answer[1])
    as_of = fields.get("figures-as-of")
    rows = _fields(reading, cycle, measure.people[0]).get(measure.people[1])
    return Answered(
        requirement_id=measure.answer[0],
        number=number if isinstance(number, int) and not isinstance(number, bool) else None,
        as_of=as_of if isinstance(as_of, str) else "",
        people=_people(rows),
    )


def _fields(reading: Reading, cycle: Cycle, requirement_id: str) -> Mapping[str, object]:
    stored = reading.get(Answer, answer_id(cycle.id, requirement_id)) if requirement_id else None
    return stored.entity.fields if stored is not None else {}


def _people(rows: object) -> tuple[RoleCount, ...]:
    found = []
    for row in rows if isinstance(rows, Sequence) and not isinstance(rows, str) else ():
        role, number = (row.get("role"), row.get("number")) if isinstance(row, Mapping) else (None, None)
        if isinstance(role, str) and isinstance(number, int):
            found.append(RoleCount(role, number))
    return tuple(found)


def _regional(reading: Reading, cycle: Cycle, measure: Measure, year: str) -> CapacityFigure | None:
    for other in measures():
        if other.is_regional and other.unit == measure.unit and other.id != measure.id:
            stored = reading.get(CapacityFigure, capacity_figure_id(cycle.body_id, year, other.id))
            return stored.entity if stored is not None and stored.entity.number is not None else None
    return None
