"""The tables of numbers of the national picture: how answers spread, evidence, last year, editions side by side."""

from __future__ import annotations

from collections.abc import Mapping

from assurance_app.application.library import type_title
from assurance_app.application.national_behind import requirement_title, standing_words_of
from assurance_app.application.national_cache import National
from assurance_app.application.national_grid import (
    Grid,
    GridCell,
    GridColumn,
    GridLine,
    Made,
    Number,
    Wanted,
    number_cell,
    sorted_grid,
)
from assurance_app.domain.national import Counted, evidence_relied_on
from assurance_app.domain.national_change import Movement, SideBySide
from assurance_app.domain.national_count_tables import movement_words
from assurance_app.domain.national_index import Asked, Standing
from assurance_app.domain.national_matrix import Measure
from assurance_app.domain.national_words import left_out_words, provided_words
from assurance_app.domain.years import spoken_year
from assurance_app.words import _, ngettext
from assurance_app.words.labels import filled


def asked_in(national: National, section_id: str) -> tuple[Asked, ...]:
    """The requirements of a section that expect an answer."""
    return tuple(each for each in national.index.asked if each.section.id == section_id and each.is_counted)


def spread_grid(national: National, wanted: Wanted) -> Made:
    """Requirement by what approved returns say of it."""
    asked = asked_in(national, wanted.section_id)
    is_stand = wanted.measure is Measure.STAND
    counts: dict[str, Mapping[str, Counted]] = {}
    for each in asked:
        spread = national.distributions[each.id]
        by_code = {code.value: found for code, found in spread.by_standing.items()} if is_stand else spread.by_provided
        counts[each.id] = {
            **by_code,
            **({Standing.NOT_COMPARABLE.value: spread.left_out} if spread.left_out.number else {}),
        }
    every = (
        [each.value for each in Standing]
        if is_stand
        else list(dict.fromkeys(code for found in counts.values() for code in found))
    )
    codes = [code for code in every if any(code in found for found in counts.values())]
    words = standing_words_of if is_stand else provided_words
    kind = "stand" if is_stand else "provided"
    lines = []
    for each in asked:
        title = requirement_title(each)
        cells = tuple(
            number_cell(
                counts[each.id][code],
                _("{what}: {code}").format(what=title, code=words(code)),
                Number(kind, each.id, code),
                code,
            )
            if code in counts[each.id]
            else None
            for code in codes
        )
        lines.append(GridLine(each.id, title, cells))
    grid = sorted_grid(Grid(tuple(GridColumn(code, words(code)) for code in codes), tuple(lines)), wanted.shown)
    return (
        grid,
        (_("Counted are approved returns. Choose a line to see its bars."), *left_out_words(national.index)),
        "",
    )


def evidence_grid(national: National, wanted: Wanted) -> Made:
    """The types of evidence that approved returns rely on."""
    found = evidence_relied_on(national.picture)
    titles = (_("Items"), _("Bodies"), _("Answers and statements"))
    columns = tuple(GridColumn(key, title) for key, title in zip(("items", "bodies", "links"), titles, strict=True))
    lines = []
    for each in found:
        name = type_title(each.type)
        number = Number("evidence", each.type)
        numbers = (each.items.number, len(each.items.bodies), each.links)
        cells = tuple(
            GridCell(
                str(value),
                "",
                _("{what}, {column}: {number}").format(what=name, column=title, number=value),
                number.place,
                value,
                value if key == "bodies" else None,
                each.items.of,
            )
            for key, title, value in zip(("items", "bodies", "links"), titles, numbers, strict=True)
        )
        lines.append(GridLine(each.type, name, cells, number.place))
    notes = (
        _("Counted is what partners may read; a body may rely on more. Approved returns: {number}.").format(
            number=len(national.picture.approved)
        ),
    )
    nothing = "" if lines else _("No approved return names evidence that partners may read.")
    return sorted_grid(Grid(columns, tuple(lines)), wanted.shown), notes, nothing


