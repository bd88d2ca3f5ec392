"""Importing the published text from the window: the file, the work off this thread, and the report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from assurance_app import paths
from assurance_app.application import official_text
from assurance_app.application.official_text import Beside
from assurance_app.ui.tasks import Problem
from assurance_app.words import _

if TYPE_CHECKING:
    from assurance_app.ui.main_window import MainWindow


def import_text(window: MainWindow, pane: Any, path: Path | None = None) -> None:
    """Import a file, or ask which; `pane` is the `SidePane`, or None where there is none yet."""
    cycle = window.session.cycle
    if cycle is None:
        return
    chosen = path or _asked(window)
    if chosen is None:
        return
    if pane is not None:
        pane.show_official()
        pane.official.show_working(chosen.name)

    def done(beside: Beside) -> None:
        if pane is not None:
            pane.official.imported(beside)
        found = beside.report
        if found is not None:
            words = [_("Found {found} of {expected} numbered paragraphs.")]
            if found.uncertain:
                words.append(_("{uncertain} are uncertain: “Official text”, beside a question, lists them."))
            window.message.tell(
                " ".join(words).format(found=found.found, expected=found.expected, uncertain=len(found.uncertain)),
                "done" if found.found == found.expected else "warning",
            )

    def failed(problem: Problem) -> None:
        if pane is not None:
            pane.official.stop_working()
        window.message.tell_problem(problem)

    window.session.run(official_text.import_beside, cycle.framework_id, chosen, done=done, failed=failed)


def _asked(window: MainWindow) -> Path | None:
    chosen, _filter = QFileDialog.getOpenFileName(
        window, _("Import the published text"), str(paths.documents_folder()),
        _("Published texts (*.pdf *.html *.htm *.docx *.txt *.md);;All files (*)"),
    )  # fmt: skip
    return Path(chosen) if chosen else None
