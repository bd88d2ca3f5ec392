"""The sheet of the national workbook that says who returned: what came of each body, what was refused and noted."""

from __future__ import annotations

from assurance_app.domain.national_picture import NationalPicture
from assurance_app.domain.national_rows import BodyRow, Return, ReturnState
from assurance_app.domain.national_tables import source_words
from assurance_app.domain.national_words import Part, Row, body_cells, body_columns, region_words
from assurance_app.domain.returned import edition, edition_words
from assurance_app.domain.tracker import Tracker, TrackerRow, TrackerState
from assurance_app.domain.workbook import CellKind, Column, day_cell
from assurance_app.words import _, ngettext
from assurance_app.words.labels import label


def tracker_part(picture: NationalPicture, tracker: Tracker | None = None) -> Part:
    """A row for each body. Without a tracker nothing is known of earlier versions and of refused files."""
    followed = {row.body.id: row for row in tracker.rows} if tracker is not None else {}
    return Part(
        name=_("Tracker"),
        title=_("Who returned"),
        key="Tracker",
        columns=(
            *body_columns(),
            (
                Column(_("Expected"), 12),
                _("Whether the body is among those that were expected to return. Others are shown, and said apart."),
            ),
            (Column(_("Late"), 8), _("Whether it came after the day on which returns were due.")),
            (Column(_("Other edition"), 10), _("Whether it was made on another edition than was asked for.")),
            (Column(_("Region"), 16), _("The mobilisation region of the body.")),
            (Column(_("Crime unit"), 16), _("The regional organised crime unit of the body.")),
            (Column(_("Edition"), 36), _("The edition and the revision that the return was made on.")),
            (Column(_("Panel"), 16), _("Whether it was made before or after the police and crime panel met.")),
            (Column(_("Marking"), 12), _("The marking of the return.")),
            (
                Column(_("Received on"), 16, CellKind.DATE),
                _("The day on which it was received; when it was published, if entered."),
            ),
            (Column(_("File"), 36), _("The file, or the page, that it was read from.")),
            (
                Column(_("Versions"), 10, CellKind.NUMBER),
                _("How many different files of the body were received; earlier ones are kept as history."),
            ),
            (
                Column(_("Refused"), 40),
                _("The files of the body that were refused and are not settled, and why. Nothing of them is counted."),
            ),
            (Column(_("Fingerprint"), 36), _("Binds the return to what was approved in the office.")),
            (Column(_("Note"), 40), _("Why a body owes no return, and what else the APCC noted.")),
        ),
        rows=tuple(_row(row, picture, followed.get(row.body.id)) for row in picture.bodies),
        intro=_unplaced_words(tracker),
    )


def _unplaced_words(tracker: Tracker | None) -> tuple[str, ...]:
    number = len(tracker.unplaced) if tracker is not None else 0
    if not number:
        return ()
    words = ngettext(
        "{number} file was refused besides that names no body of these; nothing of it is counted.",
        "{number} files were refused besides that name no body of these; nothing of them is counted.",
        number,
    )
    return (words.format(number=number),)


def _row(row: BodyRow, picture: NationalPicture, followed: TrackerRow | None) -> Row:
    name, state = body_cells(row)
    if followed is not None and followed.state is TrackerState.INVALID:
        state = label("tracker-state", followed.state.value)
    refused = followed.refused if followed is not None else ()
    versions = followed.versions if followed is not None else int(row.received is not None)
    *before, fingerprint = _source_cells(row, picture)
    return (
        name,
        state,
        _("Yes") if row.is_expected else _("Not among the expected bodies"),
        _("Late") if row.is_late else "",
        _("Yes") if row.has_other_edition else "",
        region_words(row.body.mobilisation_region),
        row.body.rocu,
        *before,
        versions or None,
        "\n".join(file.reason for file in refused),
        fingerprint,
        _note(row, picture),
    )


def _source_cells(row: BodyRow, picture: NationalPicture) -> Row:
    if row.state is ReturnState.ENTERED and row.entered is not None:
        read = row.entered
        called = edition_called(picture, read.framework_id)
        return (called, "", read.marking, day_cell(read.published_on), source_words(read), "")
    return _file_cells(row.received) if row.received is not None else ("", "", "", None, "", "")


def edition_called(picture: NationalPicture, framework_id: str) -> str:
    """An edition by its title where it is known here, else by its id."""
    known = (picture.edition, *(found.record.framework for _row, found in picture.received))
    found = next((each for each in known if each is not None and each.id == framework_id), None)
    return edition_words(found) if found is not None else framework_id


def _file_cells(found: Return) -> Row:
    panel = {True: _("Before the panel met"), False: _("After the panel met"), None: _("Not said")}
    record = found.record
    return (
        edition(record),
        panel[found.before_panel],
        record.cycle.marking,
        day_cell(found.received_at[:10]),
        found.received_file,
        found.fingerprint,
    )


def _note(row: BodyRow, picture: NationalPicture) -> str:
    pieces = []
    if row.stands_aside:
        pieces.append(_("What the APCC entered stands aside: the approved return is here."))
    if row.line is not None:
        names = {each.body.id: each.body.name_as_used for each in picture.bodies}
        if row.line.merged_into:
            merged = names.get(row.line.merged_into, row.line.merged_into)
            pieces.append(_("Merged into {body}.").format(body=merged))
        pieces += [row.line.reason, row.line.note]
    return "\n".join(piece for piece in pieces if piece)
