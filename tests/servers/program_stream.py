"""Clips as MPEG program streams, packed as GB/T 28181 devices do: a pack a picture, system header and stream map before
every key frame. Written after ISO 13818-1, not with the product's code."""

from __future__ import annotations

import io
import struct
import subprocess
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

import av

from tests.servers.video_clips import HEIGHT, RATE, WIDTH, bars

STREAM_TYPES = {"mpeg2video": 0x02, "mpeg4": 0x10, "h264": 0x1B, "hevc": 0x24}
_ENCODERS = {"h264": ["libx264"], "hevc": ["libx265", "-x265-params", "log-level=none"]}
_G711 = 0x90


class Picture(NamedTuple):
    """One picture as a pack; time in 1/90000 s."""

    time: int
    is_key: bool
    pack: bytes


def _coded(codec: str, seconds: float, gop: int) -> list[tuple[bool, bytes]]:
    if codec in _ENCODERS:
        return _by_command(codec, seconds, gop)
    context = av.CodecContext.create(codec, "w")
    context.width, context.height, context.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    context.time_base, context.framerate = Fraction(1, RATE), Fraction(RATE)
    context.bit_rate, context.gop_size, context.max_b_frames, context.thread_count = 1_000_000, gop, 0, 1
    found = []
    for number in range(round(seconds * RATE)):
        frame = av.VideoFrame.from_ndarray(bars(number % 1024), "gray").reformat(format="yuv420p")
        frame.pts, frame.time_base = number, Fraction(1, RATE)
        found += [(packet.is_keyframe, bytes(packet)) for packet in context.encode(frame)]
    return found + [(packet.is_keyframe, bytes(packet)) for packet in context.encode(None)]


def _by_command(codec: str, seconds: float, gop: int) -> list[tuple[bool, bytes]]:
    """H.264 and H.265 of the ffmpeg command line."""
    raw = b"".join(bars(number % 1024).tobytes() for number in range(round(seconds * RATE)))
    done = subprocess.run(
        ["ffmpeg", "-v", "error", "-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(RATE),
         "-i", "-", "-c:v", *_ENCODERS[codec], "-pix_fmt", "yuv420p", "-bf", "0", "-g", str(gop), "-b:v", "1M",
         "-f", codec, "-"],
        input=raw, capture_output=True, check=True)
    with av.open(io.BytesIO(done.stdout), format=codec) as container:
        return [(packet.is_keyframe, bytes(packet)) for packet in container.demux(video=0) if packet.size]


def _stamp(value: int, prefix: int) -> bytes:
    return bytes((prefix << 4 | (value >> 29 & 0xE) | 1, value >> 22 & 0xFF, (value >> 14 & 0xFE) | 1,
                  value >> 7 & 0xFF, (value << 1 & 0xFE) | 1))


def _pack_header(time: int) -> bytes:
    base = (0x4 << 44) | ((time >> 30 & 7) << 43) | (1 << 42) | ((time >> 15 & 0x7FFF) << 27) | (1 << 26) | (
        (time & 0x7FFF) << 11) | (1 << 10) | 1
    return b"\x00\x00\x01\xba" + base.to_bytes(6, "big") + bytes(((10_000 >> 14) & 0xFF, (10_000 >> 6) & 0xFF,
                                                                  (10_000 << 2 & 0xFC) | 3, 0xF8))


_SYSTEM = b"\x00\x00\x01\xbb\x00\x0c\x80\xc3\x51\x04\xe1\x7f\xe0\xe0\x80\xc0\xc0\x08"


def _map(stream_type: int, sound: bool) -> bytes:
    streams = bytes((stream_type, 0xE0, 0, 0)) + (bytes((_G711, 0xC0, 0, 0)) if sound else b"")
    body = bytes((0xE0, 0xFF, 0, 0, 0, len(streams))) + streams
    return b"\x00\x00\x01\xbc" + struct.pack(">H", len(body) + 4) + body + b"\x00\x00\x00\x00"


def _pes(data: bytes, time: int, stream: int = 0xE0) -> bytes:
    parts, first = [], True
    for at in range(0, len(data), 60_000):
        head = _stamp(time, 2) if first else b""
        flags = bytes((0x80, 0x80 if first else 0, len(head)))
        piece = data[at:at + 60_000]
        parts.append(b"\x00\x00\x01" + bytes((stream,)) + struct.pack(">H", len(flags) + len(head) + len(piece)) + flags + head + piece)
        first = False
    return b"".join(parts)


@lru_cache(maxsize=4)
def make_pictures(seconds: float = 4, codec: str = "mpeg4", gop: int = 25,
                  sound: bool = False) -> tuple[Picture, ...]:
    """A clip whose pictures carry their numbers; sound: G.711 A-law beside them, in packs of their own."""
    found = []
    for number, (is_key, data) in enumerate(_coded(codec, seconds, gop)):
        time = 90_000 + number * 90_000 // RATE
        pack = _pack_header(time) + (_SYSTEM + _map(STREAM_TYPES[codec], sound) if is_key else b"") + _pes(data, time)
        if sound:
            pack += _pack_header(time) + _pes(bytes((0x55, 0xD5)) * 160, time, 0xC0)
        found.append(Picture(time, is_key, pack))
    return tuple(found)


def rtp_packets(pictures: tuple[Picture, ...], ssrc: int, sequence: int = 0, size: int = 1400) -> list[list[bytes]]:
    """RTP packets, a list a picture."""
    groups = []
    for picture in pictures:
        pieces = [picture.pack[at:at + size] for at in range(0, len(picture.pack), size)]
        group = []
        for number, piece in enumerate(pieces):
            marker = 0x80 if number == len(pieces) - 1 else 0
            group.append(struct.pack(">BBHII", 0x80, 96 | marker, sequence & 0xFFFF, picture.time & 0xFFFFFFFF, ssrc) + piece)
            sequence += 1
        groups.append(group)
    return groups
