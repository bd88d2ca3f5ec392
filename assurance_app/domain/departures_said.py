"""How a statement leads to its departures: the same words in each length (SPR 18)."""

from __future__ import annotations

from assurance_app.domain.entities import Answer
from assurance_app.domain.record import Record
from assurance_app.domain.returned import departures
from assurance_app.domain.voice import Voice
from assurance_app.words import _


def departures_of(record: Record) -> tuple[Answer, ...]:
    """The answers that say so, in the framework's order."""
    return tuple(answer for _found, answer in departures(record))


def leading_words(answers: tuple[Answer, ...], voice: Voice) -> str:
    """What stands before them: what the body departed from is its own, what the force does not meet is not."""
    is_own = any(answer.position is not None for answer in answers)
    is_of_force = any(answer.position is None for answer in answers)
    if is_own and is_of_force:
        return voice.say(
            _("Here I departed from the requirement, or was not satisfied that the force meets it:"),
            _("Here we departed from the requirement, or were not satisfied that the force meets it:"),
        )
    if is_own:
        return voice.say(_("Here I departed from the requirement:"), _("Here we departed from the requirement:"))
    return voice.say(
        _("Here I was not satisfied that the force meets the requirement:"),
        _("Here we were not satisfied that the force meets the requirement:"),
    )
