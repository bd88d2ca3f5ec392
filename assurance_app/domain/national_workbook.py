"""The national workbook: who returned, what each return says, and what the numbers of the summary rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from assurance_app.domain.entities import STATEMENT_PARTS
from assurance_app.domain.national_picture import BodyRow, Conclusion, NationalPicture, Return, ReturnState
from assurance_app.domain.prose import spoken_list
from assurance_app.domain.returned import (
    departures,
    duties,
    edition,
    figures,
    gaps,
    held_on,
    opinion,
    provided,
    stand,
)
from assurance_app.domain.summary import invented_words, requirement_cells
from assurance_app.domain.values import Opinion
from assurance_app.domain.workbook import Cell, CellKind, Column, Sheet, Workbook
from assurance_app.domain.years import spoken_year
from assurance_app.words import _, ngettext
from assurance_app.words.labels import LABELS, label

_Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A sheet whose columns each come with what they mean, for the data dictionary."""

    name: str
    title: str
    columns: tuple[tuple[Column, str], ...]
    rows: tuple[_Row, ...]
    intro: tuple[str, ...] = ()

    def sheet(self) -> Sheet:
        """The sheet without the meanings."""
        return Sheet(self.name, self.title, tuple(column for column, _meaning in self.columns), self.rows, self.intro)


def apcc_name() -> str:
    """Whose document the national ones are."""
    return _("Association of Police and Crime Commissioners")


def national_workbook(picture: NationalPicture, marking: str | None = None) -> Workbook:
    """The workbook of a year's returns. Its marking is the highest among them where none is given."""
    marked = picture.marking if marking is None else marking
    parts = (
        _cover(picture, marked),
        _who_returned(picture),
        _opinions(picture),
        _opinion_counts(picture),
        _threat_statements(picture),
        _own_duties(picture),
        _departures(picture),
        _gaps(picture),
        _capacity(picture),
        _capacity_sums(picture),
    )
    return Workbook(
        title=_("National picture {year}").format(year=spoken_year(picture.year)),
        author=apcc_name(),
        marking=marked,
        sheets=(*(part.sheet() for part in parts), _dictionary(parts).sheet()),
    )


def state_words(state: ReturnState) -> str:
    """The words for where a return stands."""
    return {
        ReturnState.RETURNED: _("Returned"),
        ReturnState.DRAFT: _("Draft, not approved"),
        ReturnState.NOT_RECEIVED: _("Not received"),
    }[state]


def conclusion_words(conclusion: Conclusion) -> str:
    """The words for what a return says about a threat."""
    if conclusion is Conclusion.NOT_IN_EDITION:
        return _("Not in its edition")
    if conclusion is Conclusion.NOT_RECEIVED:
        return _("Not received")
    return label("opinion", conclusion.value)


def bodies_words(picture: NationalPicture, expected: int, others: int) -> str:
    """How many bodies something rests on: “38 of 43 bodies”, and how many beside them that were not expected."""
    words = _("{number} of {all} bodies").format(number=expected, all=len(picture.expected))
    if not others:
        return words
    return ngettext(
        "{words}, and {others} not among the expected bodies",
        "{words}, and {others} not among the expected bodies",
        others,
    ).format(words=words, others=others)


def in_state_words(picture: NationalPicture, state: ReturnState) -> str:
    """How many bodies' returns stand so, as “38 of 43 bodies”."""
    rows = picture.in_state(state)
    others = sum(not row.is_expected for row in rows)
    return bodies_words(picture, len(rows) - others, others)


