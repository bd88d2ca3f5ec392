"""What a file is, from its first hundred bytes, before SQLite touches it: merely opening some files changes them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from assurance_app.domain.refusal import Refused
from assurance_app.persistence.engine import is_open_here
from assurance_app.words import _

APPLICATION_ID = 0x53505241
"""Says in the file's header whose file it is ("SPRA")."""
SCHEMA = 2
"""The schema that this program writes: the number of the newest revision in `migrations/`."""

_MAGIC = b"SQLite format 3\x00"
_ROLLBACK = b"\x01\x01"


def number(head: bytes, offset: int) -> int:
    """The big-endian number of four bytes at an offset of the header."""
    return int.from_bytes(head[offset : offset + 4], "big")


def inspect(path: Path) -> int:
    """The schema number of the workspace at `path`, read without opening it as a database; its bytes are left alone.

    Raises Refused: workspace.missing, .not-one, .newer, .damaged or .unreachable.
    """
    where = str(path)
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise Refused("workspace.missing", path=where) from None
    except OSError as error:
        raise Refused("workspace.unreachable", path=where, detail=error.strerror or _("it cannot be read")) from error
    if not stat.S_ISREG(status.st_mode):
        raise Refused("workspace.not-one", path=where)
    if is_open_here(path):
        return SCHEMA  # It was inspected when it was opened, and opening it once more would drop SQLite's locks on it.
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise Refused("workspace.unreachable", path=where, detail=error.strerror or _("it cannot be read")) from error
    if len(head) < 100 or not head.startswith(_MAGIC) or number(head, 68) != APPLICATION_ID:
        raise Refused("workspace.not-one", path=where)
    schema = number(head, 60)
    if schema > SCHEMA:
        raise Refused("workspace.newer", path=where, found=schema, known=SCHEMA)
    if schema < 1:
        raise Refused("workspace.damaged", path=where, detail=_("it does not say which schema it has"))
    if head[18:20] != _ROLLBACK:
        raise Refused("workspace.damaged", path=where, detail=_("another program changed how it is written"))
    # With a journal beside it the file is in the middle of a change that SQLite will take back.
    if not has_unfinished_change(path) and _is_cut(head, status.st_size):
        raise Refused("workspace.damaged", path=where, detail=_("a part of it is missing"))
    return schema


def _is_cut(head: bytes, size: int) -> bool:
    page = int.from_bytes(head[16:18], "big")
    page = 65536 if page == 1 else page
    return page == 0 or size < page * max(1, number(head, 28))


def journal_of(path: Path) -> Path:
    """Where SQLite keeps what it needs to take an unfinished change back."""
    return path.with_name(path.name + "-journal")


def has_unfinished_change(path: Path) -> bool:
    """Whether a journal lies beside the file that SQLite will take back into it; what a crash leaves empty is none."""
    try:
        with journal_of(path).open("rb") as journal:
            return journal.read(1) not in (b"", b"\0")
    except OSError:
        return journal_of(path).exists()


def is_read_only(path: Path) -> bool:
    """Whether the file itself says that it may not be written to, whoever asks."""
    return path.stat().st_mode & 0o222 == 0 or not os.access(path, os.W_OK)
