"""Where things that go out are put, and telling the person where they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from assurance_app import paths
from assurance_app.application import mending, outputs
from assurance_app.application.search import Hit
from assurance_app.ui.tasks import Problem
from assurance_app.words import _, ngettext

if TYPE_CHECKING:
    from assurance_app.ui.main_window import MainWindow


def ask_folder(parent: QWidget, title: str) -> Path | None:
    """Ask in which folder; None where the person thinks better of it."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(paths.documents_folder()))
    return Path(chosen) if chosen else None


def made_sentence(files: Sequence[Path]) -> str:
    """What was made, for the message bar."""
    names = ", ".join(path.name for path in files)
    folder = files[0].parent if files else ""
    return ngettext("Made {names} in {folder}.", "Made {names} in {folder}.", len(files)).format(
        names=names, folder=folder
    )


def replaced_words(replaced: Sequence[str]) -> str:
    """What the PDF says by name because no typeface has it; "" where nothing."""
    if not replaced:
        return ""
    return ngettext(
        "No typeface of the PDF has one of its characters: {what} stands in its place.",
        "No typeface of the PDF has some of its characters: {what} stand in their place.",
        len(replaced),
    ).format(what=", ".join(replaced))


def show_folder(files: Sequence[Path]) -> Callable[[], object]:
    """Opens the folder in the system's own file manager."""
    return lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(files[0].parent)))


def open_file(files: Sequence[Path]) -> Callable[[], object]:
    """Opens a file with the system's own program for it: the PDF where there is one, else the first."""
    chosen = next((path for path in files if path.suffix == ".pdf"), files[0])
    return lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(chosen)))


def tell_made(window: MainWindow, files: Sequence[Path], more: str = "") -> None:
    """Say what was made, with a way to it; `more` is what its reader has to know."""
    words = f"{made_sentence(files)} {more}".strip()
    acts = ((_("Open"), open_file(files)), (_("Show in folder"), show_folder(files)))
    window.message.tell(words, "warning" if more else "done", more=acts, stay=True)


def tell_refused(window: MainWindow, problem: Problem) -> None:
    """Say what was refused; where it has a place in the record, lead there."""
    window.message.tell_problem(problem)

    def lead(hit: Hit | None) -> None:
        if hit is not None:
            window.message.tell_problem(problem, action=_("Go there"), act=lambda: window.open_hit(hit))

    if problem.place and window.session.is_open:
        window.session.run(mending.where_to_mend, window.session.cycle_id, problem.place, done=lead)


def make_return(window: MainWindow, *, draft: bool = False, folder: Path | None = None) -> None:
    """Make the return; where the year is not approved, offer a draft."""
    out = folder or ask_folder(window, _("Where the return is put"))
    if out is None:
        return

    def done(files: Sequence[Path]) -> None:
        tell_made(window, files)

    def failed(problem: Problem) -> None:
        if problem.code == "approval.missing":
            window.message.tell_problem(
                problem, action=_("Make a draft"), act=lambda: make_return(window, draft=True, folder=out)
            )
        else:
            tell_refused(window, problem)

    cycle_id = window.session.cycle_id
    window.message.tell(_("Making the return…"), stay=True)
    window.session.settle()
    window.session.run(
        lambda workspace: outputs.make_return(workspace, cycle_id, out, draft=draft), done=done, failed=failed
    )


def ask_workbook(parent: QWidget, title: str, name: str) -> Path | None:
    """Ask for an Excel file to write, `name` being proposed; None where the person thinks better of it."""
    proposed = str(paths.documents_folder() / name)
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, proposed, _("Excel workbooks (*.xlsx)"))
    if not chosen:
        return None
    return Path(chosen) if chosen.lower().endswith(".xlsx") else Path(chosen + ".xlsx")


def export_evidence(window: MainWindow) -> None:
    """Write the schedule of the year's evidence to an Excel file that is asked for."""
    cycle_id = window.session.cycle_id
    name = f"{cycle_id.replace('.', '-')}-evidence.xlsx"
    out = ask_workbook(window, _("Where the evidence schedule is put"), name)
    if out is None:
        return

    def done(files: Sequence[Path]) -> None:
        tell_made(window, files)

    window.message.tell(_("Making the evidence schedule…"), stay=True)
    window.session.settle()
    window.session.run(
        lambda workspace: outputs.make_evidence_schedule(workspace, cycle_id, out),
        done=done,
        failed=window.message.tell_problem,
    )
