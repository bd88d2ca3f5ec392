"""The tables of the national workbook that hold matrices and counts; their numbers are those of the screens."""

from __future__ import annotations

from collections.abc import Callable

from assurance_app.domain.national_change import Movement, YearOnYear
from assurance_app.domain.national_distribution import distributions, evidence_relied_on
from assurance_app.domain.national_gaps import common_departures, common_gaps, in_all, named_departures, named_gaps
from assurance_app.domain.national_index import ANSWERED, AnswerIndex, Standing
from assurance_app.domain.national_matrix import NOT_PROVIDED, pillar_matrix
from assurance_app.domain.national_picture import NationalPicture
from assurance_app.domain.national_rows import Conclusion, Counted
from assurance_app.domain.national_words import (
    Part,
    Row,
    body_cells,
    body_columns,
    conclusion_tones,
    conclusion_words,
    left_out_words,
    pillar_words,
    provided_words,
    region_words,
    standing_words,
)
from assurance_app.domain.returned import Found
from assurance_app.domain.values import Opinion, Provided
from assurance_app.domain.workbook import CellKind, Chart, Column, Tone
from assurance_app.domain.years import spoken_year
from assurance_app.words import _
from assurance_app.words.labels import filled, label


def matrix_part(index: AnswerIndex) -> Part:
    """Body by threat, then body by pillar."""
    picture = index.picture
    pillars = pillar_matrix(index, _("Own duties"))
    by_body = {row.row.body.id: row.cells for row in pillars.rows}
    return Part(
        name=_("Matrix"),
        title=_("Opinion on each threat, and answers under each pillar"),
        key="Matrix",
        columns=(
            *body_columns(),
            (Column(_("Region"), 16), _("The mobilisation region of the body.")),
            (Column(_("Crime unit"), 16), _("The regional organised crime unit of the body.")),
            *(
                (
                    Column(threat.title, 16, tones=conclusion_tones()),
                    _("The body’s opinion on this threat, or why there is none here."),
                )
                for threat in picture.threats
            ),
            *(
                (
                    Column(column.title, 21),
                    _("How many requirements under this pillar are followed or satisfied, of all that ask something."),
                )
                for column in pillars.columns
            ),
        ),
        rows=tuple(
            (
                *body_cells(row),
                region_words(row.body.mobilisation_region),
                row.body.rocu,
                *(conclusion_words(picture.conclusion(row, threat)) for threat in picture.threats),
                *(pillar_words(cell) for cell in by_body[row.body.id]),
            )
            for row in picture.bodies
        ),
        intro=(_("In the order of the alphabet. Drafts are shown with what they say so far, and are not counted."),),
    )


def opinion_counts_part(picture: NationalPicture) -> Part:
    """A row for each threat, with how many bodies conclude what, as a chart too."""
    counts = [picture.count(threat) for threat in picture.threats]
    return Part(
        name=_("Opinion counts"),
        title=_("How many bodies conclude what"),
        key="Opinion_counts",
        columns=(
            (Column(_("Threat"), 40), _("The threat, as the edition of most returns titles it.")),
            *(
                (
                    Column(label("opinion", each.value), 16, CellKind.NUMBER),
                    _("Approved returns, and statements that the APCC entered, with this opinion on the threat."),
                )
                for each in Opinion
            ),
            (
                Column(_("Counted"), 16, CellKind.NUMBER),
                _("Bodies counted whose edition has the threat: the sum of the columns before."),
            ),
            (
                Column(_("Entered by the APCC"), 16, CellKind.NUMBER),
                _("How many of those counted the APCC entered from a statement that is no return file."),
            ),
            (
                Column(conclusion_words(Conclusion.NOT_IN_EDITION), 16, CellKind.NUMBER),
                _("Bodies left out, because their edition lacks the threat."),
            ),
        ),
        rows=tuple(
            (
                count.threat.title,
                *(count.by_opinion[each].number for each in Opinion),
                count.of,
                sum(each.entered for each in count.by_opinion.values()),
                count.not_in_edition.number,
            )
            for count in counts
        ),
        charts=(
            Chart(
                title=_("Opinion on each threat"),
                description=_("How many bodies conclude what on each threat. The numbers are those of the table."),
                categories=0,
                series=tuple(range(1, 1 + len(Opinion))),
                tones=(Tone.GOOD, Tone.PARTLY, Tone.BAD, Tone.NONE),
            ),
        ),
    )


def distribution_part(index: AnswerIndex) -> Part:
    """A row for each requirement of the edition, with how many approved returns stand where."""
    kind = _kind(index)
    found = distributions(index)

    def numbers(counts: dict[str, Counted], code: str) -> int | None:
        return counts[code].number if code in counts else None

    rows: list[Row] = []
    for each in found:
        standings = {standing.value: counted for standing, counted in each.by_standing.items()}
        provided = dict(each.by_provided)
        rows.append(
            (
                each.asked.section.title,
                filled(each.asked.requirement.title, kind),
                each.asked.requirement.ref,
                *(numbers(standings, standing.value) for standing in (*ANSWERED, Standing.NO_ANSWER)),
                *(numbers(provided, code) for code in _PROVIDED),
                each.of,
                each.left_out.number,
                each.asked.id,
            )
        )
    return Part(
        name=_("Distribution"),
        title=_("Where approved returns stand on each requirement"),
        key="Distribution",
        columns=(
            (Column(_("Section"), 28), _("The threat or other section of the edition.")),
            (Column(_("Duty or capability"), 40), _("The requirement.")),
            (Column(_("Paragraph"), 12), _("Its paragraph.")),
            *(
                (
                    Column(standing_words(standing), 14, CellKind.NUMBER),
                    _("Approved returns that say so. Empty where the other of position and view is asked."),
                )
                for standing in (*ANSWERED, Standing.NO_ANSWER)
            ),
            *(
                (
                    Column(provided_words(code), 14, CellKind.NUMBER),
                    _("Approved returns that say so of how the capability is provided. Empty for duties of the body."),
                )
                for code in _PROVIDED
            ),
            (Column(_("Returns compared"), 14, CellKind.NUMBER), _("Approved returns that can be compared on it.")),
            (
                Column(_("Not comparable"), 14, CellKind.NUMBER),
                _("Approved returns left out: their edition has no requirement that is equal to it."),
            ),
            (Column(_("Requirement"), 30), _("The id of the requirement.")),
        ),
        rows=tuple(rows),
        intro=left_out_words(index),
    )


