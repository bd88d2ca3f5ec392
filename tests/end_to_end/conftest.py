"""What several end-to-end tests look at and none changes: the demo, made once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from assurance_app import paths
from tests.end_to_end.guarded import Guarded, run_guarded


@dataclass(frozen=True)
class Demo:
    """A run of the demo, with the files that it said it made. They are for looking at."""

    run: Guarded
    folder: Path
    made: list[Path]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demo, run once without a network; tests that use it belong to the group “demo”, to be run in one process."""
    place = tmp_path_factory.mktemp("demo")
    folder = place / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(paths.HOME_VARIABLE, str(place / "home"))
        run = run_guarded(place, "assurance_app", "demo", "--out", folder, "--json")
    assert (run.status, run.err) == (0, "")
    return Demo(run, folder, [Path(line) for line in json.loads(run.out)])
