"""A year of a national workspace, gathered: the picture, the summary part by part, and what it says of each body.

Everything that screens and documents show of a year comes from here, so that they cannot disagree.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assurance_app import paths
from assurance_app.application.capacity import measures
from assurance_app.application.commissioning import expected_lines, stored_commission, year_in, years_of
from assurance_app.application.frameworks import shipped_edition
from assurance_app.application.library import type_title
from assurance_app.application.permissions import standing
from assurance_app.application.workspaces import DEFAULT_FRAMEWORK, need_kind
from assurance_app.domain.commissioning import Commission, EnteredReturn, Permission, SummaryClearance, SummaryText
from assurance_app.domain.content import ContentTree
from assurance_app.domain.crosswalk import Crosswalk
from assurance_app.domain.entities import Body, ReceivedReturn
from assurance_app.domain.framework import Framework, Tier
from assurance_app.domain.national import (
    Measured,
    NationalPicture,
    Ready,
    Return,
    SummaryPart,
    extract_of,
    extract_text,
    national_picture,
    national_workbook,
    ready_of,
    summary_parts,
    summary_tree,
)
from assurance_app.domain.national_summary import clearance_words, digest_of_summary
from assurance_app.domain.refusal import Refused
from assurance_app.domain.tracker import Tracker
from assurance_app.domain.values import WorkspaceKind
from assurance_app.domain.workbook import Workbook
from assurance_app.domain.years import previous_year
from assurance_app.persistence.workspace import Reading, Workspace

if TYPE_CHECKING:
    from pathlib import Path

_KEPT = 500
_returns: OrderedDict[str, Return] = OrderedDict()
"""Returns that were read from a workspace before, by the digest of their content, which never changes."""


@dataclass(frozen=True, slots=True)
class NationalYear:
    """All that is known of a year, as one state of the workspace."""

    picture: NationalPicture
    last: NationalPicture | None = None
    """Last year's picture, where the workspace holds that year and something came for it."""
    texts: tuple[SummaryText, ...] = ()
    permissions: tuple[Permission, ...] = ()
    crosswalks: tuple[Crosswalk, ...] = ()
    bodies: tuple[Body, ...] = ()
    clearance: SummaryClearance | None = None
    """Who cleared the summary, blank where nobody did; None where there is no workspace: then nobody could."""
    ready: Ready | None = None
    """What does not change with the texts, made once for all the settings of a year that is being written about."""

    def made_ready(self) -> NationalYear:
        """The same, ready to be set again and again with other texts."""
        if self.ready is not None:
            return self
        ready = ready_of(self.picture, last=self.last, crosswalks=self.crosswalks, measures=measured())
        return replace(self, ready=ready)

    def with_texts(self, typed: Iterable[SummaryText]) -> NationalYear:
        """The same with what is being typed in the place of what was read."""
        new = {text.id: text for text in typed}
        kept = [new.pop(text.id, text) for text in self.texts]
        return replace(self, texts=(*kept, *new.values()))

    def parts(self) -> tuple[SummaryPart, ...]:
        """The parts of the summary."""
        return summary_parts(
            self.picture,
            texts=self.texts,
            permissions=self.permissions,
            last=self.last,
            crosswalks=self.crosswalks,
            measures=measured(),
            bodies=self.bodies,
            ready=self.ready,
        )

    def summary(self, parts: Iterable[SummaryPart] | None = None) -> ContentTree:
        """The summary as a document; from its parts where they were made before. It says draft until it is cleared."""
        tree = summary_tree(self.picture, self.parts() if parts is None else parts)
        found = self.clearance
        cleared = found if found is not None and found.digest == digest_of_summary(tree) else None
        return replace(tree, status=clearance_words(cleared))

    def workbook(self, tracker: Tracker | None = None) -> Workbook:
        """The national workbook; with what the tracker knows of earlier versions and refused files."""
        return national_workbook(
            self.picture,
            last=self.last,
            crosswalks=self.crosswalks,
            measures=measured(),
            evidence_type=type_title,
            tracker=tracker,
        )

    def extracts(self, body_ids: Iterable[str]) -> Mapping[str, str]:
        """What the summary says of bodies, as the text that is sent to each; "" where it says nothing."""
        parts = self.parts()
        return {
            body_id: extract_text(extract_of(self.picture, parts, body_id, self.permissions)) for body_id in body_ids
        }


