"""The record of one cycle as a whole: what statements, returns, fingerprints and snapshots are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assurance_app.domain.entities import (
    Answer,
    Body,
    Clearance,
    Cycle,
    EvidenceLink,
    EvidenceRevision,
    OfficeHolder,
    ThreatStatement,
)
from assurance_app.domain.framework import Framework
from assurance_app.domain.holdings import CapacityFigure, CollaborationAgreement, InspectionFinding
from assurance_app.domain.planning import Objective, PlanReview, ResourceDecision
from assurance_app.domain.scrutiny import Action, DepartureDecision, ScrutinySession


@dataclass(frozen=True, slots=True)
class Record:
    """Everything recorded for one cycle, with the framework it was recorded against.

    `evidence` holds the revisions that the cycle's links pin, and the newest of each item of the body's library.
    """

    framework: Framework
    body: Body
    cycle: Cycle
    office_holders: tuple[OfficeHolder, ...] = ()
    answers: tuple[Answer, ...] = ()
    threat_statements: tuple[ThreatStatement, ...] = ()
    evidence: tuple[EvidenceRevision, ...] = ()
    links: tuple[EvidenceLink, ...] = ()
    clearances: tuple[Clearance, ...] = ()
    sessions: tuple[ScrutinySession, ...] = ()
    actions: tuple[Action, ...] = ()
    departure_decisions: tuple[DepartureDecision, ...] = ()
    objectives: tuple[Objective, ...] = ()
    plan_reviews: tuple[PlanReview, ...] = ()
    resource_decisions: tuple[ResourceDecision, ...] = ()
    capacity_figures: tuple[CapacityFigure, ...] = ()
    agreements: tuple[CollaborationAgreement, ...] = ()
    findings: tuple[InspectionFinding, ...] = ()

    @property
    def answer_by_requirement(self) -> Mapping[str, Answer]:
        """The answers by requirement id."""
        return {answer.requirement_id: answer for answer in self.answers}

    @property
    def statement_by_section(self) -> Mapping[str, ThreatStatement]:
        """The threat statements by section id."""
        return {statement.section_id: statement for statement in self.threat_statements}

    def is_cleared(self, target_id: str) -> bool:
        """Whether somebody cleared the answer's or statement's figures, gaps and departures for the public."""
        return any(clearance.target_id == target_id for clearance in self.clearances)

    def evidence_for(self, target_id: str) -> tuple[EvidenceRevision, ...]:
        """The pinned revisions that the answer or statement rests on."""
        pinned = {link.revision_id for link in self.links if link.target_id == target_id}
        return tuple(revision for revision in self.evidence if revision.id in pinned)

    def holder_on(self, day: str) -> OfficeHolder | None:
        """Who held the office on the day (ISO date); the latest known where dates are missing."""
        holding = [
            holder
            for holder in self.office_holders
            if (not holder.held_from or holder.held_from <= day) and (not holder.held_to or day <= holder.held_to)
        ]
        return max(holding, key=lambda holder: holder.held_from, default=None)
