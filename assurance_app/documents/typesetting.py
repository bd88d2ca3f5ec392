"""Typst as this program uses it: its templates, its typefaces, and one compiler for each template."""

from __future__ import annotations

import atexit
import importlib.util
import json
import re
import shutil
import tempfile
import threading
from collections.abc import Callable, Mapping
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
_LACKING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|(.))")


def compiled(
    template: str, data: Mapping[str, Any], fmt: Literal["pdf", "svg", "png"] = "pdf", *, ppi: float | None = None
) -> bytes:
    """The template with the data, as "pdf" (PDF/UA-1), or as "svg" or "png" where it makes one page.

    TypstError where that cannot be done, such as for a PDF with a letter that no typeface has.
    """
    compiler, busy = _compiler(template)
    with busy:
        made = compiler.compile(
            format=fmt,
            ppi=ppi,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards="ua-1" if fmt == "pdf" else [],
        )
    assert isinstance(made, bytes)  # one document of one page or a PDF, and no output file
    return made


def compiled_and_asked(template: str, data: Mapping[str, Any], question: str) -> tuple[bytes, Any]:
    """The template with the data as PDF, and what typst answers to a question about it, an expression of its own."""
    compiler, busy = _compiler(template)
    with busy:
        made = compiler.compile(
            format="pdf", sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, pdf_standards="ua-1"
        )
        answer = json.loads(compiler.eval(question))
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


@cache
def _compiler(template: str) -> tuple[typst.Compiler, threading.Lock]:
    """The compiler and its lock: used from two threads at once it fails ("Already borrowed")."""
    import typst

    folder = typst_templates()
    made = typst.Compiler(folder / template, root=folder, font_paths=fonts(), ignore_system_fonts=True)
    return made, threading.Lock()


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
