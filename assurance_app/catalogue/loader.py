"""A framework from its folder: read, checked as a whole, and compiled into the domain's frozen form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from assurance_app import paths
from assurance_app.catalogue.schema import FrameworkForm, RequirementForm, SectionForm
from assurance_app.catalogue.source import Place, Source, read_source
from assurance_app.domain.framework import Framework, framework_from_plain
from assurance_app.domain.refusal import Refused

_Form = TypeVar("_Form", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A framework with the files it was compiled from, so that a check can say where something stands."""

    framework: Framework
    head_source: Source
    head: FrameworkForm
    sections: tuple[tuple[Source, SectionForm], ...]


def available() -> tuple[str, ...]:
    """The ids of the frameworks that come with the program, in order."""
    return tuple(sorted(folder.name for folder in paths.forms().iterdir() if (folder / "framework.yaml").is_file()))


def framework_folder(framework_id: str) -> Path:
    """The folder of a framework that comes with the program; Refused("framework.unknown") where there is none."""
    if framework_id not in available():
        raise Refused("framework.unknown", framework=framework_id, known=", ".join(available()))
    return paths.forms() / framework_id


def load_framework(folder: Path) -> Framework:
    """The framework in the folder; Refused("framework.fault") names file, line and key of the first fault."""
    return load_with_places(folder).framework


def load_with_places(folder: Path) -> Loaded:
    """The framework in the folder with the places of everything in it; refuses as `load_framework` does."""
    head_source = read_source(folder / "framework.yaml")
    head = _validated(head_source, FrameworkForm)
    sections: list[tuple[Source, SectionForm]] = []
    for index, section_id in enumerate(head.sections):
        file = folder / f"{section_id}.yaml"
        if not file.is_file():
            raise head_source.fault(("sections", index), f"there is no file {file.name}")
        source = read_source(file)
        section = _validated(source, SectionForm)
        if section.id != section_id:
            raise source.fault(("id",), f"the section is called {section.id}, its file {section_id}")
        sections.append((source, section))
    _check_head(head_source, head)
    for source, section in sections:
        _check_section(source, section, head)
    _check_ids(sections)
    framework = _compiled(head, [section for _, section in sections])
    return Loaded(framework, head_source, head, tuple(sections))


def _validated(source: Source, form: type[_Form]) -> _Form:
    try:
        return form.model_validate(source.value)
    except ValidationError as error:
        raise first_fault(source, error) from error


def first_fault(source: Source, error: ValidationError) -> Refused:
    """The refusal for the first fault that pydantic found: of the branches of a union, the one that fits furthest."""
    faults = [(real_place(source, fault["loc"]), fault["msg"]) for fault in error.errors(include_url=False)]
    first = faults[0][0]
    place, message = max(
        (fault for fault in faults if fault[0][: len(first)] == first), key=lambda fault: len(fault[0])
    )
    return source.fault(place, message)


def real_place(source: Source, location: tuple[int | str, ...]) -> Place:
    """The place in the file for a location of pydantic’s."""
    # pydantic adds the branch of a union as a step of its own; a missing key has no line, and stands last.
    place: Place = ()
    for step in location:
        is_missing = step == location[-1] and not str(step).startswith(("constrained-", "list["))
        if (*place, step) in source.lines or is_missing:
            place = (*place, step)
    return place


def _check_head(source: Source, head: FrameworkForm) -> None:
    for key in ("pillars", "units", "national_figures"):
        for name, number in Counter(item.id for item in getattr(head, key)).items():
            if number > 1:
                raise source.fault((key,), f"the id {name} is given {number} times")
    for name, number in Counter(head.sections).items():
        if number > 1:
            raise source.fault(("sections",), f"the section {name} is given {number} times")


def _check_section(source: Source, section: SectionForm, head: FrameworkForm) -> None:
    pillars = {pillar.id for pillar in head.pillars}
    for index, requirement in enumerate(section.requirements):
        place: Place = ("requirements", index)
        if not requirement.id.startswith(f"{section.id}."):
            raise source.fault((*place, "id"), f"{requirement.id} does not begin with the section’s id")
        if section.kind != "own-duties" and requirement.pillar not in pillars:
            raise source.fault((*place, "pillar"), f"“{requirement.pillar}” is not a pillar of this framework")
        if not requirement.question.endswith("?"):
            raise source.fault((*place, "question"), "a question ends with a question mark")
        for other in requirement.also_in:
            if other not in head.sections:
                raise source.fault((*place, "also_in"), f"there is no section {other}")
        _check_fields(source, place, requirement, head)


def _check_fields(source: Source, place: Place, requirement: RequirementForm, head: FrameworkForm) -> None:
    units = {unit.id for unit in head.units}
    figures = {figure.id for figure in head.national_figures}
    seen: set[str] = set()
    for index, field in enumerate(requirement.fields):
        where: Place = (*place, "fields", index)
        if field.id in seen:
            raise source.fault((*where, "id"), f"the field {field.id} is given twice")
        seen.add(field.id)
        if (field.type == "choice") != bool(field.choices):
            raise source.fault((*where, "choices"), "choices go with the type choice, and it needs them")
        if (field.type == "table") != bool(field.columns):
            raise source.fault((*where, "columns"), "columns go with the type table, and it needs them")
        if field.composition and field.composition not in units:
            raise source.fault((*where, "composition"), f"there is no unit {field.composition}")
        if field.min is not None and field.max is not None and field.min > field.max:
            raise source.fault((*where, "min"), "the least is more than the most")
        if missing := [figure for figure in field.alongside if figure not in figures]:
            raise source.fault((*where, "alongside"), f"there is no national figure {missing[0]}")
        for number, column in enumerate(field.columns):
            if (column.type == "choice") != bool(column.choices):
                raise source.fault((*where, "columns", number), "choices go with the type choice, and it needs them")


def _check_ids(sections: list[tuple[Source, SectionForm]]) -> None:
    seen: dict[str, Path] = {}
    for source, place, requirement in _requirements(sections):
        if requirement.id in seen:
            raise source.fault((*place, "id"), f"the id {requirement.id} stands in {seen[requirement.id].name} already")
        seen[requirement.id] = source.path
    for source, place, requirement in _requirements(sections):
        if missing := [other for other in requirement.related if other not in seen]:
            raise source.fault((*place, "related"), f"there is no requirement {missing[0]}")


def _requirements(
    sections: list[tuple[Source, SectionForm]],
) -> Iterator[tuple[Source, Place, RequirementForm]]:
    for source, section in sections:
        for index, requirement in enumerate(section.requirements):
            yield source, ("requirements", index), requirement


def _compiled(head: FrameworkForm, sections: list[SectionForm]) -> Framework:
    plain = head.model_dump()
    plain["sections"] = [_plain_section(section) for section in sections]
    return framework_from_plain(plain)


def _plain_section(section: SectionForm) -> dict[str, object]:
    plain = section.model_dump()
    if section.statement_help is None:
        del plain["statement_help"]
    for requirement in plain["requirements"]:
        ref = requirement.pop("ref")
        requirement["refs"] = [ref] if isinstance(ref, str) else ref
    return plain
