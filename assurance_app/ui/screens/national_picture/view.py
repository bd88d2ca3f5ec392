"""The national picture: how the screen is laid out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTabBar, QWidget

from assurance_app.application.changes import Changed
from assurance_app.application.national_grid import View
from assurance_app.application.national_view import Headline, PicturePage
from assurance_app.application.places import Place
from assurance_app.domain.national_matrix import EVERYTHING, GroupBy, Measure
from assurance_app.domain.years import spoken_year
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.screens.national_parts import look_of, show_grid
from assurance_app.ui.screens.national_picture.presenter import FILTERED, OF_SECTION, PicturePresenter
from assurance_app.ui.session import Session
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.basics import (
    Reading,
    before_in_tab_order,
    button,
    column,
    empty,
    in_tab_order,
    label,
    row,
)
from assurance_app.ui.widgets.choices import DropDown
from assurance_app.ui.widgets.flow import FlowRow
from assurance_app.ui.widgets.heat_table import HeatTable
from assurance_app.ui.widgets.share_bars import Share, ShareBars
from assurance_app.words import _


class PictureScreen(Screen):
    """Numbers on top, the views as tabs, what to show of them, and the table; every number opens what is behind it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.presenter = PicturePresenter(session, self)
        body = column(self, margins=STEP * 3, spacing=STEP + STEP // 2)
        self._title = label(_("National picture"), "title")
        body.addWidget(self._title)
        self._numbers = FlowRow(spacing=STEP * 2)
        body.addLayout(self._numbers)
        self.tabs = self._build_tabs()
        body.addWidget(self.tabs)
        self._filters = self._build_filters()
        body.addWidget(self._filters)
        self._notes = label("", "second")
        self._nothing = Reading()
        self.to_returns = button(_("Go to the returns ›"), lambda: self.wants.emit(Place("returns")), "primary")
        self.table = HeatTable(_("National picture"), _("Body"))
        self.table.opened.connect(self.wants)
        self.table.sorting.connect(self.presenter.sort)
        self.table.line_changed.connect(self._show_bars)
        self.bars = ShareBars(_("How answers spread"))
        self.bars.opened.connect(self.wants)
        self._bars_title = label("", "group")
        for widget in (self._notes, self._nothing):
            body.addWidget(widget)
        body.addLayout(row(self.to_returns, None))
        body.addWidget(self.table, 1)
        body.addWidget(self._bars_title)
        body.addWidget(self.bars)
        self._body = body
        body.addStretch(0)
        self._buttons: dict[str, QWidget] = {}

    def arrive(self, place: Place) -> None:
        """Load and show the place."""
        self.aside.emit(None)
        self.presenter.arrive(place.item_id, place.section_id)

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it is shown here."""
        self.presenter.changed(changes)

    def focus_first(self) -> None:
        """Begin in the table."""
        (self.table if self.table.isVisible() else self.tabs).setFocus()

    def show_picture(self, page: PicturePage) -> None:
        """Show it."""
        wanted = page.wanted
        self._title.setText(_("National picture of {year}").format(year=spoken_year(page.year)))
        self._show_numbers(page.headline, page.expected)
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(list(View).index(wanted.view))
        self.tabs.blockSignals(False)
        self._show_filters(page)
        self._notes.setText(" ".join(page.notes))
        self._notes.setVisible(bool(page.notes) and not page.nothing)
        self._nothing.set_text(page.nothing)
        self.to_returns.setVisible(bool(page.nothing))
        self.table.setVisible(not page.nothing)
        self._body.setStretch(self._body.count() - 1, 1 if page.nothing else 0)
        show_grid(self.table, page.grid, (wanted.shown.sort_by, wanted.shown.descending))
        self._show_bars(self.table.here())
        self.loaded.emit()

    # -- inside ------------------------------------------------------------------------------------------------

    def _build_tabs(self) -> QTabBar:
        tabs = QTabBar()
        tabs.setAccessibleName(_("Views of the national picture"))
        tabs.setDrawBase(False)
        tabs.setExpanding(False)
        tabs.setUsesScrollButtons(True)
        for words in (
            _("Opinions"), _("Pillars"), _("Requirements"), _("How answers spread"), _("Evidence"),
            _("Since last year"), _("Editions"),
        ):  # fmt: skip
            tabs.addTab(words)
        tabs.currentChanged.connect(
            lambda at: self.wants.emit(Place("national-picture", self._section_of(at), item_id=list(View)[at].value))
        )
        return tabs

    def _section_of(self, at: int) -> str:
        return self.presenter.wanted.section_id if list(View)[at] in OF_SECTION else ""

    def _build_filters(self) -> QWidget:
        strip = QWidget()
        self.by_name = QLineEdit()
        self.by_name.setPlaceholderText(_("Find a body by name"))
        self.by_name.setAccessibleName(_("Find a body by name"))
        self.by_name.setClearButtonEnabled(True)
        self.by_name.setMinimumWidth(STEP * 24)
        self.by_name.textEdited.connect(self._find)
        self.by_name.returnPressed.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.section = self._drop(_("Threat or section"), 26)
        self.section.chosen.connect(
            lambda code: self.wants.emit(Place("national-picture", code, item_id=self.presenter.wanted.view.value))
        )
        self.measure = self._drop(_("What is shown"), 16)
        self.measure.addItem(_("Position or view"), Measure.STAND.value)
        self.measure.addItem(_("How it is provided"), Measure.PROVIDED.value)
        self.measure.chosen.connect(self.presenter.choose_measure)
        self.group = self._drop(_("Group by"), 14)
        for code, words in (
            (GroupBy.NOTHING, _("Not grouped")),
            (GroupBy.REGION, _("By region")),
            (GroupBy.CRIME_UNIT, _("By organised crime unit")),
        ):
            self.group.addItem(words, code.value)
        self.group.chosen.connect(self.presenter.group)
        self.region = self._drop(_("Show only: region"), 12)
        self.state = self._drop(_("Show only: state"), 12)
        self.edition = self._drop(_("Show only: edition"), 10)
        self.opinion = self._drop(_("Show only: opinion"), 12)
        self.threat = self._drop(_("Show only: opinion on this threat"), 14)
        for drop in (self.region, self.state, self.edition, self.opinion, self.threat):
            drop.chosen.connect(lambda _code: self._sift())
        self.clear = button(_("Show all"), self.presenter.show_all, "quiet")
        self._sieve = (self.by_name, self.group, self.region, self.state, self.edition, self.opinion, self.threat)
        strip.setLayout(FlowRow(self.section, self.measure, *self._sieve, self.clear))
        return strip

    def _drop(self, name: str, letters: int) -> DropDown:
        made = DropDown(())
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(letters)
        return made

    def _show_filters(self, page: PicturePage) -> None:
        wanted, shown, offered = page.wanted, page.wanted.shown, page.offered
        _fill(self.section, offered.sections, wanted.section_id)
        _fill(self.region, offered.regions, next(iter(shown.regions), ""), _("Every region"))
        _fill(self.state, offered.states, next(iter(shown.states), ""), _("Every state"))
        _fill(self.edition, offered.editions, next(iter(shown.editions), ""), _("Every edition"))
        _fill(self.opinion, offered.opinions, next(iter(shown.opinions), ""), _("Every opinion"))
        _fill(self.threat, offered.threats, shown.on_threat, _("on any threat"))
        self.measure.set_value(wanted.measure.value)
        self.group.set_value(shown.group_by.value)
        is_sifted, is_open = wanted.view in FILTERED, not page.nothing
        for widget in self._sieve:
            widget.setVisible(is_sifted and is_open)
        self.threat.setVisible(is_sifted and is_open and bool(shown.opinions))
        self.edition.setVisible(is_sifted and is_open and (len(offered.editions) > 1 or bool(shown.editions)))
        for widget in (self.section, self.measure):
            widget.setVisible(wanted.view in OF_SECTION and is_open)
        self.clear.setVisible(is_open and shown != EVERYTHING)

    def _show_numbers(self, headline: Sequence[Headline], expected: int) -> None:
        focus = next((key for key, widget in self._buttons.items() if widget.hasFocus()), "")
        empty(self._numbers)
        self._buttons = {}
        for one in headline:
            words = _("{words}: {number}").format(words=one.words, number=one.number)
            made = button(words, lambda place=one.place.place: self.wants.emit(place), "quiet")  # type: ignore[misc]
            self._buttons[one.words] = made
            self._numbers.addWidget(made)
        self._numbers.addWidget(label(_("of {number} bodies expected").format(number=expected), "second", wrap=False))
        in_tab_order(before_in_tab_order(self.tabs), self._numbers)
        if focus in self._buttons:
            self._buttons[focus].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_bars(self, key: str) -> None:
        line = self.presenter.line(key) if self.presenter.wanted.view is View.SPREAD else None
        columns = self.presenter.page.grid.columns if self.presenter.page is not None else ()
        shares = [
            Share(look_of(cell.code, title.title), title.title, cell.number, cell.of, cell.place)
            for title, cell in zip(columns, line.cells if line is not None else (), strict=False)
            if cell is not None and cell.number is not None
        ]
        self._bars_title.setText(line.title if line is not None else "")
        for widget in (self._bars_title, self.bars):
            widget.setVisible(bool(shares))
        self.bars.show_shares(shares)

    def _find(self, text: str) -> None:
        self.table.find_line(text)

    def _sift(self) -> None:
        self.presenter.sift(
            self.region.value(), self.state.value(), self.edition.value(), self.opinion.value(), self.threat.value()
        )


def _fill(drop: DropDown, offered: Sequence[tuple[str, str]], chosen: str, blank: str | None = None) -> None:
    """Offer these; nothing flickers where they are the same."""
    wanted = [*([(blank, "")] if blank is not None else []), *((words, code) for code, words in offered)]
    if [(drop.itemText(at), drop.itemData(at)) for at in range(drop.count())] != wanted:
        drop.clear()
        for words, code in wanted:
            drop.addItem(words, code)
    drop.set_value(chosen)
