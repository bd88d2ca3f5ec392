"""A number with its unit, in the singular where it is one: the units are words of the frameworks' own."""

from __future__ import annotations

from assurance_app.words import _, later, ngettext

_ONE = {
    "actions": later("action"),
    "assessments": later("assessment"),
    "cases": later("case"),
    "days": later("day"),
    "devices": later("device"),
    "exercises": later("exercise"),
    "full-time equivalents": later("full-time equivalent"),
    "groups": later("group"),
    "incidents": later("incident"),
    "meetings": later("meeting"),
    "officers": later("officer"),
    "operations": later("operation"),
    "organisations": later("organisation"),
    "packages": later("package"),
    "people": later("person"),
    "posts": later("post"),
    "recommendations": later("recommendation"),
    "referrals": later("referral"),
    "reports": later("report"),
    "requests": later("request"),
    "staff": later("member of staff"),
    "supervisors": later("supervisor"),
    "vehicles": later("vehicle"),
    "victims": later("victim"),
}
"""The plural that a framework names, and what one of it is called; “per cent” is itself."""
_YEAR = "year"
"""A calendar year is no quantity: it stands alone, without a mark for thousands."""


def counted(number: int, unit: str) -> str:
    """“12 officers”, “1 officer”; the number alone where there is no unit."""
    if unit == _YEAR:
        return str(number)
    one = _ONE.get(unit)
    return f"{number:,} {_(one) if number == 1 and one else unit}".strip()


def counted_units(number: int, abbreviation: str) -> str:
    """“4 PSUs”, “1 PSU”: national units by their abbreviation."""
    return ngettext("{number} {unit}", "{number} {unit}s", number).format(number=f"{number:,}", unit=abbreviation)