def measured() -> tuple[Measured, ...]:
    """The figures of capacity that offices keep, as the national picture sums them."""
    return tuple(
        Measured(each.id, each.title, each.unit, Tier(each.tier), each.answer[0], each.answer[1]) for each in measures()
    )


def load_year(workspace: Workspace, year: str = "") -> NationalYear:
    """The year with everything behind it. Refused("year.not-commissioned" | "return.unreadable")."""
    need_kind(workspace, WorkspaceKind.NATIONAL)
    with workspace.reading() as reading:
        wanted = year_in(reading, year)
        picture = picture_of(reading, wanted)
        before = previous_year(wanted)
        last = picture_of(reading, before) if before in years_of(reading) else None
        found = NationalYear(
            picture=picture,
            last=last if last is not None and last.counted else None,
            crosswalks=tuple(_crosswalks(picture, last)),
        )
        return with_what_was_written(reading, found)


def with_what_was_written(reading: Reading, found: NationalYear) -> NationalYear:
    """A year with what the APCC wrote and is permitted, as it is recorded by now."""
    wanted = found.picture.year
    cleared = reading.get(SummaryClearance, wanted)
    return replace(
        found,
        texts=tuple(stored.entity for stored in reading.find(SummaryText, year=wanted)),
        permissions=standing(reading, wanted),
        bodies=tuple(stored.entity for stored in reading.find(Body)),
        clearance=cleared.entity if cleared is not None else SummaryClearance(wanted, wanted),
    )


def picture_of(reading: Reading, year: str) -> NationalPicture:
    """The picture of a year that the workspace holds."""
    rows = expected_lines(reading, year)
    bodies = {stored.entity.id: stored.entity for stored in reading.find(Body)}
    bodies |= {row.body.entity.id: row.body.entity for row in rows}
    commission = stored_commission(reading, year)
    returns = [kept_return(reading, stored.entity) for stored in reading.find(ReceivedReturn, year=year)]
    return national_picture(
        returns,
        year,
        bodies.values(),
        entered=[stored.entity for stored in reading.find(EnteredReturn, year=year)],
        lines=[row.line.entity for row in rows],
        commission=commission.entity if commission.version or commission.is_draft else None,
        editions=_editions(commission.entity, returns),
    )


def _editions(commission: Commission, returns: list[Return]) -> tuple[Framework, ...]:
    """The edition that was asked for; where none was and nothing came yet, the one that a new year begins on."""
    found = shipped_edition(commission.framework_id) if commission.framework_id else None
    if found is None and not returns:
        found = shipped_edition(DEFAULT_FRAMEWORK)
    return (found,) if found is not None else ()


def kept_return(reading: Reading, received: ReceivedReturn) -> Return:
    """The return as it was received. Refused("return.unreadable") where its content was removed since."""
    from assurance_app.exchange.returns import return_from_plain

    known = _returns.get(received.content)
    if known is None:
        known = _returns[received.content] = return_from_plain(received, reading.payload)
        if len(_returns) > _KEPT:
            _returns.popitem(last=False)
    return replace(
        known,
        draft=received.draft,
        fingerprint=received.fingerprint,
        received_file=received.file_name,
        received_at=received.arrived_on,
    )


def _crosswalks(*pictures: NationalPicture | None) -> Iterator[Crosswalk]:
    """Those that come with the program between the editions on which the returns were made."""
    from assurance_app.catalogue.crosswalk import crosswalk_file

    editions = {
        found.record.framework.id: found.record.framework
        for picture in pictures
        if picture is not None
        for _row, found in picture.received
    }
    for old in editions.values():
        for new in editions.values():
            for folder in (paths.forms(), paths.sample_editions()):
                path = crosswalk_file(folder, old.id, new.id)
                if old.id != new.id and path.is_file():
                    yield from _crosswalk(path, old, new)


def _crosswalk(path: Path, old: Framework, new: Framework) -> Iterator[Crosswalk]:
    from assurance_app.catalogue.crosswalk import load_crosswalk

    try:
        yield load_crosswalk(path, old, new)
    except Refused:
        # It is about other revisions: what it relates cannot be told apart, so nothing is compared by it.
        return
