"""Reading Word: what a document says, in order, with its styles, tables, furniture, properties and hidden parts.

It reads the file's XML itself, and so is independent of whatever wrote it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assurance_app.domain.refusal import Refused

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_PROPERTY_NAMES = {
    "title": "title",
    "creator": "author",
    "subject": "subject",
    "language": "language",
    "description": "comments",
    "keywords": "keywords",
    "category": "category",
    "contentStatus": "status",
    "lastModifiedBy": "last_modified_by",
}
_MOST_BYTES = 256 * 1024 * 1024
_MOST_MEMBERS = 4096


@dataclass(frozen=True, slots=True)
class DocxParagraph:
    """A paragraph: the id of its style ("" for the default one), its text with its line breaks and tabs."""

    style: str
    text: str
    in_table: bool = False


@dataclass(frozen=True, slots=True)
class DocxTable:
    """A table: how many of its first rows repeat on each page, whether no row breaks across pages, and its cells."""

    repeated_rows: int
    unbroken: bool
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class DocxPicture:
    """A picture: its alternative text, and the file that is shown."""

    alternative: str
    content: bytes


@dataclass(frozen=True, slots=True)
class DocxText:
    """What a document says. `paragraphs` are in reading order, those of tables and contents among them."""

    paragraphs: tuple[DocxParagraph, ...]
    tables: tuple[DocxTable, ...]
    headers: tuple[str, ...]
    footers: tuple[str, ...]
    properties: dict[str, str]
    language: str
    hidden: tuple[str, ...]
    """Comments, notes, deleted and hidden text: what the page does not show."""
    pictures: tuple[DocxPicture, ...] = ()


def docx_text(source: Path | bytes) -> DocxText:
    """What the document says. Refused("file.missing" | "file.unreadable")."""
    if isinstance(source, Path) and not source.is_file():
        raise Refused("file.missing", path=source)
    name = str(source) if isinstance(source, Path) else "docx"
    try:
        with zipfile.ZipFile(source if isinstance(source, Path) else io.BytesIO(source)) as archive:
            return _read(_Parts(archive, name))
    except (zipfile.BadZipFile, KeyError, OSError, ValueError) as error:
        raise Refused("file.unreadable", path=name, detail=error) from error


class _Parts:
    """The parts of the package, each parsed with no outside entity and no network."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        members = archive.infolist()
        if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_BYTES:
            raise Refused("file.unreadable", path=name, detail="too large")
        self._archive = archive
        self._name = name
        self.names = [member.filename for member in members]

    def parsed(self, part: str) -> Any:
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
        try:
            root: Any = etree.fromstring(self._archive.read(part), parser)
        except etree.XMLSyntaxError as error:
            raise Refused("file.unreadable", path=self._name, detail=f"{part}: {error}") from error
        if root.getroottree().docinfo.doctype:
            raise Refused("file.unreadable", path=self._name, detail=f"{part}: DOCTYPE")
        return root

    def content(self, part: str) -> bytes:
        return self._archive.read(part)

    def under(self, beginning: str) -> Iterator[Any]:
        for name in sorted(self.names):
            if name.startswith(beginning) and name.endswith(".xml"):
                yield self.parsed(name)


def _read(parts: _Parts) -> DocxText:
    body = parts.parsed("word/document.xml").find(f"{_WORD}body")
    if body is None:
        raise ValueError("no body")
    notes = [root for kind in ("comments", "footnotes", "endnotes") for root in parts.under(f"word/{kind}")]
    return DocxText(
        paragraphs=tuple(_paragraphs(body)),
        tables=tuple(_table(element) for element in body.iter(f"{_WORD}tbl")),
        headers=tuple(_said(root) for root in parts.under("word/header")),
        footers=tuple(_said(root) for root in parts.under("word/footer")),
        properties=_properties(parts),
        language=_language(parts),
        hidden=tuple(text for text in (*_hidden(body), *map(_said, notes)) if text.strip()),
        pictures=tuple(_pictures(parts, body)),
    )


def _paragraphs(body: Any) -> Iterator[DocxParagraph]:
    for element in body.iter(f"{_WORD}p"):
        style = element.find(f"{_WORD}pPr/{_WORD}pStyle")
        in_table = any(True for _ancestor in element.iterancestors(f"{_WORD}tc"))
        yield DocxParagraph(style.get(f"{_WORD}val") if style is not None else "", _text(element), in_table)


def _text(paragraph: Any) -> str:
    """What the paragraph shows: not what was deleted, is hidden, or instructs a field."""
    pieces = []
    for element in paragraph.iter(f"{_WORD}t", f"{_WORD}br", f"{_WORD}cr", f"{_WORD}tab", f"{_WORD}noBreakHyphen"):
        run = element.getparent()
        if run.tag != f"{_WORD}r" or _is_hidden(run):
            continue
        kind = element.tag[len(_WORD) :]
        pieces.append({"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "\u2011"}.get(kind, element.text or ""))
    return "".join(pieces)


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{_WORD}rPr/{_WORD}vanish")
    return mark is not None and mark.get(f"{_WORD}val") not in ("0", "false", "off")


def _hidden(body: Any) -> Iterator[str]:
    for run in body.iter(f"{_WORD}r"):
        if _is_hidden(run):
            yield "".join(element.text or "" for element in run.iter(f"{_WORD}t"))
    for element in body.iter(f"{_WORD}delText"):
        yield element.text or ""


def _said(root: Any) -> str:
    return "\n".join(_text(element) for element in root.iter(f"{_WORD}p"))


def _table(element: Any) -> DocxTable:
    rows = list(element.iterchildren(f"{_WORD}tr"))
    marks = [row.find(f"{_WORD}trPr/{_WORD}tblHeader") is not None for row in rows]
    return DocxTable(
        repeated_rows=marks.index(False) if False in marks else len(marks),
        unbroken=all(row.find(f"{_WORD}trPr/{_WORD}cantSplit") is not None for row in rows),
        rows=tuple(
            tuple("\n".join(_text(p) for p in cell.iter(f"{_WORD}p")) for cell in row.iterchildren(f"{_WORD}tc"))
            for row in rows
        ),
    )


def _pictures(parts: _Parts, body: Any) -> Iterator[DocxPicture]:
    drawings = list(body.iter(f"{_WORD}drawing"))
    related = "word/_rels/document.xml.rels"
    targets = {
        element.get("Id"): element.get("Target")
        for element in (parts.parsed(related) if drawings and related in parts.names else ())
        if element.get("TargetMode") != "External"
    }
    for drawing in drawings:
        told = next(drawing.iter(f"{_DRAWING}docPr"), None)
        shown = next(drawing.iter(f"{_PICTURE}blip"), None)
        target = targets.get(shown.get(_EMBED)) if shown is not None else None
        yield DocxPicture(
            alternative=told.get("descr", "") if told is not None else "",
            content=parts.content(f"word/{target}") if target else b"",
        )


def _properties(parts: _Parts) -> dict[str, str]:
    if "docProps/core.xml" not in parts.names:
        return {}
    found = {element.tag.rpartition("}")[2]: element.text or "" for element in parts.parsed("docProps/core.xml")}
    return {name: found[tag] for tag, name in _PROPERTY_NAMES.items() if tag in found}


def _language(parts: _Parts) -> str:
    if "word/styles.xml" not in parts.names:
        return ""
    defaults = parts.parsed("word/styles.xml").find(
        f"{_WORD}docDefaults/{_WORD}rPrDefault/{_WORD}rPr/{_WORD}lang",
    )
    return defaults.get(f"{_WORD}val") or "" if defaults is not None else ""
