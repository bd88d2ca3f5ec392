"""Scrutiny sessions: the dated meetings at which the body held the chief constable to account (SPR 23.2)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from assurance_app.application.changes import Outcome, changed
from assurance_app.application.recording import LinkedEvidence, linked_evidence
from assurance_app.application.workspaces import framework_of, stored_cycle
from assurance_app.domain.departures import came_of
from assurance_app.domain.entities import Body, Cycle, EvidenceLink, Stored
from assurance_app.domain.framework import Framework
from assurance_app.domain.holding_to_account import answered_before, goes_on_from
from assurance_app.domain.prose import spoken_date
from assurance_app.domain.refusal import Refused
from assurance_app.domain.scrutiny import Action, ScrutinySession
from assurance_app.domain.values import ActionStatus, Opinion
from assurance_app.persistence.workspace import Reading, Workspace
from assurance_app.words import _
from assurance_app.words.labels import filled


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session in the list."""

    session: ScrutinySession
    threats: tuple[str, ...]
    """The short titles of the sections that it bore on."""
    opinions: int
    evidence: int
    actions: int


@dataclass(frozen=True, slots=True)
class EarlierSession:
    """A session of an earlier year, from which one of this year can be begun."""

    session_id: str
    year: str
    held_on: str
    forum: str


