"""What is written to a workspace on the disk, and what is read from it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.entities import (
    Answer,
    Body,
    Clearance,
    Cycle,
    Evidence,
    EvidenceLink,
    EvidenceRevision,
    OfficeHolder,
    Stored,
    ThreatStatement,
)
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import BodyKind, Provided, TargetKind, View, WorkspaceKind
from assurance_app.persistence.workspace import Reading, UnitOfWork, Workspace
from tests.fixtures.persistence import BODY, CYCLE, Ticking, answer, fill, framework, new_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with new_workspace(tmp_path / "westmarch.assurance") as made:
        yield made


def put(workspace: Workspace, *entities: Any) -> None:
    with workspace.unit_of_work() as work:
        for entity in entities:
            stored = work.stored(type(entity), entity.id)
            work.put(entity, stored.version if stored else 0)
        work.commit()


def got(workspace: Workspace, entity_id: str = answer().id) -> Stored[Answer] | None:
    with workspace.reading() as reading:
        return reading.get(Answer, entity_id)


def test_a_new_workspace_is_empty_and_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "national.assurance"
    with Workspace.create(path, WorkspaceKind.NATIONAL, author="A. Officer", clock=Ticking()) as made:
        assert (made.kind, made.read_only, made.path) == (WorkspaceKind.NATIONAL, False, path)
        with made.reading() as reading:
            assert reading.find(Body) == ()
            assert reading.meta("created_at") == "2026-11-20T11:02:24.000Z"
    with Workspace.open(path, author="A. Officer") as again:
        assert again.kind is WorkspaceKind.NATIONAL


def test_what_is_put_is_there_after_a_restart(tmp_path: Path, workspace: Workspace) -> None:
    whole = answer(
        view=View.NOT_SATISFIED,
        provided=Provided.COLLABORATION,
        rests_on="Words: & < {{ \U0001f600 ‮ \n\ttwo lines.",
        disclosure=Disclosure.PARTNERS,
        fields={"units": 3, "none": None, "yes": True, "table": ({"role": "driver", "number": 4},)},
    )
    put(workspace, whole)
    workspace.close()
    with Workspace.open(tmp_path / "westmarch.assurance", author="B. Officer") as again:
        assert got(again) == Stored(whole, 1, "2026-11-20T11:02:28.000Z")


def test_each_put_is_one_version_and_the_history_tells_who_and_when(workspace: Workspace) -> None:
    put(workspace, answer(rests_on="one"))
    with workspace.unit_of_work() as work:
        stored = work.put(answer(rests_on="two"), 1, action="restored")
        work.commit()
    assert stored.version == 2
    with workspace.reading() as reading:
        history = reading.history(Answer, answer().id)
    assert [(v.number, v.entity and v.entity.rests_on, v.by, v.action) for v in history] == [
        (1, "one", "A. Officer", "saved"),
        (2, "two", "A. Officer", "restored"),
    ]
    assert history[0].at < history[1].at == stored.saved_at


def test_the_same_content_is_no_new_version(workspace: Workspace) -> None:
    put(workspace, answer(fields={"t": [{"a": 1}]}))
    with workspace.unit_of_work() as work:
        work.save_draft(answer(fields={"t": [{"a": 1}]}), 1)
        assert work.put(answer(fields={"t": ({"a": 1},)}), 1).version == 1
        work.commit()
    with workspace.reading() as reading:
        assert len(reading.history(Answer, answer().id)) == 1
        assert reading.drafts() == ()


def test_true_and_one_are_not_the_same_content(workspace: Workspace) -> None:
    put(workspace, answer(fields={"n": 1}))
    put(workspace, answer(fields={"n": True}))
    stored = got(workspace)
    assert stored is not None
    assert stored.version == 2
    assert stored.entity.fields["n"] is True


@pytest.mark.parametrize("expected", [0, 1, 3])
def test_a_write_that_saw_another_version_is_refused(workspace: Workspace, expected: int) -> None:
    put(workspace, answer(rests_on="one"))
    put(workspace, answer(rests_on="two"))
    with pytest.raises(Refused, match=r"change\.stale"), workspace.unit_of_work() as work:
        work.put(answer(rests_on="mine"), expected)
    stored = got(workspace)
    assert stored is not None
    assert stored.entity.rests_on == "two"


def test_a_first_write_expects_nothing_there(workspace: Workspace) -> None:
    with pytest.raises(Refused, match=r"change\.stale"), workspace.unit_of_work() as work:
        work.put(answer(), 1)


def test_without_commit_nothing_is_kept(workspace: Workspace) -> None:
    with workspace.unit_of_work() as work:
        work.put(answer(), 0)
        work.save_draft(answer(2), 0)
        work.set_meta("colour", "blue")
        assert work.get(Answer, answer().id) is not None
    with workspace.reading() as reading:
        assert reading.find(Answer) == ()
        assert reading.meta("colour") is None


def test_an_exception_takes_back_the_whole_unit(workspace: Workspace) -> None:
    with pytest.raises(IntegrityError):
        put(workspace, answer(), Cycle("c", "nobody", "2025-26", "spr-2023", 1))
    assert got(workspace) is None
    put(workspace, answer())
    assert got(workspace) is not None


def test_nothing_can_be_written_after_the_commit(workspace: Workspace) -> None:
    with workspace.unit_of_work() as work:
        work.put(answer(), 0)
        work.commit()
        assert work.get(Answer, answer().id) is not None
        with pytest.raises(RuntimeError, match="would be lost"):
            work.put(answer(2), 0)


def test_a_child_without_its_parent_is_our_fault(workspace: Workspace) -> None:
    with pytest.raises(IntegrityError), workspace.unit_of_work() as work:
        work.put(Cycle("c", "nobody", "2025-26", "spr-2023", 1), 0)


def test_what_others_name_cannot_be_deleted(workspace: Workspace) -> None:
    with pytest.raises(IntegrityError), workspace.unit_of_work() as work:
        work.delete(Body, BODY.id, 1)


# Drafts


def test_a_draft_is_part_of_every_read(workspace: Workspace) -> None:
    put(workspace, answer(rests_on="stored"))
    with workspace.unit_of_work() as work:
        saved = work.save_draft(answer(rests_on="typing"), 1)
        work.commit()
    assert saved == got(workspace)
    assert (saved.entity.rests_on, saved.version, saved.is_draft) == ("typing", 1, True)
    with workspace.reading() as reading:
        assert reading.find(Answer, cycle_id=CYCLE.id) == (saved,)
        assert reading.record(CYCLE.id).answers == (saved.entity,)
        stored = reading.stored(Answer, answer().id)
        assert stored is not None
        assert (stored.entity.rests_on, stored.is_draft) == ("stored", False)


def test_typing_overwrites_one_draft_and_leaves_no_versions(workspace: Workspace) -> None:
    for text in ("o", "on", "one"):
        with workspace.unit_of_work() as work:
            work.save_draft(answer(rests_on=text), 0)
            work.commit()
    stored = got(workspace)
    assert stored is not None
    assert (stored.entity.rests_on, stored.version, stored.is_draft) == ("one", 0, True)
    with workspace.reading() as reading:
        assert len(reading.drafts()) == 1
        assert reading.history(Answer, answer().id) == ()


def test_a_draft_is_found_by_what_it_says_now(workspace: Workspace) -> None:
    put(workspace, answer(1, view=View.SATISFIED), answer(2, view=View.SATISFIED))
    with workspace.unit_of_work() as work:
        work.save_draft(answer(1, view=View.NOT_SATISFIED), 1)
        work.save_draft(answer(3, view=View.SATISFIED), 0)
        work.commit()
    with workspace.reading() as reading:
        satisfied = reading.find(Answer, view=View.SATISFIED)
        assert [(stored.entity.id, stored.version) for stored in satisfied] == [(answer(2).id, 1), (answer(3).id, 0)]
        changed = reading.find(Answer, view=View.NOT_SATISFIED)
        assert [(stored.entity.id, stored.version) for stored in changed] == [(answer(1).id, 1)]
        assert reading.find(Answer, view=None) == ()


def test_what_is_found_among_many_has_its_draft_laid_over(workspace: Workspace) -> None:
    put(workspace, answer(1, rests_on="one"), answer(2, rests_on="two"), answer(3, rests_on="three"))
    with workspace.unit_of_work() as work:
        work.save_draft(answer(2, rests_on="typing"), 1)
        work.save_draft(answer(4, rests_on="new"), 0)
        work.commit()
    with workspace.reading() as reading:
        found = reading.find_among(Answer, "id", {answer(number).id for number in (1, 2, 4, 9)})
        assert [(stored.entity.rests_on, stored.version) for stored in found] == [("one", 1), ("typing", 1), ("new", 0)]
        assert reading.find_among(Answer, "id", set()) == ()


def test_promoting_makes_the_draft_one_version(workspace: Workspace) -> None:
    with workspace.unit_of_work() as work:
        work.save_draft(answer(rests_on="typed"), 0)
        promoted = work.promote(Answer, answer().id)
        assert work.promote(Answer, answer().id) is None
        work.commit()
    assert promoted is not None
    assert promoted.version == 1
    assert got(workspace) == promoted


def test_a_stale_draft_stays_a_draft(workspace: Workspace) -> None:
    put(workspace, answer(1, rests_on="one"))
    with workspace.unit_of_work() as work:
        work.put(answer(1, rests_on="two"), 1)
        work.save_draft(answer(1, rests_on="begun from one"), 1)
        work.save_draft(answer(2, rests_on="fresh"), 0)
        work.commit()
    with pytest.raises(Refused, match=r"change\.stale"), workspace.unit_of_work() as work:
        work.promote(Answer, answer(1).id)
    with workspace.unit_of_work() as work:
        assert [stored.entity.rests_on for stored in work.promote_all()] == ["fresh"]
        work.commit()
    with workspace.reading() as reading:
        assert [(draft.entity.id, draft.base_version) for draft in reading.drafts()] == [(answer(1).id, 1)]
        assert reading.draft(Answer, answer(1).id) == reading.drafts()[0]


def test_recovery_promotes_parents_first_and_leaves_orphans(workspace: Workspace) -> None:
    with workspace.unit_of_work() as work:
        work.save_draft(EvidenceRevision("a@1", "a", 1, "exercise", "Exercise"), 0)
        work.save_draft(Evidence("a", BODY.id, 1), 0)
        work.save_draft(EvidenceRevision("b@1", "b", 1, "exercise", "Of an item that is gone"), 0)
        work.commit()
    with workspace.unit_of_work() as work:
        assert [stored.entity.id for stored in work.promote_all()] == ["a", "a@1"]
        work.put(answer(), 0)
        work.commit()
    with workspace.reading() as reading:
        assert [draft.entity.id for draft in reading.drafts()] == ["b@1"]
        assert [entry.sequence for entry in reading.audit()] == list(range(1, len(reading.audit()) + 1))


def test_a_discarded_draft_leaves_what_is_stored(workspace: Workspace) -> None:
    put(workspace, answer(rests_on="stored"))
    with workspace.unit_of_work() as work:
        work.save_draft(answer(rests_on="typing"), 1)
        work.discard_draft(Answer, answer().id)
        work.commit()
    stored = got(workspace)
    assert stored is not None
    assert (stored.entity.rests_on, stored.is_draft) == ("stored", False)


# Deleting and erasing


def test_what_is_deleted_stays_in_the_history_and_its_numbers_go_on(workspace: Workspace) -> None:
    put(workspace, answer(rests_on="one"))
    with pytest.raises(Refused, match=r"change\.stale"), workspace.unit_of_work() as work:
        work.delete(Answer, answer().id, 2)
    with workspace.unit_of_work() as work:
        work.save_draft(answer(rests_on="typing"), 1)
        work.delete(Answer, answer().id, 1)
        work.commit()
    assert got(workspace) is None
    with workspace.unit_of_work() as work:
        assert work.put(answer(rests_on="again"), 0).version == 3
        work.commit()
    with workspace.reading() as reading:
        history = reading.history(Answer, answer().id)
    assert [(v.number, v.entity and v.entity.rests_on, v.action) for v in history] == [
        (1, "one", "saved"),
        (2, None, "deleted"),
        (3, "again", "saved"),
    ]


def test_what_is_erased_is_nowhere_in_the_file(tmp_path: Path, workspace: Workspace) -> None:
    words = "An informant whose name is Zebedee"
    put(workspace, answer(1, rests_on=words * 200), answer(1, rests_on=words), answer(2, rests_on="Other words"))
    with workspace.unit_of_work() as work:
        work.save_draft(answer(1, gap=words), 2)
        work.commit()
    assert b"Zebedee" in (tmp_path / "westmarch.assurance").read_bytes()
    with workspace.unit_of_work() as work:
        work.erase(Answer, answer(1).id, reason="It named a person.")
        work.commit()
    with workspace.reading() as reading:
        assert reading.get(Answer, answer(1).id) is None
        history = reading.history(Answer, answer(1).id)
        assert [(v.number, v.entity, v.action, v.reason) for v in history] == [
            (1, None, "saved", ""),
            (2, None, "saved", ""),
            (3, None, "erased", "It named a person."),
        ]
        assert [stored.entity.rests_on for stored in reading.find(Answer)] == ["Other words"]
    workspace.close()
    assert b"Zebedee" not in (tmp_path / "westmarch.assurance").read_bytes()


def test_why_something_was_erased_outlives_a_second_erasure(workspace: Workspace) -> None:
    for reason in ("First reason.", "Second reason."):
        with workspace.unit_of_work() as work:
            work.put(answer(rests_on="words"), 0)
            work.erase(Answer, answer().id, reason=reason)
            work.commit()
    with workspace.reading() as reading:
        reasons = [version.reason for version in reading.history(Answer, answer().id)]
    assert reasons == ["", "First reason.", "", "Second reason."]


def test_evidence_that_is_pinned_keeps_its_row_without_its_words(workspace: Workspace) -> None:
    fill(workspace)
    with workspace.unit_of_work() as work:
        work.erase(EvidenceRevision, "e@1", reason="It named a person.")
        work.commit()
    with workspace.reading() as reading:
        stored = reading.get(EvidenceRevision, "e@1")
        assert stored is not None
        assert stored.entity == EvidenceRevision("e@1", "e", 1, "exercise", "")
        assert [version.entity for version in reading.history(EvidenceRevision, "e@1")] == [None, stored.entity]
        assert [link.entity.revision_id for link in reading.find(EvidenceLink)] == ["e@1"]


def test_what_others_need_cannot_be_erased(workspace: Workspace) -> None:
    with pytest.raises(ValueError, match="cannot be erased"), workspace.unit_of_work() as work:
        work.erase(Body, BODY.id, reason="A mistake.")
    with workspace.reading() as reading:
        assert reading.get(Body, BODY.id) == Stored(BODY, 1, "2026-11-20T11:02:26.000Z")


def test_erasing_what_was_never_saved_only_discards_its_draft(workspace: Workspace) -> None:
    with workspace.unit_of_work() as work:
        work.save_draft(answer(), 0)
        work.erase(Answer, answer().id, reason="Not needed.")
        work.erase(Answer, "nothing", reason="Not needed.")
        work.commit()
    with workspace.reading() as reading:
        assert reading.get(Answer, answer().id) is None
        assert reading.history(Answer, answer().id) == ()


# Frameworks, payloads, settings, records


def test_a_framework_comes_back_from_the_workspace(workspace: Workspace) -> None:
    with workspace.unit_of_work() as work:
        work.put_framework(framework(revision=2))
        work.put_framework(framework(revision=2))
        with pytest.raises(ValueError, match="another content"):
            work.put_framework(replace(framework(), title="Another"))
        work.commit()
    with workspace.reading() as reading:
        assert reading.framework("spr-2023", 1) == framework()
        assert reading.frameworks() == (("spr-2023", 1), ("spr-2023", 2))
        with pytest.raises(Refused, match=r"framework\.unknown") as caught:
            reading.framework("spr-2023", 3)
        assert caught.value.params["known"] == "spr-2023 (1), spr-2023 (2)"
        assert [entry.action for entry in reading.audit() if entry.kind == "framework"] == ["adopted", "adopted"]


def test_a_payload_is_kept_under_its_digest(workspace: Workspace) -> None:
    with workspace.unit_of_work() as work:
        digest = work.put_payload({"b": (1, None), "a": "é"})
        assert work.put_payload({"a": "é", "b": [1, None]}) == digest
        with pytest.raises(ValueError, match="not clean"):
            work.put_payload({"a": "x\x00"})
        with pytest.raises(TypeError, match="an object or a list"):
            work.put_payload(None)
        work.commit()
    with workspace.reading() as reading:
        assert reading.payload(digest) == {"a": "é", "b": [1, None]}
        assert reading.payload("0" * 64) is None


def test_a_setting_of_the_workspace_is_kept(workspace: Workspace) -> None:
    for value in ("blue", "green"):
        with workspace.unit_of_work() as work:
            work.set_meta("colour", value)
            work.commit()
    with workspace.reading() as reading:
        assert reading.meta("colour") == "green"
        assert reading.meta("shape") is None


def test_the_order_of_what_is_found_does_not_depend_on_the_order_of_writing(workspace: Workspace) -> None:
    ids = ["b", "é", "a/2", "a/10", "\U0001f600", "Z", "ﬁ"]
    put(workspace, *(OfficeHolder(name, BODY.id, "N", "R") for name in ids))
    with workspace.reading() as reading:
        plain = [stored.entity.id for stored in reading.find(OfficeHolder)]
    with workspace.unit_of_work() as work:
        work.save_draft(OfficeHolder("é", BODY.id, "New", "R"), 1)
        work.commit()
    with workspace.reading() as reading:
        assert [stored.entity.id for stored in reading.find(OfficeHolder)] == plain == sorted(ids)


def test_a_field_that_does_not_exist_is_our_fault(workspace: Workspace) -> None:
    with workspace.reading() as reading, pytest.raises(TypeError, match="has no field saved_at"):
        reading.find(Answer, saved_at="2026")


def test_the_record_of_a_cycle_is_everything_about_it_and_nothing_else(workspace: Workspace) -> None:
    other = Body("eastmarch", "Commissioner for Eastmarch", "the PCC", BodyKind.PCC, "Eastmarch", "Eastmarch")
    earlier = replace(CYCLE, id="westmarch/2024-25", year="2024-25")
    holder = OfficeHolder("h", BODY.id, "A. Holder", "Commissioner")
    statement = ThreatStatement("ts", CYCLE.id, "terrorism", held_on=("2026-01-12", "2026-02-12"))
    clearance = Clearance("c", CYCLE.id, TargetKind.ANSWER, answer().id, "A. Holder", "Commissioner", "2026-05-01")
    put(
        workspace,
        other,
        earlier,
        holder,
        OfficeHolder("o", other.id, "B. Holder", "Commissioner"),
        statement,
        clearance,
    )
    put(workspace, answer(1), answer(2), answer(3, cycle=earlier))
    revisions = {}
    for item, newest, body, withdrawn in (
        ("a", 3, BODY, False),
        ("b", 1, BODY, True),
        ("c", 2, BODY, True),
        ("d", 1, other, False),
    ):
        put(workspace, Evidence(item, body.id, newest, withdrawn))
        for number in range(1, newest + 1):
            revisions[item, number] = EvidenceRevision(f"{item}@{number}", item, number, "exercise", f"{item} {number}")
            put(workspace, revisions[item, number])
    link = EvidenceLink("l", CYCLE.id, "a@1", "a", TargetKind.ANSWER, answer().id)
    link_of_withdrawn = EvidenceLink("m", CYCLE.id, "c@1", "c", TargetKind.ANSWER, answer().id)
    put(workspace, link, link_of_withdrawn, EvidenceLink("n", earlier.id, "a@2", "a", TargetKind.ANSWER, answer().id))
    with workspace.reading() as reading:
        record = reading.record(CYCLE.id)
        with pytest.raises(LookupError):
            reading.record("westmarch/1999-00")
    assert (record.framework, record.body, record.cycle) == (framework(), BODY, CYCLE)
    assert record.office_holders == (holder,)
    assert record.answers == (answer(1), answer(2))
    assert record.threat_statements == (statement,)
    assert record.clearances == (clearance,)
    assert record.links == (link, link_of_withdrawn)
    assert record.evidence == (revisions["a", 1], revisions["a", 3], revisions["c", 1])


def test_a_newest_revision_that_is_still_a_draft_is_in_the_record(workspace: Workspace) -> None:
    put(workspace, Evidence("a", BODY.id, 2), EvidenceRevision("a@1", "a", 1, "exercise", "One"))
    with workspace.unit_of_work() as work:
        work.save_draft(EvidenceRevision("a@2", "a", 2, "exercise", "Two"), 0)
        work.commit()
    with workspace.reading() as reading:
        assert [revision.id for revision in reading.record(CYCLE.id).evidence] == ["a@2"]


def test_a_record_takes_the_same_number_of_queries_however_much_there_is(workspace: Workspace) -> None:
    def queries() -> int:
        statements = []
        with workspace.reading() as reading:
            event.listen(
                reading.connection, "before_cursor_execute", lambda *arguments: statements.append(arguments[2])
            )
            reading.record(CYCLE.id)
        return len(statements)

    before = queries()
    for number in range(30):
        put(workspace, answer(number), Evidence(f"e{number}", BODY.id, 1))
        put(workspace, EvidenceRevision(f"e{number}@1", f"e{number}", 1, "exercise", "Exercise"))
        target = (TargetKind.ANSWER, answer(number).id)
        put(workspace, EvidenceLink(f"l{number}", CYCLE.id, f"e{number}@1", f"e{number}", *target))
    with workspace.unit_of_work() as work:
        for number in range(60):
            work.save_draft(answer(number, rests_on="typing"), int(number < 30))
        work.commit()
    # The framework is not read again; the drafts are, and the rows of those that the conditions did not find.
    assert queries() <= before + 1 <= 25


# Threads and consistency


def test_a_reading_sees_one_state(tmp_path: Path, workspace: Workspace) -> None:
    put(workspace, answer(rests_on="before"))
    other = Workspace.open(tmp_path / "westmarch.assurance", author="B. Officer", write=False)
    with other, other.reading() as reading:
        assert reading.find(Answer)[0].entity.rests_on == "before"
        failures: list[Exception] = []

        def write() -> None:
            try:
                put(workspace, answer(rests_on="after"))
            except Exception as error:  # noqa: BLE001 -- told to the test
                failures.append(error)

        writer = threading.Thread(target=write)
        writer.start()
        for _ in range(50):
            assert reading.find(Answer)[0].entity.rests_on == "before"
        assert not failures
        other_view = reading.find(Answer)[0].entity.rests_on
    writer.join()
    assert (other_view, failures) == ("before", [])
    stored = got(workspace)
    assert stored is not None
    assert stored.entity.rests_on == "after"


def test_a_workspace_is_used_and_closed_by_threads_that_did_not_open_it(workspace: Workspace) -> None:
    errors: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for round_number in range(10):
                put(workspace, answer(number, rests_on=f"round {round_number}"))
        except BaseException as error:  # noqa: BLE001 -- told to the test
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with workspace.reading() as reading:
        assert [stored.version for stored in reading.find(Answer)] == [10, 10, 10, 10]
    closing = threading.Thread(target=workspace.close)
    closing.start()
    closing.join()
    with Workspace.open(workspace.path, author="B. Officer") as again:
        assert got(again, answer(3).id) is not None


def test_a_reading_inside_a_unit_of_work_is_our_fault(workspace: Workspace) -> None:
    with workspace.unit_of_work() as work:
        with pytest.raises(RuntimeError, match="on this thread already"), workspace.reading():
            raise AssertionError
        work.put(answer(), 0)
        work.commit()
    assert got(workspace) is not None


def test_what_is_read_and_written_is_typed(workspace: Workspace) -> None:
    with workspace.unit_of_work() as work:
        assert isinstance(work, UnitOfWork)
        assert isinstance(work, Reading)
        stored = work.put(answer(), 0)
        assert isinstance(stored.entity, Answer)
