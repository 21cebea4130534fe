"""Which stretch of time the maps of a window show besides the instant: none, the last hour, today, or one that was chosen.
GUI thread. Everything follows the session's clock, live as in a replay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from command_center.domain.time import DAY, HOUR, MINUTE, SECOND, from_datetime, to_datetime

if TYPE_CHECKING:
    from widgets.context import Context

Span = tuple[int, int]
LASTS = (15 * MINUTE, HOUR, 6 * HOUR)  # offered by the bar
TODAY = "today"
LONGEST = 7 * DAY
SHORTEST = 10 * SECOND
_STEPS = 720  # a moving window moves in so many steps, so that layers need not draw anew every second
_KINDS = ("", "last", TODAY, "fixed")


class TimeWindow(QObject):
    """kind: "" (the instant alone), last, today, fixed. `brush`: a part of it that was narrowed down to, else None."""

    changed = Signal()

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self.zone = zone
        self.kind = ""
        self.last_us = HOUR
        self._fixed: Span = (0, 0)
        self.brush: Span | None = None

    def off(self) -> None:
        """The instant alone."""
        self._set("")

    def show_last(self, length_us: int) -> None:
        """The last so many microseconds before the shown instant."""
        self.last_us = max(MINUTE, min(LONGEST, length_us))
        self._set("last")

    def show_today(self) -> None:
        """From midnight in the city's zone to the shown instant."""
        self._set(TODAY)

    def show_fixed(self, one_utc: int, other_utc: int) -> None:
        """A stretch that was chosen, given by its ends in any order."""
        since, until = min(one_utc, other_utc), max(one_utc, other_utc)
        until = min(max(until, since + MINUTE), since + LONGEST)
        self._fixed = (since, until)
        self._set("fixed")

    def _set(self, kind: str) -> None:
        self.kind, self.brush = kind, None
        self.changed.emit()

    def narrow(self, brush: Span | None) -> None:
        """Only a part of it; None for the whole."""
        if brush is not None:
            since, until = sorted(brush)
            brush = (since, max(until, since + SHORTEST))
        if brush != self.brush:
            self.brush = brush
            self.changed.emit()

    def whole(self, now_utc: int) -> Span | None:
        """The window at a shown instant, None for the instant alone; never after that instant."""
        if self.kind == "fixed":
            return (self._fixed[0], min(self._fixed[1], max(now_utc, self._fixed[0])))
        if self.kind == "last":
            return now_utc - self.last_us, now_utc
        if self.kind == TODAY:
            midnight = to_datetime(now_utc, self.zone).replace(hour=0, minute=0, second=0, microsecond=0)
            return from_datetime(midnight), now_utc
        return None

    def at(self, now_utc: int) -> Span | None:
        """What layers draw at a shown instant: the window, or what it was narrowed to; a moving one in steps."""
        span = self.whole(now_utc)
        if span is None or self.brush is not None:
            return None if span is None else self.brush
        step = max(SECOND, (span[1] - span[0]) // _STEPS)
        since = span[0] if self.kind != "last" else span[0] // step * step
        return since, -(-span[1] // step) * step if self.kind != "fixed" else span[1]

    def save(self) -> dict[str, Any]:
        """As plain values; a stretch that was chosen is not kept."""
        return {"kind": self.kind if self.kind != "fixed" else "", "last_us": self.last_us}

    def restore(self, state: Any) -> None:
        """Bring it back; rubbish is ignored."""
        if isinstance(state, dict) and state.get("kind") in _KINDS[:3] and isinstance(state.get("last_us"), int):
            self.last_us = max(MINUTE, min(LONGEST, state["last_us"]))
            self._set(state["kind"])


def window_of(context: Context) -> TimeWindow:
    """The one of this window."""
    if context.window is None:
        context.window = TimeWindow(context.configuration.city.zone)
    found: TimeWindow = context.window
    return found
