"""The plan, capacity and inspections do their things by clicks and keys, and a restart finds them again."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from assurance_app.application import capacity, inspections, plan
from assurance_app.application.places import Place
from assurance_app.application.workspaces import describe, open_workspace
from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.holdings import RoleCount
from assurance_app.domain.planning import Influence
from assurance_app.domain.values import ReviewOutcome
from assurance_app.settings import Settings
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.screens.capacity.view import CapacityScreen
from assurance_app.ui.screens.inspections.view import InspectionsScreen
from assurance_app.ui.screens.plan.view import PlanScreen
from assurance_app.ui.screens.question.view import QuestionScreen
from assurance_app.ui.theme import ThemeChoice
from assurance_app.ui.widgets.entry_form import EntryForm
from tests.ui.conftest import click, settle, write

Opened = Callable[..., MainWindow]


def go(window: MainWindow, name: str) -> Any:
    window.menus.actions[name].trigger()
    settle(window)
    assert window.trail.here == Place(name)
    return window.current_screen


def enter(window: MainWindow, line: QWidget, text: str) -> None:
    write(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle(window)


def editor(form: EntryForm, name: str) -> QWidget:
    found = form.editors[name]
    target: QWidget = getattr(found, "area", None) or getattr(found, "editor", found)
    return target


def line_of(form: EntryForm, name: str) -> QLineEdit:
    found = editor(form, name)
    assert isinstance(found, QLineEdit)
    return found


def undo(window: MainWindow) -> None:
    window.menus.actions["undo"].trigger()
    settle(window)


def rows(screen: Any, block: str) -> list[tuple[str, ...]]:
    return [row.texts for row in screen.blocks[block].table.rows]


def kept(path: Path, use_case: Callable[..., Any], *arguments: str) -> Any:
    with open_workspace(path, author="A. Reader", write=False) as workspace:
        return use_case(workspace, describe(workspace).cycles[0].id, *arguments)


def test_an_objective_is_written_and_found_again(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = go(window, "plan")
    assert isinstance(screen, PlanScreen)
    enter(window, screen.new_objective.line, "Safe at night")
    form = screen.items["objective"].form
    assert window.focusWidget() is editor(form, "title")
    influences = form.editors["influences"]
    click(window, influences.ticks["vawg"])
    write(influences.texts["vawg"].area, "Changed: it reaches spiking.")
    write(editor(form, "page"), "12")
    click(window, screen.items["objective"].save)
    assert rows(screen, "objectives") == [("Safe at night", "VAWG", "12", "Our office only")]
    assert "VAWG" not in screen.uninfluenced.text()
    assert "Terrorism" in screen.uninfluenced.text()
    window.close()
    (objective,) = kept(office, plan.load_plan).objectives
    assert objective.influences == (Influence("vawg", "Changed: it reaches spiking."),)
    again = opened(office)
    assert rows(go(again, "plan"), "objectives") == [("Safe at night", "VAWG", "12", "Our office only")]


def test_a_review_and_a_decision_are_dated_and_weighed(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = go(window, "plan")
    assert "has not been reviewed" in screen.reviewed.text()
    enter(window, screen.review_day.editor, "17 September 2025")
    form = screen.items["review"].form
    click(window, form.editors["outcome"].button("varied"))
    write(editor(form, "because"), "Two objectives no longer served.")
    QTest.keyClick(editor(form, "because"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert rows(screen, "reviews")[0][:3] == ("17 September 2025", "Two objectives no longer served.", "Varied")
    assert screen.reviewed.text().endswith("on 17 September 2025: varied.")
    screen.decision_kind.setCurrentIndex(screen.decision_kind.findData("precept"))
    enter(window, screen.new_decision.line, "Six posts")
    form = screen.items["decision"].form
    write(editor(form, "pounds"), "412000")
    click(window, form.editors["section_ids"].ticks["csa"])
    click(window, screen.items["decision"].save)
    assert rows(screen, "decisions")[0][:5] == ("Six posts", "Precept", "", "£412,000", "Child Sexual Abuse")
    window.close()
    page = kept(office, plan.load_plan)
    assert page.reviews[0].outcome is ReviewOutcome.VARIED
    assert page.decisions[0].section_ids == ("csa",)


def test_taking_away_and_adding_are_undone(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = go(window, "plan")
    before = rows(screen, "objectives")
    table = screen.blocks["objectives"].table
    table.setFocus()
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle(window)
    click(window, screen.items["objective"].remove)
    assert rows(screen, "objectives") == before[1:]
    assert "Undo" in window.message.text
    undo(window)
    assert rows(screen, "objectives") == before
    enter(window, screen.new_objective.line, "One more")
    undo(window)
    assert window.trail.here == Place("plan")
    assert rows(screen, "objectives") == before
    window.menus.actions["redo"].trigger()
    settle(window)
    assert len(rows(screen, "objectives")) == len(before) + 1


def test_a_duty_of_the_plan_leads_to_its_question(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = go(window, "plan")
    click(window, screen.duty_buttons["23.3.b"])
    assert isinstance(window.current_screen, QuestionScreen)
    assert window.trail.here == Place("question", "own-duties", "", "own-duties.plan.explain-spr")


def test_a_figure_with_its_people_is_counted_cleared_and_found_again(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = go(window, "capacity")
    assert isinstance(screen, CapacityScreen)
    window.go(Place("capacity", item_id="figure:psu-declared"))
    settle(window)
    item = screen.items["figure"]
    write(editor(item.form, "number"), "2")
    people = item.form.editors["people"]
    for number, (role, many) in enumerate((("inspector", 2), ("sergeant", 6), ("constable", 35), ("driver", 6))):
        click(window, people.rows._add)
        roles, numbers = people.rows.cells(number)
        roles.editor.setCurrentIndex(roles.editor.findData(role))
        roles.editor.activated.emit(roles.editor.currentIndex())
        write(numbers.editor, str(many))
    settle(window)
    assert "The figure is 2, and the people below make 1 full PSU." in item.fault.text()
    write(editor(item.form, "number"), "1")
    assert item.fault.text() == ""
    assert "297" in screen.beside.text()
    assert "75" in screen.beside.text()
    assert "372" not in screen.beside.text()
    assert item.form.readers is not None
    assert item.clearance is not None
    click(window, item.form.readers.readers.button("public"))
    click(window, item.clearance.give)
    assert "name, a role and a date" in window.message.text
    write(item.clearance.name, "E. Tarrant")
    write(item.clearance.role, "Chief executive")
    click(window, item.clearance.give)
    assert item.clearance.state.text().startswith("Cleared by E. Tarrant, Chief executive, on ")
    assert line_of(item.form, "number").isReadOnly()
    click(window, item.save)
    line = next(row for row in rows(screen, "force") if row[0] == "PSUs declared")
    assert (line[2], line[-2], line[-1]) == ("1", "1 full PSU", "Cleared")
    window.close()
    page = kept(office, capacity.load_figure, "psu-declared")
    assert page.figure.entity.disclosure is Disclosure.PUBLIC
    assert page.figure.entity.people[2] == RoleCount("constable", 35)
    again = opened(office)
    assert any(row[-1] == "Cleared" for row in rows(go(again, "capacity"), "force"))


def test_what_was_cleared_is_changed_only_after_taking_the_clearance_back(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = go(window, "capacity")
    window.go(Place("capacity", item_id="agreement:fenmarch/agreement/science"))
    settle(window)
    item = screen.items["agreement"]
    assert line_of(item.form, "staff").isReadOnly()
    click(window, item.clearance.take_back)
    assert not line_of(item.form, "staff").isReadOnly()
    undo(window)
    assert line_of(item.form, "staff").isReadOnly()


def test_pages_and_units_are_sorted_by_their_numbers(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    for place, name, column, numbers in (
        ("plan", "objectives", 2, [9, 12, 13, 15, 18, 21]),
        ("capacity", "force", 6, [1, 6, 10]),
    ):
        window.go(Place(place))
        settle(window)
        screen = window.current_screen
        assert isinstance(screen, PlanScreen | CapacityScreen)
        table = screen.blocks[name].table
        table.sortByColumn(column, Qt.SortOrder.AscendingOrder)
        shown = [text for row in table.rows if (text := row.texts[column])]
        assert [int(re.split(r"\D", text)[0]) for text in shown] == numbers


def test_capacity_begins_at_its_first_table(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    window.go(Place("capacity"))
    settle(window)
    screen = window.current_screen
    assert isinstance(screen, CapacityScreen)
    screen.focus_first()
    assert screen.blocks["force"].table.hasFocus()
    assert list(screen.blocks) == ["force", "beside", "agreements"]


def test_the_figure_of_the_region_stands_beside_the_own_one_in_its_unit(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    window.go(Place("capacity", item_id="figure:psu-needed@2025-26"))
    settle(window)
    screen = window.current_screen
    assert isinstance(screen, CapacityScreen)
    assert "In the region, beside it: 41 PSUs (as of 15 January 2026;" in screen.beside.text()


def test_a_figure_is_taken_over_from_the_answer_and_kept_for_an_earlier_year(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = go(window, "capacity")
    window.go(Place("capacity", item_id="figure:bdu-needed"))
    settle(window)
    assert screen.answered.text().startswith("The answer to the question says 6")
    click(window, screen.take_over)
    assert line_of(screen.items["figure"].form, "number").text() == "6"
    assert not screen.take_over.isVisible()
    screen.year.setCurrentIndex(1)
    screen.year.activated.emit(1)
    settle(window)
    write(editor(screen.items["figure"].form, "number"), "5")
    click(window, screen.items["figure"].save)
    line = next(row for row in rows(screen, "force") if row[0].startswith("BDUs needed"))
    assert line[2:4] == ("6", "5")
    click(window, screen.new_agreement.add)
    enter(window, screen.new_agreement.line, "Dogs and horses")
    form = screen.items["agreement"].form
    for name, text in (("officers", "4"), ("staff", "2"), ("pounds", "30,500")):
        write(editor(form, name), text)
    click(window, screen.items["agreement"].save)
    assert ("Dogs and horses", "4", "2", "£30,500") in [row[:4] for row in rows(screen, "agreements")]


def test_a_finding_tells_when_our_comments_are_due(
    opened: Opened, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assurance_app.ui.screens.inspections.view.today", lambda: "2026-03-01")
    window = opened(office)
    screen = go(window, "inspections")
    assert isinstance(screen, InspectionsScreen)
    enter(window, screen.new_finding.line, "Readiness for disorder")
    item = screen.items["finding"]
    assert item.about.text() == "Our comments: No date of the report"
    write(editor(item.form, "published_on"), "29 January 2026")
    assert item.about.text() == "Our comments: 25 days left (due 26 March 2026)"
    write(editor(item.form, "grade"), "Requires improvement")
    click(window, item.form.editors["section_ids"].ticks["public-disorder"])
    write(editor(item.form, "comments"), "We agree.")
    click(window, item.save)
    assert rows(screen, "findings")[0][2:4] == ("Public disorder", "Requires improvement")
    assert rows(screen, "findings")[0][-1] == "Readiness for disorder"
    state = screen.blocks["findings"].table.rows[0].state
    assert state is not None
    assert state.word.startswith("Overdue by ")
    assert screen.due.text() == "Comments on 1 finding are overdue."
    screen.threat.setCurrentIndex(screen.threat.findData("cyber"))
    screen.threat.activated.emit(screen.threat.currentIndex())
    assert rows(screen, "findings") == []
    window.go(Place("inspections", item_id=f"finding:{kept(office, inspections.load_inspections).rows[0].finding.id}"))
    settle(window)
    write(editor(item.form, "comments_published_on"), "20 March 2026")
    click(window, item.save)
    window.close()
    again = opened(office)
    assert rows(go(again, "inspections"), "findings")[0][1] == "Published 20 March 2026"


def test_tables_filter_copy_and_keep_their_columns(opened: Opened, sample: Path, kept_settings: list[Settings]) -> None:
    window = opened(sample)
    screen = go(window, "capacity")
    block = screen.blocks["force"]
    write(block.filter, "mutual disorder")
    assert [row[0] for row in rows(screen, "force")] == [
        "Mutual aid received, disorder",
        "Mutual aid provided, disorder",
    ]
    block.table.setFocus()
    block.table.clearSelection()
    QTest.keyClick(block.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text().split("\n")
    assert text[0].split("\t")[:4] == ["What is counted", "Unit", "2025/26", "2024/25"]
    assert text[1].split("\t")[:4] == ["Mutual aid received, disorder", "officers", "312", "44"]
    header = block.table.horizontalHeader()
    header.resizeSection(1, 171)
    window.close()
    assert "capacity.force" in kept_settings[-1].window
    again = opened(sample)
    assert go(again, "capacity").blocks["force"].table.columnWidth(1) == 171


@pytest.mark.parametrize("name", ["plan", "capacity", "inspections"])
def test_who_may_only_read_changes_nothing(opened: Opened, sample: Path, name: str) -> None:
    window = opened()
    window.doors.open_path(sample, write=False)
    settle(window)
    assert window.session.read_only
    screen = go(window, name)
    for block in screen.blocks.values():
        assert block.adder is None or not block.adder.isVisible()
    table = next(iter(screen.blocks.values())).table
    table.opened.emit(table.rows[0].key)
    settle(window)
    (item,) = screen.items.values()
    assert not item.remove.isVisible()
    assert item.clearance is None or not item.clearance.give.isVisible()


@pytest.mark.parametrize("name", ["plan", "capacity", "inspections"])
def test_every_control_has_a_name(opened: Opened, sample: Path, name: str) -> None:
    window = opened(sample)
    screen = go(window, name)
    for block in screen.blocks.values():
        key = next(row.key for row in block.table.rows if row.key)
        block.table.opened.emit(key)
        settle(window)
        for item in screen.items.values():
            for part in item.findChildren(QWidget):
                if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    text = part.text() if isinstance(part, QAbstractButton) else ""
                    assert part.accessibleName() or text, part
        go(window, name)


def test_capacity_is_drawn_beside_national_figures_in_the_look_in_force(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    drawn = go(window, "capacity").picture
    assert drawn.isVisible()
    assert "10" in drawn.picture.accessibleDescription()
    light = drawn.picture.pixmap().toImage()
    window.choose_theme(ThemeChoice.DARK)
    settle(window)
    dark = drawn.picture.pixmap().toImage()
    assert dark.size() == light.size()
    assert dark != light


def test_nothing_is_drawn_where_no_capacity_was_answered(opened: Opened, office: Path) -> None:
    assert not go(opened(office), "capacity").picture.isVisible()
