"""Searching as the person types: one question at a time, always the newest. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from assurance_app.domain.searching import terms
from assurance_app.ui.tasks import Problem

if TYPE_CHECKING:
    from assurance_app.application.search import Hit


class Searches(Protocol):
    """What the presenter needs of the session."""

    @property
    def cycle_id(self) -> str:
        """The year that is shown."""

    @property
    def is_national(self) -> bool:
        """Whether it holds what the APCC received."""

    def run(
        self,
        use_case: Callable[..., Any],
        *arguments: Any,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Problem], object] | None = None,
    ) -> None:
        """Do a use case on the database thread."""


class SearchView(Protocol):
    """What the presenter needs of the field and its list."""

    def show_hits(self, hits: tuple[Hit, ...]) -> None:
        """Show what was found; () says that nothing was."""

    def hide_hits(self) -> None:
        """There is nothing to look for yet."""

    def tell_problem(self, problem: Problem) -> None:
        """The search failed."""


class SearchPresenter:
    """While one search runs, what is typed waits; of all that waits only the newest is asked."""

    def __init__(self, session: Searches, view: SearchView) -> None:
        self._session = session
        self._view = view
        self._words = ""
        self._asked: str | None = None

    def typed(self, words: str) -> None:
        """The person typed; fewer than two letters look for nothing."""
        self._words = words
        if not terms(words):
            self._view.hide_hits()
        elif self._asked is None:
            self._ask()

    def prepare(self) -> None:
        """The person comes to the field: what takes long is read while they begin to type."""
        if self._session.is_national:
            from assurance_app.application.national_search import read_ahead

            self._session.run(read_ahead)

    def forget(self) -> None:
        """Another workspace or year: what was asked of the one before is not waited for."""
        self._words, self._asked = "", None
        self._view.hide_hits()

    def _ask(self) -> None:
        self._asked = asked = self._words
        find, arguments = self._search(asked)
        self._session.run(find, *arguments, done=lambda hits: self._found(asked, hits), failed=self._failed)

    def _search(self, asked: str) -> tuple[Callable[..., Any], tuple[str, ...]]:
        # Nobody searches before the window can be used.
        if self._session.is_national:
            from assurance_app.application.national_search import search_national

            return search_national, (asked,)
        from assurance_app.application.search import search

        return search, (self._session.cycle_id, asked)

    def _found(self, asked: str, hits: tuple[Hit, ...]) -> None:
        if asked != self._asked:
            return
        self._asked = None
        if self._words == asked:
            self._view.show_hits(hits)
        elif terms(self._words):
            self._ask()

    def _failed(self, problem: Problem) -> None:
        self._asked = None
        self._view.hide_hits()
        self._view.tell_problem(problem)
