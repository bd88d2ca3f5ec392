"""Capacity in the national picture: how the screen is laid out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel

from assurance_app.application.changes import Changed
from assurance_app.application.national_findings import NationalCapacityPage, capacity_picture
from assurance_app.application.national_grid import Grid
from assurance_app.application.places import Place
from assurance_app.domain.content import Figure
from assurance_app.domain.years import spoken_year
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.screens.national_capacity.presenter import NationalCapacityPresenter
from assurance_app.ui.screens.national_parts import show_grid
from assurance_app.ui.session import Session
from assurance_app.ui.theme import STEP, contrast, theme, tokens
from assurance_app.ui.widgets.basics import Page, Reading, button, column, label, row
from assurance_app.ui.widgets.heat_table import HeatTable
from assurance_app.words import _

_WIDEST = 760


class NationalCapacityScreen(Screen):
    """Off until the commission switches it on; then sums with what they rest on, beside national figures."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.presenter = NationalCapacityPresenter(session, self)
        self._figure: Figure | None = None
        self._drawn: tuple[Figure, int, bool] | None = None
        self._page = Page(wide=True, tight=True)
        column(self).addWidget(self._page)
        body = self._page.body
        body.setSpacing(STEP * 2)
        self._title = label(_("Capacity"), "title")
        self._says = Reading()
        self.on = button(_("Switch capacity &on"), lambda: self.presenter.switch(True), "primary")
        self.off = button(_("Switch capacity &off"), lambda: self.presenter.switch(False))
        for act in (self.on, self.off):
            act.setEnabled(not session.read_only)
        self._nothing = Reading()
        self.table = HeatTable(_("Sums of what bodies recorded"), _("Figure"))
        self.table.opened.connect(self.wants)
        self._chart_title = label("", "heading")
        self.chart = QLabel()
        self._listed_title = label(_("What a region can deploy, as each body gives it: never summed"), "heading")
        self.listed = HeatTable(_("What a region can deploy"), _("Body"))
        self.listed.opened.connect(self.wants)
        for widget in (self._title, self._says, self._nothing):
            body.addWidget(widget)
        body.addLayout(row(self.on, self.off, None))
        for part in (self._chart_title, self.chart, self.table, self._listed_title, self.listed):
            body.addWidget(part)
        theme().changed.connect(self._draw)

    def arrive(self, place: Place) -> None:
        """Load and show the place."""
        self.aside.emit(None)
        self.presenter.arrive()

    def changed(self, changes: Sequence[Changed], origin: object) -> None:
        """Show it anew where it is shown here."""
        self.presenter.changed(changes)

    def focus_first(self) -> None:
        """Begin at the switch, or in the sums."""
        (self.on if self.on.isVisible() else self.table if self.table.isVisible() else self.off).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture follows the room there is."""
        super().resizeEvent(event)
        self._draw()

    def show_capacity(self, page: NationalCapacityPage) -> None:
        """Show it."""
        self._title.setText(_("Capacity in {year}").format(year=spoken_year(page.year)))
        self._says.set_text(_on_words() if page.is_on else _off_words())
        self.on.setVisible(not page.is_on)
        self.off.setVisible(page.is_on)
        self._nothing.set_text(page.nothing if page.is_on else "")
        _show_grid(self.table, page.grid, page.is_on)
        _show_grid(self.listed, page.listed, page.is_on)
        self._listed_title.setVisible(page.is_on and bool(page.listed.lines))
        self._figure = page.chart if page.is_on else None
        for widget in (self._chart_title, self.chart):
            widget.setVisible(self._figure is not None)
        if self._figure is not None:
            self._chart_title.setText(self._figure.caption)
            self.chart.setAccessibleName(self._figure.alternative)
            self.chart.setToolTip(self._figure.alternative)
        self._draw()
        self.loaded.emit()

    def _draw(self) -> None:
        if self._figure is None or not self._session.is_open:
            return
        ratio = self.devicePixelRatioF()
        wide = min(max(self.width() - STEP * 8, STEP * 40), round(_WIDEST * theme().scale))
        dark = contrast(tokens().ground, "#FFFFFF") > contrast(tokens().ground, "#000000")
        wanted = (self._figure, round(wide * ratio), dark)
        if wanted == self._drawn:
            return
        self._drawn = wanted

        def show(png: bytes) -> None:
            if self._drawn == wanted:
                picture = QPixmap()
                picture.loadFromData(png)
                picture.setDevicePixelRatio(ratio)
                self.chart.setPixmap(picture)

        self._session.run_on_pages(capacity_picture, *wanted, done=show)


def _show_grid(table: HeatTable, grid: Grid, is_on: bool) -> None:
    show_grid(table, grid, ("", False))
    table.setVisible(is_on and bool(grid.lines))
    table.fit_height(12)


def _off_words() -> str:
    return _(
        "Capacity is switched off for this year: nothing is summed or shown of it, here, in the workbook or in the "
        "summary. Switch it on where bodies have agreed that their figures are brought together."
    )


def _on_words() -> str:
    return _(
        "Each sum says how many bodies it rests on. It stands beside the national mobilisation assessment, not above "
        "it, and national figures are never added to it: what some bodies recorded is not what the country has."
    )
