"""Capacity in the national picture: sums that say what they rest on, beside the national mobilisation assessment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from assurance_app.domain.framework import Tier
from assurance_app.domain.national_picture import NationalPicture
from assurance_app.domain.national_rows import BodyRow, Counted, Return, counted
from assurance_app.domain.prose import unit_words
from assurance_app.domain.returned import Figure, Found, figures, national_words


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure of capacity that offices keep from year to year, and the field that asks for the same."""

    id: str
    title: str
    unit: str
    tier: Tier = Tier.LOCAL
    requirement_id: str = ""
    field_id: str = ""


@dataclass(frozen=True, slots=True)
class BodysFigure:
    """A figure that one body gives: answered to a requirement, or kept for the year."""

    row: BodyRow
    section: str
    title: str
    ref: str
    label: str
    value: int | str
    """The number where it is one, else its words."""
    unit: str
    beside: tuple[str, ...]
    """National figures, which stand alongside and are never added."""
    key: tuple[str, str]
    """What is summed together: the requirement and the field, or "" and the measure."""
    as_of: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class CapacitySum:
    """The sum of a capacity figure over approved returns, with how many bodies it rests on.

    National figures stand alongside and are never added to it, nor it to them.
    """

    of: BodysFigure
    """The figure, as the first of the returns words it."""
    total: int
    rests_on: Counted
    """Of the bodies expected to return, those that the sum rests on."""
    others: Counted
    """Those that it rests on besides, of the bodies that were not expected."""

    @property
    def label(self) -> str:
        """What is counted."""
        return self.of.label

    @property
    def unit(self) -> str:
        """What the number counts."""
        return self.of.unit

    @property
    def beside(self) -> tuple[str, ...]:
        """The national figures that stand alongside."""
        return self.of.beside

    @property
    def expected_bodies(self) -> int:
        """Of the bodies expected to return, how many the sum rests on."""
        return self.rests_on.number

    @property
    def other_bodies(self) -> int:
        """How many bodies it rests on that were not expected."""
        return self.others.number


def bodys_figures(picture: NationalPicture, measures: Iterable[Measured] = ()) -> tuple[BodysFigure, ...]:
    """Every capacity figure that a return gives, drafts included, body by body; none where capacity is off.

    A figure kept for the year is listed where the same was not answered to a requirement.
    """
    if not picture.with_capacity:
        return ()
    known = {measure.id: measure for measure in measures}
    return tuple(figure for row, found in picture.received for figure in _figures_of(row, found, known))


def capacity_sums(picture: NationalPicture, measures: Iterable[Measured] = ()) -> tuple[CapacitySum, ...]:
    """The sum of each capacity figure that is a number, over approved returns, unit by unit; none where it is off.

    What a region can deploy is given by each of its bodies, so it is listed and never summed.
    """
    known = tuple(measures)
    regional = {
        key
        for measure in known
        if measure.tier is not Tier.LOCAL
        for key in (("", measure.id), (measure.requirement_id, measure.field_id))
    }
    given: dict[tuple[str, str, str], list[BodysFigure]] = {}
    approved = {row.body.id for row in picture.approved}
    for figure in bodys_figures(picture, known):
        if isinstance(figure.value, int) and figure.row.body.id in approved and figure.key not in regional:
            given.setdefault((*figure.key, figure.unit), []).append(figure)
    return tuple(_sum_of(found, picture) for found in given.values())


def _sum_of(found: list[BodysFigure], picture: NationalPicture) -> CapacitySum:
    first = found[0]
    beside = tuple(dict.fromkeys(words for figure in found for words in figure.beside))
    requirement_id = first.key[0]
    expected = [figure.row for figure in found if figure.row.is_expected]
    others = [figure.row for figure in found if not figure.row.is_expected]
    return CapacitySum(
        of=replace(first, beside=beside),
        total=sum(figure.value for figure in found if isinstance(figure.value, int)),
        rests_on=counted(expected, len(picture.expected), requirement_id=requirement_id),
        others=counted(others, len(picture.others), requirement_id=requirement_id),
    )


def _figures_of(row: BodyRow, found: Return, known: dict[str, Measured]) -> Iterator[BodysFigure]:
    answered = [_answered(row, figure) for figure in figures(found.record)]
    yield from answered
    given = {figure.key for figure in answered}
    for kept in found.record.capacity_figures:
        measure = known.get(kept.measure, Measured(kept.measure, kept.measure, ""))
        key = (measure.requirement_id, measure.field_id) if measure.requirement_id else ("", measure.id)
        if kept.number is None or kept.year != found.record.cycle.year or key in given:
            continue
        asked = _asked(found, measure.requirement_id)
        field = asked.requirement.field(measure.field_id) if asked is not None else None
        yield BodysFigure(
            row=row,
            section=asked.section.title if asked is not None else "",
            title=asked.title if asked is not None else measure.title,
            ref=asked.requirement.ref if asked is not None else "",
            label=field.label if field is not None else measure.title,
            value=kept.number,
            unit=unit_words(found.record.framework, field.unit if field is not None else measure.unit),
            beside=national_words(found.record.framework, field) if field is not None else (),
            key=key,
            as_of=kept.as_of,
            source=kept.source,
        )


def _answered(row: BodyRow, figure: Figure) -> BodysFigure:
    return BodysFigure(
        row=row,
        section=figure.of.section.title,
        title=figure.of.title,
        ref=figure.of.requirement.ref,
        label=figure.field.label,
        value=figure.value,
        unit=figure.unit,
        beside=figure.beside,
        key=(figure.of.requirement.id, figure.field.id),
    )


def _asked(found: Return, requirement_id: str) -> Found | None:
    kind = found.record.body.kind.value
    for section in found.record.framework.sections:
        for requirement in section.requirements:
            if requirement.id == requirement_id:
                return Found(section, requirement, None, kind)
    return None
