from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from assurance_app.documents.formats import write_document
from assurance_app.documents.word import write_word
from assurance_app.domain import content
from assurance_app.domain.content import ContentTree, Heading, spoken_text
from assurance_app.domain.disclosure import Audience
from assurance_app.files.docx_text import docx_text
from assurance_app.paths import word_masters
from scripts.make_masters import MASTERS, built
from tests.fixtures.documents import statement


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_document(statement(), "docx", tmp_path_factory.mktemp("word"), "public")


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = statement(audience=Audience.OFFICE, marking="OFFICIAL-SENSITIVE", signed_on="12 May 2026")
    return write_document(tree, "docx", tmp_path_factory.mktemp("word"), "office")


def _small(**changes: object) -> ContentTree:
    parts: dict[str, object] = {
        "title": "Title",
        "subtitle": "Subtitle",
        "author": "Author",
        "audience": Audience.PUBLIC,
        "marking": "",
        "date": "",
        "blocks": (),
    }
    return ContentTree(**{**parts, **changes})  # type: ignore[arg-type]


def test_the_masters_are_what_their_source_makes() -> None:
    for name, make in MASTERS.items():
        with zipfile.ZipFile(word_masters() / name) as kept, zipfile.ZipFile(io.BytesIO(built(make()))) as made:
            assert kept.namelist() == made.namelist()
            for member in kept.namelist():
                assert kept.read(member) == made.read(member), f"run scripts/make_masters.py: {name}, {member}"


def test_every_word_stands_in_order_as_python_docx_reads_it(public: Path) -> None:
    elements = docx.Document(str(public)).element.body.iter(qn("w:p"))
    said = "\n".join(
        Paragraph(element, None).text  # type: ignore[arg-type]
        for element in elements
    )
    place = 0
    for text in spoken_text(statement()):
        found = said.find(text, place)
        assert found >= place, text
        place = found


