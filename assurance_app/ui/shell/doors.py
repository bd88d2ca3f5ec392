"""Opening, making and closing workspaces from the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from assurance_app import paths
from assurance_app.application import workspaces
from assurance_app.ui.screens.start.presenter import SUFFIX
from assurance_app.ui.session import open_path
from assurance_app.ui.tasks import Problem
from assurance_app.words import _

if TYPE_CHECKING:
    from assurance_app.ui.main_window import MainWindow


class Doors:
    """The ways into a workspace and out of it. Nothing is left before everything in it is saved."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def open_path(self, path: Path, *, write: bool = True) -> None:
        """Open the workspace at a path."""
        if self._window.session.summary is not None and self._window.session.summary.path == path.absolute():
            return
        if self._may_enter(lambda: self.open_path(path, write=write)):
            self._enter(
                open_path(path, self._window.session.author, write=write),
                lambda problem: self._not_opened(path, problem),
            )

    def choose_and_open(self) -> None:
        """Ask which workspace to open."""
        chosen, _filter = QFileDialog.getOpenFileName(
            self._window, _("Open a workspace"), str(paths.documents_folder()),
            _("Workspaces (*{suffix})").format(suffix=SUFFIX),
        )  # fmt: skip
        if chosen:
            self.open_path(Path(chosen))

    def open_sample(self) -> None:
        """Open the sample workspace; make it on first use."""
        path, author = paths.sample_workspace(), self._window.session.author

        def make() -> Any:
            if path.exists():
                return workspaces.open_workspace(path, author=author)
            from assurance_app.application.samples import create_sample

            path.parent.mkdir(parents=True, exist_ok=True)
            return create_sample(path, author=author)

        if self._may_enter(self.open_sample):
            self._enter(make, lambda problem: self._not_opened(path, problem))

    def new_workspace(self) -> None:
        """Show the page for making one."""
        if self._may_enter(self.new_workspace):
            self._window.session.close_workspace()
            self._window.show_start()
            self._window.start.show_new()

    def make_office(self, path: Path, body_id: str, year: str) -> None:
        """Make an office workspace and open it."""
        author = self._window.session.author
        framework = workspaces.DEFAULT_FRAMEWORK
        self._enter(
            lambda: workspaces.create_office(path, body_id, year, framework, author=author),
            self._window.message.tell_problem,
        )

    def make_national(self, path: Path, year: str) -> None:
        """Make a national workspace and open it."""
        author = self._window.session.author
        self._enter(lambda: workspaces.create_national(path, year, author=author), self._window.message.tell_problem)

    def close_workspace(self) -> None:
        """Close the workspace and show the start screen."""
        if self._may_enter(self.close_workspace):
            self._window.session.close_workspace()
            self._window.show_start()

    def _may_enter(self, again: Callable[[], object]) -> bool:
        return not self._window.session.is_open or self._window.leave_workspace(again)

    def _enter(self, make: Callable[[], Any], failed: Callable[[Problem], object]) -> None:
        self._window.session.enter(make, self._entered, failed)

    def _entered(self) -> None:
        summary = self._window.session.summary
        assert summary is not None
        self._window.set_settings(self._window.settings.with_recent(summary.path))
        self._window.menus.show_recent(self._window.settings.recent)
        self._window.message.hide()
        if summary.read_only:
            self._window.message.tell(_("This workspace is open for reading only."), "warning")
        self._window.show_workspace()

    def _not_opened(self, path: Path, problem: Problem) -> None:
        self._window.not_opened.emit(problem)
        if problem.code in ("workspace.locked", "workspace.read-only"):
            self._window.message.tell_problem(
                problem, action=_("Open for reading"), act=lambda: self.open_path(path, write=False)
            )
        else:
            self._window.message.tell_problem(problem)
        if not self._window.session.is_open:
            self._window.show_start()
