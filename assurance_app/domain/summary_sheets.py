"""The sheets of the APCC summary that hold the year's other entries, a row for each, and every answer.

A sheet stands there also where it has no row, so that workbooks of many offices can be read in one way.
"""

from __future__ import annotations

from assurance_app.domain.entries import MeasureTitle, resourced, titles
from assurance_app.domain.home_office import messages
from assurance_app.domain.prose import spoken_value
from assurance_app.domain.record import Record
from assurance_app.domain.returned import provided, stand
from assurance_app.domain.workbook import CellKind, Column, Sheet, day_cell
from assurance_app.words import _
from assurance_app.words.labels import filled, label


def entry_sheets(record: Record, measure_title: MeasureTitle = str) -> tuple[Sheet, ...]:
    """Plan, resources, sessions, actions, figures, agreements, inspections, the Home Office, evidence and answers."""
    return (
        _home_office(record),
        _actions(record),
        _objectives(record),
        _reviews(record),
        _resources(record),
        _sessions(record),
        _figures(record, measure_title),
        _agreements(record),
        _findings(record),
        _evidence(record),
        _answers(record),
    )


def _home_office(record: Record) -> Sheet:
    return Sheet(
        name=_("For the Home Office"),
        title=_("What the body wants to tell the Home Office"),
        columns=(Column(_("Threat"), 28), Column(_("What the Home Office should hear"), 100)),
        rows=tuple((message.threat, message.text) for message in messages(record)),
    )


def _actions(record: Record) -> Sheet:
    return Sheet(
        name=_("Actions"),
        title=_("Actions of the year"),
        columns=(
            Column(_("Action"), 60),
            Column(_("Owner"), 24),
            Column(_("Due"), 16, CellKind.DATE),
            Column(_("Status"), 14),
            Column(_("Resources"), 40),
            Column(_("Threats"), 36),
        ),
        rows=tuple(
            (
                action.title,
                action.owner,
                day_cell(action.due),
                label("action-status", action.status.value),
                resourced(action),
                titles(record, action.section_ids),
            )
            for action in sorted(record.actions, key=lambda one: (one.due or "9", one.title))
        ),
    )


def _objectives(record: Record) -> Sheet:
    """A row for each objective and threat that influenced it; one that none did has a row as well."""
    rows = []
    for objective in record.objectives:
        said = [(titles(record, (one.section_id,)), one.how) for one in objective.influences] or [("", "")]
        rows += [(objective.title, objective.text, objective.page, *influence) for influence in said]
    return Sheet(
        name=_("Objectives"),
        title=_("Objectives of the plan, and the threats that influenced them"),
        columns=(
            Column(_("Objective"), 40),
            Column(_("Text"), 60),
            Column(_("Page"), 10),
            Column(_("Threat"), 28),
            Column(_("How it influenced the objective"), 60),
        ),
        rows=tuple(rows),
    )


def _reviews(record: Record) -> Sheet:
    return Sheet(
        name=_("Reviews of the plan"),
        title=_("Reviews of the plan against the SPR"),
        columns=(
            Column(_("Date"), 16, CellKind.DATE),
            Column(_("Outcome"), 16),
            Column(_("Because"), 80),
            Column(_("Page"), 10),
            Column(_("Link"), 40),
        ),
        rows=tuple(
            (
                day_cell(review.reviewed_on),
                label("review-outcome", review.outcome.value),
                review.because,
                review.page,
                review.link,
            )
            for review in sorted(record.plan_reviews, key=lambda one: (one.reviewed_on, one.id))
        ),
    )


def _resources(record: Record) -> Sheet:
    return Sheet(
        name=_("Decisions on resources"),
        title=_("Decisions on budget, precept and collaboration that followed"),
        columns=(
            Column(_("Date"), 16, CellKind.DATE),
            Column(_("Decision"), 24),
            Column(_("What was decided"), 70),
            Column(_("Pounds"), 16, CellKind.NUMBER),
            Column(_("Reference"), 24),
            Column(_("Threats"), 36),
        ),
        rows=tuple(
            (
                day_cell(decision.decided_on),
                label("resource-kind", decision.kind.value),
                decision.what,
                decision.pounds,
                decision.reference,
                titles(record, decision.section_ids),
            )
            for decision in sorted(record.resource_decisions, key=lambda one: (one.decided_on, one.id))
        ),
    )


def _sessions(record: Record) -> Sheet:
    """A row for each question; a session without one has a row as well."""
    rows = []
    for session in sorted(record.sessions, key=lambda one: (one.held_on, one.id)):
        asked = [(question.asked, question.answered) for question in session.questions] or [("", "")]
        opinions = "\n".join(
            ": ".join(
                piece
                for piece in (titles(record, (one.section_id,)), label("opinion", one.opinion.value), one.reason)
                if piece
            )
            for one in session.opinions
        )
        told = (day_cell(session.held_on), session.forum, titles(record, session.section_ids), session.wanted_to_know)
        rows += [(*told, *question, opinions) for question in asked]
    return Sheet(
        name=_("Scrutiny sessions"),
        title=_("Sessions at which the chief constable was held to account"),
        columns=(
            Column(_("Date"), 16, CellKind.DATE),
            Column(_("Forum"), 28),
            Column(_("Threats"), 28),
            Column(_("What was to be known"), 50),
            Column(_("Asked"), 50),
            Column(_("Answered"), 50),
            Column(_("Opinions after it"), 40),
        ),
        rows=tuple(rows),
    )


