"""Some thousand mutations of a real return: each is read for what it says or refused for a reason, and nothing else.

The same mutations in each run. Where a mutation is let in, all that is made from a return is made from it.
"""

from __future__ import annotations

import hashlib
import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assurance_app.application.dumping import dump_text
from assurance_app.application.receiving import ReceptionKind, receive_returns
from assurance_app.application.workspaces import create_national
from assurance_app.domain.canonical import canonical_json, digest
from assurance_app.domain.disclosure import Audience, Disclosure
from assurance_app.domain.projection import for_audience
from assurance_app.domain.record import Record
from assurance_app.domain.return_difference import return_difference
from assurance_app.domain.summary import apcc_summary, apcc_summary_workbook
from assurance_app.exchange.claim import claimed
from assurance_app.exchange.return_checks import Checked, Fault, checked_return
from assurance_app.persistence.audit import verify
from assurance_app.persistence.workspace import Workspace
from assurance_app.words.sentences import sentence
from tests.factories import other_entries
from tests.fixtures.returns import YEAR, invented_body, office_record, parts_of, written

CODES = {"return.unreadable", "return.altered", "return.newer"}
LARGE = 2**53


def a_record() -> Record:
    """What an office recorded, with one of everything that a return can hold."""
    made = office_record()
    entries = other_entries(Disclosure.PARTNERS).items()
    own: dict[str, Any] = {name: tuple(_of(entry, made.cycle.id) for entry in rows) for name, rows in entries}
    return replace(made, **own)


def _of(entry: Any, cycle_id: str) -> Any:
    if not hasattr(entry, "cycle_id"):
        return entry
    threats = {"section_ids": ("terrorism",)} if getattr(entry, "section_ids", ()) else {}
    return replace(entry, cycle_id=cycle_id, **threats)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A good return."""
    return written(tmp_path_factory.mktemp("good") / "x.sprreturn", a_record()).read_bytes()


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory, whole: bytes) -> dict[str, bytes]:
    """The parts of the good return."""
    path = tmp_path_factory.mktemp("parts") / "x.sprreturn"
    path.write_bytes(whole)
    return parts_of(path)


@pytest.fixture(scope="module")
def good(whole: bytes) -> Checked:
    """The good return as it is read."""
    return checked_return(whole)


def outcome(data: bytes) -> Checked | Fault:
    """What comes of a file: a return, or the reason why it is none. Anything else is a failure of the test."""
    try:
        return checked_return(data)
    except Fault as fault:
        found = fault
    assert found.code in CODES
    assert "\n" not in sentence(found.code, {"path": "x", "detail": found.detail})
    return found


def use(found: Checked, good: Checked) -> None:
    """What was let in is nothing that the APCC may not read, and everything can be made from it."""
    record = found.record
    assert for_audience(record, Audience.APCC) == record
    apcc_summary(record, signed=None)
    apcc_summary_workbook(record, None)
    return_difference(good.record, record)
    assert canonical_json(found.content)


# Bytes


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some of them turned, put in, taken out, or put in the place of others."""
    made = bytearray(data)
    for _each in range(chance.choice((1, 1, 2, 5, 30))):
        at = chance.randrange(len(made)) if made else 0
        match chance.randrange(6):
            case 0 if made:
                made[at] ^= 1 << chance.randrange(8)
            case 1:
                made[at:at] = chance.randbytes(chance.choice((1, 4, 400)))
            case 2:
                del made[at : at + chance.choice((1, 4, 400))]
            case 3:
                del made[at:]
            case 4:
                other = chance.randrange(len(made) + 1)
                made[at : at + 40] = made[other : other + 40]
            case _:
                # The headers and the directory are small beside the rest and would seldom be hit.
                start = chance.choice([at for mark in HEADERS for at in _all(data, mark)])
                if made:
                    made[min(start + chance.randrange(46), len(made) - 1)] = chance.randrange(256)
    return bytes(made)


HEADERS = (b"PK\x01\x02", b"PK\x05\x06", b"PK\x03\x04")


