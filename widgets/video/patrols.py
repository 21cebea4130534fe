"""Patrols: presets of a camera, each looked at for a while, again and again, until somebody moves the camera or ends it.
GUI thread; the desk that started one runs it."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from widgets.context import Context
from widgets.video.ptz_hand import PtzHand

SHORTEST_S, LONGEST_S = 3, 3600


class Stop(NamedTuple):
    """A preset and how long to look from it."""

    preset: str
    dwell_s: int


class Patrols(QObject):
    """Of one wall. changed(camera): its stops, or whether it runs."""

    changed = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.stops: dict[str, tuple[Stop, ...]] = {}
        self._running: dict[str, _Round] = {}

    def set_stops(self, camera: str, stops: tuple[Stop, ...]) -> None:
        """The patrol of a camera; a running one goes on with the new stops, or ends where there are none."""
        self.stops[camera] = stops
        if not stops:
            self.stops.pop(camera)
            self.end(camera)
        self.changed.emit(camera)

    def runs(self, camera: str) -> bool:
        """Whether its patrol goes on."""
        return camera in self._running

    def start(self, camera: str) -> None:
        """Begin with its first stop."""
        if self.stops.get(camera) and camera not in self._running:
            self._running[camera] = _Round(self, camera, self._context)
            self.changed.emit(camera)

    def end(self, camera: str) -> None:
        """No more; the camera stays where it looks."""
        going = self._running.pop(camera, None)
        if going is not None:
            going.close()
            self.changed.emit(camera)

    def end_all(self) -> None:
        """Nothing moves by itself any more (a replay is shown)."""
        for camera in list(self._running):
            self.end(camera)

    def save(self) -> dict[str, Any]:
        """As plain values."""
        return {camera: [list(stop) for stop in stops] for camera, stops in self.stops.items()}

    def restore(self, state: Any) -> None:
        """What `save` gave; what is unreadable is left out."""
        for camera, rows in (state.items() if isinstance(state, dict) else ()):
            stops = tuple(Stop(str(row[0]), int(row[1])) for row in rows if isinstance(row, list) and len(row) == 2
                          and isinstance(row[1], int) and SHORTEST_S <= row[1] <= LONGEST_S)
            if stops:
                self.stops[str(camera)] = stops


class _Round(QObject):
    """A patrol that runs."""

    def __init__(self, patrols: Patrols, camera: str, context: Context) -> None:
        super().__init__(patrols)
        self._patrols, self._camera, self._at = patrols, camera, -1
        self._hand = PtzHand(context, camera, self)
        self._hand.changed.connect(self._look)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._next)
        self._next()

    def _next(self) -> None:
        stops = self._patrols.stops.get(self._camera, ())
        if not stops:
            return
        self._at = (self._at + 1) % len(stops)
        stop = stops[self._at]
        self._timer.start(stop.dwell_s * 1000)
        self._hand.ask("preset", preset=stop.preset)

    def _look(self) -> None:
        if self._hand.is_refused:
            QTimer.singleShot(0, self._patrols, lambda: self._patrols.end(self._camera))

    def close(self) -> None:
        self._timer.stop()
        self.deleteLater()
