"""What is different between two returns of one body."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.record import Record
from assurance_app.domain.return_difference import Change, Difference, PartChange, What, return_difference
from assurance_app.domain.scrutiny import Action
from assurance_app.domain.values import ActionStatus, CycleStatus, Opinion, Position, Provided, TargetKind, View
from assurance_app.words.labels import LABELS
from tests.factories import (
    answer,
    body,
    clearance,
    cycle,
    evidence,
    framework,
    holder,
    link,
    other_entries,
    record,
    statement,
)

PLAN = answer("own-duties.plan", position=Position.FOLLOWED, rests_on="The plan was reviewed.")
ARV = answer("terrorism.arv", view=View.SATISFIED, fields={"exercises": 3, "tested-on": "2026-01-02"})
SAID = statement("terrorism", regard="I read it.", held_on=("2025-12-10", "2025-06-18"), opinion=Opinion.ASSURED)
PAPER = evidence("paper")


def whole() -> Record:
    """A record with something of everything that a return can hold."""
    return record(
        answers=(PLAN, ARV),
        threat_statements=(SAID,),
        evidence=(PAPER,),
        links=(link(PAPER, PLAN),),
        clearances=(clearance(ARV),),
        office_holders=(holder(),),
        **other_entries(Disclosure.PARTNERS),
    )


def having(name: str, *entries: Any) -> Record:
    """The whole record with these entries, and no others, in one of its parts."""
    given: dict[str, Any] = {name: entries}
    return replace(whole(), **given)


def test_the_same_is_no_difference() -> None:
    assert return_difference(whole(), whole()) == ()


def test_the_order_of_rows_and_the_state_of_the_work_are_no_difference() -> None:
    one = whole()
    other = replace(
        one,
        answers=one.answers[::-1],
        threat_statements=(replace(SAID, held_on=SAID.held_on[::-1]),),
        cycle=cycle(status=CycleStatus.PANEL_MET),
    )
    assert return_difference(one, other) == ()


def test_an_opinion_is_told_with_what_it_was() -> None:
    later = replace(whole(), threat_statements=(replace(SAID, opinion=Opinion.NOT_ASSURED),))
    assert return_difference(whole(), later) == (
        Difference(
            What.OPINION,
            "terrorism",
            "Terrorism",
            Change.CHANGED,
            (PartChange("Opinion", "Assured", "Not assured"),),
        ),
    )


def test_an_account_is_told_part_by_part() -> None:
    later = replace(
        whole(), threat_statements=(replace(SAID, regard="", concluded="It came.", held_on=("2025-06-18",)),)
    )
    (found,) = return_difference(whole(), later)
    assert (found.what, found.key, found.change) == (What.STATEMENT, "terrorism", Change.CHANGED)
    assert set(found.parts) == {
        PartChange("How regard was had", "I read it.", ""),
        PartChange("What was concluded", "", "It came."),
        PartChange("Held to account on", "18 June 2025; 10 December 2025", "18 June 2025"),
    }


def test_an_account_that_is_new_or_gone_is_told_with_its_opinion() -> None:
    without = replace(whole(), threat_statements=())
    assert [(found.what, found.change) for found in return_difference(without, whole())] == [
        (What.OPINION, Change.CHANGED),
        (What.STATEMENT, Change.NEW),
    ]
    assert [(found.what, found.change) for found in return_difference(whole(), without)] == [
        (What.OPINION, Change.CHANGED),
        (What.STATEMENT, Change.GONE),
    ]


def test_a_departure_begins_and_ends() -> None:
    departed = replace(
        whole(), answers=(replace(PLAN, position=Position.NOT_FOLLOWED, reason="The edition came late."), ARV)
    )
    begun = return_difference(whole(), departed)
    assert [(found.what, found.key, found.change) for found in begun] == [
        (What.DEPARTURE, "own-duties.plan", Change.NEW),
        (What.ANSWER, "own-duties.plan", Change.CHANGED),
    ]
    assert begun[1].parts == (
        PartChange("Position", "Followed", "Not followed, for good reason"),
        PartChange("The reason", "", "The edition came late."),
    )
    assert return_difference(departed, whole())[0].change is Change.GONE


def test_typed_answers_are_told_under_their_labels() -> None:
    later = replace(whole(), answers=(PLAN, replace(ARV, provided=Provided.IN_FORCE, fields={"exercises": 1200})))
    (found,) = return_difference(whole(), later)
    assert found.title == "Arv"
    assert found.parts == (
        PartChange("Provided", "", "In force"),
        PartChange("Exercises held", "3 exercises", "1,200 exercises"),
        PartChange("Last tested", "2 January 2026", ""),
    )


def test_another_edition_and_another_name_are_told() -> None:
    later = replace(
        whole(),
        framework=replace(framework(), revision=2),
        body=body(name_as_used="Westmarch Mayor"),
        cycle=cycle(marking="OFFICIAL-SENSITIVE"),
    )
    found = {one.what: one for one in return_difference(whole(), later)}
    assert set(found) == {What.BODY, What.EDITION}
    assert PartChange("Marking", "OFFICIAL", "OFFICIAL-SENSITIVE") in found[What.BODY].parts
    assert PartChange("Name as used", "Westmarch PCC", "Westmarch Mayor") in found[What.BODY].parts
    assert found[What.EDITION].parts[0].after.endswith("revision 2)")


def test_an_entry_is_told_by_its_kind_and_name() -> None:
    (its,) = whole().actions
    done = replace(whole(), actions=(replace(its, status=ActionStatus.DONE), Action("a2", its.cycle_id, "Train six")))
    changed, new = return_difference(whole(), done)
    assert (changed.title, changed.change) == ("Action: words", Change.CHANGED)
    assert changed.parts == (PartChange("Status", "Open", "Done"),)
    assert (new.title, new.key, new.change) == ("Action: Train six", "a2", Change.NEW)


def test_a_link_is_named_by_what_it_leads_to() -> None:
    (found,) = return_difference(replace(whole(), links=()), whole())
    assert (found.title, found.change) == ("Link to evidence: Paper paper", Change.NEW)


ENTRIES = [
    part.name
    for part in fields(Record)
    if part.name not in ("framework", "body", "cycle", "answers", "threat_statements")
]


@pytest.mark.parametrize("name", ENTRIES)
def test_whatever_a_return_holds_is_missed_when_it_is_gone(name: str) -> None:
    found = return_difference(whole(), having(name))
    assert [(one.what, one.change) for one in found] == [(What.ENTRY, Change.GONE)]


def _other(value: Any) -> Any:
    """Another value of the same kind, None where there is none to think of."""
    others: dict[type, Any] = {
        bool: True,
        str: "other words",
        int: 99,
        tuple: (),
        Disclosure: Disclosure.PUBLIC,
        ActionStatus: ActionStatus.DONE,
        TargetKind: TargetKind.ACTION,
        Opinion: Opinion.NOT_ASSURED,
        Position: Position.IN_PART,
        View: View.PARTLY_SATISFIED,
    }
    return False if value is True else others.get(type(value))


@pytest.mark.parametrize("name", [*ENTRIES, "answers", "threat_statements"])
def test_every_part_of_an_entry_is_looked_at_and_has_words(name: str) -> None:
    first, *rest = getattr(whole(), name)
    looked_at = 0
    for part in fields(first):
        value = getattr(first, part.name)
        other = _other(value)
        if part.name in ("id", "cycle_id", "body_id", "requirement_id", "section_id") or other in (None, value):
            continue
        later = having(name, replace(first, **{part.name: other}), *rest)
        found = [change for one in return_difference(whole(), later) for change in one.parts]
        assert found, part.name
        assert all(change.name[:1].isupper() and "_" not in change.name for change in found), part.name
        looked_at += 1
    assert looked_at > 1


def test_every_kind_of_difference_has_words() -> None:
    assert set(LABELS["difference"]) == {change.value for change in Change}
    assert set(LABELS["record-entry"]) == set(ENTRIES)
