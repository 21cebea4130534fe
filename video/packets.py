"""Packets of one open container: stalls noticed, runaways held back, errors as SourceError. One thread."""

from __future__ import annotations

import time
from typing import Any

from video.demux import source_error
from video.source import SourceError

_JUMP_S = 1.0  # a step of the stream's own clock this much larger than the real one is no flood: a new beginning
_BACK_S = 0.5
_LATEST_S = -1.0  # what a stream may catch up
LIVE_ALLOWANCE = 1.1


class Pacer:
    """How far a stream's own time has run ahead of the clock, as a leaky bucket.

    allowance: how much faster than the clock a stream may run for good. Above 1 for live cameras: theirs is never
    quite our second, and holding back one that is a little fast would make it later and later.
    """

    def __init__(self, allowance: float) -> None:
        self._allowance = allowance
        self._unit_s = 0.0  # the stream's time base; a Fraction a packet costs more than the rest of this
        self._last: tuple[float, float] | None = None
        self._ahead = 0.0

    def ahead_s(self, packet: Any) -> float:
        """Seconds; negative (never below -1) when it is late, 0 where it has no time."""
        stamp = packet.dts if packet.dts is not None else packet.pts
        if stamp is None:
            return 0.0
        if not self._unit_s:
            self._unit_s = float(packet.time_base or 0)
            if not self._unit_s:
                return 0.0
        position, now = stamp * self._unit_s, time.monotonic()
        if self._last is None:
            self._last = (position, now)
        step, elapsed = position - self._last[0], now - self._last[1]
        self._last = (position, now)
        if step - elapsed > _JUMP_S or step < -_BACK_S:
            self._ahead = 0.0
        else:
            self._ahead = max(_LATEST_S, self._ahead + step - self._allowance * elapsed)
        return self._ahead


class PacketReader:
    """Iterates a container's video packets. lead_s: how far ahead of the clock packets may come before they are held
    back (a server that floods must not cost processor time; a file is played at 0, with an allowance of 1)."""

    def __init__(self, container: Any, read_timeout_s: float, lead_s: float,
                 allowance: float = LIVE_ALLOWANCE) -> None:
        self._stream = container.streams.video[0]
        self._packets = container.demux(self._stream)
        self._read_timeout_s = read_timeout_s
        self._lead_s = lead_s
        self._pacer = Pacer(allowance)

    def next(self) -> Any:
        """The next packet, or None for an empty one. Raises SourceError: "timeout" when nothing came in time,
        "ended" when the peer closed (the demuxer ends without a word), others as they are."""
        began = time.monotonic()
        try:
            packet = next(self._packets)
        except StopIteration:
            raise self._end(began) from None
        except Exception as error:
            raise source_error(error) from error
        if packet.size == 0:
            # At a time-out the demuxer flushes first and fails only at the next one; the time it took tells.
            if time.monotonic() - began >= 0.9 * self._read_timeout_s:
                raise SourceError("timeout", f"no data for {self._read_timeout_s:g} s")
            return None
        wait = self._pacer.ahead_s(packet) - self._lead_s
        if wait > 0:
            time.sleep(min(wait, 1.0))
        return packet

    def _end(self, began: float) -> SourceError:
        late = time.monotonic() - began >= 0.9 * self._read_timeout_s
        return SourceError("timeout" if late else "ended")
