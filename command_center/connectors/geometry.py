"""Geometries of sources as WKB of the product: little-endian, 2D, WGS84. Pure; any thread; loads shapely when it is
first needed."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from command_center.connectors.surfaces import plain_surfaces
from command_center.domain.geo import is_place, parse_crs, to_wgs84

_SLACK_DEG = 1e-6  # edges of the world in public files lie this far outside


class OutOfRange(ValueError):
    """Coordinates that are nowhere on the globe: a wrong or missing coordinate system, or swapped axes."""


def point_wkb(lon: float, lat: float) -> bytes:
    """WKB of a WGS84 point."""
    return struct.pack("<BIdd", 1, 1, lon, lat)


def place(x: float, y: float, crs: str) -> tuple[float, float]:
    """One point in WGS84. Raises OutOfRange."""
    if crs != "wgs84":
        x, y = (float(part) for part in to_wgs84(x, y, crs))
    if not is_place(x, y):
        raise OutOfRange(f"coordinates_out_of_range: {x:.6g} {y:.6g}")
    return x, y


def geojson_wkb(geometry: Any, crs: str) -> bytes:
    """WKB of one GeoJSON geometry (None gives b""). Raises ValueError."""
    if geometry is None:
        return b""
    if isinstance(geometry, dict) and geometry.get("type") == "Point" and geometry.get("coordinates"):
        try:
            return point_wkb(*place(float(geometry["coordinates"][0]), float(geometry["coordinates"][1]), crs))
        except (TypeError, IndexError, KeyError) as error:
            raise ValueError("bad_geometry") from error
    result = wkb_of(from_geojson([json.dumps(geometry).encode()]), crs)[0]
    if isinstance(result, ValueError):
        raise result
    return result


def from_geojson(texts: Sequence[bytes]) -> NDArray[np.object_]:
    """Shapely geometries of GeoJSON texts, None for each that is no geometry."""
    import shapely

    column = np.array([text.decode("utf-8", "replace") for text in texts], dtype=object)
    found: NDArray[np.object_] = shapely.from_geojson(column, on_invalid="ignore")
    return found


def from_wkb(blobs: Sequence[bytes | None]) -> NDArray[np.object_]:
    """Shapely geometries of WKBs, None for each that is no geometry."""
    import shapely

    column = np.array([blob and plain_surfaces(blob) for blob in blobs], dtype=object)
    found: NDArray[np.object_] = shapely.from_wkb(column, on_invalid="ignore")
    return found


def wkb_of(geometries: NDArray[np.object_], crs: str) -> list[bytes | ValueError]:
    """For each shapely geometry its WKB in WGS84, or the error that makes its record bad. Empty ones give b""."""
    import shapely

    flat = shapely.force_2d(geometries)
    coordinates, owner = shapely.get_coordinates(flat, return_index=True)
    name = parse_crs(crs)
    if len(coordinates):
        lon, lat = to_wgs84(coordinates[:, 0], coordinates[:, 1], name)
        with np.errstate(invalid="ignore"):
            wrong = ~((np.abs(lon) <= 180.0 + _SLACK_DEG) & (np.abs(lat) <= 90.0 + _SLACK_DEG))
        lost = set(owner[wrong].tolist())
        # A wrong ordinate must not reach the geometry library, and its feature is counted bad anyway.
        moved = np.column_stack([np.where(wrong, 0.0, np.clip(lon, -180.0, 180.0)),
                                 np.where(wrong, 0.0, np.clip(lat, -90.0, 90.0))])
        flat = shapely.set_coordinates(flat.copy(), moved)
    else:
        lost = set()
    missing, empty = shapely.is_missing(flat), shapely.is_empty(flat)
    blobs = shapely.to_wkb(flat, byte_order=1, include_srid=False)
    return [ValueError("bad_geometry") if missing[i] else OutOfRange("coordinates_out_of_range") if i in lost
            else b"" if empty[i] else blobs[i] for i in range(len(flat))]
