"""Sessions, departures, gaps and actions, as a person does it: by clicks and keys, found again after a restart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from assurance_app.application import actions, recording, scrutiny
from assurance_app.application.places import Place
from assurance_app.application.workspaces import begin_year, describe, open_workspace
from assurance_app.domain.scrutiny import ScrutinySession
from assurance_app.domain.values import ActionStatus, Opinion, View
from assurance_app.settings import Settings
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.screens.actions.view import ActionsScreen
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.screens.question.view import QuestionScreen
from assurance_app.ui.screens.scrutiny.view import ScrutinyScreen
from assurance_app.ui.screens.threat.view import ThreatScreen
from tests.ui.conftest import settle

Opened = Callable[..., MainWindow]
S = TypeVar("S", bound=Screen)
ARV = "terrorism.prepare.armed-response"
DEVICES = "csa.outcomes.forensic-delays"


def shown(window: MainWindow, place: Place, kind: type[S]) -> S:
    window.go(place)
    settle(window)
    return here(window, kind)


def here(window: MainWindow, kind: type[S]) -> S:
    screen = window.current_screen
    assert isinstance(screen, kind)
    return screen


def texts(widget: QWidget) -> str:
    labels: list[QLabel] = widget.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisible())


def push(window: MainWindow, within: QWidget, words: str) -> None:
    found = [
        one for one in within.findChildren(QPushButton) if one.isVisible() and one.text().replace("&", "") == words
    ]
    assert found, words
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
    settle(window)


def undo(window: MainWindow) -> None:
    window.menus.actions["undo"].trigger()
    settle(window)


def sessions(path: Path, cycle: int = 0) -> list[ScrutinySession]:
    with open_workspace(path, author="A. Reader", write=False) as workspace:
        rows = scrutiny.list_sessions(workspace, describe(workspace).cycles[cycle].id).rows
        return [row.session for row in rows]


def lists(path: Path) -> actions.ActionsPage:
    with open_workspace(path, author="A. Reader", write=False) as workspace:
        return actions.load_actions(workspace, describe(workspace).cycles[0].id)


def write_session(window: MainWindow) -> ScrutinyScreen:
    """A session, by keyboard and clicks."""
    screen = shown(window, Place("scrutiny"), ScrutinyScreen)
    QTest.mouseClick(screen.add, Qt.MouseButton.LeftButton)
    settle(window)
    screen.focus_first()
    QTest.keyClicks(screen.held_on.editor, "14 May 2025")
    QTest.keyClick(screen.held_on.editor, Qt.Key.Key_Tab)
    QTest.keyClicks(screen.forum, "Accountability board")
    QTest.keyClicks(screen.wanted_to_know.area, "Who decides in the first half hour")
    QTest.keyClick(screen.sections.ticks["terrorism"], Qt.Key.Key_Space)
    QTest.keyClicks(screen.requirements.words, "armed response veh")
    QTest.keyClick(screen.requirements.words, Qt.Key.Key_Return)
    QTest.keyClick(screen.questions.add, Qt.Key.Key_Space)
    asked, answered = screen.questions.rows[0]
    assert asked.area.hasFocus()
    QTest.keyClicks(asked.area, "How long does it take?")
    QTest.keyClicks(answered.area, "Twelve minutes")
    drop = screen.opinions.drops["terrorism"]
    drop.setFocus()
    QTest.keyClick(drop, Qt.Key.Key_Down)
    QTest.keyClick(drop, Qt.Key.Key_Down)
    drop.activated.emit(drop.currentIndex())
    QTest.keyClicks(screen.opinions.reasons["terrorism"].area, "One test failed")
    QTest.keyClicks(screen.actions_list.line, "Test again without notice")
    QTest.keyClick(screen.actions_list.line, Qt.Key.Key_Return)
    settle(window)
    return screen


def test_a_session_is_written_and_found_again_after_a_restart(
    opened: Opened, office: Path, kept_settings: list[Settings]
) -> None:
    window = opened(office)
    empty = shown(window, Place("scrutiny"), ScrutinyScreen)
    assert "No session is written down" in texts(empty)
    assert not empty.table.isVisible()
    write_session(window)
    assert window.close()
    again = opened(office)
    screen = here(again, ScrutinyScreen)
    assert screen.forum.text() == "Accountability board"
    assert screen.held_on.editor.text() == "14 May 2025"
    assert screen.questions.rows[0][1].text() == "Twelve minutes"
    assert screen.opinions.reasons["terrorism"].text() == "One test failed"
    assert [row.title for row in screen.actions_list.list.rows] == ["Test again without notice"]
    session = sessions(office)[0]
    assert session.section_ids == ("terrorism",)
    assert session.requirement_ids == (ARV,)
    assert [(said.section_id, said.opinion) for said in session.opinions] == [("terrorism", Opinion.PARTLY_ASSURED)]
    screen.go_on()
    settle(again)
    assert [row.texts[:3] for row in screen.table.rows] == [("14 May 2025", "Accountability board", "Terrorism")]
    QTest.keyClicks(screen.filter, "half hour")
    assert len(screen.table.rows) == 1
    QTest.keyClicks(screen.filter, " nowhere")
    assert "No session has such words" in texts(screen)


def test_a_day_is_picked_and_what_is_no_day_is_said_and_not_kept(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, Place("scrutiny"), ScrutinyScreen)
    push(window, screen, "Add a session")
    screen.focus_first()
    QTest.keyClicks(screen.held_on.editor, "31 February 2026")
    QTest.keyClick(screen.held_on.editor, Qt.Key.Key_Tab)
    settle(window)
    assert "There is no such day" in texts(screen)
    assert sessions(office)[0].held_on == ""
    screen.held_on.pick.click()
    calendar = screen.held_on.calendar
    assert calendar is not None
    assert calendar.isVisible()
    calendar.days.clicked.emit(QDate(2026, 3, 11))
    settle(window)
    assert not calendar.isVisible()
    assert sessions(office)[0].held_on == "2026-03-11"
    assert screen.held_on.editor.text() == "11 March 2026"


def test_a_threats_page_offers_the_sessions_day_and_opinion(opened: Opened, office: Path) -> None:
    window = opened(office)
    threat = shown(window, Place("threat", "terrorism"), ThreatScreen)
    assert "No scrutiny session of this year came to an opinion" in threat.source.text()
    QTest.mouseClick(threat.opinion.button("assured"), Qt.MouseButton.LeftButton)
    assert threat.source.text().startswith("This opinion comes from no scrutiny session")
    write_session(window)
    threat = shown(window, Place("threat", "terrorism"), ThreatScreen)
    assert "that of 14 May 2025 (Accountability board) came to another, Partly assured" in threat.source.text()
    push(window, threat, "Add 14 May 2025, the day of a session")
    push(window, threat, "Take the session’s opinion")
    assert threat.source.text().startswith("This opinion comes from the session of 14 May 2025")
    assert not threat.take_opinion.isVisible()
    with open_workspace(office, author="A. Reader", write=False) as workspace:
        kept = recording.load_threat(workspace, describe(workspace).cycles[0].id, "terrorism").statement.entity
    assert (kept.opinion, kept.held_on) == (Opinion.PARTLY_ASSURED, ("2025-05-14",))
    push(window, threat, "Open the session")
    assert here(window, ScrutinyScreen).forum.text() == "Accountability board"


def test_next_years_session_starts_from_last_years(opened: Opened, sample: Path) -> None:
    with open_workspace(sample, author="A. Maker") as workspace:
        begin_year(workspace, "2026-27")
    window = opened(sample)
    screen = shown(window, Place("scrutiny"), ScrutinyScreen)
    offered = screen.begin_from.menu().actions()
    assert len(offered) == 8
    assert offered[0].text().startswith("2025/26 · 11 March 2026")
    offered[0].trigger()
    settle(window)
    assert "Goes on from the session of 11 March 2026" in texts(screen)
    asked = [row[0].text() for row in screen.questions.rows]
    assert asked[0] == "What is new since 11 March 2026?\nHow many posts in the cyber crime unit are filled?"
    assert "Answered last time: Eight of twelve, one more than in October." in texts(screen)
    assert screen.questions.rows[0][1].text() == ""
    assert screen.opinions.drops["cyber"].currentText() == "None yet"
    undo(window)
    assert sessions(sample) == []
    assert here(window, ScrutinyScreen).begin_from.isVisible()


def test_a_session_taken_away_comes_back_by_undo(opened: Opened, sample: Path) -> None:
    before = sessions(sample)
    window = opened(sample)
    screen = shown(window, Place("scrutiny", item_id=before[0].id), ScrutinyScreen)
    push(window, screen, "Take this session away")
    assert len(screen.table.rows) == len(before) - 1
    assert "Undo" in window.message.text
    undo(window)
    assert sessions(sample) == before
    assert len(screen.table.rows) == len(before)


def test_a_question_removed_comes_back_by_undo(opened: Opened, sample: Path) -> None:
    before = sessions(sample)[0]
    window = opened(sample)
    screen = shown(window, Place("scrutiny", item_id=before.id), ScrutinyScreen)
    push(window, screen.questions, "Remove")
    assert sessions(sample)[0].questions == before.questions[1:]
    undo(window)
    assert sessions(sample)[0] == before
    assert [row[0].text() for row in screen.questions.rows] == [question.asked for question in before.questions]


def test_the_table_is_copied_as_a_table_and_opens_by_keyboard(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = shown(window, Place("scrutiny"), ScrutinyScreen)
    screen.table.setFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().split("\n")
    assert copied[0].split("\t")[:2] == ["Held on", "Forum"]
    assert len(copied) == 9
    QTest.keyClick(screen.table, Qt.Key.Key_Down)
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    settle(window)
    assert screen.held_on.isVisible()


def test_a_departure_gathers_itself_and_its_decision_is_kept(
    opened: Opened, office: Path, kept_settings: list[Settings]
) -> None:
    window = opened(office)
    screen = shown(window, Place("actions"), ActionsScreen)
    assert "Nothing is departed from" in texts(screen)
    question = shown(window, Place("question", "terrorism", "capabilities", ARV), QuestionScreen)
    QTest.mouseClick(question.view_of.button("not-satisfied"), Qt.MouseButton.LeftButton)
    settle(window)
    screen = shown(window, Place("actions"), ActionsScreen)
    table = screen.tables["departures"]
    assert [row.key for row in table.rows] == [ARV]
    assert "the chief constable’s reason, the body’s view of it, who decided" in table.rows[0].texts[4]
    table.setFocus()
    table.select([ARV])
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle(window)
    assert "Still to be said" in texts(screen)
    QTest.keyClicks(screen.decided_by, "The commissioner")
    QTest.keyClicks(screen.decided_on.editor, "11/3/2026")
    QTest.keyClick(screen.decided_on.editor, Qt.Key.Key_Tab)
    QTest.keyClicks(screen.until.editor, "31 March 2099")
    QTest.keyClick(screen.until.editor, Qt.Key.Key_Tab)
    settle(window)
    clearance = screen.answer_clearance
    QTest.keyClicks(clearance.name, "A. Clerk")
    QTest.keyClicks(clearance.role, "Chief executive")
    QTest.mouseClick(clearance.give, Qt.MouseButton.LeftButton)
    settle(window)
    assert "Cleared by A. Clerk, Chief executive" in clearance.state.text()
    assert window.close()
    again = opened(office)
    screen = here(again, ActionsScreen)
    assert screen.decided_by.text() == "The commissioner"
    assert screen.until.editor.text() == "31 March 2099"
    found = lists(office).departures[0]
    assert found.lacks == ("chief_constables_reason", "bodys_view_of_reason")
    assert found.departure.clearance is not None
    QTest.mouseClick(screen.answer_clearance.take_back, Qt.MouseButton.LeftButton)
    settle(again)
    assert lists(office).departures[0].departure.clearance is None
    undo(again)
    assert lists(office).departures[0].departure.clearance is not None
    push(again, screen, "Change it on its question")
    assert here(again, QuestionScreen).view_of.value() == View.NOT_SATISFIED


def test_an_action_is_made_of_a_gap_and_carried_on(opened: Opened, office: Path, kept_settings: list[Settings]) -> None:
    window = opened(office)
    question = shown(window, Place("question", "terrorism", "capabilities", ARV), QuestionScreen)
    QTest.keyClicks(question.actions_list.line, "Train two more")
    QTest.keyClick(question.actions_list.line, Qt.Key.Key_Return)
    settle(window)
    assert [row.title for row in question.actions_list.list.rows] == ["Train two more"]
    question.actions_list.list.setFocus()
    QTest.keyClick(question.actions_list.list, Qt.Key.Key_Return)
    settle(window)
    screen = here(window, ActionsScreen)
    QTest.keyClicks(screen.owner, "Head of operations")
    QTest.keyClicks(screen.due.editor, "1 May 2026")
    QTest.keyClick(screen.due.editor, Qt.Key.Key_Tab)
    assert not screen.why_not.isVisible()
    QTest.mouseClick(screen.resourced.button("no"), Qt.MouseButton.LeftButton)
    QTest.keyClicks(screen.why_not.area, "The course is full")
    settle(window)
    assert window.close()
    again = opened(office)
    screen = here(again, ActionsScreen)
    kept = lists(office).actions[0].action
    assert (kept.owner, kept.due, kept.is_resourced, kept.why_not_resourced) == (
        "Head of operations", "2026-05-01", False, "The course is full",
    )  # fmt: skip
    assert kept.section_ids == ("terrorism",)
    assert "Overdue" in texts(screen)
    QTest.mouseClick(screen.status.button("done"), Qt.MouseButton.LeftButton)
    settle(again)
    assert lists(office).actions[0].action.status is ActionStatus.DONE
    push(again, screen, "Take this action away")
    assert lists(office).actions == ()
    undo(again)
    assert lists(office).actions[0].action == replace(kept, status=ActionStatus.DONE)
    screen.tabs.setCurrentIndex(2)
    assert [row.texts[3] for row in screen.tables["actions"].rows] == ["Done"]


def test_gaps_lead_to_their_page_and_an_action_there_takes_them_in_hand(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = shown(window, Place("actions"), ActionsScreen)
    assert [screen.tabs.tabText(place) for place in range(3)] == ["Departures 4", "Gaps 28", "Actions 9"]
    screen.tabs.setCurrentIndex(1)
    QTest.keyClicks(screen.filter, "weekend cover")
    table = screen.tables["gaps"]
    assert [row.texts[3] for row in table.rows] == ["Nobody yet"]
    table.opened.emit(table.rows[0].key)
    settle(window)
    assert not screen.decided_by.isVisible(), "a gap alone is no departure"
    push(window, screen, "Take the words of the next step")
    QTest.keyClick(screen.answer_actions.line, Qt.Key.Key_Return)
    settle(window)
    assert [row.title for row in screen.answer_actions.list.rows] == [
        "Weekend rota of two from June 2026; a second audit in January 2027."
    ]
    screen.go_on()
    settle(window)
    assert [row.texts[3] for row in table.rows] == ["In hand (1)"]


def test_an_action_is_written_down_by_itself(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, Place("actions"), ActionsScreen)
    screen.tabs.setCurrentIndex(2)
    QTest.keyClicks(screen.new_title, "Ask the region")
    QTest.keyClick(screen.new_title, Qt.Key.Key_Return)
    settle(window)
    assert screen.title.text() == "Ask the region"
    assert "It was written down by itself." in texts(screen)
    undo(window)
    assert lists(office).actions == ()
    assert screen.tabs.isVisible(), "what is gone is not shown"
