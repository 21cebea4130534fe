"""Cameras as the fold keeps them. Immutable; any thread."""

from __future__ import annotations

import msgspec


class Camera(msgspec.Struct, frozen=True, kw_only=True):
    """A camera with what the recorder last measured of it (states, faults, measures: see CameraHealthChanged)."""

    camera: str
    name: str
    lon: float | None = None
    lat: float | None = None
    main_url: str = ""
    sub_url: str = ""
    heading_deg: float | None = None
    fov_deg: float | None = None
    range_m: float | None = None
    district: str = ""
    source: str = ""
    state: str = "unknown"
    state_since_utc: int = 0
    detail: str = ""
    frames_per_s: float | None = None
    bitrate_bps: float | None = None
    faults: tuple[str, ...] = ()
    measures: dict[str, float] = {}
    key_interval_s: float | None = None
    recorded: bool | None = None
    measured_utc: int = 0  # when the recorder last said anything of it
    properties: dict[str, str] = {}


class Segment(msgspec.Struct, frozen=True, array_like=True):
    """A recorded stretch: [from_utc, until_utc) in a file relative to the recorder's folder."""

    from_utc: int
    until_utc: int
    path: str
    byte_count: int = 0


class FootageLock(msgspec.Struct, frozen=True, kw_only=True):
    """What a camera recorded of [from_utc, until_utc) must not be removed."""

    lock: str
    camera: str
    from_utc: int
    until_utc: int
    reason: str = ""
    actor: str = ""
    locked_utc: int = 0

    def holds(self, camera: str, from_utc: int, until_utc: int) -> bool:
        """Whether it keeps a stretch of a camera."""
        return camera == self.camera and from_utc < self.until_utc and until_utc > self.from_utc
