"""Every word that a file holds, wherever it stands: pages, properties, comments, hidden parts, alternative texts.

Other readers say what a document says. This one is for looking for what it must not say: it gives too much rather than
too little, and knows nothing of whoever wrote the file.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from assurance_app.files.archive import ArchiveFault, Limits, open_archive
from assurance_app.files.pdf_strings import embedded_files, pdf_strings

_MB = 1024 * 1024
_LIMITS = Limits(file=96 * _MB, part=64 * _MB, total=256 * _MB, count=4096, ratio=2000)
_DEEPEST = 3
"""How many files within files are opened."""
_PRINTABLE = re.compile(rb"[\x20-\x7e\xa0-\xff]{5,}")
_ZIP, _PDF = b"PK\x03\x04", b"%PDF-"
# What Word and Excel need for themselves: names of styles, fonts and programs, which nobody wrote.
_TECHNICAL_PARTS = re.compile(r"(?:styles|fontTable|settings|webSettings|numbering|theme\d*|\[Content_Types\])\.xml$")
_TECHNICAL_TAGS = frozenset(
    "pStyle rStyle tblStyle style basedOn next link rFonts font Template Application AppVersion fldChar "
    "Relationship fileVersion workbookPr calcPr tableStyleInfo lvlText jc sectPr".split()
)
_RUN_TAGS = frozenset({"t", "delText", "instrText"})
_PARAGRAPHS = frozenset({"p", "si", "is", "comment"})


@dataclass(frozen=True, slots=True)
class Said:
    """A text in a file. `part` names the part of the file; `technical` is what nobody wrote, such as a style's name."""

    part: str
    text: str
    technical: bool = False


def every_word(content: bytes, name: str = "", depth: int = 0) -> Iterator[Said]:
    """Every text in the file, whatever kind of file it is. ValueError where it cannot be taken apart."""
    if content.startswith(_ZIP):
        yield from _of_zip(content, name, depth)
    elif content[:1024].lstrip().startswith(_PDF):
        for part, text in pdf_strings(content):
            yield Said(f"{name}{part}", text)
        for inner in embedded_files(content) if depth < _DEEPEST else ():
            yield from every_word(inner, f"{name}file/", depth + 1)
    elif name.endswith(".json"):
        yield from _of_json(json.loads(content), name)
    elif b"<html" in content[:4096].lower() or (name.endswith((".html", "/")) and content.lstrip()[:1] == b"<"):
        yield from html_words(content.decode("utf-8", "replace"), name, depth)
    else:
        for found in _PRINTABLE.findall(content):
            yield Said(name, found.decode("latin-1"))


def html_words(text: str, name: str = "", depth: int = 0) -> Iterator[Said]:
    """Every text in a web page or a fragment of one: also in attributes, comments, styles and data within links."""
    reader = _HtmlReader()
    reader.feed(text)
    reader.close()
    yield Said(name, " ".join(" ".join(reader.flow).split()))
    for piece in (*reader.flow, *reader.aside):
        if piece.strip():
            yield Said(name, piece)
    for link in reader.data:
        inner = _data_of(link)
        if inner and depth < _DEEPEST:
            yield from every_word(inner, f"{name}data/", depth + 1)


def _of_zip(content: bytes, name: str, depth: int) -> Iterator[Said]:
    try:
        parts = open_archive(content, _LIMITS)
    except ArchiveFault as fault:
        raise ValueError(str(fault)) from fault
    for part, inner in parts.items():
        yield Said(f"{name}{part}", part, technical=True)
        if part.endswith((".xml", ".rels", ".vml")):
            yield from _of_xml(inner, f"{name}{part}")
        elif depth < _DEEPEST:
            yield from every_word(inner, f"{name}{part}", depth + 1)


def _of_xml(content: bytes, part: str) -> Iterator[Said]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root: Any = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"{part}: {error}") from error
    all_technical = _TECHNICAL_PARTS.search(part) is not None
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield Said(part, element.text or "")
            continue
        tag = element.tag.rpartition("}")[2]
        technical = all_technical or tag in _TECHNICAL_TAGS
        for value in element.attrib.values():
            if len(value) > 1:
                yield Said(part, value, technical)
        if tag in _PARAGRAPHS:
            # One paragraph, whatever runs it was cut into.
            yield Said(part, "".join(run.text or " " for run in element.iter() if _is_said(run)))
        elif tag not in _RUN_TAGS and element.text and element.text.strip():
            yield Said(part, element.text, technical)
        elif tag == "t" and element.text and not _in_paragraph(element):
            yield Said(part, element.text)


def _is_said(element: Any) -> bool:
    if not isinstance(element.tag, str):
        return False
    tag = element.tag.rpartition("}")[2]
    return tag in _RUN_TAGS or tag in ("br", "tab", "cr")


def _in_paragraph(element: Any) -> bool:
    return any(
        isinstance(outer.tag, str) and outer.tag.rpartition("}")[2] in _PARAGRAPHS for outer in element.iterancestors()
    )


def _of_json(value: Any, name: str) -> Iterator[Said]:
    if isinstance(value, str):
        # What has no space in it is an id, a date or a code.
        yield Said(name, value, technical=" " not in value.strip() and value == value.lower())
    elif isinstance(value, dict):
        for part in value.values():
            yield from _of_json(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from _of_json(part, name)


def _data_of(link: str) -> bytes:
    head, _comma, body = link.partition(",")
    raw = urllib.parse.unquote_to_bytes(body)
    if ";base64" not in head.lower():
        return raw
    try:
        return base64.b64decode(raw, validate=False)
    except binascii.Error:
        return raw


class _HtmlReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.flow: list[str] = []
        self.aside: list[str] = []
        self.data: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for _name, value in attrs:
            if value and value.lstrip().lower().startswith("data:"):
                self.data.append(value.strip())
            elif value:
                self.aside.append(value)

    def handle_data(self, data: str) -> None:
        self.flow.append(data)

    def handle_comment(self, data: str) -> None:
        self.aside.append(data)

    def handle_decl(self, decl: str) -> None:
        self.aside.append(decl)

    def handle_pi(self, data: str) -> None:
        self.aside.append(data)

    def unknown_decl(self, data: str) -> None:
        self.aside.append(data)
