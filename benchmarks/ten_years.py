"""Ten years of an invented office, built once for a run: 250 questions a year, 5,000 items of evidence, 600 sessions.

The latest year is the sample's own, filled up; the years before it are as full. Each benchmark gets a copy to itself.
"""

from __future__ import annotations

import atexit
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from assurance_app.application import workspaces
from assurance_app.application.samples import create_sample
from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.entities import (
    Answer,
    Cycle,
    Evidence,
    EvidenceLink,
    EvidenceRevision,
    ThreatStatement,
    answer_id,
    threat_statement_id,
)
from assurance_app.domain.framework import Framework
from assurance_app.domain.holdings import InspectionFinding
from assurance_app.domain.planning import Influence, Objective, PlanReview
from assurance_app.domain.scrutiny import Action, ScrutinySession, SessionQuestion
from assurance_app.domain.values import Opinion, Position, TargetKind, View
from assurance_app.persistence.workspace import UnitOfWork, Workspace

YEARS, ITEMS, SESSIONS, LINKS, ACTIONS = 10, 5_000, 600, 400, 40
"""Items and sessions in all; links and actions in each year."""
_WORDS = (
    "the commissioner force asked whether capability assessment regional unit officers trained exercise mobilisation "
    "lanterns roads digital forensics evidence national standard agreement review plan budget decided response armed "
    "what had changed since last year and was told that it has not changed except where a partner withdrew"
).split()

Said = Callable[[int, int], str]


@contextmanager
def ten_years() -> Iterator[Workspace]:
    """A copy of the workspace, open."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(_built(), Path(folder) / "years.assurance"))
        with workspaces.open_workspace(path, author="benchmark") as workspace:
            yield workspace


@cache
def _built() -> Path:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "years.assurance"
    build(path)
    return path


def build(path: Path) -> None:
    """Make the workspace at `path`."""
    with create_sample(path, author="benchmark") as workspace:
        _fill(workspace)


def _fill(workspace: Workspace) -> None:
    dice = random.Random(7)

    def said(least: int, most: int) -> str:
        return " ".join(dice.choices(_WORDS, k=dice.randint(least, most))) + f" {dice.randint(1, 9_999)}"

    this = workspaces.the_cycle(workspace)
    with workspace.reading() as reading:
        framework = reading.framework(this.framework_id, this.framework_revision)
    with workspace.unit_of_work() as work:
        for number in range(ITEMS):
            work.put(Evidence(f"item{number}", this.body_id, 1), 0)
            made = EvidenceRevision(f"item{number}@1", f"item{number}", 1, "other", said(4, 9), shows=said(10, 30))
            begins = int(this.year[:4]) - number % YEARS
            work.put(replace(made, date=f"{begins}-10-01", review_by=f"{begins + 1}-09-30"), 0)
        for back in range(YEARS):
            begins = int(this.year[:4]) - back
            year = f"{begins}-{(begins + 1) % 100:02d}"
            cycle = replace(this, id=f"{this.body_id}.{year}", year=year)
            if work.stored(Cycle, cycle.id) is None:
                work.put(cycle, 0)
            _fill_year(work, cycle, framework, said, dice, back)
        work.commit()


def _fill_year(
    work: UnitOfWork, cycle: Cycle, framework: Framework, said: Said, dice: random.Random, back: int
) -> None:
    begins = cycle.year[:4]
    ids = []
    for requirement in framework.requirements:
        key = answer_id(cycle.id, requirement.id)
        ids.append(key)
        if work.stored(Answer, key) is None:
            stand: dict[str, Any] = (
                {"position": Position.FOLLOWED} if requirement.takes_position else {"view": View.PARTLY_SATISFIED}
            )
            answer = Answer(key, cycle.id, requirement.id, rests_on=said(60, 160), gap=said(5, 30))
            work.put(replace(answer, disclosure=dice.choice(tuple(Disclosure)), **stand), 0)
    for threat in framework.threats:
        key = threat_statement_id(cycle.id, threat.id)
        if work.stored(ThreatStatement, key) is None:
            parts: dict[str, Any] = {
                name: said(60, 120) for name in ("regard", "influence", "held_to_account", "concluded")
            }
            work.put(ThreatStatement(key, cycle.id, threat.id, opinion=Opinion.ASSURED, **parts), 0)
        influences = (Influence(threat.id, said(8, 20)),)
        work.put(Objective(f"{cycle.id}/o-{threat.id}", cycle.id, said(4, 8), said(20, 40), influences=influences), 0)
        finding = InspectionFinding(f"{cycle.id}/i-{threat.id}", cycle.body_id, "An inspectorate", said(3, 6))
        work.put(replace(finding, published_on=f"{begins}-06-01", finding=said(20, 40)), 0)
    work.put(PlanReview(f"{cycle.id}/review", cycle.id, f"{begins}-09-01", because=said(20, 40)), 0)
    for number in range(SESSIONS // YEARS):
        questions = (SessionQuestion(said(10, 20), said(30, 60)),)
        session = ScrutinySession(f"{cycle.id}/s{number}", cycle.id, f"{begins}-10-01", "Forum", said(20, 40))
        work.put(replace(session, questions=questions), 0)
    for number in range(ACTIONS):
        due = f"{int(begins) + 1}-0{dice.randint(1, 9)}-15"
        work.put(Action(f"{cycle.id}/a{number}", cycle.id, said(5, 12), owner="An officer", due=due), 0)
    for number in range(LINKS):
        # Most of what a year rests on is of that year.
        item = dice.randrange(0, ITEMS, YEARS) + (back if number % 10 else dice.randrange(YEARS))
        key = f"{cycle.id}/l{number}"
        link = EvidenceLink(key, cycle.id, f"item{item}@1", f"item{item}", TargetKind.ANSWER, dice.choice(ids))
        work.put(link, 0)
