"""What goes out, as real files that are read again: statements, returns, the national picture, the demo, dumps."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from assurance_app.application import (
    backups,
    dumping,
    library,
    national,
    outputs,
    receiving,
    recording,
    samples,
    signing,
    tracker,
)
from assurance_app.application.demo import run_demo
from assurance_app.application.workspaces import create_national, open_workspace, the_cycle
from assurance_app.domain.content import spoken_text
from assurance_app.domain.disclosure import Audience, Disclosure
from assurance_app.domain.refusal import Refused
from assurance_app.domain.statement import Length
from assurance_app.domain.values import Opinion, View
from assurance_app.exchange.returns import read_return
from assurance_app.files.docx_text import docx_text
from assurance_app.files.pdf import pdf_text
from assurance_app.persistence.workspace import Workspace
from tests import factories as make
from tests.fixtures.samples import sample_workspace

ARV = "terrorism.prepare.armed-response"
SECRET = "Wyvern-seventeen"
PARTNERS = "Griffin-eighteen"
PUBLIC = "Unicorn-nineteen"


def _refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda refusal: refusal.code == code)


def _fill(workspace: Workspace, opinion: Opinion = Opinion.ASSURED) -> None:
    answer = make.answer(
        ARV,
        view=View.NOT_SATISFIED,
        rests_on=PARTNERS,
        gap=PARTNERS,
        disclosure=Disclosure.PARTNERS,
        public_wording=PUBLIC,
    )
    recording.save(workspace, answer, 0)
    recording.save(workspace, make.statement("terrorism", regard=PUBLIC, opinion=opinion, held_on=("2026-01-02",)), 0)
    recording.save(workspace, make.statement("cyber", regard=SECRET, disclosure=Disclosure.OFFICE), 0)
    item = make.evidence("new", title=SECRET, disclosure=Disclosure.OFFICE)
    library.add_evidence(workspace, make.CYCLE, item, link_to=(make.link(item, answer).target_kind, answer.id))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with make.office(tmp_path / "office.assurance") as made:
        _fill(made)
        yield made


def _everything(path: Path) -> str:
    """All that a file holds, packed parts and their names included."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes().decode("latin-1")
    with zipfile.ZipFile(path) as archive:
        parts = [name + archive.read(name).decode("latin-1") for name in archive.namelist()]
        inner = [Path(name) for name in archive.namelist() if name.endswith((".docx", ".xlsx"))]
        for name in inner:
            unpacked = path.with_name(f"inner-{name.name}")
            unpacked.write_bytes(archive.read(name.as_posix()))
            parts.append(_everything(unpacked))
            unpacked.unlink()
    return "\n".join(parts)


def _words(path: Path) -> str:
    if path.suffix == ".pdf":
        return " ".join(" ".join(pdf_text(path)).split())
    return " ".join(_everything(path).split())


# Statements.


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PANEL, Audience.OFFICE])
def test_a_statement_in_word_and_pdf_says_what_its_audience_may_read(
    workspace: Workspace, tmp_path: Path, audience: Audience
) -> None:
    made = outputs.make_statement(workspace, make.CYCLE, audience, ("docx", "pdf"), tmp_path / "out")
    assert [path.name for path in made] == [
        f"westmarch-2025-26-statement-{audience.value}.docx",
        f"westmarch-2025-26-statement-{audience.value}.pdf",
    ]
    for path in made:
        said = _words(path)
        assert PUBLIC in said
        assert (SECRET in said) is (audience is Audience.OFFICE), path
        if audience is not Audience.OFFICE:
            assert PARTNERS not in said
    assert [path.name for path in (tmp_path / "out").iterdir() if path not in made] == []


def test_a_statement_as_html_is_a_page_and_its_fragment(workspace: Workspace, tmp_path: Path) -> None:
    made = outputs.make_statement(workspace, make.CYCLE, Audience.PUBLIC, ("html",), tmp_path)
    assert [path.name for path in made] == [
        "westmarch-2025-26-statement-public.html",
        "westmarch-2025-26-statement-public-fragment.html",
    ]
    for path in made:
        said = path.read_text(encoding="utf-8")
        assert PUBLIC in said
        assert SECRET not in said
        assert PARTNERS not in said


def test_the_full_record_is_for_the_office_alone(workspace: Workspace, tmp_path: Path) -> None:
    made = outputs.make_statement(workspace, make.CYCLE, Audience.OFFICE, ("docx",), tmp_path, Length.FULL)
    assert [path.name for path in made] == ["westmarch-2025-26-record-office.docx"]
    assert PARTNERS in " ".join(paragraph.text for paragraph in docx_text(made[0]).paragraphs)
    assert outputs.parse_length("full", Audience.OFFICE) is Length.FULL
    for length, audience in (("full", Audience.PUBLIC), ("long", Audience.OFFICE), ("", Audience.OFFICE)):
        with _refused("length.unknown"):
            outputs.parse_length(length, audience)


