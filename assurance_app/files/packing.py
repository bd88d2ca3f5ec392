"""Packing so that the same content makes the same bytes, whenever it is packed."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import IO


def write_timeless(packed: IO[bytes], path: Path) -> None:
    """Write a zip that this program made to `path`, with the same members in the same order and no moment in it."""
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
