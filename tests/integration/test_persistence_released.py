"""Workspaces and dumps of every released schema open. The files were made by the program that wrote that schema."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from assurance_app.application.dumping import dump_text, load_from
from assurance_app.domain.commissioning import Commission, ExpectedBody
from assurance_app.domain.entities import Answer, Body, ReceivedReturn, ThreatStatement
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import WorkspaceKind
from assurance_app.exchange.returns import return_from_plain
from assurance_app.persistence import audit, backup, header
from assurance_app.persistence.workspace import Workspace
from tests.fixtures.persistence import bytes_around

RELEASED = Path(__file__).resolve().parents[1] / "fixtures" / "workspaces"


def unpacked(name: str, folder: Path) -> Path:
    """A file as it was made then, ready to be used."""
    path = folder / name
    path.write_bytes(lzma.decompress((RELEASED / f"{name}.xz").read_bytes()))
    return path


@pytest.mark.parametrize("name", ["office-1.assurance", "national-1.assurance"])
def test_a_workspace_of_schema_1_opens_with_a_backup_and_nothing_lost(tmp_path: Path, name: str) -> None:
    path = unpacked(name, tmp_path)
    before = path.read_bytes()
    assert header.number(before, 60) == 1
    with Workspace.open(path, author="A. Officer") as workspace, workspace.reading() as reading:
        audit.verify(reading)
        entries = len(reading.audit())
        assert not reading.find(Commission)
        assert not reading.find(ExpectedBody)
    assert header.number(path.read_bytes(), 60) == header.SCHEMA
    (kept,) = backup.listed(path)
    assert header.number(kept.path.read_bytes(), 60) == 1
    with Workspace.open(path, author="A. Officer") as workspace, workspace.reading() as reading:
        assert len(reading.audit()) == entries > 1
    assert len(backup.listed(path)) == 1


def test_what_an_office_typed_then_is_there(tmp_path: Path) -> None:
    with Workspace.open(unpacked("office-1.assurance", tmp_path), author="A. Officer") as workspace:
        assert workspace.kind is WorkspaceKind.OFFICE
        with workspace.reading() as reading:
            assert reading.find(Body)[0].entity.id == "fenmarch"
            assert len(reading.find(Answer)) > 50
            (draft,) = reading.drafts()
            assert isinstance(draft.entity, ThreatStatement)
            assert draft.entity.regard.endswith("Typed and not yet left.")
            assert reading.search(["assurance"], draft.entity.cycle_id, 5)


def test_a_return_that_was_received_then_can_be_read(tmp_path: Path) -> None:
    with Workspace.open(unpacked("national-1.assurance", tmp_path), author="A. Officer") as workspace:
        assert workspace.kind is WorkspaceKind.NATIONAL
        with workspace.reading() as reading:
            (stored,) = reading.find(ReceivedReturn)
            assert (stored.entity.body_id, stored.entity.made_at, stored.entity.came_on) == ("fenmarch", "", "")
            found = return_from_plain(stored.entity, reading.payload)
            assert found.record.body.name_as_used
            assert len(found.record.answers) > 50


def test_who_only_reads_leaves_it_as_it_was(tmp_path: Path) -> None:
    path = unpacked("national-1.assurance", tmp_path)
    before = bytes_around(path)
    with Workspace.open(path, author="A. Officer", write=False) as workspace, workspace.reading() as reading:
        assert len(reading.find(ReceivedReturn)) == 1
    assert bytes_around(path) == before


def test_a_schema_to_come_is_refused_untouched(tmp_path: Path) -> None:
    path = unpacked("national-1.assurance", tmp_path)
    spoilt = bytearray(path.read_bytes())
    spoilt[60:64] = (header.SCHEMA + 1).to_bytes(4, "big")
    path.write_bytes(spoilt)
    before = bytes_around(path)
    with pytest.raises(Refused, match=r"workspace\.newer"):
        Workspace.open(path, author="A. Officer")
    assert bytes_around(path) == before


def test_a_dump_of_then_loads_and_is_what_the_workspace_of_then_became(tmp_path: Path) -> None:
    old = unpacked("national-1.json", tmp_path)
    assert json.loads(old.read_bytes())["v"] == 1
    load_from(tmp_path / "loaded.assurance", old)
    with Workspace.open(unpacked("national-1.assurance", tmp_path), author="A. Officer") as workspace:
        migrated = dump_text(workspace)
    with Workspace.open(tmp_path / "loaded.assurance", author="A. Officer") as workspace:
        assert dump_text(workspace) == migrated
    again = tmp_path / "again.json"
    again.write_bytes(migrated)
    load_from(tmp_path / "again.assurance", again)
    with Workspace.open(tmp_path / "again.assurance", author="A. Officer") as workspace:
        assert dump_text(workspace) == migrated


@pytest.mark.parametrize("plain", [{"v": 1}, {"v": 1, "entities": []}, {"v": 1, "entities": {"received_return": [1]}}])
def test_what_only_claims_to_be_an_earlier_dump_is_refused(tmp_path: Path, plain: object) -> None:
    source = tmp_path / "dump.json"
    source.write_text(json.dumps(plain), encoding="utf-8")
    with pytest.raises(Refused, match=r"load\.not-a-dump"):
        load_from(tmp_path / "x.assurance", source)
    assert not (tmp_path / "x.assurance").exists()
