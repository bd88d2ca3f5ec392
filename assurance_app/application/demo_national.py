"""The national sample without a screen: returns of invented bodies, and what the APCC holds and makes of them."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from assurance_app.application.entering import attach, begin_entered, load_entered
from assurance_app.application.national import WORKBOOK, make_national
from assurance_app.application.national_year import load_year
from assurance_app.application.outputs import Source, make_folder, return_of, tree_of
from assurance_app.application.permissions import answer_extract, send_extract
from assurance_app.application.receiving import SUFFIX, ReceptionKind, receive_returns
from assurance_app.application.recording import save, save_new
from assurance_app.application.sample_bodies import SampleBody, sample_bodies, sample_edition, sample_record
from assurance_app.application.sample_last_year import last_years_record
from assurance_app.application.samples import sample_data
from assurance_app.application.summarising import clear_summary, digest_of_summary
from assurance_app.application.tracker import load_tracker
from assurance_app.application.workspaces import create_national
from assurance_app.domain.commissioning import (
    Commission,
    EnteredReturn,
    EnteredThreat,
    ExpectedBody,
    ExtractAnswer,
    Permission,
    PermissionKind,
    SummaryText,
    Voice,
    expected_body_id,
    summary_text_id,
)
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.entities import ThreatStatement
from assurance_app.domain.framework import Framework
from assurance_app.domain.plain import from_plain
from assurance_app.domain.record import Record
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import CycleStatus, Opinion
from assurance_app.domain.years import previous_year
from assurance_app.persistence.attachments import folder_of
from assurance_app.persistence.workspace import Workspace

MOST_BODIES = 60
_AUTHOR = "demo"
_OTHER_EDITION = "invented-2019"
_EARLIER = "superseded"
_LAST_YEAR_ONE_IN = 3
_APPROVED_ON, _APPROVED_AGAIN_ON = "2026-05-04", "2026-06-11"
_APPROVED_LAST_YEAR_ON = "2025-05-06"
_RECEIVED_ON = ("2026-05-20", "2026-06-03", "2026-06-24")
_RECEIVED_LATE_ON = "2026-07-08"
_READ_ON = "2026-06-16"
_ASKED_ON, _ANSWERED_ON, _CHECKED_ON = "2026-07-13", "2026-07-17", "2026-07-21"
_WORTH_ANOTHER_PROCESS = 8
"""So many returns take longer to make than a process to start."""


def run_national_demo(out: Path, count: int) -> tuple[Path, ...]:
    """Make everything below the folder; answers with each file made.

    Refused("demo.bodies") for a number that there are no bodies for, Refused("file.exists") the second time.
    """
    if not 1 <= count <= MOST_BODIES:
        raise Refused("demo.bodies", number=count, most=MOST_BODIES)
    data = sample_data("national")
    path = out / f"national-{data['year']}.assurance"
    if path.exists():
        raise Refused("file.exists", path=path)
    make_folder(out)
    bodies = sample_bodies(data, count)
    made = _returns(data, bodies, out)
    clock = _Clock()
    clock.turn_to(data["commission"]["asked_on"])
    with create_national(path, data["year"], [one.body for one in bodies], author=_AUTHOR, clock=clock) as workspace:
        _commission(workspace, data, bodies)
        _receive_last_year(workspace, data, bodies, out)
        _receive(workspace, data, bodies, out, clock)
        clock.turn_to(_READ_ON)
        otherwise = _of(data, bodies, "entered")
        statements = [_enter(workspace, data, one, out, place) for place, one in enumerate(otherwise)]
        clock.turn_to(_ANSWERED_ON)
        save_new(workspace, _permissions(data, bodies))
        save_new(workspace, _texts(data))
        _send_extracts(workspace, data, bodies)
        _clear(workspace, data, clock)
        kinds = (WORKBOOK, "docx", "pdf")
        documents = make_national(load_year(workspace), kinds, out, tracker=load_tracker(workspace))
    attachments = sorted(file for file in folder_of(path).rglob("*") if file.is_file())
    return (*made, *(file for file in statements if file is not None), path, *attachments, *documents)


class _Clock:
    """A clock that goes on by a second at each look, and can be turned to a day."""

    def __init__(self) -> None:
        self._moment = dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        self._moment += dt.timedelta(seconds=1)
        return self._moment

    def turn_to(self, day: str) -> None:
        self._moment = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(9), dt.UTC)


def _of(data: Mapping[str, Any], bodies: Sequence[SampleBody], what: str) -> list[SampleBody]:
    """The bodies of which something is told that is not told of the others; among a few bodies there may be none."""
    return [bodies[number] for number in data["special"][what] if number < len(bodies)]


# Returns


@dataclass(frozen=True, slots=True)
class _Job:
    """One return to make; `is_earlier` is one that the body sent and replaced by another, or sent the year before."""

    number: int
    out: Path
    is_earlier: bool = False
    is_last_years: bool = False


def _returns(data: Mapping[str, Any], bodies: Sequence[SampleBody], out: Path) -> list[Path]:
    entered = {one.number for one in _of(data, bodies, "entered")}
    jobs = [_Job(one.number, out) for one in bodies if one.number not in entered]
    jobs += [_Job(one.number, out / _EARLIER, is_earlier=True) for one in _of(data, bodies, "superseded")]
    before = out / previous_year(data["year"])
    jobs += [_Job(one.number, before, is_last_years=True) for one in bodies[::_LAST_YEAR_ONE_IN]]
    return [path for made in _at_once(jobs) for path in made]


def _at_once(jobs: Sequence[_Job]) -> Iterator[tuple[Path, ...]]:
    """The files of each job, in their order, made by as many processes as the machine has processors."""
    workers = min(os.cpu_count() or 1, len(jobs) // _WORTH_ANOTHER_PROCESS)
    if workers < 2:
        yield from map(_make, jobs)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Begun anew on every system alike: a copy of this process would have what this one has open.
    with ProcessPoolExecutor(workers, get_context("spawn")) as processes:
        yield from processes.map(_make, jobs, chunksize=2)


def _make(job: _Job) -> tuple[Path, ...]:
    data = sample_data("national")
    one = sample_bodies(data, job.number + 1)[-1]
    if job.is_last_years:
        return _make_last_years(data, one, job.out)
    record = _record(data, one)
    if job.is_earlier:
        record = _before_the_last_sessions(record)
    is_replaced = job.number in data["special"]["superseded"] and not job.is_earlier
    signed_on = _APPROVED_AGAIN_ON if is_replaced else _APPROVED_ON
    source = Source(record, (one.holder.name, one.holder.role, signed_on), _status(one))
    return return_of(source, f"{signed_on}T16:30:00Z", job.out)


def _make_last_years(data: Mapping[str, Any], one: SampleBody, out: Path) -> tuple[Path, ...]:
    record = last_years_record(data, one, _edition(data["commission"]["framework_id"]))
    source = Source(record, (one.holder.name, one.holder.role, _APPROVED_LAST_YEAR_ON), _status(one))
    return return_of(source, f"{_APPROVED_LAST_YEAR_ON}T16:30:00Z", out)


def _record(data: Mapping[str, Any], one: SampleBody) -> Record:
    is_other = one.number in data["special"]["other_edition"]
    return sample_record(data, one, _edition(_OTHER_EDITION if is_other else data["commission"]["framework_id"]))


@cache
def _edition(framework_id: str) -> Framework:
    from assurance_app.catalogue.loader import framework_folder, load_framework

    if framework_id == _OTHER_EDITION:
        return sample_edition(framework_id)
    return load_framework(framework_folder(framework_id))


def _before_the_last_sessions(record: Record) -> Record:
    """The record as it was when two of the conclusions were not drawn yet."""
    statements = tuple(
        replace(statement, opinion=Opinion.NONE_YET, concluded="") if number < 2 else statement
        for number, statement in enumerate(record.threat_statements)
    )
    return replace(record, threat_statements=statements)


def _status(one: SampleBody) -> CycleStatus:
    """Some offices return before their panel meets, some after."""
    return CycleStatus.SENT_TO_PANEL if one.turn(3, "panel") else CycleStatus.PANEL_MET


# The national workspace


def _commission(workspace: Workspace, data: Mapping[str, Any], bodies: Sequence[SampleBody]) -> None:
    year = data["year"]
    save(workspace, from_plain(Commission, {"id": year, "year": year, **data["commission"]}), 1)
    for one in bodies:
        key = expected_body_id(year, one.body.id)
        save(workspace, ExpectedBody(key, year, one.body.id, contact=f"office@{one.body.id}.example"), 1)


def _receive_last_year(workspace: Workspace, data: Mapping[str, Any], bodies: Sequence[SampleBody], out: Path) -> None:
    """What some bodies returned the year before, added to compare this year with."""
    year = previous_year(data["year"])
    files = [out / year / f"{one.body.id}-{year}{SUFFIX}" for one in bodies[::_LAST_YEAR_ONE_IN]]
    for reception in receive_returns(workspace, files).value:
        if not reception.is_last_years or reception.kind is not ReceptionKind.RECEIVED:
            raise RuntimeError(f"{reception.path}: {reception.kind} {reception.refusal}")


def _receive(
    workspace: Workspace, data: Mapping[str, Any], bodies: Sequence[SampleBody], out: Path, clock: _Clock
) -> None:
    """Receive what came, day by day. A return of the sample that is refused is a fault of ours."""
    year = data["year"]
    late = {one.number for one in _of(data, bodies, "late")}
    entered = {one.number for one in _of(data, bodies, "entered")}
    earlier = [out / _EARLIER / f"{one.body.id}-{year}{SUFFIX}" for one in _of(data, bodies, "superseded")]
    by_day: dict[str, list[Path]] = {_RECEIVED_ON[0]: earlier}
    for one in bodies:
        if one.number in entered:
            continue
        again = one.number in data["special"]["superseded"]
        usual = _RECEIVED_ON[-1] if again else _RECEIVED_ON[one.number % len(_RECEIVED_ON)]
        day = _RECEIVED_LATE_ON if one.number in late else usual
        by_day.setdefault(day, []).append(out / f"{one.body.id}-{year}{SUFFIX}")
    for day, files in sorted(by_day.items()):
        clock.turn_to(day)
        for reception in receive_returns(workspace, files).value if files else ():
            if reception.kind not in (ReceptionKind.RECEIVED, ReceptionKind.LATER):
                raise RuntimeError(f"{reception.path}: {reception.kind} {reception.refusal}")


def _enter(workspace: Workspace, data: Mapping[str, Any], one: SampleBody, out: Path, place: int) -> Path | None:
    """Enter what a body wrote otherwise: a Word file that is kept, a PDF that is kept, a page that is only linked."""
    year, record = data["year"], _record(data, one)
    begin_entered(workspace, year, one.body.id)
    page = load_entered(workspace, year, one.body.id)
    if page is None:
        raise LookupError(f"nothing was begun for {one.body.id}")
    fmt = ("docx", "pdf", "")[place % 3]
    words = _entered_words(data, one, record, page.entered.entity, Voice.BODY if fmt else Voice.MIXED)
    if not fmt:
        link = f"https://{one.body.id}.example/strategic-policing-requirement"
        save(workspace, replace(words, link=link), page.entered.version)
        return None
    from assurance_app.documents.formats import write_document

    source = Source(record, (one.holder.name, one.holder.role, _APPROVED_ON), _status(one))
    path = write_document(tree_of(source, Audience.PUBLIC), fmt, out, f"{one.body.id}-{year}-statement")
    attach(workspace, words, page.entered.version, path)
    return path


def _entered_words(
    data: Mapping[str, Any], one: SampleBody, record: Record, begun: EnteredReturn, voice: Voice
) -> EnteredReturn:
    threats = tuple(
        _entered_threat(statement, number, voice) for number, statement in enumerate(record.threat_statements)
    )
    return replace(
        begun,
        title=f"{one.area}: what was done about the requirement in {data['year']} (invented)",
        published_on="2026-06-12",
        read_on=_READ_ON,
        read_by=data["commission"]["asked_by"],
        marking="OFFICIAL",
        threats=threats,
        note="The office has not used the program this year.",
    )


def _entered_threat(statement: ThreatStatement, number: int, voice: Voice) -> EnteredThreat:
    """What is found on a threat; a page in more than one voice passes over some, and speaks for the force on some."""
    if voice is not Voice.BODY and number % 3 == 2:
        return EnteredThreat(statement.section_id)
    if voice is not Voice.BODY and number % 3 == 1:
        voice = Voice.FORCE
    return EnteredThreat(
        section_id=statement.section_id,
        is_mentioned=True,
        influence=statement.influence,
        conclusion=statement.opinion,
        voice=voice,
        page=str(2 + number // 2),
        passage=statement.concluded,
    )


def _permissions(data: Mapping[str, Any], bodies: Sequence[SampleBody]) -> Iterator[Permission]:
    """Every fourth body may be named, one of them not any more; of some that say what others may learn from, a word."""
    year = data["year"]
    blank = Permission("", year, "", PermissionKind.NAME, asked_on=_ASKED_ON)
    for one in bodies[::4]:
        given = replace(blank, id=f"{year}/{one.body.id}/name", body_id=one.body.id)
        yield replace(_granted(given, one), withdrawn_on=_ANSWERED_ON if one.number == 12 else "")
    quoting = [one for one in bodies if one.number not in data["special"]["entered"]]
    for row in data["good_practice"]:
        section, part = row["section"], row["from"]
        wanted = data["threats"][section][part][row["turn"]]
        saying = [one for one in quoting if _says(data, one, section, part) == one.says(wanted)]
        for number, one in enumerate(saying[:2]):
            asked = replace(
                blank,
                id=f"{year}/{one.body.id}/{section}",
                body_id=one.body.id,
                kind=PermissionKind.QUOTE,
                text=one.says(wanted),
                section_id=section,
                is_good_practice=True,
            )
            yield _granted(asked, one) if number == 0 else asked


def _says(data: Mapping[str, Any], one: SampleBody, section: str, part: str) -> str:
    statements = _record(data, one).statement_by_section
    return str(getattr(statements[section], part)) if section in statements else ""


def _granted(asked: Permission, one: SampleBody) -> Permission:
    return replace(asked, granted_by=one.holder.name, granted_role=one.holder.role, granted_on=_ANSWERED_ON)


def _texts(data: Mapping[str, Any]) -> Iterable[SummaryText]:
    year = data["year"]
    return [SummaryText(summary_text_id(year, part), year, part, text) for part, text in data["summary"].items()]


def _send_extracts(workspace: Workspace, data: Mapping[str, Any], bodies: Sequence[SampleBody]) -> None:
    """Send to the bodies that are quoted what is said of them: the first agrees, the others are waited for."""
    by_id = {one.body.id: one for one in bodies}
    quoted = [each.body_id for each in _permissions(data, bodies) if each.kind is PermissionKind.QUOTE and each.stands]
    extracts = load_year(workspace).extracts(quoted)
    for number, body_id in enumerate(dict.fromkeys(quoted)):
        key = f"{data['year']}/{body_id}/extract"
        text, to = extracts[body_id], f"office@{body_id}.example"
        send_extract(workspace, "", body_id, text, to, _ANSWERED_ON, key=key)
        if number == 0:
            answer_extract(workspace, key, ExtractAnswer.AGREED, by_id[body_id].holder.name, _CHECKED_ON)


def _clear(workspace: Workspace, data: Mapping[str, Any], clock: _Clock) -> None:
    year, lead = data["year"], data["lead"]
    clock.turn_to(lead["cleared_on"])
    tree = load_year(workspace, year).summary()
    clear_summary(workspace, year, lead["name"], lead["role"], lead["cleared_on"], digest_of_summary(tree), tree)
