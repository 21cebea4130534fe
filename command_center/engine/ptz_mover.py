"""One camera's movements in their order, on a thread of their own, with its dead man's handle.

A motion that is not renewed within DEAD_MAN_S is stopped. A newer motion or stop takes the place of one that still
waits, so that a slow camera never lags behind the operator's hand.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, MutableMapping
from typing import Any, NamedTuple

from command_center.connectors.base import SendOutcome
from command_center.domain.events import Event, PtzMoved, PtzReleased
from command_center.domain.ptz import DEAD_MAN_S, MOTIONS, TRAVELS, PtzRequest
from command_center.domain.time import now_utc

IDLE_S = 10.0
STOP_TRIES, STOP_AGAIN_S = 4, 0.4
STOP = PtzRequest(kind="stop")


class Asked(NamedTuple):
    """request, of the event `eid`; reason: why the engine asks it by itself, "" for an operator's."""

    request: PtzRequest
    eid: bytes
    reason: str = ""


class CameraMover:
    """move: blocking; record: for what the engine did by itself; lock: guards every mover and `registry`, from which
    it removes itself when it ends."""

    def __init__(self, camera: str, move: Callable[[PtzRequest], SendOutcome], record: Callable[[Event], None],
                 lock: threading.Lock, registry: MutableMapping[str, Any]) -> None:
        self._camera, self._move, self._record, self._registry = camera, move, record, registry
        self._woken = threading.Condition(lock)
        self._waiting: list[Asked] = []
        self._motions: dict[str, Asked] = {}  # by kind: what goes on until it is stopped
        self._deadline_s = 0.0
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=f"ptz-{camera}", daemon=True)

    def start(self) -> None:
        """Begin to wait for what is asked."""
        self._thread.start()

    def ask(self, asked: Asked) -> None:
        """Take a request; the caller holds the lock."""
        if asked.request.kind in (*MOTIONS, *TRAVELS, "stop"):
            self._waiting = [each for each in self._waiting if not _is_overtaken(each.request, asked.request)]
        self._waiting.append(asked)
        if asked.request.is_motion:
            self._deadline_s = time.monotonic() + DEAD_MAN_S
        self._woken.notify_all()

    def stop_for(self, reason: str) -> None:
        """Stop it if it moves or is about to; the caller holds the lock."""
        waiting = [each for each in self._waiting if each.request.is_motion]
        moving = [*self._motions.values(), *waiting]
        if moving:
            self.ask(Asked(STOP, moving[-1].eid, reason))

    def close(self) -> None:
        """Stop what moves and end; the caller holds the lock."""
        self.stop_for("engine_stopped")
        self._closed = True
        self._woken.notify_all()

    def join(self, timeout_s: float) -> None:
        """Wait for the end."""
        self._thread.join(timeout_s)

    def _run(self) -> None:
        while (asked := self._next()) is not None:
            if asked.request.kind == "stop":
                self._stop(asked)
            else:
                self._carry_out(asked)

    def _next(self) -> Asked | None:
        """What is to be done next, None at the end. A motion whose time is over becomes a stop."""
        with self._woken:
            while not self._waiting:
                if self._closed:
                    break
                moving = list(self._motions.values())
                left_s = self._deadline_s - time.monotonic() if moving else IDLE_S
                if left_s <= 0:
                    return Asked(STOP, moving[-1].eid, "dead_man")
                if not self._woken.wait(left_s) and not moving and not self._waiting:
                    break
            if self._waiting:
                return self._waiting.pop(0)
            self._registry.pop(self._camera, None)
            return None

    def _carry_out(self, asked: Asked) -> None:
        kind = asked.request.kind
        with self._woken:
            if kind in TRAVELS:
                self._motions.clear()
            self._motions.pop(kind, None)
            if asked.request.is_motion:  # from here on it may move, even if its answer gets lost
                self._motions[kind] = asked
        outcome = self._move(asked.request)
        if outcome.state == "failed":
            with self._woken:
                self._motions.pop(kind, None)
        if outcome.state != "confirmed":
            self._give_back(asked, outcome.reason or "no_answer", outcome.detail)

    def _stop(self, asked: Asked) -> None:
        """Until the camera says that it stopped, something newer is asked, or it is hopeless."""
        with self._woken:
            self._motions.clear()
        outcome = SendOutcome("unknown")
        for number in range(STOP_TRIES):
            outcome = self._move(asked.request)
            if outcome.state == "confirmed" or self._is_waited_for(STOP_AGAIN_S if number + 1 < STOP_TRIES else 0.0):
                break
        if asked.reason:
            self._record(PtzMoved(**self._of(asked), kind="stop", reason=asked.reason))
        if outcome.state != "confirmed" and not self._is_waited_for(0.0):
            self._give_back(asked, "not_stopped", outcome.reason or "no_answer")

    def _is_waited_for(self, patience_s: float) -> bool:
        """Whether something newer is asked; waits a little for it."""
        with self._woken:
            return self._woken.wait_for(lambda: bool(self._waiting) or self._closed, patience_s)

    def _give_back(self, asked: Asked, reason: str, detail: str) -> None:
        self._record(PtzReleased(**self._of(asked), reason=reason, detail=detail))

    def _of(self, asked: Asked) -> dict[str, Any]:
        return {"at_utc": now_utc(), "camera": self._camera, "stream": f"ptz:{self._camera}", "cause_id": asked.eid}


def _is_overtaken(waiting: PtzRequest, newer: PtzRequest) -> bool:
    """Whether what waits need not be done any more: all that moves before a stop, all that moves the head before it
    is to go elsewhere, else a motion of the same kind. Storing and removing presets is always done."""
    if newer.kind == "stop":
        return waiting.kind in (*MOTIONS, *TRAVELS)
    head = ("move", *TRAVELS)
    return waiting.kind == newer.kind in MOTIONS or (waiting.kind in head and newer.kind in head)
