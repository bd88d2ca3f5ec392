"""Writing in a row: what a text may begin with, from box to box by keyboard, undone, and found again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assurance_app.application.places import Place
from assurance_app.application.recording import load_question, load_threat
from assurance_app.application.workspaces import describe, open_workspace
from assurance_app.domain.entities import Answer, ThreatStatement
from assurance_app.domain.values import Opinion, Position, View
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.screens.in_a_row.leads import dates_lead, stand_lead
from assurance_app.ui.screens.in_a_row.presenter import boxes_of
from assurance_app.ui.screens.in_a_row.view import RowScreen
from assurance_app.ui.screens.overview.view import OverviewScreen
from assurance_app.ui.screens.question.view import QuestionScreen
from assurance_app.ui.screens.section.view import SectionScreen
from assurance_app.words.labels import choices
from tests.ui.conftest import settle
from tests.ui.test_screens import shown, texts

Opened = Callable[..., MainWindow]
ROW = Place("in-a-row", "own-duties")
REGARD = "own-duties.plan.regard"
CTRL = Qt.KeyboardModifier.ControlModifier


def answer(path: Path, requirement_id: str) -> Answer:
    with open_workspace(path, author="A. Reader", write=False) as workspace:
        return load_question(workspace, describe(workspace).cycles[0].id, requirement_id).answer.entity


def statement(path: Path, section_id: str) -> ThreatStatement:
    with open_workspace(path, author="A. Reader", write=False) as workspace:
        return load_threat(workspace, describe(workspace).cycles[0].id, section_id).statement.entity


def press(window: MainWindow, modifier: Qt.KeyboardModifier = CTRL) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return, modifier)
    settle(window)


# -- what a text begins with ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("Followed: the plan", "position", "followed"),
        ("in part: the plan", "position", "in-part"),
        ("Followed  in part: the plan", "position", "in-part"),
        ("Not followed: the plan", "position", "not-followed"),
        ("NOT APPLICABLE: no coast", "position", "not-applicable"),
        ("Partly: yes", "view", "partly-satisfied"),
        ("Not examined: by rotation", "view", "not-examined"),
        ("Not assured: no", "opinion", "not-assured"),
        ("Partly: so far", "opinion", "partly-assured"),
    ],
)
def test_a_text_may_begin_with_where_the_body_stands(text: str, kind: str, code: str) -> None:
    found, length = stand_lead(text, kind)
    assert found == code
    assert text[length - 1] == " "
    assert ":" in text[:length]
    assert ":" not in text[length:]


@pytest.mark.parametrize("kind", ["position", "view", "opinion"])
def test_every_choice_can_be_written_out(kind: str) -> None:
    for code, words in choices(kind):
        assert stand_lead(f"{words}: so it is", kind)[0] == code


@pytest.mark.parametrize(
    "text",
    ["", "Followed", "Followed:", "Followed by the force: yes", "The plan was followed: it says so", "Note: followed",
     "Followed\n: yes", "Satisfied: another kind of duty"],
)  # fmt: skip
def test_other_words_before_a_colon_stay_in_the_text(text: str) -> None:
    assert stand_lead(text, "position") == ("", 0)


def test_a_text_may_begin_with_dates() -> None:
    text = "3 November 2025, 14/05/2025 and 2026-02-01: the board asked"
    dates, length = dates_lead(text)
    assert dates == ("2025-05-14", "2025-11-03", "2026-02-01")
    assert text[length:] == "the board asked"


@pytest.mark.parametrize(
    "text",
    ["On 14 May 2025: the board asked", "14 May 2025 the board", "31 February 2026: none", "14 May 2025:", ": no"],
)
def test_what_is_not_dates_alone_stays_in_the_text(text: str) -> None:
    assert dates_lead(text) == ((), 0)


def test_an_answer_asks_for_the_texts_that_its_stand_needs() -> None:
    blank = Answer("a", "c", "r")
    from dataclasses import replace

    assert boxes_of(blank) == ("rests_on",)
    assert boxes_of(replace(blank, position=Position.NOT_FOLLOWED)) == ("rests_on", "reason")
    assert boxes_of(replace(blank, position=Position.NOT_APPLICABLE)) == ("reason",)
    assert boxes_of(replace(blank, view=View.NOT_EXAMINED, rests_on="words")) == ("rests_on", "reason")
    assert len(boxes_of(replace(blank, view=View.NOT_SATISFIED))) == 3


# -- in the window -------------------------------------------------------------------------------------------------


def test_a_lead_leaves_the_text_and_what_follows_stays_even_when_pasted(opened: Opened, office: Path) -> None:
    window = opened(office)
    row = shown(window, ROW, RowScreen)
    box = row.duties[REGARD]
    pasted = QMimeData()
    pasted.setText("In part: three of four priorities. See: page 9.")
    box.writings["rests_on"].area.insertFromMimeData(pasted)
    assert box.writings["rests_on"].text() == "three of four priorities. See: page 9."
    assert box.stand.list.value() == "in-part"
    row.leave()
    settle(window)
    kept = answer(office, REGARD)
    assert kept.position is Position.IN_PART
    assert kept.rests_on == "three of four priorities. See: page 9."


def test_where_the_body_stands_can_be_chosen_from_the_list_by_keyboard(opened: Opened, office: Path) -> None:
    window = opened(office)
    row = shown(window, ROW, RowScreen)
    chooser = row.duties[REGARD].stand.list
    chooser.setFocus()
    QTest.keyClick(chooser, Qt.Key.Key_Down)
    settle(window)
    assert answer(office, REGARD).position is Position.FOLLOWED
    QTest.keyClick(chooser, Qt.Key.Key_Tab)
    assert row.duties[REGARD].writings["rests_on"].area.hasFocus()
    assert "what it rests on" in texts(row.duties[REGARD])


def test_what_does_not_apply_asks_why_and_keeps_the_focus_in_its_card(opened: Opened, office: Path) -> None:
    window = opened(office)
    row = shown(window, ROW, RowScreen)
    box = row.duties[REGARD]
    box.writings["rests_on"].area.setFocus()
    QTest.keyClicks(box.writings["rests_on"].area, "Not applicable: ")
    assert box.writings["reason"].area.hasFocus()
    assert not box.writings["rests_on"].isVisible()
    QTest.keyClicks(box.writings["reason"].area, "The plan was neither issued nor varied.")
    press(window)
    assert "Complete" in texts(box)
    assert answer(office, REGARD).reason.startswith("The plan was neither")


def test_from_box_to_box_and_back_over_the_end_of_a_page(opened: Opened, office: Path) -> None:
    window = opened(office)
    row = shown(window, Place("in-a-row", "vawg"), RowScreen)
    areas = [writing.area for writing in row.parts.values()]
    assert areas[0].hasFocus()
    for area in areas[1:]:
        press(window)
        assert area.hasFocus()
    press(window)
    assert window.trail.here == Place("in-a-row", "terrorism")
    assert row.parts["regard"].area.hasFocus()
    press(window, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert window.trail.here == Place("in-a-row", "vawg")
    assert row.parts["concluded"].area.hasFocus()
    press(window, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert row.parts["held_to_account"].area.hasFocus()


def test_the_last_page_ends_on_the_overview(opened: Opened, office: Path) -> None:
    window = opened(office)
    row = shown(window, Place("in-a-row", "civil-emergencies"), RowScreen)
    row.parts["concluded"].area.setFocus()
    press(window)
    assert isinstance(window.current_screen, OverviewScreen)


def test_a_sentence_that_begins_with_today_is_no_date(opened: Opened, office: Path) -> None:
    window = opened(office)
    row = shown(window, Place("in-a-row", "cyber"), RowScreen)
    QTest.keyClicks(row.parts["held_to_account"].area, "Today: I asked. ")
    assert row.parts["held_to_account"].text() == "Today: I asked. "


def test_dates_and_the_opinion_can_be_given_and_taken_where_they_stand(opened: Opened, office: Path) -> None:
    window = opened(office)
    row = shown(window, Place("in-a-row", "cyber"), RowScreen)
    QTest.keyClicks(row.parts["held_to_account"].area, "3 May 2025: asked. ")
    QTest.keyClicks(row.dates.editor, "4/6/2025")
    QTest.keyClick(row.dates.editor, Qt.Key.Key_Return)
    settle(window)
    assert statement(office, "cyber").held_on == ("2025-05-03", "2025-06-04")
    row.opinion.list.setFocus()
    QTest.keyClick(row.opinion.list, Qt.Key.Key_Down)
    settle(window)
    kept = statement(office, "cyber")
    assert kept.opinion is Opinion.ASSURED
    assert kept.held_to_account.startswith("asked.")


def test_the_row_begins_at_the_first_page_that_lacks_something_and_is_undone_as_elsewhere(
    opened: Opened, sample: Path
) -> None:
    window = opened(sample)
    window.menus.actions["in-a-row"].trigger()
    settle(window)
    row = window.current_screen
    assert isinstance(row, RowScreen)
    row = shown(window, ROW, RowScreen)
    box = row.duties[REGARD]
    before = box.writings["rests_on"].text()
    assert before
    box.writings["rests_on"].area.setFocus()
    QTest.keyClicks(box.writings["rests_on"].area, "XYZ ")
    press(window)
    assert answer(sample, REGARD).rests_on != before
    window.session.undo()
    settle(window)
    assert box.writings["rests_on"].text() == before
    assert answer(sample, REGARD).rests_on == before


def test_what_was_written_in_a_row_is_found_after_a_restart_on_the_page_of_the_question(
    opened: Opened, office: Path
) -> None:
    window = opened(office)
    row = shown(window, ROW, RowScreen)
    QTest.keyClicks(row.duties[REGARD].writings["rests_on"].area, "Followed: decision of 3 June 2025.")
    assert window.close()
    again = opened(office)
    row = again.current_screen  # type: ignore[assignment]
    assert isinstance(row, RowScreen)
    assert row.duties[REGARD].writings["rests_on"].text() == "decision of 3 June 2025."
    assert row.duties[REGARD].stand.list.value() == "followed"


def test_a_workspace_that_can_only_be_read_shows_its_words_and_takes_none(opened: Opened, sample: Path) -> None:
    window = opened()
    window.doors.open_path(sample, write=False)
    settle(window)
    row = shown(window, ROW, RowScreen)
    box = row.duties[REGARD]
    before = box.writings["rests_on"].text()
    QTest.keyClicks(box.writings["rests_on"].area, "XYZ")
    assert box.writings["rests_on"].text() == before
    assert not box.stand.list.isEnabled()


def test_the_list_of_duties_leads_into_the_row_and_lists_of_threats_do_not(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, Place("section", "cross-cutting"), SectionScreen)
    assert not screen.in_a_row.isVisible()
    screen = shown(window, Place("section", "own-duties"), SectionScreen)
    screen.in_a_row.click()
    settle(window)
    assert window.trail.here == ROW


def test_on_the_page_of_a_question_a_figure_chooses_and_the_next_question_begins_at_its_stand(
    opened: Opened, office: Path
) -> None:
    window = opened(office)
    screen = shown(window, Place("question", "own-duties", "", REGARD), QuestionScreen)
    screen.focus_first()
    for key, code in ((Qt.Key.Key_2, "in-part"), (Qt.Key.Key_1, "followed")):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        assert screen.position.value() == code
    press(window)
    assert answer(office, REGARD).position is Position.FOLLOWED
    assert screen.position.value() == ""
    focused = QApplication.focusWidget()
    assert focused is not None
    assert screen.position.isAncestorOf(focused)


def test_every_box_of_a_long_page_has_a_name_of_its_own(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    shown(window, Place("in-a-row", "vawg"), RowScreen)
    row = shown(window, ROW, RowScreen)
    assert len(row.duties) == 27
    areas = [box.writings["rests_on"].area for box in row.duties.values()]
    assert all(area.accessibleName() for area in areas)
    assert len({area.accessibleName() for area in areas}) == len(areas)


def test_undoing_in_a_box_never_brings_the_words_of_another_threat(opened: Opened, office: Path) -> None:
    window = opened(office)
    row = shown(window, Place("in-a-row", "vawg"), RowScreen)
    area = row.parts["regard"].area
    QTest.keyClicks(area, "a")
    QTest.keyClick(area, Qt.Key.Key_Backspace)
    row = shown(window, Place("in-a-row", "cyber"), RowScreen)
    assert not area.document().isUndoAvailable()
    assert row.parts["regard"].help.text() != ""
    row = shown(window, Place("in-a-row", "own-duties"), RowScreen)
    assert not area.isVisible()
    assert row.duties[REGARD].isVisible()
