"""The checks: how the screen is laid out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from assurance_app.application.changes import Changed
from assurance_app.application.checking import CheckRow, ChecksPage
from assurance_app.application.places import Place
from assurance_app.domain.text import clean_text
from assurance_app.domain.years import spoken_year
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.screens.checks.presenter import ChecksPresenter, Show, aside_sentence, table_rows
from assurance_app.ui.session import Session
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import Reading, button, card, column, label
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.table import Table
from assurance_app.words import _

KEPT = "columns.checks"


class ChecksScreen(Screen):
    """The table of checks, the one in focus in full, and the reason for which some are set aside."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.presenter = ChecksPresenter(session, self)
        body = column(self, margins=STEP * 3, spacing=STEP * 2)
        self._title = label(_("Checks"), "title")
        self.number = label("", "second")
        head = column(spacing=STEP // 2)
        head.addWidget(self._title)
        head.addWidget(self.number)
        body.addLayout(head)
        self.filters = self._build_filters()
        body.addWidget(self.filters)
        self._nothing = Reading()
        body.addWidget(self._nothing)
        columns = (_("Check"), _("Where"), _("What was found"), _("State"))
        self.table = Table(_("Checks"), columns, widest=2, several=True)
        self.table.opened.connect(self.presenter.open)
        self.table.selection_changed.connect(self._show_detail)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._show_detail())
        body.addWidget(self.table, 1)
        self.detail = self._build_detail()
        body.addWidget(self.detail)
        self.reason_panel = self._build_reason()
        body.addWidget(self.reason_panel)
        body.addStretch(0)
        self._body = body
        self.reason_panel.hide()
        self._put_menu_on_table()

    # -- the window's side -------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Load and show the checks."""
        self.aside.emit(None)
        self.close_panel(focus=False)
        self.presenter.arrive()

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show them anew where they are shown here."""
        self.presenter.changed(changes)

    def focus_first(self) -> None:
        """Begin at the first check."""
        (self.table if self.table.isVisible() else self.show_which).setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Set aside where the reason is asked for, else go where the check in focus leads."""
        if self.reason_panel.isVisible():
            self._record()
        else:
            self.presenter.open(self.table.here())

    def kept(self) -> dict[str, str]:
        """The columns, for the settings."""
        text = self.table.kept()
        return {KEPT: text} if text else {}

    def put_kept(self, kept: dict[str, str]) -> None:
        """The columns as they were."""
        self.table.put_kept(kept.get(KEPT, ""))

    # -- the presenter's side ----------------------------------------------------------------------------------

    def show_checks(self, page: ChecksPage, rows: Sequence[CheckRow], number: str) -> None:
        """Show the checks that the filter leaves."""
        self._title.setText(_("Checks of {year}").format(year=spoken_year(page.year)))
        self.number.setText(number)
        self._offer(page)
        self.table.set_rows(table_rows(rows))
        if rows and self.table.here() is None:
            self.table.select([rows[0].key])
        self.table.setVisible(bool(rows))
        self._body.setStretch(self._body.count() - 1, 0 if rows else 1)
        self._nothing.set_text("" if rows else self._nothing_words(page))
        self._show_detail()
        self.loaded.emit()

    def ask_reason(self, sentence: str) -> None:
        """Ask why checks are set aside."""
        self._why.setText(sentence)
        self.reason.setAccessibleName(sentence)
        self.reason.clear()
        self.reason_panel.show()
        self.detail.hide()
        self.filters.setEnabled(False)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self, *, focus: bool = True) -> None:
        """Nothing is asked any more."""
        self.reason_panel.hide()
        self.filters.setEnabled(True)
        self._show_detail()
        if focus:
            self.focus_first()

    def tell(self, sentence: str, kind: str = "done") -> None:
        """Say what was done."""
        self.tells.emit(sentence, kind)

    def go(self, place: Place) -> None:
        """Go elsewhere."""
        self.wants.emit(place)

    # -- layout ------------------------------------------------------------------------------------------------

    def _build_filters(self) -> QWidget:
        self.show_which = DropDown(
            ((Show.OPEN, _("Open")), (Show.ASIDE, _("Set aside")), (Show.ALL, _("Open and set aside")))
        )
        self.show_which.setAccessibleName(_("Show only: {what}").format(what=_("State")))
        self.show_which.chosen.connect(lambda code: self.presenter.sift(show=code))
        self.which_check = DropDown((), blank=_("Any check"))
        self.which_check.setAccessibleName(_("Show only: {what}").format(what=_("Check")))
        self.which_check.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which_check.setMinimumContentsLength(28)
        self.which_check.chosen.connect(lambda code: self.presenter.sift(code=code))
        strip = QWidget()
        strip.setLayout(FlowRow(self.show_which, self.which_check))
        return strip

    def _build_detail(self) -> QFrame:
        frame, inner = card()
        self._check = label("", "group")
        self._found = label("")
        self._do = label("", "second")
        self._aside = label("", "second")
        self.go_there = button(_("&Go there ›"), lambda: self.presenter.open(self.table.here()), "primary")
        self.put_aside = button(_("Set &aside…"), lambda: self.presenter.ask_reason(self.table.selected()))
        self.open_again = button(_("&Open again"), lambda: self.presenter.take_up(self.table.selected()))
        for widget in (self._check, self._found, self._do, self._aside):
            inner.addWidget(widget)
        inner.addLayout(FlowRow(self.go_there, self.put_aside, self.open_again))
        return frame

    def _build_reason(self) -> QFrame:
        frame, inner = card()
        self._why = label("", "group")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Set aside, because…"))
        self.reason.returnPressed.connect(self._record)
        self.record = button(_("&Record the reason"), self._record, "primary")
        cancel = button(_("Cancel"), self.close_panel)
        inner.addWidget(self._why)
        inner.addWidget(self.reason)
        inner.addLayout(FlowRow(self.record, cancel))
        for widget in (self.reason, self.record, cancel):
            widget.installEventFilter(self)
        return frame

    def _put_menu_on_table(self) -> None:
        self._acts: list[QAction] = []
        for words, do in (
            (_("Go there"), self.go_there),
            (_("Set aside…"), self.put_aside),
            (_("Open again"), self.open_again),
        ):
            made = QAction(words, self.table)
            made.triggered.connect(lambda _checked=False, do=do: do.click())
            self.table.addAction(made)
            self._acts.append(made)

    # -- inside ------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape closes the question for the reason."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return True
        return super().eventFilter(watched, event)

    def _record(self) -> None:
        self.presenter.set_aside(clean_text(self.reason.text()))

    def _offer(self, page: ChecksPage) -> None:
        titles = dict.fromkeys((row.code, row.title) for row in page.rows)
        self.which_check.clear()
        self.which_check.addItem(_("Any check"), "")
        for code, title in titles:
            self.which_check.addItem(title, code)
        self.which_check.set_value(self.presenter.code)
        self.show_which.set_value(self.presenter.show)

    def _nothing_words(self, page: ChecksPage) -> str:
        if self.presenter.show is Show.ASIDE and not page.aside:
            return _("Nothing was set aside. An open check can be set aside with a reason; it is kept with the year.")
        if page.rows and (page.open or self.presenter.code):
            return _("No check is like that. Choose otherwise above.")
        return _(
            "No check is open. The checks look at everything that is recorded for the year, as it is written, and "
            "what they find stands here with the place it leads to. They never stop anybody."
        )

    def _show_detail(self) -> None:
        here = self.presenter.row(self.table.here())
        shown = here is not None and not self.reason_panel.isVisible() and bool(self.table.rows)
        self.detail.setVisible(shown)
        if here is None:
            return
        chosen = [row for key in self.table.selected() if (row := self.presenter.row(key)) is not None]
        writable = not self._session.read_only
        self._check.setText(f"{here.title} · {here.where}")
        self._found.setText(here.sentence)
        self._do.setText(here.do)
        self._aside.setText(aside_sentence(here))
        self._aside.setVisible(bool(self._aside.text()))
        can = (True, any(row.aside is None for row in chosen), any(row.aside is not None for row in chosen))
        buttons = (self.go_there, self.put_aside, self.open_again)
        for widget, act, able, needs_writing in zip(buttons, self._acts, can, (False, True, True), strict=True):
            widget.setVisible(able and (writable or not needs_writing))
            act.setVisible(able and (writable or not needs_writing))
