"""Recording: questions, threat statements, drafts and versions. What each page shows, and how its words are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from assurance_app.application.changes import Changed, Outcome, changed
from assurance_app.application.revisions import keep_revision, promote_all
from assurance_app.application.workspaces import framework_of, stored_cycle
from assurance_app.domain.commissioning_rules import check_commissioned
from assurance_app.domain.dates import check_dates
from assurance_app.domain.entities import (
    KINDS,
    Answer,
    Body,
    Entity,
    Evidence,
    EvidenceLink,
    EvidenceRevision,
    Stored,
    ThreatStatement,
    answer_id,
    threat_statement_id,
)
from assurance_app.domain.fields import check_fields
from assurance_app.domain.framework import (
    Framework,
    NationalFigure,
    Requirement,
    Section,
    SectionKind,
    StatementHelp,
    Unit,
)
from assurance_app.domain.holding_to_account import ThreatScrutiny, scrutiny_of
from assurance_app.domain.progress import Count, Standing, count, in_pillar, standing_of_answer, worst
from assurance_app.domain.refusal import Refused
from assurance_app.domain.scrutiny import Action, ScrutinySession
from assurance_app.domain.text import clean_text, refuse_higher_marking
from assurance_app.persistence.workspace import Reading, UnitOfWork, Version, Workspace
from assurance_app.words.labels import filled

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True, slots=True)
class LinkedEvidence:
    """An item of evidence as an answer rests on it: the link, the pinned revision, and whether a newer one exists."""

    link_id: str
    revision: EvidenceRevision
    newest: int
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """What the question page shows. `number` of `of` counts within the section (and pillar) it was reached through."""

    framework_title: str
    section: Section
    shown_in: Section
    pillar_title: str
    requirement: Requirement
    title: str
    question: str
    good_evidence: str
    answer: Stored[Answer]
    evidence: tuple[LinkedEvidence, ...]
    number: int
    of: int
    previous: str
    next: str
    national_figures: tuple[NationalFigure, ...]
    units: tuple[Unit, ...]
    actions: tuple[Action, ...] = ()
    """Those that came from its answer."""


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """A requirement in a list, with where it stands."""

    requirement_id: str
    title: str
    question: str
    ref: str
    group: str
    pillar_id: str
    pillar_title: str
    standing: Standing
    evidence: int


@dataclass(frozen=True, slots=True)
class SectionPage:
    """A section as a list of its requirements, in a pillar or in all."""

    section: Section
    about: str
    pillar_title: str
    rows: tuple[RequirementRow, ...]


@dataclass(frozen=True, slots=True)
class PillarProgress:
    """A pillar of a threat: how many of its questions are answered, and the standing that most wants attention."""

    pillar_id: str
    title: str
    count: Count
    standing: Standing


@dataclass(frozen=True, slots=True)
class ThreatPage:
    """What the page of a threat shows: its statement, and the record that lies beneath."""

    section: Section
    about: str
    help: StatementHelp
    statement: Stored[ThreatStatement]
    pillars: tuple[PillarProgress, ...]
    evidence: tuple[LinkedEvidence, ...]
    scrutiny: ThreatScrutiny = field(default_factory=ThreatScrutiny)


def load_question(workspace: Workspace, cycle_id: str, requirement_id: str, shown_in: str = "") -> QuestionPage:
    """The page of a question, with its answer as it is kept (a blank one, version 0, where there is none)."""
    with workspace.reading() as reading:
        cycle = stored_cycle(reading, cycle_id).entity
        framework = framework_of(reading, cycle)
        home = framework.home_of(requirement_id)
        shown = framework.section(shown_in) if shown_in else home
        requirement = framework.requirement(requirement_id)
        order = [other.id for other in framework.shown_in(shown.id)]
        place = order.index(requirement_id)
        key = answer_id(cycle_id, requirement_id)
        answer = reading.get(Answer, key) or Stored(Answer(key, cycle_id, requirement_id), 0, "")
        kind = reading.find(Body)[0].entity.kind.value
        pillar = framework.pillar(requirement.pillar)
        figures = tuple(
            figure
            for figure_id in dict.fromkeys(name for field in requirement.fields for name in field.alongside)
            if (figure := framework.national_figure(figure_id))
        )
        return QuestionPage(
            framework_title=framework.short_title,
            section=home,
            shown_in=shown,
            pillar_title=pillar.title if pillar else "",
            requirement=requirement,
            title=filled(requirement.title, kind),
            question=filled(requirement.question, kind),
            good_evidence=filled(requirement.good_evidence, kind),
            answer=answer,
            evidence=linked_evidence(reading, key),
            number=place + 1,
            of=len(order),
            previous=order[place - 1] if place else "",
            next=order[place + 1] if place + 1 < len(order) else "",
            national_figures=figures,
            units=framework.units,
            actions=tuple(stored.entity for stored in reading.find(Action, came_from=key)),
        )


def linked_evidence(reading: Reading, target_id: str) -> tuple[LinkedEvidence, ...]:
    """The evidence that an answer or threat statement rests on, as pinned."""
    links = tuple(stored.entity for stored in reading.find(EvidenceLink, target_id=target_id))
    items = frozenset(link.evidence_id for link in links)
    revisions = {found.entity.id: found.entity for found in reading.find_among(EvidenceRevision, "evidence_id", items)}
    withdrawn = {found.entity.id for found in reading.find_among(Evidence, "id", items) if found.entity.withdrawn}
    newest: dict[str, int] = {}
    for revision in revisions.values():
        newest[revision.evidence_id] = max(newest.get(revision.evidence_id, 0), revision.number)
    rows = [
        LinkedEvidence(link.id, pinned, newest[link.evidence_id], link.evidence_id in withdrawn)
        for link in links
        if (pinned := revisions.get(link.revision_id)) is not None
    ]
    return tuple(sorted(rows, key=lambda row: row.revision.title.casefold()))


def load_section(workspace: Workspace, cycle_id: str, section_id: str, pillar_id: str = "") -> SectionPage:
    """The requirements that a section shows, those of other sections included, or only those of one pillar."""
    with workspace.reading() as reading:
        framework = framework_of(reading, stored_cycle(reading, cycle_id).entity)
        section = framework.section(section_id)
        kind = reading.find(Body)[0].entity.kind.value
        answers = _answers(reading, cycle_id)
        linked = _evidence_counts(reading, cycle_id)
        pillar = framework.pillar(pillar_id)
        shown = in_pillar(section, pillar_id) if pillar_id else framework.shown_in(section_id)
        rows = tuple(_row(framework, requirement, kind, answers, linked) for requirement in shown)
        return SectionPage(section, filled(section.about, kind), pillar.title if pillar else "", rows)


def _row(
    framework: Framework,
    requirement: Requirement,
    kind: str,
    answers: dict[str, Answer],
    linked: dict[str, int],
) -> RequirementRow:
    pillar = framework.pillar(requirement.pillar)
    answer = answers.get(requirement.id)
    return RequirementRow(
        requirement_id=requirement.id,
        title=filled(requirement.title, kind),
        question=filled(requirement.question, kind),
        ref=requirement.ref,
        group=requirement.group,
        pillar_id=requirement.pillar,
        pillar_title=pillar.title if pillar else "",
        standing=standing_of_answer(answer),
        evidence=linked.get(answer.id, 0) if answer else 0,
    )


def _answers(reading: Reading, cycle_id: str) -> dict[str, Answer]:
    return {stored.entity.requirement_id: stored.entity for stored in reading.find(Answer, cycle_id=cycle_id)}


def _evidence_counts(reading: Reading, cycle_id: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for stored in reading.find(EvidenceLink, cycle_id=cycle_id):
        counts[stored.entity.target_id] = counts.get(stored.entity.target_id, 0) + 1
    return counts


def load_threat(workspace: Workspace, cycle_id: str, section_id: str) -> ThreatPage:
    """The page of a threat."""
    with workspace.reading() as reading:
        framework = framework_of(reading, stored_cycle(reading, cycle_id).entity)
        section = framework.section(section_id)
        if section.kind is not SectionKind.THREAT:
            known = ", ".join(threat.id for threat in framework.threats)
            raise Refused("section.unknown", framework=framework.id, section=section_id, known=known)
        kind = reading.find(Body)[0].entity.kind.value
        key = threat_statement_id(cycle_id, section_id)
        statement = reading.get(ThreatStatement, key) or Stored(ThreatStatement(key, cycle_id, section_id), 0, "")
        return ThreatPage(
            section=section,
            about=filled(section.about, kind),
            help=filled_help(section.statement_help, kind),
            statement=statement,
            pillars=pillar_progress(framework, section, _answers(reading, cycle_id)),
            evidence=linked_evidence(reading, key),
            scrutiny=scrutiny_of(_sessions(reading, cycle_id), section_id),
        )


def _sessions(reading: Reading, cycle_id: str) -> tuple[ScrutinySession, ...]:
    return tuple(stored.entity for stored in reading.find(ScrutinySession, cycle_id=cycle_id))


def filled_help(help_texts: StatementHelp, kind: str) -> StatementHelp:
    """The help for a statement with the words for the kind of body filled in."""
    return StatementHelp(
        regard=filled(help_texts.regard, kind),
        influence=filled(help_texts.influence, kind),
        resources=filled(help_texts.resources, kind),
        held_to_account=filled(help_texts.held_to_account, kind),
        concluded=filled(help_texts.concluded, kind),
        next_year=filled(help_texts.next_year, kind),
    )


def pillar_progress(framework: Framework, section: Section, answers: dict[str, Answer]) -> tuple[PillarProgress, ...]:
    """The pillars under which the section has requirements, with where they stand."""
    found = []
    for pillar in framework.pillars:
        requirements = in_pillar(section, pillar.id)
        if requirements:
            standings = tuple(standing_of_answer(answers.get(requirement.id)) for requirement in requirements)
            found.append(PillarProgress(pillar.id, pillar.title, count(requirements, answers), worst(standings)))
    return tuple(found)


def draft(workspace: Workspace, entity: E, base_version: int) -> Outcome[Stored[E]]:
    """Keep what is being typed: overwrites the one draft of the entity. Called within a second of the last key."""
    kept = cleaned(entity)
    with workspace.unit_of_work() as work:
        _check(workspace, work, kept)
        stored = work.save_draft(kept, base_version)
        work.commit()
    return Outcome(stored, (changed(kept),))


def save(workspace: Workspace, entity: E, expected: int) -> Outcome[Stored[E]]:
    """Keep what was written as one audited version, when its field is left. Refused("change.stale") keeps the draft."""
    kept = cleaned(entity)
    try:
        with workspace.unit_of_work() as work:
            _check(workspace, work, kept)
            check_commissioned(kept)
            stored = work.put(kept, expected)
            work.commit()
    except Refused as refusal:
        if refusal.code == "change.stale":
            # What was typed last may not have been drafted yet; it is not lost because somebody was quicker.
            draft(workspace, kept, expected)
        raise
    return Outcome(stored, (changed(kept),))


def save_new(workspace: Workspace, entities: Iterable[Entity]) -> None:
    """Keep entities that are all new, each as one audited version, in one piece: all of them or none."""
    with workspace.unit_of_work() as work:
        for entity in entities:
            kept = cleaned(entity)
            _check(workspace, work, kept)
            check_commissioned(kept)
            work.put(kept, 0)
        work.commit()


def discard_draft(workspace: Workspace, entity_type: type[E], entity_id: str) -> Outcome[None]:
    """Forget what was typed and not yet promoted."""
    with workspace.unit_of_work() as work:
        work.discard_draft(entity_type, entity_id)
        work.commit()
    return Outcome(None, (Changed(next(kind for kind, cls in KINDS.items() if cls is entity_type), entity_id),))


def history(workspace: Workspace, entity_type: type[E], entity_id: str) -> tuple[Version[E], ...]:
    """The audited versions of an entity, oldest first."""
    with workspace.reading() as reading:
        return reading.history(entity_type, entity_id)


def restore(workspace: Workspace, entity_type: type[E], entity_id: str, number: int) -> Outcome[Stored[E]]:
    """Make an earlier version the newest one: a new version with its content. Nothing is taken out of the history, and
    what was typed and not yet promoted enters it first.
    """
    with workspace.unit_of_work() as work:
        if entity_type is EvidenceRevision:
            return _restored_revision(work, entity_id, number)
        work.promote(entity_type, entity_id)
        earlier = next((version for version in work.history(entity_type, entity_id) if version.number == number), None)
        current = work.get(entity_type, entity_id)
        if earlier is None or earlier.entity is None or current is None:
            raise LookupError(f"{entity_type.__name__} {entity_id} has no version {number}")
        stored = work.put(earlier.entity, current.version, action="restored")
        work.commit()
    return Outcome(stored, (changed(stored.entity),))


def _restored_revision(work: UnitOfWork, entity_id: str, number: int) -> Outcome[Stored[Any]]:
    """What a link pins is not changed under it: its earlier words come back as a new revision."""
    draft = work.draft(EvidenceRevision, entity_id)
    if draft is not None:
        keep_revision(work, draft.entity, draft.base_version)
    earlier = next((version for version in work.history(EvidenceRevision, entity_id) if version.number == number), None)
    current = work.stored(EvidenceRevision, entity_id)
    if earlier is None or earlier.entity is None or current is None:
        raise LookupError(f"EvidenceRevision {entity_id} has no version {number}")
    stored = keep_revision(work, earlier.entity, current.version)
    work.commit()
    return Outcome(stored, (changed(stored.entity), Changed("evidence", stored.entity.evidence_id)))


def promote_drafts(workspace: Workspace) -> Outcome[int]:
    """Promote every draft to a version: before review and approval, and after the program ended without doing so."""
    with workspace.unit_of_work() as work:
        promoted = promote_all(work)
        work.commit()
    return Outcome(len(promoted), tuple(changed(stored.entity) for stored in promoted))


def cleaned(entity: E) -> E:
    """The entity with all its text cleaned; Refused("text.marking") where a line is a marking that may not be kept,
    Refused("date.malformed") where a text stands for a day and is none.
    """
    check_dates(entity)
    plain: Any = entity
    changes = {
        name: clean for name in entity.__dataclass_fields__ if (clean := _clean(getattr(plain, name))) is not None
    }
    return replace(entity, **changes) if changes else entity


def _clean(value: Any) -> Any:
    """The cleaned value, or None where nothing is to be changed."""
    if type(value) is str:
        refuse_higher_marking(value)
        cleaned = clean_text(value)
        return cleaned if cleaned != value else None
    if isinstance(value, dict):
        cleaned_items = {key: _clean(entry) for key, entry in value.items()}
        if all(entry is None for entry in cleaned_items.values()):
            return None
        return {key: entry if entry is not None else value[key] for key, entry in cleaned_items.items()}
    if isinstance(value, list | tuple):
        cleaned_list = [_clean(entry) for entry in value]
        if all(entry is None for entry in cleaned_list):
            return None
        return tuple(new if new is not None else old for new, old in zip(cleaned_list, value, strict=True))
    return None


def _check(workspace: Workspace, work: UnitOfWork, entity: Entity) -> None:
    """Refuse what does not fit the framework: an unknown requirement, a view where a position is due, a bad figure."""
    if isinstance(entity, Answer):
        framework = framework_of(work, stored_cycle(work, entity.cycle_id).entity)
        requirement = framework.requirement(entity.requirement_id)
        if requirement.takes_position and entity.view is not None:
            raise Refused("answer.wrong-kind", requirement=requirement.id, needed="position", found="view")
        if not requirement.takes_position and entity.position is not None:
            raise Refused("answer.wrong-kind", requirement=requirement.id, needed="view", found="position")
        check_fields(requirement, entity.fields)
    elif isinstance(entity, ThreatStatement):
        framework_of(work, stored_cycle(work, entity.cycle_id).entity).section(entity.section_id)
