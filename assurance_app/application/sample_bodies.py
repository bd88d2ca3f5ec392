"""The records of invented bodies for the national sample, the same in each run: words as data, spread by their keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

from assurance_app import paths
from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.entities import (
    STATEMENT_PARTS,
    Answer,
    Body,
    Cycle,
    EvidenceLink,
    EvidenceRevision,
    OfficeHolder,
    ThreatStatement,
    answer_id,
    threat_statement_id,
)
from assurance_app.domain.framework import Framework, Requirement, Tier
from assurance_app.domain.holdings import CapacityFigure, CollaborationAgreement, capacity_figure_id
from assurance_app.domain.home_office import FIELD_ID
from assurance_app.domain.planning import Influence, Objective, PlanReview, ResourceDecision
from assurance_app.domain.record import Record
from assurance_app.domain.scrutiny import Action, DepartureDecision, ScrutinySession
from assurance_app.domain.values import (
    BodyKind,
    Opinion,
    Position,
    Provided,
    ResourceKind,
    ReviewOutcome,
    TargetKind,
    View,
)

_EXAMINED_ONE_IN = 4
_NOT_EXAMINED_ONE_IN = 10
_PSU, _BDU = "public-disorder.capacity.psu", "public-disorder.capacity.bdu"
_SESSIONS = ("2025-06-18", "2025-12-10")
_KIND_NAMES = {
    BodyKind.PCC: "Police and Crime Commissioner",
    BodyKind.PFCC: "Police, Fire and Crime Commissioner",
    BodyKind.MAYOR: "Mayor",
}


def sample_edition(framework_id: str) -> Framework:
    """An edition that was invented for the sample; nobody is offered it to work against."""
    from assurance_app.catalogue.loader import load_framework

    return load_framework(paths.sample_editions() / framework_id)


@dataclass(frozen=True, slots=True)
class SampleBody:
    """An invented body, who holds its office, and its place among the others."""

    number: int
    body: Body
    holder: OfficeHolder
    area: str

    def pick(self, among: Sequence[Any], *keys: str) -> Any:
        """One of these, the same in each run, and another for another key."""
        return among[self.turn(len(among), *keys)]

    def turn(self, count: int, *keys: str) -> int:
        """A number below `count`, the same in each run."""
        return crc32("|".join((self.body.id, *keys)).encode()) % count

    def says(self, text: str) -> str:
        """The words with the name of the area in its place."""
        return text.replace("{area}", self.area)


def sample_bodies(data: Mapping[str, Any], count: int) -> tuple[SampleBody, ...]:
    """The first so many of the invented bodies; the regions take turns, so that few of them stand in many."""
    return tuple(_body(number, row) for number, row in enumerate(data["bodies"][:count]))


def _body(number: int, row: Mapping[str, str]) -> SampleBody:
    kind, area = BodyKind(row["kind"]), row["area"]
    key = area.lower().replace(" ", "-")
    office = _KIND_NAMES[kind]
    formal = f"{office} {'of' if kind is BodyKind.MAYOR else 'for'} {area}"
    body = Body(
        id=key,
        legal_name=f"{formal} (invented)",
        name_as_used=(f"{formal} (invented)" if kind is BodyKind.MAYOR else f"{area} {office} (invented)"),
        kind=kind,
        police_area=area,
        force=f"{area} Police",
        mobilisation_region=row["region"],
        rocu=f"{row['region'].replace('-', ' ').title()} unit (invented)",
        nation="wales" if row["region"] == "wales" else "england",
        invented=True,
    )
    holder = OfficeHolder(f"{key}/holder/1", key, f"{row['holder']} (invented)", formal, held_from="2024-05-09")
    return SampleBody(number, body, holder, area)


def sample_record(data: Mapping[str, Any], one: SampleBody, framework: Framework) -> Record:
    """All that the body recorded for the year, against an edition."""
    year = data["year"]
    cycle = Cycle(f"{one.body.id}.{year}", one.body.id, year, framework.id, framework.revision)
    threats = tuple(section.id for section in framework.threats)
    opinions = {key: Opinion(one.pick(data["opinions"], key, "opinion")) for key in threats}
    answers = tuple(_answers(data, one, cycle, framework, opinions))
    statements = tuple(_statement(data, one, cycle, key, opinion) for key, opinion in opinions.items())
    evidence = tuple(_evidence(data, one))
    return Record(
        framework=framework,
        body=one.body,
        cycle=cycle,
        office_holders=(one.holder,),
        answers=answers,
        threat_statements=statements,
        evidence=evidence,
        links=tuple(_links(one, cycle, evidence, answers, statements)),
        sessions=tuple(_sessions(cycle, threats)),
        actions=tuple(_actions(data, one, cycle, answers)),
        departure_decisions=tuple(_decisions(data, cycle, answers)),
        objectives=tuple(_objectives(data, one, cycle, threats)),
        plan_reviews=(_review(one, cycle),),
        resource_decisions=tuple(_resources(one, cycle, threats)),
        capacity_figures=tuple(_figures(one, year)),
        agreements=(_agreement(one, threats),),
    )


def _statement(
    data: Mapping[str, Any], one: SampleBody, cycle: Cycle, threat: str, opinion: Opinion
) -> ThreatStatement:
    words = {
        part: one.says(one.pick(data["threats"][threat][part], threat, part))
        for part in STATEMENT_PARTS
        if part in data["threats"][threat]
    }
    words["concluded"] = one.pick(data["concluded"][opinion.value], threat, "concluded")
    return ThreatStatement(
        id=threat_statement_id(cycle.id, threat),
        cycle_id=cycle.id,
        section_id=threat,
        held_on=_SESSIONS[: 1 + one.turn(2, threat, "held")],
        opinion=opinion,
        disclosure=Disclosure.PUBLIC,
        **words,
    )


def _answers(
    data: Mapping[str, Any], one: SampleBody, cycle: Cycle, framework: Framework, opinions: Mapping[str, Opinion]
) -> Iterator[Answer]:
    gaps = {row["requirement"]: row for row in data["gaps"] if not one.turn(3, row["requirement"], "gap")}
    gone = {
        row["requirement"]: row for row in data["duty_departures"] if not one.turn(6, row["requirement"], "departure")
    }
    for section in framework.sections:
        for requirement in section.requirements:
            key = answer_id(cycle.id, requirement.id)
            blank = Answer(key, cycle.id, requirement.id, disclosure=Disclosure.PARTNERS)
            if requirement.takes_position:
                yield _duty(data, one, blank, requirement, gone.get(requirement.id))
                continue
            view = _view(one, requirement, opinions.get(section.id, Opinion.ASSURED), requirement.id in gaps)
            if view is not None:
                yield _capability(data, one, blank, requirement, view, gaps.get(requirement.id, {}))


def _duty(
    data: Mapping[str, Any], one: SampleBody, blank: Answer, requirement: Requirement, gone: Mapping[str, str] | None
) -> Answer:
    fields: dict[str, object] = {}
    if requirement.field(FIELD_ID):
        fields[FIELD_ID] = [row for row in data["messages"] if not one.turn(4, row["threat"], "message")]
    if gone is not None:
        return replace(blank, position=Position.NOT_FOLLOWED, reason=gone["reason"], fields=fields)
    if not one.turn(7, requirement.id, "duty"):
        said = one.pick(data["duties_in_part"], requirement.id)
        return replace(blank, position=Position.IN_PART, rests_on=said, next_step="", fields=fields)
    said = one.says(one.pick(data["duties"], requirement.id))
    return replace(blank, position=Position.FOLLOWED, rests_on=said, fields=fields)


def _view(one: SampleBody, requirement: Requirement, opinion: Opinion, has_gap: bool) -> View | None:
    """How satisfied the body is; None where it says nothing of the requirement this year."""
    roll = one.turn(10, requirement.id, "view")
    if has_gap:
        return View.NOT_SATISFIED if opinion is Opinion.NOT_ASSURED or roll < 3 else View.PARTLY_SATISFIED
    if requirement.id in (_PSU, _BDU):
        return View.SATISFIED
    if one.turn(_EXAMINED_ONE_IN, requirement.id, "examined"):
        return None if one.turn(_NOT_EXAMINED_ONE_IN, requirement.id, "left") else View.NOT_EXAMINED
    if opinion is Opinion.NONE_YET:
        return View.NOT_EXAMINED
    partly, not_at_all = {Opinion.ASSURED: (2, 0), Opinion.PARTLY_ASSURED: (4, 1)}.get(opinion, (4, 3))
    if roll < not_at_all:
        return View.NOT_SATISFIED
    return View.PARTLY_SATISFIED if roll < not_at_all + partly else View.SATISFIED


def _capability(
    data: Mapping[str, Any],
    one: SampleBody,
    blank: Answer,
    requirement: Requirement,
    view: View,
    gap: Mapping[str, str],
) -> Answer:
    if view is View.NOT_EXAMINED:
        return replace(blank, view=view, reason=one.pick(data["not_examined"], requirement.id))
    refusal = one.pick(data["refusals"], requirement.id, "refusal") if view is View.NOT_SATISFIED else {}
    return replace(
        blank,
        view=view,
        provided=_provided(one, requirement, view),
        rests_on=one.pick(data["views"][view.value], requirement.id, "rests"),
        gap=one.says(gap.get("gap", "")),
        next_step=gap.get("next_step", ""),
        fields=_counts(one, requirement),
        **refusal,
    )


def _provided(one: SampleBody, requirement: Requirement, view: View) -> Provided:
    if view is View.NOT_SATISFIED and not one.turn(2, requirement.id, "access"):
        return Provided.NO_ACCESS
    if requirement.tier is Tier.LOCAL:
        return Provided.COLLABORATION if not one.turn(4, requirement.id, "provided") else Provided.IN_FORCE
    return Provided.REGIONALLY if requirement.tier is Tier.REGIONAL else Provided.NATIONALLY


def _counts(one: SampleBody, requirement: Requirement) -> dict[str, object]:
    unit = {_PSU: "psu", _BDU: "bdu"}.get(requirement.id)
    if unit is None:
        return {}
    needed = 2 + one.turn(7, unit, "needed")
    declared = needed + one.turn(3, unit, "declared")
    return {
        f"{unit}-needed": needed,
        f"{unit}-declared": declared,
        f"{unit}-contributed": 1 + one.turn(3, unit, "lent"),
    }


def _evidence(data: Mapping[str, Any], one: SampleBody) -> Iterator[EvidenceRevision]:
    for number, row in enumerate(data["evidence"], start=1):
        if number > 2 and not one.turn(3, row["title"], "evidence"):
            continue
        key = f"{one.body.id}/evidence/{number}"
        yield EvidenceRevision(
            id=f"{key}@1",
            evidence_id=key,
            number=1,
            type=row["type"],
            title=one.says(row["title"]),
            date=row["date"],
            shows=row["shows"],
            disclosure=Disclosure(row["disclosure"]),
        )


def _links(
    one: SampleBody,
    cycle: Cycle,
    evidence: Sequence[EvidenceRevision],
    answers: Sequence[Answer],
    statements: Sequence[ThreatStatement],
) -> Iterator[EvidenceLink]:
    targets = [(TargetKind.THREAT_STATEMENT, statement.id) for statement in statements]
    targets += [(TargetKind.ANSWER, answer.id) for answer in answers if answer.rests_on]
    for number, (kind, target) in enumerate(targets):
        # Each item is what something rests on; of the rest every third has evidence.
        if number < len(evidence) or not one.turn(3, target, "link"):
            revision = evidence[number % len(evidence)]
            key = f"{target}|{revision.evidence_id}"
            yield EvidenceLink(key, cycle.id, revision.id, revision.evidence_id, kind, target)


def _sessions(cycle: Cycle, threats: tuple[str, ...]) -> Iterator[ScrutinySession]:
    for number, held_on in enumerate(_SESSIONS, start=1):
        yield ScrutinySession(
            id=f"{cycle.id}/session/{number}",
            cycle_id=cycle.id,
            held_on=held_on,
            forum="Accountability board (invented)",
            section_ids=threats,
            disclosure=Disclosure.PARTNERS,
        )


def _actions(data: Mapping[str, Any], one: SampleBody, cycle: Cycle, answers: Sequence[Answer]) -> Iterator[Action]:
    for number, answer in enumerate((answer for answer in answers if answer.next_step), start=1):
        is_resourced = bool(one.turn(3, answer.id, "resourced"))
        yield Action(
            id=f"{cycle.id}/action/{number}",
            cycle_id=cycle.id,
            title=answer.next_step,
            owner=one.pick(data["owners"], answer.id),
            due=f"2026-{9 + one.turn(4, answer.id, 'due'):02}-30",
            is_resourced=is_resourced,
            why_not_resourced="" if is_resourced else "The cost is not known yet.",
            came_from=answer.id,
            disclosure=Disclosure.PARTNERS,
        )


def _decisions(data: Mapping[str, Any], cycle: Cycle, answers: Sequence[Answer]) -> Iterator[DepartureDecision]:
    until = {row["requirement"]: row["until"] for row in data["duty_departures"]}
    for answer in answers:
        if answer.position is Position.NOT_FOLLOWED:
            end = until[answer.requirement_id]
            yield DepartureDecision(answer.id, cycle.id, "The office-holder", "2025-09-24", end)


def _objectives(
    data: Mapping[str, Any], one: SampleBody, cycle: Cycle, threats: tuple[str, ...]
) -> Iterator[Objective]:
    for number, row in enumerate(data["objectives"], start=1):
        shaped = [key for key in row["sections"] if key in threats and one.turn(5, key, "objective")]
        if shaped:
            yield Objective(
                id=f"{cycle.id}/objectives/{number}",
                cycle_id=cycle.id,
                title=row["title"],
                page=str(7 + number),
                influences=tuple(Influence(key) for key in shaped),
                disclosure=Disclosure.PUBLIC,
            )


def _review(one: SampleBody, cycle: Cycle) -> PlanReview:
    is_varied = not one.turn(3, "review")
    return PlanReview(
        id=f"{cycle.id}/plan_reviews/1",
        cycle_id=cycle.id,
        reviewed_on="2025-09-17",
        outcome=ReviewOutcome.VARIED if is_varied else ReviewOutcome.NO_CHANGE,
        because="One objective was sharpened." if is_varied else "The objectives served as they were.",
        disclosure=Disclosure.PUBLIC,
    )


def _resources(one: SampleBody, cycle: Cycle, threats: tuple[str, ...]) -> Iterator[ResourceDecision]:
    if one.turn(4, "resources"):
        yield ResourceDecision(
            id=f"{cycle.id}/resource_decisions/1",
            cycle_id=cycle.id,
            kind=ResourceKind.PRECEPT,
            decided_on="2025-02-05",
            reference="Decision 2025/06 (invented)",
            what="Posts that the review of the plan asked for",
            pounds=(4 + one.turn(60, "pounds")) * 10_000,
            section_ids=(one.pick(threats, "resources"),),
            disclosure=Disclosure.PUBLIC,
        )


def _figures(one: SampleBody, year: str) -> Iterator[CapacityFigure]:
    """Help lent and borrowed, kept for the year. Two in three give it, so that a sum says what it rests on."""
    if not one.turn(3, "figures"):
        return
    for measure, most in (("mutual-aid-provided", 60), ("mutual-aid-received", 30)):
        yield CapacityFigure(
            id=capacity_figure_id(one.body.id, year, measure),
            body_id=one.body.id,
            year=year,
            measure=measure,
            number=one.turn(most, measure),
            as_of="2026-03-31",
            source="Mobilisation return (invented)",
            disclosure=Disclosure.PARTNERS,
        )


def _agreement(one: SampleBody, threats: tuple[str, ...]) -> CollaborationAgreement:
    return CollaborationAgreement(
        id=f"{one.body.id}/agreement/rocu",
        body_id=one.body.id,
        title="Regional organised crime unit (invented)",
        parties="The forces of the region",
        begins_on="2023-12-01",
        ends_on="2026-11-30",
        officers=8 + one.turn(30, "officers"),
        staff=4 + one.turn(20, "staff"),
        pounds=(60 + one.turn(240, "share")) * 10_000,
        provides="Investigators, surveillance, and specialists in fraud and networks.",
        section_ids=tuple(key for key in ("soc", "cyber") if key in threats),
        disclosure=Disclosure.PARTNERS,
    )
