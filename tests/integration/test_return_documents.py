"""The statement and the summary inside a return: kept with it, whole, and given out as they came."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assurance_app.application import attaching
from assurance_app.application.body_page import load_body
from assurance_app.application.dumping import dump_text, give_attachments, load_from
from assurance_app.application.receiving import ReceptionKind, receive_returns
from assurance_app.application.return_documents import ReturnDocument
from assurance_app.application.workspaces import open_workspace
from assurance_app.domain.refusal import Refused
from assurance_app.exchange.returns import write_return
from assurance_app.persistence import attachments
from assurance_app.persistence.workspace import Workspace
from tests.fixtures.national import national, return_file
from tests.fixtures.returns import invented_body, office_file, office_record, package, parts_of

BODY = "westmarch"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with national(tmp_path) as workspace:
        yield workspace


def documents(workspace: Workspace) -> tuple[ReturnDocument, ...]:
    page = load_body(workspace, BODY)
    assert page is not None
    return page.documents


def files(workspace: Workspace) -> list[Path]:
    return [path for path in attachments.folder_of(workspace.path).rglob("*") if path.is_file()]


def test_each_document_is_kept_as_it_came_and_given_out_under_a_name_of_our_own(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = return_file(tmp_path / "sent", name="..;rm -rf")
    receive_returns(workspace, [path])
    sent = parts_of(path)
    found = documents(workspace)
    assert [one.file_name for one in found] == [
        "westmarch-2025-26-statement.docx",
        "westmarch-2025-26-summary.docx",
        "westmarch-2025-26-summary.xlsx",
    ]
    for one in found:
        assert one.is_kept
        opened = attaching.copy_for_opening(workspace, one.sha256, one.file_name, tmp_path)
        assert (opened.name, opened.read_bytes()) == (one.file_name, sent[one.part])
        saved = attaching.copy_to(workspace, one.sha256, tmp_path / one.part)
        assert hashlib.sha256(saved.read_bytes()).hexdigest() == one.sha256


def test_a_document_that_was_changed_beside_the_workspace_is_not_given_out(
    workspace: Workspace, tmp_path: Path
) -> None:
    receive_returns(workspace, [return_file(tmp_path / "sent")])
    first = documents(workspace)[0]
    attachments.path_of(workspace.path, first.sha256).write_bytes(b"another statement")
    with pytest.raises(Refused, match=r"attachment\.missing"):
        attaching.copy_to(workspace, first.sha256, tmp_path / "statement.docx")
    assert not (tmp_path / "statement.docx").exists()


def test_a_return_without_a_statement_has_no_place_for_one(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "a.sprreturn"
    write_return(path, replace(package(office_record(invented_body(BODY))), statement_docx=None))
    receive_returns(workspace, [path])
    assert [one.part for one in documents(workspace)] == ["summary.docx", "summary.xlsx"]


def test_nothing_is_kept_of_a_refused_file_and_all_of_it_when_it_comes_again(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = return_file(tmp_path / "sent")
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    receive_returns(workspace, [path])
    assert files(workspace) == []
    path.write_bytes(whole)
    receive_returns(workspace, [path])
    for kept in files(workspace):
        kept.unlink()
    assert {one.is_kept for one in documents(workspace)} == {False}, "as one that was received before they were kept"
    (reception,) = receive_returns(workspace, [path]).value
    assert reception.kind is ReceptionKind.SAME
    assert {one.is_kept for one in documents(workspace)} == {True}


def test_the_documents_of_every_version_go_with_a_dump(workspace: Workspace, tmp_path: Path) -> None:
    first = return_file(tmp_path / "sent")
    record = office_record(invented_body(BODY))
    later = tmp_path / "later.sprreturn"
    other = replace(package(record), made_at="2026-06-11T09:00:00Z", summary_docx=office_file(extra="word/more.xml"))
    write_return(later, other)
    receive_returns(workspace, [first, later])
    with workspace.reading() as reading:
        named = attachments.named(reading)
    assert named == {path.name for path in files(workspace)}
    assert len(named) == 2, "what is the same in several is kept once"
    assert give_attachments(workspace, tmp_path / "out") == ()
    (tmp_path / "dump.json").write_bytes(dump_text(workspace))
    (tmp_path / "again").mkdir()
    load_from(tmp_path / "again" / "n.assurance", tmp_path / "dump.json", attachments=tmp_path / "out")
    with open_workspace(tmp_path / "again" / "n.assurance", author="A. Officer") as again:
        assert {one.is_kept for one in documents(again)} == {True}
