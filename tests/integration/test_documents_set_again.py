"""Pages that are set again and again while one writes: what did not change is not laid out anew, and none is stale."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

import pytest
import typst

from assurance_app.documents import pdf, typesetting
from assurance_app.documents.check_pdf import reads_as
from assurance_app.documents.pdf import pdf_bytes, pdf_with_spots, shown
from assurance_app.domain.content import Block, ContentTree, Paragraph, Table
from assurance_app.domain.disclosure import Audience
from assurance_app.files.pdf import page_pictures
from tests.fixtures.documents import statement

_words = count()


def _tree(blocks: tuple[Block, ...]) -> ContentTree:
    return ContentTree("Title", "Subtitle", "Author", Audience.PUBLIC, "", "", blocks)


def test_only_the_file_of_the_words_differs_after_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[dict[str, bytes], dict[str, Any]]] = []
    compiler = typst.Compiler

    def noted(files: dict[str, bytes], **more: Any) -> typst.Compiler:
        given.append((files, more))
        return compiler(files, **more)

    monkeypatch.setattr(typst, "Compiler", noted)
    tree = statement()
    for _key in range(2):
        pdf_with_spots(replace(tree, blocks=(*tree.blocks, Paragraph(f"One more word {next(_words)}"))))
    (files, more), (files_after, more_after) = given
    assert {name for name in files if files[name] != files_after[name]} == {"data.json"}
    assert more == more_after, "whatever every page may read makes typst lay out every page anew"


@pytest.mark.parametrize(
    "text",
    [
        "a word",
        "as many words as make a page more " * 60,
        "",
        "a face 😀 and 漢字",
        "שלום עולם",
        "e\u0301\u0323 n\u0303 i\u030f",
        "safe \u202etxet",
        "\u0301",
    ],
)
def test_pages_that_were_set_again_are_those_of_the_file(text: str) -> None:
    tree = statement()
    pdf_with_spots(tree)
    at = next(at for at, block in enumerate(tree.blocks) if isinstance(block, Paragraph))
    written = replace(tree, blocks=(*tree.blocks[: at + 1], Paragraph(f"Here {text}"), *tree.blocks[at + 1 :]))
    beside, spots = pdf_with_spots(written)
    assert page_pictures(beside, 300) == page_pictures(pdf_bytes(written), 300)
    assert [spot.block for spot in spots] == [*range(len(written.blocks))]
    assert reads_as(shown(written), beside)


def test_what_no_typeface_has_is_looked_for_only_where_it_may_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_for = []

    def compiled(_template: str, data: dict[str, Any], **_more: Any) -> bytes:
        looked_for.append(len(data["blocks"]))
        return typesetting.compiled("document.typ", data, **_more)

    monkeypatch.setattr(pdf, "compiled", compiled)
    tree = statement()
    for word in ("one", "another"):
        blocks = (*tree.blocks, Paragraph(f"A face 😀 {next(_words)}"), Paragraph(word))
        pdf_with_spots(replace(tree, blocks=blocks))
    assert looked_for
    assert set(looked_for) == {1}


def test_the_columns_of_a_table_are_measured_once_and_not_for_each_row(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = []

    def letters_across(table: Table) -> list[int]:
        measured.append(table)
        return [20, 20]

    monkeypatch.setattr(pdf, "letters_across", letters_across)
    rows = tuple((f"row {row}", "text") for row in range(200))
    pdf_bytes(_tree((Table("Caption", ("One", "Other"), rows),)))
    assert len(measured) == 1
