"""Collating returns: what 43 of them cost from files to workbook and summary, and whether 430 cost ten times that."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from assurance_app.application.national import collate
from assurance_app.application.outputs import source_of
from assurance_app.application.samples import create_sample
from assurance_app.application.workspaces import known_bodies, the_cycle
from assurance_app.documents.excel import write_workbook
from assurance_app.documents.formats import write_document
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.entities import Body
from assurance_app.domain.national import national_picture, national_summary, national_workbook
from assurance_app.domain.plain import from_plain, to_plain
from assurance_app.domain.projection import for_audience
from assurance_app.domain.record import Record
from assurance_app.domain.summary import apcc_summary, apcc_summary_workbook
from assurance_app.exchange.returns import ReturnPackage, read_return, write_return
from benchmarks.measure import Figure, median, seconds

_RETURNS, _MORE = 43, 10
_PROMISED_SECONDS, _PROMISED_GROWTH = 3.0, 1.3
_MADE_AT = "2026-05-11T09:00:00Z"


def run() -> Iterator[Figure]:
    """Make the returns of invented bodies, collate them, and compare ten times as many."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        paths = returns_in(folder)
        taken = seconds(lambda: collate(paths, "2025-26", folder / "out"), runs=3)
        detail = f"median of {len(taken)}, files read, checked, written and read back"
        yield Figure(f"collate {_RETURNS} returns", median(taken), "s", _PROMISED_SECONDS, detail)
        few = median([_work(paths, 1) for _each in range(3)])
        many = _work(paths, _MORE)
        growth = many / few / _MORE
        detail = f"{few:.2f} s for {len(paths)}, {many:.2f} s for {_MORE * len(paths)}, without the writing"
        yield Figure("cost of a return among ten times as many", growth, "x", _PROMISED_GROWTH, detail)


def returns_in(folder: Path, of: Callable[[Record], Record] = lambda record: record) -> list[Path]:
    """The returns of invented bodies in files, all alike but for their names; `of` may say more in them."""
    with create_sample(folder / "sample.assurance", author="benchmark") as workspace:
        record = of(source_of(workspace, the_cycle(workspace).id, draft=True).record)
    seen = for_audience(record, Audience.APCC)
    word = write_document(apcc_summary(seen, signed=None), "docx", folder, "summary").read_bytes()
    write_workbook(apcc_summary_workbook(seen, None), folder / "summary.xlsx")
    excel = (folder / "summary.xlsx").read_bytes()
    paths = []
    for body in known_bodies()[:_RETURNS]:
        path = folder / f"{body.id}.sprreturn"
        write_return(path, ReturnPackage(_sent_by(record, body.id), False, _MADE_AT, word, excel, word))
        paths.append(path)
    return paths


def _sent_by(record: Record, key: str) -> Record:
    """The same record as another invented body would send it, every id in it included."""
    plain = json.dumps(to_plain(record)).replace(f'"{record.body.id}', f'"{key}')
    return _of(from_plain(Record, json.loads(plain)), key)


def _of(record: Record, key: str) -> Record:
    """The same record of another invented body."""
    body: Body = replace(record.body, id=key, name_as_used=f"{key} (invented)")
    return replace(record, body=body, cycle=replace(record.cycle, body_id=key))


def _work(paths: list[Path], times: int) -> float:
    start = time.perf_counter()
    found = []
    for turn in range(times):
        for path in paths:
            received = read_return(path).as_return()
            found.append(replace(received, record=_of(received.record, f"{received.record.body.id}-{turn}")))
    picture = national_picture(found, "2025-26", known_bodies())
    national_workbook(picture)
    national_summary(picture)
    return time.perf_counter() - start
