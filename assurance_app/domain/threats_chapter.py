"""The chapter on the national threats: the body's own account of each, with the plan, the money and the sessions."""

from __future__ import annotations

from collections.abc import Iterator

from assurance_app.domain.answers_said import whole_answer
from assurance_app.domain.charts import threats_by_pillars
from assurance_app.domain.content import Block, Bullets, Fact, Heading, Paragraph, Table
from assurance_app.domain.disclosure import Audience, is_published
from assurance_app.domain.entities import STATEMENT_PARTS
from assurance_app.domain.framework import Section, SectionKind
from assurance_app.domain.holding_to_account import bears_on, days_held
from assurance_app.domain.planning import Influence, Objective, ResourceDecision
from assurance_app.domain.prose import blocks_of, labelled, spoken_date, spoken_list, spoken_page, spoken_pounds
from assurance_app.domain.record import Record
from assurance_app.domain.values import Opinion, ResourceKind
from assurance_app.domain.voice import Voice
from assurance_app.words import _
from assurance_app.words.labels import filled, label


def threats(record: Record, voice: Voice, audience: Audience, is_full: bool) -> Iterator[Block]:
    """Where the document is not published the opinions side by side and how the pillars stand; then each threat, then
    those not spoken of.
    """
    yield Heading(1, _("The national threats"), "threats")
    if not is_published(audience):
        yield from _opinions(record, voice)
        yield from threats_by_pillars(record)
    silent = []
    for section in record.framework.threats:
        said = tuple(_threat(record, section, voice, is_full))
        beneath = tuple(answered(record, section, voice, 3)) if is_full else ()
        if not said:
            silent.append(section.title)
        if said or beneath:
            yield Heading(2, section.title, section.id)
        yield from said
        yield from beneath
    if silent:
        yield from _silent(tuple(silent), is_full)


def _silent(titles: tuple[str, ...], is_full: bool) -> Iterator[Block]:
    if is_full:
        heading, words = _("Threats on which this record is silent"), _("This record gives no account of {threats}.")
    else:
        heading = _("Threats on which this statement is silent")
        words = _("This statement gives no account of {threats}.")
    yield Heading(2, heading, "silent")
    yield Paragraph(words.format(threats=spoken_list(titles)))


def cross_cutting(record: Record, voice: Voice) -> Iterator[Block]:
    """The cross-cutting capabilities are no threat, and have a chapter of their own in the full record."""
    for section in record.framework.sections:
        beneath = tuple(answered(record, section, voice, 2)) if section.kind is SectionKind.CROSS_CUTTING else ()
        if beneath:
            yield Heading(1, section.title, section.id)
            yield from beneath


def answered(record: Record, section: Section, voice: Voice, level: int) -> Iterator[Block]:
    """What the record says beneath a section; what the chapter of own duties shows is not said twice."""
    answers = record.answer_by_requirement
    kinds = {other.id: other.kind for other in record.framework.sections}
    for requirement in section.requirements:
        answer = answers.get(requirement.id)
        is_said = any(kinds.get(other) is SectionKind.OWN_DUTIES for other in requirement.also_in)
        blocks = () if answer is None or is_said else tuple(whole_answer(record, requirement, answer, voice))
        if blocks:
            yield Heading(level, filled(requirement.title, record.body.kind.value), requirement.id)
            yield from blocks


def _opinions(record: Record, voice: Voice) -> Iterator[Block]:
    statements = record.statement_by_section
    rows = tuple(
        (section.title, label("opinion", statement.opinion.value), _held_on(record, section.id))
        for section in record.framework.threats
        if (statement := statements.get(section.id)) is not None and statement.opinion is not Opinion.NONE_YET
    )
    if rows:
        yield Table(
            caption=voice.say(_("My opinion on each threat"), _("Our opinion on each threat")),
            columns=(
                _("Threat"),
                _("Opinion"),
                _("{chief} held to account on").format(chief=voice.at_start(voice.chief)),
            ),
            rows=rows,
            widths=(5, 3, 4),
        )


def _held_on(record: Record, section_id: str) -> str:
    return spoken_list(tuple(spoken_date(day) for day in days_held(record, section_id)))


