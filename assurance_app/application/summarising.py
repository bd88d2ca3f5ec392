"""The officer's words in the national summary, part by part, and the clearance of the whole by the portfolio lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assurance_app.application.changes import Outcome
from assurance_app.application.commissioning import year_in
from assurance_app.application.library_steps import Replaced, Step, outcome_of
from assurance_app.application.recording import cleaned
from assurance_app.application.restoring import Restorable, take_away
from assurance_app.application.workspaces import need_kind
from assurance_app.domain.commissioning import SummaryClearance, SummaryText, summary_text_id
from assurance_app.domain.content import ContentTree
from assurance_app.domain.entities import Stored
from assurance_app.domain.national_difference import PartDifference, parts_changed
from assurance_app.domain.national_summary import content_of_summary
from assurance_app.domain.national_summary import digest_of_summary as digest_of_summary
from assurance_app.domain.plain import to_plain
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import WorkspaceKind
from assurance_app.persistence.workspace import Reading, Workspace


@dataclass(frozen=True, slots=True)
class ClearanceState:
    """Who cleared the summary, and whether it says something else by now; blank, version 0, where nobody did."""

    clearance: Stored[SummaryClearance]
    is_changed: bool

    @property
    def stands(self) -> bool:
        """Whether the summary is cleared as it is now."""
        return bool(self.clearance.entity.cleared_on) and not self.is_changed


def load_summary_text(workspace: Workspace, year: str, part: str) -> Stored[SummaryText]:
    """What the officer wrote in a part; blank, version 0, where nothing was.

    It is written through `recording.draft` and `recording.save` like any text.
    """
    need_kind(workspace, WorkspaceKind.NATIONAL)
    with workspace.reading() as reading:
        wanted = year_in(reading, year)
        key = summary_text_id(wanted, part)
        return reading.get(SummaryText, key) or Stored(SummaryText(key, wanted, part), 0, "")


def summary_texts(reading: Reading, year: str) -> Mapping[str, str]:
    """The officer's words by part, drafts included; parts without words are left out."""
    found = (stored.entity for stored in reading.find(SummaryText, year=year))
    return {written.part: written.text for written in found if written.text.strip()}


def load_clearance(workspace: Workspace, year: str, now: str) -> ClearanceState:
    """Who cleared the summary. `now` is the digest of the summary as it is (`digest_of_summary`)."""
    need_kind(workspace, WorkspaceKind.NATIONAL)
    with workspace.reading() as reading:
        wanted = year_in(reading, year)
        stored = reading.get(SummaryClearance, wanted) or Stored(SummaryClearance(wanted, wanted), 0, "")
    return ClearanceState(stored, bool(stored.entity.cleared_on) and stored.entity.digest != now)


def changed_since(workspace: Workspace, clearance: SummaryClearance, tree: ContentTree) -> tuple[PartDifference, ...]:
    """What the summary says otherwise than when it was cleared; () where nothing, or where that was not kept."""
    if not clearance.cleared_on or clearance.digest == digest_of_summary(tree):
        return ()
    with workspace.reading() as reading:
        kept = reading.payload(clearance.digest)
    return parts_changed(kept, to_plain(content_of_summary(tree))) if isinstance(kept, Mapping) else ()


def clear_summary(
    workspace: Workspace,
    year: str,
    name: str,
    role: str,
    cleared_on: str,
    now: str,
    tree: ContentTree | None = None,
) -> Outcome[Step]:
    """Record that the portfolio lead cleared the summary as it is; `now` is its digest.

    With the `tree` it is kept what was cleared, so that it can be told later what changed since.
    Refused("clearance.incomplete").
    """
    need_kind(workspace, WorkspaceKind.NATIONAL)
    if not (name.strip() and role.strip() and cleared_on):
        raise Refused("clearance.incomplete")
    with workspace.unit_of_work() as work:
        wanted = year_in(work, year)
        held = work.get(SummaryClearance, wanted)
        if tree is not None:
            now = work.put_payload(to_plain(content_of_summary(tree)))
        given = cleaned(SummaryClearance(wanted, wanted, name, role, cleared_on, now))
        after = work.put(given, held.version if held else 0).entity
        work.commit()
    return outcome_of((Replaced(held.entity if held else None, after),))


def withdraw_clearance(workspace: Workspace, year: str) -> Outcome[Restorable]:
    """Take the clearance back."""
    return take_away(workspace, SummaryClearance, year)
