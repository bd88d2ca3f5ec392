"""Statements that the APCC entered, with their files; permissions, extracts, the officer's words and the clearance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assurance_app.application import entering, permissions, recording, summarising
from assurance_app.application.dumping import dump_text, give_attachments, load_from, verify
from assurance_app.application.library_steps import put_back as put_step_back
from assurance_app.application.receiving import receive_returns
from assurance_app.application.restoring import put_back
from assurance_app.application.summary_page import load_summary
from assurance_app.application.tracker import load_tracker
from assurance_app.application.workspaces import open_workspace
from assurance_app.domain.commissioning import (
    EnteredReturn,
    ExtractAnswer,
    Permission,
    PermissionKind,
    SummaryClearance,
    SummaryText,
    Voice,
)
from assurance_app.domain.content import ContentTree, Paragraph, spoken_text
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.refusal import Refused
from assurance_app.domain.tracker import TrackerFlag, TrackerState
from assurance_app.domain.values import Opinion
from assurance_app.persistence import attachments
from assurance_app.persistence.unit_of_work import UnitOfWork
from assurance_app.persistence.workspace import Workspace
from tests.fixtures.national import national, return_file
from tests.fixtures.returns import YEAR

PASSAGE = "The commissioner was satisfied that the force could deploy at once."


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with national(tmp_path) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What Westmarch sent: an approved return, and a draft."""
    folder = tmp_path_factory.mktemp("sent")
    return {"west": return_file(folder), "west-draft": return_file(folder, draft=True, name="draft")}


def page(workspace: Workspace, body_id: str = "westmarch") -> entering.EnteredPage:
    found = entering.load_entered(workspace, YEAR, body_id)
    assert found is not None
    return found


def enter(workspace: Workspace, body_id: str = "westmarch") -> EnteredReturn:
    """A statement entered with one passage, as the page lets the officer write it."""
    entering.begin_entered(workspace, YEAR, body_id)
    shown = page(workspace, body_id).entered
    first, *rest = shown.entity.threats
    written = replace(
        first, is_mentioned=True, influence="It moved a patrol.", conclusion=Opinion.ASSURED, voice=Voice.BODY,
        page="12", passage=PASSAGE,
    )  # fmt: skip
    given = replace(
        shown.entity, title="Annual report", link="https://westmarch.example/report", read_on="2026-06-02",
        read_by="A. Officer", published_on="2026-05-30", threats=(written, *rest),
    )  # fmt: skip
    return recording.save(workspace, given, shown.version).value.entity


# Entered statements


def test_a_statement_is_entered_threat_by_threat_and_counted_as_entered(workspace: Workspace) -> None:
    entered = enter(workspace)
    shown = page(workspace)
    assert shown.entered.entity == entered
    assert [threat.id for threat in shown.threats] == [line.section_id for line in entered.threats]
    assert len(shown.threats) == 7
    assert not shown.stands_aside
    row = next(row for row in load_tracker(workspace).rows if row.body.id == "westmarch")
    assert (row.state, row.entered) == (TrackerState.ENTERED, entered)
    with pytest.raises(Refused, match=r"entered\.there"):
        entering.begin_entered(workspace, YEAR, "westmarch")
    assert entering.load_entered(workspace, YEAR, "eastmarch") is None


def test_showing_a_page_changes_nothing_and_typing_is_a_draft(workspace: Workspace) -> None:
    entering.begin_entered(workspace, YEAR, "westmarch")
    before = dump_text(workspace)
    shown = page(workspace).entered
    assert dump_text(workspace) == before
    recording.draft(workspace, replace(shown.entity, note="Typ"), shown.version)
    assert page(workspace).entered.is_draft
    assert page(workspace).entered.entity.note == "Typ"
    assert recording.promote_drafts(workspace).value == 1
    assert page(workspace).entered.entity.note == "Typ"
    assert page(workspace).entered.version == shown.version + 1


def test_a_marking_in_a_passage_is_refused(workspace: Workspace) -> None:
    entering.begin_entered(workspace, YEAR, "westmarch")
    shown = page(workspace).entered
    first, *rest = shown.entity.threats
    spoilt = replace(shown.entity, threats=(replace(first, passage="SECRET"), *rest))
    with pytest.raises(Refused, match=r"text\.marking"):
        recording.save(workspace, spoilt, shown.version)
    assert page(workspace).entered.version == 1


