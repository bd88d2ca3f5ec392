"""Which requirements are examined this year: by risk, by rotation, by threat. Nobody is made to examine all of them.

What is not examined stands as “not examined this year, because”, with the year in which it last was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assurance_app.domain.entities import Answer, ExaminationChoice
from assurance_app.domain.framework import Requirement, Section, Strength
from assurance_app.domain.values import Risk, View

ROTATION_YEARS = 3
"""Every requirement is examined at least once in so many years, unless the office says otherwise."""


@dataclass(frozen=True, slots=True)
class Examined:
    """How a requirement stood in one year: examined, not examined (with the reason), or not recorded."""

    year: str
    view: View | None
    reason: str = ""

    @property
    def was_examined(self) -> bool:
        """Whether the body came to a view in that year."""
        return self.view is not None and self.view is not View.NOT_EXAMINED


def can_be_planned(requirement: Requirement) -> bool:
    """Whether the requirement is one to examine: the chief constable's, and not merely for note.

    The body's own and shared duties are answered every year.
    """
    return not requirement.takes_position and requirement.strength is not Strength.NOTE


def examined_in(year: str, answer: Answer | None) -> Examined:
    """How a requirement stood in a year, by its answer."""
    return Examined(year, answer.view, answer.reason) if answer else Examined(year, None)


class Decision(StrEnum):
    """What an office decided about a requirement for a year."""

    EXAMINE = "examine"
    NOT_EXAMINED = "not-examined"
    UNDECIDED = "undecided"


def decision(chosen: bool, this_year: Examined) -> Decision:
    """What stands for a year: what is recorded goes before what was chosen."""
    if this_year.view is View.NOT_EXAMINED:
        return Decision.NOT_EXAMINED
    return Decision.EXAMINE if chosen or this_year.was_examined else Decision.UNDECIDED


def last_examined(years: Iterable[Examined]) -> str:
    """The latest year in which it was examined, "" where it never was."""
    return max((entry.year for entry in years if entry.was_examined), default="")


def is_due(last: str, year: str, every: int = ROTATION_YEARS) -> bool:
    """Whether rotation makes a requirement due in `year`: never examined, or last so many years ago."""
    return not last or int(year[:4]) - int(last[:4]) >= every


def proposed(
    sections: Iterable[Section],
    risks: Mapping[str, Risk],
    last: Mapping[str, str],
    year: str,
    every: int = ROTATION_YEARS,
    *,
    already: Collection[str] = (),
    aside: Collection[str] = (),
) -> frozenset[str]:
    """The ids that a plan for `year` would examine: whatever is of high risk, what rotation makes due, and a share of
    what was never examined.

    Everything is due in an office's first year, which would be too much; so of what is not of high risk only one part
    in `every` is taken up in a year, medium risk first, the same part of each section, so that after `every` years all
    have had their turn and no threat waits for another. `already` is what the office chose itself: it counts towards
    the share and stays. `aside` is what it decided not to examine this year: that stays too, whatever its risk.
    """
    places = {
        requirement.id: (place + 0.5) / len(plannable)
        for section in sections
        if (plannable := [requirement for requirement in section.requirements if can_be_planned(requirement)])
        for place, requirement in enumerate(plannable)
    }
    chosen = set(already) & places.keys()
    open_ids = [
        requirement_id for requirement_id in places if requirement_id not in chosen and requirement_id not in aside
    ]
    high = {requirement_id for requirement_id in open_ids if risks.get(requirement_id) is Risk.HIGH}
    due = {requirement_id for requirement_id in open_ids if _comes_round(last.get(requirement_id, ""), year, every)}
    never = [
        requirement_id for requirement_id in open_ids if not last.get(requirement_id) and requirement_id not in high
    ]
    never.sort(key=lambda requirement_id: (risks.get(requirement_id) is not Risk.MEDIUM, places[requirement_id]))
    begun = sum(1 for requirement_id in chosen if _takes_a_turn(requirement_id, risks, last))
    room = max(0, share(places, risks, every) - begun)
    return frozenset(chosen | high | due | set(never[:room]))


def share(requirement_ids: Iterable[str], risks: Mapping[str, Risk], every: int = ROTATION_YEARS) -> int:
    """How many requirements that are not of high risk a plan takes up for the first time in one year."""
    others = sum(1 for requirement_id in requirement_ids if risks.get(requirement_id) is not Risk.HIGH)
    return -(-others // every)


def _comes_round(last: str, year: str, every: int) -> bool:
    return bool(last) and is_due(last, year, every)


def _takes_a_turn(requirement_id: str, risks: Mapping[str, Risk], last: Mapping[str, str]) -> bool:
    return not last.get(requirement_id) and risks.get(requirement_id) is not Risk.HIGH


def choice_id(cycle_id: str, requirement_id: str) -> str:
    """The one id of what an office chose for a requirement in a cycle."""
    return f"{cycle_id}/{requirement_id}"


def blank_choice(cycle_id: str, requirement_id: str) -> ExaminationChoice:
    """What stands where nothing was chosen yet."""
    return ExaminationChoice(choice_id(cycle_id, requirement_id), cycle_id, requirement_id)
