"""Keeps the tiles of a wall in step: those whose cameras say when pictures were taken are held back for the latest of them,
as long as that is not hopelessly late. GUI thread; once a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from video.step import holds

if TYPE_CHECKING:
    from widgets.video.wall import VideoWall

_LEAST_CHANGE_MS = 20  # less is not worth telling


def keep_in_step(wall: VideoWall) -> None:
    """Measure, hold back, and leave the skew with each view for who wants to read it."""
    pool = wall.feeds.pool
    shown = {camera: view for camera in wall.shown
             if camera and (view := wall.view(camera)) is not None and view.latency_ms is not None}
    timed = {camera: 1000.0 * (view.latency_ms or 0.0) for camera, view in shown.items()
             if view.is_timed and view.state == "live"}
    wanted = holds(timed)
    for camera, view in shown.items():
        hold_ms = wanted.get(camera, 0) // 1000
        if abs(hold_ms - view.hold_ms) >= _LEAST_CHANGE_MS or (view.hold_ms and not hold_ms):
            pool.hold(view, hold_ms)
    behind = {camera: timed[camera] / 1000 + shown[camera].hold_ms for camera in timed}
    earliest = min(behind.values(), default=0.0)
    for camera, view in shown.items():
        view.skew_ms = behind[camera] - earliest if camera in behind else None
