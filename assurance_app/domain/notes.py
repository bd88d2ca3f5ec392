"""Words of the office to itself: comments on anything in the record, handover notes, checks set aside."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """A comment on an item, in a thread by `target_id`; a handover note where that is "". For the office alone."""

    id: str
    cycle_id: str
    target_kind: str
    target_id: str
    text: str
    by: str = ""
    at: str = ""
    is_resolved: bool = False


@dataclass(frozen=True, slots=True)
class CheckSetAside:
    """That a check was set aside at one place, with the reason. It returns when what it looked at changes."""

    id: str
    cycle_id: str
    code: str
    target_id: str
    seen: str
    """Digest of what the check looked at."""
    reason: str
    by: str = ""
    at: str = ""
