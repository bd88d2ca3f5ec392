"""A workspace as JSON and back, byte for byte; and what is not a dump makes nothing."""

from __future__ import annotations

import copy
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assurance_app.domain.canonical import canonical_json
from assurance_app.domain.entities import ENTITIES, Answer, Approval, Entity, Evidence, EvidenceRevision, kind_of
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import WorkspaceKind
from assurance_app.persistence import attachments, audit
from assurance_app.persistence import dump as dumping
from assurance_app.persistence.workspace import Workspace
from assurance_app.words.sentences import sentence
from tests.fixtures.persistence import Ticking, bytes_around, fill, framework, new_workspace, records

SHA = hashlib.sha256(b"minutes").hexdigest()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "westmarch.assurance"
    with new_workspace(path) as workspace:
        fill(workspace)
    return path


@pytest.fixture
def plain(path: Path) -> dict[str, Any]:
    return dump_of(path)


def dump_of(path: Path) -> dict[str, Any]:
    with Workspace.open(path, author="A. Officer", write=False) as workspace, workspace.reading() as reading:
        return dumping.dump(reading)


def load(path: Path, plain: object, folder: Path | None = None) -> Path:
    target = path.with_name("loaded") / "loaded.assurance"
    target.parent.mkdir(exist_ok=True)
    dumping.load(target, plain, attachments=folder, source_name="dump.json")
    return target


def test_what_is_loaded_dumps_to_the_same_bytes(path: Path, plain: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "dump.json"
    file.write_bytes(dumping.file_of(plain))
    loaded = load(path, dumping.read(file))
    assert dumping.file_of(dump_of(loaded)) == file.read_bytes()
    assert [item.name for item in loaded.parent.iterdir()] == ["loaded.assurance"]
    with Workspace.open(loaded, author="A. Officer") as workspace, workspace.reading() as reading:
        assert workspace.kind is WorkspaceKind.OFFICE
        audit.verify(reading)
        assert len(reading.drafts()) == 2
        assert len(reading.history(Answer, "westmarch/2025-26/terrorism.r3")) == 2


def test_a_dump_is_one_line_of_canonical_json_and_nothing_depends_on_the_moment(path: Path) -> None:
    first, second = dumping.file_of(dump_of(path)), dumping.file_of(dump_of(path))
    assert first == second == canonical_json(json.loads(first)) + b"\n"


def test_a_dump_holds_every_kind_in_order(plain: dict[str, Any]) -> None:
    assert list(plain["entities"]) == [kind_of(cls) for cls in ENTITIES]
    assert plain["meta"] == {"colour": "blue", "created_at": "2026-11-20T11:02:24.000Z"}
    assert plain["kind"] == "office"


def test_a_dump_fits_its_schema(plain: dict[str, Any]) -> None:
    schema = dumping.workspace_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(plain, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**plain, "more": 1}, schema)


