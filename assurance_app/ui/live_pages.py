"""Pages that follow the writing: set again as it changes, latest wins, and drawn as they are looked at. No widgets.

What is set is frozen data; setting and drawing are done beside the database thread, so that no save waits for them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from assurance_app.application import preview
from assurance_app.application.preview import SetPages
from assurance_app.ui.screens.base import Runs
from assurance_app.ui.tasks import Problem

PAUSE = 15
"""Milliseconds without a key before the pages are set again: enough for keys that come together, such as a paste."""

Wanted = tuple[str, int, int]
"""What is needed: "page", "small" (a small picture) or "text", the page from 0, and how wide in pixels."""

Setting = tuple[Any, ...]
"""What sets the pages, and what it is called with."""


class Alarm(Protocol):
    """Rings once, some time after it was started last."""

    def start(self, milliseconds: int) -> None:
        """Start it, or start it again."""


class SetsPages(Runs, Protocol):
    """A session that also sets and draws pages, beside its database thread."""

    def run_on_pages(
        self,
        call: Callable[..., Any],
        *arguments: Any,
        done: Callable[[Any], object],
        failed: Callable[[Problem], object] | None = None,
    ) -> None:
        """Do something with frozen data."""

    def alarm(self, ring: Callable[[], None]) -> Alarm:
        """An alarm on this thread."""


class ShowsPages(Protocol):
    """What is asked of the screen on which the pages are."""

    def show_pages(self, pages: SetPages) -> None:
        """Show the pages, not drawn yet."""

    def wanted(self) -> Wanted | None:
        """What to draw next."""

    def show_page(self, wanted: Wanted, made: Any) -> None:
        """Show a page that was drawn, or tell what it says."""

    def show_problem(self, problem: Problem) -> None:
        """Say what went wrong."""


class LivePages:
    """Keeps the pages as the writing is.

    `what` says how to set them now, None where nothing is known yet; `taken` gets what was set, answers with its pages;
    `shown` is called once these are shown, with whether they are to lead the person to what was written.
    """

    def __init__(
        self,
        session: SetsPages,
        view: ShowsPages,
        what: Callable[[], Setting | None],
        shown: Callable[[bool], object],
        taken: Callable[[Any], SetPages] = lambda made: made,
    ) -> None:
        self._session = session
        self._view = view
        self._what, self._taken, self._shown = what, taken, shown
        self.pages: SetPages | None = None
        self._leads = True
        self._setting = self._again = self._drawing = False
        self._waiting: list[Callable[[SetPages], object]] = []
        self._pause = session.alarm(self.set_pages)

    def touch(self) -> None:
        """The person changed something here: the next pages lead to it."""
        self._leads = True
        self._pause.start(PAUSE)

    def set_pages(self, *, leads: bool = False) -> None:
        """Set the pages now. What changed elsewhere does not take the person's eyes away, unless it `leads`."""
        self._leads = self._leads or leads
        setting = self._what()
        if setting is None:
            return
        if self._setting:
            self._again = True
            return
        self._setting, self._again = True, False
        self._session.run_on_pages(*setting, done=self._take, failed=self._not_set)

    def when_set(self, call: Callable[[SetPages], object]) -> None:
        """Do something with the pages as the writing is now."""
        self._waiting.append(call)
        self.set_pages()

    def draw(self) -> None:
        """Draw what is looked at and not drawn yet, one page after the other; newer pages go before."""
        wanted = self._view.wanted() if self.pages is not None and not self._drawing else None
        if wanted is None or self.pages is None:
            return
        self._drawing = True
        kind, number, width = wanted
        pages = self.pages

        def done(made: Any) -> None:
            self._drawing = False
            if pages is self.pages:
                self._view.show_page(wanted, made)
            self.draw()

        def failed(problem: Problem) -> None:
            self._drawing = False
            self._view.show_problem(problem)

        call: Callable[[], object] = partial(preview.draw_page, pages.pdf, number, width)
        if kind == "text":
            call = partial(preview.read_page, pages.pdf, number)
        self._session.run_on_pages(call, done=done, failed=failed)

    def _take(self, made: Any) -> None:
        self._setting = False
        if self._again:  # stale: what was typed or chosen since is set instead
            self.set_pages()
            return
        self.pages = self._taken(made)
        self._view.show_pages(self.pages)
        leads, self._leads = self._leads, False
        self._shown(leads)
        self.draw()
        waiting, self._waiting = self._waiting, []
        for call in waiting:
            call(self.pages)

    def _not_set(self, problem: Problem) -> None:
        self._setting = False
        self._waiting.clear()
        self._view.show_problem(problem)
