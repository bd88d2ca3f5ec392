"""The tables of the national workbook that have a row for each thing that a return says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assurance_app.domain.commissioning import EnteredReturn
from assurance_app.domain.entities import STATEMENT_PARTS
from assurance_app.domain.framework import Framework
from assurance_app.domain.home_office import messages
from assurance_app.domain.national_capacity import BodysFigure, Measured, bodys_figures, capacity_sums
from assurance_app.domain.national_picture import NationalPicture
from assurance_app.domain.national_rows import BodyRow, Return, entered_opinion
from assurance_app.domain.national_words import (
    Part,
    Row,
    bodies_words,
    body_cells,
    body_columns,
    conclusion_tones,
    position_tones,
    region_words,
)
from assurance_app.domain.prose import spoken_date
from assurance_app.domain.returned import Found, departures, gaps, held_on, opinion, provided, said, stand
from assurance_app.domain.scrutiny import Action
from assurance_app.domain.summary import requirement_cells
from assurance_app.domain.workbook import CellKind, Column, day_cell
from assurance_app.words import _
from assurance_app.words.labels import filled, label


def answers_part(picture: NationalPicture) -> Part:
    """A row for each body whose return file is here and each requirement of its edition, answered or not."""
    return Part(
        name=_("Answers"),
        title=_("What each body answers to each requirement"),
        key="Answers",
        columns=(
            *body_columns(),
            (Column(_("Region"), 16), _("The mobilisation region of the body.")),
            (Column(_("Crime unit"), 16), _("The regional organised crime unit of the body.")),
            (Column(_("Section"), 28), _("The threat or other section of the body’s edition.")),
            (Column(_("Pillar"), 20), _("The pillar of the requirement; the body’s own duties stand under none.")),
            (Column(_("Paragraph"), 12), _("The paragraph of the body’s edition.")),
            (Column(_("Duty or capability"), 50), _("The requirement, by its title in the body’s edition.")),
            (
                Column(_("Position or view"), 24, tones=position_tones()),
                _("Where the body stands on it: its position on a duty of its own, its view of a capability."),
            ),
            (Column(_("Provided"), 16), _("How the capability is provided.")),
            (Column(_("What it rests on"), 60), _("What the body rests its position or view on.")),
            (Column(_("Reason"), 40), _("Why a duty is not followed or does not apply, or was not examined.")),
            (
                Column(_("Requirement"), 30),
                _("The id of the requirement in the body’s edition: the same for all bodies of one edition."),
            ),
        ),
        rows=tuple(_all_answers(picture)),
        intro=(
            _("One row for each body and requirement, to filter and to pivot. Draft returns are here, and say so."),
        ),
    )


def _all_answers(picture: NationalPicture) -> Iterator[Row]:
    editions: dict[tuple[int, str], tuple[tuple[str, Row], ...]] = {}
    for row, found in picture.received:
        framework, kind = found.record.framework, found.record.body.kind.value
        # Returns on one edition share the object of it where they were read together.
        key = (id(framework), kind)
        if key not in editions:
            editions[key] = _asked(framework, kind)
        yield from _answer_rows(row, found, editions[key])


def _answer_rows(row: BodyRow, found: Return, asked: tuple[tuple[str, Row], ...]) -> Iterator[Row]:
    answers = found.record.answer_by_requirement
    lead = (*body_cells(row), region_words(row.body.mobilisation_region), row.body.rocu)
    for requirement_id, cells in asked:
        answer = answers.get(requirement_id)
        if answer is None:
            yield (*lead, *cells, stand(None), "", "", "", requirement_id)
        else:
            yield (*lead, *cells, stand(answer), provided(answer), answer.rests_on, answer.reason, requirement_id)


def _asked(framework: Framework, kind: str) -> tuple[tuple[str, Row], ...]:
    """The ids of an edition's requirements, each with the cells that are the same for every body of a kind."""
    pillars = {pillar.id: pillar.title for pillar in framework.pillars}
    return tuple(
        (
            requirement.id,
            (section.title, pillars.get(requirement.pillar, ""), requirement.ref, filled(requirement.title, kind)),
        )
        for section in framework.sections
        for requirement in section.requirements
    )


