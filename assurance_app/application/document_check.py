"""Checking a document of the office's own, Word or PDF: what is to mend in it, where, why, and how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assurance_app.domain.disclosure import Audience
from assurance_app.domain.projection import for_audience
from assurance_app.domain.refusal import Refused
from assurance_app.domain.withheld import NOTHING, Withheld, framework_texts, withheld
from assurance_app.files.writing import write_atomically
from assurance_app.persistence.workspace import Workspace
from assurance_app.words import _, ngettext
from assurance_app.words.sentences import sentence

if TYPE_CHECKING:
    from assurance_app.documents.document_rules import Finding
    from assurance_app.files.office_document import Spot


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One thing to mend, or to look at, in words for a person. `steps` are what to do, in order."""

    code: str
    mend: bool
    title: str
    where: str
    found: str
    why: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What the check of one document found; `compared` says whether words withheld in the record were looked for."""

    path: Path
    kind: str
    rows: tuple[FindingRow, ...]
    compared: bool = False
    refusal: str = ""
    """Why it could not be read, in a sentence; "" where it could."""

    @property
    def to_mend(self) -> int:
        """How many findings are to be mended, those that are only to be looked at apart."""
        return sum(row.mend for row in self.rows)


def check_file(path: Path, kept: Withheld | None = None, *, published: bool = True) -> DocumentReport:
    """Check a Word or PDF document. It is only read.

    `kept` are the words that the public may not read (`kept_from_public`), None where no record is at hand. Markings
    and withheld words are looked for in what is to be `published`. Refused("file.missing" | "file.unreadable" |
    "checking.encrypted" | "checking.old-word" | "checking.unknown" | "checking.too-large" | "checking.damaged").
    """
    from assurance_app.documents.document_rules import findings, withheld_elsewhere
    from assurance_app.files.archive import read_bounded
    from assurance_app.files.office_document import LARGEST_FILE, read_office

    document = read_office(path)
    found = findings(document, kept or NOTHING, published=published)
    if published and kept is not None:
        found = (*withheld_elsewhere(read_bounded(path, LARGEST_FILE), kept, found), *found)
    rows = tuple(_row(finding, document.kind) for finding in found)
    return DocumentReport(path, document.kind, rows, compared=published and kept is not None)


def check_each(paths: Iterable[Path], kept: Withheld | None, *, published: bool) -> tuple[DocumentReport, ...]:
    """Check several documents; one that cannot be read is answered with the reason, and the others are checked."""
    made = []
    for path in paths:
        try:
            made.append(check_file(path, kept, published=published))
        except Refused as refusal:
            made.append(DocumentReport(path, "", (), refusal=sentence(refusal.code, refusal.params)))
    return tuple(made)


def kept_from_public(workspace: Workspace, cycle_id: str) -> Withheld:
    """The words of a year's record that the public may not read, and that the edition does not say itself."""
    with workspace.reading() as reading:
        record = reading.record(cycle_id)
    edition = framework_texts(record.framework, record.body.kind.value)
    return withheld([record], [for_audience(record, Audience.PUBLIC)], edition)


def report_text(reports: Iterable[DocumentReport]) -> str:
    """The reports as plain text, to be copied or kept."""
    return "\n".join(line for report in reports for line in _lines(report))


def save_report(reports: Iterable[DocumentReport], path: Path) -> None:
    """Keep the reports as a text file. Refused("file.unwritable")."""
    write_atomically(path, report_text(reports).encode("utf-8"))


def summary_sentence(report: DocumentReport) -> str:
    """How many things are to mend, and how many to look at."""
    if report.refusal:
        return report.refusal
    mend, look = report.to_mend, len(report.rows) - report.to_mend
    if not report.rows:
        return _("Nothing to mend was found.")
    told = ngettext("{number} thing to mend", "{number} things to mend", mend).format(number=mend)
    if not look:
        return told
    return told + " · " + ngettext("{number} to look at", "{number} to look at", look).format(number=look)


def _lines(report: DocumentReport) -> Iterator[str]:
    yield report.path.name
    yield summary_sentence(report)
    if report.compared:
        yield _("The words that the record keeps from the public were looked for as well.")
    for number, row in enumerate(report.rows, start=1):
        yield ""
        yield f"{number}. {row.title}"
        yield _("Where: {where}").format(where=row.where)
        if row.found:
            yield _("Found: {found}").format(found=row.found)
        yield _("Why it matters: {why}").format(why=row.why)
        yield _("How to mend it:")
        yield from (f"   - {step}" for step in row.steps)
    yield ""


def _row(finding: Finding, kind: str) -> FindingRow:
    from assurance_app.documents.document_rules import rules

    rule = rules()[finding.code]
    return FindingRow(
        code=finding.code,
        mend=finding.mend,
        title=_(rule["title"]),
        where=_where(finding.spot),
        found=_found(finding),
        why=_(rule["why"]),
        steps=tuple(_(step) for step in rule["pdf" if kind == "pdf" else "word"]),
    )


def _where(spot: Spot) -> str:
    place = {
        "document": _("The whole document"),
        "paragraph": _("Paragraph {number}"),
        "table": _("Table {number}"),
        "picture": _("Picture {number}"),
        "page": _("Page {number}"),
        "furniture": _("The head or foot of a page"),
        "comment": _("Comment {number}"),
        "note": _("Footnote or endnote {number}"),
        "unseen": _("A part of the file that its pages do not show: a note, a property, data beside the text"),
    }[spot.kind.value].format(number=spot.number)
    if spot.under:
        place = _("{place}, under “{heading}”").format(place=place, heading=spot.under)
    return _("{place}: “{words}”").format(place=place, words=spot.words) if spot.words else place


def _found(finding: Finding) -> str:
    """What stands there, in a few words, with how many more of the same there are."""
    said = {
        "contrast.low": _("a contrast of {detail} to 1"),
        "heading.skipped": _("a heading of level {detail}"),
        "words.withheld": _("words from “{detail}” in your record"),
        "properties.custom": _("the property “{detail}”"),
        "link.bare": _("it leads to {detail}"),
    }.get(finding.code, "“{detail}”")
    told = said.format(detail=finding.detail) if finding.detail else ""
    if finding.more:
        more = ngettext("and {number} more of the same", "and {number} more of the same", finding.more)
        told = ", ".join(piece for piece in (told, more.format(number=finding.more)) if piece)
    return told