def test_a_received_return_takes_precedence_and_a_draft_does_not(workspace: Workspace, sent: dict[str, Path]) -> None:
    enter(workspace)
    receive_returns(workspace, [sent["west-draft"]])
    assert not page(workspace).stands_aside
    assert load_tracker(workspace).counts[TrackerState.ENTERED] == 1
    receive_returns(workspace, [sent["west"]])
    assert page(workspace).stands_aside
    (row,) = load_tracker(workspace).with_flag(TrackerFlag.STANDS_ASIDE)
    assert (row.body.id, row.state) == ("westmarch", TrackerState.RECEIVED)


def test_what_was_entered_is_taken_away_and_put_back(workspace: Workspace) -> None:
    entered = enter(workspace)
    step = entering.remove_entered(workspace, YEAR, "westmarch").value
    assert entering.load_entered(workspace, YEAR, "westmarch") is None
    put_back(workspace, step)
    assert page(workspace).entered.entity == entered


def test_the_threats_are_those_of_the_edition_and_none_that_was_entered_is_lost(workspace: Workspace) -> None:
    entered = enter(workspace)
    extra = replace(entered.threats[0], section_id="an-older-threat")
    held = page(workspace).entered
    recording.save(workspace, replace(entered, framework_id="unknown", threats=(extra,)), held.version)
    lines = page(workspace).entered.entity.threats
    assert [line.section_id for line in lines][-1] == "an-older-threat"
    assert len(lines) == 8


# Their files


def test_the_document_is_kept_by_its_content_and_goes_along_with_a_dump(workspace: Workspace, tmp_path: Path) -> None:
    enter(workspace)
    document = tmp_path / "report.pdf"
    document.write_bytes(b"%PDF-1.7 a report")
    held = page(workspace).entered
    stored = entering.attach(workspace, held.entity, held.version, document).value
    assert stored.entity.attachment_name == "report.pdf"
    kept = attachments.path_of(workspace.path, stored.entity.attachment)
    assert kept.read_bytes() == document.read_bytes()
    with workspace.reading() as reading:
        assert attachments.current(reading) == attachments.named(reading) == {stored.entity.attachment}
    assert give_attachments(workspace, tmp_path / "out") == ()
    (tmp_path / "dump.json").write_bytes(dump_text(workspace))
    (tmp_path / "again").mkdir()
    load_from(tmp_path / "again" / "n.assurance", tmp_path / "dump.json", attachments=tmp_path / "out")
    with open_workspace(tmp_path / "again" / "n.assurance", author="A. Officer") as again:
        assert attachments.path_of(again.path, stored.entity.attachment).is_file()
        assert dump_text(again) == dump_text(workspace)
    recording.save(workspace, replace(stored.entity, attachment="", attachment_name=""), stored.version)
    with workspace.reading() as reading:
        assert attachments.current(reading) == frozenset()
        assert attachments.named(reading) == {stored.entity.attachment}


