"""What the demos make, in the hands of others: Word and Excel files in LibreOffice, each PDF in Poppler and qpdf."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from xml.etree.ElementTree import Element

import openpyxl
import pytest
from defusedxml import ElementTree
from docx import Document
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader, PdfWriter

from assurance_app.application.demo_national import run_national_demo
from tests.end_to_end.conftest import Demo

pytestmark = [pytest.mark.last, pytest.mark.readers, pytest.mark.xdist_group("demo")]

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_FEW_BODIES = 6
A4 = ("595.276", "841.89")
# Without Java, LibreOffice says so whatever it is asked to do.
NOTHING_TO_DO_WITH_US = re.compile(r"^Warning: failed to launch javaldx.*\n", re.MULTILINE)


@dataclass(frozen=True)
class Shape:
    """What a reader made of a document: headings with their level, and of each table its rows and columns."""

    headings: tuple[tuple[int, str], ...]
    tables: tuple[tuple[int, int], ...]


def _run(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    found = shutil.which(program)
    assert found, (
        f"{program} is missing: `make test` installs it on Debian as root; scripts/system_needs.py names the package"
    )
    command = [found, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)


def _in_libreoffice(out: Path, *files: Path, kind: str = "fodt") -> dict[str, Path]:
    """The files as LibreOffice reads them, by name; an assertion fails where it complains or leaves one out."""
    profile = f"-env:UserInstallation={(out / 'profile').as_uri()}"
    done = _run("soffice", profile, "--headless", "--convert-to", kind, "--outdir", out, *files)
    assert (done.returncode, NOTHING_TO_DO_WITH_US.sub("", done.stderr)) == (0, "")
    read = {file.stem: out / f"{file.stem}.{kind}" for file in files}
    assert [name for name, path in read.items() if not path.is_file()] == []
    return read


def _root(path: Path) -> Element:
    root = ElementTree.parse(path).getroot()
    assert root is not None
    return root


def _shape_in_libreoffice(path: Path) -> Shape:
    root = _root(path)
    headings = [
        (int(found.get(f"{TEXT}outline-level", "0")), "".join(found.itertext())) for found in root.iter(f"{TEXT}h")
    ]
    tables = [
        (sum(1 for _row in found.iter(f"{TABLE}table-row")), _columns(found)) for found in root.iter(f"{TABLE}table")
    ]
    return Shape(tuple(headings), tuple(tables))


def _columns(table: Element) -> int:
    return sum(int(column.get(f"{TABLE}number-columns-repeated", "1")) for column in table.iter(f"{TABLE}table-column"))


def _shape_as_written(path: Path) -> Shape:
    document = Document(str(path))
    headings = [
        (int(paragraph.style.name.removeprefix("Heading ")), paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style is not None and re.fullmatch(r"Heading \d", paragraph.style.name or "")
    ]
    return Shape(tuple(headings), tuple((len(table.rows), len(table.columns)) for table in document.tables))


def _made(demo: Demo, suffix: str) -> list[Path]:
    found = [path for path in demo.made if path.suffix == suffix]
    assert found
    return found


def test_libreoffice_finds_the_same_headings_and_tables_in_each_word_file(demo: Demo, tmp_path: Path) -> None:
    written = {path.stem: _shape_as_written(path) for path in _made(demo, ".docx")}
    read = _in_libreoffice(tmp_path, *_made(demo, ".docx"))
    assert {name: _shape_in_libreoffice(path) for name, path in read.items()} == written
    assert all(shape.headings for shape in written.values())
    assert [name for name, shape in written.items() if not shape.tables] == ["fenmarch-2025-26-short-statement-public"]
    for name, path in read.items():
        root = _root(path)
        repeated = list(root.iter(f"{TABLE}table-header-rows"))
        assert len(repeated) == len(written[name].tables), f"a table of {name} does not repeat its header"
        for frame in root.iter(f"{DRAW}frame"):
            assert any(frame.findtext(f"{SVG}{part}") for part in ("desc", "title")), (
                f"a picture of {name} has no words"
            )


def test_libreoffice_would_say_that_a_file_is_broken(demo: Demo, tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    whole = _made(demo, ".docx")[0].read_bytes()
    broken.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(AssertionError, match="could not be loaded"):
        _in_libreoffice(tmp_path, broken)


@dataclass(frozen=True)
class Sheet:
    """What a reader made of a sheet: its cells, its tables with their place, the rows printed on each page, charts."""

    cells: tuple[tuple[object, ...], ...]
    tables: tuple[tuple[str, str], ...]
    repeated: str
    charts: int


@dataclass(frozen=True)
class Book:
    """What a reader made of a workbook: its sheets by name and in order, and what its names stand for."""

    sheets: dict[str, Sheet]
    names: dict[str, str]


def _book(path: Path) -> Book:
    book = openpyxl.load_workbook(path)
    # LibreOffice puts the name of a sheet in quotation marks only where it needs them.
    names = {name: found.value.replace("'", "") for name, found in book.defined_names.items()}
    return Book({sheet.title: _sheet(sheet) for sheet in book.worksheets}, names)


def _sheet(sheet: Worksheet) -> Sheet:
    return Sheet(
        tuple(sheet.iter_rows(values_only=True)),
        tuple(sorted((table.name, table.ref) for table in sheet.tables.values())),
        sheet.print_title_rows or "",
        len(cast("Any", sheet)._charts),
    )


@pytest.fixture(scope="module")
def workbooks(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every workbook of an office, and the national one of a few bodies."""
    made = run_national_demo(tmp_path_factory.mktemp("national"), _FEW_BODIES)
    return [*_made(demo, ".xlsx"), *(path for path in made if path.name == "national-2025-26.xlsx")]


