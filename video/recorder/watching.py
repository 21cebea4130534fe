"""Who is watched how: recorded cameras over the connection that records them, all others by one look a minute; and the
recorder's own word that it watches. Recorder's threads; calls return at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from command_center.config import VideoSection
from command_center.domain.events import CameraSeen, CamerasWatched, Event
from command_center.domain.time import now_utc
from video import stills
from video.recorder.condition import SCENE_FILE, Condition
from video.recorder.looks import Looks
from video.recorder.sampler import USUAL_S
from video.segments import camera_folder

BEAT_S = 300.0  # where the recorder says nothing for twice as long, nobody knows how the cameras were
_SAMPLES_PER_S = 25  # over all recorded cameras: a thousand are judged every 40 s each
_BEHIND_SHARE = 0.05


class Watching:
    """emit takes events for the journal."""

    def __init__(self, folder: Path, video: VideoSection, emit: Callable[[Event], None]) -> None:
        self._folder, self._video, self._emit = folder, video, emit
        self.looks = Looks(video.look_every_s, video.looks_at_once)
        self._conditions: dict[str, Condition] = {}
        self._beaten_s: float | None = None

    def records(self, camera: CameraSeen) -> bool:
        """Whether a camera is recorded all the time: unless its source says `record` = 0."""
        return self._video.record and camera.properties.get("record", "1") not in ("0", "false", "no")

    def condition(self, camera: CameraSeen, known: str, url: str) -> Condition:
        """What judges a camera from now on; url: what is read of it."""
        address, looked = camera.sub_url or camera.main_url, not self.records(camera)
        apart_s = self._video.look_every_s / 3 if looked else 0.0
        condition = self._conditions[camera.camera] = Condition(
            camera.camera, known, self._emit, scene_file=self._folder / camera_folder(camera.camera) / SCENE_FILE,
            watch="look" if looked else "continuous", apart_s=max(apart_s, stills.apart_s(url)) if stills.is_still(url) else apart_s,
            interval_s=stills.interval_s(url) if stills.is_still(url) else 0.0,
            repeats=looked and ("://" not in address or address.lower().startswith("file:")),
            steerable=camera.properties.get("ptz", "") in ("1", "true", "yes"))
        return condition

    def leave(self, camera: str) -> None:
        """It is not there any more, or watched anew."""
        self._conditions.pop(camera, None)
        self.looks.leave(camera)

    def sample_s(self) -> float | None:
        """How often a recorded camera's key frames are judged: more seldom the more of them there are; None: as usual."""
        seconds = (len(self._conditions) - len(self.looks)) / _SAMPLES_PER_S
        return seconds if seconds > USUAL_S else None

    @property
    def is_behind(self) -> bool:
        """Whether more than a few cameras wait longer than a round for their look."""
        return self.looks.behind > max(1.0, _BEHIND_SHARE * len(self.looks))

    def beat(self, *, began: bool = False, ended: bool = False) -> None:
        """Say that the cameras are watched, when it is time."""
        now = time.time()
        if not (began or ended) and self._beaten_s is not None and 0 <= now - self._beaten_s < BEAT_S:
            return
        if self._beaten_s is not None and now - self._beaten_s > 2 * BEAT_S:  # the machine slept
            for condition in list(self._conditions.values()):
                condition.tell_again()
        self._beaten_s = now
        self._emit(CamerasWatched(at_utc=now_utc(), source="recorder", began=began, ended=ended,
                                  cameras=len(self._conditions), behind=self.looks.behind))

    def close(self) -> None:
        """End the looks and say so."""
        self.looks.close()
        self.beat(ended=True)
