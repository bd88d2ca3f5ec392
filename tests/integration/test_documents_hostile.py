"""Whatever people type comes out as kept: each file is checked as it is written, and once more here."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as DocxParagraph
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assurance_app.documents.formats import WRITERS, write_document, write_fragment
from assurance_app.documents.pdf import shown
from assurance_app.domain.content import (
    Bar,
    BarChart,
    BarGroup,
    Block,
    Bullets,
    ContentTree,
    Fact,
    Figure,
    GridCell,
    GridRow,
    Heading,
    Paragraph,
    Quotation,
    SignatureBlock,
    StateGrid,
    Table,
    spoken_text,
)
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.marks import Mark
from assurance_app.domain.text import clean_text
from assurance_app.files.docx_text import docx_text
from assurance_app.files.html_page import html_page
from assurance_app.files.pdf import pdf_figures, pdf_pages
from tests.fixtures.pictures import pairs

NASTY = (
    "risk < 5 & cost > 3 <b>",
    "{{ x }}",
    "{% if %}",
    "{_{ y }_} {_% z %_}",
    "{# note #}",
    "&amp; &#60; &lt;",
    "]]> <!-- --> <?x?>",
    "שלום עולם (אבג) 12",
    "مرحبا بالعالم abc",
    "👩‍👩‍👧 😀 🏴",
    "e\u0301\u0323 n\u0303 i\u030f",
    "漢字",
    "\u202eabc\u202c",
    "a\u200bb\u00adc\u00a0d",
    "one\ntwo\n\nthree",
    "\tafter a tab",
    "  spaces  within  ",
    "#let *b* _i_ `c` $x$ @y <l> \\",
    "Page 1 of 5",
    "\uf0b7 bullet",
    "<w:p><w:r><w:t>no</w:t></w:r></w:p>",
)
texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=30),
    st.text(alphabet=st.characters(max_codepoint=0x6FF), max_size=30),
    st.lists(st.sampled_from(NASTY), min_size=2, max_size=4).map(" ".join),
).map(clean_text)
said = texts.filter(lambda text: bool(text.strip()))


def _tables(columns: int) -> st.SearchStrategy[Table]:
    rows = st.lists(st.tuples(*[texts] * columns), max_size=4).map(tuple)
    return st.builds(Table, said, st.tuples(*[said] * columns), rows)


blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, st.just(1), said),
    st.builds(Paragraph, texts),
    st.builds(Quotation, texts),
    st.builds(Bullets, st.lists(texts, max_size=3).map(tuple)),
    st.builds(Fact, texts, texts),
    st.integers(1, 4).flatmap(_tables),
    st.builds(SignatureBlock, texts, texts, texts),
)
cells = st.builds(GridCell, st.sampled_from((None, *Mark)), said, said)
grids = st.integers(1, 3).flatmap(
    lambda columns: st.builds(
        StateGrid,
        said,
        st.tuples(*[said] * columns),
        st.lists(st.builds(GridRow, said, st.tuples(*[cells] * columns)), min_size=1, max_size=3).map(tuple),
    )
)
bars = st.builds(Bar, said, st.integers(0, 10**9), st.booleans())
bar_groups = st.builds(BarGroup, said, st.lists(bars, max_size=3).map(tuple))
bar_charts = st.builds(BarChart, st.lists(bar_groups, max_size=2).map(tuple), said, said)
pictures = st.builds(pairs, st.one_of(grids, bar_charts), said, said)
trees = st.builds(
    ContentTree,
    title=said,
    subtitle=texts,
    author=said,
    audience=st.just(Audience.OFFICE),
    marking=st.sampled_from(("", "OFFICIAL")),
    date=st.just(""),
    blocks=st.lists(st.one_of(blocks.map(lambda block: (block,)), pictures), max_size=6).map(
        lambda several: tuple(chain.from_iterable(several))
    ),
    status=st.sampled_from(("", "Draft, not approved")),
    language=st.just("en-GB"),
    with_contents=st.booleans(),
)


def _tree(*parts: Block, title: str = "Title") -> ContentTree:
    return ContentTree(title, "", "Author", Audience.OFFICE, "OFFICIAL", "", tuple(parts))


EVERY_PLACE = _tree(
    Heading(1, " ".join(NASTY)),
    *(Paragraph(text) for text in map(clean_text, NASTY)),
    Bullets(tuple(map(clean_text, NASTY))),
    Table("caption {{ c }}", tuple(NASTY[:3]), tuple((text, text, text) for text in map(clean_text, NASTY))),
    *(
        block
        for text in map(clean_text, NASTY)
        for block in pairs(StateGrid(text, (text,), (GridRow(text, (GridCell(Mark.CHECK, text, text),)),)), text, text)
    ),
    title="risk < 5 & cost > 3 <b> {{ x }}",
)


def _seen(tree: ContentTree) -> ContentTree:
    """The tree without what only those are told who cannot see its pictures, which stands with the pictures."""
    blocks = (replace(block, alternative="") if isinstance(block, Figure) else block for block in tree.blocks)
    return replace(tree, blocks=tuple(blocks))


def _stand_in_order(tree: ContentTree, texts: list[str]) -> None:
    place = 0
    for text in filter(None, spoken_text(_seen(tree))):
        place = next(at for at, said in enumerate(texts[place:], place) if text in said)


def _alternatives(tree: ContentTree) -> list[str]:
    return [block.alternative for block in tree.blocks if isinstance(block, Figure)]


@settings(max_examples=60)
@given(trees)
@example(EVERY_PLACE)
def test_word_says_what_was_typed(tmp_path_factory: pytest.TempPathFactory, tree: ContentTree) -> None:
    path = write_document(tree, "docx", tmp_path_factory.getbasetemp(), "hostile")
    elements = docx.Document(str(path)).element.body.iter(qn("w:p"))
    paragraphs = [DocxParagraph(element, None).text for element in elements]  # type: ignore[arg-type]
    _stand_in_order(tree, paragraphs)
    assert [picture.alternative for picture in docx_text(path).pictures] == _alternatives(tree)


@settings(max_examples=40)
@given(trees)
@example(EVERY_PLACE)
def test_pdf_says_what_was_typed_or_its_name(tmp_path_factory: pytest.TempPathFactory, tree: ContentTree) -> None:
    path = write_document(tree, "pdf", tmp_path_factory.getbasetemp(), "hostile")
    letters = set("".join(page.content for page in pdf_pages(path)))
    plain = {
        letter for text in spoken_text(_seen(shown(tree))) for letter in text if letter.isascii() and letter.isalnum()
    }
    assert plain <= letters
    assert pdf_figures(path) == _alternatives(shown(tree))


@settings(max_examples=80)
@given(trees)
@example(EVERY_PLACE)
def test_a_web_page_and_its_fragment_say_what_was_typed(
    tmp_path_factory: pytest.TempPathFactory, tree: ContentTree
) -> None:
    folder = tmp_path_factory.getbasetemp()
    for path in (write_document(tree, "html", folder, "hostile"), write_fragment(tree, folder, "hostile")):
        page = html_page(path)
        _stand_in_order(tree, [said.text for said in page.texts])
        assert [picture.alternative for picture in page.pictures] == _alternatives(tree)


@pytest.mark.parametrize("fmt", sorted(WRITERS))
def test_twenty_thousand_words_are_none_too_many(tmp_path: Path, fmt: str) -> None:
    words = " ".join(f"word{number}" for number in range(20_000))
    path = write_document(_tree(Paragraph(words), Table("t", ("a", "b"), ((words, "x"),))), fmt, tmp_path, "long")
    if fmt == "docx":
        assert [p.text for p in docx_text(path).paragraphs].count(words) == 2
    elif fmt == "html":
        assert [said.text for said in html_page(path).texts].count(words) == 2
    else:
        pages = pdf_pages(path)
        assert len(pages) > 50
        assert pages[-1].artifacts.startswith("OFFICIALa b")


@pytest.mark.parametrize("word", ["x" * 600, "https://example.org/" + "a/b-c" * 90, "Ж" * 300, "é" * 300, "-" * 400])
def test_a_word_longer_than_a_line_stays_on_the_page(tmp_path: Path, word: str) -> None:
    row = (word, "short", "Counterterrorism responsibilities", "3", "4", "5", "6", "7")
    picture = pairs(StateGrid(word, (word,), (GridRow(word, (GridCell(Mark.HALF, word, word),)),)), word, word)
    tree = _tree(Paragraph(word), Bullets((word,)), Table(word, tuple("abcdefgh"), (row,)), *picture, title=word)
    for fmt in WRITERS:
        write_document(tree, fmt, tmp_path, "wide")  # refuses what lies beyond the edge of a page


@pytest.mark.parametrize("fmt", sorted(WRITERS))
def test_a_table_of_two_hundred_rows_repeats_its_header(tmp_path: Path, fmt: str) -> None:
    rows = tuple((f"row {number}", "a cell\nof two lines", "x" * (number % 40)) for number in range(200))
    path = write_document(_tree(Table("Two hundred", ("First", "Second", "Third"), rows)), fmt, tmp_path, "rows")
    if fmt == "docx":
        (table,) = docx_text(path).tables
        assert table.rows[1:] == rows
        assert table.repeated_rows == 1
    elif fmt == "html":
        assert [said.text for said in html_page(path).texts if said.scope == "row"] == [row[0] for row in rows]
    else:
        pages = pdf_pages(path)
        assert len(pages) > 4
        assert all("FirstSecondThird" in page.artifacts.replace(" ", "") for page in pages[1:])
