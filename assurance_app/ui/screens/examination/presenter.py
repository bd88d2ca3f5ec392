"""The examination plan: what happens on it. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from assurance_app.application import examining
from assurance_app.application.changes import Changed
from assurance_app.application.examining import ExaminationPage, Proposal, Step
from assurance_app.application.places import Place
from assurance_app.domain.examination import Decision
from assurance_app.domain.values import Risk
from assurance_app.domain.years import spoken_year
from assurance_app.ui.screens.base import Presenter, Runs
from assurance_app.ui.screens.examination.lines import NO_RISK, Line, Show, Sieve, lines_of, sifted
from assurance_app.ui.undoing import Bulk
from assurance_app.words import _, ngettext


class Remembers(Runs, Protocol):
    """A session that can take back what was done in bulk."""

    def remember(self, bulk: Bulk) -> None:
        """Keep a step for Undo."""


class ExaminationView(Protocol):
    """What the presenter asks of the page."""

    def show_plan(self, page: ExaminationPage, lines: Sequence[Line]) -> None:
        """Show the plan: its numbers and the lines that the filter leaves."""

    def show_lines(self, page: ExaminationPage, lines: Sequence[Line]) -> None:
        """Show other lines of the same plan."""

    def ask_reason(self, number: int, reasons: Sequence[str]) -> None:
        """Ask once why so many are not examined."""

    def show_proposal(self, sentence: str, number: int) -> None:
        """Show what would be chosen; 0 is nothing."""

    def close_panels(self) -> None:
        """Nothing is asked any more."""

    def tell(self, sentence: str, kind: str = "done") -> None:
        """Say what was done."""

    def go(self, place: Place) -> None:
        """Go elsewhere."""


class ExaminationPresenter(Presenter):
    """The plan of the year."""

    shows = frozenset({"answer", "examination_choice"})

    def __init__(self, session: Remembers, view: ExaminationView) -> None:
        super().__init__(session)
        self._remembers = session
        self._view = view
        self._page: ExaminationPage | None = None
        self._lines: tuple[Line, ...] = ()
        self._asked_for: tuple[str, ...] = ()
        self._proposal: Proposal | None = None
        self.sieve = Sieve()

    def arrive(self) -> None:
        """Show the plan."""
        self._reload()

    def leave(self) -> None:
        """A proposal that was not applied is not waited for."""
        self._proposal = None
        if self.sieve.show == Show.PROPOSED:
            self.sieve = Sieve()

    def changed(self, changes: Sequence[Changed]) -> None:
        """Show it anew."""
        if self.concerns(changes):
            self._reload()

    def sift(self, **wanted: str) -> None:
        """Show only what the person wants to see."""
        self.sieve = replace(self.sieve, **wanted)  # type: ignore[arg-type]
        if self._page is not None:
            self._view.show_lines(self._page, sifted(self._lines, self.sieve))

    # -- in bulk -----------------------------------------------------------------------------------------------

    def choose(self, ids: Sequence[str], examine: bool) -> None:
        """Have these examined this year, or not."""
        if not self._may_change(ids):
            return

        def done(step: Step) -> None:
            self._keep(step)
            self._view.tell(*self._chosen_sentence(step, ids, examine))

        self._session.run(_chosen, self._session.cycle_id, tuple(ids), examine, done=done)

    def rate(self, ids: Sequence[str], risk: str) -> None:
        """Set the risk of these."""
        if not self._may_change(ids):
            return

        def done(step: Step) -> None:
            self._keep(step)
            number = len(step.requirement_ids)
            if number:
                words = ngettext(
                    "The risk of {number} requirement is set.", "The risk of {number} requirements is set.", number
                )
                self._view.tell(words.format(number=number))

        wanted = None if risk == NO_RISK else Risk(risk)
        self._session.run(examining.rate, self._session.cycle_id, tuple(ids), wanted, done=done)

    def ask_reason(self, ids: Sequence[str]) -> None:
        """Begin to set these aside: the reason is asked once for all."""
        if self._may_change(ids) and self._page is not None:
            seen = {line.key for line in self._lines if line.row.years[0].was_examined}
            self._asked_for = tuple(key for key in ids if key not in seen)
            if self._asked_for:
                self._view.ask_reason(len(self._asked_for), self._page.reasons)
            else:
                self._view.tell(_("The body has a view on these this year: they were examined."), "warning")

    def set_aside(self, because: str) -> None:
        """Record the reason for what it was asked for."""

        def done(step: Step) -> None:
            self._keep(step)
            self._view.close_panels()
            number = len(step.requirement_ids)
            words = ngettext(
                "{number} requirement is recorded as not examined this year, with the reason.",
                "{number} requirements are recorded as not examined this year, with the reason.",
                number,
            )
            self._view.tell(words.format(number=number))

        self._session.run(examining.set_aside, self._session.cycle_id, self._asked_for, because, done=done)

    def propose(self) -> None:
        """Show what risk and rotation would choose."""
        if not self._session.read_only:
            self._session.run(examining.propose, self._session.cycle_id, done=self._show_proposal)

    def apply_proposal(self) -> None:
        """Choose what was proposed."""
        proposal, self._proposal = self._proposal, None
        self.end_proposal()
        if proposal is not None:
            self.choose(tuple(sorted(proposal.requirement_ids)), True)

    def end_proposal(self) -> None:
        """The proposal is not looked at any more."""
        self._proposal = None
        self._view.close_panels()
        if self.sieve.show == Show.PROPOSED:
            self.sift(show="")

    # -- going -------------------------------------------------------------------------------------------------

    def open(self, key: str) -> None:
        """Open the question of a requirement."""
        line = next((line for line in self._lines if line.key == key), None)
        if line is not None:
            row = line.row
            self._view.go(Place("question", row.section_id, row.pillar_id if row.in_threat else "", key))

    def go_on(self, shown: Sequence[Line]) -> None:
        """Open the first shown question that is to be examined and has no view yet."""
        waiting = (line for line in shown if line.planned and line.row.years[0].view is None)
        line = next(waiting, None)
        if line is None:
            self._view.tell(_("Nothing that is shown here waits to be examined."))
        else:
            self.open(line.key)

    # -- inside ------------------------------------------------------------------------------------------------

    def _may_change(self, ids: Sequence[str]) -> bool:
        return bool(ids) and not self._session.read_only

    def _keep(self, step: Step) -> None:
        if step.replaced:
            self._remembers.remember(Bulk(examining.undo, step))

    def _chosen_sentence(self, step: Step, ids: Sequence[str], examine: bool) -> tuple[str, str]:
        number = len(step.requirement_ids)
        rows = {line.key: line.row for line in self._lines}
        seen = sum(1 for key in ids if key in rows and rows[key].years[0].was_examined)
        if examine:
            words = ngettext(
                "{number} requirement more is examined this year.",
                "{number} requirements more are examined this year.",
                number,
            )
        else:
            if seen:
                words = ngettext(
                    "{number} of them has a view this year: it was examined. The view is changed on its question.",
                    "{number} of them have a view this year: they were examined. A view is changed on its question.",
                    seen,
                )
                return words.format(number=seen), "warning"
            words = ngettext(
                "{number} requirement is taken out of the plan.",
                "{number} requirements are taken out of the plan.",
                number,
            )
        return words.format(number=number), "done"

    def _show_proposal(self, proposal: Proposal) -> None:
        self._proposal = proposal
        number = len(proposal.requirement_ids)
        if number:
            self.sieve = Sieve(show=Show.PROPOSED, proposed=proposal.requirement_ids)
            self.sift()
        self._view.show_proposal(proposal_sentence(proposal, self._page), number)

    def _reload(self) -> None:
        self.load(examining.load_examination, self._session.cycle_id, show=self._show)

    def _show(self, page: ExaminationPage) -> None:
        self._page = page
        self._lines = lines_of(page)
        self._view.show_plan(page, sifted(self._lines, self.sieve))


def _chosen(workspace: Any, cycle_id: str, ids: Sequence[str], examine: bool) -> Any:
    return examining.choose(workspace, cycle_id, ids, examine=examine)


def proposal_sentence(proposal: Proposal, page: ExaminationPage | None) -> str:
    """What risk and rotation propose, and why."""
    number = len(proposal.requirement_ids)
    if not number:
        return _("Risk and rotation ask for nothing more this year: what is chosen is enough.")
    whole = ngettext(
        "Risk and rotation would examine {number} requirement more:",
        "Risk and rotation would examine {number} requirements more:",
        number,
    ).format(number=number)
    every = page.rotation if page is not None else 0
    parts = []
    if proposal.high:
        parts.append(_("{number} of high risk").format(number=proposal.high))
    if proposal.due:
        parts.append(_("{number} last examined {years} years ago or longer").format(number=proposal.due, years=every))
    if proposal.first_time:
        words = _("{number} that were not examined before, a share of each section")
        parts.append(words.format(number=proposal.first_time))
    sentence = f"{whole} {'; '.join(parts)}."
    if proposal.aside:
        kept = ngettext(
            "{number} that you set aside with a reason stays so.",
            "{number} that you set aside with a reason stay so.",
            proposal.aside,
        )
        sentence = f"{sentence} {kept.format(number=proposal.aside)}"
    return sentence


def number_sentence(page: ExaminationPage) -> str:
    """The headline: how many are examined."""
    return _("{number} of {of} examined this year").format(number=page.chosen, of=len(page.rows))


def decided_sentence(page: ExaminationPage) -> str:
    """What else there is to know."""
    waiting = sum(1 for row in page.rows if row.decision is Decision.EXAMINE and row.years[0].view is None)
    parts = [_("{number} not decided").format(number=page.undecided)]
    if page.aside:
        parts.append(_("{number} not examined, with a reason").format(number=page.aside))
    if waiting:
        parts.append(_("{number} still to examine").format(number=waiting))
    missing = [spoken_year(year) for year in page.years if year not in page.kept]
    if missing:
        words = ngettext("{years} is not in this workspace", "{years} are not in this workspace", len(missing))
        parts.append(words.format(years=_(" and ").join(missing)))
    return " · ".join(parts)


def advice(page: ExaminationPage) -> str:
    """What to do first, where nothing is decided yet."""
    if page.undecided < len(page.rows):
        return ""
    words = _(
        "Set risks where you know them, or have a share proposed: each requirement has its turn within {years} years. "
        "Your own duties are answered every year."
    )
    return words.format(years=page.rotation)
