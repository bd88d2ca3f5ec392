"""The frameworks that come with the program: list, show, check."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from assurance_app.domain.framework import Framework
from assurance_app.words.labels import filled

_DEFAULT_KIND = "pcc"
"""Whose words fill the questions where no body is known."""


@dataclass(frozen=True, slots=True)
class FrameworkRow:
    """A framework in a list."""

    id: str
    revision: int
    title: str
    issued: str
    requirements: int
    hash: str

    def as_plain(self) -> dict[str, object]:
        """The row for JSON."""
        return asdict(self)


def list_frameworks() -> tuple[FrameworkRow, ...]:
    """The frameworks that come with the program."""
    from assurance_app.catalogue.loader import available, framework_folder, load_framework

    return tuple(_row(load_framework(framework_folder(name))) for name in available())


def check_framework(folder: Path) -> FrameworkRow:
    """Read the framework in a folder; Refused("framework.fault") names file, line and key of what is wrong."""
    from assurance_app.catalogue.loader import load_framework

    return _row(load_framework(folder))


def _row(framework: Framework) -> FrameworkRow:
    number = sum(1 for _requirement in framework.requirements)
    return FrameworkRow(framework.id, framework.revision, framework.title, framework.issued, number, framework.hash)


def show_framework(framework_id: str) -> list[dict[str, object]]:
    """The requirements with id, ref, pillar, threat, duty_on and question (as a commissioner's office reads it)."""
    from assurance_app.catalogue.loader import framework_folder, load_framework

    framework = load_framework(framework_folder(framework_id))
    return [
        {
            "id": requirement.id,
            "ref": requirement.ref,
            "refs": list(requirement.refs),
            "heading": requirement.heading,
            "pillar": requirement.pillar,
            "threat": section.id,
            "also_in": list(requirement.also_in),
            "tier": requirement.tier.value,
            "duty_on": requirement.duty_on.value,
            "strength": requirement.strength.value,
            "title": filled(requirement.title, _DEFAULT_KIND),
            "question": filled(requirement.question, _DEFAULT_KIND),
        }
        for section in framework.sections
        for requirement in section.requirements
    ]
