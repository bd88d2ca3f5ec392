"""What is different between two returns of one body: which opinions, accounts, departures, answers and other entries.

Words and values are given as a person reads them, so that screens and documents only have to lay them out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum, StrEnum
from typing import Any

from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.entities import Answer, ThreatStatement
from assurance_app.domain.framework import Requirement
from assurance_app.domain.prose import spoken_date, spoken_value
from assurance_app.domain.record import Record
from assurance_app.domain.returned import edition, opinion
from assurance_app.domain.values import (
    ActionStatus,
    BodyKind,
    Opinion,
    Position,
    Provided,
    ResourceKind,
    ReviewOutcome,
    TargetKind,
    View,
)
from assurance_app.words import _
from assurance_app.words.labels import LABELS, filled, label


class What(StrEnum):
    """What a difference is about, in the order in which differences are told."""

    BODY = "body"
    EDITION = "edition"
    OPINION = "opinion"
    STATEMENT = "statement"
    DEPARTURE = "departure"
    ANSWER = "answer"
    ENTRY = "entry"


class Change(StrEnum):
    """What became of it."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class PartChange:
    """What one part said before and says now, in words; "" where it said nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the later return says otherwise. `key` is the id of the threat, requirement or entry."""

    what: What
    key: str
    title: str
    change: Change
    parts: tuple[PartChange, ...] = ()


_LABELLED: dict[type, str] = {
    Position: "position",
    View: "view",
    Provided: "provided",
    Opinion: "opinion",
    Disclosure: "disclosure",
    ActionStatus: "action-status",
    ReviewOutcome: "review-outcome",
    ResourceKind: "resource-kind",
    BodyKind: "body-kind",
    TargetKind: "target_kind",
}
_ENTRIES = (
    "sessions",
    "actions",
    "departure_decisions",
    "objectives",
    "plan_reviews",
    "resource_decisions",
    "capacity_figures",
    "agreements",
    "findings",
    "evidence",
    "links",
    "office_holders",
    "clearances",
)
_NAMES = ("title", "forum", "report", "what", "measure", "name", "decided_by", "held_on", "reviewed_on", "target_id")
"""Where an entry says what it is called: the first of these that has words."""
_KEYS = frozenset({"id", "cycle_id", "body_id", "requirement_id", "section_id"})
"""Which thing it is, and not what it says."""


def return_difference(earlier: Record, later: Record) -> tuple[Difference, ...]:
    """What the later return of a body says otherwise than the earlier one; () where they say the same.

    In which order rows stand, and where the year stands in its work, is no difference.
    """
    return tuple(_differences(earlier, later))


def _differences(earlier: Record, later: Record) -> Iterator[Difference]:
    yield from _body(earlier, later)
    yield from _edition(earlier, later)
    before, after = earlier.statement_by_section, later.statement_by_section
    titles = {section.id: section.title for record in (earlier, later) for section in record.framework.sections}
    sections = [key for key in titles if key in before or key in after]
    for key in sections:
        yield from _opinion(key, titles[key], before.get(key), after.get(key))
    for key in sections:
        yield from _entity(
            What.STATEMENT, key, titles[key], _said(earlier, before.get(key)), _said(later, after.get(key))
        )
    yield from _answers(earlier, later)
    for name in _ENTRIES:
        yield from _entries(earlier, later, name)


def _body(earlier: Record, later: Record) -> Iterator[Difference]:
    said = [{**_plain(record, record.body), "marking": record.cycle.marking} for record in (earlier, later)]
    parts = _parts(*said)
    if parts:
        yield Difference(What.BODY, later.body.id, later.body.name_as_used, Change.CHANGED, parts)


def _edition(earlier: Record, later: Record) -> Iterator[Difference]:
    if earlier.framework != later.framework:
        part = PartChange(_("Edition"), edition(earlier), edition(later))
        yield Difference(What.EDITION, later.framework.id, later.framework.title, Change.CHANGED, (part,))


def _opinion(
    key: str, title: str, before: ThreatStatement | None, after: ThreatStatement | None
) -> Iterator[Difference]:
    part = PartChange(_("Opinion"), opinion(before), opinion(after))
    if part.before != part.after:
        yield Difference(What.OPINION, key, title, Change.CHANGED, (part,))


