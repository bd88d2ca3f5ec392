"""Holding a Word file against its content tree: paragraph by paragraph, letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from assurance_app.documents.charts import picture_png
from assurance_app.documents.differences import need_same, shortened
from assurance_app.documents.layout import (
    PROPERTY_LIMIT,
    block_paragraphs,
    contents_entries,
    contents_heading,
    footer_words,
    numbered_blocks,
    page_words,
    signature_lines,
)
from assurance_app.documents.word_pictures import PIXELS
from assurance_app.domain.content import ContentTree, Figure, Heading, SignatureBlock, Table
from assurance_app.domain.refusal import Refused
from assurance_app.files.docx_text import DocxText
from assurance_app.words import _

_HEADING_STYLE = re.compile(r"Heading(\d)")
_LEFT_OVER = re.compile(r"\{[{%#]|[}%#]\}")


def check_word(tree: ContentTree, path: Path, name: Path | None = None) -> None:
    """Hold a Word file against its tree; Refused("document.differs") with the first difference.

    `name` is the file that the person knows, where `path` is a temporary one.
    """
    from assurance_app.files.docx_text import docx_text

    found = docx_text(path)
    known = name or path
    _check_body(tree, found, known)
    _check_furniture(tree, found, known)


def _check_body(tree: ContentTree, found: DocxText, known: Path) -> None:
    paragraphs = [paragraph for paragraph in found.paragraphs if paragraph.text]
    wanted = [text for text in _paragraphs(tree) if text]
    need_same(known, _("a paragraph"), wanted, [paragraph.text for paragraph in paragraphs])
    levels = [int(level[1]) for paragraph in paragraphs if (level := _HEADING_STYLE.fullmatch(paragraph.style))]
    headings = [block.level for block in tree.blocks if isinstance(block, Heading)]
    need_same(known, _("the level of a heading"), headings, levels)
    lengths = [len(block.rows) + 1 for block in tree.blocks if isinstance(block, Table)]
    need_same(known, _("the number of rows of a table"), lengths, [len(table.rows) for table in found.tables])
    repeated = [table.repeated_rows for table in found.tables]
    need_same(known, _("the number of header rows that repeat"), [1] * len(lengths), repeated)
    need_same(known, _("hidden text"), [], list(found.hidden))
    _check_pictures(tree, found, known)


def _check_pictures(tree: ContentTree, found: DocxText, known: Path) -> None:
    figures = [block for block in tree.blocks if isinstance(block, Figure)]
    told = [picture.alternative for picture in found.pictures]
    need_same(known, _("an alternative text"), [figure.alternative for figure in figures], told)
    drawn = [picture_png(figure, PIXELS) for figure in figures]
    if drawn != [picture.content for picture in found.pictures]:
        raise Refused("document.differs", path=known, detail=_("a picture is not the one that was drawn"))


def _check_furniture(tree: ContentTree, found: DocxText, known: Path) -> None:
    feet = [footer.partition("\n") for footer in found.footers]
    need_same(known, _("the marking in the header"), [tree.marking], [header.strip() for header in found.headers])
    need_same(known, _("the marking in the footer"), [tree.marking], [marking for _line, _end, marking in feet])
    numbered = [_is_numbered(tree, line) for line, _end, _marking in feet]
    need_same(known, _("whether the pages are numbered"), [True], numbered)
    need_same(known, _("the language"), [tree.language], [found.language])
    wanted = {"title": tree.title, "subject": tree.subtitle, "author": tree.author, "language": tree.language}
    for key, value in wanted.items():
        what = _("the property “{name}”").format(name=key)
        need_same(known, what, [shortened(value, PROPERTY_LIMIT)], [found.properties.get(key)])
    furniture = "\n".join((*found.headers, *found.footers, *found.properties.values()))
    own = "\n".join((*wanted.values(), tree.marking, tree.status))
    if _LEFT_OVER.search(furniture) and not _LEFT_OVER.search(own):
        raise Refused("document.differs", path=known, detail=_("something of the template was left over"))


def _paragraphs(tree: ContentTree) -> Iterator[str]:
    yield from (tree.title, tree.subtitle, tree.status)
    entries = contents_entries(tree)
    if entries:
        yield contents_heading()
        yield from (text for _level, text in entries)
    for block in numbered_blocks(tree):
        yield from block_paragraphs(block)
        if isinstance(block, SignatureBlock):
            yield from (line + "\t\t" for line in signature_lines(block))


def _is_numbered(tree: ContentTree, line: str) -> bool:
    before, between, after = page_words()
    wanted = (footer_words(tree) + "\t" + before, between, after)
    return re.fullmatch(r"\d+".join(map(re.escape, wanted)), line) is not None
