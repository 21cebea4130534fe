"""Which session the screen shows: the live one or a replay, and the way from one to the other. GUI thread.

Opening a replay folds from the nearest keyframe, so it is done on a thread of its own; the session arrives by signal.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, Qt, Signal

from command_center.engine.session import ReplayControl, Session
from command_center.state.snapshot import Axis

Opener = Callable[[int, Axis], Session]
SPEEDS = (1 / 8, 1 / 4, 1 / 2, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 120.0, 300.0, 600.0)


class Director(QObject):
    """live: None when the desktop was opened on a journal alone. `opener` makes a replay session at an instant."""

    session_changed = Signal(object)
    _opened = Signal(object, int, float)

    def __init__(self, opener: Opener, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.live: Session | None = None
        self._opener = opener
        self._shown: Session | None = None
        self._asked = 0
        self.speed = 1.0  # of the replay, negative backwards
        self._opened.connect(self._arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def session(self) -> Session:
        """What is shown. Raises RuntimeError before the first session."""
        if self._shown is None:
            raise RuntimeError("no session yet")
        return self._shown

    @property
    def has_session(self) -> bool:
        """Whether anything is shown yet."""
        return self._shown is not None

    @property
    def in_replay(self) -> bool:
        """Whether a replay is shown."""
        return self._shown is not None and self._shown.mode == "replay"

    @property
    def control(self) -> ReplayControl | None:
        """The replay's controls, None when live."""
        return self._shown if self.in_replay else None  # type: ignore[return-value]

    def start(self, session: Session) -> None:
        """The first session."""
        if session.mode == "live":
            self.live = session
        self._show(session)

    def open_replay(self, at_utc: int, axis: Axis = "received", speed: float = 0.0) -> None:
        """Show the past from an instant on, standing still unless a speed is given."""
        self._asked += 1
        threading.Thread(target=self._open, args=(at_utc, axis, speed, self._asked), name="open replay",
                         daemon=True).start()

    def beside(self, at_utc: int, axis: Axis = "received") -> Future[Session]:
        """Another replay that stands at an instant, shown by nobody but who asked; who asked closes it."""
        future: Future[Session] = Future()

        def make() -> None:
            try:
                future.set_result(self._opener(at_utc, axis))
            except Exception as error:
                future.set_exception(error)
                sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]

        threading.Thread(target=make, name="open beside", daemon=True).start()
        return future

    def back_to_live(self) -> None:
        """Leave the replay."""
        self._asked += 1
        if self.live is None or not self.in_replay:
            return
        past, again = self._shown, getattr(self.live.box, "again", None)
        if again is not None:
            again()
        self._show(self.live)
        if past is not None:
            past.close()

    def seek(self, at_utc: int) -> None:
        """Jump; from live this opens a replay."""
        if self.control is not None:
            self.control.seek(at_utc)
        else:
            self.open_replay(at_utc)

    def toggle(self) -> None:
        """Play or pause; from live it stops the picture at this instant."""
        if self.control is None:
            self.open_replay(self.session.clock.now_utc())
        elif self.session.clock.speed:
            self.control.pause()
        else:
            self.control.play(self.speed)

    def set_speed(self, speed: float) -> None:
        """Choose how fast it plays; takes effect at once when it does."""
        self.speed = speed
        if self.control is not None and self.session.clock.speed:
            self.control.play(speed)

    def run(self, backwards: bool) -> None:
        """Play in a direction, at the chosen speed; from live, back from this instant."""
        self.speed = -abs(self.speed) if backwards else abs(self.speed)
        if self.control is not None:
            self.control.play(self.speed)
        elif backwards:
            self.open_replay(self.session.clock.now_utc(), speed=self.speed)

    def faster(self) -> None:
        """The next speed in the same direction."""
        size = next((speed for speed in SPEEDS if speed > abs(self.speed)), SPEEDS[-1])
        self.set_speed(-size if self.speed < 0 else size)

    def set_axis(self, axis: Axis) -> None:
        """The same instant along the other axis."""
        if self.in_replay and self.session.axis != axis:
            self.open_replay(self.session.clock.now_utc(), axis, self.session.clock.speed)

    def close(self) -> None:
        """End whatever is open."""
        self._asked += 1
        for session in {id(one): one for one in (self._shown, self.live) if one is not None}.values():
            session.close()

    def _open(self, at_utc: int, axis: Axis, speed: float, asked: int) -> None:
        try:
            session = self._opener(at_utc, axis)
        except Exception:
            sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
            return
        self._opened.emit(session, asked, speed)

    def _arrived(self, session: Session, asked: int, speed: float) -> None:
        if asked != self._asked:
            session.close()  # the operator has asked for something else since
            return
        past = self._shown if self.in_replay else None
        self._show(session)
        if past is not None:
            past.close()
        if speed and self.control is not None:
            self.control.play(speed)

    def _show(self, session: Session) -> None:
        self._shown = session
        self.session_changed.emit(session)
