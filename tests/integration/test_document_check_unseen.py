"""Checking documents of the office's own: what stands where no page shows it is found too."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pypdf
import pytest
from docx.shared import Pt
from pypdf.annotations import Rectangle
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject

from assurance_app.application.document_check import check_file
from assurance_app.domain.withheld import Origin, Withheld
from tests.fixtures.office_documents import bare_pdf, clean_word, saved


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(clean_word(), tmp_path_factory.mktemp("clean") / "clean.docx")


def _with_part(source: Path, path: Path, name: str, text: str) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for member in old.namelist():
            new.writestr(member, old.read(member))
        new.writestr(name, text)
    return path


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SECRET = "two of the nine vans cannot leave the yard before noon"
_LONG = "Some other words first. " * 9 + _SECRET
UNSEEN = {
    "the end of a long comment": (
        "word/comments.xml",
        f'<w:comments {_W}><w:comment w:id="0"><w:p><w:r><w:t>{_LONG}</w:t></w:r></w:p></w:comment></w:comments>',
    ),
    "a footnote": (
        "word/footnotes.xml",
        f'<w:footnotes {_W}><w:footnote w:id="2"><w:p><w:r><w:t>{_SECRET}</w:t></w:r></w:p></w:footnote></w:footnotes>',
    ),
    "data beside the text": ("customXml/item9.xml", f"<data>{_SECRET}</data>"),
    "a property of one's own": (
        "docProps/custom.xml",
        f'<Properties><property name="Note"><lpwstr>{_SECRET}</lpwstr></property></Properties>',
    ),
}


@pytest.mark.parametrize("case", UNSEEN)
def test_words_kept_from_the_public_are_found_where_no_page_shows_them(clean: Path, tmp_path: Path, case: str) -> None:
    name, text = UNSEEN[case]
    path = _with_part(clean, tmp_path / "unseen.docx", name, text)
    kept = Withheld({" ".join(_SECRET.split()[:5]): Origin("40.4.b Unit", "cyber.unit")})
    report = check_file(path, kept)
    (row,) = (row for row in report.rows if row.code == "words.withheld")
    assert "40.4.b Unit" in row.found
    assert _SECRET not in row.where or case == "a footnote"
    assert not [row for row in check_file(path, kept, published=False).rows if row.code == "words.withheld"]


def test_two_secrets_on_one_page_are_both_told(tmp_path: Path) -> None:
    made = clean_word()
    made.add_paragraph("One secret of five words. And another secret of five words.")
    kept = Withheld({"one secret of five words": Origin("First"), "another secret of five words": Origin("Second")})
    rows = check_file(saved(made, tmp_path / "two.docx"), kept).rows
    assert [row.found for row in rows if row.code == "words.withheld"] == [
        "words from “First” in your record",
        "words from “Second” in your record",
    ]


def test_footnotes_are_read_and_what_is_hidden_or_changed_in_them(clean: Path, tmp_path: Path) -> None:
    note = (
        f'<w:footnotes {_W}><w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote><w:footnote w:id="2">'
        "<w:p><w:r><w:t>See [insert page].</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Not this.</w:t></w:r>"
        '<w:del w:id="3" w:author="x"><w:r><w:delText>Nor this.</w:delText></w:r></w:del></w:p></w:footnote>'
        "</w:footnotes>"
    )
    rows = check_file(_with_part(clean, tmp_path / "notes.docx", "word/footnotes.xml", note)).rows
    assert {row.code for row in rows} == {"text.placeholder", "hidden.text", "changes.left"}
    assert all(row.where.startswith("Footnote or endnote 1") for row in rows)


def test_letters_that_nobody_can_see_are_hidden_text(tmp_path: Path) -> None:
    made = clean_word()
    made.add_paragraph().add_run("The van is in the yard.").font.size = Pt(1)
    assert [row.code for row in check_file(saved(made, tmp_path / "tiny.docx")).rows] == ["hidden.text"]


@pytest.mark.parametrize(
    "after",
    [
        "0 g 70 600 400 25 re f",  # elsewhere
        "0 g 70 690 20 25 re f",  # over a part of them
        "0 G 70 690 400 25 re S",  # a frame
        "0 g 70 698 400 1 re f",  # a line under them
    ],
)
def test_what_leaves_words_to_be_read_hides_none(tmp_path: Path, after: str) -> None:
    codes = [row.code for row in check_file(bare_pdf(tmp_path / "a.pdf", after=after)).rows]
    assert "hidden.text" not in codes


def test_a_box_laid_over_words_as_a_note_hides_them(tmp_path: Path) -> None:
    path = bare_pdf(tmp_path / "a.pdf")
    writer = pypdf.PdfWriter(clone_from=path)
    note = Rectangle(rect=(70, 690, 470, 715), interior_color="000000")
    appearance = StreamObject()
    appearance.set_data(b"0 g 0 0 400 25 re f")
    appearance.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject([NumberObject(side) for side in (0, 0, 400, 25)]),
        }
    )
    note[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(appearance)})
    note[NameObject("/F")] = NumberObject(4)
    writer.add_annotation(0, note)
    writer.write(path)
    assert "hidden.text" in [row.code for row in check_file(path).rows]


def test_words_in_properties_are_shown(tmp_path: Path) -> None:
    made = clean_word()
    made.core_properties.comments = "Not for the panel yet"
    (row,) = check_file(saved(made, tmp_path / "noted.docx")).rows
    assert (row.code, row.found) == ("properties.written", "“Not for the panel yet”")


def test_the_text_is_found_whatever_its_part_is_called(clean: Path, tmp_path: Path) -> None:
    path = tmp_path / "renamed.docx"
    with zipfile.ZipFile(clean) as old, zipfile.ZipFile(path, "w") as new:
        for member in old.namelist():
            content = old.read(member).replace(b"word/document.xml", b"word/document2.xml")
            new.writestr(member.replace("document.xml", "document2.xml"), content)
    assert check_file(path).rows == check_file(clean).rows == ()
