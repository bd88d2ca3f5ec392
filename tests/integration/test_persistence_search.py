"""The index of the search: it follows what is written, forgets what is erased, and is made anew with the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assurance_app.domain.entities import Answer, EvidenceRevision, ThreatStatement
from assurance_app.persistence import dump as dumping
from assurance_app.persistence import search_index
from assurance_app.persistence.workspace import Workspace
from tests.fixtures.persistence import CYCLE, answer, fill, new_workspace

LATER = replace(CYCLE, id="westmarch/2026-27", year="2026-27")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "westmarch.assurance"


@pytest.fixture
def workspace(path: Path) -> Iterator[Workspace]:
    with new_workspace(path) as made:
        yield made


def found(workspace: Workspace, *words: str, cycle_id: str = CYCLE.id, limit: int = 20) -> list[str]:
    with workspace.reading() as reading:
        return [one.id for one in reading.search(words, cycle_id, limit)]


def write(workspace: Workspace, *entities: Answer) -> None:
    with workspace.unit_of_work() as work:
        for entity in entities:
            stored = work.stored(Answer, entity.id)
            work.put(entity, stored.version if stored else 0)
        work.commit()


def in_the_index(path: Path, word: bytes) -> bool:
    """Whether the bytes of the index hold a word that shares its beginning with no other: deleted rows count."""
    connection = sqlite3.connect(path)
    try:
        return any(word in bytes(row[0]) for row in connection.execute("SELECT block FROM search_words_data"))
    finally:
        connection.close()


def test_words_are_found_by_their_beginnings_whatever_case_and_accent(workspace: Workspace) -> None:
    write(workspace, answer(1, rests_on="The Café’s lanterns were counted."), answer(2, gap="No lantern was there."))
    assert found(workspace, "LANT", "coun") == [answer(1).id]
    assert found(workspace, "cafe") == [answer(1).id]
    assert set(found(workspace, "lantern")) == {answer(1).id, answer(2).id}
    assert found(workspace, "antern") == []


@pytest.mark.parametrize("words", ['"', "a AND", "NOT", "*", "title:x", "(", "40.4.b", "x'y", "^", "NEAR(a b)", "-"])
def test_what_people_type_is_never_a_query_language(workspace: Workspace, words: str) -> None:
    write(workspace, answer(1, rests_on="Paragraph 40.4.b says so."))
    assert found(workspace, words) == ([answer(1).id] if words == "40.4.b" else [])


def test_the_years_own_comes_before_that_of_other_years(workspace: Workspace) -> None:
    with workspace.unit_of_work() as work:
        work.put(LATER, 0)
        work.commit()
    write(workspace, answer(1, rests_on="lantern"), answer(2, LATER, rests_on="lantern and many other words " * 20))
    assert found(workspace, "lantern") == [answer(1).id, answer(2, LATER).id]
    assert found(workspace, "lantern", cycle_id=LATER.id) == [answer(2, LATER).id, answer(1).id]
    assert found(workspace, "lantern", cycle_id=LATER.id, limit=1) == [answer(2, LATER).id]


def test_the_index_follows_drafts_versions_and_deletion(workspace: Workspace) -> None:
    write(workspace, answer(1, rests_on="first"))
    with workspace.unit_of_work() as work:
        work.save_draft(answer(1, rests_on="second"), 1)
        work.save_draft(ThreatStatement("new", CYCLE.id, "terrorism", regard="second"), 0)
        work.commit()
    assert found(workspace, "first") == []
    assert set(found(workspace, "second")) == {answer(1).id, "new"}
    with workspace.unit_of_work() as work:
        work.discard_draft(Answer, answer(1).id)
        work.discard_draft(ThreatStatement, "new")
        work.commit()
    assert (found(workspace, "first"), found(workspace, "second")) == ([answer(1).id], [])
    write(workspace, answer(1, rests_on="third"))
    assert (found(workspace, "first"), found(workspace, "third")) == ([], [answer(1).id])
    with workspace.unit_of_work() as work:
        work.delete(Answer, answer(1).id, 2)
        work.commit()
    assert found(workspace, "third") == []


def test_what_is_not_committed_is_not_found(workspace: Workspace) -> None:
    with workspace.unit_of_work() as work:
        work.put(answer(1, rests_on="lantern"), 0)
    assert found(workspace, "lantern") == []


def test_what_is_erased_leaves_no_word_in_the_index(path: Path, workspace: Workspace) -> None:
    write(workspace, answer(1, rests_on="Zebedee told us."), answer(2, rests_on="Lanterns."))
    write(workspace, answer(1, rests_on="Somebody told us."))
    assert in_the_index(path, b"zebedee"), "FTS5 keeps the words of a replaced row for a while"
    with workspace.unit_of_work() as work:
        work.erase(Answer, answer(1).id, reason="It named a person.")
        work.commit()
    assert not in_the_index(path, b"zebedee")
    assert not in_the_index(path, b"somebody")
    assert in_the_index(path, b"lanterns")


def test_a_revision_that_stays_without_its_words_is_not_found_by_them(workspace: Workspace) -> None:
    fill(workspace)
    with workspace.reading() as reading:
        title = reading.stored(EvidenceRevision, "e@1").entity.title  # type: ignore[union-attr]
    assert "e@1" in found(workspace, title.split()[0])
    with workspace.unit_of_work() as work:
        work.erase(EvidenceRevision, "e@1", reason="It named a person.")
        work.commit()
    assert "e@1" not in found(workspace, title.split()[0])


def test_a_loaded_workspace_finds_the_same_and_the_dump_carries_no_index(path: Path, workspace: Workspace) -> None:
    fill(workspace)
    write(workspace, answer(7, rests_on="Ordinary lanterns."))
    with workspace.unit_of_work() as work:
        work.save_draft(answer(7, rests_on="Lanterns in a draft."), 1)
        work.commit()
    with workspace.reading() as reading:
        plain = dumping.dump(reading)
    assert not [key for key in plain if "search" in key]
    target = path.with_name("loaded.assurance")
    dumping.load(target, plain, attachments=None, source_name="dump.json")
    with Workspace.open(target, author="A. Officer", write=False) as loaded:
        assert found(loaded, "draft") == found(workspace, "draft") == [answer(7).id]
        assert found(loaded, "ordinary") == []


def test_making_the_index_anew_gives_what_was_kept_step_by_step(workspace: Workspace) -> None:
    from assurance_app.persistence import indexing

    fill(workspace)
    write(workspace, answer(8, rests_on="Lanterns."))
    rows = "SELECT entry.kind, entry.id, words.title, words.words, words.scope FROM search_entry AS entry "
    rows += "JOIN search_words AS words ON words.rowid = entry.number ORDER BY 1, 2"
    with workspace.unit_of_work() as work:
        before = work.connection.exec_driver_sql(rows).all()
        indexing.make_anew(work.connection)
        assert work.connection.exec_driver_sql(rows).all() == before
        assert len(before) > 3


def test_the_tables_of_the_index_are_those_that_it_says(path: Path, workspace: Workspace) -> None:
    connection = sqlite3.connect(path)
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE name LIKE 'search%'")}
    connection.close()
    assert {name for name in names if not name.startswith("search_words_")} == set(search_index.TABLES)
