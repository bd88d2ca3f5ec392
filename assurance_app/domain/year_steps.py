"""What happens to a year after its approval: the panel, the response and the report, each with its day.

The order is advised and not forced: what happened can be written down whenever it is known.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from assurance_app.domain.dates import is_date
from assurance_app.domain.refusal import Refused
from assurance_app.domain.text import clean_text, refuse_higher_marking
from assurance_app.domain.values import BodyKind, CycleStatus
from assurance_app.domain.voice import voice_of

_OF_PANEL = (
    CycleStatus.SENT_TO_PANEL,
    CycleStatus.PANEL_MET,
    CycleStatus.PANEL_REPORTED,
    CycleStatus.RESPONSE_PUBLISHED,
)


@dataclass(frozen=True, slots=True)
class YearStep:
    """A step of the year after its approval; `on` is "" where it has not happened, or nobody wrote it down."""

    status: CycleStatus
    on: str = ""
    link: str = ""
    """Where the report was published."""
    page: str = ""
    """On which page of the report the statement stands."""


def steps_of(kind: BodyKind) -> tuple[CycleStatus, ...]:
    """The steps that a body of this kind takes, in the advised order; without a panel only the report is published."""
    return (*(_OF_PANEL if voice_of(kind).has_panel else ()), CycleStatus.REPORT_PUBLISHED)


def cleaned_step(step: YearStep) -> YearStep:
    """The step as it may be kept. Refused("date.malformed"), and where a text carries a higher marking."""
    if step.on and not is_date(step.on):
        raise Refused("date.malformed", date=step.on)
    link, page = (clean_text(text).strip() for text in (step.link, step.page))
    for text in (link, page):
        refuse_higher_marking(text)
    return YearStep(step.status, step.on, link, page)


def status_after(steps: Iterable[YearStep]) -> CycleStatus:
    """How far an approved year has come: the furthest step that has a day."""
    order = list(CycleStatus)
    return max((step.status for step in steps if step.on), key=order.index, default=CycleStatus.APPROVED)


def missing_before(steps: Iterable[YearStep]) -> tuple[CycleStatus, ...]:
    """The steps without a day that the advised order has before the furthest one that has one."""
    all_of = tuple(steps)
    order = list(CycleStatus)
    furthest = order.index(status_after(all_of))
    return tuple(step.status for step in all_of if not step.on and order.index(step.status) < furthest)


def steps_to_text(steps: Iterable[YearStep]) -> str:
    """The steps that say something, as they are kept."""
    kept = {step.status.value: {**asdict(step), "status": step.status.value} for step in steps if _says(step)}
    return json.dumps(kept, sort_keys=True, ensure_ascii=False)


def steps_from_text(text: str, kind: BodyKind) -> tuple[YearStep, ...]:
    """The steps of a body of this kind, those that say nothing blank."""
    kept: Mapping[str, Mapping[str, str]] = json.loads(text) if text else {}
    return tuple(_step(status, kept.get(status.value, {})) for status in steps_of(kind))


def _step(status: CycleStatus, kept: Mapping[str, str]) -> YearStep:
    return YearStep(status, kept.get("on", ""), kept.get("link", ""), kept.get("page", ""))


def _says(step: YearStep) -> bool:
    return bool(step.on or step.link or step.page)