def test_the_short_statement_of_the_sample_is_about_three_hundred_words(tmp_path: Path) -> None:
    with sample_workspace(tmp_path / "sample.assurance", author="Tester") as sample:
        cycle = the_cycle(sample).id
        for audience in outputs.STATEMENT_AUDIENCES:
            tree = outputs.statement_tree(sample, cycle, audience, Length.SHORT)
            assert 250 <= sum(len(text.split()) for text in spoken_text(tree)) <= 350
        made = outputs.make_statement(
            sample, cycle, Audience.PUBLIC, outputs.parse_formats("all"), tmp_path / "out", Length.SHORT
        )
    assert {path.stem for path in made} >= {"fenmarch-2025-26-short-statement-public"}
    assert outputs.parse_length("short", Audience.PUBLIC) is Length.SHORT


def test_an_approved_year_comes_out_the_same_bytes_for_ever_in_words(workspace: Workspace, tmp_path: Path) -> None:
    signing.approve(workspace, make.CYCLE, "Rowan Ashdown", "Commissioner")
    first = outputs.make_statement(workspace, make.CYCLE, Audience.PUBLIC, ("pdf",), tmp_path / "one")[0]
    recording.save(workspace, make.statement("terrorism", regard="rewritten afterwards"), 1)
    again = outputs.make_statement(workspace, make.CYCLE, Audience.PUBLIC, ("pdf",), tmp_path / "two")[0]
    assert pdf_text(first) == pdf_text(again)
    assert "Rowan Ashdown" in _words(first)


def test_the_evidence_schedule_is_a_marked_workbook_with_dates_as_dates(workspace: Workspace, tmp_path: Path) -> None:
    item = make.evidence("dated", title="=Paper", date="2026-01-20", review_by="2026-12-01", attachment_name="")
    library.add_evidence(workspace, make.CYCLE, item)
    (path,) = outputs.make_evidence_schedule(workspace, make.CYCLE, tmp_path / "evidence.xlsx")
    sheet: Any = openpyxl.load_workbook(path).active
    (table,) = sheet.tables.values()
    rows = [[cell.value for cell in row] for row in sheet[table.ref]]
    dated = dict(zip(rows[0], next(row for row in rows if row[0] == "=Paper"), strict=True))
    days = (dated["Date"], dated["Look again by"])
    assert [day.date() for day in days] == [dt.date(2026, 1, 20), dt.date(2026, 12, 1)]
    assert dated["Pinned by this year"] == "No"
    pinned = dict(zip(rows[0], next(row for row in rows if row[0] == SECRET), strict=True))
    assert pinned["Pinned by this year"] == "Yes"
    assert pinned["Used by"].startswith("40.")
    assert pinned["Who may read it"] == "Our office only"
    assert sheet.oddHeader.center.text.endswith("OFFICIAL")


def test_no_other_kind_of_file_is_written_over_by_the_schedule(workspace: Workspace, tmp_path: Path) -> None:
    before = (tmp_path / "office.assurance").stat()
    with _refused("format.unknown"):
        outputs.make_evidence_schedule(workspace, make.CYCLE, tmp_path / "office.assurance")
    assert (tmp_path / "office.assurance").stat() == before
    with _refused("file.unwritable"):
        outputs.make_evidence_schedule(workspace, make.CYCLE, tmp_path / "none" / "evidence.xlsx")


def test_what_is_asked_for_wrongly_is_refused_with_what_there_is() -> None:
    for text in ("apcc", "force", "everyone", ""):
        with pytest.raises(Refused) as caught:
            outputs.parse_audience(text)
        assert caught.value.code == "audience.unknown"
        assert "panel" in str(caught.value.params["known"])
    with _refused("format.unknown"):
        outputs.parse_formats("rtf")
    assert outputs.parse_formats("docx") == ("docx",)
    assert set(outputs.parse_formats("all")) == {"docx", "pdf", "html"}


