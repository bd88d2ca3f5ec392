"""Long work: how far it has come, and whether the person still wants it. No Qt: a use case may be run by anything.

A use case that takes long has a parameter `report: Report = unheard` and calls it before each piece of its work. Where
the person has cancelled, that call raises `Cancelled`; the use case leaves nothing half done behind and lets it pass.
Where each piece stands for itself and is kept, it ends there and answers with those that are done.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

Report = Callable[[int, int, str], None]
"""Tells that `done` of `of` pieces are done (`of` is 0 where nobody knows) and, in words, what comes now."""


class Cancelled(Exception):
    """The person does not want the work any more. It is no problem, and nobody is told of one."""


def unheard(_done: int, _of: int, _words: str) -> None:
    """A report to nobody, which never cancels."""


class Progress:
    """One piece of long work as two threads see it: the one that does it reports, the other may cancel."""

    def __init__(self, listener: Report = unheard) -> None:
        self._listener = listener
        self._cancelled = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """Whether the person does not want it any more."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """The person does not want it any more: the next report raises `Cancelled`."""
        self._cancelled.set()

    def report(self, done: int, of: int, words: str = "") -> None:
        """Say how far it is. Raises `Cancelled`."""
        if self.is_cancelled:
            raise Cancelled
        self._listener(done, of, words)