def _all(data: bytes, mark: bytes) -> Iterator[int]:
    at = data.find(mark)
    while at >= 0:
        yield at
        at = data.find(mark, at + 1)


@pytest.mark.parametrize("seed", range(4))
def test_no_mutation_of_the_bytes_is_more_than_refused(whole: bytes, good: Checked, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = tmp_path / "x.sprreturn"
    let_in = 0
    for number in range(500):
        data = mutated(whole, chance)
        found = outcome(data)
        if isinstance(found, Checked):
            # A bit that says nothing, such as a part's time.
            assert (found.content, found.manifest) == (good.content, good.manifest)
            let_in += 1
        if number % 10 == 0:
            path.write_bytes(data)
            claimed(path)
    assert let_in < 150


# Members


Members = list[tuple[str, bytes]]


def packed(members: Members, *, stored: bool = True) -> bytes:
    """The members as a zip, however often a name is given."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content)
    return made.getvalue()


def _twice(members: Members, chance: random.Random) -> None:
    members.append(chance.choice(members))


def _away(members: Members, chance: random.Random) -> None:
    members.pop(chance.randrange(len(members)))


def _exchanged(members: Members, chance: random.Random) -> None:
    one, other = chance.randrange(len(members)), chance.randrange(len(members))
    members[one], members[other] = (members[one][0], members[other][1]), (members[other][0], members[one][1])


def _renamed(members: Members, chance: random.Random) -> None:
    at = chance.randrange(len(members))
    names = (
        "../manifest.json",
        "Manifest.json",
        "content.json/",
        "/content.json",
        "a\\b",
        "C:x",
        "",
        "é.json",
        "x" * 300,
    )
    members[at] = (chance.choice(names), members[at][1])


def _nested(members: Members, chance: random.Random) -> None:
    at = chance.randrange(len(members))
    members[at] = (members[at][0], packed(members))


def _spliced(members: Members, chance: random.Random) -> None:
    at = chance.randrange(len(members))
    members[at] = (members[at][0], mutated(members[at][1] + HEADERS[0], chance))


def _emptied(members: Members, chance: random.Random) -> None:
    at = chance.randrange(len(members))
    members[at] = (members[at][0], b"")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("change", [_twice, _away, _exchanged, _renamed, _nested, _spliced, _emptied])
def test_no_other_set_of_parts_is_a_return(
    parts: dict[str, bytes], good: Checked, change: Callable[[Members, random.Random], None]
) -> None:
    chance = random.Random(7)
    for _each in range(60):
        members = list(parts.items())
        for _change in range(chance.choice((1, 1, 2))):
            change(members, chance)
        if chance.randrange(4) == 0:
            chance.shuffle(members)
        found = outcome(packed(members, stored=chance.randrange(3) > 0))
        if isinstance(found, Checked):
            assert found.content == good.content
            assert sorted(members) == sorted(parts.items())


# What it says, sealed again


class Forger:
    """Makes a return with other words in it and every hash made right again: what a careful forger would send."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = dict(parts)
        self.head: dict[str, Any] = json.loads(parts["manifest.json"])

    def sealed(self, name: str, data: bytes, head: Callable[[dict[str, Any]], object] | None = None) -> bytes:
        """The return with the bytes in the place of a part; `head` changes the manifest after the hashes were made."""
        made = {**self._parts, name: data}
        manifest = json.loads(self._parts["manifest.json"])
        if name == "framework.json":
            manifest["framework"]["hash"] = hashlib.sha256(data).hexdigest()
            content = json.loads(made["content.json"])
            content["record"]["framework"]["hash"] = manifest["framework"]["hash"]
            made["content.json"] = canonical_json(content)
        manifest["digests"]["apcc"] = hashlib.sha256(made["content.json"]).hexdigest()
        manifest["fingerprint"] = digest({"v": 1, "digests": manifest["digests"]})
        manifest["parts"] = {
            part: hashlib.sha256(content).hexdigest() for part, content in made.items() if part != "manifest.json"
        }
        if head is not None:
            head(manifest)
        made["manifest.json"] = spelled(manifest)
        return packed(list(made.items()))


def spelled(value: Any) -> bytes:
    """The value as canonical JSON where it has one, else as Python would write it."""
    try:
        return canonical_json(value)
    except (ValueError, TypeError):
        return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


LEAVES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, LARGE - 1, LARGE, 2**60, 10**400, 1.5, float("nan"), float("inf"), -0.0),
    *("", "x", "a\u0000b", "../x", "a\ufeffb", "\ud800", "\udfff\ud800", "\U0001f600" * 50, "x" * 40_000, "\u202e"),
    *("2025-26", "2025-02-30", "2025-06-18", "SECRET", "TOP SECRET\nx", "OFFICIAL-SENSITIVE", "office", "public"),
    *("satisfied", "followed", "assured", "westmarch", "terrorism", "=1+1", "{0}", "%s", "{{ x }}", "<b>&amp;"),
    *([], {}, [[]], [{}], {"a": {}}, [None], ["x", "x"], {"": ""}, [0] * 300, {"id": "x"}),
)


