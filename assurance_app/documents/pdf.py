"""A content tree as PDF/UA-1, through templates/typst/document.typ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any

from assurance_app.documents.charts import picture_size, picture_svg
from assurance_app.documents.check_pdf import reads_as
from assurance_app.documents.layout import (
    column_shares,
    contents_heading,
    fact_label,
    footer_words,
    is_account,
    is_number,
    is_short,
    is_wide,
    kept_with_next,
    letters_across,
    numbered_blocks,
    page_words,
    signature_lines,
    tall_rows,
)
from assurance_app.documents.showable import (
    breakable,
    certain,
    doubtful,
    fitting,
    named,
    overriding,
    runs_in,
    uncertain,
)
from assurance_app.documents.typesetting import FONTS, compiled, compiled_and_asked, with_names
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
)

_TEMPLATE = "document.typ"
_KEPT = 4
_SPOTS = "query(<spot>).map(it => (it.value, it.location().page(), it.location().position().y / 1pt))"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a block of a tree begins: its number among the blocks, the page from 0, and points from the page's top."""

    block: int
    page: int
    top: float


@dataclass(frozen=True, slots=True)
class _Way:
    """How to set a tree so that readers find its words: what to say by name, and whether to put accents into place."""

    lacking: tuple[str, ...] = ()
    set_accents: bool = True


def write_pdf(tree: ContentTree, path: Path) -> None:
    """Write the tree as PDF/UA-1 to `path`, which is overwritten. OSError where it cannot be written."""
    path.write_bytes(pdf_bytes(tree))


def pdf_bytes(tree: ContentTree) -> bytes:
    """The tree as PDF/UA-1. What no font can show stands as its name in brackets."""
    return _compiled(tree)[0]


def pdf_with_spots(tree: ContentTree) -> tuple[bytes, tuple[Spot, ...]]:
    """The tree as `pdf_bytes` has it, and where each of its blocks begins; quick, for showing beside the writing."""
    way = _Way() if certain(tree) else _way(doubtful(tree))
    said = named(tree, way.lacking)
    data = _data(said) | {"set-accents": way.set_accents, "with-spots": True}
    made, found = compiled_and_asked(_TEMPLATE, data, _SPOTS, _pictures(said))
    return made, tuple(Spot(int(block), int(page) - 1, float(top)) for block, page, top in found)


def unshowable(tree: ContentTree) -> tuple[str, ...]:
    """What the PDF says by name because no font can show it, such as an emoji; each once, in order."""
    return () if certain(tree) else runs_in(tree, _compiled(tree)[1])


def shown(tree: ContentTree) -> ContentTree:
    """The tree as the PDF says it: what no font can show replaced by its name."""
    return named(tree, unshowable(tree))


def _compiled(tree: ContentTree) -> tuple[bytes, tuple[str, ...]]:
    """The PDF, and what it says by name."""
    return (_compile(tree), ()) if certain(tree) else _uncertain(tree)


@lru_cache(maxsize=_KEPT)
def _uncertain(tree: ContentTree) -> tuple[bytes, tuple[str, ...]]:
    # Kept, because whoever writes such a document asks next what it says by name.
    way = _way(doubtful(tree))
    for set_accents in dict.fromkeys((way.set_accents, False)):
        made, lacking = _with_names(tree, way.lacking, set_accents=set_accents)
        if made is not None and reads_as(named(tree, lacking), made):
            return made, lacking
    lacking = uncertain(tree)
    return _compile(named(tree, lacking)), lacking


@lru_cache(maxsize=_KEPT)
def _way(tree: ContentTree) -> _Way:
    # Where a typeface sets an accent apart from its letter, typst tells a reader some letters twice; where accents stay
    # where they fall, it does not.
    for set_accents in (True, False):
        made, lacking = _with_names(tree, overriding(tree), set_accents=set_accents)
        if made is not None and reads_as(named(tree, lacking), made):
            return _Way(lacking, set_accents)
    # Ugly and true, for what nothing else makes readable, such as an accent without a letter.
    return _Way(uncertain(tree))


def _with_names(
    tree: ContentTree, lacking: tuple[str, ...], *, set_accents: bool
) -> tuple[bytes | None, tuple[str, ...]]:
    return with_names(lambda texts: _compile(named(tree, texts), set_accents=set_accents), lacking)


def _compile(tree: ContentTree, *, set_accents: bool = True) -> bytes:
    return compiled(_TEMPLATE, _data(tree) | {"set-accents": set_accents}, pictures=_pictures(tree))


def _pictures(tree: ContentTree) -> tuple[str, ...]:
    return tuple(picture_svg(block) for block in tree.blocks if isinstance(block, Figure))


def _data(tree: ContentTree) -> dict[str, Any]:
    said = fitting(tree)
    language, _hyphen, region = tree.language.partition("-")
    return {
        "title": tree.title,
        "shown-title": said.title,
        "subtitle": said.subtitle,
        "subject": tree.subtitle,
        "status": said.status,
        "author": tree.author,
        "footer": footer_words(said),
        "marking": tree.marking,
        "language": language,
        "region": region or None,
        "fonts": [*FONTS],
        "page-words": page_words(),
        "with-contents": tree.with_contents and any(isinstance(block, Heading) for block in tree.blocks),
        "contents-heading": contents_heading(),
        "blocks": [*_blocks(tree, said)],
    }


def _blocks(tree: ContentTree, said: ContentTree) -> Iterator[dict[str, Any]]:
    pictures = map(str, count())
    for block, plain, kept in zip(numbered_blocks(said), tree.blocks, kept_with_next(tree), strict=True):
        told = _block(block, plain) | {"kept": kept}
        yield told | {"picture": next(pictures)} if isinstance(block, Figure) else told


def _block(block: Block, plain: Block) -> dict[str, Any]:
    """What the template is told of a block; `plain` is the same without places to break."""
    match block:
        case Heading(level=level, text=text):
            return {"kind": "heading", "level": level, "text": text}
        case Paragraph(text=text):
            return {"kind": "paragraph", "text": text}
        case Quotation(text=text):
            return {"kind": "quotation", "text": text}
        case Bullets(items=items):
            return {"kind": "bullets", "items": items}
        case Fact(label=label, text=text):
            return {"kind": "fact", "label": fact_label(label), "text": text, "account": is_account(block)}
        case Table(caption=caption, columns=columns, rows=rows):
            letters = letters_across(block)
            return {
                "kind": "table",
                "caption": caption,
                "columns": _fitting(columns, letters),
                "rows": [_fitting(row, letters) for row in rows],
                "whole": is_short(block),
                "wide": is_wide(block),
                "tall": tall_rows(block),
                "shares": column_shares(block),
                "numbers": [is_number(block, at) for at in range(len(columns))],
            }
        case Figure(caption=caption):
            assert isinstance(plain, Figure)
            return {
                "kind": "figure",
                "caption": caption,
                "alternative": plain.alternative,
                "width": picture_size(plain)[0],
            }
        case SignatureBlock(name=name, role=role, signed_on=signed_on):
            pieces = [piece for piece in (name, role, signed_on) if piece]
            return {"kind": "signature", "pieces": pieces, "lines": signature_lines(block)}


def _fitting(cells: tuple[str, ...], letters: list[int]) -> list[str]:
    return [breakable(cell, longest) for cell, longest in zip(cells, letters, strict=True)]
