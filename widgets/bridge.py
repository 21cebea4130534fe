"""From the session to the panels: 30 times a second take what is new, once a second tell the time. GUI thread.

A panel that raises is reported once a kind of error by sys.excepthook and goes on being served: one broken panel
takes no other down.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from command_center.engine.session import Session
from command_center.state.snapshot import EMPTY, Changes, Snapshot
from widgets.panels.base import Panel

FRAME_MS = 33
SECOND_MS = 1000
TURN_MS = 45  # between one panel's second and the next's: all of them painted in one go would take two frames


class Bridge(QObject):
    """Feeds panels (and other listeners) from whatever session is shown."""

    snapshot_changed = Signal(object, object)  # Snapshot, Changes
    ticked = Signal(object)  # now_utc of the session's clock; an int beyond 32 bits travels as an object

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self.snapshot: Snapshot = EMPTY
        self._panels: list[Panel] = []
        self._frame = QTimer(self, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._frame.timeout.connect(self.pump)
        self._second = QTimer(self, interval=SECOND_MS)
        self._second.timeout.connect(self._begin_second)
        self._waiting: list[Panel] = []
        self._turn = QTimer(self, interval=TURN_MS)
        self._turn.timeout.connect(self._next_turn)

    def show(self, session: Session) -> None:
        """Show this session from now on; everything is drawn anew."""
        self.session = session
        taken = session.box.take()
        self.snapshot = taken[0] if taken else EMPTY
        self._give(Changes(reset=True))
        self._frame.start()
        self._second.start()
        self.tick()

    def add(self, panel: Panel) -> None:
        """Serve a panel; it gets the present state at once."""
        self._panels.append(panel)
        if self.session is not None:
            self._guard(lambda: panel.on_snapshot(self.snapshot, Changes(reset=True)))
            self._guard(lambda: panel.on_clock(self.now_utc()))

    def remove(self, panel: Panel) -> None:
        """Serve a panel no longer."""
        for served in (self._panels, self._waiting):
            if panel in served:
                served.remove(panel)

    def stop(self) -> None:
        """Serve nobody any more."""
        for timer in (self._frame, self._second, self._turn):
            timer.stop()

    def hold(self, held: bool) -> None:
        """Stop or let go the clock and the state (a screenshot wants equal frames)."""
        self._turn.stop()
        for timer in (self._second, self._frame):
            timer.stop() if held else timer.start()

    def now_utc(self) -> int:
        """The shown instant; 0 without a session."""
        return self.session.clock.now_utc() if self.session is not None else 0

    def pump(self) -> None:
        """Take the newest snapshot, if there is one, and give it to whom it concerns."""
        if self.session is None:
            return
        taken = self.session.box.take()
        if taken is not None:
            self.snapshot = taken[0]
            self._give(taken[1])

    def tick(self) -> None:
        """Tell everybody the time, now."""
        now = self.now_utc()
        for panel in list(self._panels):
            self._guard(lambda panel=panel: panel.on_clock(now))  # type: ignore[misc]
        self.ticked.emit(now)

    def _begin_second(self) -> None:
        """Tell the time to the window at once, to the panels one after the other. On a busy machine a round may take
        longer than a second: who was not reached comes first, so that nobody stands still."""
        self._waiting += [panel for panel in self._panels if panel not in self._waiting]
        self._turn.start()
        self.ticked.emit(self.now_utc())

    def _next_turn(self) -> None:
        if not self._waiting:
            self._turn.stop()
            return
        panel = self._waiting.pop(0)
        self._guard(lambda: panel.on_clock(self.now_utc()))

    def _give(self, changes: Changes) -> None:
        for panel in list(self._panels):
            if changes.touches(*panel.depends_on):
                self._guard(lambda panel=panel: panel.on_snapshot(self.snapshot, changes))  # type: ignore[misc]
        self.snapshot_changed.emit(self.snapshot, changes)

    @staticmethod
    def _guard(call: Callable[[], None]) -> None:
        try:
            call()
        except Exception:
            sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
