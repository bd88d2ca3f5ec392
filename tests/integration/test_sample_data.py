"""The sample data fits the framework and the entities, and no real body holds an invented opinion."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assurance_app import paths
from assurance_app.application.outputs import statement_tree
from assurance_app.application.samples import create_from, sample_data
from assurance_app.application.workspaces import describe
from assurance_app.catalogue.loader import framework_folder, load_framework
from assurance_app.domain.content import Bullets, Heading
from assurance_app.domain.departures import departures
from assurance_app.domain.disclosure import Audience, Disclosure
from assurance_app.domain.entities import Answer, Body, Cycle, EvidenceRevision, OfficeHolder, ThreatStatement
from assurance_app.domain.fields import check_fields
from assurance_app.domain.framework import Framework
from assurance_app.domain.holding_to_account import scrutiny_of
from assurance_app.domain.plain import from_plain, to_plain
from assurance_app.domain.planning import Objective
from assurance_app.domain.progress import missing_from_answer, missing_from_statement, statement_path
from assurance_app.domain.projection import for_audience
from assurance_app.domain.record import Record
from assurance_app.domain.text import clean_text, refuse_higher_marking, word_count
from assurance_app.domain.values import CycleStatus, Opinion, Position, View
from assurance_app.domain.years import previous_year

INVENTED, REAL = "invented-office", "leicestershire-2014"
both = pytest.mark.parametrize("name", [INVENTED, REAL])


@cache
def framework() -> Framework:
    return load_framework(framework_folder("spr-2023"))


@cache
def data(name: str) -> dict[str, Any]:
    return sample_data(name)


def entity(cls: type[Any], row: dict[str, Any], **ids: object) -> Any:
    """The row as an entity. Keys that the entity has not are a fault of the file: none is passed over."""
    plain = {**row, **ids}
    made = from_plain(cls, plain)
    assert plain.keys() <= to_plain(made).keys(), plain.keys() - to_plain(made).keys()
    return made


def answers() -> list[Answer]:
    return [
        entity(
            Answer,
            {key: value for key, value in row.items() if key != "requirement"},
            id=f"c/{row['requirement']}",
            cycle_id="c",
            requirement_id=row["requirement"],
        )
        for row in data(INVENTED)["answers"]
    ]


def statements() -> list[ThreatStatement]:
    return [
        entity(
            ThreatStatement,
            {key: value for key, value in row.items() if key != "section"},
            id=f"c/{row['section']}",
            cycle_id="c",
            section_id=row["section"],
        )
        for row in data(INVENTED)["threat_statements"]
    ]


def evidence(name: str) -> list[EvidenceRevision]:
    return [
        entity(
            EvidenceRevision,
            {key: value for key, value in row.items() if key not in ("key", "rests")},
            id=f"{row['key']}@1",
            evidence_id=row["key"],
            number=1,
        )
        for row in data(name)["evidence"]
    ]


def record() -> Record:
    found = framework()
    body = entity(Body, data(INVENTED)["body"])
    return Record(
        framework=found,
        body=body,
        cycle=Cycle("c", body.id, data(INVENTED)["year"], found.id, found.revision),
        answers=tuple(answers()),
        threat_statements=tuple(statements()),
        evidence=tuple(evidence(INVENTED)),
    )


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for entry in value.values():
            yield from texts(entry)
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from texts(entry)


@both
def test_every_text_is_clean_and_below_the_highest_marking(name: str) -> None:
    for text in texts(data(name)):
        assert clean_text(text) == text
        refuse_higher_marking(text)


@both
def test_evidence_fits_its_types_and_dates_and_rests_on_what_there_is(name: str) -> None:
    found = framework()
    types = {
        row["id"]: row.get("keeps_content", True)
        for row in json.loads((paths.resources() / "evidence_types.json").read_text(encoding="utf-8"))["types"]
    }
    known = {requirement.id for requirement in found.requirements} | {section.id for section in found.threats}
    keys = Counter(row["key"] for row in data(name)["evidence"])
    assert set(keys.values()) == {1}
    for row, item in zip(data(name)["evidence"], evidence(name), strict=True):
        assert re.fullmatch(r"[a-z0-9-]+", row["key"])
        assert item.title
        assert item.source
        assert bool(item.shows) == types[item.type], item.evidence_id
        for day in filter(None, (item.date, item.review_by)):
            dt.date.fromisoformat(day)
        assert row["rests"]
        assert len(set(row["rests"])) == len(row["rests"])
        assert set(row["rests"]) <= known, set(row["rests"]) - known


@both
def test_a_workspace_can_be_made_from_it(name: str, tmp_path: Path) -> None:
    years = [data(name), *data(name).get("years_before", ())]
    with create_from(data(name), tmp_path / "sample.assurance", author="test") as workspace:
        assert [cycle.year for cycle in describe(workspace).cycles] == [year["year"] for year in years]
        with workspace.reading() as reading:
            for cls, rows in ((Answer, "answers"), (ThreatStatement, "threat_statements"), (Objective, "objectives")):
                assert len(reading.find(cls)) == sum(len(year.get(rows, ())) for year in years)
            assert {stored.entity.title for stored in reading.find(EvidenceRevision)} == {
                row["title"] for row in data(name)["evidence"]
            }


def test_the_invented_body_is_none_of_the_real_ones() -> None:
    body = entity(Body, data(INVENTED)["body"])
    with (paths.resources() / "bodies.csv").open(encoding="utf-8", newline="") as file:
        real = list(csv.DictReader(file))
    assert body.invented
    assert "(invented)" in body.legal_name
    assert "(invented)" in body.name_as_used
    assert body.id not in {row["id"] for row in real}
    assert body.police_area not in {row["police_area"] for row in real}
    assert body.force not in {row["force"] for row in real}
    holder = entity(OfficeHolder, data(INVENTED)["office_holder"], id="h", body_id=body.id)
    assert "(invented)" in holder.name
    # The places and forces of real bodies have no part in it.
    words = " ".join(texts({key: value for key, value in data(INVENTED).items() if key != "body"}))
    named = [row["force"] for row in real if row["force"] in words]
    named += [row["police_area"] for row in real if re.search(rf"\b{re.escape(row['police_area'])}\b", words)]
    assert named == []


def test_answers_fit_their_requirements() -> None:
    found = framework()
    ids = Counter(answer.requirement_id for answer in answers())
    assert set(ids.values()) == {1}
    for answer in answers():
        requirement = found.requirement(answer.requirement_id)
        check_fields(requirement, answer.fields)
        assert (answer.view if requirement.takes_position else answer.position) is None, answer.requirement_id
        if answer.is_answered:
            assert missing_from_answer(answer) == (), answer.requirement_id
        if answer.position in (Position.IN_PART, Position.NOT_FOLLOWED) or answer.view is View.NOT_EXAMINED:
            assert answer.reason or answer.next_step, answer.requirement_id
        assert word_count(answer.rests_on) <= 140, answer.requirement_id
    assert {answer.view for answer in answers()} == {None, *View}
    assert {answer.disclosure for answer in answers()} == set(Disclosure)


def test_every_duty_of_its_own_is_answered_and_counted_rightly() -> None:
    found = framework()
    answered = {answer.requirement_id: answer for answer in answers()}
    own = found.shown_in("own-duties")
    assert [requirement.id for requirement in own if requirement.id not in answered] == []
    positions = Counter(answered[requirement.id].position for requirement in own if requirement.takes_position)
    assert positions == {Position.FOLLOWED: 20, Position.IN_PART: 8, Position.NOT_FOLLOWED: 1}
    account = answered["own-duties.follow.body"].rests_on
    assert "twenty-nine" in account
    assert "twenty were followed in full and eight in part" in account


def test_one_threat_is_left_unfinished_and_nothing_else() -> None:
    lacking = {statement.section_id for statement in statements() if missing_from_statement(statement)}
    assert lacking == {"civil-emergencies"}
    assert {statement.section_id for statement in statements()} == {section.id for section in framework().threats}
    assert [item.section_id for item in statement_path(record()) if item.missing] == ["civil-emergencies"]
    assert Counter(statement.opinion for statement in statements()) == {
        Opinion.ASSURED: 3,
        Opinion.PARTLY_ASSURED: 3,
        Opinion.NONE_YET: 1,
    }
    for statement in statements():
        assert all(word_count(text) <= 140 for _name, text in statement.parts)
        assert all("2025-04-01" <= day <= "2026-03-31" for day in statement.held_on)


def test_public_order_figures_add_up() -> None:
    fields = {answer.requirement_id: answer.fields for answer in answers()}
    for unit_id, declared, people in (
        ("psu", "psu-declared", "psu-people"),
        ("bdu", "bdu-declared", "bdu-people"),
        ("aep-team", "aep-teams", "aep-people"),
    ):
        unit = framework().unit(unit_id)
        assert unit is not None
        short = unit_id.removesuffix("-team")
        rows: Any = fields[f"public-disorder.consistency.{short}-composition"][people]
        units = unit.full_units({row["role"]: row["number"] for row in rows})
        assert units == fields[f"public-disorder.capacity.{short}"][declared]


def test_the_year_before_is_approved_and_has_something_to_tell_to_each_audience(tmp_path: Path) -> None:
    (before,) = data(INVENTED)["years_before"]
    assert before["year"] == previous_year(data(INVENTED)["year"])
    for row in before["answers"]:
        check_fields(framework().requirement(row["requirement"]), row.get("fields", {}))
    for row in before["threat_statements"]:
        assert all("2024-04-01" <= day <= "2025-03-31" for day in row["held_on"])
    with create_from(data(INVENTED), tmp_path / "office.assurance", author="A. Maker") as workspace:
        now, last = describe(workspace).cycles
        assert (last.status, now.status) == (CycleStatus.APPROVED, CycleStatus.DRAFTING)
        for audience, number in ((Audience.PUBLIC, 9), (Audience.PANEL, 9), (Audience.OFFICE, 13)):
            blocks = iter(statement_tree(workspace, now.id, audience).blocks)
            assert any(isinstance(block, Heading) and block.place == "since-last-year" for block in blocks)
            next(blocks)
            said = next(blocks)
            assert isinstance(said, Bullets)
            assert len(said.items) == number


def test_what_is_withheld_from_the_public_can_be_seen_to_be_withheld() -> None:
    whole = record()
    published = " ".join(texts(to_plain(for_audience(whole, Audience.PUBLIC))["answers"]))
    returned = " ".join(texts(to_plain(for_audience(whole, Audience.APCC))["answers"]))
    for audience_text, hidden in ((published, {*Disclosure} - {Disclosure.PUBLIC}), (returned, {Disclosure.OFFICE})):
        withheld = [answer for answer in whole.answers if answer.disclosure in hidden and answer.rests_on]
        assert withheld
        for answer in withheld:
            assert answer.rests_on not in audience_text
    assert any(answer.public_wording in published for answer in whole.answers if answer.public_wording)


def test_the_real_body_holds_no_opinion_and_only_facts_with_their_source() -> None:
    found = data(REAL)
    assert "office_holder" not in found
    assert found["answers"] == []
    assert found["threat_statements"] == []
    with (paths.resources() / "bodies.csv").open(encoding="utf-8", newline="") as file:
        listed = next(row for row in csv.DictReader(file) if row["id"] == "leicestershire")
    listed["kind"] = listed.pop("body_kind")
    assert found["body"] == {**listed, "invented": False}
    assert 25 <= len(found["evidence"]) <= 50
    headings = ("Capacity and contribution › ", "Capability › ", "Consistency › ", "Connectivity › ")
    for item in evidence(REAL):
        assert item.type == "hmicfrs-inspection"
        assert "978-1-78246-561-4" in item.source
        assert item.locator.startswith(headings)
        assert "November 2014" in item.locator
        assert "historic" in item.locator
        assert item.disclosure is Disclosure.PUBLIC
        assert item.date == item.review_by == item.owner == ""


@pytest.mark.parametrize(
    ("key", "figures"),
    [
        ("psu-needed", {"15"}),
        ("psu-trained", {"16", "15"}),
        ("psu-national", {"Five"}),
        ("mutual-aid-net", {"2011/12", "2012/13", "Twelve"}),
        ("mutual-aid-units", {"44", "eight"}),
        ("lrf-coordinator", {"18"}),
        ("lrf-exercises", {"12"}),
        ("medics", {"two medics"}),
        ("mobilisation-test", {"30 minutes", "within 90"}),
        ("psu-composition-2014", {"One inspector", "three sergeants", "18 constables", "three drivers"}),
    ],
)
def test_the_figures_of_the_report_are_there(key: str, figures: set[str]) -> None:
    shows = next(item.shows for item in evidence(REAL) if item.evidence_id == key)
    assert all(figure in shows for figure in figures)


def test_sessions_stand_behind_the_dates_and_opinions_of_the_statements(tmp_path: Path) -> None:
    with create_from(data(INVENTED), tmp_path / "office.assurance", author="A. Maker") as workspace:
        cycle = describe(workspace).cycles[0]
        with workspace.reading() as reading:
            whole = reading.record(cycle.id)
        known = {requirement.id for section in whole.framework.sections for requirement in section.requirements}
        sections = {section.id for section in whole.framework.sections}
        assert all(set(session.requirement_ids) <= known for session in whole.sessions)
        assert all(set(session.section_ids) <= sections for session in whole.sessions)
        sources = {one.id for one in whole.answers} | {one.id for one in whole.threat_statements}
        sources |= {one.id for one in whole.sessions}
        assert {action.came_from for action in whole.actions} <= sources
        for statement in whole.threat_statements:
            found = scrutiny_of(whole.sessions, statement.section_id)
            assert set(found.dates) <= set(statement.held_on)
            if found.opinion is not None:
                assert found.is_source_of(statement.opinion), statement.section_id
        assert {len(departure.lacks("2026-06-01")) for departure in departures(whole)} == {0, 3}
