"""Going from question to question in the real window, on a workspace of ten full years, until the page is painted."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.measure import Figure, median, percentile_95, seconds
from benchmarks.ten_years import ten_years

TURNS = 120


def run() -> list[Figure]:
    """The 95th percentile in milliseconds, with its ratio to a bare text box that is given words and painted."""
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
        window.go(Place("question", "terrorism", "", "terrorism.prepare.armed-response"))
        for _turn in range(4):
            settle()
        taken = []
        for turn in range(TURNS):
            start = time.perf_counter()
            # Forth through the questions as a person goes, and back, so that no end is reached.
            (window.go_on if turn % 10 < 5 else window.go_back_one)()
            settle()
            settle()
            window.repaint()
            taken.append(time.perf_counter() - start)
        window.close()
        settle()

    bare = QPlainTextEdit()
    bare.resize(1280, 800)
    bare.show()
    turns = iter(range(10**6))

    def paint() -> None:
        bare.setPlainText(f"The commissioner read the assessment. {next(turns)} " * 60)
        application.processEvents()
        bare.repaint()

    widget = median(seconds(paint, 60))
    own = percentile_95(taken)
    detail = f"{TURNS} turns, median {median(taken) * 1000:.0f} ms, {own / widget:.0f} x a bare text box"
    return [Figure("go to another question in the window, ten years, 95th percentile", own * 1000, "ms", 50, detail)]
