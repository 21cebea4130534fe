"""What is whole of a damaged OpenStreetMap file: its nodes, ways and relations (XML) or its blobs (PBF) that can be
read, as a new file. GDAL gives up at the first damage, and then even what stands before it is lost. Blocking; any thread.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

_TAG = re.compile(rb"<(/?)(node|way|relation)\b[^<>]*>")
_MOST_HEADER, _MOST_BLOB = 64 << 10, 32 << 20  # limits of the format itself
_MARK = b"\n\x07OSMData"  # how the header of a blob of data begins, behind its length
_RAW, _RAW_SIZE, _ZLIB = 1, 2, 3  # fields of a blob
_HEADER_BLOCK = b"\x22\x0eOsmSchema-V0.6\x22\x0aDenseNodes"


class Salvaged(NamedTuple):
    """path: the new file; lost: how many pieces could not be read (a cut end counts as one)."""

    path: Path
    lost: int


def salvaged(path: Path, folder: Path) -> Salvaged | None:
    """A file in the folder with what is whole of this one; None where nothing is."""
    data = path.read_bytes()
    is_pbf = path.suffix.lower() == ".pbf"
    copy = folder / ("salvaged.osm.pbf" if is_pbf else "salvaged.osm")
    kept = lost = 0
    with copy.open("wb") as out:
        out.write(_blob(b"OSMHeader", b"\x0a" + _number(len(_HEADER_BLOCK)) + _HEADER_BLOCK) if is_pbf
                  else b'<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n')
        for piece in _blobs(data) if is_pbf else _elements(data):
            if piece is None:
                lost += 1
            else:
                out.write(piece)
                kept += 1
        if not is_pbf:
            out.write(b"</osm>\n")
    return Salvaged(copy, lost) if kept else None


def _elements(data: bytes) -> Iterator[bytes | None]:
    """Whole elements; None for each that is not."""
    begun, name = -1, b""
    for tag in _TAG.finditer(data):
        closes, kind = tag[1] == b"/", tag[2]
        if closes:
            if begun < 0:
                continue
            yield _well_formed(data[begun:tag.end()]) if kind == name else None
            begun = -1
            continue
        if begun >= 0:
            yield None  # the one before was never closed
            begun = -1
        if tag[0].endswith(b"/>"):
            yield _well_formed(tag[0])
        else:
            begun, name = tag.start(), kind
    if begun >= 0 or not data.rstrip().endswith(b"</osm>"):
        yield None


def _well_formed(element: bytes) -> bytes | None:
    parser = expat.ParserCreate("utf-8")
    try:
        parser.Parse(element, True)
    except expat.ExpatError:
        return None
    return element + b"\n"


def _blobs(data: bytes) -> Iterator[bytes | None]:
    """Whole blobs of data; None for each run of bytes that is none."""
    at = 0
    while at + 4 < len(data):
        end, is_data, sound = _blob_at(data, at)
        if end:
            if is_data:
                yield data[at:end] if sound else None
            at = end
            continue
        yield None
        following = data.find(_MARK, at + 5)
        if following < 0:
            return
        at = following - 4


def _blob_at(data: bytes, at: int) -> tuple[int, bool, bool]:
    """(where the blob ends, 0 for none; whether it holds data; whether it can be unpacked)."""
    size = struct.unpack_from(">I", data, at)[0]
    if size > _MOST_HEADER or at + 4 + size > len(data):
        return 0, False, False
    try:
        header = _fields(data[at + 4:at + 4 + size])
        length = header.get(3, -1)
        end = at + 4 + size + int(length) if isinstance(length, int) and 0 <= length <= _MOST_BLOB else 0
        if not end or end > len(data) or not isinstance(header.get(1), bytes):
            return 0, False, False
    except ValueError:
        return 0, False, False
    is_data = header[1] == b"OSMData"
    return end, is_data, is_data and _can_be_unpacked(data[at + 4 + size:end])


def _can_be_unpacked(blob: bytes) -> bool:
    try:
        fields = _fields(blob)
        packed, size = fields.get(_ZLIB), fields.get(_RAW_SIZE)
        if isinstance(packed, bytes):
            return isinstance(size, int) and size <= _MOST_BLOB and len(zlib.decompressobj().decompress(
                packed, _MOST_BLOB)) == size
        return True  # in another packing, for GDAL to judge
    except (ValueError, zlib.error):
        return False


def _fields(message: bytes) -> dict[int, int | bytes]:
    """The fields of a protobuf message, each once. Raises ValueError."""
    found: dict[int, int | bytes] = {}
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        value, at = _varint(message, at)
        if tag & 7 == 2:
            if at + value > len(message):
                raise ValueError("cut off")
            found[tag >> 3] = message[at:at + value]
            at += value
        elif tag & 7 == 0:
            found[tag >> 3] = value
        else:
            raise ValueError("no field of a blob")
    return found


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = 0
    for step in range(10):
        if at >= len(message):
            break
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << 7 * step
        if byte < 0x80:
            return value, at
    raise ValueError("cut off")


def _blob(kind: bytes, body: bytes) -> bytes:
    header = b"\x0a" + _number(len(kind)) + kind + b"\x18" + _number(len(body))
    return struct.pack(">I", len(header)) + header + body


def _number(value: int) -> bytes:
    found = b""
    while value >= 0x80:
        found += bytes([value & 0x7F | 0x80])
        value >>= 7
    return found + bytes([value])
