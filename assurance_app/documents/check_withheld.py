"""Looking through a finished file, wherever words can stand in it, for words that its audience may not read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assurance_app.documents.differences import need_same
from assurance_app.documents.html import skip_words
from assurance_app.documents.layout import (
    contents_entries,
    contents_heading,
    figure_words,
    footer_words,
    page_words,
    signature_lines,
)
from assurance_app.domain.content import ContentTree, SignatureBlock
from assurance_app.domain.refusal import Refused
from assurance_app.domain.withheld import Withheld, pieces_of
from assurance_app.domain.workbook import Workbook
from assurance_app.words import _


def check_withheld(kept: Withheld, path: Path, name: Path, *made: ContentTree | Workbook) -> None:
    """Hold a written file against what was withheld; Refused("document.withheld") names where the words come from.

    `name` is the file that the person knows, where `path` is a temporary one; `made` is what the file was made from,
    of which words that meet by chance where two of its pieces meet are no disclosure.
    """
    if not kept.runs:
        return
    from assurance_app.files.every_word import every_word

    for content in made:
        kept = kept.without(_furniture(content)).without_seams([*pieces_of(content), *_furniture(content)])
    try:
        for said in every_word(path.read_bytes(), f"{name.name}/"):
            origin = kept.found_in(said.text, only_long=said.technical)
            if origin is not None:
                raise Refused(
                    "document.withheld",
                    path=name,
                    origin=origin.words,
                    part=_where(said.part),
                    place=origin.place,
                )
    except ValueError as error:
        raise Refused("document.differs", path=name, detail=error) from error


def check_hidden(path: Path, name: Path) -> None:
    """Nothing stands in a Word, Excel or PDF file that its pages do not show: else Refused("document.differs")."""
    from assurance_app.files.hidden_parts import hidden_parts

    try:
        need_same(name, _("a hidden part"), [], hidden_parts(path.read_bytes()))
    except ValueError as error:
        raise Refused("document.differs", path=name, detail=error) from error


def _furniture(made: ContentTree | Workbook) -> Iterator[str]:
    """What the program writes besides the pieces: it is nobody's secret."""
    yield from page_words()
    if isinstance(made, ContentTree):
        yield from (contents_heading(), *(text for _level, text in contents_entries(made)))
        yield from (skip_words(), footer_words(made), *figure_words())
        for block in made.blocks:
            if isinstance(block, SignatureBlock):
                yield from signature_lines(block)


def _where(part: str) -> str:
    if "docProps" in part or part.endswith(("/objects", "/metadata")):
        return _("in its properties, comments or alternative texts")
    if "comments" in part:
        return _("in a comment")
    if "/page " in part or "document.xml" in part or "sharedStrings" in part:
        return _("on its pages")
    return _("in a part that no page shows")
