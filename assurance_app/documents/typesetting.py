"""Typst as this program uses it: its templates, its typefaces, and what is asked of it."""

from __future__ import annotations

import atexit
import importlib.util
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from assurance_app.paths import typst_templates

if TYPE_CHECKING:
    import typst

FONTS = ("Source Sans Pro", "Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern", "New Computer Modern Math")
"""The first is brought by a package, the others by typst; a letter that one lacks is looked for in the next."""

_FONT_PACKAGE = "font_source_sans_pro"
_FACES = ("Regular", "It", "Semibold", "Bold")
_ROUNDS = 8
_STANDARD: Literal["ua-1"] = "ua-1"
_MAIN, _DATA = "main.typ", "data.json"
_LACKING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|(.))")


def compiled(
    template: str,
    data: Mapping[str, Any],
    fmt: Literal["pdf", "svg", "png"] = "pdf",
    *,
    ppi: float | None = None,
    pictures: Sequence[str] = (),
) -> bytes:
    """The template with the data and its pictures (SVG), as "pdf" (PDF/UA-1), or as "svg" or "png" where it makes one
    page.

    TypstError where that cannot be done, such as for a PDF with a letter that no typeface has.
    """
    compiler = _compiler(template, data, pictures)
    made = compiler.compile(format=fmt, ppi=ppi, pdf_standards=_STANDARD if fmt == "pdf" else [])
    assert isinstance(made, bytes)  # one document of one page or a PDF, and no output file
    return made


def compiled_and_asked(
    template: str, data: Mapping[str, Any], question: str, pictures: Sequence[str] = ()
) -> tuple[bytes, Any]:
    """The template with the data as PDF, and what typst answers to a question about it, an expression of its own."""
    compiler = _compiler(template, data, pictures)
    # In this order: typst forgets what it was given once it has made a file, but not how the pages were laid out.
    answer = json.loads(compiler.eval(question))
    made = compiler.compile(format="pdf", pdf_standards=_STANDARD)
    assert isinstance(made, bytes)
    return made, answer


def with_names(
    compile_named: Callable[[tuple[str, ...]], bytes], lacking: tuple[str, ...]
) -> tuple[bytes | None, tuple[str, ...]]:
    """What `compile_named` makes once it was told all texts to name that no typeface has, and those texts.

    None in the place of the file where naming them does not help. `lacking` are texts to name in any case.
    """
    # Typst tells what it lacks by failing, each time all that it has found by then.
    from typst import TypstError

    for _round in range(_ROUNDS):
        try:
            return compile_named(lacking), lacking
        except TypstError as error:
            found = [_unescaped(text) for text in _LACKING.findall(f"{error.diagnostic}\n{error.message}")]
            new = tuple(dict.fromkeys(text for text in found if text not in lacking))
            if not new:
                break
            lacking += new
    return None, lacking


def _unescaped(text: str) -> str:
    def character(found: re.Match[str]) -> str:
        code, single = found.groups()
        return chr(int(code, 16)) if code else {"n": "\n", "t": "\t"}.get(single, single)

    return _ESCAPE.sub(character, text)


def _compiler(template: str, data: Mapping[str, Any], pictures: Sequence[str]) -> typst.Compiler:
    """A compiler that has read the template, its data and pictures.

    Typst lays out again only what is not as it was the last time, in whichever compiler it was: that takes files of the
    same names. Whatever stands in `sys.inputs` must stay the same too, and what changes with every key is a file.
    Pictures change seldom, and files are taken over slowly.
    """
    import typst

    files: Any = {_MAIN: _template(template), _DATA: json.dumps(data, ensure_ascii=False).encode("utf-8")}
    inputs = {str(number): picture for number, picture in enumerate(pictures)}
    root = typst_templates()
    return typst.Compiler(files, root=root, font_paths=fonts(), ignore_system_fonts=True, sys_inputs=inputs)


@cache
def _template(name: str) -> bytes:
    return (typst_templates() / name).read_bytes()


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
