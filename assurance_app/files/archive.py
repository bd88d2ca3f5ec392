"""Opening a zip that comes from outside: checked as a whole before anything is unpacked, and into memory only."""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from assurance_app.words import _

_ENCRYPTED, _STRONGLY_ENCRYPTED, _MASKED, _PATCHED = 0x01, 0x40, 0x2000, 0x20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_LOCAL_SIGNATURE = b"PK\x03\x04"
_MOST_HEADERS = 20
_END = struct.Struct("<4s4H2IH")
_END_SIGNATURE = b"PK\x05\x06"
_DRIVE = re.compile(r"[A-Za-z]:")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    ValueError,
    OverflowError,
)


class ArchiveFault(ValueError):
    """Why an archive is refused, in words for a person."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may hold. Sizes in bytes; `ratio` is unpacked to packed, of a part that is not small.

    `sealed` refuses bytes that belong to no part: before the first one, between them, after the last or in a comment.
    """

    file: int
    part: int
    total: int
    count: int
    ratio: int = 200
    sealed: bool = False


_SMALL = 1024 * 1024
"""A part of no more than this many bytes may be packed as tightly as it will."""


def open_archive(source: Path | bytes, limits: Limits) -> dict[str, bytes]:
    """The parts of a zip by name, in the order of its directory.

    Memory is bounded by the limits whatever the file declares. Raises ArchiveFault with the reason where the file is no
    zip, is damaged, encrypted or too large, or names its parts twice or outside itself; OSError where it cannot be
    read.
    """
    return open_some(source, limits, lambda _name: True)[1]


def open_some(
    source: Path | bytes, limits: Limits, wanted: Callable[[str], bool]
) -> tuple[tuple[str, ...], dict[str, bytes]]:
    """The names of all parts of a zip, and those parts that are wanted by their names.

    Everything is checked as `open_archive` does, except what only unpacking the others could show.
    """
    data = _bytes_of(source, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _checked(archive, data, limits)
            parts = {each.filename: _unpacked(archive, each, limits) for each in members if wanted(each.filename)}
            return tuple(member.filename for member in members), parts
    except ArchiveFault:
        raise
    except _BROKEN as error:
        raise ArchiveFault(_("it is damaged")) from error


def part_without_directory(path: Path, name: str, limit: int) -> bytes:
    """A part of a zip that may be damaged or cut short, found by the headers before the parts; b"" where it is not.

    Nothing is checked but its size: it tells what a refused file says it is, and is not to be believed. No more than
    `limit` bytes of any part are read, packed or unpacked. OSError where the file cannot be read.
    """
    wanted = name.encode("ascii")
    with path.open("rb") as file:
        for _turn in range(_MOST_HEADERS):
            header = file.read(_LOCAL_HEADER.size)
            if len(header) < _LOCAL_HEADER.size or not header.startswith(_LOCAL_SIGNATURE):
                return b""
            fields = _LOCAL_HEADER.unpack(header)
            flags, method, size, name_length, extra_length = fields[2], fields[3], fields[7], fields[9], fields[10]
            found = file.read(name_length)
            file.seek(extra_length, os.SEEK_CUR)
            if found == wanted:
                is_plain = method in _METHODS and not flags & (_ENCRYPTED | _STRONGLY_ENCRYPTED | _MASKED | _PATCHED)
                return _head_of(file.read(min(size, limit)), method, limit) if is_plain else b""
            file.seek(size, os.SEEK_CUR)
    return b""


def _head_of(packed: bytes, method: int, limit: int) -> bytes:
    if method == zipfile.ZIP_STORED:
        return packed
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, limit)
    except zlib.error:
        return b""


def _bytes_of(source: Path | bytes, limits: Limits) -> bytes:
    data = source if isinstance(source, bytes) else read_bounded(source, limits.file)
    if len(data) > limits.file:
        raise _too_large(limits.file)
    if not data.startswith((_LOCAL_SIGNATURE, _END_SIGNATURE)):
        raise ArchiveFault(_("it is not a zip file"))
    _refuse_many(data, limits)
    return data


