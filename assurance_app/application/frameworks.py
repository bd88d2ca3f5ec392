"""The frameworks that come with the program, and others being written: list, show, check, crosswalks."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from assurance_app.catalogue.findings import Finding, faults
from assurance_app.domain.crosswalk import Change
from assurance_app.domain.framework import Framework
from assurance_app.domain.official_text import OfficialText
from assurance_app.domain.refusal import Refused
from assurance_app.words.labels import filled

IMPORTED = "imported"
"""In the place of a file: the official text as it was imported for the edition."""

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


@lru_cache(maxsize=4)
def shipped_edition(framework_id: str) -> Framework | None:
    """A framework that comes with the program, read once while it runs; None where none has that id."""
    from assurance_app.catalogue.loader import available, framework_folder, load_framework

    return load_framework(framework_folder(framework_id)) if framework_id in available() else None


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What the check of a framework found."""

    row: FrameworkRow
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> int:
        """How many findings must be mended."""
        return faults(self.findings)

    @property
    def warnings(self) -> int:
        """How many findings are for a person to judge."""
        return len(self.findings) - self.faults

    def as_plain(self) -> dict[str, object]:
        """The report for JSON."""
        return {
            "framework": self.row.as_plain(),
            "faults": self.faults,
            "warnings": self.warnings,
            "findings": [finding.as_plain() for finding in self.findings],
        }


@dataclass(frozen=True, slots=True)
class FateRow:
    """A requirement of the old edition and where it went, or one of the new edition that came from nowhere."""

    id: str
    change: Change
    to: tuple[tuple[str, str], ...]

    def as_plain(self) -> dict[str, object]:
        """The row for JSON; each destination with its relation."""
        to = [{"id": new, "relation": relation} for new, relation in self.to]
        return {"id": self.id, "change": self.change.value, "to": to}


@dataclass(frozen=True, slots=True)
class CrosswalkReport:
    """A crosswalk as its readers see it, with what its check found; no rows where a fault stands in it."""

    findings: tuple[Finding, ...]
    rows: tuple[FateRow, ...]

    @property
    def faults(self) -> int:
        """How many findings must be mended."""
        return faults(self.findings)

    def as_plain(self) -> dict[str, object]:
        """The report for JSON."""
        return {
            "findings": [finding.as_plain() for finding in self.findings],
            "requirements": [row.as_plain() for row in self.rows],
        }


def check_framework(folder: Path, *, official: str = "", against: str = "") -> CheckReport:
    """Check the framework in a folder, against the official text and an earlier revision where they are given.

    `official` is a file with the publisher's text, or "imported" for the text that was imported for this edition.
    `against` is an edition as `edition_folder` takes it. Refused("framework.fault") for a framework that cannot be
    read: file, line and key of what is wrong.
    """
    from assurance_app.catalogue.check import check_framework as find
    from assurance_app.catalogue.loader import load_framework

    framework = load_framework(folder)
    previous = load_framework(edition_folder(against)) if against else None
    text = _official_text(official, framework) if official else None
    return CheckReport(_row(framework), find(folder, previous=previous, official=text))


def _official_text(official: str, framework: Framework) -> OfficialText:
    from assurance_app.application.official_text import needed_text, read_official

    return needed_text(framework.id) if official == IMPORTED else read_official(Path(official), framework)


def edition_folder(name: str) -> Path:
    """The folder of an edition: its id where it comes with the program, or a folder on disk."""
    from assurance_app.catalogue.loader import framework_folder

    folder = Path(name)
    return folder if (folder / "framework.yaml").is_file() else framework_folder(name)


def _editions(old: str, new: str) -> tuple[Framework, Framework, Path]:
    from assurance_app.catalogue.crosswalk import crosswalk_file
    from assurance_app.catalogue.loader import load_framework

    before, after = load_framework(edition_folder(old)), load_framework(edition_folder(new))
    return before, after, crosswalk_file(edition_folder(new).resolve().parent, before.id, after.id)


def check_crosswalk(old: str, new: str) -> CrosswalkReport:
    """Check the crosswalk between two editions, which lies beside the folder of the new one, and say what became of
    each requirement. Refused("file.missing") where there is none, Refused("framework.fault") for one without sense.
    """
    from assurance_app.catalogue.crosswalk import check_crosswalk as find
    from assurance_app.catalogue.crosswalk import load_crosswalk

    before, after, path = _editions(old, new)
    if not path.is_file():
        raise Refused("file.missing", path=path)
    findings = find(path, before, after)
    if any(finding.code == "unreadable" for finding in findings):
        load_crosswalk(path, before, after)
    if faults(findings):
        return CrosswalkReport(findings, ())
    crosswalk = load_crosswalk(path, before, after)
    rows = [
        FateRow(
            requirement.id,
            crosswalk.fate(requirement.id),
            tuple((link.new, link.relation.value) for link in crosswalk.destinations(requirement.id)),
        )
        for requirement in before.requirements
    ]
    rows += [FateRow(added, Change.NEW, ()) for added in crosswalk.added]
    return CrosswalkReport(findings, tuple(rows))


def draft_crosswalk(old: str, new: str) -> str:
    """A first draft of the crosswalk between two editions, as YAML with scores for a person to review."""
    from assurance_app.catalogue.crosswalk_draft import draft_crosswalk as draft

    before, after, _path = _editions(old, new)
    return draft(before, after)


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
