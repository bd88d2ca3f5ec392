"""Every format a document can have, and the one way in which a document comes into being: write, read back, keep."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assurance_app.documents.check import check_document, check_headings, check_pictures
from assurance_app.documents.check_html import check_html
from assurance_app.documents.check_withheld import check_withheld
from assurance_app.documents.html import write_html, write_html_fragment
from assurance_app.documents.pdf import write_pdf
from assurance_app.documents.word import write_word
from assurance_app.domain.content import ContentTree
from assurance_app.domain.refusal import Refused
from assurance_app.domain.withheld import NOTHING, Withheld
from assurance_app.files.writing import in_place_of

WRITERS: dict[str, Callable[[ContentTree, Path], None]] = {"docx": write_word, "pdf": write_pdf, "html": write_html}
"""What writes a content tree, by format; the format is the ending of the file's name too."""


def write_document(tree: ContentTree, fmt: str, folder: Path, stem: str, kept: Withheld = NOTHING) -> Path:
    """Write the tree into the folder as `stem`.`fmt`, read it back and hold it against the tree; answers with the file.

    A file of that name is replaced, but only by one that passed. Refused("format.unknown") for a format without a
    writer, Refused("document.differs") where the file does not say what the tree says, Refused("document.withheld")
    where it holds words that were `kept` from its audience, Refused("file.unwritable") where the folder cannot be
    written to; then nothing was left behind.
    """
    if fmt not in WRITERS:
        raise Refused("format.unknown", format=fmt, known=", ".join(WRITERS))
    path = folder / f"{stem}.{fmt}"
    check_headings(tree, path)
    check_pictures(tree, path)
    with in_place_of(path) as temporary:
        WRITERS[fmt](tree, temporary)
        check_withheld(kept, temporary, path, tree)
        check_document(tree, fmt, temporary, path)
    return path


def write_fragment(tree: ContentTree, folder: Path, stem: str, kept: Withheld = NOTHING) -> Path:
    """Write what is pasted into another web page as `stem`-fragment.html; checked and refused as `write_document`."""
    path = folder / f"{stem}-fragment.html"
    check_headings(tree, path)
    check_pictures(tree, path)
    with in_place_of(path) as temporary:
        write_html_fragment(tree, temporary)
        check_withheld(kept, temporary, path, tree)
        check_html(tree, temporary, path, is_fragment=True)
    return path
