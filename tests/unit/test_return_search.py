"""By which words something in a return is found, and in which order."""

from __future__ import annotations

import pytest

from assurance_app.domain.return_search import Sayings, matching, plain_text, sayings_of
from tests.fixtures.returns import invented_body, office_record


@pytest.fixture
def returns() -> list[Sayings]:
    return [sayings_of(office_record(invented_body(key))) for key in ("westmarch", "eastmarch")]


@pytest.mark.parametrize(
    ("text", "plain"), [("Straße É", "straße e"), ("e\u0301", "e"), ("PLAIN", "plain"), ("“Wrécsam”", "“wrecsam”")]
)
def test_case_and_accents_make_no_difference(text: str, plain: str) -> None:
    assert plain_text(text) == plain


def test_a_word_is_found_by_its_beginning_and_not_by_its_middle(returns: list[Sayings]) -> None:
    assert {one.kind for one in matching(returns, ("averag",), 9)} == {"statement"}
    assert matching(returns, ("verages",), 9) == ()
    assert matching(returns, ("averages", "zebras"), 9) == ()


def test_words_with_marks_in_them_are_found(returns: list[Sayings]) -> None:
    assert matching(returns, ("1-2@3",), 9)
    assert matching(returns, ("=sum(a1",), 9)
    assert matching(returns, ("1-2@4",), 9) == ()


def test_what_has_the_words_in_its_title_or_side_by_side_is_first(returns: list[Sayings]) -> None:
    by_title = matching(returns, ("terrorism",), 40)
    assert [one.title for one in by_title[:2]] == ["Terrorism", "Terrorism"]
    first = matching(returns, ("good", "reason"), 40)
    together = ["good reason" in one.plain for one in first]
    assert together == sorted(together, reverse=True)


def test_a_body_that_is_named_narrows_and_no_more_than_the_limit_come(returns: list[Sayings]) -> None:
    assert {one.body_id for one in matching(returns, ("eastm", "nobody"), 40)} == {"eastmarch"}
    assert {one.body_id for one in matching(returns, ("nobody",), 40)} == {"eastmarch", "westmarch"}
    assert len(matching(returns, ("nobody",), 1)) == 1
    assert matching(returns, (), 9) == ()
