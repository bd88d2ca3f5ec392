"""The full record says everything that is in the record it is given, and keeps its headings in order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from assurance_app.domain.content import Heading, Table, spoken_text
from assurance_app.domain.disclosure import Audience, Disclosure
from assurance_app.domain.entries import other_entries
from assurance_app.domain.plain import to_plain
from assurance_app.domain.scrutiny import DepartureDecision
from assurance_app.domain.statement import Length, annual_statement
from assurance_app.domain.values import View
from tests import factories as make


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for entry in value.values():
            yield from _texts(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _texts(entry)
    elif isinstance(value, str) and value.startswith("word-"):
        yield value


@pytest.mark.parametrize(
    "name",
    [
        *("sessions", "actions", "objectives", "plan_reviews", "resource_decisions", "agreements", "findings"),
        "capacity_figures",
    ],
)
@pytest.mark.parametrize("wording", ["", "word-x for all"])
def test_everything_written_in_an_entry_is_said(name: str, wording: str) -> None:
    entries = make.other_entries(Disclosure.PUBLIC, words="word-x", public_wording=wording)
    record = make.record(**{name: entries[name]})
    tree = annual_statement(record, Audience.OFFICE, signed=None, length=Length.FULL)
    said = " ".join(spoken_text(tree))
    written = list(_texts(to_plain(entries[name])))
    assert written
    assert said.count("word-x") == len(written), json.dumps(to_plain(entries[name]))


def test_who_decided_on_a_departure_and_who_cleared_what_is_said() -> None:
    answer = make.answer("terrorism.arv", view=View.NOT_SATISFIED, public_wording="What all may know.")
    decision = DepartureDecision(answer.id, answer.cycle_id, "The commissioner", "2026-03-11", "2026-12-31")
    gone = replace(make.clearance(answer), id="gone", target_id="no-longer-there")
    record = make.record(answers=(answer,), departure_decisions=(decision,), clearances=(make.clearance(answer), gone))
    said = set(spoken_text(annual_statement(record, Audience.OFFICE, signed=None, length=Length.FULL)))
    assert {"The commissioner, 11 March 2026", "31 December 2026", "What all may know."} <= said
    assert {"A. Clerk", "Chief executive", "20 April 2026", "Arv", "no-longer-there"} <= said


def test_a_figure_is_named_by_its_measure() -> None:
    record = make.record(**make.other_entries(Disclosure.PUBLIC))
    blocks = other_entries(record, {"psu-declared": "PSUs declared"}.__getitem__)
    rows = [block.rows for block in blocks if isinstance(block, Table) and "figures" in block.caption]
    assert rows == [(("PSUs declared", "4", "words", "words"),)]


def test_headings_never_skip_a_level() -> None:
    record = make.record(**make.other_entries(Disclosure.PUBLIC))
    levels = [block.level for block in other_entries(record) if isinstance(block, Heading)]
    assert levels
    assert all(later <= earlier + 1 for earlier, later in zip([0, *levels], levels, strict=False))


def test_a_record_without_entries_has_no_empty_chapters() -> None:
    assert list(other_entries(make.record())) == []
