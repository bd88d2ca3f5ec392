"""The national workbook: who returned, what each return says, and what the numbers of the summary rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from assurance_app.domain.entities import STATEMENT_PARTS
from assurance_app.domain.national_picture import BodyRow, Conclusion, NationalPicture, Return, ReturnState
from assurance_app.domain.national_tables import (
    capacity_part,
    capacity_sums_part,
    departures_part,
    gaps_part,
    own_duties_part,
)
from assurance_app.domain.national_words import (
    Part,
    Row,
    apcc_name,
    body_cells,
    body_columns,
    conclusion_tones,
    conclusion_words,
    in_state_words,
    sample_words,
)
from assurance_app.domain.prose import spoken_list
from assurance_app.domain.returned import edition, held_on, opinion
from assurance_app.domain.values import Opinion
from assurance_app.domain.workbook import CellKind, Column, Workbook
from assurance_app.domain.years import spoken_year
from assurance_app.words import _
from assurance_app.words.labels import LABELS, label


def national_workbook(picture: NationalPicture, marking: str | None = None) -> Workbook:
    """The workbook of a year's returns. Its marking is the highest among them where none is given."""
    marked = picture.marking if marking is None else marking
    parts = (
        _cover(picture, marked),
        _who_returned(picture),
        _opinions(picture),
        _opinion_counts(picture),
        _threat_statements(picture),
        own_duties_part(picture),
        departures_part(picture),
        gaps_part(picture),
        capacity_part(picture),
        capacity_sums_part(picture),
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
        (_("Returned"), in_state_words(picture, ReturnState.RETURNED)),
        (_("Draft, not approved"), in_state_words(picture, ReturnState.DRAFT)),
        (_("Not received"), in_state_words(picture, ReturnState.NOT_RECEIVED)),
        *(
            (_("Edition"), _("{edition}: {number}").format(edition=words, number=number))
            for words, number in sorted(editions.items())
        ),
        (_("Marking"), marking or _("None")),
        (
            _("How it was made"),
            _(
                "From the return files that the sheet “Who returned” names. Each was checked as a whole when it was "
                "read: its parts, their hashes, its framework and its fingerprint. Nothing was typed in afterwards."
            ),
        ),
        (
            _("What is counted"),
            _(
                "Counts and sums rest on approved returns. What a draft says stands beside its body, and is counted "
                "nowhere. Where an edition lacks a threat, its returns are left out of the counts for that threat."
            ),
        ),
        (
            _("What an opinion is"),
            _(
                "A commissioner’s own conclusion after holding the chief constable to account. It is not an inspection "
                "grade. Bodies stand in the order of the alphabet; nothing here ranks them."
            ),
        ),
        (
            _("Capacity"),
            _(
                "National figures stand alongside as their edition gives them, with their date. They are not added to "
                "what bodies recorded, and each sum says how many bodies it rests on."
            ),
        ),
    ]
    return Part(
        name=_("Cover"),
        title=_("National picture {year}").format(year=spoken_year(picture.year)),
        columns=(
            (Column(_("What"), 24), _("What is said about the workbook.")),
            (Column(_("Content"), 100), _("What there is to say.")),
        ),
        rows=tuple(rows),
        intro=(sample_words(),) if picture.has_invented else (),
    )


def _who_returned(picture: NationalPicture) -> Part:
    return Part(
        name=_("Who returned"),
        title=_("Who returned"),
        columns=(
            *body_columns(),
            (
                Column(_("Expected"), 20),
                _("Whether the body is among those that were expected to return. Others are shown, and said apart."),
            ),
            (Column(_("Region"), 18), _("The mobilisation region of the body.")),
            (Column(_("Edition"), 44), _("The edition and the revision that the return was made on.")),
            (Column(_("Panel"), 24), _("Whether it was made before or after the police and crime panel met.")),
            (Column(_("Marking"), 20), _("The marking of the return.")),
            (Column(_("File"), 36), _("The file that it was read from.")),
            (Column(_("Fingerprint"), 36), _("Binds the return to what was approved in the office.")),
        ),
        rows=tuple(
            (
                *body_cells(row),
                _("Yes") if row.is_expected else _("Not among the expected bodies"),
                _region(row),
                *(_file_cells(row.received) if row.received else ("", "", "", "", "")),
            )
            for row in picture.bodies
        ),
    )


