"""Every number on the overview opens the list behind it, and every line of a list opens its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assurance_app.application import recording
from assurance_app.application.places import Place
from assurance_app.application.workspaces import open_workspace, the_cycle
from assurance_app.domain.scrutiny import Action
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.screens.checks.view import ChecksScreen
from assurance_app.ui.screens.overview.view import OverviewScreen
from assurance_app.ui.theme import STEP, ThemeChoice, theme
from tests.ui.conftest import settle

Opened = Callable[..., MainWindow]


@pytest.fixture
def usual_look(application: QApplication) -> Iterator[None]:
    """What a test puts on is taken off after it."""
    yield
    theme().put_on(ThemeChoice.LIGHT, 100)


def shown(window: MainWindow) -> OverviewScreen:
    window.go(Place("overview"))
    settle(window)
    screen = window.current_screen
    assert isinstance(screen, OverviewScreen)
    return screen


def add_actions(path: Path, number: int, due: str) -> None:
    with open_workspace(path, author="A. Maker") as workspace:
        cycle = the_cycle(workspace).id
        for place in range(number):
            recording.save(workspace, Action(f"due-{place}", cycle, f"Something to do {place}", due=due), 0)


@pytest.mark.parametrize(("name", "item"), [("needs", "needs-you"), ("ready", "ready"), ("due", "due")])
def test_a_number_opens_the_list_behind_it_by_keyboard(opened: Opened, sample: Path, name: str, item: str) -> None:
    add_actions(sample, 2, "2026-01-31")
    window = opened(sample)
    screen = shown(window)
    number = getattr(screen, name)
    counted = int(number.figure.text())
    assert counted > 0
    assert number.accessibleName().endswith(f": {counted}")
    number.setFocus()
    QTest.keyClick(number, Qt.Key.Key_Space)
    settle(window)
    assert window.trail.here == Place("overview", item_id=item)
    assert screen.listed.isVisible()
    assert len(screen.listed.rows) == counted
    screen.listed.setFocus()
    first = screen.listed.rows[0].key
    QTest.keyClick(screen.listed, Qt.Key.Key_Return)
    settle(window)
    assert window.trail.here == first
    window.go_back()
    settle(window)
    assert screen.listed.isVisible()
    screen._back.click()
    settle(window)
    assert number.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("name", ["checks", "next", "handover"])
def test_a_button_that_has_the_focus_is_pressed_by_return_and_by_space(
    opened: Opened, sample: Path, name: str, key: Qt.Key
) -> None:
    window = opened(sample)
    button = getattr(shown(window), name)
    button.setFocus()
    QTest.keyClick(button, key)
    settle(window)
    assert window.trail.here is not None
    assert window.trail.here.screen != "overview"


@pytest.mark.usefixtures("usual_look")
@pytest.mark.parametrize(("percent", "width"), [(100, 1280), (100, 900), (150, 1280), (200, 1280)])
def test_the_map_cuts_no_name_of_a_pillar_and_no_field(opened: Opened, sample: Path, percent: int, width: int) -> None:
    window = opened(sample)
    window.resize(width, 800)
    theme().put_on(ThemeChoice.LIGHT, percent)
    settle(window)
    heat = shown(window).heat
    metrics = QFontMetrics(theme().font(10, weight=QFont.Weight.DemiBold))
    flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
    header, model = heat.horizontalHeader(), heat.model()
    for column in range(model.columnCount()):
        name = model.headerData(column, Qt.Orientation.Horizontal)
        room = heat.columnWidth(column) - 2 * STEP
        assert room >= max(metrics.horizontalAdvance(word) for word in name.split())
        assert header.height() >= metrics.boundingRect(0, 0, room, 0, flags, name).height() + 12
        for row in range(model.rowCount()):
            words = model.index(row, column).data() or ""
            needed = QFontMetrics(theme().font(10)).horizontalAdvance(words) + theme().symbol_side() + STEP
            assert heat.columnWidth(column) - 4 >= needed
    heat.setFocus()
    for _column in range(model.columnCount()):
        QTest.keyClick(heat, Qt.Key.Key_Right)
    assert heat.viewport().rect().contains(heat.visualRect(heat.currentIndex()))


def test_the_open_checks_are_counted_and_opened(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = shown(window)
    counted = int(screen.checks.figure.text())
    QTest.mouseClick(screen.checks, Qt.MouseButton.LeftButton)
    settle(window)
    checks = window.current_screen
    assert isinstance(checks, ChecksScreen)
    assert len(checks.table.rows) == counted > 0


def test_a_list_says_so_where_nothing_is_in_it_and_is_found_after_a_restart(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window)
    assert screen.ready.figure.text() == "0"
    screen.ready.click()
    settle(window)
    assert not screen.listed.isVisible()
    assert "Nothing yet" in screen._nothing.accessibleName()
    screen.focus_first()
    assert screen._back.hasFocus()
    window.close()
    again = opened(office)
    assert again.trail.here == Place("overview", item_id="ready")


def test_what_is_due_stands_on_the_overview_and_all_of_it_behind(opened: Opened, office: Path) -> None:
    today = dt.datetime.now(dt.UTC).astimezone().date()
    add_actions(office, 7, today.isoformat())
    window = opened(office)
    screen = shown(window)
    assert len(screen.due_list.rows) == 5
    number = int(screen.due.figure.text())
    assert number >= 7
    screen.all_due.click()
    settle(window)
    assert len(screen.listed.rows) == number
    assert any("due today" in row.note for row in screen.listed.rows)
    window.close()
    with open_workspace(office, author="A. Maker") as workspace:
        for place in range(7):
            stored = recording.history(workspace, Action, f"due-{place}")[-1].entity
            assert stored is not None
            recording.save(workspace, replace(stored, due=""), 1)
    again = opened(office)
    screen = shown(again)
    assert not any("Something to do" in row.title for row in screen.due_list.rows)
    assert not screen.all_due.isVisible()
