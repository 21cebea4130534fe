"""Moves cameras as the journal says, and stops those that nobody goes on moving. Owned by the engine.

Every camera that moves has a thread of its own, so that one that does not answer delays no other; it ends when nothing
was asked of it for a while. Only the engine has one of these: a replay, a drill or a what-if moves no real camera.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from command_center.connectors.base import SendOutcome
from command_center.domain.events import Event, PtzMoved, PtzReleased, PtzTaken
from command_center.domain.ptz import PtzRequest, request_of
from command_center.domain.time import SECOND, now_utc
from command_center.engine.ptz_mover import Asked, CameraMover
from command_center.state.snapshot import Snapshot

log = logging.getLogger("command_center.engine")

LATE_S = 1.5  # what was asked so long ago is not what the operator sees any more
CLOSE_S = 2.0
Move = Callable[[str, PtzRequest, str], SendOutcome]


class PtzExecutor:
    """move: the host's (camera, request, source), blocking; append: records what the engine did by itself."""

    def __init__(self, move: Move, append: Callable[[Sequence[Event]], Future[int]]) -> None:
        self._move, self._append = move, append
        self._lock = threading.Lock()
        self._movers: dict[str, CameraMover] = {}
        self._closed = False

    def settle_after_restart(self, snapshot: Snapshot) -> None:
        """Cameras that were moving when the last engine ended are stopped: who held the button may be gone."""
        for camera, ptz in snapshot.ptz.items():
            if ptz.is_moving:
                self._ask(camera, Asked(PtzRequest(kind="stop"), ptz.moved_eid, "engine_restarted"), snapshot)

    def on_event(self, event: Event, snapshot: Snapshot) -> None:
        """Every event of the journal, after the snapshot has it. Never blocks."""
        if event.exercise or not (event.actor or event.desk):  # practice, or the engine's own word
            return
        if isinstance(event, PtzMoved):
            self._ask(event.camera, _asked(event), snapshot)
        elif isinstance(event, PtzReleased) or (isinstance(event, PtzTaken) and (event.lost_by or event.lost_desk)):
            with self._lock:
                mover = self._movers.get(event.camera)
                if mover is not None:
                    mover.stop_for("released" if isinstance(event, PtzReleased) else "lost")

    def close(self) -> None:
        """Stop what moves, and wait a little for it."""
        with self._lock:
            self._closed = True
            movers = list(self._movers.values())
            for mover in movers:
                mover.close()
        for mover in movers:
            mover.join(CLOSE_S)

    def _ask(self, camera: str, asked: Asked, snapshot: Snapshot) -> None:
        known = snapshot.cameras.get(camera)
        source = known.source if known is not None else ""
        with self._lock:
            if self._closed:
                return
            mover = self._movers.get(camera)
            if mover is None:
                mover = self._movers[camera] = CameraMover(
                    camera, lambda request, source=source: self._move(camera, request, source),  # type: ignore[misc]
                    self._record, self._lock, self._movers)
                mover.start()
            mover.ask(asked)

    def _record(self, event: Event) -> None:
        try:
            self._append([event])
        except Exception:  # the camera was stopped all the same
            log.exception("what a camera did could not be recorded")


def _asked(event: PtzMoved) -> Asked:
    """Late movements are not carried out; a stop always is."""
    late = event.kind != "stop" and event.received_utc and now_utc() - event.received_utc > LATE_S * SECOND
    request = PtzRequest(kind="stop") if late else request_of(event)
    return Asked(request, event.eid, "late" if late else "")
