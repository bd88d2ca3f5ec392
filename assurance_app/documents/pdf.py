"""A content tree as PDF/UA-1, through templates/typst/document.typ."""

from __future__ import annotations

import atexit
import importlib.util
import json
import re
import shutil
import tempfile
import threading
import unicodedata
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assurance_app.documents.layout import (
    column_shares,
    contents_heading,
    fact_label,
    footer_words,
    is_number,
    is_short,
    kept_with_next,
    page_words,
    signature_lines,
)
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
    spoken_text,
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
_JOINERS = {0x200D, *range(0xFE00, 0xFE10)}
_PLAIN = re.compile(r"[\t\n -~\u00a0-\u017f\u2010-\u2027\u2030-\u203a\u20ac]*")

_busy = threading.Lock()


def write_pdf(tree: ContentTree, path: Path) -> None:
    """Write the tree as PDF/UA-1 to `path`, which is overwritten. OSError where it cannot be written."""
    path.write_bytes(pdf_bytes(tree))


def pdf_bytes(tree: ContentTree) -> bytes:
    """The tree as PDF/UA-1. What no font can show stands as its name in brackets."""
    return _compiled(tree)[0]


def unshowable(tree: ContentTree) -> tuple[str, ...]:
    """What no font can show and the PDF therefore names, such as an emoji; each once, in order."""
    return _compiled(tree)[1] if _is_unusual(tree) else ()


def shown(tree: ContentTree) -> ContentTree:
    """The tree as the PDF says it: what no font can show replaced by its name."""
    return named(tree, unshowable(tree))


def name_of(text: str) -> str:
    """What stands for a text that no font can show: the Unicode names of its characters in brackets."""
    names = [_character_name(character) for character in text if ord(character) not in _JOINERS]
    return f"[{', '.join(names)}]"


def _character_name(character: str) -> str:
    return unicodedata.name(character, "").lower() or f"U+{ord(character):04X}"


def named(tree: ContentTree, texts: tuple[str, ...]) -> ContentTree:
    """The tree with each of the texts replaced by its name, wherever it stands."""
    if not texts:
        return tree
    names = {text: name_of(text) for text in texts}
    pattern = re.compile("|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True)))

    def renamed(value: Any) -> Any:
        if isinstance(value, Enum):
            return value
        if isinstance(value, str):
            return pattern.sub(lambda found: names[found.group()], value)
        if isinstance(value, tuple):
            return tuple(renamed(item) for item in value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{field.name: renamed(getattr(value, field.name)) for field in fields(value)})
        return value

    result: ContentTree = renamed(tree)
    return result


def _is_unusual(tree: ContentTree) -> bool:
    return not all(_PLAIN.fullmatch(text) for text in (*spoken_text(tree), tree.author, tree.marking))


def _compiled(tree: ContentTree) -> tuple[bytes, tuple[str, ...]]:
    from typst import TypstError

    lacking: tuple[str, ...] = ()
    for _round in range(_ROUNDS):
        try:
            return _compile(_data(named(tree, lacking))), lacking
        except TypstError as error:
            found = [_unescaped(text) for text in _LACKING.findall(f"{error.diagnostic}\n{error.message}")]
            new = tuple(dict.fromkeys(text for text in found if text not in lacking))
            if not new:
                raise
            lacking += new
    raise RuntimeError(f"after {_ROUNDS} rounds typst still lacks letters of: {lacking!r}")


def _unescaped(text: str) -> str:
    def character(found: re.Match[str]) -> str:
        code, single = found.groups()
        return chr(int(code, 16)) if code else {"n": "\n", "t": "\t"}.get(single, single)

    return _ESCAPE.sub(character, text)


def _compile(data: dict[str, Any]) -> bytes:
    # A compiler used from two threads at once fails ("Already borrowed").
    with _busy:
        made = _compiler().compile(
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
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
    language, _hyphen, region = tree.language.partition("-")
    return {
        "title": tree.title,
        "subtitle": tree.subtitle,
        "subject": tree.subtitle,
        "status": tree.status,
        "author": tree.author,
        "footer": footer_words(tree),
        "marking": tree.marking,
        "language": language,
        "region": region or None,
        "fonts": [*FONTS],
        "page-words": page_words(),
        "with-contents": tree.with_contents and any(isinstance(block, Heading) for block in tree.blocks),
        "contents-heading": contents_heading(),
        "blocks": [
            _block(block) | {"kept": kept} for block, kept in zip(tree.blocks, kept_with_next(tree), strict=True)
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
            return {"kind": "fact", "label": fact_label(label), "text": text}
        case Table(caption=caption, columns=columns, rows=rows):
            return {
                "kind": "table",
                "caption": caption,
                "columns": columns,
                "rows": rows,
                "whole": is_short(block),
                "shares": column_shares(block),
                "numbers": [is_number(block, at) for at in range(len(columns))],
            }
        case SignatureBlock(name=name, role=role, signed_on=signed_on):
            pieces = [piece for piece in (name, role, signed_on) if piece]
            return {"kind": "signature", "pieces": pieces, "lines": signature_lines(block)}
