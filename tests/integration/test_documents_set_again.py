"""Pages that are set again and again while one writes: what did not change is not laid out anew, and none is stale."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from assurance_app.documents import pdf, typesetting
from assurance_app.documents.check_pdf import reads_as
from assurance_app.documents.pdf import pdf_bytes, pdf_with_spots, shown
from assurance_app.domain.content import Block, ContentTree, Heading, Paragraph, Table
from assurance_app.domain.disclosure import Audience
from assurance_app.files.pdf import page_pictures
from tests.fixtures.documents import statement

_words = count()


def _chapters(mark: str) -> tuple[Block, ...]:
    rows = tuple((f"{mark} row {row}", f"What {mark} says in row {row}, and why.") for row in range(12))
    blocks: list[Block] = []
    for chapter in range(12):
        blocks += (Heading(1, f"Chapter {chapter} {mark}"), Paragraph(f"Of {mark}, chapter {chapter}. " * 80))
        blocks.append(Table(f"Table {chapter} {mark}", ("One", "Other"), rows))
    return tuple(blocks)


def _tree(blocks: tuple[Block, ...]) -> ContentTree:
    return ContentTree("Title", "Subtitle", "Author", Audience.PUBLIC, "", "", blocks)


def _took(tree: ContentTree) -> float:
    """Of the processor, so that it does not matter what else the machine does."""
    began = time.process_time()
    pdf_with_spots(tree)
    return time.process_time() - began


def test_a_word_more_costs_a_fraction_of_other_words_throughout() -> None:
    anew = min(_took(_tree(_chapters(f"a{next(_words)}"))) for _ in range(4))
    first, *rest = _chapters(f"a{next(_words)}")
    pdf_with_spots(_tree((first, *rest)))
    again = min(_took(_tree((Heading(1, f"Other {next(_words)}"), *rest))) for _ in range(4))
    assert again < anew * 0.7


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
