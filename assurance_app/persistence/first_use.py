"""A mapping whose values are made when they are first asked for: what a start does not need, it does not make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import RLock
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class MadeOnFirstUse(Mapping[K, V]):
    """`make` is called once for each key, whichever thread asks first. Iterating is in the
    order in which the keys were given.
    """

    def __init__(self, keys: Iterable[K], make: Callable[[K], V]) -> None:
        self._keys = dict.fromkeys(keys)
        self._make = make
        self._made: dict[K, V] = {}
        self._turn = RLock()

    def __getitem__(self, key: K) -> V:
        """The value of the key; KeyError where it is none."""
        try:
            return self._made[key]
        except KeyError:
            if key not in self._keys:
                raise
        with self._turn:
            if key not in self._made:
                self._made[key] = self._make(key)
            return self._made[key]

    def __iter__(self) -> Iterator[K]:
        """The keys."""
        return iter(self._keys)

    def __len__(self) -> int:
        """How many keys there are."""
        return len(self._keys)
