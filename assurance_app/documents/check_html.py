"""Holding a web page against its content tree, letter by letter, and against what makes a page accessible."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assurance_app.documents.differences import need_same, one_line
from assurance_app.documents.html import FRAGMENT_TOP, PAGE_TOP, heading_level, picture_source, skip_words
from assurance_app.documents.layout import (
    block_paragraphs,
    contents_entries,
    contents_heading,
    footer_words,
    numbered_blocks,
    signature_lines,
)
from assurance_app.domain.content import ContentTree, Figure, Heading, SignatureBlock, Table
from assurance_app.domain.refusal import Refused
from assurance_app.files.html_page import HtmlPage
from assurance_app.words import _


def check_html(tree: ContentTree, path: Path, name: Path | None = None, *, is_fragment: bool = False) -> None:
    """Hold a page, or a fragment of one, against its tree; Refused("document.differs") with the first difference.

    `name` is the file that the person knows, where `path` is a temporary one.
    """
    from assurance_app.files.html_page import html_page

    found, known = html_page(path), name or path
    top = FRAGMENT_TOP if is_fragment else PAGE_TOP
    wanted = _fragment(tree, is_fragment) if is_fragment else _page(tree)
    need_same(
        known, _("a passage"), [text for text in wanted if text], [said.text for said in found.texts if said.text]
    )
    _check_structure(tree, found, known, top)
    _check_pictures(tree, found, known)
    need_same(known, _("the language"), [tree.language], [found.language])
    need_same(known, _("hidden text"), [], found.stray)
    need_same(known, _("what would be fetched or run"), [], found.outside)
    need_same(
        known, _("a link"), [True] * len(found.links), [link.removeprefix("#") in found.ids for link in found.links]
    )
    need_same(known, _("a name that stands twice"), sorted(set(found.ids)), sorted(found.ids))
    if not is_fragment:
        need_same(known, _("the author"), [one_line(tree.author)], [found.author])
        landmarks = [*(["header"] if tree.marking else []), "main", "footer"]
        marks = [tag for tag in found.elements if tag in ("header", "main", "footer")]
        need_same(known, _("a landmark"), landmarks, marks)


def _check_structure(tree: ContentTree, found: HtmlPage, known: Path, top: int) -> None:
    tags = [said.tag for said in found.texts]
    levels = [int(tag[1]) for tag in tags if tag[0] == "h" and tag[1:].isdigit()]
    wanted = [top, *([top + 1] if contents_entries(tree) else [])]
    wanted += [heading_level(block.level, top) for block in tree.blocks if isinstance(block, Heading)]
    need_same(known, _("the level of a heading"), wanted, levels)
    tables = [block for block in tree.blocks if isinstance(block, Table)]
    need_same(known, _("the number of tables"), [len(tables)], [found.elements.count("table")])
    need_same(known, _("the number of tables"), [len(tables)], [tags.count("caption")])
    rows = sum(len(table.rows) + 1 for table in tables)
    need_same(known, _("the number of rows of a table"), [rows], [found.elements.count("tr")])
    scopes = [said.scope for said in found.texts if said.tag == "th"]
    headers = [
        scope
        for table in tables
        for scope in (*["col"] * len(table.columns), *["row" for row in table.rows if row and row[0].strip()])
    ]
    need_same(known, _("the scope of a table’s header"), headers, scopes)


def _check_pictures(tree: ContentTree, found: HtmlPage, known: Path) -> None:
    figures = [block for block in tree.blocks if isinstance(block, Figure)]
    told = [picture.alternative for picture in found.pictures]
    need_same(known, _("an alternative text"), [figure.alternative for figure in figures], told)
    if list(map(picture_source, figures)) != [picture.source for picture in found.pictures]:
        raise Refused("document.differs", path=known, detail=_("a picture is not the one that was drawn"))
    need_same(known, _("a caption"), [len(figures)], [sum(said.tag == "figcaption" for said in found.texts)])


def _page(tree: ContentTree) -> Iterator[str]:
    yield from (one_line(tree.title), skip_words(), tree.marking)
    yield from _fragment(tree, is_fragment=False)
    yield from (footer_words(tree), tree.marking)


def _fragment(tree: ContentTree, is_fragment: bool) -> Iterator[str]:
    if is_fragment:
        yield tree.marking
    yield from (tree.title, tree.subtitle, tree.status)
    entries = contents_entries(tree)
    if entries:
        yield contents_heading()
        yield from (text for _level, text in entries)
    for block in numbered_blocks(tree):
        yield from block_paragraphs(block)
        if isinstance(block, SignatureBlock):
            yield from signature_lines(block)
