"""What each audience sees of a record, and the fingerprint that binds an approval to all of it."""

from __future__ import annotations

import dataclasses
import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from typing import Any

import pytest

from assurance_app.domain.canonical import canonical_json, digest
from assurance_app.domain.content import spoken_text
from assurance_app.domain.disclosure import Audience, Disclosure
from assurance_app.domain.entities import Clearance
from assurance_app.domain.plain import to_plain
from assurance_app.domain.projection import fingerprint, for_audience, manifest, project, record_from_projection
from assurance_app.domain.record import Record
from assurance_app.domain.since_last_year import last_year_for
from assurance_app.domain.statement import Length, annual_statement
from assurance_app.domain.values import CycleStatus, Opinion, Position, Provided, TargetKind, View
from tests import factories as make
from tests.fixtures.placing import Words, placed, two_years

PLACINGS = 10_000


def test_no_withheld_word_is_in_a_projection_or_in_a_statement_made_from_it() -> None:
    chance = random.Random(20261120)
    at, compared = 0, 0
    seen_somewhere = dict.fromkeys(Audience, 0)
    while at < PLACINGS:
        words = Words()
        before, record = two_years(chance, words)
        at += words.placings
        for audience in Audience:
            whole = canonical_json(project(record, audience)["record"]).decode()
            seen, last_year = for_audience(record, audience), last_year_for(before, record, audience)
            trees = [annual_statement(seen, audience, signed=None, length=one, before=last_year) for one in Length]
            said = " ".join(text for tree in trees for text in spoken_text(tree))
            leaked = [word for word in words.withheld[audience] if word in whole or word in said]
            assert leaked == [], (audience, leaked, record, before)
            seen_somewhere[audience] += whole.count('w"')
            compared += "What changed since last year" in said
    # The test would prove nothing about an empty projection: each audience does read much of what it may.
    assert min(seen_somewhere.values()) > 500
    assert seen_somewhere[Audience.OFFICE] > seen_somewhere[Audience.APCC] > seen_somewhere[Audience.PUBLIC]
    assert compared > 100


def _texts_of(entity: Any) -> Iterator[tuple[str, str, str]]:
    """Every text within an entity: whose it is, in which field, and the text."""
    for part in dataclasses.fields(entity):
        value = getattr(entity, part.name)
        for one in value if isinstance(value, tuple) else [value]:
            if dataclasses.is_dataclass(one):
                yield from _texts_of(one)
            elif type(one) is str:
                yield type(entity).__name__, part.name, one


# What the program makes or chooses from a list, when something was, and of which report it is.
_NO_WORDS = {"id", "cycle_id", "body_id", "requirement_id", "section_id", "evidence_id", "revision_id", "target_id"} | {
    "type", "measure", "year", "marking", "framework_id", "attachment", "inspectorate", "report", "reviewed_on",
    "decided_on", "held_on",
}  # fmt: skip
_SAID_TO_ALL = {"Body", "OfficeHolder", "Cycle", "EvidenceLink", "Clearance"}


def test_words_are_placed_in_every_text_field_of_every_entity_of_a_record() -> None:
    chance, placed_in, texts = random.Random(3), set(), set()
    for _number in range(60):
        record = placed(chance, Words())
        for part in dataclasses.fields(Record):
            value = getattr(record, part.name)
            for entity in value if isinstance(value, tuple) else ():
                for owner, name, text in _texts_of(entity):
                    texts.add((owner, name))
                    if re.fullmatch(r"w\d+w", text):
                        placed_in.add((owner, name))
    without = {(owner, name) for owner, name in texts - placed_in if owner not in _SAID_TO_ALL}
    assert {name for _owner, name in without} <= _NO_WORDS
    assert len(placed_in) > 50
    assert {part.name for part in dataclasses.fields(Record) if not getattr(placed(chance, Words()), part.name)} <= {
        *("office_holders", "links", "clearances", "departure_decisions"),
    }


