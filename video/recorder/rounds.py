"""When which camera is looked at: everyone once a round, spread evenly over it, a little irregular. Pure; one lock's
owner at a time.
"""

from __future__ import annotations

import heapq
import random
from itertools import count

_GOLDEN = 0.6180339887498949  # any number of cameras lies evenly on the round, also while some are added
_JITTER = 0.02  # of a round, so that cameras behind one switch are not asked in step
SOON_S = 5.0


class Rounds:
    """every_s: the length of a round in seconds. Instants are seconds of any clock that only goes forward."""

    def __init__(self, every_s: float, seed: int | None = None) -> None:
        self.every_s = every_s
        self._random = random.Random(seed)
        self._numbers = count()
        self._phase: dict[str, float] = {}
        self._due: list[tuple[float, str]] = []
        self._when: dict[str, float] = {}  # instants of `_due` that still count

    def __len__(self) -> int:
        return len(self._phase)

    def add(self, camera: str, now_s: float) -> None:
        """Look at it from its place in the round that begins now."""
        place = next(self._numbers) * _GOLDEN % 1.0 * self.every_s
        self._phase[camera] = (now_s + place) % self.every_s
        self._put(camera, now_s + place)

    def remove(self, camera: str) -> None:
        """Not any more."""
        self._phase.pop(camera, None)
        self._when.pop(camera, None)

    def take(self, now_s: float) -> str | None:
        """The camera that has waited longest, None while none is due. It comes again after `done`."""
        while self._due and self._due[0][0] <= now_s:
            due_s, camera = heapq.heappop(self._due)
            if self._when.get(camera) == due_s:
                del self._when[camera]
                return camera
        return None

    def done(self, camera: str, now_s: float, again_soon: bool = False) -> None:
        """It was looked at: its next turn, or in a moment where something is doubtful."""
        if camera not in self._phase:
            return
        if again_soon:
            self._put(camera, now_s + min(SOON_S, self.every_s / 4))
            return
        turn = now_s - (now_s - self._phase[camera]) % self.every_s + self.every_s
        if turn - now_s < self.every_s / 2:  # it was late: not twice within half a round
            turn += self.every_s
        self._put(camera, turn + self.every_s * self._random.uniform(-_JITTER, _JITTER))

    def wait_s(self, now_s: float) -> float:
        """Seconds until somebody is due; a round while there is nobody."""
        while self._due and self._when.get(self._due[0][1]) != self._due[0][0]:
            heapq.heappop(self._due)
        return max(0.0, self._due[0][0] - now_s) if self._due else self.every_s

    def behind(self, now_s: float) -> int:
        """How many cameras have waited longer than a whole round for their turn."""
        return sum(now_s - due_s > self.every_s for due_s in self._when.values())

    def _put(self, camera: str, due_s: float) -> None:
        self._when[camera] = due_s
        heapq.heappush(self._due, (due_s, camera))
