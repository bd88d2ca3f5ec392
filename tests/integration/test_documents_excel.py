from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assurance_app.documents import check_workbook as checking
from assurance_app.documents.check_workbook import check_workbook
from assurance_app.documents.excel import CELL_LIMIT, write_workbook
from assurance_app.domain.refusal import Refused
from assurance_app.domain.text import clean_text
from assurance_app.domain.workbook import Cell, CellKind, Column, Sheet, Workbook

AWKWARD = (
    "=1+1",
    '=HYPERLINK("https://example.org")',
    "+44 116 222 2222",
    "-5",
    "@cell",
    "#N/A",
    "#REF!",
    "TRUE",
    "0012",
    "1e5",
    "12/06/2025",
    "_x000D_",
    "_x000D_x000D_",
    "a_x0041_b",
    "<r>x</r>",
    "<r><t>x</t></r>",
    "https://example.org/a?b=c&d",
    "  leading and trailing  ",
    "one\ntwo",
    "{{ x }} & < > \" '",
    "'quoted",
    "שלום 😀 e\u0301",
)
COLUMNS = (
    Column("Reference", 12),
    Column("What it is", 50),
    Column("Dated", 14, CellKind.DATE),
    Column("Units", 10, CellKind.NUMBER),
)


def _book(*rows: tuple[Cell, ...], marking: str = "OFFICIAL", columns: tuple[Column, ...] = COLUMNS) -> Workbook:
    sheet = Sheet("Evidence", "Evidence: 2025/26", columns, rows, ("What bears on the year.", "Invented."))
    return Workbook("Evidence & more", "An invented body", marking, (sheet,))


BOOK = _book(*((f"E{number}", text, dt.date(2025, 6, 12), number) for number, text in enumerate(AWKWARD)))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("excel") / "evidence.xlsx"
    write_workbook(BOOK, path)
    return path


def test_text_stays_text_and_dates_are_dates(written: Path) -> None:
    sheet = openpyxl.load_workbook(written)["Evidence"]
    found = [row for row in sheet.iter_rows(min_row=7) if row[0].value]
    assert [row[1].value for row in found] == list(AWKWARD)
    assert {row[1].data_type for row in found} == {"s"}
    assert {row[2].value for row in found} == {dt.datetime(2025, 6, 12)}  # noqa: DTZ001 - Excel knows no zones
    assert {row[2].number_format for row in found} == {"d mmm yyyy"}
    assert [row[3].value for row in found] == list(range(len(AWKWARD)))
    with zipfile.ZipFile(written) as archive:
        cells = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    assert "<f>" not in cells
    assert "hyperlink" not in cells
    assert 'quotePrefix="1"' not in styles


def test_the_table_is_real_and_prints_well(written: Path) -> None:
    sheet = openpyxl.load_workbook(written)["Evidence"]
    (table,) = sheet.tables.values()
    assert table.ref == f"A6:D{6 + len(AWKWARD)}"
    assert table.autoFilter is not None
    assert [column.name for column in table.tableColumns] == [column.header for column in COLUMNS]
    assert sheet.freeze_panes == "B7"
    assert sheet.print_title_rows == "$6:$6"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert [sheet.column_dimensions[letter].width for letter in "ABCD"] == pytest.approx([12, 50, 14, 10], abs=1)
    assert all(cell.alignment.wrap_text and cell.alignment.vertical == "top" for cell in sheet["B"][7:])
    assert [sheet.cell(row, 1).value for row in range(1, 5)] == [
        "OFFICIAL",
        "Evidence: 2025/26",
        "What bears on the year.",
        "Invented.",
    ]


def test_a_workbook_carries_its_marking_and_a_published_one_none(written: Path, tmp_path: Path) -> None:
    found = openpyxl.load_workbook(written)["Evidence"]
    header, footer = found.oddHeader, found.oddFooter
    assert header is not None
    assert footer is not None
    assert "OFFICIAL" in str(header.center.text)
    assert footer.left.text == "An invented body"
    public = tmp_path / "public.xlsx"
    write_workbook(replace(BOOK, marking=""), public)
    with zipfile.ZipFile(public) as archive:
        assert not any(b"OFFICIAL" in archive.read(name) for name in archive.namelist())


