"""Which requirements are examined this year: by risk, by rotation, by threat. Nobody is made to examine all of them.

What is not examined stands as “not examined this year, because”, with the year in which it last was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assurance_app.domain.entities import Answer, ExaminationChoice
from assurance_app.domain.framework import Requirement, Strength
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


def last_examined(years: Iterable[Examined]) -> str:
    """The latest year in which it was examined, "" where it never was."""
    return max((entry.year for entry in years if entry.was_examined), default="")


def is_due(last: str, year: str, every: int = ROTATION_YEARS) -> bool:
    """Whether rotation makes a requirement due in `year`: never examined, or last so many years ago."""
    return not last or int(year[:4]) - int(last[:4]) >= every


def proposed(
    requirements: Iterable[Requirement],
    risks: Mapping[str, Risk],
    last: Mapping[str, str],
    year: str,
    every: int = ROTATION_YEARS,
) -> frozenset[str]:
    """The ids that a plan for `year` would examine: whatever is of high risk, a fair share of what rotation makes due.

    Everything is due in an office's first year, which would be too much; so of what was never examined each year takes
    its share, in the order of the framework, higher risk first, so that after `every` years all have had their turn.
    """
    plannable = [requirement for requirement in requirements if can_be_planned(requirement)]
    high = {requirement.id for requirement in plannable if risks.get(requirement.id) is Risk.HIGH}
    overdue = {
        requirement.id
        for requirement in plannable
        if last.get(requirement.id) and is_due(last[requirement.id], year, every)
    }
    never = [requirement.id for requirement in plannable if not last.get(requirement.id) and requirement.id not in high]
    share = -(-len(plannable) // every)
    room = max(0, share - len(high | overdue))
    by_risk = sorted(never, key=lambda requirement_id: risks.get(requirement_id) is not Risk.MEDIUM)
    return frozenset(high | overdue | set(by_risk[:room]))


def choice_id(cycle_id: str, requirement_id: str) -> str:
    """The one id of what an office chose for a requirement in a cycle."""
    return f"{cycle_id}/{requirement_id}"


def blank_choice(cycle_id: str, requirement_id: str) -> ExaminationChoice:
    """What stands where nothing was chosen yet."""
    return ExaminationChoice(choice_id(cycle_id, requirement_id), cycle_id, requirement_id)
