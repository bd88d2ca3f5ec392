"""The return as a file: what it holds, that it comes out as it went in, and what writing leaves behind."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from assurance_app.domain.canonical import canonical_json
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.entities import ReceivedReturn
from assurance_app.domain.framework import Framework
from assurance_app.domain.projection import fingerprint, for_audience
from assurance_app.domain.projection import manifest as digests_of
from assurance_app.domain.record import Record
from assurance_app.domain.refusal import Refused
from assurance_app.exchange.returns import read_return, return_from_plain, return_schema, write_return
from assurance_app.words.sentences import sentence
from tests.fixtures.returns import (
    HOSTILE,
    MADE_AT,
    WITHHELD,
    YEAR,
    invented_body,
    office_file,
    office_record,
    package,
    parts_of,
    spr,
    written,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return written(tmp_path / "westmarch-2025-26.sprreturn")


def in_order(record: Record) -> dict[str, object]:
    """The parts of a record by name; in which order rows stand is no part of what they say."""
    parts = {part.name: getattr(record, part.name) for part in fields(record)}
    return {
        name: sorted(part, key=lambda row: str(row.id)) if isinstance(part, tuple) else part
        for name, part in parts.items()
    }


def test_what_partners_may_read_comes_out_as_it_went_in(path: Path) -> None:
    record = office_record()
    received = read_return(path)
    assert in_order(received.record) == in_order(for_audience(record, Audience.APCC))
    assert {row.regard for row in received.record.threat_statements} == {f"I had regard. {HOSTILE}"}
    assert (received.body_id, received.body_name, received.year) == ("westmarch", "Westmarch PCC", YEAR)
    assert (received.draft, received.before_panel, received.made_at) == (False, True, MADE_AT)
    assert received.fingerprint == fingerprint(record)
    assert received.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert received.file_name == path.name


def test_what_is_withheld_stands_nowhere_in_the_file(path: Path) -> None:
    for name, data in parts_of(path).items():
        assert WITHHELD.encode() not in data, name
    assert "The direction was set in public." in parts_of(path)["content.json"].decode()


def test_the_manifest_says_what_the_return_is(path: Path) -> None:
    parts, record = parts_of(path), office_record()
    head = json.loads(parts["manifest.json"])
    assert list(parts) == [
        "manifest.json",
        "content.json",
        "framework.json",
        "summary.docx",
        "summary.xlsx",
        "statement.docx",
    ]
    assert head["format"] == "sprreturn"
    assert head["schema_version"] == 1
    assert head["framework"] == {"id": "spr-2023", "revision": spr().revision, "hash": spr().hash}
    assert head["digests"] == digests_of(record)["digests"]
    assert head["parts"] == {
        name: hashlib.sha256(data).hexdigest() for name, data in parts.items() if name != "manifest.json"
    }
    for name in ("manifest.json", "content.json", "framework.json"):
        assert canonical_json(json.loads(parts[name])) == parts[name]


def test_the_same_package_makes_the_same_bytes(path: Path, tmp_path: Path) -> None:
    again = written(tmp_path / "other-name.sprreturn")
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("before_panel", [True, False, None])
@pytest.mark.parametrize("draft", [True, False])
def test_a_draft_and_the_panel_are_told(tmp_path: Path, draft: bool, before_panel: bool | None) -> None:
    path = tmp_path / "x.sprreturn"
    write_return(path, package(office_record(), draft=draft, before_panel=before_panel))
    received = read_return(path)
    assert (received.draft, received.before_panel) == (draft, before_panel)
    assert (received.as_return().draft, received.as_return().before_panel) == (draft, before_panel)


def test_the_statement_can_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "x.sprreturn"
    write_return(path, replace(package(office_record()), statement_docx=None))
    assert "statement.docx" not in parts_of(path)
    assert read_return(path).body_id == "westmarch"


def test_a_return_on_an_edition_that_does_not_ship_is_read_with_its_own(tmp_path: Path) -> None:
    edition = replace(spr(), id="spr-2031", revision=3, sections=tuple(s for s in spr().sections if s.id != "cyber"))
    received = read_return(written(tmp_path / "x.sprreturn", office_record(framework=edition)))
    assert received.record.framework == edition
    assert received.framework_hash == edition.hash != spr().hash


def test_an_empty_year_can_be_returned(tmp_path: Path) -> None:
    record = replace(
        office_record(), answers=(), threat_statements=(), evidence=(), links=(), clearances=(), office_holders=()
    )
    assert read_return(written(tmp_path / "x.sprreturn", record)).record.answers == ()


# What writing leaves behind


def test_what_cannot_be_read_back_is_not_left_behind(tmp_path: Path) -> None:
    path = written(tmp_path / "x.sprreturn")
    before = path.read_bytes()
    record = office_record()
    marked = replace(record, threat_statements=(replace(record.threat_statements[0], concluded="TOP SECRET"),))
    with pytest.raises(Refused) as refused:
        write_return(path, package(marked))
    assert refused.value.code == "return.unreadable"
    assert refused.value.params["path"] == path
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_summary_that_is_no_word_file_is_not_sent(tmp_path: Path) -> None:
    for wrong in (b"", b"not a zip", office_file(extra="word/vbaProject.bin")):
        with pytest.raises(Refused, match=r"return\.unreadable"):
            write_return(tmp_path / "x.sprreturn", replace(package(office_record()), summary_docx=wrong))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"file\.unwritable"):
        written(tmp_path / "nowhere" / "x.sprreturn")


# Reading what is not there


@pytest.mark.parametrize(("name", "code"), [("nothing.sprreturn", "file.missing"), ("", "file.unreadable")])
def test_a_file_that_is_not_there_is_said(tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_return(tmp_path / name)
    assert refused.value.code == code
    assert str(tmp_path) in sentence(refused.value.code, refused.value.params)


# What a national workspace keeps


def received_as_kept(path: Path) -> tuple[ReceivedReturn, dict[str, object]]:
    received = read_return(path)
    kept: dict[str, object] = {
        "content-digest": json.loads(json.dumps(received.as_plain())),
        received.framework_hash: json.loads(json.dumps(received.framework_as_plain())),
    }
    entity = ReceivedReturn(
        id="westmarch.2025-26",
        body_id=received.body_id,
        year=received.year,
        file_name=received.file_name,
        sha256=received.sha256,
        received_at=MADE_AT,
        draft=received.draft,
        fingerprint=received.fingerprint,
        content="content-digest",
    )
    return entity, kept


def test_what_was_kept_is_the_return_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entity, kept = received_as_kept(path)
    known: dict[str, Framework] = {}
    monkeypatch.setattr("assurance_app.exchange.return_checks._frameworks", known)
    found = return_from_plain(entity, kept.get)
    assert found == read_return(path).as_return()
    assert [framework.hash for framework in known.values()] == [spr().hash]


def test_what_was_erased_is_said(path: Path) -> None:
    entity, _kept = received_as_kept(path)
    with pytest.raises(Refused, match=r"return\.unreadable"):
        return_from_plain(entity, lambda digest: None)


# The published schema


def test_the_published_schema_fits_what_is_written(path: Path) -> None:
    schema = return_schema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    plain = {name: json.loads(data) for name, data in parts_of(path).items() if name.endswith(".json")}
    assert not list(validator.iter_errors(plain))
    for name in plain:
        more = {**plain, name: {**plain[name], "more": 1}}
        assert list(validator.iter_errors(more)), name
    body = invented_body("x", "y")
    wrong = json.loads(json.dumps(plain))
    wrong["content.json"]["record"]["body"]["kind"] = body.name_as_used
    assert list(validator.iter_errors(wrong))