@settings(max_examples=20)
@given(found=records(), data=st.data())
def test_any_record_dumps_and_loads_byte_for_byte(found: tuple[Entity, ...], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.assurance"
        kind = data.draw(st.sampled_from(WorkspaceKind))
        with Workspace.create(path, kind, author=data.draw(st.text(max_size=9)), clock=Ticking()) as workspace:
            with workspace.unit_of_work() as work:
                work.put_framework(framework())
                for entity in found:
                    fate = data.draw(st.sampled_from(["put", "put", "put", "draft", "erase", "delete"]))
                    work.put(entity, 0)
                    if fate == "draft":
                        work.save_draft(entity, 1)
                    elif fate == "erase" and isinstance(entity, Answer | Approval):
                        work.erase(type(entity), entity.id, reason="A reason.")
                    elif fate == "delete" and isinstance(entity, Answer | Approval):
                        work.delete(type(entity), entity.id, 1)
                work.commit()
            with workspace.reading() as reading:
                for entity in found:
                    stored = reading.get(type(entity), entity.id)
                    assert stored is None or stored.entity == entity
                file = dumping.file_of(dumping.dump(reading))
        target = Path(folder) / "y.assurance"
        dumping.load(target, json.loads(file), attachments=None, source_name="dump.json")
        assert dumping.file_of(dump_of(target)) == file


# What is not a dump


def _put(*place: str | int, value: object) -> Callable[[Any], None]:
    def change(plain: Any) -> None:
        for step in place[:-1]:
            plain = plain[step]
        plain[place[-1]] = value

    return change


def _remove(*place: str | int) -> Callable[[Any], None]:
    def change(plain: Any) -> None:
        for step in place[:-1]:
            plain = plain[step]
        del plain[place[-1]]

    return change


def _twice(plain: Any) -> None:
    plain["entities"]["answer"] *= 2


def _reversed(plain: Any) -> None:
    plain["entities"]["evidence_revision"].reverse()


def _shortened(plain: Any) -> None:
    plain["audit"].pop()


def _deep(plain: Any) -> None:
    value: Any = 1
    for _ in range(200):
        value = [value]
    plain["entities"]["answer"][0]["entity"]["fields"] = {"deep": value}


_FIRST = ("entities", "answer", 0, "entity")
REFUSED: dict[str, tuple[Callable[[Any], None], str, str]] = {
    "another format": (_put("format", value="something"), "load.not-a-dump", "format"),
    "a later version": (_put("v", value=3), "load.not-a-dump", "v"),
    "true for a version": (_put("v", value=True), "load.not-a-dump", "v"),
    "an unknown key": (_put("more", value=1), "load.not-a-dump", "more"),
    "an unknown field": (_put(*_FIRST, "colour", value="blue"), "load.not-a-dump", "entities.answer[0].entity.colour"),
    "a field lacking": (_remove(*_FIRST, "gap"), "load.not-a-dump", "entities.answer[0].entity.gap"),
    "a kind lacking": (_remove("entities", "clearance"), "load.not-a-dump", "entities.clearance"),
    "a number for a text": (_put(*_FIRST, "gap", value=1), "load.not-a-dump", "entities.answer[0].entity.gap"),
    "a truth for a number": (_put("audit", 0, "version", value=True), "load.not-a-dump", "audit[0].version"),
    "an unknown opinion": (_put(*_FIRST, "view", value="happy"), "load.not-a-dump", "entities.answer[0].entity.view"),
    "a text not clean": (_put(*_FIRST, "gap", value="a\x07"), "load.not-a-dump", "entities.answer[0].entity.gap"),
    "a lone surrogate": (_put(*_FIRST, "gap", value="\ud800"), "load.not-a-dump", "entities.answer[0].entity.gap"),
    "a key that is not clean": (_put(*_FIRST, "fields", value={"a\x00": 1}), "load.not-a-dump", "fields"),
    "a fraction": (_put(*_FIRST, "fields", value={"n": 1.5}), "load.not-a-dump", "entities.answer[0].entity.fields.n"),
    "a number too large": (_put(*_FIRST, "fields", value={"n": 2**53}), "load.not-a-dump", "fields.n"),
    "too deep": (_deep, "load.not-a-dump", "too deeply"),
    "a higher marking": (_put(*_FIRST, "gap", value="SECRET"), "text.marking", "SECRET"),
    "an id twice": (_twice, "load.not-a-dump", "entities.answer"),
    "a parent lacking": (_put("entities", "body", value=[]), "load.not-a-dump", "entities.office_holder"),
    "another order": (_reversed, "load.not-a-dump", "order"),
    "a draft of something else": (_put("drafts", 0, "id", value="x"), "load.not-a-dump", "drafts"),
    "a draft of no kind": (_put("drafts", 0, "kind", value="x"), "load.not-a-dump", "drafts[0].kind"),
    "a draft of a later version": (_put("drafts", 0, "payload", "v", value=2), "load.not-a-dump", "version 2"),
    "a moment that is none": (_put("audit", 0, "at", value="today"), "load.not-a-dump", "audit[0].at"),
    "an empty id": (_put(*_FIRST, "id", value=""), "load.not-a-dump", "entities.answer[0].entity.id"),
    "words altered": (_put(*_FIRST, "rests_on", value="Other words."), "audit.broken", "6"),
    "a content altered": (_put("payloads", 0, "body", value={"other": 1}), "audit.broken", "content"),
    "an entry altered": (_put("audit", 2, "by", value="Somebody"), "audit.broken", "3"),
    "an entry lacking": (_shortened, "audit.broken", ""),
    "the second kind of setting": (_put("meta", "kind", value="office"), "load.not-a-dump", "meta"),
    "a framework that is none": (_put("frameworks", 0, "framework", value={"id": "x"}), "load.not-a-dump", "Framework"),
}  # fmt: skip


@pytest.mark.parametrize("how", REFUSED)
def test_what_is_not_sound_is_refused_with_its_place_and_makes_nothing(
    path: Path, plain: dict[str, Any], how: str
) -> None:
    change, code, detail = REFUSED[how]
    spoilt = copy.deepcopy(plain)
    change(spoilt)
    before = bytes_around(path)
    with pytest.raises(Refused) as caught:
        load(path, spoilt)
    path.with_name("loaded").rmdir()
    assert bytes_around(path) == before
    assert caught.value.code == code
    told = sentence(caught.value.code, caught.value.params)
    assert detail in told
    assert code == "text.marking" or "dump.json" in told


@pytest.mark.parametrize("plain", [None, [], "text", 7, {}, {"format": "assurance-workspace"}])
def test_other_json_is_refused(path: Path, plain: object) -> None:
    with pytest.raises(Refused, match=r"load\.not-a-dump"):
        load(path, plain)


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"", "line 1"),
        (b'{\n"a": }', "line 2"),
        (b'{"a": 1, "a": 2}', "stands twice"),
        (b'{"a": 1.0}', "1.0"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": "\xff"}', "UTF-8"),
        (b"[" * 100_000, "nested"),
        (b"1" * 5_000, "nested too deeply or holds too large"),
        (b'\xef\xbb\xbf{"a": 1}', "line 1"),
    ],
)
def test_a_file_that_is_not_json_is_refused(tmp_path: Path, content: bytes, detail: str) -> None:
    file = tmp_path / "dump.json"
    file.write_bytes(content)
    with pytest.raises(Refused) as caught:
        dumping.read(file)
    assert caught.value.code == "load.not-a-dump"
    assert detail in sentence(caught.value.code, caught.value.params)


