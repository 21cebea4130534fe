"""Cameras with their fields of view. Pure; any thread."""

from __future__ import annotations

import numpy as np

from command_center.domain.cameras import Camera
from command_center.state.snapshot import Snapshot
from layers.base import Card, Layer, LegendEntry, Moment, Row, Title, View, ground_scale, mercator
from layers.drawing import NOTHING, Cones, Drawing, Labels, Points, Symbol
from layers.names import camera_name

WORKING = Symbol("camera", "control", 13)
FAILED = Symbol("camera", "hi", 13, solid=False)
CONES_BELOW = 2.6  # metres per pixel from which every camera shows where it looks
DEFAULT_REACH_M = 120.0


class CameraLayer(Layer):
    """Every camera with a place; cones for the selected and hovered, for those that see what the video wall
    follows, and for all when close."""

    key = "cameras"
    rank = 52
    kind = "camera"
    depends_on = ("cameras",)
    pointed = True

    def title(self) -> Title:
        return Title("摄像机", "Cameras")

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        placed = [camera for camera in snapshot.cameras.values() if camera.lon is not None and camera.lat is not None]
        if not placed:
            return NOTHING
        xy = mercator([(camera.lon, camera.lat) for camera in placed])
        symbol = np.array([int(camera.state not in ("ok", "unknown")) for camera in placed], np.intp)
        points = Points([camera.camera for camera in placed], xy, (WORKING, FAILED), symbol)
        labels = Labels()
        if view.coarseness < CONES_BELOW:
            labels = Labels([camera_name(camera, view.chinese) for camera in placed], xy,
                            np.full(len(placed), 65.0), "lo", "micro", 13)
        return Drawing(points=points, labels=labels, cones=_cones(placed, xy, view))

    def describe(self, identity: str, snapshot: Snapshot) -> Card | None:
        camera = snapshot.cameras.get(identity)
        if camera is None:
            return None
        rows = [Row("status", f"camera.{camera.state}")]
        if camera.state_since_utc:
            rows.append(Row("since", Moment(camera.state_since_utc)))
        if camera.frames_per_s:
            rows.append(Row("frames", f"{camera.frames_per_s:.0f} / s"))
        if camera.heading_deg is not None:
            rows.append(Row("heading", f"{camera.heading_deg:.0f}°"))
        place = (camera.lon, camera.lat) if camera.lon is not None and camera.lat is not None else None
        return Card(Title(camera_name(camera, True), camera_name(camera, False)), Title("摄像机", "Camera"), rows=tuple(rows), place=place)

    def legend(self) -> tuple[LegendEntry, ...]:
        return (LegendEntry(WORKING, Title("摄像机", "camera")), LegendEntry(FAILED, Title("摄像机故障", "camera failed")))


def _cones(placed: list[Camera], xy: np.ndarray, view: View) -> Cones:
    pointed = {identity for kind, identity in (view.selected, view.hovered) if kind == "camera"} | view.watching
    close = view.coarseness < CONES_BELOW
    rows = [row for row, camera in enumerate(placed)
            if camera.heading_deg is not None and (close or camera.camera in pointed)]
    if not rows:
        return Cones()
    chosen = [placed[row] for row in rows]
    reach = [(camera.range_m or DEFAULT_REACH_M) / ground_scale(camera.lat or 0.0) for camera in chosen]
    return Cones([camera.camera for camera in chosen], xy[rows], np.array([camera.heading_deg for camera in chosen]),
                 np.array([camera.fov_deg or 60.0 for camera in chosen]), np.array(reach),
                 np.array([camera.camera in pointed for camera in chosen]))
