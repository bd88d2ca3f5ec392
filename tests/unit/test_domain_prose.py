"""Typed text as paragraphs and lists, dates and values as documents write them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.domain.content import Block, Bullets, Fact, Paragraph
from assurance_app.domain.prose import (
    blocks_of,
    labelled,
    spoken_date,
    spoken_list,
    spoken_paragraph,
    spoken_value,
    unit_words,
)
from tests import factories as make

FRAMEWORK = make.framework()
FIELDS = {field.id: field for field in (*make.FIELDS, make.NEEDED)}


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("\n \n\n", []),
        ("One.", [Paragraph("One.")]),
        ("One,\nstill one.", [Paragraph("One,\nstill one.")]),
        ("One.\n\nTwo.", [Paragraph("One."), Paragraph("Two.")]),
        ("One.\n \t\n\n\nTwo.\n", [Paragraph("One."), Paragraph("Two.")]),
        ("• a\n• b", [Bullets(("a", "b"))]),
        ("Before:\n- a\n* b\n– c\nafter", [Paragraph("Before:"), Bullets(("a", "b", "c")), Paragraph("after")]),
        ("- a\n\n- b", [Bullets(("a",)), Bullets(("b",))]),
        ("  ‣ indented", [Bullets(("indented",))]),
        ("- - twice", [Bullets(("- twice",))]),
        ("- \n- a\n•  ", [Bullets(("a",))]),
        ("- ", []),
        ("-5 degrees", [Paragraph("-5 degrees")]),
        ("*emphasis*", [Paragraph("*emphasis*")]),
        ("a - b", [Paragraph("a - b")]),
    ],
)
def test_paragraphs_and_lists(text: str, blocks: list[Block]) -> None:
    assert list(blocks_of(text)) == blocks


def _words(blocks: list[Block]) -> str:
    pieces: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph | Fact):
            pieces.append(block.text)
        elif isinstance(block, Bullets):
            pieces += block.items
    return re.sub(r"\s+", " ", " ".join(pieces)).strip()


LINES = st.lists(st.sampled_from(["", " ", "\t", "- a", "• b", "c d", "  - e", "- ", "-", "f & <g>", "{{ h }}"])).map(
    "\n".join
)


@given(LINES)
def test_no_word_is_lost_or_moved(text: str) -> None:
    """Beside the white space, only the sign at the beginning of an item goes."""
    lines = [re.sub(r"^[ \t]*[•-][ \t]+", "", line) for line in text.split("\n")]
    assert _words(list(blocks_of(text))).split() == " ".join(lines).split()


def test_a_label_takes_the_first_paragraph_and_leaves_the_rest_below() -> None:
    assert list(labelled("Gap", "One.\n\nTwo.\n- a")) == [Fact("Gap", "One."), Paragraph("Two."), Bullets(("a",))]
    assert list(labelled("Gap", "- a")) == [Fact("Gap", ""), Bullets(("a",))]
    assert list(labelled("Gap", " \n")) == []


@given(st.dates())
def test_a_date_is_spoken_and_every_part_of_it_is_there(day: dt.date) -> None:
    spoken = spoken_date(day.isoformat())
    number, month, year = spoken.split(" ")
    assert (int(number), int(year)) == (day.day, day.year)
    assert dt.datetime.strptime(month, "%B").replace(tzinfo=dt.UTC).month == day.month


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("2025-06-01", "1 June 2025"),
        ("2026-05-11T09:00:00.123Z", "11 May 2026"),
        ("", ""),
        ("June 2025", "June 2025"),
        ("2025-06", "2025-06"),
        ("2025-06-12 and later", "2025-06-12 and later"),
        ("2025-06-12 to 2025-07-01", "2025-06-12 to 2025-07-01"),
        ("2025-02-30", "2025-02-30"),
        ("Tuesday", "Tuesday"),
    ],
)
def test_what_is_no_date_stays_as_it_is(text: str, spoken: str) -> None:
    assert spoken_date(text) == spoken


def test_a_list_in_a_sentence() -> None:
    assert [spoken_list(items) for items in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert spoken_list(("{x}", "{last}")) == "{x} and {last}"


@pytest.mark.parametrize(
    ("field", "value", "spoken"),
    [
        ("needed", 1016, "1,016 PSUs"),
        ("needed", 0, "0 PSUs"),
        ("needed", 1, "1 PSU"),
        ("exercises", 1, "1 exercise"),
        ("cost", 1_250_000, "£1,250,000"),
        ("tested-on", "2026-02-28", "28 February 2026"),
        ("note", "as & typed {x}", "as & typed {x}"),
        ("tested", True, "Yes"),
        ("tested", False, "No"),
        ("level", "Basic", "Basic"),
        ("visits", [], ""),
        ("visits", [{}, {"on": "2026-01-02", "hours": 0, "kind": ""}], "Date: 2 January 2026, Hours: 0 hours"),
        ("visits", [{"hours": 4}, {"kind": "Announced"}], "Hours: 4 hours; Kind: Announced"),
        ("note", None, ""),
        ("note", "", ""),
    ],
)
def test_values_as_documents_write_them(field: str, value: Any, spoken: str) -> None:
    assert spoken_value(FIELDS[field], value, FRAMEWORK) == spoken


def test_a_national_unit_is_named_by_its_abbreviation_and_any_other_by_its_word() -> None:
    assert unit_words(FRAMEWORK, "psu") == "PSU"
    assert unit_words(FRAMEWORK, "officers") == "officers"


def test_one_paragraph_or_several() -> None:
    assert spoken_paragraph("40.4.b") == "paragraph 40.4.b"
    assert spoken_paragraph("117.a, 122.d") == "paragraphs 117.a, 122.d"
