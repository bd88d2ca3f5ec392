"""The whole job on sample data, without a screen: two offices, their documents, their returns, the national picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assurance_app.application.national import collate
from assurance_app.application.outputs import make_evidence_schedule, make_folder, make_return, make_statement
from assurance_app.application.samples import INVENTED, LEICESTERSHIRE, create_from, sample_data
from assurance_app.application.signing import approve
from assurance_app.application.workspaces import the_cycle
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.refusal import Refused
from assurance_app.domain.statement import Length
from assurance_app.persistence.workspace import Clock

_AUTHOR = "demo"
_WORD_AND_PDF = ("docx", "pdf")
_STATEMENTS = (
    (Audience.PUBLIC, Length.STANDARD, (*_WORD_AND_PDF, "html")),
    (Audience.PUBLIC, Length.SHORT, (*_WORD_AND_PDF, "html")),
    (Audience.PANEL, Length.STANDARD, _WORD_AND_PDF),
    (Audience.OFFICE, Length.FULL, _WORD_AND_PDF),
)
"""Every statement that an office makes: for whom, how long, in which formats."""

# More invented bodies for the national picture: name, region, and by how many places their opinions are turned.
_NEIGHBOURS = (("Northmere", "north-east", 1), ("Westhallow", "south-west", 2))


def run_demo(out: Path) -> tuple[Path, ...]:
    """Make everything below the folder; answers with each file made. Refused("file.exists") the second time."""
    make_folder(out)
    made: list[Path] = []
    invented = sample_data(INVENTED)
    made += _office(invented, out, tuple(Audience), signed=True)
    for name, region, turn in _NEIGHBOURS:
        made += _office(_neighbour(invented, name, region, turn), out, (), signed=True)
    made += _office(sample_data(LEICESTERSHIRE), out, (Audience.OFFICE,), signed=False)
    returns = [path for path in made if path.suffix == ".sprreturn"]
    made += collate(returns, invented["year"], out, _WORD_AND_PDF)
    return tuple(made)


def _office(data: Mapping[str, Any], out: Path, audiences: tuple[Audience, ...], *, signed: bool) -> list[Path]:
    body = data["body"]["id"]
    path = out / f"{body}.assurance"
    if path.exists():
        raise Refused("file.exists", path=path)
    made = [path]
    with create_from(data, path, author=_AUTHOR, clock=_steady_clock()) as workspace:
        cycle = the_cycle(workspace)
        if signed:
            holder = data["office_holder"]
            approve(workspace, cycle.id, holder["name"], holder["role"])
        for audience, length, formats in _STATEMENTS:
            if audience in audiences:
                made += make_statement(workspace, cycle.id, audience, formats, out, length)
        if audiences:
            made += make_evidence_schedule(workspace, cycle.id, out / f"{body}-{cycle.year}-evidence.xlsx")
        made += make_return(workspace, cycle.id, out, draft=not signed)
    return made


def _steady_clock() -> Clock:
    """A clock that starts in the weeks after the year's end and goes on by a second at each look."""
    moment = dt.datetime(2026, 5, 11, 9, 0, tzinfo=dt.UTC)

    def now() -> dt.datetime:
        nonlocal moment
        moment += dt.timedelta(seconds=1)
        return moment

    return now


def _neighbour(data: Mapping[str, Any], name: str, region: str, turn: int) -> dict[str, Any]:
    """Another invented body with the same words about another invented area, and its opinions in another order.

    Without a year before: what is made of it tells nothing of that.
    """
    own = data["body"]["police_area"]
    text: dict[str, Any] = _renamed({**data, "years_before": []}, own, name)
    text["body"] = {**text["body"], "id": name.lower(), "mobilisation_region": region}
    text["office_holder"] = {**text["office_holder"], "name": f"A. {name} (invented)"}
    opinions = [row.get("opinion", "none-yet") for row in text["threat_statements"]]
    turned = opinions[turn:] + opinions[:turn]
    text["threat_statements"] = [
        {**row, "opinion": opinion} for row, opinion in zip(text["threat_statements"], turned, strict=True)
    ]
    return text


def _renamed(value: Any, old: str, new: str) -> Any:
    if isinstance(value, str):
        return value.replace(old, new)
    if isinstance(value, Mapping):
        return {key: _renamed(entry, old, new) for key, entry in value.items()}
    if isinstance(value, list):
        return [_renamed(entry, old, new) for entry in value]
    return value