def test_libreoffice_finds_the_same_cells_tables_and_names_in_each_workbook(
    workbooks: list[Path], tmp_path: Path
) -> None:
    written = {path.stem: _book(path) for path in workbooks}
    assert {"national-2025-26", "fenmarch-2025-26-evidence", "fenmarch-2025-26-summary"} <= written.keys()
    read = _in_libreoffice(tmp_path, *workbooks, kind="xlsx")
    for name, path in read.items():
        found = _book(path)
        assert list(found.sheets) == list(written[name].sheets), name
        for title, sheet in written[name].sheets.items():
            assert found.sheets[title] == sheet, f"{name}, {title}"
        assert found.names == written[name].names, name
    national = written["national-2025-26"]
    assert all(sheet.tables and sheet.repeated for sheet in national.sheets.values())
    assert sum(sheet.charts for sheet in national.sheets.values()) == 2
    assert len(national.names) == len(national.sheets)


def test_a_cell_that_libreoffice_reads_otherwise_would_be_found(workbooks: list[Path], tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    book = openpyxl.load_workbook(workbooks[-1])
    sheet = book["Opinion counts"]
    sheet.cell(6, 2).value = "=1+1"
    book.save(other)
    read = _in_libreoffice(tmp_path / "out", other, kind="xlsx")["other"]
    assert _book(read).sheets["Opinion counts"] != _book(workbooks[-1]).sheets["Opinion counts"]
    assert _book(read).sheets["Matrix"] == _book(workbooks[-1]).sheets["Matrix"]


@dataclass(frozen=True)
class Pdf:
    """What Poppler and qpdf say of a PDF."""

    facts: dict[str, str]
    language: str
    shows_title: bool
    headings: tuple[int, ...]
    tables: int
    figures: int


def _pdf(path: Path) -> Pdf:
    check = _run("qpdf", "--check", path)
    assert (check.returncode, check.stderr) == (0, "")
    kept = json.loads(_run("qpdf", "--json=2", "--json-key=qpdf", path).stdout)["qpdf"][1]
    catalogue = kept[f"obj:{kept['trailer']['value']['/Root']}"]["value"]
    facts = dict(line.split(":", 1) for line in _run("pdfinfo", path).stdout.splitlines())
    tags = re.findall(r"^ *(H[1-6]|Table|Figure)\b", _run("pdfinfo", "-struct", path).stdout, re.MULTILINE)
    return Pdf(
        {name: value.strip() for name, value in facts.items()},
        str(catalogue.get("/Lang", "")).removeprefix("u:"),
        bool(catalogue.get("/ViewerPreferences", {}).get("/DisplayDocTitle")),
        tuple(int(tag[1]) for tag in tags if tag[0] == "H"),
        tags.count("Table"),
        tags.count("Figure"),
    )


def _faults(found: Pdf, title: str, written: Shape) -> list[str]:
    """What a reader other than ours finds wrong; the Word file beside it says what should be there."""
    contents = 1
    levels = [level for level, _text in written.headings]
    wanted = {
        "tagged": ("yes", found.facts["Tagged"]),
        "title": (title, found.facts.get("Title")),
        "title shown": (True, found.shows_title),
        "language": ("en-GB", found.language),
        "paper": (" x ".join(A4), found.facts["Page size"].removesuffix(" pts (A4)")),
        "headings": (levels, list(found.headings)[-len(levels) :]),
        "nothing but the contents before": (True, len(found.headings) - len(levels) in (0, contents)),
        "tables": (len(written.tables), found.tables),
    }
    return [f"{what}: {want!r} and not {got!r}" for what, (want, got) in wanted.items() if want != got]


def test_poppler_and_qpdf_find_each_pdf_whole_tagged_and_shaped_like_the_word_file(demo: Demo) -> None:
    for path in _made(demo, ".pdf"):
        word = path.with_suffix(".docx")
        title = Document(str(word)).core_properties.title
        assert _faults(_pdf(path), title, _shape_as_written(word)) == [], path.name
        said = _run("pdftotext", path, "-").stdout
        # Each page ends with a form feed, and says which it is.
        pages = said.removesuffix("\f").split("\f")
        assert int(_pdf(path).facts["Pages"]) == len(pages)
        assert all(f"{number} of {len(pages)}" in page for number, page in enumerate(pages, 1)), path.name


def test_a_pdf_without_its_tags_would_be_found(demo: Demo, tmp_path: Path) -> None:
    path = _made(demo, ".pdf")[0]
    bare = tmp_path / "bare.pdf"
    with PdfWriter() as writer:
        for page in PdfReader(path).pages:
            writer.add_page(page)
        writer.write(bare)
    faults = _faults(_pdf(bare), "A title", _shape_as_written(path.with_suffix(".docx")))
    assert {fault.split(":")[0] for fault in faults} >= {"tagged", "title", "language", "headings", "tables"}
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(path.read_bytes()[:-5000])
    with pytest.raises(AssertionError, match="WARNING"):
        _pdf(cut)
