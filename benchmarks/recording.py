"""Keeping a typed change safe, going to another question, reading the framework: on a workspace of one full year."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from assurance_app.application import recording, workspaces
from assurance_app.application.samples import create_sample
from assurance_app.domain.entities import Answer, answer_id
from benchmarks.measure import Figure, median, percentile_95, seconds

_WORDS = "The commissioner read the assessment and asked what had changed since the last one. " * 25


def run() -> list[Figure]:
    """The figures in milliseconds."""
    with (
        tempfile.TemporaryDirectory() as folder,
        create_sample(Path(folder) / "sample.assurance", author="benchmark") as workspace,
    ):
        cycle = workspaces.the_cycle(workspace)
        with workspace.reading() as reading:
            framework = reading.framework(cycle.framework_id, cycle.framework_revision)
        ids = [requirement.id for requirement in framework.requirements]
        for requirement in framework.requirements:
            key = answer_id(cycle.id, requirement.id)
            with workspace.reading() as reading:
                known = reading.get(Answer, key)
            if known is None:
                recording.save(workspace, Answer(key, cycle.id, requirement.id, rests_on=_WORDS), 0)

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
                reading.framework(cycle.framework_id, cycle.framework_revision)

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
