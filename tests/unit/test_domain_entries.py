"""The full record says everything that is in the record it is given, and keeps its headings in order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from assurance_app.domain.content import Heading, spoken_text
from assurance_app.domain.disclosure import Audience, Disclosure
from assurance_app.domain.entries import other_entries
from assurance_app.domain.plain import to_plain
from assurance_app.domain.statement import Length, annual_statement
from tests import factories as make

# Read by the office in the program, and no part of what a document says of an entry.
_NOT_SAID = {"actions": {"why_not_resourced"}, "findings": {"link", "locator"}}


def _texts(value: Any, skipped: set[str]) -> Iterator[str]:
    if isinstance(value, dict):
        for key, entry in value.items():
            if key not in skipped:
                yield from _texts(entry, skipped)
    elif isinstance(value, list):
        for entry in value:
            yield from _texts(entry, skipped)
    elif isinstance(value, str) and value.startswith("word-"):
        yield value


@pytest.mark.parametrize(
    "name", ["sessions", "actions", "objectives", "plan_reviews", "resource_decisions", "agreements", "findings"]
)
def test_everything_written_in_an_entry_is_said(name: str) -> None:
    entries = make.other_entries(Disclosure.PUBLIC, words="word-x")
    record = make.record(**{name: entries[name]})
    tree = annual_statement(record, Audience.OFFICE, signed=None, length=Length.FULL)
    said = " ".join(spoken_text(tree))
    written = list(_texts(to_plain(entries[name]), _NOT_SAID.get(name, set())))
    assert written
    assert said.count("word-x") == len(written), json.dumps(to_plain(entries[name]))


def test_headings_never_skip_a_level() -> None:
    record = make.record(**make.other_entries(Disclosure.PUBLIC))
    levels = [block.level for block in other_entries(record) if isinstance(block, Heading)]
    assert levels
    assert all(later <= earlier + 1 for earlier, later in zip([0, *levels], levels, strict=False))


def test_a_record_without_entries_has_no_empty_chapters() -> None:
    assert list(other_entries(make.record())) == []
