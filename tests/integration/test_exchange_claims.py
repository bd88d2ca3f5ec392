"""What a refused file says it is: told where it can be read, from a bounded look, and never believed."""

from __future__ import annotations

import struct
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest

from assurance_app.domain.refusal import Refused
from assurance_app.exchange.claim import Claim, claimed
from assurance_app.exchange.returns import read_return
from tests.fixtures.returns import office_file, parts_of, resealed, written, zipped

WESTMARCH = Claim("westmarch", "Westmarch PCC", "2025-26")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A good return."""
    return written(tmp_path_factory.mktemp("good") / "x.sprreturn").read_bytes()


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The parts of a good return."""
    return parts_of(written(tmp_path_factory.mktemp("good") / "x.sprreturn"))


def claim_of(folder: Path, data: bytes) -> Claim | None:
    path = folder / "x.sprreturn"
    path.write_bytes(data)
    return claimed(path)


def refused_claim(folder: Path, data: bytes) -> Claim | None:
    """What a file claims that is refused when it is read."""
    claim = claim_of(folder, data)
    with pytest.raises(Refused):
        read_return(folder / "x.sprreturn")
    return claim


def test_a_good_file_says_what_it_is(tmp_path: Path, good: bytes) -> None:
    assert claim_of(tmp_path, good) == WESTMARCH


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_file_that_was_cut_short_still_says_whose_it_was(tmp_path: Path, good: bytes, share: float) -> None:
    assert refused_claim(tmp_path, good[: int(len(good) * share)]) == WESTMARCH


def test_a_file_that_was_altered_says_what_its_manifest_says(tmp_path: Path, parts: dict[str, bytes]) -> None:
    assert refused_claim(tmp_path, zipped({**parts, "content.json": b"{}"})) == WESTMARCH


def test_a_newer_version_says_whose_it_is(tmp_path: Path, parts: dict[str, bytes]) -> None:
    newer = resealed(parts, head=lambda plain: plain.update(schema_version=99, more=[1]))
    assert refused_claim(tmp_path, newer) == WESTMARCH


def test_the_manifest_may_stand_behind_other_parts(tmp_path: Path, parts: dict[str, bytes]) -> None:
    last = {name: parts[name] for name in sorted(parts, key=lambda name: name == "manifest.json")}
    data = zipped(last)
    assert refused_claim(tmp_path, data[: data.rfind(b"PK\x05\x06")]) == WESTMARCH


@pytest.mark.parametrize(
    ("head", "claim"),
    [
        ({"body_id": "../../etc"}, Claim("", "Westmarch PCC", "2025-26")),
        ({"body_id": "x" * 81, "year": "2025/26"}, Claim("", "Westmarch PCC", "2025-26")),
        ({"body_id": 5, "body_name": ["x"], "year": "2025-27"}, None),
        ({"body_name": "x" * 301, "year": None}, Claim("westmarch")),
        ({"body_name": "two\nlines\u0007"}, Claim("westmarch", "two lines", "2025-26")),
        ({"body_name": "from\u202eright"}, Claim("westmarch", "", "2025-26")),
        ({"format": "other"}, None),
    ],
)
def test_only_what_can_be_told_is_told(
    tmp_path: Path, parts: dict[str, bytes], head: dict[str, Any], claim: Claim | None
) -> None:
    assert refused_claim(tmp_path, resealed(parts, head=lambda plain: plain.update(head))) == claim


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"%PDF-1.7 and more of it, long enough for a header of a part",
        office_file(),
        zipped({"manifest.json": b""}),
        zipped({"manifest.json": b"[]"}),
        zipped({"manifest.json": b'{"format":"sprreturn","body_id":"\xff"}'}),
        zipped({"manifest.json": b'{"format":"sprreturn","n":' + b"9" * 5000 + b"}"}),
        zipped({"manifest.json": b"[" * 60_000}),
        zipped({"manifest.json": b'{"format":"sprreturn","body_id":"x","pad":"' + b" " * 5_000_000 + b'"}'}),
    ],
)
def test_what_says_nothing_is_no_claim(tmp_path: Path, data: bytes) -> None:
    assert refused_claim(tmp_path, data) is None


def test_an_encrypted_manifest_says_nothing(tmp_path: Path, good: bytes) -> None:
    data = bytearray(good)
    struct.pack_into("<H", data, 6, 1)
    assert claim_of(tmp_path, bytes(data)) is None


@pytest.mark.parametrize("name", ["", "nothing.sprreturn"])
def test_what_is_no_file_says_nothing(tmp_path: Path, name: str) -> None:
    assert claimed(tmp_path / name) is None


def test_a_gigantic_file_costs_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "x.sprreturn"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b'{"format":"sprreturn","body_id":"x","pad":"' + b" " * 40_000_000)
    with path.open("r+b") as file:
        file.truncate(10_000_000_000)  # sparse: it takes no room on the disk
    tracemalloc.start()
    try:
        assert claimed(path) is None
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2_000_000
