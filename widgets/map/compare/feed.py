"""Brings a second session, at another instant, to the second map of a comparison. GUI thread; the session is opened on a
thread of its own, because it folds from the nearest keyframe."""

from __future__ import annotations

import time
from concurrent.futures import Future

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from command_center.domain.time import SECOND
from command_center.engine.session import Session
from command_center.state.snapshot import EMPTY, Changes, Snapshot
from widgets.director import Director
from widgets.map.view import MapView

_FRAME_MS = 100
_OFF_S = 2.0  # of the shown clock at its speed: so far a side that plays may be off before it jumps
_PATIENCE_S = 2.0  # between two such jumps: a side that cannot keep up must not be thrown back to a keyframe each time


class SecondFeed(QObject):
    """opened(): the session is there. `at_utc`: the instant that is shown or asked for. `behind_us`: how far it is
    behind the map's own clock, which it keeps to while that plays, stands or jumps; None stands still."""

    opened = Signal()
    _came = Signal(object)

    def __init__(self, director: Director, map_view: MapView, at_utc: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._map = map_view
        self._director, self.at_utc = director, at_utc
        self.behind_us: int | None = director.session.clock.now_utc() - at_utc
        self._end_utc: int | None = None  # of the record, where it was met
        self._jumped_s = 0.0
        self.session: Session | None = None
        self.snapshot: Snapshot = EMPTY
        self.first_utc = 0  # of the record
        self._ended = False
        self._came.connect(self._take_session, Qt.ConnectionType.QueuedConnection)
        self._pump = QTimer(self, interval=_FRAME_MS)
        self._pump.timeout.connect(self.pump)
        axis = director.session.axis if director.in_replay else "received"
        director.beside(at_utc, axis).add_done_callback(self._hear)

    def _hear(self, done: Future[Session]) -> None:
        """On the opening thread."""
        session = done.result() if done.exception() is None else None
        try:
            self._came.emit(session)
        except RuntimeError:  # the window has gone meanwhile
            if session is not None:
                session.close()

    def _take_session(self, session: Session | None) -> None:
        if session is None or self._ended:
            if session is not None:
                session.close()
            if self._ended:
                self.deleteLater()
            return
        self.session = session
        self.first_utc = session.history.bounds()[0]
        if session.clock.now_utc() != self.at_utc and hasattr(session, "seek"):
            session.seek(self.at_utc)  # stepped on meanwhile
        self._pump.start()
        self.pump()
        self.opened.emit()

    def seek(self, at_utc: int) -> None:
        """Show another instant, and keep its distance from now on if any is kept."""
        self.at_utc, self._end_utc = at_utc, None
        self._jump(at_utc)
        if self.behind_us is not None:
            self.behind_us = self._director.session.clock.now_utc() - self.at_utc

    def keep_distance(self, kept: bool) -> None:
        """Go along with the map's own clock, or stand still."""
        self.behind_us = self._director.session.clock.now_utc() - self.at_utc if kept else None
        if not kept and self.session is not None and self.session.clock.speed:
            self.session.pause()  # type: ignore[attr-defined]

    def _jump(self, at_utc: int) -> None:
        if self.session is not None and hasattr(self.session, "seek"):
            self.session.seek(at_utc)
            self.at_utc = self.session.clock.now_utc()
            self._end_utc = self.at_utc if self.at_utc < at_utc else None

    def _go_along(self) -> None:
        """As fast as the map's own clock, and as far behind it as was asked for."""
        session = self.session
        if self.behind_us is None or session is None or not hasattr(session, "play"):
            return
        clock = self._director.session.clock
        wanted = clock.now_utc() - self.behind_us
        if self._end_utc is not None:
            wanted = min(wanted, self._end_utc)
        off_s, speed = abs(session.clock.now_utc() - wanted) / SECOND, clock.speed
        if speed != session.clock.speed and self._end_utc is None:
            session.play(speed) if speed else session.pause()  # type: ignore[attr-defined]
        if off_s > (_OFF_S * max(1.0, speed) if speed else 0.0):
            now_s = time.monotonic()
            if not speed or now_s - self._jumped_s > _PATIENCE_S:
                self._jumped_s = now_s
                self._jump(wanted)

    def pump(self) -> None:
        """Take what is new."""
        if self.session is None:
            return
        self._go_along()
        taken = self.session.box.take()
        if taken is not None:
            self.snapshot = taken[0]
            self._map.take(self.snapshot, taken[1] if isinstance(taken[1], Changes) else Changes(reset=True))
        now = self.session.clock.now_utc()
        if now != self._map.now_utc:
            self.at_utc = now
            self._map.set_now(now)
            if self._map.past is not None:
                self._map.past.set_now(now)

    def close(self) -> None:
        """End the session, and let go of the map; one that is still being opened is ended when it comes."""
        self._ended = True
        self._pump.stop()
        if self.session is not None:
            self.session.close()
            self.session = None
            self.deleteLater()
