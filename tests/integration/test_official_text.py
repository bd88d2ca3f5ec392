"""Importing the published text from real files of every format, refusing what is not one, and keeping it."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from assurance_app import paths
from assurance_app.application import official_text as use
from assurance_app.application.workspaces import create_office
from assurance_app.catalogue.official_text import cut
from assurance_app.cli import run
from assurance_app.domain.official_text import Doubt
from assurance_app.domain.refusal import Refused
from assurance_app.files import lines
from assurance_app.files.text_of import text_of
from assurance_app.words.sentences import sentence
from tests.fixtures import official

FORMATS: dict[str, Callable[[Path], bytes]] = {
    "harbour.md": lambda folder: official.markdown().encode(),
    "harbour.txt": lambda folder: official.plain_text().encode("utf-16"),
    "windows.txt": lambda folder: official.plain_text().encode("cp1252"),
    "harbour.html": lambda folder: official.html().encode(),
    "typed.docx": lambda folder: official.docx(),
    "numbered.docx": lambda folder: official.numbered_docx(),
    "harbour.pdf": official.pdf,
    "tall.pdf": lambda folder: official.pdf(folder, official.Printed(height="40cm")),
}


@pytest.fixture(autouse=True)
def known_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    """The invented edition in the place of those that come with the program."""
    made = official.framework()
    monkeypatch.setattr(use, "_framework", lambda framework_id, workspace: made)


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_paragraphs(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name, FORMATS[name](tmp_path))
    found = [one for one in cut(text_of(path).lines, official.framework()) if one.number]
    assert {one.ref: one.text for one in found} == official.WORDS
    assert [one.ref for one in found] == official.REFS
    assert {one.doubt for one in found} == {Doubt.NONE}
    assert next(one for one in found if one.ref == "4.b.i").headings == ("Fog", "Outcomes")
    assert next(one for one in found if one.ref == "7").headings == ("Storms", "Outcomes")


@pytest.mark.parametrize("name", FORMATS)
def test_furniture_and_footnotes_are_left_out(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name, FORMATS[name](tmp_path))
    said = " ".join(one.text for one in cut(text_of(path).lines, official.framework()))
    for furniture in ("footnote", "Cookies", "Home and other", "alert", "page 3", "[1]"):
        assert furniture not in said


def _password_pdf(folder: Path) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(official.pdf(folder))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _blank_pdf(pages: int) -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(width=200, height=200)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _entity_bomb(kind: str) -> str:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
    return f'<!DOCTYPE {kind} [<!ENTITY e0 "boom">{entities}]>'


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

BAD: dict[str, tuple[str, str, Callable[[Path], bytes]]] = {
    "password": ("official-text.encrypted", "a.pdf", _password_pdf),
    "scan": ("official-text.scan", "a.pdf", lambda folder: _blank_pdf(3)),
    "2000 pages": ("official-text.too-many-pages", "a.pdf", lambda folder: _blank_pdf(2000)),
    "cut off": ("official-text.damaged", "a.pdf", lambda folder: official.pdf(folder)[:900]),
    "only a head": ("official-text.damaged", "a.pdf", lambda folder: b"%PDF-1.7\nnothing"),
    "locked word": (
        "official-text.encrypted",
        "a.docx",
        lambda folder: _CFB + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
    ),
    "old word": ("official-text.old-word", "a.doc", lambda folder: _CFB + bytes(600)),
    "cut-off word": ("official-text.damaged", "a.docx", lambda folder: official.docx()[:2000]),
    "workbook": ("official-text.not-text", "a.docx", lambda folder: _zip({"xl/workbook.xml": b"<x/>"})),
    "broken word": ("official-text.damaged", "a.docx", lambda folder: _zip({"word/document.xml": b"<w:document"})),
    "bodiless word": ("official-text.damaged", "a.docx", lambda folder: _zip({"word/document.xml": b"<x/>"})),
    "zip bomb": (
        "official-text.too-large",
        "a.docx",
        lambda folder: _zip({"word/document.xml": b" " * (300 * 1024 * 1024)}),
    ),
    "word entities": (
        "official-text.damaged",
        "a.docx",
        lambda folder: _zip(
            {
                "word/document.xml": (
                    _entity_bomb("document")
                    + f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>&e12;</w:t></w:r></w:p></w:body>'
                    + "</w:document>"
                ).encode()
            }
        ),
    ),
    "html entities": (
        "official-text.entities",
        "a.html",
        lambda folder: (_entity_bomb("html") + "<html><body><p>&e12;</p></body></html>").encode(),
    ),
    "picture": ("official-text.not-text", "a.png", lambda folder: b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 50),
    "nothing": ("official-text.empty", "a.txt", lambda folder: b""),
    "spaces": ("official-text.empty", "a.md", lambda folder: b" \n\n \t\n"),
    "empty page": ("official-text.empty", "a.html", lambda folder: b"<html><body><nav>Home</nav></body></html>"),
    "too large": ("official-text.too-large", "a.txt", lambda folder: b"a" * (lines.LARGEST_FILE + 1)),
    "too many lines": ("official-text.too-large", "a.txt", lambda folder: b"word\n\n" * (lines.MOST_LINES + 1)),
    "another text": ("official-text.another", "a.txt", lambda folder: b"1. A letter.\n\n2. About something else.\n"),
    "prose": ("official-text.another", "a.md", lambda folder: b"# A story\n\nThere was a boat.\n" * 50),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_sentence_and_nothing_is_imported(tmp_path: Path, name: str) -> None:
    code, file, make = BAD[name]
    kept, _report = use.import_official(written(tmp_path, "good.md", official.markdown().encode()), "harbour")
    path = written(tmp_path, file, make(tmp_path))
    began = time.perf_counter()
    tracemalloc.start()
    try:
        with pytest.raises(Refused) as refused:
            use.import_official(path, "harbour")
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert refused.value.code == code
    told = sentence(refused.value.code, refused.value.params)
    assert "\n" not in told
    assert str(path) in told
    assert time.perf_counter() - began < 20
    assert most < 300 * 1024 * 1024
    assert use.official_text("harbour") == kept, "what was imported before stays"


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(Refused, match=r"file\.missing"):
        use.import_official(Path("nowhere.pdf"), "harbour")


def test_a_page_nested_beyond_reason_is_refused_or_read_and_never_breaks(tmp_path: Path) -> None:
    deep = written(tmp_path, "deep.html", b"<html><body>" + b"<div>" * 20_000 + b"<p>1. A.</p>")
    with pytest.raises(Refused, match=r"official-text\."):
        use.import_official(deep, "harbour")


def test_without_a_workspace_the_text_is_kept_in_the_persons_own_folder(tmp_path: Path, home: Path) -> None:
    assert use.official_text("harbour") is None
    with pytest.raises(Refused, match=r"official-text\.missing"):
        use.needed_text("harbour")
    text, found = use.import_official(written(tmp_path, "a.html", official.html().encode()), "harbour")
    assert (found.found, found.expected, found.uncertain) == (7, 7, ())
    assert paths.official_texts().is_relative_to(home)
    assert use.official_text("harbour") == text
    assert text.source_name == "a.html"
    (paths.official_texts() / "harbour.json").write_text("{", encoding="utf-8")
    with pytest.raises(Refused, match=r"official-text\.unreadable"):
        use.official_text("harbour")


@pytest.mark.parametrize("framework_id", ["../harbour", "/etc/harbour", ".", "..", "a/b"])
def test_no_name_of_a_framework_leads_out_of_the_folder(framework_id: str) -> None:
    with pytest.raises(Refused, match=r"framework\.unknown"):
        use.official_text(framework_id)


def test_in_a_workspace_the_text_is_the_workspaces_own_and_comes_through_a_dump(tmp_path: Path) -> None:
    from assurance_app.application.dumping import dump_to, load_from
    from assurance_app.persistence.workspace import Workspace

    mine = written(tmp_path, "mine.md", official.markdown().encode())
    theirs = written(tmp_path, "theirs.md", official.markdown().replace("- 3. Every", "- Every").encode())
    use.import_official(mine, "harbour")
    with create_office(tmp_path / "a.assurance", "dorset", "2025-26", author="a") as workspace:
        assert use.official_text("harbour", workspace) == use.official_text("harbour"), "the person's own stands in"
        text, _report = use.import_official(theirs, "harbour", workspace)
        assert use.official_text("harbour", workspace) == text != use.official_text("harbour")
        dump_to(workspace, tmp_path / "dump.json")
    load_from(tmp_path / "b.assurance", tmp_path / "dump.json")
    with Workspace.open(tmp_path / "b.assurance", author="a", write=False) as loaded:
        assert use.official_text("harbour", loaded) == text


def test_a_paragraph_is_shown_with_its_lead_in_and_its_neighbours(tmp_path: Path) -> None:
    use.import_official(written(tmp_path, "a.md", official.markdown().encode()), "harbour")
    shown = use.show("harbour", "4.b", n=1)
    assert shown.paragraph.text == official.WORDS["4.b"]
    assert [one.ref for one in shown.whole] == ["4", "4.a", "4.b", "4.b.i", "4.b.ii", "4.c"]
    assert [one.ref for one in shown.around] == ["4.a", "4.b", "4.b.i"]
    with pytest.raises(Refused) as refused:
        use.show("harbour", "4.z")
    assert "4.b.ii" in sentence(refused.value.code, refused.value.params)


def test_the_command_imports_and_shows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "a.md", official.markdown().replace("- b. two lamps", "- two lamps").encode())
    assert run(["official-text", "import", str(path), "--framework", "harbour"]) == 0
    told = capsys.readouterr().out
    assert "Found 7 of 7 numbered paragraphs." in told
    assert "Uncertain: 1." in told
    assert "4.b: The letter was lost" in told
    assert run(["official-text", "show", "harbour", "2"]) == 0
    told = capsys.readouterr().out
    assert official.WORDS["2"] in told
    assert "“paragraphs 7 to 8” leads to 3 – 4." in told
    assert run(["official-text", "show", "harbour", "77"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_command_refuses_in_one_line_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "a.pdf", _blank_pdf(2))
    assert run(["official-text", "import", str(path), "--framework", "harbour"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "pictures of pages" in said.err


def test_a_text_of_a_thousand_paragraphs_is_cut_in_good_time(tmp_path: Path) -> None:
    said = "Crews should answer the bell, and paragraph 3 says so."
    text = "## Fog\n\n" + "".join(f"{number}. {said}\n\n" for number in range(1, 1000))
    path = written(tmp_path, "long.md", text.encode())
    began = time.perf_counter()
    found = cut(text_of(path).lines, official.framework(999))
    assert time.perf_counter() - began < 10
    assert found[-1].ref == "999"
    assert found[-1].links[0].target == "3"


HOSTILE = {
    "one line of dots": "." * 2_000_000,
    "one line of stars": "* a **b" * 300_000,
    "lines that never end a sentence": "and so it goes on without an end of any kind\n\n" * 50_000,
    "bullets": "1. Crews should have:\n" + "- a thing and another thing\n" * 50_000,
    "numbers": "".join(f"{number % 999}. Crews.\n\n" for number in range(50_000)),
    "references": "1. See " + "paragraph 1, " * 200_000,
    "headings": "".join(
        f"# Heading {number}\n\n{number % 999}. See paragraph 4 of it.\n\n" for number in range(20_000)
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_costs_a_bounded_time(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, "hostile.md", HOSTILE[name].encode())
    began = time.perf_counter()
    with pytest.raises(Refused, match=r"official-text\."):
        use.import_official(path, "harbour")
    assert time.perf_counter() - began < 30
