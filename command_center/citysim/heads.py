"""Cameras that turn: where each looks, and what it was asked to do. Any thread.

A pose is seen from home: pan and tilt in widths and heights of the whole picture, zoom as a factor. Who asks for a motion
has to go on asking: it ends by itself after `hold_s`, as that of a real dome does.
"""

from __future__ import annotations

import math
import threading
import time
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from command_center.citysim.cameras import Camera

TURNING = ("junction", "bridge", "river", "square")  # scenes whose cameras turn
_PAN, _TILT, _ZOOM = 1.0, 0.25, 6.0  # how far
_FASTEST = (0.5, 0.25, 1.0)  # widths, heights, doublings a second
_TRAVEL_S = 1.2  # to a preset
_HOLD_S = 1.5


class Pose(NamedTuple):
    """Where a camera looks."""

    pan: float = 0.0
    tilt: float = 0.0
    zoom: float = 1.0

    def kept(self) -> Pose:
        """Within what its bearings allow."""
        return Pose(max(-_PAN, min(_PAN, self.pan)), max(-_TILT, min(_TILT, self.tilt)), max(1.0, min(_ZOOM, self.zoom)))


HOME = Pose()
_PRESETS = {"1": ("全景", HOME), "2": ("近景", Pose(0.0, -0.08, 2.4)), "3": ("左侧", Pose(-0.4, 0.0, 1.6)),
            "4": ("右侧", Pose(0.4, 0.0, 1.6))}


class BadWish(ValueError):
    """It says nothing that a camera can do."""


@dataclass
class _Head:
    start: Pose = HOME
    end: Pose | None = None  # on the way to it
    speed: tuple[float, float, float] = (0.0, 0.0, 0.0)
    since: float = 0.0
    until: float = 0.0
    presets: dict[str, tuple[str, Pose]] = field(default_factory=lambda: dict(_PRESETS))

    def pose(self, now: float) -> Pose:
        if self.end is not None:
            share = min(1.0, (now - self.since) / _TRAVEL_S)
            if share >= 1.0:
                return self.end
            share = share * share * (3 - 2 * share)
            zoom = self.start.zoom * (self.end.zoom / self.start.zoom) ** share
            return Pose(self.start.pan + (self.end.pan - self.start.pan) * share,
                        self.start.tilt + (self.end.tilt - self.start.tilt) * share, zoom).kept()
        gone = max(0.0, min(now, self.until) - self.since)
        pan, tilt, zoom = self.speed
        return Pose(self.start.pan + pan * gone / self.start.zoom, self.start.tilt + tilt * gone / self.start.zoom,
                    self.start.zoom * 2 ** (zoom * gone)).kept()


class Heads:
    """The heads of all cameras that turn."""

    def __init__(self, cameras: list[Camera]) -> None:
        self._lock = threading.Lock()
        self._heads = {camera.key: _Head() for camera in cameras if camera.scene in TURNING}

    def turns(self, camera: str) -> bool:
        """Whether a camera can be moved."""
        return camera in self._heads

    def pose(self, camera: str, now: float | None = None) -> Pose:
        """Where it looks; now: time.monotonic()."""
        with self._lock:
            head = self._heads.get(camera)
            return HOME if head is None else head.pose(time.monotonic() if now is None else now)

    def presets(self, camera: str) -> dict[str, str]:
        """Names by number."""
        with self._lock:
            head = self._heads.get(camera)
            return {} if head is None else {token: name for token, (name, _) in head.presets.items()}

    def move(self, camera: str, wish: dict[str, Any], now: float | None = None) -> None:
        """Do as asked: {kind, pan, tilt, zoom, speed, preset, name, box, hold_s} as command-center asks. Raises BadWish."""
        at = time.monotonic() if now is None else now
        with self._lock:
            head = self._heads.get(camera)
            if head is None:
                raise BadWish("this camera does not turn")
            here = head.pose(at)
            head.start, head.end, head.since, head.until, head.speed = here, None, at, at, (0.0, 0.0, 0.0)
            self._begin(head, here, wish, at)

    def _begin(self, head: _Head, here: Pose, wish: dict[str, Any], at: float) -> None:
        kind, preset = str(wish.get("kind", "")), str(wish.get("preset", ""))
        if kind == "move":
            head.speed = tuple(_number(wish, axis) * most for axis, most in zip(  # type: ignore[assignment]
                ("pan", "tilt", "zoom"), _FASTEST, strict=True))
            head.until = at + max(0.0, min(10.0, _number(wish, "hold_s", _HOLD_S, 10.0)))
        elif kind == "home":
            head.end = HOME
        elif kind == "centre":
            head.end = Pose(here.pan + _number(wish, "pan") / 2 / here.zoom, here.tilt + _number(wish, "tilt") / 2 / here.zoom,
                            here.zoom).kept()
        elif kind == "box":
            head.end = _boxed(here, wish.get("box"))
        elif kind == "preset_set":
            token = preset or str(max([0, *(int(each) for each in head.presets)]) + 1)
            if not token.isdigit() or len(head.presets) >= 32:
                raise BadWish("no such preset")
            head.presets[token] = (str(wish.get("name", ""))[:40] or f"预置位{token}", here)
        elif kind in ("preset", "preset_remove"):
            if preset not in head.presets:
                raise BadWish("no such preset")
            if kind == "preset":
                head.end = head.presets[preset][1]
            else:
                del head.presets[preset]
        elif kind not in ("stop", "focus", "iris"):  # its lens is automatic: turning the rings changes nothing
            raise BadWish("unknown movement")


def _boxed(here: Pose, box: Any) -> Pose:
    try:
        left, top, right, bottom = (float(value) for value in box)
    except (TypeError, ValueError):
        raise BadWish("a box has four numbers") from None
    if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
        raise BadWish("a box lies within the picture")
    return Pose(here.pan + ((left + right) / 2 - 0.5) / here.zoom, here.tilt - ((top + bottom) / 2 - 0.5) / here.zoom,
                here.zoom / max(right - left, bottom - top)).kept()


def _number(wish: dict[str, Any], key: str, default: float = 0.0, most: float = 1.0) -> float:
    try:
        value = float(wish.get(key, default))
    except (TypeError, ValueError):
        raise BadWish(f"{key} is no number") from None
    if not math.isfinite(value):
        raise BadWish(f"{key} is no number")
    return max(-most, min(most, value))
