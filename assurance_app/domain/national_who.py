"""What the national summary says of who returned: every expected body, others, what came late or on another edition."""

from __future__ import annotations

from collections.abc import Iterator

from assurance_app.domain.national_parts import Proposal
from assurance_app.domain.national_picture import NationalPicture
from assurance_app.domain.national_rows import ReturnState, counted
from assurance_app.domain.national_words import sample_words, share_words
from assurance_app.words import _, ngettext


def who_returned(picture: NationalPicture) -> Iterator[Proposal]:
    """The sentences: nobody is missing among them, and the numbers of the first come to all that were expected."""
    if picture.has_invented:
        yield Proposal(sample_words())
    if picture.expected:
        yield _expected(picture)
    if picture.others:
        yield _others(picture)
    yield from _standing_of_some(picture)


def _expected(picture: NationalPicture) -> Proposal:
    """What became of every body that was expected to return: the numbers come to all of them."""
    told = (
        (ReturnState.RETURNED, _("{number} returned")),
        (ReturnState.ENTERED, _("{number} gave a statement in another form, which was entered by the APCC")),
        (ReturnState.DRAFT, _("{number} sent a draft that is not approved")),
        (ReturnState.NOT_RECEIVED, _("nothing was received from {number}")),
    )
    standing = {state: picture.standing(state) for state, _words in told}
    said = [
        words.format(number=standing[state].number or _("none"))
        for state, words in told
        if standing[state].number or state is ReturnState.RETURNED
    ]
    if not (standing[ReturnState.NOT_RECEIVED].number or standing[ReturnState.DRAFT].number):
        said.append(_("none is outstanding"))
    words = ngettext(
        "Of {expected} body expected to return for the year, {what}.",
        "Of {expected} bodies expected to return for the year, {what}.",
        len(picture.expected),
    )
    numbers = tuple(number for state, number in standing.items() if number.number or state is ReturnState.RETURNED)
    return Proposal(words.format(expected=len(picture.expected), what="; ".join(said)), numbers)


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
        words = _("{share} returns and statements came after the day on which they were due.")
        yield Proposal(words.format(share=share_words(late)), (late,))
    other = counted((row for row in here if row.has_other_edition), len(here))
    if other.number:
        words = _("{share} returns and statements came on another edition than was asked for.")
        yield Proposal(words.format(share=share_words(other)), (other,))
    owes_none = counted((row for row in picture.bodies if row.owes_none), len(picture.bodies))
    if owes_none.number:
        words = ngettext(
            "{number} body owes no return for the year.",
            "{number} bodies owe no return for the year.",
            owes_none.number,
        )
        yield Proposal(words.format(number=owes_none.number), (owes_none,))
