"""The national workbook: who returned, what each return says, and what the numbers of the summary rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from assurance_app.domain.crosswalk import Crosswalk
from assurance_app.domain.national_capacity import Measured
from assurance_app.domain.national_change import year_on_year
from assurance_app.domain.national_count_tables import (
    change_part,
    common_part,
    distribution_part,
    evidence_part,
    matrix_part,
    opinion_counts_part,
)
from assurance_app.domain.national_index import answer_index
from assurance_app.domain.national_picture import NationalPicture
from assurance_app.domain.national_rows import ReturnState
from assurance_app.domain.national_tables import (
    answers_part,
    capacity_part,
    capacity_sums_part,
    departures_part,
    gaps_part,
    home_office_part,
    narratives_part,
)
from assurance_app.domain.national_tracker import edition_called, tracker_part
from assurance_app.domain.national_words import (
    Part,
    Row,
    apcc_name,
    in_state_words,
    sample_words,
    state_words,
)
from assurance_app.domain.prose import spoken_date, spoken_list
from assurance_app.domain.returned import edition
from assurance_app.domain.tracker import Tracker
from assurance_app.domain.values import Opinion
from assurance_app.domain.workbook import Column, Workbook
from assurance_app.domain.years import spoken_year
from assurance_app.words import _
from assurance_app.words.labels import label


def national_workbook(
    picture: NationalPicture,
    marking: str | None = None,
    *,
    last: NationalPicture | None = None,
    crosswalks: Iterable[Crosswalk] = (),
    measures: Iterable[Measured] = (),
    evidence_type: Callable[[str], str] = str,
    tracker: Tracker | None = None,
) -> Workbook:
    """The workbook of a year's returns. Its marking is the picture's where none is given.

    `last` is last year's picture, where there is one; `evidence_type` gives the words for a type of evidence; `tracker`
    knows of earlier versions and refused files, where a workspace received them.
    """
    marked = picture.marking if marking is None else marking
    index = answer_index(picture, crosswalks)
    known = tuple(measures)
    parts = (
        _cover(picture, marked),
        _commission(picture, marked),
        tracker_part(picture, tracker),
        matrix_part(index),
        opinion_counts_part(picture),
        *((change_part(year_on_year(picture, last)),) if last is not None else ()),
        answers_part(picture),
        distribution_part(index),
        narratives_part(picture),
        departures_part(picture),
        gaps_part(picture),
        home_office_part(picture),
        common_part(index),
        *((capacity_part(picture, known), capacity_sums_part(picture, known)) if picture.with_capacity else ()),
        evidence_part(picture, evidence_type),
    )
    return Workbook(
        title=_("National picture {year}").format(year=spoken_year(picture.year)),
        author=apcc_name(),
        marking=marked,
        sheets=(*(part.sheet() for part in parts), _dictionary(parts).sheet()),
    )


def _cover(picture: NationalPicture, marking: str) -> Part:
    editions = Counter(edition(found.record) for _row, found in picture.received)
    rows: list[Row] = [
        (_("Year"), spoken_year(picture.year)),
        *((state_words(state), in_state_words(picture, state)) for state in _cover_states(picture)),
        *(
            (_("Edition"), _("{edition}: {number}").format(edition=words, number=number))
            for words, number in sorted(editions.items())
        ),
        (_("Marking"), marking or _("None")),
        (_("How it was made"), _made_words(picture)),
        (
            _("What is counted"),
            _(
                "Counts and sums rest on approved returns. Conclusions are counted also from statements that the APCC "
                "entered, and each such count says how many they are; what such a statement concludes in the voice of "
                "the force is not counted as the commissioner’s opinion. What a draft says stands beside its body, and "
                "is counted nowhere. Where an edition lacks a threat, it is left out of the counts for that threat."
            ),
        ),
        (
            _("What an opinion is"),
            _(
                "A commissioner’s own conclusion after holding the chief constable to account. It is not an inspection "
                "grade. Bodies stand in the order of the alphabet; nothing here ranks them."
            ),
        ),
        (_("Capacity"), _capacity_words(picture)),
    ]
    return Part(
        name=_("Cover"),
        title=_("National picture {year}").format(year=spoken_year(picture.year)),
        key="Cover",
        columns=_what_columns(),
        rows=tuple(rows),
        intro=(sample_words(),) if picture.has_invented else (),
    )


def _what_columns() -> tuple[tuple[Column, str], ...]:
    return (
        (Column(_("What"), 24), _("What is said here.")),
        (Column(_("Content"), 100), _("What there is to say about it.")),
    )


def _cover_states(picture: NationalPicture) -> tuple[ReturnState, ...]:
    """Those that are always said, and the others where a body stands so."""
    always = (ReturnState.RETURNED, ReturnState.DRAFT, ReturnState.NOT_RECEIVED)
    return tuple(state for state in ReturnState if state in always or picture.in_state(state))


def _made_words(picture: NationalPicture) -> str:
    words = _(
        "From the return files that the sheet “Tracker” names. Each was checked as a whole when it was read: its "
        "parts, their hashes, its framework and its fingerprint."
    )
    if not picture.entered:
        return words + " " + _("Nothing was typed in afterwards.")
    return (
        words + " " + _("Bodies whose state is “Entered by the APCC” sent no such file: the APCC read their statement.")
    )


def _capacity_words(picture: NationalPicture) -> str:
    if not picture.with_capacity:
        return _("Left out: capacity is switched off for this year.")
    return _(
        "National figures stand alongside as their edition gives them, with their date. They are not added to "
        "what bodies recorded, and each sum says how many bodies it rests on."
    )


def _commission(picture: NationalPicture, marking: str) -> Part:
    commission = picture.commission
    rows: tuple[Row, ...] = ((_("Commission"), _("None is recorded for this year.")),)
    if commission is not None:
        rows = (
            (_("What was asked"), commission.asked),
            (_("Asked by"), commission.asked_by),
            (_("Asked on"), spoken_date(commission.asked_on)),
            (_("Due on"), spoken_date(commission.due_on)),
            (_("Edition"), edition_called(picture, commission.framework_id) or _("Any")),
            (_("Marking"), marking or _("None")),
            (_("Marking decided"), _("By the APCC") if commission.marking else _("The highest among the returns")),
            (_("Capacity"), _("Summed and shown") if commission.with_capacity else _("Switched off")),
        )
    return Part(
        name=_("Commission"),
        title=_("What was asked of the bodies"),
        key="Commission",
        columns=_what_columns(),
        rows=rows,
    )


def _dictionary(parts: tuple[Part, ...]) -> Part:
    columns = (
        (Column(_("Sheet"), 24), _("The name of the sheet.")),
        (Column(_("Column"), 36), _("The header of the column.")),
        (Column(_("Meaning"), 90), _("What stands in it.")),
    )
    name = _("Data dictionary")
    own = [(name, column.header, meaning) for column, meaning in columns]
    rows = [(part.name, column.header, meaning) for part in parts for column, meaning in part.columns]
    words = spoken_list(tuple(label("opinion", each.value) for each in Opinion))
    return Part(
        name=name,
        title=_("What each column means"),
        key="Data_dictionary",
        columns=columns,
        rows=(*rows, *own),
        intro=(_("An opinion is one of: {words}.").format(words=words),),
    )
