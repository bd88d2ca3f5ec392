"""A content tree as a Word document, through the master in templates/docx/."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assurance_app.documents.differences import shortened
from assurance_app.documents.layout import (
    PROPERTY_LIMIT,
    contents_entries,
    contents_heading,
    fact_label,
    figure_words,
    footer_words,
    is_account,
    made_at,
    page_words,
    signature_lines,
)
from assurance_app.documents.word_finish import finish
from assurance_app.documents.word_pictures import place_pictures
from assurance_app.domain.content import (
    Bullets,
    ColumnKind,
    ContentTree,
    Fact,
    Figure,
    Heading,
    Paragraph,
    Quotation,
    SignatureBlock,
    Table,
)
from assurance_app.files.packing import write_timeless
from assurance_app.paths import word_masters

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2.sandbox import SandboxedEnvironment
    from markupsafe import Markup

_MASTER = "statement.docx"
TextBlock = Heading | Paragraph | Quotation | Bullets | Fact | Table | SignatureBlock


def write_word(tree: ContentTree, path: Path) -> None:
    """Write the tree as a Word document to `path`, which is overwritten. OSError where it cannot be written.

    The file is not held against the tree here; `formats.write_document` does both.
    """
    packed = io.BytesIO()
    rendered(tree).save(packed)
    write_timeless(packed, path)


def rendered(tree: ContentTree) -> DocxTemplate:
    """The master with the tree's words in it."""
    from docxtpl import DocxTemplate

    template = DocxTemplate(word_masters() / _MASTER)
    template.render(_context(tree), _environment())
    finish(template.docx.element.body, tree)
    place_pictures(template.docx.part, tree)
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
    return {
        "title": _data(tree.title),
        "subtitle": _data(tree.subtitle),
        "status": _data(tree.status),
        "footer": _data(footer_words(tree)),
        "marking": _data(tree.marking),
        "page_words": [_data(words) for words in page_words()],
        "contents_heading": _data(contents_heading()),
        "contents": [{"level": level, "text": _data(text)} for level, text in contents_entries(tree)],
        "blocks": list(_blocks(tree)),
    }


def _blocks(tree: ContentTree) -> Iterator[dict[str, Any]]:
    numbers = count(1)
    for block in tree.blocks:
        yield _figure(block, next(numbers)) if isinstance(block, Figure) else _block(block)


def _figure(figure: Figure, number: int) -> dict[str, Any]:
    before, after = figure_words()
    return {
        "kind": "figure",
        "before": _data(before),
        "number": _data(str(number)),
        "after": _data(after),
        "caption": _data(figure.caption),
    }


def _block(block: TextBlock) -> dict[str, Any]:
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
            return {
                "kind": "account" if is_account(block) else "fact",
                "label": _data(fact_label(label) + " "),
                "text": _data(text),
            }
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


def _set_language(styles: Any, language: str) -> None:
    from docx.oxml.ns import qn

    for element in styles.iter(qn("w:lang")):
        element.set(qn("w:val"), language)


def _set_properties(properties: Any, tree: ContentTree) -> None:
    # Set here and not by tags in the master: docxtpl would escape them a second time.
    properties.title = shortened(tree.title, PROPERTY_LIMIT)
    properties.subject = shortened(tree.subtitle, PROPERTY_LIMIT)
    properties.author = properties.last_modified_by = shortened(tree.author, PROPERTY_LIMIT)
    properties.language = tree.language
    properties.content_status = shortened(tree.status, PROPERTY_LIMIT)
    properties.category = shortened(tree.marking, PROPERTY_LIMIT)
    properties.created = properties.modified = made_at(tree.date)
    properties.revision = 1
