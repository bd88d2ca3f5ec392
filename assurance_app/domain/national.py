"""The national picture of a year, its workbook, and the summary of it on one page (SPR 24.2)."""

from __future__ import annotations

from collections.abc import Iterator

from assurance_app.domain.content import Block, ColumnKind, ContentTree, Heading, Paragraph, Table
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.national_picture import (
    BodyRow,
    CapacitySum,
    Conclusion,
    NationalPicture,
    Return,
    ReturnState,
    Threat,
    ThreatCount,
    national_picture,
)
from assurance_app.domain.national_words import apcc_name, conclusion_words, sample_words, state_words
from assurance_app.domain.national_workbook import national_workbook
from assurance_app.domain.values import Opinion
from assurance_app.domain.years import spoken_year
from assurance_app.words import _, ngettext
from assurance_app.words.labels import label

__all__ = [
    "BodyRow",
    "CapacitySum",
    "Conclusion",
    "NationalPicture",
    "Return",
    "ReturnState",
    "Threat",
    "ThreatCount",
    "conclusion_words",
    "national_picture",
    "national_summary",
    "national_workbook",
    "state_words",
]


def national_summary(picture: NationalPicture, marking: str | None = None) -> ContentTree:
    """The year on one page: numbers only, no body is named. Its marking is the highest among the returns where none
    is given.
    """
    return ContentTree(
        title=_("National summary {year}").format(year=spoken_year(picture.year)),
        subtitle=_("What commissioners conclude on the national threats"),
        author=apcc_name(),
        audience=Audience.APCC,
        marking=picture.marking if marking is None else marking,
        date="",
        blocks=(*_who_returned(picture), *_conclusions(picture), *_departures_and_gaps(picture), *_method()),
    )


def _who_returned(picture: NationalPicture) -> Iterator[Block]:
    yield Heading(1, _("Who returned"), "who-returned")
    if picture.has_invented:
        yield Paragraph(sample_words())
    standing = {state: sum(row.is_expected for row in picture.in_state(state)) for state in ReturnState}
    sentences = [
        ngettext(
            "Of {expected} body expected to return for the year, {returned} returned, {draft} sent a draft that is not "
            "approved, and nothing was received from {missing}.",
            "Of {expected} bodies expected to return for the year, {returned} returned, {draft} sent a draft that is "
            "not approved, and nothing was received from {missing}.",
            len(picture.expected),
        ).format(
            expected=len(picture.expected),
            returned=standing[ReturnState.RETURNED],
            draft=standing[ReturnState.DRAFT],
            missing=standing[ReturnState.NOT_RECEIVED],
        )
    ]
    if picture.others:
        returned = sum(row.state is ReturnState.RETURNED for row in picture.others)
        sentences.append(
            ngettext(
                "A return also came from {number} body that was not expected; {returned} of these is approved.",
                "Returns also came from {number} bodies that were not expected; {returned} of these are approved.",
                len(picture.others),
            ).format(number=len(picture.others), returned=returned)
        )
    yield Paragraph(" ".join(sentences))


def _conclusions(picture: NationalPicture) -> Iterator[Block]:
    counts = [picture.count(threat) for threat in picture.threats]
    yield Heading(1, _("What commissioners conclude"), "conclusions")
    if not picture.approved:
        yield Paragraph(_("No approved return has been received, so there is nothing to count yet."))
        return
    yield Table(
        caption=_("Opinion on each threat, in approved returns"),
        columns=(_("Threat"), *(label("opinion", each.value) for each in Opinion)),
        rows=tuple(
            (count.threat.title, *(_share(count.by_opinion[each], count.of) for each in Opinion)) for count in counts
        ),
        kinds=(ColumnKind.TEXT, *(ColumnKind.NUMBER for _each in Opinion)),
        widths=(8, *(3 for _each in Opinion)),
    )
    if any(count.not_in_edition for count in counts):
        yield Paragraph(_("Where fewer returns are counted, the others were made on an edition without that threat."))


def _share(number: int, of: int) -> str:
    return _("{number} of {all}").format(number=number, all=of)


def _departures_and_gaps(picture: NationalPicture) -> Iterator[Block]:
    approved = len(picture.approved)
    if not approved:
        return
    yield Heading(1, _("Departures and gaps"), "departures-and-gaps")
    departed = ngettext(
        "{bodies} of {all} returns name a departure, {number} departure in all: a duty not followed, or a capability "
        "that the commissioner is not satisfied about.",
        "{bodies} of {all} returns name a departure, {number} departures in all: a duty not followed, or a capability "
        "that the commissioner is not satisfied about.",
        picture.departures,
    ).format(bodies=picture.bodies_with_departures, all=approved, number=picture.departures)
    lacking = ngettext(
        "{bodies} of {all} returns name a gap, {number} gap in all; a next step is named for {planned} of them.",
        "{bodies} of {all} returns name a gap, {number} gaps in all; a next step is named for {planned} of them.",
        picture.gaps,
    ).format(bodies=picture.bodies_with_gaps, all=approved, number=picture.gaps, planned=picture.gaps_with_next_step)
    yield Paragraph(f"{departed} {lacking}")


def _method() -> Iterator[Block]:
    yield Heading(1, _("Method and limits"), "method")
    yield Paragraph(
        _(
            "“Commissioner” stands here for every kind of local policing body. Each return is counted from the file "
            "that its office sent, once it was checked as a whole; drafts are not counted. An opinion is the "
            "commissioner’s own, reached after holding the chief constable to account. It is not an inspection grade, "
            "and two offices may judge the same facts differently. Small numbers are not given as percentages, and no "
            "body is named or ranked. The national workbook holds what each of them said."
        )
    )
