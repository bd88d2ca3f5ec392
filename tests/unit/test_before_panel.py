"""Whether a return was made before the panel met: the APCC asks, and some bodies have no panel."""

from __future__ import annotations

import pytest

from assurance_app.application.outputs import before_panel
from assurance_app.domain.values import BodyKind, CycleStatus


@pytest.mark.parametrize("status", [CycleStatus.DRAFTING, CycleStatus.APPROVED, CycleStatus.SENT_TO_PANEL])
def test_before_the_panel_met(status: CycleStatus) -> None:
    assert before_panel(BodyKind.PCC, status) is True


@pytest.mark.parametrize("status", [CycleStatus.PANEL_MET, CycleStatus.PANEL_REPORTED, CycleStatus.REPORT_PUBLISHED])
def test_after_the_panel_met(status: CycleStatus) -> None:
    assert before_panel(BodyKind.MAYOR, status) is False


def test_the_common_council_answers_to_no_panel() -> None:
    assert before_panel(BodyKind.COMMON_COUNCIL, CycleStatus.PANEL_MET) is None
