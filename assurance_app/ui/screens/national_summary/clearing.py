"""The marking of the summary, its clearance by the portfolio lead, and what changed since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from assurance_app.application.permissions import ExtractRow
from assurance_app.application.summary_page import SummaryPage
from assurance_app.domain.commissioning import ExtractAnswer
from assurance_app.domain.disclosure import Marking
from assurance_app.domain.national_difference import PartDifference
from assurance_app.domain.prose import spoken_date
from assurance_app.ui.screens.national_summary.forms import Section, WhoWhen
from assurance_app.ui.states import Mark, Symbol
from assurance_app.ui.widgets.basics import Page, Reading, button, card, empty, label, row
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.ui.widgets.labelled import Labelled
from assurance_app.words import _, ngettext


class ClearingTab(Page):
    """Who cleared the whole, on which day; until then every document says draft."""

    marked = Signal(str)
    cleared = Signal(str, str, str)
    taken_back = Signal()

    def __init__(self) -> None:
        super().__init__(tight=True)
        marking = Section(_("Marking"))
        self.body.addWidget(marking)
        self.marking = DropDown(
            [("", _("The highest among the returns")), *((each.value, each.value) for each in Marking)]
        )
        self.marking.chosen.connect(self.marked)
        words = _("Many returns together can be more sensitive than each of them: you decide.")
        marking.inner.addWidget(Labelled(_("How the whole is &marked"), self.marking, words))
        section = Section(_("Clearance by the portfolio lead"))
        self.body.addWidget(section)
        self._mark = Mark()
        self.state = label("")
        line = row(self._mark, self.state)
        line.setStretch(1, 1)
        section.inner.addLayout(line)
        self.checks = label("", "second")
        section.inner.addWidget(self.checks)
        self.form = WhoWhen((_("Who cleared it"), _("In which role")), _("Cleared on"), _("Clear as it stands"))
        self.form.record.setProperty("role", "primary")
        self.form.given.connect(lambda: self.cleared.emit(*self.form.values()))
        section.inner.addWidget(self.form)
        self.take_back = button(_("Take the clearance back"), self.taken_back.emit)
        section.inner.addLayout(row(self.take_back, None))
        self._changes = Section(_("Changed since it was cleared"))
        self.body.addWidget(self._changes)
        self._changes.hide()
        self.changed: tuple[PartDifference, ...] = ()
        self._shown: tuple[PartDifference, ...] = ()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: show what changed."""
        super().showEvent(event)
        self._show_changes()

    def show_page(self, page: SummaryPage, *, read_only: bool) -> None:
        """Show who cleared it, and what changed since."""
        self.marking.set_value(page.commission.entity.marking)
        self.marking.setEnabled(not read_only)
        clearance = page.year.clearance
        is_cleared = clearance is not None and bool(clearance.cleared_on)
        if clearance is not None and is_cleared:
            words = _("Cleared by {name}, {role}, on {date}.").format(
                name=clearance.name, role=clearance.role, date=spoken_date(clearance.cleared_on)
            )
            if page.is_changed:
                words += " " + _("It says something else by now: documents say draft until it is cleared again.")
            self._mark.show_symbol(*((Symbol.HALF, "partly") if page.is_changed else (Symbol.CHECK, "good")))
        else:
            words = _("Not cleared: every document of it says draft.")
            self._mark.show_symbol(Symbol.DASH, "none")
        self.state.setText(words)
        self.form.setVisible((page.is_changed or not is_cleared) and not read_only)
        self.take_back.setVisible(is_cleared and not read_only)
        self.checks.setText(_open_checks(page.extracts))
        self.checks.setVisible(bool(self.checks.text()))
        self.changed = page.changed
        if self.isVisible():
            self._show_changes()

    def _show_changes(self) -> None:
        if self._shown == self.changed:
            return
        self._shown = self.changed
        empty(self._changes.inner)
        for each in self.changed:
            frame, inner = card()
            inner.addWidget(label(each.title, "group"))
            for title, lines in ((_("Cleared"), each.before), (_("Now"), each.now)):
                if lines:
                    inner.addWidget(label(title, "second"))
                    inner.addWidget(Reading("\n".join(lines)))
            self._changes.inner.addWidget(frame)
        self._changes.setVisible(bool(self.changed))


def _open_checks(rows: Sequence[ExtractRow]) -> str:
    """What bodies have still to say of their extracts, or want changed; of each body the last that was sent counts."""
    last: dict[str, ExtractAnswer] = {}
    for each in rows:
        last.setdefault(each.body.id, each.extract.entity.answer)
    found = Counter(last.values())
    asked, waiting = found[ExtractAnswer.CHANGES_ASKED], found[ExtractAnswer.WAITING]
    words = []
    if asked:
        words.append(
            ngettext(
                "{number} body asked for changes in its extract.",
                "{number} bodies asked for changes in their extracts.",
                asked,
            ).format(number=asked)
        )
    if waiting:
        words.append(
            ngettext(
                "{number} body has not answered for its extract yet.",
                "{number} bodies have not answered for their extracts yet.",
                waiting,
            ).format(number=waiting)
        )
    return " ".join(words)
