"""Checking documents in the window: dropped or chosen, read one by one, copied and kept, with a record or without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from assurance_app.application import recording
from assurance_app.application.workspaces import open_workspace, the_cycle
from assurance_app.domain.disclosure import Disclosure
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.screens.document_check.view import DocumentCheckDialog
from tests import factories as make
from tests.fixtures import office_documents
from tests.ui.conftest import settle

Opened = Callable[..., MainWindow]
SECRET = "Two of the nine vans cannot leave the yard before noon."


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("documents")
    flawed = office_documents.clean_word()
    flawed.add_paragraph(f"As we said: {SECRET}")
    flawed.add_paragraph("The panel met on [insert date].")
    flawed.core_properties.author = "Jane Clerk"
    other = folder / "notes.txt"
    other.write_text("notes", encoding="utf-8")
    return {
        "clean": office_documents.saved(office_documents.clean_word(), folder / "clean.docx"),
        "flawed": office_documents.saved(flawed, folder / "flawed.docx"),
        "other": other,
    }


@pytest.fixture
def asked(opened: Opened) -> Callable[..., tuple[MainWindow, DocumentCheckDialog]]:
    def ask(path: Path | None = None) -> tuple[MainWindow, DocumentCheckDialog]:
        window = opened(path)
        window.menus.actions["check-document"].trigger()
        dialog = window.findChild(DocumentCheckDialog)
        assert dialog is not None
        assert QTest.qWaitForWindowActive(dialog)
        return window, dialog

    return ask


def drop(window: MainWindow, dialog: DocumentCheckDialog, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(dialog, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(dialog, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    settle(window)


Asked = Callable[..., tuple[MainWindow, DocumentCheckDialog]]


def test_without_a_workspace_it_says_what_belongs_there_and_checks_what_is_dropped(
    asked: Asked, documents: dict[str, Path]
) -> None:
    window, dialog = asked()
    assert "Drop a Word document" in dialog.nothing.accessibleName()
    assert not dialog.found.isVisible()
    assert not dialog.compare.isVisible()
    assert not dialog.copy.isEnabled()
    before = documents["flawed"].read_bytes()
    drop(window, dialog, documents["flawed"])
    assert dialog.status.text() == "flawed.docx: 1 thing to mend · 1 to look at"
    assert [row.texts[0] for row in dialog.table.rows] == ["Properties that name a person", "Something left to fill in"]
    assert documents["flawed"].read_bytes() == before


def test_findings_are_read_by_keyboard_each_with_why_and_how(asked: Asked, documents: dict[str, Path]) -> None:
    window, dialog = asked()
    drop(window, dialog, documents["flawed"])
    assert dialog.table.hasFocus()
    assert dialog.title.text() == "Properties that name a person"
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    assert dialog.title.text() == "Something left to fill in"
    assert "[insert date]" in dialog.place.text()
    assert dialog.place.text().startswith("To mend")
    assert dialog.why.text()
    assert dialog.steps.accessibleName()


def test_a_clean_document_is_said_to_be_one(asked: Asked, documents: dict[str, Path]) -> None:
    window, dialog = asked()
    drop(window, dialog, documents["clean"])
    assert dialog.status.text() == "clean.docx: Nothing to mend was found."
    assert "for people to judge" in dialog.nothing.accessibleName()
    assert not dialog.found.isVisible()


def test_what_cannot_be_read_is_said_beside_what_can(asked: Asked, documents: dict[str, Path]) -> None:
    window, dialog = asked()
    drop(window, dialog, documents["other"], documents["flawed"])
    first, second = dialog.status.text().splitlines()
    assert "neither a Word document nor a PDF" in first
    assert second.startswith("flawed.docx: ")
    assert all(row.texts[1].startswith("flawed.docx: ") for row in dialog.table.rows)


def test_words_that_the_open_record_keeps_from_the_public_are_looked_for(
    asked: Asked, documents: dict[str, Path], office: Path
) -> None:
    with open_workspace(office, author="A. Maker", write=True) as workspace:
        cycle = the_cycle(workspace).id
        answer = make.answer("terrorism.prepare.armed-response", cycle, rests_on=SECRET, disclosure=Disclosure.OFFICE)
        recording.save(workspace, answer, 0)
    window, dialog = asked(office)
    assert dialog.compare.isVisible()
    drop(window, dialog, documents["flawed"])
    assert dialog.table.rows[0].texts[0] == "Words that your record keeps from the public"
    assert "looked for as well" in dialog.status.text()
    assert "vans" not in dialog.table.rows[0].texts[2]
    QTest.mouseClick(dialog.compare, Qt.MouseButton.LeftButton, pos=QPoint(10, dialog.compare.height() // 2))
    settle(window)
    assert [row.texts[0] for row in dialog.table.rows] == ["Properties that name a person", "Something left to fill in"]
    dialog.compare.setChecked(True)
    dialog.published.setChecked(False)
    settle(window)
    assert not dialog.compare.isEnabled()
    assert len(dialog.table.rows) == 2


def test_what_was_found_is_copied_and_kept(
    asked: Asked, documents: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, dialog = asked()
    chosen = [str(documents["flawed"])]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_of: (chosen, ""))
    dialog.choose.click()
    settle(window)
    dialog.copy.click()
    text = QGuiApplication.clipboard().text()
    assert "How to mend it:" in text
    out = tmp_path / "found.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_of: (str(out), ""))
    dialog.save.click()
    settle(window)
    assert out.read_text(encoding="utf-8") == text
    assert dialog.status.text() == "Saved as found.txt."
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_of: (str(tmp_path / "none" / "a.txt"), ""))
    dialog.save.click()
    settle(window)
    assert "cannot be written" in dialog.status.text()
    dialog.again.click()
    settle(window)
    assert len(dialog.table.rows) == 2


def test_closing_while_it_works_shows_nothing_more(asked: Asked, documents: dict[str, Path]) -> None:
    window, dialog = asked()
    dialog.presenter.check([documents["flawed"]])
    dialog.close()
    settle(window)
    assert dialog.presenter.reports == ()


def test_every_control_has_a_name_and_a_key(asked: Asked, documents: dict[str, Path]) -> None:
    window, dialog = asked()
    drop(window, dialog, documents["flawed"])
    for control in (dialog.choose, dialog.published, dialog.compare, dialog.again, dialog.copy, dialog.save):
        assert "&" in control.text()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert dialog.table.accessibleName()
