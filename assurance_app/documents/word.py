"""A content tree as a Word document, through the master in templates/docx/."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assurance_app.documents.layout import (
    column_shares,
    contents_heading,
    fact_label,
    footer_words,
    page_words,
    signature_lines,
)
from assurance_app.domain.content import (
    Block,
    Bullets,
    ColumnKind,
    ContentTree,
    Fact,
    Heading,
    Paragraph,
    Quotation,
    SignatureBlock,
    Table,
)
from assurance_app.paths import word_masters

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2.sandbox import SandboxedEnvironment
    from markupsafe import Markup

_MASTER = "statement.docx"
_PROPERTY_LIMIT = 255  # of the standard, for each core property
_CONTENTS_LEVELS = 2


def write_word(tree: ContentTree, path: Path) -> None:
    """Write the tree as a Word document to `path`, which is overwritten. OSError where it cannot be written.

    The file is not held against the tree here; `formats.write_document` does both.
    """
    rendered(tree).save(path)


def rendered(tree: ContentTree) -> DocxTemplate:
    """The master with the tree's words in it."""
    from docxtpl import DocxTemplate

    template = DocxTemplate(word_masters() / _MASTER)
    template.render(_context(tree), _environment())
    body = template.docx.element.body
    _widen_tables(body, [block for block in tree.blocks if isinstance(block, Table)])
    if tree.with_contents:
        _link_contents(body)
    _set_language(template.docx.styles.element, tree.language)
    _set_properties(template.docx.core_properties, tree)
    return template


@cache
def _environment() -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def _data(text: str) -> Markup:
    """The text as data: nothing in it is markup, and no brace of it looks like docxtpl's own escapes such as `{_{`."""
    from markupsafe import Markup, escape

    escaped = str(escape(text))
    if "{" in escaped or "}" in escaped or "%" in escaped:
        escaped = escaped.replace("{", "&#123;").replace("}", "&#125;").replace("%", "&#37;")
    return Markup(escaped)


def _context(tree: ContentTree) -> dict[str, Any]:
    headings = [block for block in tree.blocks if isinstance(block, Heading)] if tree.with_contents else []
    return {
        "title": _data(tree.title),
        "subtitle": _data(tree.subtitle),
        "status": _data(tree.status),
        "footer": _data(footer_words(tree)),
        "marking": _data(tree.marking),
        "page_words": [_data(words) for words in page_words()],
        "contents_heading": _data(contents_heading()),
        "contents": [
            {"level": block.level, "text": _data(" ".join(block.text.split()))}
            for block in headings
            if block.level <= _CONTENTS_LEVELS
        ],
        "blocks": [_block(block) for block in tree.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(level=level, text=text):
            return {"kind": f"heading{level}", "text": _data(text)}
        case Paragraph(text=text):
            return {"kind": "paragraph", "text": _data(text)}
        case Quotation(text=text):
            return {"kind": "quotation", "text": _data(text)}
        case Bullets(items=items):
            return {"kind": "bullets", "entries": [_data(item) for item in items]}
        case Fact(label=label, text=text):
            return {"kind": "fact", "label": _data(fact_label(label) + " "), "text": _data(text)}
        case Table():
            return _table(block)
        case SignatureBlock(name=name, role=role, signed_on=signed_on):
            return {
                "kind": "signature",
                "pieces": [_data(piece) for piece in (name, role, signed_on) if piece],
                "lines": [_data(line) for line in signature_lines(block)],
            }


def _table(table: Table) -> dict[str, Any]:
    numbers = [kind is ColumnKind.NUMBER for kind in table.kinds] or [False] * len(table.columns)

    def cells(texts: tuple[str, ...]) -> list[dict[str, Any]]:
        return [{"text": _data(text), "number": number} for text, number in zip(texts, numbers, strict=True)]

    return {
        "kind": "table",
        "caption": _data(table.caption),
        "columns": cells(table.columns),
        "rows": [cells(row) for row in table.rows],
    }


def _widen_tables(body: Any, tables: list[Table]) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    for element, table in zip(body.iterchildren(qn("w:tbl")), tables, strict=True):
        properties = element.tblPr
        whole = int(properties.find(qn("w:tblW")).get(qn("w:w")))
        widths = [str(round(whole * share)) for share in column_shares(table)]
        grid = element.tblGrid
        for column in list(grid):
            grid.remove(column)
        for width in widths:
            column = OxmlElement("w:gridCol")
            column.set(qn("w:w"), width)
            grid.append(column)
        for row in element.iterchildren(qn("w:tr")):
            for cell, width in zip(row.iterchildren(qn("w:tc")), widths, strict=True):
                measure = cell.tcPr.find(qn("w:tcW"))
                measure.set(qn("w:w"), width)
                measure.set(qn("w:type"), "dxa")
        name = OxmlElement("w:tblCaption")
        name.set(qn("w:val"), " ".join(table.caption.split()))
        properties.append(name)


def _link_contents(body: Any) -> None:
    """Make the contents a field that Word can update, each entry a link to its heading.

    The field shows no page numbers: only the program that sets the pages knows them, and a wrong one misleads.
    """
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    entries, headings = [], []
    levels = range(1, _CONTENTS_LEVELS + 1)
    for paragraph in body.iterchildren(qn("w:p")):
        style = paragraph.style
        if style in {f"TOC{level}" for level in levels}:
            entries.append(paragraph)
        elif style in {f"Heading{level}" for level in levels}:
            headings.append(paragraph)
    for number, (entry, heading) in enumerate(zip(entries, headings, strict=True), start=1):
        anchor = f"_Toc{number:08d}"
        start, end, link = (OxmlElement(f"w:{name}") for name in ("bookmarkStart", "bookmarkEnd", "hyperlink"))
        for mark in (start, end):
            mark.set(qn("w:id"), str(number))
        start.set(qn("w:name"), anchor)
        heading.insert(1, start)
        heading.append(end)
        link.set(qn("w:anchor"), anchor)
        link.set(qn("w:history"), "1")
        link.extend(list(entry.iterchildren(qn("w:r"))))
        entry.append(link)
    if entries:
        for at, piece in enumerate(
            (
                _field_mark("begin"),
                _instruction(f' TOC \\n \\h \\z \\o "1-{_CONTENTS_LEVELS}" '),
                _field_mark("separate"),
            ),
            start=1,
        ):
            entries[0].insert(at, piece)
        entries[-1].append(_field_mark("end"))


def _field_mark(kind: str) -> Any:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    run, mark = OxmlElement("w:r"), OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run.append(mark)
    return run


def _instruction(words: str) -> Any:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    run, text = OxmlElement("w:r"), OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = words
    run.append(text)
    return run


def _set_language(styles: Any, language: str) -> None:
    from docx.oxml.ns import qn

    for element in styles.iter(qn("w:lang")):
        element.set(qn("w:val"), language)


def _set_properties(properties: Any, tree: ContentTree) -> None:
    # Set here and not by tags in the master: docxtpl would escape them a second time.
    properties.title = _property(tree.title)
    properties.subject = _property(tree.subtitle)
    properties.author = properties.last_modified_by = _property(tree.author)
    properties.language = tree.language
    properties.content_status = _property(tree.status)
    properties.category = _property(tree.marking)
    properties.created = properties.modified = dt.datetime.now(dt.UTC).replace(microsecond=0, tzinfo=None)
    properties.revision = 1


def _property(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _PROPERTY_LIMIT else line[: _PROPERTY_LIMIT - 1] + "…"
