"""Notes beside what they are on, and the handover: written, resolved, removed, undone, found again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from assurance_app.application.places import Place
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.screens.handover.view import HandoverScreen
from assurance_app.ui.screens.overview.view import OverviewScreen
from assurance_app.ui.screens.question.view import QuestionScreen
from assurance_app.ui.shell.side_pane import SidePane
from assurance_app.ui.widgets.table import Table
from tests.ui.conftest import settle
from tests.ui.test_screens import beside, shown, texts

Opened = Callable[..., MainWindow]
REGARD = Place("question", "own-duties", "", "own-duties.plan.regard")
DIRECTION = Place("question", "own-duties", "", "own-duties.plan.direction")
CTRL = Qt.KeyboardModifier.ControlModifier


def press(widget: QWidget, words: str) -> None:
    buttons: list[QPushButton] = widget.findChildren(QPushButton)
    next(one for one in buttons if one.text() == words and one.isVisible()).click()


def notes_of(window: MainWindow, place: Place) -> SidePane:
    window.go(place)
    settle(window)
    pane = beside(window)
    pane.tabs.setCurrentWidget(pane.notes)
    return pane


def tab(pane: SidePane) -> str:
    return pane.tabs.tabText(pane.tabs.indexOf(pane.notes))


def write(window: MainWindow, pane: SidePane, words: str) -> None:
    QTest.keyClicks(pane.notes.talk.writing.area, words)
    pane.notes.talk.add.click()
    settle(window)


def test_a_note_beside_a_question_is_found_again_after_a_restart(opened: Opened, office: Path) -> None:
    window = opened(office)
    pane = notes_of(window, REGARD)
    assert tab(pane) == "Notes"
    write(window, pane, "Does the March paper say which edition?")
    assert tab(pane) == "Notes 1"
    assert pane.notes.talk.writing.text() == ""
    assert window.close()
    again = opened(office)
    pane = notes_of(again, REGARD)
    assert tab(pane) == "Notes 1"
    shown_text = texts(pane.notes)
    assert "A. Tester" in shown_text
    assert "Open" in shown_text
    assert "March paper" in "".join(one.accessibleName() for one in pane.notes.findChildren(QWidget))
    assert tab(notes_of(again, DIRECTION)) == "Notes"


def test_control_return_in_the_box_adds_the_note_and_stays(opened: Opened, office: Path) -> None:
    window = opened(office)
    pane = notes_of(window, REGARD)
    area = pane.notes.talk.writing.area
    area.setFocus()
    QTest.keyClicks(area, "First")
    QTest.keyClick(area, Qt.Key.Key_Return, CTRL)
    QTest.keyClicks(area, "Second")
    QTest.keyClick(area, Qt.Key.Key_Return, CTRL)
    settle(window)
    assert window.trail.here == REGARD
    assert tab(pane) == "Notes 2"


def test_a_note_is_resolved_opened_again_and_removed_and_each_is_undone(opened: Opened, office: Path) -> None:
    window = opened(office)
    pane = notes_of(window, REGARD)
    write(window, pane, "Ask the monitoring officer.")
    press(pane.notes, "Resolve")
    settle(window)
    assert tab(pane) == "Notes (1)"
    assert "Resolved" in texts(pane.notes)
    press(pane.notes, "Open again")
    settle(window)
    assert tab(pane) == "Notes 1"
    press(pane.notes, "Remove")
    settle(window)
    assert tab(pane) == "Notes"
    window.menus.actions["undo"].trigger()
    settle(window)
    assert tab(pane) == "Notes 1"
    window.menus.actions["undo"].trigger()
    settle(window)
    assert tab(pane) == "Notes (1)"
    window.menus.actions["redo"].trigger()
    settle(window)
    assert tab(pane) == "Notes 1"


def test_adding_a_note_can_be_undone(opened: Opened, office: Path) -> None:
    window = opened(office)
    pane = notes_of(window, REGARD)
    write(window, pane, "Written by mistake.")
    window.session.undo()
    settle(window)
    assert tab(pane) == "Notes"


def test_what_was_typed_and_not_added_is_kept_where_it_was_typed(opened: Opened, office: Path) -> None:
    window = opened(office)
    pane = notes_of(window, REGARD)
    QTest.keyClicks(pane.notes.talk.writing.area, "Half a thought")
    pane = notes_of(window, DIRECTION)
    assert pane.notes.talk.writing.text() == ""
    assert tab(pane) == "Notes"
    settle(window)
    assert tab(notes_of(window, REGARD)) == "Notes 1"


def test_a_read_only_workspace_shows_notes_and_offers_none(opened: Opened, office: Path) -> None:
    window = opened(office)
    write(window, notes_of(window, REGARD), "Seen by all.")
    assert window.close()
    window = opened()
    window.doors.open_path(office, write=False)
    settle(window)
    assert window.session.read_only
    pane = notes_of(window, REGARD)
    assert tab(pane) == "Notes 1"
    assert not pane.notes.talk.writing.isVisible()


def test_the_handover_lists_open_notes_of_the_year_and_leads_to_their_places(opened: Opened, office: Path) -> None:
    window = opened(office)
    write(window, notes_of(window, REGARD), "The date of the meeting is missing.")
    write(window, notes_of(window, Place("threat", "cyber")), "The board meets again in March.")
    write(window, notes_of(window, DIRECTION), "Dealt with.")
    press(beside(window).notes, "Resolve")
    settle(window)
    overview = shown(window, Place("overview"), OverviewScreen)
    assert overview.handover.text() == "Handover: 2 open notes ›"
    overview.handover.click()
    settle(window)
    screen = window.current_screen
    assert isinstance(screen, HandoverScreen)
    QTest.keyClicks(screen.notes.writing.area, "The force answers through its governance board.")
    screen.notes.add.click()
    settle(window)
    assert window.close()

    again = opened(office)
    screen = shown(again, Place("handover"), HandoverScreen)
    assert [row.title for row in screen.list.rows] == [
        "The board meets again in March.",
        "The date of the meeting is missing.",
    ]
    assert "Our own duties" in screen.list.rows[1].note
    assert len(screen.notes.findChildren(QPushButton, "")) >= 3
    screen.list.setFocus()
    QTest.keyClick(screen.list, Qt.Key.Key_Down)
    QTest.keyClick(screen.list, Qt.Key.Key_Return)
    settle(again)
    assert isinstance(again.current_screen, QuestionScreen)
    assert again.trail.here is not None
    assert again.trail.here.requirement_id == REGARD.requirement_id


def test_an_item_of_evidence_has_notes_and_nothing_else_beside_it(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    pane = notes_of(window, REGARD)
    pane.tabs.setCurrentWidget(pane.evidence)
    item = Place("evidence", item_id="budget-2025-26")
    window.go(item)
    settle(window)
    assert pane.isVisible()
    assert [pane.tabs.isTabVisible(index) for index in range(pane.tabs.count())] == [False, False, False, True]
    before = len(pane.notes.talk.findChildren(QPushButton))
    write(window, pane, "Is the decision notice signed?")
    assert len(pane.notes.talk.findChildren(QPushButton)) > before
    window.go(REGARD)
    settle(window)
    assert pane.tabs.currentWidget() is pane.evidence
    screen = shown(window, Place("handover"), HandoverScreen)
    assert any(row.key == item for row in screen.list.rows)
    window.go(Place("evidence"))
    settle(window)
    assert not pane.isVisible()


def open_first_item(window: MainWindow, screen: str) -> None:
    """Open the first item that a screen lists, from its table by keyboard."""
    window.go(Place(screen))
    settle(window)
    shown_screen = window.current_screen
    assert shown_screen is not None
    tables: list[Table] = shown_screen.findChildren(Table)
    table = next(one for one in tables if one.isVisible() and one.rows)
    table.setFocus()
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle(window)


@pytest.mark.parametrize("screen", ["scrutiny", "actions", "plan", "capacity", "inspections"])
def test_every_item_of_the_record_has_its_notes_and_the_handover_leads_back(
    opened: Opened, sample: Path, screen: str
) -> None:
    window = opened(sample)
    open_first_item(window, screen)
    pane = beside(window)
    assert pane.isVisible()
    pane.tabs.setCurrentWidget(pane.notes)
    write(window, pane, "Marigold")
    window.go(Place("handover"))
    settle(window)
    handover = window.current_screen
    assert isinstance(handover, HandoverScreen)
    line = next(one for one in handover.list.rows if one.title == "Marigold")
    assert line.key is not None
    window.go(line.key)
    settle(window)
    assert pane.isVisible()
    assert tab(pane) == "Notes 1"


def test_a_marking_that_may_not_be_kept_is_refused_in_a_note_too(opened: Opened, office: Path) -> None:
    window = opened(office)
    pane = notes_of(window, REGARD)
    write(window, pane, "SECRET")
    assert "marking" in window.message.text
    assert tab(pane) == "Notes"
    assert pane.notes.talk.writing.text() == "SECRET"
    pane.notes.talk.writing.area.selectAll()
    write(window, pane, "Briefing received on 3 March.")
    assert tab(pane) == "Notes 1"
