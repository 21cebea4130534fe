"""How a camera is, from what is received of it; events when that changes. On the thread that reads the camera.

What a picture shows is in `video.diagnosis`; transport, frames and key frames are measured here. After a start the first
finding is told even if the journal has it already: what was known before may no longer be so. A change of the rates
alone is told at most once a minute.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from command_center.domain.events import CameraHealthChanged
from command_center.domain.time import now_utc
from video.diagnosis.judge import PictureJudge, Verdict
from video.diagnosis.scene import load_scene
from video.recorder.meter import Meter
from video.source import SourceError
from video.stills import APART_S

log = logging.getLogger(__name__)
SCENE_FILE = "scene.npz"
_STATES = {"refused": "refused", "unsupported": "refused", "missing": "refused", "password": "refused",
           "certificate": "refused", "transport": "refused", "stalled": "stalled"}
_RATE_EVERY_S = 60.0
_SETTLE_S = 3.0  # a rate is told when it has been measured for as long as this
_RATE_CHANGE = 0.3
_WITHOUT_KEY_S = 30.0  # packets without a key frame for this long show nothing
_SAVE_EVERY_S = 600.0
_AGAIN_S = 86_400.0  # what does not change is said once a day all the same: rates need not read a year for it
_TOLD = ("mean", "contrast", "difference", "sharp", "noise", "similar", "lost", "bright", "colour")


class Condition:
    """known: the state the journal has already; scene_file: where the learnt scene is kept, None to forget it; watch:
    "continuous" or "look"; steerable, repeats, apart_s: see `PictureJudge`; interval_s: between single pictures, 0 of a
    stream."""

    def __init__(self, camera: str, known: str, emit: Callable[[CameraHealthChanged], None], *,
                 scene_file: Path | None = None, watch: str = "continuous", steerable: bool = False,
                 repeats: bool = False, apart_s: float = 0.0, interval_s: float = 0.0) -> None:
        self.camera, self.state = camera, known
        self._emit, self._watch, self._special = emit, watch, (steerable, repeats, apart_s)
        self._scene_file = scene_file
        self._judge: PictureJudge | None = None  # made on the reading thread: it may have a file to read
        self._verdict: Verdict | None = None
        self._interval_s = interval_s
        self._meter = Meter(interval_s)
        self._told_rate: float | None = None
        self._told_s = self._first_s = 0.0
        self._saved_s = time.monotonic()
        self._confirmed = False
        self._recorded: bool | None = None

    @property
    def is_doubtful(self) -> bool:
        """Whether another picture soon would settle something."""
        return self._verdict is not None and self._verdict.doubtful

    def gives_stills(self, interval_s: float) -> None:
        """It turned out to give single pictures, so often. Said again, it changes nothing."""
        if self._interval_s == interval_s:
            return
        steerable, repeats, apart = self._special
        self._special = steerable, repeats, max(apart, APART_S, 2 * interval_s)
        self._interval_s = interval_s
        self._judge = None
        self.looked()

    def packet(self, size: int, key: bool = True) -> None:
        """Something arrived; rates are told when they changed."""
        now = time.monotonic()
        self._first_s = self._first_s or now
        self._meter.add(size, key)
        if self._meter.without_key_s > _WITHOUT_KEY_S and self.state != "stalled":
            self._tell("stalled", "no_key_frame")
        if self.state != "ok" or now - self._first_s < _SETTLE_S:
            return
        due = self._told_rate is None or now - self._told_s >= _RATE_EVERY_S
        if due and self._rate_changed():
            self._tell("ok", "")

    def picture(self, picture: NDArray[np.uint8]) -> None:
        """A sampled key frame, (270, 480, 3) in BGR."""
        if self._judge is None:
            self._judge = PictureJudge(load_scene(self._scene_file) if self._scene_file else None, *self._special)
        verdict = self._judge.judge(picture, time.time())
        back = self.state not in (verdict.state, "unknown") and verdict.state == "ok"
        news = verdict.state != self.state or self._is_due or (
            self._verdict is not None and verdict.faults != self._verdict.faults)
        self._verdict = verdict
        if news and not (verdict.doubtful and (back or not self._confirmed)):
            self._tell(verdict.state, _words(verdict))
        if time.monotonic() - self._saved_s > _SAVE_EVERY_S:
            self.save()

    def lost(self, error: SourceError) -> None:
        """The connection ended or could not be made."""
        state = _STATES.get(error.reason, "no_signal")
        self._restart()
        hung_up = self.state == "stalled" and state == "no_signal" and error.reason == "ended"
        if (state != self.state and not hung_up) or self._is_due:
            self._tell(state, error.reason if not error.detail else f"{error.reason}: {error.detail}"[:200])

    def looked(self) -> None:
        """A look is over; what arrives next has nothing to do with its rates."""
        self._meter, self._first_s = Meter(self._interval_s), 0.0

    def recording(self, works: bool) -> None:
        """Whether what arrives reaches the disk."""
        if works != self._recorded:
            told = self._recorded is not None or not works
            self._recorded = works
            if told and self._confirmed:
                self._tell(self.state, "" if works else "not_recorded")

    def forget(self) -> None:
        """The camera was set to look elsewhere on purpose."""
        if self._judge is not None:
            self._judge.forget()

    def tell_again(self) -> None:
        """The recorder was away for a while: what is found next is told even if it is as before."""
        self._confirmed = False

    @property
    def _is_due(self) -> bool:
        return not self._confirmed or time.monotonic() - self._told_s > _AGAIN_S

    def save(self) -> None:
        """Keep the scene over a restart."""
        self._saved_s = time.monotonic()
        if self._judge is not None and self._scene_file is not None:
            try:
                self._scene_file.parent.mkdir(parents=True, exist_ok=True)
                self._judge.scene.save(self._scene_file)
            except OSError as error:
                log.warning("the scene of %s cannot be kept: %s", self.camera, error)

    def _restart(self) -> None:
        if self._judge is not None:
            self._judge.restart()
        self._verdict, self._told_rate = None, None
        self.looked()

    def _rate_changed(self) -> bool:
        rate, _ = self._meter.rates()
        if rate is None:
            return False
        return self._told_rate is None or abs(rate - self._told_rate) > _RATE_CHANGE * max(1.0, self._told_rate)

    def _tell(self, state: str, detail: str) -> None:
        frames, bits = self._meter.rates()
        if frames is not None and state == "ok":
            self._told_rate = frames
        self.state, self._told_s, self._confirmed = state, time.monotonic(), True
        verdict, key = self._verdict, self._meter.key_interval_s
        self._emit(CameraHealthChanged(
            at_utc=now_utc(), source="recorder", camera=self.camera, state=state, detail=detail,
            frames_per_s=None if frames is None else round(frames, 1 if frames >= 1 else 3),
            bitrate_bps=None if bits is None else round(bits), faults=verdict.faults if verdict else (),
            measures=verdict.measures if verdict else {}, key_interval_s=None if key is None else round(key, 2),
            recorded=self._recorded, watch=self._watch))


def _words(verdict: Verdict) -> str:
    """The numbers that matter, for logs and the command line."""
    if verdict.state == "ok":
        return ""
    return " ".join(f"{name} {verdict.measures[name]:g}" for name in _TOLD if name in verdict.measures)
