"""WKB as GeoJSON geometry, without a geometry library so that the command line starts fast. Pure; any thread."""

from __future__ import annotations

import struct
from typing import Any

_NAMES = {1: "Point", 2: "LineString", 3: "Polygon", 4: "MultiPoint", 5: "MultiLineString", 6: "MultiPolygon",
          7: "GeometryCollection"}
_DEEPEST = 16


def to_geojson(wkb: bytes) -> dict[str, Any] | None:
    """The geometry; None where there is none or the bytes are no WKB. A third coordinate is kept, a measure is not."""
    if not wkb:
        return None
    try:
        return _geometry(memoryview(wkb), 0, 0)[0]
    except (struct.error, KeyError, ValueError):
        return None


def _geometry(data: memoryview, offset: int, depth: int) -> tuple[dict[str, Any], int]:
    if depth > _DEEPEST:
        raise ValueError("nested too deep")
    order = "<" if data[offset : offset + 1] == b"\x01" else ">"
    (code,) = struct.unpack_from(order + "I", data, offset + 1)
    offset += 5
    if code & 0x20000000:  # EWKB carries a spatial reference
        offset += 4
    has_z = bool(code & 0x80000000) or (code & 0xFFFF) // 1000 in (1, 3)
    has_m = bool(code & 0x40000000) or (code & 0xFFFF) // 1000 in (2, 3)
    name = _NAMES[(code & 0xFFFF) % 1000]
    size = 2 + has_z + has_m
    if name == "Point":
        point = struct.unpack_from(f"{order}{size}d", data, offset)
        coordinates = [] if point[0] != point[0] else list(point[: 2 + has_z])
        return {"type": name, "coordinates": coordinates}, offset + 8 * size
    if name == "LineString":
        path, offset = _path(data, offset, order, size, 2 + has_z)
        return {"type": name, "coordinates": path}, offset
    (count,) = struct.unpack_from(order + "I", data, offset)
    offset += 4
    parts: list[Any] = []
    for _ in range(count):
        if name == "Polygon":
            part, offset = _path(data, offset, order, size, 2 + has_z)
        else:
            part, offset = _geometry(data, offset, depth + 1)  # type: ignore[assignment]
        parts.append(part)
    if name == "GeometryCollection":
        return {"type": name, "geometries": parts}, offset
    return {"type": name, "coordinates": parts if name == "Polygon" else [part["coordinates"] for part in parts]}, offset


def _path(data: memoryview, offset: int, order: str, size: int, kept: int) -> tuple[list[list[float]], int]:
    (count,) = struct.unpack_from(order + "I", data, offset)
    numbers = struct.unpack_from(f"{order}{count * size}d", data, offset + 4)
    return [list(numbers[i : i + kept]) for i in range(0, len(numbers), size)], offset + 4 + 8 * count * size
