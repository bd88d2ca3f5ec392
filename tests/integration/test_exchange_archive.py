"""Opening a stranger's zip: what is let in, and what is not."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.files.archive import ArchiveFault, Limits, open_archive, open_some, read_bounded
from tests.fixtures.returns import zipped

MB = 1024 * 1024
LIMITS = Limits(file=10 * MB, part=4 * MB, total=6 * MB, count=5, sealed=True)
OPEN_LIMITS = Limits(file=10 * MB, part=4 * MB, total=6 * MB, count=5)


def fault(data: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(ArchiveFault) as found:
        open_archive(data, limits)
    return str(found.value)


def one(member: zipfile.ZipInfo | str, content: bytes = b"x", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        archive.writestr(member, content)
    return packed.getvalue()


@given(
    st.dictionaries(
        st.text("abcxyz.-_/é", min_size=1, max_size=12).filter(
            lambda name: all(step not in ("", ".", "..") for step in name.split("/"))
        ),
        st.binary(max_size=2000),
        max_size=5,
    )
)
def test_what_was_packed_is_what_is_found(parts: dict[str, bytes]) -> None:
    assert open_archive(zipped(parts), LIMITS) == parts
    assert open_some(zipped(parts), LIMITS, lambda name: name.startswith("a")) == (
        tuple(parts),
        {name: content for name, content in parts.items() if name.startswith("a")},
    )


def test_a_path_is_read_as_bytes_are(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(zipped({"a": b"1", "b/c": b"2"}))
    assert open_archive(path, LIMITS) == {"a": b"1", "b/c": b"2"}
    with pytest.raises(FileNotFoundError):
        open_archive(tmp_path / "missing.zip", LIMITS)


@pytest.mark.parametrize(
    "name",
    [
        "../a",
        "a/../../b",
        "/etc/passwd",
        "C:/windows/a",
        "c:a",
        "a\\b",
        "..\\a",
        "./a",
        "a//b",
        "a\nb",
        "a\x1bb",
        "a" * 300,
        "a\u202eb",
    ],
)
def test_a_name_that_leads_astray_is_refused(name: str) -> None:
    assert "name" in fault(one(name))


def test_a_name_that_is_cut_by_a_zero_is_refused() -> None:
    data = one("good.exe").replace(b"good.exe", b"go\x00d.exe")
    assert "name" in fault(data)


@pytest.mark.parametrize("name", ["a/", "a/b/"])
def test_a_folder_is_no_part(name: str) -> None:
    assert fault(one(name, b""))


def test_a_link_is_no_part() -> None:
    member = zipfile.ZipInfo("a")
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "not a file" in fault(one(member, b"/etc/passwd"))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("other", ["a.json", "A.json"])
def test_the_same_name_twice_is_refused(other: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.json", b"1")
        archive.writestr(other, b"2")
    assert "two parts" in fault(packed.getvalue())


def test_the_same_name_in_two_spellings_of_one_letter_is_refused() -> None:
    assert "two parts" in fault(zipped({"é": b"1", "e\u0301": b"2"}))


def test_too_many_parts_are_refused_by_the_directory_s_own_count() -> None:
    assert "more than 5 parts" in fault(zipped({str(number): b"" for number in range(6)}))
    many = zipped({"a": b"", "b": b""})
    at = many.rfind(b"PK\x05\x06")
    lied = many[: at + 8] + struct.pack("<HH", 60_000, 60_000) + many[at + 12 :]
    assert "more than 5 parts" in fault(lied)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"a": b"0" * (5 * MB)}, "larger than 4 MB"),
        ({"a": bytes(3 * MB), "b": bytes(3 * MB), "c": b"1"}, "larger than 6 MB"),
        ({"a": bytes(3 * MB)}, "more tightly"),
    ],
)
def test_what_unpacks_to_too_much_is_refused(parts: dict[str, bytes], words: str) -> None:
    limits = Limits(file=10 * MB, part=4 * MB, total=6 * MB, count=5, ratio=10_000)
    assert words in fault(zipped(parts), LIMITS if words == "more tightly" else limits)


def test_a_size_that_is_a_lie_is_found_out() -> None:
    data = zipped({"a": b"0" * 5000})
    central = data.rfind(b"PK\x01\x02")
    for declared in (10, 4000, 6000, 10_000_000_000 % 2**32):
        size = struct.pack("<I", declared)
        lied = data[:22] + size + data[26 : central + 24] + size + data[central + 28 :]
        assert fault(lied)


def test_a_checksum_that_is_wrong_is_found_out() -> None:
    data = bytearray(one("a", b"0" * 50, zipfile.ZIP_STORED))
    data[35] ^= 1
    assert "damaged" in fault(bytes(data))


@pytest.mark.parametrize("bit", [0x01, 0x40, 0x2000])
def test_what_is_encrypted_is_refused(bit: int) -> None:
    data = bytearray(one("a"))
    central = data.rfind(b"PK\x01\x02")
    for at in (6, central + 8):
        struct.pack_into("<H", data, at, bit)
    assert "encrypted" in fault(bytes(data))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_another_way_of_packing_is_refused(method: int) -> None:
    assert "packed in a way" in fault(one("a", b"x" * 100, method))


@pytest.mark.parametrize(
    "hide",
    [lambda data: b"MZ" + data, lambda data: data + b"tail", lambda data: b"PK\x03\x04" + data],
)
def test_bytes_outside_the_parts_are_refused(hide: Callable[[bytes], bytes]) -> None:
    assert fault(hide(zipped({"a": b"1"})))


def test_a_comment_is_refused_where_nothing_else_may_be_there() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a", b"1")
        archive.comment = b"hidden words"
    assert "more than its parts" in fault(packed.getvalue())
    assert open_archive(packed.getvalue(), OPEN_LIMITS) == {"a": b"1"}


def test_a_part_that_the_directory_hides_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a", b"1")
        archive.writestr("hidden", b"2")
        archive.writestr("b", b"3")
        del archive.filelist[1]
    assert "more than its parts" in fault(packed.getvalue())
    assert open_archive(packed.getvalue(), OPEN_LIMITS) == {"a": b"1", "b": b"3"}


def test_parts_that_share_their_bytes_are_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a", b"0" * 100)
        twin = zipfile.ZipInfo("b")
        for name in ("header_offset", "CRC", "compress_size", "file_size"):
            setattr(twin, name, getattr(archive.filelist[0], name))
        archive.filelist.append(twin)
        archive._didModify = True  # type: ignore[attr-defined] # so that the directory is written with the twin in it
    assert "overlap" in fault(packed.getvalue())
    assert "overlap" in fault(packed.getvalue(), OPEN_LIMITS)


def test_what_a_streaming_program_writes_is_read_where_that_is_allowed() -> None:
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.data += data
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"1" * 100)
        archive.writestr("b", b"2" * 100)
    assert open_archive(bytes(pipe.data), OPEN_LIMITS) == {"a": b"1" * 100, "b": b"2" * 100}
    assert "more than its parts" in fault(bytes(pipe.data))


def test_a_file_is_read_only_where_it_is_small_enough(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"12345")
    assert read_bounded(path, 5) == b"12345"
    with pytest.raises(ArchiveFault, match="larger"):
        read_bounded(path, 4)


@given(st.binary(max_size=300))
def test_noise_is_refused_in_words(data: bytes) -> None:
    assert fault(data)
    assert fault(b"PK\x03\x04" + data)
    assert fault(data + zipped({"a": b"1"})[-22:])
