"""UDP datagrams and TCP streams out of captured frames: VLANs, IPv4 and IPv6, fragments, segments in any order. Pure."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from command_center.connectors.gb28181.pcap import Frame

_IPV4, _IPV6 = 0x0800, 0x86DD
_VLAN = (0x8100, 0x88A8, 0x9100)
_MOST_WAITING = 4096


class Piece(NamedTuple):
    """Payload of a datagram, or of a TCP stream in its order (then flow tells one from another)."""

    at_utc: int
    source: tuple[str, int]
    target: tuple[str, int]
    data: bytes
    is_tcp: bool

    @property
    def flow(self) -> tuple[tuple[str, int], tuple[str, int]]:
        """One direction of a connection."""
        return self.source, self.target


class Packets:
    """Feed frames, take pieces. skipped: frames that hold neither UDP nor TCP over IP."""

    def __init__(self) -> None:
        self._fragments: dict[tuple[bytes, bytes, int], dict[int, tuple[bytes, bool]]] = {}
        self._next: dict[object, int] = {}
        self._waiting: dict[object, dict[int, Piece]] = {}
        self.skipped = 0

    def feed(self, frame: Frame) -> Iterator[Piece]:
        """Pieces that are whole now."""
        try:
            found = self._ip(frame)
            if found is None:
                return
            protocol, source, target, data = found
            if protocol == 17:
                yield from self._udp(frame.at_utc, source, target, data)
            elif protocol == 6:
                yield from self._tcp(frame.at_utc, source, target, data)
            else:
                self.skipped += 1
        except (struct.error, IndexError):
            self.skipped += 1

    def rest(self) -> Iterator[Piece]:
        """What still waits for segments that the capture does not have."""
        for waiting in self._waiting.values():
            yield from (waiting[sequence] for sequence in sorted(waiting))
        self._waiting.clear()

    def _ip(self, frame: Frame) -> tuple[int, str, str, bytes] | None:
        kind, data = _network(frame)
        if kind == _IPV4 and len(data) >= 20:
            return self._ipv4(data)
        if kind == _IPV6 and len(data) >= 40:
            return self._ipv6(data)
        self.skipped += 1
        return None

    def _ipv4(self, data: bytes) -> tuple[int, str, str, bytes] | None:
        head, total = (data[0] & 0x0F) * 4, struct.unpack_from(">H", data, 2)[0]
        payload = data[head:total] if total else data[head:]  # 0: left to the network card
        number, flags = struct.unpack_from(">HH", data, 4)
        whole = self._defragment((data[12:16], data[16:20], number << 8 | data[9]), (flags & 0x1FFF) * 8,
                                 bool(flags & 0x2000), payload)
        if whole is None:
            return None
        return data[9], ".".join(map(str, data[12:16])), ".".join(map(str, data[16:20])), whole

    def _ipv6(self, data: bytes) -> tuple[int, str, str, bytes] | None:
        size, following = struct.unpack_from(">HB", data, 4)
        payload = data[40:40 + size] if size else data[40:]
        source, target = data[8:24], data[24:40]
        while following in (0, 43, 60, 44):
            if following == 44:
                following, offset, number = payload[0], *struct.unpack_from(">HI", payload, 2)
                whole = self._defragment((source, target, number << 8 | following), offset & ~7, bool(offset & 1), payload[8:])
                if whole is None:
                    return None
                payload = whole
            else:
                following, payload = payload[0], payload[8 + payload[1] * 8:]
        return following, source.hex(), target.hex(), payload

    def _defragment(self, key: tuple[bytes, bytes, int], offset: int, more: bool, payload: bytes) -> bytes | None:
        if not offset and not more:
            return payload
        parts = self._fragments.setdefault(key, {})
        parts[offset] = (payload, more)
        whole, at = b"", 0
        while at in parts:
            part, goes_on = parts[at]
            whole, at = whole + part, at + len(part)
            if not goes_on:
                del self._fragments[key]
                return whole
            if not part:
                break
        while len(self._fragments) > _MOST_WAITING:
            del self._fragments[next(iter(self._fragments))]
        return None

    def _udp(self, at: int, source: str, target: str, data: bytes) -> Iterator[Piece]:
        first, second, size, _ = struct.unpack_from(">HHHH", data)
        payload = data[8:size] if size >= 8 else data[8:]
        if payload:
            yield Piece(at, (source, first), (target, second), payload, False)

    def _tcp(self, at: int, source: str, target: str, data: bytes) -> Iterator[Piece]:
        first, second, sequence = struct.unpack_from(">HHI", data)
        payload, is_syn = data[(data[12] >> 4) * 4:], bool(data[13] & 2)
        piece = Piece(at, (source, first), (target, second), payload, True)
        if is_syn:
            self._next[piece.flow] = (sequence + 1) & 0xFFFFFFFF
            self._waiting.pop(piece.flow, None)
            return
        if not payload:
            return
        waiting = self._waiting.setdefault(piece.flow, {})
        waiting[sequence] = piece
        self._next.setdefault(piece.flow, sequence)
        yield from self._in_order(piece.flow, waiting)

    def _in_order(self, flow: object, waiting: dict[int, Piece]) -> Iterator[Piece]:
        while waiting:
            due = self._next[flow]
            ahead, sequence = min(((each - due + 0x80000000) & 0xFFFFFFFF, each) for each in waiting)
            behind = 0x80000000 - ahead
            if behind < 0 and len(waiting) < _MOST_WAITING:
                return
            piece = waiting.pop(sequence)
            fresh = piece.data[max(0, behind):]
            if fresh:
                self._next[flow] = (sequence + len(piece.data)) & 0xFFFFFFFF
                yield piece._replace(data=fresh)


def _network(frame: Frame) -> tuple[int, bytes]:
    """(ethertype, packet) of a frame."""
    link, data = frame.link, frame.data
    if link == 1:
        at = 12
        while (kind := struct.unpack_from(">H", data, at)[0]) in _VLAN:
            at += 4
        if kind == 0x8864:  # PPPoE
            return (_IPV4 if data[at + 8:at + 10] == b"\x00\x21" else _IPV6), data[at + 10:]
        return kind, data[at + 2:]
    if link in (113, 276):
        return struct.unpack_from(">H", data, 14 if link == 113 else 0)[0], data[16 if link == 113 else 20:]
    if link in (0, 108):
        data = data[4:]
    elif link not in (12, 14, 101, 228, 229):
        return 0, data
    return (_IPV6 if data[:1] and data[0] >> 4 == 6 else _IPV4), data
