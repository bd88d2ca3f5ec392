"""The year's other entries as blocks of a document: plan, scrutiny, actions, figures, agreements, inspections.

The record given here was filtered for its audience already; whatever stands in it is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from assurance_app.domain.content import Block, Fact, Heading, Table
from assurance_app.domain.holdings import CollaborationAgreement
from assurance_app.domain.prose import blocks_of, filled_columns, labelled, spoken_date, spoken_pounds
from assurance_app.domain.record import Record
from assurance_app.domain.scrutiny import Action, ScrutinySession
from assurance_app.words import _
from assurance_app.words.labels import filled, label

MeasureTitle = Callable[[str], str]
"""The words for a measure of capacity, by its id: the measures are data that the domain does not read."""


def other_entries(record: Record, measure_title: MeasureTitle = str) -> Iterator[Block]:
    """Everything recorded beside answers, threat statements and evidence, a chapter for each kind that has an entry."""
    yield from _plan(record)
    yield from sessions_chapter(record)
    yield from _actions(record)
    if record.capacity_figures:
        yield Heading(1, _("Capacity figures"), "figures")
        yield figures_table(record, measure_title)
    yield from agreements_chapter(record)
    yield from findings_chapter(record)
    yield from _clearances(record, measure_title)


def titles(record: Record, section_ids: Iterable[str]) -> str:
    """The titles of sections in a row; one that the edition does not have stands by its id."""
    known = {section.id: section.title for section in record.framework.sections}
    return ", ".join(known.get(section_id, section_id) for section_id in section_ids)


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
            yield from labelled(titles(record, (influence.section_id,)), influence.how or _("Influenced it"))
        yield from labelled(_("Wording for the public"), objective.public_wording)
    if record.plan_reviews:
        yield reviews_table(record, is_full=True)
    if record.resource_decisions:
        yield decisions_table(record, is_full=True)


def _said(*pieces: str, wording: str = "") -> str:
    """What a cell says, a line each; below it what would stand in its place for the public, where that is given."""
    lines = [piece for piece in pieces if piece]
    return "\n".join([*lines, _("Wording for the public: {words}").format(words=wording)] if wording else lines)


def reviews_table(record: Record, *, is_full: bool = False) -> Table:
    """When the plan was reviewed against the SPR, and what came of it (SPR 17)."""
    return filled_columns(
        Table(
            caption=_("Reviews of the plan"),
            columns=(_("Date"), _("Outcome"), _("Because"), _("Page or link")),
            rows=tuple(
                (
                    spoken_date(review.reviewed_on),
                    label("review-outcome", review.outcome.value),
                    _said(review.because, wording=review.public_wording if is_full else ""),
                    _said(review.page, review.link),
                )
                for review in sorted(record.plan_reviews, key=lambda review: review.reviewed_on)
            ),
            widths=(3, 3, 9, 4),
        )
    )


def decisions_table(record: Record, *, is_full: bool = False) -> Table:
    """The decisions on budget, precept and collaboration that followed from having regard (SPR 23.3)."""
    return filled_columns(
        Table(
            caption=_("Decisions on resources"),
            columns=(_("Date"), _("Decision"), _("What was decided"), _("Amount"), _("Threats")),
            rows=tuple(
                (
                    spoken_date(decision.decided_on),
                    label("resource-kind", decision.kind.value),
                    _said(decision.what, decision.reference, wording=decision.public_wording if is_full else ""),
                    spoken_pounds(decision.pounds),
                    titles(record, decision.section_ids),
                )
                for decision in sorted(record.resource_decisions, key=lambda decision: decision.decided_on or "9")
            ),
            widths=(3, 3, 7, 3, 4),
        )
    )


def figures_table(record: Record, measure_title: MeasureTitle = str) -> Table:
    """The figures of capacity kept for the year, each with its day and source; nothing is added to another."""
    return filled_columns(
        Table(
            caption=_("Capacity figures kept for the year"),
            columns=(_("Figure"), _("Number"), _("As of"), _("Source"), _("People"), _("Note")),
            rows=tuple(
                (
                    measure_title(figure.measure),
                    _number(figure.number),
                    spoken_date(figure.as_of),
                    figure.source,
                    ", ".join(f"{count.role}: {_number(count.number)}" for count in figure.people),
                    figure.note,
                )
                for figure in record.capacity_figures
            ),
            widths=(5, 2, 3, 4, 5, 4),
        )
    )


def sessions_chapter(record: Record) -> Iterator[Block]:
    """What was asked and answered when the chief constable was held to account, session by session (SPR 23.2)."""
    if not record.sessions:
        return
    yield Heading(1, _("Scrutiny sessions"), "scrutiny")
    for session in sorted(record.sessions, key=lambda session: session.held_on):
        yield from _session(record, session)


def _session(record: Record, session: ScrutinySession) -> Iterator[Block]:
    named = [spoken_date(session.held_on), session.forum]
    yield Heading(2, ", ".join(piece for piece in named if piece) or _("Session"), session.id)
    if session.section_ids:
        yield Fact(_("Threats"), titles(record, session.section_ids))
    if session.requirement_ids:
        yield Fact(_("Capabilities asked about"), _requirements(record, session.requirement_ids))
    yield from labelled(_("What was to be known"), session.wanted_to_know)
    for question in session.questions:
        yield from labelled(_("Asked"), question.asked)
        yield from labelled(_("Answered"), question.answered)
    for found in session.opinions:
        opinion = label("opinion", found.opinion.value)
        words = f"{opinion}. {found.reason}" if found.reason else opinion
        yield from labelled(titles(record, (found.section_id,)), words)
    yield from labelled(_("Wording for the public"), session.public_wording)
    if evidence := record.evidence_for(session.id):
        yield Fact(_("Evidence"), "; ".join(item.title for item in evidence))


def _requirements(record: Record, requirement_ids: Iterable[str]) -> str:
    known = {one.id: filled(one.title, record.body.kind.value) for one in record.framework.requirements}
    return "; ".join(known.get(requirement_id, requirement_id) for requirement_id in requirement_ids)


def _actions(record: Record) -> Iterator[Block]:
    if not record.actions:
        return
    yield Heading(1, _("Actions"), "actions")
    yield actions_table(record, is_full=True)


def actions_table(record: Record, *, is_full: bool = False) -> Table:
    """What is to be done about gaps, departures and what sessions found: by whom, until when, with what."""
    return filled_columns(
        Table(
            caption=_("Actions of the year"),
            columns=(_("Action"), _("Owner"), _("Due"), _("Status"), _("Resources"), _("Threats")),
            rows=tuple(
                (
                    _said(action.title, wording=action.public_wording if is_full else ""),
                    action.owner,
                    spoken_date(action.due),
                    label("action-status", action.status.value),
                    resourced(action),
                    titles(record, action.section_ids),
                )
                for action in sorted(record.actions, key=lambda action: (action.due or "9", action.title))
            ),
            widths=(7, 4, 4, 3, 4, 4),
        )
    )


def resourced(action: Action) -> str:
    """Whether there are means for an action, or why not; "" where neither was said."""
    if action.is_resourced:
        return _("Resourced")
    because = action.why_not_resourced
    if action.is_resourced is None:
        return because
    return _("Not resourced: {because}").format(because=because) if because else _("Not resourced")


def agreements_chapter(record: Record) -> Iterator[Block]:
    """The section 22A agreements, with what the body contributes in a year (SPR 84)."""
    if not record.agreements:
        return
    yield Heading(1, _("Collaboration agreements"), "agreements")
    yield filled_columns(
        Table(
            caption=_("Agreements and what the body contributes in a year"),
            columns=(_("Agreement"), _("Parties"), _("Period"), _("Officers"), _("Staff"), _("Amount")),
            rows=tuple(
                (
                    _said(
                        agreement.title,
                        agreement.provides,
                        titles(record, agreement.section_ids),
                        wording=agreement.public_wording,
                    ),
                    agreement.parties,
                    _period(agreement),
                    _number(agreement.officers),
                    _number(agreement.staff),
                    spoken_pounds(agreement.pounds),
                )
                for agreement in sorted(record.agreements, key=lambda agreement: agreement.title)
            ),
            widths=(8, 5, 4, 2, 2, 3),
        )
    )


def _period(agreement: CollaborationAgreement) -> str:
    first, last = spoken_date(agreement.begins_on), spoken_date(agreement.ends_on)
    if first and last:
        return _("{first} to {last}").format(first=first, last=last)
    if first:
        return _("from {date}").format(date=first)
    return _("until {date}").format(date=last) if last else ""


def findings_chapter(record: Record) -> Iterator[Block]:
    """What inspections found, their grades in their own words, and the body’s comments."""
    if not record.findings:
        return
    yield Heading(1, _("Inspections"), "inspections")
    for finding in sorted(record.findings, key=lambda finding: finding.published_on):
        named = [finding.inspectorate, finding.report]
        yield Heading(2, ", ".join(piece for piece in named if piece) or _("Finding"), finding.id)
        for name, words in (
            (_("Published"), spoken_date(finding.published_on)),
            (_("Where in the report"), finding.locator),
            (_("Link"), finding.link),
            (_("Threats"), titles(record, finding.section_ids)),
            (_("Grade, in the inspectorate’s words"), finding.grade),
        ):
            if words:
                yield Fact(name, words)
        yield from labelled(_("Finding"), finding.finding)
        yield from labelled(_("Recommendation"), finding.recommendation)
        yield from labelled(_("Comments of the body"), finding.comments)
        if finding.comments_published_on:
            yield Fact(_("Comments published"), spoken_date(finding.comments_published_on))
        yield from labelled(_("Wording for the public"), finding.public_wording)


def _clearances(record: Record, measure_title: MeasureTitle) -> Iterator[Block]:
    """Who cleared figures, gaps, departures, actions and agreements for the public."""
    if not record.clearances:
        return
    named = {
        answer.id: filled(record.framework.requirement(answer.requirement_id).title, record.body.kind.value)
        for answer in record.answers
    }
    sections = {section.id: section.title for section in record.framework.sections}
    named |= {one.id: sections.get(one.section_id, one.section_id) for one in record.threat_statements}
    named |= {one.id: measure_title(one.measure) for one in record.capacity_figures}
    named |= {agreement.id: agreement.title for agreement in record.agreements}
    named |= {action.id: action.title for action in record.actions}
    yield Heading(1, _("Clearances"), "clearances")
    yield Table(
        caption=_("What was cleared for the public, by whom and when"),
        columns=(_("What was cleared"), _("Kind"), _("By"), _("Role"), _("On")),
        rows=tuple(
            (
                # What was cleared may be gone by now: that it was cleared stays.
                named.get(clearance.target_id, clearance.target_id),
                label("target_kind", clearance.target_kind.value),
                clearance.name,
                clearance.role,
                spoken_date(clearance.cleared_on),
            )
            for clearance in sorted(record.clearances, key=lambda one: (one.cleared_on, one.id))
        ),
        widths=(7, 3, 4, 4, 3),
    )
