"""The steps of a year after its approval: which there are, and where they have brought the year."""

from __future__ import annotations

import pytest

from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import BodyKind, CycleStatus
from assurance_app.domain.year_steps import (
    YearStep,
    cleaned_step,
    missing_before,
    status_after,
    steps_from_text,
    steps_of,
    steps_to_text,
)

MET = YearStep(CycleStatus.PANEL_MET, "2026-06-10")
REPORT = YearStep(CycleStatus.REPORT_PUBLISHED, "2026-09-01", "https://example.org/report", "14")


@pytest.mark.parametrize("kind", list(BodyKind))
def test_only_the_common_council_has_no_panel(kind: BodyKind) -> None:
    steps = steps_of(kind)
    assert steps[-1] is CycleStatus.REPORT_PUBLISHED
    assert len(steps) == (1 if kind is BodyKind.COMMON_COUNCIL else 5)
    assert list(steps) == sorted(steps, key=list(CycleStatus).index), "the advised order"


def test_the_furthest_step_with_a_day_is_where_the_year_stands() -> None:
    assert status_after(()) is CycleStatus.APPROVED
    assert status_after((YearStep(CycleStatus.SENT_TO_PANEL), MET)) is CycleStatus.PANEL_MET
    assert status_after((MET, REPORT)) is CycleStatus.REPORT_PUBLISHED
    assert status_after((MET, YearStep(CycleStatus.REPORT_PUBLISHED, link="https://x"))) is CycleStatus.PANEL_MET


def test_what_the_order_has_before_is_missed_and_not_forced() -> None:
    steps = (YearStep(CycleStatus.SENT_TO_PANEL), MET, YearStep(CycleStatus.PANEL_REPORTED))
    assert missing_before(steps) == (CycleStatus.SENT_TO_PANEL,)
    assert missing_before(()) == ()


def test_the_steps_are_kept_whole_and_blank_ones_left_out() -> None:
    text = steps_to_text((YearStep(CycleStatus.SENT_TO_PANEL), MET, REPORT))
    assert "sent-to-panel" not in text
    found = {step.status: step for step in steps_from_text(text, BodyKind.PCC)}
    assert (found[MET.status], found[REPORT.status]) == (MET, REPORT)
    assert found[CycleStatus.SENT_TO_PANEL] == YearStep(CycleStatus.SENT_TO_PANEL)
    assert [step.status for step in steps_from_text(text, BodyKind.COMMON_COUNCIL)] == [CycleStatus.REPORT_PUBLISHED]
    assert steps_from_text("", BodyKind.MAYOR)[0] == YearStep(CycleStatus.SENT_TO_PANEL)


def test_a_step_is_cleaned_before_it_is_kept() -> None:
    assert cleaned_step(YearStep(REPORT.status, "2026-09-01", " https://x\u0000 ", "1")).link == "https://x"
    with pytest.raises(Refused, match=r"date\.malformed"):
        cleaned_step(YearStep(REPORT.status, "1.9.2026"))
    with pytest.raises(Refused, match="marking"):
        cleaned_step(YearStep(REPORT.status, page="TOP SECRET"))
