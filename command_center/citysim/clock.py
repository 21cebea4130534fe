"""The script's clock: which second of the half hour it is at an instant of the real world. Pure; any thread."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from command_center.domain.time import SECOND, now_utc

LOOP_S = 1800.0


class ScriptClock(NamedTuple):
    """start_utc: when the script was (or would have been) at second 0; speed: script seconds a real second."""

    start_utc: int
    speed: float = 1.0

    def script(self, at_utc: int) -> tuple[int, float]:
        """(loop, second): the loop counts from 0; before the start it is (-1, seconds until the start, negative)."""
        passed = (at_utc - self.start_utc) / SECOND
        if passed < 0:
            return -1, passed
        return divmod_loop(passed * self.speed)

    def seconds(self, at_utc: NDArray[np.int64]) -> NDArray[np.float64]:
        """Script seconds of many instants within their loop; negative real seconds before the start."""
        passed = (at_utc - self.start_utc) / SECOND
        return np.where(passed < 0, passed, np.mod(passed * self.speed, LOOP_S))

    def at(self, loop: int, second: float) -> int:
        """The instant of a second of a loop."""
        return self.start_utc + int((loop * LOOP_S + second) / self.speed * SECOND)


def divmod_loop(script_s: float) -> tuple[int, float]:
    """Total script seconds -> (loop, second within it)."""
    loop = int(script_s // LOOP_S)
    return loop, script_s - loop * LOOP_S


def make_clock(speed: float, start_at_s: float) -> ScriptClock:
    """A clock that stands at `start_at_s` of the script now."""
    return ScriptClock(now_utc() - int(start_at_s / speed * SECOND), speed)
