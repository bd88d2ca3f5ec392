"""The chapters of the APCC summary. Labels speak of the body and not in its voice, because many summaries are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assurance_app.domain.answers_said import decided
from assurance_app.domain.capacity_chapter import capacity
from assurance_app.domain.content import Block, Fact, Heading, Paragraph, SignatureBlock, Table
from assurance_app.domain.entities import STATEMENT_PARTS
from assurance_app.domain.entries import (
    MeasureTitle,
    actions_table,
    agreements_chapter,
    decisions_table,
    figures_table,
    reviews_table,
)
from assurance_app.domain.holding_to_account import days_held
from assurance_app.domain.home_office import messages
from assurance_app.domain.prose import blocks_of, filled_columns, labelled, spoken_date, spoken_list
from assurance_app.domain.record import Record
from assurance_app.domain.returned import (
    Found,
    departures,
    duties,
    edition,
    gaps,
    is_silent,
    opinion,
    part_label,
    provided,
    stand,
)
from assurance_app.domain.threats_chapter import beside
from assurance_app.domain.values import Opinion
from assurance_app.domain.voice import Voice
from assurance_app.domain.years import last_day, spoken_year
from assurance_app.words import _

Signed = tuple[str, str, str] | None
"""Name, role and ISO date of the approval; None for a draft."""


def invented_words() -> str:
    """What every document says that holds the words of an invented body."""
    return _("This is sample text about an invented area. No real body holds the opinions that stand here.")


def introduction(record: Record, voice: Voice) -> Iterator[Block]:
    """What is returned, for which year, on which edition."""
    yield Heading(1, _("What is returned"), "introduction")
    if record.body.invented:
        yield Paragraph(invented_words())
    yield Paragraph(
        voice.say(
            _(
                "This is my return to the Association of Police and Crime Commissioners (APCC) for the year: how I "
                "had regard to the Strategic Policing Requirement, what that changed, and what I concluded when I held "
                "{chief} to account. It says what may be shared with the APCC and the Home Office, and is not for "
                "publication."
            ),
            _(
                "This is our return to the Association of Police and Crime Commissioners (APCC) for the year: how we "
                "had regard to the Strategic Policing Requirement, what that changed, and what we concluded when we "
                "held {chief} to account. It says what may be shared with the APCC and the Home Office, and is not for "
                "publication."
            ),
        )
    )
    yield Fact(_("Year"), spoken_year(record.cycle.year))
    yield Fact(_("Edition"), edition(record))


def held_on(record: Record, section_id: str) -> str:
    """The days on which the chief constable was held to account for a threat: those named, and those of sessions."""
    return spoken_list(tuple(spoken_date(day) for day in days_held(record, section_id)))


def threats_chapter(record: Record, voice: Voice) -> Iterator[Block]:
    """The opinions side by side; then each threat with what it influenced in plan and budget; then the silent ones."""
    threats = record.framework.threats
    if not threats:
        return
    statements = record.statement_by_section
    yield Heading(1, _("The national threats"), "threats")
    yield Table(
        caption=voice.say(_("My opinion on each threat"), _("Our opinion on each threat")),
        columns=(_("Threat"), _("Opinion"), _("{chief} held to account on").format(chief=voice.at_start(voice.chief))),
        rows=tuple(
            (section.title, opinion(statements.get(section.id)), held_on(record, section.id)) for section in threats
        ),
        widths=(5, 3, 4),
    )
    silent = []
    for section in threats:
        said = tuple(_threat(record, section.id, voice))
        if said:
            yield Heading(2, section.title, section.id)
            yield from said
        else:
            silent.append(section.title)
    if silent:
        yield Heading(2, _("Threats on which this return is silent"), "silent")
        yield Paragraph(_("This return gives no account of {threats}.").format(threats=spoken_list(tuple(silent))))


def _threat(record: Record, section_id: str, voice: Voice) -> Iterator[Block]:
    """The account of one threat; nothing where there is none and the plan and the budget do not speak of it."""
    statement = record.statement_by_section.get(section_id)
    parts = dict(statement.parts) if statement is not None else {}
    more = beside(record, section_id, parts)
    if is_silent(statement) and not any(more.values()):
        return
    for name in STATEMENT_PARTS:
        yield from labelled(part_label(name, voice), parts.get(name, ""))
        yield from more.get(name, ())
    if held := held_on(record, section_id):
        yield Fact(_("Held to account on"), held)
    if statement is not None and statement.opinion is not Opinion.NONE_YET:
        yield Fact(voice.say(_("My opinion"), _("Our opinion")), opinion(statement))


def own_duties_chapter(record: Record, voice: Voice) -> Iterator[Block]:
    """The position on each duty, then what it rests on. A departure is explained in its own chapter, and not twice."""
    found = duties(record)
    if not found:
        return
    yield Heading(1, voice.say(_("My own duties"), _("Our own duties")), "own-duties")
    yield Table(
        caption=_("Position on each duty"),
        columns=(_("Duty"), _("Paragraph"), _("Position")),
        rows=tuple((duty.title, duty.requirement.ref, stand(duty.answer)) for duty in found),
        widths=(6, 2, 4),
    )
    for duty in found:
        if duty.answer is None or duty.answer.is_departure or not (duty.answer.rests_on or duty.answer.reason):
            continue
        yield Heading(2, duty.title, duty.requirement.id)
        yield from blocks_of(duty.answer.rests_on)
        yield from labelled(_("Reason"), duty.answer.reason)


def plan_chapter(record: Record) -> Iterator[Block]:
    """The reviews of the plan, and what was decided for no threat in particular: the rest stands with its threat."""
    general = replace(record, resource_decisions=tuple(one for one in record.resource_decisions if not one.section_ids))
    if not (record.plan_reviews or general.resource_decisions):
        return
    yield Heading(1, _("The plan and resources"), "plan")
    if record.plan_reviews:
        yield reviews_table(record)
    if general.resource_decisions:
        yield decisions_table(general)


def departures_chapter(record: Record, voice: Voice) -> Iterator[Block]:
    """Each departure with every reason, and who decided on it."""
    found = departures(record)
    yield Heading(1, _("Departures"), "departures")
    if not found:
        yield Paragraph(_("No departure is recorded for the year."))
    for departure, answer in found:
        yield Heading(2, departure.title, departure.requirement.id)
        yield Fact(_("Paragraph"), _place(departure))
        yield Fact(_("Position") if answer.position else _("View"), stand(answer))
        if answer.provided is not None:
            yield Fact(_("Provided"), provided(answer))
        yield from blocks_of(answer.rests_on)
        yield from labelled(_("Reason"), answer.reason)
        yield from labelled(chiefs_reason(voice), answer.chief_constables_reason)
        yield from labelled(_("View of that reason"), answer.bodys_view_of_reason)
        yield from decided(record, answer)


def _place(found: Found) -> str:
    return _("{paragraph}, {section}").format(paragraph=found.requirement.ref, section=found.section.title)


def chiefs_reason(voice: Voice) -> str:
    """The words over the chief constable's reason, in the title that this body's chief officer has."""
    return _("{chief}’s reason").format(chief=voice.at_start(voice.chief))


def gaps_chapter(record: Record) -> Iterator[Block]:
    """The gaps with their next steps, and the actions that are to be taken."""
    found = gaps(record)
    yield Heading(1, _("Gaps and actions"), "gaps")
    if found:
        yield Table(
            caption=_("Gaps recorded and what is to be done next"),
            columns=(_("Duty or capability"), _("Paragraph"), _("Gap"), _("Next step")),
            rows=tuple((gap.title, gap.requirement.ref, answer.gap, answer.next_step) for gap, answer in found),
            widths=(4, 2, 5, 5),
        )
    else:
        yield Paragraph(_("No gap and no next step is recorded for the year."))
    if record.actions:
        yield actions_table(record)
    else:
        yield Paragraph(_("No action is shared for the year."))


def capacity_chapter(record: Record, measure_title: MeasureTitle) -> Iterator[Block]:
    """The figures that may be shared, beside the national ones; then what is given to collaboration."""
    answered = tuple(capacity(record))
    if answered:
        yield from answered
    else:
        yield Heading(1, _("Capacity"), "capacity")
        if not record.capacity_figures:
            yield Paragraph(_("No capacity figure is shared for the year."))
    if record.capacity_figures:
        yield figures_table(record, measure_title)
    yield from agreements_chapter(record)


def home_office_chapter(record: Record, voice: Voice) -> Iterator[Block]:
    """What the body wants to tell the Home Office."""
    found = messages(record)
    yield Heading(
        1,
        voice.say(_("What I want to tell the Home Office"), _("What we want to tell the Home Office")),
        "home-office",
    )
    if not found:
        yield Paragraph(_("Nothing is recorded that the Home Office should hear."))
        return
    yield filled_columns(
        Table(
            caption=_("For the Home Office"),
            columns=(_("What the Home Office should hear"), _("Threat")),
            rows=tuple((message.text, message.threat) for message in found),
            widths=(9, 4),
        )
    )


def sign_off(record: Record, signed: Signed) -> Iterator[Block]:
    """Who approved, or room to sign."""
    yield Heading(1, _("Sign-off"), "sign-off")
    if signed:
        yield SignatureBlock(signed[0], signed[1], spoken_date(signed[2]))
        return
    holder = record.holder_on(last_day(record.cycle.year).isoformat())
    yield SignatureBlock(holder.name if holder else "", holder.role if holder else record.body.name_as_used, "")
