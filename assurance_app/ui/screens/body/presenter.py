"""Everything about one body in a year: what happens on the screen. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from assurance_app.application import body_page, entering, library_steps, receiving, restoring
from assurance_app.application.body_page import BodyPage
from assurance_app.application.changes import Changed
from assurance_app.application.leading import in_return
from assurance_app.application.places import Place
from assurance_app.application.receiving import ReturnVersion
from assurance_app.domain.commissioning import ExpectedBody
from assurance_app.ui.screens.body.content import difference_lines
from assurance_app.ui.screens.editing import Editing
from assurance_app.ui.screens.entries import Keeps
from assurance_app.ui.undoing import Bulk
from assurance_app.words import _, ngettext


class BodyView(Protocol):
    """What the presenter asks of the page."""

    def show_body(self, page: BodyPage, line: ExpectedBody | None, *, sought: Place | None) -> None:
        """Show everything about the body; `sought` is the place in it at which the person arrives, else None."""

    def show_differences(self, heading: str, lines: Sequence[str]) -> None:
        """Show what one version says otherwise than the one before it."""

    def tell(self, sentence: str) -> None:
        """Say what was done."""

    def go(self, place: Place) -> None:
        """Go elsewhere."""


class BodyPresenter(Editing):
    """One body."""

    shows = frozenset(
        {
            "received_return",
            "expected_body",
            "entered_return",
            "refused_file",
            "commission",
            "body",
            "permission",
            "extract",
        }
    )

    def __init__(self, session: Keeps, view: BodyView) -> None:
        super().__init__(session)
        self._keeps = session
        self._view = view
        self.body_id = ""
        self._page: BodyPage | None = None
        self._sought: Place | None = None

    def arrive(self, place: Place) -> None:
        """Show a body."""
        self.body_id, _entry_id = in_return(place)
        self._page = self._saver = None
        self._sought = place
        self._reload()

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew, but not over what is being typed."""
        if self.concerns(changes) and (self._saver is None or origin is not self._saver):
            self._reload()

    def came_on(self, day: object) -> None:
        """The return reached the APCC on this day."""
        page = self._page
        if page is None or page.row.received is None or str(day or "") == page.row.received.came_on:
            return
        self._step(body_page.came_on, self.body_id, page.commission.year, str(day or ""))

    def enter_by_hand(self) -> None:
        """Begin to enter a statement, or go to what was entered."""
        if self._page is not None and self._page.row.entered is not None:
            self._view.go(Place("entered", item_id=self.body_id))
            return

        def done(step: Any) -> None:
            self._keeps.remember(Bulk(restoring.put_back, step))
            self._view.go(Place("entered", item_id=self.body_id))

        self._session.run(entering.begin_entered, "", self.body_id, done=done)

    def withdraw(self) -> None:
        """Take the return away, received by mistake; undo brings it back."""
        if self._page is None:
            return

        def done(step: Any) -> None:
            self._keeps.remember(Bulk(restoring.put_back, step))
            self._view.tell(_("The return was taken away. Undo (Ctrl+Z) brings it back."))

        self._session.run(receiving.withdraw_return, self.body_id, self._page.commission.year, done=done)

    def settle(self, refused_id: str) -> None:
        """A refused file needs no more attention."""
        self._step(receiving.settle_refused, refused_id)

    def let_stand(self, number: int) -> None:
        """Let another version stand."""
        if self._page is not None:
            self._step(receiving.let_stand, self.body_id, self._page.commission.year, number)

    def compare(self, number: int) -> None:
        """Show what a version says otherwise than the one before it."""
        if self._page is None:
            return
        versions = self._page.versions
        at = next((place for place, one in enumerate(versions) if one.number == number), -1)
        if at < 0 or at + 1 >= len(versions):
            self._view.show_differences(_("This is the first version: there is none before it."), ())
            return
        page, before = self._page, versions[at + 1]

        def show(differences: Any) -> None:
            if page is not self._page:
                return
            lines = difference_lines(differences)
            heading = ngettext(
                "It says {number} thing otherwise than the version before it.",
                "It says {number} things otherwise than the version before it.",
                len(lines),
            ).format(number=len(lines))
            self._view.show_differences(heading if lines else _("It says the same as the version before it."), lines)

        self._session.run(
            receiving.compare_versions, self.body_id, self._page.commission.year, before.number, number, done=show
        )

    def standing(self) -> ReturnVersion | None:
        """The version that stands."""
        versions = self._page.versions if self._page is not None else ()
        return next((one for one in versions if one.stands), None)

    def _step(self, use_case: Callable[..., Any], *arguments: Any) -> None:
        self.leave()
        self._session.run(
            use_case, *arguments, done=lambda step: self._keeps.remember(Bulk(library_steps.put_back, step))
        )

    def _reload(self) -> None:
        self.load(body_page.load_body, self.body_id, show=self._show)

    def _show(self, page: BodyPage | None) -> None:
        self._page = page
        if page is None:
            # It was taken off the list, and nothing came of it.
            self._saver = None
            self._view.go(Place("returns"))
            return
        self._saver = self._keeps.saver(page.line) if page.line is not None else None
        sought, self._sought = self._sought, None
        self._view.show_body(page, self._saver.entity if self._saver is not None else None, sought=sought)
