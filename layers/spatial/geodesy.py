"""Lengths, areas, circles and buffers on the ellipsoid (WGS84; CGCS2000's differs by 0.1 mm). Pure; any thread.

Coordinates are WGS84 longitude, latitude in degrees. Geodesics and areas are Karney's (pyproj.Geod), exact to
nanometres and 0.1 m2; buffers of lines and areas go through azimuthal equidistant projections of pieces of 20 km, true
to 1e-4 of their width or 5 mm.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from layers.drawing import Floats

CIRCLE_POINTS = 128
_PIECE_M = 20_000.0
_EDGE_M = 400.0  # bulges by 5 mm in degrees at 60 degrees north
_DENSE_M = 50_000.0  # a longer stretch is drawn as the curve that a geodesic is on the map


class Cancelled(Exception):
    """Somebody no longer wants the answer."""


@functools.cache
def _geod() -> Any:
    from pyproj import Geod  # slow to import

    return Geod(ellps="WGS84")


def _columns(lonlat: ArrayLike) -> tuple[Floats, Floats]:
    pairs = np.asarray(lonlat, np.float64).reshape(-1, 2)
    return np.ascontiguousarray(pairs[:, 0]), np.ascontiguousarray(pairs[:, 1])


def segments_m(lonlat: ArrayLike) -> Floats:
    """Metres of each stretch of a line of n places: n - 1 of them."""
    lon, lat = _columns(lonlat)
    if len(lon) < 2:
        return np.empty(0)
    return np.asarray(_geod().inv(lon[:-1], lat[:-1], lon[1:], lat[1:])[2], np.float64)


def length_m(lonlat: ArrayLike) -> float:
    """Metres along a line."""
    return float(segments_m(lonlat).sum())


def distances_m(place: tuple[float, float], lonlat: ArrayLike) -> Floats:
    """Metres from one place to each of n."""
    lon, lat = _columns(lonlat)
    if not len(lon):
        return np.empty(0)
    ends = _geod().inv(np.full(len(lon), place[0]), np.full(len(lon), place[1]), lon, lat)
    return np.asarray(ends[2], np.float64)


def bearing_deg(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Initial bearing, clockwise from north."""
    return float(_geod().inv(*start, *end)[0]) % 360.0


def area_m2(geometry: Any) -> float:
    """Square metres of a shapely area (holes left out); what crosses itself counts by the even-odd rule."""
    import shapely  # slow to import

    total = 0.0
    for part in shapely.get_parts(valid(geometry)).tolist():
        if part.geom_type == "Polygon" and not part.is_empty:
            total += abs(_geod().geometry_area_perimeter(shapely.geometry.polygon.orient(part))[0])
    return total


def perimeter_m(lonlat: ArrayLike) -> float:
    """Metres round a ring, closed or not."""
    ring = np.asarray(lonlat, np.float64).reshape(-1, 2)
    return length_m(np.vstack([ring, ring[:1]])) if len(ring) > 1 else 0.0


def polygon(lonlat: ArrayLike) -> Any:
    """A shapely area of a ring; an empty one of fewer than three places."""
    import shapely

    ring = np.asarray(lonlat, np.float64).reshape(-1, 2)
    return valid(shapely.Polygon(ring)) if len(ring) > 2 else shapely.Polygon()


