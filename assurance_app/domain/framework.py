"""A framework: an edition of the Strategic Policing Requirement (or an inspection form) as frozen data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assurance_app.domain.canonical import digest
from assurance_app.domain.plain import from_plain, to_plain
from assurance_app.domain.refusal import Refused


class SectionKind(StrEnum):
    """What a section is: one of the threats, the body's own duties, or the cross-cutting capabilities."""

    OWN_DUTIES = "own-duties"
    THREAT = "threat"
    CROSS_CUTTING = "cross-cutting"


class Tier(StrEnum):
    """Where in policing a requirement is met."""

    LOCAL = "local"
    REGIONAL = "regional"
    NATIONAL = "national"


class DutyOn(StrEnum):
    """Who is expected to act: the chief constable, the local policing body, or both."""

    CHIEF_CONSTABLE = "chief-constable"
    BODY = "body"
    BOTH = "both"


class Strength(StrEnum):
    """How strongly the paragraph asks; a note describes and asks nothing."""

    MUST = "must"
    SHOULD = "should"
    EXPECTED = "expected"
    NOTE = "note"


class FieldType(StrEnum):
    """The types of extra answers. Numbers are whole; money is whole pounds; dates are ISO 8601 texts."""

    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TEXT = "text"
    YES_NO = "yes-no"
    CHOICE = "choice"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Pillar:
    """One of the publisher's pillars, such as capabilities."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class UnitPart:
    """How many officers of one role a unit has."""

    role: str
    number: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit whose composition is fixed nationally, such as a police support unit (SPR 122.a)."""

    id: str
    title: str
    abbreviation: str
    ref: str
    composition: tuple[UnitPart, ...]

    @property
    def strength(self) -> int:
        """How many people a full unit has."""
        return sum(part.number for part in self.composition)

    def full_units(self, available: Mapping[str, int]) -> int:
        """How many full units the available people make, by role: the scarcest role decides."""
        return min((available.get(part.role, 0) // part.number for part in self.composition if part.number), default=0)


@dataclass(frozen=True, slots=True)
class NationalFigure:
    """A national figure, dated. It stands alongside a body's own figure and is never added to another."""

    id: str
    title: str
    value: int
    unit: str
    as_of: str
    ref: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table field."""

    id: str
    label: str
    type: FieldType
    unit: str = ""
    min: int | None = None
    max: int | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A typed extra answer of a requirement. `capacity` figures become public only with clearance."""

    id: str
    label: str
    type: FieldType
    unit: str = ""
    min: int | None = None
    max: int | None = None
    choices: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    composition: str = ""
    capacity: bool = False
    alongside: tuple[str, ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One numbered or lettered expectation with its guided question. Its id never changes and is never reused."""

    id: str
    refs: tuple[str, ...]
    heading: str
    pillar: str
    tier: Tier
    duty_on: DutyOn
    strength: Strength
    title: str
    question: str
    good_evidence: str
    group: str = ""
    also_in: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()

    @property
    def takes_position(self) -> bool:
        """Whether the body records a position (own or shared duty), not a view of the chief constable's."""
        return self.duty_on is not DutyOn.CHIEF_CONSTABLE

    @property
    def ref(self) -> str:
        """The publisher's numbers as one text, such as "40.4.b" or "91, 98"."""
        return ", ".join(self.refs)

    def field(self, field_id: str) -> Field | None:
        """The field of that id, or None."""
        return next((field for field in self.fields if field.id == field_id), None)


@dataclass(frozen=True, slots=True)
class StatementHelp:
    """What a good account says, for each part of a threat statement."""

    regard: str = ""
    influence: str = ""
    resources: str = ""
    held_to_account: str = ""
    concluded: str = ""
    next_year: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The body's own duties, a threat, or the cross-cutting capabilities, with its requirements in order."""

    id: str
    kind: SectionKind
    title: str
    short_title: str
    paragraphs: str
    about: str
    requirements: tuple[Requirement, ...]
    statement_help: StatementHelp = StatementHelp()


@dataclass(frozen=True, slots=True)
class Framework:
    """An edition as data. `id` and `revision` name it; `hash` binds its content."""

    id: str
    revision: int
    kind: str
    title: str
    short_title: str
    publisher: str
    licence: str
    issued: str
    applies_from: str
    paragraphs: int
    pillars: tuple[Pillar, ...]
    sections: tuple[Section, ...]
    units: tuple[Unit, ...] = ()
    national_figures: tuple[NationalFigure, ...] = ()

    @property
    def threats(self) -> tuple[Section, ...]:
        """The sections that are threats, in order."""
        return tuple(section for section in self.sections if section.kind is SectionKind.THREAT)

    @property
    def requirements(self) -> Iterator[Requirement]:
        """Every requirement once, in order of sections."""
        for section in self.sections:
            yield from section.requirements

    def section(self, section_id: str) -> Section:
        """The section of that id; Refused("section.unknown") where there is none."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise Refused(
            "section.unknown", framework=self.id, section=section_id, known=", ".join(s.id for s in self.sections)
        )

    def requirement(self, requirement_id: str) -> Requirement:
        """The requirement of that id; Refused("requirement.unknown") where there is none."""
        for requirement in self.requirements:
            if requirement.id == requirement_id:
                return requirement
        raise Refused("requirement.unknown", framework=self.id, requirement=requirement_id)

    def home_of(self, requirement_id: str) -> Section:
        """The section that holds the requirement (not one that merely shows it as well)."""
        for section in self.sections:
            if any(requirement.id == requirement_id for requirement in section.requirements):
                return section
        raise Refused("requirement.unknown", framework=self.id, requirement=requirement_id)

    def shown_in(self, section_id: str) -> tuple[Requirement, ...]:
        """What a section shows: its own requirements, then those of other sections that name it in `also_in`."""
        own = self.section(section_id).requirements
        guests = tuple(
            requirement
            for section in self.sections
            if section.id != section_id
            for requirement in section.requirements
            if section_id in requirement.also_in
        )
        return own + guests

    def pillar(self, pillar_id: str) -> Pillar | None:
        """The pillar of that id, or None (the body's own duties stand under no pillar)."""
        return next((pillar for pillar in self.pillars if pillar.id == pillar_id), None)

    def unit(self, unit_id: str) -> Unit | None:
        """The unit of that id, or None where a field's unit is a plain word."""
        return next((unit for unit in self.units if unit.id == unit_id), None)

    def national_figure(self, figure_id: str) -> NationalFigure | None:
        """The national figure of that id, or None."""
        return next((figure for figure in self.national_figures if figure.id == figure_id), None)

    @property
    def hash(self) -> str:
        """The digest of the whole content, as 64 hexadecimal characters."""
        return _digest_of(_Itself(self))


@dataclass(frozen=True, slots=True, eq=False)
class _Itself:
    """A framework as a key that only itself equals: to compare all that it holds would cost as much as the digest."""

    framework: Framework

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.framework is self.framework

    def __hash__(self) -> int:
        return id(self.framework)


@lru_cache(maxsize=8)
def _digest_of(held: _Itself) -> str:
    return digest(framework_to_plain(held.framework))


def framework_to_plain(framework: Framework) -> dict[str, object]:
    """The framework as plain JSON values, as it is stored in a workspace."""
    plain: dict[str, object] = to_plain(framework)
    return plain


def framework_from_plain(plain: Mapping[str, object]) -> Framework:
    """The inverse of `framework_to_plain`."""
    return from_plain(Framework, plain)
