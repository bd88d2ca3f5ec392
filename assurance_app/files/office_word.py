"""Reading any Word document for a check of it: its paragraphs, tables, pictures, links, and what was left in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assurance_app.domain.refusal import Refused
from assurance_app.files.archive import ArchiveFault, Limits, open_archive
from assurance_app.files.office_document import (
    LARGEST_FILE,
    MOST_CHARACTERS,
    Contrast,
    LinkFacts,
    OfficeDocument,
    Passage,
    PictureFacts,
    Spot,
    SpotKind,
    TableFacts,
    excerpt,
)
from assurance_app.files.word_looks import Looks, on

_MB = 1024 * 1024
_LIMITS = Limits(file=LARGEST_FILE, part=48 * _MB, total=192 * _MB, count=4096)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DEEPEST_TABLE = 8
"""More tables within tables than that nobody made; each is read once more for each around it."""
_MAIN = "word/document.xml"
_DOCUMENT = "/officeDocument"
"""How the kind of relation ends that leads to the main part."""
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_PROPERTIES = {
    "title": "title", "creator": "author", "subject": "subject", "description": "comments", "keywords": "keywords",
    "lastModifiedBy": "last_modified_by", "Company": "company", "Manager": "manager", "language": "language",
}  # fmt: skip
_PAGE_FIELD = re.compile(r"\bPAGE\b")
_HYPERLINK = re.compile(r'HYPERLINK\s+(?:\\\S+\s+)*"([^"]+)"')
_CHANGES = ("ins", "del", "moveFrom", "moveTo")


def read_word(path: Path, content: bytes) -> OfficeDocument:
    """The document. Refused("checking.damaged" | "checking.unknown" | "checking.too-large")."""
    try:
        parts = open_archive(content, _LIMITS)
    except ArchiveFault as fault:
        raise Refused("checking.damaged", path=path, detail=str(fault)) from fault
    parts = {name: part for name, part in parts.items() if not name.endswith("/")}
    try:
        main = _main_part(parts)
        if main not in parts:
            raise Refused("checking.unknown", path=path)
        return _Reader(parts, main).read()
    except _Broken as error:
        raise Refused("checking.damaged", path=path, detail=str(error)) from error


class _Broken(ValueError):
    """A part that cannot be read, by its name."""


def _main_part(parts: Mapping[str, bytes]) -> str:
    """The part with the text: some programs name it otherwise than Word does."""
    if _MAIN not in parts and "_rels/.rels" in parts:
        for relation in _parsed(parts, "_rels/.rels"):
            target = str(relation.get("Target", "")).lstrip("/")
            if relation.get("Type", "").endswith(_DOCUMENT) and target.startswith("word/"):
                return target
    return _MAIN


def _parsed(parts: Mapping[str, bytes], name: str) -> Any:
    from lxml import etree

    # Without `huge_tree` the parser itself bounds how deep and how long things may be.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root: Any = etree.fromstring(parts[name], parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _Broken(name) from error
    if root.getroottree().docinfo.doctype:
        raise _Broken(name)
    for twin in list(root.iter(_FALLBACK)):
        # The same again, for programs that cannot draw it.
        twin.getparent().remove(twin)
    return root


@dataclass(slots=True)
class _At:
    """Where the reader is."""

    paragraph: int = 0
    table: int = 0
    picture: int = 0
    heading: str = ""


class _Reader:
    def __init__(self, parts: Mapping[str, bytes], main: str) -> None:
        self._parts = parts
        self._main = main
        self._looks = Looks(_parsed(parts, "word/styles.xml") if "word/styles.xml" in parts else None)
        self._at = _At()
        self._passages: list[Passage] = []
        self._headings: list[tuple[int, Spot]] = []
        self._tables: list[TableFacts] = []
        self._pictures: list[PictureFacts] = []
        self._links: list[LinkFacts] = []
        self._changes: list[Spot] = []
        self._hidden: list[Spot] = []
        self._faint: list[Contrast] = []
        self._targets: dict[str, str] = {}
        self._has_contents = False

    def read(self) -> OfficeDocument:
        body = _parsed(self._parts, self._main).find(f"{W}body")
        if body is None:
            raise _Broken(self._main)
        if sum(map(len, body.itertext())) > MOST_CHARACTERS:
            raise _Broken(self._main)
        self._targets = dict(self._relations())
        for element in body.iter(f"{W}p", f"{W}tbl"):
            if element.tag == f"{W}tbl":
                self._table(element)
            elif not _inside(element, "p"):
                # What stands in a box of text belongs to the paragraph that holds the box.
                self._paragraph(element)
        properties, custom = self._properties()
        self._notes()
        numbered = self._furniture()
        return OfficeDocument(
            kind="docx",
            properties=properties,
            custom_properties=custom,
            language=self._looks.language or self._theme_language(),
            passages=tuple(self._passages),
            headings=tuple(self._headings),
            tables=tuple(self._tables),
            pictures=tuple(self._pictures),
            links=tuple(self._links),
            comments=tuple(self._comments()),
            changes=tuple(self._changes),
            hidden=tuple(self._hidden),
            faint=tuple(self._faint),
            attached=tuple(sorted(self._attached())),
            has_page_numbers=numbered,
            has_contents=self._has_contents,
        )

    # -- the body ----------------------------------------------------------------------------------------------

    def _paragraph(self, element: Any) -> None:
        self._at.paragraph += 1
        text = _text(element)
        level = self._looks.level(element)
        spot = self._spot(SpotKind.PARAGRAPH, self._at.paragraph, text)
        if self._looks.is_contents(element) or any(
            "TOC" in (field.text or "").split()[:1] for field in element.iter(f"{W}instrText")
        ):
            self._has_contents = True
        if level:
            self._headings.append((level, spot))
            if text.strip():
                self._at.heading = excerpt(text)
        if text.strip():
            bold = not level and not _inside(element, "tbl") and self._looks.is_all_bold(element)
            self._passages.append(Passage(text, spot, level, bold))
        self._runs(element, spot)
        self._drawn(element)
        self._linked(element, spot)

    def _runs(self, element: Any, spot: Spot) -> None:
        hidden, faint = [], None
        for run in element.iter(f"{W}r"):
            words = "".join(piece.text or "" for piece in run.iter(f"{W}t"))
            if not words.strip():
                continue
            if self._looks.is_hidden(run, element):
                hidden.append(words)
            elif (ratio := self._looks.faintness(run, element)) is not None and faint is None:
                faint = Contrast(replace(spot, words=excerpt(words)), ratio)
        if hidden:
            self._hidden.append(replace(spot, words=excerpt("".join(hidden))))
        if faint is not None:
            self._faint.append(faint)
        for name in _CHANGES:
            for change in element.iter(f"{W}{name}"):
                words = "".join(p.text or "" for p in change.iter(f"{W}t", f"{W}delText"))
                self._changes.append(replace(spot, words=excerpt(words)))

    def _drawn(self, element: Any) -> None:
        for picture in element.iter():
            if not isinstance(picture.tag, str):
                continue
            tag = picture.tag.rpartition("}")[2]
            if tag in ("inline", "anchor") and "wordprocessingDrawing" in picture.tag:
                about = next((one for one in picture if one.tag.endswith("}docPr")), None)
                given = about.attrib if about is not None else {}
                self._picture(given.get("descr", "") or given.get("title", ""), _is_decorative(about))
            elif tag == "pict" and any(one.tag.endswith("}imagedata") for one in picture.iter()):
                alternatives = [one.get("alt", "") for one in picture.iter() if one.get("alt")]
                self._picture(alternatives[0] if alternatives else "", False)

    def _picture(self, alternative: str, decorative: bool) -> None:
        self._at.picture += 1
        spot = self._spot(SpotKind.PICTURE, self._at.picture, alternative)
        self._pictures.append(PictureFacts(spot, alternative.strip(), decorative))

    def _linked(self, element: Any, spot: Spot) -> None:
        for link in element.iter(f"{W}hyperlink"):
            target = self._targets.get(link.get(f"{_R}id", ""), "")
            if target:
                words = _text(link).strip()
                self._links.append(LinkFacts(self._spot(SpotKind.PARAGRAPH, spot.number, words), words, target))
        codes = "".join(field.text or "" for field in element.iter(f"{W}instrText"))
        for match in _HYPERLINK.finditer(codes):
            words = _text(element).strip()
            self._links.append(LinkFacts(self._spot(SpotKind.PARAGRAPH, spot.number, words), words, match[1]))

    def _table(self, element: Any) -> None:
        self._at.table += 1
        if sum(1 for _outer in element.iterancestors(f"{W}tbl")) > _DEEPEST_TABLE:
            raise _Broken(self._main)
        rows = list(element.iterchildren(f"{W}tr"))
        first = _text(rows[0]) if rows else ""
        spot = self._spot(SpotKind.TABLE, self._at.table, first)
        marks = [on(row.find(f"{W}trPr/{W}tblHeader")) for row in rows[:1]]
        cells = [list(row.iterchildren(f"{W}tc")) for row in rows]
        merged = any(
            cell.find(f"{W}tcPr/{W}gridSpan") is not None or cell.find(f"{W}tcPr/{W}vMerge") is not None
            for row in cells
            for cell in row
        ) or any(True for cell in element.iter(f"{W}tc") if cell.find(f"{W}tbl") is not None)
        size = (len(rows), max(map(len, cells), default=0))
        self._tables.append(TableFacts(spot, any(marks), merged, size))

    def _spot(self, kind: SpotKind, number: int, words: str) -> Spot:
        return Spot(kind, number, excerpt(words), self._at.heading)

    # -- beside the body ---------------------------------------------------------------------------------------

    def _relations(self) -> Iterator[tuple[str, str]]:
        folder, _slash, part = self._main.rpartition("/")
        name = f"{folder}/_rels/{part}.rels"
        if name in self._parts:
            for element in _parsed(self._parts, name):
                if element.get("TargetMode") == "External":
                    yield element.get("Id", ""), element.get("Target", "")

    def _furniture(self) -> bool:
        """Take in what heads and feet say; whether any of them numbers the pages."""
        numbered = False
        for name in sorted(self._parts):
            if not re.fullmatch(r"word/(?:header|footer)\d*\.xml", name):
                continue
            root = _parsed(self._parts, name)
            for element in root.iter(f"{W}p"):
                if text := _text(element).strip():
                    self._passages.append(Passage(text, Spot(SpotKind.FURNITURE), is_furniture=True))
                self._runs(element, Spot(SpotKind.FURNITURE))
            fields = [one.text or "" for one in root.iter(f"{W}instrText")]
            fields += [one.get(f"{W}instr", "") for one in root.iter(f"{W}fldSimple")]
            numbered |= any(_PAGE_FIELD.search(field) for field in fields) or bool(list(root.iter(f"{W}pgNum")))
        return numbered

    def _notes(self) -> None:
        """Take in the footnotes and endnotes; what separates them from the text has no number of its own."""
        number = 0
        for name in _NOTES:
            for note in _parsed(self._parts, name) if name in self._parts else ():
                text = "\n".join(filter(str.strip, map(_text, note.iter(f"{W}p"))))
                if note.get(f"{W}type") in (None, "normal") and text:
                    number += 1
                    self._passages.append(Passage(text, Spot(SpotKind.NOTE, number, excerpt(text))))
                for element in note.iter(f"{W}p"):
                    self._runs(element, Spot(SpotKind.NOTE, number))

    def _comments(self) -> Iterator[Spot]:
        if "word/comments.xml" in self._parts:
            for number, comment in enumerate(_parsed(self._parts, "word/comments.xml").iter(f"{W}comment"), start=1):
                yield Spot(SpotKind.COMMENT, number, excerpt(" ".join(_text(p) for p in comment.iter(f"{W}p"))))

    def _properties(self) -> tuple[dict[str, str], tuple[str, ...]]:
        found: dict[str, str] = {}
        for part in ("docProps/core.xml", "docProps/app.xml"):
            if part in self._parts:
                for element in _parsed(self._parts, part):
                    name = _PROPERTIES.get(element.tag.rpartition("}")[2])
                    if name and (element.text or "").strip():
                        found[name] = element.text.strip()
        custom: tuple[str, ...] = ()
        if "docProps/custom.xml" in self._parts:
            custom = tuple(one.get("name", "") for one in _parsed(self._parts, "docProps/custom.xml"))
        return found, custom

    def _theme_language(self) -> str:
        if "word/settings.xml" not in self._parts:
            return ""
        mark = _parsed(self._parts, "word/settings.xml").find(f"{W}themeFontLang")
        return (mark.get(f"{W}val") or "") if mark is not None else ""

    def _attached(self) -> Iterator[str]:
        for name in self._parts:
            if name.startswith("word/embeddings/") or name.endswith("vbaProject.bin"):
                yield name.rpartition("/")[2]


def _text(element: Any) -> str:
    """What is shown: not deleted words, codes of fields or what is drawn for older programs."""
    pieces = []
    for piece in element.iter(f"{W}t", f"{W}br", f"{W}cr", f"{W}tab", f"{W}p"):
        kind = piece.tag[len(W) :]
        if kind == "t":
            pieces.append(piece.text or "")
        elif piece is not element:
            pieces.append(" " if kind in ("tab", "p") else "\n")
    return "".join(pieces)


def _inside(element: Any, tag: str) -> bool:
    return any(True for _outer in element.iterancestors(f"{W}{tag}"))


def _is_decorative(about: Any) -> bool:
    return about is not None and any(
        one.tag.endswith("}decorative") and one.get("val") in ("1", "true") for one in about.iter()
    )
