"""Packet captures: pcapng and pcap of any byte order and resolution, as frames with their times. Pure over a file."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

_LARGEST = 16 << 20
_SECTION, _INTERFACE, _SIMPLE, _ENHANCED, _OLD = 0x0A0D0D0A, 1, 3, 6, 2
_PCAP = {b"\xd4\xc3\xb2\xa1": ("<", 1), b"\xa1\xb2\xc3\xd4": (">", 1),
         b"\x4d\x3c\xb2\xa1": ("<", 1000), b"\xa1\xb2\x3c\x4d": (">", 1000)}


class Frame(NamedTuple):
    """at_utc: microseconds, 0 where the file does not say; link: link type."""

    at_utc: int
    link: int
    data: bytes


class _Interface(NamedTuple):
    link: int
    per_second: int
    offset_s: int


def is_capture(head: bytes) -> bool:
    """Whether a file that begins so is a capture."""
    return head[:4] == b"\n\r\r\n" or head[:4] in _PCAP


def frames(file: BinaryIO) -> Iterator[Frame]:
    """Every frame. Raises ValueError where the file breaks off, after the whole ones before that."""
    magic = file.read(4)
    if magic in _PCAP:
        yield from _pcap(file, *_PCAP[magic])
    elif magic == b"\n\r\r\n":
        file.seek(-4, 1)
        yield from _pcapng(file)
    else:
        raise ValueError("no capture")


def _pcap(file: BinaryIO, order: str, divisor: int) -> Iterator[Frame]:
    head = _exactly(file, 20)
    link = struct.unpack_from(order + "I", head, 16)[0] & 0xFFFF
    while (record := file.read(16)):
        if len(record) < 16:
            raise ValueError("truncated: a capture's record")
        seconds, fraction, size, _ = struct.unpack(order + "IIII", record)
        yield Frame(seconds * 1_000_000 + fraction // divisor, link, _exactly(file, size))


def _pcapng(file: BinaryIO) -> Iterator[Frame]:
    order, interfaces = "<", list[_Interface]()
    while (head := file.read(8)):
        if len(head) < 8:
            raise ValueError("truncated: a capture's block")
        if head[:4] == b"\n\r\r\n":
            mark = _exactly(file, 4)
            order = "<" if mark == b"\x4d\x3c\x2b\x1a" else ">"
            interfaces = []
            size = struct.unpack(order + "I", head[4:])[0]
            _exactly(file, size - 12)
            continue
        kind, size = struct.unpack(order + "II", head)
        if size < 12 or size % 4:
            raise ValueError(f"bad_capture: a block of {size} bytes")
        body = _exactly(file, size - 8)[:-4]
        if kind == _INTERFACE and len(body) >= 8:
            interfaces.append(_interface(body, order))
        elif kind in (_ENHANCED, _SIMPLE, _OLD) and interfaces:
            frame = _frame(kind, body, order, interfaces)
            if frame is not None:
                yield frame


def _interface(body: bytes, order: str) -> _Interface:
    per_second, offset, at = 1_000_000, 0, 8
    while at + 4 <= len(body):
        code, size = struct.unpack_from(order + "HH", body, at)
        value = body[at + 4:at + 4 + size]
        if code == 9 and value:
            power = value[0] & 0x7F
            per_second = 2 ** min(power, 63) if value[0] & 0x80 else 10 ** min(power, 18)
        elif code == 14 and len(value) == 8:
            offset = struct.unpack(order + "q", value)[0]
        elif code == 0:
            break
        at += 4 + (size + 3) // 4 * 4
    return _Interface(struct.unpack_from(order + "H", body)[0], per_second, offset)


def _frame(kind: int, body: bytes, order: str, interfaces: list[_Interface]) -> Frame | None:
    if kind == _SIMPLE:
        return Frame(0, interfaces[0].link, body[4:4 + struct.unpack_from(order + "I", body)[0]]) if len(body) > 4 else None
    if len(body) < 20:
        return None
    if kind == _ENHANCED:
        number, high, low, size, _ = struct.unpack_from(order + "IIIII", body)
    else:
        number, _, high, low, size, _ = struct.unpack_from(order + "HHIIII", body)
    if number >= len(interfaces):
        return None
    port = interfaces[number]
    at = (high << 32 | low) * 1_000_000 // port.per_second + port.offset_s * 1_000_000
    return Frame(at, port.link, body[20:20 + size])


def _exactly(file: BinaryIO, size: int) -> bytes:
    if not 0 <= size <= _LARGEST:
        raise ValueError(f"bad_capture: a block of {size} bytes")
    data = file.read(size)
    if len(data) < size:
        raise ValueError("truncated: a capture's block")
    return data
