"""The evidence schedule: every item of evidence of the year, what it is and what rests on it. For the office alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assurance_app.domain.entities import EvidenceLink, EvidenceRevision
from assurance_app.domain.entries import MeasureTitle
from assurance_app.domain.prose import spoken_date
from assurance_app.domain.record import Record
from assurance_app.domain.summary_chapters import Signed, invented_words
from assurance_app.domain.values import TargetKind
from assurance_app.domain.workbook import Cell, CellKind, Column, Sheet, Workbook, day_cell
from assurance_app.domain.years import spoken_year
from assurance_app.words import _
from assurance_app.words.labels import filled, label


def evidence_schedule(
    record: Record, *, signed: Signed, type_title: Callable[[str], str], measure_title: MeasureTitle = str
) -> Workbook:
    """The schedule of the year's evidence, from a record as the office reads it.

    `type_title` gives the words for a type of evidence by its id, `measure_title` those for a measure of capacity.
    """
    uses = _Uses(record, measure_title)
    title = _("Evidence schedule {year}").format(year=spoken_year(record.cycle.year))
    state = (
        _("As approved by {name} on {date}.").format(name=signed[0], date=spoken_date(signed[2]))
        if signed
        else _("Draft, not approved.")
    )
    about = _("Each row is one revision of an item: those that the year rests on, and the newest of all others.")
    evidence = sorted(record.evidence, key=lambda item: (item.title.casefold(), item.evidence_id, item.number))
    sheet = Sheet(
        name=_("Evidence"),
        title=title,
        columns=_columns(),
        rows=tuple(_row(item, uses.of(item), type_title) for item in evidence),
        intro=(*((invented_words(),) if record.body.invented else ()), state, about),
    )
    return Workbook(
        title=_("{title}: {body}").format(title=title, body=record.body.name_as_used),
        author=record.body.name_as_used,
        marking=record.cycle.marking,
        sheets=(sheet,),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Item"), 40),
        Column(_("Type"), 24),
        Column(_("Source"), 28),
        Column(_("Where in the source"), 22),
        Column(_("Date"), 18, CellKind.DATE),
        Column(_("What it shows"), 50),
        Column(_("Owner"), 20),
        Column(_("Who may read it"), 20),
        Column(_("Look again by"), 18, CellKind.DATE),
        Column(_("Revision"), 10, CellKind.NUMBER),
        Column(_("Pinned by this year"), 14),
        Column(_("Used by"), 50),
        Column(_("Link"), 30),
        Column(_("Attachment"), 30),
        Column(_("SHA-256 of the attachment"), 66),
    )


def _row(item: EvidenceRevision, used_by: tuple[str, ...], type_title: Callable[[str], str]) -> tuple[Cell, ...]:
    return (
        item.title,
        type_title(item.type),
        item.source,
        item.locator,
        day_cell(item.date),
        item.shows,
        item.owner,
        label("disclosure", item.disclosure.value),
        day_cell(item.review_by),
        item.number,
        _("Yes") if used_by else _("No"),
        "\n".join(used_by),
        item.link,
        item.attachment_name,
        item.attachment,
    )


class _Uses:
    """What rests on a revision, in the order of the edition: the paragraph and title of each."""

    def __init__(self, record: Record, measure_title: MeasureTitle) -> None:
        self._words: dict[str, str] = {}
        kind, titles = record.body.kind.value, {section.id: section.title for section in record.framework.sections}
        answers, statements = record.answer_by_requirement, record.statement_by_section
        for requirement in record.framework.requirements:
            if requirement.id in answers:
                words = _("{paragraph} {title}").format(
                    paragraph=requirement.ref, title=filled(requirement.title, kind)
                )
                self._words[answers[requirement.id].id] = words
        for section_id, statement in statements.items():
            self._words[statement.id] = _("Statement: {threat}").format(threat=titles.get(section_id, section_id))
        for session in record.sessions:
            self._words[session.id] = _named(TargetKind.SCRUTINY_SESSION, (spoken_date(session.held_on), session.forum))
        for figure in record.capacity_figures:
            self._words[figure.id] = _named(TargetKind.CAPACITY_FIGURE, (measure_title(figure.measure),))
        for agreement in record.agreements:
            self._words[agreement.id] = _named(TargetKind.COLLABORATION_AGREEMENT, (agreement.title,))
        for action in record.actions:
            self._words[action.id] = _named(TargetKind.ACTION, (action.title,))
        self._links: dict[str, list[EvidenceLink]] = {}
        for link in record.links:
            self._links.setdefault(link.revision_id, []).append(link)
        self._order = {target: place for place, target in enumerate(self._words)}

    def of(self, item: EvidenceRevision) -> tuple[str, ...]:
        """The words for each thing that rests on the revision; never none where something does."""
        links = self._links.get(item.id, [])
        links.sort(key=lambda link: (self._order.get(link.target_id, len(self._order)), link.target_id))
        found = (self._words.get(link.target_id) or _named(link.target_kind, (link.target_id,)) for link in links)
        return tuple(dict.fromkeys(found))


def _named(kind: TargetKind, pieces: Iterable[str]) -> str:
    words = ", ".join(piece for piece in pieces if piece)
    what = label("target_kind", kind.value)
    return _("{what}: {words}").format(what=what, words=words) if words else what
