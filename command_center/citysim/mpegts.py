"""A small MPEG transport stream muxer (ISO/IEC 13818-1) for one video stream whose packets are packed once and sent
many times: time stamps and continuity counters are patched in numpy on the way out. Pure; any thread."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

PACKET = 188
CLOCK_HZ = 90_000
STREAM_TYPES = {"mpeg2video": 0x02, "mpeg4": 0x10}
_PMT_PID, _VIDEO_PID = 0x1000, 0x100
_PES_HEAD = 14  # bytes before the picture in the first packet
_DELAY = CLOCK_HZ // 5  # the decoder's buffer: time stamps run this much ahead of the clock reference


class Picture(NamedTuple):
    """One coded picture."""

    data: bytes
    is_key: bool


def _crc(section: bytes) -> int:
    crc = 0xFFFFFFFF
    for byte in section:
        crc ^= byte << 24
        for _ in range(8):
            crc = ((crc << 1) ^ 0x04C11DB7 if crc & 0x80000000 else crc << 1) & 0xFFFFFFFF
    return crc


def _table(pid: int, section: bytes) -> bytes:
    body = section + struct.pack(">I", _crc(section))
    head = struct.pack(">BHB", 0x47, 0x4000 | pid, 0x10)
    return (head + b"\0" + body).ljust(PACKET, b"\xff")


def tables(codec: str) -> bytes:
    """The program association and program map packets."""
    association = struct.pack(">BHHBBBHH", 0x00, 0xB00D, 1, 0xC1, 0, 0, 1, 0xE000 | _PMT_PID)
    mapping = struct.pack(">BHHBBBHHBHH", 0x02, 0xB012, 1, 0xC1, 0, 0, 0xE000 | _VIDEO_PID, 0xF000,
                          STREAM_TYPES[codec], 0xE000 | _VIDEO_PID, 0xF000)
    return _table(0, association) + _table(_PMT_PID, mapping)


def _stamp(prefix: int, ticks: int) -> bytes:
    return bytes((prefix << 4 | (ticks >> 29 & 0x0E) | 1, ticks >> 22 & 0xFF, (ticks >> 14 & 0xFE) | 1,
                  ticks >> 7 & 0xFF, (ticks << 1 & 0xFE) | 1))


def _pack_picture(picture: Picture) -> bytes:
    """The packets of one picture with zero time stamps: the first carries the clock reference and the PTS."""
    pes = b"\0\0\1\xe0\0\0\x80\x80\x05" + _stamp(2, 0) + picture.data
    packets = []
    at = 0
    while at < len(pes):
        first = at == 0
        field = (b"\x50" if picture.is_key else b"\x10") + b"\0" * 6 if first else b""
        room = PACKET - 4 - (len(field) + 1 if field else 0)
        chunk = pes[at:at + room]
        at += len(chunk)
        lacking = room - len(chunk)
        if lacking and field:
            field += b"\xff" * lacking
        elif lacking:
            field = b"\0" + b"\xff" * (lacking - 2) if lacking > 1 else b""
        has_field = bool(field) or lacking == 1
        head = struct.pack(">BHB", 0x47, (0x4000 if first else 0) | _VIDEO_PID, 0x30 if has_field else 0x10)
        packets.append(head + (bytes([len(field)]) + field if has_field else b"") + chunk)
    return b"".join(packets)


@dataclass(frozen=True)
class Clip:
    """A loop of pictures, packed. packets: (n, 188); starts: index of each picture's first packet, and n at the end;
    keys: pictures at which one may enter."""

    codec: str
    rate: float
    packets: NDArray[np.uint8]
    starts: NDArray[np.int64]
    keys: NDArray[np.int64]

    @property
    def pictures(self) -> int:
        """How many pictures the loop has."""
        return len(self.starts) - 1


def make_clip(codec: str, rate: float, pictures: list[Picture]) -> Clip:
    """Pack a loop once."""
    packed = [_pack_picture(picture) for picture in pictures]
    starts = np.concatenate(([0], np.cumsum([len(part) // PACKET for part in packed])))
    body = np.frombuffer(b"".join(packed), dtype=np.uint8).reshape(-1, PACKET)
    return Clip(codec, rate, body, starts, np.array([i for i, picture in enumerate(pictures) if picture.is_key]))


def picture_data(clip: Clip, index: int) -> bytes:
    """The coded picture at `index` of a clip, taken out of its packets again."""
    parts = []
    for packet in clip.packets[int(clip.starts[index]):int(clip.starts[index + 1])]:
        start = 5 + int(packet[4]) if packet[3] & 0x20 else 4
        parts.append(packet[start:].tobytes())
    return b"".join(parts)[_PES_HEAD:]


class Muxer:
    """One viewer's stream: continuous time stamps and counters, whatever clip the pictures come from."""

    def __init__(self, codec: str) -> None:
        self._tables = tables(codec)
        self._table_count = 0
        self._count = 0

    def preamble(self) -> bytes:
        """The tables, sent first and again before key pictures."""
        packets = bytearray(self._tables)
        for index in (0, 1):
            packets[index * PACKET + 3] = 0x10 | self._table_count & 15
        self._table_count += 1
        return bytes(packets)

    def pictures(self, clip: Clip, first: int, until: int, ticks: int) -> bytes:
        """Pictures [first, until) of a clip; `ticks` is the time of the first on the 90 kHz clock."""
        start, end = int(clip.starts[first]), int(clip.starts[until])
        packets = clip.packets[start:end].copy()
        packets[:, 3] = packets[:, 3] & 0xF0 | (self._count + np.arange(end - start)) & 15
        self._count = (self._count + end - start) & 15
        for number in range(first, until):
            base = (ticks + round((number - first) * CLOCK_HZ / clip.rate)) & 0x1FFFFFFFF
            _patch(packets[int(clip.starts[number]) - start], base)
        return packets.tobytes()


def _patch(packet: NDArray[np.uint8], base: int) -> None:
    """Write clock reference and time stamp into a picture's first packet."""
    length = int(packet[4])
    reference = base << 15 | 0x7E00  # 33 bits, six reserved ones, extension zero
    packet[6:12] = np.frombuffer(reference.to_bytes(6, "big"), dtype=np.uint8)
    pes = 5 + length
    packet[pes + 9:pes + 14] = np.frombuffer(_stamp(2, (base + _DELAY) & 0x1FFFFFFFF), dtype=np.uint8)
