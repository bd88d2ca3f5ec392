"""`kill -9` while somebody types loses at most the last second, and never an earlier word: twenty times over."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from assurance_app.application import workspaces
from assurance_app.domain.entities import Answer, answer_id
from assurance_app.persistence.audit import verify
from tests.end_to_end.where import REQUIREMENT

TIMES = 20
AT_ONCE = 4
SAFE_AFTER = 1.0
"""Seconds: what was typed longer ago than this is on disk."""


def test_a_killed_program_loses_at_most_the_last_second(tmp_path: Path) -> None:
    workspaces_of_people = [_new_workspace(tmp_path / str(number)) for number in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as people:
        losses = list(people.map(_person, workspaces_of_people, range(AT_ONCE)))
    lost = [words for person in losses for words in person]
    assert len(lost) == TIMES
    assert max(lost) > 0, "nobody was ever killed with a word in the air, so nothing was tested"


def _new_workspace(folder: Path) -> Path:
    folder.mkdir()
    workspace = folder / "county.assurance"
    workspaces.create_office(workspace, "dorset", "2025-26", author="test").close()
    return workspace


def _person(workspace: Path, number: int) -> list[int]:
    """One person's program, killed again and again while they go on where they left; the words lost each time."""
    chance = random.Random(number)
    lost, kept = [], 0
    for _ in range(TIMES // AT_ONCE):
        typed, killed_at = _type_and_kill(workspace, kept + 1, chance.uniform(0.1, 1.6))
        text = _read(workspace)
        # A word is whole with the space behind it; the last one may have been cut when the program was killed.
        words = [int(word) for word in re.findall(r"word(\d+) ", text)]
        assert words == list(range(1, len(words) + 1)), f"words are missing in the middle: {text[-200:]}"
        safe = max([kept, *(word for word, at in typed.items() if at < killed_at - SAFE_AFTER)])
        assert words[-1:] >= [safe], f"word {safe} was typed in time and is gone: {text[-200:]}"
        lost.append(max(typed) - len(words))
        kept = len(words)
    return lost


def _type_and_kill(workspace: Path, first: int, after: float) -> tuple[dict[int, float], float]:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "ASSURANCE_APP_HOME": str(workspace.parent / "home"),
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "tests.end_to_end.typist", str(workspace), str(first)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        # Whatever goes wrong, nobody types for ever.
        guard = threading.Timer(60, process.kill)
        guard.start()
        assert process.stdout is not None
        assert process.stderr is not None
        typed: dict[int, float] = {}
        until = None
        while until is None or time.monotonic() < until:
            line = process.stdout.readline()
            assert line, f"the program ended: {process.stderr.read()}"
            word, at = line.split()
            typed[int(word)] = float(at)
            until = until or time.monotonic() + SAFE_AFTER + after
        killed_at = time.monotonic()
        process.send_signal(signal.SIGKILL)
        guard.cancel()
        # What was printed before the end arrived and was not read yet was typed as well.
        for line in process.stdout:
            word, at = line.split()
            typed[int(word)] = float(at)
    return typed, killed_at


def _read(workspace: Path) -> str:
    with workspaces.open_workspace(workspace, author="test") as opened:
        cycle = workspaces.the_cycle(opened)
        with opened.reading() as reading:
            verify(reading)
            stored = reading.get(Answer, answer_id(cycle.id, REQUIREMENT))
    assert stored is not None, "not a word was kept"
    return stored.entity.rests_on