def _figures(record: Record, measure_title: MeasureTitle) -> Sheet:
    return Sheet(
        name=_("Capacity figures"),
        title=_("Figures of capacity kept for the year"),
        columns=(
            Column(_("Figure"), 44),
            Column(_("Number"), 12, CellKind.NUMBER),
            Column(_("As of"), 16, CellKind.DATE),
            Column(_("Source"), 36),
            Column(_("People"), 36),
            Column(_("Note"), 50),
        ),
        rows=tuple(
            (
                measure_title(figure.measure),
                figure.number,
                day_cell(figure.as_of),
                figure.source,
                ", ".join(f"{count.role}: {count.number:,}" for count in figure.people),
                figure.note,
            )
            for figure in record.capacity_figures
        ),
    )


def _agreements(record: Record) -> Sheet:
    return Sheet(
        name=_("Collaboration agreements"),
        title=_("Agreements and what the body contributes in a year"),
        columns=(
            Column(_("Agreement"), 40),
            Column(_("Parties"), 40),
            Column(_("From"), 16, CellKind.DATE),
            Column(_("Until"), 16, CellKind.DATE),
            Column(_("Officers"), 12, CellKind.NUMBER),
            Column(_("Staff"), 12, CellKind.NUMBER),
            Column(_("Pounds"), 16, CellKind.NUMBER),
            Column(_("What it provides"), 50),
            Column(_("Threats"), 36),
        ),
        rows=tuple(
            (
                agreement.title,
                agreement.parties,
                day_cell(agreement.begins_on),
                day_cell(agreement.ends_on),
                agreement.officers,
                agreement.staff,
                agreement.pounds,
                agreement.provides,
                titles(record, agreement.section_ids),
            )
            for agreement in sorted(record.agreements, key=lambda one: (one.title, one.id))
        ),
    )


def _findings(record: Record) -> Sheet:
    return Sheet(
        name=_("Inspections"),
        title=_("Findings of inspections, and the comments of the body"),
        columns=(
            Column(_("Inspectorate"), 18),
            Column(_("Report"), 40),
            Column(_("Published"), 16, CellKind.DATE),
            Column(_("Where in the report"), 16),
            Column(_("Threats"), 28),
            Column(_("Finding"), 50),
            Column(_("Grade, in the inspectorate’s words"), 20),
            Column(_("Recommendation"), 50),
            Column(_("Comments of the body"), 50),
            Column(_("Comments published"), 18, CellKind.DATE),
        ),
        rows=tuple(
            (
                finding.inspectorate,
                finding.report,
                day_cell(finding.published_on),
                finding.locator,
                titles(record, finding.section_ids),
                finding.finding,
                finding.grade,
                finding.recommendation,
                finding.comments,
                day_cell(finding.comments_published_on),
            )
            for finding in sorted(record.findings, key=lambda one: (one.published_on, one.id))
        ),
    )


def _evidence(record: Record) -> Sheet:
    return Sheet(
        name=_("Evidence"),
        title=_("Evidence that partners may read of"),
        columns=(
            Column(_("Item"), 50),
            Column(_("Source"), 36),
            Column(_("Where in the source"), 24),
            Column(_("Date"), 16, CellKind.DATE),
            Column(_("What it shows"), 60),
            Column(_("Link"), 40),
        ),
        rows=tuple(
            (item.title, item.source, item.locator, day_cell(item.date), item.shows, item.link)
            for item in sorted(record.evidence, key=lambda one: (one.title.casefold(), one.id))
        ),
    )


def _answers(record: Record) -> Sheet:
    """A row for each requirement that was answered, in the order of the edition."""
    answers, kind = record.answer_by_requirement, record.body.kind.value
    return Sheet(
        name=_("Answers"),
        title=_("What is recorded on each requirement"),
        columns=(
            Column(_("Section"), 28),
            Column(_("Duty or capability"), 40),
            Column(_("Paragraph"), 12),
            Column(_("Position or view"), 24),
            Column(_("Provided"), 16),
            Column(_("What it rests on"), 60),
            Column(_("Reason"), 40),
            Column(_("Gap"), 40),
            Column(_("Next step"), 40),
            Column(_("More on it"), 50),
        ),
        rows=tuple(
            (
                section.title,
                filled(requirement.title, kind),
                requirement.ref,
                stand(answer),
                provided(answer),
                answer.rests_on,
                answer.reason,
                answer.gap,
                answer.next_step,
                "\n".join(
                    f"{field.label}: {words}"
                    for field in requirement.fields
                    if (words := spoken_value(field, answer.fields.get(field.id), record.framework))
                ),
            )
            for section in record.framework.sections
            for requirement in section.requirements
            if (answer := answers.get(requirement.id)) is not None
        ),
    )
