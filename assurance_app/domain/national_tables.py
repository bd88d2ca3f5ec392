"""The tables of the national workbook that have a row for each thing that a return says."""

from __future__ import annotations

from assurance_app.domain.national_picture import NationalPicture
from assurance_app.domain.national_words import Part, Row, bodies_words, body_cells, body_columns, position_tones
from assurance_app.domain.returned import Found, departures, duties, figures, gaps, provided, stand
from assurance_app.domain.summary import requirement_cells
from assurance_app.domain.workbook import CellKind, Column
from assurance_app.words import _


def own_duties_part(picture: NationalPicture) -> Part:
    """A row for each body that returned and each duty of its own, recorded or not."""
    return Part(
        name=_("Own duties"),
        title=_("The position of each body on its own duties"),
        columns=(
            *body_columns(),
            (Column(_("Duty"), 40), _("The duty of the body, or one that it shares with the chief constable.")),
            (Column(_("Paragraph"), 12), _("The paragraph of the body’s edition.")),
            (Column(_("Position"), 24, tones=position_tones()), _("Whether the body followed the duty.")),
            (Column(_("What it rests on"), 60), _("What the body rests its position on.")),
            (Column(_("Reason"), 50), _("The reason, where the duty was not followed or does not apply.")),
        ),
        rows=tuple(
            (
                *body_cells(row),
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
        (Column(_("Position or view"), 24, tones=position_tones()), _("Where the body stands on it.")),
    )


def departures_part(picture: NationalPicture) -> Part:
    """A row for each departure."""
    return Part(
        name=_("Departures"),
        title=_("Duties not followed, and capabilities not satisfied about"),
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
    """A row for each gap or next step."""
    return Part(
        name=_("Gaps and next steps"),
        title=_("Gaps and next steps"),
        columns=(
            *body_columns(),
            *_requirement_columns(),
            (Column(_("Gap"), 60), _("What is missing, as the body names it.")),
            (Column(_("Next step"), 60), _("What the body says is to be done next.")),
        ),
        rows=tuple(
            (*body_cells(row), *requirement_cells(gap, answer), answer.gap, answer.next_step)
            for row, found in picture.received
            for gap, answer in gaps(found.record)
        ),
    )


def _figure_columns() -> tuple[tuple[Column, str], ...]:
    return (
        (Column(_("Section"), 28), _("The threat or other section of the edition.")),
        (Column(_("Duty or capability"), 40), _("The requirement that asks for the figure.")),
        (Column(_("Paragraph"), 12), _("The paragraph of the edition.")),
        (Column(_("Figure"), 50), _("What is counted.")),
    )


def _figure_cells(of: Found, words: str) -> Row:
    return (of.section.title, of.title, of.requirement.ref, words)


def _beside_column() -> tuple[Column, str]:
    meaning = _("What the body’s edition gives for the country, with its date. Never added to what bodies recorded.")
    return (Column(_("National figures alongside"), 60), meaning)


def capacity_part(picture: NationalPicture) -> Part:
    """A row for each body and each capacity figure that it gives."""
    return Part(
        name=_("Capacity"),
        title=_("Capacity that bodies recorded"),
        columns=(
            *body_columns(),
            *_figure_columns(),
            (Column(_("Recorded"), 30, CellKind.NUMBER), _("What the body recorded: a number, or words for a table.")),
            (Column(_("Unit"), 20), _("What the number counts.")),
            _beside_column(),
        ),
        rows=tuple(
            (
                *body_cells(row),
                *_figure_cells(figure.of, figure.field.label),
                figure.value,
                figure.unit,
                "\n".join(figure.beside),
            )
            for row, found in picture.received
            for figure in figures(found.record)
        ),
    )


def capacity_sums_part(picture: NationalPicture) -> Part:
    """A row for each capacity figure that is a number, with the sum and how many bodies it rests on."""
    return Part(
        name=_("Capacity sums"),
        title=_("Sums of what bodies recorded"),
        columns=(
            *_figure_columns(),
            (Column(_("Sum"), 14, CellKind.NUMBER), _("The sum over approved returns that give the figure.")),
            (Column(_("Unit"), 20), _("What the number counts.")),
            (Column(_("From"), 40), _("How many bodies the sum rests on.")),
            _beside_column(),
        ),
        rows=tuple(
            (
                *_figure_cells(found.of, found.label),
                found.total,
                found.unit,
                _("from {bodies}").format(bodies=bodies_words(picture, found.expected_bodies, found.other_bodies)),
                "\n".join(found.beside),
            )
            for found in picture.capacity_sums()
        ),
        intro=(_("A sum of what some bodies recorded is not what the country has."),),
    )
