"""The handover: what happens on it. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assurance_app.application import noting
from assurance_app.application.changes import Changed
from assurance_app.application.noting import Handover
from assurance_app.ui.screens.base import Presenter, Runs
from assurance_app.ui.shell.history_pane import shortened, spoken_moment
from assurance_app.ui.states import State, Symbol
from assurance_app.ui.widgets.task_list import TaskRow
from assurance_app.words import _


class HandoverView(Protocol):
    """What the presenter asks of the page."""

    def show_handover(self, handover: Handover, rows: Sequence[TaskRow]) -> None:
        """Show it."""


def open_rows(handover: Handover) -> tuple[TaskRow, ...]:
    """The open notes as a list under what they are about; one whose item is gone still says its words."""
    rows: list[TaskRow] = []
    for placed in handover.open_notes:
        note = placed.stored.entity
        said = _("{when}, {who}").format(when=spoken_moment(note.at), who=note.by)
        words = " ".join(shortened(note.text, 160).split())
        state = State(Symbol.RING, "accent", _("Open"))
        rows.append(TaskRow(words, f"{placed.about} · {said}", state, placed.place))
    return tuple(rows)


class HandoverPresenter(Presenter):
    """Loads the year's open notes; the thread of handover notes keeps itself."""

    shows = frozenset({"note"})

    def __init__(self, session: Runs, view: HandoverView) -> None:
        super().__init__(session)
        self._view = view

    def arrive(self) -> None:
        """Show it."""
        self.load(
            noting.load_handover, self._session.cycle_id, show=lambda found: self._view.show_handover(
                found, open_rows(found)
            ),
        )  # fmt: skip

    def changed(self, changes: Sequence[Changed]) -> None:
        """Show it anew."""
        if self.concerns(changes):
            self.arrive()
