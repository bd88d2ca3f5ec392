"""The real process: it starts, can be used, and ends by itself with the status that tells what happened."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assurance_app.application.workspaces import open_workspace


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assurance_app", "--quit-when-ready", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


@pytest.mark.parametrize("kind", ["office", "sample", "national"])
def test_it_opens_each_kind_of_workspace_and_ends_by_itself(kind: str, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue(kind)
    before = path.read_bytes()
    done = run(path)
    assert done.returncode == 0, done.stderr
    assert path.read_bytes() == before, "looking changes nothing"


def test_it_opens_without_a_workspace() -> None:
    assert run().returncode == 0


def test_a_workspace_that_somebody_has_is_refused_in_one_line(office: Path) -> None:
    with open_workspace(office, author="A. First"):
        done = run(office)
    assert done.returncode == 2
    lines = [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]
    assert len(lines) == 1
    assert "A. First" in lines[0]


def test_a_file_that_is_no_workspace_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "letter.assurance"
    path.write_bytes(b"Dear Sir or Madam, " * 40)
    done = run(path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert str(path) in done.stderr
