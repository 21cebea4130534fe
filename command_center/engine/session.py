"""What the screen looks at: one clock, one stream of snapshots, one way to give commands.

Live and replay (and later drill and what-if) are sessions; the screen is switched from one to another and never asks
which it has, except to say so loudly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from command_center.domain.commands import Command, Rejection
from command_center.domain.events import Event
from command_center.domain.tracks import Tracks
from command_center.state.snapshot import Axis, Changes, Snapshot

Mode = Literal["live", "replay", "drill", "what_if"]


class Clock(Protocol):
    """The instant everything on the screen shows."""

    def now_utc(self) -> int:
        """The shown instant in microseconds."""

    @property
    def speed(self) -> float:
        """1.0 live; 0.0 while paused; negative while a replay runs backwards."""


class SnapshotBox(Protocol):
    """Between the folding thread and the GUI: the newest snapshot and the union of the changes nobody took yet."""

    def take(self) -> tuple[Snapshot, Changes] | None:
        """Newest and changes since the last take, or None when nothing is new. Never blocks."""

    def newest(self) -> Snapshot | None:
        """The newest without taking it; None before the first."""


class CommandState(NamedTuple):
    """How a command stands. state: pending, confirmed, failed, unknown; rejection says why it failed."""

    state: Literal["pending", "confirmed", "failed", "unknown"]
    rejection: Rejection | None = None


class CommandBus(Protocol):
    """Commands in; events in the journal out."""

    def submit(self, command: Command) -> Future[CommandState]:
        """Decide and append off the caller's thread. "confirmed" means recorded durably (whether a unit obeys is in
        the snapshot's assignments)."""


class Samples(NamedTuple):
    """n samples of one series in time order: at_utc int64, value float64."""

    at_utc: NDArray[np.int64]
    value: NDArray[np.float64]


class Tick(NamedTuple):
    """An event worth a mark on the timeline: lane "warning", "incident", "alarm", "report"
    (thinned out) or "source"; level 0-4."""

    at_utc: int
    lane: str
    level: int
    subject: str
    title: str


class History(Protocol):
    """What was, as the session's clock allows to know it. Futures, because a disk is asked."""

    def samples(self, series: Sequence[str], since_utc: int, until_utc: int) -> Future[Mapping[str, Samples]]:
        """Samples of some series in an interval, as known at the clock's instant."""

    def ticks(self, since_utc: int, until_utc: int) -> Future[list[Tick]]:
        """Marks for the timeline."""

    def tracks(self, since_utc: int, until_utc: int) -> Future[Tracks]:
        """Where moving things were in an interval."""

    def counts(self, since_utc: int, until_utc: int, bucket_us: int) -> Future[Mapping[str, NDArray[np.int64]]]:
        """How much happened, in buckets of [since, until): reports, incidents, alarms, observations."""

    def events(self, kinds: Sequence[type[Event]], after_utc: int) -> Future[list[Event]]:
        """Events of some kinds received after an instant, as the clock allows to know them."""

    def bounds(self) -> tuple[int, int]:
        """First and last instant of receipt in the journal (0, 0 when empty)."""


class Session(Protocol):
    """One way to look at the world."""

    mode: Mode
    axis: Axis
    clock: Clock
    box: SnapshotBox
    bus: CommandBus
    history: History

    def close(self) -> None:
        """End its threads."""


class ReplayControl(Protocol):
    """What only a replay has."""

    def play(self, speed: float) -> None:
        """Run at a multiple of real time, from 1/8 to 600, backwards where it is negative."""

    def pause(self) -> None:
        """Stand still."""

    def seek(self, at_utc: int) -> None:
        """Jump; the box then gives a snapshot with Changes.reset."""
