"""What the APCC does with returns, by clicks and keys: receiving, following up, the commission, a body, entering."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from assurance_app.application import commissioning, entering, receiving, recording, tracker
from assurance_app.application.places import Place
from assurance_app.application.workspaces import open_workspace
from assurance_app.domain.commissioning import EnteredThreat, Voice
from assurance_app.domain.tracker import TrackerFlag, TrackerState
from assurance_app.domain.values import Opinion
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.screens.body.view import BodyScreen
from assurance_app.ui.screens.commission.view import CommissionScreen
from assurance_app.ui.screens.entered.view import EnteredScreen
from assurance_app.ui.screens.returns.chase import mail_link
from assurance_app.ui.screens.returns.presenter import CHASE
from assurance_app.ui.screens.returns.view import ReturnsScreen
from tests.fixtures.national import national as national_of
from tests.fixtures.national import return_file
from tests.ui.conftest import click, settle, write

Opened = Callable[..., MainWindow]
WEST, EAST, NORTH, SOUTH = (f"{name}march" for name in ("west", "east", "north", "south"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns of invented bodies, a letter that is none, and a workspace that expects four bodies."""
    folder = tmp_path_factory.mktemp("national")
    national_of(folder).close()
    for name in ("files", "later"):
        (folder / name).mkdir()
    return_file(folder / "files", WEST)
    return_file(folder / "files", EAST, draft=True)
    (folder / "files" / "letter.sprreturn").write_bytes(b"Dear APCC")
    return_file(folder / "later", WEST, made_at="2026-06-11T09:00:00Z", opinion=Opinion.NOT_ASSURED, name="again")
    return folder


@pytest.fixture
def four(made: Path, tmp_path: Path) -> Path:
    """A workspace that expects four bodies, none of which has returned."""
    return Path(shutil.copy(made / "national.assurance", tmp_path / "four.assurance"))


@pytest.fixture
def filled(made: Path, four: Path) -> Path:
    """The same with a return, a draft and a letter that was refused."""
    with open_workspace(four, author="A. Officer") as workspace:
        receiving.receive_returns(workspace, [made / "files"])
    return four


def go(window: MainWindow, place: Place) -> Any:
    window.go(place)
    settle(window)
    return window.current_screen


def undo(window: MainWindow) -> None:
    window.navigation.setFocus()
    window.menus.actions["undo"].trigger()
    settle(window)