def _region(row: BodyRow) -> str:
    region = row.body.mobilisation_region
    return label("region", region) if region in LABELS["region"] else region


def _file_cells(found: Return) -> Row:
    panel = {True: _("Before the panel met"), False: _("After the panel met"), None: _("Not said")}
    record = found.record
    return (
        edition(record),
        panel[found.before_panel],
        record.cycle.marking,
        found.received_file,
        found.fingerprint,
    )


def _opinions(picture: NationalPicture) -> Part:
    return Part(
        name=_("Opinions"),
        title=_("Opinion on each threat"),
        columns=(
            *body_columns(),
            *(
                (
                    Column(threat.title, 20, tones=conclusion_tones()),
                    _("The body’s opinion on this threat, or why there is none here."),
                )
                for threat in picture.threats
            ),
        ),
        rows=tuple(
            (
                *body_cells(row),
                *(conclusion_words(picture.conclusion(row, threat)) for threat in picture.threats),
            )
            for row in picture.bodies
        ),
        intro=(_("Drafts are shown with what they say so far, and are not counted."),),
    )


def _opinion_counts(picture: NationalPicture) -> Part:
    counts = [picture.count(threat) for threat in picture.threats]
    return Part(
        name=_("Opinion counts"),
        title=_("How many approved returns conclude what"),
        columns=(
            (Column(_("Threat"), 40), _("The threat, as the edition of most returns titles it.")),
            *(
                (
                    Column(label("opinion", each.value), 16, CellKind.NUMBER),
                    _("Approved returns with this opinion on the threat."),
                )
                for each in Opinion
            ),
            (
                Column(_("Returns counted"), 16, CellKind.NUMBER),
                _("Approved returns whose edition has the threat: the sum of the columns before."),
            ),
            (
                Column(conclusion_words(Conclusion.NOT_IN_EDITION), 16, CellKind.NUMBER),
                _("Approved returns left out, because their edition lacks the threat."),
            ),
        ),
        rows=tuple(
            (count.threat.title, *(count.by_opinion[each] for each in Opinion), count.of, count.not_in_edition)
            for count in counts
        ),
        intro=(_("Of {bodies}.").format(bodies=in_state_words(picture, ReturnState.RETURNED)),),
    )


def _threat_statements(picture: NationalPicture) -> Part:
    return Part(
        name=_("Threat statements"),
        title=_("What each body says about each threat"),
        columns=(
            *body_columns(),
            (Column(_("Threat"), 28), _("The threat, as the body’s own edition titles it.")),
            (Column(_("Opinion"), 16, tones=conclusion_tones()), _("The body’s opinion on the threat.")),
            (Column(_("Held to account on"), 24), _("The days on which the chief constable was held to account.")),
            *(
                (Column(label("statement-part", name), 50), _("In the body’s own words, as far as the APCC may read."))
                for name in STATEMENT_PARTS
            ),
        ),
        rows=tuple(_statement_rows(picture)),
        intro=(_("No words from here may be published or quoted without the permission of the body."),),
    )


def _statement_rows(picture: NationalPicture) -> Iterator[Row]:
    for row, found in picture.received:
        statements = found.record.statement_by_section
        for section in found.record.framework.threats:
            statement = statements.get(section.id)
            parts = dict(statement.parts) if statement else {}
            yield (
                *body_cells(row),
                section.title,
                opinion(statement),
                held_on(statement),
                *(parts.get(name, "") for name in STATEMENT_PARTS),
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
        columns=columns,
        rows=(*rows, *own),
        intro=(_("An opinion is one of: {words}.").format(words=words),),
    )
