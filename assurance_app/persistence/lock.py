"""One writer at a time: an advisory lock on a file beside the workspace, held by the system for as long as we live."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from assurance_app.domain.refusal import Refused
from assurance_app.persistence import errors, holder


class WorkspaceLock:
    """The lock while it is held. A process that dies loses it by itself; what it leaves lying blocks nobody."""

    def __init__(self, path: Path, lock: FileLock) -> None:
        self._path = path
        self._lock = lock

    @classmethod
    def take(cls, path: Path, author: str, since: str) -> WorkspaceLock:
        """Take the lock and write down who has it; Refused("workspace.locked") names who has it already."""
        # Taken on the thread that opens, given back on the one that closes: hence not thread-local.
        lock = FileLock(holder.lock_file(path), timeout=0, thread_local=False)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            raise Refused("workspace.locked", path=str(path), holder=holder.named(path)) from None
        except (OSError, NotImplementedError) as error:
            raise errors.of_system(error if isinstance(error, OSError) else OSError(str(error)), path) from error
        holder.note(path, author, since)
        return cls(path, lock)

    @classmethod
    @contextlib.contextmanager
    def taken(cls, path: Path, author: str, since: str) -> Iterator[WorkspaceLock]:
        """As `take`; the lock is given back where what is done under it fails, and stays held where it succeeds."""
        lock = cls.take(path, author, since)
        try:
            yield lock
        except BaseException:
            lock.release()
            raise

    def release(self) -> None:
        """Give the lock back and leave nothing lying beside the workspace. Releasing twice changes nothing."""
        if not self._lock.is_locked:
            return
        with contextlib.suppress(OSError):
            holder.holder_file(self._path).unlink(missing_ok=True)
        # While it is still held where the system allows it, so that nobody's fresh lock file is taken away.
        with contextlib.suppress(OSError):
            holder.lock_file(self._path).unlink(missing_ok=True)
        self._lock.release()
