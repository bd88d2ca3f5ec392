"""What becomes of a requirement follows from the relations, in both directions."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.domain.crosswalk import Change, Crosswalk, Link, Relation

EQUAL, NARROWER, BROADER, OVERLAPS = Relation.EQUAL, Relation.NARROWER, Relation.BROADER, Relation.OVERLAPS


def _crosswalk(*links: Link, withdrawn: tuple[str, ...] = (), added: tuple[str, ...] = ()) -> Crosswalk:
    return Crosswalk("old", "new", links, withdrawn, added)


@pytest.mark.parametrize(
    ("relation", "same_words", "change"),
    [
        (EQUAL, True, Change.UNCHANGED),
        (EQUAL, False, Change.REWORDED),
        (NARROWER, True, Change.REWORDED),
        (BROADER, False, Change.REWORDED),
        (OVERLAPS, False, Change.REWORDED),
    ],
)
def test_a_pair_is_unchanged_only_where_meaning_and_words_are(
    relation: Relation, same_words: bool, change: Change
) -> None:
    crosswalk = _crosswalk(Link("a", "b", relation, same_words))
    assert crosswalk.fate("a") is change
    assert crosswalk.novelty("b") is change


def test_a_split() -> None:
    crosswalk = _crosswalk(Link("a", "x", BROADER), Link("a", "y", BROADER))
    assert crosswalk.fate("a") is Change.SPLIT
    assert crosswalk.novelty("x") is crosswalk.novelty("y") is Change.SPLIT
    assert [link.new for link in crosswalk.destinations("a")] == ["x", "y"]


def test_a_merger() -> None:
    crosswalk = _crosswalk(Link("a", "x", NARROWER), Link("b", "x", NARROWER))
    assert crosswalk.fate("a") is crosswalk.fate("b") is Change.MERGED
    assert crosswalk.novelty("x") is Change.MERGED
    assert [link.old for link in crosswalk.origins("x")] == ["a", "b"]


def test_a_part_that_joins_another() -> None:
    crosswalk = _crosswalk(Link("a", "x", BROADER), Link("a", "y", OVERLAPS), Link("b", "y", NARROWER))
    assert (crosswalk.fate("a"), crosswalk.fate("b")) == (Change.SPLIT, Change.MERGED)
    assert (crosswalk.novelty("x"), crosswalk.novelty("y")) == (Change.SPLIT, Change.MERGED)


def test_what_has_no_counterpart() -> None:
    crosswalk = _crosswalk(withdrawn=("a",), added=("x",))
    assert crosswalk.fate("a") is Change.WITHDRAWN
    assert crosswalk.novelty("x") is Change.NEW
    assert crosswalk.destinations("a") == crosswalk.origins("x") == ()


def test_an_id_that_the_crosswalk_does_not_have_is_an_error() -> None:
    crosswalk = _crosswalk(Link("a", "x", EQUAL))
    with pytest.raises(KeyError):
        crosswalk.destinations("x")
    with pytest.raises(KeyError):
        crosswalk.origins("a")


_pairs = st.sets(st.tuples(st.sampled_from("abcde"), st.sampled_from("vwxyz")))


@given(_pairs)
def test_both_directions_tell_the_same_story(pairs: set[tuple[str, str]]) -> None:
    links = tuple(Link(old, new, OVERLAPS) for old, new in sorted(pairs))
    withdrawn = tuple(sorted(set("abcde") - {old for old, _ in pairs}))
    added = tuple(sorted(set("vwxyz") - {new for _, new in pairs}))
    crosswalk = _crosswalk(*links, withdrawn=withdrawn, added=added)
    there = Counter(link for old in "abcde" for link in crosswalk.destinations(old))
    back = Counter(link for new in "vwxyz" for link in crosswalk.origins(new))
    assert there == back == Counter(links)
    for old in "abcde":
        assert (crosswalk.fate(old) is Change.WITHDRAWN) == (old in withdrawn)
        assert (crosswalk.fate(old) is Change.SPLIT) == (len(crosswalk.destinations(old)) > 1)
        assert crosswalk.fate(old) is not Change.NEW
    for new in "vwxyz":
        assert (crosswalk.novelty(new) is Change.NEW) == (new in added)
        assert (crosswalk.novelty(new) is Change.MERGED) == (len(crosswalk.origins(new)) > 1)
        assert crosswalk.novelty(new) is not Change.WITHDRAWN
