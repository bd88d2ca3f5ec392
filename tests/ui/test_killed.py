"""`kill -9` while someone types loses at most the last second, and never an earlier word."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assurance_app.application import recording
from assurance_app.application.workspaces import describe, open_workspace
from tests.ui import typist

TIMES = 20


def _typed_until_killed(path: Path, seconds: float) -> tuple[list[tuple[int, float]], float]:
    """The words with their moments that the process said it had typed, and the moment it was killed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.typist", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(seconds)
    killed = time.time()
    process.kill()
    lines = [first, *process.stdout.read().splitlines()]
    process.wait()
    process.stdout.close()
    words = []
    for line in lines:
        number, moment = line.split()
        words.append((int(number), float(moment)))
    return words, killed


@pytest.mark.last
def test_a_killed_window_loses_at_most_the_last_second(office: Path, tmp_path: Path) -> None:
    chance, at_stake = random.Random(20), 0
    for turn in range(TIMES):
        path = Path(shutil.copy(office, tmp_path / f"{turn}.assurance"))
        words, killed = _typed_until_killed(path, chance.uniform(0.2, 2.2))
        with open_workspace(path, author="A. Reader") as workspace:
            cycle = describe(workspace).cycles[0]
            text = recording.load_question(workspace, cycle.id, typist.QUESTION.requirement_id).answer.entity.rests_on
        kept = [int(number) for number in re.findall(r"w(\d+)", text)]
        assert kept == list(range(1, len(kept) + 1)), "no earlier word is missing"
        due = [number for number, moment in words if moment < killed - 1]
        at_stake += len(due)
        assert len(kept) >= len(due), f"turn {turn}: {len(kept)} words kept, {len(due)} were older than a second"
    assert at_stake > TIMES, "the windows lived long enough to have something to lose"
