"""Searching as one types, on ten years of work: 250 requirements a year, 5,000 items of evidence, 600 sessions."""

from __future__ import annotations

from assurance_app.application import search, workspaces
from assurance_app.application.national_search import search_national
from assurance_app.persistence.workspace import Workspace
from benchmarks.measure import Figure, median, percentile_95, seconds
from benchmarks.ten_years import ten_years

_TYPED = ("the", "com", "commissioner", "force as", "mob", "lant", "armed resp", "42", "assessment of the cap", "zyx")


def searched(workspace: Workspace) -> Figure:
    """What searching a national workspace costs as one types, with what its returns say."""
    longest = []
    for words in _TYPED:
        taken = seconds(lambda words=words: search_national(workspace, words), 15)  # type: ignore[misc]
        longest.append((percentile_95(taken), words))
    worst, words = max(longest)
    what = "search as one types what the returns say, slowest of ten, 95th percentile"
    return Figure(what, worst * 1000, "ms", 30, f"“{words}”")


def run() -> list[Figure]:
    """The figures in milliseconds, against a bare query on the same file."""
    with ten_years() as workspace:
        cycle = workspaces.the_cycle(workspace)
        longest = []
        for words in _TYPED:
            taken = seconds(lambda words=words: search.search(workspace, cycle.id, words), 15)  # type: ignore[misc]
            longest.append((percentile_95(taken), words))

        def bare() -> None:
            with workspace.reading() as reading:
                reading.connection.exec_driver_sql("SELECT count(*) FROM answer").scalar()

        base = median(seconds(bare, 30))
        worst, words = max(longest)
        with workspace.reading() as reading:
            size = reading.connection.exec_driver_sql("SELECT count(*) FROM search_entry").scalar_one()
    detail = f"“{words}”, {size} things indexed, {worst / base:.0f} x a bare query"
    return [Figure("search as one types, ten years, slowest of ten, 95th percentile", worst * 1000, "ms", 30, detail)]
