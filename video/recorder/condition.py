"""How a camera is, from what its capture sees; events when that changes. On the capture's thread.

States: ok, no_signal, refused, stalled, frozen, dark. A change of the frame rate alone is told at most once a minute.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from command_center.domain.events import CameraHealthChanged
from command_center.domain.time import now_utc
from video.health import PictureJudge
from video.recorder.meter import Meter
from video.source import SourceError

_STATES = {"refused": "refused", "unsupported": "refused", "missing": "refused", "stalled": "stalled"}
_RATE_EVERY_S = 60.0
_SETTLE_S = 3.0  # a rate is told when it has been measured for as long as this
_RATE_CHANGE = 0.3


class Condition:
    """known: the state the journal has already."""

    def __init__(self, camera: str, known: str, emit: Callable[[CameraHealthChanged], None]) -> None:
        self.camera, self.state = camera, known
        self._emit = emit
        self._judge, self._meter = PictureJudge(), Meter()
        self._told_rate: float | None = None
        self._told_s = 0.0
        self._first_s = 0.0

    def packet(self, size: int) -> None:
        """Something arrived; rates are told when they changed."""
        now = time.monotonic()
        self._first_s = self._first_s or now
        self._meter.add(size)
        if self.state != "ok" or now - self._first_s < _SETTLE_S:
            return
        due = self._told_rate is None or now - self._told_s >= _RATE_EVERY_S
        if due and self._rate_changed():
            self._tell("ok", "")

    def picture(self, grey: NDArray[np.uint8]) -> None:
        """A sampled key frame, (height, width) grey levels."""
        state = self._judge.judge(grey)
        if state != self.state:
            last = self._judge.last
            self._tell(state, "" if state == "ok" or last is None else f"mean {last.mean:.0f}")

    def lost(self, error: SourceError) -> None:
        """The connection ended or could not be made."""
        state = _STATES.get(error.reason, "no_signal")
        self._judge, self._meter, self._first_s, self._told_rate = PictureJudge(), Meter(), 0.0, None
        if state != self.state and not (self.state == "stalled" and state == "no_signal" and error.reason == "ended"):
            self._tell(state, error.reason if not error.detail else f"{error.reason}: {error.detail}"[:200])

    def _rate_changed(self) -> bool:
        rate, _ = self._meter.rates()
        if rate is None:
            return False
        return self._told_rate is None or abs(rate - self._told_rate) > _RATE_CHANGE * max(1.0, self._told_rate)

    def _tell(self, state: str, detail: str) -> None:
        frames, bits = self._meter.rates()
        if frames is not None and state == "ok":
            self._told_rate = frames
        self.state, self._told_s = state, time.monotonic()
        self._emit(CameraHealthChanged(at_utc=now_utc(), source="recorder", camera=self.camera, state=state,
                                       detail=detail, frames_per_s=None if frames is None else round(frames, 1),
                                       bitrate_bps=None if bits is None else round(bits)))
