"""Builders that tests share: a small framework with every kind of thing in it, and entities with little."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.entities import (
    Answer,
    Body,
    Clearance,
    Cycle,
    EvidenceLink,
    EvidenceRevision,
    OfficeHolder,
    ThreatStatement,
    answer_id,
    threat_statement_id,
)
from assurance_app.domain.framework import (
    Column,
    DutyOn,
    Field,
    FieldType,
    Framework,
    NationalFigure,
    Pillar,
    Requirement,
    Section,
    SectionKind,
    Strength,
    Tier,
    Unit,
    UnitPart,
)
from assurance_app.domain.holdings import CapacityFigure, CollaborationAgreement, InspectionFinding
from assurance_app.domain.planning import Influence, Objective, PlanReview, ResourceDecision
from assurance_app.domain.record import Record
from assurance_app.domain.scrutiny import (
    Action,
    DepartureDecision,
    ScrutinySession,
    SessionOpinion,
    SessionQuestion,
)
from assurance_app.domain.values import BodyKind, Opinion, ResourceKind, TargetKind
from assurance_app.persistence.workspace import Workspace

CYCLE = "westmarch.2025-26"
FULL_PSU = {"inspector": 1, "sergeant": 3, "constable": 18, "driver": 3}


def requirement(key: str, *, duty_on: DutyOn = DutyOn.CHIEF_CONSTABLE, **more: Any) -> Requirement:
    """A requirement of that id."""
    given: dict[str, Any] = {
        "refs": ("40.4.b",),
        "heading": "Heading",
        "pillar": "capabilities",
        "tier": Tier.LOCAL,
        "strength": Strength.SHOULD,
        "title": key.rsplit(".", 1)[-1].replace("-", " ").capitalize(),
        "question": "How is {body} satisfied?",
        "good_evidence": "A dated paper.",
        **more,
    }
    return Requirement(id=key, duty_on=duty_on, **given)


def section(key: str, *requirements: Requirement, kind: SectionKind = SectionKind.THREAT, title: str = "") -> Section:
    """A section of that id."""
    title = title or key.replace("-", " ").capitalize()
    return Section(key, kind, title, title[:24], "25-40", f"About {key} and {{chief}}.", requirements)


NEEDED = Field("needed", "PSUs needed", FieldType.NUMBER, unit="psu", min=0, capacity=True, alongside=("psu-england",))
FIELDS = (
    Field("exercises", "Exercises held", FieldType.NUMBER, unit="exercises", min=0, max=99),
    Field("cost", "Cost", FieldType.MONEY, min=0),
    Field("tested-on", "Last tested", FieldType.DATE),
    Field("note", "Note", FieldType.TEXT),
    Field("tested", "Tested", FieldType.YES_NO),
    Field("level", "Level", FieldType.CHOICE, choices=("Basic", "Advanced")),
    Field(
        "visits",
        "Visits",
        FieldType.TABLE,
        columns=(
            Column("on", "Date", FieldType.DATE),
            Column("hours", "Hours", FieldType.NUMBER, unit="hours", min=0),
            Column("kind", "Kind", FieldType.CHOICE, choices=("Announced", "Unannounced")),
        ),
    ),
)


def framework() -> Framework:
    """Own duties, three threats and the cross-cutting section; one duty of the body stands inside a threat."""
    return Framework(
        id="test-edition",
        revision=1,
        kind="requirement",
        title="Strategic Policing Requirement",
        short_title="Test edition",
        publisher="Home Office",
        licence="Open Government Licence v3.0",
        issued="2023-02-20",
        applies_from="2023-02-20",
        paragraphs=174,
        pillars=(Pillar("capabilities", "Capabilities"), Pillar("capacity", "Capacity requirements")),
        sections=(
            section(
                "own-duties",
                requirement("own-duties.plan", duty_on=DutyOn.BODY, pillar=""),
                requirement("own-duties.budget", duty_on=DutyOn.BOTH, pillar=""),
                requirement("own-duties.scope", duty_on=DutyOn.BODY, pillar="", strength=Strength.NOTE),
                kind=SectionKind.OWN_DUTIES,
            ),
            section(
                "terrorism",
                requirement("terrorism.arv", fields=FIELDS),
                requirement("terrorism.plan", duty_on=DutyOn.BOTH, also_in=("own-duties",)),
            ),
            section("disorder", requirement("disorder.psu", pillar="capacity", fields=(NEEDED, FIELDS[0]))),
            section("cyber", requirement("cyber.unit")),
            section("cross-cutting", requirement("cross-cutting.armed"), kind=SectionKind.CROSS_CUTTING),
        ),
        units=(
            Unit("psu", "Police support unit", "PSU", "122.a", tuple(UnitPart(*part) for part in FULL_PSU.items())),
        ),
        national_figures=(NationalFigure("psu-england", "PSUs in England", 297, "psu", "2023-02-20", "120.a"),),
    )


def body(kind: BodyKind = BodyKind.PCC, **more: Any) -> Body:
    """An invented body."""
    given: dict[str, Any] = {
        "id": "westmarch",
        "legal_name": "Police and Crime Commissioner for Westmarch",
        "name_as_used": "Westmarch PCC",
        "police_area": "Westmarch",
        "force": "Westmarch Police",
        "invented": True,
        **more,
    }
    return Body(kind=kind, **given)


def cycle(**more: Any) -> Cycle:
    """The invented body's year."""
    given: dict[str, Any] = {"framework_id": "test-edition", "framework_revision": 1, **more}
    return Cycle(id=CYCLE, body_id="westmarch", year="2025-26", **given)


