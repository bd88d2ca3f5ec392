"""Values that are made when they are first asked for."""

from __future__ import annotations

import threading

import pytest

from assurance_app.persistence.first_use import MadeOnFirstUse


def test_a_value_is_made_once_and_only_where_it_is_asked_for() -> None:
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    values = MadeOnFirstUse(("b", "a", "c"), make)
    assert (list(values), len(values), made) == (["b", "a", "c"], 3, [])
    assert (values["a"], values["a"], made) == ("A", "A", ["a"])
    assert list(values.values()) == ["B", "A", "C"]
    assert made == ["a", "b", "c"]


def test_a_key_that_was_not_given_has_no_value() -> None:
    values = MadeOnFirstUse(("a",), str.upper)
    with pytest.raises(KeyError):
        values["z"]
    assert "z" not in values


def test_two_threads_get_the_same_value() -> None:
    start = threading.Barrier(4)
    values: MadeOnFirstUse[str, object] = MadeOnFirstUse(("a",), lambda _key: object())
    found: list[object] = []

    def ask() -> None:
        start.wait(5)
        found.append(values["a"])

    threads = [threading.Thread(target=ask) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(id, found))) == 1
