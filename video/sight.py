"""Does a camera see a place? View cone, range, and the buildings between. Headless; built on a thread of its own.

A line of sight runs from the camera's mounting height down to a person's height at the place. A building in the way
hides the place where it is higher than that line; one of unknown height counts as UNKNOWN_HEIGHT_M. The house that a
camera hangs on and the house that the place lies in hide nothing.

Footprints are found by comparing boxes: 100,000 of them take 0.3 ms, while building a tree of them holds every other
thread up for 60 ms.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from command_center.domain.cameras import Camera
from command_center.domain.features import Feature
from command_center.domain.geo import distance_m
from video.coverage import covers

MOUNT_M = 6.0  # height of a camera whose source does not say (property "height_m")
NEAR_M = 800.0  # a camera that does not cover a place is still worth showing within this
EYE_M = 1.5  # height at the place that must be seen
UNKNOWN_HEIGHT_M = 10.0
_LEVEL_M = 3.0
_GRAZED_M = 1.0  # a corner cut by less than this is within the accuracy of footprints
_METRES_A_DEGREE = 111_195.0
_SLICE, _REST_S = 2_000, 0.002
_CHECKED = 24  # cameras looked at closer for a place, nearest first


class Sighting(NamedTuple):
    """A camera for a place. covers: within cone and range; clear: nothing known stands between; behind: id of the
    building that does."""

    camera: str
    distance_m: float
    covers: bool
    clear: bool = True
    behind: str = ""

    @property
    def sees(self) -> bool:
        """Whether the place is in its picture, as far as is known."""
        return self.covers and self.clear


class Obstacles:
    """Footprints with heights, in WGS84 degrees. Immutable once made."""

    def __init__(self, buildings: Mapping[str, Feature] | None = None, *, rests: bool = False) -> None:
        """rests: let other threads run every 2,000 footprints."""
        import shapely  # slow to import

        self.ids: list[str] = list(buildings or ())
        features = list((buildings or {}).values())
        shapes: list[Any] = []
        for start in range(0, len(features), _SLICE):
            wkb = [feature.geometry for feature in features[start:start + _SLICE]]
            shapes.extend(shapely.from_wkb(wkb, on_invalid="ignore"))
            if rests:
                time.sleep(_REST_S)
        self.shapes: NDArray[Any] = np.array(shapes, object)
        kind = shapely.get_type_id(self.shapes) if len(shapes) else np.empty(0, np.intp)
        self.bounds = np.full((len(shapes), 4), np.nan)
        areas = np.isin(kind, (3, 6))
        if areas.any():
            self.bounds[areas] = shapely.bounds(self.shapes[areas])
        self.height_m = np.array([_height(feature.properties) for feature in features], float)

    def __len__(self) -> int:
        return len(self.ids)

    def between(self, start: tuple[float, float], start_m: float, end: tuple[float, float], end_m: float = EYE_M) -> str:
        """Id of a building that hides `end` from `start` (longitude, latitude; heights above ground); "" for none."""
        import shapely

        west, east = sorted((start[0], end[0]))
        south, north = sorted((start[1], end[1]))
        box = self.bounds
        near = np.flatnonzero((box[:, 2] >= west) & (box[:, 0] <= east) & (box[:, 3] >= south) & (box[:, 1] <= north))
        if not len(near):
            return ""
        wide = math.cos(math.radians((start[1] + end[1]) / 2))
        length = math.hypot((end[0] - start[0]) * wide, end[1] - start[1]) * _METRES_A_DEGREE
        line = shapely.LineString([start, end])
        near = near[shapely.intersects(self.shapes[near], line)]
        own = (shapely.intersects_xy(self.shapes[near], *start) | shapely.intersects_xy(self.shapes[near], *end))
        for row in near[~own].tolist():
            first, last = _span(shapely.intersection(self.shapes[row], line), start, end)
            if (last - first) * length < _GRAZED_M:
                continue
            sight_m = min(start_m + (end_m - start_m) * at for at in (first, last))
            if self.height_m[row] > sight_m:
                return self.ids[row]
        return ""


def _span(crossing: Any, start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """From where to where of a line (0 to 1) a crossing reaches."""
    import shapely

    points = shapely.get_coordinates(crossing)
    way = np.array(end) - np.array(start)
    square = float(way @ way)
    if not len(points) or not square:
        return 0.0, 0.0
    at = (points - np.array(start)) @ way / square
    return float(at.min()), float(at.max())


def _height(properties: Mapping[str, Any]) -> float:
    for key, metres in (("height_m", 1.0), ("height", 1.0), ("building:levels", _LEVEL_M), ("levels", _LEVEL_M)):
        try:
            height = float(str(properties[key]).removesuffix("m").strip()) * metres
        except (KeyError, ValueError):
            continue
        if math.isfinite(height) and height > 0:
            return height
    return UNKNOWN_HEIGHT_M


def mount_m(camera: Camera) -> float:
    """Height of a camera above ground."""
    try:
        height = float(camera.properties.get("height_m", ""))
    except ValueError:
        return MOUNT_M
    return height if math.isfinite(height) and 0 < height < 1000 else MOUNT_M


def sightings(lon: float, lat: float, cameras: Iterable[Camera], obstacles: Obstacles | None = None) -> list[Sighting]:
    """Cameras that see a place, nearest first; then those that would but for a building; then others nearby. Only such
    as have a place and an address."""
    found: list[Sighting] = []
    by_id: dict[str, Camera] = {}
    for camera in cameras:
        if camera.lon is None or camera.lat is None or not (camera.main_url or camera.sub_url):
            continue
        metres = float(distance_m(camera.lon, camera.lat, lon, lat))
        seen = covers(camera, lon, lat)
        if seen or metres <= NEAR_M:
            found.append(Sighting(camera.camera, metres, seen))
            by_id[camera.camera] = camera
    found.sort(key=_rank)
    if obstacles is not None and len(obstacles):
        for number, each in enumerate(found[:_CHECKED]):
            if each.covers:
                camera = by_id[each.camera]
                behind = obstacles.between((camera.lon or 0.0, camera.lat or 0.0), mount_m(camera), (lon, lat))
                found[number] = each._replace(clear=not behind, behind=behind)
        found.sort(key=_rank)
    return found


def _rank(each: Sighting) -> tuple[bool, bool, float, str]:
    return not each.sees, not each.covers, each.distance_m, each.camera
