"""Cameras as the fold keeps them. Immutable; any thread."""

from __future__ import annotations

import msgspec


class Camera(msgspec.Struct, frozen=True, kw_only=True):
    """A camera with what the recorder last measured of it (state: ok, no_signal, frozen, dark, stalled, refused,
    unknown)."""

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
    properties: dict[str, str] = {}


class Segment(msgspec.Struct, frozen=True, array_like=True):
    """A recorded stretch: [from_utc, until_utc) in a file relative to the recorder's folder."""

    from_utc: int
    until_utc: int
    path: str
    byte_count: int = 0
