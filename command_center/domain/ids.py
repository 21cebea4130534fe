"""Event and entity identifiers: ULIDs, so that they sort by the time of their making. Any thread."""

from __future__ import annotations

import os
import random
import threading
import time

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base 32, as the ULID specification has it
_lock = threading.Lock()
_last = 0
# Ids must differ, not be secret, and asking the system for ten bytes at a time costs more than the event itself.
_random = random.Random()
os.register_at_fork(after_in_child=_random.seed)  # or parent and child would give the same ids


def new_eid() -> bytes:
    """A fresh 16-byte ULID: 48 bits of milliseconds, 80 random; strictly rising within a process."""
    global _last
    with _lock:
        fresh = (time.time_ns() // 1_000_000) << 80 | _random.getrandbits(80)
        # Index pages fill in order only while ids rise, so a clock that stepped back must not show.
        _last = fresh if fresh > _last else _last + 1
        return _last.to_bytes(16, "big")


def eid_text(eid: bytes) -> str:
    """The 26 letters of a ULID."""
    number = int.from_bytes(eid, "big")
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5))


def new_id() -> str:
    """A fresh identifier for an entity (incident, order) as text."""
    return eid_text(new_eid())
