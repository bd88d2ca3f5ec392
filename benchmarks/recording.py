"""Keeping a typed change safe, going to another question, reading the framework: on a workspace of ten full years."""

from __future__ import annotations

from dataclasses import replace

from assurance_app.application import recording, workspaces
from benchmarks.measure import Figure, median, percentile_95, seconds
from benchmarks.ten_years import ten_years

_WORDS = "The commissioner read the assessment and asked what had changed since the last one. " * 25


def run() -> list[Figure]:
    """The figures in milliseconds."""
    with ten_years() as workspace:
        cycle = workspaces.the_cycle(workspace)
        with workspace.reading() as reading:
            framework = reading.framework(cycle.framework_id, cycle.framework_revision)
        ids = [requirement.id for requirement in framework.requirements]

        turn = iter(range(10**6))

        def type_on() -> None:
            page = recording.load_question(workspace, cycle.id, ids[0])
            recording.draft(
                workspace, replace(page.answer.entity, rests_on=f"{_WORDS}{next(turn)}"), page.answer.version
            )

        def go_on() -> None:
            recording.load_question(workspace, cycle.id, ids[next(turn) % len(ids)])

        def read_framework() -> None:
            with workspace.reading() as reading:
                reading.stored_framework(cycle.framework_id, cycle.framework_revision)

        typed = seconds(type_on, 200)
        gone = seconds(go_on, 400)
        read = seconds(read_framework, 30)
    return [
        Figure(
            "keep a typed change safe on disk, 95th percentile", percentile_95(typed) * 1000, "ms", 20, "200 drafts"
        ),
        Figure("read another question, 95th percentile", percentile_95(gone) * 1000, "ms", 50, f"{len(ids)} questions"),
        Figure("framework from a workspace, median", median(read) * 1000, "ms", 5, f"{len(ids)} requirements"),
    ]
