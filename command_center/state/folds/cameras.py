"""How cameras, their measured health and their recorded segments change. On the folding thread."""

from __future__ import annotations

from bisect import insort

from msgspec.structs import replace

from command_center.domain.cameras import Camera, FootageLock, Segment
from command_center.domain.events import (
    CameraHealthChanged,
    CameraSeen,
    FootageLocked,
    FootageUnlocked,
    SegmentRecorded,
    SegmentsRemoved,
)
from command_center.state.work import Work

_MEASURED = ("state", "state_since_utc", "detail", "frames_per_s", "bitrate_bps", "faults", "measures",
             "key_interval_s", "recorded", "measured_utc")


def seen(work: Work, event: CameraSeen) -> None:
    """As its source lists it; measured health stays."""
    known = work.cameras.get(event.camera)
    fresh = Camera(camera=event.camera, name=event.name, lon=event.lon, lat=event.lat, main_url=event.main_url,
                   sub_url=event.sub_url, heading_deg=event.heading_deg, fov_deg=event.fov_deg,
                   range_m=event.range_m, district=event.district, source=event.source, properties=event.properties)
    if known is not None:
        fresh = replace(fresh, **{name: getattr(known, name) for name in _MEASURED})
    work.put("cameras", event.camera, fresh)


def health_changed(work: Work, event: CameraHealthChanged) -> None:
    """What the recorder measured; older news is ignored."""
    known = work.cameras.get(event.camera)
    if known is None or event.at_utc < known.state_since_utc:
        return
    since = known.state_since_utc if known.state == event.state else event.at_utc
    work.put("cameras", event.camera, replace(
        known, state=event.state, state_since_utc=since, detail=event.detail, frames_per_s=event.frames_per_s,
        bitrate_bps=event.bitrate_bps, faults=event.faults, measures=event.measures,
        key_interval_s=event.key_interval_s, recorded=event.recorded, measured_utc=event.at_utc))


def recorded(work: Work, event: SegmentRecorded) -> None:
    """One more stretch, in its place by time; the same file again replaces the first word on it."""
    segments = [each for each in work.segments.get(event.camera, ()) if each.path != event.path]
    insort(segments, Segment(event.at_utc, event.until_utc, event.path, event.byte_count),
           key=lambda each: (each.from_utc, each.until_utc, each.path))
    work.put("segments", event.camera, tuple(segments))


def removed(work: Work, event: SegmentsRemoved) -> None:
    """Gone from disk to keep the budget."""
    segments = work.segments.get(event.camera, ())
    if event.path:
        kept = tuple(each for each in segments if each.path != event.path)
    else:
        kept = tuple(each for each in segments if each.from_utc >= event.before_utc)
    if len(kept) != len(segments):
        work.put("segments", event.camera, kept)


def locked(work: Work, event: FootageLocked) -> None:
    """Evidence; the same lock again says what it holds from now on."""
    work.put("footage_locks", event.lock, FootageLock(
        lock=event.lock, camera=event.camera, from_utc=event.from_utc, until_utc=event.until_utc,
        reason=event.reason, actor=event.actor, locked_utc=event.at_utc))


def unlocked(work: Work, event: FootageUnlocked) -> None:
    """The lock is gone."""
    if work.footage_locks.pop(event.lock, None) is not None:
        work.touch("footage_locks", event.lock)


HANDLERS = {CameraSeen: seen, CameraHealthChanged: health_changed, SegmentRecorded: recorded,
            SegmentsRemoved: removed, FootageLocked: locked, FootageUnlocked: unlocked}