def _cover(picture: NationalPicture, marking: str) -> _Part:
    editions = Counter(edition(found.record) for _row, found in picture.received)
    rows: list[_Row] = [
        (_("Year"), spoken_year(picture.year)),
        (_("Returned"), in_state_words(picture, ReturnState.RETURNED)),
        (_("Draft, not approved"), in_state_words(picture, ReturnState.DRAFT)),
        (_("Not received"), in_state_words(picture, ReturnState.NOT_RECEIVED)),
        *(
            (_("Edition"), _("{edition}: {number}").format(edition=words, number=number))
            for words, number in sorted(editions.items())
        ),
        (_("Marking"), marking or _("None")),
        (
            _("How it was made"),
            _(
                "From the return files that the sheet “Who returned” names. Each was checked as a whole when it was "
                "read: its parts, their hashes, its framework and its fingerprint. Nothing was typed in afterwards."
            ),
        ),
        (
            _("What is counted"),
            _(
                "Counts and sums rest on approved returns. What a draft says stands beside its body, and is counted "
                "nowhere. Where an edition lacks a threat, its returns are left out of the counts for that threat."
            ),
        ),
        (
            _("What an opinion is"),
            _(
                "A commissioner’s own conclusion after holding the chief constable to account. It is not an inspection "
                "grade. Bodies stand in the order of the alphabet; nothing here ranks them."
            ),
        ),
        (
            _("Capacity"),
            _(
                "National figures stand alongside as their edition gives them, with their date. They are not added to "
                "what bodies recorded, and each sum says how many bodies it rests on."
            ),
        ),
    ]
    return _Part(
        name=_("Cover"),
        title=_("National picture {year}").format(year=spoken_year(picture.year)),
        columns=(
            (Column(_("What"), 24), _("What is said about the workbook.")),
            (Column(_("Content"), 100), _("What there is to say.")),
        ),
        rows=tuple(rows),
        intro=(invented_words(),) if picture.has_invented else (),
    )


def _body_columns() -> tuple[tuple[Column, str], ...]:
    return (
        (Column(_("Body"), 36), _("The local policing body, by the name that it uses.")),
        (
            Column(_("State"), 18),
            _("Returned: approved by the office-holder. Draft: sent before it was approved. Not received: neither."),
        ),
    )


def _body_cells(row: BodyRow) -> _Row:
    return (row.body.name_as_used, state_words(row.state))


def _who_returned(picture: NationalPicture) -> _Part:
    return _Part(
        name=_("Who returned"),
        title=_("Who returned"),
        columns=(
            *_body_columns(),
            (
                Column(_("Expected"), 20),
                _("Whether the body is among those that were expected to return. Others are shown, and said apart."),
            ),
            (Column(_("Region"), 18), _("The mobilisation region of the body.")),
            (Column(_("Edition"), 44), _("The edition and the revision that the return was made on.")),
            (Column(_("Panel"), 24), _("Whether it was made before or after the police and crime panel met.")),
            (Column(_("Marking"), 20), _("The marking of the return.")),
            (Column(_("File"), 36), _("The file that it was read from.")),
            (Column(_("Fingerprint"), 68), _("Binds the return to what was approved in the office.")),
        ),
        rows=tuple(
            (
                *_body_cells(row),
                _("Yes") if row.is_expected else _("Not among the expected bodies"),
                _region(row),
                *(_file_cells(row.received) if row.received else ("", "", "", "", "")),
            )
            for row in picture.bodies
        ),
    )


def _region(row: BodyRow) -> str:
    region = row.body.mobilisation_region
    return label("region", region) if region in LABELS["region"] else region


def _file_cells(found: Return) -> _Row:
    panel = {True: _("Before the panel met"), False: _("After the panel met"), None: _("Not said")}
    record = found.record
    return (
        edition(record),
        panel[found.before_panel],
        record.cycle.marking,
        found.received_file,
        found.fingerprint,
    )


def _opinions(picture: NationalPicture) -> _Part:
    return _Part(
        name=_("Opinions"),
        title=_("Opinion on each threat"),
        columns=(
            *_body_columns(),
            *(
                (Column(threat.title, 20), _("The body’s opinion on this threat, or why there is none here."))
                for threat in picture.threats
            ),
        ),
        rows=tuple(
            (
                *_body_cells(row),
                *(conclusion_words(picture.conclusion(row, threat)) for threat in picture.threats),
            )
            for row in picture.bodies
        ),
        intro=(_("Drafts are shown with what they say so far, and are not counted."),),
    )


