"""What is derived from the entities: tables, rows and payloads; and what database errors mean to a person."""

from __future__ import annotations

import errno
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Boolean, Integer, Text

from assurance_app.domain.entities import ENTITIES, Answer, Body, EvidenceLink, EvidenceRevision, kind_of
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import BodyKind
from assurance_app.persistence import audit, errors
from assurance_app.persistence.rows import admitted, from_payload, from_row, to_payload, to_row
from assurance_app.persistence.tables import TABLES, metadata
from assurance_app.words.sentences import sentence
from tests.fixtures.persistence import answer, entities


def test_every_entity_has_a_table_with_its_fields_in_order() -> None:
    for cls in ENTITIES:
        columns = [column.name for column in TABLES[cls].columns]
        assert columns == [*cls.__dataclass_fields__, "version", "saved_at"]


def test_a_table_stands_after_those_that_it_names() -> None:
    seen: set[str] = set()
    for cls in ENTITIES:
        table = TABLES[cls]
        assert {key.column.table.name for key in table.foreign_keys} <= seen
        seen.add(table.name)


def test_fields_that_name_entities_are_foreign_keys_and_what_is_looked_up_is_indexed() -> None:
    link = TABLES[EvidenceLink]
    assert {key.parent.name: key.target_fullname for key in link.foreign_keys} == {
        "cycle_id": "cycle.id",
        "revision_id": "evidence_revision.id",
        "evidence_id": "evidence.id",
    }
    indexed = {column.name for index in link.indexes for column in index.columns}
    assert indexed == {"cycle_id", "revision_id", "evidence_id", "target_id"}


def test_columns_have_the_types_of_their_fields() -> None:
    columns = TABLES[EvidenceRevision].columns
    assert isinstance(columns["number"].type, Integer)
    assert isinstance(columns["disclosure"].type, Text)
    assert isinstance(TABLES[Body].columns["invented"].type, Boolean)
    assert TABLES[Answer].columns["position"].nullable
    assert not TABLES[Answer].columns["fields"].nullable
    assert {table.name for table in metadata().sorted_tables} >= {"meta", "framework", "draft", "payload", "audit"}


@pytest.mark.parametrize("cls", ENTITIES, ids=kind_of)
@settings(max_examples=25)
@given(data=st.data())
def test_rows_and_payloads_come_back_as_they_went(cls: type[Any], data: st.DataObject) -> None:
    entity = data.draw(entities(cls))
    row = to_row(entity)
    assert from_row(cls, [*row.values(), 7, "2026-11-20T11:02:22Z"]) == entity
    assert from_payload(cls, json.loads(json.dumps(to_payload(entity)))) == entity


def test_a_payload_of_another_kind_or_a_later_version_is_not_read() -> None:
    payload = to_payload(answer())
    with pytest.raises(ValueError, match="is not a body"):
        from_payload(Body, payload)
    with pytest.raises(ValueError, match="version 2"):
        from_payload(Answer, {**payload, "v": 2})


def test_what_is_kept_is_clean_in_every_depth() -> None:
    dirty = answer(rests_on="a\x00b\r\nc﻿", fields={"t": ({"x\x07": "y\ud800"},)})
    assert admitted(dirty) == answer(rests_on="ab\nc", fields={"t": ({"x": "y"},)})


@pytest.mark.parametrize("changes", [{"gap": "All well.\nSECRET\nMore."}, {"fields": {"t": ({"x": "TOP SECRET"},)}}])
def test_a_higher_marking_is_refused_wherever_it_stands(changes: dict[str, Any]) -> None:
    with pytest.raises(Refused, match=r"text\.marking"):
        admitted(answer(**changes))


def test_an_entry_of_the_chain_is_bound_by_each_of_its_columns() -> None:
    columns: dict[str, Any] = {
        "sequence": 1, "at": "t", "by": "b", "action": "saved", "kind": "answer", "entity_id": "a", "version": 1,
        "payload_digest": "d", "previous": "",
    }  # fmt: skip
    hashes = {audit.chained(**columns).hash}
    for name, value in columns.items():
        hashes.add(audit.chained(**{**columns, name: value + 1 if isinstance(value, int) else value + "x"}).hash)
    assert len(hashes) == 1 + len(columns)


def _error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        (sqlite3.SQLITE_FULL, "workspace.disk-full"),
        (sqlite3.SQLITE_READONLY, "workspace.read-only"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "workspace.unreachable"),
        (sqlite3.SQLITE_BUSY, "workspace.locked"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "workspace.locked"),
        (sqlite3.SQLITE_IOERR_READ, "workspace.unreachable"),
        (sqlite3.SQLITE_CANTOPEN, "workspace.unreachable"),
        (sqlite3.SQLITE_CORRUPT, "workspace.damaged"),
        (sqlite3.SQLITE_NOTADB, "workspace.damaged"),
    ],
)
def test_what_a_person_can_do_something_about_is_told(code: int, refusal: str) -> None:
    with pytest.raises(Refused) as caught, errors.told(Path("county.assurance")):
        raise _error(code)
    assert caught.value.code == refusal
    assert "county.assurance" in sentence(caught.value.code, caught.value.params)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISUSE])
def test_our_own_faults_are_left_to_raise(code: int) -> None:
    with pytest.raises(sqlite3.OperationalError), errors.told(Path("county.assurance")):
        raise _error(code)


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        (errno.ENOSPC, "workspace.disk-full"),
        (errno.EROFS, "workspace.read-only"),
        (errno.EACCES, "workspace.read-only"),
        (errno.EIO, "workspace.unreachable"),
        (errno.ENOENT, "workspace.unreachable"),
    ],
)
def test_what_the_disk_reports_is_told(number: int, refusal: str) -> None:
    told = errors.of_system(OSError(number, "as the system says it"), Path("county.assurance"))
    assert told.code == refusal
    assert "county.assurance" in sentence(told.code, told.params)


def test_a_file_that_windows_holds_open_is_told_as_in_use() -> None:
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = 32  # type: ignore[attr-defined,unused-ignore] # only Windows has it
    assert errors.of_system(error, Path("county.assurance")).code == "workspace.locked"


def test_the_kinds_of_bodies_are_columns_of_text() -> None:
    row = to_row(Body("b", "B", "B", BodyKind.COMMON_COUNCIL, "a", "f"))
    assert row["kind"] == "common-council"
