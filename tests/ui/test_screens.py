"""Each screen does its thing by clicks and keys, and what it did stands in the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from assurance_app.application import library, recording, signing
from assurance_app.application.places import Place
from assurance_app.application.workspaces import describe, known_bodies, open_workspace
from assurance_app.domain.values import Opinion, Position, View
from assurance_app.ui.main_window import MainWindow
from assurance_app.ui.screens.base import Screen
from assurance_app.ui.screens.evidence.view import EvidenceScreen
from assurance_app.ui.screens.overview.view import OverviewScreen
from assurance_app.ui.screens.question.view import QuestionScreen
from assurance_app.ui.screens.returns.view import ReturnsScreen
from assurance_app.ui.screens.section.view import SectionScreen
from assurance_app.ui.screens.sign_off.view import SignOffScreen
from assurance_app.ui.screens.start.presenter import matching, years_offered
from assurance_app.ui.screens.threat.view import ThreatScreen
from assurance_app.ui.shell import outgoing
from assurance_app.ui.shell.side_pane import SidePane
from assurance_app.ui.widgets.typed_fields import OneLine, Rows
from tests.ui.conftest import settle

Opened = Callable[..., MainWindow]
S = TypeVar("S", bound=Screen)
CAPACITY = Place("question", "public-disorder", "capacity", "public-disorder.capacity.psu")
PEOPLE = Place("question", "public-disorder", "consistency", "public-disorder.consistency.psu-composition")
REGARD = Place("question", "own-duties", "", "own-duties.plan.regard")


def shown(window: MainWindow, place: Place, kind: type[S]) -> S:
    window.go(place)
    settle(window)
    screen = window.current_screen
    assert isinstance(screen, kind)
    return screen


def beside(window: MainWindow) -> SidePane:
    pane = window.findChild(SidePane)
    assert pane is not None
    return pane


def texts(widget: QWidget) -> str:
    labels: list[QLabel] = widget.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisible())


def question_page(path: Path, place: Place) -> recording.QuestionPage:
    with open_workspace(path, author="A. Reader", write=False) as workspace:
        return recording.load_question(workspace, describe(workspace).cycles[0].id, place.requirement_id)


# -- start ---------------------------------------------------------------------------------------------------------


def test_a_new_office_workspace_is_made_for_a_body_found_by_typing(opened: Opened, tmp_path: Path) -> None:
    window = opened()
    window.start.make.click()
    page = window.start.new
    QTest.keyClicks(page.filter, "leices")
    assert page.bodies.count() == 1
    assert page.chosen_body_id() == "leicestershire"
    assert page.place.text().endswith("leicestershire.assurance")
    page.place.selectAll()
    QTest.keyClicks(page.place, str(tmp_path / "made"))
    page.year.set_value("2025-26")
    page.make.click()
    settle(window)
    assert isinstance(window.current_screen, OverviewScreen)
    with open_workspace(tmp_path / "made.assurance", author="A. Reader", write=False) as workspace:
        summary = describe(workspace)
    assert summary.body is not None
    assert summary.body.id == "leicestershire"
    assert [cycle.year for cycle in summary.cycles] == [page.year.value()]


def test_what_is_missing_for_a_new_workspace_is_said(opened: Opened, tmp_path: Path) -> None:
    window = opened()
    window.start.make.click()
    window.start.new.make.click()
    assert "Choose the body" in texts(window.start.new)
    window.start.new.bodies.setCurrentRow(0)
    window.start.new.place.clear()
    window.start.new.make.click()
    assert "Say where" in texts(window.start.new)


def test_an_existing_file_is_never_written_over(opened: Opened, office: Path) -> None:
    before = office.read_bytes()
    window = opened()
    window.doors.make_office(office, "leicestershire", "2025-26")
    settle(window)
    assert "exists already" in window.message.text
    assert office.read_bytes() == before
    assert window.start.isVisible()


def test_the_sample_is_made_on_first_use_and_opened_on_the_next(opened: Opened) -> None:
    window = opened()
    window.start.sample.click()
    settle(window)
    assert "(invented)" in window.header.name.text()
    window.doors.close_workspace()
    settle(window)
    window.doors.open_sample()
    settle(window)
    assert "(invented)" in window.header.name.text()


def test_all_forty_three_bodies_can_be_found() -> None:
    bodies = known_bodies()
    assert len(bodies) == 43
    assert all(body in matching(bodies, body.police_area) for body in bodies)
    assert matching(bodies, "no such area") == ()


def test_the_years_offered_hold_the_one_that_is_being_written_up() -> None:
    assert years_offered(dt.date(2026, 5, 2))[0] == "2025-26"
    assert years_offered(dt.date(2026, 11, 20))[0] == "2026-27"
    assert set(years_offered(dt.date(2026, 11, 20))) == {"2025-26", "2026-27", "2027-28"}


# -- overview and lists --------------------------------------------------------------------------------------------


def test_the_overview_counts_and_leads_on(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, Place("overview"), OverviewScreen)
    assert "Needs you" in texts(screen)
    screen.next.click()
    settle(window)
    assert isinstance(window.current_screen, QuestionScreen)


def test_the_overview_opens_sections_by_keyboard(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = shown(window, Place("overview"), OverviewScreen)
    screen.sections.setFocus()
    QTest.keyClick(screen.sections, Qt.Key.Key_Down)
    QTest.keyClick(screen.sections, Qt.Key.Key_Return)
    settle(window)
    assert isinstance(window.current_screen, ThreatScreen)


def test_the_heat_map_opens_what_it_shows_by_keyboard(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = shown(window, Place("overview"), OverviewScreen)
    screen.heat.setFocus()
    QTest.keyClick(screen.heat, Qt.Key.Key_Right)
    QTest.keyClick(screen.heat, Qt.Key.Key_Return)
    settle(window)
    assert window.trail.here == screen.heat.field(0, 1).key  # type: ignore[union-attr]
    assert isinstance(window.current_screen, SectionScreen)


def test_the_overview_follows_what_is_recorded(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, Place("overview"), OverviewScreen)
    before = screen.sections.rows[0].note
    question = shown(window, REGARD, QuestionScreen)
    question.position.button("followed").click()
    screen = shown(window, Place("overview"), OverviewScreen)
    assert screen.sections.rows[0].note != before


def test_the_list_of_duties_goes_to_the_next_without_an_answer(opened: Opened, office: Path) -> None:
    window = opened(office)
    question = shown(window, REGARD, QuestionScreen)
    question.position.button("followed").click()
    screen = shown(window, Place("section", "own-duties"), SectionScreen)
    headings = [row.title for row in screen.list.rows if row.is_heading]
    assert headings[0] == "The plan"
    assert headings[-1] == "Duties inside the threats"
    questions = [row.key.requirement_id for row in screen.list.rows if not row.is_heading]
    screen.next.click()
    settle(window)
    assert window.trail.here is not None
    assert window.trail.here.requirement_id == questions[1]


# -- questions -----------------------------------------------------------------------------------------------------


def test_a_position_asks_for_its_good_reason(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, REGARD, QuestionScreen)
    assert screen.position.isVisible()
    assert not screen.view_of.isVisible()
    assert "good reason for not following" not in texts(screen)
    screen.position.button("not-followed").click()
    assert "The good reason for not following" in texts(screen)
    settle(window)
    assert question_page(office, REGARD).answer.entity.position is Position.NOT_FOLLOWED


def test_a_view_asks_why_it_was_not_examined_or_what_was_said(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, CAPACITY, QuestionScreen)
    assert screen.view_of.isVisible()
    screen.view_of.button("not-examined").click()
    assert "Not examined this year, because" in texts(screen)
    screen.view_of.button("not-satisfied").click()
    assert "The chief constable’s reason" in texts(screen)
    screen.provided.setFocus()
    QTest.keyClick(screen.provided, Qt.Key.Key_Down)
    settle(window)
    answer = question_page(office, CAPACITY).answer.entity
    assert answer.view is View.NOT_SATISFIED
    assert answer.provided is not None


def test_a_stand_can_be_taken_back(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, REGARD, QuestionScreen)
    screen.position.button("followed").click()
    settle(window)
    QTest.mouseClick(next(one for one in screen.position.findChildren(QPushButton)), Qt.MouseButton.LeftButton)
    settle(window)
    assert question_page(office, REGARD).answer.entity.position is None


def test_figures_are_kept_as_numbers_and_misread_ones_said(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, CAPACITY, QuestionScreen)
    declared = screen.fields.editors["psu-declared"]
    assert isinstance(declared, OneLine)
    QTest.keyClicks(declared.editor, "12")
    QTest.keyClick(declared.editor, Qt.Key.Key_Return)
    settle(window)
    needed = screen.fields.editors["psu-needed"]
    QTest.keyClicks(needed.editor, "9999")
    QTest.keyClick(needed.editor, Qt.Key.Key_Return)
    settle(window)
    assert "It cannot be more than 400." in texts(needed)
    as_of = screen.fields.editors["figures-as-of"]
    QTest.keyClicks(as_of.editor, "15/1/2026")
    QTest.keyClick(as_of.editor, Qt.Key.Key_Return)
    settle(window)
    assert as_of.editor.text() == "15 January 2026"
    kept = question_page(office, CAPACITY).answer.entity.fields
    assert dict(kept) == {"psu-declared": 12, "figures-as-of": "2026-01-15"}
    assert "297" in texts(screen.fields)


def test_a_table_says_how_many_full_units_its_people_make(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, PEOPLE, QuestionScreen)
    rows = screen.fields.editors["psu-people"]
    assert isinstance(rows, Rows)
    for number, (role, people) in enumerate((("inspector", 2), ("sergeant", 6), ("constable", 30), ("driver", 6))):
        add = next(one for one in rows.findChildren(QPushButton) if one.text() == "Add a row")
        add.click()
        role_editor, number_editor = rows.cells(number)
        role_editor.editor.setFocus()
        role_editor.editor.set_value(role)
        role_editor.editor.activated.emit(role_editor.editor.currentIndex())
        QTest.keyClicks(number_editor.editor, str(people))
        QTest.keyClick(number_editor.editor, Qt.Key.Key_Return)
    settle(window)
    assert "These people make 1 full PSU" in texts(screen.fields)
    kept = question_page(office, PEOPLE).answer.entity.fields["psu-people"]
    assert isinstance(kept, tuple)
    assert kept[2] == {"role": "constable", "number": 30}
    window.go(Place("overview"))
    screen = shown(window, PEOPLE, QuestionScreen)
    assert "These people make 1 full PSU" in texts(screen.fields)


def test_who_may_read_and_the_public_wording_are_kept(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, REGARD, QuestionScreen)
    assert screen.disclosure.readers.value() == "office"
    screen.disclosure.readers.button("public").click()
    QTest.keyClicks(screen.disclosure.wording.area, "For everybody")
    screen.leave()
    settle(window)
    answer = question_page(office, REGARD).answer.entity
    assert (answer.disclosure.value, answer.public_wording) == ("public", "For everybody")


def test_save_and_continue_goes_through_the_section_and_ends_at_its_list(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, REGARD, QuestionScreen)
    seen = 0
    while isinstance(window.current_screen, QuestionScreen) and seen < 100:
        seen += 1
        screen.go_on()
        settle(window)
    assert isinstance(window.current_screen, SectionScreen)
    assert seen == len(window.current_screen.list.rows) - sum(row.is_heading for row in window.current_screen.list.rows)


def test_the_pane_beside_shows_where_the_question_comes_from(opened: Opened, office: Path) -> None:
    window = opened(office)
    shown(window, CAPACITY, QuestionScreen)
    assert "para 120.a" in texts(beside(window).guidance)
    window.go(Place("overview"))
    settle(window)
    assert not beside(window).isVisible()


# -- threats -------------------------------------------------------------------------------------------------------


def held_on(path: Path, section_id: str) -> tuple[str, ...]:
    with open_workspace(path, author="A. Reader", write=False) as workspace:
        page = recording.load_threat(workspace, describe(workspace).cycles[0].id, section_id)
    return page.statement.entity.held_on


def test_a_date_that_was_typed_is_taken_when_its_field_or_its_page_is_left(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, Place("threat", "terrorism"), ThreatScreen)
    dates = screen.dates
    dates.editor.setFocus()
    QTest.keyClicks(dates.editor, "6 May 2025")
    QTest.keyClick(dates.editor, Qt.Key.Key_Tab)
    dates.editor.setFocus()
    QTest.keyClicks(dates.editor, "17/9/25")
    QTest.mouseClick(dates.add, Qt.MouseButton.LeftButton)
    assert "Write a date" not in texts(dates)
    dates.add.click()
    assert "Write a date" in texts(dates)
    dates.editor.setFocus()
    QTest.keyClicks(dates.editor, "10/12/25")
    screen = shown(window, Place("threat", "cyber"), ThreatScreen)
    assert screen.dates.editor.text() == ""
    assert held_on(office, "terrorism") == ("2025-05-06", "2025-09-17", "2025-12-10")
    assert held_on(office, "cyber") == ()
    screen.dates.pick.click()
    assert screen.dates.calendar is not None
    screen.dates.calendar.days.clicked.emit(QDate(2026, 3, 11))
    settle(window)
    assert window.close()
    assert held_on(office, "cyber") == ("2026-03-11",)


def test_a_threat_statement_is_written_with_dates_and_opinion(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, Place("threat", "terrorism"), ThreatScreen)
    QTest.keyClicks(screen.parts["regard"].area, "I had regard")
    for text in ("17 September 2025", "6/5/2025", "17/09/2025"):
        QTest.keyClicks(screen.dates.editor, text)
        QTest.keyClick(screen.dates.editor, Qt.Key.Key_Return)
    screen.opinion.button("partly-assured").click()
    settle(window)
    with open_workspace(office, author="A. Reader", write=False) as workspace:
        page = recording.load_threat(workspace, describe(workspace).cycles[0].id, "terrorism")
    statement = page.statement.entity
    assert statement.regard == "I had regard"
    assert statement.held_on == ("2025-05-06", "2025-09-17")
    assert statement.opinion is Opinion.PARTLY_ASSURED
    QTest.keyClicks(screen.dates.editor, "soon")
    screen.dates.add.click()
    assert "Write a date" in texts(screen.dates)


def test_a_threat_leads_to_its_record(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, Place("threat", "terrorism"), ThreatScreen)
    assert all(writing.help.text() for writing in screen.parts.values())
    screen.pillars.open_row(lambda row: row.title == "Capabilities")
    settle(window)
    pillar = window.current_screen
    assert isinstance(pillar, SectionScreen)
    pillar.list.open_row(lambda row: True)
    settle(window)
    assert isinstance(window.current_screen, QuestionScreen)


# -- evidence ------------------------------------------------------------------------------------------------------


def test_evidence_is_added_beside_a_question_without_leaving_it(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, REGARD, QuestionScreen)
    QTest.keyClicks(screen.account.area, "Half a sent")
    pane = beside(window)
    pane.tabs.setCurrentWidget(pane.evidence)
    pane.evidence.add.click()
    pane.evidence.save.click()
    assert "Choose what type" in texts(pane.evidence)
    pane.evidence.form.type.set_value("police-and-crime-plan")
    pane.evidence.form.type.activated.emit(pane.evidence.form.type.currentIndex())
    QTest.keyClicks(pane.evidence.form.title, "The plan")
    pane.evidence.save.click()
    settle(window)
    assert window.trail.here == REGARD
    assert screen.account.text() == "Half a sent"
    assert "The plan" in texts(pane.evidence)
    page = question_page(office, REGARD)
    assert [item.revision.title for item in page.evidence] == ["The plan"]
    unlink = next(one for one in pane.evidence.findChildren(QPushButton) if one.text() == "Unlink")
    unlink.click()
    settle(window)
    assert question_page(office, REGARD).evidence == ()


def test_evidence_of_the_library_is_linked_by_keyboard(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    shown(window, CAPACITY, QuestionScreen)
    before = len(question_page(sample, CAPACITY).evidence)
    pane = beside(window)
    pane.tabs.setCurrentWidget(pane.evidence)
    pane.evidence.link.click()
    settle(window)
    pane.evidence.found.setFocus()
    QTest.keyClick(pane.evidence.found, Qt.Key.Key_Return)
    settle(window)
    assert len(question_page(sample, CAPACITY).evidence) == before + 1
    assert pane.tabs.tabText(1) == f"Evidence {before + 1}"


def test_a_changed_item_leaves_what_was_pinned_as_it_was(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = shown(window, Place("evidence"), EvidenceScreen)
    used = next(row for row in screen.table.rows if row.sorts[4] > 0)
    screen = shown(window, Place("evidence", item_id=used.key), EvidenceScreen)
    QTest.keyClicks(screen.form.title, " (seen again)")
    screen.save.click()
    settle(window)
    with open_workspace(sample, author="A. Reader", write=False) as workspace:
        page = library.load_evidence(workspace, used.key)
    assert [stored.entity.number for stored in page.revisions] == [2, 1]
    assert page.revisions[0].entity.title.endswith("(seen again)")
    assert all(link.revision_id == page.revisions[1].entity.id for link in page.links)


def test_the_library_is_filtered_and_added_to(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, Place("evidence"), EvidenceScreen)
    assert "The library is empty" in texts(screen)
    screen.add.click()
    screen.new_form.type.set_value("other")
    screen.new_form.type.activated.emit(screen.new_form.type.currentIndex())
    QTest.keyClicks(screen.new_form.title, "Minutes of May")
    QTest.keyClicks(screen.new_form.date.editor, "6 May 2025")
    screen.make.click()
    settle(window)
    assert [row.texts[:3] for row in screen.table.rows] == [("Minutes of May", "Other", "6 May 2025")]
    QTest.keyClicks(screen.filter, "june")
    assert "Nothing in the library has such words." in texts(screen)


def test_an_item_is_withdrawn_and_used_again(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    key = shown(window, Place("evidence"), EvidenceScreen).table.rows[0].key
    screen = shown(window, Place("evidence", item_id=key), EvidenceScreen)
    screen.withdraw.click()
    settle(window)
    assert screen.withdraw.text() == "Use it again"
    screen.withdraw.click()
    settle(window)
    assert screen.withdraw.text() == "Withdraw it from use"


# -- history -------------------------------------------------------------------------------------------------------


def test_an_earlier_version_is_put_back(opened: Opened, office: Path) -> None:
    window = opened(office)
    screen = shown(window, REGARD, QuestionScreen)
    for text in ("First", " and second"):
        QTest.keyClicks(screen.account.area, text)
        screen.leave()
        settle(window)
    pane = beside(window)
    pane.tabs.setCurrentWidget(pane.history)
    settle(window)
    assert "Version 2 · now" in texts(pane.history)
    back = next(one for one in pane.history.findChildren(QPushButton) if one.text() == "Put this version back")
    back.click()
    settle(window)
    assert screen.account.text() == "First"
    assert question_page(office, REGARD).answer.version == 3
    assert "Version 3 · now" in texts(pane.history)


# -- statement, sign-off, returns ----------------------------------------------------------------------------------


def test_a_year_is_approved_changed_and_taken_back(opened: Opened, sample: Path) -> None:
    window = opened(sample)
    screen = shown(window, Place("sign-off"), SignOffScreen)
    screen.name.clear()
    screen.approve.click()
    assert "Write the name" in texts(screen)
    QTest.keyClicks(screen.name, "Harriet Lowmoor (invented)")
    screen.approve.click()
    settle(window)
    assert "Approved" in texts(screen)
    question = shown(window, REGARD, QuestionScreen)
    QTest.keyClicks(question.account.area, "Later words. ")
    screen = shown(window, Place("sign-off"), SignOffScreen)
    assert "Changed since approval" in texts(screen)
    screen.changed_list.open_row(lambda row: True)
    settle(window)
    assert window.trail.here is not None
    assert window.trail.here.requirement_id == REGARD.requirement_id
    screen = shown(window, Place("sign-off"), SignOffScreen)
    screen.revoke.click()
    settle(window)
    with open_workspace(sample, author="A. Reader", write=False) as workspace:
        state = signing.signing_state(workspace, describe(workspace).cycles[0].id)
    assert state.approval is None


def test_a_return_is_offered_as_a_draft_until_the_year_is_approved(
    opened: Opened, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(sample)
    monkeypatch.setattr(outgoing, "ask_folder", lambda *_args: tmp_path / "out")
    window.menus.actions["return"].trigger()
    settle(window)
    assert "is not approved" in window.message.text
    draft = next(one for one in window.message.findChildren(QPushButton) if one.text() == "Make a draft")
    draft.click()
    settle(window)
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".docx", ".sprreturn", ".xlsx"]


def test_the_evidence_schedule_is_exported_from_the_file_menu(
    opened: Opened, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(sample)
    asked: list[str] = []

    def choose(_parent: object, _title: str, proposed: str, _kinds: str) -> tuple[str, str]:
        asked.append(Path(proposed).name)
        return str(tmp_path / "schedule"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    window.menus.actions["export-evidence"].trigger()
    settle(window)
    assert asked == ["fenmarch-2025-26-evidence.xlsx"]
    assert "schedule.xlsx" in window.message.text
    assert [path.name for path in tmp_path.glob("schedule*")] == ["schedule.xlsx"]


def test_returns_are_received_and_collated(
    opened: Opened, sample: Path, national: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(sample)
    outgoing.make_return(window, draft=True, folder=tmp_path / "out")
    settle(window)
    window.doors.open_path(national)
    settle(window)
    screen = window.current_screen
    assert isinstance(screen, ReturnsScreen)
    assert "0 of 43" in screen.headline.text()
    letter = tmp_path / "letter.sprreturn"
    letter.write_bytes(b"Dear APCC")
    screen.presenter.receive([*(tmp_path / "out").glob("*.sprreturn"), letter])
    settle(window)
    assert "1 return received." in window.message.text
    assert "1 file was refused" in texts(screen)
    assert sum(row.texts[2] == "Draft received" for row in screen.table.rows) == 1
    monkeypatch.setattr("assurance_app.ui.screens.returns.view.ask_folder", lambda *_args: tmp_path / "national")
    screen.make.click()
    settle(window)
    assert sorted(path.suffix for path in (tmp_path / "national").iterdir()) == [".docx", ".xlsx"]
