"""Going from question to question: nothing is made anew, nothing of another question stays, the keyboard reads on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.screens.question.view import QuestionScreen
from assurance_app.ui.widgets.typed_fields import OneLine, Rows
from tests.ui.conftest import settle
from tests.ui.test_screens import CAPACITY, PEOPLE, REGARD, Opened, beside, question_page, shown, texts


def widgets(window: MainWindow) -> set[QWidget]:
    found: list[QWidget] = window.findChildren(QWidget)
    return set(found)


def step(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    QTest.keyClick(window, key, modifiers)
    settle(window)


def forth(window: MainWindow) -> None:
    step(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def back(window: MainWindow) -> None:
    step(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)


def test_the_page_of_the_next_question_is_the_same_page_filled_anew(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = shown(window, CAPACITY, QuestionScreen)
    asked = [screen.question.text()]
    for turn in (forth, forth, back, back):
        turn(window)
        asked.append(screen.question.text())
    assert len(set(asked)) == 3
    before = widgets(window)
    for turn in (forth, forth, back, back):
        turn(window)
    assert screen.question.text() == asked[0]
    # Held to be the same objects: what is made anew must be styled, laid out and painted anew.
    assert widgets(window) == before


def test_the_keyboard_begins_at_what_is_chosen_in_the_next_question(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, CAPACITY, QuestionScreen)
    screen.view_of.focus_first()
    choices = (Qt.Key.Key_1, "Satisfied"), (Qt.Key.Key_3, "Not satisfied")
    for key, words in choices:
        QTest.keyClick(in_focus(), key)
        settle(window)
        assert in_focus().accessibleName() == words
        forth(window)
    back(window)
    assert in_focus().accessibleName() == "Not satisfied"
    back(window)
    assert in_focus().accessibleName() == "Satisfied"


def test_what_could_not_be_read_does_not_stand_there_when_one_comes_back(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, CAPACITY, QuestionScreen)
    needed = screen.fields.editors["psu-needed"]
    assert isinstance(needed, OneLine)
    spoken = needed.editor.accessibleDescription()
    assert "400" in spoken
    QTest.keyClicks(needed.editor, "9999")
    QTest.keyClick(needed.editor, Qt.Key.Key_Return)
    settle(window)
    assert needed.editor.accessibleDescription() == "It cannot be more than 400."
    assert "It cannot be more than 400." in texts(screen.fields)
    forth(window)
    back(window)
    needed = screen.fields.editors["psu-needed"]
    assert (needed.editor.text(), needed.editor.accessibleDescription()) == ("", spoken)
    assert "It cannot be more than 400." not in texts(screen.fields)


def test_rows_that_nobody_filled_are_gone_when_one_comes_back(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, PEOPLE, QuestionScreen)
    rows = screen.fields.editors["psu-people"]
    assert isinstance(rows, Rows)
    add_row(rows)
    forth(window)
    back(window)
    assert not screen.fields.editors["psu-people"].findChildren(OneLine)


def test_tab_goes_through_the_extra_answers_where_they_stand(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, PEOPLE, QuestionScreen)
    rows = screen.fields.editors["psu-people"]
    assert isinstance(rows, Rows)
    for _row in range(2):
        add_row(rows)
    settle(window)
    screen.account.area.setFocus()
    names = []
    for _stop in range(8):
        QTest.keyClick(in_focus(), Qt.Key.Key_Tab)
        names.append(in_focus().accessibleName())
    people = question_page(office, PEOPLE).requirement.field("psu-people")
    assert people is not None
    role, number = (column.label for column in people.columns)
    assert names[:6] == [
        f"{role}, row 1", f"{number}, row 1", "Remove row 1", f"{role}, row 2", f"{number}, row 2", "Remove row 2",
    ]  # fmt: skip
    assert names[6].startswith("Add a row to: ")
    assert screen.disclosure.readers.isAncestorOf(in_focus())


def test_evidence_behind_another_tab_is_there_when_one_looks(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    shown(window, CAPACITY, QuestionScreen)
    pane = beside(window)
    pane.tabs.setCurrentWidget(pane.beside)
    shown(window, REGARD, QuestionScreen)
    pane.tabs.setCurrentWidget(pane.evidence)
    titles = [linked.revision.title for linked in question_page(sample, REGARD).evidence]
    assert titles
    assert all(title in texts(pane.evidence) for title in titles)


def in_focus() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def add_row(rows: Rows) -> None:
    buttons: list[QPushButton] = rows.findChildren(QPushButton)
    next(one for one in buttons if one.text() == "Add a row").click()