def read_bounded(path: Path, limit: int) -> bytes:
    """The bytes of a file of no more than `limit` bytes; ArchiveFault where it has more, OSError as reading has it."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size > limit:
            raise _too_large(limit)
        data = file.read(size + 1)
    if len(data) > size:
        raise ArchiveFault(_("it was being written while it was read"))
    return data


def _too_large(limit: int) -> ArchiveFault:
    return ArchiveFault(_("it is larger than {limit}").format(limit=_size(limit)))


def _refuse_many(data: bytes, limits: Limits) -> None:
    """The directory's own count, before it is read: each of its entries costs memory."""
    at = data.rfind(_END_SIGNATURE)
    if at < 0 or len(data) - at < _END.size:
        raise ArchiveFault(_("it was cut short: its end is missing"))
    end = _END.unpack_from(data, at)
    count, directory_size, directory_at, comment = end[4], end[5], end[6], end[7]
    if limits.sealed and at + _END.size + comment != len(data):
        # The end of a file within it is found where its own is missing, so this is asked before anything of the end.
        raise ArchiveFault(_("it was cut short, or something was added to it"))
    # What the format keeps for larger files; none of ours comes near, and two directories could say different things.
    if count == 0xFFFF or directory_at == 0xFFFFFFFF or directory_size == 0xFFFFFFFF:
        raise ArchiveFault(_("it is of a kind of zip that is not read here"))
    if count > limits.count or directory_size > 1024 * (limits.count + 1):
        raise ArchiveFault(_("it has more than {limit} parts").format(limit=limits.count))
    if limits.sealed and (comment or directory_at + directory_size != at):
        raise ArchiveFault(_("it holds more than its parts"))


def _checked(archive: zipfile.ZipFile, data: bytes, limits: Limits) -> Sequence[zipfile.ZipInfo]:
    members = archive.infolist()
    if len(members) > limits.count:
        raise ArchiveFault(_("it has more than {limit} parts").format(limit=limits.count))
    seen: set[str] = set()
    for member in members:
        _check_name(member)
        plain = unicodedata.normalize("NFC", member.filename).casefold()
        if plain in seen:
            raise ArchiveFault(_("it has two parts called {name}").format(name=_shown(member.filename)))
        seen.add(plain)
        _check_member(member, limits)
    if sum(member.file_size for member in members) > limits.total:
        raise ArchiveFault(_("unpacked it is larger than {limit}").format(limit=_size(limits.total)))
    _check_places(members, archive.start_dir, data, limits)
    return members


def _check_name(member: zipfile.ZipInfo) -> None:
    name = member.orig_filename
    steps = name.split("/")
    if (
        name != member.filename
        or not name
        or len(name) > 255
        or "\\" in name
        or _DRIVE.match(name)
        or any(step in ("", ".", "..") for step in steps)
        or not name.isprintable()
    ):
        raise ArchiveFault(_("it has a part with a name that is not allowed: {name}").format(name=_shown(name)))
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG) or member.external_attr & 0x10:
        raise ArchiveFault(_("it has a part that is not a file: {name}").format(name=_shown(name)))


def _check_member(member: zipfile.ZipInfo, limits: Limits) -> None:
    name = _shown(member.filename)
    if member.flag_bits & (_ENCRYPTED | _STRONGLY_ENCRYPTED | _MASKED):
        raise ArchiveFault(_("its part {name} is encrypted").format(name=name))
    if member.compress_type not in _METHODS or member.flag_bits & _PATCHED:
        raise ArchiveFault(_("its part {name} is packed in a way that is not read here").format(name=name))
    if member.file_size > limits.part:
        raise ArchiveFault(_("its part {name} is larger than {limit}").format(name=name, limit=_size(limits.part)))
    if member.file_size > _SMALL and member.file_size > limits.ratio * max(member.compress_size, 1):
        raise ArchiveFault(_("its part {name} is packed more tightly than any real one").format(name=name))


def _check_places(members: Sequence[zipfile.ZipInfo], directory: int, data: bytes, limits: Limits) -> None:
    """Parts lie one after the other and do not share bytes: overlapping ones unpack to far more than is there."""
    places = sorted(_places(members, data))
    places.append((directory, directory))
    for (_start, end), (next_start, _next_end) in pairwise(places):
        if end > next_start:
            raise ArchiveFault(_("its parts overlap"))
        if limits.sealed and end != next_start:
            raise ArchiveFault(_("it holds more than its parts"))
    if limits.sealed and places[0][0] != 0:
        raise ArchiveFault(_("it holds more than its parts"))


def _places(members: Sequence[zipfile.ZipInfo], data: bytes) -> Iterator[tuple[int, int]]:
    for member in members:
        header = _LOCAL_HEADER.unpack_from(data, member.header_offset)
        name_length, extra_length = header[9], header[10]
        size = _LOCAL_HEADER.size + name_length + extra_length + member.compress_size
        yield member.header_offset, member.header_offset + size


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> bytes:
    with archive.open(member) as part:
        content = part.read(limits.part + 1)
    if len(content) != member.file_size:
        raise ArchiveFault(_("its part {name} is not as long as it says").format(name=_shown(member.filename)))
    return content


def _shown(name: str) -> str:
    printable = "".join(letter if letter.isprintable() else "?" for letter in name)
    return printable if len(printable) <= 60 else printable[:60] + "…"


def _size(number: int) -> str:
    return _("{number} MB").format(number=number // (1024 * 1024))
