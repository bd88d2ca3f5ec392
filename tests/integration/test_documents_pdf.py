from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pypdf.generic import DictionaryObject, IndirectObject

from assurance_app.documents.check_pdf import reads_as
from assurance_app.documents.formats import write_document
from assurance_app.documents.pdf import pdf_bytes, shown, unshowable
from assurance_app.documents.showable import certain
from assurance_app.domain.content import (
    Block,
    ContentTree,
    Fact,
    Heading,
    Paragraph,
    Quotation,
    SignatureBlock,
    Table,
    spoken_text,
)
from assurance_app.domain.disclosure import Audience
from assurance_app.files.pdf import page_pictures, pdf_facts, pdf_text
from tests.fixtures.documents import statement


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_document(statement(), "pdf", tmp_path_factory.mktemp("pdf"), "public")


def _tree(*texts: str) -> ContentTree:
    blocks = tuple(map(Paragraph, texts))
    return ContentTree("Title", "Subtitle", "Author", Audience.PUBLIC, "", "", blocks)


def _elements(node: Any) -> Iterator[DictionaryObject]:
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        for kid in node:
            yield from _elements(kid)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        yield from _elements(node.get("/K", []))


def test_the_file_says_that_it_is_pdf_ua_1_and_is_tagged(public: Path) -> None:
    reader = pypdf.PdfReader(public)
    root: Any = reader.trailer["/Root"].get_object()
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert reader.metadata is not None
    assert reader.metadata.title == statement().title
    assert reader.metadata.author == statement().author


def test_headings_tables_lists_and_quotations_are_tagged_as_such(public: Path) -> None:
    root: Any = pypdf.PdfReader(public).trailer["/Root"].get_object()
    tags = [str(element["/S"]) for element in _elements(root["/StructTreeRoot"]["/K"])]
    tree = statement()
    for level in (1, 2, 3):
        wanted = sum(isinstance(block, Heading) and block.level == level for block in tree.blocks)
        # The heading of the contents is a first level of its own.
        assert tags.count(f"/H{level}") == wanted + (level == 1)
    assert tags.count("/Table") == 2
    assert tags.count("/TH") == 8
    assert tags.count("/TD") == 7 * 4 + 3 * 4
    assert tags.count("/BlockQuote") == 7
    assert tags.count("/L") >= 7
    assert tags.count("/Title") == 1


def test_bookmarks_are_the_headings(public: Path) -> None:
    headings = [(block.level, block.text) for block in statement().blocks if isinstance(block, Heading)]
    assert list(pdf_facts(public).bookmarks) == headings


def test_every_word_stands_in_order_in_the_plain_text_of_the_pages(public: Path) -> None:
    said = "".join("\n".join(pdf_text(public)).split())
    place = 0
    for text in spoken_text(statement()):
        squeezed = "".join(text.split())
        # A page may end within a passage; its beginning is enough to see the order.
        found = said.find(squeezed[:30], place)
        assert found >= place, text
        place = found


def test_pages_are_a4_numbered_of_all_and_marked_only_where_asked(public: Path) -> None:
    pages = pypdf.PdfReader(public).pages
    assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in pages} == {(595, 842)}
    for number, text in enumerate(pdf_text(public), start=1):
        assert f"Page {number} of {len(pages)}" in text
        assert "OFFICIAL" not in text
    for text in pdf_text(pdf_bytes(statement(audience=Audience.OFFICE, marking="OFFICIAL-SENSITIVE"))):
        assert text.startswith("OFFICIAL-SENSITIVE")
        assert text.rstrip().endswith("OFFICIAL-SENSITIVE")


def test_fonts_are_embedded_and_of_the_package(public: Path) -> None:
    for page in pypdf.PdfReader(public).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert "SourceSansPro" in descendant["/BaseFont"]
            assert {"/FontFile2", "/FontFile3"} & set(descendant["/FontDescriptor"])


def test_the_same_tree_makes_the_same_bytes(public: Path) -> None:
    assert pdf_bytes(statement()) == public.read_bytes()


def test_what_no_font_can_show_is_named_and_told() -> None:
    tree = _tree("A flag 🏴 and 👩‍👩‍👧", "漢字 next to words")
    told = unshowable(tree)
    assert told == ("🏴", "👩‍👩‍👧", "漢字")
    said = " ".join(" ".join(pdf_text(pdf_bytes(tree))).split())
    assert "A flag [waving black flag] and [woman, woman, girl]" in said
    assert "next to words" in said
    assert unshowable(_tree("Llŷn, café, naïve – “quoted” £5 • …")) == ()
    assert shown(_tree("plain")) == _tree("plain")


@pytest.mark.parametrize("text", ["Ελλάδα", "Київ", "שלום", "مرحبا", "Việt Nam", "ﬁ ½ ²"])
def test_other_scripts_are_shown_and_not_named(text: str) -> None:
    assert unshowable(_tree(text)) == ()


def test_what_is_taken_to_be_showable_reads_as_it_was_typed() -> None:
    sure = [letter for letter in map(chr, range(0x2800)) if certain(_tree(letter)) and not letter.isspace()]
    assert {*"aŵẁỳ–≥≤−→✓"} <= {*sure}
    text = " ".join(sure)
    heading, fact = Heading(1, text), Fact("Label", text)
    tree = replace(
        _tree(text), blocks=(heading, Paragraph(text), fact, Quotation(text), Table("t", (text,), ((text,),)))
    )
    assert reads_as(tree, pdf_bytes(tree))


def test_text_that_would_turn_words_around_is_named() -> None:
    assert unshowable(_tree("safe \u202etxet")) == ("\u202e",)


def test_several_threads_can_ask_at_once() -> None:
    trees = [_tree(f"number {number}") for number in range(8)]
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(pdf_bytes, trees))
    assert made == [pdf_bytes(tree) for tree in trees]
    for number, content in enumerate(made):
        assert f"number {number}" in pdf_text(content)[0]


def test_pages_are_drawn_as_wide_as_asked(public: Path) -> None:
    pictures = page_pictures(public.read_bytes(), 301)
    assert len(pictures) == len(pypdf.PdfReader(io.BytesIO(public.read_bytes())).pages)
    for picture in pictures:
        assert picture.width == 301
        assert picture.height == pytest.approx(301 * 297 / 210, abs=1)
        assert len(picture.rgb) == 3 * picture.width * picture.height
        assert picture.rgb[:3] == b"\xff\xff\xff"
    # The first thing on the page is the title in the accent's blue: less red than blue.
    assert any(picture.rgb[at] + 60 < picture.rgb[at + 2] for picture in pictures[:1] for at in range(0, 200_000, 3))


def test_a_long_table_begins_beneath_its_heading_also_before_the_signature(tmp_path: Path) -> None:
    rows = tuple((f"Item {at}", "It shows. " * 9) for at in range(60))
    table = Table("Evidence of the year", ("Item", "What it shows"), rows)
    blocks: tuple[Block, ...] = (
        *(Paragraph(f"Words before, {at}.") for at in range(12)),
        Heading(1, "Evidence"),
        table,
        Heading(1, "Sign-off"),
        SignatureBlock("Rowan Ashdown", "Commissioner", "12 May 2026"),
    )
    path = write_document(replace(statement(), blocks=blocks, with_contents=False), "pdf", tmp_path, "long")
    pages = pdf_text(path)
    first = next(at for at, page in enumerate(pages) if "Evidence\n" in page.replace("\r", ""))
    assert "Item 0" in pages[first]
    assert "Words before, 11." in pages[first], "the page before is not left half empty"
