"""The official text beside the question: importing it, reading it, following links, searching, finding it again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QTextBrowser

from assurance_app import paths
from assurance_app.application.places import Place
from assurance_app.application.workspaces import open_workspace
from assurance_app.catalogue.loader import framework_folder, load_framework
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.shell.official_pane import OfficialPane, as_html
from assurance_app.ui.shell.official_presenter import Block, BlockKind, OfficialPage, Run
from assurance_app.ui.shell.side_pane import SidePane
from tests.fixtures.official import shaped_like
from tests.ui.conftest import settle

Opened = Callable[..., MainWindow]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that this machine's user imported is seen."""
    monkeypatch.setattr(paths, "official_texts", lambda: tmp_path / "official")


@pytest.fixture
def published(tmp_path: Path) -> Path:
    path = tmp_path / "published.md"
    path.write_text(shaped_like(load_framework(framework_folder("spr-2023"))), encoding="utf-8")
    return path


def citing(ref: str) -> Place:
    for section in load_framework(framework_folder("spr-2023")).sections:
        for requirement in section.requirements:
            if requirement.refs == (ref,):
                return Place("question", section.id, requirement.pillar, requirement.id)
    raise AssertionError(f"no question cites {ref} alone")


def pane_of(window: MainWindow) -> SidePane:
    assert window.aside is not None
    return window.aside


def beside(window: MainWindow, place: Place) -> OfficialPane:
    window.go(place)
    settle(window)
    pane: OfficialPane = pane_of(window).official
    return pane


def shown(pane: OfficialPane) -> OfficialPage:
    assert pane._page is not None
    return pane._page


def marked(pane: OfficialPane) -> dict[str, str]:
    return {block.ref: block.mark for block in shown(pane).blocks if block.marked}


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments, **_names: (str(path), ""))


def test_it_is_imported_from_the_pane_read_followed_and_there_after_a_restart(
    opened: Opened, office: Path, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(office)
    pane = beside(window, citing("40.4.b"))
    assert pane.choose.isVisible()
    assert not pane.text.isVisible()
    choose(monkeypatch, published)
    QTest.mouseClick(pane.choose, Qt.MouseButton.LeftButton)
    assert "published.md" in pane._working.text()
    settle(window)
    assert any("174" in note for note in shown(pane).notes), "the report comes first"
    QTest.mouseClick(pane.back, Qt.MouseButton.LeftButton)
    assert list(marked(pane)) == ["40.4.b"]
    assert marked(pane)["40.4.b"], "the mark is a word as well as a colour"
    assert marked(pane)["40.4.b"] in pane.text.toPlainText()
    numbers = [block.ref.split(".")[0] for block in shown(pane).blocks if block.kind is BlockKind.PARAGRAPH]
    assert (numbers[0], numbers[-1]) == ("39", "41")
    guidance = [one.text() for one in pane_of(window).guidance.findChildren(QLabel)]
    assert "What a strong answer rests on" in guidance
    assert window.close()

    again = opened(office)
    pane = beside(again, citing("40.4.b"))
    assert list(marked(pane)) == ["40.4.b"]


def test_a_link_is_followed_by_keyboard_and_leads_back(opened: Opened, office: Path, published: Path) -> None:
    window = opened(office)
    pane = beside(window, citing("40.4.b"))
    window.commands.import_official(published)
    settle(window)
    QTest.mouseClick(pane.back, Qt.MouseButton.LeftButton)
    pane.text.setFocus()
    QTest.keyClick(pane.text, Qt.Key.Key_Tab)
    QTest.keyClick(pane.text, Qt.Key.Key_Return)
    assert list(marked(pane)) == ["44"]
    assert pane.back.isVisible()
    QTest.mouseClick(pane.back, Qt.MouseButton.LeftButton)
    assert list(marked(pane)) == ["40.4.b"]
    assert not pane.back.isVisible()


def test_a_search_finds_marks_and_opens_and_goes_back_to_the_results(
    opened: Opened, office: Path, published: Path
) -> None:
    window = opened(office)
    pane = beside(window, citing("40.4.b"))
    window.commands.import_official(published)
    settle(window)
    pane.words.setFocus()
    QTest.keyClicks(pane.words, "lantern los")
    found = [block for block in shown(pane).blocks if block.kind is BlockKind.PARAGRAPH]
    assert [block.ref for block in found] == ["40.3"]
    assert [run.text for run in found[0].runs if run.found] == ["lantern", "lost"]
    pane.text.setFocus()
    QTest.keyClick(pane.text, Qt.Key.Key_Tab)
    QTest.keyClick(pane.text, Qt.Key.Key_Return)
    assert list(marked(pane)) == ["40.3"]
    QTest.mouseClick(pane.back, Qt.MouseButton.LeftButton)
    assert [block.leads for block in shown(pane).blocks if block.leads] == ["p/40.3"]
    pane.words.setFocus()
    QTest.keyClicks(pane.words, "zz")
    assert not shown(pane).blocks
    assert shown(pane).notes
    pane.words.clear()
    assert not [block for block in shown(pane).blocks if block.leads]


def test_typing_an_answer_leaves_the_text_where_the_person_put_it(
    opened: Opened, office: Path, published: Path
) -> None:
    window = opened(office)
    place = citing("40.4.b")
    pane = beside(window, place)
    window.commands.import_official(published)
    settle(window)
    pane.presenter.follow("p/120")
    screen: Any = window.current_screen
    screen.aside.emit(pane_of(window)._aside)
    assert list(marked(pane)) == ["120"]
    beside(window, citing("51"))
    assert list(marked(pane)) == ["51"]


def test_a_file_dropped_on_the_pane_is_imported(opened: Opened, office: Path, published: Path) -> None:
    window = opened(office)
    pane = beside(window, Place("threat", "terrorism"))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(published))])
    pane.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )
    settle(window)
    pane.presenter.back()
    assert list(marked(pane)) == ["35"], "the threat’s page shows where its section begins"


