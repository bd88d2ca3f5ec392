"""How a figure is measured: several runs after a warm-up, the median, and the promise that it is held against."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: what, its value and unit (`x` for a ratio), the most that is promised, and details."""

    what: str
    value: float
    unit: str
    promise: float
    detail: str

    @property
    def kept(self) -> bool:
        """Whether the promise is kept."""
        return self.value <= self.promise


def seconds(act: Callable[[], object], runs: int, warm_up: int = 1) -> list[float]:
    """How long each run of the act took, after `warm_up` runs that are not counted."""
    for _ in range(warm_up):
        act()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return taken


def median(taken: list[float]) -> float:
    """The median, in seconds."""
    return statistics.median(taken)


def percentile_95(taken: list[float]) -> float:
    """The 95th percentile, in seconds."""
    return sorted(taken)[max(0, round(len(taken) * 0.95) - 1)]


def pairwise_ratio(act: Callable[[], object], baseline: Callable[[], object], runs: int) -> tuple[float, str]:
    """The median ratio of act to baseline, run in turns so that a slower machine slows both; and the detail."""
    act()
    baseline()
    ratios, acts, baselines = [], [], []
    for _ in range(runs):
        (own,) = seconds(act, 1, 0)
        (bare,) = seconds(baseline, 1, 0)
        ratios.append(own / bare)
        acts.append(own)
        baselines.append(bare)
    detail = f"{median(acts) * 1000:.0f} ms against {median(baselines) * 1000:.0f} ms, {runs} pairs"
    return statistics.median(ratios), detail


def application_once() -> QApplication:
    """The Qt application of this process: there can be one, whichever benchmark asks first."""
    from PySide6.QtWidgets import QApplication

    from assurance_app.ui.application import make_application

    running = QApplication.instance()
    return running if isinstance(running, QApplication) else make_application()
