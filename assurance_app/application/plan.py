"""The plan: its objectives and what influenced them, what it says of its duties, its reviews, and the money."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from assurance_app.application.changes import Outcome
from assurance_app.application.entries import add_entry
from assurance_app.application.restoring import Restorable
from assurance_app.application.workspaces import framework_of, stored_cycle
from assurance_app.domain.entities import Answer, Body, answer_id
from assurance_app.domain.framework import Field, FieldType, Framework, Requirement, SectionKind
from assurance_app.domain.planning import Objective, PlanReview, ResourceDecision, latest_review, without_influence
from assurance_app.domain.progress import Standing, standing_of_answer
from assurance_app.domain.refusal import Refused
from assurance_app.domain.text import clean_text
from assurance_app.domain.values import ResourceKind
from assurance_app.persistence.workspace import Reading, Workspace
from assurance_app.words.labels import body_placeholders, filled

PLAN_DUTIES = "23.3."
"""The paragraph whose letters say what the plan explains."""


@dataclass(frozen=True, slots=True)
class SectionName:
    """A threat, or another section that an entry can bear on, by name."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class PlanDuty:
    """One of the duties about what the plan says (SPR 23.3 a-c), as it is answered among the body's own duties."""

    requirement_id: str
    section_id: str
    ref: str
    title: str
    standing: Standing
    page: str
    """Where in the plan, as the answer says it."""
    words: str
    """The office's own words: the whole answer stands at the question."""


@dataclass(frozen=True, slots=True)
class PlanPage:
    """What the screen of the plan shows. `plan_name` is what the body's plan is called."""

    plan_name: str
    framework_title: str
    applies_from: str
    duties: tuple[PlanDuty, ...]
    objectives: tuple[Objective, ...]
    reviews: tuple[PlanReview, ...]
    decisions: tuple[ResourceDecision, ...]
    sections: tuple[SectionName, ...]
    uninfluenced: tuple[str, ...]
    """Titles of the threats that influenced no objective."""
    reviewed: PlanReview | None
    """The latest review since the edition applies."""


def load_plan(workspace: Workspace, cycle_id: str) -> PlanPage:
    """The plan of the year; objectives by title, reviews and decisions newest first."""
    with workspace.reading() as reading:
        framework = framework_of(reading, stored_cycle(reading, cycle_id).entity)
        kind = reading.find(Body)[0].entity.kind.value
        objectives = [stored.entity for stored in reading.find(Objective, cycle_id=cycle_id)]
        reviews = [stored.entity for stored in reading.find(PlanReview, cycle_id=cycle_id)]
        decisions = [stored.entity for stored in reading.find(ResourceDecision, cycle_id=cycle_id)]
        titles = {threat.id: threat.short_title for threat in framework.threats}
        return PlanPage(
            plan_name=body_placeholders(kind)["plan"],
            framework_title=framework.short_title,
            applies_from=framework.applies_from,
            duties=_duties(reading, framework, cycle_id, kind),
            objectives=tuple(sorted(objectives, key=lambda entry: entry.title.casefold())),
            reviews=tuple(sorted(reviews, key=lambda entry: entry.reviewed_on, reverse=True)),
            decisions=tuple(sorted(decisions, key=lambda entry: entry.decided_on, reverse=True)),
            sections=section_names(framework),
            uninfluenced=tuple(titles[key] for key in without_influence(titles, objectives)),
            reviewed=latest_review(reviews, framework.applies_from),
        )


def section_names(framework: Framework) -> tuple[SectionName, ...]:
    """The threats and the cross-cutting capabilities: what an entry can bear on."""
    return tuple(
        SectionName(section.id, section.short_title)
        for section in framework.sections
        if section.kind is not SectionKind.OWN_DUTIES
    )


def load_sections(workspace: Workspace, cycle_id: str) -> tuple[SectionName, ...]:
    """The same, for the year's framework."""
    with workspace.reading() as reading:
        return section_names(framework_of(reading, stored_cycle(reading, cycle_id).entity))


def _duties(reading: Reading, framework: Framework, cycle_id: str, kind: str) -> tuple[PlanDuty, ...]:
    found = []
    for section in framework.sections:
        if section.kind is not SectionKind.OWN_DUTIES:
            continue
        for requirement in section.requirements:
            if any(ref.startswith(PLAN_DUTIES) for ref in requirement.refs):
                stored = reading.get(Answer, answer_id(cycle_id, requirement.id))
                answer = stored.entity if stored else None
                found.append(
                    PlanDuty(
                        requirement_id=requirement.id,
                        section_id=section.id,
                        ref=requirement.ref,
                        title=filled(requirement.title, kind),
                        standing=standing_of_answer(answer),
                        page=_page_in(requirement, answer),
                        words=answer.rests_on if answer else "",
                    )
                )
    return tuple(found)


def _page_in(requirement: Requirement, answer: Answer | None) -> str:
    """What the answer says in the field that asks for the passage: the first of text."""
    field: Field | None = next((one for one in requirement.fields if one.type is FieldType.TEXT), None)
    found = answer.fields.get(field.id) if answer is not None and field is not None else None
    return found if isinstance(found, str) else ""


def add_objective(workspace: Workspace, cycle_id: str, title: str) -> Outcome[Restorable]:
    """A new objective. Refused("entry.no-title") without words."""
    return add_entry(workspace, Objective(uuid4().hex, cycle_id, named(title)))


def add_review(workspace: Workspace, cycle_id: str, reviewed_on: str) -> Outcome[Restorable]:
    """A new review or variation of the plan, made on a day (ISO). Refused("entry.no-date") without one."""
    if not reviewed_on:
        raise Refused("entry.no-date")
    return add_entry(workspace, PlanReview(uuid4().hex, cycle_id, reviewed_on))


def add_decision(workspace: Workspace, cycle_id: str, kind: ResourceKind, what: str) -> Outcome[Restorable]:
    """A new decision on resources. Refused("entry.no-title") without words for what was decided."""
    return add_entry(workspace, ResourceDecision(uuid4().hex, cycle_id, kind, what=named(what)))


def named(text: str) -> str:
    """The title of a new entry, clean. Refused("entry.no-title") where there is none."""
    name = clean_text(text).strip()
    if not name:
        raise Refused("entry.no-title")
    return name
