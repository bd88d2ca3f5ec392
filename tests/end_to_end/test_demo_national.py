"""The national sample by the command line, in several processes and where there is no network."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assurance_app.exchange.returns import read_return
from tests.end_to_end.guarded import run_guarded, without_network

BODIES = 18
"""So many that several processes make their returns."""


@pytest.mark.last
def test_the_national_sample_needs_no_network_and_no_screen(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = run_guarded(tmp_path, "assurance_app", "demo", "--bodies", str(BODIES), "--out", out, "--json")
    assert (run.status, run.err) == (0, "")
    assert without_network(run)
    made = [Path(line) for line in json.loads(run.out)]
    assert all(path.is_file() for path in made)
    returns = [read_return(path) for path in made if path.suffix == ".sprreturn" and path.parent == out]
    assert len(returns) == BODIES - 3
    assert all(received.record.body.invented and not received.draft for received in returns)
    names = {path.name for path in made}
    assert {f"national-2025-26{ending}" for ending in (".assurance", ".xlsx", "-summary.docx", "-summary.pdf")} <= names


def test_a_number_that_there_are_no_bodies_for_is_one_line(tmp_path: Path) -> None:
    run = run_guarded(tmp_path, "assurance_app", "demo", "--bodies", "61", "--out", tmp_path / "out")
    assert (run.status, run.out) == (2, "")
    assert run.err.count("\n") == 1
    assert "1 to 60" in run.err
    assert not (tmp_path / "out").exists()
