"""GeoJSON as rows of features; geometries that shapely refuses are mended or given a reason. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from command_center.connectors.features import Key, Reading, Row
from command_center.connectors.geojson import Item, read_geojson
from command_center.connectors.geometry import from_geojson

_BATCH = 1000
_POLYGONAL = ("Polygon", "MultiPolygon")


class Taken(NamedTuple):
    """keys: of the features that are there; repeated: how many this reading had already."""

    keys: list[Key]
    repeated: int = 0


def take_geojson(body: bytes, reading: Reading, *, crs: str = "", swapped: bool = False, fallback: str = "") -> Taken:
    """Put the features of a GeoJSON text into a reading. crs: what is known of the source, before what the text
    declares; fallback: what is known of it otherwise. What is word for word the same as on an earlier page of the reading is left aside. Raises ValueError
    (NotGeoJson for another kind of JSON)."""
    declared, items = read_geojson(body.replace(b"\x1e", b"\n"))  # marks between texts, RFC 8142
    system = reading.system(crs or declared or fallback)
    keys: list[Key] = []
    batch: list[Item] = []
    repeated = 0
    for item in items:
        if item.error:
            reading.fail(item.error, item.raw)
            reading.records += 1
            continue
        if reading.is_repeated(item.raw):
            repeated += 1
            continue
        batch.append(item if item.identity is not None else item._replace(identity=reading.number()))
        if len(batch) >= _BATCH:
            keys += reading.take(rows_of(batch), system, swapped=swapped)
            batch = []
    reading.skip("repeated", repeated)
    return Taken(keys + reading.take(rows_of(batch), system, swapped=swapped), repeated)


def rows_of(items: Sequence[Item]) -> Iterator[Row]:
    """Rows of features as written."""
    geometries = from_geojson([item.geometry or b"null" for item in items]) if items else ()
    for item, geometry in zip(items, geometries, strict=True):
        note = error = ""
        if geometry is None and item.geometry:
            geometry, note, error = _mended(item.geometry)
        yield Row(item.identity, geometry, item.properties, not item.geometry, "", item.raw, note, error)


def _mended(text: bytes) -> tuple[Any, str, str]:
    """(geometry or None, note, error) of a geometry that is not as it should be."""
    try:
        value = msgspec.json.decode(text)
        if not isinstance(value, dict):
            return None, "", "bad_geometry"
        if _has_gap(value.get("coordinates")):
            return None, "", "not_a_number"
        if value.get("type") not in _POLYGONAL:
            return None, "", "bad_geometry"
        rings = value["coordinates"]
        for polygon in ([rings] if value["type"] == "Polygon" else rings):
            polygon[:] = [_closed(ring) for ring in polygon if ring]
        geometry = from_geojson([msgspec.json.encode(value)])[0]
    except (msgspec.DecodeError, KeyError, TypeError, ValueError, RecursionError, IndexError):
        return None, "", "bad_geometry"
    return (geometry, "ring_not_closed", "") if geometry is not None else (None, "", "bad_geometry")


def _has_gap(coordinates: Any, depth: int = 0) -> bool:
    """Whether an ordinate is null: what NaN became."""
    if isinstance(coordinates, list) and depth < 8:
        if coordinates and not isinstance(coordinates[0], list):
            return any(part is None for part in coordinates[:2])
        return any(_has_gap(part, depth + 1) for part in coordinates)
    return False


def _closed(ring: list[Any]) -> list[Any]:
    return ring if ring[0] == ring[-1] else [*ring, ring[0]]