def _answers(earlier: Record, later: Record) -> Iterator[Difference]:
    before, after = earlier.answer_by_requirement, later.answer_by_requirement
    asked = {found.id: found for record in (earlier, later) for found in record.framework.requirements}
    kind = later.body.kind.value
    answered = [(found, filled(found.title, kind)) for key, found in asked.items() if key in before or key in after]
    for found, title in answered:
        was, is_now = (bool(one and one.is_departure) for one in (before.get(found.id), after.get(found.id)))
        if was != is_now:
            yield Difference(What.DEPARTURE, found.id, title, Change.NEW if is_now else Change.GONE)
    for found, title in answered:
        yield from _entity(
            What.ANSWER,
            found.id,
            title,
            _answered(earlier, found, before.get(found.id)),
            _answered(later, found, after.get(found.id)),
        )


def _entries(earlier: Record, later: Record, name: str) -> Iterator[Difference]:
    before, after = ({entry.id: entry for entry in getattr(record, name)} for record in (earlier, later))
    for key in {**before, **after}:
        one = after.get(key) or before.get(key)
        yield from _entity(
            What.ENTRY,
            key,
            _entry_title(later if key in after else earlier, name, one),
            _plain(earlier, before.get(key)),
            _plain(later, after.get(key)),
        )


def _entry_title(record: Record, name: str, entry: Any) -> str:
    titles = {one.id: one.title for one in record.evidence}
    called = next((str(words) for part in _NAMES if (words := getattr(entry, part, ""))), "")
    called = titles.get(getattr(entry, "revision_id", ""), called)
    return _("{what}: {words}").format(what=label("record-entry", name), words=spoken_date(called))


def _entity(
    what: What, key: str, title: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Difference]:
    if before == after:
        return
    change = Change.NEW if not before else Change.GONE if not after else Change.CHANGED
    yield Difference(what, key, title, change, _parts(before, after))


def _parts(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[PartChange, ...]:
    return tuple(
        PartChange(_part_name(name), before.get(name, ""), after.get(name, ""))
        for name in {**before, **after}
        if before.get(name, "") != after.get(name, "")
    )


def _part_name(name: str) -> str:
    for kind in ("record-part", "written-part"):
        if name in LABELS[kind]:
            words = label(kind, name)
            return words[:1].upper() + words[1:]
    return name


def _said(record: Record, statement: ThreatStatement | None) -> dict[str, str]:
    """What an account says, by part; the opinion is told apart."""
    if statement is None:
        return {}
    said = {**_plain(record, statement), "held_on": _words(record, "", tuple(sorted(statement.held_on)))}
    return {name: words for name, words in said.items() if name != "opinion"}


def _answered(record: Record, requirement: Requirement, answer: Answer | None) -> dict[str, str]:
    """What an answer says, by part; each typed extra answer is a part under its own label."""
    if answer is None:
        return {}
    said = {name: words for name, words in _plain(record, answer).items() if name != "fields"}
    labels = {field.id: field for field in requirement.fields}
    for key, value in answer.fields.items():
        field = labels.get(key)
        said[field.label if field else key] = spoken_value(field, value, record.framework) if field else str(value)
    return said


def _plain(record: Record, entity: Any) -> dict[str, str]:
    if entity is None:
        return {}
    return {
        field.name: _words(record, field.name, getattr(entity, field.name))
        for field in fields(entity)
        if field.name not in _KEYS
    }


def _words(record: Record, name: str, value: object) -> str:
    """A value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Enum):
        return label(_LABELLED[type(value)], str(value.value))
    if isinstance(value, tuple):
        return "; ".join(_words(record, name, item) for item in value)
    if is_dataclass(value):
        pieces = (_words(record, field.name, getattr(value, field.name)) for field in fields(value))
        return ": ".join(piece for piece in pieces if piece)
    if isinstance(value, int):
        return f"{value:,}"
    if name in ("section_id", "section_ids"):
        return _title_in(record, str(value))
    return spoken_date(str(value))


def _title_in(record: Record, section_id: str) -> str:
    return next((section.title for section in record.framework.sections if section.id == section_id), section_id)
