"""The national screens: numbers open the bodies behind them, tables are sorted, sifted, searched and copied."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QTableView

from assurance_app.application.national_grid import Number, View
from assurance_app.application.places import Place
from assurance_app.application.receiving import receive_returns
from assurance_app.domain.values import Opinion
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.screens.national_bodies.view import BodiesScreen
from assurance_app.ui.screens.national_capacity.view import NationalCapacityScreen
from assurance_app.ui.screens.national_gaps.view import FindingsScreen
from assurance_app.ui.screens.national_picture.view import PictureScreen
from tests.fixtures.national import national as new_national
from tests.fixtures.national import return_file
from tests.ui.conftest import settle

Opened = Callable[..., MainWindow]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two approved returns, a draft, and a body of which nothing came."""
    folder = tmp_path_factory.mktemp("national")
    sent = folder / "sent"
    return_file(sent, "westmarch", opinion=Opinion.NOT_ASSURED)
    return_file(sent, "eastmarch")
    return_file(sent, "northmarch", draft=True)
    with new_national(folder, "2026-06-01T09:00:00+00:00") as workspace:
        receive_returns(workspace, [sent])
        return workspace.path


@pytest.fixture
def window(opened: Opened, filled: Path, tmp_path: Path) -> MainWindow:
    return opened(Path(shutil.copy(filled, tmp_path / "national.assurance")))


def visit(window: MainWindow, place: Place) -> Screen:
    window.go(place)
    settle(window)
    screen = window.current_screen
    assert screen is not None
    return screen


def picture(window: MainWindow, view: View = View.OPINIONS) -> PictureScreen:
    screen = visit(window, Place("national-picture", item_id=view.value))
    assert isinstance(screen, PictureScreen)
    return screen


def names(screen: PictureScreen) -> list[str]:
    assert screen.presenter.page is not None
    return [line.id for line in screen.presenter.page.grid.lines if line.place is not None]


def at(screen: PictureScreen, line: str, column: str) -> tuple[int, int]:
    assert screen.presenter.page is not None
    grid = screen.presenter.page.grid
    return (
        next(row for row, one in enumerate(grid.lines) if one.id == line),
        next(place for place, one in enumerate(grid.columns) if one.id == column),
    )


def test_a_number_in_the_table_opens_its_bodies_and_a_body_its_return(window: MainWindow) -> None:
    screen = picture(window)
    row, column = at(screen, Opinion.NOT_ASSURED, "terrorism")
    field = screen.table.field(row, column)
    assert field is not None
    assert field.count == "1"
    assert "Terrorism: Not assured, 1 of 2" in field.spoken
    screen.table.setFocus()
    screen.table.setCurrentIndex(screen.table.model().index(row, column))
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    settle(window)
    bodies = window.current_screen
    assert isinstance(bodies, BodiesScreen)
    assert [one.key.item_id for one in bodies.table.rows] == ["westmarch"]
    bodies.focus_first()
    bodies.table.select([bodies.table.rows[0].key])
    QTest.keyClick(bodies.table, Qt.Key.Key_Return)
    settle(window)
    assert window.trail.here is not None
    assert window.trail.here.screen in ("body", "returns")
    assert window.trail.here.item_id == "westmarch"
    window.go_back()
    settle(window)
    assert window.current_screen is bodies


def test_the_keyboard_comes_to_the_numbers_before_the_views_below_them(window: MainWindow) -> None:
    screen = picture(window)
    picture(window, View.PILLARS)
    screen.tabs.setFocus()
    names = []
    for _turn in range(4):
        here = QApplication.focusWidget()
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_Backtab)
        before = QApplication.focusWidget()
        assert isinstance(before, QAbstractButton)
        names.append(before.text().split(":")[0])
    assert names == ["Not received", "Draft, not approved", "Entered by the APCC", "Returned"]


@pytest.mark.parametrize("place", range(4))
def test_a_number_of_the_headline_opens_as_many_bodies_as_it_says(window: MainWindow, place: int) -> None:
    screen = picture(window)
    button = list(screen.findChildren(QAbstractButton, options=Qt.FindChildOption.FindChildrenRecursively))
    shown = [one for one in button if one.isVisible() and ": " in one.text()]
    number = int(shown[place].text().rsplit(": ", 1)[1])
    shown[place].setFocus()
    QTest.keyClick(shown[place], Qt.Key.Key_Space)
    settle(window)
    bodies = window.current_screen
    assert isinstance(bodies, BodiesScreen)
    assert len(bodies.table.rows) == number


