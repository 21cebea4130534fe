"""From a state to what an export needs to know of each camera. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterable

from command_center.config_masks import VideoMask
from command_center.state.snapshot import Snapshot
from video.evidence.request import CameraPart, touching
from video.masks import Sight, coverings


def parts_of(snapshot: Snapshot, cameras: Iterable[str], from_utc: int, until_utc: int,
             configured: Iterable[VideoMask] = (), now: Snapshot | None = None) -> tuple[CameraPart, ...]:
    """The cameras with what is recorded of them and what nobody may see; unknown ones have no segments. now: the newest
    state, where `snapshot` is an older one: masks of now cover what was recorded before too."""
    masks = tuple(configured)
    found = []
    for identity in cameras:
        camera = snapshot.cameras.get(identity)
        segments = touching(snapshot.segments.get(identity, ()), from_utc, until_utc)
        found.append(CameraPart(identity, camera.name if camera is not None else identity, segments,
                                coverings(identity, masks, snapshot.masks, (now or snapshot).masks, from_utc=from_utc, until_utc=until_utc,
                                          sight=Sight.of(camera, (now or snapshot).ptz.get(identity)))))
    return tuple(found)
