"""RTP packets back into the bytes that they carry: order, losses, TCP's framing (RFC 4571). Pure; one stream, one thread."""

from __future__ import annotations

import struct
from typing import NamedTuple

_WINDOW = 64  # packets that wait for an earlier one before it counts as lost
_PATIENCE_S = 0.1  # and so long, where a stream is slow
_FIRST = 8  # packets that are looked at to see which is the first
_RESTART = 3000  # a jump this large is no loss: the sender began anew


class Packet(NamedTuple):
    """One RTP packet."""

    sequence: int
    timestamp: int
    ssrc: int
    payload_type: int
    marker: bool
    payload: bytes


def parse(data: bytes) -> Packet | None:
    """A packet of its bytes; None for what is no RTP (RTCP, rubbish, cut short)."""
    if len(data) < 12 or data[0] >> 6 != 2:
        return None
    flags, kind, sequence, timestamp, ssrc = struct.unpack_from(">BBHII", data)
    if 72 <= kind & 0x7F <= 76:  # RTCP on the same port
        return None
    start, end = 12 + 4 * (flags & 0x0F), len(data)
    if flags & 0x10:
        if start + 4 > end:
            return None
        start += 4 + 4 * struct.unpack_from(">H", data, start + 2)[0]
    if flags & 0x20:
        end -= data[-1]
    if start > end:
        return None
    return Packet(sequence, timestamp, ssrc, kind & 0x7F, bool(kind & 0x80), data[start:end])


class Reorder:
    """Gives packets in the order of their numbers. Counts what was lost, came twice or came late."""

    def __init__(self, window: int = _WINDOW) -> None:
        self._window = window
        self._next: int | None = None
        self._waiting: dict[int, Packet] = {}
        self._late_in_a_row = 0
        self._gap_since_s: float | None = None
        self.received = self.lost = self.doubled = 0

    def put(self, packet: Packet, at_s: float = 0.0) -> list[Packet]:
        """The packets that are now due. at_s: a clock, for gaps that are not filled in time."""
        self.received += 1
        if self._next is None:
            self._waiting[packet.sequence] = packet
            if len(self._waiting) < _FIRST and self.received < 2 * _FIRST:
                return []
            first = packet.sequence
            self._next = min(self._waiting, key=lambda number: (number - first + 0x8000) & 0xFFFF)
            return self._run()
        ahead = (packet.sequence - self._next) & 0xFFFF
        if ahead >= 0x8000:
            return self._late(packet)
        self._late_in_a_row = 0
        if packet.sequence in self._waiting:
            self.doubled += 1
            return []
        self._waiting[packet.sequence] = packet
        if ahead > _RESTART:
            return self._restart(packet.sequence)
        due = self._run()
        while len(self._waiting) > self._window or self._is_late(at_s):
            self._skip_gap()
            due += self._run()
        return due

    def _is_late(self, at_s: float) -> bool:
        if not self._waiting:
            self._gap_since_s = None
            return False
        if self._gap_since_s is None:
            self._gap_since_s = at_s
        return at_s - self._gap_since_s > _PATIENCE_S

    def flush(self) -> list[Packet]:
        """All that waits, gaps counted."""
        due = []
        if self._next is None and self._waiting:
            self._next = min(self._waiting)
            due = self._run()
        while self._waiting:
            self._skip_gap()
            due += self._run()
        return due

    def _late(self, packet: Packet) -> list[Packet]:
        self.doubled += 1
        self._late_in_a_row += 1
        if self._late_in_a_row <= self._window:
            return []
        self._waiting.clear()  # so many old numbers in a row are a sender that counts anew
        self._late_in_a_row = 0
        self._waiting[packet.sequence] = packet
        return self._restart(packet.sequence)

    def _restart(self, sequence: int) -> list[Packet]:
        self._waiting = {sequence: self._waiting[sequence]}
        self._next = sequence
        return self._run()

    def _run(self) -> list[Packet]:
        due = []
        assert self._next is not None
        while (packet := self._waiting.pop(self._next, None)) is not None:
            due.append(packet)
            self._next = (self._next + 1) & 0xFFFF
        return due

    def _skip_gap(self) -> None:
        assert self._next is not None
        nearest = min(self._waiting, key=lambda number: (number - self._next) & 0xFFFF)  # type: ignore[operator]
        self.lost += (nearest - self._next) & 0xFFFF
        self._gap_since_s = None
        self._next = nearest


class Framer:
    """RFC 4571: two bytes of length before every packet. A length of 0 is skipped."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """Whole packets that have come."""
        buffer = self._buffer
        buffer += data
        found, at = [], 0
        while at + 2 <= len(buffer):
            if buffer[at] == 0x24 and buffer[at + 4:at + 5] in (b"\x80", b"\x90") and buffer[at + 2] >> 6 != 2:
                at += 2  # some devices frame as RTSP does: "$", channel, length
            size = buffer[at] << 8 | buffer[at + 1]
            if at + 2 + size > len(buffer):
                break
            if size:
                found.append(bytes(buffer[at + 2:at + 2 + size]))
            at += 2 + size
        del buffer[:at]
        return found
