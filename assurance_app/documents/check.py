"""Reading a written document back: does it say what its content tree says, in order, and nothing besides?"""

from __future__ import annotations

from itertools import chain, zip_longest
from pathlib import Path

from assurance_app.documents.check_html import check_html
from assurance_app.documents.check_pdf import check_pdf
from assurance_app.documents.check_rules import check_rules
from assurance_app.documents.check_withheld import check_hidden
from assurance_app.documents.check_word import check_word
from assurance_app.documents.differences import shortened
from assurance_app.documents.layout import block_paragraphs
from assurance_app.documents.pdf import shown
from assurance_app.domain.content import ContentTree, Figure, Heading, Table, words_in_picture
from assurance_app.domain.refusal import Refused
from assurance_app.words import _


def check_document(tree: ContentTree, fmt: str, path: Path, name: Path | None = None) -> None:
    """Hold a written file against the tree; Refused("document.differs"), in which `name` stands for `path`.

    Where a part of the document is not as it should be, the refusal has the `place` of that part.
    """
    try:
        if fmt == "pdf":
            check_pdf(shown(tree), path, name)
        elif fmt == "html":
            check_html(tree, path, name)
        else:
            check_word(tree, path, name)
    except Refused as refusal:
        place = place_of(tree, str(refusal.params.get("wanted", "")))
        if not place:
            raise
        raise Refused(refusal.code, **{**refusal.params, "place": place}) from refusal
    if fmt != "html":
        check_hidden(path, name or path)
        check_rules(path, name or path)


def place_of(tree: ContentTree, text: str) -> str:
    """The place of the part of the document that says the text, as its heading has it; "" where none does.

    Spaces do not count: some readers find others than were written.
    """
    wanted, place = _letters(text), ""
    for block in tree.blocks if wanted else ():
        if isinstance(block, Heading):
            place = block.place or place
        if any(wanted in _letters(said) for said in block_paragraphs(block)):
            return place
    return ""


def _letters(text: str) -> str:
    return "".join(text.replace("-", "").split())


def check_headings(tree: ContentTree, path: Path) -> None:
    """No heading skips a level, the first is of level 1: else Refused("document.differs")."""
    before = 0
    for block in tree.blocks:
        if isinstance(block, Heading):
            if not 1 <= block.level <= before + 1:
                detail = _("the heading “{text}” skips a level").format(text=shortened(block.text))
                raise Refused("document.differs", path=path, detail=detail)
            before = block.level


def check_pictures(tree: ContentTree, path: Path) -> None:
    """After each picture stands a table with all that is written in it, so that everybody can read that: else
    Refused("document.differs").
    """
    for block, following in zip_longest(tree.blocks, tree.blocks[1:]):
        if isinstance(block, Figure):
            texts = (*following.columns, *chain(*following.rows)) if isinstance(following, Table) else ()
            for words in words_in_picture(block.chart):
                if not any(words in text for text in texts):
                    detail = _("“{text}” stands in a picture and not in the table after it").format(
                        text=shortened(words)
                    )
                    raise Refused("document.differs", path=path, detail=detail)
