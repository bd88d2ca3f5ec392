"""What scrutiny sessions say about a threat: dates, opinions, and the session that goes on from an earlier one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from assurance_app.domain.record import Record
from assurance_app.domain.scrutiny import ScrutinySession, SessionOpinion, SessionQuestion
from assurance_app.domain.values import Opinion


@dataclass(frozen=True, slots=True)
class ThreatScrutiny:
    """What the year's sessions say about one threat."""

    dates: tuple[str, ...] = ()
    """The days (ISO) of the sessions that bore on it, in order."""
    session: ScrutinySession | None = None
    """The latest session that came to an opinion on it."""
    opinion: SessionOpinion | None = None
    """What that session concluded."""

    def is_source_of(self, opinion: Opinion) -> bool:
        """Whether the opinion is the one that the latest session came to."""
        return self.opinion is not None and self.opinion.opinion is opinion


def bears_on(session: ScrutinySession, section_id: str) -> bool:
    """Whether the threat was on the agenda of the session."""
    return section_id in session.section_ids or any(said.section_id == section_id for said in session.opinions)


def scrutiny_of(sessions: Iterable[ScrutinySession], section_id: str) -> ThreatScrutiny:
    """What the sessions say about the threat. A session without a date does not count: it was not held yet."""
    held = sorted(
        (one for one in sessions if one.held_on and bears_on(one, section_id)), key=lambda one: (one.held_on, one.id)
    )
    dates = tuple(dict.fromkeys(one.held_on for one in held))
    for session in reversed(held):
        for said in session.opinions:
            if said.section_id == section_id and said.opinion is not Opinion.NONE_YET:
                return ThreatScrutiny(dates, session, said)
    return ThreatScrutiny(dates)


def days_held(record: Record, section_id: str) -> tuple[str, ...]:
    """The days (ISO) on which the chief constable was held to account for a threat: those that the statement names, and
    those of sessions that bore on it, each once and in order.
    """
    statement = record.statement_by_section.get(section_id)
    named = statement.held_on if statement is not None else ()
    return tuple(sorted({*named, *scrutiny_of(record.sessions, section_id).dates}))


def goes_on_from(
    earlier: ScrutinySession,
    *,
    id: str,  # noqa: A002 -- an entity has an `id`
    cycle_id: str,
    asked: Iterable[str],
    sections: Collection[str],
    requirements: Collection[str],
) -> ScrutinySession:
    """A session that goes on from an earlier one: its forum and what it bore on; `asked` are the new questions.

    Nothing that was answered or concluded then is carried over: it was true then. Threats and requirements that the
    edition does not have (any more) are left out. Its texts start as the office's own.
    """
    return ScrutinySession(
        id=id,
        cycle_id=cycle_id,
        held_on="",
        forum=earlier.forum,
        wanted_to_know=earlier.wanted_to_know,
        questions=tuple(SessionQuestion(text) for text in asked),
        opinions=tuple(
            SessionOpinion(said.section_id, Opinion.NONE_YET)
            for said in earlier.opinions
            if said.section_id in sections
        ),
        section_ids=tuple(one for one in earlier.section_ids if one in sections),
        requirement_ids=tuple(one for one in earlier.requirement_ids if one in requirements),
        begun_from=earlier.id,
    )


def answered_before(asked: str, earlier: ScrutinySession) -> str:
    """What the earlier session heard on the same question; "" where it did not ask it."""
    for question in earlier.questions:
        # Below the first line, which asks for what is new, stands the question itself.
        if question.asked and (asked.endswith(question.asked) or _subject(asked) == _subject(question.asked)):
            return question.answered
    return ""


def _subject(asked: str) -> str:
    return asked.split("\n", 1)[-1]
