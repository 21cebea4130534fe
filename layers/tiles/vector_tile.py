"""Reads Mapbox Vector Tiles (version 2.1 and 1) into columns. Pure; any thread; no generated code.

A tile is a protobuf message; its numbers are read by numpy, all geometries of a layer at once. What is damaged or absurd
is left out and counted; the rest is kept. https://github.com/mapbox/vector-tile-spec/tree/master/2.1
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layers.drawing import Floats

POINT, LINE, POLYGON = 1, 2, 3
MOST_BYTES = 16 << 20
MOST_LAYERS, MOST_FEATURES, MOST_VERTICES = 256, 200_000, 4_000_000
_MOST_EXTENT = 1 << 20
_MOVE, _LINE, _CLOSE = 1, 2, 7
Ints = NDArray[np.int64]


class BadTile(ValueError):
    """Not a vector tile, or larger than any; the message says why."""


@dataclass(slots=True)
class Features:
    """Features of one kind of one layer. xy (n, 2): units of the extent, x to the right, y down; part p of feature
    owner[p] is xy[offset[p]:offset[p + 1]]; properties: of each feature."""

    xy: Floats = field(default_factory=lambda: np.empty((0, 2)))
    offset: Ints = field(default_factory=lambda: np.zeros(1, np.int64))
    owner: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    properties: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class TileLayerData:
    """One layer of a tile: its features by kind (POINT, LINE, POLYGON); left_out: how many could not be read."""

    name: str
    extent: int
    kinds: dict[int, Features]
    left_out: int = 0


def read_tile(data: bytes) -> list[TileLayerData]:
    """The layers of a tile, without those that cannot be read. Raises BadTile where none can."""
    if len(data) > MOST_BYTES:
        raise BadTile(f"{len(data)} bytes")
    layers, features, trouble = list[TileLayerData](), 0, ""
    for number, kind, value in _fields(memoryview(data)):
        if number != 3 or kind != 2:
            continue
        if len(layers) >= MOST_LAYERS:
            raise BadTile(f"more than {MOST_LAYERS} layers")
        try:
            layer = _layer(value, MOST_FEATURES - features)
        except (BadTile, struct.error) as error:
            trouble = trouble or str(error)
            continue
        features += sum(len(part.properties) for part in layer.kinds.values())
        layers.append(layer)
    if data and not layers:
        raise BadTile(trouble or "no layers")
    return layers


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if at >= len(data) or shift > 63:
            raise BadTile("cut off")
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _fields(data: memoryview) -> Iterator[tuple[int, int, Any]]:
    """(number, wire type, value) of a message: a number, or the bytes of what has a length."""
    at, end = 0, len(data)
    while at < end:
        tag, at = _varint(data, at)
        number, kind = tag >> 3, tag & 7
        if kind == 0:
            value, at = _varint(data, at)
            yield number, kind, value
            continue
        size = {1: 8, 5: 4}.get(kind, -1)
        if kind == 2:
            size, at = _varint(data, at)
        if size < 0 or at + size > end or number == 0:
            raise BadTile(f"wire type {kind}" if size < 0 else "cut off")
        yield number, kind, data[at:at + size]
        at += size


def _layer(data: memoryview, most: int) -> TileLayerData:
    name, extent, keys, values = "", 4096, list[str](), list[Any]()
    raw = list[tuple[int, memoryview, memoryview]]()
    left_out = 0
    for number, kind, value in _fields(data):
        if number == 1 and kind == 2:
            name = bytes(value).decode("utf-8", "replace")
        elif number == 2 and kind == 2:
            if len(raw) < most:
                raw.append(_feature(value))
            else:
                left_out += 1
        elif number == 3 and kind == 2:
            keys.append(bytes(value).decode("utf-8", "replace"))
        elif number == 4 and kind == 2:
            values.append(_value(value))
        elif number == 5 and kind == 0:
            extent = value
    if not 0 < extent <= _MOST_EXTENT:
        raise BadTile(f"extent {extent}")
    layer = TileLayerData(name, extent, {}, left_out)
    for kind in (POINT, LINE, POLYGON):
        some = [(tags, shape) for own, tags, shape in raw if own == kind]
        if some:
            layer.kinds[kind] = _features(some, kind, keys, values, layer)
    layer.left_out += sum(own not in (POINT, LINE, POLYGON) for own, _, _ in raw)
    return layer


def _feature(data: memoryview) -> tuple[int, memoryview, memoryview]:
    """Kind, tags, geometry."""
    kind, tags, shape = 0, memoryview(b""), memoryview(b"")
    for number, wire, value in _fields(data):
        if number == 2 and wire == 2:
            tags = value
        elif number == 3 and wire == 0:
            kind = value
        elif number == 4 and wire == 2:
            shape = value
    return kind, tags, shape


def _value(data: memoryview) -> Any:
    for number, kind, value in _fields(data):
        if number == 1 and kind == 2:
            return bytes(value).decode("utf-8", "replace")
        if number == 2 and kind == 5:
            return float(struct.unpack("<f", value)[0])
        if number == 3 and kind == 1:
            return float(struct.unpack("<d", value)[0])
        if kind == 0:
            if number == 4:
                return value - (1 << 64) if value >> 63 else value
            if number == 6:
                return (value >> 1) ^ -(value & 1)
            return bool(value) if number == 7 else value
    return None


def varints(parts: list[memoryview]) -> tuple[Ints, Ints]:
    """The numbers of packed fields one after the other, and where those of each begin (one more than parts)."""
    joined = np.frombuffer(b"".join(parts), np.uint8)
    ends = np.flatnonzero(joined < 0x80)
    starts = np.concatenate([[0], ends[:-1] + 1]) if len(ends) else ends
    size = ends - starts + 1
    if (len(joined) and (not len(ends) or ends[-1] != len(joined) - 1)) or (len(size) and size.max() > 10):
        raise BadTile("cut off")
    found = np.zeros(len(ends), np.int64)
    for step in range(min(int(size.max()), 9) if len(size) else 0):
        more = size > step
        found[more] |= (joined[starts[more] + step].astype(np.int64) & 0x7F) << (7 * step)
    lengths = np.cumsum([0, *(len(part) for part in parts)])
    return found, np.searchsorted(ends, lengths - 1, side="right") if len(ends) else np.zeros(len(lengths), np.int64)


def _features(raw: list[tuple[memoryview, memoryview]], kind: int, keys: list[str], values: list[Any],
              layer: TileLayerData) -> Features:
    tags, tag_at = varints([tag for tag, _ in raw])
    numbers, at = varints([shape for _, shape in raw])
    if len(numbers) > 2 * MOST_VERTICES:
        raise BadTile(f"{len(numbers) // 2} vertices")
    shapes, owners, properties = list[Ints](), list[int](), list[dict[str, Any]]()
    for row in range(len(raw)):
        found = _parts(numbers[at[row]:at[row + 1]], kind)
        own = tags[tag_at[row]:tag_at[row + 1]].tolist()
        if not found:
            layer.left_out += 1
            continue
        owners += [len(properties)] * len(found)
        shapes += found
        properties.append({keys[k]: values[v] for k, v in zip(own[::2], own[1::2], strict=False)
                           if 0 <= k < len(keys) and 0 <= v < len(values)})
    offset = np.cumsum([0, *(len(shape) for shape in shapes)])
    xy = np.concatenate(shapes).astype(np.float64) if shapes else np.empty((0, 2))
    return Features(xy, offset, np.array(owners, np.int64), properties)


def _parts(numbers: Ints, kind: int) -> list[Ints]:
    """The parts of one feature, in whole units; [] for what is damaged."""
    least = {POINT: 1, LINE: 2, POLYGON: 3}[kind]
    zigzag = (numbers >> 1) ^ -(numbers & 1)
    pieces, x, y, at = list[Ints](), 0, 0, 0
    current = list[Ints]()
    while at < len(numbers):
        command, count = int(numbers[at]) & 7, int(numbers[at]) >> 3
        at += 1
        if command == _CLOSE:
            continue
        if command not in (_MOVE, _LINE) or count <= 0 or at + 2 * count > len(numbers):
            return []
        steps = zigzag[at:at + 2 * count].reshape(-1, 2)
        at += 2 * count
        places = np.cumsum(steps, axis=0) + np.array([x, y])
        x, y = int(places[-1, 0]), int(places[-1, 1])
        if max(abs(x), abs(y)) > 1 << 40:
            return []
        if command == _MOVE and kind != POINT:
            if current:
                pieces.append(np.concatenate(current))
            current = [places[-1:]]
        else:
            current.append(places)
    if current:
        pieces.append(np.concatenate(current))
    return [piece for piece in pieces if len(piece) >= least]
