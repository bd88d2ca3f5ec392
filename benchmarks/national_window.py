"""Going from screen to screen of a national workspace in the real window, with 43 bodies, until all is painted."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Figure, median, percentile_95

if TYPE_CHECKING:
    from assurance_app.application.places import Place
    from assurance_app.ui.main_window import MainWindow

_BODIES = 43
_ROUNDS = 12
_PROMISED_MS = 100
_GIVEN_UP_MS = 20_000


def run() -> Iterator[Figure]:
    """First visits to each screen, then the 95th percentile of coming back, in milliseconds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with _opened() as window:
        places = _places(window)
        first = {name: _arrive(window, tour[0])[0] for name, tour in places.items()}
        again: dict[str, list[float]] = {name: [] for name in places}
        pages = []
        for turn in range(_ROUNDS):
            for name, tour in places.items():
                taken, settled = _arrive(window, tour[turn % len(tour)])
                again[name].append(taken)
                if name == "summary":
                    pages.append(settled)
    follow = f"its pages follow, as they follow typing, all of them drawn after {median(pages) * 1000:.0f}"
    back = {name: percentile_95(taken) for name, taken in again.items()}
    yield _figure("coming back to the slowest", back, f"95th percentile of {_ROUNDS}", follow)
    yield _figure("first visit to the slowest", first, "once each", follow)


def _figure(what: str, taken: dict[str, float], how: str, follow: str) -> Figure:
    slowest = max(taken, key=lambda name: taken[name])
    each = ", ".join(f"{name} {spent * 1000:.0f}" for name, spent in taken.items())
    words = f"{what} national screen in the window ({slowest}), {_BODIES} bodies"
    shown = "of a body, and of what was entered of it, what the window has room for; "
    shown += "of the summary what is written, proposed and counted"
    detail = f"{how}: {each}; {shown}: {follow}"
    return Figure(words, taken[slowest] * 1000, "ms", _PROMISED_MS, detail)


@contextmanager
def _opened() -> Iterator[MainWindow]:
    """The window on the national sample, capacity switched on, as it stands once it has come to rest."""
    from assurance_app.application.demo_national import run_national_demo
    from assurance_app.application.national_findings import switch_capacity
    from assurance_app.application.workspaces import open_workspace
    from assurance_app.settings import Settings
    from assurance_app.ui.main_window import MainWindow
    from benchmarks.measure import application_once

    application = application_once()
    with tempfile.TemporaryDirectory() as folder:
        made = run_national_demo(Path(folder), _BODIES)
        path = next(file for file in made if file.suffix == ".assurance")
        with open_workspace(path, author="benchmark") as workspace:
            switch_capacity(workspace, True)
        window = MainWindow(Settings(), lambda _settings: None, "benchmark")
        window.resize(1280, 800)
        window.show()
        window.begin(path)
        _come_to_rest(window)
        yield window
        window.close()
        application.processEvents()


def _places(window: MainWindow) -> dict[str, tuple[Place, ...]]:
    """Where a person goes, by the name of the screen; a screen that shows many things is gone to for several."""
    from assurance_app.application.commissioning import list_expected
    from assurance_app.application.entering import load_entered
    from assurance_app.application.national_grid import Number, View
    from assurance_app.application.places import Place

    workspace = window.session.workspace
    bodies = [row.body.entity.id for row in list_expected(workspace)]
    entered = [body_id for body_id in bodies if load_entered(workspace, "", body_id) is not None]
    number = Number("opinion", "terrorism", "assured").text()
    return {
        "commission": (Place("commission"),),
        "returns": (Place("returns"),),
        "body": tuple(Place("body", item_id=body_id) for body_id in (*bodies[::6], *entered)),
        "entered": tuple(Place("entered", item_id=body_id) for body_id in entered),
        "national-picture": tuple(Place("national-picture", "terrorism", item_id=view.value) for view in View),
        "national-bodies": (Place("national-bodies", item_id=number),),
        "national-capacity": (Place("national-capacity"),),
        "national-gaps": (Place("national-gaps"), Place("national-gaps", item_id="departures")),
        "summary": (Place("summary"), Place("summary", "conclusions"), Place("summary", "gaps")),
    }


def _arrive(window: MainWindow, place: Place) -> tuple[float, float]:
    """How long until the screen shows what was asked for and is painted; and until nothing more is coming."""
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    start = time.perf_counter()
    loop = QEventLoop()
    screen = window.screen_of(place.screen)
    heard = screen.loaded.connect(loop.quit)
    late = QTimer(loop, singleShot=True)
    late.timeout.connect(lambda: loop.exit(1))
    late.start(_GIVEN_UP_MS)
    window.go(place)
    if loop.exec():
        raise RuntimeError(f"{place} was not shown")
    QApplication.processEvents()
    window.repaint()
    taken = time.perf_counter() - start
    screen.loaded.disconnect(heard)
    _come_to_rest(window)
    return taken, time.perf_counter() - start


def _come_to_rest(window: MainWindow) -> None:
    from PySide6.QtWidgets import QApplication

    for _turn in range(3):
        window.tasks.wait()
        QApplication.processEvents()
