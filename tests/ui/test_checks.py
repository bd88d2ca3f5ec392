"""The checks by clicks and keys: they lead on, are set aside with a reason, and a restart finds it again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assurance_app.application import checking
from assurance_app.application.checking import ChecksPage
from assurance_app.application.places import Place
from assurance_app.application.workspaces import open_workspace, the_cycle
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.screens.checks.presenter import Show
from assurance_app.ui.screens.checks.view import ChecksScreen
from assurance_app.ui.screens.sign_off.view import SignOffScreen
from assurance_app.ui.screens.threat.view import ThreatScreen
from assurance_app.ui.widgets.clearance_box import ClearanceBox
from tests.ui.conftest import settle

Opened = Callable[..., MainWindow]
HERE = Place("checks")


def shown(window: MainWindow) -> ChecksScreen:
    window.menus.actions["checks"].trigger()
    settle(window)
    screen = window.current_screen
    assert isinstance(screen, ChecksScreen)
    return screen


def page_of(path: Path) -> ChecksPage:
    with open_workspace(path, author="A. Reader", write=False) as workspace:
        return checking.load_checks(workspace, the_cycle(workspace).id)


def select(screen: ChecksScreen, code: str) -> None:
    screen.table.select([next(row.key for row in screen.table.rows if row.key[0] == code)])


def choose(screen: ChecksScreen, show: Show) -> None:
    place = screen.show_which.findData(show)
    screen.show_which.setCurrentIndex(place)
    screen.show_which.activated.emit(place)


def test_a_check_leads_to_its_place_by_keyboard(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = shown(window)
    assert len(screen.table.rows) == len(page_of(sample).open) > 3
    select(screen, "influence.none")
    assert screen.detail.isVisible()
    screen.focus_first()
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    settle(window)
    assert window.trail.here == Place("threat", "civil-emergencies")
    assert isinstance(window.current_screen, ThreatScreen)
    window.go_back()
    settle(window)
    select(screen, "influence.none")
    screen.go_there.click()
    settle(window)
    assert window.trail.here == Place("threat", "civil-emergencies")


def test_set_aside_with_a_reason_found_again_and_opened_again(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = shown(window)
    before = len(screen.table.rows)
    select(screen, "clearance.missing")
    many = screen.table.rows
    screen.table.select([row.key for row in many if row.key[0] == "clearance.missing"])
    number = len(screen.table.selected())
    assert number > 1
    screen.put_aside.click()
    assert screen.reason_panel.isVisible()
    assert screen.reason.hasFocus()
    QTest.keyClick(screen.reason, Qt.Key.Key_Return)
    settle(window)
    assert "Say why" in window.message.text
    assert screen.reason_panel.isVisible()
    QTest.keyClicks(screen.reason, "Cleared in May as one list")
    QTest.keyClick(screen.reason, Qt.Key.Key_Return)
    settle(window)
    assert not screen.reason_panel.isVisible()
    assert len(screen.table.rows) == before - number
    assert f"{number} set aside" in screen.number.text()
    window.close()

    again = opened(sample)
    screen = shown(again)
    assert len(screen.table.rows) == before - number
    choose(screen, Show.ASIDE)
    assert len(screen.table.rows) == number
    assert "Cleared in May as one list" in screen._aside.text()
    assert not screen.put_aside.isVisible()
    first = screen.table.rows[0].key
    screen.table.select([first])
    screen.open_again.click()
    settle(again)
    assert first in {row.key for row in page_of(sample).open}
    again.menus.actions["undo"].trigger()
    settle(again)
    assert first in {row.key for row in page_of(sample).aside}
    assert len(screen.table.rows) == number


def test_undo_takes_back_setting_aside_as_one_and_redo_does_it_again(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = shown(window)
    before = page_of(sample).open
    screen.focus_first()
    QTest.keyClick(screen.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(screen.table.selected()) == len(before)
    screen.put_aside.click()
    QTest.keyClicks(screen.reason, "Seen")
    screen.record.click()
    settle(window)
    assert page_of(sample).open == ()
    assert "No check is open" in screen.number.text()
    assert not screen.table.isVisible()
    window.menus.actions["undo"].trigger()
    settle(window)
    assert page_of(sample).open == before
    assert len(screen.table.rows) == len(before)
    window.menus.actions["redo"].trigger()
    settle(window)
    assert page_of(sample).open == ()


def test_escape_asks_no_more_and_the_filter_shows_one_check(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = shown(window)
    screen.put_aside.click()
    QTest.keyClick(screen.reason, Qt.Key.Key_Escape)
    assert not screen.reason_panel.isVisible()
    assert screen.table.hasFocus()
    place = screen.which_check.findData("clearance.missing")
    screen.which_check.setCurrentIndex(place)
    screen.which_check.activated.emit(place)
    assert {row.key[0] for row in screen.table.rows} == {"clearance.missing"}
    choose(screen, Show.ASIDE)
    assert screen.table.rows == ()


def test_an_empty_year_has_one_check_and_says_so_where_nothing_is_set_aside(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window)
    assert [row.key[0] for row in screen.table.rows] == ["plan.not-reviewed"]
    choose(screen, Show.ASIDE)
    assert not screen.table.isVisible()
    assert "Nothing was set aside" in screen._nothing.accessibleName()
    screen.focus_first()
    assert screen.show_which.hasFocus()


def test_sign_off_lists_the_open_checks_and_approves_all_the_same(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    window.go(Place("sign-off"))
    settle(window)
    screen = window.current_screen
    assert isinstance(screen, SignOffScreen)
    rows = screen.checks_list.rows
    assert len(rows) == len(page_of(sample).open) > 3
    screen.approve.click()
    settle(window)
    assert "approved" in window.message.text
    assert len(screen.checks_list.rows) == len(rows) + 1, "the force was not asked to check"
    screen.checks_list.setFocus()
    QTest.keyClick(screen.checks_list, Qt.Key.Key_Return)
    settle(window)
    assert window.trail.here == rows[0].key


def test_a_missing_clearance_leads_to_where_it_is_given(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = shown(window)
    cleared = next(row for row in page_of(sample).open if row.place.screen == "actions" and row.place.requirement_id)
    screen.table.select([cleared.key])
    screen.go_there.click()
    settle(window)
    assert window.trail.here == cleared.place
    boxes: list[ClearanceBox] = window.findChildren(ClearanceBox)
    assert [box for box in boxes if box.isVisible()]
