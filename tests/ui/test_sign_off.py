"""What happens after the approval, written down on the sign-off by clicks and keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from assurance_app.application import signing
from assurance_app.application.places import Place
from assurance_app.application.workspaces import open_workspace, the_cycle
from assurance_app.domain.values import CycleStatus
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.screens.sign_off.view import SignOffScreen
from tests.ui.conftest import settle

Opened = Callable[..., MainWindow]


@pytest.fixture
def approved(sample: Path) -> Path:
    with open_workspace(sample, author="A. Officer") as workspace:
        signing.approve(workspace, the_cycle(workspace).id, "Harriet Lowmoor (invented)", "Commissioner")
    return sample


def shown(window: MainWindow) -> SignOffScreen:
    window.go(Place("sign-off"))
    settle(window)
    screen = window.current_screen
    assert isinstance(screen, SignOffScreen)
    return screen


def said(screen: SignOffScreen) -> list[str]:
    return [one.text() for one in screen.findChildren(QLabel) if one.isVisible()]


def test_nothing_is_asked_before_the_approval(opened: Opened, sample: Path) -> None:
    screen = shown(opened(sample))
    assert not screen.since.isVisible()


def test_each_step_is_typed_by_keyboard_and_found_again_after_a_restart(opened: Opened, approved: Path) -> None:
    window = opened(approved)
    screen = shown(window)
    line = screen.since.lines[CycleStatus.PANEL_MET]
    line.day.editor.setFocus()
    QTest.keyClicks(line.day.editor, "10 June 2026")
    QTest.keyClick(line.day.editor, Qt.Key.Key_Tab)
    settle(window)
    assert "Panel met" in said(screen)
    assert screen.since.lines[CycleStatus.SENT_TO_PANEL].hint.text() == "A later step has a day already."
    report = screen.since.lines[CycleStatus.REPORT_PUBLISHED]
    for editor, text in ((report.day.editor, "1.9.2026"), (report.link, "https://example.org/r"), (report.page, "14")):
        editor.setFocus()
        QTest.keyClicks(editor, text)
    # Going elsewhere keeps what stands in the field.
    window.go(Place("overview"))
    settle(window)
    assert window.close()

    again = shown(opened(approved))
    assert again._state.text() == "Report published"
    report = again.since.lines[CycleStatus.REPORT_PUBLISHED]
    assert (report.day.editor.text(), report.link.text(), report.page.text()) == (
        "1 September 2026",
        "https://example.org/r",
        "14",
    )
    assert again.since.lines[CycleStatus.PANEL_MET].day.editor.text() == "10 June 2026"


def type_day(window: MainWindow, screen: SignOffScreen, step: CycleStatus, text: str, leave_by: Qt.Key) -> QLineEdit:
    """Type the day of a step and leave its field by a key; answers with the field."""
    editor = screen.since.lines[step].day.editor
    editor.setFocus()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, leave_by)
    settle(window)
    return editor


def test_a_step_is_undone(opened: Opened, approved: Path) -> None:
    window = opened(approved)
    screen = shown(window)
    editor = type_day(window, screen, CycleStatus.SENT_TO_PANEL, "2026-05-20", Qt.Key.Key_Return)
    assert screen._state.text() == "Sent to the panel"
    window.navigation.setFocus()
    window.menus.actions["undo"].trigger()
    settle(window)
    assert screen._state.text() == "Approved"
    assert editor.text() == ""


def test_what_is_no_day_is_said_and_not_kept(opened: Opened, approved: Path) -> None:
    window = opened(approved)
    screen = shown(window)
    editor = type_day(window, screen, CycleStatus.PANEL_MET, "soon", Qt.Key.Key_Tab)
    assert screen._state.text() == "Approved"
    assert editor.accessibleDescription()


def test_a_workspace_that_may_only_be_read_shows_the_steps(opened: Opened, approved: Path) -> None:
    window = opened()
    window.doors.open_path(approved, write=False)
    settle(window)
    screen = shown(window)
    assert screen.since.isVisible()
    assert all(line.day.editor.isReadOnly() for line in screen.since.lines.values())
