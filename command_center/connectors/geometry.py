"""Geometries of sources as WKB of the product: little-endian, 2D, WGS84. Pure; any thread; loads shapely when it is
first needed."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from command_center.connectors.curves import linear
from command_center.connectors.shapes import shapes_of
from command_center.connectors.surfaces import plain_surfaces
from command_center.domain.geo import is_place, to_wgs84


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
    """Shapely geometries of WKBs, None for each that is no geometry; rings left open are closed."""
    import shapely

    column = np.array([blob and linear(plain_surfaces(blob)) for blob in blobs], dtype=object)
    try:
        found: NDArray[np.object_] = shapely.from_wkb(column, on_invalid="fix")
    except (shapely.errors.ShapelyError, NotImplementedError):  # one kind that is not known must not cost the others
        found = np.array([_one_wkb(blob) for blob in column], dtype=object)
    return found


def _one_wkb(blob: bytes | None) -> Any:
    import shapely

    try:
        return shapely.from_wkb(blob, on_invalid="fix")
    except (shapely.errors.ShapelyError, NotImplementedError):
        return None


def wkb_of(geometries: NDArray[np.object_], crs: str) -> list[bytes | ValueError]:
    """For each shapely geometry its WKB in WGS84, or the error that makes its record bad. Empty ones give b""."""
    return [(OutOfRange if "range" in shape.error else ValueError)(shape.error) if shape.error else shape.wkb
            for shape in shapes_of(geometries, crs)]
