"""Holding to account: scrutiny sessions, and the actions that come of them and of gaps."""

from __future__ import annotations

from dataclasses import dataclass

from assurance_app.domain.disclosure import Disclosure, Guarded
from assurance_app.domain.values import ActionStatus, Opinion


@dataclass(frozen=True, slots=True)
class SessionQuestion:
    """A question to the chief constable and what was answered."""

    asked: str
    answered: str = ""


@dataclass(frozen=True, slots=True)
class SessionOpinion:
    """The body's opinion on one threat after a session, with its reason."""

    section_id: str
    opinion: Opinion
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ScrutinySession:
    """A dated meeting at which the body held the chief constable to account (SPR 23.2)."""

    id: str
    cycle_id: str
    held_on: str
    forum: str = ""
    wanted_to_know: str = ""
    questions: tuple[SessionQuestion, ...] = ()
    opinions: tuple[SessionOpinion, ...] = ()
    section_ids: tuple[str, ...] = ()
    requirement_ids: tuple[str, ...] = ()
    begun_from: str = ""
    """The id of the earlier session that it goes on from, or ""."""
    disclosure: Disclosure = Disclosure.OFFICE
    public_wording: str = ""

    @property
    def account(self) -> Guarded:
        """What the body wanted to know, with who may read it."""
        return Guarded(self.wanted_to_know, self.disclosure, self.public_wording)


@dataclass(frozen=True, slots=True)
class Action:
    """Something that is to be done about a gap, a departure or what a session found."""

    id: str
    cycle_id: str
    title: str
    owner: str = ""
    due: str = ""
    status: ActionStatus = ActionStatus.OPEN
    is_resourced: bool | None = None
    why_not_resourced: str = ""
    came_from: str = ""
    """The id of the answer, statement or session that it came from."""
    section_ids: tuple[str, ...] = ()
    disclosure: Disclosure = Disclosure.OFFICE
    public_wording: str = ""


@dataclass(frozen=True, slots=True)
class DepartureDecision:
    """Who decided that a requirement is departed from, when, and until when. Its id is the answer's."""

    id: str
    cycle_id: str
    decided_by: str = ""
    decided_on: str = ""
    until: str = ""
