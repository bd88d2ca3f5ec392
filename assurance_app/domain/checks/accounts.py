"""Checks on what the body says of itself: its influence, its voice, its scrutiny, its reasons."""

from __future__ import annotations

from collections.abc import Iterator

from assurance_app.domain.checks.finding import Earlier, Finding, Lexicon, seen
from assurance_app.domain.checks.written import of_answer, of_statement
from assurance_app.domain.entities import Answer, ThreatStatement
from assurance_app.domain.record import Record
from assurance_app.domain.text import word_count
from assurance_app.domain.values import Opinion, Position, View

_FEWEST_WORDS = 8
"""A shorter text is a note, and says too little to be in anybody's voice."""
_OWN_PARTS = ("regard", "influence", "resources", "held_to_account", "concluded")


def no_influence(record: Record, earlier: Earlier, lexicon: Lexicon) -> Iterator[Finding]:
    """A statement that was begun says nothing of how the threat influenced the direction set (SPR 24.1)."""
    by_objectives = {
        influence.section_id
        for objective in record.objectives
        for influence in objective.influences
        if not lexicon.says_nothing(influence.how)
    }
    for statement in record.threat_statements:
        begun = statement.parts or statement.opinion is not Opinion.NONE_YET
        if begun and lexicon.says_nothing(statement.influence) and statement.section_id not in by_objectives:
            yield _on_statement("influence.none", statement, statement.influence)


def only_the_force(record: Record, earlier: Earlier, lexicon: Lexicon) -> Iterator[Finding]:
    """A text that should be the body's own account (SPR 23.2, 24.1) speaks of the force and never of the body."""
    for statement in record.threat_statements:
        parts = [
            (name, text) for name, text in of_statement(statement).everything if name in (*_OWN_PARTS, "public_wording")
        ]
        speaking = [name for name, text in parts if _only_the_force(text, record, lexicon)]
        if speaking:
            yield _on_statement("voice.force-only", statement, parts, parts=tuple(speaking))
    for answer in record.answers:
        if answer.position in (None, Position.NOT_APPLICABLE):
            continue
        parts = [(name, text) for name, text in of_answer(answer).everything if name in ("rests_on", "public_wording")]
        speaking = [name for name, text in parts if _only_the_force(text, record, lexicon)]
        if speaking:
            yield _on_answer("voice.force-only", answer, parts, parts=tuple(speaking))


def _only_the_force(text: str, record: Record, lexicon: Lexicon) -> bool:
    if word_count(text) < _FEWEST_WORDS:
        return False
    names_force = bool(record.body.force and record.body.force in text) or bool(lexicon.force.search(text))
    rest = lexicon.of_the_force.sub(" ", text)
    return names_force and not lexicon.body[record.body.kind.value].search(rest)


def no_scrutiny(record: Record, earlier: Earlier, lexicon: Lexicon) -> Iterator[Finding]:
    """A threat has an opinion or a conclusion, and nothing says when the chief constable was held to account on it."""
    covered = {section for session in record.sessions for section in session.section_ids}
    covered |= {opinion.section_id for session in record.sessions for opinion in session.opinions}
    for statement in record.threat_statements:
        concluded = statement.opinion is not Opinion.NONE_YET or not lexicon.says_nothing(statement.concluded)
        if concluded and not statement.held_on and statement.section_id not in covered:
            yield _on_statement("threat.no-scrutiny", statement, [statement.opinion, statement.concluded])


def no_reason(record: Record, earlier: Earlier, lexicon: Lexicon) -> Iterator[Finding]:
    """A duty is not followed without a good reason (SPR 18), or a capability found wanting without both reasons."""
    for answer in record.answers:
        given: tuple[str, ...]
        if answer.position is Position.NOT_FOLLOWED:
            given = (answer.reason,)
        elif answer.view is View.NOT_SATISFIED:
            given = (answer.chief_constables_reason, answer.bodys_view_of_reason)
        else:
            continue
        if any(lexicon.says_nothing(reason) for reason in given):
            code = "departure.no-reason" if answer.position is Position.NOT_FOLLOWED else "departure.no-view"
            yield _on_answer(code, answer, [answer.position, answer.view, given])


def _on_answer(code: str, answer: Answer, looked_at: object, **params: object) -> Finding:
    return Finding(code, "answer", answer.id, seen(looked_at), requirement_id=answer.requirement_id, params=params)


def _on_statement(code: str, statement: ThreatStatement, looked_at: object, **params: object) -> Finding:
    return Finding(
        code, "threat_statement", statement.id, seen(looked_at), section_id=statement.section_id, params=params
    )