def drop(window: MainWindow, widget: Any, *paths: Path) -> None:
    """Drop files as the system's file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), copy, data, buttons, keys)
    widget.dragEnterEvent(enter)
    assert enter.isAccepted()
    widget.dropEvent(QDropEvent(QPointF(9, 9), copy, data, buttons, keys))
    settle(window)


def states(screen: ReturnsScreen) -> dict[str, str]:
    return {row.key: row.texts[2] for row in screen.table.rows}


def choose(table: Any, key: object) -> None:
    """Click a row."""
    row = next(place for place, one in enumerate(table.rows) if one.key == key)
    where = table.visualRect(table.model().index(row, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)


def test_a_folder_is_dropped_and_every_number_opens_its_list(opened: Opened, made: Path, four: Path) -> None:
    window = opened(four)
    screen = window.current_screen
    assert isinstance(screen, ReturnsScreen)
    assert screen.headline.text().startswith("0 of 4 returned")
    drop(window, screen, made / "files")
    assert screen.headline.text() == "1 of 4 returned, 1 draft, 0 entered by the APCC, 2 not received, 0 late."
    assert states(screen) == {
        WEST: "Received",
        EAST: "Draft received",
        NORTH: "Not received",
        SOUTH: "Not received",
    }
    assert not window.session.works.running
    assert "2 returns received. 1 file was refused." in window.message.text
    for code, number in ((TrackerState.RECEIVED, 1), (TrackerState.NOT_RECEIVED, 2), (TrackerFlag.LATE, 0)):
        assert screen.numbers[code].figure.text() == str(number)
        click(window, screen.numbers[code])
        assert len(screen.table.rows) == number
        assert window.trail.here == Place("returns", item_id=code)
    click(window, screen.all)
    QTest.keyClicks(screen.block.filter, "westm")
    assert list(states(screen)) == [WEST]


def test_a_refused_file_says_why_and_is_settled(opened: Opened, filled: Path) -> None:
    window = opened(filled)
    screen = window.current_screen
    assert isinstance(screen, ReturnsScreen)
    (row,) = screen.refused_files.table.rows
    assert row.texts[0] == "letter.sprreturn"
    assert not screen.settle.isEnabled()
    choose(screen.refused_files.table, row.key)
    assert "not a return" in screen.reason.accessibleName()
    click(window, screen.settle)
    assert not screen.refused_box.isVisible()
    undo(window)
    assert screen.refused_box.isVisible()


def test_reading_many_can_be_cancelled_and_keeps_what_came_before(
    opened: Opened, made: Path, four: Path, tmp_path: Path
) -> None:
    for number in range(12):
        (tmp_path / f"{number:02d}.sprreturn").write_bytes(b"Dear APCC %d" % number)
    window = opened(four)
    screen = window.current_screen
    assert isinstance(screen, ReturnsScreen)
    screen.presenter.receive([made / "files" / f"{WEST}.sprreturn", tmp_path])
    (work,) = window.session.works.running
    window.session.works.changed.connect(lambda: work.progress.cancel() if work.done >= 2 else None)
    settle(window)
    assert "was not looked at" in window.message.text or "were not looked at" in window.message.text
    assert not window.session.works.running
    assert states(screen)[WEST] == "Received"


def test_a_letter_is_written_to_those_that_are_chosen(opened: Opened, filled: Path) -> None:
    with open_workspace(filled, author="A. Officer") as workspace:
        line = next(row for row in commissioning.list_expected(workspace) if row.body.entity.id == NORTH).line
        recording.save(workspace, replace(line.entity, contact="N. March <n@example.org>"), line.version)
    window = opened(filled)
    screen = window.current_screen
    assert isinstance(screen, ReturnsScreen)
    click(window, screen.to_chase)
    assert window.trail.here == Place("returns", item_id=CHASE)
    chase = screen.chase
    assert [row.key for row in chase.table.rows] == [NORTH, SOUTH]
    assert chase.heading.text() == "One e-mail to 2 bodies"
    assert chase.to.text() == "N. March <n@example.org>"
    assert "Southmarch" in chase.missing.accessibleName()
    choose(chase.table, NORTH)
    settle(window)
    assert "Northmarch" in chase.heading.text()
    click(window, chase.copy_text)
    assert "have not yet received the return of Northmarch" in QGuiApplication.clipboard().text()
    click(window, chase.copy_to)
    assert QGuiApplication.clipboard().text() == "N. March <n@example.org>"
    click(window, chase.drafts)
    assert [row.key for row in chase.table.rows] == [EAST, NORTH, SOUTH]
    assert set(chase.table.selected()) == {EAST, NORTH}


def test_a_link_to_an_e_mail_holds_addresses_only() -> None:
    link = mail_link("N. March <n@example.org>; the office", "A & B", "One\nTwo")
    assert link == "mailto:n@example.org?subject=A%20%26%20B&body=One%0D%0ATwo"


def test_the_commission_is_kept_and_found_again(opened: Opened, filled: Path) -> None:
    window = opened(filled)
    screen = go(window, Place("commission"))
    assert isinstance(screen, CommissionScreen)
    write(screen.form.editors["asked"].area, "How regard was had.")
    write(screen.form.editors["asked_on"].editor, "20 April 2026")
    write(screen.form.editors["due_on"].editor, "1 May 2026")
    write(screen.form.editors["asked_by"].editor, "A. Officer")
    screen.edition.setFocus()
    QTest.keyClick(screen.edition, Qt.Key.Key_Down)
    click(window, screen.capacity)
    assert window.session.save_state.value == "saved"
    returns = go(window, Place("returns"))
    assert returns.asked.text() == "Asked for on 20 April 2026, by 1 May 2026."
    window.close()
    with open_workspace(filled, author="A. Reader", write=False) as workspace:
        kept = commissioning.load_commission(workspace).commission.entity
        assert (kept.asked, kept.asked_on, kept.due_on) == ("How regard was had.", "2026-04-20", "2026-05-01")
        assert (kept.asked_by, kept.framework_id, kept.with_capacity) == ("A. Officer", "spr-2023", True)
    again = opened(filled)
    assert go(again, Place("commission")).form.editors["asked"].text() == "How regard was had."


def test_bodies_are_added_merged_excused_and_taken_off(opened: Opened, filled: Path) -> None:
    window = opened(filled)
    screen = go(window, Place("commission"))
    write(screen.new_body.line, "Middlemarch Mayor")
    QTest.keyClick(screen.new_body.line, Qt.Key.Key_Return)
    settle(window)
    item = screen.items["expected"]
    assert item.heading.text() == "Middlemarch Mayor"
    write(item.form.editors["contact"].editor, "m@example.org")
    click(window, item.save)
    assert ("Middlemarch Mayor", "", "Yes", "m@example.org", "") in [
        row.texts for row in screen.blocks["expected"].table.rows
    ]
    go(window, Place("commission", item_id=f"expected:{SOUTH}"))
    write(screen.because.line, "Agreed with the APCC.")
    click(window, screen.because.add)
    assert screen.owes.text() == "It owes no return: Agreed with the APCC."
    undo(window)
    assert screen.owes.text() == "It owes a return."
    screen.into.set_value(NORTH)
    click(window, screen.merge)
    assert "Merged into Northmarch" in screen.owes.text()
    click(window, screen.again)
    assert screen.owes.text() == "It owes a return."
    click(window, item.remove)
    assert window.trail.here == Place("commission")
    assert len(screen.blocks["expected"].table.rows) == 4
    undo(window)
    assert len(screen.blocks["expected"].table.rows) == 5


def test_a_body_shows_what_it_said_and_what_changed(opened: Opened, made: Path, filled: Path) -> None:
    window = opened(filled)
    returns = window.current_screen
    assert isinstance(returns, ReturnsScreen)
    drop(window, returns, made / "later")
    assert "Received in the place of an earlier version" in returns.told_lines.accessibleName()
    choose(returns.table, WEST)
    QTest.keyClick(returns.table, Qt.Key.Key_Return)
    settle(window)
    screen = window.current_screen
    assert isinstance(screen, BodyScreen)
    assert "Earlier versions kept" in screen.state.text()
    assert len(screen.versions.table.rows) == 2
    stands = next(row.key for row in screen.versions.table.rows if row.texts[3] == "Stands")
    choose(screen.versions.table, stands)
    settle(window)
    assert "“Assured” became “Not assured”" in screen.difference_lines.accessibleName()
    other = next(row.key for row in screen.versions.table.rows if row.key != stands)
    choose(screen.versions.table, other)
    settle(window)
    click(window, screen.stand)
    assert [row.texts[4] for row in screen.versions.table.rows if row.texts[3] == "Stands"] == [f"{WEST}.sprreturn"]
    write(screen.form.editors["note"].area, "They rang.")
    click(window, screen.back)
    assert next(row.texts[7] for row in returns.table.rows if row.key == WEST) == "They rang."


def test_when_a_return_came_decides_whether_it_was_late(opened: Opened, filled: Path) -> None:
    window = opened(filled)
    commission = go(window, Place("commission"))
    write(commission.form.editors["due_on"].editor, "1 May 2026")
    screen = go(window, Place("body", item_id=WEST))
    assert "Late" in screen.state.text()
    write(screen.day.editor, "30 April 2026")
    QTest.keyClick(screen.day.editor, Qt.Key.Key_Return)
    settle(window)
    assert "Late" not in screen.state.text()
    undo(window)
    assert "Late" in screen.state.text()


def test_a_statement_is_entered_by_keys_alone_and_found_again(opened: Opened, filled: Path, tmp_path: Path) -> None:
    document = tmp_path / "report.pdf"
    document.write_bytes(b"%PDF-1.4 an invented report")
    window = opened(filled)
    body = go(window, Place("body", item_id=NORTH))
    QTest.keyClick(body.enter, Qt.Key.Key_Space)
    settle(window)
    screen = window.current_screen
    assert isinstance(screen, EnteredScreen)
    assert window.trail.here == Place("entered", item_id=NORTH)
    write(screen.form.editors["title"].editor, "Annual report")
    write(screen.form.editors["link"].editor, "https://example.org/report")
    write(screen.form.editors["published_on"].editor, "12 June 2026")
    write(screen.form.editors["read_on"].editor, "20 June 2026")
    drop(window, screen.file, document)
    assert screen.file.name == "report.pdf"
    assert len(screen.boxes) == 7
    for number, box in enumerate(screen.boxes.values()):
        window.menus.actions["next"].trigger()
        settle(window)
        assert window.focusWidget() is box.mentioned
        if number < 2:
            QTest.keyClick(box.mentioned, Qt.Key.Key_Space)
            QTest.keyClick(box.conclusion.button("none-yet"), Qt.Key.Key_2)
            QTest.keyClick(box.voice.button("unclear"), Qt.Key.Key_1)
            write(box.page.editor, "14")
            write(box.influence.area, "It is a priority.")
            write(box.passage.area, "We asked twice.")
    assert screen.progress.text() == "2 of 7 threats entered"
    window.menus.actions["previous"].trigger()
    settle(window)
    assert window.focusWidget() is list(screen.boxes.values())[5].mentioned
    click(window, screen.save)
    assert isinstance(window.current_screen, BodyScreen)
    assert "Entered by the APCC" in window.current_screen.state.text()
    returns = go(window, Place("returns"))
    assert "1 entered by the APCC, 1 not received" in returns.headline.text()
    window.close()
    with open_workspace(filled, author="A. Reader", write=False) as workspace:
        page = entering.load_entered(workspace, "", NORTH)
        assert page is not None
        kept = page.entered.entity
        assert (kept.title, kept.published_on, kept.read_on) == ("Annual report", "2026-06-12", "2026-06-20")
        assert kept.attachment_name == "report.pdf"
        first = kept.threats[0]
        assert first == EnteredThreat(
            first.section_id, True, "It is a priority.", Opinion.PARTLY_ASSURED, Voice.BODY, "14", "We asked twice."
        )
        assert tracker.load_tracker(workspace).counts[TrackerState.ENTERED] == 1
    again = go(opened(filled), Place("entered", item_id=NORTH))
    assert next(iter(again.boxes.values())).passage.text() == "We asked twice."


def test_what_was_entered_is_removed_and_comes_back(opened: Opened, filled: Path) -> None:
    with open_workspace(filled, author="A. Officer") as workspace:
        entering.begin_entered(workspace, "", SOUTH)
    window = opened(filled)
    screen = go(window, Place("entered", item_id=SOUTH))
    click(window, screen.remove)
    body = window.current_screen
    assert isinstance(body, BodyScreen)
    assert "Not received" in body.state.text()
    undo(window)
    assert "Entered by the APCC" in body.state.text()


def test_threats_below_the_window_follow_by_themselves(opened: Opened, filled: Path, qtbot: QtBot) -> None:
    with open_workspace(filled, author="A. Officer") as workspace:
        entering.begin_entered(workspace, "", SOUTH)
    screen = go(opened(filled), Place("entered", item_id=SOUTH))
    assert len(screen.boxes) == 7
    qtbot.waitUntil(lambda: all(box.isVisible() for box in screen.boxes.values()))


def test_nothing_can_be_changed_where_it_may_only_be_read(opened: Opened, filled: Path) -> None:
    window = opened()
    window.doors.open_path(filled, write=False)
    settle(window)
    returns = window.current_screen
    assert isinstance(returns, ReturnsScreen)
    assert not returns.add.isEnabled()
    assert not returns.acceptDrops()
    commission = go(window, Place("commission"))
    assert not commission.capacity.isEnabled()
    assert not commission.new_body.isVisible()
    body = go(window, Place("body", item_id=WEST))
    assert not body.enter.isVisible()
    assert not body.withdraw.isVisible()


def acts_of(screen: BodyScreen) -> dict[str, QAbstractButton]:
    return {one.accessibleName(): one for one in screen.documents.findChildren(QAbstractButton)}


def test_what_came_inside_a_return_is_opened_and_saved(
    opened: Opened, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: given.append(Path(url.toLocalFile())))
    window = opened(filled)
    screen = go(window, Place("body", item_id=WEST))
    acts = acts_of(screen)
    assert list(acts) == [
        "Open: The statement (Word)",
        "Save a copy…: The statement (Word)",
        "Open: The summary for the APCC (Word)",
        "Save a copy…: The summary for the APCC (Word)",
        "Open: The summary for the APCC (Excel)",
        "Save a copy…: The summary for the APCC (Excel)",
    ]
    acts["Open: The statement (Word)"].setFocus()
    QTest.keyClick(acts["Open: The statement (Word)"], Qt.Key.Key_Space)
    settle(window)
    assert [path.name for path in given] == [f"{WEST}-2025-26-statement.docx"]
    assert given[0].is_file()
    copy = tmp_path / "summary.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(copy), ""))
    click(window, acts["Save a copy…: The summary for the APCC (Excel)"])
    assert copy.is_file()
    assert str(copy) in window.message.text
    assert acts_of(go(window, Place("body", item_id=NORTH))) == {}


def test_documents_that_were_not_kept_are_missed_in_words(opened: Opened, filled: Path) -> None:
    shutil.rmtree(filled.with_suffix(".attachments"))
    window = opened(filled)
    screen = go(window, Place("body", item_id=WEST))
    assert acts_of(screen) == {}
    said = [one.text() for one in screen.documents.findChildren(QLabel)]
    assert any("Add the file again" in text for text in said)


def test_the_page_that_a_statement_was_entered_from_is_opened(
    opened: Opened, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_workspace(filled, author="A. Officer") as workspace:
        for body_id, link in ((NORTH, "https://north.example/spr"), (SOUTH, "file:///etc/passwd")):
            entering.begin_entered(workspace, "", body_id)
            page = entering.load_entered(workspace, "", body_id)
            assert page is not None
            recording.save(workspace, replace(page.entered.entity, link=link), page.entered.version)
        letter = tmp_path / "statement.pdf"
        letter.write_bytes(b"%PDF-1.7")
        page = entering.load_entered(workspace, "", SOUTH)
        assert page is not None
        entering.attach(workspace, page.entered.entity, page.entered.version, letter)
    given: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: given.append(url.toString()))
    window = opened(filled)
    acts = acts_of(go(window, Place("body", item_id=NORTH)))
    (name,) = acts
    click(window, acts[name])
    assert given == ["https://north.example/spr"]
    acts = acts_of(go(window, Place("body", item_id=SOUTH)))
    assert list(acts) == ["Open: Entered by hand: statement.pdf", "Save a copy…: Entered by hand: statement.pdf"]


def test_last_years_returns_are_received_to_compare_with_and_their_year_is_chosen(
    opened: Opened, made: Path, filled: Path, tmp_path: Path
) -> None:
    before = return_file(tmp_path / "before", WEST, year="2024-25", opinion=Opinion.PARTLY_ASSURED)
    window = opened(filled)
    screen = window.current_screen
    assert isinstance(screen, ReturnsScreen)
    assert not window.header.years.isVisible()
    headline = screen.headline.text()
    drop(window, screen, before)
    assert window.message.text == "1 return of 2024/25 received, to compare this year with."
    assert screen.headline.text() == headline, "this year is as it was"
    years = window.header.years
    assert [years.itemText(place) for place in range(years.count())] == ["2025/26", "2024/25"]
    years.setFocus()
    QTest.keyClick(years, Qt.Key.Key_Down)
    settle(window)
    assert "2024/25" in window.windowTitle()
    shown = window.current_screen
    assert isinstance(shown, ReturnsScreen)
    assert states(shown)[WEST] == "Received"
    assert shown.headline.text().startswith("1 of 4 returned")
    body = go(window, Place("body", item_id=WEST))
    click(window, body.withdraw)
    assert states(go(window, Place("returns")))[WEST] == "Not received"
    QTest.keyClick(window.header.years, Qt.Key.Key_Up)
    settle(window)
    assert "2025/26" in window.windowTitle()


def test_the_year_cannot_be_changed_where_it_may_only_be_read(opened: Opened, made: Path, filled: Path) -> None:
    with open_workspace(filled, author="A. Officer") as workspace:
        commissioning.begin_year(workspace, "2026-27")
    window = opened()
    window.doors.open_path(filled, write=False)
    settle(window)
    assert not window.header.years.isVisible()
    assert "2026/27" in window.header.year.text()
