"""Sessions made by hand for the screen's tests: a stormy snapshot under a clock that stands still."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from typing import Any

import numpy as np

from command_center.domain.alarms import Alarm
from command_center.domain.commands import Command, Rejection
from command_center.domain.events import Event
from command_center.domain.incidents import Incident
from command_center.domain.sources import Engine, Source
from command_center.domain.time import HOUR, MINUTE, parse_iso
from command_center.domain.tracks import NO_TRACKS, Tracks
from command_center.domain.warnings import Warning
from command_center.engine.box import SnapshotBox
from command_center.engine.session import CommandState, Samples, Tick
from command_center.state.snapshot import Changes, Snapshot

NOW = parse_iso("2026-07-12T14:32:07+08:00")


def stormy(now: int = NOW, **more: Any) -> Snapshot:
    """Three warnings, some incidents, a red alarm, two sources of which one is lost."""
    warnings = [("w4", 4, 260, 100), ("w3", 3, 160, 100), ("w2", 2, 137, 0)]
    incidents = [(1, "waiting", 11), (2, "on_scene", 26), (2, "en_route", 34), (3, "on_scene", 41), (4, "waiting", 52)]
    return Snapshot(**{"seq": 7, "at_utc": now, "engine": Engine(running=True, since_utc=now - HOUR),
                       "warnings": {name: Warning(
                           identifier=name, received_utc=now - age * MINUTE, event="暴雨", language="zh-CN", level=level,
                           sent_utc=now - age * MINUTE, replaced_by="next" if gone else "",
                           expires_utc=now + 6 * HOUR, texts={"en": "Rainstorm orange warning"})
                           for name, level, age, gone in warnings},
                       "incidents": {f"i{number}": Incident(
                           incident=f"i{number}", number=f"SJ-{number}", title="隧道积水", grade=grade, lon=115.0, lat=30.2,
                           status=status, opened_utc=now - age * MINUTE, ver=1)
                           for number, (grade, status, age) in enumerate(incidents)},
                       "alarms": {"a1": Alarm(alarm="a1", rule="drainage.depth", subject="s/1", level=1,
                                              state="unacknowledged", raised_utc=now - MINUTE, title_zh="下穿隧道积水",
                                              title_en="Underpass flooded", place="中山路")},
                       "sources": {name: Source(source=name, state=state, since_utc=now - HOUR)
                                   for name, state in (("a", "live"), ("b", "lost"))}} | more)


class StillClock:
    """Shows one instant until told another."""

    def __init__(self, at_utc: int = NOW, speed: float = 1.0) -> None:
        self.at_utc, self.speed = at_utc, speed

    def now_utc(self) -> int:
        return self.at_utc


class HandHistory:
    """Marks and samples as given."""

    def __init__(self, ticks: Sequence[Tick] = (), first: int = NOW - 6 * HOUR, last: int = NOW) -> None:
        self._ticks, self._bounds = list(ticks), (first, last)
        self.known_tracks = NO_TRACKS
        self.known_events: list[Event] = []

    def samples(self, series: Sequence[str], since_utc: int, until_utc: int) -> Future[Mapping[str, Samples]]:
        return _done({name: Samples(np.empty(0, np.int64), np.empty(0)) for name in series})

    def ticks(self, since_utc: int, until_utc: int) -> Future[list[Tick]]:
        return _done([tick for tick in self._ticks if since_utc <= tick.at_utc <= until_utc])

    def tracks(self, since_utc: int, until_utc: int) -> Future[Tracks]:
        return _done(self.known_tracks.within(since_utc, until_utc))

    def counts(self, since_utc: int, until_utc: int, bucket_us: int) -> Future[Mapping[str, np.ndarray]]:
        lanes = {"reports": "report", "incidents": "incident", "alarms": "alarm", "observations": ""}
        edges = np.arange(since_utc, until_utc + bucket_us, bucket_us)
        return _done({key: np.histogram([tick.at_utc for tick in self._ticks if tick.lane == lane], edges)[0]
                      for key, lane in lanes.items()})

    def events(self, kinds: Sequence[type[Event]], after_utc: int) -> Future[list[Event]]:
        return _done([event for event in self.known_events if isinstance(event, tuple(kinds))
                      and event.received_utc > after_utc])

    def bounds(self) -> tuple[int, int]:
        return self._bounds


class HandBus:
    """Remembers commands; refuses them in a replay."""

    def __init__(self, refuses: bool) -> None:
        self.commands: list[Command] = []
        self._refuses = refuses

    def submit(self, command: Command) -> Future[CommandState]:
        self.commands.append(command)
        return _done(CommandState("failed", Rejection("refusal.replay")) if self._refuses else
                     CommandState("confirmed"))


class HandSession:
    """A session that shows what it is given."""

    def __init__(self, mode: str = "live", axis: str = "received", snapshot: Snapshot | None = None,
                 at_utc: int = NOW, ticks: Sequence[Tick] = ()) -> None:
        self.mode, self.axis = mode, axis
        self.clock = StillClock(at_utc, 1.0 if mode == "live" else 0.0)
        self.box = SnapshotBox()
        self.bus = HandBus(mode != "live")
        self.history = HandHistory(ticks)
        self.is_closed = False
        self.give(snapshot or stormy(at_utc))

    def give(self, snapshot: Snapshot, changes: Changes | None = None) -> None:
        self.box.put(snapshot, changes or Changes(reset=True))

    def play(self, speed: float) -> None:
        self.clock.speed = speed

    def pause(self) -> None:
        self.clock.speed = 0.0

    def seek(self, at_utc: int) -> None:
        self.clock.at_utc = at_utc

    def close(self) -> None:
        self.is_closed = True


def storm_ticks(now: int = NOW) -> list[Tick]:
    """Marks on all lanes."""
    return [Tick(now - 260 * MINUTE, "warning", 4, "w4", "暴雨蓝色预警"), Tick(now - 137 * MINUTE, "warning", 2, "w2", "暴雨橙色预警"),
            *(Tick(now - age * MINUTE, "incident", grade, f"i{age}", "隧道积水") for grade, age in
              ((4, 64), (4, 55), (3, 47), (3, 41), (2, 34), (2, 26), (1, 11))),
            Tick(now - 3 * MINUTE, "alarm", 1, "a1", "下穿隧道积水"), Tick(now - 90 * MINUTE, "source", 2, "b", "b")]


def _done(value: Any) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_result(value)
    return future
