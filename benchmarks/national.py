"""The national screens: what each costs from the workspace to what it shows, with 43 returns of a whole edition."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from assurance_app.application import (
    commissioning,
    national_behind,
    national_findings,
    national_view,
    recording,
    summary_page,
)
from assurance_app.application.national_grid import Number, Wanted
from assurance_app.application.national_grid import View as Shown
from assurance_app.application.receiving import receive_returns
from assurance_app.application.workspaces import create_national
from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.entities import Answer
from assurance_app.domain.record import Record
from assurance_app.domain.values import Position, View
from assurance_app.persistence.workspace import Workspace
from benchmarks.measure import Figure, median, percentile_95, seconds
from benchmarks.returns import returns_in
from benchmarks.search import searched

_PROMISED_MS = 100
_YEAR = "2025-26"


def run() -> Iterator[Figure]:
    """Every screen as it is shown again, and the first after something changed."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        paths = returns_in(folder, _all_answered)
        with create_national(folder / "national.assurance", _YEAR, author="benchmark") as workspace:
            receive_returns(workspace, paths)
            national_findings.switch_capacity(workspace, True)
            yield from _figures(workspace, len(paths))


def _all_answered(record: Record) -> Record:
    """The record with something said of every requirement of its edition."""
    known = record.answer_by_requirement
    answers = []
    for at, requirement in enumerate(record.framework.requirements):
        own = known.get(requirement.id) or Answer(
            f"{record.cycle.id}/{requirement.id}", record.cycle.id, requirement.id
        )
        if requirement.takes_position:
            own = replace(own, position=tuple(Position)[at % len(Position)], reason="A reason of a line.")
        else:
            own = replace(own, view=tuple(View)[at % len(View)], chief_constables_reason="A reason of a line.")
        answers.append(replace(own, gap=own.gap or "What is short, in a line.", disclosure=Disclosure.PARTNERS))
    return replace(record, answers=tuple(answers))


def _figures(workspace: Workspace, number: int) -> Iterator[Figure]:
    taken = {name: percentile_95(seconds(act, 20)) for name, act in _screens(workspace).items()}
    slowest = max(taken, key=lambda name: taken[name])
    detail = ", ".join(f"{name} {spent * 1000:.0f}" for name, spent in taken.items())
    what = f"slowest national screen ({slowest}), {number} returns, 95th percentile"
    yield Figure(what, taken[slowest] * 1000, "ms", _PROMISED_MS, detail)
    yield searched(workspace)
    turns = iter(range(1000))

    def after_a_change() -> None:
        line = commissioning.list_expected(workspace)[0].line
        recording.save(workspace, replace(line.entity, note=f"Rang them, {next(turns)}."), line.version)
        national_view.load_picture(workspace, Wanted())

    spent = median(seconds(after_a_change, 10)) * 1000
    yield Figure("national picture after a change, the change kept", spent, "ms", _PROMISED_MS, "median of 10")


def _screens(workspace: Workspace) -> dict[str, Callable[[], object]]:
    number = Number("opinion", "terrorism", "assured").text()
    views: dict[str, Callable[[], object]] = {
        view.value: partial(national_view.load_picture, workspace, Wanted(view, "terrorism")) for view in Shown
    }
    return {
        **views,
        "gaps": lambda: national_findings.load_findings(workspace, national_findings.GAPS),
        "departures": lambda: national_findings.load_findings(workspace, national_findings.DEPARTURES),
        "capacity": lambda: national_findings.load_national_capacity(workspace),
        "bodies behind a number": lambda: national_behind.load_behind(workspace, number),
        "summary": lambda: summary_page.load_summary(workspace),
    }
