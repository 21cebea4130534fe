"""Cameras, what the recorder measures of them, and the recorded segments that replay shows."""

from __future__ import annotations

from command_center.domain.events.envelope import Event


class CameraSeen(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A camera as its source lists it. heading_deg: where it looks, clockwise from north; fov_deg: horizontal angle
    of view; range_m: how far it is of use. main_url and sub_url never hold a password."""

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
    properties: dict[str, str] = {}


class CameraHealthChanged(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Measured, not what the camera says of itself.

    state: the gravest of what is wrong: ok, refused, no_signal, stalled, frozen, dark, covered, turned, glaring,
    blurred, noisy, colour_cast, or unknown. faults: all that is wrong with the picture, the gravest first. measures:
    the numbers behind it (see `video.diagnosis`). key_interval_s: from one key frame to the next. recorded: whether it
    reaches the disk; None where it need not. watch: "continuous" (a connection stands) or "look" (one look now and
    then).
    """

    camera: str
    state: str
    detail: str = ""
    frames_per_s: float | None = None
    bitrate_bps: float | None = None
    faults: tuple[str, ...] = ()
    measures: dict[str, float] = {}
    key_interval_s: float | None = None
    recorded: bool | None = None
    watch: str = ""


class CamerasWatched(Event, frozen=True, kw_only=True, omit_defaults=True):
    """The recorder says now and then that it is watching; where it did not, nobody knows how the cameras were. began:
    it has just started, and what it said before of any camera may no longer be so. ended: it stops. cameras: how many;
    behind: how many have not been looked at within twice their turn."""

    began: bool = False
    ended: bool = False
    cameras: int = 0
    behind: int = 0


class SegmentRecorded(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A stretch of video lies on disk. path is relative to the recorder's folder; at_utc is its first picture."""

    camera: str
    path: str
    until_utc: int
    byte_count: int = 0


class SegmentsRemoved(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Segments of a camera were removed to keep the budget or the time they may be kept: the one at `path`, or, where
    none is named, all that begin before `before_utc`."""

    camera: str
    before_utc: int
    path: str = ""


class FootageLocked(Event, frozen=True, kw_only=True, omit_defaults=True):
    """What a camera recorded of [from_utc, until_utc) is evidence: it is not removed before it is unlocked. lock: the
    lock's own id; reason: why, in the operator's words."""

    lock: str
    camera: str
    from_utc: int
    until_utc: int
    reason: str = ""


class FootageUnlocked(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A lock is no more; its footage may be removed like any other."""

    lock: str
    camera: str
    reason: str = ""
