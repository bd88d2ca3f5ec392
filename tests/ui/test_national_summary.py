"""The national summary: written, quoted by permission, checked by the bodies, cleared, exported: as a person does."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from assurance_app.application import national_cache
from assurance_app.application.places import Place
from assurance_app.application.receiving import receive_returns
from assurance_app.domain.national import NationalPicture, Sent, what_was_sent
from assurance_app.domain.values import Opinion
from assurance_app.files.pdf import pdf_text
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.screens.national_summary.forms import WhoWhen
from assurance_app.ui.screens.national_summary.view import NationalSummaryScreen
from assurance_app.ui.shell import shelf
from assurance_app.ui.widgets.task_list import TaskList
from tests.fixtures.national import national, return_file
from tests.fixtures.returns import YEAR
from tests.ui.conftest import settle

Opened = Callable[..., MainWindow]
OWN = "The bodies were asked in April."
SAID = "I asked for the times and not only the averages."


@pytest.fixture(autouse=True)
def look(application: QApplication) -> None:
    """The look of the program."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A national workspace with three returns of four bodies."""
    folder = tmp_path_factory.mktemp("summary")
    for key, opinion in (("westmarch", Opinion.NOT_ASSURED), ("eastmarch", Opinion.ASSURED), ("northmarch", None)):
        return_file(folder / "sent", key, opinion=opinion or Opinion.PARTLY_ASSURED)
    with national(folder) as workspace:
        receive_returns(workspace, [folder / "sent"])
    return folder / "national.assurance"


@pytest.fixture
def four(made: Path, tmp_path: Path) -> Path:
    path = tmp_path / "national.assurance"
    path.write_bytes(made.read_bytes())
    return path


