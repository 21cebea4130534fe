"""Recorded segments on disk: where they lie, and the sidecar index that ties their pictures to the wall clock. Pure
but for reading files; any thread.

Beside every segment `NAME.mp4` lies `NAME.idx`: 24 bytes for each packet, appended as it was written, so that both
survive a kill.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray

from command_center.config import VideoSection
from command_center.domain.cameras import Segment
from command_center.domain.time import SECOND, to_datetime

# at_utc: arrival, microseconds; pts_us: the picture's time in the file, microseconds; key: 1 for key frames
INDEX = np.dtype([("at_utc", "<i8"), ("pts_us", "<i8"), ("size", "<i4"), ("key", "<i4")])
_MOST, _SLACK_US = 200, 120 * SECOND  # segments told at a time; what lies before the instant is told too
_OVERLAPPING = 200  # segments looked at
TAIL_S = 2.0  # a picture stands for this long when no other follows


def recordings_folder(video: VideoSection, journal: Path, configuration: Path | None = None) -> Path:
    """The recorder's folder: the one that is configured (relative to the configuration), or beside the journal."""
    if video.folder:
        folder = Path(video.folder).expanduser()
        return folder if folder.is_absolute() or configuration is None else configuration.parent / folder
    return journal.with_name(journal.name + "-video")


def camera_folder(camera: str) -> str:
    """A folder name for a camera's id, whatever characters it holds; different ids never meet."""
    plain = re.sub(r"[^A-Za-z0-9-]+", "_", camera).strip("_")[:60]
    return f"{plain}-{hashlib.sha256(camera.encode()).hexdigest()[:8]}"


def segment_name(from_utc: int, suffix: str) -> str:
    """File name of a segment that begins at an instant."""
    return to_datetime(from_utc, UTC).strftime("%Y%m%dT%H%M%S.%fZ") + suffix


def resolve(folder: Path, path: str) -> Path | None:
    """A segment's file, or None if the path would leave the folder (journals may come from elsewhere)."""
    pure = PurePosixPath(path)
    if not path or pure.is_absolute() or ".." in pure.parts:
        return None
    return folder / pure


def read_index(segment: Path) -> NDArray[np.void]:
    """The packets of a segment; empty where the index is missing. A torn last entry is left out."""
    try:
        raw = segment.with_suffix(".idx").read_bytes()
    except OSError:
        raw = b""
    return np.frombuffer(raw[: len(raw) // INDEX.itemsize * INDEX.itemsize], INDEX)


def tail_us(instants: NDArray[np.int64]) -> int:
    """How long a picture stands when no other follows: TAIL_S; single pictures that are fetched farther apart, half as
    long again as they usually do."""
    usual = float(np.median(np.diff(instants[-20:]))) if len(instants) > 1 else 0.0
    return max(round(TAIL_S * SECOND), round(1.5 * usual))


def segment_at(segments: Sequence[Segment], at_utc: int) -> Segment | None:
    """The segment to look into for an instant. The newest is asked beyond its recorded end as well: the recorder
    says only now and then how far it has come, and the file knows better."""
    newest = len(segments) - 1
    position = newest
    while position >= 0 and segments[position].from_utc > at_utc:
        position -= 1
    begun = position
    # Where the clock was set back, an older segment may reach farther than those that begin after it.
    while position >= max(0, begun - _OVERLAPPING):
        if at_utc < segments[position].until_utc + round(TAIL_S * SECOND):
            return segments[position]
        position -= 1
    return segments[newest] if begun == newest >= 0 else None


def window(segments: Sequence[Segment], at_utc: int, speed: float, ahead_s: float = 30.0) -> tuple[Segment, ...]:
    """The segments needed for about `ahead_s` seconds of watching at a speed (negative: backwards) from an instant on."""
    reach = round(ahead_s * max(1.0, abs(speed)) * SECOND)
    since, until = at_utc - (reach if speed < 0 else 0) - _SLACK_US, at_utc + (0 if speed < 0 else reach)
    found = tuple(s for s in segments if s.from_utc <= until and s.until_utc >= since)
    return (found[-_MOST:] if speed < 0 else found[:_MOST]) or tuple(segments[-1:])
