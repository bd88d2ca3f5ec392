"""Checks on dates and on what goes out: evidence, edition, plan, actions, the force's check, clearance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from assurance_app.domain.checks.finding import Earlier, Finding, Lexicon, seen
from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.entities import Answer, kind_of
from assurance_app.domain.framework import FieldType
from assurance_app.domain.holdings import CapacityFigure, CollaborationAgreement
from assurance_app.domain.record import Record
from assurance_app.domain.scrutiny import Action
from assurance_app.domain.values import ActionStatus, CycleStatus
from assurance_app.domain.years import first_day, last_day

REVIEWED_ON = "reviewed-on"
"""The field of an edition in which the body's answer may say when the plan was reviewed."""


def outside_the_year(record: Record, earlier: Earlier, lexicon: Lexicon) -> Iterator[Finding]:
    """Evidence that something of the year rests on is dated before or after the year, and is not of a lasting kind."""
    first, last = first_day(record.cycle.year).isoformat(), last_day(record.cycle.year).isoformat()
    used = {link.revision_id for link in record.links}
    for revision in record.evidence:
        if revision.id not in used or revision.type in lexicon.lasting_evidence or not _is_day(revision.date):
            continue
        if not first <= revision.date <= last:
            yield Finding(
                "evidence.outside-year",
                "evidence_revision",
                revision.id,
                seen(revision.date, revision.type),
                params={"item": revision.evidence_id, "title": revision.title, "date": revision.date},
            )


def edition_after_year(record: Record, earlier: Earlier, lexicon: Lexicon) -> Iterator[Finding]:
    """The edition applies from a day within the year or after it, so that it was not in force for the whole of it."""
    applies = record.framework.applies_from
    if _is_day(applies) and applies > first_day(record.cycle.year).isoformat():
        yield Finding(
            "edition.year",
            "cycle",
            record.cycle.id,
            seen(applies, record.cycle.year),
            params={"edition": record.framework.short_title, "date": applies},
        )


def plan_not_reviewed(record: Record, earlier: Earlier, lexicon: Lexicon) -> Iterator[Finding]:
    """No review of the plan is recorded since the edition applies (SPR 17)."""
    applies = record.framework.applies_from
    days = [review.reviewed_on for review in (*earlier.plan_reviews, *record.plan_reviews)]
    days += [
        str(answer.fields.get(REVIEWED_ON) or "") for answer in record.answers if _has_review_field(record, answer)
    ]
    if not any(_is_day(day) and day >= applies for day in days):
        requirement = next(
            (
                requirement
                for requirement in record.framework.requirements
                if (field := requirement.field(REVIEWED_ON)) is not None and field.type is FieldType.DATE
            ),
            None,
        )
        yield Finding(
            "plan.not-reviewed",
            "plan_review",
            record.cycle.id,
            seen(applies, sorted(days)),
            requirement_id=requirement.id if requirement else "",
            params={"edition": record.framework.short_title, "date": applies},
        )


def _has_review_field(record: Record, answer: Answer) -> bool:
    return answer.position is not None and REVIEWED_ON in answer.fields


def action_overdue(record: Record, earlier: Earlier, lexicon: Lexicon) -> Iterator[Finding]:
    """An action is open after the day on which it was due."""
    for action in record.actions:
        if action.status is ActionStatus.OPEN and _is_day(action.due) and action.due < earlier.today:
            yield Finding(
                "action.overdue",
                "action",
                action.id,
                seen(action.due, action.status),
                section_id=action.section_ids[0] if action.section_ids else "",
                params={"title": action.title, "date": action.due, "owner": action.owner},
            )


def no_force_check(record: Record, earlier: Earlier, lexicon: Lexicon) -> Iterator[Finding]:
    """The year is in review or further on, and was never with the force for facts and sensitivity."""
    order = list(CycleStatus)
    if order.index(record.cycle.status) > order.index(CycleStatus.FORCE_CHECK) and not earlier.was_force_checked:
        yield Finding("force-check.missing", "cycle", record.cycle.id, seen(record.cycle.id))


def no_clearance(record: Record, earlier: Earlier, lexicon: Lexicon) -> Iterator[Finding]:
    """A gap, a departure or a figure of capacity is meant for the public, and nobody cleared it: it is left out."""
    capacity = {
        (requirement.id, field.id)
        for requirement in record.framework.requirements
        for field in requirement.fields
        if field.capacity
    }
    for answer in record.answers:
        if answer.disclosure is not Disclosure.PUBLIC or record.is_cleared(answer.id):
            continue
        figures = {
            key: value
            for key, value in answer.fields.items()
            if value not in (None, "") and (answer.requirement_id, key) in capacity
        }
        kept = tuple(
            name
            for name, there in (("gap", answer.gap), ("departure", answer.is_departure), ("figures", figures))
            if there
        )
        if kept:
            looked_at = seen(answer.gap, answer.is_departure, figures, answer.reason)
            yield Finding(
                "clearance.missing",
                "answer",
                answer.id,
                looked_at,
                requirement_id=answer.requirement_id,
                params={"parts": kept},
            )
    entries: tuple[CapacityFigure | CollaborationAgreement | Action, ...]
    entries = (*record.capacity_figures, *record.agreements, *record.actions)
    for entry in entries:
        meant = entry.disclosure is Disclosure.PUBLIC or bool(getattr(entry, "public_wording", ""))
        if meant and not record.is_cleared(entry.id):
            kind = kind_of(type(entry))
            title = getattr(entry, "title", "") or getattr(entry, "measure", "")
            yield Finding("clearance.missing", kind, entry.id, seen(entry), params={"parts": (kind,), "title": title})


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