def narratives_part(picture: NationalPicture) -> Part:
    """A row for each body and threat: what the body says, or what the APCC entered of it."""
    return Part(
        name=_("Narratives"),
        title=_("What each body says about each threat"),
        key="Narratives",
        columns=(
            *body_columns(),
            (Column(_("Threat"), 28), _("The threat, as the body’s own edition titles it.")),
            (Column(_("Opinion"), 16, tones=conclusion_tones()), _("The body’s opinion on the threat.")),
            (Column(_("Held to account on"), 24), _("The days on which the chief constable was held to account.")),
            *(
                (Column(label("statement-part", name), 50), _("In the body’s own words, as far as the APCC may read."))
                for name in STATEMENT_PARTS
            ),
            (Column(_("Voice"), 16), _("In whose voice it is written, where the APCC entered it.")),
            (
                Column(_("Passage"), 50),
                _("Quoted word for word from a statement that the APCC entered, with its page."),
            ),
        ),
        rows=(*_statement_rows(picture), *_entered_rows(picture)),
        intro=(
            _("No words from here may be published or quoted without the permission of the body."),
            _("Of statements that the APCC entered, the influence is told in short and the passage is quoted."),
        ),
    )


def _statement_rows(picture: NationalPicture) -> Iterator[Row]:
    for row, found in picture.received:
        statements = found.record.statement_by_section
        for section in found.record.framework.threats:
            statement = statements.get(section.id)
            parts = dict(statement.parts) if statement else {}
            yield (
                *body_cells(row),
                section.title,
                opinion(statement),
                held_on(statement),
                *(parts.get(name, "") for name in STATEMENT_PARTS),
                "",
                "",
            )


def _entered_rows(picture: NationalPicture) -> Iterator[Row]:
    titles = {threat.id: threat.title for threat in picture.threats}
    for row, found in picture.entered:
        for threat in found.threats:
            parts = {"influence": threat.influence}
            yield (
                *body_cells(row),
                titles.get(threat.section_id, threat.section_id),
                label("opinion", entered_opinion(threat).value),
                "",
                *(parts.get(name, "") for name in STATEMENT_PARTS),
                voice_words(threat.voice.value),
                _("{passage} (page {page})").format(passage=threat.passage, page=threat.page)
                if threat.passage and threat.page
                else threat.passage,
            )


def voice_words(voice: str) -> str:
    """In whose voice a statement is written that the APCC entered."""
    return {
        "body": _("The body’s"),
        "force": _("The force’s"),
        "mixed": _("Both"),
        "unclear": _("Not clear"),
    }[voice]


def source_words(entered: EnteredReturn) -> str:
    """Where a statement was read that the APCC entered: its title, file or link, and the day."""
    where = entered.attachment_name or entered.link
    read = _("read on {date}").format(date=spoken_date(entered.read_on)) if entered.read_on else ""
    return ", ".join(piece for piece in (entered.title, where, read) if piece)


def _requirement_columns() -> tuple[tuple[Column, str], ...]:
    return (
        (Column(_("Section"), 28), _("The threat or other section of the body’s edition.")),
        (Column(_("Duty or capability"), 40), _("The requirement, by its title in the body’s edition.")),
        (Column(_("Paragraph"), 12), _("The paragraph of the body’s edition.")),
        (Column(_("Position or view"), 24, tones=position_tones()), _("Where the body stands on it.")),
    )


