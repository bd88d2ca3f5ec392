"""Where things live, the log, and the hooks that let nothing fail in silence."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assurance_app import diagnostics, paths


def test_a_checkout_holds_what_a_wheel_holds() -> None:
    for folder in (
        *(paths.forms(), paths.migrations(), paths.resources()),
        *(paths.word_masters(), paths.typst_templates(), paths.html_templates()),
    ):
        assert folder.is_dir(), folder


def test_what_an_installed_wheel_holds_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site" / "assurance_app"
    (package / "_data" / "forms").mkdir(parents=True)
    (tmp_path / "site" / "forms").mkdir()
    (tmp_path / "site" / "resources").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", package)
    assert paths.forms() == package / "_data" / "forms"
    assert paths.resources() == tmp_path / "site" / "resources"


def test_one_variable_moves_everything_that_is_the_persons(home: Path) -> None:
    places = (paths.settings_file(), paths.log_folder(), paths.sample_workspace(), paths.documents_folder())
    assert all(place.is_relative_to(home) for place in places)
    assert len(set(places)) == len(places)


def test_without_it_the_systems_own_folders_are_used(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.HOME_VARIABLE)
    for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    places = (paths.settings_file(), paths.log_folder(), paths.sample_workspace())
    assert all("SPR Assurance" in str(place) for place in places)
    assert len(set(places)) == len(places)
    assert list(home.iterdir()) == [], "to ask where something lives makes nothing"


@pytest.fixture
def log() -> Iterator[logging.Logger]:
    """The program's log, left as it was found."""
    found = logging.getLogger("assurance_app")
    before, level = list(found.handlers), found.level
    yield found
    for handler in set(found.handlers) - set(before):
        found.removeHandler(handler)
        handler.close()
    found.setLevel(level)


def test_the_log_is_written_and_kept_small(tmp_path: Path, log: logging.Logger) -> None:
    path = diagnostics.start_log(tmp_path / "log")
    assert path == tmp_path / "log" / diagnostics.LOG_NAME
    log.getChild("part").info("kept – ünïcode")
    assert "kept – ünïcode" in path.read_text(encoding="utf-8")
    for _number in range(12):
        log.info("x" * 999_000)
    files = list(path.parent.iterdir())
    assert 1 < len(files) <= 10
    assert all(file.stat().st_size <= 1_000_000 for file in files)


def test_a_log_that_cannot_be_written_does_not_stop_the_program(tmp_path: Path, log: logging.Logger) -> None:
    (tmp_path / "log").write_text("a file", encoding="utf-8")
    assert diagnostics.start_log(tmp_path / "log") is None
    log.info("goes on")


CRASH = """
import faulthandler, sys, pathlib
from assurance_app import diagnostics
sys.stdout.write(diagnostics.watch_for_crashes(pathlib.Path(sys.argv[1])))
sys.stdout.flush()
if sys.argv[2] == "crash":
    faulthandler._sigabrt()
"""


def _run(folder: Path, how: str) -> tuple[bool, str]:
    """Whether a process ended hard, and what it was told of the one before it."""
    done = subprocess.run(
        [sys.executable, "-c", CRASH, str(folder), how], capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode != 0, done.stdout


def test_what_a_hard_crash_left_is_told_once_by_the_next_run(tmp_path: Path) -> None:
    assert _run(tmp_path, "crash") == (True, "")
    ended_hard, told = _run(tmp_path, "end")
    assert not ended_hard
    assert "Fatal Python error: Aborted" in told
    assert 'File "<string>", line 7' in told
    assert _run(tmp_path, "end") == (False, "")


def test_where_crashes_cannot_be_watched_for_the_program_goes_on(tmp_path: Path) -> None:
    assert diagnostics.watch_for_crashes(tmp_path / "no such folder") == ""


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """What the hooks passed on; the hooks themselves are taken away afterwards."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    heard: list[BaseException] = []
    diagnostics.install_hooks(heard.append)
    return heard


def _raise(error: BaseException) -> None:
    raise error


def test_what_nobody_caught_is_logged_with_its_traceback_and_told(
    told: list[BaseException], caplog: pytest.LogCaptureFixture
) -> None:
    error = ValueError("on this thread")
    try:
        _raise(error)
    except ValueError:
        sys.excepthook(ValueError, error, error.__traceback__)
    assert told == [error]
    assert "on this thread" in caplog.text
    assert "_raise" in caplog.text


def test_another_thread_is_heard_as_well(told: list[BaseException], caplog: pytest.LogCaptureFixture) -> None:
    error = ValueError("on another thread")
    thread = threading.Thread(target=_raise, args=(error,))
    thread.start()
    thread.join()
    assert told == [error]
    assert "on another thread" in caplog.text


def test_an_end_that_was_asked_for_is_no_fault(told: list[BaseException], capsys: pytest.CaptureFixture[str]) -> None:
    thread = threading.Thread(target=_raise, args=(SystemExit(0),))
    thread.start()
    thread.join()
    error = KeyboardInterrupt()
    sys.excepthook(KeyboardInterrupt, error, None)
    assert told == []
    assert "KeyboardInterrupt" in capsys.readouterr().err
