"""What a framework's files may say: `framework.yaml`, a section file, a crosswalk (docs/writing-an-edition.md)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
RequirementId = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*){1,3}$")
]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Reference = Annotated[str, StringConstraints(pattern=r"^\d{1,3}(?:\.\d{1,2})?(?:\.[a-z])?(?:\.[ivx]+)?$")]


class Strict(BaseModel):
    """What every form has in common: nothing unknown, no type guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class PillarForm(Strict):
    """A pillar of the publisher's."""

    id: Identifier
    title: Text


class UnitPartForm(Strict):
    """A role in a unit."""

    role: Text
    number: Annotated[int, Field(ge=1, le=1000)]


class UnitForm(Strict):
    """A unit whose composition is fixed nationally."""

    id: Identifier
    title: Text
    abbreviation: Text
    ref: Reference
    composition: Annotated[list[UnitPartForm], Field(min_length=1)]


class NationalFigureForm(Strict):
    """A national figure with its date and source."""

    id: Identifier
    title: Text
    value: int
    unit: Text
    as_of: Day
    ref: Reference
    note: str = ""


class ColumnForm(Strict):
    """A column of a table field."""

    id: Identifier
    label: Text
    type: Literal["number", "money", "date", "text", "yes-no", "choice"]
    unit: str = ""
    min: int | None = None
    max: int | None = None
    choices: list[Text] = []


class FieldForm(Strict):
    """A typed extra answer."""

    id: Identifier
    label: Text
    type: Literal["number", "money", "date", "text", "yes-no", "choice", "table"]
    unit: str = ""
    min: int | None = None
    max: int | None = None
    choices: list[Text] = []
    columns: list[ColumnForm] = []
    composition: str = ""
    capacity: bool = False
    alongside: list[Identifier] = []
    help: str = ""


class RequirementForm(Strict):
    """One expectation with its guided question."""

    id: RequirementId
    ref: Reference | Annotated[list[Reference], Field(min_length=1)]
    heading: Text
    pillar: str = ""
    group: str = ""
    tier: Literal["local", "regional", "national"]
    duty_on: Literal["chief-constable", "body", "both"]
    strength: Literal["must", "should", "expected", "note"]
    also_in: list[Identifier] = []
    title: Text
    question: Text
    good_evidence: Text
    tags: list[Identifier] = []
    related: list[RequirementId] = []
    fields: list[FieldForm] = []


class StatementHelpForm(Strict):
    """What a good account says, for each part of a threat statement."""

    regard: Text
    influence: Text
    resources: Text
    held_to_account: Text
    concluded: Text
    next_year: Text


class SectionForm(Strict):
    """A section file."""

    id: Identifier
    kind: Literal["own-duties", "threat", "cross-cutting"]
    title: Text
    short_title: Annotated[str, StringConstraints(min_length=1, max_length=24)]
    paragraphs: Annotated[str, StringConstraints(pattern=r"^\d{1,3}-\d{1,3}$")]
    about: Text
    statement_help: StatementHelpForm | None = None
    requirements: Annotated[list[RequirementForm], Field(min_length=1)]


class LeftOutForm(Strict):
    """A paragraph with an expectation that no requirement cites, on purpose. For the check only."""

    ref: Reference
    why: Text


class FrameworkForm(Strict):
    """`framework.yaml`."""

    id: Identifier
    revision: Annotated[int, Field(ge=1)]
    kind: Literal["requirement", "inspection"]
    title: Text
    short_title: Text
    publisher: Text
    licence: Text
    issued: Day
    applies_from: Day
    paragraphs: Annotated[int, Field(ge=1, le=9999)]
    pillars: Annotated[list[PillarForm], Field(min_length=1)]
    sections: Annotated[list[Identifier], Field(min_length=1)]
    units: list[UnitForm] = []
    national_figures: list[NationalFigureForm] = []
    left_out: list[LeftOutForm] = []
    acronyms: dict[str, Text] = {}


class RelationForm(Strict):
    """One line of a crosswalk: what the requirement `from` is to the requirement `to`."""

    relation: Literal["equal", "narrower", "broader", "overlaps", "none"]
    old: Annotated[RequirementId | None, Field(alias="from")] = None
    new: Annotated[RequirementId | None, Field(alias="to")] = None
    note: Text | None = None


class CrosswalkForm(Strict):
    """A crosswalk file."""

    old: Annotated[Identifier, Field(alias="from")]
    new: Annotated[Identifier, Field(alias="to")]
    relations: Annotated[list[RelationForm], Field(min_length=1)]


def framework_schema() -> dict[str, object]:
    """The JSON Schema of the files: `framework`, `section` and `crosswalk`."""
    forms: dict[str, type[Strict]] = {"framework": FrameworkForm, "section": SectionForm, "crosswalk": CrosswalkForm}
    shared: dict[str, object] = {}
    properties: dict[str, object] = {}
    for name, form in forms.items():
        plain = form.model_json_schema(ref_template="#/$defs/{model}")
        # References are resolved from the top, so what the forms share stands there.
        shared.update(plain.pop("$defs", {}))
        properties[name] = plain
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A framework of SPR Assurance",
        "type": "object",
        "properties": properties,
        "$defs": shared,
    }
