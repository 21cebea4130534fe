"""When a picture was taken, worked out from its stamp in the stream, its arrival and, where the camera tells it, the
camera's own clock; and how long to hold pictures back so that tiles are in step. Pure; one thread a clock.

Arrivals are late by what the way takes, and that varies; stamps run evenly but begin anywhere. So a stamp is tied to our
clock by the packets that came soonest (the lower envelope of arrival minus stamp): what came later was merely delayed.
RTSP cameras also say with each sender report at which instant of their clock a stamp was taken. That is used where their
clock is about right; else cameras whose clocks were never set would be hours out of step.
"""

from __future__ import annotations

import struct
from collections import deque
from collections.abc import Mapping
from typing import Any, Literal

from command_center.domain.time import SECOND

_WINDOW_US = 20 * SECOND  # of the envelope
_BUCKET_US = SECOND
_DRIFT = 0.002  # how much faster than ours the envelope may rise: no camera's clock is worse
_FORWARD_US, _BACK_US = 10 * SECOND, SECOND // 2  # larger steps of a stream's own time are a new beginning
_SET_US = SECOND // 2  # the machine's clock was set by more than this
_EARLY_US, _LATE_US = SECOND // 4, 5 * SECOND  # how wrong a camera's clock may be, to be used
_PRFT = struct.Struct("<q")  # AVProducerReferenceTime begins with microseconds since 1970

TimeSource = Literal["arrival", "camera"]


class StreamClock:
    """Of one connection. offset_us: added to every instant, for a camera that is known to be late by so much."""

    def __init__(self, offset_us: int = 0) -> None:
        self.offset_us = offset_us
        self.source: TimeSource = "arrival"
        self.latency_us = 0  # of the packet that came last, on its way and waiting
        self._lows: deque[tuple[int, int]] = deque()  # bucket, least of arrival minus stamp
        self._base: float | None = None  # what a stamp lies before our clock
        self._camera: int | None = None  # the same, by the camera's own word
        self._last: tuple[int, int, int] | None = None  # stamp, arrival, steady time of the last packet

    def arrived(self, stamp_us: int, at_utc: int, steady_us: int, camera_utc: int | None = None) -> bool:
        """A packet with this stamp came at this instant. steady_us: a clock that is never set. camera_utc: when it was
        taken by the camera's clock. True when instants begin anew: the stream's time jumped, or our clock was set."""
        anew = self._jumped(stamp_us, at_utc, steady_us)
        if anew:
            self._lows.clear()
            self._base = self._camera = None
        elapsed = 0 if self._last is None else max(0, steady_us - self._last[2])
        self._last = (stamp_us, at_utc, steady_us)
        low = self._lowest(at_utc - stamp_us, steady_us)
        self._base = low if self._base is None else min(low, self._base + _DRIFT * elapsed)
        if camera_utc is not None:
            early = -_EARLY_US <= at_utc - camera_utc <= _LATE_US
            self._camera = camera_utc - stamp_us if early else None
        self.source = "arrival" if self._camera is None else "camera"
        self.latency_us = max(0, at_utc - self.captured(stamp_us))
        return anew

    def captured(self, stamp_us: int) -> int:
        """When a picture with this stamp was taken, as far as can be known. Call `arrived` first."""
        assert self._base is not None
        base = self._base if self._camera is None else min(self._camera, self._base + _EARLY_US)
        return round(stamp_us + base) + self.offset_us

    def _jumped(self, stamp_us: int, at_utc: int, steady_us: int) -> bool:
        if self._last is None:
            return False
        stamp, arrival, steady = self._last
        set_us = (at_utc - arrival) - (steady_us - steady)
        return not -_BACK_US <= stamp_us - stamp < _FORWARD_US or abs(set_us) > _SET_US

    def _lowest(self, delay_us: int, steady_us: int) -> int:
        bucket, lows = steady_us // _BUCKET_US, self._lows
        if lows and lows[-1][0] == bucket:
            delay_us = min(delay_us, lows.pop()[1])
        while lows and lows[-1][1] >= delay_us:  # never the least again
            lows.pop()
        lows.append((bucket, delay_us))
        while lows[0][0] < bucket - _WINDOW_US // _BUCKET_US:
            lows.popleft()
        return lows[0][1]


def camera_instant(packet: Any) -> int | None:
    """When a packet was taken by its camera's own clock, where the library passes that on (RTSP sender reports)."""
    if not packet.has_sidedata("prft"):
        return None
    data = bytes(packet.get_sidedata("prft"))
    return int(_PRFT.unpack_from(data)[0]) if len(data) >= _PRFT.size else None


def stamp_of(packet: Any, tick_us: float) -> int | None:
    """A packet's own time in microseconds, in the order of decoding; None where it has none. tick_us: length of its time
    base."""
    stamp = packet.dts if packet.dts is not None else packet.pts
    return None if stamp is None else round(stamp * tick_us)


ALLOWED_US = 120_000  # tiles nearer to each other than this are in step; nobody sees the difference
LONGEST_US = 1_500_000  # a camera later than this is not waited for


def holds(latencies: Mapping[str, float]) -> dict[str, int]:
    """By how many microseconds each tile's pictures are to be held back, so that all show one instant.

    latencies: microseconds from taking to showing, of the tiles whose cameras give times. Nobody waits for one that is
    hopelessly late, and while all are near to each other, nobody waits at all: being in step costs as much delay as the
    slowest has."""
    near = {key: late for key, late in latencies.items() if late <= LONGEST_US}
    if len(near) < 2 or max(near.values()) - min(near.values()) <= ALLOWED_US:
        return dict.fromkeys(latencies, 0)
    slowest = max(near.values())
    return {key: round(max(0.0, slowest - late)) if key in near else 0 for key, late in latencies.items()}
