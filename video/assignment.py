"""Which cameras see a place. Pure.

A camera covers a place within its range and its view cone; where its source gives no range, it is taken to be of use
to DEFAULT_RANGE_M, where it gives no direction, it may look anywhere (a dome).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from command_center.domain.cameras import Camera
from command_center.domain.geo import bearing_deg, distance_m, is_place

DEFAULT_RANGE_M = 150.0
DEFAULT_FOV_DEG = 70.0
NEAR_M = 800.0  # a camera that does not cover the place is still worth showing within this
AT_FOOT_M = 8.0  # a place at the camera's own foot has no direction


class Candidate(NamedTuple):
    """A camera for a place; covers: the place lies in its view."""

    camera: str
    distance_m: float
    covers: bool


def covers(camera: Camera, lon: float, lat: float) -> bool:
    """Whether a place lies within a camera's range and view cone."""
    if camera.lon is None or camera.lat is None or not is_place(camera.lon, camera.lat) or not is_place(lon, lat):
        return False
    metres = float(distance_m(camera.lon, camera.lat, lon, lat))
    if metres > (camera.range_m or DEFAULT_RANGE_M):
        return False
    if camera.heading_deg is None or metres <= AT_FOOT_M:
        return True
    bearing = float(bearing_deg(camera.lon, camera.lat, lon, lat))
    off = abs((bearing - camera.heading_deg + 180.0) % 360.0 - 180.0)
    return off <= (camera.fov_deg or DEFAULT_FOV_DEG) / 2


def cameras_for(lon: float, lat: float, cameras: Iterable[Camera], limit: int = 3) -> list[Candidate]:
    """The cameras worth showing for a place, at most `limit`: those that cover it first, nearest first; then others
    nearby, so that an operator sees at least the surroundings. None that has neither place nor address."""
    found = []
    if not is_place(lon, lat):
        return []
    for camera in cameras:
        if camera.lon is None or camera.lat is None or not (camera.main_url or camera.sub_url):
            continue
        metres = float(distance_m(camera.lon, camera.lat, lon, lat))
        sees = covers(camera, lon, lat)
        if sees or metres <= NEAR_M:
            found.append(Candidate(camera.camera, metres, sees))
    found.sort(key=lambda each: (not each.covers, each.distance_m, each.camera))
    return found[:limit]