def test_a_folder_that_cannot_be_made_is_refused_and_nothing_is_left(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for out in (tmp_path / "file", tmp_path / "file" / "below"):
        with _refused("file.unwritable"):
            outputs.make_statement(workspace, make.CYCLE, Audience.PUBLIC, ("docx",), out)
        with _refused("file.unwritable"):
            outputs.make_return(workspace, make.CYCLE, out, draft=True)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"


# Returns.


def test_only_an_approved_year_is_returned_unless_a_draft_is_asked_for(workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with _refused("approval.missing"):
        outputs.make_return(workspace, make.CYCLE, out)
    assert not out.exists()
    outputs.make_return(workspace, make.CYCLE, out, draft=True)
    assert read_return(out / "westmarch-2025-26.sprreturn").draft
    approval = signing.approve(workspace, make.CYCLE, "Rowan Ashdown", "Commissioner").value
    made = outputs.make_return(workspace, make.CYCLE, out)
    received = read_return(made[0])
    assert (received.draft, received.fingerprint) == (False, approval.fingerprint)
    assert sorted(path.name for path in out.iterdir()) == [
        "westmarch-2025-26-summary.docx",
        "westmarch-2025-26-summary.xlsx",
        "westmarch-2025-26.sprreturn",
    ]


def test_a_return_holds_what_partners_may_read_and_not_a_word_more(workspace: Workspace, tmp_path: Path) -> None:
    made = outputs.make_return(workspace, make.CYCLE, tmp_path / "out", draft=True)
    for path in made:
        whole = _everything(path)
        assert SECRET not in whole, path
        assert PARTNERS in whole, path
    record = read_return(made[0]).record
    assert {answer.requirement_id for answer in record.answers} == {ARV}
    assert record.evidence == ()
    with zipfile.ZipFile(made[0]) as archive:
        (tmp_path / "statement.docx").write_bytes(archive.read("statement.docx"))
    assert PARTNERS not in _everything(tmp_path / "statement.docx"), "the statement within is the one for the public"


def test_changes_after_approval_are_not_in_the_return(workspace: Workspace, tmp_path: Path) -> None:
    signing.approve(workspace, make.CYCLE, "Rowan Ashdown", "Commissioner")
    recording.save(workspace, make.statement("terrorism", regard="rewritten afterwards"), 1)
    record = read_return(outputs.make_return(workspace, make.CYCLE, tmp_path / "out")[0]).record
    assert record.statement_by_section["terrorism"].regard == PUBLIC


# The national picture.


@pytest.fixture
def returns(tmp_path: Path) -> list[Path]:
    """Returns of two invented bodies and one real area whose words are placeholders, each with another opinion."""
    made = []
    for body, opinion in (("westmarch", Opinion.ASSURED), ("eastmarch", Opinion.NOT_ASSURED)):
        path = tmp_path / f"{body}.assurance"
        with make.office(path, id=body, name_as_used=body.capitalize()) as workspace:
            cycle = f"{body}.2025-26"
            recording.save(workspace, make.statement("terrorism", cycle, regard="x", opinion=opinion), 0)
            signing.approve(workspace, cycle, "A. Holder", "Commissioner")
            made.append(outputs.make_return(workspace, cycle, tmp_path / "returns")[0])
    return made


def test_returns_are_collated_into_a_workbook_and_a_summary(returns: list[Path], tmp_path: Path) -> None:
    made = national.collate(returns, "2025/26", tmp_path / "out")
    assert [path.name for path in made] == ["national-2025-26.xlsx", "national-2025-26-summary.docx"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(path.name for path in made)
    workbook, summary = (_everything(path) for path in made)
    assert "Westmarch" in workbook
    assert "Eastmarch" in workbook
    assert "Westmarch" not in summary, "the summary counts; it names no body"


def test_collating_is_all_or_nothing(returns: list[Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.sprreturn"
    broken.write_bytes(returns[0].read_bytes()[:-50])
    out = tmp_path / "out"
    attempts: list[tuple[list[Path], str, str]] = [
        ([*returns, broken], "2025-26", "return.unreadable"),
        ([*returns, returns[0]], "2025-26", "return.twice"),
        (returns, "2024-25", "return.other-year"),
        (returns, "this year", "year.malformed"),
        ([tmp_path / "none.sprreturn"], "2025-26", "file.missing"),
    ]
    for paths, year, code in attempts:
        with _refused(code):
            national.collate(paths, year, out)
        assert not out.exists()


def test_a_national_workspace_collates_what_it_received(returns: list[Path], tmp_path: Path) -> None:
    with create_national(tmp_path / "national.assurance", "2025-26", author="apcc", clock=make.ticking()) as workspace:
        receiving.receive_returns(workspace, [returns[0], returns[1]])
        made = national.collate_workspace(workspace, tmp_path / "one")
    both = national.collate(returns, "2025-26", tmp_path / "two")
    assert [path.name for path in made] == [path.name for path in both]
    # What they say, not when each was written; either is a draft until somebody cleared it.
    words, from_files = ([each.text for each in docx_text(path).paragraphs if each.text] for path in (made[1], both[1]))
    assert words == from_files
    assert "Draft, not cleared" in words


def test_an_office_workspace_receives_nothing(workspace: Workspace, returns: list[Path], tmp_path: Path) -> None:
    with _refused("workspace.wrong-kind"):
        receiving.receive_returns(workspace, returns)
    with _refused("workspace.wrong-kind"):
        tracker.load_tracker(workspace)
    with _refused("workspace.wrong-kind"):
        national.collate_workspace(workspace, tmp_path / "out")


# Dumps, backups, verification.


def test_a_dump_loads_and_dumps_again_to_the_same_bytes(workspace: Workspace, tmp_path: Path) -> None:
    recording.draft(workspace, make.statement("csa", regard="being typed"), 0)
    signing.approve(workspace, make.CYCLE, "Rowan Ashdown", "Commissioner")
    recording.draft(workspace, make.statement("vawg", regard="being typed"), 0)
    dumping.dump_to(workspace, tmp_path / "dump.json")
    dumping.load_from(tmp_path / "again.assurance", tmp_path / "dump.json")
    with open_workspace(tmp_path / "again.assurance", author="tester") as again:
        assert dumping.dump_text(again) == (tmp_path / "dump.json").read_bytes()
        assert recording.load_threat(again, make.CYCLE, "vawg").statement.is_draft
    assert dumping.verify(tmp_path / "again.assurance", author="tester").entries > 5


def test_what_is_no_dump_makes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    whole: dict[str, Any] = json.loads(dumping.dump_text(workspace))
    source, target = tmp_path / "dump.json", tmp_path / "new.assurance"
    contents: list[bytes] = [
        b"",
        b"{}",
        b"[]",
        b"not JSON",
        b"\xff\xfe",
        b"[" * 200_000,
        json.dumps({**whole, "extra": 1}).encode(),
        json.dumps(dict(list(whole.items())[1:])).encode(),
        json.dumps(whole).replace("2025-26", "2025-27", 1).encode(),
        json.dumps(whole).replace(PUBLIC, "Altered", 1).encode(),
        json.dumps(whole).replace("1,", "1.5,", 1).encode(),
    ]
    for content in contents:
        source.write_bytes(content)
        with pytest.raises(Refused) as caught:
            dumping.load_from(target, source)
        assert caught.value.code in ("load.not-a-dump", "audit.broken"), content[:40]
        assert not list(tmp_path.glob("new*"))
    with _refused("file.missing"):
        dumping.load_from(target, tmp_path / "none.json")
    with _refused("workspace.exists"):
        dumping.load_from(workspace.path, source)


def test_a_return_and_a_workspace_are_verified_and_anything_else_refused(workspace: Workspace, tmp_path: Path) -> None:
    made = outputs.make_return(workspace, make.CYCLE, tmp_path / "out", draft=True)
    found = dumping.verify(made[0], author="tester")
    assert (found.what, len(found.fingerprint)) == ("return", 64)
    assert dumping.verify(workspace.path, author="tester").what == "workspace"
    (tmp_path / "text").write_text("text", encoding="utf-8")
    for path, code in (
        (made[1], "return.unreadable"),
        (tmp_path / "text", "workspace.not-one"),
        (tmp_path, "file.missing"),
        (tmp_path / "none", "file.missing"),
    ):
        with _refused(code):
            dumping.verify(path, author="tester")


@pytest.mark.parametrize("what", ["workspace", "return", "framework"])
def test_a_schema_is_one(what: str) -> None:
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(dumping.schema(what))
    with _refused("format.unknown"):
        dumping.schema(what + "s")


def test_a_backup_is_put_back_and_what_stood_there_is_kept(workspace: Workspace, tmp_path: Path) -> None:
    path = workspace.path
    before = dumping.dump_text(workspace)
    made = backups.create(path)
    recording.save(workspace, make.statement("csa", regard="later"), 0)
    later = dumping.dump_text(workspace)
    workspace.close()
    kept = backups.restore(path, made, author="tester")
    with open_workspace(path, author="tester") as again:
        assert dumping.dump_text(again) == before
    assert kept is not None
    with open_workspace(kept, author="tester", write=False) as replaced:
        assert dumping.dump_text(replaced) == later
    assert made in backups.listed(path)


# Samples and the demo.


def test_a_sample_that_does_not_fit_leaves_nothing(tmp_path: Path) -> None:
    data = samples.sample_data(samples.INVENTED)
    data["answers"] = [*data["answers"][:2], {"requirement": "no.such", "rests_on": "x"}]
    with _refused("requirement.unknown"):
        samples.create_from(data, tmp_path / "x.assurance", author="tester")
    assert list(tmp_path.iterdir()) == []


def test_the_demo_refuses_a_folder_in_which_it_was_made_before(tmp_path: Path) -> None:
    (tmp_path / "fenmarch.assurance").write_bytes(b"made before")
    with _refused("file.exists"):
        run_demo(tmp_path)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("fenmarch.assurance", b"made before")]