def test_the_screen_is_made_before_anybody_waits_for_it(
    opened: Opened, four: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(four)
    made: list[str] = []
    monkeypatch.setattr(shelf, "make_screen", lambda name, _session: made.append(name))
    shown(window)
    assert not made


def test_what_came_is_gone_through_before_anybody_waits_for_it(
    opened: Opened, four: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(four)
    gone_through: list[NationalPicture] = []

    def counted(picture: NationalPicture) -> Sent:
        gone_through.append(picture)
        return what_was_sent(picture)

    monkeypatch.setattr(national_cache, "what_was_sent", counted)
    window.session.run(receive_returns, [return_file(tmp_path, "southmarch")])
    settle(window)
    assert [len(picture.approved) for picture in gone_through] == [4]
    shown(window)
    assert len(gone_through) == 1


def shown(window: MainWindow, part: str = "conclusions") -> NationalSummaryScreen:
    window.go(Place("summary", part))
    screen = window.current_screen
    assert isinstance(screen, NationalSummaryScreen)
    quiet(window, screen)
    return screen


def quiet(window: MainWindow, screen: NationalSummaryScreen) -> None:
    """Until everything is saved, and the pages are set and drawn as the writing is."""
    settle(window)
    limit = time.monotonic() + 20
    set_now: list[object] = []
    screen.presenter.when_set(set_now.append)
    while time.monotonic() < limit and not (set_now and screen.pane.wanted() is None and not window.tasks.busy):
        QApplication.processEvents()
        window.tasks.wait()
    assert set_now
    settle(window)


def words_of(screen: NationalSummaryScreen) -> str:
    assert screen.presenter.pages is not None
    return " ".join(" ".join(pdf_text(screen.presenter.pages.pdf)).split())


def fill(form: WhoWhen, *names: str) -> None:
    """Type into the lines, and press Return in the last."""
    for line, name in zip(form.lines, names, strict=True):
        line.setFocus()
        line.clear()
        QTest.keyClicks(line, name)
    QTest.keyClick(form.lines[-1], Qt.Key.Key_Return)


def open_first(screen_list: object) -> None:
    screen_list.open_row(lambda _row: True)  # type: ignore[attr-defined] # a task list


def test_the_keyboard_comes_from_the_parts_to_the_facts_and_then_to_the_words(opened: Opened, four: Path) -> None:
    window = opened(four)
    writing = shown(window, "conclusions").writing
    writing.next.setFocus()
    QTest.keyClick(writing.next, Qt.Key.Key_Tab)
    come_to: list[QWidget] = []
    while (here := QApplication.focusWidget()) is not None and here is not writing.words.area and len(come_to) < 99:
        come_to.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    takes = [take for _sentence, take in writing.facts]
    assert [here for here in come_to if here in takes] == takes
    assert {made for _counted, made in writing.numbers if made.isEnabled()} <= set(come_to)


def test_a_fact_goes_into_the_text_and_its_numbers_open_the_bodies(opened: Opened, four: Path) -> None:
    window = opened(four)
    screen = shown(window, "who-returned")
    writing = screen.writing
    sentence, take = next(each for each in writing.facts if "3 returned" in each[0])
    assert words_of(screen).count(sentence) == 1
    take.click()
    QTest.keyClicks(writing.words.area, f" {OWN}")
    quiet(window, screen)
    assert writing.words.text() == f"{sentence} {OWN}"
    assert words_of(screen).count(sentence) == 1  # it stands where the officer put it, and nowhere twice
    assert OWN in words_of(screen)
    assert not take.isEnabled()
    counted, number = next(each for each in writing.numbers if each[0].number == 3)
    number.click()
    names = [row.title for row in writing.behind.rows]
    assert len(names) == len(counted.bodies) == 3
    went: list[Place] = []
    screen.wants.disconnect()
    screen.wants.connect(went.append)
    QTest.keyClick(writing.behind, Qt.Key.Key_Return)
    assert went[0].item_id in counted.bodies


def test_every_share_says_of_how_many(opened: Opened, four: Path) -> None:
    window = opened(four)
    screen = shown(window)
    assert screen.writing.numbers
    assert all(" of " in button.text() for _counted, button in screen.writing.numbers)
    assert "1 of 3" in words_of(screen)
    assert "%" not in words_of(screen)


def test_words_are_kept_undone_and_set_on_the_page_that_is_shown(opened: Opened, four: Path, qtbot: QtBot) -> None:
    window = opened(four)
    screen = shown(window, "method")
    area = screen.writing.words.area
    area.setFocus()
    QTest.keyClicks(area, OWN)
    qtbot.waitUntil(lambda: OWN in words_of(screen), timeout=10_000)
    quiet(window, screen)
    pages = screen.presenter.pages
    assert pages is not None
    mark = pages.mark_of("method", "text")
    assert mark is not None
    assert OWN in pdf_text(pages.pdf)[mark.page].replace("\n", " ")
    assert screen.pane.pages.sheets[mark.page].mark == mark.top
    window.go_on()
    screen.presenter.step(-1)
    screen.presenter.page_clicked(mark.page, mark.top + 0.001)
    assert screen.writing.part.value() == "method"
    quiet(window, screen)
    area.document().clearUndoRedoStacks()
    window.menus.actions["undo"].trigger()
    quiet(window, screen)
    assert area.text() == ""
    assert OWN not in words_of(screen)


def test_nobody_is_named_or_quoted_before_permission_is_recorded(opened: Opened, four: Path, tmp_path: Path) -> None:
    window = opened(four)
    screen = shown(window)
    area = screen.writing.words.area
    area.setFocus()
    QTest.keyClicks(area, "Others can follow. Westmarch PCC leads the way.")
    quiet(window, screen)
    assert "Westmarch" not in words_of(screen)
    assert screen.writing.against.isVisible()
    screen.tabs.setCurrentWidget(screen.quoting)
    quiet(window, screen)
    quoting = screen.quoting
    QTest.keyClicks(quoting.words, "averag")
    quiet(window, screen)
    assert {row.note for row in quoting.found.rows} == {SAID}
    quoting.found.open_row(lambda row: row.title.startswith("Westmarch"))
    assert quoting.quote.text() == SAID
    quoting.ask.click()
    quoting.body_to_name.set_value("westmarch")
    quoting.ask_name.click()
    quiet(window, screen)
    assert [row.state.word for row in quoting.list.rows if row.state] == ["Asked", "Asked"]
    assert SAID not in words_of(screen)
    quoting.list.open_row(lambda row: SAID in row.title)
    quoting.copy.click()
    assert SAID in QGuiApplication.clipboard().text()
    fill(quoting.grant, "A. West", "Chief executive")
    quiet(window, screen)
    assert SAID in words_of(screen)
    assert "Westmarch" not in words_of(screen)
    assert "A commissioner" in words_of(screen)
    quoting.list.open_row(lambda row: "to be named" in row.title)
    fill(quoting.grant, "A. West", "Chief executive")
    quiet(window, screen)
    assert "Westmarch PCC leads the way." in words_of(screen)
    quoting.list.open_row(lambda row: "to be named" in row.title)
    quoting.withdraw.click()
    quiet(window, screen)
    assert "Westmarch" not in words_of(screen)
    window.menus.actions["undo"].trigger()
    quiet(window, screen)
    assert "Westmarch PCC leads the way." in words_of(screen)


def test_words_that_a_body_never_said_are_refused(opened: Opened, four: Path) -> None:
    window = opened(four)
    screen = shown(window)
    screen.tabs.setCurrentWidget(screen.quoting)
    quiet(window, screen)
    quoting = screen.quoting
    quoting.found.open_row(lambda row: row.note == SAID)
    quoting.quote.area.setPlainText("I asked for nothing at all.")
    quoting.ask.click()
    quiet(window, screen)
    assert not quoting.list.rows
    assert window.message.isVisible()


def state_word(tasks: TaskList) -> str:
    state = tasks.rows[0].state
    return state.word if state is not None else ""


def test_extract_clearance_marking_export_and_all_of_it_again_after_a_restart(
    opened: Opened, four: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(four)
    screen = shown(window)
    screen.tabs.setCurrentWidget(screen.quoting)
    quiet(window, screen)
    screen.quoting.found.open_row(lambda row: row.title.startswith("Westmarch") and row.note == SAID)
    screen.quoting.ask.click()
    quiet(window, screen)
    open_first(screen.quoting.list)
    fill(screen.quoting.grant, "A. West", "Chief executive")
    quiet(window, screen)

    screen.tabs.setCurrentWidget(screen.extracts)
    extracts = screen.extracts
    quiet(window, screen)
    open_first(extracts.list)
    extracts.copy.click()
    assert SAID in QGuiApplication.clipboard().text()
    fill(extracts.send, "office@westmarch.example")
    quiet(window, screen)
    assert screen.clearing.checks.text() == "1 body has not answered for its extract yet."
    open_first(extracts.list)
    extracts.remove.setFocus()
    QTest.keyClick(extracts.remove, Qt.Key.Key_Space)
    quiet(window, screen)
    assert state_word(extracts.list) == "Not sent"
    window.menus.actions["undo"].trigger()
    quiet(window, screen)
    assert state_word(extracts.list) == "No answer yet"
    open_first(extracts.list)
    extracts.answer.set_value("changes-asked")
    extracts.words.area.setPlainText("Say that it was in June.")
    fill(extracts.reply, "A. West")
    quiet(window, screen)
    assert extracts.list.rows[0].state is not None
    assert extracts.list.rows[0].state.word == "Changes asked for"

    screen.tabs.setCurrentWidget(screen.clearing)
    quiet(window, screen)
    clearing = screen.clearing
    assert clearing.checks.text() == "1 body asked for changes in its extract."
    assert clearing.checks.isVisible()
    clearing.marking.set_value("OFFICIAL-SENSITIVE")
    clearing.marking.chosen.emit("OFFICIAL-SENSITIVE")
    quiet(window, screen)
    assert "Draft, not cleared" in words_of(screen)
    fill(clearing.form, "A. Lead", "Portfolio lead")
    quiet(window, screen)
    assert "Cleared by A. Lead, Portfolio lead" in words_of(screen)
    assert "OFFICIAL-SENSITIVE" in words_of(screen)
    assert clearing.form.isHidden()

    out = tmp_path / "out"
    monkeypatch.setattr("assurance_app.ui.screens.national_summary.view.ask_folder", lambda *_args: out)
    screen.exports["all"]()
    settle(window)
    assert sorted(path.name for path in out.iterdir()) == [
        f"national-{YEAR}-summary.docx", f"national-{YEAR}-summary.pdf", f"national-{YEAR}.xlsx",
    ]  # fmt: skip
    document = Document(str(out / f"national-{YEAR}-summary.docx"))
    said = " ".join(paragraph.text for paragraph in document.paragraphs)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert SAID in said
    assert "Cleared by A. Lead, Portfolio lead" in said
    assert "Westmarch" not in said + " ".join(cells)
    for counted, button in screen.writing.numbers:
        assert counted.number == int(button.text().split(" ")[0])
        assert button.text() in cells
    assert openpyxl.load_workbook(out / f"national-{YEAR}.xlsx", read_only=True).sheetnames

    assert window.close()
    again = opened(four)
    screen = shown(again)
    assert SAID in words_of(screen)
    assert "Cleared by A. Lead" in screen.status.text()
    assert screen.extracts.list.rows[0].state is not None
    assert screen.extracts.list.rows[0].state.word == "Changes asked for"
    area = screen.writing.words.area
    area.setFocus()
    QTest.keyClicks(area, OWN)
    quiet(again, screen)
    assert "Draft, not cleared" in words_of(screen)
    screen.tabs.setCurrentWidget(screen.clearing)
    quiet(again, screen)
    shown_changes = [each.title for each in screen.clearing.changed]
    assert shown_changes == ["What commissioners conclude"]
    screen.clearing.take_back.click()
    quiet(again, screen)
    assert "Not cleared" in screen.clearing.state.text()


def test_a_cancelled_export_leaves_no_file(opened: Opened, four: Path, tmp_path: Path) -> None:
    window = opened(four)
    screen = shown(window)
    screen.export_to(("xlsx", "docx"), tmp_path / "out")
    window.session.works.running[-1].progress.cancel()
    settle(window)
    assert not list((tmp_path / "out").glob("*"))


def test_an_empty_year_shows_the_threats_and_says_what_belongs_there(opened: Opened, national: Path) -> None:
    window = opened(national)
    screen = shown(window)
    offered = [screen.quoting.threat.itemText(at) for at in range(screen.quoting.threat.count())]
    assert "Terrorism" in offered
    assert "Draft, not cleared" in words_of(screen)
    assert not screen.quoting.none.isHidden()
    assert [screen.writing.part.itemData(at) for at in range(2)] == ["who-returned", "conclusions"]
    for line in screen.findChildren(QLineEdit):
        assert line.accessibleName()


def test_a_summary_that_can_only_be_read(opened: Opened, four: Path) -> None:
    window = opened()
    window.doors.open_path(four, write=False)
    settle(window)
    screen = shown(window)
    assert window.session.read_only
    assert screen.writing.words.area.isReadOnly()
    assert not any(take.isEnabled() for _sentence, take in screen.writing.facts)
    assert not screen.quoting.ask.isEnabled()
    assert screen.clearing.form.isHidden()


def test_f9_hides_the_pages_and_shows_them_again(opened: Opened, four: Path) -> None:
    window = opened(four)
    window.menus.actions["pages"].trigger()
    settle(window)
    screen = window.current_screen
    assert isinstance(screen, NationalSummaryScreen)
    assert screen.pane.isVisible()
    window.menus.actions["pages"].trigger()
    assert not screen.pane.isVisible()
