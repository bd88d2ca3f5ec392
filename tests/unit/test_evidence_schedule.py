"""The evidence schedule: every revision of the record once, with what rests on it, dates as dates."""

from __future__ import annotations

import datetime as dt
from typing import Any

from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.entities import EvidenceLink
from assurance_app.domain.evidence_schedule import evidence_schedule
from assurance_app.domain.record import Record
from assurance_app.domain.scrutiny import ScrutinySession
from assurance_app.domain.values import Position, TargetKind
from assurance_app.domain.workbook import Cell, CellKind
from tests import factories as make


def _rows(record: Record, signed: tuple[str, str, str] | None = None) -> list[dict[str, Cell]]:
    (sheet,) = evidence_schedule(record, signed=signed, type_title=str.upper).sheets
    assert {len(row) for row in sheet.rows} <= {len(sheet.columns)}
    return [dict(zip([column.header for column in sheet.columns], row, strict=True)) for row in sheet.rows]


def _record(**more: Any) -> Record:
    plan = make.answer("own-duties.plan", position=Position.FOLLOWED)
    arv = make.answer("terrorism.arv")
    threat = make.statement("terrorism")
    session = ScrutinySession(id="s1", cycle_id=make.CYCLE, held_on="2026-02-03", forum="Board")
    item = make.evidence(
        "b",
        2,
        source="Board",
        locator="item 4",
        date="2026-01-20",
        owner="A. Clerk",
        review_by="2026-12-01",
        disclosure=Disclosure.OFFICE,
        attachment="ab" * 32,
        attachment_name="paper.pdf",
    )
    other = make.evidence("a", date="1899-12-31", review_by="")
    links = (
        EvidenceLink("l0", make.CYCLE, item.id, item.evidence_id, TargetKind.SCRUTINY_SESSION, session.id),
        EvidenceLink("l1", make.CYCLE, item.id, item.evidence_id, TargetKind.ACTION, "gone"),
        *(make.link(item, target) for target in (threat, arv, plan)),
    )
    given: dict[str, Any] = {
        "answers": (arv, plan),
        "threat_statements": (threat,),
        "sessions": (session,),
        "evidence": (item, other),
        "links": links,
        **more,
    }
    return make.record(**given)


def test_each_item_says_what_it_is_and_what_rests_on_it() -> None:
    other, item = _rows(_record())
    requirement = make.framework().requirement
    assert item["Item"] == "Paper b"
    assert item["Type"] == "SCRUTINY"
    assert (item["Source"], item["Where in the source"], item["Owner"]) == ("Board", "item 4", "A. Clerk")
    assert (item["Date"], item["Look again by"]) == (dt.date(2026, 1, 20), dt.date(2026, 12, 1))
    assert (item["Who may read it"], item["Revision"], item["Pinned by this year"]) == ("Our office only", 2, "Yes")
    assert (item["Attachment"], item["SHA-256 of the attachment"]) == ("paper.pdf", "ab" * 32)
    assert str(item["Used by"]).split("\n") == [
        *(f"{requirement(key).ref} {requirement(key).title}" for key in ("own-duties.plan", "terrorism.arv")),
        "Statement: Terrorism",
        "Scrutiny session: 3 February 2026, Board",
        "Action: gone",
    ]
    assert (other["Pinned by this year"], other["Used by"], other["Look again by"]) == ("No", "", None)
    assert other["Date"] == "31 December 1899", "a spreadsheet knows no date before 1900"


def test_it_is_marked_dated_and_says_whether_it_was_approved() -> None:
    book = evidence_schedule(_record(), signed=None, type_title=str)
    assert book.marking == "OFFICIAL"
    assert book.title.startswith("Evidence schedule 2025/26")
    assert "Draft, not approved." in book.sheets[0].intro
    signed = evidence_schedule(_record(), signed=("Rowan Ashdown", "PCC", "2026-05-12"), type_title=str)
    assert "As approved by Rowan Ashdown on 12 May 2026." in signed.sheets[0].intro
    assert [c.header for c in book.sheets[0].columns if c.kind is CellKind.DATE] == ["Date", "Look again by"]


def test_a_year_without_evidence_has_a_table_without_rows() -> None:
    assert _rows(make.record()) == []


def test_a_figure_of_capacity_is_named_by_the_words_for_it() -> None:
    figures = make.other_entries(Disclosure.OFFICE)["capacity_figures"]
    item = make.evidence("c")
    link = EvidenceLink("l9", make.CYCLE, item.id, item.evidence_id, TargetKind.CAPACITY_FIGURE, figures[0].id)
    record = make.record(evidence=(item,), links=(link,), capacity_figures=figures)
    (sheet,) = evidence_schedule(record, signed=None, type_title=str, measure_title=str.upper).sheets
    used_by = [column.header for column in sheet.columns].index("Used by")
    assert sheet.rows[0][used_by] == "Capacity figure: PSU-DECLARED"
