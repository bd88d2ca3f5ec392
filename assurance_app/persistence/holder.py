"""Who has a workspace open: a small JSON file beside it, only ever shown to people. The lock itself is the system's."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import platform
from pathlib import Path

from assurance_app.words import _


def lock_file(path: Path) -> Path:
    """Where the advisory lock of a workspace lies: "county.assurance.lock"."""
    return path.with_name(path.name + ".lock")


def holder_file(path: Path) -> Path:
    """Where the name of the lock's holder lies: "county.assurance.holder"."""
    return path.with_name(path.name + ".holder")


def note(path: Path, author: str, since: str) -> None:
    """Write down who holds the workspace. A full disk or the like is no reason not to open it."""
    with contextlib.suppress(OSError):
        text = json.dumps({"user": author, "machine": platform.node(), "since": since}, ensure_ascii=False)
        holder_file(path).write_text(text + "\n", encoding="utf-8")


def named(path: Path) -> str:
    """The holder in words: "A. Officer on PC-7 (since 2026-11-20 11:02)", "Somebody else" where it cannot tell."""
    try:
        found = json.loads(holder_file(path).read_text(encoding="utf-8"))
        since = dt.datetime.fromisoformat(found["since"]).astimezone()
        user, machine = str(found["user"])[:100] or _("Somebody"), str(found["machine"])[:100]
        return _("{user} on {machine} (since {since})").format(
            user=user, machine=machine, since=f"{since:%Y-%m-%d %H:%M}"
        )
    except (OSError, ValueError, KeyError, TypeError):
        return _("Somebody else")
