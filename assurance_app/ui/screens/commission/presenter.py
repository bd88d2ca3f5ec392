"""What the APCC asked for, and of whom: what happens on the screen. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from assurance_app.application import commissioning, library_steps, restoring
from assurance_app.application.commissioning import CommissionPage, ExpectedRow
from assurance_app.application.places import Place
from assurance_app.domain.entities import Body, Stored
from assurance_app.domain.values import BodyKind
from assurance_app.ui.saving import Saver
from assurance_app.ui.screens.entries import EntriesPresenter
from assurance_app.ui.undoing import Bulk
from assurance_app.words import _, ngettext


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for a year, of whom, and the editions that can be asked for."""

    page: CommissionPage
    expected: tuple[ExpectedRow, ...]
    editions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ExpectedPage:
    """One body of the year, with the others that it can be merged into."""

    row: ExpectedRow
    others: tuple[Body, ...]


def owing_sentence(expected: tuple[ExpectedRow, ...]) -> str:
    """How many bodies owe a return."""
    owing = sum(row.line.entity.owes for row in expected)
    words = ngettext("{number} body owes a return", "{number} bodies owe a return", owing).format(number=owing)
    none = len(expected) - owing
    if not none:
        return words + "."
    return ngettext("{words}, {none} owes none.", "{words}, {none} owe none.", none).format(words=words, none=none)


class CommissionPresenter(EntriesPresenter):
    """The commission of the year, and the bodies that are expected to return."""

    screen = "commission"
    shows = frozenset({"commission", "expected_body", "body"})

    def __init__(self, session: Any, view: Any) -> None:
        super().__init__(session, view)
        self.asked: Asked | None = None
        self._asking: Saver[Any] | None = None
        self._body: Saver[Any] | None = None

    def list_use_case(self) -> Callable[..., Any]:
        """The commission and the bodies."""

        def work(workspace: Any, year: str) -> Asked:
            return Asked(
                commissioning.load_commission(workspace, year),
                commissioning.list_expected(workspace, year),
                commissioning.editions(),
            )

        return work

    def load_one(self, kind: str, key: str, show: Callable[[Any], object]) -> None:
        """One body of the year, by the id of the body."""

        def work(workspace: Any) -> ExpectedPage | None:
            rows = commissioning.list_expected(workspace)
            found = next((row for row in rows if row.body.entity.id == key), None)
            others = tuple(row.body.entity for row in rows if row.body.entity.id != key and row.line.entity.owes)
            return ExpectedPage(found, others) if found is not None else None

        def take(page: ExpectedPage | None) -> None:
            self._body = self._keeps.saver(page.row.body) if page is not None else None
            show(page)

        self.load(work, show=take)

    def stored_of(self, page: Any) -> Stored[Any]:
        """What was noted of the body."""
        found: Stored[Any] = page.row.line
        return found

    def take_list(self, page: Asked) -> Any:
        """Keep hold of the commission that is shown; answers with it as it is being typed."""
        self.asked = page
        self._asking = self._keeps.saver(page.page.commission)
        return self._asking.entity

    def body_shown(self) -> Body | None:
        """The body that is shown, as it is being typed."""
        return self._body.entity if self._body is not None else None

    def changed(self, changes: Any, origin: object) -> None:
        """Show it anew, but not over what is being typed."""
        if origin is None or origin not in (self._asking, self._body):
            super().changed(changes, origin)

    def leave(self) -> None:
        """Make a version of what was typed."""
        for saver in (self._asking, self._body):
            if saver is not None:
                saver.commit()
        super().leave()

    def ask(self, name: str, value: object) -> None:
        """The person changed a part of the commission."""
        if self._asking is not None and not self._session.read_only:
            self._asking.change(**{name: value})

    def edit_body(self, name: str, value: object) -> None:
        """The person changed what the body is called, or where it is."""
        if self._body is not None and not self._session.read_only:
            self._body.change(**{name: value})

    # -- whose return is expected ------------------------------------------------------------------------------

    def expect(self, name: str) -> None:
        """Expect a return of one more body: one that is known by that name, else a new one."""

        def work(workspace: Any) -> Any:
            body = commissioning.body_called(workspace, name)
            return commissioning.add_expected(
                workspace, "", body or Body(uuid4().hex, name, name, BodyKind.PCC, name, "")
            )

        def done(step: Any) -> None:
            self._keeps.remember(Bulk(restoring.put_back, step))
            self._view.go(Place(self.screen, item_id=f"expected:{step.entities[0].body_id}"))

        self.leave()
        self._session.run(work, done=done)

    def remove(self) -> None:
        """Take the body off the year's list; undo brings it back."""
        body_id = self._shown_id()

        def done(step: Any) -> None:
            self._keeps.remember(Bulk(restoring.put_back, step))
            self._view.tell(_("Taken off the list. Undo (Ctrl+Z) brings it back."))
            self._view.go(Place(self.screen))

        self.leave()
        self._session.run(commissioning.remove_expected, "", body_id, done=done)

    def owes_none(self, reason: str) -> None:
        """The body owes no return, because."""
        self._step(commissioning.owes_none, "", self._shown_id(), reason)

    def owes_again(self) -> None:
        """The body owes a return."""
        self._step(commissioning.owes_again, "", self._shown_id())

    def merge(self, into: Body) -> None:
        """The body was merged into another, which owes the return."""
        self._step(commissioning.merge_bodies, "", [self._shown_id()], into)

    def open_return(self) -> None:
        """Everything about the body that is shown."""
        self._view.go(Place("body", item_id=self._shown_id()))

    def begin_year(self, year: str) -> None:
        """Begin another year with the same bodies."""

        def done(begun: str) -> None:
            self._view.tell(_("{year} has begun, with the bodies of the year before.").format(year=begun))
            self._reload()

        self.leave()
        self._session.run(commissioning.begin_year, year, done=done)

    def _step(self, use_case: Callable[..., Any], *arguments: Any) -> None:
        self.leave()
        self._session.run(
            use_case, *arguments, done=lambda step: self._keeps.remember(Bulk(library_steps.put_back, step))
        )

    def _shown_id(self) -> str:
        return self._place.item_id.partition(":")[2]
