"""A content tree as one accessible web page that needs nothing besides, or as the fragment to paste into another."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from assurance_app.documents.charts import picture_for_both, picture_size
from assurance_app.documents.differences import one_line
from assurance_app.documents.layout import (
    CONTENTS_LEVELS,
    contents_entries,
    contents_heading,
    fact_label,
    footer_words,
    is_number,
    is_wide,
    numbered_blocks,
    signature_lines,
)
from assurance_app.domain.content import (
    Block,
    Bullets,
    ContentTree,
    Fact,
    Figure,
    Heading,
    Paragraph,
    Quotation,
    SignatureBlock,
    Table,
    spoken_text,
)
from assurance_app.paths import html_templates
from assurance_app.words import _

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment
    from markupsafe import Markup

PAGE_TOP, FRAGMENT_TOP = 1, 2
"""The level of the title: a fragment stands on a page that has a title of its own."""
_DEEPEST = 6
_PIXELS_A_POINT = 96 / 72
_SAFE = " !$()*+,-./:;=?@[]_{|}~'"
"""What may stand in such an address as it is."""


def write_html(tree: ContentTree, path: Path) -> None:
    """Write the tree as a whole page to `path`, which is overwritten. OSError where it cannot be written."""
    _write(path, _environment().get_template("page.html").render(_context(tree, PAGE_TOP)))


def write_html_fragment(tree: ContentTree, path: Path) -> None:
    """Write the tree as an article without a page around it. OSError where it cannot be written."""
    _write(path, _environment().get_template("fragment.html").render(_context(tree, FRAGMENT_TOP)))


def skip_words() -> str:
    """The words of the link that leads past what is not content."""
    return _("Skip to the content")


def heading_level(level: int, top: int) -> int:
    """At which level of HTML a heading of the tree stands below a title of level `top`."""
    return min(level + top, _DEEPEST)


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))


@cache
def _environment() -> SandboxedEnvironment:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    made = SandboxedEnvironment(
        loader=FileSystemLoader(html_templates()),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["lines"] = _lines
    return made


def _lines(text: str) -> Markup:
    """The text as data, its line breaks as such."""
    from markupsafe import Markup, escape

    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def _context(tree: ContentTree, top: int) -> dict[str, Any]:
    prefix = _prefix(tree) if top == FRAGMENT_TOP else ""
    anchors = [f"{prefix}part-{number}" for number in range(len(tree.blocks))]
    targets = [
        anchor
        for block, anchor in zip(tree.blocks, anchors, strict=True)
        if isinstance(block, Heading) and block.level <= CONTENTS_LEVELS
    ]
    return {
        "language": tree.language,
        "title": tree.title,
        "title_line": one_line(tree.title),
        "author": one_line(tree.author),
        "marking": tree.marking,
        "footer": footer_words(tree),
        "skip": skip_words(),
        "top": top,
        "is_fragment": top == FRAGMENT_TOP,
        "under_title": [text for text in (tree.subtitle, tree.status) if text],
        "contents_heading": contents_heading(),
        "contents_id": f"{prefix}contents",
        "contents": [
            {"level": level, "text": text, "id": target}
            for (level, text), target in zip(contents_entries(tree), targets, strict=False)
        ],
        "blocks": [_block(block, anchor, top) for block, anchor in zip(numbered_blocks(tree), anchors, strict=True)],
    }


def _prefix(tree: ContentTree) -> str:
    """What the names of places in a fragment begin with: it stands on a page that has names too, perhaps beside another
    statement.
    """
    return f"spr-{sha256(chr(10).join(spoken_text(tree)).encode('utf-8', 'replace')).hexdigest()[:8]}-"


def _block(block: Block, anchor: str, top: int) -> dict[str, Any]:
    match block:
        case Heading(level=level, text=text):
            return {"kind": "heading", "level": heading_level(level, top), "text": text, "id": anchor}
        case Paragraph(text=text):
            return {"kind": "paragraph" if text else "nothing", "text": text}
        case Quotation(text=text):
            return {"kind": "quotation" if text else "nothing", "text": text}
        case Bullets(items=items):
            return {"kind": "bullets" if items else "nothing", "entries": items}
        case Fact(label=label, text=text):
            return {"kind": "fact", "label": fact_label(label), "text": text}
        case Table():
            return _table(block, anchor)
        case Figure():
            return _figure(block, anchor)
        case SignatureBlock(name=name, role=role, signed_on=signed_on):
            return {
                "kind": "signature",
                "pieces": [piece for piece in (name, role, signed_on) if piece],
                "rules": signature_lines(block),
            }


def _figure(figure: Figure, anchor: str) -> dict[str, Any]:
    width, height = picture_size(figure)
    return {
        "kind": "figure",
        "id": anchor,
        "caption": figure.caption,
        "alternative": figure.alternative,
        "source": picture_source(figure),
        "width": round(width * _PIXELS_A_POINT),
        "height": round(height * _PIXELS_A_POINT),
    }


def picture_source(figure: Figure) -> str:
    """The picture itself as an address, so that nothing is fetched; in the dark it takes the colours of the dark."""
    return "data:image/svg+xml," + quote(picture_for_both(figure), safe=_SAFE)


def _table(table: Table, anchor: str) -> dict[str, Any]:
    def cells(texts: tuple[str, ...]) -> list[dict[str, Any]]:
        return [
            # What a row is about stands first in it; an empty cell is the header of nothing.
            {"text": text, "number": is_number(table, at), "head": at == 0 and bool(text.strip())}
            for at, text in enumerate(texts)
        ]

    return {
        "kind": "table",
        "id": anchor,
        "caption": table.caption,
        "wide": is_wide(table),
        "columns": cells(table.columns),
        "rows": [cells(row) for row in table.rows],
    }
