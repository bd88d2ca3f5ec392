"""The body and its office-holders are named by keys and clicks, and found again after a restart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from assurance_app.application.places import Place
from assurance_app.application.signing import signing_state
from assurance_app.application.workspaces import describe, open_workspace
from assurance_app.domain.values import BodyKind
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.screens.office.view import OfficeScreen
from tests.ui.conftest import click, settle, write

Opened = Callable[..., MainWindow]


def go(window: MainWindow) -> OfficeScreen:
    QTest.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle(window)
    assert isinstance(window.current_screen, OfficeScreen)
    return window.current_screen


def editor(screen: OfficeScreen, kind: str, name: str) -> Any:
    made = screen.items[kind].form.editors[name]
    return getattr(made, "editor", made)


def open_row(window: MainWindow, screen: OfficeScreen, block: str, row: int) -> None:
    table = screen.blocks[block].table
    table.setFocus()
    table.selectRow(row)
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle(window)


def test_a_successor_is_written_down_and_named_in_the_sign_off(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = go(window)
    before = screen.blocks["holders"].table.rows
    assert [row.texts[4] for row in before] == ["Named in the sign-off"]

    open_row(window, screen, "holders", 0)
    QTest.keyClicks(editor(screen, "holder", "held_to"), "14 September 2025")
    click(window, screen.items["holder"].save)
    QTest.keyClicks(screen.new_holder.line, "Ines Marrow (invented)")
    QTest.keyClick(screen.new_holder.line, Qt.Key.Key_Return)
    settle(window)
    assert editor(screen, "holder", "role").text() == before[0].texts[1], "the role of the one before is offered"
    QTest.keyClicks(editor(screen, "holder", "held_from"), "15 September 2025")
    click(window, screen.items["holder"].save)
    named = {row.texts[0]: row.texts[4] for row in screen.blocks["holders"].table.rows}
    assert named == {before[0].texts[0]: "", "Ines Marrow (invented)": "Named in the sign-off"}
    cycle_id = window.session.cycle_id
    window.close()

    workspace = open_workspace(sample, author="A. Reader")
    try:
        assert signing_state(workspace, cycle_id).holder_name == "Ines Marrow (invented)"
    finally:
        workspace.close()
    again = go(opened(sample))
    assert len(again.blocks["holders"].table.rows) == 2


def test_another_name_and_kind_stand_in_the_window_at_once(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = go(window)
    open_row(window, screen, "named", 0)
    assert not screen.items["body"].remove.isVisible(), "a workspace without its body is none"
    write(editor(screen, "body", "name_as_used"), "Mayor of Invented Vale")
    mayor = next(
        tick for tick in screen.items["body"].findChildren(QAbstractButton) if tick.text().replace("&", "") == "Mayor"
    )
    click(window, mayor)
    click(window, screen.items["body"].save)
    assert window.header.name.text() == "Mayor of Invented Vale"
    assert window.windowTitle().startswith("Mayor of Invented Vale · 2025/26")
    assert screen.blocks["named"].table.rows[0].texts[2] == "Mayor"
    window.close()
    workspace = open_workspace(office, author="A. Reader")
    try:
        body = describe(workspace).body
        assert body is not None
        assert (body.name_as_used, body.kind) == ("Mayor of Invented Vale", BodyKind.MAYOR)
    finally:
        workspace.close()


@pytest.mark.parametrize(
    ("name", "role", "until", "said"),
    [("", "Commissioner", "", "name and the role"), ("A. Person", "Mayor", "1 May 2020", "ends before it begins")],
)
def test_what_does_not_fit_together_is_said(
    opened: Opened, sample: Path, name: str, role: str, until: str, said: str
) -> None:
    window = opened(sample)
    screen = go(window)
    open_row(window, screen, "holders", 0)
    for part, text in (("name", name), ("role", role), ("held_to", until)):
        line = editor(screen, "holder", part)
        line.setFocus()
        QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(line, Qt.Key.Key_Delete)
        QTest.keyClicks(line, text)
    settle(window)
    assert said in screen.items["holder"].fault.text()


def test_a_body_without_its_name_is_said(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = go(window)
    open_row(window, screen, "named", 0)
    assert screen.items["body"].fault.text() == ""
    write(editor(screen, "body", "name_as_used"), " ")
    settle(window)
    assert "name as used" in screen.items["body"].fault.text()


def test_taking_an_office_holder_away_is_undone(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = go(window)
    open_row(window, screen, "holders", 0)
    click(window, screen.items["holder"].remove)
    assert not screen.blocks["holders"].table.rows
    assert window.trail.here == Place("office")
    window.menus.actions["undo"].trigger()
    settle(window)
    QApplication.processEvents()
    assert len(screen.blocks["holders"].table.rows) == 1