def test_styles_are_real_and_no_heading_is_skipped(public: Path) -> None:
    document = docx.Document(str(public))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert {"Title", "Subtitle", "Status", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "Quote"} <= set(styles)
    assert {"Caption", "Fact", "toc 1", "toc 2", "TOC Heading"} <= set(styles)
    assert styles[0] == "Title"
    levels = [int(style[-1]) for style in styles if style.startswith("Heading ")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_is_a4_with_room_at_the_sides(public: Path) -> None:
    (section,) = docx.Document(str(public)).sections
    assert (round(section.page_width or 0, -4), round(section.page_height or 0, -4)) == (
        round(Cm(21), -4),
        round(Cm(29.7), -4),
    )
    for margin in (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin):
        assert abs((margin or 0) - Cm(2.5)) < Cm(0.01)


def test_text_is_of_eleven_points_in_one_face(public: Path) -> None:
    defaults = docx.Document(str(public)).styles.element.find(qn("w:docDefaults"))
    fonts = defaults.find(".//" + qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Arial"}
    assert defaults.find(".//" + qn("w:sz")).get(qn("w:val")) == "22"
    assert defaults.find(".//" + qn("w:spacing")).get(qn("w:line")) == "276"
    assert defaults.find(".//" + qn("w:lang")).get(qn("w:val")) == "en-GB"


def test_header_rows_repeat_and_no_row_breaks(public: Path) -> None:
    tables = docx_text(public).tables
    assert [len(table.rows) for table in tables] == [8, 4]
    assert all(table.repeated_rows == 1 and table.unbroken for table in tables)
    found = docx.Document(str(public)).tables
    widths = [[int(column.get(qn("w:w")) or 0) for column in table._tbl.tblGrid] for table in found]
    assert [sum(row) for row in widths] == pytest.approx([9072, 9072], abs=3)
    assert widths[1] == [3629, 1814, 1814, 1814]
    for table in found:
        assert table.style is not None
        assert table.style.name == "Statement Table"
        assert all(cell.paragraphs for row in table.rows for cell in row.cells)
    numbers = found[1].rows[1].cells
    assert [cell.paragraphs[0].style.name for cell in numbers if cell.paragraphs[0].style] == [
        "Table Text",
        *["Table Number"] * 3,
    ]


def test_a_public_document_carries_no_marking_and_another_its_own(public: Path, marked: Path) -> None:
    with zipfile.ZipFile(public) as archive:
        assert not any(b"OFFICIAL" in archive.read(name) for name in archive.namelist())
    found = docx_text(marked)
    assert found.headers == ("OFFICIAL-SENSITIVE",)
    assert found.footers[0].endswith("\nOFFICIAL-SENSITIVE")


def test_pages_are_numbered_of_all(public: Path) -> None:
    with zipfile.ZipFile(public) as archive:
        footer = archive.read("word/footer1.xml").decode()
    assert re.findall(r"<w:instrText[^>]*> (\w+) </w:instrText>", footer) == ["PAGE", "NUMPAGES"]


def test_properties_are_escaped_once(tmp_path: Path) -> None:
    tree = _small(title='Devon & Cornwall <"2026">', subtitle="R & D", author="A & B")
    properties = docx.Document(str(write_document(tree, "docx", tmp_path, "x"))).core_properties
    assert (properties.title, properties.subject, properties.author) == (tree.title, tree.subtitle, tree.author)
    assert properties.language == "en-GB"
    assert properties.comments == ""


def test_an_approved_document_is_of_the_day_of_its_approval(tmp_path: Path) -> None:
    properties = docx.Document(str(write_document(_small(date="2026-05-12"), "docx", tmp_path, "x"))).core_properties
    assert properties.created == dt.datetime(2026, 5, 12, tzinfo=dt.UTC)


def test_the_language_is_that_of_the_tree(tmp_path: Path) -> None:
    assert docx_text(write_document(_small(language="cy-GB"), "docx", tmp_path, "x")).language == "cy-GB"


def test_the_contents_are_filled_linked_and_ask_nothing(public: Path) -> None:
    with zipfile.ZipFile(public) as archive:
        body, settings = archive.read("word/document.xml").decode(), archive.read("word/settings.xml").decode()
    anchors = re.findall(r'<w:hyperlink w:anchor="([^"]+)"', body)
    assert anchors
    assert anchors == re.findall(r'<w:bookmarkStart w:id="\d+" w:name="([^"]+)"', body)
    assert body.count('w:fldCharType="begin"') == body.count('w:fldCharType="end"') == 1
    assert "updateFields" not in settings
    assert "w:dirty" not in body


def test_line_breaks_are_kept_as_line_breaks(tmp_path: Path) -> None:
    path = write_document(_small(blocks=(content.Paragraph("one\ntwo\n\nthree"),)), "docx", tmp_path, "x")
    with zipfile.ZipFile(path) as archive:
        assert archive.read("word/document.xml").decode().count("<w:br/>") == 3


def test_an_unsigned_document_has_lines_to_sign_on_and_a_signed_one_the_date(public: Path, marked: Path) -> None:
    assert [p.text for p in docx_text(public).paragraphs if p.style == "SignatureLine"] == ["Signature\t\t", "Date\t\t"]
    assert [p.text for p in docx_text(marked).paragraphs if p.style.startswith("Signature")] == [
        "Rowan Ashdown",
        "Police and Crime Commissioner for Westmarch",
        "12 May 2026",
    ]


def test_no_part_of_the_file_names_another_program_or_points_outside(public: Path) -> None:
    with zipfile.ZipFile(public) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"python-docx" not in whole
    assert b"Microsoft Macintosh" not in whole
    assert b"Normal.dotm" not in whole
    assert b'TargetMode="External"' not in whole
    assert b"{{" not in whole
    assert b"{%" not in whole


def test_a_file_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    write_word(_small(blocks=(Heading(1, "One"),)), tmp_path / "plain.docx")
    assert [p.text for p in docx_text(tmp_path / "plain.docx").paragraphs if p.text] == ["Title", "Subtitle", "One"]