def test_a_column_is_sorted_by_keyboard_and_nothing_is_numbered(window: MainWindow) -> None:
    screen = picture(window)
    assert names(screen) == ["eastmarch", "northmarch", "southmarch", "westmarch"]
    row, column = at(screen, "eastmarch", "terrorism")
    screen.table.setFocus()
    screen.table.setCurrentIndex(screen.table.model().index(row, column))
    for wanted in ("eastmarch", "southmarch"):
        modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(screen.table, Qt.Key.Key_S, modifiers)
        settle(window)
        assert names(screen)[0] == wanted
        assert screen.table.here() == "eastmarch"
    screen.table.sort_by_name()
    settle(window)
    assert names(screen) == ["eastmarch", "northmarch", "southmarch", "westmarch"]


def test_bodies_are_sifted_grouped_and_found(window: MainWindow) -> None:
    screen = picture(window)
    screen.state.set_value("draft")
    screen.state.chosen.emit("draft")
    settle(window)
    assert names(screen) == ["northmarch"]
    screen.clear.click()
    settle(window)
    assert len(names(screen)) == 4
    screen.opinion.set_value("not-assured")
    screen.opinion.chosen.emit("not-assured")
    settle(window)
    assert names(screen) == ["westmarch"]
    assert screen.threat.isVisible()
    screen.clear.click()
    screen.group.chosen.emit("region")
    settle(window)
    assert len(screen.table.headings) >= 2
    QTest.keyClicks(screen.by_name, "westm")
    assert screen.table.here() == "westmarch"
    screen.table.setFocus()
    QTest.keyClicks(screen.table, "so")
    assert screen.table.here() == "southmarch"


def test_the_matrix_is_copied_as_a_table(window: MainWindow) -> None:
    screen = picture(window)
    screen.table.setFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].startswith("Body\t")
    assert len({line.count("\t") for line in lines}) == 1
    assert any(line.startswith("Eastmarch") and "Assured" in line for line in lines)
    assert "<table>" in QGuiApplication.clipboard().mimeData().html()


def test_the_spread_of_a_line_is_drawn_as_bars_that_open(window: MainWindow) -> None:
    screen = picture(window, View.SPREAD)
    visit(window, Place("national-picture", "terrorism", item_id="spread"))
    assert screen.presenter.page is not None
    lines = screen.presenter.page.grid.lines
    screen.table.go_to_line(lines[-1].id)
    shares = screen.bars.shares
    assert sum(share.number for share in shares) == 2
    told = {one.accessibleName(): one for one in screen.bars.findChildren(QAbstractButton)}
    assert len(told) == len(shares)
    most = max(shares, key=lambda share: share.number)
    bar = told[f"{most.word}: {most.number} of 2"]
    bar.click()
    settle(window)
    assert isinstance(window.current_screen, BodiesScreen)


@pytest.mark.parametrize("view", View)
def test_every_view_can_be_reached_by_its_tab_and_names_its_controls(window: MainWindow, view: View) -> None:
    screen = picture(window)
    screen.tabs.setCurrentIndex(list(View).index(view))
    settle(window)
    assert window.trail.here is not None
    assert window.trail.here.item_id == view.value
    assert screen.presenter.wanted.view is view
    for kind in (QComboBox, QLineEdit, QTableView):
        assert all(one.accessibleName() for one in screen.findChildren(kind) if one.isVisible())
    assert screen.table.isVisible() or screen.to_returns.isVisible()


def test_gaps_and_departures_show_the_reasons_of_the_line(window: MainWindow) -> None:
    screen = visit(window, Place("national-gaps"))
    assert isinstance(screen, FindingsScreen)
    assert len(screen.reasons.rows) == 2
    screen.focus_first()
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    settle(window)
    assert isinstance(window.current_screen, BodiesScreen)
    window.current_screen._back.click()
    settle(window)
    assert window.trail.here == Place("national-gaps", item_id="gaps")
    screen.tabs.setCurrentIndex(1)
    settle(window)
    assert screen.presenter.kind == "departures"


def test_capacity_is_off_until_it_is_switched_on(window: MainWindow) -> None:
    screen = visit(window, Place("national-capacity"))
    assert isinstance(screen, NationalCapacityScreen)
    assert not screen.table.isVisible()
    screen.on.click()
    settle(window)
    assert screen.table.isVisible()
    assert not screen.chart.pixmap().isNull()
    assert "beside the national figures" in screen.chart.accessibleName()
    screen.off.click()
    settle(window)
    assert not screen.table.isVisible()
    assert not screen.chart.isVisible()


def test_an_empty_workspace_leads_to_the_returns(opened: Opened, national: Path) -> None:
    window = opened(national)
    screen = picture(window)
    assert not screen.table.isVisible()
    screen.to_returns.click()
    settle(window)
    assert window.trail.here == Place("returns")
    behind = visit(window, Place("national-bodies", item_id=Number("opinion", "no", "assured").text()))
    assert isinstance(behind, BodiesScreen)
    assert not behind.table.isVisible()
