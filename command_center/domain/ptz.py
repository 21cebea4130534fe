"""Pan, tilt and zoom: what may be asked of a camera, who may ask, and what its source says it can do. Pure; any
thread.

A camera that can be moved says so in the properties of CameraSeen: `ptz` = "1"; `ptz_can` = the kinds it knows,
separated by blanks (all, where it is missing); `ptz_presets` = a JSON object, number or token of the preset -> name;
`ptz_patrols` = the same for the camera's own tours.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping

import msgspec

from command_center.domain.events.ptz import PtzMoved
from command_center.domain.ptz_places import Places
from command_center.domain.time import SECOND

MOTIONS = ("move", "focus", "iris")  # go on until they are stopped
KINDS = (*MOTIONS, "stop", "preset", "preset_set", "preset_remove", "centre", "box", "home", "patrol", "absolute", "auto")
TRAVELS = ("preset", "centre", "box", "home", "patrol", "absolute")  # go somewhere, and take the place of what the camera does
_SAID = ("absolute", "auto")  # only of cameras that say so
DEAD_MAN_S = 1.5  # a motion that was not renewed for so long is stopped by the engine
RENEW_S = 0.5  # a desk renews a motion so often while a button is held
HOLD_US = 10 * SECOND  # a camera stays its operator's for so long after the last movement
LONGEST_HOLD_S = 3600.0


class PtzRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What a connector is asked to do.

    move: velocities -1..1, pan right, tilt up and zoom in being positive. focus (far), iris (open): `speed` -1..1.
    stop: everything, a patrol too. preset: go to `preset`, at `speed` 0..1 (0: as the camera likes); preset_set:
    store where it looks as `preset` ("" for a new one) under `name`; preset_remove. centre: pan, tilt -1..1 is a place
    in the picture, from its middle, right and up positive, that is to be in the middle. box: (left, top, right,
    bottom) in 0..1 of the picture, from its upper left corner, that is to fill it. home. patrol: the camera's own
    tour `preset`. absolute: pan, tilt -1..1 and zoom 0..1 are a place in all that it can reach, from one end to the other.
    auto: the camera minds its focus and iris itself again. hold_s: a camera that can should stop a motion by itself after so long.
    """

    kind: str
    pan: float = 0.0
    tilt: float = 0.0
    zoom: float = 0.0
    speed: float = 0.0
    preset: str = ""
    name: str = ""
    box: tuple[float, float, float, float] | None = None
    hold_s: float = DEAD_MAN_S

    @property
    def is_motion(self) -> bool:
        """Whether it goes on until it is stopped or not renewed."""
        return self.kind in MOTIONS and bool(self.pan or self.tilt or self.zoom or self.speed)


def request_of(event: PtzMoved) -> PtzRequest:
    """What an event asks for."""
    return PtzRequest(kind=event.kind, pan=event.pan, tilt=event.tilt, zoom=event.zoom, speed=event.speed,
                      preset=event.preset, name=event.name, box=event.box)


class Ptz(msgspec.Struct, frozen=True, kw_only=True):
    """How moving one camera stands. actor, desk: who has it, "" for nobody, valid only while `is_held`; lost_by,
    lost_desk: who had it before and lost it to them; request: the last movement, moved_utc 0 before the first;
    moved_eid: the
    event of it; places: where it stood; stopped_by_engine: why the engine stopped it ("" if it did not); reason, detail: why the engine gave the lock back.
    """

    camera: str
    ver: int = 0
    actor: str = ""
    desk: str = ""
    priority: int = 0
    taken_utc: int = 0
    until_utc: int = 0
    lost_by: str = ""
    lost_desk: str = ""
    request: PtzRequest = PtzRequest(kind="stop")
    moved_utc: int = 0
    moved_by: str = ""
    moved_eid: bytes = b""
    stopped_by_engine: str = ""
    ended_utc: int = 0
    reason: str = ""
    detail: str = ""
    places: Places = Places()

    @property
    def is_moving(self) -> bool:
        """Whether it goes on moving, as far as was asked."""
        return self.request.is_motion

    @property
    def last_utc(self) -> int:
        """When something last happened to it."""
        return max(self.taken_utc, self.moved_utc, self.ended_utc)

    def is_held(self, now_utc: int) -> bool:
        """Whether somebody has it."""
        return bool(self.actor or self.desk) and now_utc < self.until_utc

    def is_held_by(self, actor: str, desk: str, now_utc: int) -> bool:
        """Whether this operator at this desk has it."""
        return self.is_held(now_utc) and (self.actor, self.desk) == (actor, desk)


def can_move(properties: Mapping[str, str], kind: str = "move") -> bool:
    """Whether a camera with these properties can do this."""
    known = properties.get("ptz_can", "").split()
    return properties.get("ptz") == "1" and (kind in known or kind == "stop" or (not known and kind not in _SAID))


def presets_of(properties: Mapping[str, str], key: str = "ptz_presets") -> dict[str, str]:
    """Presets (or `ptz_patrols`) of a camera by number or token; empty where it has none or says them unreadably."""
    try:
        found = json.loads(properties.get(key) or "{}")
    except ValueError:
        return {}
    return {str(token): str(name) for token, name in found.items()} if isinstance(found, dict) else {}


def presets_property(presets: Mapping[str, str]) -> str:
    """The property that `presets_of` reads."""
    return json.dumps(dict(presets), ensure_ascii=False, separators=(",", ":"))


def is_fit(request: PtzRequest) -> bool:
    """Whether it says something that a camera can be asked: numbers in range, a preset or a box where one is
    needed."""
    numbers = (request.pan, request.tilt, request.zoom, request.speed)
    if request.kind not in KINDS or not all(math.isfinite(each) and -1.0 <= each <= 1.0 for each in numbers):
        return False
    if request.kind in ("preset", "preset_remove", "patrol"):
        return bool(request.preset)
    if request.kind == "absolute":
        return request.zoom >= 0.0
    if request.kind == "box":
        return request.box is not None and _is_box(*request.box)
    return True


def _is_box(left: float, top: float, right: float, bottom: float) -> bool:
    return 0.0 <= left < right <= 1.0 and 0.0 <= top < bottom <= 1.0
