"""Pictures of the record for the screen: the same that stand in documents."""

from __future__ import annotations

from dataclasses import dataclass

from assurance_app.domain.charts import capacity_beside
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.projection import for_audience
from assurance_app.persistence.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as PNG, with its caption and what it shows in words."""

    png: bytes
    caption: str
    alternative: str


def capacity_picture(workspace: Workspace, cycle_id: str, width: int, *, dark: bool) -> Drawn | None:
    """The capacity in the year's answers beside national figures, `width` pixels wide; None where there is none."""
    with workspace.reading() as reading:
        record = reading.record(cycle_id, library=False)
    figure = next(capacity_beside(for_audience(record, Audience.OFFICE)), None)
    if figure is None:
        return None
    from assurance_app.documents.charts import picture_png

    return Drawn(picture_png(figure, width, dark=dark), figure.caption, figure.alternative)
