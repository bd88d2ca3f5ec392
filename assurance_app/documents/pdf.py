"""A content tree as PDF/UA-1, through templates/typst/document.typ."""

from __future__ import annotations

import atexit
import importlib.util
import json
import re
import shutil
import tempfile
import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assurance_app.documents.check_pdf import reads_as
from assurance_app.documents.layout import (
    column_shares,
    contents_heading,
    fact_label,
    footer_words,
    is_account,
    is_number,
    is_short,
    kept_with_next,
    letters_across,
    page_words,
    signature_lines,
    tall_rows,
)
from assurance_app.documents.showable import breakable, certain, fitting, named, overriding, runs_in, uncertain
from assurance_app.domain.content import (
    Block,
    Bullets,
    ContentTree,
    Fact,
    Heading,
    Paragraph,
    Quotation,
    SignatureBlock,
    Table,
)
from assurance_app.paths import typst_templates

if TYPE_CHECKING:
    import typst

_TEMPLATE = "document.typ"
_FONT_PACKAGE = "font_source_sans_pro"
_FACES = ("Regular", "It", "Semibold", "Bold")
FONTS = ("Source Sans Pro", "Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern", "New Computer Modern Math")
"""The first is brought by a package, the others by typst; a letter that one lacks is looked for in the next."""

_ROUNDS = 8
_LACKING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|(.))")

_busy = threading.Lock()


def write_pdf(tree: ContentTree, path: Path) -> None:
    """Write the tree as PDF/UA-1 to `path`, which is overwritten. OSError where it cannot be written."""
    path.write_bytes(pdf_bytes(tree))


def pdf_bytes(tree: ContentTree) -> bytes:
    """The tree as PDF/UA-1. What no font can show stands as its name in brackets."""
    return _compiled(tree)[0]


def unshowable(tree: ContentTree) -> tuple[str, ...]:
    """What the PDF says by name because no font can show it, such as an emoji; each once, in order."""
    return () if certain(tree) else runs_in(tree, _compiled(tree)[1])


def shown(tree: ContentTree) -> ContentTree:
    """The tree as the PDF says it: what no font can show replaced by its name."""
    return named(tree, unshowable(tree))


def _compiled(tree: ContentTree) -> tuple[bytes, tuple[str, ...]]:
    """The PDF, and what it says by name."""
    if certain(tree):
        return _compile(tree), ()
    made, lacking = _with_names(tree)
    said = named(tree, lacking)
    if reads_as(said, made):
        return made, lacking
    # Where a typeface sets an accent apart from its letter, typst tells a reader some letters twice; where accents stay
    # where they fall, it does not.
    made = _compile(said, set_accents=False)
    return (made, lacking) if reads_as(said, made) else _all_named(tree)


def _with_names(tree: ContentTree) -> tuple[bytes, tuple[str, ...]]:
    # Typst tells what it lacks by failing, each time all that it has found by then.
    from typst import TypstError

    lacking = overriding(tree)
    for _round in range(_ROUNDS):
        try:
            return _compile(named(tree, lacking)), lacking
        except TypstError as error:
            found = [_unescaped(text) for text in _LACKING.findall(f"{error.diagnostic}\n{error.message}")]
            new = tuple(dict.fromkeys(text for text in found if text not in lacking))
            if not new:
                break
            lacking += new
    return _all_named(tree)


def _all_named(tree: ContentTree) -> tuple[bytes, tuple[str, ...]]:
    # Ugly and true, for what nothing else makes readable, such as an accent without a letter.
    lacking = uncertain(tree)
    return _compile(named(tree, lacking)), lacking


def _unescaped(text: str) -> str:
    def character(found: re.Match[str]) -> str:
        code, single = found.groups()
        return chr(int(code, 16)) if code else {"n": "\n", "t": "\t"}.get(single, single)

    return _ESCAPE.sub(character, text)


def _compile(tree: ContentTree, *, set_accents: bool = True) -> bytes:
    data = json.dumps(_data(tree) | {"set-accents": set_accents}, ensure_ascii=False)
    # A compiler used from two threads at once fails ("Already borrowed").
    with _busy:
        made = _compiler().compile(
            format="pdf",
            sys_inputs={"data": data},
            pdf_standards="ua-1",
        )
    assert isinstance(made, bytes)  # one document, no output file
    return made


@cache
def _compiler() -> typst.Compiler:
    import typst

    folder = typst_templates()
    return typst.Compiler(folder / _TEMPLATE, root=folder, font_paths=fonts(), ignore_system_fonts=True)


@cache
def fonts() -> typst.Fonts:
    """The faces that are used and no others, so that documents come out alike everywhere.

    The package holds each face twice, as .ttf and as .otf, and typst takes whichever the folder lists first.
    """
    import typst

    found = importlib.util.find_spec(_FONT_PACKAGE)
    if found is None or found.origin is None:
        raise RuntimeError(f"the package {_FONT_PACKAGE} is not installed")
    folder = Path(tempfile.mkdtemp(prefix="assurance-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for face in _FACES:
        shutil.copy(Path(found.origin).parent / "files" / f"SourceSansPro-{face}.ttf", folder)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])


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
        "blocks": [
            _block(block) | {"kept": kept} for block, kept in zip(said.blocks, kept_with_next(tree), strict=True)
        ],
    }


def _block(block: Block) -> dict[str, Any]:
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
            return {
                "kind": "table",
                "caption": caption,
                "columns": _fitting(columns, block),
                "rows": [_fitting(row, block) for row in rows],
                "whole": is_short(block),
                "tall": tall_rows(block),
                "shares": column_shares(block),
                "numbers": [is_number(block, at) for at in range(len(columns))],
            }
        case SignatureBlock(name=name, role=role, signed_on=signed_on):
            pieces = [piece for piece in (name, role, signed_on) if piece]
            return {"kind": "signature", "pieces": pieces, "lines": signature_lines(block)}


def _fitting(cells: tuple[str, ...], table: Table) -> list[str]:
    return [breakable(cell, longest) for cell, longest in zip(cells, letters_across(table), strict=True)]