def test_the_office_sees_everything() -> None:
    record = placed(random.Random(1), Words())
    assert for_audience(record, Audience.OFFICE) == record


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PANEL])
@pytest.mark.parametrize(
    "stand", [{"view": View.NOT_SATISFIED}, {"view": View.SATISFIED}], ids=["departure", "satisfied"]
)
def test_capacity_gaps_and_departures_are_published_with_clearance_only(
    audience: Audience, stand: dict[str, Any]
) -> None:
    answer = make.answer(
        "disorder.psu",
        **stand,
        provided=Provided.REGIONALLY,
        rests_on="account",
        chief_constables_reason="their reason",
        bodys_view_of_reason="our view",
        gap="gap",
        next_step="step",
        fields={"needed": 6, "exercises": 2},
    )
    kept_back = for_audience(make.record(answers=(answer,)), audience).answers[0]
    assert (kept_back.gap, kept_back.next_step, kept_back.fields) == ("", "", {"exercises": 2})
    assert (kept_back.chief_constables_reason, kept_back.bodys_view_of_reason) == ("", "")
    if answer.is_departure:
        assert (kept_back.view, kept_back.provided, kept_back.rests_on) == (None, None, "")
    else:
        assert (kept_back.view, kept_back.provided, kept_back.rests_on) == (answer.view, answer.provided, "account")
    cleared = make.record(answers=(answer,), clearances=(make.clearance(answer),))
    assert for_audience(cleared, audience).answers == (answer,)
    assert for_audience(cleared, audience).clearances == ()


def test_outside_the_office_no_second_wording_no_owner_and_no_note_goes_along() -> None:
    chance = random.Random(7)
    records = [placed(chance, Words()) for _number in range(50)]
    for audience in set(Audience) - {Audience.OFFICE}:
        for seen in (for_audience(record, audience) for record in records):
            assert seen.body.note == ""
            guarded: tuple[Any, ...] = (*seen.answers, *seen.threat_statements, *seen.evidence)
            assert {row.public_wording for row in guarded} <= {""}
            assert {revision.owner for revision in seen.evidence} <= {""}


def test_partners_read_capacity_gaps_and_departures_without_clearance() -> None:
    answer = make.answer(
        "disorder.psu", view=View.NOT_SATISFIED, gap="gap", fields={"needed": 6}, disclosure=Disclosure.PARTNERS
    )
    assert for_audience(make.record(answers=(answer,)), Audience.APCC).answers == (answer,)


def test_a_departure_of_the_bodys_own_is_published_with_clearance_only() -> None:
    answer = make.answer("own-duties.plan", position=Position.NOT_FOLLOWED, reason="because", rests_on="account")
    kept_back = for_audience(make.record(answers=(answer,)), Audience.PUBLIC).answers[0]
    assert (kept_back.position, kept_back.reason, kept_back.rests_on) == (None, "", "")
    followed = make.answer("own-duties.plan", position=Position.IN_PART, reason="because", rests_on="account")
    assert for_audience(make.record(answers=(followed,)), Audience.PUBLIC).answers == (followed,)


def test_the_wording_for_the_public_stands_alone_where_the_text_is_withheld() -> None:
    answer = make.answer(
        "terrorism.arv",
        view=View.SATISFIED,
        rests_on="full",
        fields={"note": "n"},
        disclosure=Disclosure.OFFICE,
        public_wording="plain",
    )
    account = make.statement(
        "terrorism", regard="full", opinion=Opinion.ASSURED, disclosure=Disclosure.FORCE, public_wording="plain"
    )
    item = make.evidence("a", shows="full", source="s", disclosure=Disclosure.OFFICE, public_wording="A plain title")
    links = (make.link(item, answer),)
    record = make.record(answers=(answer,), threat_statements=(account,), evidence=(item,), links=links)
    for audience in (Audience.PUBLIC, Audience.PANEL, Audience.APCC):
        seen = for_audience(record, audience)
        assert seen.answers == (make.answer("terrorism.arv", rests_on="plain"),)
        assert seen.threat_statements == (make.statement("terrorism", regard="plain"),)
        assert seen.evidence == (make.evidence("a", title="A plain title", type=item.type),)
        assert seen.links == links


