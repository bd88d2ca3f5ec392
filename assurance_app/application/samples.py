"""Sample data: an invented office with a filled year, and the library of a real one, facts with a source only."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from assurance_app import paths
from assurance_app.application.clearing import clear
from assurance_app.application.library import add_evidence
from assurance_app.application.library_steps import link
from assurance_app.application.noting import new_note
from assurance_app.application.recording import save_new
from assurance_app.application.signing import approve
from assurance_app.application.workspaces import begin_year, create_office_for, describe
from assurance_app.domain.entities import (
    Answer,
    Body,
    Clearance,
    Cycle,
    Entity,
    EvidenceRevision,
    OfficeHolder,
    ThreatStatement,
    answer_id,
    threat_statement_id,
)
from assurance_app.domain.framework import Framework
from assurance_app.domain.holdings import (
    CapacityFigure,
    CollaborationAgreement,
    InspectionFinding,
    capacity_figure_id,
)
from assurance_app.domain.notes import Note
from assurance_app.domain.plain import from_plain
from assurance_app.domain.planning import Objective, PlanReview, ResourceDecision
from assurance_app.domain.scrutiny import Action, DepartureDecision, ScrutinySession
from assurance_app.domain.values import TargetKind
from assurance_app.persistence.workspace import Clock, Workspace, utc_now

INVENTED = "invented-office"
LEICESTERSHIRE = "leicestershire-2014"


def sample_data(name: str) -> dict[str, Any]:
    """The sample of that name, as plain values."""
    found: dict[str, Any] = json.loads((paths.resources() / "sample" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def create_sample(path: Path, *, author: str, clock: Clock = utc_now) -> Workspace:
    """A new workspace of the invented office, its year filled, and the approved year before it in short."""
    return create_from(sample_data(INVENTED), path, author=author, clock=clock)


def create_from(data: Mapping[str, Any], path: Path, *, author: str, clock: Clock = utc_now) -> Workspace:
    """A new workspace filled from sample data."""
    body = from_plain(Body, data["body"])
    holder = data.get("office_holder")
    workspace = create_office_for(
        body,
        path,
        data["year"],
        author=author,
        clock=clock,
        holder=from_plain(OfficeHolder, {"id": f"{body.id}/holder/1", "body_id": body.id, **holder})
        if holder
        else None,
    )
    try:
        cycle = describe(workspace).cycles[0]
        with workspace.reading() as reading:
            framework = reading.framework(cycle.framework_id, cycle.framework_revision)
        _fill(workspace, cycle, framework, data)
        for before in data.get("years_before", ()):
            _fill(workspace, begin_year(workspace, before["year"]), framework, before)
            approve(workspace, f"{body.id}.{before['year']}", **before["approved"])
    except BaseException:
        workspace.close()
        path.unlink(missing_ok=True)
        raise
    return workspace


def _fill(workspace: Workspace, cycle: Cycle, framework: Framework, data: Mapping[str, Any]) -> None:
    # In a few pieces: each one waits for the disk.
    save_new(workspace, [_answer(cycle, row) for row in data.get("answers", ())])
    save_new(workspace, [_statement(cycle, row) for row in data.get("threat_statements", ())])
    for row in data.get("evidence", ()):
        _add_evidence(workspace, cycle, framework, row)
    save_new(workspace, [_note(cycle, framework, row) for row in data.get("notes", ())])
    save_new(workspace, [_session(cycle, row) for row in data.get("sessions", ())])
    for row in data.get("sessions", ()):
        for evidence_id in row.get("evidence", ()):
            session_id = f"{cycle.id}/{row['key']}"
            link(workspace, cycle.id, f"{evidence_id}@1", TargetKind.SCRUTINY_SESSION, session_id)
    save_new(workspace, _follow_up(cycle, data, framework))
    save_new(workspace, _plan_and_holdings(cycle, data))
    for row in data.get("agreements", ()):
        if cleared := row.get("cleared"):
            who = {"name": cleared["name"], "role": cleared["role"], "on": cleared["cleared_on"]}
            clear(workspace, cycle.id, TargetKind.COLLABORATION_AGREEMENT, _agreement_id(cycle, row), **who)


def _answer(cycle: Cycle, row: Mapping[str, Any]) -> Answer:
    content = {key: value for key, value in row.items() if key != "requirement"}
    key = answer_id(cycle.id, row["requirement"])
    return from_plain(Answer, {"id": key, "cycle_id": cycle.id, "requirement_id": row["requirement"], **content})


def _statement(cycle: Cycle, row: Mapping[str, Any]) -> ThreatStatement:
    content = {key: value for key, value in row.items() if key != "section"}
    key = threat_statement_id(cycle.id, row["section"])
    return from_plain(ThreatStatement, {"id": key, "cycle_id": cycle.id, "section_id": row["section"], **content})


def _add_evidence(workspace: Workspace, cycle: Cycle, framework: Framework, row: Mapping[str, Any]) -> None:
    content = {key: value for key, value in row.items() if key not in ("key", "rests")}
    revision = from_plain(EvidenceRevision, {"id": "", "evidence_id": "", "number": 1, **content})
    added = add_evidence(workspace, cycle.id, revision, evidence_id=row["key"])
    sections = {section.id for section in framework.sections}
    for target in row.get("rests", ()):
        if target in sections:
            kind, key = TargetKind.THREAT_STATEMENT, threat_statement_id(cycle.id, target)
        else:
            framework.requirement(target)
            kind, key = TargetKind.ANSWER, answer_id(cycle.id, target)
        link(workspace, cycle.id, added.value.entity.id, kind, key)


def _session(cycle: Cycle, row: Mapping[str, Any]) -> ScrutinySession:
    content = {key: value for key, value in row.items() if key not in ("key", "evidence")}
    return from_plain(ScrutinySession, {"id": f"{cycle.id}/{row['key']}", "cycle_id": cycle.id, **content})


def _follow_up(cycle: Cycle, data: Mapping[str, Any], framework: Framework) -> Iterator[Entity]:
    """The actions, where they came from, the decisions on departures and what was cleared."""
    requirements = {one.id for section in framework.sections for one in section.requirements}

    def target(key: str) -> str:
        # Answers, statements and sessions all have the cycle before what they are named by.
        return answer_id(cycle.id, key) if key else ""

    for number, row in enumerate(data.get("actions", ()), start=1):
        ids = {"id": f"{cycle.id}/action/{number}", "cycle_id": cycle.id, "came_from": target(row["came_from"])}
        yield from_plain(Action, {**row, **ids})
    kinds: tuple[tuple[type[DepartureDecision] | type[Clearance], str], ...] = (
        (DepartureDecision, "departure_decisions"),
        (Clearance, "clearances"),
    )
    for cls, kind in kinds:
        for row in data.get(kind, ()):
            if row["requirement"] not in requirements:
                raise LookupError(f"no requirement {row['requirement']}")
            content = {key: value for key, value in row.items() if key != "requirement"}
            key = target(row["requirement"])
            ids = {"id": key, "cycle_id": cycle.id}
            if cls is Clearance:
                ids = {**ids, "id": f"{cycle.id}|{key}|clearance", "target_kind": TargetKind.ANSWER, "target_id": key}
            yield from_plain(cls, {**content, **ids})


def _note(cycle: Cycle, framework: Framework, row: Mapping[str, Any]) -> Note:
    """A note on a requirement, a threat or an item of evidence; a handover note where `on` is ""."""
    content = {key: value for key, value in row.items() if key != "on"}
    target = row["on"]
    if target in {section.id for section in framework.sections}:
        note = new_note(cycle.id, "threat_statement", threat_statement_id(cycle.id, target), "")
    elif target in {requirement.id for requirement in framework.requirements}:
        note = new_note(cycle.id, "answer", answer_id(cycle.id, target), "")
    else:
        note = new_note(cycle.id, "evidence" if target else "", target, "")
    return replace(note, **content)


def _agreement_id(cycle: Cycle, row: Mapping[str, Any]) -> str:
    return f"{cycle.body_id}/agreement/{row['key']}"


def _plan_and_holdings(cycle: Cycle, data: Mapping[str, Any]) -> Iterator[Entity]:
    """The plan of the year, and what the body keeps across years: figures, agreements, findings."""
    of_year: tuple[tuple[str, type[Any]], ...] = (
        ("objectives", Objective),
        ("plan_reviews", PlanReview),
        ("resource_decisions", ResourceDecision),
    )
    for kind, cls in of_year:
        for number, row in enumerate(data.get(kind, ()), start=1):
            yield from_plain(cls, {"id": f"{cycle.id}/{kind}/{number}", "cycle_id": cycle.id, **row})
    for row in data.get("capacity_figures", ()):
        key = capacity_figure_id(cycle.body_id, row["year"], row["measure"])
        yield from_plain(CapacityFigure, {"id": key, "body_id": cycle.body_id, **row})
    for row in data.get("agreements", ()):
        content = {name: value for name, value in row.items() if name not in ("key", "cleared")}
        ids = {"id": _agreement_id(cycle, row), "body_id": cycle.body_id}
        yield from_plain(CollaborationAgreement, {**ids, **content})
    for number, row in enumerate(data.get("findings", ()), start=1):
        ids = {"id": f"{cycle.body_id}/finding/{number}", "body_id": cycle.body_id}
        yield from_plain(InspectionFinding, {**ids, **row})
