"""A document that does not say what it should is refused and not kept, whatever went wrong in it."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assurance_app.documents import formats
from assurance_app.documents.check import check_document, place_of
from assurance_app.documents.formats import WRITERS, write_document
from assurance_app.domain.content import ContentTree, Heading, Paragraph, Table
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.refusal import Refused
from assurance_app.files.docx_text import docx_text
from assurance_app.files.pdf import page_pictures, pdf_facts, pdf_pages, pdf_text
from assurance_app.words.sentences import sentence
from tests.fixtures.documents import statement

FORMATS = sorted(WRITERS)


def _without_block(tree: ContentTree, at: int) -> ContentTree:
    return replace(tree, blocks=tree.blocks[:at] + tree.blocks[at + 1 :])


CHANGES: dict[str, Callable[[ContentTree], ContentTree]] = {
    "a word more": lambda tree: replace(tree, blocks=(*tree.blocks, Paragraph("withheld"))),
    "a paragraph less": lambda tree: _without_block(tree, 2),
    "two in another order": lambda tree: replace(
        tree, blocks=(tree.blocks[0], tree.blocks[2], tree.blocks[1], *tree.blocks[3:])
    ),
    "another marking": lambda tree: replace(tree, marking="OFFICIAL"),
    "another title": lambda tree: replace(tree, title="Another"),
    "another author": lambda tree: replace(tree, author="Another"),
    "another date": lambda tree: replace(tree, date="2027-01-01"),
    "another language": lambda tree: replace(tree, language="cy-GB"),
    "another level": lambda tree: replace(
        tree,
        blocks=tuple(
            Heading(2, block.text) if isinstance(block, Heading) and block.level == 3 else block
            for block in tree.blocks
        ),
    ),
    "a status": lambda tree: replace(tree, status=""),
    "a row less": lambda tree: replace(
        tree,
        blocks=tuple(
            replace(block, rows=block.rows[:-1]) if isinstance(block, Table) else block for block in tree.blocks
        ),
    ),
    "no contents": lambda tree: replace(tree, with_contents=False),
}


@pytest.fixture(scope="module", params=FORMATS)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_document(statement(), request.param, tmp_path_factory.mktemp("written"), "statement")


@pytest.mark.parametrize("change", CHANGES)
def test_any_difference_is_found(written: Path, change: str) -> None:
    fmt = written.suffix[1:]
    check_document(statement(), fmt, written)
    with pytest.raises(Refused) as refused:
        check_document(CHANGES[change](statement()), fmt, written)
    assert refused.value.code == "document.differs"
    told = sentence(refused.value.code, refused.value.params)
    assert str(written) in told
    assert "\n" not in told


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_document_that_differs_is_not_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fmt: str) -> None:
    kept = write_document(statement(), fmt, tmp_path, "statement")
    before = kept.read_bytes()
    writer = WRITERS[fmt]
    monkeypatch.setitem(formats.WRITERS, fmt, lambda tree, path: writer(CHANGES["a word more"](tree), path))
    for stem in ("statement", "new"):
        with pytest.raises(Refused, match=r"document\.differs"):
            write_document(statement(), fmt, tmp_path, stem)
    assert list(tmp_path.iterdir()) == [kept]
    assert kept.read_bytes() == before


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_place_that_cannot_be_written_is_told_and_left_alone(tmp_path: Path, fmt: str) -> None:
    with pytest.raises(Refused, match=r"file\.unwritable"):
        write_document(statement(), fmt, tmp_path / "missing", "statement")
    assert not (tmp_path / "missing").exists()


def test_a_format_without_a_writer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"format\.unknown"):
        write_document(statement(), "odt", tmp_path, "statement")


@pytest.mark.parametrize("levels", [(2,), (1, 3), (0,)])
@pytest.mark.parametrize("fmt", FORMATS)
def test_a_skipped_heading_is_refused(tmp_path: Path, fmt: str, levels: tuple[int, ...]) -> None:
    blocks = tuple(Heading(level, f"Level {level}") for level in levels)
    tree = ContentTree("Title", "", "Author", Audience.PUBLIC, "", "", blocks)
    with pytest.raises(Refused, match=r"document\.differs"):
        write_document(tree, fmt, tmp_path, "skipped")
    assert not list(tmp_path.iterdir())


def _edited(source: Path, target: Path, part: str, old: str, new: str) -> Path:
    with zipfile.ZipFile(source) as kept, zipfile.ZipFile(target, "w") as edited:
        for name in kept.namelist():
            content = kept.read(name)
            if name == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            edited.writestr(name, content)
    return target


HIDDEN = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>withheld</w:t></w:r></w:p>"
EDITS = {
    "hidden text": ("word/document.xml", "<w:sectPr", HIDDEN + "<w:sectPr"),
    "a header row that does not repeat": ("word/document.xml", "<w:tblHeader/>", ""),
    "a left-over in the footer": ("word/footer1.xml", "Page ", "{{ page }} "),
    "a left-over in the properties": ("docProps/core.xml", "<cp:keywords/>", "<cp:keywords>{{ x }}</cp:keywords>"),
    "an entity for an ampersand too many": ("docProps/core.xml", "<dc:title>", "<dc:title>&amp;amp;"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_a_reader_does_not_see_is_looked_at_too(tmp_path: Path, edit: str) -> None:
    source = write_document(statement(), "docx", tmp_path, "statement")
    edited = _edited(source, tmp_path / "edited.docx", *EDITS[edit])
    with pytest.raises(Refused, match=r"document\.differs"):
        check_document(statement(), "docx", edited)


def test_comments_and_deleted_words_are_hidden_parts(tmp_path: Path) -> None:
    source = write_document(statement(), "docx", tmp_path, "statement")
    gone = '<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p><w:sectPr'
    edited = _edited(source, tmp_path / "edited.docx", "word/document.xml", "<w:sectPr", gone)
    with zipfile.ZipFile(edited, "a") as archive:
        archive.writestr(
            "word/comments.xml",
            '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="1">'
            "<w:p><w:r><w:t>a remark</w:t></w:r></w:p></w:comment></w:comments>",
        )
    assert docx_text(edited).hidden == ("gone", "a remark")


@pytest.mark.parametrize("content", [b"", b"not a file of any kind", b"PK\x03\x04 broken", b"%PDF-1.7 broken"])
def test_what_is_no_document_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd"
    path.write_bytes(content)
    for read in (docx_text, pdf_text, pdf_pages, pdf_facts):
        with pytest.raises(Refused) as refused:
            read(path)
        assert refused.value.code == "file.unreadable"
        assert str(path) in sentence(refused.value.code, refused.value.params)
        with pytest.raises(Refused, match=r"file\.missing"):
            read(tmp_path / "missing")
    assert path.read_bytes() == content


def test_a_document_that_names_outside_entities_is_refused(tmp_path: Path) -> None:
    source = write_document(statement(), "docx", tmp_path, "statement")
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><w:document'
    edited = _edited(source, tmp_path / "edited.docx", "word/document.xml", "<w:document", doctype)
    with pytest.raises(Refused, match=r"file\.unreadable"):
        docx_text(edited)


def test_a_page_too_large_to_draw_is_refused(written: Path, tmp_path: Path) -> None:
    if written.suffix == ".pdf":
        copy = shutil.copy(written, tmp_path / "copy.pdf")
        with pytest.raises(Refused, match=r"file\.unreadable"):
            page_pictures(Path(copy), 100_000)
    else:
        with pytest.raises(Refused, match=r"file\.unreadable"):
            page_pictures(written, 100)


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_part_that_did_not_come_out_is_named_by_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fmt: str
) -> None:
    blocks = (
        Heading(1, "The national threats", "threats"),
        Paragraph("What the region can do."),
        Heading(2, "Terrorism", "terrorism"),
        Paragraph("Seven lanterns were counted, and none of them was lit."),
        Heading(2, "Cyber", "cyber"),
        Paragraph("The unit answers by day."),
    )
    tree = replace(statement(), blocks=blocks, with_contents=False)
    writer = WRITERS[fmt]

    def wrong(given: ContentTree, path: Path) -> None:
        spoilt = (*blocks[:3], Paragraph("Seven lanterns were counted, and all of them were lit."), *blocks[4:])
        writer(replace(given, blocks=spoilt), path)

    monkeypatch.setitem(WRITERS, fmt, wrong)
    with pytest.raises(Refused) as caught:
        write_document(tree, fmt, tmp_path, "statement")
    assert (caught.value.code, caught.value.params["place"]) == ("document.differs", "terrorism")
    assert list(tmp_path.iterdir()) == []


def test_what_no_part_says_has_no_place() -> None:
    assert place_of(statement(), "nobody says this") == ""
    assert place_of(statement(), "") == ""
