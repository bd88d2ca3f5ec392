"""The examination screen does its thing by clicks and keys, and a restart finds it again."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget

from assurance_app.application import examining, recording
from assurance_app.application.places import Place
from assurance_app.application.workspaces import begin_year, describe, open_workspace
from assurance_app.domain.examination import Decision
from assurance_app.domain.values import Risk, View
from assurance_app.settings import Settings
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.screens.examination.lines import (
    EXAMINE,
    FIRST_YEAR,
    LAST,
    RISK,
    SECTION,
    TITLE,
    Show,
    Sieve,
    in_order,
    lines_of,
    sifted,
)
from assurance_app.ui.screens.examination.view import ExaminationScreen
from assurance_app.ui.screens.question.view import QuestionScreen
from assurance_app.ui.theme import ThemeChoice, theme
from tests.ui.conftest import settle

Opened = Callable[..., MainWindow]
HERE = Place("examination")


def shown(window: MainWindow) -> ExaminationScreen:
    window.go(HERE)
    settle(window)
    screen = window.current_screen
    assert isinstance(screen, ExaminationScreen)
    return screen


def do(window: MainWindow, name: str) -> None:
    window.menus.actions[f"examination-{name}"].trigger()
    settle(window)


def page_of(path: Path) -> examining.ExaminationPage:
    with open_workspace(path, author="A. Reader", write=False) as workspace:
        return examining.load_examination(workspace, describe(workspace).cycles[0].id)


def decisions(path: Path, number: int) -> list[Decision]:
    return [row.decision for row in page_of(path).rows[:number]]


def select(screen: ExaminationScreen, number: int) -> None:
    """The first lines, by keyboard."""
    screen.focus_first()
    screen.table.go_to(screen.table.lines[0].key)
    for _more in range(number - 1):
        QTest.keyClick(screen.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(screen.table.selected()) == number


def click(screen: ExaminationScreen, line: int, column: int, *, twice: bool = False) -> None:
    table = screen.table
    where: QPoint = table.visualRect(table.model().index(line, column)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    if twice:
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)


def texts(widget: QWidget) -> str:
    labels: list[QLabel] = widget.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisible())


@pytest.fixture
def three_years(office: Path) -> Path:
    """An office in its third year: what was examined in the first, set aside in the second."""
    with open_workspace(office, author="A. Maker") as workspace:
        first = describe(workspace).cycles[0].id
        rows = examining.load_examination(workspace, first).rows
        for row, view in zip(rows, (View.SATISFIED, View.NOT_SATISFIED, View.PARTLY_SATISFIED), strict=False):
            stored = recording.load_question(workspace, first, row.requirement_id).answer
            recording.save(workspace, replace(stored.entity, view=view), 0)
        second = begin_year(workspace, "2026-27").id
        examining.set_aside(workspace, second, [row.requirement_id for row in rows[:2]], "Examined the year before.")
        begin_year(workspace, "2027-28")
    return office


def test_the_navigation_and_the_menu_lead_to_it(opened: Opened, office: Path) -> None:
    window = opened(office)
    places = window.navigation.places()
    assert places.index(Place("evidence")) > places.index(HERE)
    window.menus.actions["examination"].trigger()
    settle(window)
    screen = window.current_screen
    assert isinstance(screen, ExaminationScreen)
    assert window.navigation.currentIndex().data() == "Examination"
    assert "0 of 219 examined this year" in texts(screen)
    assert "219 not decided" in texts(screen)
    assert "2024/25 and 2023/24 are not in this workspace" in texts(screen)
    assert "have a share proposed" in texts(screen)
    assert window.menus.actions["examination-propose"].isEnabled()
    window.go(Place("overview"))
    assert not window.menus.actions["examination-propose"].isEnabled()


def test_space_ticks_what_is_selected_and_undo_takes_it_back_as_one(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window)
    select(screen, 3)
    QTest.keyClick(screen.table, Qt.Key.Key_Space)
    settle(window)
    assert decisions(office, 4) == [*[Decision.EXAMINE] * 3, Decision.UNDECIDED]
    assert "3 of 219 examined" in texts(screen)
    assert len(screen.table.selected()) == 3, "what is selected stays selected"
    assert "3 requirements more" in window.message.text
    window.menus.actions["undo"].trigger()
    settle(window)
    assert decisions(office, 4) == [Decision.UNDECIDED] * 4
    assert "0 of 219 examined" in texts(screen)
    window.menus.actions["redo"].trigger()
    settle(window)
    assert decisions(office, 4) == [*[Decision.EXAMINE] * 3, Decision.UNDECIDED]
    QTest.keyClick(screen.table, Qt.Key.Key_Space)
    settle(window)
    assert decisions(office, 4) == [Decision.UNDECIDED] * 4


def test_a_click_on_a_tick_is_for_all_that_are_selected(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window)
    click(screen, 5, EXAMINE)
    settle(window)
    assert [row.decision for row in page_of(office).rows[4:7]].count(Decision.EXAMINE) == 1
    select(screen, 3)
    click(screen, 1, EXAMINE)
    settle(window)
    assert decisions(office, 6) == [*[Decision.EXAMINE] * 3, *[Decision.UNDECIDED] * 2, Decision.EXAMINE]


def test_the_reason_is_asked_once_and_offered_again(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window)
    select(screen, 2)
    do(window, "because")
    assert "Why are these 2 requirements not examined this year?" in texts(screen)
    assert not screen.before.isVisible()
    assert not screen.bulk.isVisible()
    screen.record.click()
    settle(window)
    assert "Say why" in window.message.text
    assert screen.reason_panel.isVisible()
    QTest.keyClicks(screen.reason, "A review reports in May")
    QTest.keyClick(screen.reason, Qt.Key.Key_Return)
    settle(window)
    assert not screen.reason_panel.isVisible()
    assert screen.table.hasFocus()
    rows = page_of(office).rows
    assert [row.years[0].reason for row in rows[:3]] == [*["A review reports in May"] * 2, ""]
    screen.table.go_to(rows[2].requirement_id)
    screen.because.click()
    assert screen.before.isVisible()
    screen.before.setCurrentIndex(1)
    screen.before.activated.emit(1)
    assert screen.reason.text() == "A review reports in May"
    QTest.keyClick(screen.reason, Qt.Key.Key_Escape)
    assert not screen.reason_panel.isVisible()
    assert decisions(office, 3)[2] is Decision.UNDECIDED
    window.menus.actions["undo"].trigger()
    settle(window)
    assert decisions(office, 3) == [Decision.UNDECIDED] * 3


def test_what_has_a_view_is_not_set_aside_and_stays_examined(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = shown(window)
    seen = next(line for line in screen.table.lines if line.row.years[0].was_examined)
    screen.table.go_to(seen.key)
    do(window, "because")
    assert not screen.reason_panel.isVisible()
    assert "they were examined" in window.message.text
    screen.leave_out.click()
    settle(window)
    assert "The view is changed on its question" in window.message.text
    assert next(line for line in screen.table.lines if line.key == seen.key).planned


def test_risks_are_set_by_key_menu_and_in_the_cell(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window)
    select(screen, 4)
    do(window, "risk-high")
    assert [row.risk for row in page_of(office).rows[:5]] == [*[Risk.HIGH] * 4, None]
    menu = screen.set_risk.menu()
    next(act for act in menu.actions() if act.text() == "Low").trigger()
    settle(window)
    assert [row.risk for row in page_of(office).rows[:5]] == [*[Risk.LOW] * 4, None]
    click(screen, 6, RISK)
    editor = screen.table.findChild(QComboBox)
    assert editor is not None
    editor.setCurrentIndex(1)
    editor.activated.emit(1)
    settle(window)
    assert page_of(office).rows[6].risk is Risk.MEDIUM
    window.menus.actions["undo"].trigger()
    window.menus.actions["undo"].trigger()
    settle(window)
    assert [row.risk for row in page_of(office).rows[:7]] == [*[Risk.HIGH] * 4, None, None, None]


def test_a_proposal_is_shown_first_and_applied_as_one_step(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window)
    select(screen, 5)
    do(window, "risk-high")
    screen.propose_button.click()
    settle(window)
    wanted = len(screen.table.lines)
    assert 5 + 70 <= wanted <= 5 + 73
    assert "5 of high risk" in texts(screen)
    assert page_of(office).chosen == 0
    QTest.keyClick(screen.dismiss, Qt.Key.Key_Escape)
    assert len(screen.table.lines) == 219
    do(window, "propose")
    assert screen.apply.hasFocus()
    screen.apply.click()
    settle(window)
    assert page_of(office).chosen == wanted
    assert len(screen.table.lines) == 219
    do(window, "propose")
    assert "ask for nothing more" in texts(screen)
    screen.dismiss.click()
    window.menus.actions["undo"].trigger()
    settle(window)
    assert page_of(office).chosen == 0


def test_a_proposal_or_a_reason_does_not_wait_for_who_went_elsewhere(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window)
    do(window, "propose")
    assert screen.proposal_panel.isVisible()
    window.go(Place("overview"))
    screen = shown(window)
    assert not screen.proposal_panel.isVisible()
    assert screen.filters.isVisible()
    assert len(screen.table.lines) == 219
    assert page_of(office).chosen == 0


def test_filters_leave_what_was_asked_for(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window)
    do(window, "find")
    QTest.keyClicks(screen.words, "digital forensics")
    assert 0 < len(screen.table.lines) < 219
    assert all("forensic" in f"{line.row.title} {line.row.pillar_title}".casefold() for line in screen.table.lines)
    assert f"{len(screen.table.lines)} of 219 shown" in texts(screen)
    QTest.keyClicks(screen.words, " nowhere")
    assert "Nothing is like that" in texts(screen)
    screen.clear.click()
    assert len(screen.table.lines) == 219
    screen.section.set_value("terrorism")
    screen.section.chosen.emit("terrorism")
    assert {line.row.section_id for line in screen.table.lines} == {"terrorism"}
    QTest.keyClick(screen.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    do(window, "examine")
    screen.stand.set_value(Show.UNDECIDED)
    screen.stand.chosen.emit(Show.UNDECIDED)
    assert screen.table.lines == ()
    assert {row.section_id for row in page_of(office).rows if row.decision is Decision.EXAMINE} == {"terrorism"}


def test_three_years_stand_side_by_side_and_sort(opened: Opened, three_years: Path) -> None:
    window = opened(three_years)
    screen = shown(window)
    first, second, third, fourth = screen.table.lines[:4]
    assert [cell.text for cell in first.cells[LAST:]] == ["2025/26", "Not decided", "Not examined", "Satisfied"]
    assert [cell.text for cell in third.cells[LAST:]] == ["2025/26", "Not decided", "No record", "Partly"]
    assert fourth.cells[LAST].text == "No record"
    assert "not in this workspace" not in texts(screen)
    model = screen.table.model()
    tip = model.index(0, FIRST_YEAR + 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "Examined the year before." in tip
    spoken = model.index(1, FIRST_YEAR + 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "2025/26: Not satisfied"
    assert model.index(0, LAST).data(Qt.ItemDataRole.AccessibleTextRole) == "Last examined: 2025/26"
    screen.table.sortByColumn(FIRST_YEAR + 2, Qt.SortOrder.AscendingOrder)
    assert [line.key for line in screen.table.lines[:3]] == [second.key, third.key, first.key]


def test_return_and_double_click_open_the_question_and_back_finds_the_line(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window)
    wanted = screen.table.lines[7].key
    screen.table.go_to(wanted)
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    settle(window)
    assert isinstance(window.current_screen, QuestionScreen)
    assert window.trail.here is not None
    assert window.trail.here.requirement_id == wanted
    window.current_screen.view_of.button("satisfied").click()
    window.go_back()
    settle(window)
    assert screen.table.here() == wanted
    assert screen.table.lines[7].cells[FIRST_YEAR].text == "Satisfied"
    assert screen.table.lines[7].planned
    click(screen, 2, TITLE, twice=True)
    settle(window)
    assert window.trail.here.requirement_id == screen.table.lines[2].key


def test_going_on_opens_what_waits_to_be_examined(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window)
    window.menus.actions["next"].trigger()
    settle(window)
    assert "Nothing that is shown here waits" in window.message.text
    screen.table.go_to(screen.table.lines[9].key)
    do(window, "examine")
    window.menus.actions["next"].trigger()
    settle(window)
    assert window.trail.here is not None
    assert window.trail.here.requirement_id == screen.table.lines[9].key


def test_it_is_copied_as_a_table(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window)
    select(screen, 2)
    QTest.keyClick(screen.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    rows = [line.split("\t") for line in data.text().split("\n")]
    assert len(rows) == 3
    assert rows[0][:5] == ["Examine", "Risk", "Requirement", "Section", "Last examined"]
    assert all(len(row) == 8 for row in rows)
    assert "(para 18)" in rows[1][TITLE]
    assert data.html().count("<tr>") == 3
    screen.table.clearSelection()
    do(window, "copy")
    assert QGuiApplication.clipboard().text().count("\n") == 219


def test_a_restart_finds_the_plan_the_place_and_the_columns(
    opened: Opened, office: Path, kept_settings: list[Settings]
) -> None:
    window = opened(office)
    screen = shown(window)
    assert screen.kept() == {}, "how columns fit by themselves is not kept"
    select(screen, 2)
    do(window, "examine")
    screen.table.horizontalHeader().resizeSection(SECTION, 301)
    screen.table.sortByColumn(SECTION, Qt.SortOrder.DescendingOrder)
    assert window.close()
    again = opened(office)
    assert again.trail.here == HERE
    found = again.current_screen
    assert isinstance(found, ExaminationScreen)
    assert found.table.columnWidth(SECTION) == 301
    assert found.table.lines[0].row.section_title == "Cross-cutting"
    assert "2 of 219 examined" in texts(found)


def test_a_workspace_for_reading_offers_nothing_to_change(opened: Opened, office: Path) -> None:
    window = opened()
    window.doors.open_path(office, write=False)
    settle(window)
    screen = shown(window)
    assert not screen.examine.isVisible()
    assert not screen.set_risk.isVisible()
    assert not screen.propose_button.isVisible()
    assert not window.menus.actions["examination-examine"].isEnabled()
    assert window.menus.actions["examination-copy"].isEnabled()
    click(screen, 1, EXAMINE)
    screen.table.go_to(screen.table.lines[0].key)
    QTest.keyClick(screen.table, Qt.Key.Key_Space)
    settle(window)
    assert page_of(office).chosen == 0


def test_larger_type_and_another_look_lose_nothing(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window)
    select(screen, 2)
    window.choose_text_size(200)
    settle(window)
    assert len(screen.table.selected()) == 2
    for column in (EXAMINE, RISK, LAST, FIRST_YEAR):
        head = str(screen.table.model().headerData(column, Qt.Orientation.Horizontal))
        widest = max(screen.table.fontMetrics().horizontalAdvance(part) for part in head.split("\n"))
        assert screen.table.columnWidth(column) >= widest + 16
    assert not screen.grab().isNull()


def test_every_control_has_a_name(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window)
    for control in (screen.words, screen.section, screen.pillar, screen.risk, screen.stand, screen.table):
        assert control.accessibleName()
    assert screen.table.horizontalHeader().accessibleName()


def test_sorting_and_sifting_hundreds_of_lines_is_a_matter_of_milliseconds(office: Path) -> None:
    lines = lines_of(page_of(office)) * 10
    begun = time.perf_counter()
    found = in_order(sifted(lines, Sieve(words="the", show=Show.UNDECIDED)), TITLE, reverse=True)
    took = time.perf_counter() - begun
    assert found
    assert len(lines) == 2190
    assert took < 0.5


def test_the_counts_are_read_whole_in_large_type(application: QApplication, opened: Opened, office: Path) -> None:
    window = opened(office)
    try:
        theme().put_on(ThemeChoice.LIGHT, 200)
        window.resize(1280, 800)
        screen = shown(window)
        settle(window)
        for counts in (screen.number, screen.decided):
            assert counts.geometry().right() <= screen.width()
            assert counts.height() >= counts.heightForWidth(counts.width())
            assert counts.width() >= counts.minimumSizeHint().width()
    finally:
        theme().put_on(ThemeChoice.LIGHT, 100)
