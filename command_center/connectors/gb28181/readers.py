"""What the readers of a stream have not yet taken, and the ports that streams come in at. Any thread.

A reader begins with the bytes since the last key frame. One that does not keep up loses what comes until the next key
frame, never memory.
"""

from __future__ import annotations

import socket
import threading
from collections import deque

_WAITING_BYTES = 16 << 20


class MediaError(Exception):
    """Pictures cannot be had. key: no_port, refused, timeout, unsupported; detail: technical words."""

    def __init__(self, key: str, detail: str = "") -> None:
        super().__init__(f"{key}: {detail}" if detail else key)
        self.key, self.detail = key, detail


def open_port(ports: range, kind: int, family: int) -> socket.socket:
    """A bound socket on a free port of a range (even ones for UDP); any port for an empty range."""
    step = 2 if kind == socket.SOCK_DGRAM else 1
    first = ports.start + (ports.start % 2 if step == 2 else 0)
    for port in range(first, ports.stop, step) if ports else (0,):
        sock = socket.socket(family, kind)
        try:
            sock.bind(("", port))
            return sock
        except OSError:
            sock.close()
    raise MediaError("no_port", f"all of {ports.start}-{ports.stop - 1} are taken")


class Reader:
    """What one reader has not yet taken."""

    def __init__(self, beginning: bytes) -> None:
        self._parts: deque[bytes] = deque([beginning] if beginning else [])
        self._size = len(beginning)
        self._room = threading.Condition()
        self._over = False
        self.is_whole = bool(beginning)
        self.dropped = 0

    def put(self, payload: bytes, entry: int) -> None:
        """Give bytes, with the place of an entry in them or -1; nothing before the first entry, and nothing up to the
        next one after an overflow."""
        with self._room:
            if self._size > _WAITING_BYTES:
                self.is_whole = False
            if not self.is_whole and entry >= 0 and self._size <= _WAITING_BYTES:
                self.is_whole, payload = True, payload[entry:]
            if not self.is_whole:
                self.dropped += len(payload)
                return
            self._parts.append(payload)
            self._size += len(payload)
            self._room.notify()

    def take(self, timeout_s: float) -> bytes | None:
        """Bytes; b"" when none came in time; None when there will be no more."""
        with self._room:
            if not self._parts and not self._over:
                self._room.wait(timeout_s)
            if not self._parts:
                return None if self._over else b""
            data = b"".join(self._parts)
            self._parts.clear()
            self._size = 0
            return data

    def end(self) -> None:
        """There will be no more."""
        with self._room:
            self._over = True
            self._room.notify()
