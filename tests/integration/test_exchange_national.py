"""From the files that offices send to the national workbook and the page for the Minister."""

from __future__ import annotations

import zipfile
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from assurance_app.application.national import collate_workspace, expected_bodies
from assurance_app.application.receiving import receive_returns
from assurance_app.documents.excel import write_workbook
from assurance_app.documents.pdf import pdf_bytes
from assurance_app.domain.entities import Body
from assurance_app.domain.framework import Framework
from assurance_app.domain.national import NationalPicture, national_picture, national_summary, national_workbook
from assurance_app.domain.values import Opinion
from assurance_app.exchange.returns import read_return, write_return
from assurance_app.files.pdf import pdf_text
from tests.fixtures.national import national, return_file
from tests.fixtures.returns import HOSTILE, YEAR, invented_body, office_record, package, spr

WORDS = {
    Opinion.ASSURED: "Assured",
    Opinion.PARTLY_ASSURED: "Partly assured",
    Opinion.NOT_ASSURED: "Not assured",
    Opinion.NONE_YET: "None yet",
}


def older() -> Framework:
    """An edition that knows nothing of a national cyber event."""
    return replace(spr(), id="spr-2015", sections=tuple(each for each in spr().sections if each.id != "cyber"))


def opinions_of(number: int, edition: Framework) -> dict[str, Opinion]:
    """Different opinions for each body, by its number."""
    threats = [section.id for section in edition.threats if section.id != "vawg"]
    return {threat: list(Opinion)[(number + at) % 4] for at, threat in enumerate(threats)}


@pytest.fixture(scope="module")
def bodies() -> tuple[Body, ...]:
    """Invented bodies, as many as are expected, and one more."""
    return tuple(invented_body(f"area-{number:02}") for number in range(len(expected_bodies()) + 1))


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory, bodies: tuple[Body, ...]) -> NationalPicture:
    """All but three of the bodies returned, two of them drafts, four on another edition, one without being expected."""
    folder = tmp_path_factory.mktemp("returns")
    for number, body in enumerate(bodies[3:]):
        edition = older() if number % 10 == 9 else spr()
        record = office_record(body, edition, opinions_of(number, edition), psu=number)
        write_return(folder / f"{body.id}.sprreturn", package(record, draft=number in (1, 2), before_panel=None))
    returns = [read_return(path).as_return() for path in sorted(folder.iterdir())]
    return national_picture(returns, YEAR, bodies[:-1])


def test_the_files_say_what_the_offices_recorded(picture: NationalPicture, tmp_path: Path) -> None:
    path = tmp_path / "national.xlsx"
    write_workbook(national_workbook(picture), path)
    found = openpyxl.load_workbook(path, read_only=True)
    rows = [row for row in found["Matrix"].iter_rows(values_only=True) if str(row[0]).startswith("Area")]
    assert len(rows) == len(expected_bodies()) + 1
    threats = [section.id for section in spr().threats]
    counted: Counter[tuple[str, str]] = Counter()
    for at, row in enumerate(rows):
        number = at - 3
        edition = older() if number % 10 == 9 else spr()
        known = {section.id for section in edition.threats}
        given = opinions_of(number, edition)
        for threat, words in zip(threats, row[4:], strict=False):
            if number < 0:
                assert words == "Not received"
            elif threat not in known:
                assert words == "Not in its edition"
            else:
                assert words == WORDS[given.get(threat, Opinion.NONE_YET)]
                counted[threat, str(words)] += number not in (1, 2)
    for each in picture.threats:
        by_opinion = picture.count(each).by_opinion
        assert {words: counted[each.id, words] for words in WORDS.values()} == {
            WORDS[opinion]: found.number for opinion, found in by_opinion.items()
        }
    sums = [row for row in found["Capacity sums"].iter_rows(values_only=True) if row[0] == "Public Disorder"]
    last = len(expected_bodies()) - 3
    numbers = [number for number in range(last + 1) if number not in (1, 2)]
    assert [row[4] for row in sums] == [sum(numbers), sum(numbers) + len(numbers)]
    assert str(sums[0][6]).startswith(f"from {last - 2} of {last + 3} bodies, and 1 not among")
    said = [row[5] for row in found["Narratives"].iter_rows(values_only=True)]
    assert f"I had regard. {HOSTILE}" in said


def test_the_workbook_has_rules_charts_and_names(picture: NationalPicture, tmp_path: Path) -> None:
    path = tmp_path / "national.xlsx"
    write_workbook(national_workbook(replace(picture, bodies=picture.bodies[:6])), path)
    found = openpyxl.load_workbook(path)
    grounds = {
        rule.formula[0]
        for each in found["Matrix"].conditional_formatting
        for rule in each.rules
        if rule.type == "cellIs"
    }
    assert {'"Assured"', '"Partly assured"', '"Not assured"', '"None yet"'} <= grounds
    assert "Answers_rows" in found.defined_names
    assert [table.name for table in found["Answers"].tables.values()] == ["Table_Answers"]
    with zipfile.ZipFile(path) as archive:
        charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        drawn = archive.read("xl/drawings/drawing1.xml").decode()
    assert len(charts) == 2
    assert "How many bodies conclude what on each threat." in drawn


def test_the_summary_is_short_and_names_nobody(picture: NationalPicture) -> None:
    pages = pdf_text(pdf_bytes(national_summary(picture)))
    assert len(pages) <= 4
    assert "National summary 2025/26" in pages[0]
    assert "edition" in " ".join(pages)
    assert all(row.body.name_as_used not in page for row in picture.bodies for page in pages)


def test_the_sheet_of_who_returned_tells_of_earlier_versions_and_of_refused_files(tmp_path: Path) -> None:
    sent = [
        return_file(tmp_path, "westmarch"),
        return_file(tmp_path, "westmarch", made_at="2026-05-20T09:00:00Z", name="later"),
    ]
    spoilt, letter = tmp_path / "east-cut.sprreturn", tmp_path / "letter.sprreturn"
    spoilt.write_bytes(return_file(tmp_path, "eastmarch").read_bytes()[:-200])
    letter.write_bytes(b"Dear APCC")
    with national(tmp_path) as workspace:
        receive_returns(workspace, [*sent, spoilt, letter])
        workbook = next(path for path in collate_workspace(workspace, tmp_path / "out") if path.suffix == ".xlsx")
    tracker = openpyxl.load_workbook(workbook)["Tracker"]
    rows = [row for row in tracker.iter_rows(values_only=True) if row[0]]
    headers = next(row for row in rows if row[0] == "Body")
    told = {str(row[0]): dict(zip(headers, row, strict=True)) for row in rows}
    west = next(row for name, row in told.items() if name.startswith("Westmarch"))
    east = next(row for name, row in told.items() if name.startswith("Eastmarch"))
    assert (west["State"], west["Versions"], west["Refused"]) == ("Returned", 2, None)
    assert (east["State"], east["Versions"]) == ("Refused as invalid", None)
    assert str(east["Refused"]).startswith("east-cut.sprreturn is not a return that can be read: it was cut short")
    assert isinstance(west["Received on"], datetime)
    assert any(str(row[0]).startswith("1 file was refused besides that names no body of these") for row in rows)
