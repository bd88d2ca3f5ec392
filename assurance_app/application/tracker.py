"""Where each body's return stands, and whom to chase: a text for each body, and one for all, to paste into e-mails."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from assurance_app.application.commissioning import expected_lines, stored_commission, year_in
from assurance_app.application.receiving import versions_received, with_moment
from assurance_app.application.workspaces import need_kind
from assurance_app.domain.commissioning import Commission, EnteredReturn, RefusedFile
from assurance_app.domain.entities import Body, ReceivedReturn
from assurance_app.domain.prose import spoken_date
from assurance_app.domain.tracker import Arrivals, Tracker, TrackerRow, TrackerState, track
from assurance_app.domain.values import WorkspaceKind
from assurance_app.domain.years import spoken_year
from assurance_app.persistence.workspace import Reading, Workspace
from assurance_app.words import _, ngettext

_BEFORE_PANEL: dict[str, bool | None] = {}
"""By the digest of a return's content, which always says the same: it is long, and need not be read each time."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What to write to one body that has not returned; the contact may be ""."""

    body_id: str
    body_name: str
    contact: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class ChaseList:
    """Whom to chase: a letter for each body, and one text that can go to all of them."""

    letters: tuple[Letter, ...]
    contacts: tuple[str, ...]
    """To whom the common text goes, each once."""
    without_contact: tuple[str, ...]
    """The names of the bodies of which no contact is noted."""
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class ReturnsPage:
    """The tracker of a year with what is told beside it."""

    tracker: Tracker
    commission: Commission
    before_panel: Mapping[str, bool]
    """Whether the return that stands was made before the panel met, by body; without those that do not say."""


def load_returns(workspace: Workspace, year: str = "", today: str = "") -> ReturnsPage:
    """Where each body's return stands, and what was asked for."""
    need_kind(workspace, WorkspaceKind.NATIONAL)
    with workspace.reading() as reading:
        wanted = year_in(reading, year)
        found = tracker_of(reading, wanted, today or workspace.now()[:10])
        panels = {
            row.body.id: said
            for row in found.rows
            if row.received is not None and (said := before_panel(reading, row.received)) is not None
        }
        return ReturnsPage(found, stored_commission(reading, wanted).entity, panels)


def before_panel(reading: Reading, received: ReceivedReturn) -> bool | None:
    """Whether a return was made before the panel met; None where it does not say."""
    if received.content not in _BEFORE_PANEL:
        plain = reading.payload(received.content)
        said = plain["manifest"].get("before_panel") if isinstance(plain, Mapping) else None
        _BEFORE_PANEL[received.content] = said if isinstance(said, bool) else None
    return _BEFORE_PANEL[received.content]


def load_tracker(workspace: Workspace, year: str = "", today: str = "") -> Tracker:
    """Where each body's return stands on a day (ISO), today where none is given."""
    need_kind(workspace, WorkspaceKind.NATIONAL)
    with workspace.reading() as reading:
        return tracker_of(reading, year_in(reading, year), today or workspace.now()[:10])


def tracker_of(reading: Reading, year: str, today: str) -> Tracker:
    """The tracker of a year that the workspace holds, on a day (ISO)."""
    rows = expected_lines(reading, year)
    bodies: dict[str, Body] = {stored.entity.id: stored.entity for stored in reading.find(Body)}
    bodies |= {row.body.entity.id: row.body.entity for row in rows}
    received = (with_moment(reading, stored.entity) for stored in reading.find(ReceivedReturn, year=year))
    came = Arrivals(
        received={entity.body_id: entity for entity in received},
        entered={stored.entity.body_id: stored.entity for stored in reading.find(EnteredReturn, year=year)},
        refused=tuple(stored.entity for stored in reading.find(RefusedFile, year=year)),
        versions=versions_received(reading, year),
    )
    lines = (row.line.entity for row in rows)
    return track(stored_commission(reading, year).entity, lines, bodies, came, today)


def chase_list(
    workspace: Workspace,
    year: str = "",
    today: str = "",
    *,
    drafts: bool = False,
    only: Collection[str] | None = None,
) -> ChaseList:
    """Whom to chase: the bodies of which nothing that can be read is here, and on request those that sent a draft.

    With `only`, no others than the bodies with these ids.
    """
    with workspace.reading() as reading:
        wanted = year_in(reading, year)
        tracker = tracker_of(reading, wanted, today or workspace.now()[:10])
        commission = stored_commission(reading, wanted).entity
    rows = [row for row in tracker.rows if row.is_missing or (drafts and _is_owed_draft(row))]
    if only is not None:
        rows = [row for row in rows if row.body.id in only]
    return ChaseList(
        letters=tuple(_letter(commission, row) for row in rows),
        contacts=tuple(dict.fromkeys(contact for row in rows if (contact := _contact(row)))),
        without_contact=tuple(row.body.name_as_used for row in rows if not _contact(row)),
        subject=_subject(commission),
        text=_common(commission, rows),
    )


def _is_owed_draft(row: TrackerRow) -> bool:
    return row.is_expected and row.state is TrackerState.DRAFT


def _contact(row: TrackerRow) -> str:
    return row.line.contact if row.line is not None else ""


def _subject(commission: Commission) -> str:
    return _("Strategic Policing Requirement: your return for {year}").format(year=spoken_year(commission.year))


def _letter(commission: Commission, row: TrackerRow) -> Letter:
    name = row.body.name_as_used
    paragraphs = [_standing(commission, row), *_asked(commission), _please(), *_signed(commission)]
    return Letter(row.body.id, name, _contact(row), _subject(commission), "\n\n".join(paragraphs))


def _standing(commission: Commission, row: TrackerRow) -> str:
    places = {"body": row.body.name_as_used, "year": spoken_year(commission.year)}
    if row.state is TrackerState.DRAFT:
        return _("We have received a draft of the return of {body} for {year}, and not yet the approved one.").format(
            **places
        )
    if row.refused:
        return _("The file that came as the return of {body} for {year} could not be received. {reason}").format(
            reason=row.refused[0].reason, **places
        )
    return _("We have not yet received the return of {body} for {year}.").format(**places)


def _asked(commission: Commission) -> Iterable[str]:
    if commission.asked_on and commission.due_on:
        lead = _("Returns were asked for on {asked}, by {due}.")
    elif commission.due_on:
        lead = _("Returns were asked for by {due}.")
    elif commission.asked_on:
        lead = _("Returns were asked for on {asked}.")
    else:
        lead = ""
    if lead:
        yield lead.format(asked=spoken_date(commission.asked_on), due=spoken_date(commission.due_on))
    if commission.asked:
        yield _("What was asked for:") + "\n" + commission.asked


def _please() -> str:
    return _(
        "Please send the return file (.sprreturn) that the program makes under Sign-off. If your statement was written "
        "otherwise, or stands on a page, please send the document or the address of the page."
    )


def _signed(commission: Commission) -> Iterable[str]:
    if commission.asked_by:
        yield commission.asked_by


def _common(commission: Commission, rows: list[TrackerRow]) -> str:
    if not rows:
        return ""
    lead = ngettext(
        "We have not yet received the approved return of {number} body for {year}:",
        "We have not yet received the approved returns of {number} bodies for {year}:",
        len(rows),
    ).format(number=len(rows), year=spoken_year(commission.year))
    names = "\n".join(f"• {row.body.name_as_used}" for row in rows)
    paragraphs = [f"{lead}\n{names}", *_asked(commission), _please(), *_signed(commission)]
    return "\n\n".join(paragraphs)
