"""A published text as lines with hints, from PDF, HTML, Word, text or Markdown. What the file is, its content says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from assurance_app.domain.refusal import Refused
from assurance_app.domain.text import clean_text
from assurance_app.files.lines import LARGEST_FILE, MOST_CHARACTERS, MOST_LINES, Line

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PARTS = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))


@dataclass(frozen=True, slots=True)
class TextOf:
    """The lines of a file, with its name and digest."""

    name: str
    sha256: str
    lines: tuple[Line, ...]


def text_of(path: Path) -> TextOf:
    """The text of the file. Refused("file.missing") or "official-text.*": too-large, too-many-pages, encrypted, scan,
    old-word, not-text, damaged, entities, empty. Nothing is kept of a file that is refused.
    """
    content = _content(path)
    lines = tuple(replace(line, text=clean_text(line.text)) for line in _lines(path, content))
    if len(lines) > MOST_LINES or sum(len(line.text) for line in lines) > MOST_CHARACTERS:
        raise Refused("official-text.too-large", path=path)
    if not any(line.text.strip() for line in lines):
        raise Refused("official-text.empty", path=path)
    return TextOf(path.name, hashlib.sha256(content).hexdigest(), lines)


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise Refused("file.missing", path=path)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Refused("file.unreadable", path=path, detail=error.strerror or error) from error
    if len(content) > LARGEST_FILE:
        raise Refused("official-text.too-large", path=path)
    return content


def _lines(path: Path, content: bytes) -> list[Line]:
    start = content[:1024]
    if b"%PDF-" in start:
        from assurance_app.files.pdf_lines import pdf_lines

        return pdf_lines(path, content)
    if content.startswith(b"PK\x03\x04"):
        from assurance_app.files.word_lines import word_lines

        return word_lines(path, content)
    if content.startswith(_OLD_OFFICE):
        locked = any(part in content for part in _ENCRYPTED_PARTS)
        raise Refused("official-text.encrypted" if locked else "official-text.old-word", path=path)
    return _of_text(path, _decoded(path, content))


def _of_text(path: Path, text: str) -> list[Line]:
    start = text[:2048].lstrip().lower()
    if path.suffix.lower() in (".html", ".htm", ".xhtml") or start.startswith(("<!doctype html", "<html", "<?xml")):
        from assurance_app.files.html_text import html_lines

        return html_lines(path, text)
    from assurance_app.files.markdown_lines import markdown_lines

    return markdown_lines(text)


def _decoded(path: Path, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        odd = sum(1 for character in text[:100_000] if character < " " and character not in "\t\n\r\f\x0b")
        if odd * 1000 > min(len(text), 100_000):
            break
        return text
    raise Refused("official-text.not-text", path=path)
