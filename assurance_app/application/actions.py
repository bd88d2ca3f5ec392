"""Departures, gaps and actions: what is not followed or not there, who decided so, and what is done about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import uuid4

from assurance_app.application.changes import Outcome, changed
from assurance_app.application.places import Place
from assurance_app.application.recording import cleaned
from assurance_app.application.restoring import Restorable
from assurance_app.application.workspaces import stored_cycle
from assurance_app.domain.departures import Departure, Gap, clearance_of, departures, gaps, is_overdue
from assurance_app.domain.entities import (
    Answer,
    Clearance,
    Stored,
    ThreatStatement,
)
from assurance_app.domain.framework import Framework, SectionKind
from assurance_app.domain.prose import spoken_date
from assurance_app.domain.record import Record
from assurance_app.domain.refusal import Refused
from assurance_app.domain.scrutiny import Action, DepartureDecision, ScrutinySession
from assurance_app.persistence.workspace import Reading, Workspace
from assurance_app.words import _
from assurance_app.words.labels import filled


@dataclass(frozen=True, slots=True)
class DepartureRow:
    """A departure in the list, with what it still lacks."""

    departure: Departure
    title: str
    section_title: str
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapRow:
    """A gap in the list."""

    gap: Gap
    title: str
    section_title: str


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action in the list, with where it came from."""

    action: Action
    overdue: bool
    source: str
    """Where it came from, for people; "" where that is not known."""


@dataclass(frozen=True, slots=True)
class ActionsPage:
    """Everything of the year that is departed from, missing, or to be done."""

    departures: tuple[DepartureRow, ...]
    gaps: tuple[GapRow, ...]
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """A departure, a gap, or both, as one page: the words of the answer, the decision, clearance and actions."""

    answer: Answer
    title: str
    question: str
    ref: str
    place: Place
    """Where the answer is changed."""
    is_departure: bool
    decision: Stored[DepartureDecision]
    lacks: tuple[str, ...]
    clearance: Clearance | None
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class ActionPage:
    """What the page of an action shows."""

    action: Stored[Action]
    source: str
    source_place: Place | None
    sections: tuple[tuple[str, str], ...]
    clearance: Clearance | None
    overdue: bool


def today() -> str:
    """The day (ISO) that it is here."""
    return dt.datetime.now().astimezone().date().isoformat()


def load_actions(workspace: Workspace, cycle_id: str) -> ActionsPage:
    """The departures and gaps in the framework's order; the actions by the day they are due, those without one last."""
    with workspace.reading() as reading:
        record = reading.record(cycle_id)
        kind, day = record.body.kind.value, today()
        rows = [
            ActionRow(action, is_overdue(action, day), _source(record.framework, kind, reading, action)[0])
            for action in record.actions
        ]
        rows.sort(key=lambda row: (not row.action.due, row.action.due, row.action.title.casefold()))
        return ActionsPage(
            tuple(
                DepartureRow(one, filled(one.requirement.title, kind), _section(record, one), one.lacks(day))
                for one in departures(record)
            ),
            tuple(GapRow(one, filled(one.requirement.title, kind), _section(record, one)) for one in gaps(record)),
            tuple(rows),
        )


def _section(record: Record, one: Departure | Gap) -> str:
    return record.framework.home_of(one.requirement.id).short_title


def _place(framework: Framework, requirement_id: str) -> Place:
    section = framework.home_of(requirement_id)
    in_threat = section.kind is SectionKind.THREAT
    pillar = framework.requirement(requirement_id).pillar if in_threat else ""
    return Place("question", section.id, pillar, requirement_id)


def _source(framework: Framework, kind: str, reading: Reading, action: Action) -> tuple[str, Place | None]:
    """Where an action came from, for people, and the place of it."""
    if not action.came_from:
        return "", None
    if answer := reading.get(Answer, action.came_from):
        requirement = framework.requirement(answer.entity.requirement_id)
        return filled(requirement.title, kind), _place(framework, requirement.id)
    if session := reading.get(ScrutinySession, action.came_from):
        when = spoken_date(session.entity.held_on) or _("no date yet")
        words = _("Session of {date}").format(date=when)
        return words, Place("scrutiny", item_id=session.entity.id)
    if statement := reading.get(ThreatStatement, action.came_from):
        section = framework.section(statement.entity.section_id)
        return section.short_title, Place("threat", section.id)
    return "", None


def load_answer(workspace: Workspace, cycle_id: str, answer_id: str) -> AnswerPage | None:
    """A departure or a gap; None where there is no such answer."""
    with workspace.reading() as reading:
        record = reading.record(cycle_id)
        answer = next((one for one in record.answers if one.id == answer_id), None)
        if answer is None:
            return None
        departure = next((one for one in departures(record) if one.answer.id == answer_id), None)
        requirement = record.framework.requirement(answer.requirement_id)
        kind = record.body.kind.value
        decision = reading.get(DepartureDecision, answer_id)
        return AnswerPage(
            answer=answer,
            title=filled(requirement.title, kind),
            question=filled(requirement.question, kind),
            ref=requirement.ref,
            place=_place(record.framework, requirement.id),
            is_departure=departure is not None,
            decision=decision or Stored(DepartureDecision(answer_id, cycle_id), 0, ""),
            lacks=departure.lacks(today()) if departure is not None else (),
            clearance=clearance_of(record.clearances, answer_id),
            actions=tuple(action for action in record.actions if action.came_from == answer_id),
        )


def load_action(workspace: Workspace, action_id: str) -> ActionPage | None:
    """The page of an action; None where it was taken away."""
    with workspace.reading() as reading:
        stored = reading.get(Action, action_id)
        if stored is None:
            return None
        record = reading.record(stored.entity.cycle_id)
        source, place = _source(record.framework, record.body.kind.value, reading, stored.entity)
        return ActionPage(
            action=stored,
            source=source,
            source_place=place,
            sections=tuple((section.id, section.short_title) for section in record.framework.sections),
            clearance=clearance_of(record.clearances, action_id),
            overdue=is_overdue(stored.entity, today()),
        )


def add_action(
    workspace: Workspace, cycle_id: str, title: str, *, came_from: str = "", section_ids: tuple[str, ...] = ()
) -> Outcome[Restorable]:
    """A new action; answers with the step, so that it can be taken back. Refused("action.no-title") without words."""
    action = cleaned(Action(uuid4().hex, cycle_id, title.strip(), came_from=came_from, section_ids=section_ids))
    if not action.title:
        raise Refused("action.no-title")
    with workspace.unit_of_work() as work:
        stored_cycle(work, cycle_id)
        work.put(action, 0)
        work.commit()
    return Outcome(Restorable((action,), True), (changed(action),))