def _opinion_counts(picture: NationalPicture) -> _Part:
    counts = [picture.count(threat) for threat in picture.threats]
    return _Part(
        name=_("Opinion counts"),
        title=_("How many approved returns conclude what"),
        columns=(
            (Column(_("Threat"), 40), _("The threat, as the edition of most returns titles it.")),
            *(
                (
                    Column(label("opinion", each.value), 16, CellKind.NUMBER),
                    _("Approved returns with this opinion on the threat."),
                )
                for each in Opinion
            ),
            (
                Column(_("Returns counted"), 16, CellKind.NUMBER),
                _("Approved returns whose edition has the threat: the sum of the columns before."),
            ),
            (
                Column(conclusion_words(Conclusion.NOT_IN_EDITION), 16, CellKind.NUMBER),
                _("Approved returns left out, because their edition lacks the threat."),
            ),
        ),
        rows=tuple(
            (count.threat.title, *(count.by_opinion[each] for each in Opinion), count.of, count.not_in_edition)
            for count in counts
        ),
        intro=(_("Of {bodies}.").format(bodies=in_state_words(picture, ReturnState.RETURNED)),),
    )


def _threat_statements(picture: NationalPicture) -> _Part:
    return _Part(
        name=_("Threat statements"),
        title=_("What each body says about each threat"),
        columns=(
            *_body_columns(),
            (Column(_("Threat"), 28), _("The threat, as the body’s own edition titles it.")),
            (Column(_("Opinion"), 16), _("The body’s opinion on the threat.")),
            (Column(_("Held to account on"), 24), _("The days on which the chief constable was held to account.")),
            *(
                (Column(label("statement-part", name), 50), _("In the body’s own words, as far as the APCC may read."))
                for name in STATEMENT_PARTS
            ),
        ),
        rows=tuple(_statement_rows(picture)),
        intro=(_("No words from here may be published or quoted without the permission of the body."),),
    )


def _statement_rows(picture: NationalPicture) -> Iterator[_Row]:
    for row, found in picture.received:
        statements = found.record.statement_by_section
        for section in found.record.framework.threats:
            statement = statements.get(section.id)
            parts = dict(statement.parts) if statement else {}
            yield (
                *_body_cells(row),
                section.title,
                opinion(statement),
                held_on(statement),
                *(parts.get(name, "") for name in STATEMENT_PARTS),
            )


def _own_duties(picture: NationalPicture) -> _Part:
    return _Part(
        name=_("Own duties"),
        title=_("The position of each body on its own duties"),
        columns=(
            *_body_columns(),
            (Column(_("Duty"), 40), _("The duty of the body, or one that it shares with the chief constable.")),
            (Column(_("Paragraph"), 12), _("The paragraph of the body’s edition.")),
            (Column(_("Position"), 24), _("Whether the body followed the duty.")),
            (Column(_("What it rests on"), 60), _("What the body rests its position on.")),
            (Column(_("Reason"), 50), _("The reason, where the duty was not followed or does not apply.")),
        ),
        rows=tuple(
            (
                *_body_cells(row),
                duty.title,
                duty.requirement.ref,
                stand(duty.answer),
                duty.answer.rests_on if duty.answer else "",
                duty.answer.reason if duty.answer else "",
            )
            for row, found in picture.received
            for duty in duties(found.record)
        ),
    )


def _requirement_columns() -> tuple[tuple[Column, str], ...]:
    return (
        (Column(_("Section"), 28), _("The threat or other section of the body’s edition.")),
        (Column(_("Duty or capability"), 40), _("The requirement, by its title in the body’s edition.")),
        (Column(_("Paragraph"), 12), _("The paragraph of the body’s edition.")),
        (Column(_("Position or view"), 24), _("Where the body stands on it.")),
    )


