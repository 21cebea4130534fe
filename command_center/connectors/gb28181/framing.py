"""Cuts a TCP stream into SIP messages. Pure; belongs to one connection.

Content-Length is wrong on real devices: where the next message begins inside the body it ends there; an XML body that
goes on behind its length is taken whole, as far as it has come.
"""

from __future__ import annotations

import re

from command_center.connectors.gb28181.sip import LARGEST_HEAD

_START = re.compile(rb"(?:SIP/2\.0 \d{3}|[A-Z]{3,20} sips?:[^\s]{1,500} SIP/2\.0)[^\r\n]*\r?\n")
_END_OF_HEAD = re.compile(rb"\r?\n[ \t]*\r?\n")
_LENGTH = re.compile(rb"(?im)^(?:content-length|l)[ \t]*:[ \t]*(\d{1,9})[ \t]*\r?$")
_CLOSED = re.compile(rb"</(?:Notify|Response|Control|Query)\s*>\s*\Z")


class Framer:
    """Feed bytes, take messages. `rubbish` counts bytes that belonged to none."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._buffer = bytearray()
        self.rubbish = 0

    def feed(self, data: bytes) -> list[bytes]:
        """Whole messages that the stream now holds. Raises ValueError("too_large") where one would never end."""
        self._buffer += data
        found = []
        while (message := self._next(False)) is not None:
            found.append(message)
        if len(self._buffer) > self._limit:
            raise ValueError(f"too_large: more than {self._limit} bytes")
        return found

    def idle(self) -> list[bytes]:
        """Messages that are as whole as they get, when nothing more has come for a while."""
        found = []
        while (message := self._next(True)) is not None:
            found.append(message)
        return found

    def _next(self, idle: bool) -> bytes | None:
        buffer = self._buffer
        self._skip_rubbish()
        end = _END_OF_HEAD.search(buffer, 0, LARGEST_HEAD)
        if end is None:
            if len(buffer) > LARGEST_HEAD:
                raise ValueError("too_large: no end of the head")
            return None
        length = _LENGTH.search(bytes(buffer[:end.start() + 2]))
        size = int(length[1]) if length else 0
        if size > self._limit:
            raise ValueError(f"too_large: a body of {size} bytes")
        following = _START.search(buffer, end.end())
        if following is not None and (following.start() < end.end() + size or self._is_body(end.end() + size)):
            return self._take(following.start())
        if len(buffer) >= end.end() + size:
            return self._take(len(buffer) if self._is_body(end.end() + size) else end.end() + size)
        if idle and (_CLOSED.search(buffer) or size == 0):
            return self._take(len(buffer))
        return None

    def _is_body(self, start: int) -> bool:
        """Whether what stands behind the declared end still belongs to the body: text that begins no message."""
        rest = self._buffer[start:].lstrip(b"\r\n")
        return bool(rest) and _START.match(rest) is None and b"</" in rest

    def _skip_rubbish(self) -> None:
        buffer = self._buffer
        blank = len(buffer) - len(buffer.lstrip(b"\r\n\0 "))
        del buffer[:blank]
        if not buffer or _START.match(buffer):
            return
        start = _START.search(buffer)
        if start is not None:
            self.rubbish += start.start()
            del buffer[:start.start()]
        elif b"\n" in buffer[:LARGEST_HEAD]:  # a line that begins no message: nothing of it can be used
            cut = buffer.rfind(b"\n") + 1
            self.rubbish += cut
            del buffer[:cut]

    def _take(self, end: int) -> bytes:
        message = bytes(self._buffer[:end])
        del self._buffer[:end]
        return message
