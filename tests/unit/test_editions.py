"""Which edition applied when, also where one begins or is replaced within the year."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assurance_app.domain.content import Fact, spoken_text
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.editions import applied_in, applied_words, is_whole_year
from assurance_app.domain.framework import Framework
from assurance_app.domain.statement import Length, annual_statement
from tests import factories as make

YEAR = "2025-26"


def _edition(key: str, applies_from: str, issued: str = "", kind: str = "requirement") -> Framework:
    return replace(make.framework(), id=key, issued=issued or applies_from, applies_from=applies_from, kind=kind)


OLD = _edition("old", "2015-03-31", "2015-03-01")
NOW = _edition("now", "2023-02-20")
NEXT = _edition("next", "2025-07-01", "2025-06-12")
LATER = _edition("later", "2026-04-01")
FORM = _edition("form", "2025-08-01", kind="inspection")


@pytest.mark.parametrize(
    ("framework", "others", "said"),
    [
        (NOW, (), "It has applied since 20 February 2023, and so throughout the year."),
        (NOW, (OLD, LATER, FORM, NOW), "It has applied since 20 February 2023, and so throughout the year."),
        (
            _edition("second", "2025-04-02"),
            (NOW,),
            (
                "On 1 April 2025 the edition issued on 20 February 2023 applied. "
                "This edition has applied since 2 April 2025."
            ),
        ),
        (
            NEXT,
            (),
            "Until 30 June 2025 an earlier edition applied. This edition has applied since 1 July 2025.",
        ),
        (
            NEXT,
            (NOW, OLD),
            (
                "From 1 April 2025 to 30 June 2025 the edition issued on 20 February 2023 applied. "
                "This edition has applied since 1 July 2025."
            ),
        ),
        (
            NOW,
            (NEXT,),
            (
                "This edition applied until 30 June 2025. "
                "From 1 July 2025 to 31 March 2026 the edition issued on 12 June 2025 applied."
            ),
        ),
        (
            LATER,
            (NOW,),
            (
                "It applies only from 1 April 2026, after the year had ended. "
                "From 1 April 2025 to 31 March 2026 the edition issued on 20 February 2023 applied."
            ),
        ),
        (LATER, (), "It applies only from 1 April 2026, after the year had ended."),
        (
            OLD,
            (NOW,),
            (
                "It had been replaced before the year began: another edition has applied since 20 February 2023. "
                "From 1 April 2025 to 31 March 2026 the edition issued on 20 February 2023 applied."
            ),
        ),
    ],
)
def test_when_the_edition_applied_is_said(framework: Framework, others: tuple[Framework, ...], said: str) -> None:
    assert " ".join(applied_words(YEAR, framework, others)) == said
    whole = "throughout the year" in said
    assert is_whole_year(YEAR, framework, others) is whole
    record = make.record(framework=framework)
    tree = annual_statement(record, Audience.PUBLIC, signed=None, editions=others)
    assert Fact("When it applied", said) in tree.blocks
    short = annual_statement(record, Audience.PUBLIC, signed=None, length=Length.SHORT, editions=others)
    assert (said in set(spoken_text(short))) is not whole, "the short statement says it only where it is not plain"


def test_an_edition_in_the_middle_of_the_year_gives_way_on_the_day_before_the_next() -> None:
    third = _edition("third", "2026-01-15")
    applied = applied_in(YEAR, (third, NEXT, NOW, NOW))
    assert [(one.framework.id, one.first.isoformat(), one.last.isoformat()) for one in applied] == [
        ("now", "2025-04-01", "2025-06-30"),
        ("next", "2025-07-01", "2026-01-14"),
        ("third", "2026-01-15", "2026-03-31"),
    ]
    said = " ".join(applied_words(YEAR, NEXT, (NOW, third)))
    assert "This edition applied from 1 July 2025 to 14 January 2026." in said
    assert said.index("20 February 2023") < said.index("This edition") < said.index("15 January 2026")


def test_without_a_day_from_which_it_applies_the_day_of_issue_counts() -> None:
    undated = replace(NOW, applies_from="")
    assert applied_words(YEAR, undated) == ("It has applied since 20 February 2023, and so throughout the year.",)