def _departures(picture: NationalPicture) -> _Part:
    return _Part(
        name=_("Departures"),
        title=_("Duties not followed, and capabilities not satisfied about"),
        columns=(
            *_body_columns(),
            *_requirement_columns(),
            (Column(_("Provided"), 16), _("How the capability is provided.")),
            (Column(_("Reason"), 50), _("The body’s reason for not following its duty.")),
            (Column(_("The chief constable’s reason"), 50), _("Why the chief constable lacks the capability.")),
            (Column(_("View of that reason"), 50), _("What the body thinks of the chief constable’s reason.")),
        ),
        rows=tuple(
            (
                *_body_cells(row),
                *requirement_cells(departure, answer),
                provided(answer),
                answer.reason,
                answer.chief_constables_reason,
                answer.bodys_view_of_reason,
            )
            for row, found in picture.received
            for departure, answer in departures(found.record)
        ),
    )


def _gaps(picture: NationalPicture) -> _Part:
    return _Part(
        name=_("Gaps and next steps"),
        title=_("Gaps and next steps"),
        columns=(
            *_body_columns(),
            *_requirement_columns(),
            (Column(_("Gap"), 60), _("What is missing, as the body names it.")),
            (Column(_("Next step"), 60), _("What the body says is to be done next.")),
        ),
        rows=tuple(
            (*_body_cells(row), *requirement_cells(gap, answer), answer.gap, answer.next_step)
            for row, found in picture.received
            for gap, answer in gaps(found.record)
        ),
    )


def _beside_column() -> tuple[Column, str]:
    meaning = _("What the body’s edition gives for the country, with its date. Never added to what bodies recorded.")
    return (Column(_("National figures alongside"), 60), meaning)


def _capacity(picture: NationalPicture) -> _Part:
    return _Part(
        name=_("Capacity"),
        title=_("Capacity that bodies recorded"),
        columns=(
            *_body_columns(),
            (Column(_("Section"), 28), _("The threat or other section of the body’s edition.")),
            (Column(_("Figure"), 50), _("What is counted.")),
            (Column(_("Paragraph"), 12), _("The paragraph of the body’s edition.")),
            (Column(_("Recorded"), 30, CellKind.NUMBER), _("What the body recorded: a number, or words for a table.")),
            (Column(_("Unit"), 20), _("What the number counts.")),
            _beside_column(),
        ),
        rows=tuple(
            (
                *_body_cells(row),
                figure.section.title,
                figure.field.label,
                figure.requirement.ref,
                figure.value,
                figure.unit,
                "\n".join(figure.beside),
            )
            for row, found in picture.received
            for figure in figures(found.record)
        ),
    )


def _capacity_sums(picture: NationalPicture) -> _Part:
    return _Part(
        name=_("Capacity sums"),
        title=_("Sums of what bodies recorded"),
        columns=(
            (Column(_("Figure"), 50), _("What is counted.")),
            (Column(_("Paragraph"), 12), _("The paragraph of the edition.")),
            (Column(_("Sum"), 14, CellKind.NUMBER), _("The sum over approved returns that give the figure.")),
            (Column(_("Unit"), 20), _("What the number counts.")),
            (Column(_("From"), 40), _("How many bodies the sum rests on.")),
            _beside_column(),
        ),
        rows=tuple(
            (
                found.label,
                found.refs,
                found.total,
                found.unit,
                _("from {bodies}").format(bodies=bodies_words(picture, found.expected_bodies, found.other_bodies)),
                "\n".join(found.beside),
            )
            for found in picture.capacity_sums()
        ),
        intro=(_("A sum of what some bodies recorded is not what the country has."),),
    )


def _dictionary(parts: tuple[_Part, ...]) -> _Part:
    columns = (
        (Column(_("Sheet"), 24), _("The name of the sheet.")),
        (Column(_("Column"), 36), _("The header of the column.")),
        (Column(_("Meaning"), 90), _("What stands in it.")),
    )
    name = _("Data dictionary")
    own = [(name, column.header, meaning) for column, meaning in columns]
    rows = [(part.name, column.header, meaning) for part in parts for column, meaning in part.columns]
    words = spoken_list(tuple(label("opinion", each.value) for each in Opinion))
    return _Part(
        name=name,
        title=_("What each column means"),
        columns=columns,
        rows=(*rows, *own),
        intro=(_("An opinion is one of: {words}.").format(words=words),),
    )
