"""What a check over a framework or a crosswalk finds: code, how grave, where, and one sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from assurance_app.domain.refusal import Refused
from assurance_app.words.findings import finding_sentence

if TYPE_CHECKING:
    # A finding is read without the YAML that it was found in.
    from assurance_app.catalogue.source import Place, Source


class Severity(StrEnum):
    """A fault must be mended before the edition is used; a warning is for a person to judge."""

    FAULT = "fault"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `line` counts from 1; `key` is the place within the file, such as requirements.3.question."""

    code: str
    severity: Severity
    file: Path
    line: int
    key: str
    sentence: str

    def as_plain(self) -> dict[str, object]:
        """The finding for JSON."""
        return {**asdict(self), "severity": self.severity.value, "file": str(self.file)}


def found(code: str, severity: Severity, source: Source, place: Place, **params: object) -> Finding:
    """A finding at a place of a file."""
    key = ".".join(str(step) for step in place)
    return Finding(code, severity, source.path, source.line_of(place), key, finding_sentence(code, params))


def unreadable(refusal: Refused) -> Finding:
    """The finding for what the loader refuses (a Refused of the code "framework.fault")."""
    params = refusal.params
    sentence = finding_sentence("unreadable", params)
    line = params["line"]
    assert isinstance(line, int)
    return Finding("unreadable", Severity.FAULT, Path(str(params["file"])), line, str(params["key"]), sentence)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Faults first, then by file and line."""
    return tuple(
        sorted(findings, key=lambda one: (one.severity is not Severity.FAULT, str(one.file), one.line, one.code))
    )


def faults(findings: Iterable[Finding]) -> int:
    """How many of the findings must be mended."""
    return sum(1 for finding in findings if finding.severity is Severity.FAULT)
