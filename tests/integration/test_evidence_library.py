"""The library in use: what rests on what, choices in bulk, undo, attachments; on real files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assurance_app.application import attaching, library, library_steps, recording
from assurance_app.application.places import Place
from assurance_app.domain import attachments as rules
from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.entities import Evidence, EvidenceRevision
from assurance_app.domain.holdings import CapacityFigure, CollaborationAgreement
from assurance_app.domain.refusal import Refused
from assurance_app.domain.scrutiny import Action, ScrutinySession
from assurance_app.domain.values import TargetKind
from assurance_app.persistence.workspace import Workspace
from tests import factories as make
from tests.integration import test_application_recording as told

ARV = told.ARV
OFFICE, PUBLIC = Disclosure.OFFICE, Disclosure.PUBLIC


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with make.office(tmp_path / "office.assurance") as opened:
        yield opened


def item(workspace: Workspace, key: str, target: str = "", **more: Any) -> EvidenceRevision:
    to = (TargetKind.ANSWER, target) if target else None
    content = replace(make.evidence("new", title=key), **more)
    return library.add_evidence(workspace, make.CYCLE, content, link_to=to, evidence_id=key).value.entity


def rows(workspace: Workspace) -> dict[str, library.EvidenceRow]:
    return {row.evidence_id: row for row in library.list_evidence(workspace, make.CYCLE)}


def newest(workspace: Workspace, key: str) -> EvidenceRevision:
    return library.load_evidence(workspace, key).revisions[0].entity


def test_what_would_break_is_told_in_the_list_and_on_the_item(workspace: Workspace) -> None:
    answer = recording.save(workspace, make.answer(ARV, rests_on="x"), 0).value.entity.id
    statement = recording.save(workspace, make.statement("cyber", regard="x"), 0).value.entity.id
    one, two = item(workspace, "one", answer), item(workspace, "two", answer)
    library_steps.link(workspace, make.CYCLE, one.id, TargetKind.THREAT_STATEMENT, statement)
    found = rows(workspace)
    assert [(found[key].used, found[key].alone) for key in ("one", "two")] == [(2, 1), (1, 0)]
    uses = library.load_evidence(workspace, "one", make.CYCLE).used_by
    assert [(use.kind, use.alone, use.number) for use in uses] == [("Answer", False, 1), ("Threat statement", True, 1)]
    assert uses[0].place is not None
    assert (uses[0].place.screen, uses[0].place.requirement_id) == ("question", ARV)
    assert uses[1].place == Place("threat", "cyber")
    library_steps.withdraw_many(workspace, [two.evidence_id], withdrawn=True)
    assert rows(workspace)["one"].alone == 2
    assert all(use.alone for use in library.load_evidence(workspace, "one").used_by)


def test_what_rests_on_an_item_is_told_by_name_and_has_its_place(workspace: Workspace) -> None:
    one = item(workspace, "one")
    body = make.record().body.id
    for kind, entity, title, place in (
        (
            TargetKind.SCRUTINY_SESSION,
            ScrutinySession("s1", make.CYCLE, "2026-02-25", "Board"),
            "25 February 2026 · Board",
            Place("scrutiny", item_id="s1"),
        ),
        (TargetKind.ACTION, Action("a1", make.CYCLE, "Buy vans"), "Buy vans", Place("actions", item_id="a1")),
        (
            TargetKind.CAPACITY_FIGURE,
            CapacityFigure("f1", body, "2025-26", "psu-declared", 3),
            "PSUs declared · 2025/26",
            Place("capacity", item_id="figure:psu-declared@2025-26"),
        ),
        (
            TargetKind.COLLABORATION_AGREEMENT,
            CollaborationAgreement("g1", body, "Aviation"),
            "Aviation",
            Place("capacity", item_id="agreement:g1"),
        ),
    ):
        recording.save(workspace, entity, 0)
        linked = library_steps.link(workspace, make.CYCLE, one.id, kind, entity.id).value
        (use,) = library.load_evidence(workspace, "one", make.CYCLE).used_by
        assert (use.title, use.place) == (title, place)
        assert library.would_break(workspace, make.CYCLE, ["one"]) == (title,)
        library_steps.put_back(workspace, linked)


def test_a_list_tells_what_is_unused_out_of_date_and_behind(workspace: Workspace) -> None:
    answer = recording.save(workspace, make.answer(ARV, rests_on="x"), 0).value.entity.id
    first = item(workspace, "used", answer, review_by="2000-01-01")
    item(workspace, "unused", review_by="2999-01-01")
    library.save_evidence(workspace, replace(first, title="Newer"), 1)
    found = rows(workspace)
    assert (found["used"].used_ever, found["used"].behind, found["used"].out_of_date) == (1, 1, True)
    assert (found["unused"].used_ever, found["unused"].behind, found["unused"].out_of_date) == (0, 0, False)


def test_many_are_changed_and_put_back_as_one_step(workspace: Workspace) -> None:
    answer = recording.save(workspace, make.answer(ARV, rests_on="x"), 0).value.entity.id
    item(workspace, "pinned", answer, owner="A")
    item(workspace, "free", owner="B")
    step = library_steps.change_many(
        workspace, ["pinned", "free"], owner="C", disclosure=PUBLIC, review_by="2027-03-31"
    ).value
    assert step.items == 2
    for key in ("pinned", "free"):
        made = newest(workspace, key)
        assert (made.number, made.owner, made.disclosure, made.review_by) == (1, "C", PUBLIC, "2027-03-31")
    again = library_steps.put_back(workspace, step).value
    assert [newest(workspace, key).owner for key in ("pinned", "free")] == ["A", "B"]
    library_steps.put_back(workspace, again)
    assert [newest(workspace, key).owner for key in ("pinned", "free")] == ["C", "C"]
    with pytest.raises(LookupError):
        library_steps.change_many(workspace, ["none"], owner="C")
    with pytest.raises(Refused):
        library_steps.change_many(workspace, ["free", "pinned"], owner="SECRET")
    assert newest(workspace, "free").owner == "C"


def test_withdrawing_many_is_put_back_as_one(workspace: Workspace) -> None:
    item(workspace, "one")
    item(workspace, "two")
    step = library_steps.withdraw_many(workspace, ["one", "two"], withdrawn=True).value
    assert [row.withdrawn for row in rows(workspace).values()] == [True, True]
    library_steps.put_back(workspace, step)
    assert [row.withdrawn for row in rows(workspace).values()] == [False, False]


def test_a_new_revision_is_taken_back_unless_something_rests_on_it(workspace: Workspace) -> None:
    answer = recording.save(workspace, make.answer(ARV, rests_on="x"), 0).value.entity.id
    first = item(workspace, "paper", answer)
    newer = library.save_evidence(workspace, replace(first, title="Second"), 1).value.entity
    again = library_steps.put_back(workspace, library_steps.NewRevision(newer)).value
    assert newest(workspace, "paper").title == "paper"
    library_steps.put_back(workspace, again)
    assert newest(workspace, "paper").title == "Second"
    step = library_steps.link(workspace, make.CYCLE, newer.id, TargetKind.ANSWER, answer).value
    assert library_steps.put_back(workspace, library_steps.NewRevision(newer)).value.items == 0
    library_steps.put_back(workspace, step)
    assert library.load_evidence(workspace, "paper").links[0].revision_id == first.id


def test_a_link_taken_away_is_put_back_with_its_pin(workspace: Workspace) -> None:
    answer = recording.save(workspace, make.answer(ARV, rests_on="x"), 0).value.entity.id
    first = item(workspace, "paper", answer)
    library.save_evidence(workspace, replace(first, title="Second"), 1)
    before = library.load_evidence(workspace, "paper").links
    step = library_steps.unlink(workspace, before[0].id).value
    assert library.load_evidence(workspace, "paper").links == ()
    library_steps.put_back(workspace, step)
    assert library.load_evidence(workspace, "paper").links == before


# Attachments.


def test_a_file_is_kept_once_and_comes_out_as_it_was(workspace: Workspace, tmp_path: Path) -> None:
    content = b"%PDF-1.7 the minutes"
    for name in ("minutes.pdf", "copy of it.pdf"):
        (tmp_path / name).write_bytes(content)
    one = attaching.keep_file(workspace, tmp_path / "minutes.pdf", "other")
    two = attaching.keep_file(workspace, tmp_path / "copy of it.pdf", "other")
    pasted = attaching.keep_bytes(workspace, content, "pasted.pdf", "other")
    assert one.sha256 == two.sha256 == pasted.sha256 == hashlib.sha256(content).hexdigest()
    assert (one.name, two.name, one.runs) == ("minutes.pdf", "copy of it.pdf", False)
    kept = [path for path in (tmp_path / "office.attachments").rglob("*") if path.is_file()]
    assert [path.name for path in kept] == [one.sha256]
    copy = attaching.copy_to(workspace, one.sha256, tmp_path / "out.pdf")
    assert copy.read_bytes() == content
    opened = attaching.copy_for_opening(workspace, one.sha256, one.name, tmp_path)
    assert (opened.read_bytes(), opened.name, opened.stat().st_mode & 0o222) == (content, "minutes.pdf", 0)
    with pytest.raises(Refused, match=r"file\.exists"):
        attaching.copy_to(workspace, one.sha256, tmp_path / "out.pdf")


def test_what_is_too_large_or_gone_is_refused_whole(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attaching, "LIMIT_BYTES", 10)
    (tmp_path / "large.pdf").write_bytes(b"x" * 11)
    (tmp_path / "right.pdf").write_bytes(b"x" * 10)
    with pytest.raises(Refused, match=r"attachment\.too-large"):
        attaching.keep_file(workspace, tmp_path / "large.pdf", "other")
    with pytest.raises(Refused, match=r"file\.missing"):
        attaching.keep_file(workspace, tmp_path, "other")
    assert not (tmp_path / "office.attachments").exists()
    assert attaching.keep_file(workspace, tmp_path / "right.pdf", "other").sha256
    assert rules.LIMIT_BYTES == 50 * 1024 * 1024


def test_no_file_is_kept_of_a_briefing(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "slides.pdf").write_bytes(b"what was said")
    with pytest.raises(Refused, match=r"attachment\.no-content"):
        attaching.keep_file(workspace, tmp_path / "slides.pdf", "briefing-received")
    assert not (tmp_path / "office.attachments").exists()


def test_what_runs_is_told_and_never_opened(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "tool.exe").write_bytes(b"MZ")
    assert attaching.look_at(tmp_path / "tool.exe")
    kept = attaching.keep_file(workspace, tmp_path / "tool.exe", "other")
    with pytest.raises(Refused, match=r"attachment\.runs"):
        attaching.copy_for_opening(workspace, kept.sha256, kept.name, tmp_path)
    assert attaching.copy_to(workspace, kept.sha256, tmp_path / "saved.exe").read_bytes() == b"MZ"


def test_a_damaged_attachment_is_not_given_out(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"as it was")
    kept = attaching.keep_file(workspace, tmp_path / "a.pdf", "other")
    file = tmp_path / "office.attachments" / kept.sha256[:2] / kept.sha256
    file.write_bytes(b"altered")
    for remove in (False, True):
        if remove:
            file.unlink()
        with pytest.raises(Refused, match=r"attachment\.missing"):
            attaching.copy_to(workspace, kept.sha256, tmp_path / "out.pdf")
        assert not (tmp_path / "out.pdf").exists()


def test_withdrawn_items_are_known_by_their_entity(workspace: Workspace) -> None:
    item(workspace, "one")
    library_steps.withdraw_many(workspace, ["one"], withdrawn=True)
    with workspace.reading() as reading:
        assert [stored.entity.id for stored in reading.find(Evidence, withdrawn=True)] == ["one"]
