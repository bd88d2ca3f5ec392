"""Dumps of earlier versions of the program as this one would have written them.

Contents and the record of changes stay as they are: what a payload lacks takes the default of its field.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_NEW_KINDS = (
    "commission",
    "expected_body",
    "entered_return",
    "refused_file",
    "permission",
    "extract",
    "summary_text",
    "summary_clearance",
)
_NEW_OF_RETURNS: Mapping[str, Any] = {"made_at": "", "framework_id": "", "framework_revision": 0, "came_on": ""}


def brought_up(plain: object) -> object:
    """A dump as the newest version writes it. What is no dump of an earlier version comes back as it is."""
    if not isinstance(plain, dict) or type(plain.get("v")) is not int or plain["v"] != 1:
        return plain
    entities = plain.get("entities")
    if not isinstance(entities, dict) or not isinstance(entities.get("received_return"), list):
        return plain
    returns = [_with_new_fields(item) for item in entities["received_return"]]
    made: dict[str, object] = {**plain, "v": 2}
    made["entities"] = {**entities, "received_return": returns, **{kind: [] for kind in _NEW_KINDS}}
    return made


def _with_new_fields(item: object) -> object:
    if not isinstance(item, dict) or not isinstance(item.get("entity"), dict):
        return item
    return {**item, "entity": {**item["entity"], **_NEW_OF_RETURNS}}
