"""The window as a whole: opening, going about, saving, closing, and finding everything again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from assurance_app.application import recording
from assurance_app.application.places import Place
from assurance_app.application.workspaces import describe, open_workspace
from assurance_app.domain.entities import Answer, Cycle, answer_id
from assurance_app.domain.refusal import Refused
from assurance_app.settings import Settings
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.screens.overview.view import OverviewScreen
from assurance_app.ui.screens.question.view import QuestionScreen
from assurance_app.ui.session import SaveState
from assurance_app.ui.theme import ThemeChoice, theme
from tests.ui.conftest import BODY, settle

Opened = Callable[..., MainWindow]
REGARD = "own-duties.plan.regard"
QUESTION = Place("question", "own-duties", "", REGARD)


def question(window: MainWindow, place: Place = QUESTION) -> QuestionScreen:
    window.go(place)
    settle(window)
    screen = window.current_screen
    assert isinstance(screen, QuestionScreen)
    return screen


def kept(path: Path, requirement_id: str = REGARD) -> Answer:
    with open_workspace(path, author="A. Reader", write=False) as workspace:
        cycle = describe(workspace).cycles[0]
        answer: Answer = recording.load_question(workspace, cycle.id, requirement_id).answer.entity
        return answer


def versions(path: Path, requirement_id: str = REGARD) -> int:
    with open_workspace(path, author="A. Reader", write=False) as workspace:
        cycle = describe(workspace).cycles[0]
        return len(recording.history(workspace, Answer, answer_id(cycle.id, requirement_id)))


def test_it_opens_on_the_start_screen_and_offers_what_was_open(opened: Opened, office: Path) -> None:
    window = opened()
    assert window.start.isVisible()
    assert not window.header.isVisible()
    window.doors.open_path(office)
    settle(window)
    assert window.header.name.text() == BODY.name_as_used
    window.doors.close_workspace()
    settle(window)
    assert window.start.isVisible()
    assert window.settings.recent == (str(office),)


def test_what_is_typed_is_a_draft_within_a_second_and_a_version_on_leaving(
    opened: Opened, office: Path, qtbot: QtBot
) -> None:
    window = opened(office)
    screen = question(window)
    screen.account.area.setFocus()
    QTest.keyClicks(screen.account.area, "Kept while typing")
    assert window.session.save_state is SaveState.SAVING
    qtbot.waitUntil(lambda: window.session.save_state is SaveState.SAVED, timeout=1_000)
    assert kept(office).rests_on == "Kept while typing"
    assert versions(office) == 0
    QTest.keyClick(screen.account.area, Qt.Key.Key_Tab)
    settle(window)
    assert versions(office) == 1
    assert window.header.saved.text().startswith("Saved ")


def test_the_saved_indicator_waits_for_the_commit(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = question(window)
    gate = threading.Event()
    window.tasks.run(gate.wait)
    screen.position.button("followed").click()
    QApplication.processEvents()
    assert window.header.saved.text() == "Saving…"
    gate.set()
    settle(window)
    assert window.header.saved.text().startswith("Saved ")
    assert kept(office).position == "followed"


def test_closing_while_typing_loses_nothing(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = question(window)
    QTest.keyClicks(screen.account.area, "The last words")
    assert window.close()
    assert kept(office).rests_on == "The last words"
    assert versions(office) == 1


def test_a_restart_finds_text_place_and_look_again(opened: Opened, office: Path, kept_settings: list[Settings]) -> None:
    window = opened(office)
    screen = question(window)
    QTest.keyClicks(screen.account.area, "As it was")
    window.choose_theme(ThemeChoice.DARK)
    window.resize(800, 590)
    assert window.close()
    again = opened(office)
    assert again.trail.here == QUESTION
    assert again.current_screen is not None
    assert isinstance(again.current_screen, QuestionScreen)
    assert again.current_screen.account.text() == "As it was"
    assert theme().tokens.name == "dark"
    assert again.height() == 590


def test_a_marking_that_may_not_be_recorded_is_refused_calmly_and_the_words_stay(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = question(window)
    screen.account.area.setPlainText("TOP SECRET")
    screen.leave()
    settle(window)
    assert window.header.saved.text() == "Not saved"
    assert "OFFICIAL-SENSITIVE" in window.message.text
    window.go(Place("overview"))
    settle(window)
    assert question(window).account.text() == "TOP SECRET"
    assert not window.close(), "the window stays until the person gives the words up"
    assert "not saved" in window.message.text
    assert kept(office).rests_on == ""
    screen = question(window)
    screen.account.area.setPlainText("A briefing was received on 3 May.")
    screen.leave()
    settle(window)
    assert window.header.saved.text().startswith("Saved ")


def test_undo_outside_a_field_takes_back_the_last_saved_change(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = question(window)
    screen.position.button("followed").click()
    settle(window)
    screen.position.button("in-part").click()
    settle(window)
    window.menus.actions["undo"].trigger()
    settle(window)
    assert screen.position.value() == "followed"
    assert "Undone" in window.message.text
    window.menus.actions["undo"].trigger()
    settle(window)
    assert screen.position.value() == ""
    window.menus.actions["redo"].trigger()
    settle(window)
    assert screen.position.value() == "followed"
    assert kept(office).position == "followed"
    assert versions(office) == 5


def test_undo_within_a_field_is_the_fields_own(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = question(window)
    screen.position.button("followed").click()
    settle(window)
    area = screen.account.area
    area.setFocus()
    QTest.keyClicks(area, "word")
    window.menus.actions["undo"].trigger()
    assert screen.account.text() == ""
    assert screen.position.value() == "followed"


def test_showing_a_text_never_changes_it(opened: Opened, office: Path) -> None:
    awkward = "a\u00a0b  c\t\u2003d\n\n• e\u200b"
    with open_workspace(office, author="A. Writer") as workspace:
        cycle = describe(workspace).cycles[0]
        stored = recording.load_question(workspace, cycle.id, REGARD).answer
        recording.save(workspace, replace(stored.entity, rests_on=awkward), 0)
    window = opened(office)
    screen = question(window)
    assert screen.account.text() == awkward
    screen.account.area.setFocus()
    QTest.keyClick(screen.account.area, Qt.Key.Key_Tab)
    window.go(Place("overview"))
    settle(window)
    assert versions(office) == 1
    screen = question(window)
    screen.account.area.moveCursor(screen.account.area.textCursor().MoveOperation.End)
    QTest.keyClicks(screen.account.area, "!")
    assert screen.account.text() == awkward + "!"


def test_back_and_forward_go_where_the_person_was(opened: Opened, office: Path) -> None:
    window = opened(office)
    window.go(Place("threat", "terrorism"))
    question(window)
    window.go_back()
    settle(window)
    assert window.trail.here == Place("threat", "terrorism")
    window.go_back()
    settle(window)
    assert window.trail.here == Place("overview")
    window.go_forward()
    settle(window)
    assert window.trail.here == Place("threat", "terrorism")
    assert window.navigation.currentIndex().data() == "Terrorism"


def test_the_keyboard_leads_through_the_questions(opened: Opened, office: Path) -> None:
    window = opened(office)
    question(window)
    assert QApplication.activeWindow() is window or window.isVisible()
    keys = window.menus.actions["next"].shortcuts()
    assert keys[0] == QKeySequence("Ctrl+Return")
    window.menus.actions["next"].trigger()
    settle(window)
    assert window.trail.here == Place("question", "own-duties", "", "own-duties.plan.keep-under-review")
    window.menus.actions["previous"].trigger()
    settle(window)
    assert window.trail.here == QUESTION


def test_no_two_actions_share_a_key(opened: Opened) -> None:
    window = opened()
    keys = [key.toString() for action in window.menus.actions.values() for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_a_file_that_is_no_workspace_is_refused_in_the_window(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "letter.assurance"
    path.write_bytes(b"Dear Sir or Madam, " * 40)
    window = opened(path)
    assert "is not an assurance workspace" in window.message.text
    assert window.start.isVisible()
    assert path.read_bytes() == b"Dear Sir or Madam, " * 40


def test_whoever_comes_second_is_told_and_may_read(opened: Opened, office: Path) -> None:
    with open_workspace(office, author="A. First"):
        window = opened(office)
        assert "A. First" in window.message.text
        window.doors.open_path(office, write=False)
        settle(window)
        screen = question(window)
        assert window.header.saved.text() == "Read only"
        assert screen.account.area.isReadOnly()
        QTest.keyClicks(screen.account.area, "may not")
        screen.position.button("followed").click()
        settle(window)
    assert kept(office) == Answer(kept(office).id, kept(office).cycle_id, REGARD)


def test_an_unexpected_error_is_one_sentence_with_details_to_copy(
    opened: Opened, office: Path, caplog: pytest.LogCaptureFixture
) -> None:
    window = opened(office)

    def broken(_workspace: object) -> None:
        raise ZeroDivisionError("inner matter")

    window.session.run(broken)
    settle(window)
    assert "inner matter" not in window.message.text
    assert "ZeroDivisionError" in caplog.text
    buttons: list[QAbstractButton] = window.message.findChildren(QAbstractButton)
    next(one for one in buttons if one.text() == "Copy details").click()
    assert "inner matter" in QApplication.clipboard().text()


def test_what_nobody_caught_on_any_thread_reaches_the_window(opened: Opened) -> None:
    window = opened()
    thread = threading.Thread(target=lambda: window.not_caught.emit(Refused("approval.no-name")))
    thread.start()
    thread.join()
    QApplication.processEvents()
    assert "name and the role" in window.message.text


def test_another_year_or_workspace_leaves_nothing_behind(opened: Opened, office: Path, sample: Path) -> None:
    window = opened(sample)
    window.go(Place("sign-off"))
    settle(window)
    first = window.current_screen
    window.doors.open_path(office)
    settle(window)
    window.go(Place("sign-off"))
    settle(window)
    assert window.current_screen is not first
    assert window.header.name.text() == BODY.name_as_used


@pytest.mark.parametrize("percent", [100, 200])
def test_text_scales_to_two_hundred_per_cent(opened: Opened, sample: Path, percent: int) -> None:
    window = opened(sample)
    window.choose_text_size(percent)
    screen = question(window)
    assert screen.account.area.font().pointSizeF() == pytest.approx(11 * percent / 100)
    for place in (Place("overview"), Place("threat", "terrorism"), Place("evidence")):
        window.go(place)
        settle(window)
    window.choose_text_size(100)


def test_every_control_has_a_name_for_screen_readers(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    nameless: list[str] = []
    for place in (
        Place("overview"), Place("section", "own-duties"), QUESTION, Place("threat", "public-disorder"),
        Place("question", "public-disorder", "capacity", "public-disorder.capacity.psu"), Place("evidence"),
        Place("statement"), Place("sign-off"),
    ):  # fmt: skip
        window.go(place)
        settle(window)
        for kind in (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QTextEdit):
            widgets: list[QWidget] = window.findChildren(kind)
            for widget in widgets:
                named = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
                if widget.isVisible() and not named and not widget.objectName().startswith("qt_"):
                    nameless.append(f"{place.screen}: {widget}")
    assert not nameless


def test_nothing_but_the_window_ever_appears(opened: Opened, sample: Path, application: QApplication) -> None:
    class Watcher(QObject):
        seen: ClassVar[list[str]] = []

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.seen.append(type(watched).__name__)
            return False

    watcher = Watcher()
    application.installEventFilter(watcher)
    window = opened(sample)
    for place in (Place("overview"), QUESTION, Place("threat", "terrorism"), Place("evidence"), Place("sign-off")):
        window.go(place)
        settle(window)
    window.doors.close_workspace()
    settle(window)
    window.start.show_new()
    application.removeEventFilter(watcher)
    assert watcher.seen == ["MainWindow"]


def test_the_focus_goes_with_the_person_from_page_to_page(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    overview = window.current_screen
    assert isinstance(overview, OverviewScreen)
    overview.next.setFocus()
    QTest.keyClick(overview.next, Qt.Key.Key_Space)
    settle(window)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert window.current_screen is not None
    assert window.current_screen.isAncestorOf(focused)
    window.navigation.setFocus()
    window.navigation.setCurrentIndex(window.navigation.model().index(0, 0))
    QTest.keyClick(window.navigation, Qt.Key.Key_Return)
    settle(window)
    assert window.trail.here == Place("overview")
    assert window.navigation.hasFocus()


def test_every_place_of_the_navigation_opens(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    places = window.navigation.places()
    assert {place.screen for place in places} >= {"overview", "section", "threat", "evidence", "statement", "sign-off"}
    for place in places:
        window.navigation.chosen.emit(place)
        settle(window)
        assert window.trail.here == place
        assert not window.message.isVisible()


@pytest.mark.parametrize("dialog", ["keys", "about"])
def test_help_opens_and_closes(opened: Opened, dialog: str, qtbot: QtBot) -> None:
    window = opened()
    seen: list[str] = []

    def look() -> None:
        shown = QApplication.activeModalWidget()
        assert shown is not None
        seen.append(shown.windowTitle())
        shown.close()

    QTimer.singleShot(50, look)
    window.menus.actions[dialog].trigger()
    assert len(seen) == 1


def test_the_year_is_picked_in_the_header(opened: Opened, office: Path) -> None:
    with open_workspace(office, author="A. Maker") as workspace, workspace.unit_of_work() as work:
        cycle = work.find(Cycle)[0].entity
        work.put(replace(cycle, id=f"{BODY.id}.2026-27", year="2026-27"), 0)
        work.commit()
    window = opened(office)
    screen = question(window)
    assert window.header.years.isVisible()
    assert window.header.years.currentText() == "2026/27"
    QTest.keyClicks(screen.account.area, "For the later year")
    window.header.years.setFocus()
    QTest.keyClick(window.header.years, Qt.Key.Key_Down)
    settle(window)
    assert window.session.cycle is not None
    assert window.session.cycle.year == "2025-26"
    assert "2025/26" in window.windowTitle()
    assert question(window).account.text() == ""
    assert kept(office).rests_on == "For the later year"


def test_words_that_cannot_be_saved_can_be_given_up(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = question(window)
    screen.account.area.setPlainText("SECRET")
    assert not window.close()
    assert window.isVisible()
    buttons: list[QAbstractButton] = window.message.findChildren(QAbstractButton)
    next(one for one in buttons if one.text() == "Close without them").click()
    assert not window.isVisible()
    assert kept(office).rests_on == ""
