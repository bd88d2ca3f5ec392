"""The national picture of a year: what commissioners concluded, from the returns that the APCC received."""

from __future__ import annotations

from dataclasses import dataclass

from assurance_app.domain.record import Record


@dataclass(frozen=True, slots=True)
class Return:
    """A return as the national picture takes it. `record` holds what partners may read."""

    record: Record
    draft: bool
    fingerprint: str
    received_file: str
    before_panel: bool | None = None
