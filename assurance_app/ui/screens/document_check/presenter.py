"""Checking documents: what happens in the window for it. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from assurance_app.application.document_check import (
    DocumentReport,
    FindingRow,
    check_each,
    kept_from_public,
    report_text,
    save_report,
    summary_sentence,
)
from assurance_app.domain.withheld import Withheld
from assurance_app.ui.screens.base import Runs
from assurance_app.ui.states import State, Symbol
from assurance_app.ui.tasks import Lane, Problem
from assurance_app.ui.widgets.table import TableRow
from assurance_app.words import _, ngettext

SUFFIXES = (".docx", ".docm", ".dotx", ".pdf", ".doc")
"""What is offered to choose from; what a file is, its content says."""


class Works(Protocol):
    """What can do work that touches no workspace."""

    def run(
        self,
        call: Callable[[], Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Problem], object] | None = None,
        *,
        lane: Lane,
    ) -> None:
        """Do it on a thread."""


class CheckView(Protocol):
    """What the presenter asks of the window."""

    def show_working(self, sentence: str) -> None:
        """Say what is being done."""

    def show_reports(self, reports: Sequence[DocumentReport], sentence: str) -> None:
        """Show what was found."""

    def show_problem(self, sentence: str) -> None:
        """Say what did not work."""

    def tell(self, sentence: str) -> None:
        """Say what was done."""


def state_of(row: FindingRow) -> State:
    """Whether it is to mend, or only to be looked at."""
    return State(Symbol.CROSS, "bad", _("To mend")) if row.mend else State(Symbol.RING, "partly", _("To look at"))


def table_rows(reports: Sequence[DocumentReport]) -> tuple[TableRow, ...]:
    """The findings as lines of the table, in the order of the documents and of the rules."""
    made = []
    several = len(reports) > 1
    for number, report in enumerate(reports):
        for at, row in enumerate(report.rows):
            state = state_of(row)
            where = (
                _("{document}: {place}").format(document=report.path.name, place=row.where) if several else row.where
            )
            texts = (row.title, where, row.found, state.word)
            sorts = ((number, at), where.casefold(), row.found.casefold(), (not row.mend, number, at))
            made.append(TableRow(texts, sorts, (number, at), state, state_in=3))
    return tuple(made)


def sentence_of(reports: Sequence[DocumentReport]) -> str:
    """How it stands with the documents: what is to mend, what could not be read, what was compared."""
    lines = []
    for report in reports:
        said = summary_sentence(report)
        lines.append(said if report.refusal else _("{document}: {what}").format(document=report.path.name, what=said))
    if any(report.compared for report in reports):
        lines.append(_("Words that the record of this year keeps from the public were looked for as well."))
    return "\n".join(lines)


class DocumentCheckPresenter:
    """Checks documents off the interface thread; what was asked for before the last time is not shown any more."""

    def __init__(self, session: Runs, works: Works, view: CheckView, *, can_compare: Callable[[], bool]) -> None:
        self._session = session
        self._works = works
        self._view = view
        self._visit = 0
        self._can_compare = can_compare
        self.paths: tuple[Path, ...] = ()
        self.reports: tuple[DocumentReport, ...] = ()
        self.published = True
        self.compare = True

    def check(self, paths: Sequence[Path] = ()) -> None:
        """Check these documents, or the same again."""
        self.paths = tuple(paths) or self.paths
        if not self.paths:
            return
        self._visit += 1
        visit = self._visit
        words = ngettext("Checking {number} document…", "Checking {number} documents…", len(self.paths))
        self._view.show_working(words.format(number=len(self.paths)))
        if self.published and self.compare and self._can_compare():
            self._session.run(
                kept_from_public,
                self._session.cycle_id,
                done=lambda kept: self._look(visit, kept),
                failed=lambda problem: self._failed(visit, problem),
            )
        else:
            self._look(visit, None)

    def choose(self, *, published: bool | None = None, compare: bool | None = None) -> None:
        """Check again for another purpose."""
        self.published = self.published if published is None else published
        self.compare = self.compare if compare is None else compare
        self.check()

    def leave(self) -> None:
        """The window is closed: what is still under way is not shown."""
        self._visit += 1

    def row(self, key: tuple[int, int] | None) -> FindingRow | None:
        """The finding of that line."""
        if key is None or key[0] >= len(self.reports) or key[1] >= len(self.reports[key[0]].rows):
            return None
        return self.reports[key[0]].rows[key[1]]

    def text(self) -> str:
        """All that was found, as plain text."""
        return report_text(self.reports)

    def save(self, path: Path) -> None:
        """Keep all that was found as a text file."""
        reports, visit = self.reports, self._visit

        def tell(words: str) -> None:
            if visit == self._visit:
                self._view.tell(words)

        self._works.run(
            lambda: save_report(reports, path),
            done=lambda _nothing: tell(_("Saved as {name}.").format(name=path.name)),
            failed=lambda problem: tell(problem.sentence),
            lane=Lane.PAGES,
        )

    def _look(self, visit: int, kept: Withheld | None) -> None:
        if visit != self._visit:
            return
        paths, published = self.paths, self.published
        self._works.run(
            lambda: check_each(paths, kept, published=published),
            done=lambda reports: self._show(visit, reports),
            failed=lambda problem: self._failed(visit, problem),
            lane=Lane.PAGES,
        )

    def _show(self, visit: int, reports: tuple[DocumentReport, ...]) -> None:
        if visit == self._visit:
            self.reports = reports
            self._view.show_reports(reports, sentence_of(reports))

    def _failed(self, visit: int, problem: Problem) -> None:
        if visit == self._visit:
            self._view.show_problem(problem.sentence)
