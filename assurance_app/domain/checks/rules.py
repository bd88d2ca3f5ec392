"""All checks, in the order in which a person is told of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from assurance_app.domain.checks import accounts, texts, year
from assurance_app.domain.checks.finding import Earlier, Finding, Lexicon
from assurance_app.domain.record import Record

Rule = Callable[[Record, Earlier, Lexicon], Iterator[Finding]]

_RULES: tuple[tuple[Rule, tuple[str, ...]], ...] = (
    (texts.restricted_words, ("text.restricted",)),
    (accounts.no_reason, ("departure.no-reason", "departure.no-view")),
    (accounts.no_influence, ("influence.none",)),
    (accounts.only_the_force, ("voice.force-only",)),
    (accounts.no_scrutiny, ("threat.no-scrutiny",)),
    (year.plan_not_reviewed, ("plan.not-reviewed",)),
    (year.edition_after_year, ("edition.year",)),
    (texts.other_edition, ("edition.text",)),
    (texts.placeholder_left, ("text.placeholder",)),
    (year.outside_the_year, ("evidence.outside-year",)),
    (year.action_overdue, ("action.overdue",)),
    (year.no_force_check, ("force-check.missing",)),
    (year.no_clearance, ("clearance.missing",)),
    (texts.undefined_acronym, ("text.acronym",)),
)

CODES: tuple[str, ...] = tuple(code for _rule, codes in _RULES for code in codes)
"""The stable codes of all checks: what was set aside is kept by them, so none is ever given another meaning."""


def findings(record: Record, earlier: Earlier, lexicon: Lexicon) -> tuple[Finding, ...]:
    """Everything that the checks find in a year, whether it was set aside or not."""
    found = [finding for rule, _codes in _RULES for finding in rule(record, earlier, lexicon)]
    homes = {
        requirement.id: section.id for section in record.framework.sections for requirement in section.requirements
    }
    return tuple(
        replace(finding, section_id=homes.get(finding.requirement_id, "")) if finding.requirement_id else finding
        for finding in found
    )
