"""The official text: importing the published document, and giving what was imported. The text stays on the user's
machine: in the workspace, or in the person's own folder. The program ships none of it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assurance_app import paths
from assurance_app.application.changes import Changed, Outcome
from assurance_app.domain.framework import Framework
from assurance_app.domain.official_text import (
    OfficialText,
    Paragraph,
    Report,
    around,
    heading_key,
    paragraph,
    report,
    whole,
)
from assurance_app.domain.plain import from_plain, to_plain
from assurance_app.domain.refusal import Refused
from assurance_app.files.writing import write_atomically
from assurance_app.persistence.workspace import Reading, Workspace
from assurance_app.words import _
from assurance_app.words.labels import label

OFFICIAL_TEXT = "official_text"
"""The kind of change that an import makes."""

_VERSION = 1
_META = "official-text:{framework}"
_LEAST_SHARE = 2
"""At least one paragraph and one section heading in two must be there: less is another document."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph as it is shown: itself, and all paragraphs of its whole number, so that a letter has its lead-in."""

    paragraph: Paragraph
    whole: tuple[Paragraph, ...]
    around: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """The official text as the window shows it: the edition's title, its text (None where none was imported) and what
    the import found.
    """

    framework_id: str
    title: str
    text: OfficialText | None
    report: Report | None


def beside(workspace: Workspace, framework_id: str) -> Beside:
    """The official text that stands beside the questions of a framework; Refused as `official_text` says."""
    text = official_text(framework_id, workspace)
    with workspace.reading() as reading:
        revisions = [revision for name, revision in reading.frameworks() if name == framework_id]
        kept = reading.framework(framework_id, max(revisions)) if revisions else None
    framework = kept or _framework(framework_id, workspace)
    return Beside(framework_id, framework.title, text, report(text, framework.paragraphs) if text else None)


def import_beside(workspace: Workspace, framework_id: str, path: Path) -> Outcome[Beside]:
    """Import the published document beside the questions: into the workspace, or into the person's own folder where
    the workspace can only be read. Refused as `import_official` says.
    """
    import_official(path, framework_id, None if workspace.read_only else workspace)
    return Outcome(beside(workspace, framework_id), (Changed(OFFICIAL_TEXT, framework_id),))


def read_official(path: Path, framework: Framework) -> OfficialText:
    """The official text in a file, kept nowhere. Refused as `files.text_of` says, and "official-text.another" where the
    file does not read as this framework's text.
    """
    from assurance_app.catalogue.official_text import cut
    from assurance_app.files.text_of import text_of

    source = text_of(path)
    text = OfficialText(framework.id, source.name, source.sha256, cut(source.lines, framework))
    _refuse_another(path, text, framework)
    return text


def import_official(path: Path, framework_id: str, workspace: Workspace | None = None) -> tuple[OfficialText, Report]:
    """Read the published document and keep its paragraphs, in the workspace or in the person's own folder.

    What was imported before for the framework is replaced; where this is Refused, it stays.
    """
    framework = _framework(framework_id, workspace)
    text = read_official(path, framework)
    plain = {"v": _VERSION, "official_text": to_plain(text)}
    if workspace is None:
        place = _place(framework_id)
        place.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(place, json.dumps(plain, ensure_ascii=False).encode("utf-8"))
    else:
        with workspace.unit_of_work() as work:
            work.set_meta(_META.format(framework=framework_id), work.put_payload(plain))
            work.commit()
    return text, report(text, framework.paragraphs)


def official_text(framework_id: str, workspace: Workspace | None = None) -> OfficialText | None:
    """What was imported for the framework: the workspace's own, else the person's; None where nothing was.

    Refused("official-text.unreadable") where it was kept and can no longer be read.
    """
    if workspace is not None:
        with workspace.reading() as reading:
            if (kept := _in_workspace(reading, framework_id)) is not None:
                return kept
    place = _place(framework_id)
    try:
        content = place.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Refused("official-text.unreadable", path=place) from error
    try:
        return _from_plain(json.loads(content))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Refused("official-text.unreadable", path=place) from error


