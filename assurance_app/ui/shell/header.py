"""The strip at the top: whose workspace and which year, and whether everything is saved."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from assurance_app.domain.years import spoken_year
from assurance_app.ui.session import SaveState, Session
from assurance_app.ui.shell.search_field import SearchField
from assurance_app.ui.states import Mark, Symbol
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import label
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.words import _


class Header(QFrame):
    """Body, year, saved indicator."""

    year_chosen = Signal(str)
    """The id of the cycle that the person chose; of a national workspace the year."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self._session = session
        self.name = label("", "group", wrap=False)
        self.year = label("", wrap=False)
        self.years = DropDown(())
        self.years.setAccessibleName(_("Reporting year"))
        self.search = SearchField(session)
        self._mark = Mark()
        self.saved = label("", "second", wrap=False)
        self.saved.setAccessibleName(_("Saved state"))
        inner = QHBoxLayout(self)
        inner.setContentsMargins(STEP * 2, STEP, STEP * 2, STEP)
        inner.setSpacing(STEP)
        inner.addWidget(self.name)
        inner.addWidget(self.year)
        inner.addWidget(self.years)
        inner.addStretch(1)
        inner.addWidget(self.search, 2)
        inner.addSpacing(STEP)
        inner.addWidget(self._mark)
        inner.addWidget(self.saved, 0, Qt.AlignmentFlag.AlignVCenter)
        self.years.chosen.connect(self.year_chosen)
        session.opened.connect(self.show_workspace)
        session.renamed.connect(self.show_workspace)
        session.save_state_changed.connect(self.show_saved)
        self.show_workspace()
        self.show_saved()

    def show_workspace(self) -> None:
        """Show whose workspace it is."""
        summary, cycle = self._session.summary, self._session.cycle
        self.setVisible(summary is not None)
        if summary is None:
            return
        body = summary.body
        self.name.setText(body.name_as_used if body is not None else _("National workspace"))
        # A national workspace keeps which year is worked on, so that it can be chosen only where it can be written.
        several = len(summary.cycles) > 1 or (len(summary.years) > 1 and not summary.read_only)
        self.years.setVisible(several)
        self.year.setVisible(not several)
        year = cycle.year if cycle is not None else summary.year
        self.year.setText(f"·  {spoken_year(year)}" if year else "")
        self.years.clear()
        for other in summary.cycles:
            self.years.addItem(spoken_year(other.year), other.id)
        for national in summary.years:
            self.years.addItem(spoken_year(national), national)
        self.years.set_value(cycle.id if cycle is not None else summary.year)

    def show_saved(self) -> None:
        """Tell the truth about saving."""
        state, problem = self._session.save_state, self._session.save_problem
        symbol, token, words = Symbol.DASH, "none", ""
        if state is SaveState.SAVING:
            symbol, words = Symbol.RING, _("Saving…")
        elif state is SaveState.SAVED and self._session.saved_at is not None:
            symbol, token = Symbol.CHECK, "good"
            words = _("Saved {time}").format(time=self._session.saved_at.strftime("%H:%M"))
        elif state is SaveState.NOT_SAVED and problem is not None:
            symbol, token = Symbol.CROSS, "bad"
            words = _("Not saved")
            self.saved.setToolTip(problem.sentence)
        elif state is SaveState.READ_ONLY:
            words = _("Read only")
        if state is not SaveState.NOT_SAVED:
            self.saved.setToolTip("")
        self._mark.setVisible(bool(words))
        self._mark.show_symbol(symbol, token)
        self.saved.setText(words)
        self.saved.setAccessibleDescription(problem.sentence if problem is not None else words)