def years_grid(national: National, wanted: Wanted) -> Made:
    """How conclusions moved since last year, threat by threat."""
    changes = national.changes
    if changes is None:
        return (
            Grid(),
            (),
            _(
                "Nothing is here of last year. Add the returns of that year under Returns, where they are kept to "
                "compare with: then it stands here how conclusions moved."
            ),
        )
    moved = tuple(Movement)
    columns = tuple(GridColumn(each.value, movement_words(each)) for each in moved)
    lines = []
    for each in changes.threats:
        cells = []
        for movement in moved:
            found = each.left_out if movement is Movement.NOT_COMPARABLE else each.by_movement[movement]
            what = _("{what}: {code}").format(what=each.threat.title, code=movement_words(movement))
            number = Number("moved", each.threat.id, movement.value)
            cells.append(number_cell(found, what, number))
        lines.append(GridLine(each.threat.id, each.threat.title, tuple(cells)))
    gone = len(changes.only_last_year)
    notes = [
        _("From {last} to {year}: bodies that are counted in both years, in their own words each time.").format(
            last=spoken_year(changes.last_year), year=spoken_year(changes.year)
        )
    ]
    if gone:
        notes.append(
            ngettext(
                "{number} body was counted last year and is not this year.",
                "{number} bodies were counted last year and are not this year.",
                gone,
            ).format(number=gone)
        )
    return sorted_grid(Grid(columns, tuple(lines)), wanted.shown), tuple(notes), ""


def editions_grid(national: National, wanted: Wanted) -> Made:
    """Two editions side by side; what cannot be compared is left out and counted."""
    sides = national.sides
    if not sides:
        return (
            Grid(),
            (),
            _(
                "There is nothing to set side by side: the returns of this year and last were made on one edition, "
                "or no crosswalk relates their editions."
            ),
        )
    columns: dict[str, GridColumn] = {}
    lines: list[GridLine] = []
    notes: list[str] = []
    for side in sides:
        notes += _side_notes(side)
        codes = [each for each in Standing if any(each in pair.before or each in pair.now for pair in side.pairs)]
        for when, edition in (("then", side.old_id), ("now", side.new_id)):
            for each in codes:
                title = _("{edition}: {answer}").format(edition=edition, answer=standing_words_of(each))
                columns.setdefault(f"{when}:{each.value}", GridColumn(f"{when}:{each.value}", title))
    for side in sides:
        for pair in side.pairs:
            title = _("{paragraph}  {title}").format(paragraph=pair.new.ref, title=filled(pair.new.title, "pcc"))
            found = {f"then:{key.value}": counted for key, counted in pair.before.items()}
            found |= {f"now:{key.value}": counted for key, counted in pair.now.items()}
            about = f"{side.old_id}>{side.new_id}:{pair.old.id}"
            cells = []
            for key, column in columns.items():
                when, code = key.split(":", 1)
                counted = found.get(key, Counted(0, side.returns[0 if when == "then" else 1]))
                what = _("{what}: {code}").format(what=title, code=column.title)
                cells.append(number_cell(counted, what, Number(when, about, code), code))
            lines.append(GridLine(pair.old.id, title, tuple(cells)))
    return sorted_grid(Grid(tuple(columns.values()), tuple(lines)), wanted.shown), tuple(notes), ""


def _side_notes(side: SideBySide) -> list[str]:
    left = sum(side.left_out.values()) + side.unlike
    return [
        _("Returns made on {old}: {before}; on {new}: {now}. Requirements that can be compared: {pairs}.").format(
            old=side.old_id, before=side.returns[0], new=side.new_id, now=side.returns[1], pairs=len(side.pairs)
        ),
        ngettext(
            "{number} requirement cannot be compared and is left out.",
            "{number} requirements cannot be compared and are left out.",
            left,
        ).format(number=left),
    ]
