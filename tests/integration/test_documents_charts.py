"""Pictures: drawn once, the same in Word, PDF, web page and on the screen, and told to whoever cannot see them."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from pypdf.generic import DictionaryObject, IndirectObject

from assurance_app.documents.charts import WIDTH, picture_for_both, picture_png, picture_size, picture_svg
from assurance_app.documents.check import check_document
from assurance_app.documents.formats import write_document, write_fragment
from assurance_app.documents.showable import replaced_characters
from assurance_app.domain.content import ContentTree, Figure, GridCell, GridRow, Paragraph, StateGrid
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.marks import Mark
from assurance_app.domain.refusal import Refused
from assurance_app.files.docx_text import docx_text
from assurance_app.files.html_page import html_page
from assurance_app.files.pdf import pdf_figures, pdf_text
from tests.fixtures.pictures import CAPACITY, GRID, PILLARS, captions, pairs, with_pictures

TREE = with_pictures()
ALTERNATIVES = [PILLARS.alternative, CAPACITY.alternative]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pictures")
    return {fmt: write_document(TREE, fmt, folder, "pictures") for fmt in ("docx", "pdf", "html")}


def _png_size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def _elements(node: Any) -> Iterator[DictionaryObject]:
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        for kid in node:
            yield from _elements(kid)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        yield from _elements(node.get("/K", []))


def test_a_picture_is_as_wide_as_asked_and_dark_where_the_window_is() -> None:
    for width in (320, 1210):
        assert _png_size(picture_png(PILLARS, width))[0] == width
    light, dark = picture_png(PILLARS, 400), picture_png(PILLARS, 400, dark=True)
    assert light != dark
    assert _png_size(light) == _png_size(dark)
    assert picture_png(replace(PILLARS, caption="Another"), 400) is light  # drawn once for the same numbers


def test_a_picture_says_no_words_of_its_own() -> None:
    for figure in (PILLARS, CAPACITY):
        svg = picture_svg(figure)
        assert "<text" not in svg
        assert "Terrorism" not in svg


def test_a_picture_taller_than_a_page_is_made_smaller() -> None:
    rows = tuple(GridRow(f"Row {number}", (GridCell(Mark.CHECK, "Met", "1"),)) for number in range(200))
    width, height = picture_size(Figure("Tall", "Two hundred rows.", StateGrid("Row", ("State",), rows)))
    assert height <= 650
    assert width < WIDTH
    assert picture_size(PILLARS)[0] == WIDTH


def _one(mark: Mark) -> Figure:
    return Figure("", "", StateGrid("", ("",), (GridRow("", (GridCell(mark),)),)))


def test_states_are_told_apart_without_their_colours() -> None:
    colour = re.compile(r'(fill|stroke)="#[0-9a-f]{6}"')
    assert len({colour.sub("", picture_svg(_one(mark))) for mark in Mark}) == len(Mark)
    bars = colour.sub("", picture_svg(CAPACITY))
    assert bars.count("<pattern") == 1  # what stands beside is hatched


def test_word_has_picture_alternative_text_and_a_numbered_caption(made: dict[str, Path]) -> None:
    found = docx_text(made["docx"])
    assert [picture.alternative for picture in found.pictures] == ALTERNATIVES
    assert [p.text for p in found.paragraphs if p.style == "Caption" and p.text.startswith("Figure")] == captions(TREE)
    body = docx.Document(str(made["docx"])).element.body
    fields = [element.text for element in body.iter(qn("w:instrText"))]
    assert [" ".join(text.split()) for text in fields] == ["SEQ Figure \\* ARABIC"] * 2
    with zipfile.ZipFile(made["docx"]) as archive:
        pictures = [name for name in archive.namelist() if name.startswith("word/media/")]
        sizes = [_png_size(archive.read(name)) for name in pictures]
    assert [width for width, _height in sizes] == [1812, 1812]
    for inline, (width, height) in zip(body.iter(qn("wp:inline")), sizes, strict=True):
        extent = inline.find(qn("wp:extent"))
        assert int(extent.get("cx")) <= 9072 * 635  # no wider than the text
        assert int(extent.get("cx")) / int(extent.get("cy")) == pytest.approx(width / height, rel=0.01)
    ids = [element.get("id") for element in body.iter(qn("wp:docPr"))]
    assert len(set(ids)) == len(ids)


def test_the_pdf_has_tagged_figures_of_lines_with_captions(made: dict[str, Path]) -> None:
    reader = pypdf.PdfReader(made["pdf"])
    root: Any = reader.trailer["/Root"].get_object()
    elements = list(_elements(root["/StructTreeRoot"]["/K"]))
    tags = [str(element["/S"]) for element in elements]
    told = [str(element["/Alt"]) for element, tag in zip(elements, tags, strict=True) if tag == "/Figure"]
    assert told == ALTERNATIVES == pdf_figures(made["pdf"])
    assert tags.count("/Caption") == 4
    assert not any(page.images for page in reader.pages)  # of lines, not of pixels
    said = "".join("".join(pdf_text(made["pdf"])).split())
    for caption in captions(TREE):
        assert said.count("".join(caption.split())) == 1
    assert said.count("2of5") == sum("2 of 5" in cell for row in TREE.blocks[3].rows for cell in row)  # type: ignore[union-attr]


def test_a_web_page_and_its_fragment_hold_the_picture_themselves(made: dict[str, Path], tmp_path: Path) -> None:
    for path in (made["html"], write_fragment(TREE, tmp_path, "pictures")):
        found = html_page(path)
        assert [picture.alternative for picture in found.pictures] == ALTERNATIVES
        assert [said.text for said in found.texts if said.tag == "figcaption"] == captions(TREE)
        assert (found.outside, found.stray) == ([], [])
        svg = unquote(found.pictures[0].source.partition(",")[2])
        assert svg == picture_for_both(PILLARS)
        assert "prefers-color-scheme: dark" in svg
        assert "http" not in svg.replace("http://www.w3.org/", "")


_OTHERS = {
    "alternative": replace(PILLARS, alternative="Something else."),
    "caption": replace(PILLARS, caption="Something else"),
    "picture": replace(PILLARS, chart=replace(GRID, columns=("Outcomes", "Capabilities", "Something else"))),
}


# Of lines on the page of a PDF nothing can be read back; their words stand in the table, which is.
@pytest.mark.parametrize(
    ("fmt", "part"),
    [
        *((fmt, part) for fmt in ("docx", "html") for part in _OTHERS),
        *(("pdf", part) for part in ("alternative", "caption")),
    ],
)
def test_a_picture_or_its_words_that_differ_are_found_out(made: dict[str, Path], fmt: str, part: str) -> None:
    check_document(TREE, fmt, made[fmt])
    wanted = replace(TREE, blocks=tuple(_OTHERS[part] if block is PILLARS else block for block in TREE.blocks))
    with pytest.raises(Refused) as caught:
        check_document(wanted, fmt, made[fmt])
    assert caught.value.code == "document.differs"


def test_a_picture_that_is_missing_or_too_many_is_found_out(made: dict[str, Path]) -> None:
    fewer = replace(TREE, blocks=tuple(block for block in TREE.blocks if block is not CAPACITY))
    for fmt, path in made.items():
        with pytest.raises(Refused):
            check_document(fewer, fmt, path)


def test_a_picture_without_its_numbers_in_the_table_after_it_is_not_written(tmp_path: Path) -> None:
    for blocks in ((PILLARS,), (PILLARS, Paragraph("A paragraph.")), (PILLARS, pairs(CAPACITY.chart, "c", "a")[1])):
        with pytest.raises(Refused) as caught:
            write_document(replace(TREE, blocks=blocks), "html", tmp_path, "alone")
        assert caught.value.code == "document.differs"
    assert list(tmp_path.iterdir()) == []


def test_what_no_typeface_has_is_named_in_pictures_and_told() -> None:
    grid = StateGrid("Threat 漢字", ("One 😀",), (GridRow("Row", (GridCell(Mark.CHECK, "Met", "1"),)),))
    named = StateGrid(
        "Threat [cjk unified ideograph-6f22, cjk unified ideograph-5b57]",
        ("One [grinning face]",),
        (GridRow("Row", (GridCell(Mark.CHECK, "Met", "1"),)),),
    )
    assert picture_svg(Figure("", "", grid)) == picture_svg(Figure("", "", named))
    tree = ContentTree("T", "", "A", Audience.OFFICE, "", "", (Paragraph("A 😀 and 漢"), *pairs(grid, "c", "a")))
    assert replaced_characters(tree)[0] == "[grinning face]"
    assert replaced_characters(TREE) == ()


def test_pictures_stay_small_enough_for_electronic_mail(made: dict[str, Path]) -> None:
    assert {fmt: path.stat().st_size < 600_000 for fmt, path in made.items()} == dict.fromkeys(made, True)
