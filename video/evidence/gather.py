"""From a state to what an export needs to know of each camera. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterable

from command_center.config_masks import VideoMask
from command_center.state.snapshot import Snapshot
from video.evidence.request import CameraPart, touching
from video.masks import outlines


def parts_of(snapshot: Snapshot, cameras: Iterable[str], from_utc: int, until_utc: int,
             configured: Iterable[VideoMask] = ()) -> tuple[CameraPart, ...]:
    """The cameras with what is recorded of them and what nobody may see; unknown ones have no segments."""
    masks = tuple(configured)
    found = []
    for identity in cameras:
        camera = snapshot.cameras.get(identity)
        segments = touching(snapshot.segments.get(identity, ()), from_utc, until_utc)
        found.append(CameraPart(identity, camera.name if camera is not None else identity, segments,
                                outlines(identity, masks, snapshot.masks)))
    return tuple(found)
