"""The year's other entries as blocks of a document: plan, scrutiny, actions, agreements, inspections.

The record given here was filtered for its audience already; whatever stands in it is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assurance_app.domain.content import Block, Fact, Heading, Table
from assurance_app.domain.prose import blocks_of, labelled, spoken_date
from assurance_app.domain.record import Record
from assurance_app.domain.scrutiny import ScrutinySession
from assurance_app.words import _
from assurance_app.words.labels import label


def other_entries(record: Record) -> Iterator[Block]:
    """Everything recorded beside answers, threat statements and evidence, a chapter for each kind that has an entry."""
    yield from _plan(record)
    yield from _sessions(record)
    yield from _actions(record)
    yield from _agreements(record)
    yield from _findings(record)


def _titles(record: Record, section_ids: Iterable[str]) -> str:
    titles = {section.id: section.title for section in record.framework.sections}
    return ", ".join(titles.get(section_id, section_id) for section_id in section_ids)


def _pounds(amount: int | None) -> str:
    return "" if amount is None else f"£{amount:,}"


def _number(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def _plan(record: Record) -> Iterator[Block]:
    if not (record.objectives or record.plan_reviews or record.resource_decisions):
        return
    yield Heading(1, _("The plan and resources"), "plan")
    for objective in record.objectives:
        yield Heading(2, objective.title or _("Objective"), objective.id)
        yield from blocks_of(objective.text)
        if objective.page:
            yield Fact(_("Page"), objective.page)
        for influence in objective.influences:
            yield from labelled(_titles(record, (influence.section_id,)), influence.how or _("Influenced it"))
    if record.plan_reviews:
        yield Table(
            caption=_("Reviews of the plan"),
            columns=(_("Date"), _("Outcome"), _("Because"), _("Page or link")),
            rows=tuple(
                (
                    spoken_date(review.reviewed_on),
                    label("review-outcome", review.outcome.value),
                    review.because,
                    " ".join(piece for piece in (review.page, review.link) if piece),
                )
                for review in sorted(record.plan_reviews, key=lambda review: review.reviewed_on)
            ),
        )
    if record.resource_decisions:
        yield Table(
            caption=_("Decisions on resources"),
            columns=(_("Date"), _("Decision"), _("What was decided"), _("Amount"), _("Threats")),
            rows=tuple(
                (
                    spoken_date(decision.decided_on),
                    label("resource-kind", decision.kind.value),
                    " ".join(piece for piece in (decision.what, decision.reference) if piece),
                    _pounds(decision.pounds),
                    _titles(record, decision.section_ids),
                )
                for decision in sorted(record.resource_decisions, key=lambda decision: decision.decided_on)
            ),
        )


def _sessions(record: Record) -> Iterator[Block]:
    if not record.sessions:
        return
    yield Heading(1, _("Scrutiny sessions"), "scrutiny")
    for session in sorted(record.sessions, key=lambda session: session.held_on):
        yield from _session(record, session)


def _session(record: Record, session: ScrutinySession) -> Iterator[Block]:
    named = [spoken_date(session.held_on), session.forum]
    yield Heading(2, ", ".join(piece for piece in named if piece) or _("Session"), session.id)
    if session.section_ids:
        yield Fact(_("Threats"), _titles(record, session.section_ids))
    yield from labelled(_("What was to be known"), session.wanted_to_know)
    for question in session.questions:
        yield from labelled(_("Asked"), question.asked)
        yield from labelled(_("Answered"), question.answered)
    for found in session.opinions:
        opinion = label("opinion", found.opinion.value)
        words = f"{opinion}. {found.reason}" if found.reason else opinion
        yield from labelled(_titles(record, (found.section_id,)), words)


def _actions(record: Record) -> Iterator[Block]:
    if not record.actions:
        return
    yield Heading(1, _("Actions"), "actions")
    yield Table(
        caption=_("Actions of the year"),
        columns=(_("Action"), _("Owner"), _("Due"), _("Status"), _("Threats")),
        rows=tuple(
            (
                action.title,
                action.owner,
                spoken_date(action.due),
                label("action-status", action.status.value),
                _titles(record, action.section_ids),
            )
            for action in sorted(record.actions, key=lambda action: (action.due or "9", action.title))
        ),
        widths=(7, 4, 4, 3, 4),
    )


def _agreements(record: Record) -> Iterator[Block]:
    if not record.agreements:
        return
    yield Heading(1, _("Collaboration agreements"), "agreements")
    yield Table(
        caption=_("Agreements and what the body contributes in a year"),
        columns=(_("Agreement"), _("Parties"), _("Officers"), _("Staff"), _("Amount")),
        rows=tuple(
            (
                "\n".join(piece for piece in (agreement.title, agreement.provides) if piece),
                agreement.parties,
                _number(agreement.officers),
                _number(agreement.staff),
                _pounds(agreement.pounds),
            )
            for agreement in sorted(record.agreements, key=lambda agreement: agreement.title)
        ),
    )


def _findings(record: Record) -> Iterator[Block]:
    if not record.findings:
        return
    yield Heading(1, _("Inspections"), "inspections")
    for finding in sorted(record.findings, key=lambda finding: finding.published_on):
        named = [finding.inspectorate, finding.report]
        yield Heading(2, ", ".join(piece for piece in named if piece) or _("Finding"), finding.id)
        if finding.published_on:
            yield Fact(_("Published"), spoken_date(finding.published_on))
        if finding.grade:
            yield Fact(_("Grade, in the inspectorate’s words"), finding.grade)
        yield from labelled(_("Finding"), finding.finding)
        yield from labelled(_("Recommendation"), finding.recommendation)
        yield from labelled(_("Comments of the body"), finding.comments)
        if finding.comments_published_on:
            yield Fact(_("Comments published"), spoken_date(finding.comments_published_on))
