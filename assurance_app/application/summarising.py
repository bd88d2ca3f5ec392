"""The officer's words in the national summary, part by part, and the clearance of the whole by the portfolio lead."""

from __future__ import annotations

from collections.abc import Mapping

from assurance_app.application.changes import Outcome
from assurance_app.application.commissioning import year_in
from assurance_app.application.library_steps import Replaced, Step, outcome_of
from assurance_app.application.recording import cleaned
from assurance_app.application.restoring import Restorable, take_away
from assurance_app.application.workspaces import need_kind
from assurance_app.domain.commissioning import SummaryClearance
from assurance_app.domain.content import ContentTree
from assurance_app.domain.national_difference import PartDifference, parts_changed
from assurance_app.domain.national_summary import content_of_summary
from assurance_app.domain.national_summary import digest_of_summary as digest_of_summary
from assurance_app.domain.plain import to_plain
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import WorkspaceKind
from assurance_app.persistence.workspace import Workspace


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
