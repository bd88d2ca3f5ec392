"""Searching as one types, on ten years of work: 250 requirements a year, 5,000 items of evidence, 600 sessions."""

from __future__ import annotations

import random
import tempfile
from dataclasses import replace
from pathlib import Path

from assurance_app.application import search, workspaces
from assurance_app.application.samples import create_sample
from assurance_app.domain.entities import Answer, Evidence, EvidenceRevision, answer_id
from assurance_app.domain.scrutiny import ScrutinySession, SessionQuestion
from assurance_app.persistence.workspace import Workspace
from benchmarks.measure import Figure, median, percentile_95, seconds

YEARS, ITEMS, SESSIONS = 10, 5_000, 600
_TYPED = ("the", "com", "commissioner", "force as", "mob", "lant", "armed resp", "42", "assessment of the cap", "zyx")
_WORDS = (
    "the commissioner force asked whether capability assessment regional unit officers trained exercise mobilisation "
    "lanterns roads digital forensics evidence national standard agreement review plan budget decided response armed "
    "what had changed since last year and was told that it has not changed except where a partner withdrew"
).split()


def run() -> list[Figure]:
    """The figures in milliseconds, against a bare query on the same file."""
    with (
        tempfile.TemporaryDirectory() as folder,
        create_sample(Path(folder) / "sample.assurance", author="benchmark") as workspace,
    ):
        cycle = workspaces.the_cycle(workspace)
        _fill(workspace)
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


def _fill(workspace: Workspace) -> None:
    dice = random.Random(7)

    def said(least: int, most: int) -> str:
        return " ".join(dice.choices(_WORDS, k=dice.randint(least, most))) + f" {dice.randint(1, 9_999)}"

    this = workspaces.the_cycle(workspace)
    with workspace.reading() as reading:
        framework = reading.framework(this.framework_id, this.framework_revision)
    with workspace.unit_of_work() as work:
        for back in range(YEARS):
            begins = int(this.year[:4]) - back
            year = f"{begins}-{(begins + 1) % 100:02d}"
            other = replace(this, id=f"{this.body_id}.{year}", year=year)
            if back:
                work.put(other, 0)
            for requirement in framework.requirements:
                key = answer_id(other.id, requirement.id)
                if work.stored(Answer, key) is None:
                    work.put(Answer(key, other.id, requirement.id, rests_on=said(60, 160), gap=said(5, 30)), 0)
            for number in range(SESSIONS // YEARS):
                questions = (SessionQuestion(said(10, 20), said(30, 60)),)
                session = ScrutinySession(f"{other.id}/s{number}", other.id, f"{begins}-10-01", "Forum", said(20, 40))
                work.put(replace(session, questions=questions), 0)
        for number in range(ITEMS):
            work.put(Evidence(f"item{number}", this.body_id, 1), 0)
            title, shows = said(4, 9), said(10, 30)
            work.put(EvidenceRevision(f"item{number}@1", f"item{number}", 1, "minutes", title, shows=shows), 0)
        work.commit()
