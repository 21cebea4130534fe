"""Watches the engine of a journal and starts one when none runs. Owns one thread; its state may be read anywhere.

The lock beside the journal says whether an engine lives, however it died. A desk that finds the lock free starts an
engine as its child; of two desks that try, the lock lets one win and the other attaches.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from command_center.domain.time import HOUR, MINUTE, SECOND
from command_center.engine.clock import JumpWatch
from command_center.engine.lock import holder
from command_center.engine.supervise import Child, ChildReport, Supervisor
from command_center.notices import notify

EngineState = Literal["starting", "running", "silent", "lost", "failed", "none"]
LOOK_EVERY_S = 0.2
SILENT_AFTER_S = 4.0  # without a beat, which comes every second
GIVE_UP_STARTING_S = 30.0
STOP_PATIENCE_S = 15.0  # it ends its recorder and its connectors first
FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 20.0


class Pulse:
    """Whether an engine that says that it is at work has stopped saying so. One that never said so (it is only
    starting, or is of an older version) is not judged, nor is any while this process itself stood still."""

    def __init__(self) -> None:
        self._beat = 0
        self._heard_s = self._looked_s = 0.0

    def is_silent(self, beat: int, now_s: float) -> bool:
        """At each look: the engine's count, and the instant of a clock that nobody sets."""
        slept = now_s - self._looked_s > SILENT_AFTER_S / 2
        self._looked_s = now_s
        if beat != self._beat or slept:
            self._beat, self._heard_s = beat, now_s
        return beat != 0 and now_s - self._heard_s > SILENT_AFTER_S


def duration_text(duration_us: int) -> str:
    """A duration that is read the same in every language: 1:02:03, 2:03, or seconds with an "s"."""
    duration_us = round(duration_us / SECOND) * SECOND
    hours, minutes, seconds = duration_us // HOUR, duration_us % HOUR // MINUTE, duration_us % MINUTE // SECOND
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}" if minutes else f"{seconds} s"


class EngineWatch:
    """state: starting (a child is coming up), running, silent (its process is there but does nothing), lost (was there,
    is gone), failed (a child refused to start: bad configuration, full disk), none (nobody is to start one)."""

    def __init__(self, journal: Path, command: Sequence[str] | None, supervisor: Supervisor | None,
                 on_state: Callable[[EngineState], None] = lambda state: None,
                 prepare: Callable[[], bool] = lambda: True, clock: JumpWatch | None = None) -> None:
        """command: how to start an engine, None where this desk only looks; prepare: called before each start, again
        until it says that what the engine needs is there."""
        self._journal, self._command, self._supervisor = journal, command, supervisor
        self._on_state, self._prepare = on_state, prepare
        self._stop = threading.Event()
        self._child: Child | None = None
        self._was_running = self._told_loss = False
        self._pulse = Pulse()
        self._clock = clock or JumpWatch()
        self._trouble = ""
        self._wait_s, self._due_s, self._started_s = FIRST_WAIT_S, 0.0, 0.0
        self.state: EngineState = "none" if command is None else "starting"
        self._thread = threading.Thread(target=self._run, name="engine-watch", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def close(self) -> None:
        """Stop watching, and end the engine if it is this desk's child."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(5)
        if self._child is not None and self._supervisor is not None:
            self._supervisor.stop(self._child, STOP_PATIENCE_S)

    @property
    def pid(self) -> int:
        """Process of the engine, 0 if none is known."""
        told = holder(self._journal)
        return int(told.get("pid", 0)) if told else 0

    def on_child(self, report: ChildReport) -> None:
        """For the supervisor's reports of the child named "engine"."""
        if report.name != "engine" or report.state != "ended" or report.code != 2 or self._stop.is_set():
            return
        self._due_s = time.monotonic() + LONGEST_WAIT_S  # the same input would fail the same way at once
        if holder(self._journal) is None and self.state != "failed":  # else another desk's engine was faster
            self._told_loss = True
            notify("error", "notice.engine_failed", code=report.code)
            self._turn("failed")

    def _run(self) -> None:
        while not self._stop.is_set():
            told = holder(self._journal)
            if told is not None:
                self._found(self._pulse.is_silent(int(told.get("beat", 0)), time.monotonic()), int(told.get("pid", 0)))
                self._hear(str(told.get("trouble", "")))
            else:
                self._pulse = Pulse()
                self._missed()
            self._look_at_clock()
            self._stop.wait(LOOK_EVERY_S)

    def _look_at_clock(self) -> None:
        if jump := self._clock.look():
            key = "notice.clock_set_back" if jump < 0 else "notice.clock_set_forward"
            notify("warning", key, duration=duration_text(abs(jump)))

    def _found(self, silent: bool, pid: int) -> None:
        if silent:
            if self.state != "silent":
                self._told_loss = True
                notify("error", "notice.engine_silent", pid=pid)
            self._was_running = True
            self._turn("silent")
            return
        if self._told_loss:
            self._told_loss = False
            notify("info", "notice.engine_recovered")
        self._was_running = True
        if self.state == "running" and time.monotonic() - self._started_s > GIVE_UP_STARTING_S:
            self._wait_s = FIRST_WAIT_S
        self._turn("running")

    def _hear(self, trouble: str) -> None:
        """What the engine says of its journal: a full disk cannot be told through it."""
        if trouble == self._trouble:
            return
        self._trouble = trouble
        if trouble:
            notify("error", trouble, path=str(self._journal))
        else:
            notify("info", "notice.journal_recovered")

    def _missed(self) -> None:
        if self._was_running and (not self._told_loss or self.state == "silent"):
            self._told_loss = True
            notify("error", "notice.engine_lost")
        if self._was_running and self.state in ("running", "silent"):
            self._turn("lost" if self._command is not None else "none")
        if self._command is not None and self._supervisor is not None:
            self._start_if_due()

    def _start_if_due(self) -> None:
        now = time.monotonic()
        child = self._child
        if child is not None and child.pid:
            if now - self._started_s > GIVE_UP_STARTING_S and self._supervisor is not None:
                self._supervisor.stop(child)  # it runs but never took the lock
            return
        if now < self._due_s or self._supervisor is None or self._command is None or not self._prepare():
            return
        self._started_s, self._due_s = now, now + self._wait_s
        self._wait_s = min(self._wait_s * 2, LONGEST_WAIT_S)
        if self.state not in ("lost", "failed"):
            self._turn("starting")
        self._child = self._supervisor.start("engine", self._command, revive=False)

    def _turn(self, state: EngineState) -> None:
        if state != self.state:
            self.state = state
            self._on_state(state)
