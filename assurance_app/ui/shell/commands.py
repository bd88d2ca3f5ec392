"""What the menus do that is neither going somewhere nor opening a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from assurance_app.application.places import Place

if TYPE_CHECKING:
    from assurance_app.ui.main_window import MainWindow
    from assurance_app.ui.screens.base import Screen


class Commands:
    """Each is one entry of a menu; what it takes is imported when it is first asked for."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def make_return(self) -> None:
        """Make the return of this year."""
        from assurance_app.ui.shell.outgoing import make_return

        self._window.leave_screen()
        make_return(self._window)

    def export_evidence(self) -> None:
        """Write the schedule of this year's evidence."""
        from assurance_app.ui.shell.outgoing import export_evidence

        self._window.leave_screen()
        export_evidence(self._window)

    def print_statement(self) -> None:
        """Print the statement's pages; from elsewhere, go to them first."""
        screen: Any = self._go_to("statement")
        screen.print()

    def turn_pages(self) -> None:
        """Show the pages of the statement, or of the summary, beside the writing, or hide them; from elsewhere, go."""
        name = "summary" if self._window.session.is_national else "statement"
        was_there = self._window.current_screen is self._window.screen_of(name)
        screen: Any = self._go_to(name)
        if was_there:
            screen.turn()

    def import_official(self, path: Path | None = None) -> None:
        """Import the published text that stands beside the questions."""
        from assurance_app.ui.shell.official_import import import_text

        import_text(self._window, self._window.aside, path)

    def check_document(self) -> None:
        """Check a Word document or PDF of the office's own, beside whatever is open."""
        from assurance_app.ui.screens.document_check.view import DocumentCheckDialog

        made = DocumentCheckDialog(self._window, self._window.session, self._window.tasks)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.show()

    def add_returns(self) -> None:
        """Receive returns into the national workspace."""
        self._on_returns("add_returns")

    def collate(self) -> None:
        """Make the national workbook and summary."""
        self._on_returns("collate")

    def on_examination(self, what: str) -> None:
        """Do something on the examination screen, where it is shown."""
        screen: Any = self._window.current_screen
        if screen is not None and self._window.trail.here == Place("examination"):
            screen.act(what)

    def show_keys(self) -> None:
        """Show the keyboard shortcuts."""
        from assurance_app.ui.shell.dialogs import KeysDialog

        KeysDialog(self._window, self._window.menus.actions.values()).exec()

    def show_about(self) -> None:
        """Show what this is."""
        from assurance_app.ui.shell.dialogs import AboutDialog

        AboutDialog(self._window).exec()

    def _go_to(self, name: str) -> Screen:
        screen = self._window.screen_of(name)
        if self._window.current_screen is not screen:
            self._window.go(Place(name))
        return screen

    def _on_returns(self, what: str) -> None:
        if self._window.session.is_national:
            getattr(self._go_to("returns"), what)()
