"""The statement as it goes out: what happens on the screen. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from assurance_app.application import outputs
from assurance_app.application.changes import Changed
from assurance_app.domain.disclosure import Audience
from assurance_app.ui.screens.base import Presenter, Runs
from assurance_app.ui.tasks import Problem


class Picture(Protocol):
    """A page as rows of pixels, three bytes each."""

    width: int
    height: int
    rgb: bytes


class StatementView(Protocol):
    """What the presenter asks of the page."""

    def show_busy(self) -> None:
        """Say that the pages are being set."""

    def show_pages(self, pages: Sequence[Picture]) -> None:
        """Show the pages."""

    def show_problem(self, problem: Problem) -> None:
        """Say why there are none."""

    def show_made(self, files: Sequence[Path]) -> None:
        """Say what was made, and where."""

    def page_width(self) -> int:
        """How wide the pages are shown, in pixels of the screen."""


class StatementPresenter(Presenter):
    """Sets the pages for an audience, and writes them out."""

    shows = frozenset({"answer", "threat_statement", "evidence_revision", "evidence_link", "approval", "cycle"})

    def __init__(self, session: Runs, view: StatementView) -> None:
        super().__init__(session)
        self._view = view
        self.audience = Audience.PUBLIC

    def arrive(self) -> None:
        """Show the pages."""
        self._visit += 1
        visit = self._visit
        self._view.show_busy()

        def done(pages: Sequence[Picture]) -> None:
            if visit == self._visit:
                self._view.show_pages(pages)

        def failed(problem: Problem) -> None:
            if visit == self._visit:
                self._view.show_problem(problem)

        self._session.run(
            outputs.preview_pages,
            self._session.cycle_id,
            self.audience,
            self._view.page_width(),
            done=done,
            failed=failed,
        )

    def audience_chosen(self, code: str) -> None:
        """Show it for somebody else."""
        self.audience = Audience(code)
        self.arrive()

    def changed(self, changes: Sequence[Changed]) -> None:
        """Show it anew."""
        if self.concerns(changes):
            self.arrive()

    def export(self, formats: tuple[str, ...], folder: Path) -> None:
        """Write it into a folder."""
        self._session.run(
            outputs.make_statement,
            self._session.cycle_id,
            self.audience,
            formats,
            folder,
            done=self._view.show_made,
            failed=self._view.show_problem,
        )
