"""The national picture of a year, its workbook, and the summary of it (SPR 24.2): what the other layers call."""

from __future__ import annotations

from assurance_app.domain.national_capacity import CapacitySum, Measured, bodys_figures, capacity_sums
from assurance_app.domain.national_change import side_by_side, year_on_year
from assurance_app.domain.national_distribution import distribution, distributions, evidence_relied_on
from assurance_app.domain.national_gaps import common_departures, common_gaps, named_departures, named_gaps
from assurance_app.domain.national_guard import Sent, sent_alike, what_was_sent
from assurance_app.domain.national_index import AnswerIndex, Standing, answer_index
from assurance_app.domain.national_matrix import opinion_matrix, pillar_matrix, requirement_matrix
from assurance_app.domain.national_parts import PartId, Proposal, SummaryPart
from assurance_app.domain.national_picture import NationalPicture, ThreatCount, national_picture
from assurance_app.domain.national_rows import BodyRow, Conclusion, Counted, Return, ReturnState, Threat
from assurance_app.domain.national_summary import (
    Ready,
    extract_of,
    extract_text,
    national_summary,
    ready_of,
    summary_parts,
    summary_tree,
)
from assurance_app.domain.national_words import conclusion_words, counted_words, state_words
from assurance_app.domain.national_workbook import national_workbook

__all__ = [
    "AnswerIndex",
    "BodyRow",
    "CapacitySum",
    "Conclusion",
    "Counted",
    "Measured",
    "NationalPicture",
    "PartId",
    "Proposal",
    "Ready",
    "Return",
    "ReturnState",
    "Sent",
    "Standing",
    "SummaryPart",
    "Threat",
    "ThreatCount",
    "answer_index",
    "bodys_figures",
    "capacity_sums",
    "common_departures",
    "common_gaps",
    "conclusion_words",
    "counted_words",
    "distribution",
    "distributions",
    "evidence_relied_on",
    "extract_of",
    "extract_text",
    "named_departures",
    "named_gaps",
    "national_picture",
    "national_summary",
    "national_workbook",
    "opinion_matrix",
    "pillar_matrix",
    "ready_of",
    "requirement_matrix",
    "sent_alike",
    "side_by_side",
    "state_words",
    "summary_parts",
    "summary_tree",
    "what_was_sent",
    "year_on_year",
]
