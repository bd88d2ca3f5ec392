"""Screens that show entries in tables and one entry on a page: their common behaviour (no widgets)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from assurance_app.application import clearing, restoring
from assurance_app.application.changes import Changed
from assurance_app.application.places import Place
from assurance_app.application.restoring import Restorable
from assurance_app.domain.entities import Stored
from assurance_app.domain.values import TargetKind
from assurance_app.ui.saving import Saver
from assurance_app.ui.screens.base import Runs
from assurance_app.ui.screens.editing import Editing
from assurance_app.ui.undoing import Bulk
from assurance_app.words import _


class Keeps(Runs, Protocol):
    """A session that also hands out savers and remembers steps for Undo."""

    def saver(self, stored: Stored[Any]) -> Saver[Any]:
        """The saver for an entity just read."""

    def remember(self, bulk: Bulk) -> None:
        """Keep a step for Undo."""


class EntriesView(Protocol):
    """What the presenter asks of the screen."""

    def show_list(self, page: Any) -> None:
        """Show the tables."""

    def show_entry(self, kind: str, page: Any, entity: Any, *, fresh: bool) -> None:
        """Show one entry for editing; `fresh` where the person has just come to it."""

    def entry_changed(self, kind: str, page: Any, entity: Any) -> None:
        """The person changed the entry: show what follows from it."""

    def tell(self, sentence: str) -> None:
        """Say what was done."""

    def go(self, place: Place) -> None:
        """Go elsewhere."""


class EntriesPresenter(Editing, ABC):
    """Lists and one entry at a time: adding, keeping what is typed, taking away, clearing for the public."""

    screen = ""
    """The name of the screen in places; an entry's place names its kind and its id: "objective:ab12"."""

    def __init__(self, session: Keeps, view: EntriesView) -> None:
        super().__init__(session)
        self._keeps = session
        self._view = view
        self._place = Place(self.screen)
        self._page: Any = None
        self._fresh = True

    # -- what each screen says -------------------------------------------------------------------------------------

    @abstractmethod
    def list_use_case(self) -> Callable[..., Any]:
        """What loads the lists of the year."""

    @abstractmethod
    def load_one(self, kind: str, key: str, show: Callable[[Any], object]) -> None:
        """Load one entry and show its page; None shows that it is gone."""

    def stored_of(self, page: Any) -> Stored[Any]:
        """The entry of a page."""
        found: Stored[Any] = page
        return found

    # -- coming and going ------------------------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        """The kind of the entry that is shown, or ""."""
        return self._place.item_id.partition(":")[0]

    def arrive(self, place: Place) -> None:
        """Show the lists or one entry."""
        self._place = place
        self._page = self._saver = None
        self._fresh = True
        self._reload()

    def to_list(self) -> None:
        """Back to the lists."""
        self.leave()
        self._view.go(Place(self.screen))

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew, but not over what is being typed."""
        if self.concerns(changes) and (self._saver is None or origin is not self._saver):
            self._reload()

    # -- the entry -------------------------------------------------------------------------------------------------

    def edited(self, name: str, value: object) -> None:
        """The person changed a part of the entry."""
        super().edited(name, value)
        if self._saver is not None and not self._session.read_only:
            self._view.entry_changed(self.kind, self._page, self._saver.entity)

    def add(self, use_case: Callable[..., Any], *arguments: Any, kind: str) -> None:
        """Add an entry and open it."""

        def done(step: Restorable) -> None:
            self._keeps.remember(Bulk(restoring.put_back, step))
            self._view.go(Place(self.screen, item_id=f"{kind}:{step.entities[0].id}"))

        self._session.run(use_case, *arguments, done=done)

    def remove(self) -> None:
        """Take the entry away; undo brings it back."""
        if self._saver is None:
            return
        self.leave()
        entity = self._saver.entity
        self._saver = None

        def done(step: Restorable) -> None:
            self._keeps.remember(Bulk(restoring.put_back, step))
            self._view.tell(_("Removed. Undo (Ctrl+Z) brings it back."))
            self._view.go(Place(self.screen))

        self._session.run(restoring.take_away, type(entity), entity.id, done=done)

    def clear(self, target: TargetKind, name: str, role: str, on: str) -> None:
        """Clear the entry for the public."""
        if self._saver is None:
            return
        self.leave()
        key, cycle_id = self._saver.entity.id, self._session.cycle_id

        def work(workspace: Any) -> Any:
            return clearing.clear(workspace, cycle_id, target, key, name=name, role=role, on=on)

        self._session.run(work, done=lambda step: self._keeps.remember(Bulk(restoring.put_back, step)))

    def take_clearance_back(self) -> None:
        """Let the entry not be published any more."""
        if self._saver is not None:
            self._session.run(
                clearing.take_clearance_back,
                self._session.cycle_id,
                self._saver.entity.id,
                done=lambda step: self._keeps.remember(Bulk(restoring.put_back, step)),
            )

    # -- inside ----------------------------------------------------------------------------------------------------

    def _reload(self) -> None:
        kind, _colon, key = self._place.item_id.partition(":")
        if key:
            self.load_one(kind, key, self._show_one)
        else:
            self.load(self.list_use_case(), self._session.cycle_id, show=self._view.show_list)

    def _show_one(self, page: Any) -> None:
        if page is None:
            # It was taken away, here by Undo or elsewhere.
            self._saver = None
            self._view.go(Place(self.screen))
            return
        self._page = page
        self._saver = self._keeps.saver(self.stored_of(page))
        fresh, self._fresh = self._fresh, False
        self._view.show_entry(self.kind, page, self._saver.entity, fresh=fresh)
