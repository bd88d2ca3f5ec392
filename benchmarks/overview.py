"""The overview of a year among ten: read, counted and checked."""

from __future__ import annotations

from assurance_app.application import workspaces
from assurance_app.application.checking import load_checks
from assurance_app.application.overview import load_overview
from benchmarks.measure import Figure, median, percentile_95, seconds
from benchmarks.ten_years import ten_years

_PROMISED_MS = 150


def run() -> list[Figure]:
    """The figures in milliseconds, with their ratio to a bare query on the same file."""
    with ten_years() as workspace:
        cycle = workspaces.the_cycle(workspace)

        def bare() -> None:
            with workspace.reading() as reading:
                reading.connection.exec_driver_sql("SELECT count(*) FROM answer").scalar()

        base = median(seconds(bare, 30))
        overview = percentile_95(seconds(lambda: load_overview(workspace, cycle.id), 40))
        checks = percentile_95(seconds(lambda: load_checks(workspace, cycle.id), 40))
        found = load_overview(workspace, cycle.id)
    open_checks, due = len(found.checks.open), len(found.due)
    detail = f"{open_checks} checks open, {due} things due, {overview / base:.0f} x a bare query"
    return [
        Figure("overview, ten years, 95th percentile", overview * 1000, "ms", _PROMISED_MS, detail),
        Figure(
            "checks of a year, ten years, 95th percentile",
            checks * 1000,
            "ms",
            _PROMISED_MS,
            f"{len(found.checks.rows)} found, {checks / base:.0f} x a bare query",
        ),
    ]