_PROVIDED = (*(each.value for each in Provided), NOT_PROVIDED)


def _kind(index: AnswerIndex) -> str:
    """The kind of body whose words stand in titles of all: that of most."""
    kinds = [row.body.kind.value for row in index.picture.bodies]
    return max(sorted(set(kinds)), key=kinds.count, default="pcc")


def common_part(index: AnswerIndex) -> Part:
    """The most common gaps and departures: a row for each requirement, with how many bodies are behind it."""
    names = {row.body.id: row.body.name_as_used for row in index.picture.bodies}
    rows = (
        *(_common_row(_("Gap"), each.found, each.counted, each.with_next_step, names) for each in common_gaps(index)),
        *(
            _common_row(_("Departure"), each.found, each.counted, each.with_reason, names)
            for each in common_departures(index)
        ),
    )
    picture = index.picture
    return Part(
        name=_("Most common"),
        title=_("The most common gaps and departures"),
        key="Most_common",
        columns=(
            (Column(_("Kind"), 14), _("A gap, or a departure: a duty not followed, a capability not satisfied about.")),
            (Column(_("Section"), 28), _("The threat or other section of the edition.")),
            (Column(_("Duty or capability"), 40), _("The requirement.")),
            (Column(_("Bodies"), 12, CellKind.NUMBER), _("How many approved returns name it.")),
            (Column(_("Of"), 12, CellKind.NUMBER), _("How many approved returns there are.")),
            (
                Column(_("With step or reason"), 14, CellKind.NUMBER),
                _("For how many a next step is named (gaps), or a reason is given (departures)."),
            ),
            (Column(_("Which bodies"), 60), _("The bodies behind the number, in the order of the alphabet.")),
        ),
        rows=rows,
        intro=(
            _("Gaps in all: {gaps}. Departures in all: {departures}.").format(
                gaps=in_all(picture, named_gaps(picture)).number,
                departures=in_all(picture, named_departures(picture)).number,
            ),
        ),
    )


def _common_row(kind: str, found: Found, number: Counted, with_more: Counted, names: dict[str, str]) -> Row:
    bodies = "; ".join(names[key] for key in number.bodies)
    return (kind, found.section.title, found.title, number.number, number.of, with_more.number, bodies)


def evidence_part(picture: NationalPicture, type_title: Callable[[str], str]) -> Part:
    """A row for each type of evidence that approved returns rely on, as a chart too."""
    return Part(
        name=_("Evidence"),
        title=_("The evidence that approved returns rely on"),
        key="Evidence",
        columns=(
            (Column(_("Type"), 40), _("The type of evidence.")),
            (Column(_("Items"), 12, CellKind.NUMBER), _("Items that partners may read.")),
            (Column(_("Answers and statements"), 16, CellKind.NUMBER), _("How many rest on them.")),
            (Column(_("Bodies"), 12, CellKind.NUMBER), _("Bodies that rely on at least one.")),
            (Column(_("Of"), 12, CellKind.NUMBER), _("How many approved returns there are.")),
        ),
        rows=tuple(
            (type_title(each.type), each.items.number, each.links, len(each.items.bodies), each.items.of)
            for each in evidence_relied_on(picture)
        ),
        intro=(_("Only what partners may read is counted; a body may rely on more."),),
        charts=(
            Chart(
                title=_("Items of evidence by type"),
                description=_("How many items of each type are relied on. The numbers are those of the table."),
                categories=0,
                series=(1,),
            ),
        ),
    )


def change_part(changes: YearOnYear) -> Part:
    """A row for each threat, with how conclusions moved since last year."""
    moved = tuple(each for each in Movement if each is not Movement.NOT_COMPARABLE)
    return Part(
        name=_("Since last year"),
        title=_("How conclusions moved from {last} to {year}").format(
            last=spoken_year(changes.last_year), year=spoken_year(changes.year)
        ),
        key="Since_last_year",
        columns=(
            (Column(_("Threat"), 40), _("The threat.")),
            *((Column(movement_words(each), 16, CellKind.NUMBER), _("Bodies that moved so.")) for each in moved),
            (Column(_("Bodies compared"), 16, CellKind.NUMBER), _("Bodies that are counted in both years.")),
            (Column(movement_words(Movement.NOT_COMPARABLE), 16, CellKind.NUMBER), _("Bodies left out.")),
        ),
        rows=tuple(
            (
                each.threat.title,
                *(each.by_movement[movement].number for movement in moved),
                each.of,
                each.left_out.number,
            )
            for each in changes.threats
        ),
    )


def movement_words(movement: Movement) -> str:
    """The words for how a conclusion moved."""
    return {
        Movement.UP: _("More assured"),
        Movement.SAME: _("The same"),
        Movement.DOWN: _("Less assured"),
        Movement.NEW: _("New conclusion"),
        Movement.LAPSED: _("No conclusion now"),
        Movement.NOT_COMPARABLE: _("Not comparable"),
    }[movement]
