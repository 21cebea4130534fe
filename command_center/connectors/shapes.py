"""What becomes of the geometries of a source: WKB in WGS84 where they can be used, a reason where they cannot, a note
where they had to be mended. Pure; any thread; loads shapely when it is first needed.

Reasons (of features left out): bad_geometry, not_a_number, coordinates_out_of_range, swapped_axes, too_many_vertices,
degrees_not_metres, zone_number (eastings with or without the number of their zone, other than declared).
Notes (of features that stay): self_crossing (kept as it is; tests of what is within mend a copy), date_line (cut at
180 degrees), ring_not_closed (closed), empty_geometry and no_geometry (nothing to draw).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from command_center.connectors import date_line
from command_center.connectors.zone_numbers import are_off_by_a_zone
from command_center.domain.coordinates import area_of_use
from command_center.domain.geo import Floats, parse_crs, to_wgs84

MAX_VERTICES = 1_000_000
_SLACK_DEG = 1e-3  # edges of the world in public files lie this far outside (ArcGIS writes 90.000122)
_AREAL = (3, 6, 7)  # polygon, multipolygon, collection
_MARGIN_DEG = 5.0  # how far beyond its area of use a projection is still believed


class Shape(NamedTuple):
    """wkb: b"" where there is nothing to draw; error: why it is left out; note: what was mended."""

    wkb: bytes = b""
    error: str = ""
    note: str = ""


def shapes_of(geometries: NDArray[np.object_], crs: str, *, swap_axes: bool = False,
              max_vertices: int = MAX_VERTICES) -> list[Shape]:
    """One Shape for each shapely geometry (None: none could be read); crs as `parse_crs` takes it, easting first
    unless swap_axes. What the features of one call have in common (swapped axes) is decided for them together."""
    import shapely

    large = np.flatnonzero(shapely.get_num_coordinates(geometries) > max_vertices)
    errors = dict.fromkeys(large.tolist(), "too_many_vertices")
    notes: dict[int, str] = {}
    flat = shapely.force_2d(geometries)
    flat[large] = shapely.Point()
    coordinates, owner = shapely.get_coordinates(flat, return_index=True)
    missing, empty = shapely.is_missing(flat), shapely.is_empty(flat)
    if len(coordinates):
        place = _placed(coordinates, owner, parse_crs(crs), swap_axes, errors)
        flat = shapely.set_coordinates(flat.copy(), place)
        _cut(flat, place, owner, errors, notes)
        areal = np.flatnonzero(np.isin(shapely.get_type_id(flat), _AREAL))
        for number in areal[~shapely.is_valid(flat[areal])].tolist():
            notes.setdefault(number, "self_crossing")
    blobs = shapely.to_wkb(flat, byte_order=1, include_srid=False)
    return [Shape(b"", "bad_geometry") if missing[i] else Shape(b"", errors[i]) if i in errors
            else Shape(b"", "", "empty_geometry") if empty[i] else Shape(blobs[i], "", notes.get(i, ""))
            for i in range(len(flat))]


def _placed(coordinates: Floats, owner: NDArray[np.int64], crs: str, swap_axes: bool,
            errors: dict[int, str]) -> Floats:
    """Longitude, latitude of every vertex (0, 0 for those of features left out); adds why these are."""
    x, y = (coordinates[:, 1], coordinates[:, 0]) if swap_axes else (coordinates[:, 0], coordinates[:, 1])
    lon, lat = to_wgs84(x, y, crs)
    no_number = ~np.isfinite(coordinates).all(axis=1)
    wrong = ~_on_globe(lon, lat)
    lost = np.unique(owner[wrong])
    numbers = set(owner[no_number].tolist())
    present = np.unique(owner)
    swappable = _swappable(x, y, crs, owner, lost, numbers)
    if len(swappable) * 2 < len(present):
        swappable = set()
    if (len(lost) == len(present) or _is_off_area(lon, lat, crs)) and are_off_by_a_zone(x, y, crs):
        lost = present
        errors |= dict.fromkeys(present.tolist(), "zone_number")
    if not len(lost) and _is_elsewhere(x, y, lon, lat, crs):
        lost = present
        swappable = set(present.tolist())
    if (not len(lost) or len(lost) == len(present)) and _are_degrees(x, y, lon, lat, crs):
        lost = present
        errors |= dict.fromkeys(present.tolist(), "degrees_not_metres")
    for number in lost.tolist():
        errors.setdefault(number, "not_a_number" if number in numbers else "swapped_axes" if number in swappable
                          else "coordinates_out_of_range")
    # A wrong ordinate must not reach the geometry library, and its feature is left out anyway.
    bad = wrong | np.isin(owner, lost)
    lat = np.clip(lat, -90.0, 90.0)
    lon = np.where((np.abs(lon) > 180.0) & (np.abs(lon) <= 180.0 + _SLACK_DEG), np.sign(lon) * 180.0, lon)
    return np.column_stack((np.where(bad, 0.0, lon), np.where(bad, 0.0, lat)))


def _on_globe(lon: Floats, lat: Floats) -> NDArray[np.bool_]:
    with np.errstate(invalid="ignore"):
        return np.asarray((np.abs(lon) <= 360.0 + _SLACK_DEG) & (np.abs(lat) <= 90.0 + _SLACK_DEG))


def _swappable(x: Floats, y: Floats, crs: str, owner: NDArray[np.int64], lost: NDArray[np.int64],
               numbers: set[int]) -> set[int]:
    """Of the features that lie nowhere, those that would lie on the globe with their axes the other way round."""
    if not len(lost):
        return set()
    theirs = np.isin(owner, lost)
    lon, lat = to_wgs84(y[theirs], x[theirs], crs)
    with np.errstate(invalid="ignore"):
        still = np.unique(owner[theirs][~(_on_globe(lon, lat) & (np.abs(lon) <= 180.0 + _SLACK_DEG))])
    return set(lost.tolist()) - set(still.tolist()) - numbers


def _is_off_area(lon: Floats, lat: Floats, crs: str) -> bool:
    """Whether every vertex lies far from where a projection is used."""
    area = area_of_use(crs) if crs.startswith("epsg:") else None
    return area is not None and not _within(area, lon, lat).any()


def _is_elsewhere(x: Floats, y: Floats, lon: Floats, lat: Floats, crs: str) -> bool:
    """Whether every vertex lies far from where a projection is used, but within with its axes the other way round."""
    area = area_of_use(crs) if crs.startswith("epsg:") else None
    return area is not None and _is_off_area(lon, lat, crs) and bool(_within(area, *to_wgs84(y, x, crs)).all())


def _are_degrees(x: Floats, y: Floats, lon: Floats, lat: Floats, crs: str) -> bool:
    """Whether the coordinates of a projection are plainly degrees, by which they would lie far from where it is used."""
    return _is_off_area(lon, lat, crs) and bool((np.abs(x) <= 180.0).all() and (np.abs(y) <= 180.0).all())


def _within(area: tuple[float, float, float, float], lon: Floats, lat: Floats) -> NDArray[np.bool_]:
    west, south, east, north = area
    with np.errstate(invalid="ignore"):
        return np.asarray((lon >= west - _MARGIN_DEG) & (lon <= east + _MARGIN_DEG)
                          & (lat >= south - _MARGIN_DEG) & (lat <= north + _MARGIN_DEG))


def _cut(flat: Any, place: Floats, owner: NDArray[np.int64], errors: dict[int, str], notes: dict[int, str]) -> None:
    """Cut what crosses 180 degrees, in place."""
    for number in date_line.crosses(place, owner).tolist():
        if number in errors:
            continue
        flat[number], changed = date_line.cut(flat[number])
        if changed:
            notes[number] = "date_line"