def _place(value: Any, chance: random.Random) -> tuple[Any, Any]:
    """A place below a value, as the object or list that holds it and its key there: mostly within what holds more."""
    holder = value
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        within = [key for key in keys if isinstance(holder[key], list | dict) and holder[key]]
        if not within or chance.randrange(12) == 0 or (holder is not value and chance.randrange(3) == 0):
            return holder, chance.choice(keys)
        holder = holder[chance.choice(within)]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def _leaf(plain: dict[str, Any], chance: random.Random) -> None:
    holder, key = _place(plain, chance)
    holder[key] = chance.choice(LEAVES)


def _removed(plain: dict[str, Any], chance: random.Random) -> None:
    holder, key = _place(plain, chance)
    del holder[key]


def _added(plain: dict[str, Any], chance: random.Random) -> None:
    holder, _key = _place(plain, chance)
    if isinstance(holder, dict):
        holder[chance.choice(("extra", "", "id", "__class__", "\ud800", "note", "x" * 5000))] = chance.choice(LEAVES)
    else:
        holder.append(chance.choice(LEAVES))


def _repeated(plain: dict[str, Any], chance: random.Random) -> None:
    holder, key = _place(plain, chance)
    if isinstance(holder, list):
        holder.extend([holder[key]] * chance.choice((1, 2, 50)))
    else:
        holder[key] = [holder[key], holder[key]]


def _moved(plain: dict[str, Any], chance: random.Random) -> None:
    one, here = _place(plain, chance)
    other, there = _place(plain, chance)
    # Not into itself: that would be no JSON but a ring.
    one[here] = json.loads(json.dumps(other[there]))


def _referred(plain: dict[str, Any], chance: random.Random) -> None:
    """An id or a value of something else in the place of a text: references that lead astray."""
    words = sorted(set(_texts(plain)))
    for _each in range(40):
        holder, key = _place(plain, chance)
        if isinstance(holder[key], str):
            holder[key] = chance.choice(words)
            return


def _deepened(plain: dict[str, Any], chance: random.Random) -> None:
    holder, key = _place(plain, chance)
    for _each in range(chance.choice((1, 3, 20, 40))):
        holder[key] = [holder[key]] if chance.randrange(2) else {"a": holder[key]}


def _turned(plain: dict[str, Any], chance: random.Random) -> None:
    """Another kind of value that says the same: a number as text, a text as number, a list as object."""
    holder, key = _place(plain, chance)
    value = holder[key]
    match value:
        case bool():
            holder[key] = int(value)
        case int():
            holder[key] = str(value)
        case str():
            holder[key] = len(value)
        case list():
            holder[key] = {str(at): item for at, item in enumerate(value)}
        case dict():
            holder[key] = list(value.values())
        case _:
            holder[key] = ""


CHANGES = (_leaf, _leaf, _removed, _added, _repeated, _moved, _referred, _referred, _deepened, _turned)


