"""From a key to the page that shows it, in the real window: the sample, and a workspace of ten full years.

The pause that is waited for, in case another key follows, is part of the figure.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import Figure, median, percentile_95, seconds
from benchmarks.ten_years import ten_years

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from assurance_app.ui.main_window import MainWindow

KEYS = 40
_LIMIT = 10.0


def run() -> list[Figure]:
    """The 95th percentile in milliseconds for each workspace, with its ratio to setting and drawing alone."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from assurance_app.application.samples import create_sample
    from benchmarks.measure import application_once

    application = application_once()
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "sample.assurance"
        create_sample(sample, author="benchmark").close()
        with ten_years() as workspace:
            years = Path(shutil.copy(workspace.path, Path(folder) / "years.assurance"))
        figures = [
            _figure(f"{audience}, {which}", *_typed(application, path, audience))
            for which, path in (("sample", sample), ("ten years", years))
            for audience in ("public", "office")
        ]
        figures.append(
            _figure("office, sample, signs that no typeface has", *_typed(application, sample, "office", "😀 "))
        )
        return figures


def _figure(which: str, taken: list[float], alone: list[float], steps: str) -> Figure:
    ratio = median(taken) / median(alone)
    detail = (
        f"{len(taken)} keys, median {median(taken) * 1000:.0f} ms, {ratio:.1f} x setting and drawing alone; {steps}"
    )
    what = f"from a key to the page that shows it, standard statement, {which}, 95th percentile"
    return Figure(what, percentile_95(taken) * 1000, "ms", 250, detail)


def _typed(
    application: QApplication, path: Path, audience: str, key: str = "x "
) -> tuple[list[float], list[float], str]:
    from assurance_app.application import preview
    from assurance_app.application.places import Place
    from assurance_app.settings import Settings
    from assurance_app.ui.main_window import MainWindow

    window = MainWindow(Settings(), lambda _settings: None, "benchmark")
    window.resize(1280, 800)
    window.show()
    window.begin(path)
    _until(application, lambda: window.current_screen is not None)
    window.go(Place("statement", "terrorism"))
    screen: Any = window.current_screen
    _until(application, lambda: screen.presenter.pages is not None and _rests(window, screen))
    screen.audience.set_value(audience)
    screen.audience.chosen.emit(audience)
    _until(application, lambda: _rests(window, screen))
    # A threat whose conclusion this audience may read.
    at = next(mark.place for mark in screen.presenter.pages.marks if mark.name == "concluded")
    screen.row.show_section(at)
    _until(application, lambda: screen.row.section_id == at and _rests(window, screen))
    area = screen.row.parts["concluded"].area
    area.setFocus()
    _until(application, lambda: _rests(window, screen))
    taken = []
    for _key in range(KEYS + 2):
        before = screen.presenter.pages
        start = time.perf_counter()
        area.insertPlainText(key)
        _until(application, partial(_is_shown, screen, before))
        taken.append(time.perf_counter() - start)
        # The rest, such as the small pictures and the draft on the disk, is done while the person thinks.
        _until(application, lambda: _rests(window, screen))
    source, made = screen.presenter._source, screen.presenter.pages
    written = source.record.statement_by_section[at]
    number = count()

    def set_again() -> None:
        # Other words each time: what was set before would be found again.
        typed = replace(written, concluded=f"{written.concluded} {key}{next(number)}")
        preview.set_pages(source, (typed,), screen.presenter.audience, screen.presenter.length)

    setting = seconds(set_again, 10)
    drawing = seconds(lambda: preview.draw_page(made.pdf, 1, 444), 10)
    window.close()
    application.processEvents()
    pages = len(made.sizes)
    steps = f"setting {pages} pages {median(setting) * 1000:.0f} ms, drawing one {median(drawing) * 1000:.0f} ms"
    return taken[2:], [one + other for one, other in zip(setting, drawing, strict=True)], steps


def _is_shown(screen: Any, before: object) -> bool:
    """Whether newer pages stand there, and the one that is written at is drawn."""
    pages = screen.pane.pages
    at = next((number for number, sheet in enumerate(pages.sheets) if sheet.mark is not None), None)
    return screen.presenter.pages is not before and at is not None and bool(pages.has_drawn(at))


def _rests(window: MainWindow, screen: Any) -> bool:
    return not window.tasks.busy and screen.pane.wanted() is None and window.session.save_state != "saving"


def _until(application: QApplication, reached: Callable[[], bool]) -> None:
    limit = time.perf_counter() + _LIMIT
    while not reached():
        if time.perf_counter() > limit:
            raise TimeoutError("the window did not come to rest")
        application.processEvents()
        time.sleep(0.002)  # the threads that set and draw want the processor too