def test_a_dump_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"file\.missing"):
        dumping.read(tmp_path / "dump.json")
    with pytest.raises(Refused, match=r"load\.not-a-dump"):
        dumping.read(tmp_path)


def test_nothing_is_loaded_over_what_is_there(path: Path, plain: dict[str, Any]) -> None:
    before = bytes_around(path)
    with pytest.raises(Refused, match=r"workspace\.exists"):
        dumping.load(path, plain, attachments=None, source_name="dump.json")
    assert bytes_around(path) == before


# With attachments


@pytest.fixture
def attached(path: Path, tmp_path: Path) -> Path:
    """The workspace with two revisions that name attachments, the older of them an older version's."""
    source = tmp_path / "source"
    with Workspace.open(path, author="A. Officer") as workspace:
        for version, content in enumerate((b"draft minutes", b"minutes")):
            source.write_bytes(content)
            sha256 = attachments.keep(path, source)
            with workspace.unit_of_work() as work:
                if version == 0:
                    work.put(Evidence("f", "westmarch", 1), 0)
                work.put(EvidenceRevision("f@1", "f", 1, "minutes", "Minutes", attachment=sha256), version)
                work.commit()
    source.unlink()
    return path


def give(path: Path, folder: Path) -> tuple[str, ...]:
    with Workspace.open(path, author="A. Officer", write=False) as workspace, workspace.reading() as reading:
        return attachments.give(path, attachments.named(reading), folder)


def test_attachments_go_out_and_come_in(attached: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert give(attached, folder) == ()
    loaded = load(attached, dump_of(attached), folder)
    assert attachments.path_of(loaded, SHA).read_bytes() == b"minutes"
    files = [item for item in attachments.folder_of(loaded).rglob("*") if item.is_file()]
    assert len(files) == 2
    assert dump_of(loaded) == dump_of(attached)


def test_an_attachment_of_an_earlier_version_may_be_lost(attached: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    give(attached, folder)
    earlier = hashlib.sha256(b"draft minutes").hexdigest()
    (folder / earlier[:2] / earlier).unlink()
    loaded = load(attached, dump_of(attached), folder)
    assert attachments.missing(loaded, [SHA, earlier]) == (earlier,)


@pytest.mark.parametrize("damage", ["missing", "altered", "a folder"])
def test_an_attachment_that_is_named_now_must_be_there(attached: Path, tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "out"
    give(attached, folder)
    file = folder / SHA[:2] / SHA
    file.unlink()
    if damage == "altered":
        file.write_bytes(b"other minutes")
    elif damage == "a folder":
        file.mkdir()
    with pytest.raises(Refused) as caught:
        load(attached, dump_of(attached), folder)
    assert caught.value.code == "load.attachment"
    assert SHA in sentence(caught.value.code, caught.value.params)
    assert list(attached.with_name("loaded").iterdir()) == []


def test_a_workspace_loads_without_its_attachments_where_none_are_given(attached: Path) -> None:
    loaded = load(attached, dump_of(attached))
    assert attachments.missing(loaded, [SHA]) == (SHA,)


def test_what_cannot_be_given_is_told(attached: Path, tmp_path: Path) -> None:
    attachments.path_of(attached, SHA).write_bytes(b"rotten")
    assert give(attached, tmp_path / "out") == (SHA,)
    shutil.rmtree(attachments.folder_of(attached))
    assert len(give(attached, tmp_path / "out2")) == 2
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match=r"file\.unwritable"):
        give(attached, tmp_path / "file")
