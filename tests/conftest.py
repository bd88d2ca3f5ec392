"""What holds for every test: no screen, no settings of the person who runs it, the same examples in each run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from assurance_app import paths
from assurance_app.catalogue import loader
from assurance_app.domain.framework import Framework
from assurance_app.persistence import migration

# Before any test module imports Qt; a platform that is chosen on purpose stays.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for name in ("QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME", "QT_SCALE_FACTOR", "QT_FONT_DPI", "LANGUAGE"):
    os.environ.pop(name, None)

# The same examples in each run, so that a red run is red again; `HYPOTHESIS_PROFILE=search` looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test's own for settings, logs and the sample workspace; processes that it starts inherit it."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv(paths.HOME_VARIABLE, str(folder))
    return folder


@pytest.fixture(scope="session", autouse=True)
def tables_made_once() -> Iterator[None]:
    """The empty tables of a new workspace, made by Alembic once in each process: every further new file is a copy of
    the first. What is there already is brought up as ever.
    """
    build = migration.build
    made: list[bytes] = []

    def build_or_copy(path: Path) -> None:
        if made and not path.exists():
            path.write_bytes(made[0])
            return
        is_new = not path.exists()
        build(path)
        if is_new:
            made.append(path.read_bytes())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migration, "build", build_or_copy)
        yield


@pytest.fixture(scope="session", autouse=True)
def editions_read_once() -> Iterator[None]:
    """The editions that come with the program, read from their files once in each process by whatever makes a
    workspace. The tests of reading call the reader itself.
    """
    read, shipped = loader.load_framework, paths.forms()
    known: dict[Path, Framework] = {}

    def read_or_known(folder: Path) -> Framework:
        if folder.parent != shipped:
            return read(folder)
        if folder not in known:
            known[folder] = read(folder)
        return known[folder]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loader, "load_framework", read_or_known)
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What leans on everything runs last: where something smaller is broken, that is read first."""
    items.sort(key=lambda item: item.get_closest_marker("last") is not None)