def valid(geometry: Any) -> Any:
    """The areas of a geometry, repaired by the even-odd rule where it crosses itself."""
    import shapely

    if geometry.is_valid:
        return geometry
    repaired = shapely.make_valid(geometry)
    areas = [part for part in shapely.get_parts(repaired) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(areas) if areas else repaired


def circle_ring(lon: float, lat: float, radius_m: float, count: int = CIRCLE_POINTS) -> Floats:
    """(count, 2) places at a distance, clockwise from north."""
    bearings = np.arange(count) * (360.0 / count)
    east, north, _ = _geod().fwd(np.full(count, lon), np.full(count, lat), bearings, np.full(count, float(radius_m)))
    return np.column_stack([_near(np.asarray(east), lon), north])


def dense(lonlat: ArrayLike) -> Floats:
    """A line with places between those that lie far apart, so that it is drawn as the geodesic it is measured on."""
    lon, lat = _columns(lonlat)
    if len(lon) < 2:
        return np.column_stack([lon, lat])
    rows: list[tuple[float, float]] = []
    for row, metres in enumerate(segments_m(np.column_stack([lon, lat])).tolist()):
        rows.append((float(lon[row]), float(lat[row])))
        if metres > _DENSE_M:
            between = _geod().npts(lon[row], lat[row], lon[row + 1], lat[row + 1], min(200, int(metres / _DENSE_M)))
            rows += [(float(_near(np.array(east), lon[row])), north) for east, north in between]
    rows.append((float(lon[-1]), float(lat[-1])))
    return np.array(rows)


def buffer(geometry: Any, metres: float, stop: Callable[[], bool] = lambda: False) -> Any:
    """The area within so many metres of a shapely geometry; a negative distance shrinks areas. Raises Cancelled."""
    import shapely

    found: list[Any] = []
    for part in shapely.get_parts(geometry).tolist() if not geometry.is_empty else []:
        if part.geom_type == "Point":
            if metres > 0:
                found.append(shapely.Polygon(circle_ring(part.x, part.y, metres)))
        elif part.geom_type == "Polygon":
            edge = shapely.union_all([piece for ring in (part.exterior, *part.interiors)
                                      for piece in _along(ring.coords, abs(metres), stop)])
            area = valid(part)
            found.append(area.union(edge) if metres > 0 else area.difference(edge) if metres < 0 else area)
        elif metres > 0:
            found += list(_along(part.coords, metres, stop))
    return shapely.union_all(found) if found else shapely.Polygon()


def corridor(lonlat: ArrayLike, width_m: float, stop: Callable[[], bool] = lambda: False) -> Any:
    """The area along a line, so many metres wide in all. Raises Cancelled."""
    import shapely

    line = np.asarray(lonlat, np.float64).reshape(-1, 2)
    if len(line) < 2:
        return shapely.Polygon() if not len(line) else buffer(shapely.Point(line[0]), width_m / 2, stop)
    return buffer(shapely.LineString(line), width_m / 2, stop)


def _along(coordinates: Any, metres: float, stop: Callable[[], bool]) -> Iterator[Any]:
    """Buffers of the pieces of a line."""
    for piece in _pieces(np.asarray(coordinates, np.float64)[:, :2]):
        if stop():
            raise Cancelled
        yield _flat_buffer(piece, metres)


def _pieces(line: Floats) -> Iterator[Floats]:
    """Stretches of about 20 km that share their ends."""
    line = dense(line)
    run = np.concatenate([[0.0], np.cumsum(segments_m(line))]) // _PIECE_M
    cuts = [0, *(np.flatnonzero(np.diff(run)) + 1).tolist(), len(line) - 1]
    for first, last in itertools.pairwise(cuts):
        if last > first:
            yield line[first:last + 1]


def _flat_buffer(line: Floats, metres: float) -> Any:
    import shapely
    from pyproj import Proj

    lon, lat = float(line[:, 0].mean()), float(line[:, 1].mean())
    flat = Proj(proj="aeqd", lat_0=lat, lon_0=lon, ellps="WGS84")
    area = shapely.LineString(np.column_stack(flat(line[:, 0], line[:, 1]))).buffer(metres, quad_segs=24)
    area = area.segmentize(_EDGE_M)  # a long edge that is straight in degrees is no geodesic

    def back(xy: Floats) -> Floats:
        east, north = flat(xy[:, 0], xy[:, 1], inverse=True)
        return np.column_stack([_near(np.asarray(east), lon), north])

    return shapely.transform(area, back)


def _near(lon: Floats, reference: float) -> Floats:
    """Longitudes within half a turn of another, beyond 180 if need be: no outline jumps round the world."""
    return np.asarray((lon - reference + 180.0) % 360.0 - 180.0 + reference)
