"""What a file says it is the return of, also where it was refused: so that a tracker can put it beside a body.

Nothing of it is believed: no hash was checked, and anybody can write a manifest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assurance_app.domain.refusal import Refused
from assurance_app.domain.text import clean_text
from assurance_app.domain.years import parse_year
from assurance_app.exchange.return_checks import Fault, plain_json
from assurance_app.files.archive import part_without_directory

_MANIFEST = "manifest.json"
_LARGEST_MANIFEST = 64 * 1024
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class Claim:
    """What a file says of itself. Each is "" where it does not say it, or not in a way that can be told."""

    body_id: str = ""
    body_name: str = ""
    year: str = ""


def claimed(path: Path) -> Claim | None:
    """What the file says it is the return of; None where that cannot be read.

    It answers for a file that is damaged, cut short, altered or from a newer version, as long as its manifest stands
    where this program puts it. It never raises, and reads no more than some kilobytes of any file.
    """
    try:
        data = part_without_directory(path, _MANIFEST, _LARGEST_MANIFEST)
        head = plain_json(_MANIFEST, data) if data else None
    except (OSError, ValueError, Fault):
        # What is wrong with the file was said when it was refused; here it only says nothing.
        return None
    if not isinstance(head, Mapping) or head.get("format") != "sprreturn":
        return None
    claim = Claim(_id(head.get("body_id")), _name(head.get("body_name")), _year(head.get("year")))
    return claim if claim != Claim() else None


def _id(value: Any) -> str:
    return value if isinstance(value, str) and _ID.fullmatch(value) else ""


def _name(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_NAME:
        return ""
    try:
        name = " ".join(clean_text(value).split())
    except Refused:
        return ""
    return name if name.isprintable() else ""


def _year(value: Any) -> str:
    try:
        return parse_year(value) if isinstance(value, str) else ""
    except Refused:
        return ""
