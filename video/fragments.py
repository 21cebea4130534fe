"""Packets of our own recorder's fragmented MP4, read without the library: opening a file costs it two milliseconds and
each seek into one that it does not know yet a search, this a few reads. One thread.

Only what the recorder writes is understood: one track of H.264 or H.265 whose fragments hold their packets in one run.
Anything else raises `Unfamiliar`, and whoever asked lets the library read the file (ISO/IEC 14496-12).
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import av

from video.source import SourceError

_HEAD = struct.Struct(">I4s")
_NAMES = {b"avc1": ("h264", b"avcC"), b"hvc1": ("hevc", b"hvcC"), b"hev1": ("hevc", b"hvcC")}
_HEAD_BYTES = 65_536  # the head of a file is under a kilobyte
_LONGEST_US = 10**15  # thirty years
_FRAGMENT_BYTES = 64_000_000
_INDEX_BYTES = 4_000_000  # of the list of fragments at the end of a finished file
_ENTRY_DESCRIPTION = 78  # bytes of a picture's sample entry before its boxes
_ROUNDED_US = 500  # times were rounded on their way into the index, by far less than pictures are apart
_OFFSET_GIVEN, _FIRST_FLAGS, _DURATIONS, _SIZES, _FLAGS, _SHIFTS = 0x1, 0x4, 0x100, 0x200, 0x400, 0x800


_MISREAD = (struct.error, LookupError, ValueError, OverflowError)


class Unfamiliar(Exception):
    """Not as the recorder writes it."""


class _Fragment(NamedTuple):
    offset: int
    dts: int  # of its first packet, in the track's time base


_Table = tuple[int, list[tuple[int, int]], int]


class FragmentedFile:
    """One open segment. name, extradata: of its codec; shape: width and height; aspect: how much wider than high a pixel is,
    0 where it is not said; tick_us: the unit of its packets' times."""

    tick_us = 1.0

    def __init__(self, path: Path) -> None:
        """Raises Unfamiliar, SourceError("missing")."""
        try:
            self._fd = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        except OSError as error:
            raise SourceError("missing", str(error)) from error
        self.name, self.shape, self.aspect = "", (0, 0), 0.0
        self.extradata: bytes | None = None
        self._scale = 1
        self._tables: dict[int, _Table] = {}  # by their place in the file
        self._defaults = (0, 0)  # duration and size of a packet that does not say
        try:
            self._fragments = self._listed(self._read_head())
        except (Unfamiliar, *_MISREAD) as error:
            self.close()
            raise Unfamiliar(str(error)) from error

    def close(self) -> None:
        """Let go of the file."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def packets_from(self, pts_us: int) -> Iterator[tuple[int, Any]]:
        """(time in microseconds, packet) from the one that is shown at a time on, in the order of decoding. What is
        damaged is left out."""
        try:
            number, begun = max(0, self._fragment_at(pts_us)), False
        except Unfamiliar:
            number, begun = 0, False  # one of those that were looked into does not say
        while number < len(self._fragments):
            for at_us, packet in self._packets(self._fragments[number]):
                begun = begun or abs(at_us - pts_us) <= _ROUNDED_US
                if begun:
                    yield at_us, packet
            number += 1

    def _fragment_at(self, pts_us: int) -> int:
        """The last fragment that begins at or before a time: what is shown then is not decoded later."""
        dts = (pts_us + _ROUNDED_US) * self._scale // 1_000_000
        low, high = 0, len(self._fragments)
        while low < high:
            middle = (low + high) // 2
            if self._dts(middle) <= dts:
                low = middle + 1
            else:
                high = middle
        return self._back_to(low - 1, pts_us)

    def _back_to(self, number: int, pts_us: int) -> int:
        """From there back to the fragment that holds it: a reordered picture is sent before it is shown."""
        for earlier in range(number, max(-1, number - 4), -1):
            if any(abs(self._to_us(pts) - pts_us) <= _ROUNDED_US for pts, _ in self._table(self._fragments[earlier])[1]):
                return earlier
        return number

    def _dts(self, number: int) -> int:
        fragment = self._fragments[number]
        if fragment.dts < 0:  # not told by a list: read where it begins
            fragment = self._fragments[number] = fragment._replace(dts=self._table(fragment)[2])
        return fragment.dts

    def _packets(self, fragment: _Fragment) -> Iterator[tuple[int, Any]]:
        try:
            offset, entries, _ = self._table(fragment)
        except Unfamiliar:
            return
        data = memoryview(os.pread(self._fd, min(sum(size for _, size in entries), _FRAGMENT_BYTES), offset))
        place = 0
        for pts, size in entries:
            if place + size > len(data):
                return  # torn off by a kill, or still being written
            view: Any = data[place:place + size]  # PyAV's own annotation leaves it out
            packet: Any = av.Packet(view)
            packet.pts = self._to_us(pts)
            yield packet.pts, packet
            place += size

    def _to_us(self, ticks: int) -> int:
        return round(ticks * 1_000_000 / self._scale)

    def _table(self, fragment: _Fragment) -> _Table:
        """(where its data begin, (pts, size) of each packet, dts of the first) of a fragment."""
        table = self._tables.get(fragment.offset)
        if table is None:
            try:
                table = self._tables[fragment.offset] = self._read_table(fragment)
            except _MISREAD as error:
                raise Unfamiliar(str(error)) from error
        return table

    def _read_table(self, fragment: _Fragment) -> _Table:
        size, kind = _HEAD.unpack(os.pread(self._fd, 8, fragment.offset).ljust(8, b"\0"))
        if kind != b"moof" or not 8 <= size <= _HEAD_BYTES * 16:
            raise Unfamiliar("a fragment is not where it should be")
        boxes = _boxes(os.pread(self._fd, size - 8, fragment.offset + 8))
        tracks = [body for name, body in boxes if name == b"traf"]
        if len(tracks) != 1:
            raise Unfamiliar("not one track")
        return self._run(dict(_boxes(tracks[0])), fragment.offset)

    def _run(self, track: dict[bytes, memoryview], base: int) -> _Table:
        head, run, begins = track[b"tfhd"], track[b"trun"], track[b"tfdt"]
        duration, usual_size = self._usual(head)
        dts = struct.unpack_from(">Q" if begins[0] else ">I", begins, 4)[0]
        first = dts
        flags = int.from_bytes(run[1:4], "big")
        count, place = struct.unpack_from(">I", run, 4)[0], 8
        if not flags & _OFFSET_GIVEN or count > _HEAD_BYTES:
            raise Unfamiliar("a run without an offset")
        offset = base + max(0, struct.unpack_from(">i", run, place)[0])
        place += 8 if flags & _FIRST_FLAGS else 4
        entries = []
        words = [bool(flags & each) for each in (_DURATIONS, _SIZES, _FLAGS, _SHIFTS)]
        row = struct.Struct(">" + "".join(code for code, there in zip("IIIi", words, strict=True) if there))
        for _ in range(count):
            values = iter(row.unpack_from(run, place))
            place += row.size
            step = next(values) if words[0] else duration
            size = next(values) if words[1] else usual_size
            if words[2]:
                next(values)
            entries.append((dts + (next(values) if words[3] else 0), size))
            dts += step
        if self._to_us(dts) > _LONGEST_US:
            raise Unfamiliar("a time that cannot be")
        return offset, entries, first

    def _usual(self, head: memoryview) -> tuple[int, int]:
        """Duration and size of packets that do not say, in one fragment."""
        flags, place = int.from_bytes(head[1:4], "big"), 8
        if flags & 0x1:
            raise Unfamiliar("a base of its own")
        place += 4 if flags & 0x2 else 0
        duration, size = self._defaults
        if flags & 0x8:
            duration, place = struct.unpack_from(">I", head, place)[0], place + 4
        if flags & 0x10:
            size = struct.unpack_from(">I", head, place)[0]
        return duration, size

    def _read_head(self) -> int:
        """Read what the file says of itself; where its first fragment begins."""
        raw = os.pread(self._fd, _HEAD_BYTES, 0)
        place = 0
        while place + 8 <= len(raw):
            size, kind = _HEAD.unpack_from(raw, place)
            if size < 8:
                break
            if kind == b"moov":
                if place + size > len(raw):
                    break
                self._read_movie(memoryview(raw)[place + 8:place + size])
                return place + size
            place += size
        raise Unfamiliar("no head")

    def _read_movie(self, movie: memoryview) -> None:
        boxes = _boxes(movie)
        tracks = [body for name, body in boxes if name == b"trak"]
        track = dict(_boxes(tracks[0])) if len(tracks) == 1 else {}
        if b"mdia" not in track or b"edts" in track:
            raise Unfamiliar("not one plain track")
        media = dict(_boxes(track[b"mdia"]))
        header = media[b"mdhd"]
        self._scale = struct.unpack_from(">I", header, 20 if header[0] else 12)[0]
        described = dict(_boxes(dict(_boxes(dict(_boxes(media[b"minf"]))[b"stbl"]))[b"stsd"][8:]))
        if len(described) != 1 or not self._scale:
            raise Unfamiliar("not one description")
        self._read_entry(*next(iter(described.items())))
        extends = dict(_boxes(dict(boxes)[b"mvex"]))[b"trex"]
        self._defaults = struct.unpack_from(">II", extends, 12)

    def _read_entry(self, kind: bytes, entry: memoryview) -> None:
        if kind not in _NAMES:
            raise Unfamiliar(kind.decode("latin-1"))
        self.name, box = _NAMES[kind]
        self.shape = struct.unpack_from(">HH", entry, 24)
        inner = dict(_boxes(entry[_ENTRY_DESCRIPTION:]))
        self.extradata = bytes(inner[box]) if box in inner else None
        if not self.extradata:
            raise Unfamiliar("nothing to begin decoding with")
        if b"pasp" in inner:
            wide, high = struct.unpack_from(">II", inner[b"pasp"])
            self.aspect = wide / high if high else 0.0

    def _listed(self, begin: int) -> list[_Fragment]:
        """Its fragments: by the list at the end of a finished file, else by walking over them."""
        length = os.fstat(self._fd).st_size
        tail = os.pread(self._fd, 16, max(0, length - 16))
        if len(tail) == 16 and tail[4:8] == b"mfro":
            size = struct.unpack_from(">I", tail, 12)[0]
            if 16 < size <= min(length, _INDEX_BYTES):
                found = _from_list(os.pread(self._fd, size, length - size))
                if found and found[0].offset == begin:
                    return found
        return self._walked(begin, length)

    def _walked(self, begin: int, length: int) -> list[_Fragment]:
        found = []
        while begin + 16 <= length:
            size, kind = _HEAD.unpack(os.pread(self._fd, 8, begin))
            if kind == b"moof" and size >= 8:
                if begin + size + 8 > length:
                    break  # its table is not whole
                found.append(_Fragment(begin, -1))
            elif size < 8:
                break  # to the end of the file, or wide: neither is ours
            begin += size
        return found


def _boxes(data: bytes | memoryview) -> list[tuple[bytes, memoryview]]:
    """Name and body of each box."""
    view, place, found = memoryview(data), 0, []
    while place + 8 <= len(view):
        size, kind = _HEAD.unpack_from(view, place)
        if size < 8 or place + size > len(view):
            raise Unfamiliar("a box that does not end")
        found.append((kind, view[place + 8:place + size]))
        place += size
    return found


def _from_list(raw: bytes) -> list[_Fragment]:
    """The fragments that a `mfra` box tells; none where it is not one of ours."""
    size, kind = _HEAD.unpack_from(raw)
    if kind != b"mfra" or size != len(raw):
        return []
    body = dict(_boxes(raw[8:])).get(b"tfra")
    if body is None or not body[0]:
        return []
    lengths, count = struct.unpack_from(">II", body, 8)
    row = 16 + 3 + (lengths >> 4 & 3) + (lengths >> 2 & 3) + (lengths & 3)
    if 16 + count * row > len(body):
        return []
    found: list[_Fragment] = []
    for number in range(count):
        offset, = struct.unpack_from(">Q", body, 24 + number * row)
        if not found or offset != found[-1].offset:
            found.append(_Fragment(offset, -1))
    return found
