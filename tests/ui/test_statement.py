"""The statement: what is typed stands on the real pages at once; they lead to the writing, are printed and exported."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDesktopServices, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from assurance_app.application import exporting, preview
from assurance_app.application.outputs import make_statement, source_of
from assurance_app.application.places import Place
from assurance_app.application.progress import Report
from assurance_app.application.recording import load_threat
from assurance_app.application.workspaces import describe, open_workspace, the_cycle
from assurance_app.documents.formats import WRITERS
from assurance_app.domain.content import ContentTree, Paragraph
from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.refusal import Refused
from assurance_app.files.pdf import page_picture, page_sizes, pdf_text
from assurance_app.settings import Settings
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.printing import on_paper, pages_to_print
from assurance_app.ui.screens.statement.view import StatementScreen
from assurance_app.ui.theme import STEP
from assurance_app.ui.widgets.pages import FIT_PAGE, FIT_WIDTH
from assurance_app.ui.widgets.progress_strip import ProgressStrip
from tests.ui.conftest import settle

Opened = Callable[..., MainWindow]
LANTERNS = "Seven lanterns were counted."


@pytest.fixture(autouse=True)
def look(application: QApplication) -> None:
    """The look of the program."""


def shown(window: MainWindow, audience: str = "office") -> StatementScreen:
    window.go(Place("statement", "terrorism"))
    settle(window)
    screen = window.current_screen
    assert isinstance(screen, StatementScreen)
    screen.audience.set_value(audience)
    screen.audience.chosen.emit(audience)
    quiet(window, screen)
    return screen


def quiet(window: MainWindow, screen: StatementScreen) -> None:
    """Until the pages are set and drawn as the writing is."""
    limit = time.monotonic() + 10
    set_now: list[object] = []
    screen.presenter.when_set(set_now.append)
    while time.monotonic() < limit and not (set_now and screen.pane.wanted() is None and not window.tasks.busy):
        QApplication.processEvents()
        window.tasks.wait()
    assert set_now
    assert screen.pane.wanted() is None


def words_of(screen: StatementScreen) -> str:
    assert screen.presenter.pages is not None
    return " ".join(" ".join(pdf_text(screen.presenter.pages.pdf)).split())


# -- live -----------------------------------------------------------------------------------------------------------


def test_what_is_typed_is_set_on_the_page_that_is_shown(opened: Opened, sample: Path, qtbot: QtBot) -> None:
    window = opened(sample)
    screen = shown(window)
    area = screen.row.parts["concluded"].area
    area.setFocus()
    area.selectAll()
    QTest.keyClicks(area, LANTERNS)
    qtbot.waitUntil(lambda: LANTERNS in words_of(screen), timeout=5_000)
    quiet(window, screen)
    made = screen.presenter.pages
    assert made is not None
    mark = made.mark_of("terrorism", "concluded")
    assert mark is not None
    assert LANTERNS in pdf_text(made.pdf)[mark.page].replace("\n", " ")
    sheet = screen.pane.pages.sheets[mark.page]
    bar = screen.pane.pages.verticalScrollBar()
    assert bar.value() <= sheet.y() + mark.top * sheet.height() <= bar.value() + screen.pane.pages.viewport().height()
    picture = page_picture(made.pdf, mark.page, sheet.drawn[1])
    assert sheet.pixmap().toImage().pixelColor(5, 5).name() == "#ffffff"
    assert (sheet.pixmap().width(), sheet.pixmap().height()) == (picture.width, picture.height)
    # It is kept as on every other screen.
    screen.leave()
    assert window.session.settle()
    with open_workspace(sample, author="A. Reader", write=False) as workspace:
        kept = load_threat(workspace, describe(workspace).cycles[0].id, "terrorism").statement
    assert kept.entity.concluded == LANTERNS
    assert not kept.is_draft


def test_undoing_puts_the_pages_back_too(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = shown(window)
    area = screen.row.parts["next_year"].area
    area.setFocus()
    before = area.text()
    area.selectAll()
    QTest.keyClicks(area, LANTERNS)
    screen.leave()
    settle(window)
    quiet(window, screen)
    assert LANTERNS in words_of(screen)
    area.document().clearUndoRedoStacks()
    window.menus.actions["undo"].trigger()
    settle(window)
    quiet(window, screen)
    assert area.text() == before
    assert LANTERNS not in words_of(screen)


def test_latest_wins_and_what_is_stale_is_dropped(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = shown(window)
    given: list[tuple[Callable[..., object], Callable[..., object]]] = []
    presenter = screen.presenter
    statement = presenter._writing_of("terrorism")
    assert statement is not None
    real = window.session.run_on_pages

    def held_back(call: Callable[..., object], *arguments: Any, done: Callable[..., object], failed: object) -> None:
        if call is preview.set_pages:
            given.append((lambda: call(*arguments), done))
        else:
            real(call, *arguments, done=done)

    window.session.run_on_pages = held_back  # type: ignore[method-assign, assignment]
    before = presenter.pages
    presenter.audience_chosen("public")
    presenter.audience_chosen("panel")
    presenter.audience_chosen("office")
    assert len(given) == 1  # one is under way; whatever came since is set once, when it is done
    work, done = given.pop()
    done(work())
    assert presenter.pages is before
    assert len(given) == 1
    work, done = given.pop()
    done(work())
    assert presenter.pages is not before
    assert not given
    window.session.run_on_pages = real  # type: ignore[method-assign]
    quiet(window, screen)


def test_focus_leads_the_pages_and_a_click_in_a_page_leads_to_its_writing(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = shown(window)
    screen.row.parts["regard"].area.setFocus()
    pages = screen.pane.pages
    made = screen.presenter.pages
    assert made is not None
    mark = made.mark_of("cyber", "resources")
    assert mark is not None
    pages.go_to(mark.page)
    quiet(window, screen)
    sheet = pages.sheets[mark.page]
    spot = QPoint(sheet.width() // 2, round(mark.top * sheet.height()) + 3)
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=spot)
    settle(window)
    assert screen.row.section_id == "cyber"
    assert screen.part.value() == "cyber"
    assert screen.row.parts["resources"].area.hasFocus()
    duty = next(mark for mark in made.marks if mark.place.startswith("own-duties.") and mark.name)
    pages.clicked.emit(duty.page, duty.top + 0.002)
    settle(window)
    assert screen.row.section_id == "own-duties"
    assert screen.row.written_in(QApplication.focusWidget()) == (duty.place, duty.name)
    before = pages.verticalScrollBar().value()
    screen.row.show_section("soc")
    settle(window)
    quiet(window, screen)
    assert pages.verticalScrollBar().value() > before


def test_what_is_written_elsewhere_is_offered_and_gone_to(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = shown(window)
    made = screen.presenter.pages
    assert made is not None
    mark = made.start_of("sign-off")
    assert mark is not None
    screen.pane.pages.clicked.emit(mark.page, mark.top + 0.002)
    assert not screen.hint.isHidden()
    screen.hint_go.click()
    assert window.trail.here == Place("sign-off")


def test_without_a_section_it_begins_where_something_is_missing(opened: Opened, office: Path) -> None:
    window = opened(office)
    window.menus.actions["statement"].trigger()
    settle(window)
    screen = window.current_screen
    assert isinstance(screen, StatementScreen)
    assert screen.row.section_id == screen.part.value() == "own-duties"


def test_it_is_said_why_the_writing_is_not_on_the_pages(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, audience="public")
    area = screen.row.parts["regard"].area
    area.setFocus()
    QTest.keyClicks(area, LANTERNS)
    quiet(window, screen)
    assert LANTERNS not in words_of(screen)
    assert "Our office only" in screen.hint_words.text()
    assert not screen.hint.isHidden()
    screen.audience.chosen.emit("office")
    quiet(window, screen)
    assert LANTERNS in words_of(screen)
    assert screen.hint.isHidden()


# -- how it is looked at ----------------------------------------------------------------------------------------------


def test_audience_and_length_choose_the_pages(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = shown(window, audience="public")
    offered = [screen.length.itemData(at) for at in range(screen.length.count())]
    assert offered == ["short", "standard"]
    standard = len(screen.pane.pages.sheets)
    screen.length.chosen.emit("short")
    quiet(window, screen)
    assert len(screen.pane.pages.sheets) < standard
    screen.audience.chosen.emit("office")
    screen.length.chosen.emit("full")
    quiet(window, screen)
    assert len(screen.pane.pages.sheets) > standard
    assert screen.pane.thumbnails.count() == len(screen.pane.pages.sheets)
    screen.audience.chosen.emit("panel")
    quiet(window, screen)
    assert screen.length.value() == "standard"
    assert len(screen.pane.pages.sheets) == standard


def test_pages_are_found_by_keys_small_pictures_and_screen_readers(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = shown(window)
    pages, small = screen.pane.pages, screen.pane.thumbnails
    pages.setFocus()
    last = len(pages.sheets) - 1
    QTest.keyClick(pages, Qt.Key.Key_Home)
    for key, page in ((Qt.Key.Key_PageDown, 1), (Qt.Key.Key_PageDown, 2), (Qt.Key.Key_PageUp, 1), (Qt.Key.Key_Home, 0)):
        QTest.keyClick(pages, key)
        assert pages.page == page
    QTest.keyClick(pages, Qt.Key.Key_End)
    assert pages.verticalScrollBar().value() == pages.verticalScrollBar().maximum()
    quiet(window, screen)
    assert small.currentRow() == pages.page >= last - 1
    assert f"Page {last + 1} of {last + 1}" == pages.sheets[last].accessibleName()
    assert "Sign-off" in pages.sheets[last].accessibleDescription()
    assert pages.accessibleDescription().startswith(f"Page {pages.page + 1} of")
    small.setCurrentRow(0)
    assert pages.page == 0
    assert small.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == f"Page 1 of {last + 1}"
    pages.setFocus()
    pages.go_to(1)
    QTest.keyClick(pages, Qt.Key.Key_Return)
    settle(window)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert screen.row.isAncestorOf(focused)


def test_zoom_by_keys_wheel_and_list(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = shown(window)
    pages = screen.pane.pages
    assert pages.zoom == FIT_WIDTH
    assert pages.sheets[0].width() <= pages.viewport().width()
    percent = window.settings.text_percent
    pages.setFocus()
    screen.pane.zoom.list.chosen.emit("100")
    width = pages.sheets[0].width()
    assert width == round(595.28 * 96 / 72)
    QTest.keyClick(pages, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert pages.zoom == screen.pane.zoom.list.value() == "125"
    QTest.keyClick(pages, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    at = QPointF(20, 20)
    turn = QWheelEvent(
        at, pages.mapToGlobal(at), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(pages.viewport(), turn)
    assert pages.zoom == "75"
    QTest.keyClick(pages, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert pages.zoom == FIT_WIDTH
    assert window.settings.text_percent == percent
    screen.pane.zoom.list.chosen.emit(FIT_PAGE)
    assert pages.sheets[0].height() <= pages.viewport().height()
    quiet(window, screen)
    assert pages.sheets[pages.page].drawn[1] == pages.sheets[0].width()


def test_the_pages_can_be_hidden_and_give_way_where_it_is_narrow(
    opened: Opened, sample: Path, kept_settings: list[Settings]
) -> None:
    window = opened(sample)
    screen = shown(window)
    assert screen.pane.isVisible()
    handle = screen.splitter.handle(1)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(1, 50))
    QTest.mouseMove(handle, QPoint(41, 50))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(41, 50))
    assert screen.splitter.sizes()[0] > STEP * 54
    window.menus.actions["pages"].trigger()
    assert not screen.pane.isVisible()
    window.menus.actions["pages"].trigger()
    assert screen.pane.isVisible()
    screen.pane.zoom.list.chosen.emit("75")
    sizes = screen.splitter.sizes()
    window.resize(800, 600)
    settle(window)
    assert screen.row.isVisible()
    assert not screen.pane.isVisible()
    screen.turn_button.click()
    assert screen.pane.isVisible()
    assert not screen.row.isVisible()
    screen.turn_button.click()
    window.resize(1280, 800)
    settle(window)
    assert screen.row.isVisible()
    assert screen.pane.isVisible()
    assert screen.splitter.sizes() == sizes
    assert window.close()
    kept = kept_settings[-1].window
    assert kept["statement-zoom"] == "75"
    assert kept["statement-pages"] == "yes"
    again = opened(sample)
    again.resize(1280, 800)
    screen = shown(again)
    assert screen.pane.pages.zoom == "75"
    assert abs(screen.splitter.sizes()[0] - sizes[0]) <= 2


# -- what goes out ----------------------------------------------------------------------------------------------------


def test_export_shows_how_far_it_is_and_offers_the_files(
    opened: Opened, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(sample)
    screen = shown(window)
    area = screen.row.parts["concluded"].area
    area.setFocus()
    area.selectAll()
    area.insertPlainText(LANTERNS + " \U0001f600")
    monkeypatch.setattr("assurance_app.ui.screens.statement.view.ask_folder", lambda *_args: tmp_path / "out")
    heard: list[tuple[str, int, int]] = []
    strip = window.findChild(ProgressStrip)
    assert strip is not None
    window.session.works.changed.connect(
        lambda: heard.append((strip.words.text(), strip.bar.value(), strip.bar.maximum()))
    )
    screen.exports["all"]()
    assert not strip.isHidden()
    settle(window)
    made = list((tmp_path / "out").iterdir())
    assert sorted(path.suffix for path in made) == [".docx", ".html", ".html", ".pdf"]
    assert any("Making the statement: " in words and of == 3 for words, _done, of in heard)
    assert strip.isHidden()
    pdf = next(path for path in made if path.suffix == ".pdf")
    assert LANTERNS in " ".join(" ".join(pdf_text(pdf)).split())
    assert "Made " in window.message.text
    assert "[grinning face] stands in its place" in window.message.text
    opened_urls: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened_urls.append(url.toLocalFile()))
    buttons = {one.text(): one for one in window.message.findChildren(QPushButton) if one.isVisible()}
    buttons["Open"].click()
    buttons["Show in folder"].click()
    assert [Path(name) for name in opened_urls] == [pdf, tmp_path / "out"]


def test_a_cancelled_export_leaves_no_file(
    opened: Opened, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(sample)
    screen = shown(window)
    real = make_statement

    def pressed(*arguments: object, report: Report) -> object:
        def told(done: int, of: int, words: str) -> None:
            if done == 1:
                window.session.works.running[0].progress.cancel()
            report(done, of, words)

        return real(*arguments, report=told)  # type: ignore[arg-type]

    monkeypatch.setattr(exporting, "make_statement", pressed)
    screen.export_to(("docx", "pdf"), tmp_path / "out")
    strip = window.findChild(ProgressStrip)
    assert strip is not None
    settle(window)
    assert list((tmp_path / "out").iterdir()) == []
    assert "Cancelled" in window.message.text
    assert not window.session.works.running
    assert strip.isHidden()


def test_the_button_cancels(opened: Opened, sample: Path, tmp_path: Path) -> None:
    window = opened(sample)
    screen = shown(window)
    strip = window.findChild(ProgressStrip)
    assert strip is not None
    screen.export_to(("docx", "pdf", "html"), tmp_path / "out")
    strip.cancel.click()
    assert not strip.cancel.isEnabled()
    settle(window)
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())
    assert "Cancelled" in window.message.text


def test_a_refused_export_leads_to_the_place(
    opened: Opened, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(sample)
    screen = shown(window)

    def refused(*_arguments: object, **_options: object) -> None:
        raise Refused("document.differs", path=tmp_path, detail="x", place="own-duties.plan.regard")

    monkeypatch.setattr(exporting, "make_statement", refused)
    screen.export_to(("docx",), tmp_path / "out")
    settle(window)
    go = next(one for one in window.message.findChildren(QPushButton) if one.text() == "Go there")
    go.click()
    assert window.trail.here == Place("question", "own-duties", requirement_id="own-duties.plan.regard")


def test_an_export_that_would_give_an_entry_away_leads_to_its_row(
    opened: Opened, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_workspace(sample, author="A. Officer", write=False) as workspace:
        record = source_of(workspace, the_cycle(workspace).id).record
    window = opened(sample)
    screen = shown(window, audience="public")
    action = next(one for one in record.actions if one.disclosure is not Disclosure.PUBLIC)
    leaking = WRITERS["html"]

    def leaks(tree: ContentTree, path: Path) -> None:
        leaking(replace(tree, blocks=(*tree.blocks, Paragraph(action.title))), path)

    monkeypatch.setitem(WRITERS, "html", leaks)
    screen.export_to(("html",), tmp_path / "out")
    settle(window)
    assert "Action" in window.message.text
    assert action.title not in window.message.text
    QTest.mouseClick(
        next(one for one in window.message.findChildren(QPushButton) if one.text() == "Go there"),
        Qt.MouseButton.LeftButton,
    )
    settle(window)
    assert window.trail.here == Place("actions", item_id=action.id)


@pytest.fixture
def printer(tmp_path: Path) -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "printed.pdf"))
    made.setResolution(150)
    return made


def test_the_real_pages_are_printed(
    opened: Opened, sample: Path, printer: QPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(sample)
    screen = shown(window, audience="public")
    monkeypatch.setattr("assurance_app.ui.screens.statement.view.ask_printer", lambda *_args: printer)
    window.go(Place("overview"))
    settle(window)
    window.menus.actions["print"].trigger()
    quiet(window, screen)
    settle(window)
    quiet(window, screen)
    made = screen.presenter.pages
    assert made is not None
    printed = Path(printer.outputFileName())
    sizes = page_sizes(printed)
    assert len(sizes) == len(made.sizes)
    assert [round(side) for side in sizes[0]] == [595, 842]
    assert f"{len(sizes)} pages went to the printer" in window.message.text
    ours, theirs = page_picture(made.pdf, 1, 300), page_picture(printed, 1, 300)
    differing = sum(abs(one - other) > 96 for one, other in zip(ours.rgb, theirs.rgb, strict=True))
    dark = sum(value < 128 for value in ours.rgb)
    assert dark > 1_000
    assert differing < dark * 0.5


def test_printing_can_be_cancelled(opened: Opened, sample: Path, printer: QPrinter) -> None:
    window = opened(sample)
    screen = shown(window, audience="public")
    assert screen.presenter.pages is not None
    screen.print_on(printer, screen.presenter.pages)
    window.session.works.running[0].progress.cancel()
    settle(window)
    quiet(window, screen)
    assert "Printing was cancelled" in window.message.text
    assert not window.session.works.running


def test_a_range_a_reversed_order_and_small_paper_are_heeded(printer: QPrinter) -> None:
    assert pages_to_print(printer, 4) == (0, 1, 2, 3)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert pages_to_print(printer, 4) == (1, 2)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert pages_to_print(printer, 4) == (2, 1)
    printer.setFullPage(True)
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    whole = on_paper((595.28, 841.89), paper, printer)
    assert abs(whole.width() - paper.width()) <= 2
    large = on_paper((1190.56, 1683.78), paper, printer)
    assert large.height() <= paper.height() + 1