def holder(**more: Any) -> OfficeHolder:
    """Who holds the invented office."""
    given: dict[str, Any] = {"name": "Rowan Ashdown", "role": "Police and Crime Commissioner", **more}
    return OfficeHolder(id="westmarch/holder/1", body_id="westmarch", **given)


def answer(requirement_id: str, cycle_id: str = CYCLE, **more: Any) -> Answer:
    """An answer, public unless said otherwise: what is withheld is chosen by each test."""
    given: dict[str, Any] = {"disclosure": Disclosure.PUBLIC, **more}
    return Answer(answer_id(cycle_id, requirement_id), cycle_id, requirement_id, **given)


def statement(section_id: str, cycle_id: str = CYCLE, **more: Any) -> ThreatStatement:
    """A threat statement, public unless said otherwise."""
    given: dict[str, Any] = {"disclosure": Disclosure.PUBLIC, **more}
    return ThreatStatement(threat_statement_id(cycle_id, section_id), cycle_id, section_id, **given)


def evidence(key: str, number: int = 1, **more: Any) -> EvidenceRevision:
    """A revision of an item of evidence, public unless said otherwise."""
    given: dict[str, Any] = {"type": "scrutiny", "title": f"Paper {key}", "disclosure": Disclosure.PUBLIC, **more}
    return EvidenceRevision(f"{key}@{number}", key, number, **given)


def link(revision: EvidenceRevision, target: Answer | ThreatStatement) -> EvidenceLink:
    """That the answer or statement rests on the revision."""
    kind = TargetKind.ANSWER if isinstance(target, Answer) else TargetKind.THREAT_STATEMENT
    key = f"{target.id}|{revision.evidence_id}"
    return EvidenceLink(key, target.cycle_id, revision.id, revision.evidence_id, kind, target.id)


def clearance(target: Answer | ThreatStatement) -> Clearance:
    """That somebody cleared the target for the public."""
    kind = TargetKind.ANSWER if isinstance(target, Answer) else TargetKind.THREAT_STATEMENT
    return Clearance(
        f"{target.id}/cleared", target.cycle_id, kind, target.id, "A. Clerk", "Chief executive", "2026-04-20"
    )


def record(**more: Any) -> Record:
    """A record on the small framework, with no more in it than was given."""
    given: dict[str, Any] = {"framework": framework(), "body": body(), "cycle": cycle(), **more}
    return Record(**given)


def office(path: Path, kind: BodyKind = BodyKind.PCC, **more: Any) -> Workspace:
    """A real workspace of the invented body, open, with its year against the edition that ships and nothing in it."""
    from assurance_app.application.workspaces import create_office_for

    its = body(kind, **more)
    if its not in _offices:
        holds = replace(holder(), id=f"{its.id}/holder/1", body_id=its.id)
        create_office_for(its, path, "2025-26", author="tester", clock=ticking(), holder=holds).close()
        _offices[its] = path.read_bytes()
    # The same file each time: to read an edition and to make the tables takes longer than most tests.
    path.write_bytes(_offices[its])
    return Workspace.open(path, author="tester", clock=ticking("2026-05-12T09:00:00+00:00"))


_offices: dict[Body, bytes] = {}


def ticking(start: str = "2026-05-11T09:00:00+00:00") -> Callable[[], dt.datetime]:
    """A clock that goes on by a second at each look."""
    moment = dt.datetime.fromisoformat(start)

    def now() -> dt.datetime:
        nonlocal moment
        moment += dt.timedelta(seconds=1)
        return moment

    return now


def other_entries(disclosure: Disclosure, words: str = "words", public_wording: str = "") -> dict[str, Any]:
    """One of each of the year's other entries, by field of `Record`, with the words wherever words can stand."""
    its = cycle()
    who: dict[str, Any] = {"disclosure": disclosure, "public_wording": public_wording}
    threats = ("terrorism",)
    return {
        "sessions": (
            ScrutinySession(
                "s1",
                its.id,
                "2026-01-02",
                words,
                words,
                (SessionQuestion(words, words),),
                (SessionOpinion("terrorism", Opinion.ASSURED, words),),
                threats,
                ("terrorism.arv",),
                **who,
            ),
        ),
        "actions": (Action("a1", its.id, words, words, "2026-06-01", why_not_resourced=words, **who),),
        "departure_decisions": (DepartureDecision("unanswered", its.id, words, "2026-02-01", words),),
        "objectives": (Objective("o1", its.id, words, words, words, (Influence("terrorism", words),), **who),),
        "plan_reviews": (PlanReview("p1", its.id, "2026-01-01", because=words, page=words, link=words, **who),),
        "resource_decisions": (ResourceDecision("r1", its.id, ResourceKind.BUDGET, "", words, words, None, **who),),
        "capacity_figures": (
            CapacityFigure("f1", its.body_id, its.year, "psu-declared", 4, "", words, words, disclosure),
        ),
        "agreements": (CollaborationAgreement("g1", its.body_id, words, words, provides=words, **who),),
        "findings": (
            InspectionFinding(
                "i1",
                its.body_id,
                "HMICFRS",
                "Report",
                finding=words,
                grade=words,
                recommendation=words,
                comments=words,
                locator=words,
                link=words,
                **who,
            ),
        ),
    }
