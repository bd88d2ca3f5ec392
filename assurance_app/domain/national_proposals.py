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
from assurance_app.domain.national_rows import BodyRow, Counted, ReturnState, counted
from assurance_app.domain.national_words import sample_words
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


def _who_returned(basis: Basis) -> Made:
    picture = basis.picture
    if picture.has_invented:
        yield Proposal(sample_words())
    standing = {state: picture.standing(state) for state in ReturnState}
    yield Proposal(
        ngettext(
            "Of {expected} body expected to return for the year, {returned} returned, {draft} sent a draft that is not "
            "approved, and nothing was received from {missing}.",
            "Of {expected} bodies expected to return for the year, {returned} returned, {draft} sent a draft that is "
            "not approved, and nothing was received from {missing}.",
            len(picture.expected),
        ).format(
            expected=len(picture.expected),
            returned=standing[ReturnState.RETURNED].number,
            draft=standing[ReturnState.DRAFT].number,
            missing=standing[ReturnState.NOT_RECEIVED].number,
        ),
        (standing[ReturnState.RETURNED], standing[ReturnState.DRAFT], standing[ReturnState.NOT_RECEIVED]),
    )
    entered = standing[ReturnState.ENTERED]
    if entered.number:
        words = _("The statements of {share} bodies came in another form and were entered by the APCC.")
        yield Proposal(words.format(share=_share(entered)), (entered,))
    if picture.others:
        yield _others(picture)
    yield from _standing_of_some(picture)


def _others(picture: NationalPicture) -> Proposal:
    returned = counted((row for row in picture.others if row.state is ReturnState.RETURNED), len(picture.others))
    words = ngettext(
        "A return also came from {number} body that was not expected; {returned} of these is approved.",
        "Returns also came from {number} bodies that were not expected; {returned} of these are approved.",
        len(picture.others),
    ).format(number=len(picture.others), returned=returned.number)
    return Proposal(words, (counted(picture.others, len(picture.others)), returned))


def _standing_of_some(picture: NationalPicture) -> Iterator[Proposal]:
    here = [row for row in picture.expected if row.state not in (ReturnState.NOT_RECEIVED, ReturnState.OWES_NONE)]
    late = counted((row for row in here if row.is_late), len(here))
    if late.number:
        words = _("Of what came, {share} came after the day on which it was due.")
        yield Proposal(words.format(share=_share(late)), (late,))
    other = counted((row for row in here if row.has_other_edition), len(here))
    if other.number:
        words = _("Of what came, {share} was made on another edition than was asked for.")
        yield Proposal(words.format(share=_share(other)), (other,))
    owes_none = counted((row for row in picture.bodies if row.owes_none), len(picture.bodies))
    if owes_none.number:
        words = ngettext(
            "{number} body owes no return for the year.",
            "{number} bodies owe no return for the year.",
            owes_none.number,
        )
        yield Proposal(words.format(number=owes_none.number), (owes_none,))


def _share(number: Counted) -> str:
    return _("{number} of {all}").format(number=number.number, all=number.of)


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
        words = _("Of the bodies counted, {share} were entered by the APCC from a statement that is no return file.")
        yield Proposal(words.format(share=_share(entered)), (entered,))
    if any(count.not_in_edition.number for count in counts):
        yield Proposal(
            _("Where fewer are counted, the others were made on an edition without that threat."),
            tuple(count.not_in_edition for count in counts if count.not_in_edition.number),
        )


def _plans(basis: Basis) -> Made:
    picture = basis.picture
    if not picture.counted:
        return
    all_of = len(picture.counted)
    approved = len(picture.approved)
    yield FactTable(
        caption=_("What the threats led to"),
        columns=(_("Threat"), _("Say what it confirmed or changed"), _("Name an objective that it influenced")),
        rows=tuple(
            FactRow(
                threat.title,
                (
                    counted((row for row in picture.counted if _says_influence(row, threat.id)), all_of),
                    counted((row for row in picture.approved if _has_objective(row, threat.id)), approved),
                ),
            )
            for threat in picture.threats
        ),
    )
    if not approved:
        return
    reviewed = counted((row for row in picture.approved if _reviews(row)), approved)
    varied = counted((row for row in picture.approved if ReviewOutcome.VARIED in _reviews(row)), approved)
    words = _("{reviewed} returns record a review of the plan against the requirement; {varied} varied it.")
    yield Proposal(words.format(reviewed=_share(reviewed), varied=_share(varied)), (reviewed, varied))
    resourced = counted((row for row in picture.approved if _decided(row)), approved)
    words = _("{share} returns name a decision on budget, precept or collaboration that followed.")
    yield Proposal(words.format(share=_share(resourced)), (resourced,))


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
    words = ngettext(
        "{bodies} of {all} returns name a gap, {number} gap in all; a next step is named for {planned} of them.",
        "{bodies} of {all} returns name a gap, {number} gaps in all; a next step is named for {planned} of them.",
        gaps.number,
    ).format(bodies=bodies.number, all=approved, number=gaps.number, planned=planned.number)
    yield Proposal(words, (bodies, gaps, planned))
    common = common_gaps(basis.index)[:_MOST]
    if common:
        told = ((each.found, each.counted, each.with_next_step) for each in common)
        yield _common(_("The gaps that most name"), _("With a next step"), told)


def _departures(basis: Basis) -> Made:
    picture = basis.picture
    approved = len(picture.approved)
    if not approved:
        return
    named = named_departures(picture)
    gone = in_all(picture, named)
    bodies = counted((each.row for each in named), approved)
    words = ngettext(
        "{bodies} of {all} returns name a departure, {number} departure in all: a duty not followed, or a capability "
        "that the commissioner is not satisfied about.",
        "{bodies} of {all} returns name a departure, {number} departures in all: a duty not followed, or a capability "
        "that the commissioner is not satisfied about.",
        gone.number,
    ).format(bodies=bodies.number, all=approved, number=gone.number)
    yield Proposal(words, (bodies, gone))
    common = common_departures(basis.index)[:_MOST]
    if common:
        told = ((each.found, each.counted, each.with_reason) for each in common)
        yield _common(_("The departures that most name"), _("With a reason"), told)


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
        _("{share} bodies permit words of theirs to be quoted here as good practice.")
        if bodies.number
        else _("No body has yet permitted words of its own to be quoted here as good practice.")
    )
    yield Proposal(words.format(share=_share(bodies)), (bodies,))


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
    left_out = tuple(each.left_out for each in changes.threats if each.left_out.number)
    if left_out:
        yield Proposal(_("A body is compared where it is counted in both years; the others are left out."), left_out)


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
        caption=_("Capacity that bodies recorded"),
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
    words = _("{share} returns say what the Home Office should hear; the workbook has their words.")
    yield Proposal(words.format(share=_share(heard)), (heard,))
    beyond = [each for each in named_gaps(picture) if each.found.requirement.tier is not Tier.LOCAL]
    bodies = counted((each.row for each in beyond), approved)
    words = _("{share} returns name a gap in a capability that is met regionally or nationally.")
    yield Proposal(words.format(share=_share(bodies)), (bodies,))


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
        words = _("{answers} answers made on another edition have no equal there and are left out of comparisons.")
        number = sum(each.answers for each in left_out)
        behind = counted(rows, len(basis.picture.received), number=number)
        yield Proposal(words.format(answers=number), (behind,))


_MAKERS: dict[PartId, Callable[[Basis], Made]] = {
    PartId.WHO_RETURNED: _who_returned,
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
