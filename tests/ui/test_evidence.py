"""The evidence library by clicks and keys: files, many items at once, what rests on what; and after a restart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from assurance_app.application import attaching, library, library_steps, recording
from assurance_app.application.places import Place
from assurance_app.application.workspaces import describe, open_workspace
from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.entities import EvidenceRevision
from assurance_app.domain.values import TargetKind
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.screens.evidence.view import EvidenceScreen
from assurance_app.ui.screens.question.view import QuestionScreen
from assurance_app.ui.widgets.evidence_form import EvidenceForm
from tests.ui.conftest import settle
from tests.ui.test_screens import CAPACITY, beside, question_page, shown, texts

Opened = Callable[..., MainWindow]
LIBRARY = Place("evidence")


def stored(path: Path) -> dict[str, EvidenceRevision]:
    with open_workspace(path, author="A. Reader", write=False) as workspace:
        rows = library.list_evidence(workspace, describe(workspace).cycles[0].id)
    return {row.evidence_id: row.revision.entity for row in rows}


def library_of(window: MainWindow) -> EvidenceScreen:
    return shown(window, LIBRARY, EvidenceScreen)


def drop(widget: QWidget, *files: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(9, 9).toPoint(), Qt.DropAction.CopyAction, mime, buttons, keys)
    widget.dragEnterEvent(enter)
    assert enter.isAccepted()
    widget.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, buttons, keys))


def choose_type(form: EvidenceForm, code: str) -> None:
    form.type.set_value(code)
    form.type.activated.emit(form.type.currentIndex())


def text_of(screen: EvidenceScreen) -> str:
    return texts(screen)


def test_a_dropped_file_becomes_an_item_and_is_found_after_a_restart(
    opened: Opened, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    minutes = tmp_path / "Minutes of May.pdf"
    minutes.write_bytes(b"%PDF-1.7 minutes")
    window = opened(office)
    screen = library_of(window)
    drop(screen.library, minutes)
    settle(window)
    assert screen.new_form.title.text() == "Minutes of May"
    choose_type(screen.new_form, "scrutiny-session")
    screen.make.click()
    settle(window)
    assert [row.texts[0] for row in screen.table.rows] == ["Minutes of May"]
    assert window.close()
    minutes.unlink()
    window = opened(office)
    screen = library_of(window)
    screen.table.select([screen.table.rows[0].key])
    screen.table.setFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    settle(window)
    assert "Minutes of May.pdf" in text_of(screen)
    assert "Unused" in text_of(screen)
    given: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: given.append(Path(url.toLocalFile())))
    screen.form.attachment.open.click()
    settle(window)
    assert [path.read_bytes() for path in given] == [b"%PDF-1.7 minutes"]
    copy = tmp_path / "copy.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(copy), ""))
    screen.form.attachment.copy.click()
    settle(window)
    assert copy.read_bytes() == b"%PDF-1.7 minutes"


def test_a_file_that_runs_is_warned_of_and_a_large_one_refused(
    opened: Opened, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tool.exe").write_bytes(b"MZ")
    (tmp_path / "long.pdf").write_bytes(b"x" * 64)
    window = opened(office)
    screen = library_of(window)
    screen.add.click()
    box = screen.new_form.attachment
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(tmp_path / "tool.exe"), ""))
    box.choose.click()
    settle(window)
    assert "may run a program" in text_of(screen)
    assert screen.new_form.values() == {}
    box.leave_out.click()
    assert "may run a program" not in text_of(screen)
    box.choose.click()
    settle(window)
    box.go_on.click()
    settle(window)
    assert screen.new_form.values()["attachment_name"] == "tool.exe"
    monkeypatch.setattr(attaching, "LIMIT_BYTES", 10)
    drop(box, tmp_path / "long.pdf")
    settle(window)
    assert "long.pdf is larger" in window.message.text
    assert screen.new_form.values()["attachment_name"] == "tool.exe"


def test_a_picture_is_pasted(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = library_of(window)
    screen.add.click()
    picture = QImage(4, 4, QImage.Format.Format_RGB32)
    picture.fill(0xFF0000)
    mime = QMimeData()
    mime.setImageData(picture)
    QGuiApplication.clipboard().setMimeData(mime)
    screen.new_form.attachment.setFocus()
    QTest.keyClick(screen.new_form.attachment, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert screen.new_form.values()["attachment_name"] == "Picture.png"


def test_of_a_briefing_nothing_can_be_written_or_attached(opened: Opened, office: Path, tmp_path: Path) -> None:
    (tmp_path / "slides.pdf").write_bytes(b"what was said")
    window = opened(office)
    screen = library_of(window)
    screen.add.click()
    form = screen.new_form
    choose_type(form, "other")
    QTest.keyClicks(form.title, "Briefing")
    QTest.keyClicks(form.shows.area, "words that stay")
    choose_type(form, "briefing-received")
    assert not form.shows.isVisible()
    assert not form.attachment.isVisible()
    assert not form.link.isVisible()
    form.attachment.offer(tmp_path / "slides.pdf")
    settle(window)
    assert "never what it said" in window.message.text
    screen.make.click()
    settle(window)
    assert [(one.type, one.shows) for one in stored(office).values()] == [("briefing-received", "")]
    assert b"words that stay" not in office.read_bytes()


def add_paper(window: MainWindow, screen: EvidenceScreen) -> None:
    """An item of another type with a title, by its form."""
    screen.add.click()
    choose_type(screen.new_form, "other")
    QTest.keyClicks(screen.new_form.title, "Paper")
    screen.make.click()
    settle(window)


def test_a_type_that_was_chosen_by_mistake_loses_no_words(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = library_of(window)
    add_paper(window, screen)
    key = screen.table.rows[0].key
    screen = shown(window, Place("evidence", item_id=key), EvidenceScreen)
    QTest.keyClicks(screen.form.shows.area, "It worked.")
    choose_type(screen.form, "briefing-received")
    choose_type(screen.form, "internal-audit")
    screen.save.click()
    settle(window)
    assert [(one.type, one.shows) for one in stored(office).values()] == [("internal-audit", "It worked.")]


def test_adding_an_item_is_undone_and_done_again(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = library_of(window)
    add_paper(window, screen)
    for act, titles in (("undo", []), ("redo", ["Paper"]), ("undo", [])):
        window.menus.actions[act].trigger()
        settle(window)
        assert [row.texts[0] for row in screen.table.rows] == titles
        assert [one.title for one in stored(office).values()] == titles


def test_adding_an_item_that_was_changed_since_is_not_undone_over_the_change(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = library_of(window)
    add_paper(window, screen)
    screen = shown(window, Place("evidence", item_id=screen.table.rows[0].key), EvidenceScreen)
    QTest.keyClicks(screen.form.title, " two")
    screen.save.click()
    settle(window)
    for titles in (["Paper"], []):
        window.menus.actions["undo"].trigger()
        settle(window)
        assert [one.title for one in stored(office).values()] == titles


def test_a_new_item_begun_and_left_is_gone_on_with(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = library_of(window)
    key = screen.table.rows[0].key
    screen.add.click()
    QTest.keyClicks(screen.new_form.title, "Half")
    QTest.keyClicks(screen.new_form.shows.area, "What it shows so far")
    shown(window, Place("evidence", item_id=key), EvidenceScreen)
    library_of(window)
    screen.add.click()
    assert screen.new_form.title.text() == "Half"
    assert screen.new_form.shows.text() == "What it shows so far"
    press(screen, "Cancel")
    screen.add.click()
    assert screen.new_form.title.text() == screen.new_form.shows.text() == ""


@pytest.mark.parametrize("leaves", ["goes", "closes"])
def test_a_new_item_that_lacks_nothing_is_kept_when_its_page_is_left(opened: Opened, office: Path, leaves: str) -> None:
    window = opened(office)
    screen = library_of(window)
    screen.add.click()
    choose_type(screen.new_form, "other")
    QTest.keyClicks(screen.new_form.title, "Paper")
    QTest.keyClicks(screen.new_form.shows.area, "All of it")
    if leaves == "closes":
        assert window.close()
        window = opened(office)
    else:
        shown(window, CAPACITY, QuestionScreen)
    assert [(one.title, one.shows) for one in stored(office).values()] == [("Paper", "All of it")]
    screen = library_of(window)
    assert [row.texts[0] for row in screen.table.rows] == ["Paper"]
    assert screen.table.isVisible()
    screen.add.click()
    assert screen.new_form.title.text() == ""
    library_of(window)
    if leaves == "goes":
        window.menus.actions["undo"].trigger()
        settle(window)
        assert stored(office) == {}


def test_an_item_is_added_once_however_quickly_its_page_is_left(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = library_of(window)
    screen.add.click()
    choose_type(screen.new_form, "other")
    QTest.keyClicks(screen.new_form.title, "Paper")
    screen.make.click()
    window.go(Place("overview"))
    settle(window)
    assert [one.title for one in stored(office).values()] == ["Paper"]


def test_what_is_refused_of_a_new_item_stays_on_its_page(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = library_of(window)
    screen.add.click()
    choose_type(screen.new_form, "other")
    QTest.keyClicks(screen.new_form.title, "Paper")
    QTest.keyClicks(screen.new_form.shows.area, "SECRET")
    shown(window, CAPACITY, QuestionScreen)
    assert stored(office) == {}
    assert window.message.isVisible()
    screen = library_of(window)
    assert screen.new_form.shows.text() == "SECRET"
    QTest.keyClicks(screen.new_form.shows.area, " santa")
    shown(window, CAPACITY, QuestionScreen)
    assert [one.shows for one in stored(office).values()] == [screen.new_form.shows.text()]


def test_the_day_of_an_item_is_picked(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = library_of(window)
    screen.add.click()
    day = screen.new_form.date
    day.pick.click()
    assert day.calendar is not None
    day.calendar.days.clicked.emit(QDate(2026, 3, 11))
    assert day.editor.text() == "11 March 2026"
    assert screen.new_form.values()["date"] == "2026-03-11"


def test_many_are_changed_at_once_undone_and_found_after_a_restart(opened: Opened, sample: Path) -> None:
    before = stored(sample)
    window = opened(sample)
    screen = library_of(window)
    page = screen.library
    assert not page.owner.isEnabled()
    screen.table.setFocus()
    screen.table.selectAll()
    page.owner.click()
    QTest.keyClicks(page.words, "Deputy monitoring officer")
    QTest.keyClick(page.words, Qt.Key.Key_Return)
    settle(window)
    assert {one.owner for one in stored(sample).values()} == {"Deputy monitoring officer"}
    window.menus.actions["undo"].trigger()
    settle(window)
    assert stored(sample) == before
    key = screen.table.rows[0].key
    screen.table.select([key])
    page.review_by.click()
    QTest.keyClicks(page.date.editor, "1 May 2020")
    QTest.keyClick(page.date.editor, Qt.Key.Key_Tab)
    page.apply.click()
    settle(window)
    next(act for act in page.readers.menu().actions() if act.text() == "Our office only").trigger()
    settle(window)
    assert window.close()
    assert (stored(sample)[key].review_by, stored(sample)[key].disclosure) == ("2020-05-01", Disclosure.OFFICE)
    screen = library_of(opened(sample))
    row = next(row for row in screen.table.rows if row.key == key)
    assert row.texts[8] == "Out of date"


def test_a_day_for_many_is_given_by_return_and_what_is_no_day_is_said(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = library_of(window)
    page = screen.library
    screen.table.setFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.review_by.setFocus()
    QTest.keyClick(page.review_by, Qt.Key.Key_Return)
    QTest.keyClicks(page.date.editor, "31 Mar")
    QTest.keyClick(page.date.editor, Qt.Key.Key_Return)
    settle(window)
    assert page.panel.isVisible()
    assert "year" in texts(page.panel)
    assert "2028-03-31" not in {one.review_by for one in stored(sample).values()}
    QTest.keyClicks(page.date.editor, " 28")
    QTest.keyClick(page.date.editor, Qt.Key.Key_Return)
    settle(window)
    assert not page.panel.isVisible()
    assert {one.review_by for one in stored(sample).values()} == {"2028-03-31"}


def test_withdrawing_says_first_what_would_rest_on_nothing(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = library_of(window)
    page = screen.library
    page.stand.set_value("alone")
    page.stand.activated.emit(page.stand.currentIndex())
    key = screen.table.rows[0].key
    screen.table.select([key])
    page.withdraw.click()
    settle(window)
    assert "would rest on nothing" in text_of(screen)
    QTest.keyClick(page.apply, Qt.Key.Key_Escape)
    assert not page.panel.isVisible()
    page.withdraw.click()
    settle(window)
    page.apply.click()
    settle(window)
    page.clear.click()
    row = next(row for row in screen.table.rows if row.key == key)
    assert row.texts[8] == "Withdrawn"
    window.menus.actions["undo"].trigger()
    settle(window)
    assert next(row for row in screen.table.rows if row.key == key).texts[8] != "Withdrawn"
    item = shown(window, Place("evidence", item_id=key), EvidenceScreen)
    assert "would rest on nothing" in text_of(item)
    assert any(row.state and row.state.word == "Rests on this alone" for row in item.uses.rows)
    item.uses.setFocus()
    QTest.keyClick(item.uses, Qt.Key.Key_Return)
    settle(window)
    assert window.trail.here is not None
    assert window.trail.here.screen in ("question", "threat")


def test_a_new_revision_is_offered_beside_the_question_and_undone(opened: Opened, sample: Path) -> None:
    with open_workspace(sample, author="A. Maker") as workspace:
        cycle = describe(workspace).cycles[0].id
        first = next(row for row in library.list_evidence(workspace, cycle) if row.revision.entity.shows).revision
        answer = recording.load_question(workspace, cycle, CAPACITY.requirement_id).answer.entity
        library_steps.link(workspace, cycle, first.entity.id, TargetKind.ANSWER, answer.id)
    key = first.entity.evidence_id
    window = opened(sample)
    screen = shown(window, Place("evidence", item_id=key), EvidenceScreen)
    QTest.keyClicks(screen.form.title, " (again)")
    screen.save.click()
    settle(window)
    shown(window, CAPACITY, QuestionScreen)
    pane = beside(window)
    pane.tabs.setCurrentWidget(pane.evidence)
    linked = [one.revision for one in question_page(sample, CAPACITY).evidence if one.revision.evidence_id == key]
    assert linked[0].number == 1
    assert "There is a newer revision" in texts(pane.evidence)
    press(pane.evidence, "Use the newer revision")
    settle(window)
    linked = [one.revision for one in question_page(sample, CAPACITY).evidence if one.revision.evidence_id == key]
    assert linked[0].number == 2
    for _step in range(2):
        window.menus.actions["undo"].trigger()
        settle(window)
    assert stored(sample)[key].title == first.entity.title


def press(widget: QWidget, words: str) -> None:
    buttons: list[QPushButton] = widget.findChildren(QPushButton)
    next(one for one in buttons if one.text() == words and one.isVisible()).click()


def test_an_unlinked_item_is_linked_again_by_undo(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    place = Place("question", "own-duties", "", "own-duties.plan.regard")
    before = question_page(sample, place).evidence
    shown(window, place, QuestionScreen)
    pane = beside(window)
    pane.tabs.setCurrentWidget(pane.evidence)
    press(pane.evidence, "Unlink")
    settle(window)
    assert len(question_page(sample, place).evidence) == len(before) - 1
    window.menus.actions["undo"].trigger()
    settle(window)
    assert question_page(sample, place).evidence == before


def test_a_file_dropped_beside_the_question_begins_an_item(opened: Opened, office: Path, tmp_path: Path) -> None:
    (tmp_path / "Plan.pdf").write_bytes(b"%PDF")
    window = opened(office)
    place = Place("question", "own-duties", "", "own-duties.plan.regard")
    shown(window, place, QuestionScreen)
    pane = beside(window)
    pane.tabs.setCurrentWidget(pane.evidence)
    drop(pane.evidence, tmp_path / "Plan.pdf")
    settle(window)
    choose_type(pane.evidence.form, "police-and-crime-plan")
    pane.evidence.save.click()
    settle(window)
    assert window.trail.here == place
    assert [one.revision.attachment_name for one in question_page(office, place).evidence] == ["Plan.pdf"]
    assert "Open the file" in [one.text() for one in pane.evidence.findChildren(QPushButton)]
    window.menus.actions["undo"].trigger()
    settle(window)
    assert question_page(office, place).evidence == ()
    assert stored(office) == {}


def test_an_item_begun_beside_one_question_is_gone_on_with_beside_another(opened: Opened, office: Path) -> None:
    window = opened(office)
    shown(window, Place("question", "own-duties", "", "own-duties.plan.regard"), QuestionScreen)
    pane = beside(window)
    pane.tabs.setCurrentWidget(pane.evidence)
    pane.evidence.add.click()
    QTest.keyClicks(pane.evidence.form.title, "Half")
    shown(window, CAPACITY, QuestionScreen)
    assert not pane.evidence.form.isVisible()
    pane.evidence.add.click()
    assert pane.evidence.form.title.text() == "Half"
    press(pane.evidence, "Cancel")
    pane.evidence.add.click()
    assert pane.evidence.form.title.text() == ""


def test_the_library_is_filtered_and_copied_as_a_table(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = library_of(window)
    page = screen.library
    whole = len(screen.table.rows)
    page.type.set_value("briefing-received")
    page.type.activated.emit(page.type.currentIndex())
    found = screen.table.rows
    assert 0 < len(found) < whole
    assert {row.texts[1] for row in found} == {"Briefing received"}
    screen.table.clearSelection()
    QTest.keyClick(screen.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == len(found) + 1
    assert lines[0].startswith("Title\tType\tDate")
    page.clear.click()
    assert len(screen.table.rows) == whole


def test_the_columns_are_as_they_were_left(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = library_of(window)
    header = screen.table.horizontalHeader()
    header.resizeSection(3, 333)
    header.moveSection(header.visualIndex(5), 0)
    assert window.close()
    header = library_of(opened(sample)).table.horizontalHeader()
    assert header.sectionSize(3) == 333
    assert header.logicalIndex(0) == 5


def test_the_title_can_be_read_however_many_columns_there_are(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    window.resize(1000, 700)
    table = library_of(window).table
    assert table.columnWidth(0) >= table.fontMetrics().averageCharWidth() * 32