def departures_part(picture: NationalPicture) -> Part:
    """A row for each departure."""
    return Part(
        name=_("Departures"),
        title=_("Duties not followed, and capabilities not satisfied about"),
        key="Departures",
        columns=(
            *body_columns(),
            *_requirement_columns(),
            (Column(_("Provided"), 16), _("How the capability is provided.")),
            (Column(_("Reason"), 50), _("The body’s reason for not following its duty.")),
            (Column(_("The chief constable’s reason"), 50), _("Why the chief constable lacks the capability.")),
            (Column(_("View of that reason"), 50), _("What the body thinks of the chief constable’s reason.")),
        ),
        rows=tuple(
            (
                *body_cells(row),
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


def gaps_part(picture: NationalPicture) -> Part:
    """A row for each gap or next step, and for each action that partners may read."""
    return Part(
        name=_("Gaps and actions"),
        title=_("Gaps, next steps and actions"),
        key="Gaps",
        columns=(
            *body_columns(),
            (Column(_("Kind"), 12), _("A gap with its next step, a next step alone, or an action.")),
            *_requirement_columns(),
            (Column(_("Gap or action"), 60), _("What is missing, or what is to be done, as the body names it.")),
            (Column(_("Next step"), 50), _("What the body says is to be done next about the gap.")),
            (Column(_("Owner"), 24), _("Who is to do it.")),
            (Column(_("Due"), 14, CellKind.DATE), _("By when.")),
            (Column(_("Status"), 14), _("Where the action stands.")),
            (Column(_("Why not resourced"), 40), _("Why there is no money or nobody for it, where the body says so.")),
        ),
        rows=tuple(row for body, found in picture.received for row in _gap_rows(body, found)),
    )


def home_office_part(picture: NationalPicture) -> Part:
    """A row for each thing that a body wants to tell the Home Office."""
    return Part(
        name=_("For the Home Office"),
        title=_("What bodies want to tell the Home Office"),
        key="Home_office",
        columns=(
            *body_columns(),
            (Column(_("Threat"), 28), _("The threat that it is about, where the body names one.")),
            (Column(_("What the Home Office should hear"), 90), _("In the body’s own words.")),
        ),
        rows=tuple(
            (*body_cells(row), message.threat, message.text)
            for row, found in picture.received
            for message in messages(found.record)
        ),
        intro=(_("No words from here may be published or quoted without the permission of the body."),),
    )


def _gap_rows(row: BodyRow, found: Return) -> Iterator[Row]:
    for gap, answer in gaps(found.record):
        kind = _("Gap") if answer.gap else _("Next step")
        yield (*body_cells(row), kind, *requirement_cells(gap, answer), answer.gap, answer.next_step, "", None, "", "")
    by_id = {each.answer.id: each for each in said(found.record) if each.answer is not None}
    for action in found.record.actions:
        yield (
            *body_cells(row),
            _("Action"),
            *_about(action, by_id.get(action.came_from), found),
            *_action_cells(action),
        )


def _about(action: Action, of: Found | None, found: Return) -> Row:
    if of is not None and of.answer is not None:
        return requirement_cells(of, of.answer)
    titles = {section.id: section.title for section in found.record.framework.sections}
    return (", ".join(titles.get(key, key) for key in action.section_ids), "", "", "")


def _action_cells(action: Action) -> Row:
    return (
        action.title,
        "",
        action.owner,
        day_cell(action.due),
        label("action-status", action.status.value),
        action.why_not_resourced,
    )


def _figure_columns() -> tuple[tuple[Column, str], ...]:
    return (
        (Column(_("Section"), 28), _("The threat or other section of the edition.")),
        (Column(_("Duty or capability"), 40), _("The requirement that asks for the figure.")),
        (Column(_("Paragraph"), 12), _("The paragraph of the edition.")),
        (Column(_("Figure"), 50), _("What is counted.")),
    )


def _figure_cells(figure: BodysFigure) -> Row:
    return (figure.section, figure.title, figure.ref, figure.label)


def _beside_column() -> tuple[Column, str]:
    meaning = _("What the body’s edition gives for the country, with its date. Never added to what bodies recorded.")
    return (Column(_("National figures alongside"), 60), meaning)


def capacity_part(picture: NationalPicture, measures: Iterable[Measured]) -> Part:
    """A row for each body and each capacity figure that it gives."""
    return Part(
        name=_("Capacity"),
        title=_("Capacity that bodies recorded"),
        key="Capacity",
        columns=(
            *body_columns(),
            *_figure_columns(),
            (Column(_("Recorded"), 30, CellKind.NUMBER), _("What the body recorded: a number, or words for a table.")),
            (Column(_("Unit"), 20), _("What the number counts.")),
            (Column(_("As of"), 14, CellKind.DATE), _("The day of the figure, where it is kept from year to year.")),
            (Column(_("Source"), 30), _("The source of the figure, where it is kept from year to year.")),
            _beside_column(),
        ),
        rows=tuple(
            (
                *body_cells(figure.row),
                *_figure_cells(figure),
                figure.value,
                figure.unit,
                day_cell(figure.as_of),
                figure.source,
                "\n".join(figure.beside),
            )
            for figure in bodys_figures(picture, measures)
        ),
    )


def capacity_sums_part(picture: NationalPicture, measures: Iterable[Measured]) -> Part:
    """A row for each capacity figure that is a number, with the sum and how many bodies it rests on."""
    return Part(
        name=_("Capacity sums"),
        title=_("Sums of what bodies recorded"),
        key="Capacity_sums",
        columns=(
            *_figure_columns(),
            (Column(_("Sum"), 14, CellKind.NUMBER), _("The sum over approved returns that give the figure.")),
            (Column(_("Unit"), 20), _("What the number counts.")),
            (Column(_("From"), 40), _("How many bodies the sum rests on.")),
            _beside_column(),
        ),
        rows=tuple(
            (
                *_figure_cells(found.of),
                found.total,
                found.unit,
                _("from {bodies}").format(bodies=bodies_words(picture, found.expected_bodies, found.other_bodies)),
                "\n".join(found.beside),
            )
            for found in capacity_sums(picture, measures)
        ),
        intro=(
            _(
                "A sum of what some bodies recorded is not what the country has. It stands beside the national "
                "mobilisation assessment and not above it."
            ),
            _("What a region can deploy is given by each of its bodies: it is listed under Capacity and never summed."),
        ),
    )
