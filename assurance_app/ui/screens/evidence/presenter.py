"""The evidence library: what happens on it. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from assurance_app.application import library, library_steps
from assurance_app.application.changes import Changed, Outcome
from assurance_app.application.library import EvidencePage, EvidenceRow
from assurance_app.application.library_steps import NewItem, Step
from assurance_app.application.places import Place
from assurance_app.domain.entities import EvidenceRevision, Stored
from assurance_app.ui.saving import Saver
from assurance_app.ui.screens.base import Runs
from assurance_app.ui.screens.editing import Editing
from assurance_app.ui.undoing import Bulk
from assurance_app.words import ngettext


class Saves(Runs, Protocol):
    """A session that also hands out savers."""

    def saver(self, stored: Stored[Any]) -> Saver[Any]:
        """The saver for an entity just read."""

    def remember(self, bulk: Bulk) -> None:
        """Keep a step for Undo."""

    def commit_all(self) -> None:
        """Make versions of everything that was changed."""


class EvidenceView(Protocol):
    """What the presenter asks of the page."""

    def show_library(self, rows: Sequence[EvidenceRow]) -> None:
        """Show the library."""

    def show_item(self, page: EvidencePage, revision: EvidenceRevision) -> None:
        """Show one item for editing."""

    def go(self, place: Place) -> None:
        """Go elsewhere."""

    def tell_breaks(self, titles: Sequence[str]) -> None:
        """Say what would rest on nothing if the items asked about were withdrawn."""

    def tell(self, sentence: str, kind: str = "done") -> None:
        """Say what was done."""


class EvidencePresenter(Editing):
    """The library, and one item of it."""

    shows = frozenset({"evidence", "evidence_revision", "evidence_link"})

    def __init__(self, session: Saves, view: EvidenceView) -> None:
        super().__init__(session)
        self._saves = session
        self._view = view
        self._place = Place("evidence")
        self._page: EvidencePage | None = None

    def arrive(self, place: Place) -> None:
        """Show the library or one item."""
        self._place = place
        self._page = self._saver = None
        self._reload()

    def add(self, values: Mapping[str, Any], done: Callable[[], object]) -> None:
        """A new item."""
        content = replace(EvidenceRevision("", "", 1, "", ""), **values)

        def added(stored: Stored[EvidenceRevision]) -> None:
            self._saves.remember(Bulk(library_steps.put_back, NewItem(stored.entity)))
            done()

        self._session.run(library.add_evidence, self._session.cycle_id, content, done=added)

    def withdraw(self, *, withdrawn: bool) -> None:
        """Withdraw the item from use, or take that back."""
        if self._page is not None:
            self.leave()
            self.withdraw_many((self._page.evidence.entity.id,), withdrawn=withdrawn)

    def ask_withdraw(self, evidence_ids: Sequence[str]) -> None:
        """Withdraw these; where something would rest on nothing by it, say so first."""
        if not self._may_change(evidence_ids):
            return

        def told(titles: Sequence[str]) -> None:
            if titles:
                self._view.tell_breaks(titles)
            else:
                self.withdraw_many(evidence_ids, withdrawn=True)

        self._session.run(library.would_break, self._session.cycle_id, tuple(evidence_ids), done=told)

    def withdraw_many(self, evidence_ids: Sequence[str], *, withdrawn: bool) -> None:
        """Withdraw items, or use them again."""

        def work(workspace: Any) -> Outcome[Step]:
            return library_steps.withdraw_many(workspace, evidence_ids, withdrawn=withdrawn)

        self._do(evidence_ids, work)

    def change_many(self, evidence_ids: Sequence[str], **wanted: Any) -> None:
        """Change the keeper, the readers or the day for looking again of many items."""

        def work(workspace: Any) -> Outcome[Step]:
            return library_steps.change_many(workspace, evidence_ids, **wanted)

        self._do(evidence_ids, work)

    def _may_change(self, evidence_ids: Sequence[str]) -> bool:
        return bool(evidence_ids) and not self._session.read_only

    def _do(self, evidence_ids: Sequence[str], work: Callable[[Any], Outcome[Step]]) -> None:
        if not self._may_change(evidence_ids):
            return

        def done(step: Step) -> None:
            if step.replaced:
                self._saves.remember(Bulk(library_steps.put_back, step))
            words = ngettext(
                "{number} item changed. Undo takes it back.", "{number} items changed. Undo takes it back.", step.items
            )
            self._view.tell(words.format(number=step.items))

        self._saves.commit_all()
        self._session.run(work, done=done)

    def to_library(self) -> None:
        """Back to the library."""
        self.leave()
        self._view.go(Place("evidence"))

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew, but not over what is being typed."""
        if self.concerns(changes) and (self._saver is None or origin is not self._saver):
            self._reload()

    def _reload(self) -> None:
        if self._place.item_id:
            self.load(library.load_evidence, self._place.item_id, self._session.cycle_id, show=self._show_item)
        else:
            self.load(library.list_evidence, self._session.cycle_id, show=self._view.show_library)

    def _show_item(self, page: EvidencePage) -> None:
        self._page = page
        self._saver = self._saves.saver(page.revisions[0])
        self._view.show_item(page, self._saver.entity)