def test_a_crash_between_the_file_and_its_row_leaves_no_row_without_a_file(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(workspace)
    document = tmp_path / "report.docx"
    document.write_bytes(b"a report")
    held = page(workspace).entered
    before = dump_text(workspace)

    def dies(*_given: Any, **_named: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(UnitOfWork, "put", dies)
        with pytest.raises(KeyboardInterrupt):
            entering.attach(workspace, held.entity, held.version, document)
    assert dump_text(workspace) == before
    stored = entering.attach(workspace, held.entity, held.version, document).value
    with workspace.reading() as reading:
        assert attachments.missing(workspace.path, attachments.named(reading)) == ()
    with pytest.raises(Refused, match=r"change\.stale"):
        entering.attach(workspace, held.entity, held.version, document)
    assert page(workspace).entered.version == stored.version


def test_a_file_that_cannot_be_kept_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    enter(workspace)
    held = page(workspace).entered
    with pytest.raises(Refused, match=r"file\.missing"):
        entering.attach(workspace, held.entity, held.version, tmp_path / "none.pdf")
    assert page(workspace).entered == held


# Permissions


def granted(workspace: Workspace) -> tuple[Permission, ...]:
    with workspace.reading() as reading:
        return permissions.standing(reading, YEAR)


def test_a_name_is_asked_for_granted_withdrawn_and_each_step_can_be_undone(workspace: Workspace) -> None:
    asked = permissions.ask_to_name(workspace, YEAR, "westmarch", "2026-06-10").value
    (row,) = permissions.list_permissions(workspace)
    assert (row.body.id, row.permission.entity.kind, granted(workspace)) == ("westmarch", PermissionKind.NAME, ())
    key = row.permission.entity.id
    with pytest.raises(Refused, match=r"permission\.incomplete"):
        permissions.grant(workspace, key, "A. Holder", " ", "2026-06-12")
    step = permissions.grant(workspace, key, "A. Holder", "Commissioner", "2026-06-12").value
    assert [permission.body_id for permission in granted(workspace)] == ["westmarch"]
    gone = permissions.withdraw(workspace, key, "2026-06-20").value
    assert granted(workspace) == ()
    put_step_back(workspace, gone)
    assert len(granted(workspace)) == 1
    put_step_back(workspace, step)
    assert granted(workspace) == ()
    put_back(workspace, asked)
    assert permissions.list_permissions(workspace) == ()


def test_only_the_words_of_a_body_can_be_quoted(workspace: Workspace, sent: dict[str, Path]) -> None:
    receive_returns(workspace, [sent["west"]])
    enter(workspace, "eastmarch")
    words = "I asked for the times and\nnot only  the averages."
    permissions.ask_to_quote(workspace, YEAR, "westmarch", words, "2026-06-10", section_id="terrorism")
    permissions.ask_to_quote(workspace, YEAR, "eastmarch", PASSAGE, "2026-06-10", is_good_practice=True)
    for body_id, text in (("eastmarch", words), ("westmarch", PASSAGE), ("northmarch", "Anything.")):
        with pytest.raises(Refused, match=r"permission\.not-its-words"):
            permissions.ask_to_quote(workspace, YEAR, body_id, text, "2026-06-10")
    with pytest.raises(Refused, match=r"permission\.no-words"):
        permissions.ask_to_quote(workspace, YEAR, "westmarch", " ", "2026-06-10")
    permissions.ask_to_name(workspace, YEAR, "westmarch", "2026-06-10")
    rows = permissions.list_permissions(workspace, YEAR)
    assert [(row.body.id, row.permission.entity.kind.value) for row in rows] == [
        ("eastmarch", "quote"), ("westmarch", "name"), ("westmarch", "quote"),
    ]  # fmt: skip
    assert len(permissions.list_permissions(workspace, YEAR, "eastmarch")) == 1
    removed = permissions.remove_permission(workspace, rows[0].permission.entity.id).value
    assert len(permissions.list_permissions(workspace)) == 2
    put_back(workspace, removed)
    assert len(permissions.list_permissions(workspace)) == 3


# Extracts


def test_an_extract_is_sent_answered_and_seen_to_have_changed_since(workspace: Workspace) -> None:
    text = "The summary says of Westmarch: assured on terrorism."
    permissions.send_extract(workspace, YEAR, "westmarch", text, "office@westmarch.example", "2026-07-01")
    (row,) = permissions.list_extracts(workspace, now={"westmarch": text})
    assert (row.text, row.is_changed, row.extract.entity.answer) == (text, False, ExtractAnswer.WAITING)
    (row,) = permissions.list_extracts(workspace, now={"westmarch": "Something else."})
    assert row.is_changed
    key = row.extract.entity.id
    with pytest.raises(Refused, match=r"extract\.no-answer"):
        permissions.answer_extract(workspace, key, ExtractAnswer.AGREED, "", "2026-07-03")
    step = permissions.answer_extract(
        workspace, key, ExtractAnswer.CHANGES_ASKED, "A. Clerk", "2026-07-03", "Say “partly assured”."
    ).value
    (row,) = permissions.list_extracts(workspace)
    assert (row.extract.entity.words, row.is_changed) == ("Say “partly assured”.", False)
    put_step_back(workspace, step)
    assert permissions.list_extracts(workspace)[0].extract.entity.answer is ExtractAnswer.WAITING
    permissions.send_extract(workspace, YEAR, "westmarch", "A second one.", "office@westmarch.example", "2026-07-05")
    assert [row.text for row in permissions.list_extracts(workspace)] == ["A second one.", text]
    removed = permissions.remove_extract(workspace, key).value
    assert len(permissions.list_extracts(workspace)) == 1
    put_back(workspace, removed)
    assert permissions.list_extracts(workspace)[1].text == text


@pytest.mark.parametrize(
    ("text", "to", "on", "code"),
    [(" ", "x", "2026-07-01", "extract.nothing"), ("Words.", " ", "2026-07-01", "extract.incomplete"),
     ("Words.", "x", "", "extract.incomplete")],
)  # fmt: skip
def test_an_extract_needs_words_a_reader_and_a_day(
    workspace: Workspace, text: str, to: str, on: str, code: str
) -> None:
    before = dump_text(workspace)
    with pytest.raises(Refused) as caught:
        permissions.send_extract(workspace, YEAR, "westmarch", text, to, on)
    assert caught.value.code == code
    assert dump_text(workspace) == before


# The officer's words and the clearance


def tree(words: str, date: str = "2026-07-01") -> ContentTree:
    return ContentTree("Summary", "", "APCC", Audience.APCC, "OFFICIAL", date, (Paragraph(words),))


def test_the_officers_words_are_typed_kept_and_read_by_part(workspace: Workspace) -> None:
    blank = SummaryText(f"{YEAR}/gaps", YEAR, "gaps")
    recording.draft(workspace, replace(blank, text="Being typed"), 0)
    assert load_summary(workspace, YEAR).texts["gaps"].entity.text == "Being typed"
    recording.save(workspace, replace(blank, text="Many gaps are shared."), 0)
    recording.save(workspace, SummaryText(f"{YEAR}/who-returned", YEAR, "who-returned", " "), 0)
    page = load_summary(workspace, YEAR)
    assert page.texts["gaps"].entity.text == "Many gaps are shared."
    said = list(spoken_text(page.tree))
    assert "Many gaps are shared." in said
    assert not any(not text.strip() for text in said), "what is blank says nothing"
    assert len(recording.history(workspace, SummaryText, f"{YEAR}/gaps")) == 1


def cleared(workspace: Workspace) -> SummaryClearance | None:
    with workspace.reading() as reading:
        stored = reading.get(SummaryClearance, YEAR)
    return stored.entity if stored else None


def test_the_clearance_is_bound_to_what_was_cleared(workspace: Workspace) -> None:
    now = summarising.digest_of_summary(tree("As it is."))
    assert summarising.digest_of_summary(tree("As it is.", "2026-08-01")) == now
    assert summarising.digest_of_summary(tree("As it is now.")) != now
    with pytest.raises(Refused, match=r"clearance\.incomplete"):
        summarising.clear_summary(workspace, YEAR, "", "Portfolio lead", "2026-07-10", now)
    assert cleared(workspace) is None
    step = summarising.clear_summary(workspace, YEAR, "A. Lead", "Portfolio lead", "2026-07-10", now).value
    assert cleared(workspace) == SummaryClearance(YEAR, YEAR, "A. Lead", "Portfolio lead", "2026-07-10", now)
    put_step_back(workspace, step)
    assert cleared(workspace) is None
    summarising.clear_summary(workspace, YEAR, "A. Lead", "Portfolio lead", "2026-07-10", now)
    summarising.withdraw_clearance(workspace, YEAR)
    assert cleared(workspace) is None


def test_everything_recorded_dumps_loads_and_verifies(
    workspace: Workspace, sent: dict[str, Path], tmp_path: Path
) -> None:
    receive_returns(workspace, [sent["west"]])
    enter(workspace, "eastmarch")
    permissions.ask_to_quote(workspace, YEAR, "eastmarch", PASSAGE, "2026-06-10")
    permissions.send_extract(workspace, YEAR, "westmarch", "An extract.", "x@y", "2026-07-01")
    blank = SummaryText(f"{YEAR}/gaps", YEAR, "gaps")
    recording.draft(workspace, replace(blank, text="Being typed"), 0)
    summarising.clear_summary(workspace, YEAR, "A. Lead", "Portfolio lead", "2026-07-10", "0" * 64)
    whole = dump_text(workspace)
    (tmp_path / "dump.json").write_bytes(whole)
    load_from(tmp_path / "again.assurance", tmp_path / "dump.json")
    with open_workspace(tmp_path / "again.assurance", author="A. Officer") as again:
        assert dump_text(again) == whole
        assert permissions.list_extracts(again)[0].text == "An extract."
    assert verify(tmp_path / "again.assurance", author="A. Officer").entries > 10
