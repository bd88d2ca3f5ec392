"""The saver: a draft within a second, one version on leaving, one write at a time. No Qt, no files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assurance_app.domain.entities import Answer, Stored
from assurance_app.ui.saving import LONGEST, PAUSE, Saver

BLANK = Stored(Answer("c/r", "c", "r"), 0, "")


class _Alarm:
    def __init__(self, clock: _Clock, ring: Callable[[], None]) -> None:
        self._clock, self._ring = clock, ring
        self.due: int | None = None

    def start(self, milliseconds: int) -> None:
        self.due = self._clock.now + milliseconds

    def stop(self) -> None:
        self.due = None

    def ring(self) -> None:
        self.due = None
        self._ring()


class _Clock:
    """Time, a file with one entity, and a queue of writes that are done when the test says so."""

    def __init__(self) -> None:
        self.now = 0
        self.alarms: list[_Alarm] = []
        self.queue: list[tuple[str, Stored[Any], Callable[[Any], None], Callable[[Any], None]]] = []
        self.version = 0
        self.stored: Any = BLANK.entity
        self.drafts: list[tuple[int, str]] = []
        self.versions: list[str] = []

    def alarm(self, ring: Callable[[], None]) -> _Alarm:
        self.alarms.append(_Alarm(self, ring))
        return self.alarms[-1]

    def keep_draft(self, stored: Stored[Any], done: Any, failed: Any) -> None:
        self.queue.append(("draft", stored, done, failed))

    def keep_version(self, stored: Stored[Any], done: Any, failed: Any) -> None:
        self.queue.append(("version", stored, done, failed))

    def saver_changed(self, saver: Saver[Any]) -> None:
        pass

    def pass_time(self, milliseconds: int) -> None:
        end = self.now + milliseconds
        while due := [alarm for alarm in self.alarms if alarm.due is not None and alarm.due <= end]:
            alarm = min(due, key=lambda one: one.due or 0)
            self.now = alarm.due or 0
            alarm.ring()
        self.now = end

    def work(self) -> None:
        """Do the writes that wait, as the database thread would."""
        while self.queue:
            kind, stored, done, _failed = self.queue.pop(0)
            assert stored.version == self.version, "a write carries the version it expects"
            self.stored = stored.entity
            if kind == "version":
                self.version += 1
                self.versions.append(stored.entity.rests_on)
            else:
                self.drafts.append((self.now, stored.entity.rests_on))
            done(Stored(stored.entity, self.version, "now", kind == "draft"))


def _saver() -> tuple[_Clock, Saver[Answer]]:
    clock = _Clock()
    return clock, Saver(BLANK, clock)


def test_a_pause_writes_a_draft() -> None:
    clock, saver = _saver()
    saver.change(rests_on="a")
    clock.pass_time(PAUSE - 1)
    assert not clock.queue
    clock.pass_time(1)
    clock.work()
    assert [text for _when, text in clock.drafts] == ["a"]
    assert not saver.unsaved
    assert saver.needs_version


def test_typing_without_a_pause_is_written_within_a_second() -> None:
    clock, saver = _saver()
    text = ""
    for _key in range(100):
        text += "x"
        saver.change(rests_on=text)
        clock.pass_time(100)
        clock.work()
    times = [0, *(when for when, _text in clock.drafts)]
    assert max(later - earlier for earlier, later in pairwise(times)) <= LONGEST + 100 < 1000


def test_leaving_makes_one_version_and_only_one() -> None:
    clock, saver = _saver()
    saver.change(rests_on="a")
    saver.commit()
    saver.commit()
    clock.work()
    saver.commit()
    clock.work()
    clock.pass_time(5_000)
    assert clock.versions == ["a"]
    assert not clock.drafts
    assert not saver.needs_version


def test_leaving_without_a_change_writes_nothing() -> None:
    clock, saver = _saver()
    saver.change(rests_on="")
    saver.commit()
    clock.pass_time(5_000)
    assert not clock.queue


def test_two_fields_left_in_one_moment_follow_each_other() -> None:
    clock, saver = _saver()
    saver.change(rests_on="a")
    saver.commit()
    saver.change(gap="b")
    saver.commit()
    assert len(clock.queue) == 1, "the second waits for the version that the first makes"
    clock.work()
    assert clock.version == 2
    assert clock.stored.gap == "b"


def test_what_could_not_be_written_is_kept_and_tried_again() -> None:
    clock, saver = _saver()
    saver.change(rests_on="a")
    saver.commit()
    _kind, _stored, _done, failed = clock.queue.pop()
    failed("the disk is full")
    assert saver.problem == "the disk is full"
    assert saver.unsaved
    saver.commit()
    clock.work()
    assert clock.versions == ["a"]
    assert not saver.unsaved


def test_cleaned_text_comes_back_unless_the_person_typed_on() -> None:
    clock, saver = _saver()
    saver.change(rests_on="a\ufeff")
    saver.commit()
    _kind, stored, done, _failed = clock.queue.pop()
    done(Stored(replace(stored.entity, rests_on="a"), 1, "now"))
    assert saver.entity.rests_on == "a"
    assert not saver.needs_version


@given(st.lists(st.sampled_from(["type", "leave", "wait", "work"]), max_size=60))
def test_nothing_is_lost_whatever_the_order(steps: list[str]) -> None:
    clock, saver = _saver()
    text = ""
    for number, step in enumerate(steps):
        if step == "type":
            text = f"{text}{number}."
            saver.change(rests_on=text)
        elif step == "leave":
            saver.commit()
        elif step == "wait":
            clock.pass_time(LONGEST)
        else:
            clock.work()
    clock.pass_time(LONGEST)
    clock.work()
    clock.pass_time(LONGEST)
    clock.work()
    assert clock.stored.rests_on == text
    assert not saver.unsaved
    saver.commit()
    clock.work()
    assert not saver.needs_version
    assert len(clock.versions) == len(set(clock.versions))