def _threat(record: Record, section: Section, voice: Voice, is_full: bool) -> Iterator[Block]:
    """The account of one threat; nothing where there is none and the plan and the budget do not speak of it.

    What the plan, the budget and the sessions say has chapters of its own in the full record, which says all once.
    """
    statement = record.statement_by_section.get(section.id)
    parts = dict(statement.parts) if statement is not None else {}
    more = {} if is_full else beside(record, section.id, parts)
    speaks = bool(parts) or (statement is not None and statement.opinion is not Opinion.NONE_YET)
    if not (speaks or any(more.values())):
        return
    if parts.keys() == {"regard"}:
        # A text written as one, or a wording for the public that stands for all of it.
        yield from blocks_of(parts["regard"])
    for name in STATEMENT_PARTS:
        if parts.keys() != {"regard"}:
            yield from labelled(_part_label(name, voice), parts.get(name, ""))
        if name == "held_to_account":
            held = _held_on(record, section.id)
            yield from (Fact(_("Held to account on"), held),) if held else ()
        yield from more.get(name, ())
        if name == "concluded" and statement is not None and statement.opinion is not Opinion.NONE_YET:
            yield Fact(voice.say(_("My opinion"), _("Our opinion")), label("opinion", statement.opinion.value))
    evidence = record.evidence_for(statement.id) if statement is not None else ()
    if evidence:
        yield Fact(_("Evidence"), "; ".join(item.title for item in evidence))


def beside(record: Record, section_id: str, parts: dict[str, str]) -> dict[str, tuple[Block, ...]]:
    """What stands after parts of the account: the objectives, the decisions that followed, what sessions asked."""
    objectives = [(one, said) for one in record.objectives for said in one.influences if said.section_id == section_id]
    decisions = [one for one in record.resource_decisions if section_id in one.section_ids]
    is_silent_on_sessions = parts and "held_to_account" not in parts and parts.keys() != {"regard"}
    return {
        "influence": tuple(_objectives(objectives)),
        "resources": tuple(_decisions(decisions)),
        "held_to_account": tuple(_sessions(record, section_id)) if is_silent_on_sessions else (),
    }


def _objectives(found: list[tuple[Objective, Influence]]) -> Iterator[Block]:
    if not found:
        return
    items = []
    for objective, influence in found:
        page = spoken_page(objective.page)
        named = _("{objective} ({page})").format(objective=objective.title, page=page) if page else objective.title
        items.append(
            _("{objective}: {how}").format(objective=named, how=influence.how) if influence.how.strip() else named
        )
    yield Fact(_("Objectives that it confirmed or changed"), "")
    yield Bullets(tuple(items))


def _decisions(decisions: list[ResourceDecision]) -> Iterator[Block]:
    if not decisions:
        return
    yield Fact(_("Decisions that followed"), "")
    yield Bullets(tuple(_decision(one) for one in sorted(decisions, key=lambda one: (one.decided_on or "9", one.id))))


def _decision(decision: ResourceDecision) -> str:
    kind = "" if decision.kind is ResourceKind.OTHER else label("resource-kind", decision.kind.value)
    kind, when = kind[:1].lower() + kind[1:], spoken_date(decision.decided_on)
    named = _("{kind} of {date}").format(kind=kind, date=when) if kind and when else kind or when
    details = ", ".join(piece for piece in (named, spoken_pounds(decision.pounds), decision.reference) if piece)
    what = decision.what.rstrip(" .")
    return _("{what}: {details}").format(what=what, details=details) if what and details else what or details


def _sessions(record: Record, section_id: str) -> Iterator[Block]:
    """What each session was to find out, for an account that does not say how the chief constable was held to it."""
    for session in sorted(record.sessions, key=lambda one: (one.held_on, one.id)):
        if session.held_on and bears_on(session, section_id):
            named = (spoken_date(session.held_on), session.forum)
            yield from labelled(", ".join(piece for piece in named if piece), session.wanted_to_know)


def _part_label(name: str, voice: Voice) -> str:
    return {
        "regard": voice.say(_("How I had regard"), _("How we had regard")),
        "influence": _("What it confirmed or changed in the objectives"),
        "resources": _("Resources"),
        "held_to_account": voice.say(_("How I held {chief} to account"), _("How we held {chief} to account")),
        "concluded": voice.say(_("What I concluded"), _("What we concluded")),
        "next_year": _("Next year"),
    }[name]
