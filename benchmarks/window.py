"""Going from question to question in the real window, on a workspace of ten full years, until the page is painted."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Figure, median, percentile_95, seconds
from benchmarks.ten_years import ten_years

if TYPE_CHECKING:
    from assurance_app.ui.main_window import MainWindow

TURNS = 120
UNCOUNTED = 4
"""Turns at the beginning that are not counted."""
_PROMISED_MS = 50


def run() -> list[Figure]:
    """The 95th percentiles in milliseconds, each with its ratio to a bare text box that is given words and painted."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QPlainTextEdit

    from assurance_app.application.places import Place
    from assurance_app.settings import Settings
    from assurance_app.ui.main_window import MainWindow
    from benchmarks.measure import application_once

    application = application_once()
    with ten_years() as workspace, tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(workspace.path, Path(folder) / "years.assurance"))
        window = MainWindow(Settings(), lambda _settings: None, "benchmark")
        window.resize(1280, 800)
        window.show()
        window.begin(path)

        def settle() -> None:
            window.tasks.wait()
            application.processEvents()

        for _turn in range(4):
            settle()

        def taken(turns: list[Callable[[], None]]) -> list[float]:
            found = []
            for number, turn in enumerate(turns):
                start = time.perf_counter()
                turn()
                settle()
                settle()
                window.repaint()
                if number >= UNCOUNTED:
                    found.append(time.perf_counter() - start)
            return found

        first = taken(_each_once(window))
        window.go(Place("question", "terrorism", "", "terrorism.prepare.armed-response"))
        settle()
        again = taken([window.go_on if turn % 10 < 5 else window.go_back_one for turn in range(TURNS + UNCOUNTED)])
        window.close()
        settle()

    bare = QPlainTextEdit()
    bare.resize(1280, 800)
    bare.show()
    numbers = iter(range(10**6))

    def paint() -> None:
        bare.setPlainText(f"The commissioner read the assessment. {next(numbers)} " * 60)
        application.processEvents()
        bare.repaint()

    widget = median(seconds(paint, 60))
    return [
        _figure("go to another question in the window, ten years, 95th percentile", again, widget),
        _figure("go to each question for the first time, 95th percentile", first, widget),
    ]


def _figure(what: str, taken: list[float], widget: float) -> Figure:
    own = percentile_95(taken)
    detail = f"{len(taken)} turns, median {median(taken) * 1000:.0f} ms, {own / widget:.0f} x a bare text box"
    return Figure(what, own * 1000, "ms", _PROMISED_MS, detail)


def _each_once(window: MainWindow) -> list[Callable[[], None]]:
    """From the first question of each threat to its last as a person goes on, so that each is shown for once."""
    from assurance_app.application.places import Place

    cycle = window.session.cycle
    assert cycle is not None
    with window.session.workspace.reading() as reading:
        framework = reading.framework(cycle.framework_id, cycle.framework_revision)
    turns: list[Callable[[], None]] = []
    for threat in framework.threats:
        shown = framework.shown_in(threat.id)
        turns.append(partial(window.go, Place("question", threat.id, "", shown[0].id)))
        turns += [window.go_on] * (len(shown) - 1)
    return turns
