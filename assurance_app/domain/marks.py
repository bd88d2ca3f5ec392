"""The symbol of each standing, the same in pictures and in the window."""

from __future__ import annotations

from enum import StrEnum

from assurance_app.domain.progress import Standing


class Mark(StrEnum):
    """The symbol of a state in a picture. Its word stands beside it, so that no meaning hangs on colour."""

    CHECK = "check"
    HALF = "half"
    CROSS = "cross"
    DASH = "dash"
    RING = "ring"


MARKS = {
    Standing.MET: Mark.CHECK,
    Standing.PARTLY: Mark.HALF,
    Standing.NOT_MET: Mark.CROSS,
    Standing.NOT_EXAMINED: Mark.DASH,
    Standing.STARTED: Mark.RING,
    Standing.TO_DO: Mark.RING,
}
"""The symbol of each standing."""
