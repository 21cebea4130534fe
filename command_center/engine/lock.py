"""The lock beside a journal that elects its one engine. Any thread; one process holds it.

PATH.lock is locked with flock, which the kernel releases however its holder dies, and says in JSON who holds it:
{"pid": 123, "socket": "PATH.sock"}. It is also how an engine says what its journal cannot take any more, and, by a count
behind the JSON that it raises every second, that it is not only alive but at work.
"""

from __future__ import annotations

import fcntl
import json
import os
import struct
import time
from pathlib import Path
from typing import Any

LENGTH = 2048  # bytes of what a lock file says, padded
_BEAT = struct.Struct("<Q")


class LockedError(Exception):
    """Another process is the engine of this journal. pid: which, 0 where it does not say."""

    def __init__(self, journal: Path, pid: int) -> None:
        super().__init__(f"{journal} is in use by process {pid}")
        self.journal = journal
        self.pid = pid


def lock_path(journal: Path) -> Path:
    """The lock file of a journal."""
    return journal.with_name(journal.name + ".lock")


class EngineLock:
    """Held from construction to `release`. Raises LockedError, or OSError where the folder cannot be written."""

    def __init__(self, journal: Path, patience_s: float = 0.6) -> None:
        self.journal = journal
        journal.parent.mkdir(parents=True, exist_ok=True)
        self._fd = os.open(lock_path(journal), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        deadline = time.monotonic() + patience_s
        # `holder` probes with a shared lock for an instant; only one that stays is another engine.
        while not _try_lock(self._fd, fcntl.LOCK_EX):
            if time.monotonic() > deadline:
                told = _read(self._fd)
                os.close(self._fd)
                raise LockedError(journal, int(told.get("pid", 0)))
            time.sleep(0.05)
        self._facts: dict[str, Any] = {}
        self._beats = 0
        os.pwrite(self._fd, bytes(LENGTH + _BEAT.size), 0)  # its room, while there is some
        self.tell()

    def tell(self, **facts: Any) -> None:
        """Write who holds it, where it can be reached (socket=...) and, of a journal that cannot be written just now,
        why (trouble=...: the key of a notice). Facts told before stay. Always the same length, in place: a full disk
        has no room to write anew."""
        if self._fd < 0:
            return
        self._facts |= facts
        text = json.dumps({"pid": os.getpid(), **{key: value for key, value in self._facts.items() if value}})
        os.pwrite(self._fd, text.encode().ljust(LENGTH), 0)

    def beat(self) -> None:
        """Say once more that the engine is at work."""
        if self._fd >= 0:
            self._beats += 1
            os.pwrite(self._fd, _BEAT.pack(self._beats), LENGTH)

    def release(self) -> None:
        """Let go. The file stays: removing it would let two engines lock two files of one name."""
        if self._fd >= 0:
            os.ftruncate(self._fd, 0)
            os.close(self._fd)
            self._fd = -1


def holder(journal: Path) -> dict[str, Any] | None:
    """What the engine of a journal says of itself ({"pid": 0} if nothing yet) with how often it has said that it is at
    work ("beat", 0 before the first time), or None when none runs."""
    try:
        fd = os.open(lock_path(journal), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        return None if _try_lock(fd, fcntl.LOCK_SH) else {"pid": 0} | _read(fd)
    finally:
        os.close(fd)


def _try_lock(fd: int, how: int) -> bool:
    try:
        fcntl.flock(fd, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(fd: int) -> dict[str, Any]:
    try:
        told = json.loads(os.pread(fd, LENGTH, 0).rstrip(b"\0") or b"{}")
    except ValueError:  # just being written by an engine that starts
        told = {}
    count = os.pread(fd, _BEAT.size, LENGTH)
    beat = _BEAT.unpack(count)[0] if len(count) == _BEAT.size else 0
    return {**told, "beat": beat} if isinstance(told, dict) else {"beat": beat}