def test_the_wording_replaces_a_readable_account_in_public_and_the_opinion_stays() -> None:
    account = make.statement(
        "terrorism", regard="full", opinion=Opinion.ASSURED, held_on=("2026-01-02",), public_wording="plain"
    )
    answer = make.answer("terrorism.arv", view=View.SATISFIED, rests_on="full", public_wording="plain")
    record = make.record(answers=(answer,), threat_statements=(account,))
    public, partners = for_audience(record, Audience.PUBLIC), for_audience(record, Audience.APCC)
    assert public.threat_statements == (
        make.statement("terrorism", regard="plain", opinion=Opinion.ASSURED, held_on=("2026-01-02",)),
    )
    assert public.answers == (make.answer("terrorism.arv", view=View.SATISFIED, rests_on="plain"),)
    assert partners.threat_statements[0].regard == "full"
    assert partners.answers[0].rests_on == "full"


def test_evidence_goes_out_with_what_rests_on_it_and_no_further() -> None:
    shown, hidden = make.answer("terrorism.arv", rests_on="x"), make.answer("cyber.unit", disclosure=Disclosure.OFFICE)
    items = tuple(make.evidence(key) for key in ("a", "b", "c"))
    links = (make.link(items[0], shown), make.link(items[1], hidden))
    record = make.record(answers=(shown, hidden), evidence=items, links=links)
    seen = for_audience(record, Audience.PUBLIC)
    assert [item.evidence_id for item in seen.evidence] == ["a"]
    assert seen.links == links[:1]


# The fingerprint.


def _full() -> Record:
    answers = (
        make.answer("terrorism.arv", view=View.SATISFIED, rests_on="account", fields={"note": "n", "cost": 5}),
        make.answer("terrorism.plan", position=Position.FOLLOWED, disclosure=Disclosure.OFFICE),
        make.answer("disorder.psu", view=View.NOT_SATISFIED, fields={"needed": 6}),
    )
    statements = (make.statement("terrorism", regard="r", held_on=("2026-01-02",)), make.statement("cyber", regard="c"))
    items = (make.evidence("a"), make.evidence("b", disclosure=Disclosure.OFFICE))
    return make.record(
        office_holders=(make.holder(),),
        answers=answers,
        threat_statements=statements,
        evidence=items,
        links=(make.link(items[0], answers[0]), make.link(items[1], statements[0])),
        clearances=(make.clearance(answers[2]), make.clearance(answers[0])),
        **make.other_entries(Disclosure.PUBLIC),
    )


def _other(value: Any) -> Any:
    """Another value of the same type."""
    if isinstance(value, Enum):
        return next(member for member in type(value) if member is not value)
    if value is None:
        return None
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return value + "x"
    if isinstance(value, tuple):
        return (*value, "2026-03-04")
    return {**value, "added": 1}


FILLED_IN = {
    "position": Position.IN_PART,
    "view": View.NOT_EXAMINED,
    "provided": Provided.NATIONALLY,
    "is_resourced": True,
    **dict.fromkeys(("pounds", "officers", "staff"), 7),
}


def _changes(record: Record) -> Iterator[tuple[str, Record]]:
    """The record with one field of one of its rows changed, for every field of every row."""
    for part in dataclasses.fields(Record):
        value = getattr(record, part.name)
        rows = value if isinstance(value, tuple) else (value,)
        if part.name == "framework":
            yield "framework", replace(record, framework=replace(value, title="Another"))
            continue
        for at, row in enumerate(rows):
            for field in dataclasses.fields(row):
                old = getattr(row, field.name)
                new = FILLED_IN.get(field.name, 7) if old is None else _other(old)
                if (part.name, field.name) == ("answers", "requirement_id"):
                    new = "cyber.unit"
                changed = replace(row, **{field.name: new})
                whole = (*rows[:at], changed, *rows[at + 1 :]) if isinstance(value, tuple) else changed
                changes: dict[str, Any] = {part.name: whole}
                yield f"{part.name}[{at}].{field.name}", replace(record, **changes)
        if isinstance(value, tuple):
            fewer: dict[str, Any] = {part.name: value[1:]}
            yield f"{part.name} without the first", replace(record, **fewer)


def test_any_change_of_any_field_changes_the_fingerprint_but_where_the_year_stands() -> None:
    record = _full()
    same = [name for name, changed in _changes(record) if fingerprint(changed) == fingerprint(record)]
    assert same == ["cycle[0].status"]


@pytest.mark.parametrize("status", list(CycleStatus))
def test_where_the_year_stands_does_not_change_the_fingerprint(status: CycleStatus) -> None:
    record = _full()
    assert fingerprint(replace(record, cycle=replace(record.cycle, status=status))) == fingerprint(record)


