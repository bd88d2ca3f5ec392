"""Notes: threads, the handover of a year, and that no document, return or fingerprint knows of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assurance_app.application import library, noting, outputs, recording
from assurance_app.application.dumping import dump_text
from assurance_app.application.places import Place
from assurance_app.application.workspaces import begin_year, describe
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.entities import answer_id, threat_statement_id
from assurance_app.domain.notes import Note
from assurance_app.domain.projection import fingerprint, project
from assurance_app.domain.scrutiny import Action
from assurance_app.persistence.workspace import Workspace
from tests.fixtures.samples import sample_workspace

WORDS = "Zebra-crossing remark nobody outside may read"


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Workspace]:
    with sample_workspace(tmp_path / "sample.assurance", author="A. Maker") as workspace:
        yield workspace


def said(workspace: Workspace, cycle_id: str, kind: str, target: str, text: str = WORDS) -> Note:
    note = replace(noting.new_note(cycle_id, kind, target, "A. Maker"), text=text)
    recording.save(workspace, note, 0)
    return note


def test_a_thread_holds_the_notes_on_one_item_oldest_first(sample: Workspace) -> None:
    cycle = describe(sample).cycles[0].id
    here, there = answer_id(cycle, "own-duties.plan.regard"), answer_id(cycle, "own-duties.plan.direction")
    second = replace(said(sample, cycle, "answer", here, "second"), at="2026-02-02T10:00:00+00:00")
    recording.save(sample, second, 1)
    first = replace(said(sample, cycle, "answer", here, "first"), at="2026-02-01T10:00:00+00:00")
    recording.save(sample, first, 1)
    said(sample, cycle, "answer", there, "elsewhere")
    before = [stored.entity.text for stored in noting.load_thread(sample, cycle, "answer", here)]
    assert before[-2:] == ["first", "second"]
    assert "elsewhere" not in before


def test_what_is_being_typed_is_not_in_the_thread_until_it_is_added(sample: Workspace) -> None:
    cycle = describe(sample).cycles[0].id
    note = replace(noting.new_note(cycle, "threat_statement", threat_statement_id(cycle, "soc"), "A"), text="typing")
    before = noting.load_thread(sample, cycle, note.target_kind, note.target_id)
    recording.draft(sample, note, 0)
    assert noting.load_thread(sample, cycle, note.target_kind, note.target_id) == before
    recording.save(sample, note, 0)
    assert len(noting.load_thread(sample, cycle, note.target_kind, note.target_id)) == len(before) + 1


def test_the_handover_leads_to_each_open_note(sample: Workspace) -> None:
    cycle = describe(sample).cycles[0].id
    for stored in noting.load_handover(sample, cycle).open_notes:
        recording.save(sample, replace(stored.stored.entity, is_resolved=True), stored.stored.version)
    evidence = library.list_evidence(sample, cycle)[0]
    said(sample, cycle, "answer", answer_id(cycle, "soc.partners.membership"))
    said(sample, cycle, "threat_statement", threat_statement_id(cycle, "cyber"))
    said(sample, cycle, "evidence", evidence.evidence_id)
    said(sample, cycle, "action", "gone")
    recording.save(sample, Action("a1", cycle, "Ask the force for dates"), 0)
    said(sample, cycle, "action", "a1")
    solved = said(sample, cycle, "answer", answer_id(cycle, "soc.partners.membership"), "solved")
    recording.save(sample, replace(solved, is_resolved=True), 1)
    before = len(noting.load_handover(sample, cycle).notes)
    said(sample, cycle, "", "", "To whoever comes next")
    found = noting.load_handover(sample, cycle)
    assert len(found.notes) == before + 1
    assert found.notes[-1].entity.text == "To whoever comes next"
    places = {placed.place for placed in found.open_notes}
    assert None in places
    assert Place("threat", "cyber") in places
    assert Place("evidence", item_id=evidence.evidence_id) in places
    question = next(place for place in places if place is not None and place.screen == "question")
    assert question.requirement_id == "soc.partners.membership"
    assert len(found.open_notes) == 5
    titles = {placed.about for placed in found.open_notes}
    assert evidence.revision.entity.title in titles
    assert "Ask the force for dates" in titles
    assert Place("actions", item_id="a1") in places
    assert noting.open_count(sample, cycle) == 5 + sum(1 for note in found.notes if not note.entity.is_resolved)


def test_handover_notes_belong_to_their_year(sample: Workspace) -> None:
    cycle = describe(sample).cycles[0]
    before = len(noting.load_thread(sample, cycle.id, "", ""))
    later = begin_year(sample, "2026-27")
    said(sample, later.id, "", "", "Only of the later year")
    assert len(noting.load_thread(sample, later.id, "", "")) == 1
    assert len(noting.load_thread(sample, cycle.id, "", "")) == before


@pytest.mark.parametrize("audience", list(Audience))
def test_no_projection_and_no_fingerprint_knows_of_notes(sample: Workspace, audience: Audience) -> None:
    cycle = describe(sample).cycles[0].id
    with sample.reading() as reading:
        record = reading.record(cycle)
    said(sample, cycle, "answer", answer_id(cycle, "own-duties.plan.regard"))
    said(sample, cycle, "", "")
    with sample.reading() as reading:
        after = reading.record(cycle)
    assert project(after, audience) == project(record, audience)
    assert fingerprint(after) == fingerprint(record)


def test_no_file_that_goes_out_holds_a_note_but_the_dump_does(sample: Workspace, tmp_path: Path) -> None:
    cycle = describe(sample).cycles[0].id
    for kind, target in (("answer", answer_id(cycle, "own-duties.plan.regard")), ("", "")):
        said(sample, cycle, kind, target)
    written = outputs.make_statement(sample, cycle, Audience.OFFICE, ("docx",), tmp_path / "out")
    written += outputs.make_return(sample, cycle, tmp_path / "out", draft=True)
    import zipfile

    for path in written:
        raw = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                raw += [packed.read(name) for name in packed.namelist()]
        assert not any(b"Zebra" in part for part in raw), path.name
    assert b"Zebra" in dump_text(sample)
