"""What a file holds that its pages do not show, or that tells of how it was made: by name, whoever wrote the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from assurance_app.files.archive import ArchiveFault, Limits, open_archive
from assurance_app.files.pdf_strings import taken_apart

_MB = 1024 * 1024
_LIMITS = Limits(file=96 * _MB, part=64 * _MB, total=256 * _MB, count=4096, ratio=2000)
_PLAIN_PARTS = re.compile(
    r"(?:\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:core|app)\.xml"
    r"|word/(?:_rels/)?(?:document|styles|settings|webSettings|fontTable|numbering|theme/theme\d+|header\d+|footer\d+)"
    r"\.xml(?:\.rels)?"
    r"|xl/(?:_rels/)?(?:workbook|styles|sharedStrings|theme/theme\d+)\.xml(?:\.rels)?"
    r"|xl/(?:worksheets|tables|charts|drawings)/(?:_rels/)?[a-z]+\d+\.xml(?:\.rels)?"
    r"|(?:word|xl)/media/[\w-]+\.(?:png|svg|emf))"
)
_WORD_TAGS = frozenset(
    "ins del moveFrom moveTo rPrChange pPrChange commentReference commentRangeStart vanish specVanish altChunk object "
    "docVar".split()
)
_OFF = ("0", "false", "off")
_OWN_NAMES = ("_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase")
_EXCEL_TAGS = ("sheet", "row", "col", "definedName", "numFmt")
_ROWS_NAME = re.compile(r"[A-Z][a-z]+(?:_[a-z]+)*_rows")
_CELLS_OF_A_SHEET = re.compile(r"(?:'(?:[^']|'')+'|\w+)!\$[A-Z]+\$\d+:\$[A-Z]+\$\d+")
_EMPTY_PROPERTIES = frozenset("description keywords identifier version Company Manager HyperlinkBase".split())
_PDF_NAMES = re.compile(rb"/(OCProperties|EmbeddedFiles?|JavaScript|JS|AcroForm|RichMedia|Launch|XFA|AA)\b")
_PDF_NOTES = re.compile(
    rb"/Subtype\s*/(Text|FreeText|Popup|Stamp|Caret|Ink|Highlight|Underline|Squiggly|StrikeOut|FileAttachment|Sound"
    rb"|Movie|Screen|Widget|Redact)\b"
)
_PRIVATE = re.compile(rb"/PieceInfo\b")
"""What a program keeps for itself in a page; ours keeps nothing."""
_INFO = re.compile(rb"/Info\s+(\d+)\s+(\d+)\s+R")
_INFO_NAMES = re.compile(rb"/([A-Za-z]\w*)\s*(?=[(<])")
_PLAIN_INFO = frozenset("Title Author Subject Creator Producer CreationDate ModDate Trapped".split())


def hidden_parts(content: bytes) -> tuple[str, ...]:
    """The names of all such parts of a Word, Excel or PDF file, in order. ValueError where it cannot be taken apart."""
    if content.startswith(b"%PDF-"):
        return tuple(sorted(set(_in_pdf(content))))
    try:
        parts = open_archive(content, _LIMITS)
    except ArchiveFault as fault:
        raise ValueError(str(fault)) from fault
    return tuple(sorted(set(_in_office(parts))))


def _in_office(parts: Mapping[str, bytes]) -> Iterator[str]:
    for name, content in parts.items():
        if not _PLAIN_PARTS.fullmatch(name):
            yield name
        elif name.endswith(".xml") and not (name.startswith("xl/worksheets/") and _hides_nothing(content)):
            yield from (f"{name}: {what}" for what in _in_part(name, _parsed(content, name)))


def _hides_nothing(content: bytes) -> bool:
    """Whether a sheet shows by its bytes alone that it has no hidden row or column, no comment and no instruction.

    A large sheet takes long to take apart. The bytes say it only of text that is what it looks like: one byte for each
    of the letters looked for, and no declarations that give an element more than it shows.
    """
    begins = content[:64]
    return (
        begins.startswith(b"<?xml")
        and b"UTF-8" in begins.upper()
        and b"hidden" not in content
        and b"<!" not in content
        and content.count(b"<?") == 1
    )


def _parsed(content: bytes, name: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"{name}: {error}") from error


def _in_part(name: str, root: Any) -> Iterator[str]:
    look = _in_word if name.startswith("word/") else _in_excel if name.startswith("xl/") else _in_properties
    # A large sheet has hundreds of thousands of cells, and none of them is looked at here.
    wanted = _looked_at() if look is _in_excel else ()
    for element in root.iter(*wanted):
        if isinstance(element.tag, str):
            yield from look(element, element.tag.rpartition("}")[2])
        else:
            yield "comment"


def _looked_at() -> tuple[Any, ...]:
    from lxml import etree

    return (*(f"{{*}}{tag}" for tag in _EXCEL_TAGS), etree.Comment, etree.ProcessingInstruction)


def _given(element: Any, name: str) -> str:
    """An attribute by its name, in whatever namespace."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _in_word(element: Any, tag: str) -> Iterator[str]:
    if tag in _WORD_TAGS and _given(element, "val") not in _OFF:
        yield tag
    if tag == "color" and _given(element, "val").upper() == "FFFFFF":
        yield "white text"


def _in_excel(element: Any, tag: str) -> Iterator[str]:
    if tag == "sheet" and _given(element, "state") not in ("", "visible"):
        yield f"sheet {_given(element, 'state')}"
    if tag in ("row", "col") and _given(element, "hidden") not in ("", *_OFF):
        yield f"{tag} hidden"
    if tag == "definedName" and (not _is_own_name(element) or _given(element, "hidden") == "1"):
        yield "definedName"
    if tag == "numFmt" and _given(element, "formatCode").strip() in (";;;", ";;"):
        yield "numFmt"


def _is_own_name(element: Any) -> bool:
    """Whether a name is one that programs keep for themselves, or stands for nothing but the cells of a table."""
    name = _given(element, "name")
    return name in _OWN_NAMES or bool(_ROWS_NAME.fullmatch(name) and _CELLS_OF_A_SHEET.fullmatch(element.text or ""))


def _in_properties(element: Any, tag: str) -> Iterator[str]:
    if tag in _EMPTY_PROPERTIES and (element.text or "").strip():
        yield tag


def pdf_names(content: bytes) -> frozenset[str]:
    """The names of files within a PDF, layers, programs and forms that it has, as the format calls them."""
    outside, streams = taken_apart(content)
    objects = [outside, *(body if b"/ObjStm" in head else head for head, body in streams)]
    return frozenset(match[1].decode("ascii") for data in objects for match in _PDF_NAMES.finditer(data))


def _in_pdf(content: bytes) -> Iterator[str]:
    yield from pdf_names(content)
    outside, streams = taken_apart(content)
    for data in (outside, *(body if b"/ObjStm" in head else head for head, body in streams)):
        if _PRIVATE.search(data):
            yield "PieceInfo"
        for match in _PDF_NOTES.finditer(data):
            yield match[1].decode("ascii")
    info = list(_INFO.finditer(outside))
    if info:
        number, generation = info[-1][1], info[-1][2]
        start = outside.rfind(b"\n" + number + b" " + generation + b" obj")
        end = outside.find(b"endobj", start)
        for match in _INFO_NAMES.finditer(outside[start:end]):
            name = match[1].decode("ascii")
            if name not in _PLAIN_INFO:
                yield f"Info {name}"