def test_the_order_of_rows_and_of_fields_does_not_change_the_fingerprint() -> None:
    record = _full()
    turned: dict[str, Any] = {
        part.name: tuple(reversed(getattr(record, part.name)))
        for part in dataclasses.fields(Record)
        if isinstance(getattr(record, part.name), tuple)
    }
    answers = tuple(
        replace(answer, fields=dict(reversed(list(answer.fields.items())))) for answer in turned.pop("answers")
    )
    assert fingerprint(replace(record, answers=answers, **turned)) == fingerprint(record)


def test_a_fingerprint_is_the_hash_of_the_manifest_of_the_digests() -> None:
    """Whoever holds only the return can verify its part: the digest of what partners read is in the manifest."""
    record = _full()
    found: Any = manifest(record)
    assert sorted(found["digests"]) == ["apcc", "force", "office", "public"]
    assert found["digests"]["apcc"] == digest(project(record, Audience.APCC))
    assert fingerprint(record) == digest(found)
    assert project(record, Audience.PANEL) == project(record, Audience.PUBLIC)
    assert (found["v"], project(record, Audience.APCC)["v"]) == (1, 1), "what was fingerprinted stays readable"


def test_a_change_that_partners_cannot_see_leaves_their_part_alone() -> None:
    record = _full()
    hidden = next(answer for answer in record.answers if answer.disclosure is Disclosure.OFFICE)
    changed = replace(
        record, answers=tuple(replace(row, rests_on="new") if row is hidden else row for row in record.answers)
    )
    assert digest(project(changed, Audience.APCC)) == digest(project(record, Audience.APCC))
    assert fingerprint(changed) != fingerprint(record)


@pytest.mark.parametrize("audience", list(Audience))
def test_a_projection_reads_back_as_what_the_audience_sees(audience: Audience) -> None:
    record = _full()
    plain = json.loads(canonical_json(project(record, audience)))
    again = record_from_projection(plain, record.framework)
    assert project(again, Audience.OFFICE)["record"] == project(record, audience)["record"]
    assert again.answer_by_requirement == for_audience(record, audience).answer_by_requirement


@pytest.mark.parametrize(
    "plain", [{}, {"v": 2, "record": {}}, {"v": 1, "record": []}, {"v": 1, "record": {"body": {}}}, {"v": 1}]
)
def test_what_is_no_projection_is_an_error(plain: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        record_from_projection(plain, make.framework())


WITHHELD = "hollyhock"


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PANEL, Audience.APCC, Audience.FORCE])
@pytest.mark.parametrize("wording", ["", "What may be said."])
def test_other_entries_that_an_audience_may_not_read_leave_at_most_their_wording(
    audience: Audience, wording: str
) -> None:
    entries = make.other_entries(Disclosure.OFFICE, words=WITHHELD, public_wording=wording)
    cleared = tuple(
        Clearance(f"c{at}", make.cycle().id, TargetKind.ANSWER, entry.id, "N", "R", "2026-05-01")
        for at, entry in enumerate(entry for rows in entries.values() for entry in rows)
    )
    seen = to_plain(for_audience(make.record(**entries, clearances=cleared), audience))
    del seen["clearances"]
    assert WITHHELD not in json.dumps(seen)
    if wording:
        said = [name for name in entries if name not in ("capacity_figures", "departure_decisions")]
        assert all(wording in json.dumps(seen[name]) for name in said)
    else:
        assert not any(seen[name] for name in entries)


@pytest.mark.parametrize("name", ["actions", "agreements", "capacity_figures"])
def test_actions_agreements_and_capacity_are_published_with_clearance_only(name: str) -> None:
    entries = make.other_entries(Disclosure.PUBLIC)
    target = entries[name][0].id
    clearance = Clearance("c", make.cycle().id, TargetKind.ANSWER, target, "N", "R", "2026-05-01")
    assert getattr(for_audience(make.record(**entries), Audience.PUBLIC), name) == ()
    assert getattr(for_audience(make.record(**entries), Audience.APCC), name)
    assert getattr(for_audience(make.record(**entries, clearances=(clearance,)), Audience.PUBLIC), name)
