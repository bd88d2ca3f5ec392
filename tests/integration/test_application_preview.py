"""The pages beside the writing: what is typed stands on them at once, and each part of the writing is found again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assurance_app.application import preview, recording, signing
from assurance_app.application.outputs import statement_tree
from assurance_app.application.places import Place
from assurance_app.application.progress import Cancelled, Progress
from assurance_app.application.workspaces import the_cycle
from assurance_app.documents.pdf import pdf_bytes
from assurance_app.domain.disclosure import Audience, Disclosure
from assurance_app.domain.statement import Length
from assurance_app.files.pdf import page_picture, page_pictures, pdf_facts, pdf_text
from assurance_app.persistence.workspace import Workspace
from tests.fixtures.samples import sample_workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with sample_workspace(tmp_path_factory.mktemp("preview") / "sample.assurance", author="A. Maker") as made:
        yield made


@pytest.fixture(scope="module")
def cycle_id(workspace: Workspace) -> str:
    return the_cycle(workspace).id


def test_the_pages_are_those_of_the_file(workspace: Workspace, cycle_id: str) -> None:
    made = preview.set_pages(preview.load_source(workspace, cycle_id), (), Audience.PUBLIC, Length.STANDARD)
    assert pdf_facts(made.pdf).tagged
    exported = pdf_bytes(statement_tree(workspace, cycle_id, Audience.PUBLIC))
    assert pdf_text(made.pdf) == pdf_text(exported)
    assert page_pictures(made.pdf, 300) == page_pictures(exported, 300)
    assert len(made.sizes) == len(pdf_text(exported))
    assert preview.draw_page(made.pdf, 1, 300) == page_picture(exported, 1, 300)
    assert len(preview.read_page(made.pdf, 1)) > 300


def test_what_is_typed_stands_on_the_pages_before_it_is_kept(workspace: Workspace, cycle_id: str) -> None:
    source = preview.load_source(workspace, cycle_id)
    stored = recording.load_threat(workspace, cycle_id, "terrorism").statement.entity
    typed = replace(stored, concluded="Seven lanterns were counted & found.", public_wording="")
    typed = replace(typed, disclosure=Disclosure.PUBLIC)
    made = preview.set_pages(source, (typed,), Audience.PUBLIC, Length.STANDARD)
    mark = made.mark_of("terrorism", "concluded")
    assert mark is not None
    assert "Seven lanterns were counted & found." in pdf_text(made.pdf)[mark.page].replace("\n", " ")
    withheld = replace(typed, disclosure=Disclosure.OFFICE, public_wording="")
    without = preview.set_pages(source, (withheld,), Audience.PUBLIC, Length.STANDARD)
    assert without.mark_of("terrorism", "concluded") is None
    assert "lanterns" not in " ".join(pdf_text(without.pdf))
    assert recording.load_threat(workspace, cycle_id, "terrorism").statement.entity == stored


def test_a_part_is_found_on_its_page_and_the_page_leads_back_to_it(workspace: Workspace, cycle_id: str) -> None:
    source = preview.load_source(workspace, cycle_id)
    made = preview.set_pages(source, (), Audience.OFFICE, Length.STANDARD)
    assert [(mark.page, mark.top) for mark in made.marks] == sorted((mark.page, mark.top) for mark in made.marks)
    texts = [text.replace("\n", " ").replace("\r", " ") for text in pdf_text(made.pdf)]
    found = 0
    for statement in source.record.threat_statements:
        for name, text in statement.parts:
            mark = made.mark_of(statement.section_id, name)
            assert mark is not None, (statement.section_id, name)
            assert text.split("\n")[0][:30] in texts[mark.page]
            assert made.at(mark.page, mark.top + 0.001) == mark
            found += 1
    assert found > 20
    assert made.at(0, 0.0) is None
    start = made.start_of("terrorism")
    assert start is not None
    assert start.name == ""


def test_hostile_words_are_set_and_found(workspace: Workspace, cycle_id: str) -> None:
    source = preview.load_source(workspace, cycle_id)
    stored = recording.load_threat(workspace, cycle_id, "cyber").statement.entity
    typed = replace(stored, regard="#panic(1) {{ x }} 😀 $a$", disclosure=Disclosure.PUBLIC, public_wording="")
    made = preview.set_pages(source, (typed,), Audience.PUBLIC, Length.STANDARD)
    mark = made.mark_of("cyber", "regard")
    assert mark is not None
    assert "#panic(1) {{ x }} [grinning face] $a$" in pdf_text(made.pdf)[mark.page]


def test_an_approved_year_stays_as_it_was_approved(tmp_path: Path) -> None:
    with sample_workspace(tmp_path / "sample.assurance", author="A. Maker") as workspace:
        cycle_id = the_cycle(workspace).id
        signing.approve(workspace, cycle_id, "H. Lowmoor", "Police and Crime Commissioner")
        source = preview.load_source(workspace, cycle_id)
        stored = recording.load_threat(workspace, cycle_id, "terrorism").statement.entity
        typed = replace(stored, concluded="Later words.", disclosure=Disclosure.PUBLIC)
        made = preview.set_pages(source, (typed,), Audience.OFFICE, Length.STANDARD)
        assert "Later words" not in " ".join(pdf_text(made.pdf))
        assert preview.with_typed(source, (typed,)) is source


def test_an_answer_that_was_not_there_before_joins(workspace: Workspace, cycle_id: str) -> None:
    source = preview.load_source(workspace, cycle_id)
    blank = replace(source, record=replace(source.record, answers=(), threat_statements=()))
    answer = source.record.answers[0]
    assert preview.with_typed(blank, (answer,)).record.answers == (answer,)


def test_places_lead_to_where_they_are_written(workspace: Workspace, cycle_id: str) -> None:
    framework = preview.load_source(workspace, cycle_id).record.framework
    assert preview.where_written(framework, "terrorism") == Place("threat", "terrorism")
    assert preview.where_written(framework, "departures") == Place("actions")
    requirement = "own-duties.plan.regard"
    assert preview.where_written(framework, requirement) == Place("question", "own-duties", requirement_id=requirement)
    assert preview.where_written(framework, "introduction") is None
    sections = preview.sections_to_write(preview.load_source(workspace, cycle_id))
    assert len(sections) == 1 + len(framework.threats)


def test_progress_is_heard_and_cancelling_stops_the_next_report() -> None:
    heard: list[tuple[int, int, str]] = []
    progress = Progress(lambda *said: heard.append(said))
    progress.report(1, 3, "first")
    thread = threading.Thread(target=progress.cancel)
    thread.start()
    thread.join()
    with pytest.raises(Cancelled):
        progress.report(2, 3, "second")
    assert heard == [(1, 3, "first")]
    assert progress.is_cancelled
