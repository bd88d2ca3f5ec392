"""What goes out of an office: statements, the return with its summary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from assurance_app.application.around_a_year import Around, around
from assurance_app.application.capacity import measure_title
from assurance_app.application.kept_back import kept_back
from assurance_app.application.progress import Report, unheard
from assurance_app.application.signing import approved_record, standing_approval
from assurance_app.application.workspaces import stored_cycle
from assurance_app.domain.content import ContentTree
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.projection import for_audience
from assurance_app.domain.record import Record
from assurance_app.domain.refusal import Refused
from assurance_app.domain.since_last_year import last_year_for
from assurance_app.domain.statement import Length, annual_statement
from assurance_app.domain.values import BodyKind, CycleStatus
from assurance_app.domain.voice import voice_of
from assurance_app.domain.withheld import framework_texts, pieces_of
from assurance_app.persistence.workspace import Workspace
from assurance_app.words import _

STATEMENT_AUDIENCES = (Audience.PUBLIC, Audience.PANEL, Audience.OFFICE)


@dataclass(frozen=True, slots=True)
class Source:
    """What documents are made from: the approved snapshot with who signed it, or the record as it stands, a draft."""

    record: Record
    signed: tuple[str, str, str] | None
    status: CycleStatus
    """Where the year stands now: a snapshot does not know."""
    around: Around = field(default_factory=Around)
    """The year before, and the editions that are known: what the statement tells besides."""

    @property
    def records(self) -> tuple[Record, ...]:
        """The records that a statement is made from: the year's, and that of the year before where there is one."""
        return (self.record,) if self.around.before is None else (self.record, self.around.before)


def source_of(workspace: Workspace, cycle_id: str, *, draft: bool = False) -> Source:
    """The approved year from its snapshot; the record as it stands where it is not approved or a draft is asked for."""
    with workspace.reading() as reading:
        approval = None if draft else standing_approval(reading, cycle_id)
        if approval is None:
            record = reading.record(cycle_id)
            return Source(record, None, record.cycle.status, around(workspace, reading, record.cycle, None))
        entity = approval.entity
        status = stored_cycle(reading, cycle_id).entity.status
        record = approved_record(workspace, reading, entity)
        signed = (entity.name, entity.role, entity.approved_at[:10])
        return Source(record, signed, status, around(workspace, reading, record.cycle, entity))


def statement_tree(
    workspace: Workspace,
    cycle_id: str,
    audience: Audience,
    length: Length = Length.STANDARD,
    *,
    draft: bool = False,
) -> ContentTree:
    """The annual assurance statement of the year for an audience, as a content tree."""
    return tree_of(source_of(workspace, cycle_id, draft=draft), audience, length)


def tree_of(source: Source, audience: Audience, length: Length = Length.STANDARD) -> ContentTree:
    """The statement that a source makes for an audience."""
    before = source.around.before
    comparable = () if before is None else (last_year_for(before, source.record, audience),)
    return statement_builder(source, audience, length)(for_audience(source.record, audience), *comparable)


def statement_builder(
    source: Source, audience: Audience, length: Length = Length.STANDARD
) -> Callable[..., ContentTree]:
    """What makes the statement of the records of a source, each filtered for the audience."""

    def build(seen: Record, before: Record | None = None) -> ContentTree:
        return annual_statement(
            seen,
            audience,
            signed=source.signed,
            length=length,
            before=before,
            before_is_draft=source.around.before_is_draft,
            editions=source.around.editions,
            measure_title=measure_title,
        )

    return build


def parse_audience(text: str) -> Audience:
    """The audience of a statement by its name; Refused("audience.unknown")."""
    known = {audience.value: audience for audience in STATEMENT_AUDIENCES}
    if text not in known:
        raise Refused("audience.unknown", audience=text, known=", ".join(known))
    return known[text]


def parse_length(text: str, audience: Audience) -> Length:
    """The length of a statement by its name; the full record is for the office alone. Refused("length.unknown")."""
    known = [length.value for length in Length if length is not Length.FULL or audience is Audience.OFFICE]
    if text not in known:
        raise Refused("length.unknown", length=text, known=", ".join(known))
    return Length(text)


def parse_formats(text: str) -> tuple[str, ...]:
    """The formats a statement is written in by name; “all” is each of them. Refused("format.unknown")."""
    from assurance_app.documents.formats import WRITERS

    if text == "all":
        return tuple(WRITERS)
    if text not in WRITERS:
        raise Refused("format.unknown", format=text, known=", ".join((*WRITERS, "all")))
    return (text,)


def make_statement(
    workspace: Workspace,
    cycle_id: str,
    audience: Audience,
    formats: tuple[str, ...],
    out: Path,
    length: Length = Length.STANDARD,
    *,
    report: Report = unheard,
) -> tuple[Path, ...]:
    """Write the statement into the folder, each file read back and checked; answers with the files.

    It is one file a format, but for “html”, which is a page and the fragment of it that goes into another page. All are
    made before any stands in the folder: one that is refused, or is cancelled through `report`, leaves none.
    """
    from assurance_app.documents.formats import write_document, write_fragment

    source = source_of(workspace, cycle_id)
    tree = tree_of(source, audience, length)
    kept = kept_back(source.records, audience, statement_builder(source, audience, length))
    make_folder(out)
    what = {Length.FULL: "record", Length.STANDARD: "statement", Length.SHORT: "short-statement"}[length]
    stem = f"{cycle_id.replace('.', '-')}-{what}-{audience.value}"
    with making_in(out) as making:
        made = []
        for number, name in enumerate(formats):
            report(number, len(formats), _making(name))
            made.append(write_document(tree, name, making, stem, kept))
        if "html" in formats:
            made.append(write_fragment(tree, making, stem, kept))
        report(len(formats), len(formats), "")
        # All is made and checked before anything stands in the folder that was asked for.
        return tuple(path.replace(out / path.name) for path in made)