@dataclass(frozen=True, slots=True)
class SessionsPage:
    """The sessions of a year, the newest first; and those of the latest year before it that has any."""

    rows: tuple[SessionRow, ...]
    earlier: tuple[EarlierSession, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A section or a requirement by name."""

    id: str
    title: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class SessionPage:
    """What the page of a session shows."""

    session: Stored[ScrutinySession]
    sections: tuple[Named, ...]
    threats: tuple[Named, ...]
    requirements: tuple[Named, ...]
    """Every requirement that it could bear on."""
    evidence: tuple[LinkedEvidence, ...]
    actions: tuple[Action, ...]
    before: ScrutinySession | None
    """The earlier session that it goes on from."""
    answered_before: tuple[str, ...]
    """For each question, what was answered to it then."""


def list_sessions(workspace: Workspace, cycle_id: str) -> SessionsPage:
    """The sessions of the year, the newest first, those without a date before all."""
    with workspace.reading() as reading:
        cycle = stored_cycle(reading, cycle_id).entity
        framework = framework_of(reading, cycle)
        linked: dict[str, int] = {}
        for stored in reading.find(EvidenceLink, cycle_id=cycle_id):
            linked[stored.entity.target_id] = linked.get(stored.entity.target_id, 0) + 1
        actions = [stored.entity for stored in reading.find(Action, cycle_id=cycle_id)]
        rows = [
            SessionRow(
                session=session,
                threats=_short_titles(framework, session),
                opinions=sum(1 for said in session.opinions if said.opinion is not Opinion.NONE_YET),
                evidence=linked.get(session.id, 0),
                actions=len(came_of(actions, session.id)),
            )
            for session in _sessions(reading, cycle_id)
        ]
        rows.sort(key=lambda row: (not row.session.held_on, row.session.held_on, row.session.id), reverse=True)
        return SessionsPage(tuple(rows), _earlier(reading, cycle))


def _sessions(reading: Reading, cycle_id: str) -> tuple[ScrutinySession, ...]:
    return tuple(stored.entity for stored in reading.find(ScrutinySession, cycle_id=cycle_id))


def _short_titles(framework: Framework, session: ScrutinySession) -> tuple[str, ...]:
    named = {*session.section_ids, *(said.section_id for said in session.opinions)}
    return tuple(section.short_title for section in framework.sections if section.id in named)


def _earlier(reading: Reading, cycle: Cycle) -> tuple[EarlierSession, ...]:
    found = [
        EarlierSession(session.id, other.entity.year, session.held_on, session.forum)
        for other in reading.find(Cycle, body_id=cycle.body_id)
        if other.entity.year < cycle.year
        for session in _sessions(reading, other.entity.id)
    ]
    latest = max((one.year for one in found), default="")
    return tuple(sorted((one for one in found if one.year == latest), key=lambda one: one.held_on, reverse=True))


def load_session(workspace: Workspace, session_id: str) -> SessionPage | None:
    """The page of a session; None where it was taken away."""
    with workspace.reading() as reading:
        stored = reading.get(ScrutinySession, session_id)
        if stored is None:
            return None
        session = stored.entity
        framework = framework_of(reading, stored_cycle(reading, session.cycle_id).entity)
        kind = reading.find(Body)[0].entity.kind.value
        actions = [found.entity for found in reading.find(Action, cycle_id=session.cycle_id)]
        before = reading.get(ScrutinySession, session.begun_from) if session.begun_from else None
        return SessionPage(
            session=stored,
            sections=tuple(Named(section.id, section.short_title) for section in framework.sections),
            threats=tuple(Named(section.id, section.short_title) for section in framework.threats),
            requirements=tuple(
                Named(requirement.id, filled(requirement.title, kind), requirement.ref)
                for section in framework.sections
                for requirement in section.requirements
            ),
            evidence=linked_evidence(reading, session_id),
            actions=came_of(actions, session_id),
            before=before.entity if before is not None else None,
            answered_before=tuple(
                answered_before(question.asked, before.entity) if before is not None else ""
                for question in session.questions
            ),
        )


def begin(workspace: Workspace, cycle_id: str) -> Outcome[ScrutinySession]:
    """A new session with nothing in it yet."""
    session = ScrutinySession(uuid4().hex, cycle_id, "")
    with workspace.unit_of_work() as work:
        stored_cycle(work, cycle_id)
        work.put(session, 0)
        work.commit()
    return Outcome(session, (changed(session),))


def begin_from(workspace: Workspace, session_id: str, cycle_id: str = "") -> Outcome[ScrutinySession]:
    """A session that starts from an earlier one and asks for what is new since then.

    It is begun in the year of `cycle_id`, else in the newest; Refused("session.nowhere") where that is not later than
    the earlier session's own year.
    """
    with workspace.unit_of_work() as work:
        stored = work.get(ScrutinySession, session_id)
        if stored is None:
            raise LookupError(f"no session {session_id}")
        earlier = stored.entity
        its_own = stored_cycle(work, earlier.cycle_id).entity
        later = [
            found.entity
            for found in work.find(Cycle, body_id=its_own.body_id)
            if found.entity.year > its_own.year and cycle_id in ("", found.entity.id)
        ]
        if not later:
            raise Refused("session.nowhere")
        cycle = max(later, key=lambda one: one.year)
        framework = framework_of(work, cycle)
        open_actions = [
            action
            for action in came_of((found.entity for found in work.find(Action, cycle_id=earlier.cycle_id)), earlier.id)
            if action.status is ActionStatus.OPEN
        ]
        session = goes_on_from(
            earlier,
            id=uuid4().hex,
            cycle_id=cycle.id,
            asked=_what_is_new(earlier, open_actions),
            sections={section.id for section in framework.sections},
            requirements={one.id for section in framework.sections for one in section.requirements},
        )
        work.put(session, 0)
        work.commit()
    return Outcome(session, (changed(session),))


def _what_is_new(earlier: ScrutinySession, actions: list[Action]) -> tuple[str, ...]:
    """The questions of a session that goes on: what is new on each question asked, and what came of each action."""
    since = spoken_date(earlier.held_on)
    asked = []
    for question in earlier.questions:
        # What was asked for as new last year is asked for as new again, not as new of what was new.
        text = question.asked.split("\n", 1)[1] if earlier.begun_from and "\n" in question.asked else question.asked
        opening = _("What is new since {date}?").format(date=since) if since else _("What is new since last year?")
        asked.append(f"{opening}\n{text}")
    asked += [_("What has come of this action?") + f"\n{action.title}" for action in actions]
    return tuple(asked)