def test_properties_are_the_workbooks_own(written: Path) -> None:
    properties = openpyxl.load_workbook(written).properties
    assert (properties.title, properties.creator) == ("Evidence & more", "An invented body")


def test_long_text_goes_on_in_the_row_beneath_and_says_so(tmp_path: Path) -> None:
    long = " ".join(f"word{number}" for number in range(20_000))
    path = tmp_path / "long.xlsx"
    write_workbook(_book(("E1", long, None, None), ("E2", "short", None, 3)), path)
    sheet = openpyxl.load_workbook(path)["Evidence"]
    rows = [row for row in sheet.iter_rows(min_row=7, values_only=True) if row[0]]
    assert [row[0] for row in rows] == ["E1"] * (len(rows) - 1) + ["E2"]
    parts = [str(row[1]) for row in rows[:-1]]
    assert all(len(part) <= CELL_LIMIT for part in parts)
    assert parts[0].endswith("[continued in the row below]")
    whole = "".join(
        part.removeprefix("[continued from the row above] ").removesuffix(" [continued in the row below]")
        for part in parts
    )
    assert whole == long


def test_an_empty_table_and_several_sheets(tmp_path: Path) -> None:
    sheets = (
        Sheet("Returned: who?", "Who returned", (Column("Body"),), ()),
        Sheet("Capacity", "Capacity", COLUMNS[:2], (("a", "b"), (None, ""))),
        Sheet("capacity", "Capacity again", COLUMNS[:2], ()),
    )
    path = tmp_path / "several.xlsx"
    write_workbook(Workbook("t", "a", "", sheets), path)
    assert openpyxl.load_workbook(path).sheetnames == ["Returned  who", "Capacity", "capacity 2"]


texts = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=40)).map(clean_text)
cells = st.one_of(st.none(), texts, st.integers(-(10**9), 10**9), st.dates(dt.date(1900, 3, 1), dt.date(2100, 1, 1)))


@settings(max_examples=60)
@given(st.lists(st.tuples(texts, cells, cells), max_size=5).map(tuple), st.text(max_size=40).map(clean_text))
@example((("_x005F_", "_x005F_x000D_", "x005F_"),), "A & B")
def test_whatever_is_typed_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: tuple[tuple[Cell, ...], ...], author: str
) -> None:
    columns = (Column("A"), Column("B", kind=CellKind.NUMBER), Column("C", kind=CellKind.DATE))
    path = tmp_path_factory.getbasetemp() / "hostile.xlsx"
    write_workbook(replace(_book(*rows, columns=columns), author=author), path)


def test_a_workbook_that_differs_is_found(written: Path) -> None:
    (sheet,) = BOOK.sheets
    for other in (
        replace(BOOK, title="Another"),
        replace(BOOK, marking=""),
        replace(BOOK, sheets=(replace(sheet, name="Other"),)),
        replace(BOOK, sheets=(replace(sheet, title="Other"),)),
        replace(BOOK, sheets=(replace(sheet, rows=sheet.rows[:-1]),)),
        replace(BOOK, sheets=(replace(sheet, columns=(*COLUMNS[:3], Column("Other"))),)),
        replace(BOOK, sheets=(replace(sheet, rows=(("E0", "other", *sheet.rows[0][2:]), *sheet.rows[1:])),)),
        replace(BOOK, sheets=(replace(sheet, rows=(("E0", "=1+1", "12 June", 0), *sheet.rows[1:])),)),
    ):
        with pytest.raises(Refused, match=r"document\.differs"):
            check_workbook(other, written)


def test_a_workbook_that_differs_is_not_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(book: Workbook, path: Path, name: Path | None = None) -> None:
        check_workbook(replace(book, title="Another"), path, name)

    monkeypatch.setattr(checking, "check_workbook", fails)
    with pytest.raises(Refused, match=r"document\.differs"):
        write_workbook(BOOK, tmp_path / "x.xlsx")
    assert not list(tmp_path.iterdir())
    monkeypatch.undo()
    with pytest.raises(Refused, match=r"file\.unwritable"):
        write_workbook(BOOK, tmp_path / "missing" / "x.xlsx")
