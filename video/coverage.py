"""Whether a camera covers a place. Pure.

A camera covers a place within its range and its view cone; where its source gives no range, it is taken to be of use
to DEFAULT_RANGE_M, where it gives no direction, it may look anywhere (a dome).
"""

from __future__ import annotations

from command_center.domain.cameras import Camera
from command_center.domain.geo import bearing_deg, distance_m, is_place

DEFAULT_RANGE_M = 150.0
DEFAULT_FOV_DEG = 70.0
AT_FOOT_M = 8.0  # a place at the camera's own foot has no direction


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