def changed(data: bytes, chance: random.Random) -> Any:
    """The JSON with one or more changes in what it says."""
    plain = json.loads(data)
    for _each in range(chance.choice((1, 1, 1, 2, 4))):
        chance.choice(CHANGES)(plain, chance)
        if not isinstance(plain, dict) or not plain:
            break
    return plain


@pytest.mark.parametrize("seed", range(6))
def test_no_other_content_is_more_than_refused(parts: dict[str, bytes], good: Checked, seed: int) -> None:
    chance = random.Random(100 + seed)
    forger = Forger(parts)
    let_in = refused = 0
    for _each in range(260):
        found = outcome(forger.sealed("content.json", spelled(changed(parts["content.json"], chance))))
        if isinstance(found, Checked):
            let_in += 1
            use(found, good)
        else:
            refused += 1
    # Other words are for a return to say: the hashes and the schema alone would have refused or let in everything.
    assert let_in > 5
    assert refused > 100


def test_no_other_manifest_is_more_than_refused(parts: dict[str, bytes], good: Checked) -> None:
    chance = random.Random(200)
    forger = Forger(parts)
    for _each in range(500):

        def change(head: dict[str, Any]) -> None:
            said = changed(canonical_json(head), chance)
            head.clear()
            head.update(said)

        found = outcome(forger.sealed("content.json", parts["content.json"], change))
        if isinstance(found, Checked):
            # What it says of itself beside what binds it: when it was made, whether it is a draft.
            assert found.content == good.content
            told = {key for key in good.manifest if found.manifest[key] != good.manifest[key]}
            assert told <= {"made_at", "draft", "before_panel"}


def test_no_other_framework_is_more_than_refused(parts: dict[str, bytes], good: Checked) -> None:
    chance = random.Random(300)
    forger = Forger(parts)
    for _each in range(25):
        found = outcome(forger.sealed("framework.json", spelled(changed(parts["framework.json"], chance))))
        if isinstance(found, Checked):
            use(found, good)


