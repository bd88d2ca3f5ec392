"""What is not a return, or not one to be believed: refused whole, with its reason, and the file keeps its bytes."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from assurance_app.domain.canonical import canonical_json
from assurance_app.domain.refusal import Refused
from assurance_app.exchange.return_checks import checked_return
from assurance_app.exchange.returns import read_return
from assurance_app.words.sentences import sentence
from tests.fixtures.returns import Change, office_file, parts_of, resealed, written, zipped


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A good return."""
    return written(tmp_path_factory.mktemp("good") / "x.sprreturn").read_bytes()


@pytest.fixture(scope="module")
def parts(whole: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The parts of the good return."""
    path = tmp_path_factory.mktemp("good") / "x.sprreturn"
    path.write_bytes(whole)
    return parts_of(path)


def refusal(tmp_path: Path, data: bytes) -> Refused:
    path = tmp_path / "x.sprreturn"
    path.write_bytes(data)
    with pytest.raises(Refused) as refused:
        read_return(path)
    assert path.read_bytes() == data
    assert "\n" not in sentence(refused.value.code, refused.value.params)
    return refused.value


def in_part(path: str, value: object) -> Change:
    """A change that puts the value at a place such as "record.answers.0.gap"; a name that is not there is made."""

    def change(plain: dict[str, Any]) -> None:
        *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        place: Any = plain
        for step in steps:
            place = place[step]
        place[last] = value

    return change


def repeated(path: str) -> Change:
    """A change that gives the first item of a list twice."""

    def change(plain: dict[str, Any]) -> None:
        place: Any = plain
        for step in path.split("."):
            place = place[step]
        place.append(place[0])

    return change


def without(name: str) -> Change:
    return lambda plain: plain.pop(name)


# What was altered


def changed_json(parts: Mapping[str, bytes], name: str, change: Change) -> bytes:
    """The return with a change in one part and no hash made right."""
    plain = json.loads(parts[name])
    change(plain)
    return zipped({**parts, name: canonical_json(plain)})


ALTERED = (
    ("content.json", in_part("record.body.force", "Another Police")),
    ("content.json", in_part("record.threat_statements.0.opinion", "not-assured")),
    ("framework.json", in_part("title", "Another title")),
    ("manifest.json", in_part("fingerprint", "0" * 64)),
    ("manifest.json", in_part("digests.office", "0" * 64)),
    ("manifest.json", in_part("digests.apcc", "0" * 64)),
    ("manifest.json", in_part("framework.hash", "0" * 64)),
    ("manifest.json", in_part("framework.revision", 99)),
    ("manifest.json", in_part("framework.id", "spr-2031")),
    ("manifest.json", in_part("body_id", "eastmarch")),
    ("manifest.json", in_part("body_name", "Eastmarch PCC")),
    ("manifest.json", in_part("year", "2024-25")),
    ("manifest.json", in_part("year", "2025-99")),
    ("manifest.json", in_part("parts", {})),
)


@pytest.mark.parametrize(("name", "change"), ALTERED)
def test_a_change_in_one_part_is_seen(tmp_path: Path, parts: dict[str, bytes], name: str, change: Change) -> None:
    assert refusal(tmp_path, changed_json(parts, name, change)).code == "return.altered"


@pytest.mark.parametrize("name", ["summary.docx", "summary.xlsx", "statement.docx"])
def test_another_document_in_the_place_of_the_right_one_is_seen(
    tmp_path: Path, parts: dict[str, bytes], name: str
) -> None:
    other = refusal(tmp_path, zipped({**parts, name: office_file(extra="word/other.xml")}))
    assert other.code == "return.altered"
    assert name in str(other.params["detail"])


@pytest.mark.parametrize("name", ["statement.docx"])
def test_a_part_that_was_taken_out_is_missed(tmp_path: Path, parts: dict[str, bytes], name: str) -> None:
    left = {key: data for key, data in parts.items() if key != name}
    assert refusal(tmp_path, zipped(left)).code == "return.altered"


SAID_OTHERWISE: tuple[dict[str, Any], ...] = (
    {"content": in_part("record.cycle.body_id", "eastmarch")},
    {"content": in_part("record.cycle.year", "2024-25")},
    {"content": in_part("record.cycle.framework_revision", 7)},
    {"content": in_part("record.framework.revision", 7)},
    {"content": in_part("record.body.id", "eastmarch")},
    {"framework": in_part("revision", 7)},
    {"framework": in_part("id", "spr-2031")},
    {"head": in_part("body_id", "eastmarch")},
)


@pytest.mark.parametrize("changes", SAID_OTHERWISE)
def test_parts_that_speak_of_different_things_are_refused_though_every_hash_is_right(
    tmp_path: Path, parts: dict[str, bytes], changes: dict[str, Any]
) -> None:
    assert refusal(tmp_path, resealed(parts, **changes)).code == "return.altered"


def test_the_careful_forger_is_let_in_with_what_a_return_may_say(parts: dict[str, bytes]) -> None:
    """The changes below are refused for what they are, and not because `resealed` breaks something."""
    change = in_part("record.threat_statements.0.concluded", "Other words.")
    found = checked_return(resealed(parts, content=change))
    assert "Other words." in {statement.concluded for statement in found.record.threat_statements}


# What a newer version wrote


@pytest.mark.parametrize("change", [lambda plain: None, in_part("more", {"a": 1}), without("parts"), without("year")])
def test_a_newer_version_is_refused_politely_whatever_else_it_says(
    tmp_path: Path, parts: dict[str, bytes], change: Change
) -> None:
    def newer(plain: dict[str, Any]) -> None:
        plain["schema_version"] = 2
        change(plain)

    refused = refusal(tmp_path, resealed(parts, head=newer))
    assert refused.code == "return.newer"
    assert "newer version" in sentence(refused.code, refused.params)


# What is not a return at all


def plain_zip(**parts: bytes) -> bytes:
    return zipped(dict(parts))


NOT_RETURNS: tuple[bytes, ...] = (
    b"",
    b"PK",
    b"PK\x03\x04",
    b"not a zip at all",
    b"%PDF-1.7\n",
    plain_zip(),
    office_file(),
    zipped({"manifest.json": b"{}"}),
    zipped({"manifest.json": b"[]"}),
    zipped({"manifest.json": b"{"}),
    zipped({"manifest.json": b"\xff\xfe"}),
    zipped({"manifest.json": b'{"format":"sprreturn"}'}),
    zipped({"manifest.json": b'{"format":"other","schema_version":2}'}),
)


@pytest.mark.parametrize("data", NOT_RETURNS)
def test_what_is_no_return_is_refused(tmp_path: Path, data: bytes) -> None:
    assert refusal(tmp_path, data).code == "return.unreadable"


def test_a_word_file_is_called_another_kind_of_file(tmp_path: Path) -> None:
    many = zipped({f"word/{number}.xml": b"<xml/>" for number in range(30)})
    assert refusal(tmp_path, many).params["detail"] == "it is another kind of file"
    for data in (office_file(), b"%PDF-1.7 "):
        detail = str(refusal(tmp_path, data).params["detail"])
        assert detail.startswith("it is a Word, Excel or PDF file; a statement in one is entered by hand")


@pytest.mark.parametrize("name", ["content.json", "framework.json", "summary.docx", "summary.xlsx"])
def test_a_part_that_every_return_has_is_asked_for(tmp_path: Path, parts: dict[str, bytes], name: str) -> None:
    refused = refusal(tmp_path, zipped({key: data for key, data in parts.items() if key != name}))
    assert refused.code == "return.unreadable"
    assert name in str(refused.params["detail"])


# What a return may not say, though every hash is right

DEEP = b'{"v":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
MALFORMED: dict[str, dict[str, Any]] = {
    "more than the schema has": {"content": in_part("record.answers.0.extra", "x")},
    "more beside the record": {"content": in_part("extra", 1)},
    "more in the manifest": {"head": in_part("extra", 1)},
    "more in the framework": {"framework": in_part("extra", 1)},
    "a number for a text": {"content": in_part("record.answers.0.gap", 5)},
    "a text for a number": {"content": in_part("record.cycle.framework_revision", "1")},
    "a text for a list": {"content": in_part("record.threat_statements.0.held_on", "2025-06-18")},
    "a truth for a number": {"framework": in_part("paragraphs", True)},
    "an opinion that there is not": {"content": in_part("record.threat_statements.0.opinion", "excellent")},
    "another audience": {"content": in_part("audience", "office")},
    "a later projection": {"content": in_part("v", 2)},
    "no record": {"content": in_part("record", None)},
    "a null for a text": {"content": in_part("record.answers.0.gap", None)},
    "an id with a path in it": {"head": in_part("body_id", "../../etc")},
    "a moment that is none": {"head": in_part("made_at", "yesterday")},
    "a year that is none": {"head": in_part("year", "2025")},
    "a draft that is no truth": {"head": in_part("draft", "no")},
    "a part that returns have not": {"head": lambda plain: plain["parts"].update({"evil.exe": "0" * 64})},
    "a fraction": {"raw": {"content.json": b'{"audience":"apcc","record":{},"v":1.5}'}},
    "no number": {"raw": {"content.json": b'{"audience":"apcc","record":{},"v":NaN}'}},
    "a huge number": {"raw": {"content.json": b'{"audience":"apcc","record":{},"v":' + b"9" * 5000 + b"}"}},
    "the same key twice": {"raw": {"content.json": b'{"audience":"apcc","record":{},"v":1,"v":1}'}},
    "another spelling": {"raw": {"content.json": b'{ "audience":"apcc","record":{},"v":1}'}},
    "a lone surrogate": {"raw": {"content.json": b'{"audience":"\\ud800","record":{},"v":1}'}},
    "no UTF-8": {"raw": {"content.json": b'{"audience":"\xff","record":{},"v":1}'}},
    "depth": {"raw": {"content.json": DEEP}},
    "depth in objects": {"raw": {"content.json": b'{"a":' * 50_000 + b"1" + b"}" * 50_000}},
    "a string without end": {"raw": {"content.json": b'{"a":"' + b"\\\\" * 50_000}},
    "a string without end, full of quotes": {"raw": {"content.json": b'{"a":"' + b'\\"' * 1_000_000}},
    "more values than any real one": {"raw": {"content.json": b"[" + b"0," * 150_000 + b"0]"}},
    "more strings than any real one": {"raw": {"content.json": b'["' + b'","' * 900_000 + b'"]'}},
    "more text than any real one": {"content": in_part("record.answers.0.gap", "x" * 11_000_000)},
    "a manifest like a book": {"head": in_part("body_name", "x" * 70_000)},
    "very many wrong things": {"content": in_part("record.answers", [0] * 90_000)},
    "a control character": {"content": in_part("record.answers.0.gap", "a\u0007b")},
    "a byte-order mark": {"content": in_part("record.answers.0.gap", "a\ufeffb")},
    "a control character in the framework": {"framework": in_part("title", "a\u0007b")},
    "a control character in the name": {"head": in_part("body_name", "a\u0007b")},
    "a higher marking": {"content": in_part("record.threat_statements.0.concluded", "words\nSECRET\nwords")},
    "a hidden higher marking": {"content": in_part("record.threat_statements.0.concluded", "SEC\u200bRET")},
    "a marking that returns have not": {"content": in_part("record.cycle.marking", "TOP SECRET")},
    "words of the office": {"content": in_part("record.answers.0.disclosure", "office")},
    "words for the force": {"content": in_part("record.threat_statements.0.disclosure", "force")},
    "a note of the office": {"content": in_part("record.body.note", "for us")},
    "an owner of evidence": {"content": in_part("record.evidence.0.owner", "for us")},
    "a requirement that there is not": {"content": in_part("record.answers.0.requirement_id", "terrorism.nothing")},
    "a threat that there is not": {"content": in_part("record.threat_statements.0.section_id", "nothing")},
    "a requirement twice": {"content": repeated("record.answers")},
    "a threat twice": {"content": repeated("record.threat_statements")},
    "a view of an own duty": {"content": in_part("record.answers.0.view", "satisfied")},
    "a field that there is not": {"content": in_part("record.answers.0.fields", {"nothing": 1})},
    "an id twice": {"content": repeated("record.evidence")},
    "what is of another year": {"content": in_part("record.office_holders.0.body_id", "eastmarch")},
    "what is of another body": {"content": in_part("record.answers.0.cycle_id", "westmarch.2024-25")},
    "a day that there is not": {"content": in_part("record.threat_statements.0.held_on", ["2025-02-30"])},
    "a due day that is none": {"content": in_part("record.evidence.0.date", "tomorrow")},
    "a version that is no number": {"head": in_part("schema_version", True)},
    "a projection that is no number": {"content": in_part("v", True)},
    "a section twice": {"framework": repeated("sections")},
    "a framework without sections": {"framework": in_part("sections", None)},
    "macros": {"raw": {"summary.docx": office_file(extra="word/vbaProject.bin")}},
    "a program in the summary": {"raw": {"summary.xlsx": office_file(extra="xl/run.exe")}},
    "a summary that is no Word file": {"raw": {"summary.docx": zipped({"a.xml": b"<xml/>"})}},
    "a summary that is no zip": {"raw": {"summary.docx": b"text"}},
}


@pytest.mark.parametrize("what", MALFORMED)
def test_what_a_return_may_not_say_is_refused_whole(tmp_path: Path, parts: dict[str, bytes], what: str) -> None:
    refused = refusal(tmp_path, resealed(parts, **MALFORMED[what]))
    assert refused.code == "return.unreadable"
    assert refused.params["detail"]


def test_a_number_out_of_bounds_is_named(tmp_path: Path, parts: dict[str, bytes]) -> None:
    def change(plain: dict[str, Any]) -> None:
        for row in plain["record"]["answers"]:
            if row["fields"]:
                row["fields"] = {"psu-needed": -1}

    refused = refusal(tmp_path, resealed(parts, content=change))
    assert refused.code == "return.unreadable"
    assert "less than" in str(refused.params["detail"])


EXTERNAL = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}" '
    'TargetMode="External"/></Relationships>'
)


def office_file_with(relations: bytes) -> bytes:
    return zipped(
        {"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>", "word/_rels/document.xml.rels": relations}
    )


@pytest.mark.parametrize(
    "relations",
    [
        EXTERNAL.format(kind="attachedTemplate", target="https://example.invalid/a.dotm").encode(),
        EXTERNAL.format(kind="attachedTemplate", target="https://example.invalid/a.dotm").encode("utf-16"),
        EXTERNAL.format(kind="image", target="https://example.invalid/a.png").encode(),
        EXTERNAL.format(kind="hyperlink", target="file://example.invalid/share").encode(),
        EXTERNAL.format(kind="hyperlink", target="\\\\example.invalid\\share").encode(),
        b'<!DOCTYPE a [<!ENTITY b "c">]><Relationships/>',
        b"no XML",
    ],
)
def test_a_summary_that_fetches_something_when_it_is_opened_is_refused(
    tmp_path: Path, parts: dict[str, bytes], relations: bytes
) -> None:
    refused = refusal(tmp_path, resealed(parts, raw={"summary.docx": office_file_with(relations)}))
    assert (refused.code, "elsewhere" in str(refused.params["detail"])) == ("return.unreadable", True)


def test_a_link_that_a_person_may_follow_is_let_in(tmp_path: Path, parts: dict[str, bytes]) -> None:
    path = tmp_path / "linked.sprreturn"
    relations = EXTERNAL.format(kind="hyperlink", target="https://example.invalid/plan").encode()
    path.write_bytes(resealed(parts, raw={"summary.docx": office_file_with(relations)}))
    assert read_return(path).body_id == "westmarch"


def test_what_is_wrong_is_said_in_words_for_people(tmp_path: Path, parts: dict[str, bytes]) -> None:
    change = in_part("record.answers.0.gap", 5)
    detail = refusal(tmp_path, resealed(parts, content=change)).params["detail"]
    assert detail == "in content.json, record.answers.0.gap is not text"


def test_a_file_that_was_cut_short_is_not_called_anything_else(tmp_path: Path, whole: bytes) -> None:
    for share in range(10, 100, 5):
        detail = str(refusal(tmp_path, whole[: len(whole) * share // 100]).params["detail"])
        assert "cut short" in detail, (share, detail)


# Hostile zips


def with_members(parts: Mapping[str, bytes], change: Callable[[zipfile.ZipFile], None]) -> bytes:
    packed = io.BytesIO(zipped(parts))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        change(archive)
    return packed.getvalue()


def test_a_second_return_inside_is_refused(tmp_path: Path, whole: bytes, parts: dict[str, bytes]) -> None:
    nested = with_members(parts, lambda archive: archive.writestr("other.sprreturn", whole))
    assert "other.sprreturn" in str(refusal(tmp_path, nested).params["detail"])


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_second_manifest_is_refused(tmp_path: Path, parts: dict[str, bytes]) -> None:
    twice = with_members(parts, lambda archive: archive.writestr("manifest.json", parts["manifest.json"]))
    assert "two parts" in str(refusal(tmp_path, twice).params["detail"])


@pytest.mark.parametrize("hide", [lambda data: b"MZ" + data, lambda data: data + b"after", lambda data: data[:-1]])
def test_bytes_that_belong_to_no_part_are_refused(tmp_path: Path, whole: bytes, hide: Callable[[bytes], bytes]) -> None:
    assert refusal(tmp_path, hide(whole)).code == "return.unreadable"


def test_what_unpacks_to_far_more_is_refused_in_little_memory(tmp_path: Path, parts: dict[str, bytes]) -> None:
    bomb = zipped({**parts, "content.json": b"0" * (200 * 1024 * 1024)})
    assert len(bomb) < 1_000_000
    tracemalloc.start()
    try:
        refused = refusal(tmp_path, bomb)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert refused.code == "return.unreadable"
    assert peak < 20_000_000


LARGE: dict[str, Change] = {
    "wrong things": in_part("record.answers", [0] * 95_000),
    "unknown keys": lambda plain: plain["record"].update({f"k{number}": 0 for number in range(30_000)}),
    "text that is no marking": in_part("record.answers.0.gap", "語" * 3_300_000 + "\nSEC\u200bRET"),
}


@pytest.mark.parametrize("what", LARGE)
def test_the_most_that_is_looked_at_costs_bounded_memory(tmp_path: Path, parts: dict[str, bytes], what: str) -> None:
    data = resealed(parts, content=LARGE[what])
    tracemalloc.start()
    try:
        refused = refusal(tmp_path, data)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert refused.code == "return.unreadable"
    assert peak < 200_000_000


def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "x.sprreturn"
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(3 * 1024 * 1024 * 1024)  # sparse: it takes no room on the disk
    with pytest.raises(Refused) as refused:
        read_return(path)
    assert "50 MB" in str(refused.value.params["detail"])
