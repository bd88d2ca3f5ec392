"""The chapter on the body's own duties: how each was met, and where in the plan that can be read (SPR 17, 18, 23.3)."""

from __future__ import annotations

from collections.abc import Iterator

from assurance_app.domain.answers_said import account, passages, stand, whole_answer
from assurance_app.domain.content import Block, Heading, Table
from assurance_app.domain.entities import Answer
from assurance_app.domain.entries import decisions_table, reviews_table, titles
from assurance_app.domain.framework import Requirement, SectionKind
from assurance_app.domain.prose import filled_columns
from assurance_app.domain.record import Record
from assurance_app.domain.values import Position
from assurance_app.domain.voice import Voice
from assurance_app.words import _
from assurance_app.words.labels import filled


def own_duties(record: Record, voice: Voice, is_full: bool) -> Iterator[Block]:
    """The duties of the body. Those that stand inside a threat are part of the statement on that threat, and of the
    full record here. The plan has a chapter of its own in the full record, and stands here in the others.
    """
    chapter = [*_answered(record, voice, is_full), *(() if is_full else _plan(record, voice))]
    if chapter:
        yield Heading(1, voice.say(_("How I met my own duties"), _("How we met our own duties")), "own-duties")
        yield from chapter


def _answered(record: Record, voice: Voice, is_full: bool) -> Iterator[Block]:
    answers = record.answer_by_requirement
    for section in record.framework.sections:
        if section.kind is not SectionKind.OWN_DUTIES:
            continue
        for requirement in record.framework.shown_in(section.id) if is_full else section.requirements:
            answer = answers.get(requirement.id)
            if answer is None:
                continue
            say = whole_answer if is_full else _in_short
            if blocks := tuple(say(record, requirement, answer, voice)):
                yield Heading(2, filled(requirement.title, record.body.kind.value), requirement.id)
                yield from blocks


def _in_short(record: Record, requirement: Requirement, answer: Answer, voice: Voice) -> Iterator[Block]:
    """What a statement of standard length says: that a duty was followed goes without saying where it says how."""
    if answer.position is not Position.FOLLOWED or not answer.rests_on:
        yield from stand(answer, voice)
    yield from account(answer, voice)
    yield from passages(requirement, answer, record.framework)


def _plan(record: Record, voice: Voice) -> Iterator[Block]:
    """What the plan says and where, when it was reviewed, and what was decided on resources."""
    if record.objectives:
        yield Heading(2, _("Objectives of the {plan}").format(plan=voice.plan), "plan.objectives")
        yield filled_columns(
            Table(
                caption=_("Objectives that the threats influenced"),
                columns=(_("Objective"), _("Page"), _("Threats")),
                rows=tuple(
                    (
                        objective.title or objective.text,
                        objective.page,
                        titles(record, (influence.section_id for influence in objective.influences)),
                    )
                    for objective in record.objectives
                ),
                widths=(6, 3, 5),
            )
        )
    if record.plan_reviews:
        yield Heading(2, _("Reviews of the {plan}").format(plan=voice.plan), "plan.reviews")
        yield reviews_table(record)
    if record.resource_decisions:
        yield Heading(2, _("Resources"), "plan.resources")
        yield decisions_table(record)
