"""The PMTiles archive, version 3: header, directories, numbers of tiles. Pure; any thread.

https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
"""

from __future__ import annotations

import bisect
import struct
import zlib
from typing import NamedTuple

from layers.tiles.base import TileError

HEADER_BYTES = 127
FIRST_BYTES = 16384  # header and root directory lie within
_LIMIT = 64 << 20
_HEADER = struct.Struct("<7sB8Q3Q BBBBBBiiiiBii".replace(" ", ""))
NONE, GZIP, BROTLI, ZSTD = 1, 2, 3, 4
COMPRESSIONS = {0: "unknown", NONE: "none", GZIP: "gzip", BROTLI: "brotli", ZSTD: "zstd"}
MVT, PNG, JPEG, WEBP, AVIF, MLT = 1, 2, 3, 4, 5, 6
TYPES = {0: "unknown", MVT: "mvt", PNG: "png", JPEG: "jpg", WEBP: "webp", AVIF: "avif", MLT: "mlt"}


class Header(NamedTuple):
    """Offsets and lengths in bytes; counts 0 where not known; bounds in degrees."""

    root_offset: int
    root_bytes: int
    metadata_offset: int
    metadata_bytes: int
    leaves_offset: int
    leaves_bytes: int
    tiles_offset: int
    tiles_bytes: int
    addressed: int
    entries: int
    contents: int
    clustered: bool
    internal_compression: int
    tile_compression: int
    tile_type: int
    min_zoom: int
    max_zoom: int
    bounds: tuple[float, float, float, float]


class Entry(NamedTuple):
    """run 0: a further directory; else so many tiles with the same bytes from `id` on."""

    id: int
    offset: int
    length: int
    run: int


def read_header(data: bytes) -> Header:
    """The header of an archive. TileError("not_pmtiles" or "unsupported_version")."""
    if data[:7] != b"PMTiles":
        if data[:2] == b"PM":
            raise TileError("unsupported_version", "PMTiles before version 3", fatal=True)
        raise TileError("not_pmtiles", f"begins with {data[:8].hex(' ') or 'nothing'}", fatal=True)
    if data[7:8] != b"\x03":
        raise TileError("unsupported_version", f"PMTiles version {data[7] if len(data) > 7 else '?'}", fatal=True)
    if len(data) < HEADER_BYTES:
        raise TileError("truncated", f"header of {len(data)} bytes", fatal=True)
    fields = _HEADER.unpack_from(data)[2:]
    offsets, (clustered, internal, tiles, kind, low, high), box = fields[:11], fields[11:17], fields[17:21]
    if low > high or high > 30:
        raise TileError("not_pmtiles", f"levels {low} to {high}", fatal=True)
    return Header._make((*offsets, clustered == 1, internal, tiles, kind, low, high,
                         (box[0] / 1e7, box[1] / 1e7, box[2] / 1e7, box[3] / 1e7)))


def unpacked(data: bytes, compression: int) -> bytes:
    """Bytes without their compression. TileError: unsupported_compression (fatal), damaged, too_large."""
    if compression in (NONE, 0):
        return data
    if compression == GZIP:
        return _gunzipped(data)
    if compression == ZSTD:
        import zstandard

        try:
            return zstandard.ZstdDecompressor().decompressobj().decompress(data)
        except zstandard.ZstdError as error:
            raise TileError("damaged", f"zstd: {error}") from error
    raise TileError("unsupported_compression", f"{COMPRESSIONS.get(compression, compression)} cannot be read here", fatal=True)


def _gunzipped(data: bytes) -> bytes:
    stream = zlib.decompressobj(31)
    try:
        plain = stream.decompress(data, _LIMIT)
    except zlib.error as error:
        raise TileError("damaged", f"gzip: {error}") from error
    if stream.unconsumed_tail:
        raise TileError("too_large", f"more than {_LIMIT} bytes when unpacked")
    if not stream.eof:
        raise TileError("truncated", f"gzip of {len(data)} bytes ends early")
    return plain


def read_directory(data: bytes) -> list[Entry]:
    """The entries of an unpacked directory, by tile. TileError("damaged")."""
    try:
        numbers = _varints(data)
        count = next(numbers)
        if count > len(data):
            raise ValueError(f"{count} entries in {len(data)} bytes")
        columns = [[next(numbers) for _ in range(count)] for _ in range(4)]
    except (StopIteration, ValueError) as error:
        raise TileError("damaged", f"directory of {len(data)} bytes: {error}") from error
    entries: list[Entry] = []
    last = end = 0
    for delta, run, length, offset in zip(*columns, strict=True):
        last += delta
        at = end if offset == 0 and entries else offset - 1
        if at < 0 or length <= 0:
            raise TileError("damaged", f"directory entry of tile {last}")
        entries.append(Entry(last, at, length, run))
        end = at + length
    return entries


def _varints(data: bytes):  # type: ignore[no-untyped-def]
    value = shift = 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            yield value
            value = shift = 0
        elif shift > 63:
            raise ValueError("a number that does not end")
        else:
            shift += 7


def find(entries: list[Entry], tile: int) -> Entry | None:
    """The entry that has a tile, or the directory that may have it."""
    at = bisect.bisect_right(entries, tile, key=lambda entry: entry.id) - 1
    if at < 0:
        return None
    entry = entries[at]
    return entry if entry.run == 0 or tile < entry.id + entry.run else None


def tile_number(level: int, column: int, row: int) -> int:
    """A tile's number along the Hilbert curves of all levels."""
    number, x, y = (4 ** level - 1) // 3, column, row
    for bit in range(level - 1, -1, -1):
        side = 1 << bit
        right, down = 1 if x & side else 0, 1 if y & side else 0
        number += side * side * ((3 * right) ^ down)
        x, y = _rotated(side, x, y, right, down)
    return number


def _rotated(side: int, x: int, y: int, right: int, down: int) -> tuple[int, int]:
    if down == 0:
        if right == 1:
            x, y = side - 1 - x, side - 1 - y
        x, y = y, x
    return x, y


def tile_of(number: int) -> tuple[int, int, int]:
    """Level, column, row of a tile's number."""
    level = 0
    while number >= (4 ** (level + 1) - 1) // 3:
        level += 1
    rest, x, y = number - (4 ** level - 1) // 3, 0, 0
    for bit in range(level):
        side = 1 << bit
        right = 1 & rest >> 1
        down = 1 & (rest ^ right)
        x, y = _rotated(side, x, y, right, down)
        x, y = x + side * right, y + side * down
        rest >>= 2
    return level, x, y
