"""The screens, each with its view and its presenter. They are made when they are first visited."""

from __future__ import annotations

from importlib import import_module

from assurance_app.ui.screens.base import Screen
from assurance_app.ui.session import Session

_VIEWS: dict[str, tuple[str, str]] = {
    "overview": ("overview", "OverviewScreen"),
    "section": ("section", "SectionScreen"),
    "pillar": ("section", "SectionScreen"),
    "threat": ("threat", "ThreatScreen"),
    "question": ("question", "QuestionScreen"),
    "examination": ("examination", "ExaminationScreen"),
    "scrutiny": ("scrutiny", "ScrutinyScreen"),
    "plan": ("plan", "PlanScreen"),
    "evidence": ("evidence", "EvidenceScreen"),
    "capacity": ("capacity", "CapacityScreen"),
    "inspections": ("inspections", "InspectionsScreen"),
    "checks": ("checks", "ChecksScreen"),
    "actions": ("actions", "ActionsScreen"),
    "statement": ("statement", "StatementScreen"),
    "sign-off": ("sign_off", "SignOffScreen"),
    "in-a-row": ("in_a_row", "RowScreen"),
    "handover": ("handover", "HandoverScreen"),
    "office": ("office", "OfficeScreen"),
    "returns": ("returns", "ReturnsScreen"),
    "commission": ("commission", "CommissionScreen"),
    "body": ("body", "BodyScreen"),
    "entered": ("entered", "EnteredScreen"),
    "summary": ("national_summary", "NationalSummaryScreen"),
    "national-picture": ("national_picture", "PictureScreen"),
    "national-capacity": ("national_capacity", "NationalCapacityScreen"),
    "national-gaps": ("national_gaps", "FindingsScreen"),
    "national-bodies": ("national_bodies", "BodiesScreen"),
}


def module_of(name: str) -> str:
    """The screens that are one widget have one name."""
    return _VIEWS[name][0]


def make_screen(name: str, session: Session) -> Screen:
    """A new screen of that name."""
    module, view = _VIEWS[name]
    made: Screen = getattr(import_module(f"assurance_app.ui.screens.{module}.view"), view)(session)
    return made
