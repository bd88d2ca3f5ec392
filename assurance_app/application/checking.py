"""The checks of a year: what is open, where it leads, and what was set aside with its reason."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from assurance_app import paths
from assurance_app.application.changes import Outcome, changed
from assurance_app.application.leading import place_of_entry
from assurance_app.application.places import Place
from assurance_app.application.restoring import Restorable
from assurance_app.application.workspaces import stored_cycle
from assurance_app.domain.checks import Earlier, Finding, Lexicon, findings, lexicon_from_plain
from assurance_app.domain.entities import Cycle, Entity
from assurance_app.domain.notes import CheckSetAside
from assurance_app.domain.planning import PlanReview
from assurance_app.domain.prose import spoken_date, spoken_list
from assurance_app.domain.record import Record
from assurance_app.domain.refusal import Refused
from assurance_app.domain.text import clean_text, refuse_higher_marking
from assurance_app.domain.values import CycleStatus
from assurance_app.domain.years import this_day
from assurance_app.persistence.workspace import Reading, Workspace
from assurance_app.words import _
from assurance_app.words.labels import filled, label


@dataclass(frozen=True, slots=True)
class CheckKind:
    """A check as people read of it; `found` has places that its findings fill."""

    code: str
    title: str
    found: str
    do: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check that is open, or was set aside, at one place."""

    code: str
    kind: str
    target_id: str
    title: str
    where: str
    sentence: str
    do: str
    place: Place
    seen: str
    aside: CheckSetAside | None = None
    """How it was set aside; None where it is open."""
    returned: bool = False
    """Whether it was set aside before, and what it looks at has changed since."""

    @property
    def key(self) -> tuple[str, str]:
        """A check stands once at a place."""
        return (self.code, self.target_id)


@dataclass(frozen=True, slots=True)
class ChecksPage:
    """The checks of a year, the most serious kind first."""

    year: str
    rows: tuple[CheckRow, ...]

    @property
    def open(self) -> tuple[CheckRow, ...]:
        """Those that nobody set aside."""
        return tuple(row for row in self.rows if row.aside is None)

    @property
    def aside(self) -> tuple[CheckRow, ...]:
        """Those that were set aside with a reason."""
        return tuple(row for row in self.rows if row.aside is not None)


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((paths.resources() / "checks.json").read_text(encoding="utf-8"))
    return found


@cache
def _lexicon() -> Lexicon:
    return lexicon_from_plain(_data()["words"])


def check_kinds() -> tuple[CheckKind, ...]:
    """Every check with its words, the most serious first."""
    return tuple(
        CheckKind(row["code"], _(row["title"]), _(row["found"]), _(row["do"]))  # words of a data file
        for row in _data()["checks"]
    )


def load_checks(workspace: Workspace, cycle_id: str, today: dt.date | None = None) -> ChecksPage:
    """The checks of a cycle as they stand on a day (the machine's own): open ones, and those set aside."""
    with workspace.reading() as reading:
        return checks_of(reading, reading.record(cycle_id, library=False), today or this_day())


def checks_of(reading: Reading, record: Record, today: dt.date) -> ChecksPage:
    """The checks of a record that was just read."""
    asides = {stored.entity.id: stored.entity for stored in reading.find(CheckSetAside, cycle_id=record.cycle.id)}
    kinds = {kind.code: kind for kind in check_kinds()}
    order = {code: place for place, code in enumerate(kinds)}
    namer = _Namer(record)
    rows = []
    for finding in findings(record, _earlier(reading, record, today), _lexicon()):
        kind = kinds[finding.code]
        aside = asides.get(_aside_id(record.cycle.id, finding.code, finding.target_id))
        stands = aside is not None and aside.seen == finding.seen
        rows.append(
            CheckRow(
                code=finding.code,
                kind=finding.kind,
                target_id=finding.target_id,
                title=kind.title,
                where=namer.where(finding),
                sentence=kind.found.format(**_spoken(finding.params)),
                do=kind.do,
                place=namer.place(finding),
                seen=finding.seen,
                aside=aside if stands else None,
                returned=aside is not None and not stands,
            )
        )
    rows.sort(key=lambda row: order[row.code])
    return ChecksPage(record.cycle.year, tuple(rows))


def _earlier(reading: Reading, record: Record, today: dt.date) -> Earlier:
    reviews = tuple(stored.entity for stored in reading.find(PlanReview))
    order = list(CycleStatus)
    past = order.index(record.cycle.status) > order.index(CycleStatus.FORCE_CHECK)
    # Only a year that is past the force check is asked whether it was ever there.
    versions = reading.history(Cycle, record.cycle.id) if past else ()
    was_there = any(version.entity and version.entity.status is CycleStatus.FORCE_CHECK for version in versions)
    return Earlier(today.isoformat(), reviews, was_there)


# -- setting aside -------------------------------------------------------------------------------------------------


