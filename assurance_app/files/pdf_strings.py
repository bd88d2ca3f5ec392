"""The strings of a PDF that no page shows: what it says of itself, comments, layers, alternative texts, files in it.

It reads the file's objects as bytes, without a table of contents: what is in the file is found whether or not anything
refers to it. The words of pages are glyphs there; `pdf_text` reads those.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from assurance_app.files.pdf import pdf_text

_STREAM = re.compile(rb"stream\r?\n")
_END = b"endstream"
_MOST_INFLATED = 128 * 1024 * 1024
_LITERAL_PART = re.compile(rb"[()\\]")
_HEX = re.compile(rb"(?<!<)<([0-9A-Fa-f\s]{4,})>(?!>)")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_XML_TAGS = re.compile(r"<[^>]*>")
_FURNITURE = re.compile(r"https?://\S+")
_LONGEST_HEAD = 4096
_REMARK = re.compile(rb"^%(?!PDF-|%EOF)[^\r\n]{5,}", re.MULTILINE)
_LAST_WORD = b"%%EOF"


def pdf_strings(content: bytes) -> Iterator[tuple[str, str]]:
    """The part and the text of each string: pages first. Refused("file.unreadable") where it is no PDF."""
    for number, text in enumerate(pdf_text(content), start=1):
        # A word that was broken at the end of a line is one word.
        yield f"page {number}", text.replace("\ufffe\n", "").replace("\x02\n", "").replace("\ufffe", "")
    outside, streams = taken_apart(content)
    for text in (*_strings(outside), *_remarks(outside)):
        yield "objects", text
    for head, body in streams:
        if b"/ObjStm" in head:
            for text in _strings(body):
                yield "objects", text
        elif b"/Metadata" in head or body.lstrip()[:8].startswith((b"<?xpacke", b"<x:xmpme")):
            yield "metadata", " ".join(_FURNITURE.sub(" ", _XML_TAGS.sub(" ", body.decode("utf-8", "replace"))).split())
        elif b"/JavaScript" in head or b"/JS" in head:
            yield "program", body.decode("latin-1")


def embedded_files(content: bytes) -> Iterator[bytes]:
    """What the files that lie in the PDF hold."""
    for head, body in taken_apart(content)[1]:
        if b"/EmbeddedFile" in head:
            yield body


def taken_apart(content: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """All that stands outside of streams, and each stream with its dictionary, unpacked as far as memory is bounded."""
    outside: list[bytes] = []
    streams: list[tuple[bytes, bytes]] = []
    at, left = 0, _MOST_INFLATED
    while (match := _STREAM.search(content, at)) is not None:
        end = content.find(_END, match.end())
        if end < 0:
            break
        before = content[at : match.start()]
        outside.append(before)
        head = before[-_LONGEST_HEAD:]
        head = head[max(head.rfind(b" obj"), 0) :]
        body = content[match.end() : end]
        if b"/FlateDecode" in head and _is_looked_at(head):
            body = _inflated(body, left)
            left -= len(body)
        streams.append((head, body))
        at = end + len(_END)
    outside.append(content[at:])
    return b"".join(outside), streams


def _is_looked_at(head: bytes) -> bool:
    return any(name in head for name in (b"/ObjStm", b"/Metadata", b"/EmbeddedFile", b"/JavaScript", b"/JS"))


def _inflated(body: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(body, max(most, 1))
    except zlib.error:
        return body


def _strings(data: bytes) -> Iterator[str]:
    for literal in _literals(data):
        yield _decoded(_ESCAPED.sub(_unescaped, literal))
    for match in _HEX.finditer(data):
        digits = b"".join(match[1].split())
        yield _decoded(bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii")))


def _remarks(data: bytes) -> Iterator[str]:
    """What stands on lines that every reader passes over, and behind the end of the file."""
    for match in _REMARK.finditer(data):
        yield match[0].decode("utf-8", "replace")
    _before, found, behind = data.rpartition(_LAST_WORD)
    if found and behind.strip():
        yield behind.decode("utf-8", "replace")


def _literals(data: bytes) -> Iterator[bytes]:
    """What stands between brackets, which may hold brackets themselves."""
    depth, start, skip = 0, 0, -1
    for match in _LITERAL_PART.finditer(data):
        at, mark = match.start(), match[0]
        if at == skip:
            continue
        if mark == b"\\":
            skip = at + 1
        elif mark == b"(":
            depth += 1
            start = at + 1 if depth == 1 else start
        elif depth:
            depth -= 1
            if not depth:
                yield data[start:at]


def _unescaped(match: re.Match[bytes]) -> bytes:
    found = match[1]
    if found[:1].isdigit() and found[:1] < b"8":
        return bytes([int(found, 8) & 0xFF])
    return b"" if found in (b"\n", b"\r", b"\r\n") else _ESCAPES.get(found, found)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xfe\xff", b"\xff\xfe")):
        return data.decode("utf-16", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    return data.decode("latin-1")
