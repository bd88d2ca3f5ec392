"""A list of questions, of a section or of one pillar of a threat: what happens on it. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assurance_app.application import recording
from assurance_app.application.changes import Changed
from assurance_app.application.places import Place
from assurance_app.application.recording import RequirementRow, SectionPage
from assurance_app.domain.framework import SectionKind
from assurance_app.domain.progress import Standing
from assurance_app.ui import states
from assurance_app.ui.screens.base import Presenter, Runs
from assurance_app.ui.widgets.task_list import TaskRow
from assurance_app.words import _, ngettext


class SectionView(Protocol):
    """What the presenter asks of the page."""

    def show_section(self, page: SectionPage, rows: Sequence[TaskRow]) -> None:
        """Show it."""

    def go(self, place: Place) -> None:
        """Go elsewhere."""


def task_rows(page: SectionPage, pillar_id: str) -> tuple[TaskRow, ...]:
    """The lines of the list, under the headings that the publisher groups them by."""
    rows: list[TaskRow] = []
    heading = ""
    for row in page.rows:
        group = _group(row, pillar_id, page.section.kind)
        if group and group != heading:
            rows.append(TaskRow(group))
        heading = group
        rows.append(_task_row(row, page.section.id, pillar_id))
    return tuple(rows)


def _group(row: RequirementRow, pillar_id: str, kind: SectionKind) -> str:
    if kind is SectionKind.OWN_DUTIES:
        # Guests from the threats stand under a pillar; duties of the section itself do not.
        return _("Duties inside the threats") if row.pillar_id else row.group
    if pillar_id:
        return row.group
    return f"{row.pillar_title} · {row.group}" if row.group else row.pillar_title


def _task_row(row: RequirementRow, section_id: str, pillar_id: str) -> TaskRow:
    notes = [_("para {ref}").format(ref=row.ref)]
    if row.evidence:
        count = ngettext("{number} item of evidence", "{number} items of evidence", row.evidence)
        notes.append(count.format(number=row.evidence))
    return TaskRow(
        title=row.title,
        note=" · ".join(notes),
        state=states.of_standing(row.standing),
        key=Place("question", section_id, pillar_id, row.requirement_id),
    )


class SectionPresenter(Presenter):
    """Loads a list, and leads to its questions."""

    shows = frozenset({"answer", "evidence_link"})

    def __init__(self, session: Runs, view: SectionView) -> None:
        super().__init__(session)
        self._view = view
        self._place: Place | None = None
        self._page: SectionPage | None = None

    def arrive(self, place: Place) -> None:
        """Show a list."""
        self._place = place
        self._reload()

    def changed(self, changes: Sequence[Changed]) -> None:
        """Show it anew."""
        if self.concerns(changes):
            self._reload()

    def go_on(self) -> None:
        """Go to the first question that has no answer yet, else to the first."""
        if self._page is None or self._place is None or not self._page.rows:
            return
        unanswered = (row for row in self._page.rows if row.standing in (Standing.TO_DO, Standing.STARTED))
        row = next(unanswered, self._page.rows[0])
        self._view.go(Place("question", self._place.section_id, self._place.pillar_id, row.requirement_id))

    def write_in_a_row(self) -> None:
        """Answer the duties one after the other on one page."""
        if self._page is not None:
            self._view.go(Place("in-a-row", self._page.section.id))

    def to_section(self) -> None:
        """Go up to the section."""
        if self._page is not None:
            threat = self._page.section.kind is SectionKind.THREAT
            self._view.go(Place("threat" if threat else "section", self._page.section.id))

    def _reload(self) -> None:
        place = self._place
        if place is not None:
            arguments = (self._session.cycle_id, place.section_id, place.pillar_id)
            self.load(recording.load_section, *arguments, show=self._show)

    def _show(self, page: SectionPage) -> None:
        self._page = page
        assert self._place is not None
        self._view.show_section(page, task_rows(page, self._place.pillar_id))