def needed_text(framework_id: str, workspace: Workspace | None = None) -> OfficialText:
    """What was imported for the framework; Refused("official-text.missing") where nothing was."""
    text = official_text(framework_id, workspace)
    if text is None:
        raise Refused("official-text.missing", framework=framework_id)
    return text


def show(framework_id: str, ref: str, workspace: Workspace | None = None, *, n: int = 2) -> Shown:
    """A paragraph with its surroundings; Refused("official-text.no-paragraph") with near references where it is not."""
    _framework(framework_id, workspace)
    text = needed_text(framework_id, workspace)
    found = paragraph(text, ref)
    if found is None:
        near = [one.ref for one in whole(text, ref)] or [one.ref for one in text.paragraphs if one.number]
        raise Refused("official-text.no-paragraph", framework=framework_id, ref=ref, known=", ".join((*near[:8], "…")))
    return Shown(found, whole(text, ref), around(text, ref, n))


def report_lines(found: Report) -> Sequence[str]:
    """The report for a person, one line each: found and expected, what is missing, and what is uncertain and why."""
    lines = [_("Found {found} of {expected} numbered paragraphs.").format(found=found.found, expected=found.expected)]
    if found.missing:
        lines.append(_("Not found: {numbers}.").format(numbers=", ".join(map(str, found.missing))))
    if found.beyond:
        lines.append(_("More than were expected: {numbers}.").format(numbers=", ".join(map(str, found.beyond))))
    if found.uncertain:
        lines.append(
            _("Uncertain: {number}. Compare these with the published text:").format(number=len(found.uncertain))
        )
    lines += [f"  {one.ref}: {label('doubt', one.doubt.value)}" for one in found.uncertain]
    return lines


def report_plain(text: OfficialText, found: Report) -> dict[str, object]:
    """The report for JSON."""
    return {
        "framework": text.framework_id,
        "source": text.source_name,
        "sha256": text.sha256,
        "found": found.found,
        "expected": found.expected,
        "missing": list(found.missing),
        "beyond": list(found.beyond),
        "paragraphs": sum(1 for one in text.paragraphs if one.number),
        "uncertain": [
            {"ref": one.ref, "code": one.doubt.value, "reason": label("doubt", one.doubt.value)}
            for one in found.uncertain
        ],
    }


def _framework(framework_id: str, workspace: Workspace | None) -> Framework:
    """The framework that comes with the program, or the newest revision that the workspace holds."""
    from assurance_app.catalogue.loader import available, framework_folder, load_framework

    if workspace is not None and framework_id not in available():
        with workspace.reading() as reading:
            revisions = [revision for name, revision in reading.frameworks() if name == framework_id]
            if revisions:
                return reading.framework(framework_id, max(revisions))
    return load_framework(framework_folder(framework_id))


def _refuse_another(path: Path, text: OfficialText, framework: Framework) -> None:
    found = report(text, framework.paragraphs)
    titles = {heading_key(section.title) for section in framework.threats}
    named = titles & {heading_key(heading) for one in text.paragraphs for heading in one.headings}
    too_few = found.found * _LEAST_SHARE < framework.paragraphs or not found.found
    if too_few or len(named) * _LEAST_SHARE < len(titles):
        raise Refused(
            "official-text.another",
            path=path,
            title=framework.title,
            found=found.found,
            expected=framework.paragraphs,
            named=len(named),
            sections=len(titles),
        )


def _place(framework_id: str) -> Path:
    if Path(framework_id).name != framework_id or framework_id.startswith("."):
        raise Refused("framework.unknown", framework=framework_id, known="…")
    return paths.official_texts() / f"{framework_id}.json"


def _in_workspace(reading: Reading, framework_id: str) -> OfficialText | None:
    digest = reading.meta(_META.format(framework=framework_id))
    plain = reading.payload(digest) if digest else None
    return None if plain is None else _from_plain(plain)


def _from_plain(plain: object) -> OfficialText:
    if not isinstance(plain, dict) or plain.get("v") != _VERSION:
        raise ValueError("not an official text of this version")
    return from_plain(OfficialText, plain["official_text"])
