"""Search everything, as a person does: Ctrl+K, typing, the arrow keys, Return, the mouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from assurance_app.application.entering import begin_entered, load_entered
from assurance_app.application.places import Place
from assurance_app.application.receiving import receive_returns
from assurance_app.application.recording import save
from assurance_app.application.search import Hit
from assurance_app.application.workspaces import describe, open_workspace
from assurance_app.domain.scrutiny import Action
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.shell.search_presenter import SearchPresenter
from assurance_app.ui.shell.search_results import spoken
from assurance_app.ui.tasks import Problem
from tests.fixtures.national import national as national_of
from tests.fixtures.national import return_file
from tests.ui.conftest import settle

Opened = Callable[..., MainWindow]
REGARD = Place("question", "own-duties", "", "own-duties.plan.regard")


def typed(window: MainWindow, words: str) -> Any:
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = window.header.search
    assert field.hasFocus()
    QTest.keyClicks(field, words)
    settle(window)
    return field.results


def test_what_was_written_is_found_by_keyboard_after_a_restart(opened: Opened, office: Path) -> None:
    window = opened(office)
    window.go(REGARD)
    settle(window)
    screen: Any = window.current_screen
    screen.account.area.setFocus()
    QTest.keyClicks(screen.account.area, "Three zebras crossed.")
    window.go(Place("overview"))
    settle(window)
    assert window.close()

    again = opened(office)
    results = typed(again, "zebr")
    assert [hit.place for hit in results.hits] == [REGARD]
    QTest.keyClick(again.header.search, Qt.Key.Key_Return)
    settle(again)
    assert again.trail.here == REGARD
    assert not results.isVisible()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert again.current_screen is not None
    assert again.current_screen.isAncestorOf(focused), "the person works on where they came to"


def test_the_arrow_keys_go_through_the_list_and_back(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    results = typed(window, "armed res")
    field = window.header.search
    assert len(results.hits) > 2
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert results.has_focus
    QTest.keyClick(results.list, Qt.Key.Key_Down)
    assert results.list.currentIndex().row() == 1
    QTest.keyClick(results.list, Qt.Key.Key_Up)
    QTest.keyClick(results.list, Qt.Key.Key_Up)
    assert field.hasFocus()
    assert results.isVisible()
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(results.list, Qt.Key.Key_Down)
    wanted = results.hits[1].place
    QTest.keyClick(results.list, Qt.Key.Key_Return)
    settle(window)
    assert window.trail.here == wanted


def test_a_click_opens_and_escape_closes(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    results = typed(window, "armed res")
    QTest.keyClick(window.header.search, Qt.Key.Key_Escape)
    assert not results.isVisible()
    QTest.keyClick(window.header.search, Qt.Key.Key_Escape)
    assert window.header.search.text() == ""
    results = typed(window, "armed res")
    line = results.list.visualRect(results.list.model().index(1, 0))
    wanted = results.hits[1].place
    QTest.mouseClick(results.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, line.center())
    settle(window)
    assert window.trail.here == wanted


def test_nothing_found_is_said_and_too_few_letters_show_nothing(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    results = typed(window, "zzxxqq")
    assert results.isVisible()
    assert "Nothing" in results.count.text()
    window.header.search.clear()
    assert not results.isVisible()
    QTest.keyClicks(window.header.search, "a")
    settle(window)
    assert not results.isVisible()


def test_a_list_that_is_not_all_says_so(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    results = typed(window, "the")
    assert results.count.text() == f"The best {len(results.hits)} are shown; write more to find fewer."
    window.header.search.clear()
    results = typed(window, "lowmoor")
    assert results.count.text() in (f"{len(results.hits)} found", "Nothing has all of these words.")


def test_the_list_goes_away_when_the_person_goes_elsewhere(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    results = typed(window, "armed res")
    window.focus_navigation()
    assert not results.isVisible()


def test_what_stands_in_another_year_opens_in_its_year(opened: Opened, office: Path) -> None:
    with open_workspace(office, author="A. Maker") as workspace:
        cycle = describe(workspace).cycles[0]
        before = replace(cycle, id=f"{cycle.body_id}.2024-25", year="2024-25")
        with workspace.unit_of_work() as work:
            work.put(before, 0)
            work.put(Action("old", before.id, "Feed the zebra"), 0)
            work.commit()
    window = opened(office)
    results = typed(window, "zebra")
    (hit,) = results.hits
    assert "2024/25" in spoken(hit)
    QTest.keyClick(window.header.search, Qt.Key.Key_Return)
    settle(window)
    assert window.session.cycle_id == before.id
    assert window.trail.here == Place("actions", item_id="old")


def test_work_in_a_national_workspace_begins_on_the_page(opened: Opened, national: Path) -> None:
    window = opened(national)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert window.current_screen is not None
    assert window.current_screen.isAncestorOf(focused)


def test_what_a_return_says_opens_on_the_page_of_its_body(opened: Opened, tmp_path: Path) -> None:
    with national_of(tmp_path) as workspace:
        receive_returns(workspace, [return_file(tmp_path / "files")])
    window = opened(tmp_path / "national.assurance")
    results = typed(window, "nobody trained")
    assert [(hit.title, hit.kind) for hit in results.hits] == [
        ("Westmarch PCC › Project SERVATOR (40.3.c)", "Departure"),
    ]
    QTest.keyClick(window.header.search, Qt.Key.Key_Return)
    settle(window)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert window.current_screen is not None
    assert window.current_screen.isAncestorOf(focused)
    assert "Project SERVATOR (para 40.3.c)" in focused.accessibleName()
    assert window.navigation.currentIndex().data() == "Returns"
    assert in_sight(focused)


def test_an_answer_that_stands_in_no_chapter_is_shown_by_the_search(opened: Opened, tmp_path: Path) -> None:
    with national_of(tmp_path) as workspace:
        receive_returns(workspace, [return_file(tmp_path / "files")])
    window = opened(tmp_path / "national.assurance")
    for words, said in (("risk cost bold quoted bullet", "right to left"), ("paper of june", "Paper of June")):
        results = typed(window, words)
        place = next(i for i, hit in enumerate(results.hits) if hit.kind in ("Answer", "Evidence"))
        QTest.keyClick(window.header.search, Qt.Key.Key_Down)
        for _step in range(place):
            QTest.keyClick(results.list, Qt.Key.Key_Down)
        QTest.keyClick(results.list, Qt.Key.Key_Return)
        settle(window)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert said in focused.accessibleName()
        assert in_sight(focused)


def test_what_was_entered_opens_at_its_threat(opened: Opened, tmp_path: Path) -> None:
    with national_of(tmp_path) as workspace:
        begin_entered(workspace, "", "westmarch")
        page = load_entered(workspace, "", "westmarch")
        assert page is not None
        threats = tuple(
            replace(line, passage="We moved the zebras.") if line.section_id == "terrorism" else line
            for line in page.entered.entity.threats
        )
        save(workspace, replace(page.entered.entity, threats=threats), page.entered.version)
    window = opened(tmp_path / "national.assurance")
    results = typed(window, "zebra")
    assert [hit.place for hit in results.hits] == [Place("body", "terrorism", item_id="westmarch")]
    QTest.keyClick(window.header.search, Qt.Key.Key_Return)
    settle(window)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert "We moved the zebras." in focused.accessibleName()
    assert in_sight(focused)


def test_what_was_said_in_another_year_opens_in_that_year(opened: Opened, tmp_path: Path) -> None:
    with national_of(tmp_path) as workspace:
        receive_returns(workspace, [return_file(tmp_path / "files", year="2024-25")])
    window = opened(tmp_path / "national.assurance")
    results = typed(window, "nobody trained")
    assert [hit.year for hit in results.hits] == ["2024-25"]
    QTest.keyClick(window.header.search, Qt.Key.Key_Return)
    settle(window)
    assert "2024/25" in window.windowTitle()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert "Project SERVATOR" in focused.accessibleName()


def in_sight(widget: QWidget) -> bool:
    return not widget.visibleRegion().isEmpty()


class Session:
    cycle_id = "cycle"
    is_national = False

    def __init__(self) -> None:
        self.ahead: list[str] = []
        self.asked: list[tuple[str, Callable[[Any], object], Callable[[Problem], object]]] = []

    def run(
        self,
        use_case: Callable[..., Any],
        *arguments: Any,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Problem], object] | None = None,
    ) -> None:
        if not arguments:
            self.ahead.append(use_case.__name__)
            return
        _cycle_id, words = arguments
        assert done is not None
        assert failed is not None
        self.asked.append((words, done, failed))


class View:
    def __init__(self) -> None:
        self.seen: list[object] = []

    def show_hits(self, hits: tuple[Hit, ...]) -> None:
        self.seen.append(hits)

    def hide_hits(self) -> None:
        self.seen.append("hidden")

    def tell_problem(self, problem: Problem) -> None:
        self.seen.append(problem.sentence)


def test_while_one_search_runs_only_the_newest_words_wait() -> None:
    session, view = Session(), View()
    presenter = SearchPresenter(session, view)
    for words in ("ze", "zeb", "zebr"):
        presenter.typed(words)
    assert [asked[0] for asked in session.asked] == ["ze"]
    session.asked[0][1](("old",))
    assert view.seen == []
    assert [asked[0] for asked in session.asked] == ["ze", "zebr"]
    session.asked[1][1](("new",))
    assert view.seen == [("new",)]


def test_a_search_that_fails_says_so_and_the_next_one_is_asked() -> None:
    session, view = Session(), View()
    presenter = SearchPresenter(session, view)
    presenter.typed("zebra")
    session.asked[0][2](Problem("It failed."))
    assert view.seen == ["hidden", "It failed."]
    presenter.typed("zebras")
    assert len(session.asked) == 2


def test_returns_are_read_when_the_person_comes_to_the_field_and_an_office_reads_nothing_ahead() -> None:
    session = Session()
    presenter = SearchPresenter(session, View())
    presenter.prepare()
    assert session.ahead == []
    session.is_national = True
    presenter.prepare()
    assert session.ahead == ["read_ahead"]


def test_words_taken_away_while_a_search_runs_show_nothing() -> None:
    session, view = Session(), View()
    presenter = SearchPresenter(session, view)
    presenter.typed("zebra")
    presenter.typed("")
    session.asked[0][1](("late",))
    assert view.seen == ["hidden"]
