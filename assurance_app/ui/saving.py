"""Keeping what a person types: a draft within a second, one version when they leave. No widgets, no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Generic, Protocol, TypeVar

from assurance_app.domain.entities import Entity, Stored

E = TypeVar("E", bound=Entity)

PAUSE = 400
"""Milliseconds after the last key until a draft is written."""
LONGEST = 850
"""Milliseconds after the first unwritten key until a draft is written, however fast the typing goes on."""


class Alarm(Protocol):
    """Calls back later, once; starting it again moves the time."""

    def start(self, milliseconds: int) -> None:
        """Ring after so many milliseconds."""

    def stop(self) -> None:
        """Do not ring."""


class Keeper(Protocol):
    """What a saver needs of the session: the two ways of keeping, alarms, and to say how it stands."""

    def alarm(self, ring: Callable[[], None]) -> Alarm:
        """An alarm that calls `ring`."""

    def keep_draft(
        self, stored: Stored[Any], done: Callable[[Stored[Any]], None], failed: Callable[[Any], None]
    ) -> None:
        """Write the entity of `stored` as the draft over its version."""

    def keep_version(
        self, stored: Stored[Any], done: Callable[[Stored[Any]], None], failed: Callable[[Any], None]
    ) -> None:
        """Write the entity of `stored` as a version after its version."""

    def saver_changed(self, saver: Saver[Any]) -> None:
        """The saver has something unsaved, or no longer has."""


class Saver(Generic[E]):
    """Holds one entity while it is edited. One write is under way at a time, so that each carries the right version."""

    def __init__(self, stored: Stored[E], keeper: Keeper) -> None:
        self.stored: Stored[E] = stored
        self.entity: E = stored.entity
        self.base: Stored[E] = stored
        """What stood before the person's change, for undoing it."""
        self.problem: Any = None
        self.unsaved_reported = False
        self._keeper = keeper
        self._written: E = stored.entity
        self._is_draft = stored.is_draft
        self._under_way = False
        self._wants_version = False
        self._pause = keeper.alarm(self._write_draft)
        self._longest = keeper.alarm(self._write_draft)
        self._longest_runs = False

    @property
    def key(self) -> tuple[type, str]:
        """What is edited."""
        return type(self.entity), self.entity.id

    @property
    def unsaved(self) -> bool:
        """Whether anything is not on the disk yet."""
        return self.entity != self._written or self._under_way

    @property
    def needs_version(self) -> bool:
        """Whether what is on the disk, or will be, is not one version yet."""
        return self.unsaved or self._is_draft

    def change(self, **fields: object) -> None:
        """The person changed these fields; nothing is written where they are what they were."""
        changed = replace(self.entity, **fields)  # type: ignore[arg-type]
        if changed == self.entity:
            return
        self.entity = changed
        self.problem = None
        self.unsaved_reported = False
        self._pause.start(PAUSE)
        if not self._longest_runs:
            self._longest_runs = True
            self._longest.start(LONGEST)
        self._keeper.saver_changed(self)

    def commit(self) -> None:
        """The person left the field or the page: make one version of what was changed."""
        if not self.needs_version:
            return
        self._stop_alarms()
        self._wants_version = True
        self._go_on()

    def give_up(self) -> None:
        """The person gives up what cannot be saved: what was written last stands."""
        self._stop_alarms()
        self.entity = self._written
        self.problem = None
        self._is_draft = self._wants_version = False

    def _write_draft(self) -> None:
        self._stop_alarms()
        if not self._under_way and self.entity != self._written:
            self._write(self._keeper.keep_draft, is_draft=True)

    def _go_on(self) -> None:
        if self._under_way:
            return
        if self._wants_version:
            self._wants_version = False
            if self.needs_version:
                self._write(self._keeper.keep_version, is_draft=False)
        elif self.entity != self._written and not self._longest_runs:
            self._write(self._keeper.keep_draft, is_draft=True)

    def _write(self, keep: Callable[..., None], *, is_draft: bool) -> None:
        self._under_way = True
        writing = Stored(self.entity, self.stored.version, self.stored.saved_at, is_draft)

        def done(result: Stored[E]) -> None:
            self._under_way = False
            self.stored = result
            self._written = writing.entity
            self._is_draft = is_draft
            if self.entity == writing.entity:
                # What was kept is clean text; that is what stands from now on.
                self.entity = self._written = result.entity
            self._go_on()
            self._keeper.saver_changed(self)

        def failed(problem: Any) -> None:
            self._under_way = False
            self._wants_version = False
            self.problem = problem
            self._keeper.saver_changed(self)

        keep(writing, done, failed)
        self._keeper.saver_changed(self)

    def _stop_alarms(self) -> None:
        self._pause.stop()
        self._longest.stop()
        self._longest_runs = False