def test_a_wrong_document_is_refused_in_a_sentence_and_what_was_there_stays(
    opened: Opened, office: Path, published: Path, tmp_path: Path
) -> None:
    window = opened(office)
    pane = beside(window, citing("40.4.b"))
    wrong = tmp_path / "minutes.txt"
    wrong.write_text("1. Minutes of a meeting about the roof.\n", encoding="utf-8")
    window.commands.import_official(wrong)
    settle(window)
    assert "minutes.txt" in window.message.text
    assert pane.choose.isVisible()
    window.commands.import_official(published)
    settle(window)
    window.commands.import_official(wrong)
    settle(window)
    assert "minutes.txt" in window.message.text
    assert pane.text.isVisible()


def test_the_report_says_what_is_missing(opened: Opened, office: Path, tmp_path: Path) -> None:
    path = tmp_path / "short.md"
    text = shaped_like(load_framework(framework_folder("spr-2023")), leave_out=(60, 173))
    path.write_text(text, encoding="utf-8")
    window = opened(office)
    pane = beside(window, citing("40.4.b"))
    window.commands.import_official(path)
    settle(window)
    assert "172" in window.message.text
    assert any("60, 173" in note for note in shown(pane).notes)


def test_it_is_imported_from_the_menu_where_no_question_is_shown(
    opened: Opened, office: Path, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(office)
    choose(monkeypatch, published)
    assert window.menus.actions["official"].isEnabled()
    window.menus.actions["official"].trigger()
    settle(window)
    assert "174" in window.message.text
    assert list(marked(beside(window, citing("40.4.b")))) == ["40.4.b"]


def test_a_workspace_that_can_only_be_read_uses_the_persons_own_copy(
    opened: Opened, office: Path, published: Path, tmp_path: Path
) -> None:
    held = open_workspace(office, author="Another")
    try:
        window = opened()
        window.doors.open_path(office, write=False)
        settle(window)
        pane = beside(window, citing("40.4.b"))
        window.commands.import_official(published)
        settle(window)
        assert (tmp_path / "official" / "spr-2023.json").exists()
        pane.presenter.back()
        assert list(marked(pane)) == ["40.4.b"]
    finally:
        held.close()


def test_words_of_the_document_are_words_and_never_markup(application: QApplication) -> None:
    hostile = "a <b>whistle</b> &amp; <img src='file:///etc/hostname'>"
    page = OfficialPage((hostile,), (Block(BlockKind.PARAGRAPH, (Run(hostile),), "1", marked=True, mark=hostile),))
    browser = QTextBrowser()
    browser.setHtml(as_html(page))
    assert browser.toPlainText().count(hostile) == 3