SPELLINGS: tuple[Callable[[bytes], bytes], ...] = (
    lambda data: data + b" ",
    lambda data: b"\xef\xbb\xbf" + data,
    lambda data: data.decode().encode("utf-16"),
    lambda data: data.decode().encode("utf-32-le"),
    lambda data: json.dumps(json.loads(data)).encode(),
    lambda data: data.replace(b"{", b'{"v":1,', 1),
    lambda data: data.replace(b'"v":1', b'"v":1.0'),
    lambda data: data.replace(b'"v":1', b'"v":1e0'),
    lambda data: data.replace(b'"v":1', b'"v":-0'),
    lambda data: data.replace(b'"v":1', b'"v":NaN'),
    lambda data: data.replace(b'"v":1', b'"v":' + b"1" * 100_000),
    lambda data: data.replace(b'"v":1', b'"v":' + b"[" * 30 + b"]" * 30),
    lambda data: data.replace(b'"v":1', b'"v":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    lambda data: data.replace(b"terrorism", b"terror\\u0069sm", 1),
    lambda data: data.replace(b"terrorism", b"terror\\ud800sm", 1),
    lambda data: data.replace(b"terrorism", b"terror\xed\xa0\x80sm", 1),
    lambda data: data.replace(b"terrorism", b"terror\xff", 1),
    lambda data: data.replace(b"terrorism", b"terror\n", 1),
    lambda data: data[:-1],
    lambda data: data[1:],
    lambda data: data * 2,
    lambda data: b"",
    lambda data: b"null",
    lambda data: b"[]",
    lambda data: b'"x"',
)


@pytest.mark.parametrize("number", range(len(SPELLINGS)))
@pytest.mark.parametrize("name", ["content.json", "manifest.json"])
def test_no_other_spelling_is_read(parts: dict[str, bytes], name: str, number: int) -> None:
    spelling = SPELLINGS[number]
    data = spelling(parts[name])
    if data == parts[name]:
        return  # the manifest has no such place
    sent = Forger(parts).sealed(name, data) if name == "content.json" else packed([*{**parts, name: data}.items()])
    assert isinstance(outcome(sent), Fault)


# Into a national workspace


def everything_but_refusals(workspace: Workspace) -> dict[str, Any]:
    """All that the workspace holds, apart from the notes that files were refused and what the audit says of those."""
    plain = json.loads(dump_text(workspace))
    told = [entry for entry in plain["audit"] if entry["kind"] == "refused_file"]
    notes = {entry["payload_digest"] for entry in told}
    return {
        **plain,
        "entities": {kind: rows for kind, rows in plain["entities"].items() if kind != "refused_file"},
        "audit": [entry["entity_id"] for entry in plain["audit"] if entry not in told],
        "payloads": [payload for payload in plain["payloads"] if payload["digest"] not in notes],
    }


def holds_together(workspace: Workspace) -> bool:
    """Whether the chain of changes is whole; raises Refused where it is not."""
    with workspace.reading() as reading:
        verify(reading, str(workspace.path))
        return bool(reading.audit())


@pytest.fixture(scope="module")
def national(tmp_path_factory: pytest.TempPathFactory, whole: bytes) -> Iterator[Workspace]:
    """A national workspace that has received the good return."""
    folder = tmp_path_factory.mktemp("national")
    (folder / "good.sprreturn").write_bytes(whole)
    with create_national(folder / "n.assurance", YEAR, author="tester") as workspace:
        receive_returns(workspace, [folder / "good.sprreturn"])
        yield workspace


def a_file(parts: Mapping[str, bytes], whole: bytes, chance: random.Random) -> bytes:
    """A mutation of any kind."""
    forger = Forger(parts)
    match chance.randrange(5):
        case 0:
            return mutated(whole, chance)
        case 1:
            return forger.sealed("framework.json", spelled(changed(parts["framework.json"], chance)))
        case 2:
            return forger.sealed("content.json", parts["content.json"], lambda head: _leaf(head, chance))
        case _:
            return forger.sealed("content.json", spelled(changed(parts["content.json"], chance)))


def test_nothing_of_a_refused_file_is_kept(
    parts: dict[str, bytes], whole: bytes, national: Workspace, tmp_path: Path
) -> None:
    chance = random.Random(400)
    before = everything_but_refusals(national)
    refused = 0
    for number in range(50):
        path = tmp_path / f"{number}.sprreturn"
        path.write_bytes(a_file(parts, whole, chance))
        if isinstance(outcome(path.read_bytes()), Checked):
            continue
        (reception,) = receive_returns(national, [path]).value
        assert (reception.kind, bool(reception.refusal)) == (ReceptionKind.REFUSED, True)
        refused += 1
    assert refused > 30
    assert everything_but_refusals(national) == before
    assert holds_together(national)


def test_the_rest_of_a_batch_goes_on(parts: dict[str, bytes], whole: bytes, tmp_path: Path) -> None:
    chance = random.Random(500)
    folder = tmp_path / "batch"
    folder.mkdir()
    expected: set[str] = set()
    for number in range(60):
        path = folder / f"{number:03}.sprreturn"
        if number % 12 == 5:
            written(path, office_record(invented_body(f"area-{number}")))
            expected.add(f"area-{number}")
        else:
            path.write_bytes(a_file(parts, whole, chance))
    with create_national(tmp_path / "n.assurance", YEAR, author="tester") as workspace:
        receptions = receive_returns(workspace, [folder]).value
        assert len(receptions) == 60
        kept = [one for one in receptions if one.kind in (ReceptionKind.RECEIVED, ReceptionKind.LATER)]
        assert {one.body_id for one in kept} >= expected
        plain = json.loads(dump_text(workspace))
        assert {row["entity"]["body_id"] for row in plain["entities"]["received_return"]} == {
            one.body_id for one in kept
        }
        came = [
            entry for entry in plain["audit"] if entry["kind"] == "received_return" and entry["action"] == "received"
        ]
        aside = [one for one in receptions if one.kind is ReceptionKind.KEPT_ASIDE]
        assert len(came) == len(kept) + len(aside)
        refused = [one for one in receptions if one.kind is ReceptionKind.REFUSED]
        assert len(refused) > 30
        assert all(one.refusal for one in refused)
        assert holds_together(workspace)