def set_aside(workspace: Workspace, cycle_id: str, rows: Iterable[CheckRow], because: str) -> Outcome[Restorable]:
    """Set checks aside, each as it was seen, with one reason; Refused("check.no-reason") without one."""
    reason = clean_text(because).strip()
    refuse_higher_marking(reason)
    if not reason:
        raise Refused("check.no-reason")
    made: list[Entity] = []
    with workspace.unit_of_work() as work:
        stored_cycle(work, cycle_id)
        for row in rows:
            entity = CheckSetAside(
                id=_aside_id(cycle_id, row.code, row.target_id),
                cycle_id=cycle_id,
                code=row.code,
                target_id=row.target_id,
                seen=row.seen,
                reason=reason,
                by=workspace.author,
                at=workspace.now(),
            )
            held = work.stored(CheckSetAside, entity.id)
            work.put(entity, held.version if held else 0)
            made.append(entity)
        work.commit()
    return Outcome(Restorable(tuple(made), True), tuple(changed(entity) for entity in made))


def take_up(workspace: Workspace, rows: Iterable[CheckRow]) -> Outcome[Restorable]:
    """Open checks again that were set aside."""
    gone: list[Entity] = []
    with workspace.unit_of_work() as work:
        for row in rows:
            if row.aside is None:
                continue
            held = work.stored(CheckSetAside, row.aside.id)
            if held is not None:
                work.delete(CheckSetAside, held.entity.id, held.version)
                gone.append(held.entity)
        work.commit()
    return Outcome(Restorable(tuple(gone), False), tuple(changed(entity) for entity in gone))


def _aside_id(cycle_id: str, code: str, target_id: str) -> str:
    return f"{cycle_id}/{code}/{target_id}"


# -- words and places ----------------------------------------------------------------------------------------------


class _Namer:
    """Says of a finding where it is, and leads there."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._kind = record.body.kind.value
        self._titles = {requirement.id: requirement.title for requirement in record.framework.requirements}
        self._sections = {section.id: section.short_title for section in record.framework.sections}
        self._entries: dict[str, Any] = {
            entry.id: entry
            for group in (
                record.evidence,
                record.actions,
                record.objectives,
                record.plan_reviews,
                record.resource_decisions,
                record.agreements,
                record.capacity_figures,
                record.findings,
                record.sessions,
            )
            for entry in group
        }

    def where(self, finding: Finding) -> str:
        """The place in words."""
        section = self._sections.get(finding.section_id, "")
        if finding.kind == "plan_review" and finding.target_id not in self._entries:
            return _("Plan")
        if finding.requirement_id:
            title = filled(self._titles.get(finding.requirement_id, ""), self._kind)
            return " › ".join(part for part in (section, title) if part)
        if finding.kind == "threat_statement":
            return _("{threat} › Statement").format(threat=section)
        if finding.kind == "cycle":
            return _("The year")
        entry = self._entries.get(finding.target_id)
        name = label("entry-kind", finding.kind)
        title = _title_of(entry)
        return _("{kind}: {title}").format(kind=name, title=title) if title else name

    def place(self, finding: Finding) -> Place:
        """The place itself."""
        if finding.code == "clearance.missing" and finding.kind == "answer" and finding.params["parts"] != ("figures",):
            # Gaps and departures are cleared on a page of their own.
            return Place("actions", requirement_id=finding.requirement_id)
        if finding.requirement_id and finding.kind == "answer":
            return Place("question", finding.section_id, "", finding.requirement_id)
        if finding.kind == "threat_statement":
            return Place("threat", finding.section_id)
        entry = self._entries.get(finding.target_id)
        if finding.kind == "plan_review" and entry is None:
            return Place("plan")
        return place_of_entry(entry) if entry is not None else Place("sign-off")


def _title_of(entry: Any) -> str:
    for name in ("title", "held_on", "reviewed_on", "what", "measure", "report"):
        text = getattr(entry, name, "")
        if text:
            return spoken_date(str(text)) if name.endswith("_on") else _short(str(text))
    return ""


def _short(text: str) -> str:
    line = text.partition("\n")[0]
    return line if len(line) <= 80 else f"{line[:79].rstrip()}…"


def _spoken(params: Mapping[str, object]) -> dict[str, str]:
    """The parameters of a finding as a sentence takes them."""
    told: dict[str, str] = {"title": "", "date": "", "edition": "", "words": "", "parts": ""}
    for name, value in params.items():
        if name == "parts" and isinstance(value, tuple):
            told[name] = spoken_list(tuple(label("written-part", str(part)) for part in value))
        elif isinstance(value, tuple):
            told[name] = spoken_list(tuple(str(word) for word in value))
        elif name == "date":
            told[name] = spoken_date(str(value))
        elif name == "title":
            told[name] = _short(str(value))
        else:
            told[name] = str(value)
    return told