def _making(fmt: str) -> str:
    words = {"docx": _("Making and checking the Word file"), "pdf": _("Making and checking the PDF")}
    return words.get(fmt, _("Making and checking the web page"))


def make_return(workspace: Workspace, cycle_id: str, out: Path, *, draft: bool = False) -> tuple[Path, ...]:
    """Write the return and, beside it, the APCC summary in Word and Excel; answers with the files.

    Only an approved year is returned, from its snapshot; `draft` makes a draft of the record as it stands.
    Refused("approval.missing") otherwise.
    """
    source = source_of(workspace, cycle_id, draft=draft)
    if source.signed is None and not draft:
        raise Refused("approval.missing", year=source.record.cycle.year)
    return return_of(source, workspace.now(), out)


def return_of(source: Source, made_at: str, out: Path) -> tuple[Path, ...]:
    """The return of a source, a draft where nobody signed it, and its summary; the same of the same, byte for byte.

    `made_at` is the moment that it says it was made at (ISO 8601, UTC).
    """
    from assurance_app.documents.check_withheld import check_withheld
    from assurance_app.documents.excel import write_workbook
    from assurance_app.documents.formats import write_document
    from assurance_app.domain.summary import apcc_summary, apcc_summary_workbook
    from assurance_app.exchange.returns import ReturnPackage, write_return

    seen = for_audience(source.record, Audience.APCC)
    stem = f"{source.record.body.id}-{source.record.cycle.year}"
    make_folder(out)
    with making_in(out) as making:
        summary = partial(apcc_summary, signed=source.signed, measure_title=measure_title)
        workbook = partial(apcc_summary_workbook, signed=source.signed, measure_title=measure_title)
        kept = kept_back([source.record], Audience.APCC, summary)
        tree, book = summary(seen), workbook(seen)
        word = write_document(tree, "docx", making, f"{stem}-summary", kept)
        excel = making / f"{stem}-summary.xlsx"
        write_workbook(book, excel, kept_back([source.record], Audience.APCC, workbook))
        public = tree_of(source, Audience.PUBLIC)
        statement = write_document(
            public,
            "docx",
            making,
            "statement",
            kept_back(source.records, Audience.PUBLIC, statement_builder(source, Audience.PUBLIC)),
        )
        package = ReturnPackage(
            record=source.record,
            draft=source.signed is None,
            made_at=made_at,
            summary_docx=word.read_bytes(),
            summary_xlsx=excel.read_bytes(),
            statement_docx=statement.read_bytes(),
            before_panel=before_panel(source.record.body.kind, source.status),
        )
        sprreturn = making / f"{stem}.sprreturn"
        write_return(sprreturn, package)
        # The documents in it were looked through each on its own; what they may say, the return may.
        edition = framework_texts(source.record.framework, source.record.body.kind.value)
        permitted = kept.without((*edition, *pieces_of(public), *pieces_of(book)))
        check_withheld(permitted, sprreturn, out / sprreturn.name, tree, book, public)
        # All is made and checked before anything stands in the folder that was asked for.
        return tuple(made.replace(out / made.name) for made in (sprreturn, word, excel))


def make_evidence_schedule(workspace: Workspace, cycle_id: str, path: Path) -> tuple[Path, ...]:
    """Write the schedule of the year's evidence, for the office, to an .xlsx file; answers with it.

    Refused("format.unknown") where the file's name ends otherwise, so that no other kind of file is written over.
    """
    from assurance_app.application.library import type_title
    from assurance_app.documents.excel import write_workbook
    from assurance_app.domain.evidence_schedule import evidence_schedule

    if path.suffix.lower() != ".xlsx":
        raise Refused("format.unknown", format=path.suffix or path.name, known=".xlsx")
    source = source_of(workspace, cycle_id)
    record = for_audience(source.record, Audience.OFFICE)
    book = evidence_schedule(record, signed=source.signed, type_title=type_title, measure_title=measure_title)
    write_workbook(book, path)
    return (path,)


@contextmanager
def making_in(out: Path) -> Iterator[Path]:
    """A folder within `out` to make things in; a refusal names them by the place that they were made for."""
    with TemporaryDirectory(dir=out, prefix=".making-") as place:
        try:
            yield Path(place)
        except Refused as refusal:
            path = refusal.params.get("path")
            if isinstance(path, Path) and path.parent == Path(place):
                raise Refused(refusal.code, **{**refusal.params, "path": out / path.name}) from refusal
            raise


def before_panel(kind: BodyKind, status: CycleStatus) -> bool | None:
    """Whether the year stands before the meeting of its police and crime panel; None where the body has no panel."""
    if not voice_of(kind).has_panel:
        return None
    steps = list(CycleStatus)
    return steps.index(status) < steps.index(CycleStatus.PANEL_MET)


def make_folder(out: Path) -> None:
    """Make the folder for what goes out; Refused("file.unwritable") where that cannot be done."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused("file.unwritable", path=out, detail=error.strerror or str(error)) from error
