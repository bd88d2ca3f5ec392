"""The examination plan: how it is laid out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from assurance_app.application.changes import Changed
from assurance_app.application.examining import ExaminationPage
from assurance_app.application.places import Place
from assurance_app.domain.values import Risk
from assurance_app.domain.years import spoken_year
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.screens.examination.lines import NO_RISK, Line, Show, column_titles, risk_word
from assurance_app.ui.screens.examination.presenter import (
    ExaminationPresenter,
    advice,
    decided_sentence,
    number_sentence,
)
from assurance_app.ui.screens.examination.table import PlanTable
from assurance_app.ui.session import Session
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import button, card, column, label, row
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.words import _, ngettext

KEPT = "columns.examination"
_LONGEST_OFFER = 90


class ExaminationScreen(Screen):
    """Numbers, filters, what can be done in bulk, and the table."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.presenter = ExaminationPresenter(session, self)
        body = column(self, margins=STEP * 2, spacing=STEP + STEP // 2)
        body.addLayout(self._build_head())
        self._advice = label("", "second")
        self._advice.hide()
        body.addWidget(self._advice)
        self.filters = self._build_filters()
        body.addWidget(self.filters)
        self.bulk = self._build_bulk()
        body.addWidget(self.bulk)
        self.reason_panel = self._build_reason()
        self.proposal_panel = self._build_proposal()
        body.addWidget(self.reason_panel)
        body.addWidget(self.proposal_panel)
        self._nothing = label("", "second")
        self._nothing.hide()
        body.addWidget(self._nothing)
        self.table = PlanTable(_("Requirements to examine"))
        self.table.opened.connect(self.presenter.open)
        self.table.toggled.connect(self.presenter.choose)
        self.table.rated.connect(self.presenter.rate)
        self.table.selection_changed.connect(self._show_selection)
        body.addWidget(self.table, 1)
        self._put_menu_on_table()
        self.reason_panel.hide()
        self.proposal_panel.hide()

    # -- the window's side -------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Load and show the plan."""
        self.aside.emit(None)
        writable = not self._session.read_only
        self.propose_button.setVisible(writable)
        for one in self._bulk_buttons():
            one.setVisible(writable)
        self.presenter.arrive()

    def leave(self) -> None:
        """What was asked and not answered is forgotten."""
        self._show_panel(None)
        self.presenter.leave()

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it is shown here."""
        self.presenter.changed(changes)

    def focus_first(self) -> None:
        """Begin at the first thing to do."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Record the reason where one is asked for, else open what is to be examined next."""
        if self.reason_panel.isVisible():
            self._record()
        elif self.proposal_panel.isVisible() and self.apply.isVisible():
            self.presenter.apply_proposal()
        else:
            self.presenter.go_on(self.table.lines)

    def kept(self) -> dict[str, str]:
        """The columns, for the settings."""
        text = self.table.kept()
        return {KEPT: text} if text else {}

    def put_kept(self, kept: dict[str, str]) -> None:
        """The columns as they were."""
        self.table.put_kept(kept.get(KEPT, ""))

    # -- what the menu does ------------------------------------------------------------------------------------

    def act(self, name: str) -> None:
        """Do what the menu names."""
        chosen = self.table.selected()
        acts: dict[str, Callable[[], object]] = {
            "propose": self.presenter.propose,
            "examine": lambda: self.presenter.choose(chosen, True),
            "leave-out": lambda: self.presenter.choose(chosen, False),
            "because": lambda: self.presenter.ask_reason(chosen),
            "copy": self.table.copy,
            "find": self._find,
        }
        if name in acts:
            acts[name]()
        else:
            self.presenter.rate(chosen, name.removeprefix("risk-"))

    def _find(self) -> None:
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    # -- the presenter's side ----------------------------------------------------------------------------------

    def show_plan(self, page: ExaminationPage, lines: Sequence[Line]) -> None:
        """Show the plan."""
        self._title.setText(_("Examination in {year}").format(year=spoken_year(page.year)))
        self.number.setText(number_sentence(page))
        self.decided.setText(decided_sentence(page))
        self._advice.setText(advice(page))
        self._advice.setVisible(bool(self._advice.text()) and not self._session.read_only)
        self._offer(page)
        self.show_lines(page, lines)
        self.loaded.emit()

    def show_lines(self, page: ExaminationPage, lines: Sequence[Line]) -> None:
        """Show the lines that the filter leaves."""
        sieve = self.presenter.sieve
        if self.words.text() != sieve.words:
            self.words.setText(sieve.words)
        for drop, value in self._drops(sieve.section, sieve.pillar, sieve.risk, sieve.show):
            drop.set_value(value)
        self.table.show_lines(column_titles(page), lines, read_only=self._session.read_only)
        self.clear.setVisible(not sieve.is_open)
        words = _("{number} of {of} shown").format(number=len(lines), of=len(page.rows))
        self._shown = "" if sieve.is_open else words
        self._nothing.setText(
            _("Nothing is like that. Choose otherwise above.")
            if page.rows
            else _("The framework of this year has nothing that is examined by choice.")
        )
        self._nothing.setVisible(not lines)
        self._show_selection()

    def ask_reason(self, number: int, reasons: Sequence[str]) -> None:
        """Ask once why so many are not examined."""
        words = ngettext(
            "Why is this requirement not examined this year?",
            "Why are these {number} requirements not examined this year?",
            number,
        ).format(number=number)
        self._why.setText(words)
        self.reason.setAccessibleName(words)
        self.before.clear()
        self.before.addItem(_("A reason used before…"), "")
        for reason in reasons:
            self.before.addItem(_short(reason), reason)
            self.before.setItemData(self.before.count() - 1, reason, Qt.ItemDataRole.ToolTipRole)
        self.before.setVisible(bool(reasons))
        self.reason.clear()
        self._show_panel(self.reason_panel)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_proposal(self, sentence: str, number: int) -> None:
        """Show what would be chosen."""
        self._proposed.setText(sentence)
        self.proposal_panel.setAccessibleDescription(sentence)
        words = ngettext("E&xamine this one", "E&xamine these {number}", number)
        self.apply.setText(words.format(number=number))
        self.apply.setVisible(bool(number))
        self.dismiss.setText(_("Cancel") if number else _("Close"))
        self._show_panel(self.proposal_panel)
        (self.apply if number else self.dismiss).setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panels(self) -> None:
        """Nothing is asked any more."""
        self._show_panel(None)
        self.focus_first()

    def tell(self, sentence: str, kind: str = "done") -> None:
        """Say what was done."""
        self.tells.emit(sentence, kind)

    def go(self, place: Place) -> None:
        """Go elsewhere."""
        self.wants.emit(place)

    # -- layout ------------------------------------------------------------------------------------------------

    def _build_head(self) -> QVBoxLayout:
        self._title = label(_("Examination"), "title")
        self.number = label("", "group", wrap=False)
        self.decided = label("", "second")
        self.propose_button = button(_("&Propose by risk and rotation"), self.presenter.propose, "primary")
        head = column(spacing=STEP // 2)
        top = row(self._title, self.propose_button)
        top.setStretch(0, 1)
        head.addLayout(top)
        counts = row(self.number, self.decided, spacing=STEP * 2)
        counts.setStretch(1, 1)
        head.addLayout(counts)
        return head

    def _build_filters(self) -> QWidget:
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Find a requirement"))
        self.words.setAccessibleName(_("Find requirements by words of their title, paragraph, section or pillar"))
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(STEP * 24)
        self.words.textEdited.connect(lambda text: self.presenter.sift(words=text))
        self.section = self._filter(_("Section"), "section", ())
        self.pillar = self._filter(_("Pillar"), "pillar", ())
        risks = [(risk.value, _("Risk: {risk}").format(risk=risk_word(risk))) for risk in Risk]
        self.risk = self._filter(_("Risk"), "risk", (*risks, (NO_RISK, _("Risk: none set"))), _("Any risk"))
        shows = (
            (Show.CHOSEN, _("Examined this year")),
            (Show.NOT_CHOSEN, _("Not among the examined")),
            (Show.UNDECIDED, _("Not decided")),
            (Show.ASIDE, _("Not examined, with a reason")),
            (Show.DUE, _("Due by rotation")),
        )
        self.stand = self._filter(_("This year"), "show", shows, _("Any decision"))
        self.clear = button(_("Show all"), self._show_all, "quiet")
        strip = QWidget()
        strip.setLayout(FlowRow(self.words, self.section, self.pillar, self.risk, self.stand, self.clear))
        return strip

    def _filter(self, name: str, part: str, choices: Sequence[tuple[str, str]], blank: str = "") -> DropDown:
        made = DropDown(choices, blank=blank or name)
        made.setAccessibleName(_("Show only: {what}").format(what=name))
        made.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(13)
        made.chosen.connect(lambda code: self.presenter.sift(**{part: code}))
        return made

    def _build_bulk(self) -> QWidget:
        strip = QWidget()
        self._selected = label("", "second", wrap=False)
        self._shown = ""
        self.examine = button(_("Examine"), lambda: self.act("examine"))
        self.leave_out = button(_("Do not examine"), lambda: self.act("leave-out"))
        self.because = button(_("Not examined this year, because…"), lambda: self.act("because"))
        self.set_risk = QPushButton(_("Set risk"))
        self.set_risk.setAutoDefault(True)
        self.set_risk.setSizePolicy(self.examine.sizePolicy())
        menu = QMenu(self.set_risk)
        for code, words in _risk_choices():
            menu.addAction(words, _rating(self, code))
        self.set_risk.setMenu(menu)
        strip.setLayout(FlowRow(self.examine, self.leave_out, self.because, self.set_risk, self._selected))
        return strip

    def _build_reason(self) -> QFrame:
        frame, inner = card()
        self._why = label("", "group")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Not examined this year, because…"))
        self.reason.returnPressed.connect(self._record)
        self.before = DropDown(())
        self.before.setAccessibleName(_("A reason used before"))
        self.before.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.before.setMinimumContentsLength(28)
        self.before.chosen.connect(self._use_before)
        self.record = button(_("&Record the reason"), self._record, "primary")
        cancel = button(_("Cancel"), self.close_panels)
        inner.addWidget(self._why)
        inner.addWidget(self.reason)
        inner.addLayout(FlowRow(self.record, cancel, self.before))
        for widget in (self.reason, self.before, self.record, cancel):
            widget.installEventFilter(self)
        return frame

    def _build_proposal(self) -> QFrame:
        frame, inner = card()
        self._proposed = label("")
        self.apply = button("", self.presenter.apply_proposal, "primary")
        self.dismiss = button(_("Cancel"), self.presenter.end_proposal)
        inner.addWidget(self._proposed)
        inner.addLayout(row(self.apply, self.dismiss, None))
        for widget in (self.apply, self.dismiss):
            widget.installEventFilter(self)
        return frame

    def _put_menu_on_table(self) -> None:
        acts: tuple[tuple[str, Callable[[], object]], ...] = (
            (_("Open the question"), lambda: self.presenter.open(self.table.here())),
            (_("Examine"), lambda: self.act("examine")),
            (_("Do not examine"), lambda: self.act("leave-out")),
            (_("Not examined this year, because…"), lambda: self.act("because")),
            *((_("Risk: {risk}").format(risk=words), _rating(self, code)) for code, words in _risk_choices()),
            (_("Copy as a table"), self.table.copy),
        )
        for words, do in acts:
            made = QAction(words, self.table)
            made.triggered.connect(lambda _checked=False, do=do: do())
            self.table.addAction(made)

    # -- inside ------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape closes a panel."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            if self.proposal_panel.isVisible():
                self.presenter.end_proposal()
            else:
                self.close_panels()
            return True
        return super().eventFilter(watched, event)

    def _show_panel(self, shown: QWidget | None) -> None:
        """One thing at a time: while something is asked, filters and the other actions are out of the way."""
        for panel in (self.reason_panel, self.proposal_panel):
            panel.setVisible(panel is shown)
        self.filters.setVisible(shown is None)
        self.bulk.setVisible(shown is None)

    def _bulk_buttons(self) -> tuple[QPushButton, ...]:
        return self.examine, self.leave_out, self.because, self.set_risk

    def _drops(self, section: str, pillar: str, risk: str, show: str) -> tuple[tuple[DropDown, str], ...]:
        stand = show if show != Show.PROPOSED else ""
        return (self.section, section), (self.pillar, pillar), (self.risk, risk), (self.stand, stand)

    def _offer(self, page: ExaminationPage) -> None:
        """The sections and pillars that there are."""
        sections = dict.fromkeys((entry.section_id, entry.section_title) for entry in page.rows)
        pillars = dict.fromkeys((entry.pillar_id, entry.pillar_title) for entry in page.rows if entry.pillar_id)
        for drop, blank, found in (
            (self.section, _("All sections"), sections),
            (self.pillar, _("All pillars"), pillars),
        ):
            if drop.count() != len(found) + 1:
                drop.clear()
                drop.addItem(blank, "")
                for code, words in found:
                    drop.addItem(words, code)
            drop.view().setMinimumWidth(drop.view().sizeHintForColumn(0) + STEP * 3)

    def _show_all(self) -> None:
        self.presenter.sift(words="", section="", pillar="", risk="", show="")
        self.focus_first()

    def _show_selection(self) -> None:
        number = len(self.table.selected())
        for one in self._bulk_buttons():
            one.setEnabled(bool(number))
        some = ngettext("{number} selected", "{number} selected", number).format(number=number)
        parts = [some if number else _("None selected"), self._shown]
        self._selected.setText(" · ".join(part for part in parts if part))

    def _use_before(self, reason: str) -> None:
        if reason:
            self.reason.setText(reason.replace("\n", " "))
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _record(self) -> None:
        self.presenter.set_aside(self.reason.text())


def _rating(screen: ExaminationScreen, code: str) -> Callable[[], object]:
    return lambda: screen.act(f"risk-{code}")


def _risk_choices() -> tuple[tuple[str, str], ...]:
    return (*((risk.value, risk_word(risk)) for risk in Risk), (NO_RISK, risk_word(None)))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_OFFER else line[: _LONGEST_OFFER - 1].rstrip() + "…"
