"""What the app proposes to say in each part of the national summary. No body is named in any of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from assurance_app.domain.commissioning import Permission, PermissionKind
from assurance_app.domain.framework import Tier
from assurance_app.domain.home_office import messages
from assurance_app.domain.national_capacity import Measured, capacity_sums
from assurance_app.domain.national_change import Movement, year_on_year
from assurance_app.domain.national_count_tables import movement_words
from assurance_app.domain.national_gaps import (
    common_departures,
    common_gaps,
    in_all,
    named_departures,
    named_gaps,
)
from assurance_app.domain.national_index import AnswerIndex
from assurance_app.domain.national_parts import FactRow, FactTable, PartId, Proposal
from assurance_app.domain.national_picture import NationalPicture
from assurance_app.domain.national_rows import BodyRow, Conclusion, Counted, ReturnState, Threat, counted
from assurance_app.domain.national_who import who_returned
from assurance_app.domain.national_words import share_words
from assurance_app.domain.returned import Found
from assurance_app.domain.values import Opinion, ReviewOutcome
from assurance_app.domain.years import spoken_year
from assurance_app.words import _, ngettext
from assurance_app.words.labels import label

_MOST = 10
"""So many of the most common gaps and departures are told; the workbook has all."""

Facts = tuple[tuple[Proposal, ...], tuple[FactTable, ...]]


@dataclass(frozen=True, slots=True)
class Basis:
    """What proposals are made from."""

    index: AnswerIndex
    last: NationalPicture | None = None
    permissions: tuple[Permission, ...] = ()
    measures: tuple[Measured, ...] = field(default=())

    @property
    def picture(self) -> NationalPicture:
        """The picture of the year."""
        return self.index.picture


def proposed(basis: Basis, part: PartId) -> Facts:
    """The sentences and the tables that the app proposes for a part."""
    found = list(_MAKERS[part](basis))
    proposals = tuple(each for each in found if isinstance(each, Proposal))
    return proposals, tuple(each for each in found if isinstance(each, FactTable))


Made = Iterator[Proposal | FactTable]


def _conclusions(basis: Basis) -> Made:
    picture = basis.picture
    counts = [picture.count(threat) for threat in picture.threats]
    if not picture.counted:
        yield Proposal(_("No approved return has been received, so there is nothing to count yet."))
        return
    yield FactTable(
        caption=_("Opinion on each threat"),
        columns=(_("Threat"), *(label("opinion", each.value) for each in Opinion)),
        rows=tuple(FactRow(count.threat.title, tuple(count.by_opinion[each] for each in Opinion)) for count in counts),
    )
    entered = counted((row for row, _read in picture.entered), len(picture.counted))
    if entered.number:
        words = ngettext(
            "Of the bodies counted, {share} was entered by the APCC from a statement that is no return file.",
            "Of the bodies counted, {share} were entered by the APCC from a statement that is no return file.",
            entered.number,
        )
        yield Proposal(words.format(share=share_words(entered)), (entered,))
    without = {key for count in counts for key in count.not_in_edition.bodies}
    if without:
        lacking = counted((row for row in picture.counted if row.body.id in without), len(picture.counted))
        words = ngettext(
            "Where fewer are counted, {share} was made on an edition without that threat.",
            "Where fewer are counted, {share} were made on an edition without that threat.",
            lacking.number,
        )
        yield Proposal(words.format(share=share_words(lacking)), (lacking,))


def _plans(basis: Basis) -> Made:
    picture = basis.picture
    if not picture.counted:
        return
    yield FactTable(
        caption=_("What the threats led to"),
        columns=(_("Threat"), _("Say what it confirmed or changed"), _("Name an objective that it influenced")),
        rows=tuple(_led_to(picture, threat) for threat in picture.threats),
    )
    approved = len(picture.approved)
    if not approved:
        return
    reviewed = counted((row for row in picture.approved if _reviews(row)), approved)
    varied = counted((row for row in picture.approved if ReviewOutcome.VARIED in _reviews(row)), approved)
    words = ngettext(
        "{reviewed} returns records a review of the plan against the Strategic Policing Requirement; {varied} varied "
        "the plan.",
        "{reviewed} returns record a review of the plan against the Strategic Policing Requirement; {varied} varied "
        "the plan.",
        reviewed.number,
    )
    yield Proposal(words.format(reviewed=share_words(reviewed), varied=share_words(varied)), (reviewed, varied))
    resourced = counted((row for row in picture.approved if _decided(row)), approved)
    words = ngettext(
        "{share} returns names a decision on budget, precept or collaboration that followed.",
        "{share} returns name a decision on budget, precept or collaboration that followed.",
        resourced.number,
    )
    yield Proposal(words.format(share=share_words(resourced)), (resourced,))


def _led_to(picture: NationalPicture, threat: Threat) -> FactRow:
    """A return on an edition without the threat could say nothing of it, and is not among those that did not."""
    asked = [row for row in picture.counted if picture.conclusion(row, threat) is not Conclusion.NOT_IN_EDITION]
    approved = [row for row in asked if row.state is ReturnState.RETURNED]
    return FactRow(
        threat.title,
        (
            counted((row for row in asked if _says_influence(row, threat.id)), len(asked)),
            counted((row for row in approved if _has_objective(row, threat.id)), len(approved)),
        ),
    )


def _says_influence(row: BodyRow, threat_id: str) -> bool:
    if row.state is ReturnState.ENTERED and row.entered is not None:
        return any(threat.section_id == threat_id and threat.influence for threat in row.entered.threats)
    if row.received is None:
        return False
    statements = row.received.record.threat_statements
    return any(statement.section_id == threat_id and statement.influence for statement in statements)


def _has_objective(row: BodyRow, threat_id: str) -> bool:
    objectives = row.received.record.objectives if row.received is not None else ()
    return any(influence.section_id == threat_id for objective in objectives for influence in objective.influences)


def _reviews(row: BodyRow) -> set[ReviewOutcome]:
    reviews = row.received.record.plan_reviews if row.received is not None else ()
    return {review.outcome for review in reviews if review.reviewed_on}


def _decided(row: BodyRow) -> bool:
    return row.received is not None and bool(row.received.record.resource_decisions)


def _gaps(basis: Basis) -> Made:
    picture = basis.picture
    approved = len(picture.approved)
    if not approved:
        return
    named = named_gaps(picture)
    gaps = in_all(picture, named)
    planned = in_all(picture, (each for each in named if each.answer.next_step))
    bodies = counted((each.row for each in named), approved)
    if not gaps.number:
        yield Proposal(_("No approved return names a gap."))
        return
    who = ngettext("{share} returns names a gap", "{share} returns name a gap", bodies.number)
    what = ngettext(
        "{who}, {number} gap in all; a next step is named for {planned} of these.",
        "{who}, {number} gaps in all; a next step is named for {planned} of these.",
        gaps.number,
    )
    words = what.format(
        who=who.format(share=share_words(bodies)), number=gaps.number, planned=planned.number or _("none")
    )
    yield Proposal(words, (bodies, gaps, planned))
    common = common_gaps(basis.index)[:_MOST]
    if common:
        told = ((each.found, each.counted, each.with_next_step) for each in common)
        yield _common(_("The gaps named most often"), _("With a next step"), told)


def _departures(basis: Basis) -> Made:
    picture = basis.picture
    approved = len(picture.approved)
    if not approved:
        return
    named = named_departures(picture)
    gone = in_all(picture, named)
    bodies = counted((each.row for each in named), approved)
    if not gone.number:
        yield Proposal(_("No approved return names a departure."))
        return
    who = ngettext("{share} returns names a departure", "{share} returns name a departure", bodies.number)
    what = ngettext(
        "{who}, {number} departure in all: a duty not followed, or a capability that the commissioner is not satisfied "
        "about.",
        "{who}, {number} departures in all: duties not followed, and capabilities that the commissioner is not "
        "satisfied about.",
        gone.number,
    )
    yield Proposal(what.format(who=who.format(share=share_words(bodies)), number=gone.number), (bodies, gone))
    common = common_departures(basis.index)[:_MOST]
    if common:
        told = ((each.found, each.counted, each.with_reason) for each in common)
        yield _common(_("The departures named most often"), _("With a reason"), told)


def _common(caption: str, second: str, common: Iterable[tuple[Found, Counted, Counted]]) -> FactTable:
    return FactTable(
        caption=caption,
        columns=(_("Duty or capability"), _("Bodies"), second, _("Section")),
        rows=tuple(FactRow(found.title, (number, more), (found.section.title,)) for found, number, more in common),
    )


def _good_practice(basis: Basis) -> Made:
    permitted = {
        each.body_id
        for each in basis.permissions
        if each.stands and each.is_good_practice and each.kind is PermissionKind.QUOTE
    }
    bodies = counted((row for row in basis.picture.bodies if row.body.id in permitted), len(basis.picture.expected))
    words = (
        ngettext(
            "{share} bodies permits words of its own to be quoted here as good practice.",
            "{share} bodies permit words of their own to be quoted here as good practice.",
            bodies.number,
        )
        if bodies.number
        else _("No body has yet permitted words of its own to be quoted here as good practice.")
    )
    yield Proposal(words.format(share=share_words(bodies)), (bodies,))


def _changes(basis: Basis) -> Made:
    if basis.last is None or not basis.last.counted:
        yield Proposal(_("Last year’s returns are not here, so nothing is compared."))
        return
    changes = year_on_year(basis.picture, basis.last)
    moved = tuple(each for each in Movement if each is not Movement.NOT_COMPARABLE)
    yield FactTable(
        caption=_("Conclusions held against those of {year}").format(year=spoken_year(changes.last_year)),
        columns=(_("Threat"), *(movement_words(each) for each in moved)),
        rows=tuple(
            FactRow(each.threat.title, tuple(each.by_movement[movement] for movement in moved))
            for each in changes.threats
        ),
    )
    left_out = {key for each in changes.threats for key in each.left_out.bodies}
    if left_out:
        rows = [row for row in basis.picture.bodies if row.body.id in left_out]
        behind = counted(rows, len(basis.picture.counted))
        words = ngettext(
            "A body is compared where it is counted in both years; {share} is left out for at least one threat.",
            "A body is compared where it is counted in both years; {share} are left out for at least one threat.",
            behind.number,
        )
        yield Proposal(words.format(share=share_words(behind)), (behind,))


def _capacity(basis: Basis) -> Made:
    sums = [each for each in capacity_sums(basis.picture, basis.measures) if each.beside]
    if not sums:
        yield Proposal(_("No approved return gives a capacity figure that a national one stands beside."))
        return
    yield Proposal(
        _(
            "Sums of what bodies recorded, where the edition gives a national figure. They stand beside the national "
            "mobilisation assessment and not above it; each says how many bodies it rests on. The national workbook "
            "has the others."
        )
    )
    yield FactTable(
        caption=_("Sums beside the national figures"),
        columns=(_("Figure"), _("Rests on bodies"), _("Sum"), _("National figures alongside")),
        rows=tuple(
            FactRow(each.label, (each.rests_on,), (f"{each.total:,} {each.unit}".strip(), "\n".join(each.beside)))
            for each in sums
        ),
    )


def _home_office(basis: Basis) -> Made:
    picture = basis.picture
    approved = len(picture.approved)
    if not approved:
        return
    told = {row.body.id: messages(found.record) for row, found in picture.received}
    heard = counted((row for row in picture.approved if told.get(row.body.id)), approved)
    words = ngettext(
        "{share} returns says what the Home Office should hear; the national workbook has the words.",
        "{share} returns say what the Home Office should hear; the national workbook has their words.",
        heard.number,
    )
    yield Proposal(words.format(share=share_words(heard)), (heard,))
    beyond = [each for each in named_gaps(picture) if each.found.requirement.tier is not Tier.LOCAL]
    bodies = counted((each.row for each in beyond), approved)
    words = ngettext(
        "{share} returns names a gap in a capability that is met regionally or nationally.",
        "{share} returns name a gap in a capability that is met regionally or nationally.",
        bodies.number,
    )
    yield Proposal(words.format(share=share_words(bodies)), (bodies,))


def _method(basis: Basis) -> Made:
    yield Proposal(
        _(
            "“Commissioner” stands here for every kind of local policing body. Each return is counted from the file "
            "that its office sent, once it was checked as a whole; drafts are not counted. An opinion is the "
            "commissioner’s own, reached after holding the chief constable to account. It is not an inspection grade, "
            "and two offices may judge the same facts differently. Small numbers are not given as percentages, and no "
            "body is ranked; one is named or quoted only with its permission. The national workbook holds what each "
            "of them said."
        )
    )
    if basis.picture.entered:
        yield Proposal(
            _(
                "Where a statement was entered by the APCC, its conclusions are counted and each number says how many "
                "they are. It says nothing requirement by requirement, so gaps, departures and plans are counted from "
                "return files alone; what it concludes in the voice of the force is not counted as an opinion."
            )
        )
    left_out = basis.index.left_out
    if left_out:
        rows = [row for row in basis.picture.bodies if row.body.id in {each.body_id for each in left_out}]
        number = sum(each.answers for each in left_out)
        words = ngettext(
            "{answers} answer was given to a question of another edition that has no equal in this one, and is left "
            "out of comparisons.",
            "{answers} answers were given to questions of another edition that have no equal in this one, and are left "
            "out of comparisons.",
            number,
        )
        behind = counted(rows, len(basis.picture.received), number=number)
        yield Proposal(words.format(answers=number), (behind,))


_MAKERS: dict[PartId, Callable[[Basis], Made]] = {
    PartId.WHO_RETURNED: lambda basis: who_returned(basis.picture),
    PartId.CONCLUSIONS: _conclusions,
    PartId.PLANS: _plans,
    PartId.GAPS: _gaps,
    PartId.DEPARTURES: _departures,
    PartId.GOOD_PRACTICE: _good_practice,
    PartId.CHANGES: _changes,
    PartId.CAPACITY: _capacity,
    PartId.HOME_OFFICE: _home_office,
    PartId.METHOD: _method,
}
