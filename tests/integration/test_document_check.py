"""Checking documents of the office's own: each thing to mend is found where it is, and the file is only read."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pypdf
import pytest
from pypdf.annotations import FreeText

from assurance_app.application import recording
from assurance_app.application.document_check import (
    DocumentReport,
    check_file,
    kept_from_public,
    report_text,
    summary_sentence,
)
from assurance_app.cli import COMMANDS, run
from assurance_app.documents.check_rules import OURS, check_rules
from assurance_app.documents.document_rules import is_person, rules
from assurance_app.documents.formats import write_document
from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.refusal import Refused
from assurance_app.words.sentences import sentence
from tests import factories as make
from tests.fixtures import office_documents as office
from tests.fixtures.documents import statement


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return office.saved(office.clean_word(), tmp_path_factory.mktemp("clean") / "clean.docx")


def _codes(report: DocumentReport) -> list[str]:
    return [row.code for row in report.rows]


def test_nothing_is_found_in_a_document_that_is_in_order(clean: Path) -> None:
    report = check_file(clean)
    assert _codes(report) == []
    assert (report.kind, report.to_mend, report.compared) == ("docx", 0, False)
    assert summary_sentence(report) == "Nothing to mend was found."


@pytest.mark.parametrize("case", office.WORD)
def test_each_thing_to_mend_in_word_is_found_and_nothing_else(tmp_path: Path, case: str) -> None:
    code, change = office.WORD[case]
    made = office.clean_word()
    change(made)
    path = office.saved(made, tmp_path / "document.docx")
    before = path.read_bytes()
    report = check_file(path)
    assert _codes(report) == [code]
    (row,) = report.rows
    assert row.where
    assert row.why
    assert row.steps
    assert row.mend is (rules()[code]["kind"] == "mend")
    assert path.read_bytes() == before


@pytest.mark.parametrize("case", office.FINE)
def test_what_is_in_order_is_not_held_against_a_document(tmp_path: Path, case: str) -> None:
    made = office.clean_word()
    office.FINE[case](made)
    assert _codes(check_file(office.saved(made, tmp_path / "document.docx"))) == []


def test_a_finding_leads_to_its_place_in_the_document(tmp_path: Path) -> None:
    made = office.clean_word()
    made.add_paragraph("The panel met on [insert date] in the hall.")
    (row,) = check_file(office.saved(made, tmp_path / "document.docx")).rows
    assert row.where == "Paragraph 9, under “The plan”: “The panel met on [insert date] in the hall.”"
    assert row.found == "“[insert date]”"


def test_what_stands_in_a_box_of_text_is_found_once(tmp_path: Path) -> None:
    made = office.clean_word()
    office.add_box(made, "The number is TBC.")
    (row,) = check_file(office.saved(made, tmp_path / "document.docx")).rows
    assert row.code == "text.placeholder"


def test_many_of_the_same_are_counted_and_not_all_listed(tmp_path: Path) -> None:
    made = office.clean_word()
    for _time in range(50):
        made.add_paragraph("TBC")
    rows = check_file(office.saved(made, tmp_path / "document.docx")).rows
    assert len(rows) == 20
    assert rows[-1].found.endswith("and 30 more of the same")


def test_a_marking_is_fine_in_what_is_not_to_be_published(tmp_path: Path) -> None:
    made = office.clean_word()
    made.add_paragraph("OFFICIAL-SENSITIVE")
    path = office.saved(made, tmp_path / "document.docx")
    assert _codes(check_file(path)) == ["marking.found"]
    assert _codes(check_file(path, published=False)) == []


@pytest.mark.parametrize("part", ["word/embeddings/book.xlsx", "word/vbaProject.bin"])
def test_what_lies_inside_a_document_is_found(clean: Path, tmp_path: Path, part: str) -> None:
    assert _codes(check_file(office.with_part(clean, tmp_path / "a.docx", part, b"x"))) == ["attached.left"]


def test_properties_of_ones_own_are_found(clean: Path, tmp_path: Path) -> None:
    content = b'<Properties><property name="Case number"/></Properties>'
    (row,) = check_file(office.with_part(clean, tmp_path / "a.docx", "docProps/custom.xml", content)).rows
    assert (row.code, row.found) == ("properties.custom", "the property “Case number”")


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Jane Clerk", True),
        ("Clerk, Jane", True),
        ("Police and Crime Commissioner for Westmarch", False),
        ("Westmarch Police", False),
        ("Mayor’s Office", False),
        ("opcc-admin", False),
        ("", False),
    ],
)
def test_names_of_people_are_told_from_those_of_offices(name: str, person: bool) -> None:
    assert is_person(name) is person


# PDF.


def test_a_bare_pdf_is_told_what_it_lacks(tmp_path: Path) -> None:
    path = office.bare_pdf(tmp_path / "bare.pdf")
    assert _codes(check_file(path)) == ["pdf.untagged", "title.missing", "language.missing", "author.missing"]


@pytest.mark.parametrize(
    ("code", "look"),
    [
        ("hidden.text", {"mode": 3}),
        ("hidden.text", {"ink": "1 g"}),
        ("hidden.text", {"size": 1}),
        ("hidden.text", {"after": "0 g 70 690 400 25 re f"}),
        ("hidden.text", {"after": "1 g 70 690 400 25 re f"}),
        ("contrast.low", {"ink": "0.75 g"}),
        ("page.scanned", {"words": "", "scan": True}),
        ("text.placeholder", {"words": "The number is TBC."}),
        ("marking.found", {"words": "OFFICIAL-SENSITIVE"}),
    ],
)
def test_what_is_wrong_on_the_page_of_a_pdf_is_found(tmp_path: Path, code: str, look: dict[str, object]) -> None:
    path = office.bare_pdf(tmp_path / "a.pdf", **look)  # type: ignore[arg-type]
    report = check_file(path)
    assert code in _codes(report)
    row = next(row for row in report.rows if row.code == code)
    assert row.where.startswith("Page 1")


def test_words_that_were_recognised_over_a_scan_are_not_hidden(tmp_path: Path) -> None:
    path = office.bare_pdf(tmp_path / "a.pdf", "The words that a machine found on it.", mode=3, scan=True)
    assert not {"hidden.text", "page.scanned"} & set(_codes(check_file(path)))


def test_notes_links_and_files_in_a_pdf_are_found(tmp_path: Path) -> None:
    path = office.add_link(office.bare_pdf(tmp_path / "a.pdf", "https://example.org"), "https://example.org")
    writer = pypdf.PdfWriter(clone_from=path)
    writer.add_annotation(0, FreeText(text="Are we sure?", rect=(10, 10, 90, 40)))
    writer.add_attachment("numbers.txt", b"1")
    writer.write(path)
    rows = {row.code: row for row in check_file(path).rows}
    assert {"comments.left", "link.bare", "attached.left"} <= rows.keys()
    assert "Are we sure?" in rows["comments.left"].where
    assert rows["link.bare"].found == "it leads to https://example.org"


@pytest.mark.parametrize("fmt", ["docx", "pdf"])
def test_what_this_program_writes_passes_its_own_check(tmp_path: Path, fmt: str) -> None:
    report = check_file(write_document(statement(signed_on="12 May 2026"), fmt, tmp_path, "statement"))
    assert _codes(report) == []


@pytest.mark.parametrize("case", [name for name, (code, _change) in office.WORD.items() if code in OURS])
def test_what_this_program_writes_is_refused_where_a_rule_finds_something(tmp_path: Path, case: str) -> None:
    made = office.clean_word()
    path = office.saved(made, tmp_path / "document.docx")
    check_rules(path, path)
    office.WORD[case][1](made)
    office.saved(made, path)
    with pytest.raises(Refused) as refused:
        check_rules(path, tmp_path / "known.docx")
    assert refused.value.code == "document.differs"
    assert "known.docx" in sentence(refused.value.code, refused.value.params)


# With a record.


def test_words_that_the_record_keeps_from_the_public_are_found(tmp_path: Path) -> None:
    secret = "Two of the nine vans cannot leave the yard before noon."
    answer = make.answer("terrorism.prepare.armed-response", rests_on=secret, disclosure=Disclosure.OFFICE)
    with make.office(tmp_path / "office.assurance") as workspace:
        recording.save(workspace, answer, 0)
        kept = kept_from_public(workspace, make.CYCLE)
    made = office.clean_word()
    made.add_paragraph(f"As we said, {secret.upper()}")
    path = office.saved(made, tmp_path / "document.docx")
    report = check_file(path, kept)
    assert _codes(report) == ["words.withheld"]
    assert report.compared
    assert "in your record" in report.rows[0].found
    assert "vans" not in report.rows[0].found
    assert _codes(check_file(path, kept, published=False)) == []
    status = run(["check-document", str(path), "--workspace", str(tmp_path / "office.assurance")])
    assert status == 1


# What comes from outside.


def _hostile(folder: Path, clean: Path) -> dict[str, tuple[str, Path]]:
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><w:document xmlns:w="x"/>'
    bomb = folder / "bomb.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (40 * 1024 * 1024))
    locked = pypdf.PdfWriter(clone_from=office.bare_pdf(folder / "open.pdf"))
    locked.encrypt("password")
    locked.write(folder / "locked.pdf")
    sheet = folder / "sheet.docx"
    with zipfile.ZipFile(sheet, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    names = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    within = b"<w:document %s><w:body>%s%s</w:body></w:document>" % (
        names,
        b"<w:tbl><w:tr><w:tc>" * 40,
        b"</w:tc></w:tr></w:tbl>" * 40,
    )
    deep = b"<w:document>" + b"<a>" * 100_000
    texts = {
        "checking.unknown": b"just text",
        "checking.old-word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old",
        "checking.encrypted": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    }
    found = {
        "entities": ("checking.damaged", office.with_part(clean, folder / "e.docx", "word/document.xml", entity)),
        "broken styles": ("checking.damaged", office.with_part(clean, folder / "s.docx", "word/styles.xml", b"<a")),
        "very deep": ("checking.damaged", office.with_part(clean, folder / "d.docx", "word/document.xml", deep)),
        "tables in tables": (
            "checking.damaged",
            office.with_part(clean, folder / "t.docx", "word/document.xml", within),
        ),
        "packed too tightly": ("checking.damaged", bomb),
        "a locked PDF": ("checking.encrypted", folder / "locked.pdf"),
        "a workbook": ("checking.unknown", sheet),
        "nothing there": ("file.missing", folder / "none.docx"),
        "a folder": ("checking.unknown", folder),
    }
    for code, content in texts.items():
        path = folder / f"{code}.docx"
        path.write_bytes(content)
        found[code] = (code, path)
    for name, content in (("half a zip", clean.read_bytes()[:900]), ("half a PDF", b"%PDF-1.7 broken")):
        path = folder / name
        path.write_bytes(content)
        found[name] = ("checking.damaged", path)
    return found


def test_what_cannot_be_read_is_one_sentence_and_keeps_its_bytes(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, (code, path) in _hostile(tmp_path, clean).items():
        before = path.read_bytes() if path.is_file() else b""
        with pytest.raises(Refused) as refused:
            check_file(path)
        assert refused.value.code == code, name
        told = sentence(code, refused.value.params)
        assert str(path) in told
        assert "\n" not in told
        assert (path.read_bytes() if path.is_file() else b"") == before
        assert run(["check-document", str(clean), str(path)]) == 2
        out, err = capsys.readouterr()
        assert out == "", "nothing is said of one file where another cannot be read"
        assert err.count("\n") == 1


def test_a_file_that_is_too_large_is_refused(clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assurance_app.files.office_document.LARGEST_FILE", 1000)
    with pytest.raises(Refused, match=r"checking\.too-large"):
        check_file(clean)
    monkeypatch.setattr("assurance_app.files.office_document.MOST_PAGES", 0)
    monkeypatch.setattr("assurance_app.files.office_pdf.MOST_PAGES", 0)
    with pytest.raises(Refused) as refused:
        check_file(office.bare_pdf(tmp_path / "a.pdf"))
    assert refused.value.code == "checking.too-large"


def test_styles_that_are_based_on_each_other_do_not_turn_for_ever(clean: Path, tmp_path: Path) -> None:
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    circle = "".join(
        f'<w:style w:styleId="{one}" w:type="paragraph" w:default="1"><w:basedOn w:val="{other}"/></w:style>'
        for one, other in (("a", "b"), ("b", "a"))
    )
    path = office.with_part(
        clean, tmp_path / "c.docx", "word/styles.xml", f"<w:styles {names}>{circle}</w:styles>".encode()
    )
    assert check_file(path).kind == "docx"


# The command line and the report.


def test_the_command_says_what_is_to_mend_and_its_status_says_whether(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "check-document" in COMMANDS
    assert run(["check-document", str(clean)]) == 0
    assert capsys.readouterr().out == "clean.docx\nNothing to mend was found.\n"
    made = office.clean_word()
    made.add_paragraph("TBC")
    path = office.saved(made, tmp_path / "open.docx")
    assert run(["check-document", str(clean), str(path)]) == 1
    assert "Something left to fill in" in capsys.readouterr().out
    assert run(["check-document", "--json", str(clean), str(path)]) == 1
    first, second = json.loads(capsys.readouterr().out)
    assert (first["to_mend"], first["findings"]) == (0, [])
    assert [finding["code"] for finding in second["findings"]] == ["text.placeholder"]
    made = office.clean_word()
    made.core_properties.author = "Jane Clerk"
    assert run(["check-document", str(office.saved(made, path))]) == 0, "what is only to be looked at"


def test_the_report_is_plain_text_with_what_to_do(tmp_path: Path) -> None:
    made = office.clean_word()
    made.add_paragraph("TBC")
    text = report_text([check_file(office.saved(made, tmp_path / "open.docx"))])
    assert text.splitlines()[:2] == ["open.docx", "1 thing to mend"]
    assert "How to mend it:" in text
    assert "Why it matters:" in text


def test_every_rule_has_its_words() -> None:
    assert len(rules()) >= 25
    for code, rule in rules().items():
        assert rule["kind"] in ("mend", "look"), code
        assert all(rule[part] for part in ("title", "why", "word", "pdf")), code
        sentences = [rule["why"], *rule["word"], *rule["pdf"]]
        assert all(text.endswith((".", "?")) for text in sentences), code
    assert len({rule["title"] for rule in rules().values()}) == len(rules())
